//! Places of samples: one by its index, and stretches from one place to another.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast;
use crate::language::check::misfit::is_constant;
use crate::language::check::typed::{Kind, Order, Sample, Typed};
use crate::language::check::{Checker, expr};
use crate::language::print_expression;
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::evaluate::place;
use crate::question::{Expr, Node};

impl Checker<'_> {
    /// `X[i]`.
    pub(super) fn index(
        &mut self,
        sample: &ast::Expr,
        index: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        let typed = self.value(sample, None)?;
        let index_value = self.number(index)?;
        let (kind, length) = match &typed.kind {
            Kind::Sample(kind) if kind.order == Order::Without && is_hand(&typed) => {
                return Err(hand_without_order(span));
            }
            Kind::Sample(kind) if kind.order == Order::Without => {
                let hint = "did you mean `draw`? Or ask for `sorted(X)[i]`";
                return Err(Error::new(ErrorKind::Kind, "`choose` has no order").hint(hint).at(span));
            }
            Kind::Sample(kind) => (kind.element.as_ref().clone(), kind.length),
            Kind::Hands(hands) => {
                let element =
                    Box::new(typed.labels.as_ref().map_or(Kind::Label, |l| Kind::shared(&l.values)));
                let length = part(hands, index_value.expr.known(), index.span)?;
                (Kind::Sample(Sample { element, order: Order::Without, length }), Some(hands.len() as u64))
            }
            Kind::Tuple(parts) => {
                let kind = part(parts, index_value.expr.known(), index.span)?.ok_or_else(|| {
                    Error::new(
                        ErrorKind::Kind,
                        "the parts are of different kinds, so their place must be known",
                    )
                    .at(index.span)
                })?;
                (kind, Some(parts.len() as u64))
            }
            // A single outcome is a sample of one.
            _ if index_value.expr.known() == Some(&Value::Int(1)) => return Ok(typed),
            other => {
                return Err(
                    Error::new(ErrorKind::Kind, format!("{} has no places", other.name())).at(sample.span)
                );
            }
        };
        if let (Some(value), Some(length)) = (index_value.expr.known(), length) {
            inside(value, length, sample).map_err(|error| error.at(index.span))?;
        }
        let labels = match (&typed.kind, index_value.expr.known()) {
            // Pairs have labels of their own; words among the parts of a state are labels of the parts.
            (Kind::Tuple(_), Some(index)) => typed.labels.map(|labels| labels.at(index).unwrap_or(labels)),
            _ => typed.labels,
        };
        let at = Node::At(typed.expr.clone(), index_value.expr.clone());
        if let (Node::Call(counts, of), Some(Value::Int(place @ 1..))) =
            (typed.expr.node(), index_value.expr.known())
            && counts.name == "counts"
        {
            return Ok(Typed { expr: group(*place, of, at, span)?, kind, labels });
        }
        Ok(Typed { expr: self.seated(at, span)?, kind, labels })
    }

    /// `X[i..j]`.
    pub(super) fn slice(
        &mut self,
        sample: &ast::Expr,
        from: &ast::Expr,
        to: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        let typed = self.value(sample, None)?;
        let written = is_constant(from) && is_constant(to);
        let (from, to) = (self.number(from)?, self.number(to)?);
        let ends = (from.expr.known(), to.expr.known());
        if let (true, (Some(Value::Int(a)), Some(Value::Int(b)))) = (written, ends)
            && a > b
            && (*a > 0) == (*b > 0)
        {
            return Err(turned_round(&typed, (*a, *b), sample).at(span));
        }
        let Kind::Sample(kind) = &typed.kind else {
            let message = format!("{} has no places", typed.kind.name());
            return Err(Error::new(ErrorKind::Kind, message).at(sample.span));
        };
        if kind.order == Order::Without && is_hand(&typed) {
            return Err(hand_without_order(span));
        }
        if kind.order == Order::Without {
            let hint = "did you mean `draw`? Or ask for `sorted(X)[i..j]`";
            return Err(Error::new(ErrorKind::Kind, "`choose` has no order").hint(hint).at(span));
        }
        let length = match (from.expr.known(), to.expr.known()) {
            (Some(Value::Int(a)), Some(last @ Value::Int(b))) if *a > 0 && b >= a => {
                if let Some(length) = kind.length {
                    inside(last, length, sample).map_err(|error| error.at(span))?;
                }
                u64::try_from(b - a + 1).ok()
            }
            _ => None,
        };
        let kind = Kind::Sample(Sample { length, order: Order::Row, ..kind.clone() });
        Ok(Typed {
            expr: self.seated(Node::Slice(typed.expr, from.expr, to.expr), span)?,
            kind,
            labels: typed.labels,
        })
    }
}

/// `counts(X)[k]`: behind the last group stand as many empty ones as one likes.
fn group(place: i64, sample: &[Expr], at: Node, span: Span) -> Result<Expr, Error> {
    let call = |name| {
        let function = crate::statistic::function(name, 1);
        function.map(|function| Expr::spanned(Node::Call(function, sample.to_vec()), Some(span)))
    };
    match (call("maxcount"), call("distinct")) {
        (Some(largest), _) if place == 1 => expr(largest.node().clone(), span),
        (_, Some(groups)) => {
            let exists =
                Expr::spanned(Node::Compare(Comparison::AtLeast, groups, Expr::value_of(place)), Some(span));
            expr(Node::If(exists, Expr::spanned(at, Some(span)), Expr::value_of(0)), span)
        }
        _ => expr(at, span),
    }
}

/// The error of `X[5..2]`, or that there is no such place.
fn turned_round(of: &Typed, (from, to): (i64, i64), sample: &ast::Expr) -> Error {
    if let Kind::Sample(Sample { length: Some(length), .. }) = &of.kind {
        for place in [from, to] {
            if let Err(error) = inside(&Value::Int(place), *length, sample) {
                return error;
            }
        }
    }
    let of = print_expression(sample);
    Error::new(ErrorKind::Range, "there is no place from here to there")
        .hint(format!("did you mean `{of}[{to}..{from}]`?"))
}

/// Whether this is a hand of a deal.
fn is_hand(typed: &Typed) -> bool {
    matches!(typed.expr.node(), Node::At(deal, _) if matches!(deal.node(), Node::Name(_)))
}

/// The error of a place in a hand.
fn hand_without_order(span: Span) -> Error {
    Error::new(ErrorKind::Kind, "the cards of a dealt hand have no order")
        .hint("deal one row, `X ~ draw 10 from deck`: the hands are `X[1..5]` and `X[6..10]`")
        .at(span)
}

/// The part at a place, if it is known, or if all parts are the same.
fn part<T: Clone + PartialEq>(parts: &[T], index: Option<&Value>, span: Span) -> Result<Option<T>, Error> {
    let same = parts.first().filter(|first| parts.iter().all(|part| part == *first));
    match index {
        Some(index) => {
            let place = place(index, parts.len()).map_err(|e| e.or_at(Some(span)))?;
            Ok(parts.get(place).cloned())
        }
        None => Ok(same.cloned()),
    }
}

/// A place is one of so many, or counted from the end.
fn inside(index: &Value, length: u64, sample: &ast::Expr) -> Result<(), Error> {
    let within = place(index, usize::try_from(length).unwrap_or(usize::MAX));
    within.map(drop).map_err(|error| {
        let text = print_expression(sample);
        let plural = if length == 1 { "" } else { "s" };
        if error.kind() != ErrorKind::Range {
            return error;
        }
        Error::new(error.kind(), format!("{text} has only {length} element{plural}"))
            .hint(format!("places count from 1 to {length}, or from the end with -1"))
    })
}
