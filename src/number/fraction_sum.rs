//! Sums of many fractions, brought to lowest terms once.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use std::collections::BTreeMap;

/// A running sum of weighted fractions: one numerator for each denominator, so that no common divisor is looked for on the
/// way.
///
/// # Examples
/// ```
/// use num_bigint::BigInt;
/// use prob::number::{FractionSum, parse_number};
/// let mut sum = FractionSum::default();
/// for (text, weight) in [("1/2", 3), ("2", 1), ("1/3", 1), ("1/2", -2)] {
///     sum.add(&parse_number(text).unwrap(), &BigInt::from(weight));
/// }
/// assert_eq!(sum.total().to_string(), "17/6");
/// assert_eq!(FractionSum::default().total().to_string(), "0");
/// ```
#[derive(Clone, Debug, Default)]
pub struct FractionSum {
    whole: BigInt,
    parts: BTreeMap<BigInt, BigInt>,
}

impl FractionSum {
    /// Adds a fraction so many times.
    pub fn add(&mut self, fraction: &BigRational, times: &BigInt) {
        if fraction.is_integer() {
            self.whole += fraction.numer() * times;
        } else {
            *self.parts.entry(fraction.denom().clone()).or_default() += fraction.numer() * times;
        }
    }

    /// The sum; 0 where nothing was added.
    #[must_use]
    pub fn total(self) -> BigRational {
        let mut parts: Vec<BigRational> =
            self.parts.into_iter().map(|(below, above)| BigRational::new(above, below)).collect();
        // Two and two, so that few numerators are long.
        while parts.len() > 1 {
            parts = parts.chunks(2).map(|pair| pair.iter().sum()).collect();
        }
        let whole = BigRational::from_integer(self.whole);
        match parts.pop() {
            Some(part) if whole.is_zero() => part,
            Some(part) => part + whole,
            None => whole,
        }
    }
}
