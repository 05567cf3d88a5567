//! Experiments performed for a whole block of trials.

use super::dealt::Hand;
use super::summed::Summed;
use super::{BLOCK, Column};
use crate::simulate::digits::{Digits, LARGEST, next_digit, remainder};
use crate::simulate::loaded::Loaded;
use rand::Rng;
use std::sync::Arc;

/// An experiment, and the registers that it fills.
#[derive(Clone, Debug)]
pub(super) enum Sampling {
    /// Fair dice of one kind: the number thrown and this.
    Fair(Digits, i64, Vec<usize>),
    /// Loaded dice of one kind: what stands in the list for the face thrown.
    Loaded(Loaded, Arc<[i64]>, Vec<usize>),
    /// The first elements of a shuffled pack, a register for each.
    Shuffle(Shuffle, Vec<usize>),
    /// A hand of different elements: the union of their bits.
    Hand(Hand, usize),
    /// What fair dice add up to, of which nothing else is asked.
    Summed(Summed, usize),
}

impl Sampling {
    /// About how many nanoseconds a trial takes.
    pub(super) fn cost(&self) -> f64 {
        match self {
            Self::Fair(_, _, to) => 1.5 * to.len() as f64,
            Self::Loaded(_, _, to) => 3.0 * to.len() as f64,
            Self::Shuffle(_, to) => 5.0 + 4.0 * to.len() as f64,
            Self::Hand(hand, _) => hand.cost(),
            Self::Summed(summed, _) => summed.cost(),
        }
    }

    pub(super) fn run(&mut self, generator: &mut impl Rng, columns: &mut [Column]) {
        match self {
            Self::Fair(digits, plus, to) => {
                for to in to.iter() {
                    let mut places = columns[*to].iter_mut();
                    digits.throw(generator, BLOCK as u64, |digit| {
                        if let Some(place) = places.next() {
                            *place = digit as i64 + *plus;
                        }
                    });
                }
            }
            Self::Loaded(die, faces, to) => {
                for to in to.iter() {
                    let mut places = columns[*to].iter_mut();
                    die.throw(generator, BLOCK as u64, |face| {
                        if let Some(place) = places.next() {
                            *place = faces[face as usize];
                        }
                    });
                }
            }
            Self::Shuffle(shuffle, to) => shuffle.deal(generator, columns, to),
            Self::Hand(hand, to) => hand.deal(generator, &mut columns[*to]),
            Self::Summed(summed, to) => summed.throw(generator, &mut columns[*to]),
        }
    }
}

/// Decisions below bounds of their own, several from one word.
#[derive(Clone, Debug)]
pub(super) struct Decisions {
    /// The bounds of each word, and what it must leave at least.
    words: Vec<(Vec<u64>, u64)>,
}

impl Decisions {
    pub(super) fn new(bounds: impl Iterator<Item = u64>) -> Self {
        let mut words: Vec<(Vec<u64>, u64)> = Vec::new();
        let mut product = LARGEST;
        for bound in bounds {
            match (words.last_mut(), product.checked_mul(bound).filter(|p| *p <= LARGEST)) {
                (Some((word, _)), Some(larger)) => {
                    word.push(bound);
                    product = larger;
                }
                _ => {
                    words.push((vec![bound], 0));
                    product = bound;
                }
            }
        }
        for (bounds, least) in &mut words {
            *least = remainder(bounds.iter().product());
        }
        Self { words }
    }

    /// Makes all decisions, in order.
    #[inline]
    pub(super) fn make(&self, generator: &mut impl Rng, made: &mut [u64]) {
        let mut first = 0;
        for (bounds, least) in &self.words {
            loop {
                let mut left = generator.next_u64();
                for (made, bound) in made[first..].iter_mut().zip(bounds) {
                    *made = next_digit(&mut left, *bound);
                }
                if left >= *least {
                    break;
                }
            }
            first += bounds.len();
        }
    }
}

/// A pack that is shuffled as far as it is looked at, again and again. [R. Durstenfeld, CACM 7, 1964]
#[derive(Clone, Debug)]
pub(super) struct Shuffle {
    pub(super) pack: Vec<i64>,
    decisions: Decisions,
    made: Vec<u64>,
}

impl Shuffle {
    /// A pack with these numbers on its elements, of which the first `count` are drawn.
    pub(super) fn new(pack: Vec<i64>, count: usize) -> Self {
        let decisions = Decisions::new((0..count).map(|i| (pack.len() - i) as u64));
        Self { pack, decisions, made: vec![0; count] }
    }

    /// The first elements of a shuffled pack in each trial. Several trials are written at once: one by one they would each
    /// touch every register's memory.
    fn deal(&mut self, generator: &mut impl Rng, columns: &mut [Column], to: &[usize]) {
        const TRIALS: usize = 8;
        let mut dealt = vec![[0; TRIALS]; to.len()];
        for first in (0..BLOCK).step_by(TRIALS) {
            for trial in 0..TRIALS {
                self.next(generator);
                dealt.iter_mut().zip(&self.pack).for_each(|(dealt, element)| dealt[trial] = *element);
            }
            for (to, dealt) in to.iter().zip(&dealt) {
                columns[*to][first..first + TRIALS].copy_from_slice(dealt);
            }
        }
    }

    #[inline]
    fn next(&mut self, generator: &mut impl Rng) {
        self.decisions.make(generator, &mut self.made);
        for (i, j) in self.made.iter().enumerate() {
            self.pack.swap(i, i + *j as usize);
        }
    }
}
