//! A part of a whole in lowest terms, without a general gcd where the primes of the whole are known or small.

use crate::budget::Budget;
use crate::error::Error;
use crate::number;
use num_bigint::BigUint;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};

/// A favourable weight and the whole weight.
#[derive(Clone, Debug)]
pub struct Share {
    /// The weight of what is favourable.
    pub favourable: BigUint,
    /// The weight of everything.
    pub whole: BigUint,
    /// All primes of the weight of everything, where they are easily known.
    pub primes: Option<Vec<u64>>,
}

impl Share {
    /// The fraction in lowest terms.
    #[must_use]
    pub fn ratio(self) -> BigRational {
        match self.primes {
            Some(primes) => reduced(&self.favourable, &self.whole, &primes),
            None => ratio(self.favourable, self.whole),
        }
    }
}

fn reduced(part: &BigUint, whole: &BigUint, primes: &[u64]) -> BigRational {
    let (part, whole) = number::reduce(part, whole, primes);
    BigRational::new_raw(part.into(), whole.into())
}

/// Beyond this many bits a fraction is reduced by the primes of its denominator, where these are small.
const LARGE: u64 = 4_096;

/// The primes up to here are tried.
const SMALL: u64 = 1_000;

/// Nothing, if the budget has time to bring a part of this whole to lowest terms: every word of it is passed for every word.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn afford_lowest_terms(whole: &BigUint, budget: &Budget) -> Result<(), Error> {
    let words = u128::from(whole.bits() / 64);
    budget.afford(words * words * 2, 0)
}

/// The fraction in lowest terms. The weight of everything is a power of a number of faces or a product of small factors,
/// unless something is given, and then no general gcd is needed, which takes far longer than the counting.
#[must_use]
pub fn ratio(part: BigUint, whole: BigUint) -> BigRational {
    if let (Some(part), Some(whole)) = (part.to_u64(), whole.to_u64()) {
        let common = part.gcd(&whole).max(1);
        return BigRational::new_raw((part / common).into(), (whole / common).into());
    }
    if whole.bits() > LARGE {
        let primes = number::primes_up_to(SMALL);
        if number::reduce(&whole, &whole, &primes).0.is_one() {
            return reduced(&part, &whole, &primes);
        }
    }
    number::in_lowest_terms(part, whole)
}
