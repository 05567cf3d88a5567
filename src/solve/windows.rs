//! Numbers to which every stretch of a few places adds something: `count(i in 1..99: X[i] = heads and X[i+1] = heads)`, or
//! such a number less another one; up to three of them, among which may be the number of matches in all places, the sum, and
//! whether something holds at a few places.
//!
//! What a stretch adds is worked out once for each row of labels that it may show. A sweep along the throws then remembers
//! the last labels and the numbers so far, in lists rather than in a table of states [the transfer matrix method; R. P.
//! Stanley, "Enumerative Combinatorics", vol. 1, §4.7]. Several numbers are the digits of one.

mod numbers;
mod sweep;

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::question::{Expr, Node, Outcomes};
use crate::solve::exact::Road;
use crate::solve::first_places::place_of;
use crate::solve::plan::Reduced;
use crate::solve::residue::{Law, Residue};
use num_bigint::{BigInt, BigUint};
use num_traits::{Pow, ToPrimitive, Zero};
use numbers::{Numbers, is_additive, is_term};
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

/// The law of what is left of a question that speaks of equal throws only by such numbers; nothing where it says more.
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
    let throws = Throws { name, length: *length };
    let mut numbers = Numbers::new(throws, |part: &Expr| is_term(part, throws));
    let Ok(asked) = residue.rewrite(&mut |part| Ok(numbers.part(part))) else { return Ok(None) };
    let Some(terms) = numbers.terms() else { return Ok(None) };
    if !terms.iter().any(|terms| (FEWEST..=MOST).contains(&terms.len())) {
        return Ok(None);
    }
    let labels: Vec<(Value, BigUint)> =
        faces.weights().iter().filter(|(_, weight)| !weight.is_zero()).cloned().collect();
    let Some(added) = throws.added(&terms, &labels) else { return Ok(None) };
    let Some((digits, added)) = Digits::of(added, *length) else { return Ok(None) };
    let weights: Vec<BigUint> = labels.into_iter().map(|(_, weight)| weight).collect();
    let sweep = Sweep { added: &added, weights: &weights, length: *length, bits: space.size_bits() };
    let Some((law, states)) = sweep.law(budget)? else { return Ok(None) };
    let mut parts: FxHashMap<Residue, BigUint> = FxHashMap::default();
    for (value, weight) in law.into_iter().filter(|(_, weight)| !weight.is_zero()) {
        let values = digits.read(value);
        let known = |part: &Expr| {
            let which = (0..values.len()).find(|which| throws.unknown(*which) == *part);
            which.map(|which| Expr::value_of(values[which]))
        };
        let left = asked.put(name, &mut |part| known(part))?;
        *parts.entry(left).or_default() += weight;
    }
    let law = Law { parts: parts.into_iter().collect(), total: Pow::pow(faces.total(), *length) };
    Ok(Some(Reduced { law, road: Road::ByPosition, states, cut: false }))
}

/// Several numbers as the digits of one, the first counting fastest.
struct Digits {
    /// The least and the greatest of each.
    ends: Vec<(i64, i64)>,
}

impl Digits {
    /// What the stretches add to the one number; nothing where that leaves the words.
    fn of(numbers: Vec<Added>, length: u64) -> Option<(Self, Added)> {
        let ends: Vec<(i64, i64)> = numbers.iter().map(|added| added.range(length)).collect::<Option<_>>()?;
        let (mut all, mut times) = (None::<Added>, 1i64);
        for (added, (least, greatest)) in numbers.into_iter().zip(&ends) {
            let above = added.above_least()?;
            all = Some(match all {
                Some(all) => all.plus(&above, times)?,
                None => above,
            });
            times = greatest.checked_sub(*least)?.checked_add(1)?.checked_mul(times)?;
        }
        Some((Self { ends }, all?))
    }

    /// The numbers.
    fn read(&self, mut all: i64) -> Vec<i64> {
        let digit = |(least, greatest): &(i64, i64)| {
            let range = greatest - least + 1;
            let digit = all % range;
            all /= range;
            least + digit
        };
        self.ends.iter().map(digit).collect()
    }
}

/// So many equal throws.
#[derive(Clone, Copy)]
struct Throws {
    name: usize,
    length: u64,
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

/// The terms of a number, with whole coefficients.
type Terms = [(Expr, BigInt)];

impl Throws {
    /// What stands for a number that is not known yet: a place of the throws, of which nothing else is left.
    fn unknown(self, which: usize) -> Expr {
        let place = Expr::value_of(i64::try_from(which + 1).unwrap_or(i64::MAX));
        Expr::new(Node::At(Expr::new(Node::Name(self.name)), place))
    }

    /// What the stretches add to each number that end at each place; nothing where they may show too many rows, or add no
    /// whole numbers.
    fn added(self, numbers: &[&Terms], labels: &[(Value, BigUint)]) -> Option<Vec<Added>> {
        let ends = |term: &Expr| {
            if is_additive(term, self.name) { Some((1, 1)) } else { stretch(term, self.name, self.length) }
        };
        let mut widest = 0;
        for (term, _) in numbers.iter().copied().flatten() {
            let (first, last) = ends(term)?;
            widest = widest.max(last - first + 1);
        }
        // Of single places other roads tell.
        if widest < 2 || labels.len().checked_pow(widest as u32).is_none_or(|rows| rows > MOST_ROWS) {
            return None;
        }
        let added = |terms: &&Terms| {
            let mut added = Added::new(labels.len(), widest as u32);
            // Stretches that say the same of their places add the same.
            let mut known: FxHashMap<Expr, Vec<i64>> = FxHashMap::default();
            for (term, coefficient) in *terms {
                let coefficient = coefficient.to_i64()?;
                if is_additive(term, self.name) {
                    let rows = self.of_each(term, labels)?;
                    (1..=self.length).try_for_each(|place| added.add(place, &rows, coefficient))?;
                    continue;
                }
                let (first, last) = ends(term)?;
                let at_first = self.at_first(term, first)?;
                let rows = match known.get(&at_first) {
                    Some(rows) => rows,
                    None => {
                        let rows = rows(&at_first, self.name, (last - first + 1) as u32, labels)?;
                        known.entry(at_first).or_insert(rows)
                    }
                };
                added.add(last, rows, coefficient)?;
            }
            Some(added)
        };
        numbers.iter().map(added).collect()
    }

    /// A stretch that begins at this place as one that begins at the first.
    fn at_first(self, term: &Expr, first: u64) -> Option<Expr> {
        let at = |place: u64| {
            Expr::new(Node::At(Expr::new(Node::Name(self.name)), Expr::value_of(place.cast_signed())))
        };
        term.rewrite(&mut |part| {
            let place = place_of(part, self.name, self.length);
            Ok(place.map(|place| at(place - first + 1)))
        })
        .ok()
    }

    /// What each label adds to a number that all places add up to: what that is of one throw.
    fn of_each(self, term: &Expr, labels: &[(Value, BigUint)]) -> Option<Vec<i64>> {
        let of = |(label, _): &(Value, BigUint)| {
            let outcome = Value::row([label.clone()]);
            match term.evaluate(&mut Outcomes::only(self.name, outcome)).ok()? {
                Value::Int(number) => Some(number),
                _ => None,
            }
        };
        labels.iter().map(of).collect()
    }
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
