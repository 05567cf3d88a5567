//! The random words of one trial, written down, so that it can be performed again with a few of them thrown anew.

use rand::rngs::ChaCha8Rng;
use rand::{Rng, TryRng};
use std::convert::Infallible;

/// Reads written words in order, and beyond them fresh ones, which it writes down.
pub(super) struct Tape<'a> {
    words: &'a mut Vec<u64>,
    at: usize,
    generator: &'a mut ChaCha8Rng,
}

impl<'a> Tape<'a> {
    /// A tape at the first of these words.
    pub(super) fn new(words: &'a mut Vec<u64>, generator: &'a mut ChaCha8Rng) -> Self {
        Self { words, at: 0, generator }
    }

    /// Forgets the words that nobody has read: whatever was made of the others does not depend on them.
    pub(super) fn cut(self) {
        self.words.truncate(self.at);
    }
}

impl TryRng for Tape<'_> {
    type Error = Infallible;

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        if self.at == self.words.len() {
            self.words.push(self.generator.next_u64());
        }
        self.at += 1;
        Ok(self.words[self.at - 1])
    }

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|word| word as u32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for part in bytes.chunks_mut(8) {
            part.copy_from_slice(&self.try_next_u64()?.to_le_bytes()[..part.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::stream::generator;

    #[test]
    fn written_words_are_read_again_and_fresh_ones_are_written_down() {
        let (mut words, mut source) = (Vec::new(), generator(1, 0));
        let mut tape = Tape::new(&mut words, &mut source);
        let first = [tape.next_u64(), tape.next_u64(), tape.next_u64()];
        tape.cut();
        assert_eq!(words, first);
        let mut tape = Tape::new(&mut words, &mut source);
        assert_eq!([tape.next_u64(), tape.next_u64()], first[..2]);
        tape.cut();
        assert_eq!(words, first[..2]);
    }
}
