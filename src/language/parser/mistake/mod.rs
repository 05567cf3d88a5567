//! What is wrong, where, and how to mend it: the mistakes of the first week, each with its own answer.
//!
//! A mistake's place is the smallest piece that must change.

mod bracket;
mod chinese;
mod dice;
mod facts;
mod foreign;
mod joint;
mod neighbours;
mod operand;
mod phrase;
mod saying;
mod sentence;
mod told;
mod unexpected;
mod worded;

use super::Parser;
use crate::error::{Error, ErrorKind, Span};
use crate::language::lexer::{Kind, Token};

/// A syntax error with its place and its fix.
fn syntax(message: impl Into<String>, span: Span, fix: impl Into<String>) -> Error {
    Error::new(ErrorKind::Syntax, message).at(span).hint(fix)
}

impl Parser<'_> {
    /// The place of the current token; at the end, the place behind the last one.
    pub(super) fn here(&self) -> Span {
        match (self.kind(), self.before()) {
            (Kind::End, Some(before)) => Span::new(before.span.end, before.span.end),
            _ => self.token().span,
        }
    }

    /// Whether nothing stands here that could be mended: the end of the statement.
    fn at_end(&self) -> bool {
        matches!(self.kind(), Kind::End | Kind::Semicolon)
    }

    /// More follows where one expression is wanted.
    pub(super) fn more_than_one(&self) -> Error {
        syntax("one expression is wanted here", self.token().span, "leave out what follows it")
    }

    /// Another sign or word was due here.
    pub(super) fn expected(&self, sign: &str, message: &str) -> Error {
        syntax(message, self.here(), format!("`{sign}` is expected here"))
    }

    /// Something is written here as in another notation.
    pub(super) fn means(&self, span: Span, ours: &str) -> Error {
        let written = self.token().text;
        let next = self.tokens.get(self.at + 1).filter(|next| next.kind == Kind::Word && !next.spaced);
        if let (Some(next), "not") = (next, ours) {
            let fix = format!("did you mean `not {}`", next.text);
            return syntax(format!("`{written}` is another notation"), span.to(next.span), fix);
        }
        syntax(format!("`{written}` is another notation"), span, format!("did you mean `{ours}`"))
    }

    /// A prefix or an experiment that would swallow what follows it.
    pub(super) fn needs_parentheses(&self, span: Span) -> Error {
        let word = self.token().text;
        if let [name, less, minus, ..] = &self.tokens[self.start..self.at]
            && (name.kind, less.kind, minus.kind) == (Kind::Word, Kind::Less, Kind::Minus)
        {
            return syntax("an outcome is named with `~`", less.span.to(minus.span), "did you mean `~`");
        }
        syntax(
            format!("`{word}` inside a larger expression needs parentheses"),
            span,
            format!("write `({word} …)`"),
        )
    }

    /// A bar where there is no question directly around it.
    pub(super) fn stray_bar(&self) -> Error {
        let next = self.tokens.get(self.at + 1).filter(|next| next.kind == Kind::Word);
        // A number by itself, not the end of a comparison.
        let alone = self.at.checked_sub(2).and_then(|at| self.tokens.get(at)).is_none_or(|token| {
            token.kind.opens()
                || matches!(token.kind, Kind::Colon | Kind::Comma | Kind::And | Kind::Or | Kind::Not)
        });
        let number = self.before().filter(|token| alone && token.kind == Kind::Number);
        if let (Some(number), Some(next)) = (number, next) {
            let fix = format!("did you mean `divides({}, {})`", number.text, next.text);
            return syntax("`|` only inside a question", self.token().span, fix);
        }
        let fix = match self.inside_braces() {
            true => "did you mean `or`; a set is built with a colon, `{k in 1..30: prime(k)}`",
            false => "did you mean `or`",
        };
        syntax("`|` only inside a question", self.token().span, fix)
    }

    /// A second bar in a question.
    pub(super) fn second_bar(&self) -> Error {
        syntax("only one `|`", self.token().span, "join conditions with `and`")
    }

    /// A bar directly inside the parentheses of a function that is no question.
    pub(super) fn bar_in_function(&self, word: Token<'_>) -> Error {
        match question_meant(word.text) {
            Some(measure) => syntax(
                format!("`{}` is no question of this language", word.text),
                word.span,
                format!("did you mean `{measure}`"),
            ),
            None => self.stray_bar(),
        }
    }

    /// A colon directly inside the parentheses of a function that runs over nothing.
    pub(super) fn colon_in_function(&self, word: Token<'_>) -> Error {
        let span = self.token().span;
        match word.text {
            "urn" | "die" | "people" | "deck" => {
                let bracket = Span::new(word.span.end, word.span.end + 1);
                syntax(
                    "labels and their weights stand in braces",
                    bracket,
                    format!("write `{}{{…}}`", word.text),
                )
            }
            _ => syntax(
                format!("`{}` takes no condition", word.text),
                span,
                "`count`, `all`, `any`, `sum`, `product`, `min` and `max` run over `k in 1..10: …`",
            ),
        }
    }

    /// `P()`
    pub(super) fn empty_question(&self, word: Token<'_>) -> Error {
        let asked = if word.text == "P" { "an event, `P(2d6 = 7)`" } else { "something in its parentheses" };
        syntax(format!("`{}` asks about nothing", word.text), self.token().span, format!("it needs {asked}"))
    }

    /// `()`
    pub(super) fn empty_parentheses(&self) -> Error {
        let both = self.token().span.to(self.tokens[self.at + 1].span);
        syntax("there is nothing in these parentheses", both, "write a value between them")
    }

    /// What is drawn from is missing.
    pub(super) fn without_from(&self) -> Error {
        let (span, next) = (self.here(), self.kind_at(1));
        match self.word_at(0) {
            "without" if self.word_at(1) == "replacement" => {
                let both = span.to(self.tokens[self.at + 1].span);
                syntax("nothing is put back unless it says `with replacement`", both, "leave it out")
            }
            "with" if self.word_at(1) == "replacement" => {
                let both = span.to(self.tokens[self.at + 1].span);
                let fix = "put it behind, as in `draw 2 from deck with replacement`";
                syntax("`with replacement` follows what is drawn from", both, fix)
            }
            "of" | "out" => syntax("what is drawn from follows `from`", span, "did you mean `from`"),
            word if word.to_lowercase() == "from" => {
                syntax("the words of the language are written in small letters", span, "did you mean `from`")
            }
            word if next == Kind::From && crate::model::Pattern::card_word(word).is_some() => {
                let number = self.before().map_or("2", |number| number.text);
                let fix = format!(
                    "count them: `count({word} in draw {number} from {}) = {number}`",
                    self.word_at(2)
                );
                syntax("what is drawn is a plain number", span, fix)
            }
            word if !word.is_empty() && next == Kind::From => {
                syntax("what is drawn is a plain number", span, format!("leave `{word}` out"))
            }
            _ => syntax("what is drawn from follows `from`", span, "write `draw 5 from deck`"),
        }
    }

    /// Something that cannot be a name, where a name is due.
    pub(super) fn no_name(&self, what: &str) -> Error {
        let text = self.token().text;
        match self.kind() {
            Kind::Dice => {
                let fix = format!("did you mean `{}`", text.to_uppercase());
                syntax(format!("`{text}` is a die, and cannot name {what}"), self.here(), fix)
            }
            kind if is_reserved(kind, text) => {
                let fix = "choose another name";
                syntax(
                    format!("`{text}` is a word of the language, and cannot name {what}"),
                    self.here(),
                    fix,
                )
            }
            Kind::Text => {
                let fix = "leave the quotation marks out";
                syntax("a name is written without quotation marks", self.here(), fix)
            }
            _ => syntax(format!("here stands the name of {what}"), self.here(), "write a word, such as `x`"),
        }
    }
}

/// Whether this is a reserved word, not a sign of the same meaning.
fn is_reserved(kind: Kind, text: &str) -> bool {
    kind != Kind::Word && Kind::of_word(text) == kind
}

/// The question that a function's name was meant for.
pub(super) fn question_meant(word: &str) -> Option<&'static str> {
    match word {
        "p" | "Pr" | "PR" | "pr" | "prob" | "Prob" | "probability" => Some("P"),
        "e" | "Exp" | "expectation" | "expect" => Some("E"),
        "n" => Some("N"),
        "var" | "VAR" | "variance" | "V" => Some("Var"),
        "sd" | "std" | "Sd" | "stdev" => Some("SD"),
        "cov" => Some("Cov"),
        "cor" | "corr" | "Corr" => Some("Cor"),
        "Dist" | "distribution" => Some("dist"),
        _ => None,
    }
}
