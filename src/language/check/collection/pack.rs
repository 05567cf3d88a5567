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
                let (ranks, suits) = (self.pack_ranks(ranks)?, self.pack_suits(suits)?);
                Ok(Pool::known(cards::home_made(&ranks, &suits, copies)?))
            }
            _ => Err(Error::new(ErrorKind::Kind, format!("`{name}` does not take {} arguments", args.len()))
                .hint("write `deck`, `deck(32)` or `cards(1..13, {red, blue}, 2)`")
                .at(span)),
        }
    }

    /// The ranks of a home-made pack; one that is named twice is there twice, as a suit is.
    fn pack_ranks(&mut self, ranks: &ast::Expr) -> Result<Vec<i64>, Error> {
        let listed = match &ranks.node {
            Ast::Set(items) => items.as_slice(),
            _ => std::slice::from_ref(ranks),
        };
        let listed = listed.iter().map(|item| self.set_item(item)).collect::<Result<Vec<_>, _>>()?;
        let number = |value| rank_number(&value).map_err(|error| error.or_at(Some(ranks.span)));
        listed.into_iter().flatten().map(number).collect()
    }

    /// The names of the suits of a home-made pack.
    fn pack_suits(&mut self, suits: &ast::Expr) -> Result<Vec<Arc<str>>, Error> {
        let Ast::Set(items) = &suits.node else {
            return Err(Error::new(ErrorKind::Kind, "the suits are a set of names")
                .hint("write `cards(1..13, {red, blue}, 2)`")
                .at(suits.span));
        };
        let mut all = Vec::new();
        for item in items {
            all.extend(self.set_item(item)?.iter().map(|v| Arc::from(v.to_string().as_str())));
        }
        Ok(all)
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
