//! Branches that go on alike, put together.

use crate::model::Value;
use crate::solve::Branch;
use num_rational::BigRational;

/// Branches of which the event tells nothing apart.
#[derive(Clone, Debug)]
pub struct Class {
    /// What happens, one or the other.
    pub values: Vec<Value>,
    /// How likely one of them is, once everything before has happened.
    pub edge: BigRational,
    /// Whether the event holds at the end.
    pub holds: Option<bool>,
    /// What may happen next.
    pub below: Vec<Class>,
}

/// The classes of branches: without an event every branch is one by itself.
pub fn classes(branches: &[Branch]) -> Vec<Class> {
    let mut found: Vec<Class> = Vec::new();
    for branch in branches {
        let class = Class {
            values: vec![branch.value.clone()],
            edge: branch.edge.clone(),
            holds: branch.holds,
            below: classes(&branch.branches),
        };
        let merged = found.iter_mut().any(|other| match other.with(&class) {
            Some(together) => {
                *other = together;
                true
            }
            None => false,
        });
        if !merged {
            found.push(class);
        }
    }
    found
}

impl Class {
    /// Both as one class, where they end alike: what follows them is equally likely, and no value that follows would
    /// then belong to two classes.
    fn with(&self, other: &Self) -> Option<Self> {
        if !self.alike(other) {
            return None;
        }
        let mut together = self.clone();
        together.values.extend(other.values.iter().cloned());
        together.edge += &other.edge;
        together.join_below(other);
        together.parted().then_some(together)
    }

    /// Whether the same may follow both, whatever it is called, and in the end an event decides alike.
    fn alike(&self, other: &Self) -> bool {
        (self.holds.is_some() || !self.below.is_empty())
            && self.holds == other.holds
            && self.below.len() == other.below.len()
            && self.partners(other).is_some_and(|partners| partners.len() == self.below.len())
    }

    /// For each branch below, the one of the other class that goes on alike.
    fn partners(&self, other: &Self) -> Option<Vec<usize>> {
        let mut taken = vec![false; other.below.len()];
        let mut partners = Vec::new();
        for branch in &self.below {
            let fits = |i: &usize| {
                !taken[*i] && other.below[*i].edge == branch.edge && branch.alike(&other.below[*i])
            };
            // One with a value in common is more surely the same than any other.
            let shares = |i: &usize| other.below[*i].values.iter().any(|value| branch.values.contains(value));
            let candidates = || (0..other.below.len()).filter(fits);
            let partner = candidates().find(shares).or_else(|| candidates().next())?;
            taken[partner] = true;
            partners.push(partner);
        }
        Some(partners)
    }

    fn join_below(&mut self, other: &Self) {
        let Some(partners) = self.partners(other) else { return };
        for (branch, partner) in self.below.iter_mut().zip(partners) {
            let partner = &other.below[partner];
            for value in &partner.values {
                if !branch.values.contains(value) {
                    branch.values.push(value.clone());
                }
            }
            branch.join_below(partner);
        }
    }

    /// Whether no value belongs to two of the branches below, here and further down.
    fn parted(&self) -> bool {
        let apart = |i: usize| {
            let later = &self.below[i + 1..];
            self.below[i].values.iter().all(|value| later.iter().all(|other| !other.values.contains(value)))
        };
        (0..self.below.len()).all(apart) && self.below.iter().all(Self::parted)
    }
}
