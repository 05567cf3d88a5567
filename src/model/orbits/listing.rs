//! One outcome of every orbit, with how many rows it stands for.

use super::{Shape, told_apart};
use crate::model::outcomes::ordered;
use crate::model::{Population, Value};
use num_bigint::BigUint;
use num_traits::One;

/// Calls `visit` with one row for each way around, and how many ways look like it when equal labels are not told apart.
///
/// Items that are told apart begin with the first item (on a necklace, of the two directions the lesser follows);
/// others are the lexicographically least of their turns, by the order in which labels were given.
pub(crate) fn each_around(items: &Population, necklace: bool, visit: &mut dyn FnMut(Value, BigUint) -> bool) {
    if !told_apart(items) {
        let counts: Vec<u64> = items.classes().iter().map(|(_, count)| *count).collect();
        let n = usize::try_from(items.size()).unwrap_or(usize::MAX);
        necklaces(n, Some(counts), items.classes().len(), &mut |row| {
            (necklace && !is_least_turned_over(row)) || visit(labelled(items, row), BigUint::one())
        });
        return;
    }
    let Some((first, _)) = items.classes().iter().find(|(_, count)| *count > 0) else {
        visit(Value::row([]), BigUint::one());
        return;
    };
    let others = items.classes().iter().map(|(label, n)| (label.clone(), n - u64::from(label == first)));
    let Ok(others) = Population::new(items.collection(), others) else { return };
    let two_ways = necklace && items.size() >= 3;
    ordered(&others, others.size(), BigUint::from, &mut |row, ways| {
        let rest = row.elements();
        let whole = || Value::row(std::iter::once(first).chain(rest).cloned());
        match rest.iter().cmp(rest.iter().rev()) {
            std::cmp::Ordering::Greater if two_ways => true,
            std::cmp::Ordering::Equal if two_ways => visit(whole(), ways / 2u32),
            _ => visit(whole(), ways),
        }
    });
}

/// Calls `visit` with one row of colours for each colouring up to symmetry: the least by the order of the colours.
pub(crate) fn each_coloring(
    colors: &Population,
    shape: Shape,
    visit: &mut dyn FnMut(Value, BigUint) -> bool,
) {
    let n = usize::try_from(shape.places()).unwrap_or(usize::MAX);
    let count = colors.classes().len();
    let mut show = |row: &[usize]| visit(labelled(colors, row), BigUint::one());
    match shape {
        Shape::Ring(_) => necklaces(n, None, count, &mut show),
        Shape::Necklace(_) => {
            necklaces(n, None, count, &mut |row| !is_least_turned_over(row) || show(row));
        }
        Shape::Square(_) | Shape::Cube => {
            let symmetries = shape.permutations();
            let is_least = |row: &[usize]| {
                symmetries.iter().all(|symmetry| row.iter().copied().le(symmetry.iter().map(|&i| row[i])))
            };
            each_row(n, count, &mut |row| !is_least(row) || show(row));
        }
    }
}

fn labelled(items: &Population, row: &[usize]) -> Value {
    Value::row(row.iter().map(|&class| items.classes()[class].0.clone()))
}

/// Every row of n of so many colours, in lexicographic order.
fn each_row(n: usize, colors: usize, visit: &mut dyn FnMut(&[usize]) -> bool) {
    if colors == 0 && n > 0 {
        return;
    }
    let mut row = vec![0; n];
    while visit(&row) {
        let Some(place) = row.iter().rposition(|&color| color + 1 < colors) else { return };
        row[place] += 1;
        row[place + 1..].fill(0);
    }
}

/// Every row that is the least of its rotations, in lexicographic order; with `left` of each colour, or any number.
///
/// A row that can still become such a row repeats, from its last period on, nothing less than its beginning.
/// [F. Ruskey, C. Savage, T. M. Y. Wang, "Generating necklaces", J. Algorithms 13, 1992]
pub(super) fn necklaces(
    n: usize,
    mut left: Option<Vec<u64>>,
    colors: usize,
    visit: &mut dyn FnMut(&[usize]) -> bool,
) {
    if n == 0 {
        visit(&[]);
        return;
    }
    let mut row = vec![0; n];
    // The period of the first t places, and the colour to try next at place t.
    let (mut periods, mut next) = (vec![1; n + 1], vec![0; n + 1]);
    let mut t = 0;
    loop {
        if t == n {
            if n.is_multiple_of(periods[n]) && !visit(&row) {
                return;
            }
        } else {
            let open = |color: &usize| left.as_ref().is_none_or(|left| left[*color] > 0);
            if let Some(color) = (next[t]..colors).find(open) {
                row[t] = color;
                if let Some(left) = &mut left {
                    left[color] -= 1;
                }
                let repeats = t > 0 && row[t - periods[t]] == color;
                periods[t + 1] = if repeats { periods[t] } else { t + 1 };
                t += 1;
                next[t] = if t < n { row[t - periods[t]] } else { 0 };
                continue;
            }
        }
        if t == 0 {
            return;
        }
        t -= 1;
        next[t] = row[t] + 1;
        if let Some(left) = &mut left {
            left[row[t]] += 1;
        }
    }
}

/// Whether a row, the least of its rotations, is no greater than any rotation of its reverse.
fn is_least_turned_over(row: &[usize]) -> bool {
    let n = row.len();
    (0..n).all(|start| row.iter().copied().le((0..n).map(|i| row[(start + n - i) % n])))
}

/// How many different rows the symmetries make of one, and the least of them by the order of values: what a shuffled
/// row looks like when it is laid around.
pub(crate) fn orbit(row: &[Value], shape: Shape) -> (u64, Vec<Value>) {
    let symmetries = shape.permutations();
    let mut turned: Vec<Vec<Value>> =
        symmetries.iter().map(|symmetry| symmetry.iter().map(|&i| row[i].clone()).collect()).collect();
    turned.sort();
    turned.dedup();
    let size = turned.len() as u64;
    (size, turned.swap_remove(0))
}
