//! Draws until a condition: where condition and question look at a little of the sample only, that little is the state
//! of a chain.
//!
//! The rules, that of the fewest states first: counts of matches, or how many labels differ ([`counting`]); how often labels
//! have come, whichever they are ([`alike`]); and what automata remember from draw to draw ([`watched`]). Means of sums
//! over all draws need no law of theirs ([`wald`]), and the number of draws until a label has come m times has a formula
//! ([`repeated`]).

pub mod alike;
pub mod counting;
pub mod memory;
pub mod naturals;
pub mod repeated;
pub mod wald;
pub mod watched;

use crate::error::{Error, ErrorKind};
use crate::model::pattern::Comparison;
use crate::model::until::{Stopping, Until};
use crate::model::{Chain, Pattern, Value};
use crate::question::{Expr, Node};
use crate::solve::chain::Purpose;
use crate::solve::residue::Residue;
use crate::statistic::function;
use memory::Memory;
use std::sync::Arc;

/// The chain that answers like the draws, and the residue that asks it: its steps are the length of the sample. Nothing where
/// the sample must be looked at as a whole.
///
/// # Errors
/// Those of rewriting the residue, and of statistics that the labels do not have.
pub fn chained(
    until: &Until,
    name: usize,
    residue: &Residue,
    purpose: Purpose,
) -> Result<Option<(Chain, Residue)>, Error> {
    let by_length = wald::by_length(until, name, residue, purpose)?;
    let residue = by_length.as_ref().unwrap_or(residue);
    for rule in &until.stopping {
        let found = match rule {
            Stopping::Counts { .. } | Stopping::Distinct(_) => counting::chained(until, rule, name, residue)?,
            Stopping::Repeated { .. } => None,
            Stopping::Multiplicities { classes, cap } => {
                alike::chained(until, (classes.as_deref(), *cap), name, residue)?
            }
            Stopping::Watched(watch) => watched::chained(until, watch, name, residue)?,
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The error of a chain that may never stop, said of draws.
#[must_use]
pub fn of_draws(error: Error) -> Error {
    if error.kind() != ErrorKind::Undefined || !error.message().starts_with("the chain may never stop") {
        return error;
    }
    let told =
        Error::new(ErrorKind::Undefined, "the condition of the draws may never be met: they have no number");
    told.hint("change the condition, or ask for a bound: `P(length(X) <= 10)`").or_at(error.span())
}

/// The ways to tell from little whether a condition on the sample so far, the element at this depth, is met by the draws.
#[must_use]
pub fn stopping(until: &Until, condition: &Expr, depth: usize) -> Vec<Stopping> {
    let reached = reached(until, condition, depth);
    let counted = counting::stopping(reached.as_ref().unwrap_or(condition), depth);
    let mut rules: Vec<Stopping> = counted.into_iter().collect();
    // The sample so far as the only experiment.
    let mut sample = |part: &Expr| match part.node() {
        Node::Element(d) if *d == depth => Ok(Some(Expr::spanned(Node::Name(0), part.span()))),
        _ => Ok(None),
    };
    let Ok(condition) = condition.rewrite(&mut sample) else { return rules };
    // Labels that a statistic does not have are found by the definition.
    rules.extend(alike::repeated(until, &condition).ok().flatten());
    if let Ok(Some(rule)) = alike::stopping(until, &condition) {
        rules.push(rule);
    }
    if let Ok(Some(memory)) = Memory::of(until, 0, &[&condition]) {
        // Numbers that are only told together may each grow without end.
        let is_open =
            |rule: &Stopping| matches!(rule, Stopping::Counts { caps, .. } if caps.contains(&u64::MAX));
        if memory.joins_numbers() && until.from.replaces() {
            rules.retain(|rule| !is_open(rule));
        }
        rules.push(Stopping::Watched(Arc::new(watched::Condition::new(condition, memory))));
    }
    rules
}

/// That the largest or smallest element reaches a bound, as the condition that some element does: both hold from the same draw
/// on. Nothing for a condition of another form, and among labels that are no whole numbers.
fn reached(until: &Until, condition: &Expr, depth: usize) -> Option<Expr> {
    let Node::Compare(comparison, extreme, bound) = condition.node() else { return None };
    let (Node::Call(called, arguments), Some(bound @ Value::Int(n))) = (extreme.node(), bound.known()) else {
        return None;
    };
    let [sample] = arguments.as_slice() else { return None };
    let whole = |(label, _): (Value, _)| if let Value::Int(n) = label { Some(n) } else { None };
    let labels: Vec<i64> = until.from.labels().into_iter().map(whole).collect::<Option<_>>()?;
    let reaches = match (called.name, comparison) {
        ("max", Comparison::AtLeast | Comparison::Greater)
        | ("min", Comparison::AtMost | Comparison::Less) => true,
        ("max", Comparison::Equal) => labels.iter().max() == Some(n),
        ("min", Comparison::Equal) => labels.iter().min() == Some(n),
        _ => false,
    };
    let is_sample = matches!(sample.node(), Node::Element(d) if *d == depth);
    let contains = function("contains", 2).filter(|_| reaches && is_sample)?;
    let pattern = Value::Pattern(Arc::new(Pattern::Compare(*comparison, bound.clone())));
    let drawn = Node::Call(contains, vec![Expr::value_of(pattern), sample.clone()]);
    Some(Expr::spanned(drawn, condition.span()))
}

/// The outcome in which a chain of draws ends: that it ends, and what the parts of the question are worth there. A part
/// without a value leaves its place empty.
fn end(values: impl IntoIterator<Item = Option<Value>>) -> Value {
    let told = values.into_iter().map(Value::row);
    Value::row([Value::Truth(true), Value::row(told)])
}

/// Whether a state is an [`end`].
fn is_end(state: &Value) -> bool {
    state.elements().first() == Some(&Value::Truth(true))
}

/// The residue in which these parts are read from the [`end`], and the length of the sample is the number of steps.
///
/// # Errors
/// Those of rewriting the residue.
fn read_from_end(residue: &Residue, name: usize, parts: &[Expr]) -> Result<Residue, Error> {
    let at = |of: Expr, place: usize| {
        Expr::new(Node::At(of, Expr::value_of(i64::try_from(place).unwrap_or(i64::MAX))))
    };
    residue.put(name, &mut |part| {
        if is_length(part, name) {
            return Some(at(Expr::new(Node::Name(name)), 2));
        }
        let index = parts.iter().position(|other| other == part)?;
        let told = at(at(Expr::new(Node::Name(name)), 1), 2);
        Some(at(at(told, index + 1), 1))
    })
}

/// Whether an expression is the length of the sample of this experiment.
#[must_use]
pub fn is_length(e: &Expr, name: usize) -> bool {
    matches!(e.node(), Node::Call(function, arguments)
        if function.name == "length" && matches!(arguments[0].node(), Node::Name(n) if *n == name))
}
