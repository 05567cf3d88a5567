//! How many ways an event has, with the formula that says so.

use crate::explain::Step;
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use num_bigint::BigUint;
use num_traits::One;

/// How many outcomes are favourable, and the steps that say why.
pub struct Favourable {
    /// The number of outcomes (their total weight, when they are not equally likely).
    pub count: BigUint,
    /// The steps.
    pub steps: Vec<Step>,
    /// The one formula that comes to this number, where there is one.
    pub formula: Option<String>,
    /// For draws in order: how many selections there are without it.
    pub unordered: Option<BigUint>,
}

impl Favourable {
    /// A count at the end of these steps; its formula is that of the last of them.
    pub fn at_end(count: BigUint, steps: Vec<Step>) -> Self {
        let formula = steps.last().and_then(|step| step.formula.clone());
        Self { count, steps, formula, unordered: None }
    }

    /// The same where the last formula is too long to stand in another.
    pub fn without_formula(self) -> Self {
        Self { formula: None, ..self }
    }
}

/// A number of fair dice with faces 1 to f.
pub fn fair_dice(space: &Space) -> Option<(u64, u64)> {
    let Space::Trials(groups) = space else { return None };
    let [(faces, count)] = groups.as_ref() else { return None };
    let sides = faces.weights().len();
    let plain = faces.weights().iter().zip(1..).all(|((face, _), n)| *face == Value::Int(n));
    let single = faces.weights().iter().all(|(_, weight)| weight.is_one());
    (single && plain).then_some((*count, sides as u64))
}

/// Whole numbers that satisfy the comparison, between `low` and `high`.
pub fn satisfying(comparison: Comparison, bound: &Value, low: u64, high: u64) -> Option<Vec<u64>> {
    if !bound.is_number() {
        return None;
    }
    let fits = |n: &u64| comparison.holds(Value::Int(n.cast_signed()).cmp(bound));
    (high.saturating_sub(low) < 10_000).then(|| (low..=high).filter(fits).collect())
}
