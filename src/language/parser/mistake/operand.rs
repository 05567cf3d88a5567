//! An operand is missing.

use super::{is_reserved, syntax};
use crate::error::{Error, ErrorKind};
use crate::language::lexer::{Kind, Token};
use crate::language::parser::Parser;

impl Parser<'_> {
    /// `3d6!`: players let dice explode like this, and here it would be a factorial.
    pub(in crate::language::parser) fn exploding_dice(&self) -> Error {
        let (dice, span) = (self.tokens[self.at - 1].text, self.tokens[self.at - 1].span);
        let (count, die) = dice.split('k').next().and_then(|die| die.split_once('d')).unwrap_or_default();
        let explosion = match count {
            "" => format!("explode(d{die})"),
            count => format!("pool({count}, explode(d{die}))"),
        };
        Error::new(ErrorKind::Ambiguous, format!("`{dice}!` can be read in two ways"))
            .at(span.to(self.token().span))
            .hint(format!("dice that explode are `{explosion}`, a factorial is `({dice})!`"))
    }

    /// A value is due here, and something else stands here.
    pub(in crate::language::parser) fn missing_operand(&mut self) -> Error {
        let token = self.token();
        match self.kind() {
            Kind::OpenText => {
                syntax("the quotation mark is never closed", token.span, "put a `\"` where the text ends")
            }
            Kind::Unknown => unreadable(token),
            Kind::Foreign => self.foreign_sign(token),
            Kind::Bar => {
                syntax("nothing stands before `|`", token.span, "an absolute value is written `abs(X - Y)`")
            }
            Kind::Plus => syntax("`+` stands between two numbers", token.span, "leave it out"),
            Kind::Bang | Kind::Tilde if self.open > 0 || self.before().is_some() => self.misplaced_not(token),
            Kind::Tilde | Kind::Assign => {
                let fix = format!("write `X {} …`", token.text);
                syntax(format!("a name stands before `{}`", token.text), token.span, fix)
            }
            kind if is_reserved(kind, token.text) && self.used_as_label() => {
                let message = format!("`{0}` is a word of the language", token.text);
                syntax(message, token.span, format!("quote it: `\"{}\"`", token.text))
            }
            _ => self.nothing_between(token),
        }
    }

    /// `!` or `~` before an operand of arithmetic, or in `=!`.
    fn misplaced_not(&self, token: Token<'_>) -> Error {
        match self.before() {
            Some(before) if before.kind == Kind::Equal && token.kind == Kind::Bang => {
                syntax("`=!` is no comparison", before.span.to(token.span), "did you mean `!=`")
            }
            _ => syntax(
                format!("`{}` is no sign of this language", token.text),
                token.span,
                "did you mean `(not …)`",
            ),
        }
    }

    /// Whether the reserved word here stands where a label would.
    fn used_as_label(&self) -> bool {
        let before = self.before().map(|t| t.kind);
        let after = self.kind_at(1);
        let begins = before.is_none_or(|k| k.opens() || k == Kind::Comma || k.is_comparator());
        let ends = after.closes() || matches!(after, Kind::Colon | Kind::Comma | Kind::End | Kind::In);
        begins && ends
    }

    /// `8+` before `in` or a bracket.
    fn or_more(&self, plus: Token<'_>, token: Token<'_>) -> Option<Error> {
        let number = *self.tokens[self.start..self.at].iter().rev().nth(1)?;
        let ends = self.at_end() || token.kind.closes() || token.kind == Kind::In;
        let is_bound = plus.kind == Kind::Plus && !plus.spaced && number.kind == Kind::Number && ends;
        is_bound.then(|| {
            let fix = format!("did you mean `>= {}`", number.text);
            syntax("a number and all larger ones are a comparison", number.span.to(plus.span), fix)
        })
    }

    /// Two signs with nothing between them, or one with nothing after it.
    fn nothing_between(&mut self, token: Token<'_>) -> Error {
        let nothing_here = self.at_end() || token.kind.closes() || token.kind == Kind::Comma;
        match self.before() {
            Some(plus) if let Some(mistake) = self.or_more(plus, token) => mistake,
            Some(before) if before.kind.opens() && self.at_end() => self.not_closed(self.at - 1),
            Some(before) if before.kind == Kind::Is && self.kind() == Kind::In => {
                syntax("`is` takes a pattern, `in` a collection", before.span, "leave `is` out")
            }
            Some(before) if before.kind == Kind::In && token.text == "[" => {
                let fix = "the numbers between are `in 8..12`, these two `in {8, 12}`";
                syntax("brackets hold a place, as in `X[1]`", token.span, fix)
            }
            Some(before) if before.kind == Kind::Equal && self.kind() == Kind::Greater => {
                syntax("`= >` is no comparison", before.span.to(token.span), "did you mean `>=`")
            }
            Some(before) if before.kind.is_comparator() && self.kind().is_comparator() => {
                let both = before.span.to(token.span);
                syntax(
                    format!("nothing stands between `{}` and `{}`", before.text, token.text),
                    both,
                    "leave one of them out",
                )
            }
            Some(before) if before.kind == Kind::Equal && self.at_end() && self.open == 0 => {
                syntax("a question ends without `=`", before.span, "leave it out")
            }
            Some(before) if nothing_here && !before.kind.opens() => {
                let fix = match before.kind {
                    Kind::Comma => "leave it out, or write a value after it",
                    _ => "write a value after it",
                };
                syntax(format!("nothing follows `{}`", before.text), before.span, fix)
            }
            Some(before) if before.kind == Kind::Dots && token.kind == Kind::In => {
                let fix = "with an open end write `count(x in X: x >= 8)`";
                syntax("a range has two ends", before.span, fix)
            }
            Some(_) => {
                let fix = "write a value before it";
                syntax(format!("nothing stands before `{}`", token.text), token.span, fix)
            }
            None if token.kind.closes() => self.unexpected(),
            None => syntax(
                format!("a statement does not begin with `{}`", token.text),
                token.span,
                "write a question, such as `P(2d6 = 7)`",
            ),
        }
    }
}

/// A character that belongs nowhere.
pub(super) fn unreadable(token: Token<'_>) -> Error {
    let fix = match token.text {
        "$" | "€" | "£" | "¥" => "write the number alone".to_owned(),
        "♠" => "did you mean `spades`".to_owned(),
        "♥" => "did you mean `hearts`".to_owned(),
        "♦" => "did you mean `diamonds`".to_owned(),
        "♣" => "did you mean `clubs`".to_owned(),
        "." => "a range is written with two points, `1..6`".to_owned(),
        text if text.chars().all(|c| c.is_ascii() || c.is_control()) => "leave it out".to_owned(),
        text => format!("quote it, if it is a label: `\"{text}\"`"),
    };
    syntax(format!("`{}` means nothing here", token.text.escape_debug()), token.span, fix)
}
