//! The rows of a distribution, one after another: weights so far, weights from here on, fractions in lowest terms.

use crate::dist::Dist;
use crate::model::{Scale, Value};
use crate::number;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// A row of a distribution; all weights are over its total.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The outcome.
    pub value: &'a Value,
    /// Its weight.
    pub weight: &'a BigUint,
    /// The weight of this and all smaller outcomes.
    pub at_most: BigUint,
    /// The weight of this and all larger outcomes.
    pub at_least: BigUint,
}

/// The rows of a distribution in order.
pub fn rows(law: &Dist<Value>) -> impl Iterator<Item = Row<'_>> {
    let (mut below, mut left) = (BigUint::zero(), law.total().clone());
    law.weights().map(move |(value, weight)| {
        below += weight;
        let at_least = left.clone();
        left -= weight;
        Row { value, weight, at_most: below.clone(), at_least }
    })
}

/// Whether the outcomes have an order that "at most" and "at least" can speak of.
#[must_use]
pub fn has_order(law: &Dist<Value>) -> bool {
    law.outcomes().all(|value| value.is_number() || matches!(value, Value::Level(_)))
}

/// Whether the outcomes are poker categories.
#[must_use]
pub fn has_categories(law: &Dist<Value>) -> bool {
    law.outcomes().all(|value| matches!(value, Value::Level(level) if level.scale != Scale::Rank))
}

/// The largest prime that is tried as a divisor of a total: totals are powers of small numbers nearly always.
const LARGEST_PRIME: u64 = 1000;

/// Shares of one total, put in lowest terms by its primes where they are small.
#[derive(Clone, Debug)]
pub struct Shares {
    total: BigUint,
    /// All primes of the total, if they are small and there is a point in using them.
    primes: Option<Vec<u64>>,
    /// Denominators that were written before: there are few different ones, and long ones take long to write.
    written: RefCell<FxHashMap<BigInt, String>>,
}

/// So many denominators are remembered.
const REMEMBERED: usize = 256;

impl Shares {
    /// Shares of this total.
    #[must_use]
    pub fn of(total: &BigUint) -> Self {
        let primes = if total.bits() > 128 { small_primes(total) } else { None };
        Self { total: total.clone(), primes, written: RefCell::default() }
    }

    /// The share in lowest terms.
    #[must_use]
    pub fn lowest(&self, weight: &BigUint) -> BigRational {
        match &self.primes {
            Some(primes) => {
                let (numerator, denominator) = number::reduce(weight, &self.total, primes);
                BigRational::new_raw(BigInt::from(numerator), BigInt::from(denominator))
            }
            None => BigRational::new(BigInt::from(weight.clone()), BigInt::from(self.total.clone())),
        }
    }

    /// Numerator and denominator of the share in lowest terms, as text.
    #[must_use]
    pub fn texts(&self, weight: &BigUint) -> (String, String) {
        let (numerator, denominator) = self.lowest(weight).into_raw();
        let mut written = self.written.borrow_mut();
        if let Some(text) = written.get(&denominator) {
            return (numerator.to_string(), text.clone());
        }
        let text = denominator.to_string();
        if written.len() < REMEMBERED {
            written.insert(denominator, text.clone());
        }
        (numerator.to_string(), text)
    }

    /// The share as a decimal of so many significant digits.
    #[must_use]
    pub fn decimal(&self, weight: &BigUint, digits: usize) -> String {
        number::decimal_of_share(weight, &self.total, digits)
    }

    /// The share as it stands.
    #[must_use]
    pub fn raw(&self, weight: &BigUint) -> BigRational {
        BigRational::new_raw(BigInt::from(weight.clone()), BigInt::from(self.total.clone()))
    }

    /// The number of outcomes of a sample space of this size that the weight stands for, if it is whole.
    #[must_use]
    pub fn outcomes(&self, weight: &BigUint, space: &BigUint) -> Option<BigUint> {
        let scaled = weight * space;
        (&scaled % &self.total).is_zero().then(|| scaled / &self.total)
    }
}

/// The primes of a number, if all of them are small.
fn small_primes(number: &BigUint) -> Option<Vec<u64>> {
    let mut left = number.clone();
    let mut primes = Vec::new();
    for prime in number::primes_up_to(LARGEST_PRIME) {
        if left.is_one() {
            break;
        }
        if (&left % prime).is_zero() {
            primes.push(prime);
            // By squares: p, p², p⁴ …, so that a power of p costs a few divisions and not one for each factor.
            let mut powers = vec![BigUint::from(prime)];
            while let Some(power) = powers.last().filter(|power| power.bits() * 2 <= left.bits() + 2) {
                powers.push(power * power);
            }
            while let Some(power) = powers.pop() {
                while (&left % &power).is_zero() {
                    left /= &power;
                }
            }
        }
    }
    (left.to_u64() == Some(1)).then_some(primes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rows_add_up() {
        let law =
            Dist::from_weights([(1, 2_u32), (2, 3), (3, 5)].map(|(v, w)| (Value::Int(v), w.into()))).unwrap();
        let shown: Vec<(u32, u32)> =
            rows(&law).map(|r| (r.at_most.to_u32().unwrap(), r.at_least.to_u32().unwrap())).collect();
        assert_eq!(shown, [(2, 10), (5, 8), (10, 5)]);
    }

    proptest! {
        #[test]
        fn shares_are_in_lowest_terms(weight in any::<u64>(), a in 0_u32..200, b in 0_u32..100, c in 0_u32..30, large in any::<bool>()) {
            let mut total = BigUint::from(2_u32).pow(a) * BigUint::from(3_u32).pow(b) * BigUint::from(7_u32).pow(c);
            if large {
                total *= 1_000_003_u32;
            }
            let weight = BigUint::from(weight) % &total;
            let expected = BigRational::new(weight.clone().into(), total.clone().into());
            let shares = Shares::of(&total);
            let texts = (expected.numer().to_string(), expected.denom().to_string());
            prop_assert_eq!(shares.texts(&weight), texts.clone());
            prop_assert_eq!(shares.texts(&weight), texts);
            prop_assert_eq!(shares.lowest(&weight), expected);
        }
    }
}
