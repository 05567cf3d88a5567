//! The weights of a distribution: held in a list, or worked out as they are told.
//!
//! The counts of the sums of ten thousand dice fill more memory than everything that is said of them. A table that is only
//! written, row by row, needs no more of them than their recurrence looks back on.

use super::Dist;
use crate::number::{FairSumCounts, fair_sum_counts, fair_sums_between, likeliest_fair_sums};
use num_bigint::BigUint;
use num_traits::Pow;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

/// The weights of the outcomes, in order.
#[derive(Clone, Debug)]
pub(super) enum Weights {
    /// All of them.
    Listed(Vec<BigUint>),
    /// How often each sum of fair dice comes; the list is made when somebody needs all of it.
    Sums(Dice, OnceLock<Vec<BigUint>>),
}

/// Equal fair dice, of whose sum a distribution is the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dice {
    /// How many.
    pub count: u64,
    /// The faces of each are so many whole numbers in a row.
    pub faces: u64,
}

impl Weights {
    pub(super) fn listed(&self) -> &[BigUint] {
        match self {
            Self::Listed(weights) => weights,
            Self::Sums(dice, listed) => listed.get_or_init(|| fair_sum_counts(dice.count, dice.faces)),
        }
    }

    /// The weight at this place.
    pub(super) fn at(&self, place: usize) -> BigUint {
        match self {
            Self::Sums(Dice { count, faces }, listed) if listed.get().is_none() => {
                let sum = count + place as u64;
                fair_sums_between(*count, *faces, sum, sum)
            }
            weights => weights.listed()[place].clone(),
        }
    }

    /// The places of the largest weights.
    pub(super) fn largest(&self) -> Vec<usize> {
        match self {
            Self::Sums(Dice { count, faces }, listed) if listed.get().is_none() => {
                likeliest_fair_sums(*count, *faces).into_iter().map(|sum| (sum - count) as usize).collect()
            }
            weights => {
                let weights = weights.listed();
                let most = weights.iter().max();
                (0..weights.len()).filter(|place| weights.get(*place) == most).collect()
            }
        }
    }

    pub(super) fn into_listed(self) -> Vec<BigUint> {
        match self {
            Self::Listed(weights) => weights,
            Self::Sums(dice, listed) => {
                listed.into_inner().unwrap_or_else(|| fair_sum_counts(dice.count, dice.faces))
            }
        }
    }
}

impl PartialEq for Weights {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Sums(dice, _), Self::Sums(others, _)) if dice == others => true,
            _ => self.listed() == other.listed(),
        }
    }
}

impl Eq for Weights {}

impl Hash for Weights {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.listed().hash(state);
    }
}

impl<T: Ord> Dist<T> {
    /// The law of the sum of equal fair dice, whose possible sums are these in order; the weights are worked out when they
    /// are looked at.
    pub(crate) fn of_sums(dice: Dice, sums: Vec<T>) -> Self {
        debug_assert_eq!(sums.len() as u64, dice.count * (dice.faces - 1) + 1);
        let total = BigUint::from(dice.faces).pow(dice.count);
        Self { outcomes: sums, weights: Weights::Sums(dice, OnceLock::new()), total }
    }

    /// The dice whose sum this is, where the weights are worked out as they are told.
    #[must_use]
    pub fn dice(&self) -> Option<Dice> {
        match self.weights {
            Weights::Sums(dice, _) => Some(dice),
            Weights::Listed(_) => None,
        }
    }

    /// Tells the outcomes in order, each with its weight, until one is refused; a long list of weights is not held for it.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// let mut shown = Vec::new();
    /// Dist::uniform([1, 2, 2]).unwrap().each(|outcome, weight| {
    ///     shown.push(format!("{outcome}: {weight}"));
    ///     Ok::<(), ()>(())
    /// }).unwrap();
    /// assert_eq!(shown, ["1: 1", "2: 2"]);
    /// ```
    ///
    /// # Errors
    /// The first that `tell` gives.
    pub fn each<'a, E>(&'a self, mut tell: impl FnMut(&'a T, &BigUint) -> Result<(), E>) -> Result<(), E> {
        match &self.weights {
            Weights::Sums(dice, listed) if listed.get().is_none() => {
                let counts = FairSumCounts::new(dice.count, dice.faces);
                self.outcomes.iter().zip(counts).try_for_each(|(outcome, weight)| tell(outcome, &weight))
            }
            weights => self
                .outcomes
                .iter()
                .zip(weights.listed())
                .try_for_each(|(outcome, weight)| tell(outcome, weight)),
        }
    }

    /// The weight of the rarest outcomes.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform([1, 2, 2]).unwrap().smallest_weight().to_string(), "1");
    /// ```
    #[must_use]
    pub fn smallest_weight(&self) -> BigUint {
        match &self.weights {
            // The greatest sum comes once.
            Weights::Sums(..) => 1_u32.into(),
            Weights::Listed(weights) => weights.iter().min().cloned().unwrap_or_default(),
        }
    }

    /// The weight of the likeliest outcomes.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform([1, 2, 2]).unwrap().largest_weight().to_string(), "2");
    /// ```
    #[must_use]
    pub fn largest_weight(&self) -> BigUint {
        self.weights.largest().first().map(|place| self.weights.at(*place)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_what_would_be_listed() {
        for (count, faces) in [(1, 1), (1, 6), (2, 6), (3, 2), (7, 5), (40, 6)] {
            let sums: Vec<u64> = (count..=count * faces).collect();
            let law = Dist::of_sums(Dice { count, faces }, sums.clone());
            let mut told = Vec::new();
            law.each(|sum, weight| {
                told.push((*sum, weight.clone()));
                Ok::<(), ()>(())
            })
            .unwrap();
            let largest = law.largest_weight();
            let ways: Vec<_> = sums.iter().map(|sum| law.weight_of(sum)).collect();
            let mode: Vec<u64> = law.mode().into_iter().copied().collect();
            assert_eq!(law.len(), told.len());
            let listed = Dist::from_weights(told.clone()).unwrap();
            assert_eq!((listed.smallest_weight(), listed.largest_weight()), (law.smallest_weight(), largest));
            assert!(told.iter().map(|(_, weight)| weight).eq(&ways));
            assert_eq!(listed.mode().into_iter().copied().collect::<Vec<_>>(), mode);
            assert_eq!((law.mean(), law.variance()), (listed.mean(), listed.variance()));
            assert_eq!(law, listed);
            assert_eq!(law.weights().map(|(sum, weight)| (*sum, weight.clone())).collect::<Vec<_>>(), told);
            assert_eq!(law.clone().reduced(), listed);
            assert_eq!(law.into_weights(), told);
        }
    }
}
