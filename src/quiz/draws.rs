//! The random choices of an exercise, the same for the same seed on every machine.

use crate::simulate::stream::generator;
use rand::Rng;
use rand::rngs::ChaCha8Rng;

/// A source of random choices.
pub(super) struct Draws(ChaCha8Rng);

/// The stream of exercises, apart from those of simulations, whose chunks are numbered from 0.
const STREAM: u64 = u64::MAX;

impl Draws {
    /// The choices that a seed gives.
    pub fn new(seed: u64) -> Self {
        Self(generator(seed, STREAM))
    }

    /// A number from `low` to `high`, each as likely: words beyond the last whole multiple are drawn again.
    pub fn from(&mut self, low: u64, high: u64) -> u64 {
        let width = high - low + 1;
        let whole = u64::MAX - u64::MAX % width;
        loop {
            let word = self.0.next_u64();
            if word < whole {
                return low + word % width;
            }
        }
    }

    /// One of these.
    pub fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.from(0, of.len() as u64 - 1)).unwrap_or(0)]
    }

    /// The numbers below `count` in a random order.
    pub fn shuffled(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for i in (1..count).rev() {
            order.swap(i, usize::try_from(self.from(0, i as u64)).unwrap_or(0));
        }
        order
    }
}
