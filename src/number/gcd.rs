//! The greatest common divisor of long numbers, and sums of long fractions by it.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

/// As many leading bits are looked at in one go.
const LEADING: u64 = 60;

/// The greatest common divisor, by several steps of Euclid's algorithm at a time: as long as the leading bits alone tell
/// the quotients (D. H. Lehmer; D. E. Knuth, The Art of Computer Programming, vol. 2, §4.5.2, Algorithm L).
pub(super) fn gcd(a: &BigUint, b: &BigUint) -> BigUint {
    let (mut x, mut y) = if a < b { (b.clone(), a.clone()) } else { (a.clone(), b.clone()) };
    while y.bits() > 64 {
        let shift = x.bits() - LEADING;
        let leading = |n: &BigUint| (n >> shift).to_i64().unwrap_or(i64::MAX);
        let [a, b, c, d] = steps(leading(&x), leading(&y));
        (x, y) = if b == 0 {
            let rest = &x % &y;
            (y, rest)
        } else {
            (combination(&x, &y, a, b), combination(&x, &y, c, d))
        };
    }
    match y.to_u64() {
        Some(y) if y > 0 => BigUint::from((x % y).to_u64().unwrap_or(0).gcd(&y)),
        _ => x,
    }
}

/// A fraction in lowest terms.
///
/// # Panics
/// When the denominator is 0.
pub(crate) fn in_lowest_terms(part: BigUint, whole: BigUint) -> BigRational {
    assert!(!whole.is_zero(), "a part of nothing");
    let common = gcd(&part, &whole);
    BigRational::new_raw(BigInt::from(part / &common), BigInt::from(whole / common))
}

/// The product of two fractions in lowest terms: a common divisor is looked for across, in numbers that may be far from
/// equally long.
///
/// [D. E. Knuth, The Art of Computer Programming, vol. 2, §4.5.1]
///
/// # Examples
/// ```
/// use prob::number::{multiply, parse_number};
/// let [a, b, product] = ["-7/66", "33/14", "-1/4"].map(|text| parse_number(text).unwrap());
/// assert_eq!(multiply(&a, &b), product);
/// ```
#[must_use]
pub fn multiply(a: &BigRational, b: &BigRational) -> BigRational {
    if a.is_integer() && b.is_integer() {
        return BigRational::from_integer(a.numer() * b.numer());
    }
    let common = |above: &BigInt, below: &BigInt| BigInt::from(gcd(above.magnitude(), below.magnitude()));
    let (first, second) = (common(a.numer(), b.denom()), common(b.numer(), a.denom()));
    let above = (a.numer() / &first) * (b.numer() / &second);
    let below = (a.denom() / &second) * (b.denom() / &first);
    BigRational::new_raw(above, below)
}

/// The sum of two fractions in lowest terms: a common divisor is looked for in the denominators, and then only there.
///
/// [D. E. Knuth, The Art of Computer Programming, vol. 2, §4.5.1]
///
/// # Examples
/// ```
/// use prob::number::{add, parse_number};
/// let [a, b, sum] = ["7/66", "17/12", "67/44"].map(|text| parse_number(text).unwrap());
/// assert_eq!(add(&a, &b), sum);
/// ```
#[must_use]
pub fn add(a: &BigRational, b: &BigRational) -> BigRational {
    let common = gcd(a.denom().magnitude(), b.denom().magnitude());
    if common.is_one() {
        let numerator = a.numer() * b.denom() + b.numer() * a.denom();
        return BigRational::new_raw(numerator, a.denom() * b.denom());
    }
    let common = BigInt::from(common);
    let [of_a, of_b] = [a.denom() / &common, b.denom() / &common];
    let numerator = a.numer() * &of_b + b.numer() * &of_a;
    if numerator.is_zero() {
        return BigRational::zero();
    }
    let left = BigInt::from(gcd(numerator.magnitude(), common.magnitude()));
    BigRational::new_raw(numerator / &left, of_a * (b.denom() / left))
}

/// The steps of Euclid's algorithm of which the leading bits are sure: x and y become ax + by and cx + dy.
fn steps(mut x: i64, mut y: i64) -> [i64; 4] {
    let [mut a, mut b, mut c, mut d] = [1, 0, 0, 1];
    while y + c != 0 && y + d != 0 {
        let quotient = (x + a) / (y + c);
        if quotient != (x + b) / (y + d) {
            break;
        }
        (a, c) = (c, a - quotient * c);
        (b, d) = (d, b - quotient * d);
        (x, y) = (y, x - quotient * y);
    }
    [a, b, c, d]
}

/// ax + by, which is not negative, of factors with different signs.
fn combination(x: &BigUint, y: &BigUint, a: i64, b: i64) -> BigUint {
    let (x, y) = (x * a.unsigned_abs(), y * b.unsigned_abs());
    if a < 0 || a.is_zero() && b > 0 { y - x } else { x - y }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number() -> impl Strategy<Value = BigUint> {
        prop::collection::vec(prop_oneof![any::<u32>(), Just(0), Just(u32::MAX)], 0..16)
            .prop_map(BigUint::new)
    }

    proptest! {
        #[test]
        fn common_divisors_are_those_of_the_binary_algorithm(a in number(), b in number(), c in number()) {
            prop_assert_eq!(gcd(&a, &b), Integer::gcd(&a, &b));
            let (a, b) = (a * &c, b * c);
            prop_assert_eq!(gcd(&a, &b), Integer::gcd(&a, &b));
            prop_assert_eq!(gcd(&a, &a), a);
        }

        #[test]
        fn sums_are_those_of_the_definition(
            a in number(), b in number(), c in number(), factor in 1_u32..1000, negative in any::<bool>()
        ) {
            let fraction = |n: &BigUint, d: &BigUint, negative: bool| {
                let n = BigInt::from(n.clone());
                BigRational::new(if negative { -n } else { n }, BigInt::from(d * factor + 1_u32) * factor)
            };
            let [x, y] = [fraction(&a, &c, false), fraction(&b, &c, negative)];
            prop_assert_eq!(add(&x, &y), &x + &y);
            prop_assert_eq!(add(&x, &-&x), BigRational::zero());
            prop_assert_eq!(multiply(&x, &y), &x * &y);
            prop_assert_eq!(multiply(&y, &BigRational::zero()), BigRational::zero());
        }
    }

    #[test]
    fn neighbours_in_fibonacci_s_sequence_take_the_most_steps() {
        let (mut a, mut b) = (BigUint::from(1_u32), BigUint::from(1_u32));
        for _ in 0..2_000 {
            (a, b) = (b.clone(), a + b);
        }
        assert_eq!(gcd(&a, &b), BigUint::from(1_u32));
        assert_eq!(gcd(&(&a * &a), &(&a * &b)), a);
        assert_eq!(gcd(&BigUint::ZERO, &a), a);
    }
}
