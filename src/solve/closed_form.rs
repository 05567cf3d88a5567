//! Closed forms: distributions that have a formula, so that no sweep is needed.
//!
//! One count of a pattern is binomial for trials, hypergeometric for draws without replacement, and the sum of equal
//! dice has the coefficients of a power.

pub mod alike;
pub mod matches;
mod mirrored;
mod permutations;
mod poker;
pub mod streaks;
mod sums;
#[cfg(test)]
mod tests;

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Faces, Space, Value};
use crate::number;
use crate::solve::atom::{Atom, Subject};
use crate::solve::by_class::Swept;
use crate::solve::order_statistics;
use crate::solve::plan::{afford_size, product_cost};
use num_bigint::BigUint;
use num_traits::{Pow, ToPrimitive, Zero};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Statistics that no automaton computes, but a formula does.
pub const WITHOUT_AUTOMATON: [&str; 2] = ["cycles", "longest_cycle"];

/// The law of the only atom, or the joint law of several about the ends of a sample, if a formula gives it.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] when even the formula would not fit the budget.
pub fn law(space: &Space, atoms: &[Atom], budget: &Budget) -> Result<Option<Swept>, Error> {
    let [atom] = atoms else { return order_statistics::range::joint(space, atoms, budget) };
    let (function, arguments) = match &atom.subject {
        Subject::Statistic(function, arguments) => (function, arguments),
        Subject::Ordered(place) => return order_statistics::place::law(space, atom, *place, budget),
        _ => return Ok(None),
    };
    match function.name {
        "sum" if atom.path.is_plain() => sums::law(space, atom, budget),
        "sum" => kept_sums(space, atom, budget),
        "count" if atom.path.is_unkept() => matches::law(space, atom, budget),
        "max" | "min" if atom.path.is_plain() => extremes(space, atom, function.name == "max", budget),
        "range" => order_statistics::range::law(space, atom, budget),
        "distinct" | "maxcount" | "run" => {
            // All of them work with numbers as large as the weight of everything.
            afford_size(space, budget)?;
            match function.name {
                "distinct" => alike::distinct(space, atom, budget),
                "maxcount" => alike::maxcount(space, atom, budget),
                _ => alike::run(space, atom, budget),
            }
        }
        "palindrome" => mirrored::law(space, atom, budget),
        "poker" => poker::law(space, atom),
        "longest" => streaks::longest(space, atom, arguments, budget),
        name => permutations::law(name, space, atom, budget),
    }
}

/// How many places two stretches have in common.
fn overlap(a: (u64, u64), b: (u64, u64)) -> u64 {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// The sum of the highest or lowest few of equal fair dice with faces 1 to f.
fn kept_sums(space: &Space, atom: &Atom, budget: &Budget) -> Result<Option<Swept>, Error> {
    let Space::Trials(groups) = space else { return Ok(None) };
    let ([(faces, count)], Some((from, to))) = (groups.as_ref(), atom.path.kept()) else { return Ok(None) };
    let fair = faces.is_fair()
        && faces.weights().iter().enumerate().all(|(i, (face, _))| *face == Value::Int(i as i64 + 1));
    if !fair || atom.path.length() != *count || !atom.path.is_unmapped() || (from > 0 && to < *count) {
        return Ok(None);
    }
    let (keep, sides) = (to - from, faces.weights().len() as u64);
    budget.afford(number::keep_work(*count, sides, keep), 0)?;
    let counts = number::keep_highest_counts(*count, sides, keep);
    let states = counts.len() as u64;
    // The lowest k mirror the highest k: each face v becomes f + 1 − v.
    let value = |i: usize| {
        let i = i as i64;
        let (least, most) = (keep.cast_signed(), (keep * sides).cast_signed());
        Value::Int(if to == *count { least + i } else { most - i })
    };
    let values = counts
        .into_iter()
        .enumerate()
        .filter(|(_, weight)| !weight.is_zero())
        .map(|(i, weight)| (vec![value(i)], weight))
        .collect();
    // Of faces that all stand for as many elements one each is counted.
    Ok(Some(Swept { values, total: Pow::pow(BigUint::from(sides), *count), states }))
}

/// The weights of labels, or how many elements have them, and at how many of an atom's places they come, for each run of
/// places that share them.
#[must_use]
pub fn runs<'a>(space: &'a Space, atom: &Atom) -> Vec<(BTreeMap<&'a Value, BigUint>, u64)> {
    match space {
        Space::Trials(trials) => {
            let mut start = 0;
            let run = |(faces, count): &'a (Arc<Faces>, u64)| {
                let here = overlap((start, start + count), atom.path.places);
                start += count;
                (faces.weights().iter().map(|(face, weight)| (face, weight.clone())).collect(), here)
            };
            trials.iter().map(run).collect()
        }
        Space::Draw(from, _) | Space::Choose(from, _) => {
            let sizes = from.classes().iter().map(|(label, n)| (label, BigUint::from(*n))).collect();
            vec![(sizes, atom.path.length())]
        }
        _ => Vec::new(),
    }
}

/// The largest or smallest of numbers: the ways to see nothing beyond v, F(v)ⁿ or C(N(v), n), less those to see nothing
/// as far as v.
fn extremes(space: &Space, atom: &Atom, largest: bool, budget: &Budget) -> Result<Option<Swept>, Error> {
    if atom.path.length() == 0 || !matches!(space, Space::Trials(_) | Space::Draw(..) | Space::Choose(..)) {
        return Ok(None);
    }
    let mut values = space.labels();
    if !values.iter().all(Value::is_number) {
        return Ok(None);
    }
    values.sort();
    if !largest {
        values.reverse();
    }
    let groups = runs(space, atom);
    let cost = product_cost(space.size_bits());
    let terms = values.len() as u128 * groups.len() as u128;
    budget.afford(terms.saturating_mul(cost.work + 100), terms.saturating_mul(cost.bytes))?;
    let replaced = matches!(space, Space::Trials(_));
    let ways = |seen: &BigUint, count: u64| {
        if replaced { Pow::pow(seen, count) } else { number::binomial(seen.to_u64().unwrap_or(0), count) }
    };
    let mut seen = vec![BigUint::zero(); groups.len()];
    let (mut total, mut law) = (BigUint::zero(), Vec::new());
    for value in values {
        for (seen, (weights, _)) in seen.iter_mut().zip(&groups) {
            *seen += weights.get(&value).cloned().unwrap_or_default();
        }
        let within: BigUint = seen.iter().zip(&groups).map(|(seen, (_, count))| ways(seen, *count)).product();
        if within > total {
            law.push((vec![value], &within - &total));
            total = within;
        }
    }
    let states = law.len() as u64;
    Ok(Some(Swept { values: law, total, states }))
}
