//! Two words side by side, with nothing that joins them: one of them is no word of the language, or both are one name.

use super::syntax;
use crate::error::{Error, Span, nearest};
use crate::language::lexer::{Kind, Token};
use crate::language::parser::Parser;
use crate::model::Scale;

impl Parser<'_> {
    /// What was meant by two operands side by side, where one of them tells.
    pub(super) fn neighbours(&self, before: Token<'_>, token: Token<'_>) -> Option<Error> {
        if before.kind == Kind::Word {
            let lower = before.text.to_lowercase();
            if lower != before.text && takes_more(&lower) {
                return Some(syntax(
                    "the words of the language are written in small letters",
                    before.span,
                    format!("did you mean `{lower}`"),
                ));
            }
            if matches!(before.text, "a" | "an" | "the") && token.spaced {
                return Some(syntax(
                    format!("`{} {}` is not written like this", before.text, token.text),
                    before.span,
                    format!("leave `{}` out", before.text),
                ));
            }
            if matches!(before.text, "function" | "func" | "fn" | "define") && self.at == self.start + 1 {
                let message = "a function's definition begins with `def`";
                return Some(syntax(message, before.span, "did you mean `def`"));
            }
            if matches!(before.text, "sample" | "pick" | "select" | "take")
                && token.kind == Kind::Number
                && self.tokens[self.at..].iter().any(|t| t.kind == Kind::From)
            {
                let fix = "did you mean `draw`, or `choose` where the order makes no difference";
                return Some(syntax("elements are drawn or chosen", before.span, fix));
            }
        }
        self.category(before).or_else(|| self.misspelt_replacement(token)).or_else(|| {
            let weighted = before.kind == Kind::Word && token.kind == Kind::Number && self.inside_braces();
            weighted.then(|| {
                let both = before.span.to(token.span);
                let fix = format!("did you mean `{}:{}`", before.text, token.text);
                syntax("a label and its number are joined by a colon", both, fix)
            })
        })
    }

    /// `three of a kind`: a poker category is one word.
    fn category(&self, before: Token<'_>) -> Option<Error> {
        let mut name = before.text.to_lowercase();
        let mut longest = None;
        for token in self.tokens[self.at..].iter().take(3).take_while(|token| token.kind == Kind::Word) {
            name = format!("{name}_{}", token.text.to_lowercase());
            if Scale::Poker.level(&name).is_some() {
                longest = Some((name.clone(), token.span));
            }
        }
        let (name, last) = longest?;
        let message = "a poker category is written as one word";
        Some(syntax(message, before.span.to(last), format!("did you mean `{name}`")))
    }

    /// `with replacment`
    fn misspelt_replacement(&self, token: Token<'_>) -> Option<Error> {
        let next = self.word_at(1);
        let with = nearest(token.text, ["with"]).is_some();
        let misspelt = !next.is_empty() && nearest(next, ["replacement"]).is_some();
        (with && misspelt).then(|| {
            let both = token.span.to(self.tokens[self.at + 1].span);
            syntax("what is put back is said by two words", both, "did you mean `with replacement`")
        })
    }

    /// `urn[red:2]`: the bracket behind a word that wants braces.
    pub(super) fn bracket_for_braces(&self) -> Option<Error> {
        let mut closed = 0usize;
        for at in (self.start + 1..self.at).rev() {
            match self.tokens[at].kind {
                kind if kind.closes() => closed += 1,
                kind if kind.opens() && closed > 0 => closed -= 1,
                Kind::LeftBracket => {
                    let word = self.tokens[at - 1];
                    let wants = matches!(word.text, "urn" | "die" | "people" | "deck");
                    return wants.then(|| {
                        let message = "labels and their weights stand in braces";
                        syntax(message, self.tokens[at].span, format!("write `{}{{…}}`", word.text))
                    });
                }
                kind if kind.opens() => return None,
                _ => {}
            }
        }
        None
    }

    /// A text between single quotation marks, from the first of which this is called.
    pub(super) fn single_quoted(&self) -> Option<(Span, String)> {
        let closes = |token: &Token<'_>| matches!(token.text, "'" | "’" | "′");
        let rest = &self.tokens[self.at + 1..];
        let end = rest.iter().position(closes).filter(|&end| end > 0)?;
        let mut text = String::new();
        for (at, token) in rest[..end].iter().enumerate() {
            if at > 0 && token.spaced {
                text.push(' ');
            }
            text.push_str(token.text);
        }
        Some((self.token().span.to(rest[end].span), text))
    }
}

/// Whether something follows this word directly, without a parenthesis.
fn takes_more(word: &str) -> bool {
    matches!(
        word,
        "draw"
            | "choose"
            | "chain"
            | "given"
            | "least"
            | "greatest"
            | "solve"
            | "for"
            | "def"
            | "explain"
            | "verify"
            | "check"
            | "compare"
            | "simulate"
            | "list"
            | "tree"
            | "plot"
            | "identical"
            | "if"
            | "not"
    )
}
