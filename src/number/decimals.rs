//! Decimals of many parts of one whole: what is the same for all of them is worked out once.

use super::approximation::Approximation;
use super::decimal::{decimal_of_share, rounded};
use num_bigint::BigUint;
use num_traits::Zero;
use std::cell::Cell;

/// The rows of a table have few powers of ten at a time.
const REMEMBERED: usize = 16;

/// Writes parts of one whole as decimals.
///
/// # Examples
/// ```
/// use prob::number::Decimals;
/// let decimals = Decimals::of(36_u32.into());
/// assert_eq!(decimals.share(&6_u32.into(), 3), "0.167");
/// assert_eq!(decimals.share(&18_u32.into(), 12), "0.5");
/// assert_eq!(decimals.share(&0_u32.into(), 12), "0");
/// ```
#[derive(Clone, Debug)]
pub struct Decimals {
    whole: BigUint,
    near: Approximation,
    /// 10^power / whole, by the last digits of the power.
    scales: [Cell<Option<(i64, Approximation)>>; REMEMBERED],
}

impl Decimals {
    /// Parts of this whole.
    ///
    /// # Panics
    /// When it is 0.
    #[must_use]
    pub fn of(whole: BigUint) -> Self {
        assert!(!whole.is_zero(), "parts of nothing");
        Self { near: Approximation::of_integer(&whole), whole, scales: Default::default() }
    }

    /// The whole.
    #[must_use]
    pub fn whole(&self) -> &BigUint {
        &self.whole
    }

    /// The [`decimal_of_share`] of a part: a multiplication or two of 128 bits, unless a tie is near.
    #[must_use]
    pub fn share(&self, part: &BigUint, digits: usize) -> String {
        if part.is_zero() || *part > self.whole {
            return decimal_of_share(part, &self.whole, digits);
        }
        let digits = digits.max(1);
        let near = Approximation::of_integer(part);
        let guess = ((near.log2() - self.near.log2()) * std::f64::consts::LOG10_2).floor() as i64;
        match rounded(digits, guess, |power| near.times(self.scale(power))) {
            Some(rounded) => rounded.to_text(),
            None => decimal_of_share(part, &self.whole, digits),
        }
    }

    /// 10^power / whole.
    fn scale(&self, power: i64) -> Approximation {
        let remembered = &self.scales[power.rem_euclid(REMEMBERED as i64) as usize];
        if let Some((_, scale)) = remembered.get().filter(|(of, _)| *of == power) {
            return scale;
        }
        let ten = Approximation::power_of_ten(power.unsigned_abs());
        let scale = if power >= 0 {
            ten.over(self.near)
        } else {
            Approximation::power_of_ten(0).over(self.near.times(ten))
        };
        remembered.set(Some((power, scale)));
        scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_traits::Pow;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn shares_are_those_of_one_at_a_time(parts in prop::collection::vec(any::<u32>(), 0..12), base in 1_u32..13, power in 0_u32..200, digits in 0_usize..30) {
            let decimals = Decimals::of(BigUint::from(base).pow(power));
            // Halves, tenths and everything else; small parts have small powers of ten.
            for length in 0..=parts.len() {
                for part in [BigUint::from_slice(&parts[..length]), decimals.whole() >> length as u32, decimals.whole() / 10_u32] {
                    prop_assert_eq!(decimals.share(&part, digits), decimal_of_share(&part, decimals.whole(), digits));
                }
            }
        }
    }
}
