//! Chains on rows of whole numbers: their steps and their end as formulas over machine words.

use crate::language::check::chain::Rule;
use crate::language::check::collection::weighted;
use crate::model::Value;
use crate::model::chain::{End, Lattice, Move, Stop};
use crate::question::Expr;
use crate::question::formula::{Bound, Formula};
use crate::question::lead;
use num_bigint::BigUint;
use num_traits::Zero;
use std::sync::Arc;

/// A rule with constant weights, as formulas.
enum Moves {
    /// The next rows, part by part, and the number of their weights.
    Branches(Vec<Formula>, usize),
    /// By one rule or another.
    If(Formula, Box<(Moves, Moves)>),
}

impl Moves {
    /// Whether every step leads to a row of which no part is smaller, and by the same numbers from everywhere.
    fn only_grow(&self, count: usize) -> bool {
        match self {
            Self::Branches(parts, _) => {
                parts.iter().enumerate().all(|(i, part)| lead::keeps_or_grows(part, i % count))
            }
            Self::If(..) => false,
        }
    }

    /// Appends the rows after this one; gives the number of their weights.
    fn append(&self, row: &[i64], rows: &mut Vec<i64>) -> Option<usize> {
        match self {
            Self::Branches(parts, weights) => {
                for part in parts {
                    rows.push(part.of(row)?);
                }
                Some(*weights)
            }
            Self::If(condition, rules) => match condition.of(row)? {
                0 => rules.1.append(row, rows),
                _ => rules.0.append(row, rows),
            },
        }
    }
}

/// The steps and the end of a chain over the element of this depth, for states like this start; nothing for a chain that
/// is no arithmetic on whole numbers, or whose weights depend on the state.
pub(super) fn lattice(
    rule: &Rule,
    stop: &Stop,
    until: Option<&Expr>,
    depth: usize,
    start: &Value,
) -> Option<Lattice> {
    let parts = match start {
        Value::Int(_) => None,
        Value::Row(parts) if parts.iter().all(|part| matches!(part, Value::Int(_))) => Some(parts.len()),
        _ => return None,
    };
    let bound = Bound { depth, parts };
    let mut lead = None;
    let end: End = match (stop, until) {
        (Stop::After(_), _) => Arc::new(|_| Some(false)),
        (Stop::When(_), Some(condition)) => {
            let condition = bound.truth(condition)?;
            lead =
                lead::beyond(&condition).filter(|(_, is_lead)| *is_lead && parts > Some(1)).map(|(n, _)| n);
            Arc::new(move |row| Some(condition.of(row)? != 0))
        }
        (Stop::When(_), None) => return None,
    };
    let mut weights = Vec::new();
    let moves = moves(rule, bound, &mut weights)?;
    let beyond = lead.filter(|_| moves.only_grow(parts.unwrap_or(1)));
    let step: Move = Arc::new(move |row, rows| moves.append(row, rows));
    Some(Lattice { parts, step, weights: weights.into(), end, beyond })
}

fn moves(rule: &Rule, bound: Bound, weights: &mut Vec<(Vec<BigUint>, BigUint)>) -> Option<Moves> {
    match rule {
        Rule::Branches(branches, span) => {
            let known: Vec<Value> =
                branches.iter().map(|(_, w)| w.known().cloned()).collect::<Option<_>>()?;
            let labels: Vec<Value> = (0..branches.len() as i64).map(Value::Int).collect();
            let shares = weighted(&labels, known, *span).ok()?;
            let (mut parts, mut each) = (Vec::new(), Vec::new());
            for ((item, _), (_, share)) in branches.iter().zip(shares.weights()) {
                if !share.is_zero() {
                    parts.extend(bound.row(item)?);
                    each.push(share.clone());
                }
            }
            let total = each.iter().sum();
            weights.push((each, total));
            Some(Moves::Branches(parts, weights.len() - 1))
        }
        Rule::If(condition, then, otherwise) => {
            let condition = bound.truth(condition)?;
            let rules = (moves(then, bound, weights)?, moves(otherwise, bound, weights)?);
            Some(Moves::If(condition, Box::new(rules)))
        }
        Rule::Value(..) => None,
    }
}
