//! The weights of a distribution: held in a list, or worked out as they are told.
//!
//! The counts of the sums of ten thousand dice fill more memory than everything that is said of them. A table that is only
//! written, row by row, needs no more of them than their recurrence looks back on.

use super::Dist;
use crate::number::{FairSumCounts, FairSums, fair_sum_counts, fair_sums_between, likeliest_fair_sums};
use num_bigint::BigUint;
use num_traits::Pow;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

/// The weights of the outcomes, in order.
#[derive(Clone, Debug)]
pub(super) enum Weights {
    /// All of them.
    Listed(Vec<BigUint>),
    /// How often each sum of fair dice comes.
    Sums(Sums),
}

/// How often each sum of fair dice comes; the list is made when somebody needs all of it.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    dice: Dice,
    /// The counts in the words in which they were worked out, where these are few.
    table: Option<FairSums>,
    listed: OnceLock<Vec<BigUint>>,
}

impl Sums {
    fn list(&self) -> Vec<BigUint> {
        match &self.table {
            Some(table) => (0..table.len()).map(|place| table.get(place)).collect(),
            None => fair_sum_counts(self.dice.count, self.dice.faces),
        }
    }

    /// The weight at this place, without the list.
    fn at(&self, place: usize) -> BigUint {
        match &self.table {
            Some(table) => table.get(place),
            None => {
                let sum = self.dice.count + place as u64;
                fair_sums_between(self.dice.count, self.dice.faces, sum, sum)
            }
        }
    }

    /// Tells the weights in order, without the list, until one is refused.
    fn each<E>(&self, tell: impl FnMut(&BigUint) -> Result<(), E>) -> Result<(), E> {
        match &self.table {
            Some(table) => table.each(tell),
            None => FairSumCounts::new(self.dice.count, self.dice.faces).each(tell),
        }
    }
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
            Self::Sums(sums) => sums.listed.get_or_init(|| sums.list()),
        }
    }

    /// The weight at this place.
    pub(super) fn at(&self, place: usize) -> BigUint {
        match self {
            Self::Sums(sums) if sums.listed.get().is_none() => sums.at(place),
            weights => weights.listed()[place].clone(),
        }
    }

    /// The places of the largest weights.
    pub(super) fn largest(&self) -> Vec<usize> {
        match self {
            Self::Sums(Sums { table: Some(table), .. }) => table.largest(),
            Self::Sums(Sums { dice, .. }) => {
                let likeliest = likeliest_fair_sums(dice.count, dice.faces);
                likeliest.into_iter().map(|sum| (sum - dice.count) as usize).collect()
            }
            Self::Listed(weights) => {
                let most = weights.iter().max();
                (0..weights.len()).filter(|place| weights.get(*place) == most).collect()
            }
        }
    }

    pub(super) fn into_listed(self) -> Vec<BigUint> {
        match self {
            Self::Listed(weights) => weights,
            Self::Sums(mut sums) => sums.listed.take().unwrap_or_else(|| sums.list()),
        }
    }
}

impl PartialEq for Weights {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Sums(sums), Self::Sums(others)) if sums.dice == others.dice => true,
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
    /// The law of the sum of equal fair dice, whose possible sums are these in order, or stand for them in order; the
    /// weights are worked out when they are looked at.
    pub(crate) fn of_sums(dice: Dice, sums: Vec<T>) -> Self {
        Self::of_dice(dice, sums, None)
    }

    /// As [`Dist::of_sums`], where all weights are worked out now and held in one vector of words.
    pub(crate) fn of_table(dice: Dice, sums: Vec<T>) -> Self {
        Self::of_dice(dice, sums, Some(FairSums::new(dice.count, dice.faces)))
    }

    fn of_dice(dice: Dice, sums: Vec<T>, table: Option<FairSums>) -> Self {
        debug_assert_eq!(sums.len() as u64, dice.count * (dice.faces - 1) + 1);
        let total = BigUint::from(dice.faces).pow(dice.count);
        Self { outcomes: sums, weights: Weights::Sums(Sums { dice, table, listed: OnceLock::new() }), total }
    }

    /// The dice whose sum this is, where it is known to be one.
    #[must_use]
    pub fn dice(&self) -> Option<Dice> {
        match &self.weights {
            Weights::Sums(sums) => Some(sums.dice),
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
            Weights::Sums(sums) if sums.listed.get().is_none() => {
                let mut outcomes = self.outcomes.iter();
                sums.each(|weight| outcomes.next().map_or(Ok(()), |outcome| tell(outcome, weight)))
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
            let dice = Dice { count, faces };
            let sums: Vec<u64> = (count..=count * faces).collect();
            for law in [Dist::of_sums(dice, sums.clone()), Dist::of_table(dice, sums.clone())] {
                is_as_listed(&law, &sums);
            }
        }
    }

    fn is_as_listed(law: &Dist<u64>, sums: &[u64]) {
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
        assert_eq!(*law, listed);
        assert_eq!(law.weights().map(|(sum, weight)| (*sum, weight.clone())).collect::<Vec<_>>(), told);
        assert_eq!(law.clone().reduced(), listed);
        assert_eq!(law.clone().into_weights(), told);
    }
}
