//! Something follows that cannot follow.

mod unjoined;

use super::operand::unreadable;
use super::syntax;
use crate::error::Error;
use crate::language::ast::{Measure, Quantifier};
use crate::language::lexer::{Kind, Token};
use crate::language::parser::Parser;
use crate::language::parser::literal::dice_apart;

impl Parser<'_> {
    /// What stands here can neither continue the expression before it nor end it.
    pub(in crate::language::parser) fn unexpected(&mut self) -> Error {
        let token = self.token();
        let Some(before) = self.before() else { return self.unexpected_sign(token) };
        match self.kind() {
            Kind::Unknown if token.text == "." && matches!(self.kind_at(1), Kind::End | Kind::Semicolon) => {
                syntax("a question ends without a full stop", token.span, "leave it out")
            }
            Kind::Unknown => unreadable(token),
            Kind::OpenText => self.missing_operand(),
            Kind::Foreign => self.foreign_sign(token),
            Kind::Word => self.unexpected_word(before, token),
            kind if kind.begins_operand() => self.missing_operator(before, token),
            Kind::Assign | Kind::Colon | Kind::Tilde => self.misplaced_definition(before, token),
            Kind::Comma => self.unexpected_comma(before, token),
            Kind::From => self.unexpected_from(token),
            _ => self.unexpected_sign(token),
        }
    }

    /// `draw -1 from deck`, read as a label `draw` less 1.
    fn unexpected_from(&self, token: Token<'_>) -> Error {
        match &self.tokens[self.start..self.at] {
            [.., draw, minus, _] if matches!(draw.text, "draw" | "choose") && minus.kind == Kind::Minus => {
                syntax(
                    "a number of elements cannot be negative",
                    minus.span,
                    format!("write `{} 2 from …`", draw.text),
                )
            }
            _ => syntax("unexpected `from`", token.span, "it follows the number of a `draw` or `choose`"),
        }
    }

    /// A sign that has no place here.
    fn unexpected_sign(&self, token: Token<'_>) -> Error {
        let (text, span) = (token.text, token.span);
        match self.kind() {
            Kind::RightParen => syntax("unexpected `)`", span, "no `(` is open here"),
            Kind::RightBracket => syntax("unexpected `]`", span, "no `[` is open here"),
            Kind::RightBrace => syntax("unexpected `}`", span, "no `{` is open here"),
            Kind::LeftBracket => syntax("unexpected `[`", span, "an index follows a sample directly, `X[1]`"),
            Kind::Bang => syntax("unexpected `!`", span, "a factorial twice is written `(n!)!`"),
            Kind::Then if let Some(mistake) = self.saying() => mistake,
            Kind::Then | Kind::Else => syntax(format!("unexpected `{text}`"), span, "no `if` waits for it"),
            Kind::Not if let Some(mistake) = self.saying() => mistake,
            Kind::Not if self.kind_at(1) == Kind::Number => {
                syntax("unexpected `not`", span, "did you mean `!=`")
            }
            Kind::Not => syntax("unexpected `not`", span, "did you mean `and not`"),
            Kind::End => syntax("the text ends too early", self.here(), "write the rest of it"),
            _ => syntax(
                format!("unexpected `{text}`"),
                span,
                "leave it out, or put parentheses around what it joins",
            ),
        }
    }

    /// A word after a complete expression.
    fn unexpected_word(&self, before: Token<'_>, word: Token<'_>) -> Error {
        if let Some(mistake) = self.said_of_events().or_else(|| self.saying()) {
            return mistake;
        }
        let text = word.text;
        let lower = text.to_lowercase();
        if Kind::of_word(&lower) != Kind::Word {
            return syntax(
                "operators are written in small letters",
                word.span,
                format!("did you mean `{lower}`"),
            );
        }
        if let Some(dice) = dice_apart(before, word) {
            return syntax(
                "dice are written in one word",
                before.span.to(word.span),
                format!("did you mean `{dice}`"),
            );
        }
        if let Some(ours) = crate::language::ast::operator_in_chinese(text) {
            let message = format!("`{text}` is no word of the language");
            return syntax(message, word.span, format!("did you mean `{ours}`"));
        }
        self.joint(before, word).unwrap_or_else(|| self.missing_operator(before, word))
    }

    /// `:=`, `:` or `~` after something that cannot be given a meaning.
    fn misplaced_definition(&self, before: Token<'_>, token: Token<'_>) -> Error {
        let first = self.tokens[self.start];
        let text = token.text;
        let second = self.tokens.get(self.start + 1).map_or(Kind::End, |t| t.kind);
        if token.kind == Kind::Colon {
            if let Some(mistake) = self.bracket_for_braces() {
                return mistake;
            }
            return match before.kind {
                Kind::Word if self.at == self.start + 1 => {
                    syntax("a name is given with `:=`", token.span, "did you mean `:=`")
                }
                _ => syntax(
                    "unexpected `:`",
                    token.span,
                    "a colon stands before a condition or a weight, `k in 1..10: …`",
                ),
            };
        }
        if self.open > 0 {
            return syntax(
                format!("`{text}` gives a name and stands in no bracket"),
                token.span,
                "did you mean `=`",
            );
        }
        if first.kind == Kind::Word && second == Kind::LeftParen && before.kind == Kind::RightParen {
            if Measure::from_text(first.text).is_some() || first.text == "D" {
                let message = format!("`{}(…)` is asked, not given", first.text);
                return syntax(message, token.span, "did you mean `=`");
            }
            let fix = format!("write `def {}(…) := …`", first.text);
            return syntax("a function's definition begins with `def`", first.span, fix);
        }
        let fix = "one word stands before it, `X ~ 2d6`, `p := 1/3`";
        syntax(format!("unexpected `{text}`"), token.span, fix)
    }

    /// A comma after a complete statement.
    fn unexpected_comma(&self, before: Token<'_>, comma: Token<'_>) -> Error {
        let next = self.tokens.get(self.at + 1).filter(|t| t.kind == Kind::Number && !t.spaced);
        match next {
            Some(next) if before.kind == Kind::Number && !comma.spaced && next.text.len() == 3 => {
                let groups = self.tokens[self.at..].chunks(2).take_while(|pair| {
                    pair[0].kind == Kind::Comma && pair.last().is_some_and(|t| t.kind == Kind::Number)
                });
                let digits: String = groups.filter_map(|pair| pair.last().map(|t| t.text)).collect();
                let point = format!("{}.{}", before.text, next.text);
                let fix = match digits == next.text {
                    true => format!("did you mean `{}{digits}`, or `{point}`?", before.text),
                    false => format!("did you mean `{}{digits}`", before.text),
                };
                syntax("numbers are written without commas", comma.span, fix)
            }
            Some(next) if before.kind == Kind::Number && !comma.spaced => {
                let fix = format!("did you mean `{}.{}`", before.text, next.text);
                syntax("decimals are written with a point", comma.span, fix)
            }
            _ => match self.quantifier_around() {
                Some(word @ ("count" | "all" | "any")) => syntax(
                    format!("one condition follows the colon of `{word}`"),
                    comma.span,
                    "did you mean `and`",
                ),
                Some(word) => syntax(
                    format!("one value follows the colon of `{word}`"),
                    comma.span,
                    format!("more names stand before it: `{word}(i in 1..3, j in 1..3: …)`"),
                ),
                None if before.kind == Kind::Dice && self.before_tilde() => syntax(
                    format!("`{}` is a die, and no name", before.text),
                    before.span,
                    "a name begins with another letter: `X, Y ~ d6`",
                ),
                None if let Some(mistake) = self.told_in_chinese() => mistake,
                None if self.states_a_fact() => self.fact_without_given(self.tokens[self.start]),
                None => syntax("statements are separated by `;`", comma.span, "did you mean `;`"),
            },
        }
    }

    /// Whether a `~` follows in this statement.
    fn before_tilde(&self) -> bool {
        let mut rest = self.tokens[self.at..].iter();
        let end = rest.find(|t| !matches!(t.kind, Kind::Comma | Kind::Dice | Kind::Word));
        end.is_some_and(|t| t.kind == Kind::Tilde)
    }

    /// The word of the quantifier whose body this place is in, such as `count` in `count(k in 1..9: …`.
    fn quantifier_around(&self) -> Option<&str> {
        let (mut closed, mut colon) = (0usize, false);
        for at in (self.start..self.at).rev() {
            match self.tokens[at].kind {
                kind if kind.closes() => closed += 1,
                kind if kind.opens() && closed > 0 => closed -= 1,
                kind if kind.opens() => {
                    let word = self.tokens.get(at.checked_sub(1)?)?.text;
                    return Quantifier::from_text(word).filter(|_| colon).map(|_| word);
                }
                Kind::Colon if closed == 0 => colon = true,
                _ => {}
            }
        }
        None
    }

    /// Whether the bracket around this place is a brace.
    pub(super) fn inside_braces(&self) -> bool {
        let mut closed = 0usize;
        for token in self.tokens[self.start..self.at].iter().rev() {
            if token.kind.closes() {
                closed += 1;
            } else if token.kind.opens() {
                if closed == 0 {
                    return token.kind == Kind::LeftBrace;
                }
                closed -= 1;
            }
        }
        false
    }
}
