//! Numbers as they are shown: fractions that fit, decimals, percents, one in so many.

use crate::number::{decimal, log2_approx};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// The fraction, if it takes no more than so many characters.
///
/// # Examples
/// ```
/// use prob::number::parse_number;
/// use prob::render::figure::fraction;
/// assert_eq!(fraction(&parse_number("6/4165").unwrap(), 10).as_deref(), Some("6/4165"));
/// assert_eq!(fraction(&parse_number("1e-30").unwrap(), 10), None);
/// ```
#[must_use]
pub fn fraction(number: &BigRational, room: usize) -> Option<String> {
    // Three bits make less than a digit, so what is refused here is certainly too long, and never written out.
    let bits = number.numer().bits() + if number.is_integer() { 0 } else { number.denom().bits() };
    if bits / 4 > room as u64 {
        return None;
    }
    let text = number.to_string();
    (text.len() <= room).then_some(text)
}

/// About how many digits an integer has; exact but for the neighbours of powers of ten beyond 2⁵³.
#[must_use]
pub fn digits_of(integer: &BigUint) -> u64 {
    if integer.bits() <= 128 {
        return integer.to_string().len() as u64;
    }
    let log2 = log2_approx(&BigRational::from_integer(integer.clone().into()));
    (log2 * std::f64::consts::LOG10_2).floor() as u64 + 1
}

/// The percentage to so many significant digits, such as `62.5%`.
#[must_use]
pub fn percent(number: &BigRational, digits: usize) -> String {
    // Not reduced: only its decimal is wanted.
    let hundred = BigRational::new_raw(number.numer() * 100, number.denom().clone());
    format!("{}%", decimal(&hundred, digits))
}

/// The number N of "one in N", for a probability that is neither 0 nor 1.
#[must_use]
pub fn one_in(probability: &BigRational, digits: usize) -> Option<String> {
    let sure = probability.is_one() || probability.numer() == probability.denom();
    if !probability.is_positive() || probability.is_zero() || sure {
        return None;
    }
    let inverse = BigRational::new_raw(probability.denom().clone(), probability.numer().clone());
    Some(decimal(&inverse, digits))
}

/// A float to a few significant digits, for what a simulation estimates.
///
/// # Examples
/// ```
/// assert_eq!(prob::render::figure::float(0.166_823, 6), "0.166823");
/// assert_eq!(prob::render::figure::float(1e-12, 3), "1e-12");
/// assert_eq!(prob::render::figure::float(f64::NAN, 3), "?");
/// ```
#[must_use]
pub fn float(number: f64, digits: usize) -> String {
    match BigRational::from_float(number) {
        Some(exact) => decimal(&exact, digits),
        None => "?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::parse_number;
    use proptest::prelude::*;

    #[test]
    fn the_edges_of_one_in() {
        let one_in = |text: &str| one_in(&parse_number(text).unwrap(), 6);
        assert_eq!(one_in("0"), None);
        assert_eq!(one_in("1"), None);
        assert_eq!(one_in("2/3").as_deref(), Some("1.5"));
        assert_eq!(one_in("36/2598960").as_deref(), Some("72193.3"));
    }

    proptest! {
        #[test]
        fn digits_are_counted(n in any::<u64>(), power in 1_u32..30) {
            let integer = BigUint::from(n).pow(power);
            prop_assert_eq!(digits_of(&integer), integer.to_string().len() as u64);
        }

        #[test]
        fn a_fraction_is_shown_when_it_fits(n in any::<i64>(), d in 1_i64.., room in 1_usize..40) {
            let number = BigRational::new(n.into(), d.into());
            let text = number.to_string();
            prop_assert_eq!(fraction(&number, room), (text.len() <= room).then_some(text));
        }
    }
}
