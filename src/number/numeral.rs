//! Numbers held by their decimal digits: eighteen to a word, so that writing one needs no conversion.
//!
//! The text of a long number costs far more than the number: a conversion from base 2⁶⁴ is quadratic in its length. Where a
//! whole table of long numbers is written, the table is worked out in these digits to begin with.

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};
use std::fmt;

/// 10¹⁸, the largest power of ten of which a word holds sixteen: sums and small multiples stay in one word.
pub(super) const BASE: u64 = 1_000_000_000_000_000_000;

/// 10⁹: a remainder below [`LARGEST_DIVISOR`] times this fits a word.
const HALF: u64 = 1_000_000_000;

/// Divisors of one pass are at most this.
const LARGEST_DIVISOR: u64 = 1 << 34;

/// A natural number in base 10¹⁸.
///
/// # Examples
/// ```
/// use prob::number::Numeral;
/// let mut number = Numeral::from(&"123456789012345678901234567890".parse().unwrap());
/// number += &Numeral::from(&10_u32.into());
/// assert_eq!(number.to_string(), "123456789012345678901234567900");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numeral {
    /// Lowest first; the last is not 0.
    pub(super) words: Vec<u64>,
}

impl Numeral {
    /// How often each of these primes divides the number, at most so often as is said beside it.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Numeral;
    /// let number = Numeral::from(&360_u32.into());
    /// assert_eq!(number.exponents(&[(2, 9), (3, 1), (7, 9)]), [3, 1, 0]);
    /// ```
    #[must_use]
    pub fn exponents(&self, primes: &[(u64, u64)]) -> Vec<u64> {
        // The digits as one number modulo 10¹⁸ − 1 = 3⁴ · 7 · 11 · 13 · 19 · …: the sum of all words.
        let sum = self.words.iter().map(|&word| u128::from(word)).sum::<u128>() % u128::from(BASE - 1);
        let lowest = self.words.first().copied().unwrap_or(0);
        let exponent = |&(prime, most): &(u64, u64)| {
            let quickly = [(lowest, BASE), (sum as u64, BASE - 1)].into_iter().find_map(|(rest, modulus)| {
                let exponent = exponent_in(rest, prime, 64);
                // Below the power of the prime in the modulus the rest tells the number's own exponent.
                (rest != 0 && exponent < exponent_in(modulus, prime, 64)).then_some(exponent)
            });
            quickly.map_or_else(|| self.exponent(prime, most), |exponent| exponent.min(most))
        };
        primes.iter().map(exponent).collect()
    }

    /// How often a prime divides the number, by dividing.
    fn exponent(&self, prime: u64, most: u64) -> u64 {
        if self.words.is_empty() || prime > LARGEST_DIVISOR {
            return 0;
        }
        let (mut rest, mut exponent) = (self.clone(), 0);
        while exponent < most && rest.divide(prime) == 0 {
            exponent += 1;
        }
        exponent
    }

    /// The number without these powers of primes, each of which divides it.
    ///
    /// # Examples
    /// ```
    /// use prob::number::Numeral;
    /// let number = Numeral::from(&360_u32.into());
    /// assert_eq!(number.without(&[(2, 3), (3, 1)]).to_string(), "15");
    /// ```
    #[must_use]
    pub fn without(&self, powers: &[(u64, u64)]) -> Self {
        let mut rest = self.clone();
        let mut divisor = 1;
        for &(prime, exponent) in powers {
            for _ in 0..exponent {
                if divisor * prime > LARGEST_DIVISOR {
                    rest.divide(divisor);
                    divisor = 1;
                }
                divisor *= prime;
            }
        }
        if divisor > 1 {
            rest.divide(divisor);
        }
        rest
    }

    /// Divides by a number of one pass, and says what is left over.
    fn divide(&mut self, divisor: u64) -> u64 {
        let rest = divide(&mut self.words, divisor);
        self.trim();
        rest
    }

    pub(super) fn trim(&mut self) {
        while self.words.last() == Some(&0) {
            self.words.pop();
        }
    }

    /// The digits.
    fn digits(&self) -> Vec<u8> {
        let mut digits = vec![b'0'; 18 * self.words.len().max(1)];
        let places = digits.rchunks_exact_mut(18);
        places.zip(&self.words).for_each(|(place, &word)| write_word(word, place));
        let first = digits.iter().position(|digit| *digit != b'0').unwrap_or(digits.len() - 1);
        digits.drain(..first);
        digits
    }
}

/// Divides words of base 10¹⁸, lowest first, by a number up to [`LARGEST_DIVISOR`], nine digits at a time, and says what is
/// left over.
pub(super) fn divide(words: &mut [u64], divisor: u64) -> u64 {
    let divisor = Reciprocal::new(divisor);
    let mut left = 0;
    for word in words.iter_mut().rev() {
        let (high, rest) = divisor.divide(left * HALF + *word / HALF);
        let (low, rest) = divisor.divide(rest * HALF + *word % HALF);
        (*word, left) = (high * HALF + low, rest);
    }
    left
}

/// A divisor up to [`LARGEST_DIVISOR`], by which words are divided with a multiplication.
struct Reciprocal {
    divisor: u64,
    /// ⌊(2⁶⁴ − 1)/divisor⌋.
    inverse: u64,
}

impl Reciprocal {
    fn new(divisor: u64) -> Self {
        debug_assert!((1..=LARGEST_DIVISOR).contains(&divisor));
        Self { divisor, inverse: u64::MAX / divisor }
    }

    /// Quotient and remainder. With inverse · divisor = 2⁶⁴ − 1 − s and s < divisor, n · inverse / 2⁶⁴ is less than
    /// n/divisor by n (1 + s)/(divisor · 2⁶⁴) < 1: the quotient is right or one too small.
    #[inline]
    fn divide(&self, n: u64) -> (u64, u64) {
        let quotient = ((u128::from(n) * u128::from(self.inverse)) >> 64) as u64;
        let rest = n - quotient * self.divisor;
        if rest >= self.divisor { (quotient + 1, rest - self.divisor) } else { (quotient, rest) }
    }
}

/// How often a prime divides a word, at most so often.
fn exponent_in(mut word: u64, prime: u64, most: u64) -> u64 {
    let mut exponent = 0;
    while exponent < most && word != 0 && word.is_multiple_of(prime) {
        word /= prime;
        exponent += 1;
    }
    exponent
}

/// Writes the eighteen digits of a word, two at a time.
fn write_word(mut word: u64, place: &mut [u8]) {
    for pair in place.rchunks_exact_mut(2) {
        let two = (word % 100) as u8;
        word /= 100;
        pair.copy_from_slice(&[b'0' + two / 10, b'0' + two % 10]);
    }
}

impl From<&BigUint> for Numeral {
    fn from(number: &BigUint) -> Self {
        let mut words = Vec::new();
        let mut rest = number.clone();
        while !rest.is_zero() {
            let (quotient, word) = rest.div_rem(&BigUint::from(BASE));
            words.push(word.to_u64().expect("a remainder by a word is a word"));
            rest = quotient;
        }
        Self { words }
    }
}

impl std::ops::AddAssign<&Self> for Numeral {
    fn add_assign(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        let mut carry = 0;
        for (place, word) in self.words.iter_mut().enumerate() {
            if place >= other.words.len() && carry == 0 {
                break;
            }
            let sum = *word + other.words.get(place).copied().unwrap_or(0) + carry;
            carry = u64::from(sum >= BASE);
            *word = sum - carry * BASE;
        }
        if carry > 0 {
            self.words.push(carry);
        }
    }
}

impl std::ops::SubAssign<&Self> for Numeral {
    /// # Panics
    /// When `other` is the greater.
    fn sub_assign(&mut self, other: &Self) {
        assert!(other.words.len() <= self.words.len(), "a natural number less a greater one");
        let mut borrow = 0;
        for (place, word) in self.words.iter_mut().enumerate() {
            if place >= other.words.len() && borrow == 0 {
                break;
            }
            let less = other.words.get(place).copied().unwrap_or(0) + borrow;
            borrow = u64::from(less > *word);
            *word = *word + borrow * BASE - less;
        }
        assert!(borrow == 0, "a natural number less a greater one");
        self.trim();
    }
}

impl fmt::Display for Numeral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        f.pad_integral(true, "", std::str::from_utf8(&digits).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_traits::Pow;
    use proptest::prelude::*;

    /// Numbers of several words, among them those with many zeros and nines.
    fn numbers() -> impl Strategy<Value = BigUint> {
        let part = prop_oneof![Just(0), Just(BASE - 1), Just(1), any::<u64>().prop_map(|word| word % BASE)];
        prop::collection::vec(part, 0..6)
            .prop_map(|words| words.iter().fold(BigUint::ZERO, |number, word| number * BASE + *word))
    }

    proptest! {
        #[test]
        fn digits_are_those_of_the_number(a in numbers(), b in numbers()) {
            let numeral = |number: &BigUint| Numeral::from(number);
            prop_assert_eq!(numeral(&a).to_string(), a.to_string());
            let mut sum = numeral(&a);
            sum += &numeral(&b);
            prop_assert_eq!(&sum, &numeral(&(&a + &b)));
            sum -= &numeral(&a);
            prop_assert_eq!(sum, numeral(&b));
        }

        #[test]
        fn division_leaves_the_remainder(a in numbers(), divisor in prop_oneof![1..=LARGEST_DIVISOR, 1_u64..40]) {
            let mut quotient = Numeral::from(&a);
            let rest = quotient.divide(divisor);
            prop_assert_eq!(quotient, Numeral::from(&(&a / divisor)));
            prop_assert_eq!(BigUint::from(rest), a % divisor);
        }

        #[test]
        fn powers_of_primes_are_found_and_taken_out(a in numbers(), b in 0_u32..90, c in 0_u32..40, d in 0_u32..30, most in 0_u64..60) {
            let power = |prime: u32, exponent: u32| BigUint::from(prime).pow(exponent);
            let number = (a + 1_u32) * power(2, b) * power(3, c) * power(17, d);
            let primes = [(2, most), (3, most), (5, most), (7, most), (17, most)];
            let exponents = Numeral::from(&number).exponents(&primes);
            let (mut rest, mut expected) = (number.clone(), Vec::new());
            for (prime, _) in primes {
                let mut exponent = 0;
                while exponent < most && (&rest % prime).is_zero() {
                    rest /= prime;
                    exponent += 1;
                }
                expected.push(exponent);
            }
            prop_assert_eq!(&exponents, &expected);
            let powers: Vec<_> = primes.iter().zip(exponents).map(|((prime, _), e)| (*prime, e)).collect();
            prop_assert_eq!(Numeral::from(&number).without(&powers), Numeral::from(&rest));
        }
    }
}
