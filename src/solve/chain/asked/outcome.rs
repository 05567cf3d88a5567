//! The kinds of outcomes of a chain, and what each makes of what is asked.

use super::{Number, Parts};
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::{Expr, Node, Outcomes};
use crate::statistic::counting::CONTAINS;
use num_bigint::BigInt;
use std::cmp::Ordering;

/// One of the numbers of an outcome, as far as it is known.
#[derive(Clone, Debug)]
pub enum Known {
    /// This value.
    Exactly(Value),
    /// One of a kind of which `like` is an example; where values matter, `value` stands for it.
    Kind {
        /// An example of its kind.
        like: Value,
        /// What its moments are those of.
        value: Value,
    },
    /// It does not matter.
    Unasked,
}

/// An outcome, as far as the question can tell it from others.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It stopped.
    Stopped {
        /// In this state.
        state: Known,
        /// After so many steps.
        steps: Known,
    },
    /// It goes on for ever.
    Never,
}

impl Outcome {
    /// What takes the place of a part of an expression after this outcome; nothing to look inside.
    ///
    /// # Errors
    /// [`ErrorKind::Undefined`] when the last state or the number of steps of what never stops is asked for, and errors
    /// of working out what became known.
    pub fn replace(&self, part: &Expr, parts: Parts) -> Result<Option<Expr>, Error> {
        if !part.mentions(parts.name) {
            return Ok(Some(part.clone()));
        }
        let value = self.value(part, parts).map_err(|error| error.or_at(part.span()))?;
        Ok(value.map(|value| Expr::spanned(Node::Value(value), part.span())))
    }

    pub(super) fn value(&self, part: &Expr, parts: Parts) -> Result<Option<Value>, Error> {
        match self {
            Self::Never if parts.is_stops(part) => Ok(Some(Value::Truth(false))),
            Self::Never => never(part, parts),
            _ if parts.is_stops(part) => Ok(Some(Value::Truth(true))),
            Self::Stopped { state, steps } => {
                for (number, known) in [(Number::Steps, steps), (Number::State, state)] {
                    let (like, value) = match known {
                        Known::Exactly(value) => (value, value),
                        Known::Kind { like, value } => (like, value),
                        Known::Unasked => continue,
                    };
                    if parts.is(number, part) {
                        return Ok(Some(value.clone()));
                    }
                    if matches!(known, Known::Kind { .. }) && parts.view(number, part).is_some() {
                        return seen(part, parts, number, like).map(Some);
                    }
                }
                match (part.node(), state, steps) {
                    (Node::Name(_), Known::Exactly(state), Known::Exactly(steps)) => {
                        Ok(Some(Value::row([state.clone(), steps.clone()])))
                    }
                    _ => Ok(None),
                }
            }
        }
    }
}

/// The value of an expression that sees a number only from afar, for a number like this.
pub(in crate::solve::chain) fn seen(
    part: &Expr,
    parts: Parts,
    number: Number,
    like: &Value,
) -> Result<Value, Error> {
    let known = part.rewrite(&mut |inner| {
        Ok(parts.is(number, inner).then(|| Expr::spanned(Node::Value(like.clone()), inner.span())))
    })?;
    known.evaluate(&mut Outcomes::default())
}

/// What can be said of a chain that never stops: its steps are more than any number, and its last state, which it does not
/// have, differs from every state.
fn never(part: &Expr, parts: Parts) -> Result<Option<Value>, Error> {
    let unlike = matches!(part.node(), Node::Value(_) | Node::Name(_));
    if let Some(view) = parts.view(Number::Steps, part).filter(|view| view.is_plain() && !unlike) {
        return seen(part, parts, Number::Steps, &Value::integer(view.last() + BigInt::from(1))).map(Some);
    }
    match part.node() {
        Node::Compare(comparison, a, b)
            if parts.sees(Number::Steps, part)
                && (parts.is(Number::Steps, a) || parts.is(Number::Steps, b)) =>
        {
            let from = if parts.is(Number::Steps, a) { Ordering::Greater } else { Ordering::Less };
            Ok(Some(Value::Truth(comparison.holds(from))))
        }
        Node::Compare(comparison @ (Comparison::Equal | Comparison::Unequal), a, b)
            if (mentions_state(a, parts) && b.known().is_some())
                || (mentions_state(b, parts) && a.known().is_some()) =>
        {
            Ok(Some(Value::Truth(*comparison == Comparison::Unequal)))
        }
        Node::Call(function, arguments)
            if **function == CONTAINS
                && arguments[0].known().is_some()
                && mentions_state(&arguments[1], parts) =>
        {
            Ok(Some(Value::Truth(false)))
        }
        Node::Name(_) => Ok(Some(Value::row([]))),
        _ if parts.is(Number::Steps, part) => Err(Error::new(
            ErrorKind::Undefined,
            "the chain may never stop: its mean is infinite, its steps have no number",
        )
        .hint("ask `P(stops(S))`, or condition on it: `E(steps(S) | stops(S))`")),
        _ if parts.is(Number::State, part) => {
            Err(Error::new(ErrorKind::Undefined, "the chain may never stop, and then there is no last state")
                .hint("ask `P(stops(S))`, or add it to the event or the condition: `… and stops(S)`"))
        }
        _ => Ok(None),
    }
}

/// Whether an expression speaks of the last state and of nothing else of the chain.
fn mentions_state(e: &Expr, parts: Parts) -> bool {
    e.mentions(parts.name)
        && (parts.is(Number::State, e)
            || !matches!(e.node(), Node::Name(_))
                && e.node().children().all(|c| !c.mentions(parts.name) || mentions_state(c, parts)))
}
