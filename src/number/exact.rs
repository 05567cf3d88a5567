//! Numbers as people write them, read exactly: `1/3`, `0.4`, `40%`, `.5`, `1e-3`.

use crate::error::{Error, ErrorKind};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Pow, Zero};
use std::cmp::Ordering;

/// The largest power of ten that a written number may carry, so that `1e999999999` does not fill the memory.
const LARGEST_EXPONENT: u64 = 100_000;

/// The most digits that a written number may have.
const MOST_DIGITS: usize = 100_000;

/// How two fractions compare: by a·d against c·b, for a/b and c/d.
///
/// The comparison that comes with fractions expands both as continued fractions, whose terms may be as many as their
/// digits: for fractions of a million bits that takes minutes, and this takes milliseconds.
///
/// # Examples
/// ```
/// use num_rational::BigRational;
/// use prob::number::compare;
/// let number = |n: i64, d: i64| BigRational::new(n.into(), d.into());
/// assert!(compare(&number(1, 3), &number(3, 10)).is_gt());
/// assert!(compare(&number(-1, 3), &number(1, 3)).is_lt());
/// assert!(compare(&number(2, 6), &number(1, 3)).is_eq());
/// ```
#[must_use]
pub fn compare(a: &BigRational, b: &BigRational) -> Ordering {
    // Denominators are positive, so that signs decide first and multiplication keeps the order.
    match (a.numer().sign(), b.numer().sign()) {
        (one, other) if one != other => one.cmp(&other),
        _ => (a.numer() * b.denom()).cmp(&(b.numer() * a.denom())),
    }
}

/// The number that the text says, exactly: an integer, a fraction, a decimal, a decimal with a power of ten, each
/// with a sign before it or `%` after it. Spaces around it and around `/` are free, and `_` may part digits.
///
/// # Examples
/// ```
/// use prob::number::parse_number;
/// let number = |text| parse_number(text).unwrap().to_string();
/// assert_eq!(number("0.4"), "2/5");
/// assert_eq!(number("-2/6"), "-1/3");
/// assert_eq!(number("12.5%"), "1/8");
/// assert_eq!(number("1e-3"), "1/1000");
/// assert_eq!(parse_number("1/0").unwrap_err().message(), "`1/0` divides by zero");
/// ```
///
/// # Errors
/// [`ErrorKind::Syntax`] for anything else, [`ErrorKind::Undefined`] for a denominator of 0, and
/// [`ErrorKind::Range`] for an exponent beyond ±100000 or more than 100000 digits.
pub fn parse_number(text: &str) -> Result<BigRational, Error> {
    let whole = text.trim();
    if whole.is_empty() {
        return Err(
            Error::new(ErrorKind::Syntax, "a number is missing").hint("write one, such as `1/3` or `0.4`")
        );
    }
    if whole.len() > MOST_DIGITS {
        return Err(Error::new(
            ErrorKind::Range,
            format!("a number of {} characters is too long", whole.len()),
        )
        .hint(format!("write at most {MOST_DIGITS}")));
    }
    let (negative, unsigned) = match whole.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, whole.strip_prefix('+').unwrap_or(whole)),
    };
    let (percent, unsigned) = match unsigned.strip_suffix('%') {
        Some(rest) => (true, rest.trim_end()),
        None => (false, unsigned),
    };
    let mut value = match unsigned.split_once('/') {
        Some((above, below)) => fraction(whole, above.trim_end(), below.trim_start())?,
        None => decimal_literal(whole, unsigned)?,
    };
    if percent {
        value /= BigInt::from(100);
    }
    Ok(if negative { -value } else { value })
}

/// `above/below`, both of which may be decimals.
fn fraction(whole: &str, above: &str, below: &str) -> Result<BigRational, Error> {
    let (above, below) = (decimal_literal(whole, above)?, decimal_literal(whole, below)?);
    if below.is_zero() {
        return Err(Error::new(ErrorKind::Undefined, format!("`{}` divides by zero", shortened(whole)))
            .hint("write a denominator other than 0"));
    }
    Ok(above / below)
}

/// Digits with at most one point, and perhaps a power of ten.
fn decimal_literal(whole: &str, text: &str) -> Result<BigRational, Error> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, power_of_ten(whole, exponent)?),
        None => (text, 0),
    };
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if before.is_empty() && after.is_empty() {
        return Err(not_a_number(whole));
    }
    let digits: Vec<u8> = digits(whole, before)?.chain(digits(whole, after)?).collect();
    let places = after.bytes().filter(u8::is_ascii_digit).count();
    let value = BigUint::parse_bytes(&digits, 10).ok_or_else(|| not_a_number(whole))?;
    let exponent = exponent - places as i64;
    let scale = BigInt::from(Pow::pow(BigUint::from(10_u32), exponent.unsigned_abs()));
    let value = BigInt::from(value);
    Ok(if exponent < 0 {
        BigRational::new(value, scale)
    } else {
        BigRational::new_raw(value * scale, BigInt::one())
    })
}

/// The digits without the `_` that may stand between two of them.
fn digits<'a>(whole: &str, text: &'a str) -> Result<impl Iterator<Item = u8> + use<'a>, Error> {
    let parted = !text.starts_with('_') && !text.ends_with('_') && !text.contains("__");
    if parted && text.bytes().all(|b| b.is_ascii_digit() || b == b'_') {
        Ok(text.bytes().filter(|&b| b != b'_'))
    } else {
        Err(not_a_number(whole))
    }
}

fn power_of_ten(whole: &str, text: &str) -> Result<i64, Error> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(not_a_number(whole));
    }
    match text.parse::<u64>() {
        Ok(size) if size <= LARGEST_EXPONENT => Ok(if negative { -(size as i64) } else { size as i64 }),
        _ => {
            Err(Error::new(ErrorKind::Range, format!("the exponent of `{}` is too large", shortened(whole)))
                .hint(format!("write one of at most {LARGEST_EXPONENT}")))
        }
    }
}

fn not_a_number(text: &str) -> Error {
    let error = Error::new(ErrorKind::Syntax, format!("`{}` is not a number", shortened(text)));
    if text.contains(',') {
        return error.hint("write decimals with a point, such as `0.4`, and thousands without a comma");
    }
    error.hint("write an integer, a fraction `1/3`, a decimal `0.4`, `1e-3` or a percentage `40%`")
}

/// The text as a message can quote it.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 40 {
        return text.to_owned();
    }
    text.chars().take(37).chain("...".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rational(above: i64, below: i64) -> BigRational {
        BigRational::new(above.into(), below.into())
    }

    proptest! {
        #[test]
        fn fractions_compare_as_their_continued_fractions_do(
            a in any::<i64>(), b in 1..=i64::MAX, c in any::<i64>(), d in 1..=i64::MAX
        ) {
            prop_assert_eq!(compare(&rational(a, b), &rational(c, d)), rational(a, b).cmp(&rational(c, d)));
            prop_assert!(compare(&rational(a, b), &rational(a, b)).is_eq());
        }
    }

    #[test]
    fn every_form_is_read_exactly() {
        for (text, above, below) in [
            ("0", 0, 1),
            ("1/3", 1, 3),
            (" 1 / 3 ", 1, 3),
            ("0.4", 2, 5),
            (".5", 1, 2),
            ("5.", 5, 1),
            ("40%", 2, 5),
            ("1/4 %", 1, 400),
            ("-0.25", -1, 4),
            ("+3", 3, 1),
            ("1e3", 1000, 1),
            ("2.5E-3", 1, 400),
            ("0.5/0.25", 2, 1),
            ("1_000", 1000, 1),
            ("-0", 0, 1),
        ] {
            assert_eq!(parse_number(text), Ok(rational(above, below)), "{text}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        use ErrorKind::{Range, Syntax, Undefined};
        for (text, kind) in [
            ("", Syntax),
            (".", Syntax),
            ("abc", Syntax),
            ("1,5", Syntax),
            ("1e", Syntax),
            ("1..2", Syntax),
            ("1/2/3", Syntax),
            ("--1", Syntax),
            ("1_", Syntax),
            ("0x10", Syntax),
            ("%", Syntax),
            ("1/", Syntax),
            ("１", Syntax),
            ("1/0", Undefined),
            ("1/0.0", Undefined),
            ("1e100001", Range),
            ("1e99999999999999999999999", Range),
            (&"1".repeat(200_000), Range),
        ] {
            let error = parse_number(text).unwrap_err();
            assert_eq!(error.kind(), kind, "{}", shortened(text));
            assert!(error.fix().is_some());
        }
    }

    proptest! {
        #[test]
        fn fractions_come_back(above in any::<i64>(), below in 1_i64..) {
            prop_assert_eq!(parse_number(&format!("{above}/{below}")), Ok(rational(above, below)));
            prop_assert_eq!(parse_number(&rational(above, below).to_string()), Ok(rational(above, below)));
        }

        #[test]
        fn decimals_come_back(units in 0_u32.., thousandths in 0_u32..1000) {
            let expected = rational(i64::from(units) * 1000 + i64::from(thousandths), 1000);
            prop_assert_eq!(parse_number(&format!("{units}.{thousandths:03}")), Ok(expected));
        }

        #[test]
        fn no_text_panics(text in "[-+0-9./%e_ ]{0,12}") {
            let _ = parse_number(&text);
        }
    }
}
