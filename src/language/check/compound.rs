//! What has several parts: sets, tuples, places of a sample, and operators between two values.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::expression::constant;
use crate::language::check::misfit::is_constant;
use crate::language::check::typed::{Kind, Labels, Order, Sample, Typed};
use crate::language::check::{Checker, Term, expr};
use crate::language::print_expression;
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::evaluate::place;
use crate::question::{Expr, Node, Operator};

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

impl Checker<'_> {
    /// A set as a value.
    pub(super) fn set(&mut self, items: &[ast::Expr], span: Span) -> Result<Typed, Error> {
        let mut values = Vec::new();
        let mut open = Vec::new();
        for item in items {
            match &item.node {
                Ast::Text(_) | Ast::Range { .. } => values.extend(self.set_item(item)?),
                Ast::Name(word) if self.element(word).is_none() && self.scope.get(word).is_none() => {
                    values.push(Value::word(word));
                }
                _ => {
                    let typed = self.value(item, None)?;
                    match typed.expr.known() {
                        Some(Value::Set(inner)) => values.extend(inner.iter().cloned()),
                        Some(value) => values.push(value.clone()),
                        None => open.push(typed.expr),
                    }
                }
            }
        }
        if open.is_empty() {
            return Ok(Typed::new(constant(Value::set(values), span), Kind::Set));
        }
        open.extend(values.into_iter().map(Expr::value_of));
        Ok(Typed::new(expr(Node::Set(open), span)?, Kind::Set))
    }

    pub(super) fn tuple(
        &mut self,
        parts: &[ast::Expr],
        span: Span,
        labels: Option<&Labels>,
    ) -> Result<Typed, Error> {
        let mut values = Vec::with_capacity(parts.len());
        for (i, part) in (1..).zip(parts) {
            // A pair is a label of its own, and its parts are labels of the parts: `(boy, 2)`.
            let of_part = match part.node {
                Ast::Tuple(_) => None,
                _ => labels.and_then(|labels| labels.at(&Value::Int(i))),
            };
            values.push(self.value(part, of_part.as_ref().or(labels))?);
        }
        let parts = values;
        let kinds = parts.iter().map(|p| p.kind.clone()).collect();
        Ok(Typed::new(
            expr(Node::Row(parts.into_iter().map(|p| p.expr).collect()), span)?,
            Kind::Tuple(kinds),
        ))
    }

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
            if let Kind::Sample(Sample { length: Some(length), .. }) = &typed.kind {
                inside(&Value::Int(*a), *length, sample).map_err(|error| error.at(span))?;
                inside(&Value::Int(*b), *length, sample).map_err(|error| error.at(span))?;
            }
            let (of, message) = (print_expression(sample), "there is no place from here to there");
            return Err(Error::new(ErrorKind::Range, message)
                .hint(format!("did you mean `{of}[{b}..{a}]`?"))
                .at(span));
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

    /// The error of `ace and king in H`, where `in` was meant for both words.
    fn loose_label(&self, operator: ast::Operator, [left, right]: [&ast::Expr; 2], error: Error) -> Error {
        let Ast::In { pattern, collection } = &right.node else { return error };
        if error.kind() == ErrorKind::Kind && is_constant(left) {
            let [first, last, of] = [left, pattern, collection].map(print_expression);
            return error.hint(match operator {
                ast::Operator::Or => format!("put the pattern in parentheses: `({first} or {last}) in {of}`"),
                _ => format!("`in` stands after each: `{first} in {of}`"),
            });
        }
        if error.kind() != ErrorKind::UnknownName || !self.is_open_word(left) {
            return error;
        }
        let (word, of) = (print_expression(left), print_expression(collection));
        error.hint(format!("`in` stands after each: `{word} in {of}`"))
    }

    /// Two events, or two sets, joined by a word.
    fn joined(
        &mut self,
        operator: ast::Operator,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        if let Some(set) = self.joined_sets(operator, [left, right], span)? {
            return Ok(set);
        }
        let a = self.truth(left).map_err(|error| self.loose_label(operator, [left, right], error))?.expr;
        let b = self.truth(right).map_err(|error| match threshold_behind(operator, left, right) {
            Some(fix) => error.hint(fix).at(span),
            None => self.set_behind(left, right, error),
        })?;
        let node = match operator {
            ast::Operator::And => Node::And(vec![a, b.expr]),
            ast::Operator::Or => Node::Or(vec![a, b.expr]),
            _ => Node::Xor(a, b.expr),
        };
        let joined = Expr::spanned(node, Some(span)).rewrite(&mut |_| Ok(None))?;
        Ok(Typed::new(joined, Kind::Truth))
    }

    /// An operator between two operands.
    pub(super) fn binary(
        &mut self,
        operator: ast::Operator,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
    ) -> Result<Term, Error> {
        use ast::Operator as O;
        let arithmetic = match operator {
            O::And | O::Or | O::Xor => return self.joined(operator, left, right, span).map(Term::Value),
            O::Multiply if self.is_collection(left) => {
                let product = ast::Expr::new(
                    Ast::Binary { operator, left: Box::new(left.clone()), right: Box::new(right.clone()) },
                    span,
                );
                return Ok(Term::Collection(self.pool(&product)?));
            }
            O::Add => Operator::Add,
            O::Subtract => Operator::Subtract,
            O::Multiply => Operator::Multiply,
            O::Divide => Operator::Divide,
            O::Mod => Operator::Modulo,
            O::Power => Operator::Power,
        };
        let sides = [left, right];
        let a = self.reckoned(operator, sides, left, span)?;
        let b = self.reckoned(operator, sides, right, span)?;
        let node = Node::Arithmetic(arithmetic, a.expr, b.expr.clone());
        // A division by zero is the divisor's fault.
        let place = if matches!(operator, O::Divide | O::Mod) { right.span } else { span };
        let divided = Expr::spanned(node, Some(span))
            .simplified()
            .map_err(|e| if e.kind() == ErrorKind::Undefined { e.at(place) } else { e.or_at(Some(span)) })?;
        Ok(Term::Value(Typed::new(divided, Kind::Number)))
    }
}

/// The fix of `X is even and > 3`, where what is compared must be said again, or the pattern goes on.
fn threshold_behind(operator: ast::Operator, left: &ast::Expr, right: &ast::Expr) -> Option<String> {
    let Ast::Threshold { .. } = &right.node else { return None };
    let (word, bound) = (operator.text(), print_expression(right));
    match &left.node {
        Ast::Is { element, pattern } => {
            let [element, pattern] = [element.as_ref(), pattern.as_ref()].map(print_expression);
            Some(format!("did you mean `{element} is ({pattern} {word} {bound})`?"))
        }
        Ast::Comparison { first, rest } if matches!(first.node, Ast::Name(_)) && rest.len() == 1 => {
            let [left, first] = [left, first.as_ref()].map(print_expression);
            Some(format!("did you mean `{left} {word} {first} {bound}`?"))
        }
        _ => None,
    }
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

/// A number that an operation gives.
pub(super) fn number(node: Node, span: Span) -> Result<Typed, Error> {
    Ok(Typed::new(expr(node, span)?, Kind::Number))
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
