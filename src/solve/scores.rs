//! Means and variances of a score without its law: a sum, or a number of matches, adds up what single elements score.
//!
//! The mean of a sum is the sum of the means, whatever depends on what. Its variance is the sum of the variances where the
//! elements are independent, and n σ² (N − n)/(N − 1) for n of N elements without replacement
//! [W. Feller, "An Introduction to Probability Theory", vol. 1, IX.5].

use crate::model::{Faces, Population, Space, Value};
use crate::number::{FractionSum, multiply};
use crate::question::{Expr, Named, Node};
use crate::solve::atom::{Atom, Subject};
use crate::statistic::counting::as_pattern;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::sync::Arc;

/// A sum or a number of matches in a part of a sample.
pub struct Score<'a> {
    /// Which experiment's.
    name: usize,
    space: &'a Space,
    atom: Atom,
}

/// The mean and the variance of what one element scores.
struct Element {
    mean: BigRational,
    variance: BigRational,
}

impl<'a> Score<'a> {
    /// The score that a number is, if it is one.
    #[must_use]
    pub fn of(number: &Expr, experiments: &'a [Named]) -> Option<Self> {
        let names = number.names();
        let name = names.trailing_zeros() as usize;
        let named = experiments.get(name).filter(|_| names.is_power_of_two())?;
        let space = named.experiment.space()?;
        // What is no score, or is in error, is left to the roads that know the law.
        let atom = Atom::of(number, name, space).ok()??;
        let Subject::Statistic(function, _) = &atom.subject else { return None };
        let is_score = matches!(function.name, "sum" | "count") && atom.path.is_unkept();
        (is_score && atom.path.length() > 0).then_some(Self { name, space, atom })
    }

    /// The score that a number is, or the number that a single place shows.
    #[must_use]
    pub fn of_part(number: &Expr, experiments: &'a [Named]) -> Option<Self> {
        if let Some(score) = Self::of(number, experiments) {
            return Some(score);
        }
        let Node::At(sample, _) = number.node() else { return None };
        let Node::Name(name) = sample.node() else { return None };
        let space = experiments.get(*name)?.experiment.space()?;
        let atom = Atom::of(number, *name, space).ok()??;
        matches!(atom.subject, Subject::Element(_)).then_some(Self { name: *name, space, atom })
    }

    /// The places of the part.
    fn places(&self) -> (u64, u64) {
        match self.atom.subject {
            Subject::Element(place) => (place, place + 1),
            _ => self.atom.path.places,
        }
    }

    fn length(&self) -> u64 {
        if matches!(self.atom.subject, Subject::Element(_)) { 1 } else { self.atom.path.length() }
    }

    /// What an element with this label scores.
    fn score(&self, label: &Value) -> Option<BigRational> {
        if matches!(self.atom.subject, Subject::Element(_)) {
            return label.ratio();
        }
        let seen = self.atom.path.seen(label).ok()?;
        match &self.atom.subject {
            Subject::Statistic(function, arguments) if function.name == "count" => {
                let matches = as_pattern(arguments.first()?).ok()?.matches(&seen);
                Some(if matches { BigRational::one() } else { BigRational::zero() })
            }
            _ => seen.ratio(),
        }
    }

    fn element<'b>(&self, weights: impl Iterator<Item = (&'b Value, BigUint)>) -> Option<Element> {
        let (mut sum, mut squares, mut total) =
            (FractionSum::default(), FractionSum::default(), BigInt::zero());
        for (label, weight) in weights {
            let (score, weight) = (self.score(label)?, BigInt::from(weight));
            squares.add(&multiply(&score, &score), &weight);
            sum.add(&score, &weight);
            total += weight;
        }
        if total.is_zero() {
            return None;
        }
        let mean = sum.total() / &total;
        Some(Element { variance: squares.total() / &total - &mean * &mean, mean })
    }

    fn face(&self, faces: &Faces) -> Option<Element> {
        self.element(faces.weights().iter().map(|(face, weight)| (face, weight.clone())))
    }

    fn member(&self, from: &Population) -> Option<Element> {
        self.element(from.classes().iter().map(|(label, n)| (label, BigUint::from(*n))))
    }

    /// What each trial of the part scores, with how many of them there are.
    fn trials(&self) -> Option<Vec<(Element, u64)>> {
        let Space::Trials(groups) = self.space else { return None };
        let (from, to) = self.places();
        let mut start = 0;
        let mut trials = Vec::new();
        for (faces, count) in groups.iter() {
            let here = to.min(start + count).saturating_sub(from.max(start));
            start += count;
            if here > 0 {
                trials.push((self.face(faces)?, here));
            }
        }
        Some(trials)
    }

    /// The mean; nothing where the elements of the space have no mean of their own.
    #[must_use]
    pub fn mean(&self) -> Option<BigRational> {
        let n = self.length();
        match self.space {
            Space::Trials(_) => {
                Some(self.trials()?.into_iter().map(|(element, count)| element.mean * times(count)).sum())
            }
            Space::Draw(from, _)
            | Space::Choose(from, _)
            | Space::Multichoose(from, _)
            | Space::Deal(from, _) => Some(self.member(from)?.mean * times(n)),
            Space::Words(items, count) if *count == items.size() => Some(self.member(items)?.mean * times(n)),
            // Each element is in with probability 1/2.
            Space::Subset(from) if from.size() > 0 => {
                Some(self.member(from)?.mean * times(from.size()) / times(2))
            }
            _ => None,
        }
    }

    /// The variance; nothing where the elements depend on each other in other ways than draws do.
    #[must_use]
    pub fn variance(&self) -> Option<BigRational> {
        let n = self.atom.path.length();
        let (from, n) = match self.space {
            Space::Trials(_) => {
                let trials = self.trials()?.into_iter();
                return Some(trials.map(|(element, count)| element.variance * times(count)).sum());
            }
            Space::Draw(from, _) | Space::Choose(from, _) | Space::Deal(from, _) => (from, n),
            Space::Words(items, count) if *count == items.size() => (items, n),
            _ => return None,
        };
        let size = from.size();
        let variance = self.member(from)?.variance * times(n);
        Some(if size > 1 { variance * times(size - n) / times(size - 1) } else { variance })
    }
}

/// What two scores have in common: E(ST), E(S) and E(T) of one element.
pub struct Together {
    /// The mean of the product.
    pub product: BigRational,
    /// The means of both.
    pub means: [BigRational; 2],
}

impl Together {
    /// The covariance in one element.
    #[must_use]
    pub fn covariance(&self) -> BigRational {
        &self.product - &self.means[0] * &self.means[1]
    }
}

impl Score<'_> {
    /// The covariance with another score of the same sample; nothing where the elements have no law of their own.
    ///
    /// One element has a covariance c of its own with itself, and −c/(N − 1) with another one that is drawn without replacement:
    /// c (m − (kl − m)/(N − 1)) for parts of k and l places that have m in common.
    #[must_use]
    pub fn covariance(&self, other: &Self) -> Option<BigRational> {
        let is_stretch = |score: &Self| {
            let (from, to) = score.places();
            to - from == score.length()
        };
        if self.name != other.name || !is_stretch(self) || !is_stretch(other) {
            return None;
        }
        let ((from, to), (start, end)) = (self.places(), other.places());
        let common = (from.max(start), to.min(end));
        match self.space {
            Space::Trials(groups) => {
                let (mut sum, mut before) = (BigRational::zero(), 0);
                for (faces, count) in groups.iter() {
                    let here = common.1.min(before + count).saturating_sub(common.0.max(before));
                    before += count;
                    let faces = faces.weights().iter().map(|(face, weight)| (face, weight.clone()));
                    sum += self.of_one(other, faces)?.covariance() * times(here);
                }
                Some(sum)
            }
            Space::Draw(from_urn, _) | Space::Choose(from_urn, _) => {
                let labels = from_urn.classes().iter().map(|(label, n)| (label, BigUint::from(*n)));
                let covariance = self.of_one(other, labels)?.covariance();
                let shared = common.1.saturating_sub(common.0);
                let pairs = times(to - from) * times(end - start) - times(shared);
                let others = from_urn.size().saturating_sub(1).max(1);
                Some(covariance * (times(shared) - pairs / times(others)))
            }
            _ => None,
        }
    }

    /// How many elements have which law, and what both scores have in common in one of them; nothing where they are scores of
    /// different samples, or of parts.
    #[must_use]
    pub fn together(&self, other: &Self) -> Option<Vec<(u64, Together)>> {
        let whole = |score: &Self| Some(score.atom.path.length()) == score.space.length();
        if self.name != other.name || !whole(self) || !whole(other) {
            return None;
        }
        match self.space {
            Space::Trials(groups) => {
                let of = |(faces, count): &(Arc<Faces>, u64)| {
                    let faces = faces.weights().iter().map(|(face, weight)| (face, weight.clone()));
                    Some((*count, self.of_one(other, faces)?))
                };
                groups.iter().map(of).collect()
            }
            Space::Draw(from, n) | Space::Choose(from, n) => {
                let labels = from.classes().iter().map(|(label, n)| (label, BigUint::from(*n)));
                Some(vec![(*n, self.of_one(other, labels)?)])
            }
            _ => None,
        }
    }

    fn of_one<'b>(
        &self,
        other: &Self,
        weights: impl Iterator<Item = (&'b Value, BigUint)>,
    ) -> Option<Together> {
        let sum = FractionSum::default;
        let (mut sums, mut products, mut total) = ([sum(), sum()], sum(), BigInt::zero());
        for (label, weight) in weights {
            let (a, b, weight) = (self.score(label)?, other.score(label)?, BigInt::from(weight));
            products.add(&multiply(&a, &b), &weight);
            sums[0].add(&a, &weight);
            sums[1].add(&b, &weight);
            total += weight;
        }
        (!total.is_zero()).then(|| Together {
            product: products.total() / &total,
            means: sums.map(|sum| sum.total() / &total),
        })
    }
}

/// The moments of a number that is itself an outcome.
pub struct Outcome {
    /// The mean.
    pub mean: BigRational,
    /// The variance.
    pub variance: BigRational,
    /// How many values were gone through.
    pub values: u64,
}

/// The mean and the variance of a number that is itself the outcome of an experiment with a law of its own; nothing for other
/// numbers, for laws that are soon gone through by every road, and for those that are too long to be gone through at once.
#[must_use]
pub fn of_outcome(number: &Expr, experiments: &[Named]) -> Option<Outcome> {
    /// From many faces on to as many as a die may have.
    const MANY: std::ops::RangeInclusive<usize> = 10_000..=1_000_000;
    let Node::Name(name) = number.node() else { return None };
    let space = experiments.get(*name)?.experiment.space()?;
    let Space::Single(faces) = space.as_ref() else { return None };
    if !MANY.contains(&faces.weights().len()) {
        return None;
    }
    let (mut sum, mut squares) = (BigInt::zero(), BigInt::zero());
    for (face, weight) in faces.weights() {
        let Value::Int(face) = face else { return None };
        let weight = BigInt::from(weight.clone());
        squares += &weight * (i128::from(*face) * i128::from(*face));
        sum += weight * *face;
    }
    let total = BigInt::from(faces.total().clone());
    let mean = BigRational::new(sum, total.clone());
    let variance = BigRational::new(squares, total) - &mean * &mean;
    Some(Outcome { mean, variance, values: faces.weights().len() as u64 })
}

fn times(count: u64) -> BigRational {
    BigRational::from_integer(BigInt::from(count))
}

#[cfg(test)]
mod tests;
