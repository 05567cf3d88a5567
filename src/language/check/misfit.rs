//! Statistics that do not fit what they are asked of, and what was probably meant.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::typed::{Kind, Order, Sample, Typed};
use crate::language::print_expression;
use crate::model::Value;

/// The error of a deal that has one name where one hand is needed.
pub(super) fn several_hands(span: Span) -> Error {
    Error::new(ErrorKind::Kind, "these are several hands")
        .hint("name them, `West, East ~ deal(13, 13, deck)`, or take one, `X[1]`")
        .at(span)
}

/// The fix of `count(ace or king in H)`, where `in` binds to the last pattern alone.
pub(super) fn loose_pattern(function: &str, argument: &ast::Expr) -> Option<String> {
    let inside = |last: &ast::Expr, pattern: &dyn Fn(String) -> String| match &last.node {
        Ast::In { pattern: of, collection } => {
            let (of, collection) = (print_expression(of), print_expression(collection));
            Some(format!("put the pattern in parentheses: `{function}(({}) in {collection})`", pattern(of)))
        }
        _ => None,
    };
    match &argument.node {
        Ast::Not(inner) => inside(inner, &|of| format!("not {of}")),
        Ast::Binary { operator: operator @ (ast::Operator::Or | ast::Operator::And), left, right } => {
            let word = if *operator == ast::Operator::Or { "or" } else { "and" };
            inside(right, &|of| format!("{} {word} {of}", print_expression(left)))
        }
        _ => None,
    }
}

/// The fix of `count(6, 5 in X)`, where patterns stand side by side.
pub(super) fn loose_set(function: &str, args: &[ast::Expr]) -> Option<String> {
    let (last, others) = args.split_last().filter(|(_, others)| !others.is_empty())?;
    let Ast::In { pattern, collection } = &last.node else { return None };
    let patterns: Vec<String> = others.iter().map(print_expression).collect();
    let (last, collection) = (print_expression(pattern), print_expression(collection));
    Some(format!("put them into a set: `{function}({{{}, {last}}} in {collection})`", patterns.join(", ")))
}

/// Statistics of elements from the least to the greatest.
const ASCENDING: [&str; 7] =
    ["sorted", "highest", "lowest", "middle", "increasing", "nondecreasing", "descents"];

/// Statistics of how often each label comes.
const OF_LABELS: [&str; 7] = ["distinct", "maxcount", "pairs", "shape", "groups", "counts", "run"];

/// The error of a statistic that means nothing for such a sample: one of an order that its elements have not, or of equal
/// labels among the groups of a split.
pub(super) fn meaningless(function: &str, sample: &Typed) -> Option<Error> {
    let long = |label: &&Value| matches!(label, Value::Word(word) if word.chars().count() > 1);
    let (what, hint) = match &sample.kind {
        Kind::Sample(Sample { order: Order::Groups, .. }) if OF_LABELS.contains(&function) => (
            format!("{function} looks at equal labels, and the groups of a split share none"),
            "for the sizes of the groups write `max(g in X: length(g))` or `count(g in X: length(g) = 2)`"
                .to_owned(),
        ),
        _ if !ASCENDING.contains(&function) => return None,
        kind if *kind.element() == Kind::Card => (
            format!("{function} needs an order, and cards of one rank have none"),
            format!("ask it of the ranks: `{function}(ranks(X))`"),
        ),
        kind if *kind.element() == Kind::Label => {
            let label = sample.labels.as_ref()?.values.iter().find(long)?;
            let message = format!("{function} needs an order, and labels such as `{label}` have none");
            (message, format!("use numbers for labels, or count them: `count({label} in X)`"))
        }
        _ => return None,
    };
    Some(Error::new(ErrorKind::Kind, what).hint(hint))
}
