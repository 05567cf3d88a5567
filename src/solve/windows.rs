//! Numbers to which every stretch of a few places adds something: `count(i in 1..99: X[i] = heads and X[i+1] = heads)`, or
//! such a number less another one.
//!
//! What a stretch adds is worked out once for each row of labels that it may show. A sweep along the throws then remembers
//! the last labels and the number so far, in lists rather than in a table of states [the transfer matrix method; R. P.
//! Stanley, "Enumerative Combinatorics", vol. 1, §4.7].

mod sweep;

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::question::{Expr, Node};
use crate::solve::exact::Road;
use crate::solve::first_places::place_of;
use crate::solve::one_number::OneNumber;
use crate::solve::plan::Reduced;
use crate::solve::residue::{Law, Residue};
use num_bigint::{BigInt, BigUint};
use num_traits::{Pow, ToPrimitive, Zero};
use rustc_hash::FxHashMap;
use sweep::{Added, Sweep};

/// Of fewer stretches other roads know as much, and say more.
const FEWEST: usize = 8;

/// The most stretches: each is read for itself.
const MOST: usize = 5_000;

/// The most places of a stretch.
const WIDEST: u64 = 6;

/// The most rows of labels that a stretch may show.
const MOST_ROWS: usize = 4_096;

/// The law of what is left of a question that speaks of equal throws only by one such number; nothing where it says more.
///
/// # Errors
/// Those of working out what became known, and the budget's clock.
pub fn reduce(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let Space::Trials(groups) = space else { return Ok(None) };
    let [(faces, length)] = groups.as_ref() else { return Ok(None) };
    let mut number = OneNumber::new(name, |part: &Expr| stretch(part, name, *length).is_some());
    // The name of the throws stands for the number from now on.
    let unknown = Expr::new(Node::Name(name));
    let Ok(asked) = residue.rewrite(&mut |part| Ok(number.part(part, &unknown))) else { return Ok(None) };
    let Some(terms) = number.terms().filter(|terms| (FEWEST..=MOST).contains(&terms.len())) else {
        return Ok(None);
    };
    let labels: Vec<(Value, BigUint)> =
        faces.weights().iter().filter(|(_, weight)| !weight.is_zero()).cloned().collect();
    let Some(added) = added(terms, name, *length, &labels) else { return Ok(None) };
    let weights: Vec<BigUint> = labels.into_iter().map(|(_, weight)| weight).collect();
    let sweep = Sweep { added: &added, weights: &weights, length: *length, bits: space.size_bits() };
    let Some((law, states)) = sweep.law(budget)? else { return Ok(None) };
    let mut parts: FxHashMap<Residue, BigUint> = FxHashMap::default();
    for (value, weight) in law.into_iter().filter(|(_, weight)| !weight.is_zero()) {
        let left = asked.put(name, &mut |part| (*part == unknown).then(|| Expr::value_of(value)))?;
        *parts.entry(left).or_default() += weight;
    }
    let law = Law { parts: parts.into_iter().collect(), total: Pow::pow(faces.total(), *length) };
    Ok(Some(Reduced { law, road: Road::ByPosition, states, cut: false }))
}

/// The first and the last place of which an expression speaks, if it speaks of single places of the sample only, and these are
/// near each other.
fn stretch(part: &Expr, name: usize, length: u64) -> Option<(u64, u64)> {
    fn visit(part: &Expr, name: usize, length: u64, ends: &mut Option<(u64, u64)>) -> bool {
        if !part.mentions(name) {
            return true;
        }
        let Some(place) = place_of(part, name, length) else {
            return !matches!(part.node(), Node::Name(_))
                && part.node().children().all(|child| visit(child, name, length, ends));
        };
        let (first, last) = ends.unwrap_or((place, place));
        *ends = Some((first.min(place), last.max(place)));
        ends.is_some_and(|(first, last)| last - first < WIDEST)
    }
    let mut ends = None;
    let alone = part.names().is_power_of_two() && part.free_elements() == 0;
    (alone && visit(part, name, length, &mut ends)).then_some(ends).flatten()
}

/// What the stretches add that end at each place; nothing where they may show too many rows, or add no whole numbers.
fn added(terms: &[(Expr, BigInt)], name: usize, length: u64, labels: &[(Value, BigUint)]) -> Option<Added> {
    let ends: Vec<(u64, u64)> =
        terms.iter().map(|(term, _)| stretch(term, name, length)).collect::<Option<_>>()?;
    let widest = ends.iter().map(|(first, last)| last - first + 1).max()?;
    // Of single places other roads tell.
    if widest < 2 || labels.len().checked_pow(widest as u32).is_none_or(|rows| rows > MOST_ROWS) {
        return None;
    }
    let mut added = Added::new(labels.len(), widest as u32);
    // Stretches that say the same of their places add the same.
    let mut known: FxHashMap<Expr, Vec<i64>> = FxHashMap::default();
    for ((term, coefficient), (first, last)) in terms.iter().zip(ends) {
        let at = |place: u64| {
            Expr::new(Node::At(Expr::new(Node::Name(name)), Expr::value_of(place.cast_signed())))
        };
        let from_one = term
            .rewrite(&mut |part| {
                let place = place_of(part, name, length);
                Ok(place.map(|place| at(place - first + 1)))
            })
            .ok()?;
        let rows = match known.get(&from_one) {
            Some(rows) => rows,
            None => {
                let rows = rows(&from_one, name, (last - first + 1) as u32, labels)?;
                known.entry(from_one).or_insert(rows)
            }
        };
        added.add(last, rows, coefficient.to_i64()?)?;
    }
    Some(added)
}

/// The value of a term for each row of labels, the last label changing fastest; nothing unless they are whole numbers.
fn rows(term: &Expr, name: usize, width: u32, labels: &[(Value, BigUint)]) -> Option<Vec<i64>> {
    let value = |row: usize| {
        let label = |place: u64| {
            let digit = row / labels.len().pow(width - place as u32) % labels.len();
            Expr::value_of(labels[digit].0.clone())
        };
        let of_row = term
            .rewrite(&mut |part| {
                let place = place_of(part, name, u64::from(width));
                Ok(place.map(label))
            })
            .ok()?;
        match of_row.known()? {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    };
    (0..labels.len().pow(width)).map(value).collect()
}

#[cfg(test)]
mod tests;
