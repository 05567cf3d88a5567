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
mod tests;
