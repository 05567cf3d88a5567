//! The greatest common divisor of long numbers.

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};

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
