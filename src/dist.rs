//! Distributions over integer weights and one total.
use crate::error::Error;
use num_bigint::BigUint;
/// A distribution.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Dist<T> {
    outcomes: Vec<(T, BigUint)>,
    total: BigUint,
}
impl<T: Ord> Dist<T> {
    /// From weights.
    /// # Errors
    /// none
    pub fn from_weights(w: impl IntoIterator<Item = (T, BigUint)>) -> Result<Self, Error> {
        let mut m = std::collections::BTreeMap::<T, BigUint>::new();
        for (t, w) in w {
            *m.entry(t).or_default() += w;
        }
        let outcomes: Vec<_> = m.into_iter().collect();
        let total = outcomes.iter().map(|(_, w)| w).sum();
        Ok(Self { outcomes, total })
    }
    /// weights
    pub fn weights(&self) -> impl Iterator<Item = (&T, &BigUint)> {
        self.outcomes.iter().map(|(t, w)| (t, w))
    }
    /// total
    pub fn total(&self) -> &BigUint {
        &self.total
    }
}
