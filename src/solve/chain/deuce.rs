//! Counters that end by a lead: once all of them are beyond every bound of the end, only their differences matter, and rows
//! that differ by the same number in every part are one state.

use super::asked::{Number, Parts};
use crate::model::Value;
use crate::model::chain::{Chain, Form, Lattice, Move, Step, Stop};
use crate::question::{Expr, Node, Operator};
use crate::solve::residue::Residue;
use std::sync::Arc;

/// The chain in which such rows are one; nothing where the end knows no lead, or where the question asks for more than
/// differences of the last row.
pub(super) fn merged(chain: &Chain, parts: Parts, residue: &Residue) -> Option<Chain> {
    let (Form::Lattice(lattice), Stop::When(stop)) = (chain.form(), &chain.stop) else { return None };
    let beyond = lattice.beyond?;
    if !residue.expressions().into_iter().all(|e| is_balanced(e, parts)) {
        return None;
    }
    let own = chain.step.clone();
    let words = lattice.clone();
    let step: Step = Arc::new(move |state| {
        Ok(own(state)?.map(|next| match words.row(next) {
            Some(mut row) => {
                lower(&mut row, beyond);
                words.state(&row)
            }
            None => next.clone(),
        }))
    });
    let own = lattice.step.clone();
    let moves: Move = Arc::new(move |row, rows| {
        let from = rows.len();
        let kind = own(row, rows)?;
        rows[from..].chunks_exact_mut(row.len()).for_each(|row| lower(row, beyond));
        Some(kind)
    });
    let lattice = Lattice { step: moves, ..lattice.clone() };
    let merged = Chain::new(chain.start.clone(), step, Stop::When(stop.clone()));
    Some(merged.with_form(Form::Lattice(lattice)))
}

/// Takes the same from every part, as long as all stay beyond the bound.
fn lower(row: &mut [i64], beyond: i64) {
    let above = row.iter().min().map_or(0, |least| least.saturating_sub(beyond.saturating_add(1)));
    if above > 0 {
        row.iter_mut().for_each(|part| *part -= above);
    }
}

/// Whether an expression asks nothing of the last row but differences of its parts.
fn is_balanced(e: &Expr, parts: Parts) -> bool {
    if !e.mentions(parts.name) || parts.is(Number::Steps, e) || parts.is_stops(e) {
        return true;
    }
    match e.node() {
        Node::Name(_) => false,
        Node::Compare(_, a, b) => match (slope(a, parts), slope(b, parts)) {
            (Some(a), Some(b)) => a == b,
            _ => is_balanced(a, parts) && is_balanced(b, parts),
        },
        node => slope(e, parts) == Some(0) || node.children().all(|part| is_balanced(part, parts)),
    }
}

/// By how much a sum of parts of the last row grows when all of them grow by one.
fn slope(e: &Expr, parts: Parts) -> Option<i64> {
    if !e.mentions(parts.name) {
        return Some(0);
    }
    match e.node() {
        Node::At(row, index) if parts.is(Number::State, row) => {
            matches!(index.known(), Some(Value::Int(_))).then_some(1)
        }
        Node::Arithmetic(Operator::Add, a, b) => slope(a, parts)?.checked_add(slope(b, parts)?),
        Node::Arithmetic(Operator::Subtract, a, b) => slope(a, parts)?.checked_sub(slope(b, parts)?),
        _ => None,
    }
}
