//! Stated probabilities that do not begin with `given`, and what stands behind a question that belongs before it.

use super::syntax;
use crate::error::Error;
use crate::language::lexer::{Kind, Token};
use crate::language::parser::Parser;

impl Parser<'_> {
    /// The error of `A and B independent`, at the last word.
    pub(super) fn said_of_events(&self) -> Option<Error> {
        let [.., first, and, second] = self.tokens.get(self.start..self.at)? else { return None };
        let word = match self.token().text {
            "independent" => "independent",
            "disjoint" | "exclusive" => "disjoint",
            _ => return None,
        };
        let joined = (first.kind, second.kind) == (Kind::Word, Kind::Word)
            && matches!(and.kind, Kind::And | Kind::Comma);
        joined.then(|| {
            let span = first.span.to(self.token().span);
            let message = format!(
                "`{} and {} {}` is not written like this",
                first.text,
                second.text,
                self.token().text
            );
            syntax(message, span, format!("did you mean `{word}({}, {})`", first.text, second.text))
        })
    }

    /// Whether this statement so far is `P(…) = 0.3`.
    pub(super) fn states_a_fact(&self) -> bool {
        let [measure, open, rest @ ..] = &self.tokens[self.start..self.at] else { return false };
        let (mut depth, mut equals) = (1usize, false);
        for token in rest {
            equals |= depth == 0 && token.kind == Kind::Equal;
            depth = depth + usize::from(token.kind.opens()) - usize::from(token.kind.closes()).min(depth);
        }
        matches!(measure.text, "P" | "N") && open.kind == Kind::LeftParen && equals
    }

    /// The error of a fact whose first token this is.
    pub(super) fn fact_without_given(&self, first: Token<'_>) -> Error {
        let fix = format!("did you mean `given {}`", first.text);
        syntax("stated probabilities begin with `given`", first.span, fix)
    }

    /// The error of `P(A | B) where P(A) = 0.3` and `P(X = 3) where X ~ d6` at the word in the middle: what is known
    /// stands first.
    pub(super) fn known_behind(&self) -> Option<Error> {
        if self.open > 0
            || self.at == self.start
            || !matches!(
                self.token().text,
                "where" | "when" | "with" | "if" | "given" | "其中" | "已知" | "若"
            )
        {
            return None;
        }
        let (first, next) = (self.tokens[self.start], self.tokens.get(self.at + 1)?);
        let last = self.tokens[self.at..]
            .iter()
            .take_while(|token| !matches!(token.kind, Kind::End | Kind::Semicolon));
        let last = last.last()?;
        let text = |from: Token<'_>, to: Token<'_>| -> String {
            self.text
                .chars()
                .skip(from.span.start)
                .take(to.span.end.saturating_sub(from.span.start))
                .collect()
        };
        let (asked, known) = (text(first, self.before()?), text(*next, *last));
        let whole = first.span.to(last.span);
        if next.kind == Kind::Word && self.kind_at(2) == Kind::Tilde {
            let message = "an experiment is named before it is asked about";
            return Some(syntax(message, whole, format!("did you mean `{known}; {asked}`")));
        }
        let states = matches!(next.text, "P" | "N") && self.kind_at(2) == Kind::LeftParen;
        let is_fact = states && self.tokens[self.at..].iter().any(|token| token.kind == Kind::Equal);
        is_fact.then(|| {
            let message = "what is known is stated before it is asked about";
            syntax(message, whole, format!("did you mean `given {known}; {asked}`"))
        })
    }

    /// The error of 已知P(A)=0.3 at the beginning of a statement, which is one word with the measure.
    pub(in crate::language::parser) fn stated_in_chinese(&self) -> Option<Error> {
        let word = self.token();
        let measure = ["已知", "设", "若", "假设"].iter().find_map(|known| word.text.strip_prefix(known))?;
        (matches!(measure, "P" | "N") && self.kind_at(1) == Kind::LeftParen).then(|| {
            let fix = format!("did you mean `given {measure}`");
            syntax("stated probabilities begin with `given`", word.span, fix)
        })
    }

    /// The error of `X <- 2d6` at the beginning of a statement.
    pub(in crate::language::parser) fn arrow_for_tilde(&self) -> Option<Error> {
        let [name, less, minus, thrown, ..] = self.tokens.get(self.at..)? else { return None };
        let is_arrow =
            (name.kind, less.kind, minus.kind) == (Kind::Word, Kind::Less, Kind::Minus) && !minus.spaced;
        (is_arrow && thrown.kind == Kind::Dice)
            .then(|| syntax("an outcome is named with `~`", less.span.to(minus.span), "did you mean `~`"))
    }
}
