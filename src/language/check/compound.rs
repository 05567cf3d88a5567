//! What has several parts: sets, tuples, and operators between two values.

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::expression::constant;
use crate::language::check::misfit::is_constant;
use crate::language::check::typed::{Kind, Labels, Typed};
use crate::language::check::{Checker, Term, expr};
use crate::language::print_expression;
use crate::model::Value;
use crate::question::{Expr, Node, Operator};

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

/// A number that an operation gives.
pub(super) fn number(node: Node, span: Span) -> Result<Typed, Error> {
    Ok(Typed::new(expr(node, span)?, Kind::Number))
}
