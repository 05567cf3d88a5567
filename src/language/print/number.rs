//! Numbers as the language writes them.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, Zero};

use crate::language::ast::{Dice, Faces, Number};
use crate::language::parser::Level;

/// The text of a number, and how tightly it holds together: a value that is no decimal is written as a fraction, and
/// a negative one with its sign.
pub(super) fn number(number: &Number) -> (String, Level) {
    let percent = number.percent.then(|| &number.value * BigInt::from(100u8));
    if let Some(text) = percent.as_ref().filter(|p| !p.is_negative()).and_then(decimal) {
        return (text + "%", Level::Primary);
    }
    let value = &number.value;
    let text = decimal(value).unwrap_or_else(|| format!("{}/{}", value.numer(), value.denom()));
    let level = match (text.contains('/'), value.is_negative()) {
        (true, _) => Level::Product,
        (_, true) => Level::Negation,
        _ => Level::Primary,
    };
    (text, level)
}

/// A finite decimal; nothing if the value is none.
fn decimal(value: &BigRational) -> Option<String> {
    if value.is_integer() {
        return Some(value.numer().to_string());
    }
    let (mut rest, mut digits) = (value.denom().clone(), [0u32; 2]);
    for (prime, count) in [2u8, 5].into_iter().zip(&mut digits) {
        while (&rest % prime).is_zero() {
            rest /= prime;
            *count += 1;
        }
    }
    if !rest.is_one() {
        return None;
    }
    let places = digits[0].max(digits[1]);
    let scaled = value.numer() * BigInt::from(10u8).pow(places) / value.denom();
    let places = places as usize;
    let digits = format!("{:0>width$}", scaled.abs().to_string(), width = places + 1);
    let (whole, decimals) = digits.split_at(digits.len() - places);
    let sign = if value.is_negative() { "-" } else { "" };
    Some(format!("{sign}{whole}.{decimals}"))
}

/// The text of dice.
pub(super) fn dice(dice: Dice) -> String {
    let count = dice.count.map(|n| n.to_string()).unwrap_or_default();
    let faces = match dice.faces {
        Faces::Sides(sides) => sides.to_string(),
        Faces::Percent => "%".to_owned(),
        Faces::Fudge => "F".to_owned(),
    };
    let keep = dice.keep.map(|(keep, n)| format!("{}{n}", keep.text())).unwrap_or_default();
    format!("{count}d{faces}{keep}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(numerator: i64, denominator: i64, percent: bool) -> String {
        let value = BigRational::new(numerator.into(), denominator.into());
        number(&Number { value, percent }).0
    }

    #[test]
    fn decimals_where_they_end_and_fractions_where_they_do_not() {
        assert_eq!(text(1, 10, false), "0.1");
        assert_eq!(text(5, 4, false), "1.25");
        assert_eq!(text(3, 1, false), "3");
        assert_eq!(text(1, 20, true), "5%");
        assert_eq!(text(999, 1000, true), "99.9%");
        assert_eq!(text(1, 3, false), "1/3");
        assert_eq!(text(-1, 8, false), "-0.125");
        assert_eq!(text(-1, 8, true), "-0.125");
    }
}
