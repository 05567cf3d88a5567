//! Signs of other notations, and what they are here.

use super::syntax;
use crate::error::Error;
use crate::language::lexer::{Kind, Token};
use crate::language::parser::Parser;

impl Parser<'_> {
    /// A sign of another notation that has no place here.
    pub(super) fn foreign_sign(&self, token: Token<'_>) -> Error {
        if let Some(mistake) = self.saying() {
            return mistake;
        }
        let before = self.before().map_or("", |t| t.text);
        let (message, fix) = match token.text {
            "'" | "′" if let Some(event) = self.before().filter(|t| t.kind == Kind::Word) => {
                let fix = format!("did you mean `not {before}`");
                return syntax("a complement is written with `not`", event.span.to(token.span), fix);
            }
            "'" | "‘" | "’" => {
                let message = "a text stands between double quotation marks";
                return match self.single_quoted() {
                    Some((span, text)) => syntax(message, span, format!("did you mean `\"{text}\"`")),
                    None => syntax(message, token.span, "write `\"HTH\"`"),
                };
            }
            "…" | "⋯" | "..." => {
                ("an ellipsis means nothing exact", "a range is written `1..6`".to_owned())
            }
            "–" | "—" => {
                ("a dash is neither minus nor range", "did you mean `-`, or `..` for a range".to_owned())
            }
            "√" => ("roots are written as a function", "write `sqrt(x)`".to_owned()),
            "!!" if self.before().is_some_and(|t| t.kind == Kind::Dice) => return self.exploding_dice(),
            "!!" => ("`!!` can be read in two ways", format!("write `({before}!)!` for a factorial twice")),
            "//" => ("whole quotients are written as a function", "write `floor(a/b)`".to_owned()),
            "%" if before.ends_with('%') => {
                ("a number has one percent sign", format!("did you mean `{before}`"))
            }
            "%" if self.before().is_some_and(|t| t.kind == Kind::Number) => {
                ("a percent sign stands directly behind its number", format!("did you mean `{before}%`"))
            }
            "%" if self.open == 0 && before == ")" => (
                "an answer in per cent is asked for behind the question",
                "did you mean `to percent`".to_owned(),
            ),
            "%" => ("`%` belongs to a number; the remainder is `mod`", "did you mean `mod`".to_owned()),
            "½" | "¼" | "¾" | "⅓" | "⅔" => {
                ("fractions are written with a stroke", "write `1/2`".to_owned())
            }
            "\\" if matches!(self.word_at(1), "frac" | "dfrac" | "tfrac") => {
                ("fractions are written with a stroke", "write `1/2`".to_owned())
            }
            "\\" => ("a backslash means nothing here", "without those events: `A and not B`".to_owned()),
            "∅" => ("the empty set is written with braces", "write `{}`".to_owned()),
            "→" => {
                ("an arrow means nothing here", "a name is given with `:=`, an outcome with `~`".to_owned())
            }
            "?" => (
                "a question needs no question mark",
                "leave it out; a choice is `if c then a else b`".to_owned(),
            ),
            "。" if matches!(self.kind_at(1), Kind::End | Kind::Semicolon) => {
                ("a question ends without a full stop", "leave it out".to_owned())
            }
            "。" => ("statements are separated by `;`", "did you mean `;`".to_owned()),
            "`" => ("backquotes mean nothing here", "leave them out".to_owned()),
            "&&" | "&" => return syntax("`and` stands between two events", token.span, "did you mean `and`"),
            "||" => return syntax("`or` stands between two events", token.span, "did you mean `or`"),
            "=>" | "=<" | "<>" | "**" => {
                let ours = ours(token.text);
                return syntax(
                    format!("`{ours}` stands between two numbers"),
                    token.span,
                    format!("did you mean `{ours}`"),
                );
            }
            text => return self.superscript(token, text),
        };
        syntax(message, token.span, fix)
    }

    /// `X²`
    fn superscript(&self, token: Token<'_>, text: &str) -> Error {
        let before = self.before().map_or("x", |t| t.text);
        let exponent: String = text.chars().map(plain_digit).collect();
        syntax("powers are written with `^`", token.span, format!("did you mean `{before}^{exponent}`"))
    }
}

/// Our sign for one that is spelt with the same characters elsewhere.
fn ours(text: &str) -> &'static str {
    match text {
        "=>" => ">=",
        "=<" => "<=",
        "<>" => "!=",
        _ => "^",
    }
}

/// The digit on the line for one above it.
fn plain_digit(c: char) -> char {
    match c {
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁰' => '0',
        '⁴'..='⁹' => char::from_u32(u32::from(c) - 0x2070 + 0x30).unwrap_or(c),
        '⁻' => '-',
        'ⁿ' => 'n',
        _ => c,
    }
}
