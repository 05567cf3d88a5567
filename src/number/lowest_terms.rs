//! Fractions in lowest terms by primes known beforehand, without a general gcd.

use num_bigint::BigUint;
use num_traits::{One, ToPrimitive, Zero};

/// The fraction with the powers of the given primes cancelled: in lowest terms when `primes` holds all primes of
/// the denominator (or of the numerator).
///
/// No general gcd: each prime costs one pass over the words of the numbers, or a few. A zero numerator gives 0/1.
///
/// # Examples
/// ```
/// use num_bigint::BigUint;
/// use prob::number::reduce;
/// let (n, d) = reduce(&BigUint::from(25_u32), &BigUint::from(216_u32), &[2, 3]);
/// assert_eq!((n, d), (BigUint::from(25_u32), BigUint::from(216_u32)));
/// let (n, d) = reduce(&BigUint::from(54_u32), &BigUint::from(216_u32), &[2, 3]);
/// assert_eq!((n, d), (BigUint::from(1_u32), BigUint::from(4_u32)));
/// ```
#[must_use]
pub fn reduce(numerator: &BigUint, denominator: &BigUint, primes: &[u64]) -> (BigUint, BigUint) {
    if numerator.is_zero() {
        return (BigUint::ZERO, BigUint::one());
    }
    let (mut numerator, mut denominator) = (numerator.clone(), denominator.clone());
    for &p in primes.iter().filter(|&&p| p >= 2) {
        let common = exponent_in(&numerator, p, u64::MAX);
        let common = exponent_in(&denominator, p, common);
        if common == 0 {
            continue;
        }
        if p == 2 {
            numerator >>= common;
            denominator >>= common;
        } else {
            divide_by_power(&mut numerator, p, common);
            divide_by_power(&mut denominator, p, common);
        }
    }
    (numerator, denominator)
}

/// The largest power of `p` in a word, with its exponent.
fn word_power(p: u64) -> (u64, u64) {
    let (mut power, mut exponent) = (p, 1);
    while let Some(next) = power.checked_mul(p) {
        (power, exponent) = (next, exponent + 1);
    }
    (power, exponent)
}

/// The exponent of `p` in `n`, or `most` if that is less; 0 for n = 0, of which no power can be cancelled.
fn exponent_in(n: &BigUint, p: u64, most: u64) -> u64 {
    if n.is_zero() || most == 0 {
        return 0;
    }
    if p == 2 {
        return n.trailing_zeros().unwrap_or(0).min(most);
    }
    let (power, step) = word_power(p);
    let mut exponent = 0;
    let mut rest = std::borrow::Cow::Borrowed(n);
    while exponent < most {
        let mut remainder = (&*rest % power).to_u64().expect("a remainder by a word is a word");
        if remainder != 0 {
            while remainder % p == 0 {
                remainder /= p;
                exponent += 1;
            }
            break;
        }
        rest = std::borrow::Cow::Owned(rest.into_owned() / power);
        exponent += step;
    }
    exponent.min(most)
}

fn divide_by_power(n: &mut BigUint, p: u64, mut exponent: u64) {
    let (power, step) = word_power(p);
    while exponent >= step {
        *n /= power;
        exponent -= step;
    }
    if exponent > 0 {
        *n /= p.pow(exponent as u32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_integer::Integer;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reduction_agrees_with_the_gcd(a in 0_u64.., twos in 0_u32..200, threes in 0_u32..200, n in 1_u32..150) {
            let a = BigUint::from(a) * BigUint::from(2_u32).pow(twos) * BigUint::from(3_u32).pow(threes);
            let d = BigUint::from(6_u32).pow(n);
            let g = a.gcd(&d);
            prop_assert_eq!(reduce(&a, &d, &[2, 3]), (&a / &g, &d / &g));
        }
    }
}
