//! The element at a place of the ascending order.

use crate::budget::{Budget, Measure};
use crate::error::Error;
use crate::model::{Space, Value};
use crate::number;
use crate::solve::atom::Atom;
use crate::solve::by_class::Swept;
use crate::solve::closed_form::matches::Matches;
use crate::solve::closed_form::runs;
use crate::solve::plan::{Cost, product_cost};
use crate::solve::share::Share;
use crate::solve::tail::primes;
use num_bigint::BigUint;
use num_traits::{ToPrimitive, Zero};
use std::collections::BTreeMap;

/// Elements that share the weights of their labels.
struct Elements {
    length: u64,
    /// In ascending order.
    labels: Vec<(Value, BigUint)>,
    all: BigUint,
    replaced: bool,
}

impl Elements {
    /// The elements of a part of a sample; nothing where they are trials of several kinds, or seen otherwise than they are.
    fn of(space: &Space, atom: &Atom) -> Option<Self> {
        let is_sample = matches!(space, Space::Trials(_) | Space::Draw(..) | Space::Choose(..));
        if !is_sample || !atom.path.is_unmapped() {
            return None;
        }
        let mut spoken = runs(space, atom);
        spoken.retain(|(_, elements)| *elements > 0);
        let [(weights, length)] = spoken.as_slice() else { return None };
        let weighed = |weights: &BTreeMap<&Value, BigUint>| -> Vec<(Value, BigUint)> {
            let held = weights.iter().filter(|(_, weight)| !weight.is_zero());
            held.map(|(label, weight)| ((*label).clone(), weight.clone())).collect()
        };
        let labels = weighed(weights);
        let all: BigUint = labels.iter().map(|(_, weight)| weight).sum();
        let replaced = matches!(space, Space::Trials(_));
        // So many elements must be there.
        let enough = if replaced { !labels.is_empty() } else { all >= BigUint::from(*length) };
        enough.then_some(Self { length: *length, labels, all, replaced })
    }

    /// How many elements are among the labels that weigh so much.
    fn among(&self, weight: &BigUint) -> Matches {
        let others = &self.all - weight;
        match self.replaced {
            true => Matches::Trials { n: self.length, w: weight.clone(), v: others },
            false => {
                let [matching, others] = [weight, &others].map(|n| n.to_u64().unwrap_or(0));
                Matches::Draws { n: self.length, matching, others }
            }
        }
    }

    /// What the labels up to each weigh.
    fn up_to_each(&self) -> impl Iterator<Item = (&Value, BigUint)> {
        let mut weight = BigUint::ZERO;
        self.labels.iter().map(move |(label, more)| {
            weight += more;
            (label, weight.clone())
        })
    }

    /// How often the element at a place of the ascending order has each label.
    fn weights(&self, place: u64, budget: &Budget) -> Result<Vec<BigUint>, Error> {
        let bits = self.among(&self.all).bits();
        let held = (self.labels.len() as u128).saturating_mul(u128::from(bits / 8) + 100);
        let (by_label, whole) = (self.by_label(place), product_cost(bits).work);
        let words = u128::from(bits / 64) + 1;
        let one_by_one = self.all.to_u128().unwrap_or(u128::MAX).saturating_mul(words * 3 + 100);
        if !self.replaced && one_by_one < by_label.work {
            budget.afford(one_by_one.saturating_add(whole), held)?;
            return one_after_another(self, place, budget);
        }
        budget.afford(by_label.work, by_label.bytes.saturating_add(held))?;
        label_by_label(self, ends(self, place), budget)
    }

    /// What it costs to ask of each label how many elements there are up to it.
    fn by_label(&self, place: u64) -> Cost {
        let (least, most) = ends(self, place);
        self.up_to_each().fold(Cost::default(), |cost, (_, weight)| {
            let one = self.among(&weight).between_cost(least, most);
            Cost { work: cost.work.saturating_add(one.work + 100), bytes: cost.bytes.max(one.bytes) }
        })
    }
}

/// The law of the element at a place of the ascending order, from 0.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn law(space: &Space, atom: &Atom, place: u64, budget: &Budget) -> Result<Option<Swept>, Error> {
    let Some(elements) = Elements::of(space, atom).filter(|found| place < found.length) else {
        return Ok(None);
    };
    let weights = elements.weights(place, budget)?;
    let weighed = elements.labels.iter().zip(weights).filter(|(_, weight)| !weight.is_zero());
    let values: Vec<_> = weighed.map(|((label, _), weight)| (vec![label.clone()], weight)).collect();
    let states = values.len() as u64;
    Ok(Some(Swept { values, total: elements.among(&elements.all).total(), states }))
}

/// How many elements there are up to a label, at least and at most, where that at a place is no greater.
fn ends(elements: &Elements, place: u64) -> (i64, i64) {
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    (whole(place).saturating_add(1), whole(elements.length))
}

/// The weight of each label: that of the samples with so many elements up to it, less those with so many below it.
fn label_by_label(
    elements: &Elements,
    (least, most): (i64, i64),
    budget: &Budget,
) -> Result<Vec<BigUint>, Error> {
    let labels = elements.labels.len() as u64;
    let (mut before, mut weights) = (BigUint::ZERO, Vec::new());
    for (done, (_, weight)) in (0..).zip(elements.up_to_each()) {
        budget.pass(Measure::Classes, done, labels)?;
        let within = elements.among(&weight).between(least, most, budget)?;
        weights.push(&within - &before);
        before = within;
    }
    Ok(weights)
}

/// The weight of each label, without replacement: of N elements in a row the one with e before it has place k where k of these
/// and n − 1 − k of the others are drawn, C(e, k)·C(N − 1 − e, n − 1 − k); each such number comes from the one before.
fn one_after_another(elements: &Elements, place: u64, budget: &Budget) -> Result<Vec<BigUint>, Error> {
    let all = elements.all.to_u64().unwrap_or(0);
    let above = elements.length - 1 - place;
    let mut weight = number::binomial(all - 1 - place, above);
    let (mut element, mut weights) = (0_u64, Vec::new());
    for (_, count) in &elements.labels {
        let mut sum = BigUint::ZERO;
        for _ in 0..count.to_u64().unwrap_or(0) {
            budget.check_pass(usize::try_from(element).unwrap_or(0))?;
            if element >= place && element + above < all {
                sum += &weight;
                let after = all - 1 - element;
                if after > above {
                    weight = weight * (element + 1) * (after - above) / (element + 1 - place) / after;
                }
            }
            element += 1;
        }
        budget.pass(Measure::Classes, weights.len() as u64, elements.labels.len() as u64)?;
        weights.push(sum);
    }
    Ok(weights)
}

/// The weight of the samples whose element at a place of the ascending order, from 0, lies between two bounds, both included;
/// nothing where that is no whole number, or too much.
///
/// # Errors
/// [`crate::ErrorKind::Interrupted`], and [`crate::ErrorKind::TooExpensive`] when the time is over.
pub fn between(
    space: &Space,
    atom: &Atom,
    place: u64,
    (low, high): (i64, i64),
    budget: &Budget,
) -> Result<Option<Share>, Error> {
    let Some(elements) = Elements::of(space, atom).filter(|found| place < found.length) else {
        return Ok(None);
    };
    // The bounds are those of whole numbers: below 0 is up to -1.
    if !elements.labels.iter().all(|(label, _)| matches!(label, Value::Int(_))) {
        return Ok(None);
    }
    let within = |seen: &dyn Fn(&Value) -> bool| -> Matches {
        let held = elements.labels.iter().filter(|(label, _)| seen(label));
        elements.among(&held.map(|(_, weight)| weight).sum())
    };
    // The ends of the range stand for no bound.
    let (is_low, is_high) = (low > i64::MIN, high < i64::MAX);
    let (low, high) = (Value::Int(low), Value::Int(high));
    let below = within(&|label| is_low && *label < low);
    let up_to = within(&|label| !is_high || *label <= high);
    let (least, most) = ends(&elements, place);
    let costs = [&below, &up_to].map(|matches| matches.between_cost(least, most));
    if costs.iter().any(|cost| budget.afford(cost.work.saturating_mul(2), cost.bytes).is_err()) {
        return Ok(None);
    }
    let (below, upper) = (below.between(least, most, budget)?, up_to.between(least, most, budget)?);
    let favourable = if upper > below { upper - below } else { BigUint::ZERO };
    let primes = if elements.replaced { primes(&[&elements.all]) } else { None };
    Ok(Some(Share { favourable, whole: up_to.total(), primes }))
}
