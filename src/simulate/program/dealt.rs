//! Hands whose order does not matter, as sets of bits.

use super::sampling::Decisions;
use super::{BLOCK, Column};
use crate::simulate::digits::{LARGEST, next_digit, remainder};
use rand::Rng;
use std::sync::Arc;

/// The most elements of a piece of a hand.
const PIECE: usize = 3;

/// The most pieces of a hand.
const PIECES: usize = 3;

/// Hands of pieces are dealt where at least so many of them have no element twice.
const DIFFERENT: f64 = 0.5;

/// A hand of different elements.
#[derive(Clone, Debug)]
pub(super) enum Hand {
    /// Piece by piece.
    Pieces(Pieces),
    /// Element by element.
    Elements(Elements),
}

impl Hand {
    /// Hands of `count` of the elements with these bits, at most 64.
    pub(super) fn new(elements: &[u64], count: usize) -> Self {
        let pieces = Pieces::new(elements, count);
        pieces.map_or_else(|| Self::Elements(Elements::new(elements, count)), Self::Pieces)
    }

    /// About how many nanoseconds a hand takes.
    pub(super) fn cost(&self) -> f64 {
        match self {
            Self::Pieces(pieces) => 2.0 + 2.0 * pieces.tables.len() as f64,
            Self::Elements(elements) => 2.0 + 1.6 * elements.count as f64,
        }
    }

    pub(super) fn deal(&self, generator: &mut impl Rng, to: &mut Column) {
        match self {
            Self::Pieces(pieces) => pieces.deal(generator, to),
            Self::Elements(elements) => elements.deal(generator, to),
        }
    }
}

/// A hand as the union of pieces of two or three elements, each any set of that size, where no element may be in two of
/// them: others are thrown again. As many rows of pieces make each hand as any other.
#[derive(Clone, Debug)]
pub(super) struct Pieces {
    /// The sets of each piece.
    tables: Vec<Arc<[u64]>>,
    /// How many hands a word gives.
    hands: usize,
    /// Words that leave less than this are thrown again.
    least: u64,
}

impl Pieces {
    fn new(elements: &[u64], count: usize) -> Option<Self> {
        let sizes: Vec<usize> = (0..count.div_ceil(PIECE)).map(|i| (count - i * PIECE).min(PIECE)).collect();
        let mut different = 1.0;
        for (i, size) in sizes.iter().enumerate() {
            for k in 0..*size {
                different *= (elements.len() as f64 - (i * PIECE + k) as f64) / (elements.len() - k) as f64;
            }
        }
        if !(1..=PIECES).contains(&sizes.len()) || count > elements.len() || different < DIFFERENT {
            return None;
        }
        let table = |size: &usize| Arc::from(sets(elements, *size));
        let tables: Vec<Arc<[u64]>> = sizes.iter().map(table).collect();
        let product: u64 = tables.iter().map(|table| table.len() as u64).product();
        let fits = |hands: &u32| product.checked_pow(*hands).is_some_and(|all| all <= LARGEST);
        let hands = (1..=MOST_HANDS as u32).take_while(fits).last()?;
        Some(Self { tables, hands: hands as usize, least: remainder(product.pow(hands)) })
    }

    fn deal(&self, generator: &mut impl Rng, to: &mut Column) {
        match self.tables.as_slice() {
            [a] => self.deal_by([a], generator, to),
            [a, b] => self.deal_by([a, b], generator, to),
            [a, b, c] => self.deal_by([a, b, c], generator, to),
            _ => {}
        }
    }

    /// Hands of so many pieces; as many words are fetched as the hands that are missing need at least.
    fn deal_by<const N: usize>(&self, tables: [&[u64]; N], generator: &mut impl Rng, to: &mut Column) {
        // A hand that is not kept is written over by the next one; the last word may give some hands too many.
        let mut dealt = [0; BLOCK + MOST_HANDS];
        let mut at = 0;
        let mut bytes = [[0; 8]; BLOCK / 4];
        while at < BLOCK {
            let words = (BLOCK - at).div_ceil(self.hands).min(bytes.len());
            generator.fill_bytes(bytes[..words].as_flattened_mut());
            for word in &bytes[..words] {
                at = self.word(u64::from_le_bytes(*word), &tables, &mut dealt, at);
            }
        }
        to.copy_from_slice(&dealt[..BLOCK]);
    }

    /// Writes down the hands of a word from a place on, and where the next ones begin.
    #[inline(always)]
    fn word<const N: usize>(
        &self,
        word: u64,
        tables: &[&[u64]; N],
        dealt: &mut [i64; BLOCK + MOST_HANDS],
        from: usize,
    ) -> usize {
        let (mut left, mut at) = (word, from);
        for _ in 0..self.hands {
            let (mut hand, mut twice) = (0, 0);
            for table in tables {
                let piece = table[next_digit(&mut left, table.len() as u64) as usize];
                twice |= hand & piece;
                hand |= piece;
            }
            if let Some(to) = dealt.get_mut(at) {
                *to = hand as i64;
            }
            at += usize::from(twice == 0);
        }
        if left < self.least { from } else { at }
    }
}

/// All sets of so many of these bits.
fn sets(elements: &[u64], size: usize) -> Vec<u64> {
    match (size, elements) {
        (0, _) => vec![0],
        (_, []) => Vec::new(),
        (_, [first, rest @ ..]) => {
            let with = sets(rest, size - 1).into_iter().map(|set| set | first);
            with.chain(sets(rest, size)).collect()
        }
    }
}

/// The most hands that are dealt from one word.
const MOST_HANDS: usize = 4;

/// A hand whose order does not matter: for each of the last places of the pack, an element up to it, or the place
/// itself where that element is in the hand already. [R. W. Floyd, CACM 30, 1987]
#[derive(Clone, Debug)]
pub(super) struct Elements {
    bits: Box<[u64; 64]>,
    first: usize,
    count: usize,
    /// How many hands a word gives at once.
    hands: usize,
    decisions: Decisions,
}

impl Elements {
    fn new(elements: &[u64], count: usize) -> Self {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::stream::generator;
    use crate::simulate::verdict::{Verdict, distribution};

    #[test]
    fn sets_are_all_different() {
        let bits: Vec<u64> = (0..9).map(|i| 1 << i).collect();
        for (size, count) in [(0, 1), (1, 9), (2, 36), (3, 84)] {
            let mut all = sets(&bits, size);
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count);
            assert!(all.iter().all(|set| set.count_ones() as usize == size));
        }
    }

    #[test]
    fn every_hand_is_dealt_as_often_as_any_other() {
        let bits: Vec<u64> = (0..12).map(|i| 1 << (5 * i)).collect();
        for (size, by_pieces) in
            [(1, true), (2, true), (3, true), (4, true), (5, true), (6, false), (11, false)]
        {
            let hand = Hand::new(&bits, size);
            assert_eq!(matches!(hand, Hand::Pieces(_)), by_pieces, "{size}");
            let all = sets(&bits, size);
            let mut counts = vec![0; all.len()];
            let mut generator = generator(size as u64, 3);
            for _ in 0..400 {
                let mut column = [0; BLOCK];
                hand.deal(&mut generator, &mut column);
                for hand in column {
                    counts[all.iter().position(|set| *set == hand as u64).unwrap()] += 1;
                }
            }
            let expected = vec![1.0 / all.len() as f64; all.len()];
            assert_ne!(distribution(&expected, &counts).verdict, Verdict::Disagrees, "{size}");
        }
        // Five and seven of a pack are pieces.
        let pack: Vec<u64> = (0..52).map(|i| 1 << i).collect();
        for (size, hands) in [(5, 2), (7, 1)] {
            let Hand::Pieces(pieces) = Hand::new(&pack, size) else { panic!("{size}") };
            assert_eq!(pieces.hands, hands);
        }
    }
}
