//! `in` and `is`: patterns in samples, words in rows, values in sets.

mod set;

use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::expression::known;
use crate::language::check::misfit::{
    letters_without_order, number_or_digits, of_several, path_not_kept, several_hands,
};
use crate::language::check::typed::{Kind, Labels, Order, Typed};
use crate::language::check::{Checker, Term, expr};
use crate::model::pattern::Comparison;
use crate::model::{Pattern, Value};
use crate::question::{Expr, Node, Quantifier};
use std::sync::Arc;

impl Checker<'_> {
    /// `pattern in X` for a sample, `value in {…}` for a set.
    pub(super) fn within(
        &mut self,
        pattern: &ast::Expr,
        collection: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        if let Some(event) = self.one_of_rows(pattern, collection, span)? {
            return Ok(event);
        }
        let (target, is_collection) = self.looked_into(collection)?;
        if matches!(target.kind, Kind::Hands(_)) {
            return Err(several_hands(collection.span));
        }
        if self.is_state(&target) {
            let state = crate::language::print_expression(collection);
            if !matches!(pattern.node, Ast::Number(_) | Ast::Name(_)) {
                return Err(path_not_kept(collection));
            }
            let event = format!("{state} = {}", crate::language::print_expression(pattern));
            return Err(path_not_kept(collection).hint(format!("did you mean `{event}`?")).at(span));
        }
        if let (true, Some(text)) = (target.kind == Kind::Label, self.spelled(collection)) {
            return Err(self.in_text(pattern, &text, collection, span));
        }
        if target.kind == Kind::Set {
            let member = self.member(pattern, &target, collection, span)?;
            let is_label =
                self.is_open_word(pattern) || matches!(pattern.node, Ast::Number(_) | Ast::Text(_));
            if is_collection && is_label && member.expr.known().is_some() {
                let (label, from) = (
                    crate::language::print_expression(pattern),
                    crate::language::print_expression(collection),
                );
                let message = format!("nothing is drawn from `{from}` here, so this is no event");
                return Err(Error::new(ErrorKind::Kind, message)
                    .hint(format!("draw from it: `{label} in draw 1 from {from}`"))
                    .at(span));
            }
            return Ok(member);
        }
        if let Some(text) = self.spelled(pattern)
            && let Some(event) = self.word_in(&text, pattern, &target, collection, span)?
        {
            return Ok(event);
        }
        if let Some(error) = range_meant(pattern, collection) {
            return Err(error);
        }
        if self.is_random(pattern) {
            return self.some_equals(pattern, target, span);
        }
        let pattern = self.pattern_argument(pattern, &target, collection)?;
        self.registered("contains", vec![pattern, target.expr], Kind::Truth, span)
    }

    /// What stands behind `in`, and whether it is a collection from which nothing is drawn.
    fn looked_into(&mut self, collection: &ast::Expr) -> Result<(Typed, bool), Error> {
        match self.term(collection, None)? {
            Term::Value(typed) => Ok((typed, false)),
            Term::Experiment(made) => Ok((self.perform(&made, None, collection.span)?, false)),
            Term::Collection(pool) => {
                // Membership in a fixed collection is membership in the set of its labels.
                let population = pool.population.made()?.ok_or_else(|| {
                    Error::new(ErrorKind::Kind, "the collection is not known here").at(collection.span)
                })?;
                let labels = population.classes().iter().map(|(label, _)| label.clone());
                Ok((known(Value::set(labels), collection.span), true))
            }
            Term::Pattern(_) => {
                Err(Error::new(ErrorKind::Kind, "a sample or a set is needed here").at(collection.span))
            }
        }
    }

    /// Whether some element equals what is itself an outcome.
    fn some_equals(&mut self, pattern: &ast::Expr, target: Typed, span: Span) -> Result<Typed, Error> {
        if let Ast::Name(word) = &pattern.node
            && target.labels.as_ref().is_some_and(|labels| {
                labels.find(word).is_some() || labels.has_cards() && Pattern::card_word(word).is_some()
            })
        {
            return Err(super::pattern::both(word, pattern.span));
        }
        let value = self.value(pattern, target.labels.as_ref())?;
        let depth = self.elements.len();
        let equal = Expr::new(Node::Compare(Comparison::Equal, Expr::new(Node::Element(depth)), value.expr));
        let any = expr(Node::Each(Quantifier::Any, depth, target.expr, equal), span)?;
        Ok(Typed::new(any, Kind::Truth))
    }

    /// The error of `X[1] in "AB"`: a text is one word, and its letters are no set.
    fn in_text(&self, element: &ast::Expr, text: &str, collection: &ast::Expr, span: Span) -> Error {
        let print = crate::language::print_expression;
        let (what, written) = (print(element), print(collection));
        let letter = |c: char| {
            let free = self.scope.get(&c.to_string()).is_none();
            if c.is_numeric() || c.is_alphabetic() && free { c.to_string() } else { format!("\"{c}\"") }
        };
        let letters: Vec<String> = text.chars().map(letter).collect();
        let hint = match &element.node {
            Ast::Text(word) if word.chars().count() > 1 => {
                format!("arrange its letters: `{what} in arrange({written})`")
            }
            _ if self.is_open_word(element) => format!("draw from it: `{what} in draw 1 from {written}`"),
            _ => format!("did you mean `{what} in {{{}}}`?", letters.join(", ")),
        };
        Error::new(ErrorKind::Kind, format!("\"{text}\" is one word here, not a set of letters"))
            .hint(hint)
            .at(span)
    }

    /// Whether a piece of text is an expression over outcomes rather than a pattern.
    fn is_random(&self, ast: &ast::Expr) -> bool {
        match &ast.node {
            Ast::Index { .. } | Ast::Call { .. } | Ast::Dice(_) => true,
            Ast::Negate(inner) => self.is_random(inner),
            Ast::Binary { operator: ast::Operator::And | ast::Operator::Or | ast::Operator::Xor, .. } => {
                false
            }
            Ast::Binary { left, right, .. } => self.is_random(left) || self.is_random(right),
            Ast::Name(word) => {
                let typed = self.element(word).or_else(|| match self.scope.get(word) {
                    Some(crate::language::check::Meaning::Outcome(typed)) => Some(typed.clone()),
                    _ => None,
                });
                typed.is_some_and(|typed| typed.expr.known().is_none())
            }
            _ => false,
        }
    }

    /// The quoted text that a piece of text is, or that its name stands for.
    pub(super) fn spelled(&self, ast: &ast::Expr) -> Option<String> {
        let word = match &ast.node {
            Ast::Text(text) => return Some(text.clone()),
            Ast::Name(word) if self.element(word).is_none() => word,
            _ => return None,
        };
        match self.scope.get(word)? {
            crate::language::check::Meaning::Expression(definition) => match &definition.node {
                Ast::Text(text) => Some(text.clone()),
                _ => None,
            },
            crate::language::check::Meaning::Known(typed) => match typed.expr.known()? {
                Value::Word(text) => Some(text.to_string()),
                _ => None,
            },
            _ => None,
        }
    }

    /// A word in a row: its letters one after another.
    fn word_in(
        &mut self,
        text: &str,
        pattern: &ast::Expr,
        target: &Typed,
        collection: &ast::Expr,
        span: Span,
    ) -> Result<Option<Typed>, Error> {
        let Kind::Sample(sample) = &target.kind else { return Ok(None) };
        let Some(labels) = &target.labels else {
            let digits = text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_digit());
            // What numbers there are is not known before they are made.
            let open = digits && *sample.element == Kind::Number;
            return if open {
                Err(number_or_digits(text, target, collection).at(pattern.span))
            } else {
                Ok(None)
            };
        };
        if text.chars().count() < 2 || labels.find(text).is_some() || labels.has_cards() {
            return Ok(None);
        }
        let number = text.parse().ok().map(Value::Int).filter(|number| labels.values.contains(number));
        if number.is_some() {
            return Err(number_or_digits(text, target, collection).at(pattern.span));
        }
        let word = self.letters(text, pattern.span, labels)?;
        if sample.order == Order::Without {
            return Err(letters_without_order(text, collection).at(pattern.span));
        }
        let word = Expr::value_of(Value::row(word));
        Ok(Some(self.registered("within", vec![word, target.expr.clone()], Kind::Truth, span)?))
    }

    /// The labels that the letters of a word stand for.
    pub(super) fn letters(&mut self, text: &str, place: Span, labels: &Labels) -> Result<Vec<Value>, Error> {
        text.chars()
            .map(|c| {
                let letter = c.to_string();
                let number = c.to_digit(10).map(|d| Value::Int(i64::from(d)));
                labels
                    .find(&letter)
                    .or_else(|| number.filter(|n| labels.values.contains(n)))
                    .ok_or_else(|| super::pattern::unknown_label(&letter, place, labels))
            })
            .collect()
    }

    /// Whether a number is an integer whatever happens: counts and sums of integers are.
    pub(super) fn is_integer(&self, typed: &Typed) -> bool {
        let integral = |labels: &Option<Labels>| {
            labels.as_ref().is_some_and(|l| l.values.iter().all(|v| matches!(v, Value::Int(_))))
        };
        match typed.expr.node() {
            Node::Value(Value::Int(_)) => true,
            Node::Call(function, _) => {
                matches!(function.name, "count" | "distinct" | "maxcount" | "longest" | "length")
            }
            Node::Name(_) | Node::At(..) => integral(&typed.labels),
            _ => false,
        }
    }

    /// `X[1] is ace`.
    pub(super) fn is(
        &mut self,
        element: &ast::Expr,
        pattern: &ast::Expr,
        span: Span,
    ) -> Result<Typed, Error> {
        if let Some(error) = self.place_said(element, pattern) {
            return Err(error);
        }
        let value = self.value(element, None)?;
        if let Some(error) = of_several(element, &value, pattern, span) {
            return Err(error);
        }
        let pattern = self.pattern(pattern, value.labels.as_ref(), value.kind.element())?;
        let pattern = Expr::value_of(Value::Pattern(Arc::new(pattern)));
        self.registered("contains", vec![pattern, value.expr], Kind::Truth, span)
    }
}

/// The error of `3d6 in 8-12` and `3d6 in (8, 12)`, where the numbers between were meant.
fn range_meant(element: &ast::Expr, collection: &ast::Expr) -> Option<Error> {
    let number = |ast: &ast::Expr| match &ast.node {
        Ast::Number(_) => Some(crate::language::print_expression(ast)),
        _ => None,
    };
    let (from, to) = match &collection.node {
        Ast::Binary { operator: ast::Operator::Subtract, left, right } => (number(left)?, number(right)?),
        Ast::Tuple(parts) => match parts.as_slice() {
            [from, to] => (number(from)?, number(to)?),
            _ => return None,
        },
        _ => return None,
    };
    let text = crate::language::print_expression(element);
    let message = "a sample, a set or a range stands after `in`";
    let hint =
        format!("the numbers between are `{text} in {from}..{to}`, these two `{text} in {{{from}, {to}}}`");
    Some(Error::new(ErrorKind::Kind, message).hint(hint).at(collection.span))
}
