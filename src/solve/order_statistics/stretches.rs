//! In how many ways all elements of a sample lie within a stretch of the labels.

use crate::model::space::binomial_bits;
use crate::model::{Space, Value};
use crate::number;
use crate::solve::atom::Atom;
use crate::solve::closed_form::runs;
use crate::solve::plan::{Cost, product_cost};
use num_bigint::BigUint;
use num_traits::{Pow, ToPrimitive, Zero};
use std::collections::{BTreeMap, BTreeSet};

/// The numbers that a part of a sample may show, in ascending order, and how much lies below each.
pub struct Stretches {
    numbers: Vec<i64>,
    runs: Vec<Run>,
    replaced: bool,
}

/// Elements that share the weights of their labels.
struct Run {
    /// What the labels before each weigh, and at the end the weight of all.
    below: Vec<BigUint>,
    elements: u64,
}

impl Stretches {
    /// The stretches of a part of a sample that has elements and shows whole numbers.
    #[must_use]
    pub fn of(space: &Space, atom: &Atom) -> Option<Self> {
        let is_sample = matches!(space, Space::Trials(_) | Space::Draw(..) | Space::Choose(..));
        if !is_sample || atom.path.length() == 0 || !atom.path.is_unmapped() {
            return None;
        }
        let mut spoken = runs(space, atom);
        spoken.retain(|(_, elements)| *elements > 0);
        spoken.iter_mut().for_each(|(weights, _)| weights.retain(|_, weight| !weight.is_zero()));
        let labels: BTreeSet<&Value> =
            spoken.iter().flat_map(|(weights, _)| weights.keys().copied()).collect();
        let whole = |label: &&Value| if let Value::Int(n) = label { Some(*n) } else { None };
        let numbers: Vec<i64> = labels.iter().map(whole).collect::<Option<_>>()?;
        numbers.last()?.checked_sub(*numbers.first()?)?;
        let run = |(weights, elements): (BTreeMap<&Value, BigUint>, u64)| {
            let mut below = vec![BigUint::ZERO];
            for label in &labels {
                let here = weights.get(label).cloned().unwrap_or_default();
                below.push(&below[below.len() - 1] + here);
            }
            Run { below, elements }
        };
        let runs = spoken.into_iter().map(run).collect();
        Some(Self { numbers, runs, replaced: matches!(space, Space::Trials(_)) })
    }

    /// The numbers in ascending order.
    #[must_use]
    pub fn numbers(&self) -> &[i64] {
        &self.numbers
    }

    /// The greatest number less the least.
    #[must_use]
    pub fn span(&self) -> i64 {
        self.numbers[self.numbers.len() - 1] - self.numbers[0]
    }

    /// Whether all labels weigh the same, so that the ways depend on how many there are in a stretch.
    #[must_use]
    pub fn are_alike(&self) -> bool {
        let alike = |run: &Run| {
            let each = &run.below[1];
            run.below.windows(2).all(|pair| &pair[1] - &pair[0] == *each)
        };
        self.runs.iter().all(alike)
    }

    /// How far each number is from the next, where that is the same everywhere.
    #[must_use]
    pub fn step(&self) -> Option<i64> {
        let step = self.numbers.get(1).map_or(1, |second| second - self.numbers[0]);
        self.numbers.windows(2).all(|pair| pair[1] - pair[0] == step).then_some(step)
    }

    /// In how many ways all elements lie from the label at one place to before that at another.
    #[must_use]
    pub fn ways(&self, from: usize, to: usize) -> BigUint {
        if from >= to {
            return BigUint::ZERO;
        }
        let of = |run: &Run| {
            let within = &run.below[to] - &run.below[from];
            match self.replaced {
                true => Pow::pow(within, run.elements),
                false => number::binomial(within.to_u64().unwrap_or(0), run.elements),
            }
        };
        self.runs.iter().map(of).product()
    }

    /// The weight of everything.
    #[must_use]
    pub fn total(&self) -> BigUint {
        self.ways(0, self.numbers.len())
    }

    /// The weights of all labels of each run, whose powers make the weight of everything; nothing without replacement.
    #[must_use]
    pub fn factors(&self) -> Option<Vec<&BigUint>> {
        self.replaced.then(|| self.runs.iter().filter_map(|run| run.below.last()).collect())
    }

    /// What it costs to work out in how many ways all lie within one stretch.
    #[must_use]
    pub fn cost(&self) -> Cost {
        let of = |run: &Run| match (run.below.last(), self.replaced) {
            (Some(all), true) => all.bits().saturating_mul(run.elements),
            (Some(all), false) => binomial_bits(all.to_u64().unwrap_or(u64::MAX), run.elements),
            _ => 0,
        };
        let bits = self.runs.iter().fold(0_u64, |bits, run| bits.saturating_add(of(run)));
        let cost = product_cost(bits);
        Cost { work: cost.work + 100, bytes: cost.bytes }
    }
}
