//! Covariances of sums of many terms, each about a few places of one row: the number of inversions, `∑ abs(X[i] − i)`. They are
//! sums over pairs of terms, and of pairs that differ only by which places they speak of one is looked at.

use super::Asking;
use crate::error::Error;
use crate::model::Space;
use crate::question::{Expr, Node, Operator};
use crate::solve::eliminate::Choice;
use crate::solve::first_places::{at_first_places, places};
use crate::solve::linear::Linear;
use num_rational::BigRational;
use num_traits::Zero;
use std::collections::BTreeSet;

/// The most pairs of terms.
const MOST_PAIRS: usize = 50_000;

/// The most places that a pair may speak of.
const MOST_PLACES: usize = 4;

/// A list of so many outcomes is as quick.
const FEW_OUTCOMES: u64 = 50_000;

/// A sum of multiples of terms about single places.
struct Terms {
    all: Vec<(Expr, BigRational, BTreeSet<u64>)>,
}

impl Asking<'_> {
    /// The covariance of two sums of terms about single places of one row, term beside term; nothing where they are no such
    /// sums, and where something is given.
    pub(super) fn covariance_by_pairs(&mut self, a: &Expr, b: &Expr) -> Result<Option<BigRational>, Error> {
        let unconditional = self.question.given.is_none() && self.choice == Choice::Cheapest;
        if !unconditional || a.names() != b.names() || !a.names().is_power_of_two() {
            return Ok(None);
        }
        let name = a.names().trailing_zeros() as usize;
        let Some(space) = self.question.experiments.get(name).and_then(|named| named.experiment.space())
        else {
            return Ok(None);
        };
        let (Some(length), true) = (space.length(), space.is_larger_than(FEW_OUTCOMES)) else {
            return Ok(None);
        };
        let (Some(of_a), Some(of_b)) = (Terms::of(a, name, length), Terms::of(b, name, length)) else {
            return Ok(None);
        };
        let alone = matches!(space.as_ref(), Space::Trials(_));
        let pairs = of_a.all.len().saturating_mul(of_b.all.len());
        if pairs > MOST_PAIRS || of_a.all.len().max(of_b.all.len()) < 2 {
            return Ok(None);
        }
        let (means_a, means_b) = (self.means_of(&of_a)?, self.means_of(&of_b)?);
        let mut sum = BigRational::zero();
        for (i, (term, factor, here)) in of_a.all.iter().enumerate() {
            self.budget.check()?;
            // Of a sum with itself, each pair comes twice.
            let from = if a == b { i } else { 0 };
            for (j, (other, by, there)) in of_b.all.iter().enumerate().skip(from) {
                // Throws at different places do not know of each other.
                if alone && here.is_disjoint(there) {
                    continue;
                }
                let Some(product) = self.mean_of_pair(term, other, here.union(there).count())? else {
                    return Ok(None);
                };
                let covariance = product - &means_a[i] * &means_b[j];
                let times = if a == b && i != j { 2 } else { 1 };
                sum += covariance * factor * by * BigRational::from_integer(times.into());
            }
        }
        Ok(Some(sum))
    }

    fn means_of(&mut self, terms: &Terms) -> Result<Vec<BigRational>, Error> {
        terms.all.iter().map(|(term, ..)| self.mean(term)).collect()
    }

    /// The mean of the product of two terms; nothing where they speak of many places, or of some that differ from others.
    fn mean_of_pair(&mut self, a: &Expr, b: &Expr, spoken: usize) -> Result<Option<BigRational>, Error> {
        if spoken > MOST_PLACES {
            return Ok(None);
        }
        let product = Expr::new(Node::Arithmetic(Operator::Multiply, a.clone(), b.clone()));
        let Some(product) = at_first_places(&product, &self.question.experiments) else { return Ok(None) };
        match self.means.get(&product) {
            Some(mean) => Ok(Some(mean.clone())),
            None => self.mean(&product).map(Some),
        }
    }
}

impl Terms {
    fn of(number: &Expr, name: usize, length: u64) -> Option<Self> {
        let is_term = |e: &Expr| match e.node() {
            Node::Sum(_) | Node::Arithmetic(Operator::Add | Operator::Subtract, ..) => false,
            Node::Arithmetic(Operator::Multiply, a, b) => a.known().is_none() && b.known().is_none(),
            Node::Arithmetic(Operator::Divide, _, b) => b.known().is_none(),
            _ => true,
        };
        let linear = Linear::of(number, &is_term)?;
        let term = |(term, factor): (Expr, BigRational)| {
            let mut spoken = BTreeSet::new();
            places(&term, name, length, &mut spoken).then_some((term, factor, spoken))
        };
        Some(Self { all: linear.terms.into_iter().map(term).collect::<Option<_>>()? })
    }
}
