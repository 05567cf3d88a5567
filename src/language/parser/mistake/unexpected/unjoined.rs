//! Two operands with nothing between them.

use crate::error::Error;
use crate::language::lexer::{Kind, Token};
use crate::language::parser::Parser;
use crate::language::parser::literal::dice_apart;
use crate::language::parser::mistake::syntax;

impl Parser<'_> {
    /// The error of an operand that follows another.
    pub(super) fn missing_operator(&self, before: Token<'_>, token: Token<'_>) -> Error {
        if let Some(mistake) = self.saying() {
            return mistake;
        }
        if let Some(dice) = dice_apart(before, token).filter(|_| token.spaced) {
            return syntax(
                "dice are written in one word",
                before.span.to(token.span),
                format!("did you mean `{dice}`"),
            );
        }
        if let Some(mistake) = self.neighbours(before, token) {
            return mistake;
        }
        let second = self.at == self.start + 1 && before.kind == Kind::Word;
        if let Some(mistake) = second.then(|| self.statement_word(before, token)).flatten() {
            return mistake;
        }
        if let Some(mistake) = self.next_statement(before, token) {
            return mistake;
        }
        if before.kind == Kind::Number && before.text.ends_with('%') && token.kind == Kind::Number {
            let fix = format!("did you mean `{} mod {}`", before.text.trim_end_matches('%'), token.text);
            return syntax("`%` belongs to a number; the remainder is `mod`", token.span, fix);
        }
        if let Some(mistake) = self.sentence() {
            return mistake;
        }
        if let Some(mistake) = self.dice_in_words(before, token) {
            return mistake;
        }
        if let Some(fix) = self.phrase(before, token) {
            let message = format!("`{} {}` is not written like this", before.text, token.text);
            return syntax(message, before.span.to(token.span), fix);
        }
        let fix = self.joined(before, token);
        let message = format!("an operator is missing between `{}` and `{}`", before.text, token.text);
        syntax(message, token.span, fix)
    }

    /// The error of a call that begins where a statement has not ended: `X ~ 2d6 P(X = 7)`.
    fn next_statement(&self, before: Token<'_>, token: Token<'_>) -> Option<Error> {
        let first = self.tokens[self.start];
        let is_call = token.kind == Kind::Word && self.kind_at(1) == Kind::LeftParen;
        if self.open > 0 || !is_call || first.kind != Kind::Word && first.text != "given" {
            return None;
        }
        let (message, fix) = if first.text == "given" {
            ("facts are separated by commas".to_owned(), "put a `,` before it".to_owned())
        } else if before.kind == Kind::RightParen && !before.spaced {
            let message = format!("an operator is missing between `)` and `{}`", token.text);
            (message, format!("did you mean `(…) * {}(…)`", token.text))
        } else {
            ("a statement ends with `;` or a new line".to_owned(), format!("write `; {}(…)`", token.text))
        };
        Some(syntax(message, token.span, fix))
    }

    /// What to put between two operands.
    fn joined(&self, before: Token<'_>, token: Token<'_>) -> String {
        match (before.kind, token.kind) {
            (Kind::Bang, Kind::Number) if self.at >= 2 && self.tokens[self.at - 2].kind == Kind::Number => {
                format!("did you mean `{}! * {}`", self.tokens[self.at - 2].text, token.text)
            }
            (Kind::Bang, _) => "did you mean `… ! * …`".to_owned(),
            (Kind::Word, Kind::Word) if self.in_prose() => {
                "a question is a formula, such as `P(count(6 in 4d6) >= 1)` or `N(choose 3 from 1..10)`; \
                 `prob help language` shows its words"
                    .to_owned()
            }
            (Kind::Number, Kind::If) if let Some(fix) = self.value_before_if(before) => fix,
            (_, Kind::If) => "a condition follows `|`: `P(X > 4 | X is even)`".to_owned(),
            (_, Kind::Dice) => format!("a variable number of dice is written `pool(n, {})`", token.text),
            (Kind::Number, Kind::LeftParen) => format!("did you mean `{} * (…)`", before.text),
            (Kind::RightParen, Kind::LeftParen) => "did you mean `(…) * (…)`".to_owned(),
            (Kind::RightParen, _) => format!("did you mean `(…) * {}`", token.text),
            (_, Kind::Word) if token.text == "identical" => {
                format!("did you mean `identical {}`", before.text)
            }
            (Kind::Number, Kind::Word) if self.inside_braces() => {
                format!("did you mean `{}:{}`", token.text, before.text)
            }
            (Kind::Number, Kind::Word) if token.text == "divides" => {
                format!("did you mean `divides({}, …)`", before.text)
            }
            (Kind::Number, Kind::Word) => format!("did you mean `{} * {}`", before.text, token.text),
            (Kind::Number, Kind::Number) => "put an operator or a comma between them".to_owned(),
            _ => "put an operator, a comma or `;` between them".to_owned(),
        }
    }

    /// How `5 if d6 = 6 else 0` is written.
    fn value_before_if(&self, value: Token<'_>) -> Option<String> {
        let rest = &self.tokens[self.at + 1..];
        let end =
            rest.iter().position(|token| matches!(token.kind, Kind::Else | Kind::Semicolon | Kind::End))?;
        let (first, last) = (rest.first()?, rest.get(end.checked_sub(1)?)?);
        if rest[end].kind != Kind::Else {
            return None;
        }
        let condition: String =
            self.text.chars().skip(first.span.start).take(last.span.end - first.span.start).collect();
        Some(format!("the condition stands first: `if {condition} then {} else …`", value.text))
    }

    /// Whether three plain words follow each other here.
    fn in_prose(&self) -> bool {
        let words = self.tokens[self.at.saturating_sub(1)..].iter().take_while(|t| t.kind == Kind::Word);
        words.count() >= 3
    }
}
