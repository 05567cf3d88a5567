//! What is said of dice in words: `4d6 drop lowest`, `2d6 reroll 1`, `2d6 between 5 and 8`, `3d6 exploding`.

use super::sentence::experiment;
use super::syntax;
use super::told::{number, pattern};
use super::worded::dice;
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

/// `max of 3 dice`, `highest of 4d6`: a number of thrown dice.
pub(super) fn number_of_dice(words: &[&str]) -> Option<String> {
    let (function, thrown) = match words {
        [function, "of", "the", thrown @ ..] | [function, "of", thrown @ ..] => (*function, thrown),
        _ => return None,
    };
    let thrown = dice(thrown)?;
    Some(match function {
        "max" | "maximum" | "highest" | "largest" | "greatest" => format!("max({thrown})"),
        "min" | "minimum" | "lowest" | "smallest" | "least" => format!("min({thrown})"),
        "sum" | "total" | "product" | "range" | "mean" => {
            let function = if function == "total" { "sum" } else { function };
            format!("{function}({thrown})")
        }
        _ => return None,
    })
}

/// `wait for 6`, `number of tosses until HTH`, `rolls to get a 6`: how many trials it takes.
pub(super) fn awaited(words: &[&str]) -> Option<String> {
    let trial = |noun: &str| match experiment(noun, 1)?.as_str() {
        "1d6" => Some("d6"),
        "coins(1)" => Some("coin"),
        _ => None,
    };
    let word = |what: &str| match what {
        "head" => "heads".to_owned(),
        "tail" => "tails".to_owned(),
        text if text.len() > 1 && text.bytes().all(|side| matches!(side, b'H' | b'T')) => {
            format!("\"{text}\"")
        }
        text => pattern(text),
    };
    let words = match words {
        ["number", "of", said @ ..] => said,
        said => said,
    };
    match words {
        ["wait", "for", what] => {
            let trial = if word(what).parse::<u64>().is_ok() { "d6" } else { "coin" };
            Some(format!("wait({} in {trial})", word(what)))
        }
        [noun, "until", what] | [noun, "until", "a" | "an" | "first", what] => {
            Some(format!("wait({} in {})", word(what), trial(noun)?))
        }
        [noun, "to", "get" | "see" | "roll" | "throw", what]
        | [noun, "to", "get" | "see" | "roll" | "throw", "a" | "an" | "first", what] => {
            Some(format!("wait({} in {})", word(what), trial(noun)?))
        }
        _ => None,
    }
}

/// `rolling a 6`, `double six`, `6 within 4 rolls`, `coin lands heads`: of dice and coins that have no name.
pub(super) fn of_dice(words: &[&str]) -> Option<String> {
    let words = match words {
        ["rolling" | "roll" | "throwing" | "getting" | "get", said @ ..] => said,
        said => said,
    };
    let face = |word: &str| pattern(word).parse::<u64>().ok();
    Some(match words {
        ["snake", "eyes"] => "2d6 = 2".to_owned(),
        ["double" | "two", "six" | "sixes" | "6s"] => "count(6 in 2d6) = 2".to_owned(),
        ["double" | "two", one] => {
            let face = face(one).filter(|face| (1..=6).contains(face))?;
            format!("count({face} in 2d6) = 2")
        }
        ["a" | "an", one] => {
            let face = face(one).filter(|face| (1..=6).contains(face))?;
            format!("d6 = {face}")
        }
        [one, "within", n, noun] => {
            let sample = experiment(noun, number(n)?)?;
            format!("{} in {sample}", pattern(one))
        }
        ["coin", "shows" | "lands" | "is", side @ ("heads" | "tails")]
        | ["coin", "comes" | "lands" | "turns", "up" | "on", side @ ("heads" | "tails")] => {
            format!("coin = {side}")
        }
        ["any" | "some", one, "in" | "of" | "among", thrown @ ..] => {
            format!("{} in {}", face(one)?, dice(thrown)?)
        }
        [thrown, "between", low, "and", high] => {
            format!("{} <= {} <= {}", number(low)?, dice(&[*thrown])?, number(high)?)
        }
        [thrown, "even" | "odd"] if !thrown.starts_with('d') => {
            format!("sum({}) is {}", dice(&[*thrown])?, words[1])
        }
        _ => return None,
    })
}
