//! Numbers and dice as values, and what to say of those that are misspelt.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow};

use super::{Parsed, Parser};
use crate::error::{Error, ErrorKind, Span};
use crate::language::ast::{Dice, Expr, Faces, Node, Number};
use crate::language::lexer::{Kind, Token, dice_parts, leading_digits};

/// The longest number that is read, in characters, and the largest exponent.
const DIGITS: usize = 10_000;

impl Parser<'_> {
    /// `0.1`, `5%`
    pub(super) fn number(&mut self) -> Parsed<Expr> {
        let token = self.advance();
        let number = number_of(token.text).ok_or_else(|| {
            Error::new(ErrorKind::Range, "the number is too long")
                .at(token.span)
                .hint("write large numbers as powers, such as `10^100000`")
        })?;
        Ok(self.leaf(Node::Number(number), token.span))
    }

    /// `4d6kh3`
    pub(super) fn dice(&mut self) -> Parsed<Expr> {
        let token = self.advance();
        let dice = dice_of(token.text).ok_or_else(|| {
            Error::new(ErrorKind::Range, "there are no dice that large or pools that wide")
                .at(token.span)
                .hint("at most 4294967295 dice, and as many faces")
        })?;
        Ok(self.leaf(Node::Dice(dice), token.span))
    }

    /// Something that begins like a number or dice and is neither. If the spelling is plain it is read as meant.
    pub(super) fn malformed(&mut self) -> Parsed<Expr> {
        let token = self.advance();
        self.note(self.counted_in_chinese(token).unwrap_or_else(|| misspelt(token)))?;
        // Any value does: a text with a mistake is never answered.
        Ok(self.leaf(Node::Number(Number { value: BigRational::one(), percent: false }), token.span))
    }
}

/// The value of a number's text; nothing if it is too long.
fn number_of(text: &str) -> Option<Number> {
    if text.len() <= 18
        && let Ok(integer) = text.parse::<u64>()
    {
        return Some(Number { value: BigRational::from_integer(integer.into()), percent: false });
    }
    if text.len() > DIGITS {
        return None;
    }
    let percent = text.ends_with('%');
    let text = text.trim_end_matches('%');
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent - i64::try_from(decimals.len()).ok()? - if percent { 2 } else { 0 };
    if exponent.unsigned_abs() > 2 * DIGITS as u64 {
        return None;
    }
    let digits = BigInt::parse_bytes(format!("{whole}{decimals}").as_bytes(), 10)?;
    let scale = BigInt::from(10u8).pow(exponent.unsigned_abs());
    let value = if exponent < 0 {
        BigRational::new(digits, scale)
    } else {
        BigRational::from_integer(digits * scale)
    };
    Some(Number { value, percent })
}

/// The dice of a text that spells some; nothing if a number is too large.
fn dice_of(text: &str) -> Option<Dice> {
    let parts = dice_parts(text)?;
    let number = |digits: &str| digits.parse::<u32>().ok();
    let count = if parts.count.is_empty() { None } else { Some(number(parts.count)?) };
    let faces = match parts.faces {
        "%" => Faces::Percent,
        "F" => Faces::Fudge,
        sides => Faces::Sides(number(sides)?),
    };
    let keep = match parts.keep {
        Some((keep, digits)) => Some((keep, number(digits)?)),
        None => None,
    };
    Some(Dice { count, faces, keep })
}

/// What is wrong with a word that begins like a number or dice, and what was meant.
fn misspelt(token: Token<'_>) -> Error {
    let text = token.text;
    let (message, fix) = match meant_dice(text) {
        Some((message, dice)) => (message.to_owned(), format!("did you mean `{dice}`")),
        None if text.ends_with('.') => (
            "a number does not end in a point".to_owned(),
            format!("did you mean `{}`", text.trim_end_matches('.')),
        ),
        None if text.contains('.') && !text.contains(char::is_alphabetic) => {
            ("a number has one point".to_owned(), "a range is written with two, `1..6`".to_owned())
        }
        None if text.contains('_') => (
            "the digits of a number stand together".to_owned(),
            format!("did you mean `{}`", text.replace('_', "")),
        ),
        None => other_notation(text).unwrap_or_else(|| run_together(text)),
    };
    error_at(token.span, message, fix)
}

/// The dice that a word nearly spells, and what is wrong with it.
fn meant_dice(text: &str) -> Option<(&'static str, String)> {
    let lower = text.to_lowercase().replace("df", "dF");
    let (digits, _) = leading_digits(text);
    if dice_parts(&lower).is_some() {
        let capital = text[digits.len()..].starts_with('D');
        let message =
            if capital { "dice are written with a small `d`" } else { "dice are written otherwise" };
        return Some((message, lower));
    }
    let one = format!("{lower}1");
    if dice_parts(&one).is_some_and(|parts| parts.keep.is_some()) {
        return Some(("how many dice are kept or dropped is missing", one));
    }
    // `4d6k3` and `4d6d1` of other notations.
    for (short, long) in [("k", "kh"), ("d", "dl")] {
        if let Some(at) = lower.rfind(short).filter(|&at| at > digits.len()) {
            let spelt = format!("{}{long}{}", &lower[..at], &lower[at + 1..]);
            if dice_parts(&spelt).is_some() {
                return Some(("which dice are kept or dropped is missing", spelt));
            }
        }
    }
    let die = format!("{lower}6");
    (text.ends_with(['d', 'D']) && dice_parts(&die).is_some())
        .then_some(("the number of faces is missing", die))
}

/// Dice with the marks of other programs: `4d6r1` rerolls, `3d6e6` explodes, `2d20adv` keeps the higher, and what each is
/// called here.
fn other_notation(text: &str) -> Option<(String, String)> {
    let lower = text.to_lowercase();
    let (count, rest) = leading_digits(&lower);
    let (faces, mark) = leading_digits(rest.strip_prefix('d')?);
    let (word, number) = mark.split_at(mark.find(|c: char| c.is_ascii_digit()).unwrap_or(mark.len()));
    if faces.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let of_each = |die: String| match count {
        "" | "1" => die,
        count => format!("pool({count}, {die})"),
    };
    let fix = match (word, number.len()) {
        ("r" | "rr", 1..) => of_each(format!("reroll(d{faces}, {number})")),
        ("ro", 1..) => of_each(format!("reroll(d{faces}, {number}, once)")),
        ("e" | "x" | "ex", _) if number.is_empty() || number == faces => {
            of_each(format!("explode(d{faces})"))
        }
        ("adv" | "a", 0) => format!("2d{faces}kh1"),
        ("dis" | "disadv", 0) => format!("2d{faces}kl1"),
        _ => return None,
    };
    Some((format!("`{text}` is the notation of other programs"), format!("did you mean `{fix}`")))
}

/// A number and what follows it without a sign between them.
fn run_together(text: &str) -> (String, String) {
    let (number, rest) = leading_digits(text);
    let mut letters = rest.chars();
    let first = letters.next();
    let after = letters.as_str();
    let digits_after = !after.is_empty() && after.bytes().all(|b| b.is_ascii_digit());
    match first {
        Some('C' | 'c') if digits_after => (
            format!("`{text}` is the notation of calculators"),
            format!("did you mean `C({number}, {after})`"),
        ),
        Some('A' | 'P') if digits_after => (
            format!("`{text}` is the notation of calculators"),
            format!("did you mean `A({number}, {after})`"),
        ),
        Some('w' | 'W') if digits_after && !number.is_empty() => {
            ("dice are written with a `d`".to_owned(), format!("did you mean `{number}d{after}`"))
        }
        Some('d') if matches!(after.strip_suffix('k'), Some(faces) if dice_parts(&format!("d{faces}")).is_some()) => {
            ("how many dice are kept is missing".to_owned(), format!("did you mean `{text}h1`"))
        }
        _ if matches!(rest, "coin" | "coins") => {
            ("coins are written as a function".to_owned(), format!("did you mean `coins({number})`"))
        }
        _ if number.is_empty() || rest.starts_with('.') => (
            format!("`{text}` is neither a number nor dice"),
            "dice are written `3d6`, `d%`, `4d6kh3`".to_owned(),
        ),
        _ if matches!(rest, "st" | "nd" | "rd" | "th") => (
            "a place is written in brackets behind its sample".to_owned(),
            format!("did you mean `X[{number}]`, as in `X[{number}] = 6`"),
        ),
        _ if rest == "s" => (
            "a label has no plural".to_owned(),
            format!("did you mean `{number}`, as in `count({number} in X) = 2`"),
        ),
        _ => (
            format!("an operator is missing in `{text}`"),
            format!(
                "did you mean `{number} * {rest}`; a label that begins with a digit is quoted, `\"{text}\"`"
            ),
        ),
    }
}

fn error_at(span: Span, message: String, fix: String) -> Error {
    Error::new(ErrorKind::Syntax, message).at(span).hint(fix)
}

/// Whether these two tokens, with a blank between them, spell dice when joined: `d 6`, `2 d6`, `4d6 kh3`.
pub(super) fn dice_apart(first: Token<'_>, second: Token<'_>) -> Option<String> {
    let joined = format!("{}{}", first.text, second.text);
    (first.kind != Kind::Text && second.kind != Kind::Text && dice_parts(&joined).is_some()).then_some(joined)
}
