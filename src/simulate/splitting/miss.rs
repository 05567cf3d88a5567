//! By how much an outcome misses an event: 0 where the event happens, and less the nearer it comes.
//!
//! How near is a matter of taste, and guides the levels of splitting only; that a miss of 0 is the event itself is not.

use crate::error::Error;
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::number::to_f64;
use crate::question::{Expr, Node, Outcomes, Quantifier};
use crate::statistic::extremes::{MAX, MIN};
use num_traits::Signed;

/// The miss of an event, by its form.
#[derive(Clone, Debug)]
pub(super) enum Miss {
    /// An event that happens or does not.
    Truth(Expr),
    /// How far one value is from where it should be beside the other.
    Compare(Comparison, Expr, Expr),
    /// How far the greatest (else the least) of a row is from where it should be, and how far those beyond that are.
    Extreme(Comparison, bool, Expr, Expr),
    /// How many elements are as they should not be.
    Failing(Expr),
    /// The sum of the misses: all must happen.
    Sum(Vec<Miss>),
    /// The least of the misses: one must happen.
    Least(Vec<Miss>),
}

impl Miss {
    pub(super) fn of(event: &Expr) -> Self {
        match event.node() {
            Node::Compare(comparison, a, b) => Self::of_comparison(*comparison, a, b),
            Node::And(parts) => Self::Sum(parts.iter().map(Self::of).collect()),
            Node::Or(parts) => Self::Least(parts.iter().map(Self::of).collect()),
            Node::Not(event) => Self::of_opposite(event),
            Node::Each(Quantifier::All, depth, domain, body) => {
                Self::failing(*depth, domain, Expr::new(Node::Not(body.clone())))
            }
            _ => Self::Truth(event.clone()),
        }
    }

    /// The miss of what happens where an event does not.
    fn of_opposite(event: &Expr) -> Self {
        match event.node() {
            Node::Compare(comparison, a, b) => Self::of_comparison(comparison.opposite(), a, b),
            Node::And(parts) => Self::Least(parts.iter().map(Self::of_opposite).collect()),
            Node::Or(parts) => Self::Sum(parts.iter().map(Self::of_opposite).collect()),
            Node::Not(event) => Self::of(event),
            Node::Each(Quantifier::Any, depth, domain, body) => Self::failing(*depth, domain, body.clone()),
            _ => Self::Truth(Expr::new(Node::Not(event.clone()))),
        }
    }

    fn of_comparison(comparison: Comparison, a: &Expr, b: &Expr) -> Self {
        match a.node() {
            Node::Call(function, row) if row.len() == 1 && (**function == MAX || **function == MIN) => {
                Self::Extreme(comparison, **function == MAX, row[0].clone(), b.clone())
            }
            _ => Self::Compare(comparison, a.clone(), b.clone()),
        }
    }

    fn failing(depth: usize, domain: &Expr, fails: Expr) -> Self {
        Self::Failing(Expr::new(Node::Each(Quantifier::Count, depth, domain.clone(), fails)))
    }

    /// By how much these outcomes miss the event.
    ///
    /// # Errors
    /// Those of the event on the outcomes.
    pub(super) fn on(&self, outcomes: &mut Outcomes) -> Result<f64, Error> {
        match self {
            Self::Truth(event) => Ok(f64::from(u8::from(event.evaluate(outcomes)? != Value::Truth(true)))),
            Self::Compare(comparison, a, b) => {
                let (a, b) = (a.evaluate(outcomes)?, b.evaluate(outcomes)?);
                compared(*comparison, &a, &b)
            }
            Self::Extreme(comparison, greatest, row, bound) => {
                let (row, bound) = (row.evaluate(outcomes)?, bound.evaluate(outcomes)?);
                let extreme = if *greatest { &MAX } else { &MIN }.apply(std::slice::from_ref(&row))?;
                let miss = compared(*comparison, &extreme, &bound)?;
                let beyond = |value: &&Value| if *greatest { **value > bound } else { **value < bound };
                let far = row.elements().iter().filter(beyond).map(|value| apart(value, &bound)).sum::<f64>();
                // Where one beyond the bound is what is asked for, it is there as soon as the event happens.
                Ok(if miss > 0.0 { miss + far } else { 0.0 })
            }
            Self::Failing(count) => count.evaluate(outcomes).map(|count| apart(&count, &Value::Int(0))),
            Self::Sum(parts) => parts.iter().try_fold(0.0, |sum, part| Ok(sum + part.on(outcomes)?)),
            Self::Least(parts) => {
                parts.iter().try_fold(f64::INFINITY, |least, part| Ok(part.on(outcomes)?.min(least)))
            }
        }
    }
}

fn compared(comparison: Comparison, a: &Value, b: &Value) -> Result<f64, Error> {
    let holds = match (a, b) {
        (Value::Int(a), Value::Int(b)) => comparison.holds(a.cmp(b)),
        _ => {
            // What compares with what is decided in one place.
            let [a, b] = [a, b].map(|value| Expr::value_of(value.clone()));
            let compared = Expr::new(Node::Compare(comparison, a, b));
            compared.evaluate(&mut Outcomes::default())? == Value::Truth(true)
        }
    };
    Ok(match comparison {
        _ if holds => 0.0,
        Comparison::Equal | Comparison::AtLeast | Comparison::AtMost => apart(a, b).max(f64::MIN_POSITIVE),
        _ => apart(a, b) + 1.0,
    })
}

/// How far two values are apart; of rows, in how many places they differ.
fn apart(a: &Value, b: &Value) -> f64 {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => a.abs_diff(*b) as f64,
        (Value::Level(a), Value::Level(b)) => f64::from(a.index.abs_diff(b.index)),
        (Value::Row(a), Value::Row(b)) if a.len() == b.len() => {
            a.iter().zip(b.iter()).filter(|(a, b)| a != b).count() as f64
        }
        _ => match (a.ratio(), b.ratio()) {
            (Some(a), Some(b)) => to_f64(&(a - b).abs()),
            _ => f64::from(u8::from(a != b)),
        },
    }
}
