//! How many outcomes a space has, and how long that number is.

use super::Space;
use crate::model::orbits::{self, Shape};
use crate::model::{Faces, Population, partitions};
use crate::number;
use num_bigint::BigUint;
use num_traits::{One, Pow};
use std::sync::Arc;

impl Space {
    /// How many equally likely outcomes there are; nothing when outcomes have unequal weights.
    ///
    /// The sizes are those of the textbook: nᵏ for trials, A(n, k) for ordered draws, C(n, k) for unordered ones,
    /// C(n+k−1, k) for multisets, n!/∏nᵢ! for words, 2ⁿ for subsets; rings, necklaces and colourings count orbits.
    #[must_use]
    pub fn size(&self) -> Option<BigUint> {
        Some(match self {
            Self::Single(faces) => faces.elements()?.clone(),
            Self::Trials(groups) => {
                let mut size = BigUint::one();
                for (faces, count) in groups.iter() {
                    size *= Pow::pow(faces.elements()?, *count);
                }
                size
            }
            Self::Draw(from, count) => number::arrangements(from.size(), *count),
            Self::Choose(from, count) => number::binomial(from.size(), *count),
            Self::Multichoose(from, count) => match (from.size(), count) {
                (0, 0) => BigUint::one(),
                (0, _) => BigUint::ZERO,
                (n, k) => number::binomial(n + k - 1, *k),
            },
            Self::Words(items, length) => words(items, *length),
            Self::Subset(from) => BigUint::one() << from.size(),
            Self::Deal(from, hands) => {
                let rest = from.size() - hands.iter().sum::<u64>();
                multinomial(hands.iter().copied().chain([rest]))
            }
            Self::Occupancy(balls, boxes) => match (balls, boxes) {
                (0, 0) => BigUint::one(),
                (_, 0) => BigUint::ZERO,
                (r, n) => number::binomial(n + r - 1, *r),
            },
            Self::Law(_) | Self::Chain(_) | Self::Until(_) => return None,
            Self::Ring(items) => orbits::around(items, Shape::Ring(items.size())),
            Self::Necklace(items) => orbits::around(items, Shape::Necklace(items.size())),
            Self::Colorings(colors, shape) => shape.colorings(colors.classes().len() as u64),
            Self::Split(_, sizes) => partitions::splits(sizes),
            Self::SplitInto(from, groups) => number::stirling2(from.size(), *groups),
            Self::Partitions(balls, boxes) => partitions::partitions_up_to(*balls, *boxes),
        })
    }

    /// Whether the outcomes are equally likely, so that it has a size: known without working that out.
    #[must_use]
    pub fn has_size(&self) -> bool {
        match self {
            Self::Single(faces) => faces.elements().is_some(),
            Self::Trials(groups) => groups.iter().all(|(faces, _)| faces.elements().is_some()),
            Self::Law(_) | Self::Chain(_) | Self::Until(_) => false,
            _ => true,
        }
    }

    /// Whether there are more equally likely outcomes than this: known without the size of a long sample.
    #[must_use]
    pub fn is_larger_than(&self, outcomes: u64) -> bool {
        /// From here on a number of bits leaves no doubt.
        const MANY_BITS: u64 = 1 << 12;
        match self {
            Self::Trials(groups) => {
                // Of two faces or more, 64 trials are enough.
                let few = |(faces, count): &(Arc<Faces>, u64)| (Arc::clone(faces), (*count).min(64));
                let few = Self::Trials(groups.iter().map(few).collect());
                few.size() > Some(BigUint::from(outcomes))
            }
            _ if self.has_size() && self.size_bits() > MANY_BITS => true,
            _ => self.size() > Some(BigUint::from(outcomes)),
        }
    }

    /// A number of bits that the size, or the weight of all outcomes, does not exceed: worked out before it is.
    #[must_use]
    pub fn size_bits(&self) -> u64 {
        match self {
            Self::Single(faces) => faces.total().bits(),
            Self::Trials(groups) => groups
                .iter()
                .map(|(faces, count)| faces.total().bits().saturating_mul(*count))
                .fold(1, u64::saturating_add),
            Self::Draw(from, count) => count.saturating_mul(length(from.size())),
            Self::Choose(from, count) => binomial_bits(from.size(), *count),
            Self::Multichoose(from, count) => binomial_bits(from.size().saturating_add(*count), *count),
            Self::Words(items, count) => count.saturating_mul(length(items.classes().len() as u64)),
            Self::Subset(from) => from.size().saturating_add(1),
            Self::Deal(from, hands) => {
                hands.iter().map(|hand| binomial_bits(from.size(), *hand)).fold(0, u64::saturating_add)
            }
            Self::Occupancy(balls, boxes) => binomial_bits(balls.saturating_add(*boxes), *boxes),
            Self::Law(law) => law.total().bits(),
            Self::Ring(items) | Self::Necklace(items) | Self::Split(items, _) | Self::SplitInto(items, _) => {
                items.size().saturating_mul(length(items.size()))
            }
            Self::Colorings(colors, shape) => {
                shape.places().saturating_mul(length(colors.classes().len() as u64))
            }
            // The number of partitions of n is below e^(π√(2n/3)), and π√(2/3)/ln 2 < 4.
            Self::Partitions(balls, _) => 4 * (balls.isqrt() + 1),
            Self::Chain(_) | Self::Until(_) => 0,
        }
    }
}

/// The bits of a machine word that a number needs.
fn length(n: u64) -> u64 {
    u64::from(n.checked_ilog2().unwrap_or(0)) + 1
}

/// A number of bits that C(n, k) does not exceed: it is at most 2ⁿ and nᵏ.
pub(crate) fn binomial_bits(n: u64, k: u64) -> u64 {
    n.saturating_add(1).min(k.min(n.saturating_sub(k)).saturating_mul(length(n))).saturating_add(1)
}

/// (∑ parts)! / ∏ parts!; the parts are those of one population, whose size fits a machine word.
fn multinomial(parts: impl Iterator<Item = u64>) -> BigUint {
    number::multinomial(&parts.collect::<Vec<_>>()).unwrap_or_default()
}

/// The number of distinct words of this length: n! ∏ᵢ Σₘ xᵐ/m! up to the number of each item, at xⁿ.
fn words(items: &Population, length: u64) -> BigUint {
    if length == items.size() {
        return multinomial(items.classes().iter().map(|(_, count)| *count));
    }
    // ways[j]: words of length j over the items so far; the next item takes m of the j places.
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let mut ways = vec![BigUint::ZERO; length + 1];
    ways[0] = BigUint::one();
    for (_, count) in items.classes() {
        for j in (1..=length).rev() {
            let most = j.min(usize::try_from(*count).unwrap_or(usize::MAX));
            let more: BigUint = (1..=most).map(|m| number::binomial(j as u64, m as u64) * &ways[j - m]).sum();
            ways[j] += more;
        }
    }
    ways.swap_remove(length)
}
