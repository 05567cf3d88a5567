//! Moments of how many different labels a large sample shows, without their law: every label is absent with a probability
//! of its own.
//!
//! With U labels absent of L, E(U) = Σ aᵢ and E(U(U − 1)) = Σ aᵢⱼ over ordered pairs, where aᵢ is the probability that the
//! label i is absent and aᵢⱼ that both are [W. Feller, "An Introduction to Probability Theory", vol. 1, IX.3].

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::number;
use crate::question::{Expr, Named};
use crate::solve::atom::{Atom, Subject};
use crate::solve::plan::product_cost;
use crate::solve::share::{afford_lowest_terms, ratio};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{Pow, Zero};
use std::collections::BTreeMap;

/// Below this many bits of the size a law is soon worked out.
const LARGE: u64 = 512;

/// The number of different labels in a sample of independent trials or in a draw, label by label.
pub struct Distinct<'a> {
    space: &'a Space,
    /// How many labels weigh the same, by their weight in each group of trials, or by how many copies are drawn from.
    kinds: Vec<(Vec<BigUint>, u64)>,
    /// How many elements the part of the sample has.
    drawn: u64,
}

impl<'a> Distinct<'a> {
    /// What `distinct(X)` is of a large sample; nothing for other numbers.
    #[must_use]
    pub fn of(number: &Expr, experiments: &'a [Named]) -> Option<Self> {
        let name = number.names().trailing_zeros() as usize;
        let named = experiments.get(name).filter(|_| number.names().is_power_of_two())?;
        let space = named.experiment.space()?.as_ref();
        if space.size_bits() < LARGE { None } else { Self::in_space(number, name, space) }
    }

    fn in_space(number: &Expr, name: usize, space: &'a Space) -> Option<Self> {
        // What is no atom, or is in error, is left to the roads that know the law.
        let atom = Atom::of(number, name, space).ok()??;
        let is_distinct =
            matches!(&atom.subject, Subject::Statistic(function, _) if function.name == "distinct");
        let whole = Some(atom.path.length()) == space.length();
        if !is_distinct || !atom.path.is_unkept() {
            return None;
        }
        let mut weights: BTreeMap<Value, Vec<BigUint>> = BTreeMap::new();
        let mut weigh = |label: &Value, weight: &BigUint, (group, groups): (usize, usize)| {
            let seen = atom.path.seen(label).ok()?;
            weights.entry(seen).or_insert_with(|| vec![BigUint::ZERO; groups])[group] += weight;
            Some(())
        };
        match space {
            Space::Trials(groups) if whole => {
                for (i, (faces, _)) in groups.iter().enumerate() {
                    for (face, weight) in faces.weights() {
                        weigh(face, weight, (i, groups.len()))?;
                    }
                }
            }
            Space::Draw(from, _) | Space::Choose(from, _) => {
                for (label, copies) in from.classes() {
                    weigh(label, &BigUint::from(*copies), (0, 1))?;
                }
            }
            _ => return None,
        }
        let mut kinds: BTreeMap<Vec<BigUint>, u64> = BTreeMap::new();
        weights.into_values().for_each(|weights| *kinds.entry(weights).or_default() += 1);
        Some(Self { space, kinds: kinds.into_iter().collect(), drawn: atom.path.length() })
    }

    /// The weight of the outcomes without labels that weigh so much together, and without any condition.
    fn without(&self, weights: &[BigUint]) -> BigUint {
        match self.space {
            Space::Trials(groups) => {
                let each = groups.iter().zip(weights);
                each.map(|((faces, count), weight)| Pow::pow(faces.total() - weight, *count)).product()
            }
            Space::Draw(from, _) | Space::Choose(from, _) => {
                let others = BigUint::from(from.size()) - &weights[0];
                number::binomial(u64::try_from(others).unwrap_or(0), self.drawn)
            }
            _ => BigUint::ZERO,
        }
    }

    fn whole(&self) -> BigUint {
        self.without(&vec![BigUint::ZERO; self.kinds.first().map_or(1, |(weights, _)| weights.len())])
    }

    /// Nothing, if so many weights can be worked out.
    fn afford(&self, weights: u64, budget: &Budget) -> Result<(), Error> {
        let cost = product_cost(self.space.size_bits());
        budget.afford(cost.work.saturating_mul(u128::from(weights)), cost.bytes.saturating_mul(4))
    }

    /// Σ aᵢ over the labels, as a weight.
    fn absent(&self) -> BigUint {
        self.kinds.iter().map(|(weights, labels)| self.without(weights) * labels).sum()
    }

    /// The mean.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooExpensive`].
    pub fn mean(&self, budget: &Budget) -> Result<BigRational, Error> {
        self.afford(self.kinds.len() as u64 + 1, budget)?;
        let whole = self.whole();
        afford_lowest_terms(&whole, budget)?;
        let labels: u64 = self.kinds.iter().map(|(_, labels)| labels).sum();
        Ok(ratio(&whole * labels - self.absent(), whole))
    }

    /// The variance, which is that of the number of absent labels.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooExpensive`].
    pub fn variance(&self, budget: &Budget) -> Result<BigRational, Error> {
        let kinds = self.kinds.len() as u64;
        self.afford(kinds.saturating_mul(kinds).saturating_add(1), budget)?;
        let whole = self.whole();
        afford_lowest_terms(&(&whole * &whole), budget)?;
        let mut pairs = BigUint::ZERO;
        for (i, (weights, labels)) in self.kinds.iter().enumerate() {
            budget.check()?;
            for (j, (others, more)) in self.kinds.iter().enumerate() {
                let ordered = BigUint::from(*labels) * if i == j { more - 1 } else { *more };
                if !ordered.is_zero() {
                    let both: Vec<BigUint> = weights.iter().zip(others).map(|(a, b)| a + b).collect();
                    pairs += self.without(&both) * ordered;
                }
            }
        }
        let absent = self.absent();
        // E(U(U − 1)) + E(U) − E(U)², over the square of the whole weight.
        let spread = (pairs + &absent) * &whole - &absent * &absent;
        Ok(ratio(spread, &whole * &whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Collection, Faces};
    use crate::question::Asked;
    use crate::solve::Exact;
    use crate::solve::asking::{answer, call, numbered, up_to, x};
    use std::sync::Arc;

    fn faces(weights: &[(i64, u32)]) -> Arc<Faces> {
        let weights = weights.iter().map(|(face, weight)| (Value::Int(*face), BigUint::from(*weight)));
        Arc::new(Faces::new(Collection::Die, weights).unwrap())
    }

    fn asked(space: &Space, asked: Asked) -> BigRational {
        match answer(space, asked).value {
            Exact::Number(number) => number,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn moments_are_those_of_the_law() {
        let distinct = call("distinct", vec![x()]);
        let ranks = call("distinct", vec![call("ranks", vec![x()])]);
        let loaded = faces(&[(1, 1), (2, 2), (3, 3), (4, 2), (5, 0)]);
        let deck = Space::Draw(Arc::new(crate::model::cards::deck(52).unwrap()), 7);
        let spaces = [
            (Space::trials(Arc::new(Faces::die(6).unwrap()), 1), &distinct),
            (Space::trials(Arc::new(Faces::die(6).unwrap()), 5), &distinct),
            (Space::trials(loaded.clone(), 4), &distinct),
            (Space::Trials(vec![(Arc::new(Faces::die(4).unwrap()), 3), (loaded, 2)].into()), &distinct),
            (Space::draw(up_to(9), 4).unwrap(), &distinct),
            (Space::Draw(numbered(Collection::Urn, &[3, 6, 0, 2, 1]), 5), &distinct),
            (Space::Choose(numbered(Collection::Urn, &[2, 3, 3, 2]), 8), &distinct),
            (deck, &ranks),
        ];
        for (space, number) in spaces {
            let found = Distinct::in_space(number, 0, &space).expect("trials, or a draw");
            let budget = Budget::default();
            assert_eq!(found.mean(&budget).unwrap(), asked(&space, Asked::Mean(number.clone())), "{space:?}");
            let variance = asked(&space, Asked::Variance(number.clone()));
            assert_eq!(found.variance(&budget).unwrap(), variance, "{space:?}");
        }
    }

    #[test]
    fn a_large_sample_needs_no_law() {
        let days = Space::trials(Arc::new(Faces::die(365).unwrap()), 5_000);
        let distinct = call("distinct", vec![x()]);
        assert!(answer(&days, Asked::Mean(distinct.clone())).method.states < 10);
        assert!(answer(&days, Asked::Variance(distinct)).method.states < 10);
    }
}
