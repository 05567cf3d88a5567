//! The words of a sentence, read one after another.

use crate::error::Error;
use crate::language::ast::number_in_words;
use crate::language::lexer::Kind;
use crate::language::parser::Parser;
use crate::language::parser::mistake::syntax;

/// Words that are read one after another.
pub(super) struct Words<'a, 'b> {
    pub(super) parser: &'b Parser<'a>,
    pub(super) at: usize,
}

impl<'a> Words<'a, '_> {
    /// The error of all words up to here, for which this is asked.
    pub(super) fn instead(&self, start: usize, asked: &str) -> Error {
        let tokens = &self.parser.tokens;
        let message = format!("`{} {}` is not written like this", tokens[start].text, tokens[start + 1].text);
        syntax(message, tokens[start].span.to(tokens[self.at - 1].span), format!("did you mean `{asked}`"))
    }

    /// The word, number or die at this place.
    pub(super) fn text(&self) -> &'a str {
        self.parser.tokens.get(self.at).map_or("", |token| token.text)
    }

    pub(super) fn kind(&self) -> Kind {
        self.parser.tokens.get(self.at).map_or(Kind::End, |token| token.kind)
    }

    pub(super) fn kind_after(&self) -> Kind {
        self.parser.tokens.get(self.at + 1).map_or(Kind::End, |token| token.kind)
    }

    /// Passes over one of these words.
    pub(super) fn take(&mut self, words: &[&str]) -> Option<&'a str> {
        let text = self.text();
        let found = matches!(self.kind(), Kind::Word | Kind::In | Kind::From) && words.contains(&text);
        self.at += usize::from(found);
        found.then_some(text)
    }

    /// Passes over a whole number, in digits or in words.
    pub(super) fn number(&mut self) -> Option<u64> {
        let number = match self.kind() {
            Kind::Number => self.text().parse().ok(),
            Kind::Word => number_in_words(self.text()).and_then(|number| u64::try_from(number).ok()),
            _ => None,
        };
        self.at += usize::from(number.is_some());
        number
    }
}
