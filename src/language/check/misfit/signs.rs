//! Signs that do not say what was meant: chains of comparisons, a stroke for a bar, two labels at one place.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::typed::Labels;
use crate::language::print_expression;
use crate::model::Pattern;

/// The error of `(ace and king) in H`: no card is both.
pub(in crate::language::check) fn never_both(
    ast: &ast::Expr,
    pattern: &Pattern,
    labels: Option<&Labels>,
    of: &ast::Expr,
) -> Option<Error> {
    let (Ast::Binary { operator: ast::Operator::And, left, right }, Pattern::And(parts)) =
        (&ast.node, pattern)
    else {
        return None;
    };
    let [first, second] = parts.as_slice() else { return None };
    if let Some(error) = never_both(left, first, labels, of) {
        return Some(error);
    }
    let is_label = |ast: &ast::Expr| matches!(ast.node, Ast::Name(_) | Ast::Text(_) | Ast::Number(_));
    let labels = labels.filter(|_| is_label(left) && is_label(right))?;
    let comes = |pattern: &Pattern| labels.values.iter().any(|label| pattern.matches(label));
    if comes(pattern) || !comes(first) || !comes(second) {
        return None;
    }
    let [a, b, of] = [left, right, of].map(print_expression);
    Some(
        Error::new(ErrorKind::Kind, format!("no element is both `{a}` and `{b}`"))
            .hint(format!("write `{a} in {of} and {b} in {of}`, or `({a} or {b}) in {of}` for either"))
            .at(ast.span),
    )
}

/// The error of a chain of comparisons that says something else than it seems to: `5d10 > 7 = 3`, where 7 and 3 are
/// compared, and `a != b != c`, where a and c are not.
pub(in crate::language::check) fn loose_chain(
    first: &ast::Expr,
    rest: &[ast::Link],
    span: Span,
) -> Option<Error> {
    let sides: Vec<&ast::Expr> = std::iter::once(first).chain(rest.iter().map(|link| &link.value)).collect();
    if rest.len() < 2 || sides.iter().all(|side| is_constant(side)) {
        return None;
    }
    for (i, link) in rest.iter().enumerate() {
        let (a, sign, b) = (sides[i], link.comparator.node, sides[i + 1]);
        if !is_constant(a) || !is_constant(b) || sign == ast::Comparator::Unequal {
            continue;
        }
        let [a_text, b_text, of] = [a, b, first].map(print_expression);
        let message =
            format!("`{a_text} {} {b_text}` compares two numbers: nothing random is in it", sign.text());
        let hint = match (i, &first.node) {
            (1, Ast::Dice(_) | Ast::Name(_) | Ast::Call { .. }) => {
                let pattern = rest[0].comparator.node.text();
                let pattern = if pattern == "=" { a_text } else { format!("{pattern}{a_text}") };
                format!("did you mean `count({pattern} in {of}) {} {b_text}`?", sign.text())
            }
            _ => "every comparison of a chain compares its neighbours; join others with `and`".to_owned(),
        };
        return Some(Error::new(ErrorKind::Kind, message).hint(hint).at(span));
    }
    let unequal = rest.iter().filter(|link| link.comparator.node == ast::Comparator::Unequal).count();
    let ends = is_constant(first) && sides.last().is_some_and(|side| is_constant(side));
    if unequal < 2 || ends {
        return None;
    }
    let texts: Vec<String> = sides.iter().map(|side| print_expression(side)).collect();
    let pairs = (0..texts.len()).flat_map(|i| (i + 1..texts.len()).map(move |j| (i, j)));
    let all: Vec<String> = pairs.map(|(i, j)| format!("{} != {}", texts[i], texts[j])).collect();
    let message = format!("this compares neighbours alone: `{}` and `{}` may be equal", texts[0], texts[2]);
    Some(Error::new(ErrorKind::Kind, message).hint(format!("did you mean `{}`?", all.join(" and "))).at(span))
}

/// The error of `X = 2 / Y = 3` with the outcome of Y, where 2/Y is compared on either side and `X = 2 | Y = 3` was meant.
pub(in crate::language::check) fn stroke_for_bar(
    first: &ast::Expr,
    rest: &[ast::Link],
    is_outcome: impl Fn(&str) -> bool,
) -> Option<Error> {
    let [middle, last] = rest else { return None };
    let (middle, last) = (&middle.value, &last.value);
    let Ast::Binary { operator: ast::Operator::Divide, left, right } = &middle.node else { return None };
    let outcome = matches!(&right.node, Ast::Name(word) if is_outcome(word));
    if is_constant(first) || !is_constant(left) || !outcome || !is_constant(last) {
        return None;
    }
    let [event, value, given, seen] = [first, left, right, last].map(print_expression);
    let (sign, other) = (rest[0].comparator.node.text(), rest[1].comparator.node.text());
    let message = format!("`{value} / {given}` divides here, and is compared on either side");
    let fix = format!("did you mean `{event} {sign} {value} | {given} {other} {seen}`?");
    Some(Error::new(ErrorKind::Ambiguous, message).hint(fix).at(middle.span))
}

/// Whether this is a number as it is written.
pub(in crate::language::check) fn is_constant(ast: &ast::Expr) -> bool {
    match &ast.node {
        Ast::Number(_) => true,
        Ast::Negate(inner) => is_constant(inner),
        Ast::Binary { left, right, .. } => is_constant(left) && is_constant(right),
        _ => false,
    }
}
