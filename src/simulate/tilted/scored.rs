//! Independent dice, what each of their faces adds to a sum, and how they are tilted.

use super::{Dice, WEIGHTS};
use crate::model::{Space, Value};
use crate::number::to_f64;
use crate::question::{Expr, Node, Operator, Outcomes, Quantifier, Question};
use crate::simulate::chance::Weighted;
use crate::simulate::loaded::Loaded;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;

/// Equal dice with their scores, not yet tilted.
pub(super) struct Scored {
    pub(super) count: u64,
    /// The probability and the score of each face.
    pub(super) faces: Vec<(f64, i64)>,
}

impl Scored {
    /// The dice thrown by integer weights near p·e^{θ·score}.
    pub(super) fn tilted(self, tilt: f64) -> Option<Dice> {
        let log = logarithm_of(&self, tilt);
        let weight = |(p, score): &(f64, i64)| {
            // Rounded up: what can happen can be thrown, and no face gets much rarer than it was meant to be.
            let share = p * (tilt * *score as f64 - log).exp();
            if *p > 0.0 { ((share * WEIGHTS).ceil() as u64).max(1) } else { 0 }
        };
        let weights: Vec<u64> = self.faces.iter().map(weight).collect();
        let total = weights.iter().sum::<u64>() as f64;
        let rarer = |((p, score), weight): (&(f64, i64), &u64)| (*score, (p * total / *weight as f64).ln());
        let faces = self.faces.iter().zip(&weights).map(rarer).collect();
        let weights: Vec<BigUint> = weights.into_iter().map(BigUint::from).collect();
        let loaded = Loaded::new(&Weighted::new(weights.iter()))?;
        Some(Dice { count: self.count, loaded, faces, excess: total / WEIGHTS })
    }
}

/// The dice that a sum adds scores of; nothing where it is no such sum.
pub(super) fn scored(question: &Question, sum: &Expr) -> Option<Vec<Scored>> {
    let mut dice = Vec::new();
    for (name, named) in question.experiments.iter().enumerate().filter(|(name, _)| sum.mentions(*name)) {
        let single;
        let (groups, is_row) = match &**named.experiment.space()? {
            Space::Single(faces) => {
                single = [(faces.clone(), 1)];
                (single.as_slice(), false)
            }
            Space::Trials(groups) => (&**groups, true),
            _ => return None,
        };
        for (faces, count) in groups {
            let total = BigInt::from(faces.total().clone());
            let scored = |(face, weight): &(Value, BigUint)| {
                let p = to_f64(&BigRational::new(BigInt::from(weight.clone()), total.clone()));
                let outcome = if is_row { Value::row([face.clone()]) } else { face.clone() };
                Some((p, score(sum, name, &outcome)?))
            };
            let faces = faces.weights().iter().map(scored).collect::<Option<_>>()?;
            dice.push(Scored { count: *count, faces });
        }
    }
    (!dice.is_empty()).then_some(dice)
}

/// What the outcome of one die of an experiment adds to a sum; nothing where the expression is no sum over its dice.
fn score(sum: &Expr, name: usize, outcome: &Value) -> Option<i64> {
    let score_of = |part: &Expr| score(part, name, outcome);
    if sum.names() == 0 {
        // A constant would be added for each die.
        return None;
    }
    if !sum.mentions(name) {
        return Some(0);
    }
    match sum.node() {
        Node::Arithmetic(Operator::Add, a, b) => score_of(a)?.checked_add(score_of(b)?),
        Node::Arithmetic(Operator::Subtract, a, b) => score_of(a)?.checked_sub(score_of(b)?),
        Node::Sum(parts) => parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(score_of(part)?)),
        _ if is_additive(sum, name) => {
            let mut outcomes = Outcomes::default();
            outcomes.names = vec![None; name + 1];
            outcomes.names[name] = Some(outcome.clone());
            match sum.evaluate(&mut outcomes).ok()? {
                // Sums of so many scores stay within a word.
                Value::Int(score) if score.unsigned_abs() < 1 << 40 => Some(score),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether what an expression says of a row is the sum of what it says of each of its elements.
fn is_additive(expression: &Expr, name: usize) -> bool {
    let is_the_row = |e: &Expr| matches!(e.node(), Node::Name(n) if *n == name);
    match expression.node() {
        Node::Name(_) => true,
        Node::Call(function, arguments) => match (function.name, arguments.as_slice()) {
            ("sum", [row]) => is_the_row(row),
            ("count", [what, row]) => what.names() == 0 && is_the_row(row),
            _ => false,
        },
        Node::Each(Quantifier::Count | Quantifier::Sum, _, row, body) => is_the_row(row) && body.names() == 0,
        _ => false,
    }
}

/// ln Σ p·e^{θ·score} of one of the dice.
fn logarithm_of(dice: &Scored, tilt: f64) -> f64 {
    let most = dice.faces.iter().map(|(_, score)| tilt * *score as f64).fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = dice.faces.iter().map(|(p, score)| p * (tilt * *score as f64 - most).exp()).sum();
    most + sum.ln()
}

/// The same of all dice together: the cumulant function of the sum.
pub(super) fn logarithm(dice: &[Scored], tilt: f64) -> f64 {
    dice.iter().map(|dice| dice.count as f64 * logarithm_of(dice, tilt)).sum()
}

/// The mean of the sum of tilted dice.
pub(super) fn mean(dice: &[Scored], tilt: f64) -> f64 {
    let of = |dice: &Scored| {
        let log = logarithm_of(dice, tilt);
        let share = |(p, score): &(f64, i64)| p * (tilt * *score as f64 - log).exp() * *score as f64;
        dice.count as f64 * dice.faces.iter().map(share).sum::<f64>()
    };
    dice.iter().map(of).sum()
}

/// The least and the greatest sum.
pub(super) fn ends(dice: &[Scored]) -> Option<(i64, i64)> {
    let possible =
        |dice: &Scored| dice.faces.iter().filter(|(p, _)| *p > 0.0).map(|face| face.1).collect::<Vec<_>>();
    let mut ends = (0_i64, 0_i64);
    for dice in dice {
        let (scores, count) = (possible(dice), i64::try_from(dice.count).ok()?);
        ends.0 = ends.0.checked_add(scores.iter().min()?.checked_mul(count)?)?;
        ends.1 = ends.1.checked_add(scores.iter().max()?.checked_mul(count)?)?;
    }
    Some(ends)
}

/// The θ that puts the mean of the sum on a number, by bisection; beyond ±40 a face of a score that is one worse is hardly
/// ever thrown, which is enough for the ends.
pub(super) fn tilt(dice: &[Scored], goal: f64) -> f64 {
    let (mut low, mut high) = (-40.0, 40.0);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if mean(dice, middle) < goal { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}
