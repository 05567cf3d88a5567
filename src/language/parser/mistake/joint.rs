//! A word between two things that the language joins by a sign, or by another word.

use super::sentence::experiment;
use super::syntax;
use crate::error::Error;
use crate::language::ast::Format;
use crate::language::lexer::{Kind, Token};
use crate::language::parser::Parser;

impl Parser<'_> {
    /// What is told of a word that stands between two operands, where it is known what was meant.
    pub(super) fn joint(&self, before: Token<'_>, word: Token<'_>) -> Option<Error> {
        if let Some(mistake) = self.known_behind().or_else(|| self.turned(before, word)) {
            return Some(mistake);
        }
        let sign = self.sign_in_words(before, word.text)?;
        let message = format!("`{}` is written as a sign", word.text);
        Some(syntax(message, word.span, format!("did you mean `{sign}`")))
    }

    /// The sign that a word stands for.
    fn sign_in_words(&self, before: Token<'_>, word: &str) -> Option<&'static str> {
        let next = self.kind_at(1);
        let format = || self.tokens.get(self.at + 1).and_then(|token| Format::from_text(token.text));
        Some(match word {
            "plus" => "+",
            "minus" => "-",
            "times" | "x" if next == Kind::Number => "*",
            "over" | "divided" => "/",
            "equals" => "=",
            "vs" | "versus" | "against" => ">=",
            "where" | "when" => "|",
            "as" | "into" if self.open == 0 => "to",
            "to" if next == Kind::Number => "..",
            "to" if before.kind == Kind::Number && next == Kind::Word && format().is_none() => "..",
            _ => return None,
        })
    }

    /// A word that asks for the things around it to be put otherwise.
    fn turned(&self, before: Token<'_>, word: Token<'_>) -> Option<Error> {
        let ahead = |n: usize| self.tokens.get(self.at + n);
        let next = ahead(1).filter(|token| token.kind != Kind::End);
        let next_text = next.map_or("", |token| token.text);
        let with_next = next.map_or(word.span, |next| word.span.to(next.span));
        let whole = before.span.to(with_next);
        Some(match word.text {
            "between" if before.kind == Kind::RightParen => {
                let number = |n: usize| ahead(n).filter(|token| token.kind == Kind::Number);
                let (low, high) = (number(1)?, number(3)?);
                let fix = format!("did you mean `in {}..{}`", low.text, high.text);
                let span = word.span.to(high.span);
                syntax("whether a number lies between two others is asked with `in`", span, fix)
            }
            "without" | "except" | "excluding" | "minus"
                if before.kind == Kind::Word && matches!(next?.kind, Kind::LeftBrace | Kind::Text) =>
            {
                let rest = &self.tokens[self.at + 1..];
                let last = match next?.kind {
                    Kind::Text => next?,
                    _ => rest.iter().find(|token| token.kind == Kind::RightBrace)?,
                };
                let out = next?.span.to(last.span);
                let out: String = self.text.chars().skip(out.start).take(out.end - out.start).collect();
                let sign = if last.kind == Kind::Text { "=" } else { "in" };
                let fix = format!("did you mean `{{c in {}: not c {sign} {out}}}`", before.text);
                let message = "elements are taken out of a collection by a condition";
                syntax(message, before.span.to(last.span), fix)
            }
            "choose" if before.kind == Kind::Number && self.kind_at(1) == Kind::Number => {
                let fix = format!("did you mean `C({}, {next_text})`", before.text);
                syntax("`choose` is an experiment", whole, fix)
            }
            "with" if matches!(next_text, "advantage" | "disadvantage") && before.text.starts_with('d') => {
                let keep = if next_text == "advantage" { "kh1" } else { "kl1" };
                let fix = format!("did you mean `2{}{keep}`", before.text);
                syntax("two dice are thrown, and one of them is kept", whole, fix)
            }
            "to" if next_text == "%" => {
                let fix = "did you mean `to percent`";
                syntax("an answer in per cent is asked for by a word", with_next, fix)
            }
            "to" if self.open > 0 && self.sign_in_words(before, "to").is_none() => {
                let fix = "put it behind the parenthesis";
                syntax("`to` stands at the end of a question", word.span, fix)
            }
            "until" => match experiment(before.text, 1) {
                Some(trial) => {
                    let trial = if trial == "1d6" { "d6" } else { "coin" };
                    let waited = if next_text.is_empty() { "6" } else { next_text };
                    let fix = format!("did you mean `wait({waited} in {trial})`");
                    syntax("how long something takes is waited for", whole, fix)
                }
                None => {
                    let fix = "put the `draw … until …` in parentheses";
                    syntax("`until` belongs to a `draw` or a `chain` before it", word.span, fix)
                }
            },
            _ => return None,
        })
    }
}
