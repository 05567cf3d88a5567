//! Counts in two machine words while they fit, in big integers beyond.

use num_bigint::BigUint;
use num_traits::{One, ToPrimitive, Zero};

/// A count of outcomes: what the sweeps add and multiply.
pub trait Weight: Clone {
    /// One outcome.
    fn one() -> Self;
    /// Whether there is no outcome.
    fn is_nothing(&self) -> bool;
    /// The count as this kind of number; the caller has made sure that it fits.
    fn of(count: &BigUint) -> Self;
    /// Adds the product of two counts.
    fn add_product(&mut self, a: &Self, b: &Self);
    /// The product.
    fn times(&self, other: &Self) -> Self;
    /// C(n, m + 1), when this is C(n, m): C(n, m)·(n − m)/(m + 1). There must be room for n times the count.
    fn next_binomial(&mut self, n: u64, m: u64);
    /// About how many word operations a product costs, when counts have up to this many bits.
    fn product_work(bits: u64) -> u128;
    /// The same for the product with a number of one word.
    fn small_product_work(bits: u64) -> u128;
    /// The count as a big integer.
    fn big(self) -> BigUint;
}

impl Weight for u128 {
    fn one() -> Self {
        1
    }

    fn is_nothing(&self) -> bool {
        *self == 0
    }

    fn of(count: &BigUint) -> Self {
        count.to_u128().unwrap_or(u128::MAX)
    }

    fn add_product(&mut self, a: &Self, b: &Self) {
        *self += a * b;
    }

    fn times(&self, other: &Self) -> Self {
        self * other
    }

    fn next_binomial(&mut self, n: u64, m: u64) {
        *self = *self * u128::from(n.saturating_sub(m)) / u128::from(m + 1);
    }

    fn product_work(_bits: u64) -> u128 {
        0
    }

    fn small_product_work(_bits: u64) -> u128 {
        0
    }

    fn big(self) -> BigUint {
        BigUint::from(self)
    }
}

impl Weight for BigUint {
    fn one() -> Self {
        One::one()
    }

    fn is_nothing(&self) -> bool {
        self.is_zero()
    }

    fn of(count: &BigUint) -> Self {
        count.clone()
    }

    fn add_product(&mut self, a: &Self, b: &Self) {
        if b.is_one() {
            *self += a;
        } else {
            *self += a * b;
        }
    }

    fn times(&self, other: &Self) -> Self {
        if other.is_one() { self.clone() } else { self * other }
    }

    fn next_binomial(&mut self, n: u64, m: u64) {
        *self *= n.saturating_sub(m);
        *self /= m + 1;
    }

    /// An allocation or two, and the product of numbers of which each has half of the bits on average.
    fn product_work(bits: u64) -> u128 {
        let words = u128::from(bits / 128);
        20 + words * words.min(32)
    }

    fn small_product_work(bits: u64) -> u128 {
        u128::from(bits / 1024)
    }

    fn big(self) -> BigUint {
        self
    }
}
