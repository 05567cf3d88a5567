//! Numbers, dice, and what runs together with them.

use super::{Kind, Lexer, continues_word};
use crate::language::ast::Keep;

impl Lexer<'_> {
    /// Passes over a number, or over dice, or over what begins like one.
    pub(super) fn number(&mut self) -> Kind {
        let start = self.byte;
        self.advance_while(|c| c.is_ascii_digit());
        if self.ascii(0) == b'.' && self.ascii(1) != b'.' {
            self.advance_ascii(1);
            if !self.ascii(0).is_ascii_digit() {
                return Kind::Malformed;
            }
            self.advance_while(|c| c.is_ascii_digit());
        }
        self.exponent();
        match self.peek() {
            Some('%') => {
                self.advance_ascii(1);
                Kind::Number
            }
            Some('.') if self.ascii(1) != b'.' => {
                self.advance_while(|c| c.is_ascii_digit() || c == '.');
                Kind::Malformed
            }
            Some(c) if continues_word(c) => self.run_on(start),
            _ => Kind::Number,
        }
    }

    /// Passes over the exponent of `1e-3`, if there is one.
    fn exponent(&mut self) {
        let signed = usize::from(matches!(self.ascii(1), b'+' | b'-'));
        if matches!(self.ascii(0), b'e' | b'E') && self.ascii(1 + signed).is_ascii_digit() {
            self.advance_ascii(1 + signed);
            self.advance_while(|c| c.is_ascii_digit());
        }
    }

    /// Passes over the letters that follow a number: dice, or nothing that the language knows.
    fn run_on(&mut self, start: usize) -> Kind {
        self.advance_while(continues_word);
        if self.text[start..self.byte].ends_with(['d', 'D']) && self.peek() == Some('%') {
            self.advance_ascii(1);
            self.advance_while(continues_word);
        }
        if dice_parts(&self.text[start..self.byte]).is_some() { Kind::Dice } else { Kind::Malformed }
    }
}

/// Dice taken apart, the numbers still as digits.
pub(in crate::language) struct DiceParts<'a> {
    /// The digits before `d`; may be empty.
    pub count: &'a str,
    /// What follows `d`: digits, `%` or `F`.
    pub faces: &'a str,
    /// What is kept or dropped, and the digits that say how many.
    pub keep: Option<(Keep, &'a str)>,
}

/// The parts of a word that is exactly dice, such as `4d6kh3`.
pub(in crate::language) fn dice_parts(text: &str) -> Option<DiceParts<'_>> {
    let (count, rest) = leading_digits(text);
    let rest = rest.strip_prefix('d')?;
    let length = match rest.as_bytes().first()? {
        b'%' | b'F' => 1,
        _ => leading_digits(rest).0.len(),
    };
    let (faces, tail) = rest.split_at(length);
    if faces.is_empty() {
        return None;
    }
    if tail.is_empty() {
        return Some(DiceParts { count, faces, keep: None });
    }
    let keep = Keep::from_text(tail.get(..2)?)?;
    let (kept, end) = leading_digits(&tail[2..]);
    (!kept.is_empty() && end.is_empty()).then_some(DiceParts { count, faces, keep: Some((keep, kept)) })
}

/// The ASCII digits that a text begins with, and the rest.
pub(in crate::language) fn leading_digits(text: &str) -> (&str, &str) {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at(end)
}
