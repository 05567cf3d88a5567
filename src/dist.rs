//! A distribution: outcomes in order, each with an integer weight, and one total.
//!
//! Weights are never reduced on the way and never turned into fractions inside a loop: a distribution of ten dice
//! keeps the total 6¹⁰, and only what is shown is put in lowest terms.

mod made;
mod moments;
mod order;
mod weights;

use crate::error::{Error, ErrorKind};
use crate::number::Probability;
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, Zero};

use weights::Weights;

pub use moments::Numeric;
pub use weights::Dice;

/// The distinct possible outcomes in order, with positive integer weights and their total.
///
/// # Examples
/// ```
/// use prob::dist::Dist;
/// let die = Dist::uniform(1..=6).unwrap();
/// let two = die.combine(&die, |a, b| a + b);
/// assert_eq!(two.probability_of(&7).to_string(), "1/6");
/// assert_eq!(two.mean().to_string(), "7");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Dist<T> {
    outcomes: Vec<T>,
    weights: Weights,
    total: BigUint,
}

impl<T: Ord> Dist<T> {
    /// The distribution with these weights; equal outcomes are merged, those of weight 0 left out.
    ///
    /// # Examples
    /// ```
    /// use num_bigint::BigUint;
    /// use prob::dist::Dist;
    /// let weight = |n: u32| BigUint::from(n);
    /// let loaded = Dist::from_weights([(6, weight(2)), (1, weight(1)), (6, weight(1))]).unwrap();
    /// assert_eq!(loaded.probability_of(&6).to_string(), "3/4");
    /// assert!(Dist::from_weights([(1, weight(0))]).is_err());
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Weights`] when all weights are 0 or there are none.
    pub fn from_weights(weights: impl IntoIterator<Item = (T, BigUint)>) -> Result<Self, Error> {
        let dist = Self::merged(weights.into_iter().collect());
        if dist.outcomes.is_empty() {
            return Err(Error::new(ErrorKind::Weights, "a distribution needs an outcome of positive weight")
                .hint("give at least one weight above 0"));
        }
        Ok(dist)
    }

    /// As [`Dist::from_weights`], where the sum of all weights is known already: long weights take long to add up.
    ///
    /// # Errors
    /// As those of [`Dist::from_weights`].
    pub(crate) fn of_total(weights: Vec<(T, BigUint)>, total: BigUint) -> Result<Self, Error> {
        debug_assert_eq!(weights.iter().map(|(_, weight)| weight).sum::<BigUint>(), total);
        if total.is_zero() {
            return Self::from_weights(weights);
        }
        Ok(Self::of_parts(Self::in_order(weights), total))
    }

    /// Outcomes in order, each once, with their weights, none of which is 0, and the sum of these.
    fn of_parts(weights: Vec<(T, BigUint)>, total: BigUint) -> Self {
        let (outcomes, weights) = weights.into_iter().unzip();
        Self { outcomes, weights: Weights::Listed(weights), total }
    }

    /// Sorts, merges and sums; may leave nothing.
    fn merged(outcomes: Vec<(T, BigUint)>) -> Self {
        let outcomes = Self::in_order(outcomes);
        let total = outcomes.iter().map(|(_, weight)| weight).sum();
        Self::of_parts(outcomes, total)
    }

    /// Sorts and merges; may leave nothing.
    fn in_order(mut outcomes: Vec<(T, BigUint)>) -> Vec<(T, BigUint)> {
        outcomes.retain(|(_, weight)| !weight.is_zero());
        outcomes.sort_by(|(a, _), (b, _)| a.cmp(b));
        outcomes.dedup_by(|(next, weight), (kept, sum)| {
            let same = next == kept;
            if same {
                *sum += &*weight;
            }
            same
        });
        outcomes
    }

    /// The distribution of an outcome that is sure.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert!(Dist::certain(3).probability_of(&3).is_certain());
    /// ```
    #[must_use]
    pub fn certain(outcome: T) -> Self {
        Self::of_parts(vec![(outcome, BigUint::one())], BigUint::one())
    }

    /// The distribution in which every item is equally likely; an item that comes twice counts twice.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform("banana".chars()).unwrap().probability_of(&'a').to_string(), "1/2");
    /// assert!(Dist::<u8>::uniform([]).is_err());
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Weights`] when there is no item.
    pub fn uniform(items: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        Self::from_weights(items.into_iter().map(|item| (item, BigUint::one())))
    }

    /// The outcomes in order, each with its weight.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// let letters = Dist::uniform("banana".chars()).unwrap();
    /// let weights: Vec<String> = letters.weights().map(|(letter, weight)| format!("{letter}{weight}")).collect();
    /// assert_eq!(weights, ["a3", "b1", "n2"]);
    /// ```
    pub fn weights(&self) -> impl DoubleEndedIterator<Item = (&T, &BigUint)> + ExactSizeIterator {
        self.outcomes.iter().zip(self.weights.listed())
    }

    /// The outcomes in order, each with its weight, by value.
    #[must_use]
    pub fn into_weights(self) -> Vec<(T, BigUint)> {
        self.outcomes.into_iter().zip(self.weights.into_listed()).collect()
    }

    /// The outcomes in order.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// let letters = Dist::uniform("banana".chars()).unwrap();
    /// assert_eq!(letters.outcomes().collect::<String>(), "abn");
    /// ```
    pub fn outcomes(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator {
        self.outcomes.iter()
    }

    /// The sum of all weights, the denominator of every probability here.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// let die = Dist::uniform(1..=6).unwrap();
    /// assert_eq!(die.combine(&die, |a, b| a + b).total().to_string(), "36");
    /// ```
    #[must_use]
    pub fn total(&self) -> &BigUint {
        &self.total
    }

    /// How many outcomes are possible.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform("banana".chars()).unwrap().len(), 3);
    /// ```
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a distribution is never empty")]
    pub fn len(&self) -> usize {
        self.outcomes.len()
    }

    /// The weight of an outcome, 0 when it is impossible.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform([1, 1, 2]).unwrap().weight_of(&1).to_string(), "2");
    /// assert_eq!(Dist::uniform([1, 1, 2]).unwrap().weight_of(&3).to_string(), "0");
    /// ```
    #[must_use]
    pub fn weight_of(&self, outcome: &T) -> BigUint {
        match self.outcomes.binary_search(outcome) {
            Ok(place) => self.weights.at(place),
            Err(_) => BigUint::ZERO,
        }
    }

    /// The weight of the outcomes that pass.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform(1..=6).unwrap().weight(|face| face % 2 == 0).to_string(), "3");
    /// ```
    #[must_use]
    pub fn weight(&self, mut event: impl FnMut(&T) -> bool) -> BigUint {
        self.weights().filter(|(outcome, _)| event(outcome)).map(|(_, weight)| weight).sum()
    }

    fn share(&self, weight: BigUint) -> Probability {
        Probability::new(weight, self.total.clone()).expect("a part of a total that is not 0")
    }

    /// The probability of an outcome.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform(1..=6).unwrap().probability_of(&6).to_string(), "1/6");
    /// assert!(Dist::uniform(1..=6).unwrap().probability_of(&7).is_impossible());
    /// ```
    #[must_use]
    pub fn probability_of(&self, outcome: &T) -> Probability {
        self.share(self.weight_of(outcome))
    }

    /// The probability of the outcomes that pass.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform(1..=6).unwrap().probability(|face| face % 3 == 0).to_string(), "1/3");
    /// ```
    #[must_use]
    pub fn probability(&self, event: impl FnMut(&T) -> bool) -> Probability {
        self.share(self.weight(event))
    }

    /// The probability of `bound` or a smaller outcome.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform(1..=6).unwrap().at_most(&2).to_string(), "1/3");
    /// ```
    #[must_use]
    pub fn at_most(&self, bound: &T) -> Probability {
        self.probability(|outcome| outcome <= bound)
    }

    /// The probability of `bound` or a larger outcome.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform(1..=6).unwrap().at_least(&2).to_string(), "5/6");
    /// ```
    #[must_use]
    pub fn at_least(&self, bound: &T) -> Probability {
        self.probability(|outcome| outcome >= bound)
    }

    /// The same distribution with weights that have no common divisor.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// let coin = Dist::uniform(1..=6).unwrap().map(|face| face % 2).reduced();
    /// assert_eq!(coin.total().to_string(), "2");
    /// ```
    #[must_use]
    pub fn reduced(mut self) -> Self {
        if matches!(self.weights, Weights::Sums(..)) {
            // The least sum comes once.
            return self;
        }
        let mut common = self.total.clone();
        for weight in self.weights.listed() {
            if common.is_one() {
                return self;
            }
            common = common.gcd(weight);
        }
        if !common.is_one() {
            let reduced = self.weights.into_listed().into_iter().map(|weight| weight / &common);
            self.weights = Weights::Listed(reduced.collect());
            self.total /= common;
        }
        self
    }

    /// The most likely outcomes: all of them when several are equally likely.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// assert_eq!(Dist::uniform([1, 2, 2, 3, 3]).unwrap().mode(), [&2, &3]);
    /// ```
    #[must_use]
    pub fn mode(&self) -> Vec<&T> {
        self.weights.largest().into_iter().map(|place| &self.outcomes[place]).collect()
    }
}

#[cfg(test)]
mod tests;
