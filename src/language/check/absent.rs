//! Labels that do not come, looked for among the multiplicities of those that do: `0 in counts(suits(H))`.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::Checker;
use crate::language::check::typed::Typed;
use crate::language::print_expression;
use crate::model::pattern::Comparison;
use crate::model::{Pattern, Value};
use crate::question::{Expr, Node};
use std::cmp::Ordering;

impl Checker<'_> {
    /// The error of `0 in counts(X)`: only labels that come are counted.
    pub(super) fn absent_in(
        &mut self,
        pattern: &Pattern,
        place: Span,
        sample: &Typed,
        written: &ast::Expr,
    ) -> Option<Error> {
        (are_counts(&sample.expr) && names_zero(pattern)).then(|| self.absent(written, "<").at(place))
    }

    /// The error of `min(counts(X)) >= 1` and of `min(counts(X)) = 0`, which say nothing.
    pub(super) fn absent_among(
        &mut self,
        least: &Typed,
        sign: Comparison,
        bound: &Typed,
        written: &ast::Expr,
        span: Span,
    ) -> Option<Error> {
        let Node::Call(function, parts) = least.expr.node() else { return None };
        let Some(Value::Int(bound @ 0..=1)) = bound.expr.known() else { return None };
        if function.name != "min" || !parts.first().is_some_and(are_counts) {
            return None;
        }
        // What holds of 1 as of every larger number is true or false of every sample.
        let holds = sign.holds(1.cmp(bound));
        if holds != sign.holds(Ordering::Greater) {
            return None;
        }
        let counts = match &written.node {
            Ast::Call { args, .. } => args.first().unwrap_or(written),
            _ => written,
        };
        Some(self.absent(counts, if holds { "=" } else { "<" }).at(span))
    }

    /// What is said of both, with how it is asked whether all labels come (`=`), or some do not (`<`).
    fn absent(&mut self, counts: &ast::Expr, sign: &str) -> Error {
        let error =
            Error::new(ErrorKind::Kind, "`counts` holds no zeros: a label that does not come is not counted");
        let Ast::Call { args, .. } = &counts.node else {
            return error.hint(format!("how many labels come is `distinct(X)`: `distinct(X) {sign} 4`"));
        };
        let [sample] = args.as_slice() else { return error };
        let labels = self.value(sample, None).ok().and_then(|typed| typed.labels);
        let of = print_expression(sample);
        error.hint(match labels {
            Some(labels) => format!("did you mean `distinct({of}) {sign} {}`?", labels.values.len()),
            None => format!("how many labels come is `distinct({of})`"),
        })
    }
}

/// Whether these are the multiplicities of a sample's labels.
fn are_counts(expression: &Expr) -> bool {
    matches!(expression.node(), Node::Call(function, _) if function.name == "counts")
}

/// Whether a pattern asks for 0 by name.
fn names_zero(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Is(value) => *value == Value::Int(0),
        Pattern::Or(parts) => parts.iter().any(names_zero),
        _ => false,
    }
}
