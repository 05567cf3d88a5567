//! Experiments performed for a whole block of trials.

use super::{BLOCK, Column};
use crate::simulate::digits::{Digits, LARGEST, next_digit, remainder, words};
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
}

impl Sampling {
    /// About how many nanoseconds a trial takes.
    pub(super) fn cost(&self) -> f64 {
        match self {
            Self::Fair(_, _, to) => 1.5 * to.len() as f64,
            Self::Loaded(_, _, to) => 3.0 * to.len() as f64,
            Self::Shuffle(_, to) => 5.0 + 4.0 * to.len() as f64,
            Self::Hand(hand, _) => 2.0 + 1.6 * hand.count as f64,
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
            Self::Shuffle(shuffle, to) => {
                (0..BLOCK).for_each(|lane| {
                    shuffle.next(generator);
                    for (to, element) in to.iter().zip(&shuffle.pack) {
                        columns[*to][lane] = *element;
                    }
                });
            }
            Self::Hand(hand, to) => hand.deal(generator, &mut columns[*to]),
        }
    }
}

/// Decisions below bounds of their own, several from one word.
#[derive(Clone, Debug)]
struct Decisions {
    /// The bounds of each word, and what it must leave at least.
    words: Vec<(Vec<u64>, u64)>,
}

impl Decisions {
    fn new(bounds: impl Iterator<Item = u64>) -> Self {
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
    fn make(&self, generator: &mut impl Rng, made: &mut [u64]) {
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
    pack: Vec<i64>,
    decisions: Decisions,
    made: Vec<u64>,
}

impl Shuffle {
    /// A pack with these numbers on its elements, of which the first `count` are drawn.
    pub(super) fn new(pack: Vec<i64>, count: usize) -> Self {
        let decisions = Decisions::new((0..count).map(|i| (pack.len() - i) as u64));
        Self { pack, decisions, made: vec![0; count] }
    }

    #[inline]
    fn next(&mut self, generator: &mut impl Rng) {
        self.decisions.make(generator, &mut self.made);
        for (i, j) in self.made.iter().enumerate() {
            self.pack.swap(i, i + *j as usize);
        }
    }
}

/// The most hands that are dealt from one word.
const MOST_HANDS: usize = 4;

/// A hand whose order does not matter: for each of the last places of the pack, an element up to it, or the place
/// itself where that element is in the hand already. [R. W. Floyd, CACM 30, 1987]
#[derive(Clone, Debug)]
pub(super) struct Hand {
    bits: Box<[u64; 64]>,
    first: usize,
    count: usize,
    /// How many hands a word gives at once.
    hands: usize,
    decisions: Decisions,
}

impl Hand {
    /// Hands of `count` of the elements with these bits, at most 64.
    pub(super) fn new(elements: &[u64], count: usize) -> Self {
        let mut bits = Box::new([0; 64]);
        bits.iter_mut().zip(elements).for_each(|(bit, element)| *bit = *element);
        let first = elements.len() - count;
        let bounds = || (first..elements.len()).map(|place| place as u64 + 1);
        let product = bounds().try_fold(1u64, u64::checked_mul).filter(|product| *product <= LARGEST);
        let fitting = |product: u64| {
            (1..=MOST_HANDS as u32).rev().find(|n| product.checked_pow(*n).is_some_and(|p| p <= LARGEST))
        };
        let hands = product.and_then(fitting).unwrap_or(1) as usize;
        let all = (0..hands).flat_map(|_| bounds());
        Self { bits, first, count, hands, decisions: Decisions::new(all) }
    }

    fn deal(&self, generator: &mut impl Rng, to: &mut Column) {
        match self.count {
            2 => self.deal_by::<2>(generator, to),
            3 => self.deal_by::<3>(generator, to),
            5 => self.deal_by::<5>(generator, to),
            7 => self.deal_by::<7>(generator, to),
            _ => self.deal_any(generator, to),
        }
    }

    /// Hands of a size that the compiler knows, as many from each word as [`Hand::new`] found to fit.
    fn deal_by<const N: usize>(&self, generator: &mut impl Rng, to: &mut Column) {
        let [(bounds, least)] = self.decisions.words.as_slice() else { return self.deal_any(generator, to) };
        let bounds: [u64; N] = std::array::from_fn(|i| bounds[i]);
        let mut hands = to.chunks_mut(self.hands);
        words(generator, hands.len() as u64, |_, word| {
            let mut left = word;
            let mut dealt = [0; MOST_HANDS];
            for hand in &mut dealt[..self.hands] {
                for (bound, place) in bounds.iter().zip(self.first..) {
                    *hand |= self.element(*hand, next_digit(&mut left, *bound), place);
                }
            }
            if left < *least {
                return false;
            }
            if let Some(to) = hands.next() {
                to.iter_mut().zip(dealt).for_each(|(to, hand)| *to = hand as i64);
            }
            true
        });
    }

    fn deal_any(&self, generator: &mut impl Rng, to: &mut Column) {
        let mut made = vec![0; self.count * self.hands];
        for hands in to.chunks_mut(self.hands) {
            self.decisions.make(generator, &mut made);
            for (i, to) in hands.iter_mut().enumerate() {
                let made = &made[i * self.count..(i + 1) * self.count];
                let places = self.first..;
                let hand =
                    made.iter().zip(places).fold(0, |hand, (e, place)| hand | self.element(hand, *e, place));
                *to = hand as i64;
            }
        }
    }

    /// The bit of an element, or of the place where the element is in the hand already.
    #[inline]
    fn element(&self, hand: u64, element: u64, place: usize) -> u64 {
        let (bit, other) = (self.bits[element as usize & 63], self.bits[place & 63]);
        if hand & bit == 0 { bit } else { other }
    }
}
