//! Laws made of laws: images, pairs, conditions, mixtures.

use super::Dist;
use crate::error::{Error, ErrorKind};
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, Zero};
use std::collections::BTreeMap;

impl<T: Ord> Dist<T> {
    /// The distribution of a function of the outcome; outcomes with the same image are merged.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// let parity = Dist::uniform(1..=6).unwrap().map(|face| face % 2);
    /// assert_eq!(parity, Dist::from_weights([(0, 3_u32.into()), (1, 3_u32.into())]).unwrap());
    /// ```
    #[must_use]
    pub fn map<U: Ord>(&self, mut f: impl FnMut(&T) -> U) -> Dist<U> {
        Dist::merged(self.weights().map(|(outcome, weight)| (f(outcome), weight.clone())).collect())
    }

    /// The distribution of a function of an outcome of this and an independent outcome of the other.
    ///
    /// One product of weights for each pair of outcomes.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// let die = Dist::uniform(1..=6).unwrap();
    /// assert_eq!(die.combine(&die, |&a, &b| a.max(b)).probability_of(&6).to_string(), "11/36");
    /// ```
    #[must_use]
    pub fn combine<U: Ord, V: Ord>(&self, other: &Dist<U>, mut f: impl FnMut(&T, &U) -> V) -> Dist<V> {
        let mut merged: BTreeMap<V, BigUint> = BTreeMap::new();
        for (a, weight) in self.weights() {
            for (b, other_weight) in other.weights() {
                *merged.entry(f(a, b)).or_default() += weight * other_weight;
            }
        }
        Dist::of_parts(merged.into_iter().collect(), &self.total * &other.total)
    }

    /// The distribution of the outcome when it is known to pass: the others are left out.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// let even = Dist::uniform(1..=6).unwrap().condition(|face| face % 2 == 0).unwrap();
    /// assert_eq!(even.probability_of(&6).to_string(), "1/3");
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::ImpossibleCondition`] when no outcome passes.
    pub fn condition(&self, mut event: impl FnMut(&T) -> bool) -> Result<Self, Error>
    where
        T: Clone,
    {
        let passing = self.weights().filter(|(outcome, _)| event(outcome));
        let outcomes: Vec<_> = passing.map(|(outcome, weight)| (outcome.clone(), weight.clone())).collect();
        if outcomes.is_empty() {
            return Err(Error::new(ErrorKind::ImpossibleCondition, "the condition never holds")
                .hint("condition on something that can happen"));
        }
        let total = outcomes.iter().map(|(_, weight)| weight).sum();
        Ok(Self::of_parts(outcomes, total))
    }

    /// The distribution when one of several is picked first, with probabilities in proportion to the weights
    /// before them, and then an outcome of it.
    ///
    /// # Examples
    /// ```
    /// use prob::dist::Dist;
    /// let fair = Dist::uniform(1..=6).unwrap();
    /// let two_sixes_in_three = Dist::mixture(&[(1_u32.into(), fair), (1_u32.into(), Dist::certain(6))]).unwrap();
    /// assert_eq!(two_sixes_in_three.probability_of(&6).to_string(), "7/12");
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Weights`] when all weights are 0 or there are none.
    pub fn mixture(parts: &[(BigUint, Self)]) -> Result<Self, Error>
    where
        T: Clone,
    {
        // Every part is scaled to the least common total.
        let chosen = parts.iter().filter(|(weight, _)| !weight.is_zero());
        let common = chosen.clone().fold(BigUint::one(), |common, (_, dist)| common.lcm(&dist.total));
        let scaled = chosen.flat_map(|(weight, dist)| {
            let factor = weight * (&common / &dist.total);
            dist.weights().map(move |(outcome, weight)| (outcome.clone(), weight * &factor))
        });
        Self::from_weights(scaled)
    }
}
