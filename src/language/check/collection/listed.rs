//! What is listed in braces: labels, numbers and ranges, with their weights.

use super::{Pool, integers};
use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::Checker;
use crate::language::check::recipe::Recipe;
use crate::language::check::typed::{Kind, Labels};
use crate::model::{Collection, Faces, Population, Value};
use crate::statistic::arithmetic;
use num_rational::BigRational;

/// An item of a braced list: a label, and its weight as an expression of the text.
pub(in crate::language::check) struct Item {
    pub labels: Vec<Value>,
    pub weight: Option<Recipe<Value>>,
    pub span: Span,
}

impl Checker<'_> {
    /// The elements that an item of a set stands for: a label, a number, or all of a range.
    pub(in crate::language::check) fn set_item(&mut self, item: &ast::Expr) -> Result<Vec<Value>, Error> {
        match &item.node {
            Ast::Name(word) if self.element(word).is_none() && self.scope.get(word).is_none() => {
                Ok(vec![Value::word(word)])
            }
            Ast::Text(text) => Ok(vec![Value::word(text)]),
            Ast::Range { from, to } => {
                let (from, to) = (self.constant(from)?, self.constant(to)?);
                integers(&from, &to, item.span, self.budget)
            }
            _ => match self.constant(item).map_err(|error| clash(item, error))? {
                Value::Set(values) => Ok(values.to_vec()),
                value => Ok(vec![value]),
            },
        }
    }

    /// `urn{…}`, `people{…}`, `deck{…}`.
    pub(in crate::language::check) fn labelled(
        &mut self,
        kind: ast::Collection,
        entries: &[ast::Entry],
    ) -> Result<Pool, Error> {
        let collection = match kind {
            ast::Collection::Urn => Collection::Urn,
            ast::Collection::People => Collection::People,
            ast::Collection::Deck => Collection::Deck,
            ast::Collection::Die => Collection::Die,
        };
        let items = self.items(entries)?;
        let mut counts = Vec::new();
        let mut values = Vec::new();
        for item in items {
            for label in item.labels {
                let (span, text) = (item.span, label.to_string());
                let count = match &item.weight {
                    Some(weight) => weight.clone().map(move |n| {
                        arithmetic::natural(&format!("the number of `{text}`"), &n)
                            .map_err(|e| e.or_at(Some(span)))
                    }),
                    None => Recipe::known(1),
                };
                values.push(label);
                counts.push(count);
            }
        }
        let labels = values.clone();
        let population = Recipe::all(counts)
            .map(move |counts| Population::new(collection, labels.iter().cloned().zip(counts)));
        let element = Kind::shared(&values);
        let mut pool = self.made_pool(population, collection, element)?;
        if pool.labels.is_none() {
            pool.labels = Some(Labels::new(collection, values));
        }
        Ok(pool)
    }

    /// The items of a braced list with their weights.
    pub(in crate::language::check) fn items(&mut self, entries: &[ast::Entry]) -> Result<Vec<Item>, Error> {
        let mut items = Vec::with_capacity(entries.len());
        for entry in entries {
            let labels = match &entry.item.node {
                // In a labelled list a word is a label, whatever else it may be.
                Ast::Name(word) => vec![Value::word(word)],
                _ => self.set_item(&entry.item)?,
            };
            let (weight, span) = match &entry.weight {
                Some(weight) => (Some(Recipe::of(self.number(weight)?.expr)), weight.span),
                None => (None, entry.item.span),
            };
            items.push(Item { labels, weight, span });
        }
        Ok(items)
    }
}

/// The error of a label in a set that is a name of the user too.
fn clash(item: &ast::Expr, error: Error) -> Error {
    match &item.node {
        Ast::Name(word) if error.fix().is_none() => {
            error.hint(format!("`{word}` is a name here; the label is quoted: `\"{word}\"`"))
        }
        _ => error,
    }
}

/// Faces with these relative weights; weights that are fractions must add up to 1.
pub(in crate::language::check) fn weighted(
    labels: &[Value],
    weights: Vec<Value>,
    span: Span,
) -> Result<Faces, Error> {
    let mut ratios = Vec::with_capacity(weights.len());
    for weight in &weights {
        ratios.push(arithmetic::number(weight).map_err(|e| e.or_at(Some(span)))?);
    }
    if ratios.iter().any(|w| !w.is_integer()) {
        let sum: BigRational = ratios.iter().sum();
        if sum != BigRational::from_integer(1.into()) {
            return Err(adding_up(&sum, span));
        }
    }
    Faces::from_ratios(Collection::Die, labels.iter().cloned().zip(ratios)).map_err(|e| e.or_at(Some(span)))
}

/// The error of probabilities that do not add up to 1.
pub(in crate::language::check) fn adding_up(sum: &BigRational, span: Span) -> Error {
    Error::new(ErrorKind::Weights, format!("the weights add up to `{sum}`, not 1"))
        .hint("probabilities add up to 1; for relative weights use whole numbers")
        .at(span)
}
