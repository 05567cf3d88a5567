//! Events where numbers are due: `A + B`, `AB`, `A/B` of other books, and events that are to be counted.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast, Operator};
use crate::language::check::Checker;
use crate::language::check::typed::{Kind, Typed};
use crate::language::print_expression;

/// What an event is told that stands where a number is due.
const NO_NUMBER: &str = "a number is needed here, not an event";

impl Checker<'_> {
    /// One side of an operator between numbers; events are joined by words.
    pub(super) fn reckoned(
        &mut self,
        operator: Operator,
        sides: [&ast::Expr; 2],
        side: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        let whole = |error: Error| match error.message() == NO_NUMBER && operator == Operator::Add {
            // Of `A + B + C` the first sum is met first, and the fix is that of the whole.
            true if matches!(side.node, Ast::Binary { operator: Operator::Add, .. }) => {
                events(operator, sides, span)
            }
            _ => error,
        };
        let typed = self.value(side, None).map_err(whole)?;
        if typed.kind == Kind::Truth {
            return Err(events(operator, sides, span));
        }
        let cards = matches!(&typed.kind, Kind::Sample(sample) if *sample.element == Kind::Card);
        if cards && operator == Operator::Add {
            return Err(Error::new(ErrorKind::Kind, "hands of cards are no numbers, and cannot be added")
                .hint("draw them as one row: `X ~ draw 7 from deck`, with `X[1..2]` the hand; `poker(X)` is the best")
                .at(span));
        }
        self.operand(typed, side)
    }
}

/// How the events on either side of a sign of arithmetic are joined, where they are stated ones.
pub(super) fn words_for(operator: Operator, left: &ast::Expr, right: &ast::Expr) -> Option<String> {
    let [a, b] = [left, right].map(bracketed);
    Some(match operator {
        Operator::Add => format!("did you mean `{a} or {b}`?"),
        Operator::Multiply => format!("did you mean `{a} and {b}`?"),
        Operator::Subtract => format!("did you mean `{a} and not {b}`?"),
        Operator::Divide => format!("did you mean `{a} | {b}`, as in `P({a} | {b})`?"),
        _ => return None,
    })
}

/// The error of an event as a number, and how it is made one.
pub(super) fn event_as_number(ast: &ast::Expr) -> Error {
    let text = print_expression(ast);
    Error::new(ErrorKind::Kind, NO_NUMBER)
        .hint(format!("`(if {text} then 1 else 0)` makes a number of it"))
        .at(ast.span)
}

/// The error of events between signs of arithmetic.
fn events(operator: Operator, [left, right]: [&ast::Expr; 2], span: Span) -> Error {
    let error = Error::new(ErrorKind::Kind, NO_NUMBER).at(span);
    let is_number = |side: &ast::Expr| matches!(side.node, Ast::Number(_) | Ast::Negate(_));
    // `10*(d6 = 6)` counts an event; `A*B` joins two.
    if is_number(left) || is_number(right) {
        let (number, event) = if is_number(left) { (left, right) } else { (right, left) };
        let [number, event] = [number, event].map(print_expression);
        return match operator {
            Operator::Multiply => error.hint(format!("did you mean `(if {event} then {number} else 0)`?")),
            _ => error.hint(format!("`(if {event} then 1 else 0)` makes a number of it")),
        };
    }
    let mut terms = vec![right];
    let mut first = left;
    while let Ast::Binary { operator: Operator::Add, left, right } = &first.node {
        terms.push(right);
        first = left;
    }
    terms.push(first);
    let terms: Vec<String> = terms.into_iter().rev().map(bracketed).collect();
    let [a, b] = [left, right].map(bracketed);
    error.hint(match operator {
        Operator::Add => {
            let list = terms.join(", ");
            format!(
                "did you mean `{}`? How many of them happen is `count(x in ({list}): x)`",
                terms.join(" or ")
            )
        }
        Operator::Multiply => format!("did you mean `{a} and {b}`?"),
        Operator::Subtract => format!("did you mean `{a} and not {b}`?"),
        Operator::Power if matches!(&right.node, Ast::Name(c) if matches!(c.as_str(), "c" | "C")) => {
            format!("did you mean `not {a}`?")
        }
        Operator::Divide => format!("did you mean `{a} | {b}`, as in `P({a} | {b})`?"),
        _ => format!("`(if {a} then 1 else 0)` makes a number of it"),
    })
}

/// An event as it stands beside `and` and `not`.
fn bracketed(event: &ast::Expr) -> String {
    let text = print_expression(event);
    if matches!(event.node, Ast::Name(_) | Ast::Call { .. }) { text } else { format!("({text})") }
}
