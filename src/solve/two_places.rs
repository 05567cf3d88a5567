//! Two places of which one combination is asked, `abs(X[1] - X[2]) > 2500` or `X[1] = 2*X[2]`: its law is the product of
//! the two polynomials of the labels, less, without replacement, the pairs in which one element would stand at both places.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Population, Space, Value};
use crate::number;
use crate::question::{Expr, Node};
use crate::solve::by_position::group_at;
use crate::solve::equivalent::as_draw;
use crate::solve::exact::Road;
use crate::solve::first_places::place_of;
use crate::solve::linear::Linear;
use crate::solve::plan::Reduced;
use crate::solve::residue::{Law, PART, Residue};
use num_bigint::BigUint;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use rustc_hash::FxHashMap;

/// The law of what is left of a question that asks of a sample one combination of two places; nothing where it asks for
/// more, where a label is no integer, or where another road would take no more word operations than `rival` says.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`], and errors of the expressions.
pub fn reduce(
    space: &Space,
    name: usize,
    residue: &Residue,
    rival: impl FnOnce() -> u128,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let Some(length) = space.length().filter(|_| space.is_ordered()) else { return Ok(None) };
    let mut asked = Asked { name, length, places: Vec::new(), parts: Vec::new() };
    if !residue.expressions().into_iter().all(|e| asked.take_in(e)) {
        return Ok(None);
    }
    let Some((direction, parts)) = asked.one_direction() else { return Ok(None) };
    let places: Vec<u64> = asked.places.iter().filter_map(|e| place_of(e, name, length)).collect();
    let Some(pair) = Pair::of(space, &places, direction) else { return Ok(None) };
    // Of a value every part is worked out, and what it leaves is written once.
    let (width, each) = (u128::from(pair.width()), 100 * parts.len() as u128);
    if width.saturating_mul(20 + each) > rival() {
        return Ok(None);
    }
    budget.afford(width.saturating_mul(20 + each), width * 64)?;
    let Some((least, weights)) = pair.weights() else { return Ok(None) };
    let mut keys: FxHashMap<Vec<Value>, u128> = FxHashMap::default();
    for (i, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 0) {
        budget.check_pass(i)?;
        let value = least + i as i128;
        *keys.entry(parts.iter().map(|(_, part)| part.at(value)).collect()).or_default() += weight;
    }
    budget.afford(0, keys.len() as u128 * (parts.len() as u128 + 1) * PART)?;
    let mut left: FxHashMap<Residue, BigUint> = FxHashMap::default();
    for (i, (values, weight)) in keys.into_iter().enumerate() {
        budget.check_pass(i)?;
        let known: Vec<(&Expr, &Value)> = parts.iter().map(|(e, _)| e).zip(&values).collect();
        *left.entry(residue.with(name, &known)?).or_default() += weight;
    }
    let states = weights.len() as u64;
    let law = Law { parts: left.into_iter().collect(), total: pair.total() };
    Ok(Some(Reduced { law, road: Road::ClosedForm, states, cut: false }))
}

/// A part of the question once the combination of the places is known: (factor · combination + constant) / divisor, or
/// how that compares with 0.
struct Part {
    factor: i64,
    constant: i64,
    divisor: i64,
    comparison: Option<Comparison>,
}

impl Part {
    fn of(factor: &BigRational, constant: &BigRational, comparison: Option<Comparison>) -> Option<Self> {
        let divisor = factor.denom().lcm(constant.denom());
        let whole = |n: &BigRational| (n * &divisor).to_integer().to_i64();
        Some(Self {
            factor: whole(factor)?,
            constant: whole(constant)?,
            divisor: divisor.to_i64()?,
            comparison,
        })
    }

    fn at(&self, combination: i128) -> Value {
        let number = i128::from(self.factor) * combination + i128::from(self.constant);
        match (self.comparison, i64::try_from(number)) {
            (Some(comparison), _) => Value::Truth(comparison.holds(number.cmp(&0))),
            (None, Ok(whole)) if self.divisor == 1 => Value::Int(whole),
            _ => Value::number(BigRational::new(number.into(), self.divisor.into())),
        }
    }
}

/// The coefficients of the two places, whole and without a common divisor.
type Direction = [i64; 2];

/// Parts of the question as they are written.
type Parts = Vec<(Expr, Part)>;

/// The most places, as they are written, that are read.
const MOST_WRITTEN: usize = 16;

/// What a question asks of two places.
struct Asked {
    name: usize,
    length: u64,
    /// The places, as they are written.
    places: Vec<Expr>,
    parts: Vec<(Expr, Linear, Option<Comparison>)>,
}

impl Asked {
    /// Takes in an expression; whether it asks of this sample only what sums of multiples and their comparisons tell.
    fn take_in(&mut self, e: &Expr) -> bool {
        if !e.mentions(self.name) || self.parts.iter().any(|(other, ..)| other == e) {
            return true;
        }
        let (name, length) = (self.name, self.length);
        let linear = |e: &Expr| Linear::of(e, &|part| place_of(part, name, length).is_some());
        let sum = match e.node() {
            Node::Compare(comparison, a, b) => {
                linear(a).zip(linear(b)).map(|(a, b)| (a.minus(b), Some(*comparison)))
            }
            _ => linear(e).map(|sum| (sum, None)),
        };
        match sum {
            Some((sum, comparison)) => {
                for (place, _) in &sum.terms {
                    if !self.places.contains(place) {
                        self.places.push(place.clone());
                    }
                }
                self.parts.push((e.clone(), sum, comparison));
                // Two places may be written in a few ways; nobody who writes more speaks of two.
                self.places.len() <= MOST_WRITTEN
            }
            None => !matches!(e.node(), Node::Name(_)) && e.node().children().all(|part| self.take_in(part)),
        }
    }

    /// The combination of two places that all parts speak of, with whole coefficients, and the parts by it; nothing where
    /// there are several such combinations or none.
    fn one_direction(&self) -> Option<(Direction, Parts)> {
        let [first, second] = self.places.as_slice() else { return None };
        let sum = &self.parts.first()?.1;
        let [a, b] = [first, second].map(|place| sum.coefficient(place));
        if a.is_zero() || b.is_zero() {
            return None;
        }
        let scale = BigRational::from_integer(a.denom().lcm(b.denom()));
        let whole = [a, b].map(|slope| (slope * &scale).to_integer());
        let common = whole[0].gcd(&whole[1]);
        let direction = whole.map(|n| n / &common);
        let [p, q] = direction.clone().map(BigRational::from_integer);
        let part = |(e, sum, comparison): &(Expr, Linear, Option<Comparison>)| {
            let factor = sum.coefficient(first) / &p;
            let is_along = sum.coefficient(second) == &factor * &q;
            let part = Part::of(&factor, &sum.constant, *comparison).filter(|_| is_along)?;
            Some((e.clone(), part))
        };
        let parts = self.parts.iter().map(part).collect::<Option<_>>()?;
        Some(([direction[0].to_i64()?, direction[1].to_i64()?], parts))
    }
}

/// The largest multiple of a label: twice as much times a machine word still fits two words.
const MOST: i128 = 1 << 61;

/// Labels multiplied by a coefficient, with weights.
struct Side {
    least: i128,
    greatest: i128,
    labels: Vec<(i128, u64)>,
    total: u64,
}

impl Side {
    fn of(labels: impl Iterator<Item = Option<(i64, u64)>>, coefficient: i64) -> Option<Self> {
        let scaled = labels.map(|both| both.map(|(n, w)| (i128::from(n) * i128::from(coefficient), w)));
        let labels = scaled.collect::<Option<Vec<_>>>()?;
        let total = labels.iter().try_fold(0u64, |total, (_, weight)| total.checked_add(*weight))?;
        let (least, greatest) =
            (labels.iter().map(|(n, _)| *n).min()?, labels.iter().map(|(n, _)| *n).max()?);
        (-MOST..=MOST).contains(&least).then_some(())?;
        (-MOST..=MOST).contains(&greatest).then_some(())?;
        Some(Self { least, greatest, labels, total })
    }

    fn width(&self) -> u64 {
        u64::try_from(self.greatest - self.least).unwrap_or(u64::MAX).saturating_add(1)
    }

    /// The weights from the least to the greatest.
    fn weights(&self) -> Vec<u64> {
        let mut weights = vec![0; usize::try_from(self.width()).unwrap_or(0)];
        for (n, weight) in &self.labels {
            weights[usize::try_from(n - self.least).unwrap_or(0)] += weight;
        }
        weights
    }
}

/// The two places of which a combination is asked.
struct Pair {
    sides: [Side; 2],
    /// Without replacement: where the pairs of an element with itself would be, and how many.
    itself: Vec<(i128, u64)>,
    total: BigUint,
}

impl Pair {
    fn of(space: &Space, places: &[u64], direction: Direction) -> Option<Self> {
        // One place may be written in two ways.
        let [first, second] = places else { return None };
        if first == second {
            return None;
        }
        if let Space::Trials(groups) = space {
            let side = |place: &u64, coefficient| {
                let faces = &groups[group_at(groups, place - 1)].0;
                let face = |(face, weight): &(Value, BigUint)| match face {
                    Value::Int(n) => Some((*n, weight.to_u64()?)),
                    _ => None,
                };
                Side::of(faces.weights().iter().filter(|(_, w)| !w.is_zero()).map(face), coefficient)
            };
            let sides = [side(first, direction[0])?, side(second, direction[1])?];
            let total = BigUint::from(sides[0].total) * sides[1].total;
            return Some(Self { sides, itself: Vec::new(), total });
        }
        let (from, _) = as_draw(space)?;
        let labels = |from: &Population, coefficient| {
            let held = from.classes().iter().filter(|(_, count)| *count > 0);
            let whole = |(label, count): &(Value, u64)| match label {
                Value::Int(n) => Some((*n, *count)),
                _ => None,
            };
            Side::of(held.map(whole), coefficient)
        };
        let sides = [labels(from, direction[0])?, labels(from, direction[1])?];
        let both = i128::from(direction[0]) + i128::from(direction[1]);
        let itself = labels(from, 1)?.labels.into_iter().map(|(n, count)| (n * both, count)).collect();
        let total = BigUint::from(from.size()) * from.size().saturating_sub(1);
        Some(Self { sides, itself, total })
    }

    fn total(&self) -> BigUint {
        self.total.clone()
    }

    fn width(&self) -> u64 {
        self.sides[0].width().saturating_add(self.sides[1].width())
    }

    /// The least value of the combination, and the weight of each value from there on.
    fn weights(&self) -> Option<(i128, Vec<u128>)> {
        let [a, b] = [self.sides[0].weights(), self.sides[1].weights()];
        let mut product = match (alike(&a), alike(&b)) {
            (_, Some(weight)) => windows(&a, b.len(), weight),
            (Some(weight), None) => windows(&b, a.len(), weight),
            (None, None) => {
                let [a, b] = [a, b].map(|w| w.into_iter().map(BigUint::from).collect::<Vec<_>>());
                number::convolve(&a, &b).iter().map(ToPrimitive::to_u128).collect::<Option<Vec<_>>>()?
            }
        };
        let least = self.sides[0].least + self.sides[1].least;
        for (at, count) in &self.itself {
            product[usize::try_from(at - least).ok()?] -= u128::from(*count);
        }
        Some((least, product))
    }
}

/// The weight of every label, where all of them between the least and the greatest weigh alike.
fn alike(weights: &[u64]) -> Option<u64> {
    let first = *weights.first()?;
    weights.iter().all(|weight| *weight == first).then_some(first)
}

/// The product with a polynomial of so many equal coefficients: sums over windows that move on by one.
fn windows(weights: &[u64], length: usize, weight: u64) -> Vec<u128> {
    let mut sum = 0u128;
    let entry = |at: usize| {
        sum += weights.get(at).map_or(0, |w| u128::from(*w));
        sum -= at.checked_sub(length).and_then(|gone| weights.get(gone)).map_or(0, |w| u128::from(*w));
        sum * u128::from(weight)
    };
    (0..weights.len() + length - 1).map(entry).collect()
}

#[cfg(test)]
mod tests;
