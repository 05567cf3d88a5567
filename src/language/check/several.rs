//! Several values at once: sets joined by `and` and `or`, and a row that is one of several.

use crate::error::{Error, Span};
use crate::language::ast::{self, Comparator, Link, Node as Ast, Spanned};
use crate::language::check::expression::constant;
use crate::language::check::scope::Meaning;
use crate::language::check::typed::{Kind, Sample, Typed};
use crate::language::check::{Checker, expr};
use crate::model::Value;

impl Checker<'_> {
    /// `A and B`, `A or B` of sets whose elements are written down: what is in both, what is in one of them.
    pub(super) fn joined_sets(
        &mut self,
        operator: ast::Operator,
        [left, right]: [&ast::Expr; 2],
        span: Span,
    ) -> Result<Option<Typed>, Error> {
        if !self.is_set(left) || !self.is_set(right) {
            return Ok(None);
        }
        let (Some(left), Some(right)) = (self.elements_of(left)?, self.elements_of(right)?) else {
            return Ok(None);
        };
        let (both, apart): (Vec<Value>, Vec<Value>) =
            left.iter().cloned().partition(|value| right.contains(value));
        let others = right.into_iter().filter(|value| !left.contains(value));
        let joined: Vec<Value> = match operator {
            ast::Operator::And => both,
            ast::Operator::Or => left.iter().cloned().chain(others).collect(),
            _ => apart.into_iter().chain(others).collect(),
        };
        Ok(Some(Typed { expr: constant(Value::set(joined), span), kind: Kind::Set, labels: None }))
    }

    /// The fix of `d6 in A and B`, where B is a set and no event.
    pub(super) fn set_behind(&self, left: &ast::Expr, right: &ast::Expr, error: Error) -> Error {
        let Ast::In { pattern, collection } = &left.node else { return error };
        if !self.is_set(right) || !self.is_set(collection) {
            return error;
        }
        let [pattern, first, second] =
            [pattern.as_ref(), collection.as_ref(), right].map(crate::language::print_expression);
        error.hint(format!("join the sets in parentheses: `{pattern} in ({first} and {second})`"))
    }

    /// Whether this is a set as it is written, or a name or joining of such sets.
    fn is_set(&self, ast: &ast::Expr) -> bool {
        match &ast.node {
            Ast::Set(_) | Ast::Builder { .. } | Ast::Range { .. } => true,
            Ast::Name(word) if self.element(word).is_none() => match self.scope.get(word) {
                Some(Meaning::Known(typed)) => typed.kind == Kind::Set,
                Some(Meaning::Expression(definition)) => self.is_set(definition),
                _ => false,
            },
            Ast::Binary { operator: ast::Operator::And | ast::Operator::Or, left, right } => {
                self.is_set(left) && self.is_set(right)
            }
            _ => false,
        }
    }

    fn elements_of(&mut self, set: &ast::Expr) -> Result<Option<Vec<Value>>, Error> {
        let typed = self.value(set, None)?;
        let known = typed.expr.known().filter(|_| typed.kind == Kind::Set);
        Ok(known.map(|set| set.elements().to_vec()))
    }

    /// `X in {"HHT", "HTH"}`, `X in {(1, 2, 1), (2, 1, 1)}`, `multiset(X) in {{1, 2, 3}, {4, 5, 6}}`: it is one of them.
    pub(super) fn one_of_rows(
        &mut self,
        row: &ast::Expr,
        rows: &ast::Expr,
        span: Span,
    ) -> Result<Option<Typed>, Error> {
        let Ast::Set(items) = &rows.node else { return Ok(None) };
        let is_row = |item: &ast::Expr| match &item.node {
            Ast::Text(text) => text.chars().count() > 1,
            Ast::Tuple(_) => matches!(row.node, Ast::Name(_)),
            Ast::Set(_) => matches!(row.node, Ast::Call { .. }),
            _ => false,
        };
        // What is thrown is thrown once: only what has a name may be compared with each of them.
        let named = match &row.node {
            Ast::Name(_) => true,
            Ast::Call { args, .. } => args.iter().all(|arg| matches!(arg.node, Ast::Name(_))),
            _ => false,
        };
        if items.is_empty() || !named || !items.iter().all(is_row) {
            return Ok(None);
        }
        let typed = self.value(row, None)?;
        let sets = typed.kind == Kind::Set && items.iter().all(|item| matches!(item.node, Ast::Set(_)));
        if !sets && !self.is_row_of(&typed, items) {
            return Ok(None);
        }
        let mut events = Vec::with_capacity(items.len());
        for item in items {
            let equal = Link { comparator: Spanned::new(Comparator::Equal, item.span), value: item.clone() };
            let compared = Ast::Comparison { first: Box::new(row.clone()), rest: vec![equal] };
            events.push(self.truth(&ast::Expr::new(compared, span))?.expr);
        }
        let any = expr(crate::question::Node::Or(events), span)?;
        Ok(Some(Typed::new(any, Kind::Truth)))
    }

    /// Whether this is a sample that may be one of these rows, each read from its first element to its last.
    fn is_row_of(&self, typed: &Typed, rows: &[ast::Expr]) -> bool {
        let Kind::Sample(Sample { length, element, .. }) = &typed.kind else { return false };
        let long = |label: &Value| matches!(label, Value::Word(word) if word.chars().count() > 1);
        let worded = typed.labels.as_ref().is_some_and(|labels| {
            let written = rows.iter().filter_map(|item| self.spelled(item));
            labels.values.iter().any(long) && written.into_iter().any(|text| labels.find(&text).is_some())
        });
        *length != Some(1) && !matches!(**element, Kind::Tuple(_)) && !worded
    }
}
