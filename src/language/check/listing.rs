//! Rows and multisets beside each other: `sorted(X) = sorted(Y)`, `multiset(X) = multiset(Y)`. They are compared element
//! by element, and are never the sums that samples of numbers are.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast;
use crate::language::check::expr;
use crate::language::check::typed::{Kind, Order, Typed};
use crate::language::print_expression;
use crate::model::pattern::Comparison;
use crate::question::{Expr, Node};

/// The event that two things compare like this, where one of them is a row or a multiset.
pub(super) fn listings(
    a: &Typed,
    sign: Comparison,
    b: &Typed,
    (left, right): (&ast::Expr, &ast::Expr),
    sign_span: Span,
    span: Span,
) -> Result<Option<Expr>, Error> {
    if a.kind.listing().is_none() && b.kind.listing().is_none() {
        return Ok(None);
    }
    let (Some(x), Some(y)) = (order(a), order(b)) else {
        let (row, text) = if a.kind.listing().is_some() { (a, left) } else { (b, right) };
        return Err(no_number(row, text.span));
    };
    if a.kind.element() != b.kind.element() {
        return Ok(None);
    }
    if !matches!(sign, Comparison::Equal | Comparison::Unequal) {
        let message = format!(
            "{} has no order, so `{}` cannot compare it",
            what(if a.kind.listing().is_some() { a } else { b }),
            sign.sign()
        );
        return Err(Error::new(ErrorKind::Kind, message).hint("use `=` or `!=`").at(sign_span));
    }
    let alike = (x == Order::Multiset) == (y == Order::Multiset);
    if !alike || x == Order::Without || y == Order::Without {
        let inside = |text: &ast::Expr| match &text.node {
            ast::Node::Call { args, .. } if args.len() == 1 => print_expression(&args[0]),
            _ => print_expression(text),
        };
        let hint = format!(
            "compare both without order: `multiset({}) {} multiset({})`",
            inside(left),
            sign.sign(),
            inside(right)
        );
        return Err(Error::new(ErrorKind::Kind, format!("{} cannot be compared with {}", what(a), what(b)))
            .hint(hint)
            .at(span));
    }
    let event = expr(Node::Compare(Comparison::Equal, a.expr.clone(), b.expr.clone()), span)?;
    if sign == Comparison::Unequal { expr(Node::Not(event), span).map(Some) } else { Ok(Some(event)) }
}

/// The order of the elements, where a thing has several.
fn order(typed: &Typed) -> Option<Order> {
    match &typed.kind {
        Kind::Sample(sample) => Some(sample.order),
        _ => None,
    }
}

fn what(typed: &Typed) -> &'static str {
    match order(typed) {
        Some(Order::Multiset) => "a multiset",
        Some(Order::Written) => "a row",
        Some(Order::Without) => "a sample without order",
        _ => typed.kind.name(),
    }
}

/// The error of a row or a multiset where a number is needed.
pub(super) fn no_number(typed: &Typed, span: Span) -> Error {
    let hint = match order(typed) {
        Some(Order::Multiset) => "for their sum write `sum(…)`",
        _ => "for one of them write `…[1]`, for their sum `sum(…)`",
    };
    Error::new(ErrorKind::Kind, format!("a number is needed here, not {}", what(typed))).hint(hint).at(span)
}
