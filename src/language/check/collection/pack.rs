//! Packs of cards: `deck`, `deck(32)`, `cards(1..13, {red, blue}, copies)`.

use super::Pool;
use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{self, Node as Ast};
use crate::language::check::Checker;
use crate::model::{Value, cards};
use crate::statistic::arithmetic;
use std::sync::Arc;

impl Checker<'_> {
    /// `deck`, `deck(32)`, `cards(1..13, {red, blue}, copies)`.
    pub(in crate::language::check) fn pack(
        &mut self,
        name: &str,
        args: &[ast::Expr],
        span: Span,
    ) -> Result<Pool, Error> {
        match (name, args) {
            ("deck", []) => Ok(Pool::known(cards::deck(52)?)),
            ("deck", [size]) => {
                let number = self.constant(size)?;
                let number = arithmetic::natural("the number of cards", &number)
                    .map_err(|e| e.or_at(Some(size.span)))?;
                Ok(Pool::known(cards::deck(number).map_err(|e| e.at(size.span))?))
            }
            ("cards", [ranks, suits] | [ranks, suits, _]) => {
                let copies = match args.get(2) {
                    Some(copies) => {
                        let n = self.constant(copies)?;
                        arithmetic::natural("the number of copies", &n)
                            .map_err(|e| e.or_at(Some(copies.span)))?
                    }
                    None => 1,
                };
                let mut numbers = Vec::new();
                // A rank that is named twice is there twice, as a suit is.
                let listed = match &ranks.node {
                    Ast::Set(items) => items.as_slice(),
                    _ => std::slice::from_ref(ranks),
                };
                let listed = listed.iter().map(|item| self.set_item(item));
                for value in listed.collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
                    numbers.push(rank_number(&value).map_err(|e| e.or_at(Some(ranks.span)))?);
                }
                let suits: Vec<Arc<str>> = match &suits.node {
                    Ast::Set(items) => {
                        let mut all = Vec::new();
                        for item in items {
                            all.extend(
                                self.set_item(item)?.iter().map(|v| Arc::from(v.to_string().as_str())),
                            );
                        }
                        all
                    }
                    _ => {
                        return Err(Error::new(ErrorKind::Kind, "the suits are a set of names")
                            .hint("write `cards(1..13, {red, blue}, 2)`")
                            .at(suits.span));
                    }
                };
                Ok(Pool::known(cards::home_made(&numbers, &suits, copies)?))
            }
            _ => Err(Error::new(ErrorKind::Kind, format!("`{name}` does not take {} arguments", args.len()))
                .hint("write `deck`, `deck(32)` or `cards(1..13, {red, blue}, 2)`")
                .at(span)),
        }
    }
}

/// A rank of a home-made pack: a number, or the name of a picture card, which stands for its number.
fn rank_number(value: &Value) -> Result<i64, Error> {
    let named = match value {
        Value::Word(word) => crate::model::Scale::Rank.level(word),
        _ => None,
    };
    match named {
        Some(level) => Ok(i64::from(level.index)),
        None => crate::model::pattern::small_integer(value),
    }
}
