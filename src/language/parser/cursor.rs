//! Walking over the tokens.

use super::{Parsed, Parser, Scope};
use crate::error::Span;
use crate::language::ast::Name;
use crate::language::lexer::{Kind, Token};

impl<'a> Parser<'a> {
    /// The kind of the token `ahead` of the current one; the end of a line that ends the statement is an end.
    pub(super) fn kind_at(&self, ahead: usize) -> Kind {
        (self.at..=self.at + ahead)
            .map(|at| self.kind_of(at))
            .find(|&k| k == Kind::End)
            .unwrap_or_else(|| self.kind_of(self.at + ahead))
    }

    /// The kind of the token at `index`, which the current statement reaches if nothing before it ends it.
    fn kind_of(&self, index: usize) -> Kind {
        match self.tokens.get(index) {
            Some(token) if !token.breaks || self.open > 0 || index <= self.start => token.kind,
            _ => Kind::End,
        }
    }

    /// How many words joined by commas stand `ahead` of the current token, and how far ahead is what follows them.
    pub(super) fn names_at(&self, ahead: usize) -> (usize, usize) {
        let first = self.at + ahead;
        let mut names = 0;
        while self.kind_of(first + 2 * names) == Kind::Word {
            names += 1;
            if self.kind_of(first + 2 * names - 1) != Kind::Comma {
                return (names, ahead + 2 * names - 1);
            }
        }
        (0, ahead)
    }

    /// The kind of the token `ahead` of the current one, all tokens before which have been looked at.
    pub(super) fn kind_after(&self, ahead: usize) -> Kind {
        self.kind_of(self.at + ahead)
    }

    /// The kind of the current token.
    pub(super) fn kind(&self) -> Kind {
        self.kind_at(0)
    }

    /// The current token.
    pub(super) fn token(&self) -> Token<'a> {
        self.tokens[self.at]
    }

    /// The token before the current one, if it belongs to this statement.
    pub(super) fn before(&self) -> Option<Token<'a>> {
        (self.at > self.start).then(|| self.tokens[self.at - 1])
    }

    /// The word `ahead` of the current token, or nothing if that is not a word.
    pub(super) fn word_at(&self, ahead: usize) -> &'a str {
        if self.kind_at(ahead) == Kind::Word { self.tokens[self.at + ahead].text } else { "" }
    }

    /// Whether the current token is this unreserved word.
    pub(super) fn at_word(&self, word: &str) -> bool {
        self.word_at(0) == word
    }

    /// Passes over the current token, which is not the end.
    pub(super) fn advance(&mut self) -> Token<'a> {
        let token = self.tokens[self.at];
        debug_assert_ne!(token.kind, Kind::End);
        self.at += 1;
        token
    }

    /// Passes over a token of this kind, if it is the current one.
    pub(super) fn take(&mut self, kind: Kind) -> Option<Token<'a>> {
        (self.kind() == kind).then(|| self.advance())
    }

    /// Passes over this unreserved word, if it is the current token.
    pub(super) fn take_word(&mut self, word: &str) -> Option<Token<'a>> {
        self.at_word(word).then(|| self.advance())
    }

    /// From `start` to the end of the token before the current one.
    pub(super) fn since(&self, start: Span) -> Span {
        start.to(self.tokens[self.at - 1].span)
    }

    /// One or more items with commas between them; the height becomes that of the highest.
    pub(super) fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        let mut items = Vec::with_capacity(2);
        let mut height = 0;
        loop {
            items.push(item(self)?);
            height = height.max(self.height);
            if self.take(Kind::Comma).is_none() {
                self.height = height;
                return Ok(items);
            }
        }
    }

    /// Reads what stands between the bracket at hand and its partner; the span includes both.
    pub(super) fn bracketed<T>(
        &mut self,
        scope: Scope,
        content: impl FnOnce(&mut Self) -> Parsed<T>,
    ) -> Parsed<(T, Span)> {
        let opening = self.at;
        let outer = std::mem::replace(&mut self.scope, scope);
        self.advance();
        self.open += 1;
        let content = content(self)?;
        let closing = closing_of(self.tokens[opening].kind);
        if self.kind() != closing {
            return Err(self.not_closed(opening));
        }
        self.advance();
        self.open -= 1;
        self.scope = outer;
        Ok((content, self.since(self.tokens[opening].span)))
    }

    /// The name at hand, if there is one that is neither reserved nor a number nor dice.
    pub(super) fn name(&mut self, what: &str) -> Parsed<Name> {
        match self.kind() {
            Kind::Word => {
                let token = self.advance();
                Ok(name_of(token))
            }
            _ => Err(self.no_name(what)),
        }
    }
}

/// The word as a name.
pub(super) fn name_of(token: Token<'_>) -> Name {
    Name { text: token.text.to_owned(), span: token.span }
}

/// What closes this bracket.
pub(super) fn closing_of(opening: Kind) -> Kind {
    match opening {
        Kind::LeftParen => Kind::RightParen,
        Kind::LeftBracket => Kind::RightBracket,
        _ => Kind::RightBrace,
    }
}
