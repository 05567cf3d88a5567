//! Decimals of exact numbers: correctly rounded to any number of digits, and never by way of a float.

use super::approximation::Approximation;
use num_bigint::BigUint;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Pow, Signed, Zero};

/// Up to this many digits are tried from the leading bits alone.
const QUICK_DIGITS: usize = 27;

/// The number to this many significant digits (at least one), rounded to nearest with ties to even, trailing zeros
/// left off.
///
/// Plain notation from 10⁻⁷ to 10²⁰, and `d.ddde-N` outside, and where plain notation would show zeros that are
/// not the number's own. For up to 27 digits the cost does not depend on the length of the numbers unless a
/// tie is near.
///
/// # Examples
/// ```
/// use prob::number::{decimal, parse_number};
/// let number = |text| parse_number(text).unwrap();
/// assert_eq!(decimal(&number("1/6"), 12), "0.166666666667");
/// assert_eq!(decimal(&number("1/2"), 12), "0.5");
/// assert_eq!(decimal(&number("2/3e3000"), 12), "6.66666666667e-3001");
/// assert_eq!(decimal(&number("0.25"), 1), "0.2");
/// ```
#[must_use]
pub fn decimal(number: &BigRational, digits: usize) -> String {
    with_sign(number, decimal_of_share(number.numer().magnitude(), number.denom().magnitude(), digits))
}

/// The [`decimal`] of part / whole, which need not be in lowest terms; the whole is not 0.
///
/// # Examples
/// ```
/// use prob::number::decimal_of_share;
/// assert_eq!(decimal_of_share(&6_u32.into(), &36_u32.into(), 3), "0.167");
/// assert_eq!(decimal_of_share(&0_u32.into(), &36_u32.into(), 3), "0");
/// ```
#[must_use]
pub fn decimal_of_share(part: &BigUint, whole: &BigUint, digits: usize) -> String {
    if part.is_zero() {
        return "0".to_owned();
    }
    let digits = digits.max(1);
    quickly(part, whole, digits).unwrap_or_else(|| exactly(part, whole, digits)).to_text()
}

/// The leading digits of a number, d.ddd · 10^exponent, and whether they are all there is.
pub(super) struct Rounded {
    pub(super) digits: String,
    pub(super) exponent: i64,
    pub(super) is_exact: bool,
}

impl Rounded {
    /// From `integer` · 10^(exponent − count + 1), where rounding may have carried to 10^count.
    pub(super) fn new(integer: String, count: usize, exponent: i64, is_exact: bool) -> Self {
        let carried = integer.len() > count;
        let digits = if carried { integer[..count].to_owned() } else { integer };
        Self { digits, exponent: exponent + i64::from(carried), is_exact }
    }

    /// In plain or scientific notation, as [`decimal`] says.
    pub(super) fn to_text(&self) -> String {
        let exponent = self.exponent;
        let own_zeros = self.is_exact || exponent < self.digits.len() as i64;
        let digits = self.digits.trim_end_matches('0');
        if !(-7..=20).contains(&exponent) || !own_zeros {
            let (first, rest) = digits.split_at(1);
            let point = if rest.is_empty() { "" } else { "." };
            return format!("{first}{point}{rest}e{exponent}");
        }
        if exponent < 0 {
            return format!("0.{}{digits}", "0".repeat((-exponent - 1) as usize));
        }
        let before = exponent as usize + 1;
        if digits.len() <= before {
            return format!("{digits}{}", "0".repeat(before - digits.len()));
        }
        let (integer, fraction) = digits.split_at(before);
        format!("{integer}.{fraction}")
    }
}

fn with_sign(number: &BigRational, text: String) -> String {
    if number.is_negative() { format!("-{text}") } else { text }
}

/// The decimal exponent of a positive number, or one beside it.
pub(super) fn exponent_guess(numerator: &BigUint, denominator: &BigUint) -> i64 {
    let log2 = Approximation::of_quotient(numerator, denominator, 0).log2();
    (log2 * std::f64::consts::LOG10_2).floor() as i64
}

/// From the leading 128 bits; nothing when they do not decide.
fn quickly(numerator: &BigUint, denominator: &BigUint, digits: usize) -> Option<Rounded> {
    let scaled = |power| Approximation::of_quotient(numerator, denominator, power);
    rounded(digits, exponent_guess(numerator, denominator), scaled)
}

/// A number, rounded, of which the leading bits of all multiples by powers of ten are known, and nearly the exponent; nothing
/// when those do not decide. A number too near an integer to tell which side it lies on rounds to that integer from either;
/// only whether it is the integer itself stays open.
pub(super) fn rounded(
    digits: usize,
    mut exponent: i64,
    scaled: impl Fn(i64) -> Approximation,
) -> Option<Rounded> {
    if digits > QUICK_DIGITS {
        return None;
    }
    let least = 10_u128.pow(digits as u32 - 1);
    loop {
        let scaled = scaled(digits as i64 - 1 - exponent).split()?;
        let nearest = scaled.nearest()?;
        let is_certain = scaled.is_certain();
        let (whole, most) = if is_certain { (scaled.integer, least * 10 - 1) } else { (nearest, least * 10) };
        if whole < least {
            exponent -= 1;
        } else if whole > most {
            exponent += 1;
        } else {
            let text = u64::try_from(nearest).map_or_else(|_| nearest.to_string(), |short| short.to_string());
            let rounded = Rounded::new(text, digits, exponent, scaled.is_exact());
            // The zeros of a large integer are its own only if it is that integer.
            let is_open = !is_certain && rounded.exponent >= digits as i64;
            return (!is_open).then_some(rounded);
        }
    }
}

/// By long division of the whole numbers.
fn exactly(numerator: &BigUint, denominator: &BigUint, digits: usize) -> Rounded {
    let least = power_of_ten(digits as u64 - 1);
    let most = &least * 10_u32;
    let mut exponent = exponent_guess(numerator, denominator);
    loop {
        let (quotient, remainder, divisor) =
            divide_scaled(numerator, denominator, digits as i64 - 1 - exponent);
        if quotient < least {
            exponent -= 1;
        } else if quotient >= most {
            exponent += 1;
        } else {
            let is_exact = remainder.is_zero();
            let integer = nearest(quotient, remainder, &divisor).to_string();
            return Rounded::new(integer, digits, exponent, is_exact);
        }
    }
}

pub(super) fn power_of_ten(power: u64) -> BigUint {
    BigUint::from(10_u32).pow(power)
}

/// Quotient and remainder of numerator · 10^power by the denominator, with the divisor that was used.
pub(super) fn divide_scaled(
    numerator: &BigUint,
    denominator: &BigUint,
    power: i64,
) -> (BigUint, BigUint, BigUint) {
    let scale = power_of_ten(power.unsigned_abs());
    let (above, below) = if power >= 0 {
        (numerator * scale, denominator.clone())
    } else {
        (numerator.clone(), denominator * scale)
    };
    let (quotient, remainder) = above.div_rem(&below);
    (quotient, remainder, below)
}

/// The integer nearest to quotient + remainder/divisor, ties to even.
fn nearest(quotient: BigUint, remainder: BigUint, divisor: &BigUint) -> BigUint {
    let up = match (remainder << 1_u32).cmp(divisor) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient.bit(0),
        std::cmp::Ordering::Greater => true,
    };
    if up { quotient + 1_u32 } else { quotient }
}

/// The number with exactly this many decimal places, rounded to nearest with ties to even; a number that rounds to
/// zero has no sign.
///
/// # Examples
/// ```
/// use prob::number::{fixed, parse_number};
/// assert_eq!(fixed(&parse_number("12.345").unwrap(), 2), "12.34");
/// assert_eq!(fixed(&parse_number("2/3").unwrap(), 0), "1");
/// assert_eq!(fixed(&parse_number("-0.001").unwrap(), 2), "0.00");
/// ```
#[must_use]
pub fn fixed(number: &BigRational, places: usize) -> String {
    let mut digits = scaled_to_integer(number, places);
    if digits.len() <= places {
        digits = format!("{}{digits}", "0".repeat(places + 1 - digits.len()));
    }
    let is_zero = digits.bytes().all(|b| b == b'0');
    if places > 0 {
        digits.insert(digits.len() - places, '.');
    }
    if is_zero { digits } else { with_sign(number, digits) }
}

/// The digits of |number| · 10^places, rounded to the nearest integer.
fn scaled_to_integer(number: &BigRational, places: usize) -> String {
    if number.is_zero() {
        return "0".to_owned();
    }
    let (numerator, denominator) = (number.numer().magnitude(), number.denom().magnitude());
    let scaled = Approximation::of_quotient(numerator, denominator, places as i64);
    if scaled.is_below_half() {
        return "0".to_owned();
    }
    if let Some(integer) = scaled.split().and_then(|split| split.nearest()) {
        return integer.to_string();
    }
    let (quotient, remainder, divisor) = divide_scaled(numerator, denominator, places as i64);
    nearest(quotient, remainder, &divisor).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::parse_number;
    use num_bigint::BigInt;
    use proptest::prelude::*;

    fn number(text: &str) -> BigRational {
        parse_number(text).unwrap()
    }

    /// Long division by hand, digit by digit, with a last digit rounded by comparison with ½.
    fn by_hand(n: &BigUint, d: &BigUint, digits: usize) -> (String, i64) {
        let ten = BigUint::from(10_u32);
        let (mut n, mut d, mut exponent) = (n.clone(), d.clone(), 0);
        while n >= &d * &ten {
            d *= &ten;
            exponent += 1;
        }
        while n < d {
            n *= &ten;
            exponent -= 1;
        }
        let mut text = Vec::new();
        for _ in 0..digits {
            let mut digit = 0_u8;
            while n >= d {
                n -= &d;
                digit += 1;
            }
            text.push(digit);
            n *= &ten;
        }
        // n is ten times the remainder.
        let twice = n * 2_u32;
        let limit = d * 10_u32;
        if twice > limit || (twice == limit && text[digits - 1] % 2 == 1) {
            let mut place = digits;
            loop {
                if place == 0 {
                    text.insert(0, 1);
                    text.pop();
                    exponent += 1;
                    break;
                }
                place -= 1;
                if text[place] < 9 {
                    text[place] += 1;
                    break;
                }
                text[place] = 0;
            }
        }
        (text.iter().map(|d| char::from(b'0' + d)).collect(), exponent)
    }

    #[test]
    fn notation_is_plain_where_people_read_it() {
        for (text, digits, expected) in [
            ("0", 5, "0"),
            ("1", 12, "1"),
            ("-5/2", 12, "-2.5"),
            ("100", 12, "100"),
            ("1e20", 12, "100000000000000000000"),
            ("1e21", 12, "1e21"),
            ("1e5000", 12, "1e5000"),
            ("1e-7", 12, "0.0000001"),
            ("1e-8", 12, "1e-8"),
            ("1.25e-8", 12, "1.25e-8"),
            ("2/3e3000", 12, "6.66666666667e-3001"),
            ("12345", 2, "1.2e4"),
            ("12000", 2, "12000"),
            ("12000.1", 2, "1.2e4"),
            ("123456.7", 3, "1.23e5"),
            ("1/36", 12, "0.0277777777778"),
            ("1/7", 50, "0.14285714285714285714285714285714285714285714285714"),
        ] {
            assert_eq!(decimal(&number(text), digits), expected, "{text} to {digits}");
        }
    }

    #[test]
    fn ties_go_to_even_and_carries_go_through() {
        for (text, digits, expected) in [
            ("0.5", 0, "0.5"),
            ("0.125", 2, "0.12"),
            ("0.375", 2, "0.38"),
            ("2.5", 1, "2"),
            ("3.5", 1, "4"),
            ("9.5", 1, "1e1"),
            ("9.4999", 1, "9"),
            ("0.99999", 4, "1"),
            ("999.96", 4, "1000"),
            ("0.9999999999996", 12, "1"),
            ("9.9999999999996e-3000", 12, "1e-2999"),
        ] {
            assert_eq!(decimal(&number(text), digits), expected, "{text} to {digits}");
        }
        // A tie that only the last of very many digits decides.
        let tie = number("0.125");
        let hair = BigRational::new(BigInt::from(1), BigInt::from(10).pow(3000_u32));
        assert_eq!(decimal(&(&tie + &hair), 2), "0.13");
        assert_eq!(decimal(&(&tie - &hair), 2), "0.12");
        assert_eq!(decimal(&(BigRational::from_integer(1.into()) - &hair), 12), "1");
        assert_eq!(fixed(&(&tie + &hair), 2), "0.13");
        assert_eq!(fixed(&(&tie - &hair), 2), "0.12");
    }

    fn positive() -> impl Strategy<Value = BigUint> {
        prop::collection::vec(any::<u32>(), 1..14).prop_map(|words| BigUint::new(words) + 1_u32)
    }

    proptest! {
        #[test]
        fn both_roads_agree_with_long_division(n in positive(), d in positive(), digits in 1_usize..40) {
            let expected = by_hand(&n, &d, digits);
            let exact = exactly(&n, &d, digits);
            prop_assert_eq!(&(exact.digits, exact.exponent), &expected);
            if let Some(quick) = quickly(&n, &d, digits) {
                prop_assert_eq!(&(quick.digits, quick.exponent), &expected);
                let open = exact.is_exact && !quick.is_exact && quick.exponent < digits as i64;
                prop_assert!(open || quick.is_exact == exact.is_exact);
            } else {
                // 128 bits hold 38 digits: what is left over makes an undecided case rare.
                prop_assert!(digits > 20 || exact.is_exact);
            }
        }

        #[test]
        fn numbers_near_integers_agree_too(n in 1_u32..2000, digits in 1_usize..12, far in 90_u32..900,
                                           power in -6_i32..9, below in any::<bool>()) {
            // n · 10^power and a hair beside it, and itself over a long denominator.
            let ten = BigUint::from(10_u32).pow(power.unsigned_abs());
            let (n, d) = if power < 0 { (BigUint::from(n), ten) } else { (n * ten, BigUint::from(1_u32)) };
            let long = BigUint::from(3_u32).pow(far);
            let (n, d) = (n * &long, d * long);
            let beside = if below { &n - 1_u32 } else { &n + 1_u32 };
            for n in [n, beside] {
                prop_assert_eq!(decimal_of_share(&n, &d, digits), exactly(&n, &d, digits).to_text());
            }
        }

        #[test]
        fn small_fractions_agree_too(n in 1_u32..2000, d in 1_u32..2000, digits in 1_usize..8) {
            let (n, d) = (BigUint::from(n), BigUint::from(d));
            let quick = quickly(&n, &d, digits).unwrap_or_else(|| exactly(&n, &d, digits));
            prop_assert_eq!((quick.digits, quick.exponent), by_hand(&n, &d, digits));
        }

        #[test]
        fn fixed_agrees_with_integers(n in any::<i32>(), d in 1_u32..5000, places in 0_usize..6) {
            let x = BigRational::new(n.into(), d.into());
            let text = fixed(&x, places);
            let shown = number(&text);
            let unit = BigRational::new(1.into(), BigInt::from(10).pow(places as u32));
            let off = (&shown - &x).abs() * BigInt::from(2);
            prop_assert!(off <= unit);
            if off == unit {
                prop_assert!((shown / unit).to_integer().is_even());
            }
            prop_assert_eq!(text.split_once('.').map_or(0, |(_, f)| f.len()), places);
        }
    }
}
