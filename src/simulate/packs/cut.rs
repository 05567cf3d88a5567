//! How the numbers that a piece of a random word may be are dealt out to what trials show: in stretches, one for each set of
//! codes that the trials of a piece may have.

use super::{count, sums_of};
use std::collections::BTreeMap;

/// What holds trials: each byte of a word, or each quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Byte,
    Quarter,
}

/// The most stretches that quarters are counted by: a byte tells which it is, or that it is none.
const MOST_STRETCHES: usize = (1 << 8) - 1;

/// Numbers of a piece whose trials have the same codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The codes of its trials, in ascending order.
    pub codes: Vec<u8>,
    /// How many numbers it has.
    pub numbers: usize,
}

/// Which numbers of a piece hold which trials: the stretches, one after another from 0 on.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub piece: Piece,
    pub stretches: Vec<Stretch>,
    /// What the numbers beyond all stretches say: nothing where this is empty; else one trial, which is thrown again, by
    /// these sums of the weights up to each code.
    pub rest: Vec<u64>,
}

impl Piece {
    /// How many numbers a piece may be.
    pub(super) fn room(self) -> usize {
        match self {
            Self::Byte => 1 << 8,
            Self::Quarter => 1 << 16,
        }
    }

    /// How many pieces a word has.
    pub(super) fn in_a_word(self) -> u64 {
        match self {
            Self::Byte => 8,
            Self::Quarter => 4,
        }
    }
}

impl Cut {
    /// Several trials in each piece, of outcomes that are alike: so many have each code. Every row of outcomes has the same
    /// number of numbers, and rows that show the same lie side by side. Nothing where there is no room, or where there are
    /// too many stretches.
    fn even(sizes: &[u64], several: u32, piece: Piece) -> Option<Self> {
        let outcomes = usize::try_from(sizes.iter().sum::<u64>()).ok()?;
        let rows = outcomes.checked_pow(several).filter(|rows| (1..=piece.room()).contains(rows))?;
        let each = piece.room() / rows;
        let mut sets = BTreeMap::from([(Vec::new(), each)]);
        for _ in 0..several {
            let mut longer = BTreeMap::new();
            for (set, numbers) in &sets {
                for (code, size) in (0..=u8::MAX).zip(sizes) {
                    let mut codes: Vec<u8> = set.clone();
                    codes.insert(codes.partition_point(|other| *other <= code), code);
                    *longer.entry(codes).or_default() += numbers * *size as usize;
                }
                if piece == Piece::Quarter && longer.len() > MOST_STRETCHES {
                    return None;
                }
            }
            sets = longer;
        }
        let stretches = sets.into_iter().map(|(codes, numbers)| Stretch { codes, numbers }).collect();
        Some(Self { piece, stretches, rest: Vec::new() })
    }

    /// A trial in each piece, by the weights of the codes: as many numbers as a code is sure of, and the rest for what all
    /// are left with. Nothing where the weights are too large, or the rest is more than an eighth. [The bytes are those of
    /// G. Marsaglia, W. W. Tsang and J. Wang, Journal of Statistical Software 11, 2004; the exact second throw is ours]
    fn weighted(weights: &[u64], piece: Piece) -> Option<Self> {
        let room = piece.room() as u64;
        let total = weights.iter().try_fold(0u64, |sum, weight| sum.checked_add(*weight))?;
        total.checked_mul(room).filter(|places| *places > 0)?;
        (piece == Piece::Byte || weights.len() <= MOST_STRETCHES).then_some(())?;
        let sure = |weight: &u64| (weight * room / total) as usize;
        let stretches: Vec<Stretch> = (0..=u8::MAX)
            .zip(weights)
            .map(|(code, weight)| Stretch { codes: vec![code], numbers: sure(weight) })
            .collect();
        let left: Vec<u64> = weights.iter().map(|weight| weight * room % total).collect();
        let cut = Self { piece, rest: sums_of(&left), stretches };
        (piece.room() - cut.kept() <= piece.room() / 8).then_some(cut)
    }

    /// The cut that makes the most trials a second, for outcomes that are alike, of which so many have each code.
    pub(super) fn fastest(sizes: &[u64]) -> Option<Self> {
        let cuts = |piece: Piece| (1..=16).filter_map(move |several| Self::even(sizes, several, piece));
        quickest([Piece::Byte, Piece::Quarter].into_iter().flat_map(cuts))
    }

    /// The cut that makes the most trials a second, for codes of these weights.
    pub(super) fn fastest_weighted(weights: &[u64]) -> Option<Self> {
        quickest([Piece::Byte, Piece::Quarter].into_iter().filter_map(|piece| Self::weighted(weights, piece)))
    }

    /// How many trials a piece holds at most.
    pub(super) fn several(&self) -> u64 {
        self.stretches.first().map_or(1, |stretch| stretch.codes.len() as u64)
    }

    /// How many numbers lie in stretches.
    pub(super) fn kept(&self) -> usize {
        self.stretches.iter().map(|stretch| stretch.numbers).sum()
    }

    /// How many trials a word gives on the average.
    pub(super) fn trials_a_word(&self) -> f64 {
        let kept = if self.rest.is_empty() { self.kept() } else { self.piece.room() };
        (self.piece.in_a_word() * self.several()) as f64 * kept as f64 / self.piece.room() as f64
    }
}

/// The cut whose trials take the shortest time.
fn quickest(cuts: impl Iterator<Item = Cut>) -> Option<Cut> {
    let cost = |cut: &Cut| count::cost(cut) / cut.trials_a_word();
    cuts.min_by(|a, b| cost(a).total_cmp(&cost(b)))
}
