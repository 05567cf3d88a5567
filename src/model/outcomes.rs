//! The outcomes of a space, listed by the definition: the reference that every fast road is tested against.

use crate::model::{Faces, Population, Space, Value, orbits, partitions};
use crate::number;
use num_bigint::BigUint;
use num_traits::{One, Zero};
use std::sync::Arc;

/// Calls `visit` with every outcome and its weight; outcomes that differ only in which of several equal elements
/// were drawn are listed once, with the number of them (times the weight of each) as their weight.
///
/// The weights of all outcomes add up to [`total`]. Stops early when `visit` answers `false`.
pub fn each_outcome(space: &Space, visit: &mut dyn FnMut(Value, BigUint) -> bool) {
    match space {
        Space::Single(faces) => {
            for (face, weight) in faces.weights().iter().filter(|(_, w)| !w.is_zero()) {
                if !visit(face.clone(), weight.clone()) {
                    return;
                }
            }
        }
        Space::Trials(groups) => thrown(groups, visit),
        Space::Draw(from, count) => ordered(from, *count, BigUint::from, visit),
        Space::Words(items, length) => ordered(items, *length, |_| BigUint::one(), visit),
        Space::Choose(from, count) => {
            multisets(from, Some(*count), &|n, m| number::binomial(n, m), visit);
        }
        Space::Multichoose(from, count) => {
            let ways = |n: u64, m: u64| {
                if m == 0 { BigUint::one() } else { number::binomial((n + m).saturating_sub(1), m) }
            };
            multisets(from, Some(*count), &ways, visit);
        }
        Space::Subset(from) => multisets(from, None, &|n, m| number::binomial(n, m), visit),
        Space::Deal(from, hands) => deals(from, hands, visit),
        Space::Occupancy(1.., 0) => {}
        Space::Occupancy(balls, boxes) => placed(*balls, *boxes, visit),
        Space::Ring(items) => orbits::each_around(items, false, visit),
        Space::Necklace(items) => orbits::each_around(items, true, visit),
        Space::Colorings(colors, shape) => orbits::each_coloring(colors, *shape, visit),
        Space::Split(from, sizes) => partitions::each_split(from, sizes, visit),
        Space::SplitInto(from, groups) => partitions::each_split_into(from, *groups, visit),
        Space::Partitions(balls, boxes) => partitions::each_partition(*balls, *boxes, visit),
        Space::Law(law) => {
            for (value, weight) in law.weights() {
                if !visit(value.clone(), weight.clone()) {
                    return;
                }
            }
        }
        // What goes on until a condition ends it may have no end: `Chain::paths` and `Until::law` list it up to a limit.
        Space::Chain(_) | Space::Until(_) => {}
    }
}

/// The rows of faces, one of each die.
fn thrown(groups: &[(Arc<Faces>, u64)], visit: &mut dyn FnMut(Value, BigUint) -> bool) {
    let faces: Vec<&Faces> = groups
        .iter()
        .flat_map(|(faces, count)| {
            std::iter::repeat_n(&**faces, usize::try_from(*count).unwrap_or(usize::MAX))
        })
        .collect();
    let next = &mut |row: &[Value]| {
        let faces = faces.get(row.len())?;
        Some(faces.weights().iter().filter(|(_, w)| !w.is_zero()).cloned().collect())
    };
    sequences(&mut Vec::new(), BigUint::one(), next, visit);
}

/// The numbers of identical balls in each of some boxes, of which there is one at least.
fn placed(balls: u64, boxes: u64, visit: &mut dyn FnMut(Value, BigUint) -> bool) {
    let last = usize::try_from(boxes).unwrap_or(usize::MAX);
    let next = &mut |row: &[Value]| {
        let used: i64 = row.iter().map(|v| if let Value::Int(n) = v { *n } else { 0 }).sum();
        let left = balls.cast_signed() - used;
        match last - row.len() {
            0 => None,
            1 => Some(vec![(Value::Int(left), BigUint::one())]),
            _ => Some((0..=left).map(|n| (Value::Int(n), BigUint::one())).collect()),
        }
    };
    sequences(&mut Vec::new(), BigUint::one(), next, visit);
}

/// The sum of the weights of all outcomes of [`each_outcome`].
#[must_use]
pub fn total(space: &Space) -> BigUint {
    match space {
        Space::Single(faces) => faces.total().clone(),
        Space::Trials(groups) => {
            groups.iter().map(|(faces, count)| num_traits::Pow::pow(faces.total(), *count)).product()
        }
        Space::Law(law) => law.total().clone(),
        Space::Chain(_) | Space::Until(_) => BigUint::zero(),
        // Every other space has equally likely outcomes, and weighs each by 1.
        other => other.size().unwrap_or_default(),
    }
}

/// What may follow a row, with weights; nothing when the row is full.
type Next<'a> = dyn FnMut(&[Value]) -> Option<Vec<(Value, BigUint)>> + 'a;

/// Walks a tree of rows: `next` lists the elements that may follow a row, with weights, or nothing when it is full.
fn sequences(
    row: &mut Vec<Value>,
    weight: BigUint,
    next: &mut Next<'_>,
    visit: &mut dyn FnMut(Value, BigUint) -> bool,
) -> bool {
    let Some(choices) = next(row) else {
        return visit(Value::row(row.iter().cloned()), weight);
    };
    for (element, factor) in choices {
        row.push(element);
        let more = sequences(row, &weight * factor, next, visit);
        row.pop();
        if !more {
            return false;
        }
    }
    true
}

/// Rows of `count` elements without replacement; `ways` is the weight of an element of which `left` remain.
pub(crate) fn ordered(
    from: &Population,
    count: u64,
    ways: impl Fn(u64) -> BigUint,
    visit: &mut dyn FnMut(Value, BigUint) -> bool,
) {
    sequences(
        &mut Vec::new(),
        BigUint::one(),
        &mut |row| {
            if row.len() as u64 == count {
                return None;
            }
            let left = |(label, n): &(Value, u64)| n - row.iter().filter(|v| *v == label).count() as u64;
            let open = from.classes().iter().filter(|class| left(class) > 0);
            Some(open.map(|class| (class.0.clone(), ways(left(class)))).collect())
        },
        visit,
    );
}

/// Multisets of `count` elements (of any number when there is no count), those with more of the first classes first;
/// `ways` says in how many ways so many elements of a class of a given size come.
fn multisets(
    from: &Population,
    count: Option<u64>,
    ways: &dyn Fn(u64, u64) -> BigUint,
    visit: &mut dyn FnMut(Value, BigUint) -> bool,
) {
    fn walk(
        classes: &[(Value, u64)],
        left: Option<u64>,
        chosen: &mut Vec<Value>,
        weight: &BigUint,
        ways: &dyn Fn(u64, u64) -> BigUint,
        visit: &mut dyn FnMut(Value, BigUint) -> bool,
    ) -> bool {
        let Some(((label, n), rest)) = classes.split_first() else {
            return left.unwrap_or(0) > 0 || visit(Value::row(chosen.iter().cloned()), weight.clone());
        };
        // Whether an element may come more often than it is there.
        let repeats = !ways(*n, n + 1).is_zero();
        let most = if repeats { left.unwrap_or(*n) } else { left.unwrap_or(*n).min(*n) };
        // What the later classes cannot supply must come from this one: no way in is a dead end.
        let supply = |n: u64| if ways(n, n + 1).is_zero() { n } else { u64::MAX };
        let later = rest.iter().map(|(_, n)| supply(*n)).fold(0, u64::saturating_add);
        let least = if repeats { 0 } else { left.unwrap_or(0).saturating_sub(later) };
        let before = chosen.len();
        for m in (least..=most).rev() {
            let copies = usize::try_from(m).unwrap_or(usize::MAX);
            chosen.extend(std::iter::repeat_n(label, copies).cloned());
            let more = walk(rest, left.map(|l| l - m), chosen, &(weight * ways(*n, m)), ways, visit);
            chosen.truncate(before);
            if !more {
                return false;
            }
        }
        true
    }
    walk(from.classes(), count, &mut Vec::new(), &BigUint::one(), ways, visit);
}

/// Hands in order, each a multiset of what the hands before it left.
fn deals(from: &Population, hands: &[u64], visit: &mut dyn FnMut(Value, BigUint) -> bool) {
    fn walk(
        from: &Population,
        hands: &[u64],
        dealt: &mut Vec<Value>,
        weight: &BigUint,
        visit: &mut dyn FnMut(Value, BigUint) -> bool,
    ) -> bool {
        let Some((size, rest)) = hands.split_first() else {
            return visit(Value::row(dealt.iter().cloned()), weight.clone());
        };
        let mut more = true;
        multisets(from, Some(*size), &|n, m| number::binomial(n, m), &mut |hand, ways| {
            let taken = |label: &Value| hand.elements().iter().filter(|v| *v == label).count() as u64;
            let left = from.classes().iter().map(|(label, n)| (label.clone(), n - taken(label)));
            let Ok(left) = Population::new(from.collection(), left) else { return false };
            dealt.push(hand);
            more = walk(&left, rest, dealt, &(weight * ways), visit);
            dealt.pop();
            more
        });
        more
    }
    walk(from, hands, &mut Vec::new(), &BigUint::one(), visit);
}
