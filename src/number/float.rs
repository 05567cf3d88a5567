//! The floats nearest to exact numbers, for charts and estimates alone.

use super::approximation::Approximation;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// The nearest `f64`, ties to even, for charts: 0 and ±∞ only when the number is out of a float's range.
///
/// # Examples
/// ```
/// use prob::number::{parse_number, to_f64};
/// assert_eq!(to_f64(&parse_number("1/3").unwrap()), 1.0 / 3.0);
/// assert_eq!(to_f64(&(parse_number("3e5000").unwrap() / parse_number("4e5000").unwrap())), 0.75);
/// assert_eq!(to_f64(&parse_number("1e-3000").unwrap()), 0.0);
/// ```
#[must_use]
pub fn to_f64(number: &BigRational) -> f64 {
    if number.is_zero() {
        return 0.0;
    }
    let size = share_to_f64(number.numer().magnitude(), number.denom().magnitude());
    if number.is_negative() { -size } else { size }
}

/// The [`to_f64`] of part / whole, which need not be in lowest terms; the whole is not 0.
///
/// # Examples
/// ```
/// assert_eq!(prob::number::share_to_f64(&9_u32.into(), &36_u32.into()), 0.25);
/// ```
#[must_use]
pub fn share_to_f64(part: &BigUint, whole: &BigUint) -> f64 {
    if part.is_zero() {
        return 0.0;
    }
    Approximation::of_quotient(part, whole, 0)
        .to_f64()
        .or_else(|| Approximation::exact_to_127_bits(part, whole).to_f64())
        .expect("without an error one candidate is nearest")
}

/// The binary logarithm of |number| to about 15 digits, for estimates and charts; −∞ for 0.
///
/// # Examples
/// ```
/// use prob::number::{log2_approx, parse_number};
/// assert_eq!(log2_approx(&parse_number("1/8").unwrap()), -3.0);
/// assert!((log2_approx(&parse_number("1e-3000").unwrap()) + 9965.784284662087).abs() < 1e-9);
/// ```
#[must_use]
pub fn log2_approx(number: &BigRational) -> f64 {
    if number.is_zero() {
        return f64::NEG_INFINITY;
    }
    Approximation::of_quotient(number.numer().magnitude(), number.denom().magnitude(), 0).log2()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::parse_number;
    use num_bigint::BigInt;
    use proptest::prelude::*;

    #[test]
    fn floats_of_the_edges() {
        let f = |text: &str| to_f64(&parse_number(text).unwrap());
        assert_eq!(f("1e400"), f64::INFINITY);
        assert_eq!(f("-1e400"), f64::NEG_INFINITY);
        assert_eq!(f("5e-324"), 5e-324);
        assert_eq!(f("2.4703282292062327e-324"), 0.0);
        assert_eq!(f("2.4703282292062328e-324"), 5e-324);
        assert_eq!(f("1.7976931348623157e308"), f64::MAX);
        assert_eq!(f("1.7976931348623159e308"), f64::INFINITY);
        assert_eq!(f("9007199254740993"), 9_007_199_254_740_992.0);
        // 2^−1075 is the tie between 0 and the least float.
        let tie = BigRational::new(1.into(), BigInt::from(1) << 1075);
        assert_eq!(to_f64(&tie), 0.0);
        let hair = BigRational::new(1.into(), BigInt::from(1) << 3000);
        assert_eq!(to_f64(&(tie + hair)), 5e-324);
    }

    proptest! {
        #[test]
        fn floats_come_back(bits: u64) {
            let f = f64::from_bits(bits);
            if let Some(x) = BigRational::from_float(f) {
                prop_assert_eq!(to_f64(&x), f);
                // Halfway to the next float, and a hair to each side.
                let next = f64::from_bits(bits + 1);
                if let Some(y) = BigRational::from_float(next) {
                    let middle = (&x + &y) / BigInt::from(2);
                    let hair = (&y - &x) / (BigInt::from(1) << 200);
                    let even = if bits % 2 == 0 { f } else { next };
                    prop_assert_eq!(to_f64(&middle), even);
                    prop_assert_eq!(to_f64(&(&middle - &hair)), f);
                    prop_assert_eq!(to_f64(&(&middle + &hair)), next);
                }
            }
        }

        #[test]
        fn logarithms_agree_with_floats(n in 1_u64.., d in 1_u64..) {
            let x = BigRational::new(n.into(), d.into());
            prop_assert!((log2_approx(&x) - ((n as f64).log2() - (d as f64).log2())).abs() < 1e-12);
        }
    }
}
