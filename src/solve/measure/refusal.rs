//! Why a question has no answer, and what to ask instead.

use super::Asking;
use crate::error::{Error, ErrorKind, Span};
use crate::model::Value;
use crate::question::{Expr, Node, Operator, Question};
use crate::statistic::numeric;
use std::time::Duration;

/// A division by zero says of what: `division by zero when X = 0`.
pub(super) fn divided(error: Error, question: &Question) -> Error {
    let Some(place) = error.span().filter(|_| error.kind() == ErrorKind::Undefined) else { return error };
    let mut asked = question.asked.expressions().into_iter().chain(&question.given);
    match asked.find_map(|whole| divisor(whole, place)).filter(|divisor| divisor.names() != 0) {
        Some(divisor) => {
            let divisor = question.text_of(divisor);
            let message = format!("{} when {divisor} = 0", error.message());
            Error::new(ErrorKind::Undefined, message)
                .hint(format!("give a condition that rules it out: `… | {divisor} != 0`"))
                .at(place)
        }
        None => error,
    }
}

/// The divisor that was read at this place.
fn divisor(whole: &Expr, place: Span) -> Option<&Expr> {
    let here = match whole.node() {
        Node::Arithmetic(Operator::Divide | Operator::Modulo, _, b) if b.span() == Some(place) => Some(b),
        _ => None,
    };
    here.or_else(|| whole.node().children().find_map(|child| divisor(child, place)))
}

/// The refusal of a road that was asked for and does not lead to the answer.
#[must_use]
pub fn impassable() -> Error {
    Error::new(ErrorKind::Unsupported, "that road does not lead to the answer of this question")
        .hint("leave `--road` out")
}

/// The refusal of a condition that never holds.
#[must_use]
pub fn impossible(given: Option<&Expr>) -> Error {
    Error::new(ErrorKind::ImpossibleCondition, "the condition has probability 0")
        .hint("nothing can be known given what never happens")
        .or_at(given.and_then(Expr::span))
}

/// What is asked instead of the middle of things without an order.
pub(super) fn likeliest(thing: &Value, of: &str) -> String {
    let label = match thing {
        Value::Row(parts) => parts.first(),
        one => Some(one),
    };
    match label {
        Some(label @ Value::Word(_)) => {
            format!("ask for the likeliest, `mode({of})`, or count: `median(count({label} in {of}))`")
        }
        _ => format!("ask for the likeliest, `mode({of})`"),
    }
}

pub(super) fn unequal(span: Option<Span>) -> Error {
    Error::new(ErrorKind::NotEquallyLikely, "the outcomes are not equally likely, so they cannot be counted")
        .hint("ask for the probability, `P(…)`")
        .or_at(span)
}

impl Asking<'_> {
    /// The error of a law that has no end, with one that has as the way out, where that is soon found.
    pub(super) fn up_to_a_bound(&self, parts: &[Expr], error: Error) -> Error {
        const BOUND: i64 = 20;
        const SOON: Duration = Duration::from_millis(300);
        if error.kind() != ErrorKind::Unsupported {
            return error;
        }
        let budget = self.budget.within(SOON);
        let has_law = |parts: &[Expr]| Asking::of(self.question, self.choice, &budget).law(parts).is_ok();
        let least = |part: &Expr| {
            let bounded = Node::Call(&numeric::MIN, vec![part.clone(), Expr::value_of(BOUND)]);
            if has_law(std::slice::from_ref(part)) { part.clone() } else { Expr::new(bounded) }
        };
        let bounded: Vec<Expr> = parts.iter().map(least).collect();
        if !has_law(&bounded) {
            return error;
        }
        let texts: Vec<String> = bounded.iter().map(|part| self.question.text_of(part)).collect();
        let given = self.question.given.as_ref();
        let given = given.map_or(String::new(), |given| format!(" | {}", self.question.text_of(given)));
        error.hint(format!(
            "ask for its law up to a bound, `dist({}{given})`, or for a mean, a variance or a quantile",
            texts.join(", "),
        ))
    }
}
