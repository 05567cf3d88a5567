//! Numbers in consecutive words of one vector, for recurrences whose every step multiplies and divides by a word.

use num_bigint::BigUint;

/// An odd divisor with a power of two, and the inverse of the odd part modulo 2⁶⁴.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExactDivisor {
    odd: u64,
    inverse: u64,
    twos: u32,
}

impl ExactDivisor {
    /// A divisor other than 0.
    pub(super) fn new(divisor: u64) -> Self {
        let twos = divisor.trailing_zeros();
        let odd = divisor >> twos;
        // Newton's iteration doubles the correct bits; odd · odd is 1 modulo 8, so the start has 3.
        let inverse = (0..5)
            .fold(odd, |inverse, _| inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse))));
        Self { odd, inverse, twos }
    }

    /// A multiple of the divisor, divided, when the quotient fits a word.
    pub(super) fn divide_word(self, multiple: u128) -> u64 {
        ((multiple >> self.twos) as u64).wrapping_mul(self.inverse)
    }
}

/// A stream of words, lowest first, divided exactly as it passes (T. Jebelean, "An algorithm for exact division",
/// J. Symb. Comp. 15, 1993).
pub(super) struct Quotient<'a> {
    divisor: ExactDivisor,
    borrow: u64,
    held: u64,
    place: usize,
    words: &'a mut [u64],
}

impl<'a> Quotient<'a> {
    pub(super) fn new(divisor: ExactDivisor, words: &'a mut [u64]) -> Self {
        Self { divisor, borrow: 0, held: 0, place: 0, words }
    }

    /// Takes the next word of the multiple; the word before it becomes final, since its upper bits are now known.
    #[inline]
    pub(super) fn push(&mut self, word: u64) {
        let (difference, under) = word.overflowing_sub(self.borrow);
        let digit = difference.wrapping_mul(self.divisor.inverse);
        self.borrow = ((u128::from(digit) * u128::from(self.divisor.odd)) >> 64) as u64 + u64::from(under);
        if self.place > 0 {
            // Shifting in two steps makes a shift by 64 out of a shift by no twos.
            let upper = (digit << 1) << (63 - self.divisor.twos);
            self.words[self.place - 1] = self.held >> self.divisor.twos | upper;
        }
        self.held = digit;
        self.place += 1;
    }

    /// Writes the last word.
    pub(super) fn finish(self) {
        if let Some(last) = self.place.checked_sub(1) {
            self.words[last] = self.held >> self.divisor.twos;
        }
    }
}

/// The words, lowest first, as one number.
pub(super) fn to_biguint(words: &[u64]) -> BigUint {
    match words {
        [] => BigUint::ZERO,
        [word] => BigUint::from(*word),
        [low, high] => BigUint::from(u128::from(*high) << 64 | u128::from(*low)),
        // The constructor takes half words: from the stack while they fit there, which spares an allocation.
        _ if words.len() <= 24 => {
            let mut halves = [0; 48];
            split_words(words, &mut halves);
            BigUint::from_slice(&halves[..2 * words.len()])
        }
        _ => {
            let mut halves = vec![0; 2 * words.len()];
            split_words(words, &mut halves);
            BigUint::from_slice(&halves)
        }
    }
}

/// One number after another, told in the room of the one before.
#[derive(Default)]
pub(super) struct Told {
    halves: Vec<u32>,
    number: BigUint,
}

impl Told {
    /// These words, lowest first, as a number.
    pub(super) fn number(&mut self, words: &[u64]) -> &BigUint {
        self.halves.resize(2 * words.len(), 0);
        split_words(words, &mut self.halves);
        self.number.assign_from_slice(&self.halves);
        &self.number
    }
}

fn split_words(words: &[u64], halves: &mut [u32]) {
    for (pair, &word) in halves.chunks_exact_mut(2).zip(words) {
        pair.copy_from_slice(&[word as u32, (word >> 32) as u32]);
    }
}

/// The number of words without leading zeros.
pub(super) fn significant(words: &[u64]) -> usize {
    words.iter().rposition(|&word| word != 0).map_or(0, |last| last + 1)
}

/// Adds `other` to `sum`, which has room for the result.
pub(super) fn add_assign(sum: &mut [u64], other: &[u64]) {
    let mut carry = false;
    for (place, word) in sum.iter_mut().enumerate() {
        let addend = other.get(place).copied().unwrap_or(0);
        if place >= other.len() && !carry {
            break;
        }
        let (partial, first) = word.overflowing_add(addend);
        let (total, second) = partial.overflowing_add(u64::from(carry));
        (*word, carry) = (total, first || second);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn exact_division_undoes_multiplication(words in prop::collection::vec(any::<u64>(), 1..6),
                                                divisor in 1_u64.., shift in 0_u32..63) {
            for divisor in [divisor, divisor << shift, 1 << shift] {
                prop_assume!(divisor != 0);
                let product = to_biguint(&words) * divisor;
                let mut quotient = vec![0; words.len() + 1];
                let mut stream = Quotient::new(ExactDivisor::new(divisor), &mut quotient);
                let digits = product.iter_u64_digits().chain(std::iter::repeat(0));
                digits.take(words.len() + 1).for_each(|word| stream.push(word));
                stream.finish();
                prop_assert_eq!(&quotient[..words.len()], &words[..]);
                prop_assert_eq!(quotient[words.len()], 0);
            }
        }

        #[test]
        fn a_word_quotient_is_right(a: u64, divisor in 1_u64..) {
            let multiple = u128::from(a) * u128::from(divisor);
            prop_assert_eq!(ExactDivisor::new(divisor).divide_word(multiple), a);
        }

        #[test]
        fn sums_carry(a in prop::collection::vec(any::<u64>(), 0..5), b in prop::collection::vec(prop_oneof![Just(u64::MAX), any::<u64>()], 0..5)) {
            let mut sum = a.clone();
            sum.resize(a.len().max(b.len()) + 1, 0);
            add_assign(&mut sum, &b);
            prop_assert_eq!(to_biguint(&sum), to_biguint(&a) + to_biguint(&b));
        }
    }
}
