//! Expressions where something of one kind is needed: a value, a number, an event, what is known.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::expression::{constant, known, plural};
use crate::language::check::joined::event_as_number;
use crate::language::check::listing;
use crate::language::check::misfit::{counted_instead, digits_are_no_number};
use crate::language::check::typed::{Kind, Labels, Sample, Typed};
use crate::language::check::{Checker, Term};
use crate::model::{Scale, Value};

impl Checker<'_> {
    /// A value; experiments are performed, once, here.
    pub(super) fn value(&mut self, ast: &ast::Expr, labels: Option<&Labels>) -> Result<Typed, Error> {
        match self.term(ast, labels)? {
            Term::Value(typed) => Ok(typed),
            Term::Experiment(made) => self.perform(&made, None, ast.span),
            Term::Collection(_) => Err(Error::new(ErrorKind::Kind, "a collection is no value")
                .hint("draw from it: `draw 2 from …`")
                .at(ast.span)),
            Term::Pattern(pattern) => {
                let value = Value::Pattern(std::sync::Arc::new(pattern));
                Ok(Typed { expr: constant(value, ast.span), kind: Kind::Label, labels: None })
            }
        }
    }

    /// A number; a sample of numbers is its sum.
    pub(super) fn number(&mut self, ast: &ast::Expr) -> Result<Typed, Error> {
        let typed = self.value(ast, None)?;
        if typed.kind == Kind::Truth {
            return Err(event_as_number(ast));
        }
        self.as_number(typed, ast.span)
    }

    /// What is compared or reckoned with, as a number; that a sample of several is its sum is noted.
    pub(super) fn operand(&mut self, typed: Typed, ast: &ast::Expr) -> Result<Typed, Error> {
        let several = matches!(&typed.kind, Kind::Sample(sample) if sample.length != Some(1));
        if several && typed.kind.is_summable() {
            let text = crate::language::print_expression(ast);
            if self.is_digits(&typed) {
                return Err(digits_are_no_number(&text, ast.span));
            }
            if !self.scope.summed.contains(&text) {
                self.scope.summed.push(text);
            }
        }
        self.as_number(typed, ast.span)
    }

    /// The same value as a number.
    pub(super) fn as_number(&mut self, typed: Typed, span: Span) -> Result<Typed, Error> {
        match &typed.kind {
            Kind::Number => Ok(typed),
            Kind::Sample(_) if self.is_digits(&typed) => Err(digits_are_no_number("X", span)),
            Kind::Sample(_) if typed.kind.is_summable() => {
                self.registered("sum", vec![typed.expr], Kind::Number, span)
            }
            kind if kind.listing().is_some() => Err(listing::no_number(&typed, span)),
            Kind::Sample(Sample { element, .. }) => {
                let what = plural(element);
                Err(Error::new(ErrorKind::Kind, format!("a sum needs numbers, not {what}"))
                    .hint(counted_instead("sum", element, "X"))
                    .at(span))
            }
            Kind::Set if typed.expr.known().is_some_and(|v| v.elements().len() == 1) => {
                let value = typed.expr.known().and_then(|v| v.elements().first().cloned());
                Ok(known(value.unwrap_or(Value::Int(0)), span))
            }
            other => {
                let message = format!("a number is needed here, not {}", other.name());
                let error = Error::new(ErrorKind::Kind, message).at(span);
                Err(match other {
                    Kind::Level(Scale::Rank) => error.hint(
                        "ranks have an order and no sums: compare them, `rank(X[1]) > rank(X[2])`; \
                         neighbours among two are `run(X) = 2`; cards that are worth numbers are `urn{1..9:4, 10:16}`",
                    ),
                    _ => error,
                })
            }
        }
    }

    /// An event.
    pub(super) fn truth(&mut self, ast: &ast::Expr) -> Result<Typed, Error> {
        let typed = self.value(ast, None)?;
        match typed.kind {
            Kind::Truth => Ok(typed),
            other => {
                // `X = 1 or 2`, `X >= 2 and <= 5`: the second half was meant to go on with the comparison.
                let hint = match typed.expr.known() {
                    _ if matches!(ast.node, Ast::Measure { .. }) => "compare it with a number: `P(…) >= 1/2`",
                    Some(_) => "say the whole comparison again: `X = 1 or X = 2`, or `X in {1, 2}`",
                    None => "compare it with something, such as `= 7` or `>= 3`",
                };
                Err(Error::new(ErrorKind::Kind, format!("an event is needed here, not {}", other.name()))
                    .hint(hint)
                    .at(ast.span))
            }
        }
    }

    /// A value that depends on no outcome.
    pub(super) fn constant(&mut self, ast: &ast::Expr) -> Result<Value, Error> {
        let typed = self.value(ast, None)?;
        typed.expr.known().cloned().ok_or_else(|| {
            Error::new(ErrorKind::Kind, "a known value is needed here, not an outcome").at(ast.span)
        })
    }
}
