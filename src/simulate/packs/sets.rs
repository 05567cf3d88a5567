//! What several trials may show together, and what that weighs.

use num_integer::Integer;
use std::collections::BTreeMap;

/// The most sets that are told apart.
const MOST_SETS: usize = 1 << 8;

/// The most that all sets may weigh: a piece's numbers times what is left of it still go in a word.
const MOST_WEIGHT: u64 = 1 << 38;

/// The codes that so many trials may have, in ascending order, since it is only counted how often each comes; and how many
/// rows of outcomes have them, or what those weigh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sets {
    /// How many trials a set is made of.
    pub several: u64,
    /// The codes of one set after the other.
    codes: Vec<u8>,
    pub weights: Vec<u64>,
}

impl Sets {
    /// One trial: each code is a set of its own. The weights are made as small as their proportions let.
    pub(super) fn single(weights: &[u64]) -> Self {
        let common = weights.iter().fold(0, |common: u64, weight| common.gcd(weight)).max(1);
        let codes = (0..=u8::MAX).zip(weights).map(|(code, _)| code).collect();
        Self { several: 1, codes, weights: weights.iter().map(|weight| weight / common).collect() }
    }

    /// One trial more, of codes with these weights. Nothing where the sets become too many, or too heavy.
    ///
    /// A set of m trials comes from those of m − 1 by each of its codes; so the weights are those of the multinomial law.
    pub(super) fn longer(&self, weights: &[u64]) -> Option<Self> {
        let total = |weights: &[u64]| weights.iter().try_fold(0u64, |sum, weight| sum.checked_add(*weight));
        total(&self.weights)?.checked_mul(total(weights)?).filter(|weight| *weight <= MOST_WEIGHT)?;
        let mut sets: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
        for (set, weighs) in self.codes().zip(&self.weights) {
            for (code, weight) in (0..=u8::MAX).zip(weights).filter(|(_, weight)| **weight > 0) {
                let mut codes = set.to_vec();
                codes.insert(codes.partition_point(|other| *other <= code), code);
                *sets.entry(codes).or_default() += weighs * weight;
            }
            if sets.len() > MOST_SETS {
                return None;
            }
        }
        let (codes, weights): (Vec<Vec<u8>>, _) = sets.into_iter().unzip();
        Some(Self { several: self.several + 1, codes: codes.concat(), weights })
    }

    /// The codes of each set.
    pub(super) fn codes(&self) -> impl Iterator<Item = &[u8]> {
        self.codes.chunks_exact(self.several as usize)
    }
}
