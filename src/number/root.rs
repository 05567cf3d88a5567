//! Square roots of exact numbers: exact where there is one, else correctly rounded decimals.

use super::decimal::{Rounded, divide_scaled, exponent_guess, power_of_ten};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// The square root when it is a fraction: nothing for other numbers and for negative ones.
///
/// # Examples
/// ```
/// use prob::number::{parse_number, sqrt_exact};
/// assert_eq!(sqrt_exact(&parse_number("4/9").unwrap()), Some(parse_number("2/3").unwrap()));
/// assert_eq!(sqrt_exact(&parse_number("2").unwrap()), None);
/// ```
#[must_use]
pub fn sqrt_exact(number: &BigRational) -> Option<BigRational> {
    if number.is_negative() {
        return None;
    }
    let root = |n: &BigUint| {
        let root = n.sqrt();
        (&root * &root == *n).then(|| BigInt::from(root))
    };
    // In lowest terms a fraction is a square just when both of its parts are; so are the roots.
    Some(BigRational::new_raw(root(number.numer().magnitude())?, root(number.denom().magnitude())?))
}

/// The square root to this many significant digits (at least one), rounded to nearest with ties to even, in the
/// notation of [`decimal`](super::decimal); nothing for a negative number.
///
/// # Examples
/// ```
/// use prob::number::{decimal_sqrt, parse_number};
/// assert_eq!(decimal_sqrt(&parse_number("2").unwrap(), 12).unwrap(), "1.41421356237");
/// assert_eq!(decimal_sqrt(&parse_number("4/9").unwrap(), 4).unwrap(), "0.6667");
/// assert_eq!(decimal_sqrt(&parse_number("-1").unwrap(), 4), None);
/// ```
#[must_use]
pub fn decimal_sqrt(number: &BigRational, digits: usize) -> Option<String> {
    if number.is_negative() {
        return None;
    }
    if number.is_zero() {
        return Some("0".to_owned());
    }
    let digits = digits.max(1);
    let (numerator, denominator) = (number.numer().magnitude(), number.denom().magnitude());
    let least = power_of_ten(digits as u64 - 1);
    let most = &least * 10_u32;
    let mut exponent = exponent_guess(numerator, denominator).div_euclid(2);
    loop {
        let power = 2 * (digits as i64 - 1 - exponent);
        let (square, remainder, divisor) = divide_scaled(numerator, denominator, power);
        let root = square.sqrt();
        if root < least {
            exponent -= 1;
        } else if root >= most {
            exponent += 1;
        } else {
            let excess = square - &root * &root;
            let is_exact = excess.is_zero() && remainder.is_zero();
            let integer = nearest(root, &excess, remainder, &divisor).to_string();
            return Some(Rounded::new(integer, digits, exponent, is_exact).to_text());
        }
    }
}

/// The integer nearest to √(root² + excess + remainder/divisor), where root is its integer part.
///
/// (root + ½)² = root² + root + ¼: so `excess` decides against `root`, and when they are equal, the remainder
/// against ¼; when that is equal too, it is a tie.
fn nearest(root: BigUint, excess: &BigUint, remainder: BigUint, divisor: &BigUint) -> BigUint {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let up = match excess.cmp(&root).then_with(|| (remainder << 2_u32).cmp(divisor)) {
        Less => false,
        Equal => root.bit(0),
        Greater => true,
    };
    if up { root + 1_u32 } else { root }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{decimal, parse_number};
    use proptest::prelude::*;

    fn number(text: &str) -> BigRational {
        parse_number(text).unwrap()
    }

    #[test]
    fn roots_of_the_edges() {
        for (text, digits, expected) in [
            ("0", 3, "0"),
            ("1", 3, "1"),
            ("99.99", 2, "10"),
            ("35/12", 12, "1.70782512766"),
            ("1e-6000", 12, "1e-3000"),
            ("1e6001", 5, "3.1623e3000"),
            ("6.25", 1, "2"),
            ("12.25", 1, "4"),
            ("10000", 12, "100"),
        ] {
            assert_eq!(decimal_sqrt(&number(text), digits).unwrap(), expected, "{text} to {digits}");
        }
    }

    proptest! {
        #[test]
        fn roots_of_squares_are_the_numbers(n in 1_u64.., d in 1_u64.., digits in 1_usize..30) {
            let x = BigRational::new(n.into(), d.into());
            let square = &x * &x;
            prop_assert_eq!(decimal_sqrt(&square, digits).unwrap(), decimal(&x, digits));
            prop_assert_eq!(sqrt_exact(&square), Some(x));
        }

        #[test]
        fn the_shown_root_is_the_nearest(n in 1_u32.., d in 1_u32.., digits in 1_usize..20) {
            let x = BigRational::new(n.into(), d.into());
            let shown = number(&decimal_sqrt(&x, digits).unwrap());
            // Half a unit in the last of the digits, seen from the exponent of the root.
            let exponent = exponent_guess(&shown.numer().magnitude().pow(2), &shown.denom().magnitude().pow(2)) / 2 + 2;
            let unit = number(&format!("1e{}", exponent - digits as i64));
            prop_assert!((&shown - &unit).is_negative() || (&shown - &unit).pow(2) <= x);
            prop_assert!((&shown + &unit).pow(2) >= x);
        }
    }
}
