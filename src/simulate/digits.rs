//! Several uniform integers from one random word, exactly.
//!
//! A word r below 2⁶⁴ times a bound b has a digit below b in its high word, and what is left in its low word gives the
//! next digit. All digits together are the integer part of r·B/2⁶⁴, where B is the product of the bounds; they are
//! uniform once the words are thrown again whose last low word is below 2⁶⁴ mod B. [N. Brackett-Rozinsky and D. Lemire,
//! "Batched ranged random integer generation", Software: Practice and Experience 55, 2025]

use rand::Rng;

/// Products of bounds stay below this, so that at most one word in sixteen is thrown again.
pub(super) const LARGEST: u64 = 1 << 60;

/// The most digits that are taken from one word.
const MOST: u32 = 12;

/// Digits below one bound, as many from a word as fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    bound: u64,
    /// How many digits a word gives.
    each: u32,
    /// Words that leave less than this are thrown again: 2⁶⁴ mod the product of the bounds.
    least: u64,
}

impl Digits {
    /// Digits below `bound`, which is neither 0 nor beyond [`LARGEST`].
    pub(super) fn new(bound: u64) -> Self {
        let (mut product, mut each) = (bound, 1);
        while let Some(next) = product.checked_mul(bound).filter(|next| *next <= LARGEST && each < MOST) {
            (product, each) = (next, each + 1);
        }
        Self { bound, each, least: remainder(product) }
    }

    /// What the digits are below.
    pub(super) fn bound(&self) -> u64 {
        self.bound
    }

    /// Throws `count` digits, in order.
    pub(super) fn throw(&self, generator: &mut impl Rng, count: u64, digit: impl FnMut(u64)) {
        match self.each {
            1 => self.throw_by::<1>(generator, count, digit),
            2 => self.throw_by::<2>(generator, count, digit),
            3 => self.throw_by::<3>(generator, count, digit),
            4 => self.throw_by::<4>(generator, count, digit),
            5 => self.throw_by::<5>(generator, count, digit),
            6 => self.throw_by::<6>(generator, count, digit),
            7 => self.throw_by::<7>(generator, count, digit),
            8 => self.throw_by::<8>(generator, count, digit),
            9 => self.throw_by::<9>(generator, count, digit),
            10 => self.throw_by::<10>(generator, count, digit),
            11 => self.throw_by::<11>(generator, count, digit),
            _ => self.throw_by::<12>(generator, count, digit),
        }
    }

    fn throw_by<const N: usize>(&self, generator: &mut impl Rng, count: u64, digit: impl FnMut(u64)) {
        by_words(generator, count, |_, word| self.word::<N>(word), digit);
    }

    /// The digits of one word; nothing where it must be thrown again.
    #[inline]
    fn word<const N: usize>(&self, word: u64) -> Option<[u64; N]> {
        let (mut left, mut digits) = (word, [0; N]);
        digits.iter_mut().for_each(|digit| *digit = next_digit(&mut left, self.bound));
        (left >= self.least).then_some(digits)
    }
}

/// How many words are fetched from the generator at once.
const FETCHED: u64 = 64;

/// Takes `count` words, in order, and of a block as many as `take` says; those that are not taken are thrown again.
///
/// A loop over a block that is written where its counters live is more than twice as fast as one that calls for each
/// word: its counters are then not read back and written again at every call.
#[inline]
pub(super) fn blocks<R: Rng>(generator: &mut R, count: u64, mut take: impl FnMut(&mut R, &[[u8; 8]]) -> u64) {
    let mut missing = count;
    // A block for a few words costs more than it saves.
    while (1..FETCHED / 8).contains(&missing) {
        let word = generator.next_u64().to_le_bytes();
        missing -= take(generator, &[word]);
    }
    let mut bytes = [[0; 8]; FETCHED as usize];
    while missing > 0 {
        let fetched = &mut bytes[..missing.min(FETCHED) as usize];
        generator.fill_bytes(fetched.as_flattened_mut());
        missing -= take(generator, fetched);
    }
}

/// Takes `count` words, in order; those that are not taken (for which `take` is false) are thrown again.
#[inline]
pub(super) fn words<R: Rng>(generator: &mut R, count: u64, mut take: impl FnMut(&mut R, u64) -> bool) {
    blocks(generator, count, |generator, block| {
        block.iter().filter(|word| take(generator, u64::from_le_bytes(**word))).count() as u64
    });
}

/// Takes `count` things, so many from each word; of the last word only as many as are missing.
#[inline]
pub(super) fn by_words<R: Rng, T, const N: usize>(
    generator: &mut R,
    count: u64,
    mut word: impl FnMut(&mut R, u64) -> Option<[T; N]>,
    mut take: impl FnMut(T),
) {
    words(generator, count / N as u64, |generator, random| {
        word(generator, random).map(|things| things.into_iter().for_each(&mut take)).is_some()
    });
    let rest = (count % N as u64) as usize;
    words(generator, u64::from(rest > 0), |generator, random| {
        word(generator, random).map(|things| things.into_iter().take(rest).for_each(&mut take)).is_some()
    });
}

/// The next digit below a bound that is left in a word.
#[inline(always)]
pub(super) fn next_digit(left: &mut u64, bound: u64) -> u64 {
    let product = u128::from(*left) * u128::from(bound);
    *left = product as u64;
    (product >> 64) as u64
}

/// 2⁶⁴ mod `product`, which is not 0.
pub(super) fn remainder(product: u64) -> u64 {
    product.wrapping_neg() % product
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::stream::generator;
    use crate::simulate::verdict::{Verdict, distribution};

    /// A generator of these words, for ever.
    struct Words(std::iter::Cycle<std::vec::IntoIter<u64>>);

    impl rand::TryRng for Words {
        type Error = std::convert::Infallible;

        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            Ok(self.0.next().unwrap_or(0))
        }

        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            self.try_next_u64().map(|word| word as u32)
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
            for word in bytes.chunks_mut(8) {
                word.copy_from_slice(&self.try_next_u64()?.to_le_bytes()[..word.len()]);
            }
            Ok(())
        }
    }

    #[test]
    fn as_many_digits_fit_as_the_bound_allows() {
        let each = |bound| Digits::new(bound).each;
        assert_eq!([each(216), each(6), each(4096), each(LARGEST), each(1)], [7, 12, 5, 1, 12]);
    }

    #[test]
    fn digits_are_the_integer_part_of_the_scaled_word() {
        let digits = Digits::new(216);
        for word in [1 << 40, 0x0123_4567_89ab_cdef, u64::MAX - 5, (1 << 63) + 1] {
            let (mut exact, mut expected) = (u128::from(word), Vec::new());
            for _ in 0..7 {
                exact *= 216;
                expected.push((exact >> 64) as u64);
                exact &= u128::from(u64::MAX);
            }
            assert_eq!(digits.word::<7>(word).map(Vec::from), Some(expected));
        }
    }

    #[test]
    fn words_that_would_favour_small_numbers_are_thrown_again() {
        // 0 leaves 0, which is below 2⁶⁴ mod 216⁷.
        assert_eq!(Digits::new(216).word::<7>(0), None);
        let (mut generator, mut thrown) = (Words(vec![0, u64::MAX].into_iter().cycle()), Vec::new());
        Digits::new(216).throw(&mut generator, 10, |digit| thrown.push(digit));
        assert_eq!(thrown, [215; 10]);
        // In small: of the words w below 2⁸, each digit pair below 3·3 is kept as often as any other.
        let mut counts = [0; 9];
        for word in 0..256_u32 {
            let (first, left) = ((word * 3) >> 8, (word * 3) & 255);
            let (second, left) = ((left * 3) >> 8, (left * 3) & 255);
            counts[(first * 3 + second) as usize] += u32::from(left >= 256 % 9);
        }
        assert_eq!(counts, [28; 9]);
    }

    #[test]
    fn digits_are_uniform_and_their_number_is_the_one_asked_for() {
        for bound in [2, 3, 7, 52, 216, 1000] {
            for count in [0, 1, 11, 12, 13, 200_000] {
                let mut counts = vec![0; bound as usize];
                Digits::new(bound).throw(&mut generator(bound, count), count, |d| counts[d as usize] += 1);
                assert_eq!(counts.iter().sum::<u64>(), count);
                let fit = distribution(&vec![1.0 / bound as f64; bound as usize], &counts);
                assert_ne!(fit.verdict, Verdict::Disagrees, "{bound}: {fit:?}");
            }
        }
    }
}
