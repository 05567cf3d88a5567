//! The rows of a distribution, one after another: weights so far, weights from here on, fractions in lowest terms.

use crate::dist::{Dice, Dist};
use crate::model::{Scale, Value};
use crate::number::{self, Decimals, FairSumNumerals, Numeral};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Pow, Zero};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::hash::Hash;

/// A weight of a distribution, in its digits as well where these are known.
#[derive(Clone, Copy, Debug)]
pub struct Amount<'a> {
    /// The weight.
    pub weight: &'a BigUint,
    digits: Option<&'a Numeral>,
}

/// A row of a distribution; all weights are over its total.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The outcome.
    pub value: &'a Value,
    /// Its weight.
    pub own: Amount<'a>,
    /// The weight of this and all smaller outcomes.
    pub at_most: Amount<'a>,
    /// The weight of this and all larger outcomes.
    pub at_least: Amount<'a>,
}

/// Tells the rows of a distribution in order, until one is refused; no more of them are held than one.
///
/// # Errors
/// The first that `tell` gives.
pub fn rows<E>(law: &Dist<Value>, tell: impl FnMut(Row<'_>) -> Result<(), E>) -> Result<(), E> {
    tell_rows(law, None, tell)
}

/// As [`rows`], for those who write every fraction of a row: where the counts can be worked out in digits, they are.
///
/// # Errors
/// The first that `tell` gives.
pub fn written_rows<E>(law: &Dist<Value>, tell: impl FnMut(Row<'_>) -> Result<(), E>) -> Result<(), E> {
    tell_rows(law, law.dice().and_then(|dice| Digits::of(dice, law.total())), tell)
}

fn tell_rows<E>(
    law: &Dist<Value>,
    mut digits: Option<Digits>,
    mut tell: impl FnMut(Row<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let (mut below, mut left) = (BigUint::zero(), law.total().clone());
    law.each(|value, weight| {
        below += weight;
        let known = digits.as_mut().and_then(Digits::advance);
        let [own, at_most, at_least] = known.map_or([None; 3], |known| known.map(Some));
        tell(Row {
            value,
            own: Amount { weight, digits: own },
            at_most: Amount { weight: &below, digits: at_most },
            at_least: Amount { weight: &left, digits: at_least },
        })?;
        left -= weight;
        Ok(())
    })
}

/// The weights of the rows of a sum of dice in digits: the counts, those so far, and those from here on.
struct Digits {
    counts: FairSumNumerals,
    last: Numeral,
    below: Numeral,
    left: Numeral,
}

impl Digits {
    fn of(dice: Dice, total: &BigUint) -> Option<Self> {
        let counts = FairSumNumerals::new(dice.count, dice.faces)?;
        Some(Self { counts, last: Numeral::default(), below: Numeral::default(), left: Numeral::from(total) })
    }

    fn advance(&mut self) -> Option<[&Numeral; 3]> {
        self.left -= &self.last;
        let count = self.counts.advance()?;
        self.last.clone_from(count);
        self.below += count;
        Some([&self.last, &self.below, &self.left])
    }
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
    decimals: Decimals,
    /// All primes of the total with their exponents, if they are small and there is a point in using them.
    primes: Option<Vec<(u64, u64)>>,
    /// Denominators that were written before: there are few different ones, and long ones take long to write.
    written: RefCell<FxHashMap<BigInt, String>>,
    /// The same by the powers of primes that were cancelled.
    cancelled: RefCell<FxHashMap<Vec<u64>, String>>,
}

/// So many denominators are remembered.
const REMEMBERED: usize = 256;

impl Shares {
    /// Shares of this total.
    #[must_use]
    pub fn of(total: &BigUint) -> Self {
        let primes = if total.bits() > 128 { small_primes(total) } else { None };
        let decimals = Decimals::of(total.clone());
        Self { decimals, primes, written: RefCell::default(), cancelled: RefCell::default() }
    }

    fn total(&self) -> &BigUint {
        self.decimals.whole()
    }

    /// The share in lowest terms.
    #[must_use]
    pub fn lowest(&self, weight: &BigUint) -> BigRational {
        match &self.primes {
            Some(powers) => {
                let primes: Vec<u64> = powers.iter().map(|(prime, _)| *prime).collect();
                let (numerator, denominator) = number::reduce(weight, self.total(), &primes);
                BigRational::new_raw(BigInt::from(numerator), BigInt::from(denominator))
            }
            None => BigRational::new(BigInt::from(weight.clone()), BigInt::from(self.total().clone())),
        }
    }

    /// Numerator and denominator of the share in lowest terms, as text.
    #[must_use]
    pub fn texts(&self, amount: Amount<'_>) -> (String, String) {
        if let (Some(digits), Some(primes)) = (amount.digits, &self.primes) {
            return self.digits(digits, primes);
        }
        let (numerator, denominator) = self.lowest(amount.weight).into_raw();
        (numerator.to_string(), remembered(&self.written, denominator, ToString::to_string))
    }

    /// Numerator and denominator of the share in lowest terms, where the digits of the weight are known.
    fn digits(&self, weight: &Numeral, primes: &[(u64, u64)]) -> (String, String) {
        let exponents = weight.exponents(primes);
        let common: Vec<_> =
            primes.iter().zip(&exponents).map(|((prime, _), common)| (*prime, *common)).collect();
        let denominator = remembered(&self.cancelled, exponents, |_| {
            let divisor = common.iter().map(|(prime, exponent)| BigUint::from(*prime).pow(*exponent));
            (self.total() / divisor.product::<BigUint>()).to_string()
        });
        (weight.without(&common).to_string(), denominator)
    }

    /// The share as a decimal of so many significant digits.
    #[must_use]
    pub fn decimal(&self, weight: &BigUint, digits: usize) -> String {
        self.decimals.share(weight, digits)
    }

    /// The share as it stands.
    #[must_use]
    pub fn raw(&self, weight: &BigUint) -> BigRational {
        BigRational::new_raw(BigInt::from(weight.clone()), BigInt::from(self.total().clone()))
    }

    /// The number of outcomes of a sample space of this size that the weight stands for, if it is whole.
    #[must_use]
    pub fn outcomes(&self, weight: &BigUint, space: &BigUint) -> Option<BigUint> {
        let scaled = weight * space;
        (&scaled % self.total()).is_zero().then(|| scaled / self.total())
    }
}

/// What was written of this before, or is written now.
fn remembered<K: Hash + Eq>(
    written: &RefCell<FxHashMap<K, String>>,
    key: K,
    write: impl Fn(&K) -> String,
) -> String {
    let mut written = written.borrow_mut();
    if let Some(text) = written.get(&key) {
        return text.clone();
    }
    let text = write(&key);
    if written.len() < REMEMBERED {
        written.insert(key, text.clone());
    }
    text
}

/// The primes of a number with their exponents, if all of them are small.
fn small_primes(number: &BigUint) -> Option<Vec<(u64, u64)>> {
    let mut left = number.clone();
    let mut primes = Vec::new();
    for prime in number::primes_up_to(LARGEST_PRIME) {
        if left.is_one() {
            break;
        }
        if (&left % prime).is_zero() {
            // By squares: p, p², p⁴ …, so that a power of p costs a few divisions and not one for each factor.
            let mut powers = vec![BigUint::from(prime)];
            while let Some(power) = powers.last().filter(|power| power.bits() * 2 <= left.bits() + 2) {
                powers.push(power * power);
            }
            let mut exponent = 0;
            while let Some(power) = powers.pop() {
                while (&left % &power).is_zero() {
                    left /= &power;
                    exponent += 1 << powers.len();
                }
            }
            primes.push((prime, exponent));
        }
    }
    left.is_one().then_some(primes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_traits::ToPrimitive;
    use proptest::prelude::*;

    #[test]
    fn rows_add_up() {
        let law =
            Dist::from_weights([(1, 2_u32), (2, 3), (3, 5)].map(|(v, w)| (Value::Int(v), w.into()))).unwrap();
        let mut shown: Vec<(u32, u32)> = Vec::new();
        rows(&law, |row| {
            shown.push((row.at_most.weight.to_u32().unwrap(), row.at_least.weight.to_u32().unwrap()));
            Ok::<(), ()>(())
        })
        .unwrap();
        assert_eq!(shown, [(2, 10), (5, 8), (10, 5)]);
    }

    #[test]
    fn the_rows_of_many_dice_are_those_of_their_list() {
        for (count, faces) in [(1, 6), (2, 6), (5, 4), (60, 6), (30, 22)] {
            let dice = Dice { count, faces };
            let law =
                Dist::of_sums(dice, (count..=count * faces).map(|n| Value::Int(n.cast_signed())).collect());
            let listed = Dist::from_weights(law.weights().map(|(v, w)| (v.clone(), w.clone()))).unwrap();
            assert!(law.dice() == Some(dice) && listed.dice().is_none());
            let [told, expected] = [law.clone(), listed].map(|law| {
                let (shares, mut told) = (Shares::of(law.total()), Vec::new());
                written_rows(&law, |row| {
                    let texts = [row.own, row.at_most, row.at_least].map(|amount| shares.texts(amount));
                    told.push((row.value.clone(), texts));
                    Ok::<(), ()>(())
                })
                .unwrap();
                told
            });
            assert_eq!(told, expected);
        }
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
            let (own, digits) = (Amount { weight: &weight, digits: None }, Numeral::from(&weight));
            let with_digits = Amount { weight: &weight, digits: Some(&digits) };
            for amount in [own, own, with_digits, with_digits] {
                prop_assert_eq!(shares.texts(amount), texts.clone());
            }
            prop_assert_eq!(shares.lowest(&weight), expected);
        }
    }
}
