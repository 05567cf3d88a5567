//! Brackets that do not match.

use super::syntax;
use crate::error::Error;
use crate::language::lexer::Kind;
use crate::language::parser::{Parser, closing_of};

impl Parser<'_> {
    /// What stands here is not what closes the bracket at `opening`.
    pub(in crate::language::parser) fn not_closed(&mut self, opening: usize) -> Error {
        let bracket = self.tokens[opening];
        match self.kind() {
            Kind::Semicolon if self.closed_after(self.at + 1) => {
                let mistake =
                    syntax("`;` ends a statement, but a bracket is open", self.here(), "did you mean `,`");
                // The rest of the bracket belongs to this mistake.
                self.at += 1;
                mistake
            }
            kind if kind.closes() => {
                let (is, due) = (self.token().text, closing_text(bracket.kind));
                self.never_closed(opening, &format!("put a `{due}` before the `{is}`"))
            }
            Kind::End | Kind::Semicolon => self.never_closed(opening, ""),
            _ if self.token().breaks && !self.closed_after(self.at) => self.never_closed(opening, ""),
            _ if self.closed_after(self.at) => self.unexpected(),
            _ => self.unexpected_before_end(opening),
        }
    }

    /// A bracket that nothing closes. What follows in later lines is not inside it.
    fn never_closed(&mut self, opening: usize, fix: &str) -> Error {
        self.open = 0;
        let bracket = self.tokens[opening];
        let name = match bracket.kind {
            Kind::LeftParen => "parenthesis",
            Kind::LeftBracket => "bracket",
            _ => "brace",
        };
        let fix = match fix {
            "" => format!("put a `{}` where it ends", closing_text(bracket.kind)),
            fix => fix.to_owned(),
        };
        syntax(format!("{name} is never closed"), bracket.span, fix)
    }

    /// Something unexpected in a bracket that is not closed either: the first of the two mistakes that a reader meets
    /// is the one that is plain from what stands here.
    fn unexpected_before_end(&mut self, opening: usize) -> Error {
        match self.kind() {
            kind if kind.begins_operand() => self.never_closed(opening, ""),
            _ => self.unexpected(),
        }
    }

    /// Whether the bracket that is open at token `at` is closed before the statement ends.
    fn closed_after(&self, at: usize) -> bool {
        let mut open = 0usize;
        for (i, token) in self.tokens.iter().enumerate().skip(at) {
            match token.kind {
                Kind::Semicolon | Kind::End => return false,
                kind if kind.opens() => open += 1,
                kind if kind.closes() && open == 0 => return true,
                kind if kind.closes() => open -= 1,
                _ if token.breaks && self.begins_statement(i) => return false,
                _ => {}
            }
        }
        false
    }
}

/// What is written to close this bracket.
fn closing_text(opening: Kind) -> &'static str {
    match closing_of(opening) {
        Kind::RightParen => ")",
        Kind::RightBracket => "]",
        _ => "}",
    }
}
