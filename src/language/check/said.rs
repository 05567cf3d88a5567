//! Words that name neither an outcome nor anything else, where it can be told from what is named which elements were
//! meant: `A is first`, `second is ace`, `heads > tails`.

use crate::error::{Error, ErrorKind};
use crate::language::ast::{self, Node as Ast, ordinal_in_words};
use crate::language::check::typed::Kind;
use crate::language::check::{Checker, Meaning};
use crate::language::print_expression;

impl Checker<'_> {
    /// The error of `A is first` and `second is ace`, with the place that was meant.
    pub(super) fn place_said(&self, element: &ast::Expr, pattern: &ast::Expr) -> Option<Error> {
        let (pattern, sign) = match &pattern.node {
            Ast::Not(inner) => (&**inner, "!="),
            _ => (pattern, "="),
        };
        let whole = element.span.to(pattern.span);
        let word = |ast: &ast::Expr| match &ast.node {
            Ast::Name(word) if self.is_unknown(word) => nth_place(word),
            _ => None,
        };
        let text = print_expression(element);
        let fix = if let Some(place) = word(pattern) {
            let of = match &element.node {
                Ast::Name(name) if self.is_unknown(name) => self.scope.shown_by(name)?.0.to_owned(),
                Ast::Number(_) | Ast::Text(_) => self.last_row()?,
                _ => return None,
            };
            format!("{of}[{place}] {sign} {text}")
        } else {
            let (place, of) = (word(element)?, self.last_row()?);
            let not = if sign == "=" { "" } else { "not " };
            format!("{of}[{place}] is {not}{}", print_expression(pattern))
        };
        let message = format!("`{text} is {}` names no place", print_expression(pattern));
        Some(Error::new(ErrorKind::UnknownName, message).hint(format!("did you mean `{fix}`?")).at(whole))
    }

    /// The error of `heads > tails` and `heads = 3`, where labels stand for how many of them there are.
    pub(super) fn labels_for_counts(&self, first: &ast::Expr, rest: &[ast::Link]) -> Option<Error> {
        let sides = || std::iter::once(first).chain(rest.iter().map(|link| &link.value));
        let counted = |ast: &ast::Expr| match &ast.node {
            Ast::Name(word) if self.is_unknown(word) => self.count_of(word),
            _ => None,
        };
        let known = |ast: &ast::Expr| matches!(ast.node, Ast::Number(_)) || counted(ast).is_some();
        let label = sides().find(|side| counted(side).is_some())?;
        if !sides().all(known) {
            return None;
        }
        let text = |ast: &ast::Expr| counted(ast).unwrap_or_else(|| print_expression(ast));
        let mut fix = text(first);
        for link in rest {
            fix = format!("{fix} {} {}", link.comparator.node.text(), text(&link.value));
        }
        let whole = first.span.to(rest.last()?.value.span);
        let message = format!("`{}` is a label, and no number", print_expression(label));
        Some(Error::new(ErrorKind::UnknownName, message).hint(format!("did you mean `{fix}`?")).at(whole))
    }

    /// How many elements of the sample given last show this label: `count(heads in X)`.
    pub(super) fn count_of(&self, word: &str) -> Option<String> {
        let one = word.strip_suffix('s').filter(|one| self.scope.shown_by(one).is_some());
        let label = if self.scope.shown_by(word).is_some() { word } else { one? };
        let (sample, several) = self.scope.shown_by(label)?;
        several.then(|| format!("count({label} in {sample})"))
    }

    /// Whether a word names nothing here.
    pub(super) fn is_unknown(&self, word: &str) -> bool {
        self.element(word).is_none() && self.scope.get(word).is_none()
    }

    /// The sample with an order that was given last.
    fn last_row(&self) -> Option<String> {
        let given: Vec<&str> = self.scope.outcomes().collect();
        let is_row = |name: &&&str| match self.scope.get(name) {
            Some(Meaning::Outcome(typed)) => {
                matches!(&typed.kind, Kind::Sample(sample) if sample.length != Some(1))
            }
            _ => false,
        };
        given.iter().rev().find(is_row).map(|name| (*name).to_owned())
    }
}

/// The place that an ordinal number says, and that of `last`.
fn nth_place(word: &str) -> Option<i64> {
    match word {
        "last" => Some(-1),
        _ => ordinal_in_words(word).and_then(|place| i64::try_from(place).ok()),
    }
}
