//! Choices: integers below a bound without bias, and weighted choices by integer thresholds.
//!
//! These are our own so that the stream stays frozen: the same seed chooses the same for good.

use num_bigint::BigUint;
use num_traits::ToPrimitive;
use rand::Rng;

/// Where choices come from: random words, or the number of an outcome that is read decision by decision.
pub trait Chance {
    /// An integer below `bound` (0 for a bound of 0); uniform, where it is random.
    fn below(&mut self, bound: u64) -> u64;

    /// The index of one of several things.
    fn choose(&mut self, among: &Weighted) -> usize {
        match among {
            Weighted::Even(count) => self.below(*count) as usize,
            Weighted::Words(sums) => {
                let thrown = self.below(sums[sums.len() - 1]);
                sums.partition_point(|sum| *sum <= thrown)
            }
            Weighted::Big(sums) => {
                let thrown = below_big(self, &sums[sums.len() - 1]);
                sums.partition_point(|sum| *sum <= thrown)
            }
        }
    }
}

/// Uniform integers from random words.
///
/// The high word of a product, with the rare biased low words thrown again [D. Lemire, "Fast random integer generation
/// in an interval", ACM TOMACS 29, 2019].
impl<R: Rng> Chance for R {
    fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        loop {
            let product = u128::from(self.next_u64()) * u128::from(bound);
            let low = product as u64;
            if low >= bound || low >= bound.wrapping_neg() % bound {
                return (product >> 64) as u64;
            }
        }
    }
}

/// A uniform integer below a bound of any size: words are thrown until one lies below it.
fn below_big(chance: &mut (impl Chance + ?Sized), bound: &BigUint) -> BigUint {
    let bits = bound.bits();
    loop {
        let mut digits: Vec<u32> = (0..bits.div_ceil(32)).map(|_| chance.below(1 << 32) as u32).collect();
        if let (Some(top), true) = (digits.last_mut(), !bits.is_multiple_of(32)) {
            *top >>= 32 - bits % 32;
        }
        let number = BigUint::new(digits);
        if number < *bound {
            return number;
        }
    }
}

/// A weighted choice among several things.
#[derive(Clone, Debug)]
pub enum Weighted {
    /// All alike.
    Even(u64),
    /// Sums of the weights up to each thing, in machine words.
    Words(Vec<u64>),
    /// The same in big integers.
    Big(Vec<BigUint>),
}

impl Weighted {
    /// The choice with these weights, of which one at least is positive.
    pub fn new<'a>(weights: impl Iterator<Item = &'a BigUint>) -> Self {
        let weights: Vec<&BigUint> = weights.collect();
        if weights.windows(2).all(|w| w[0] == w[1]) {
            return Self::Even(weights.len() as u64);
        }
        let mut sum = BigUint::ZERO;
        let sums: Vec<BigUint> = weights
            .iter()
            .map(|w| {
                sum += *w;
                sum.clone()
            })
            .collect();
        match sums.iter().map(ToPrimitive::to_u64).collect() {
            Some(words) => Self::Words(words),
            None => Self::Big(sums),
        }
    }

    /// The choice with these weights.
    #[cfg(test)]
    pub(super) fn of(weights: &[u64]) -> Self {
        Self::new(weights.iter().map(|weight| BigUint::from(*weight)).collect::<Vec<_>>().iter())
    }

    /// How many things there are.
    pub fn things(&self) -> u64 {
        match self {
            Self::Even(count) => *count,
            Self::Words(sums) => sums.len() as u64,
            Self::Big(sums) => sums.len() as u64,
        }
    }

    /// The sum of the weights, where it fits a machine word.
    pub fn total(&self) -> Option<u64> {
        match self {
            Self::Even(count) => Some(*count),
            Self::Words(sums) => sums.last().copied(),
            Self::Big(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::stream::generator;

    #[test]
    fn every_integer_below_the_bound_comes_about_as_often() {
        let mut random = generator(1, 0);
        let mut counts = [0u32; 7];
        (0..70_000).for_each(|_| counts[random.below(7) as usize] += 1);
        // Five standard deviations of a binomial with 70 000 trials and p = 1/7.
        assert!(counts.iter().all(|&c| (9_537..=10_463).contains(&c)), "{counts:?}");
    }

    #[test]
    fn weights_decide_and_zero_never_comes() {
        let mut random = generator(2, 0);
        let huge = BigUint::from(1u32) << 80u32;
        for scale in [BigUint::from(1u32), huge] {
            let weights: Vec<BigUint> = [1u32, 0, 3].iter().map(|w| &scale * w).collect();
            let choice = Weighted::new(weights.iter());
            let mut counts = [0u32; 3];
            (0..40_000).for_each(|_| counts[random.choose(&choice)] += 1);
            assert_eq!(counts[1], 0);
            assert!((9_567..=10_433).contains(&counts[0]), "{counts:?}");
        }
    }
}
