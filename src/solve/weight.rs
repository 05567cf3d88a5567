//! Counts in two machine words while they fit, in big integers beyond.

use num_bigint::BigUint;
use num_traits::{One, ToPrimitive, Zero};

/// A count of outcomes: what the sweeps add and multiply.
pub trait Weight: Clone {
    /// No outcome.
    fn zero() -> Self;
    /// One outcome.
    fn one() -> Self;
    /// The count as this kind of number; the caller has made sure that it fits.
    fn of(count: &BigUint) -> Self;
    /// Adds the product of two counts.
    fn add_product(&mut self, a: &Self, b: &Self);
    /// The product.
    fn times(&self, other: &Self) -> Self;
    /// The count as a big integer.
    fn big(self) -> BigUint;
}

impl Weight for u128 {
    fn zero() -> Self {
        0
    }

    fn one() -> Self {
        1
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

    fn big(self) -> BigUint {
        BigUint::from(self)
    }
}

impl Weight for BigUint {
    fn zero() -> Self {
        Zero::zero()
    }

    fn one() -> Self {
        One::one()
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
        self * other
    }

    fn big(self) -> BigUint {
        self
    }
}
