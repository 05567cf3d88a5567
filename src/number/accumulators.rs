//! Sums of products of big integers by small ones, all in one vector: no allocation for each number.

use super::limbs::{significant, to_biguint};
use num_bigint::BigUint;

/// Numbers of one width in one vector, to which multiples of others are added; a place that is given back is used again.
///
/// # Examples
/// ```
/// use num_bigint::BigUint;
/// use prob::number::Accumulators;
/// let mut numbers = Accumulators::of_bits(100);
/// let (a, b) = (numbers.open(), numbers.open());
/// numbers.add_product(a, &BigUint::from(7_u32), &[1]);
/// let mut seven = Vec::new();
/// numbers.close(a, &mut seven);
/// numbers.add_product(b, &BigUint::from(6_u32), &seven);
/// assert_eq!(numbers.get(b).to_string(), "42");
/// ```
#[derive(Clone, Debug)]
pub struct Accumulators {
    words: Vec<u64>,
    width: usize,
    free: Vec<usize>,
}

impl Accumulators {
    /// Numbers of so many bits, none of them yet.
    #[must_use]
    pub fn of_bits(bits: u64) -> Self {
        Self { words: Vec::new(), width: (bits / 64) as usize + 1, free: Vec::new() }
    }

    /// How many bytes are held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.words.len() * 8
    }

    /// The place of a number, which is 0.
    pub fn open(&mut self) -> usize {
        self.free.pop().unwrap_or_else(|| {
            let place = self.words.len();
            self.words.resize(place + self.width, 0);
            place
        })
    }

    /// Moves the words of a number to a vector, lowest first and without zeros at the end, and gives back its place.
    pub fn close(&mut self, place: usize, words: &mut Vec<u64>) {
        let number = &mut self.words[place..place + self.width];
        let length = significant(number);
        words.clear();
        words.extend_from_slice(&number[..length]);
        number[..length].fill(0);
        self.free.push(place);
    }

    /// Adds the product of a factor and the number of these words, lowest first, for which there must be room.
    pub fn add_product(&mut self, place: usize, factor: &BigUint, words: &[u64]) {
        let number = &mut self.words[place..place + self.width];
        for (shift, factor) in factor.iter_u64_digits().enumerate() {
            add_multiple(&mut number[shift.min(self.width)..], factor, words);
        }
    }

    /// The number at a place.
    #[must_use]
    pub fn get(&self, place: usize) -> BigUint {
        let number = &self.words[place..place + self.width];
        to_biguint(&number[..significant(number)])
    }
}

/// sum += factor · words; what leaves the sum at its upper end is lost.
fn add_multiple(sum: &mut [u64], factor: u64, words: &[u64]) {
    let mut carry = 0;
    for (sum, word) in sum.iter_mut().zip(words) {
        let total = u128::from(factor) * u128::from(*word) + u128::from(*sum) + u128::from(carry);
        *sum = total as u64;
        carry = (total >> 64) as u64;
    }
    for sum in sum.iter_mut().skip(words.len()) {
        if carry == 0 {
            break;
        }
        let (total, over) = sum.overflowing_add(carry);
        (*sum, carry) = (total, u64::from(over));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn word() -> impl Strategy<Value = u64> {
        prop_oneof![Just(u64::MAX), any::<u64>(), Just(0)]
    }

    proptest! {
        #[test]
        fn sums_of_products_are_those_of_big_integers(
            terms in prop::collection::vec((prop::collection::vec(word(), 0..4), prop::collection::vec(word(), 0..4)), 0..6)
        ) {
            let mut numbers = Accumulators::of_bits(64 * 8 + 3);
            let (other, place) = (numbers.open(), numbers.open());
            let mut expected = BigUint::ZERO;
            for (factor, words) in &terms {
                let factor = to_biguint(factor);
                numbers.add_product(place, &factor, words);
                expected += factor * to_biguint(words);
            }
            prop_assert_eq!(numbers.get(place), expected.clone());
            prop_assert_eq!(numbers.get(other), BigUint::ZERO);
            let mut words = Vec::new();
            numbers.close(place, &mut words);
            prop_assert_eq!(to_biguint(&words), expected);
            prop_assert_eq!(numbers.open(), place);
            prop_assert_eq!(numbers.get(place), BigUint::ZERO);
        }
    }
}
