//! Brackets that do not match.

use super::syntax;
use crate::error::{Error, Span};
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
        if let Some(mistake) = self.closed_in_comment(opening) {
            return mistake;
        }
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

    /// The error of `P(#6 = 2)`, where what would close the bracket stands in a comment.
    fn closed_in_comment(&self, opening: usize) -> Option<Error> {
        let end = self.before()?.span.end;
        let behind = self.text.chars().skip(end).take_while(|c| *c != '\n' && *c != '\r');
        let behind: String = behind.collect();
        let comment = behind.trim_start().strip_prefix('#')?;
        let (counted, _) = comment.split_once(closing_text(self.tokens[opening].kind))?;
        let at = end + behind.chars().take_while(|c| *c != '#').count();
        let names: Vec<&str> = self.given().collect();
        let fix = format!("how many there are is counted: `{}`", how_many(counted, &names));
        Some(syntax("`#` begins a comment: the rest of the line is not read", Span::new(at, at + 1), fix))
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

/// How it is asked what `#6 = 2` or `#X = 3` asks elsewhere, after outcomes with these names.
fn how_many(text: &str, names: &[&str]) -> String {
    let text = text.trim_matches(|c: char| c == '(' || c == '{' || c.is_whitespace());
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    let (what, rest) = text.split_at(end);
    let rest = rest.replacen([')', '}'], "", 1);
    if names.contains(&what) {
        return format!("length({what}){rest}");
    }
    let (of, rest) = match rest.trim_start().strip_prefix("in ") {
        Some(within) => {
            let within = within.trim_start();
            within.split_at(within.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(within.len()))
        }
        None => (names.last().copied().unwrap_or("X"), rest.as_str()),
    };
    format!("count({what} in {of}){rest}")
}

/// What is written to close this bracket.
fn closing_text(opening: Kind) -> &'static str {
    match closing_of(opening) {
        Kind::RightParen => ")",
        Kind::RightBracket => "]",
        _ => "}",
    }
}
