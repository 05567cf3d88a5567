//! What is said of dice in words: `4d6 drop lowest`, `2d6 reroll 1`, `2d6 between 5 and 8`, `3d6 exploding`.

use super::syntax;
use crate::error::Error;
use crate::language::lexer::{Kind, Token};
use crate::language::parser::Parser;

impl Parser<'_> {
    /// The error of dice and of what is said of them in the words that follow.
    pub(super) fn dice_in_words(&self, dice: Token<'_>, word: Token<'_>) -> Option<Error> {
        if (dice.kind, word.kind) != (Kind::Dice, Kind::Word) {
            return None;
        }
        let (fix, more) = self.said_of_dice(dice.text, word.text)?;
        let last = self.tokens.get(self.at + more)?;
        let message = format!("`{} {}` is not written like this", dice.text, word.text);
        Some(syntax(message, dice.span.to(last.span), fix))
    }

    /// How it is written, and how many tokens after the first word it says too.
    fn said_of_dice(&self, dice: &str, word: &str) -> Option<(String, usize)> {
        let plain = dice.split_once('d').filter(|(_, faces)| faces.bytes().all(|c| c.is_ascii_digit()));
        let of_each = |count: &str, die: String| match count {
            "" | "1" => format!("did you mean `{die}`"),
            count => format!("did you mean `pool({count}, {die})`"),
        };
        match word {
            "drop" | "dropping" | "keep" | "keeping" => self.kept(dice, word),
            "reroll" | "rerolling" => {
                // Dice of which some are kept have no single die to throw again.
                let (count, faces) = plain?;
                let number = self.number_at(1);
                let die = format!("reroll(d{faces}, {})", number.unwrap_or("1"));
                Some((of_each(count, die), usize::from(number.is_some())))
            }
            "exploding" | "explode" | "explodes" => {
                let (count, faces) = plain?;
                Some((of_each(count, format!("explode(d{faces})")), 0))
            }
            "adv" | "advantage" | "dis" | "disadvantage" => {
                let ("" | "1", faces) = plain? else { return None };
                Some((
                    format!("did you mean `2d{faces}k{}1`", if word.starts_with('a') { 'h' } else { 'l' }),
                    0,
                ))
            }
            "between" => {
                let said = (self.number_at(1), self.kind_at(2) == Kind::And, self.number_at(3));
                Some(match said {
                    (Some(low), true, Some(high)) => (format!("did you mean `{low} <= {dice} <= {high}`"), 3),
                    _ => (format!("did you mean `5 <= {dice} <= 8`"), 0),
                })
            }
            _ => None,
        }
    }

    /// `4d6 drop lowest`, `4d6 keep 3 highest`, `4d6 keep highest 3`.
    fn kept(&self, dice: &str, word: &str) -> Option<(String, usize)> {
        let before = usize::from(self.number_at(1).is_some());
        let end = match self.word_at(1 + before) {
            "lowest" | "low" | "worst" => "l",
            "highest" | "high" | "best" => "h",
            _ => return Some(("did you mean `4d6kh3`, the highest three of four".to_owned(), 0)),
        };
        // What is kept already says what is dropped.
        if dice.contains('k') || dice.trim_start_matches(|c: char| c.is_ascii_digit()).contains("dl") {
            return Some((format!("did you mean `{dice}`? It says already which dice count"), 1 + before));
        }
        let behind = self.number_at(2 + before).filter(|_| before == 0);
        let number = self.number_at(1).or(behind).unwrap_or("1");
        let length = 1 + before + usize::from(behind.is_some());
        Some((format!("did you mean `{dice}{}{end}{number}`", &word[..1]), length))
    }

    /// The number so many tokens ahead.
    fn number_at(&self, ahead: usize) -> Option<&str> {
        let token = self.tokens.get(self.at + ahead).filter(|token| token.kind == Kind::Number);
        token.map(|token| token.text)
    }
}
