//! Sums of trials: the coefficients of a product of powers of the faces' polynomials.

use crate::budget::{Budget, Measure};
use crate::error::Error;
use crate::model::{Faces, Space, Value};
use crate::number::{self, PowerProduct};
use crate::solve::atom::Atom;
use crate::solve::by_class::Swept;
use crate::solve::closed_form::overlap;
use num_bigint::{BigInt, BigUint};
use num_traits::{One, Pow, ToPrimitive, Zero};

/// Equal trials: the weights of the numbers that one of them shows, from the least on, and how many there are.
struct Summands {
    least: i64,
    weights: Vec<BigUint>,
    /// How many of the weights are not 0.
    filled: u64,
    count: u64,
}

/// The law of the sum of some trials; nothing where they show other things than whole numbers that are close together.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub(super) fn law(space: &Space, atom: &Atom, budget: &Budget) -> Result<Option<Swept>, Error> {
    let Space::Trials(groups) = space else { return Ok(None) };
    let mut kinds: Vec<Summands> = Vec::with_capacity(groups.len());
    let mut start = 0;
    for (faces, count) in groups.iter() {
        let here = overlap((start, start + count), atom.path.places);
        start += count;
        if here == 0 {
            continue;
        }
        let Some(summands) = Summands::of(faces, here) else { return Ok(None) };
        let alike = |kind: &&mut Summands| kind.least == summands.least && kind.weights == summands.weights;
        match kinds.iter_mut().find(alike) {
            Some(kind) => kind.count += here,
            None => kinds.push(summands),
        }
    }
    afford_table(&kinds, budget)?;
    let total: BigUint =
        kinds.iter().map(|kind| Pow::pow(kind.weights.iter().sum::<BigUint>(), kind.count)).product();
    let least: BigInt = kinds.iter().map(|kind| BigInt::from(kind.least) * kind.count).sum();
    let coefficients = product(&kinds, total.bits(), budget)?;
    let states = coefficients.len() as u64;
    let values = coefficients
        .into_iter()
        .enumerate()
        .filter(|(_, weight)| !weight.is_zero())
        .map(|(i, weight)| (vec![Value::integer(&least + BigInt::from(i))], weight))
        .collect();
    Ok(Some(Swept { values, total, states }))
}

/// Nothing, if a number as long as the weight of everything can be held for each sum, and gone through.
fn afford_table(kinds: &[Summands], budget: &Budget) -> Result<(), Error> {
    let bits = |kind: &Summands| kind.weights.iter().sum::<BigUint>().bits().saturating_mul(kind.count);
    let words = u128::from(kinds.iter().map(bits).fold(0, u64::saturating_add) / 64 + 1);
    let sums = |kind: &Summands| (kind.weights.len() as u128 - 1).saturating_mul(u128::from(kind.count));
    let sums = kinds.iter().map(sums).fold(1, u128::saturating_add);
    // Of the numbers, those in the middle alone are so long.
    let words = sums.saturating_mul(words) / 2;
    budget.afford(words, words.saturating_mul(8))
}

/// The weights of the sums of trials of several kinds: by one recurrence, or kind after kind, whichever is shorter.
fn product(kinds: &[Summands], bits: u64, budget: &Budget) -> Result<Vec<BigUint>, Error> {
    if let Some(product) = at_once(kinds, bits) {
        budget.afford(product.work(), product.bytes())?;
        return product.coefficients(|done, whole| budget.pass(Measure::Sums, done, whole));
    }
    let mut product: Option<Vec<BigUint>> = None;
    for kind in kinds {
        budget.check()?;
        let power = kind.power(budget)?;
        product = Some(match product {
            None => power,
            Some(others) => {
                let words = (power.len() * others.len()) as u128 * u128::from(bits / 64 + 1);
                budget.afford(words * 8, (power.len() + others.len()) as u128 * 64)?;
                number::convolve(&others, &power)
            }
        });
    }
    Ok(product.unwrap_or_else(|| vec![BigUint::one()]))
}

/// The recurrence of trials of several kinds, where it takes less than a product of their laws.
fn at_once(kinds: &[Summands], bits: u64) -> Option<PowerProduct> {
    /// Word operations to multiply two coefficients of short polynomials.
    const SHORT: u128 = 20;
    let lengths = || kinds.iter().map(|kind| u128::from(kind.count) * (kind.weights.len() as u128 - 1) + 1);
    let longest = lengths().max().filter(|_| kinds.len() > 1)?;
    let others: u128 = lengths().sum::<u128>() - longest;
    let words = u128::from(bits / 64 + 1);
    let by_kinds = longest * others * words;
    // The recurrence itself is a product of the polynomials of single trials, once for each kind and power of 1 − x.
    let widths: u128 = kinds.iter().map(|kind| kind.weights.len() as u128).sum();
    let opening = widths * widths * kinds.len() as u128 * SHORT;
    if opening >= by_kinds {
        return None;
    }
    let powers: Vec<_> = kinds.iter().map(|kind| (kind.weights.as_slice(), kind.count)).collect();
    PowerProduct::new(&powers).filter(|product| product.work() + opening < by_kinds)
}

impl Summands {
    /// Nothing when the faces are not whole numbers, or too far apart for a table of all sums between.
    fn of(faces: &Faces, count: u64) -> Option<Self> {
        let mut values = Vec::with_capacity(faces.weights().len());
        for (face, weight) in faces.weights() {
            match face {
                Value::Int(n) if !weight.is_zero() => values.push((*n, weight)),
                Value::Int(_) => {}
                _ => return None,
            }
        }
        let least = values.iter().map(|(n, _)| *n).min()?;
        let most = values.iter().map(|(n, _)| *n).max()?;
        let width = most.abs_diff(least) + 1;
        if width > 1_000_000 || width > 64 * values.len() as u64 + 1000 {
            return None;
        }
        let mut weights = vec![BigUint::zero(); width.to_usize()?];
        let filled = values.len() as u64;
        for (n, weight) in values {
            weights[n.abs_diff(least).to_usize()?] += weight;
        }
        Some(Self { least, weights, filled, count })
    }

    /// The weights of their sums, from the least on.
    fn power(&self, budget: &Budget) -> Result<Vec<BigUint>, Error> {
        let Self { weights, filled, count, .. } = self;
        let width = weights.len() as u64;
        let one: BigUint = weights.iter().sum();
        let bits = one.bits().saturating_mul(*count).saturating_add(64);
        let terms = u128::from(width - 1) * u128::from(*count) + 1;
        budget.afford(0, terms.saturating_mul(u128::from(bits / 8 + 32)))?;
        if weights.iter().all(|weight| *weight == weights[0]) {
            budget.afford(number::fair_sum_work(*count, width), 0)?;
            let mut sums = number::fair_sum_counts(*count, width);
            // Each face may stand for several elements: w^n rows show the same faces.
            let alike = Pow::pow(&weights[0], *count);
            if !alike.is_one() {
                sums.iter_mut().for_each(|ways| *ways *= &alike);
            }
            return Ok(sums);
        }
        budget.afford(number::power_work(width, *filled, one.bits(), *count), 0)?;
        Ok(number::power_coefficients(weights, *count))
    }
}
