//! A probability: a fraction from 0 to 1, and never anything else.

use super::decimal::fixed;
use super::exact::{compare, parse_number};
use crate::error::{Error, ErrorKind};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter::Product;
use std::ops::Mul;
use std::str::FromStr;

/// A fraction from 0 to 1 in lowest terms.
///
/// # Examples
/// ```
/// use prob::number::Probability;
/// let six: Probability = "1/6".parse().unwrap();
/// assert_eq!(six.complement().to_string(), "5/6");
/// assert_eq!((&six * &six).to_string(), "1/36");
/// assert!("7/6".parse::<Probability>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probability(BigRational);

impl Hash for Probability {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0.numer(), self.0.denom()).hash(state);
    }
}

impl Ord for Probability {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(&self.0, &other.0)
    }
}

impl PartialOrd for Probability {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Probability {
    /// The fraction `numerator / denominator`, put in lowest terms.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Probability;
    /// assert_eq!(Probability::new(2_u32, 6_u32).unwrap().to_string(), "1/3");
    /// assert!(Probability::new(7_u32, 6_u32).is_err());
    /// assert!(Probability::new(0_u32, 0_u32).is_err());
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Undefined`] when the denominator is 0, [`ErrorKind::Range`] when the fraction exceeds 1.
    pub fn new(numerator: impl Into<BigUint>, denominator: impl Into<BigUint>) -> Result<Self, Error> {
        let (numerator, denominator) = checked(numerator.into(), denominator.into())?;
        Ok(Self(BigRational::new(numerator, denominator)))
    }

    /// The fraction of two numbers without a common divisor, which is taken on trust: for huge numbers that come
    /// reduced, such as from [`reduce`](super::reduce) or [`binomial_quotient`](super::binomial_quotient), and for
    /// which a gcd would cost more than they did.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Probability;
    /// assert_eq!(Probability::from_lowest_terms(1_u32, 3_u32).unwrap().to_string(), "1/3");
    /// ```
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn from_lowest_terms(
        numerator: impl Into<BigUint>,
        denominator: impl Into<BigUint>,
    ) -> Result<Self, Error> {
        let (numerator, denominator) = checked(numerator.into(), denominator.into())?;
        debug_assert!(
            denominator.bits() > 4096 || num_integer::Integer::gcd(&numerator, &denominator).is_one(),
            "not in lowest terms"
        );
        Ok(Self(BigRational::new_raw(numerator, denominator)))
    }

    /// 1.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Probability;
    /// assert_eq!(Probability::certain().to_string(), "1");
    /// ```
    #[must_use]
    pub fn certain() -> Self {
        Self(BigRational::one())
    }

    /// 0.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Probability;
    /// assert_eq!(Probability::impossible().to_string(), "0");
    /// ```
    #[must_use]
    pub fn impossible() -> Self {
        Self(BigRational::zero())
    }

    /// Whether this is 1.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.0.is_one()
    }

    /// Whether this is 0.
    #[must_use]
    pub fn is_impossible(&self) -> bool {
        self.0.is_zero()
    }

    /// The probability of the opposite event, 1 − p.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Probability;
    /// assert_eq!(Probability::new(1_u32, 6_u32).unwrap().complement().to_string(), "5/6");
    /// ```
    #[must_use]
    pub fn complement(&self) -> Self {
        // If p/q is in lowest terms, so is (q−p)/q: no gcd. Only 0/1 ↔ 1/1 and those stay in lowest terms too.
        let denominator = self.0.denom().clone();
        Self(BigRational::new_raw(&denominator - self.0.numer(), denominator))
    }

    /// The probability that this event and an independent one both happen: the product.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Probability;
    /// let half = Probability::new(1_u32, 2_u32).unwrap();
    /// assert_eq!(half.and_independent(&half).to_string(), "1/4");
    /// ```
    #[must_use]
    pub fn and_independent(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// The probability that this event or an independent one happens, or both: 1 − (1−p)(1−q).
    ///
    /// # Examples
    /// ```
    /// use prob::number::Probability;
    /// let half = Probability::new(1_u32, 2_u32).unwrap();
    /// assert_eq!(half.or_independent(&half).to_string(), "3/4");
    /// ```
    #[must_use]
    pub fn or_independent(&self, other: &Self) -> Self {
        self.complement().and_independent(&other.complement()).complement()
    }

    /// The numerator in lowest terms.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Probability;
    /// assert_eq!(Probability::new(2_u32, 6_u32).unwrap().numerator().to_string(), "1");
    /// ```
    #[must_use]
    pub fn numerator(&self) -> &BigUint {
        self.0.numer().magnitude()
    }

    /// The denominator in lowest terms.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Probability;
    /// assert_eq!(Probability::new(2_u32, 6_u32).unwrap().denominator().to_string(), "3");
    /// ```
    #[must_use]
    pub fn denominator(&self) -> &BigUint {
        self.0.denom().magnitude()
    }

    /// The fraction as a number to calculate with.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Probability;
    /// let third = Probability::new(1_u32, 3_u32).unwrap();
    /// // A mean may exceed 1, and is no probability.
    /// assert_eq!((third.ratio() * num_bigint::BigInt::from(5)).to_string(), "5/3");
    /// ```
    #[must_use]
    pub fn ratio(&self) -> &BigRational {
        &self.0
    }

    /// The fraction as a number to calculate with, by value.
    #[must_use]
    pub fn into_ratio(self) -> BigRational {
        self.0
    }

    /// The odds for : against, p : (q − p), in lowest terms; 1 : 0 when certain, 0 : 1 when impossible.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Probability;
    /// let (won, lost) = Probability::new(1_u32, 6_u32).unwrap().odds();
    /// assert_eq!(format!("{won} : {lost}"), "1 : 5");
    /// ```
    #[must_use]
    pub fn odds(&self) -> (BigUint, BigUint) {
        (self.numerator().clone(), self.denominator() - self.numerator())
    }

    /// N in "1 in N", exactly: 1/p, and nothing when impossible.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Probability;
    /// assert_eq!(Probability::new(2_u32, 5_u32).unwrap().one_in().unwrap().to_string(), "5/2");
    /// assert_eq!(Probability::impossible().one_in(), None);
    /// ```
    #[must_use]
    pub fn one_in(&self) -> Option<BigRational> {
        (!self.is_impossible()).then(|| self.0.recip())
    }

    /// The percentage with this many decimal places, half to even, without the sign `%`.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Probability;
    /// assert_eq!(Probability::new(1_u32, 6_u32).unwrap().percent(2), "16.67");
    /// ```
    #[must_use]
    pub fn percent(&self, places: usize) -> String {
        let numerator = self.0.numer() * 100;
        // The fraction need not be in lowest terms to be rounded.
        fixed(&BigRational::new_raw(numerator, self.0.denom().clone()), places)
    }
}

fn checked(numerator: BigUint, denominator: BigUint) -> Result<(BigInt, BigInt), Error> {
    if denominator.is_zero() {
        return Err(Error::new(ErrorKind::Undefined, "a probability with the denominator 0 is undefined"));
    }
    if numerator > denominator {
        return Err(out_of_range(&format!("{numerator}/{denominator}"), "exceeds 1"));
    }
    Ok((numerator.into(), denominator.into()))
}

fn out_of_range(text: &str, how: &str) -> Error {
    let text = if text.len() > 60 { "the number" } else { text };
    Error::new(ErrorKind::Range, format!("{text} {how}, so it is no probability"))
        .hint("a probability lies between 0 and 1")
}

impl TryFrom<BigRational> for Probability {
    type Error = Error;

    fn try_from(ratio: BigRational) -> Result<Self, Error> {
        if ratio.is_negative() {
            return Err(out_of_range(&ratio.to_string(), "is below 0"));
        }
        if ratio > BigRational::one() {
            return Err(out_of_range(&ratio.to_string(), "exceeds 1"));
        }
        Ok(Self(ratio))
    }
}

impl FromStr for Probability {
    type Err = Error;

    /// Reads what [`parse_number`] reads, if it lies between 0 and 1.
    fn from_str(text: &str) -> Result<Self, Error> {
        let ratio = parse_number(text)?;
        let above = ratio > BigRational::one();
        Self::try_from(ratio).map_err(|error| {
            let text = text.trim();
            if above && text.parse::<u8>().is_ok_and(|n| n <= 100) {
                return Error::new(error.kind(), error.message()).hint(format!("did you mean `{text}%`?"));
            }
            error
        })
    }
}

impl fmt::Display for Probability {
    /// `p/q` in lowest terms, `0` or `1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Mul for &Probability {
    type Output = Probability;

    fn mul(self, other: Self) -> Probability {
        self.and_independent(other)
    }
}

impl Mul for Probability {
    type Output = Probability;

    fn mul(self, other: Self) -> Probability {
        self.and_independent(&other)
    }
}

impl<'a> Product<&'a Probability> for Probability {
    fn product<I: Iterator<Item = &'a Probability>>(factors: I) -> Self {
        factors.fold(Self::certain(), |product, factor| product.and_independent(factor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_numbers_from_0_to_1_are_probabilities() {
        for text in ["0", "1", "1/3", "100%", "0.0", "1e-3"] {
            assert!(text.parse::<Probability>().is_ok(), "{text}");
        }
        for text in ["-1/3", "1.0001", "101%", "-1e-9"] {
            assert_eq!(text.parse::<Probability>().unwrap_err().kind(), ErrorKind::Range, "{text}");
        }
        let error = "40".parse::<Probability>().unwrap_err();
        assert_eq!(error.to_string(), "40 exceeds 1, so it is no probability; did you mean `40%`?");
        assert_eq!(Probability::new(1_u32, 0_u32).unwrap_err().kind(), ErrorKind::Undefined);
    }

    #[test]
    fn ends_behave() {
        let (never, always) = (Probability::impossible(), Probability::certain());
        assert_eq!(never.complement(), always);
        assert_eq!(always.complement(), never);
        assert_eq!(never.odds(), (BigUint::ZERO, BigUint::one()));
        assert_eq!(always.odds(), (BigUint::one(), BigUint::ZERO));
        assert_eq!((never.to_string(), always.to_string()), ("0".to_owned(), "1".to_owned()));
        assert_eq!(always.percent(1), "100.0");
        assert_eq!(Probability::new(0_u32, 7_u32).unwrap(), never);
        assert_eq!([].iter().product::<Probability>(), always);
    }

    proptest! {
        #[test]
        fn complement_and_odds_stay_in_lowest_terms(a in 0_u32..1000, b in 1_u32..1000) {
            let p = Probability::new(a, a + b).unwrap();
            let q = Probability::new(b, a + b).unwrap();
            prop_assert_eq!(p.complement(), q.clone());
            let (won, lost) = p.odds();
            prop_assert_eq!(num_integer::Integer::gcd(&won, &lost), BigUint::one());
            prop_assert_eq!(won * b, lost * a);
            prop_assert_eq!(p.or_independent(&q).into_ratio(), p.ratio() + q.ratio() - p.ratio() * q.ratio());
        }
    }
}
