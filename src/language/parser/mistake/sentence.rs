//! Sentences of plain English about a sample: `at least one 6 in 4 rolls`, `H has 2 aces`, `all different`.

mod sample;
mod words;

pub(super) use sample::experiment;

use crate::error::Error;
use crate::language::ast::number_in_words;
use crate::language::lexer::Kind;
use crate::language::parser::Parser;
use sample::{FILLERS, Sample};
use words::Words;

/// What is counted without being a label of anything.
const CROWD: [&str; 12] = [
    "people", "persons", "letters", "things", "items", "students", "ways", "words", "balls", "hands",
    "children", "divides",
];

/// What may be the same or different.
const NOUNS: [&str; 12] = [
    "suit",
    "suits",
    "rank",
    "ranks",
    "color",
    "colors",
    "colour",
    "colours",
    "birthday",
    "birthdays",
    "number",
    "day",
];

/// Whether this word stands between a sample and what it shows.
fn is_verb(word: &str) -> bool {
    matches!(word, "has" | "have" | "holds" | "contains" | "contain" | "shows" | "show" | "are" | "includes")
}

impl Parser<'_> {
    /// The error of a sentence that begins at the token before this one, with how it is asked.
    pub(super) fn sentence(&self) -> Option<Error> {
        let start = self.at.checked_sub(1)?;
        let begins = start == self.start
            || self.tokens.get(start.checked_sub(1)?).is_some_and(|token| {
                token.kind.opens()
                    || matches!(token.kind, Kind::And | Kind::Or | Kind::Not | Kind::Bar | Kind::Comma)
            });
        if !begins || self.inside_braces() {
            return None;
        }
        let mut words = Words { parser: self, at: start };
        let verb = self.tokens.get(start + 1).is_some_and(|token| token.text == "all" || is_verb(token.text));
        let of = match verb && self.given().any(|name| name == words.text()) {
            true => {
                words.at += 1;
                Some(Sample { text: self.tokens[start].text.to_owned(), size: None })
            }
            false => words.thrown(),
        };
        while is_verb(words.text()) {
            words.at += 1;
        }
        if let (Some(of), Some(sum)) = (&of, words.total()) {
            return Some(words.instead(start, &format!("sum({}) = {sum}", of.text)));
        }
        let begun = words.at;
        if let Some(asked) = words.in_sequence(of.as_ref()) {
            return Some(words.instead(start, &asked));
        }
        words.at = begun;
        if let Some(asked) = words.alike(of.as_ref()) {
            return Some(words.instead(start, &asked));
        }
        words.at = begun;
        words.counted(of.as_ref()).map(|asked| words.instead(start, &asked))
    }

    /// What the words from one place to another count, `at least one 6 in 4 rolls`.
    pub(super) fn counted_between(&self, at: usize, end: usize) -> Option<String> {
        let mut words = Words { parser: self, at };
        words.counted(None).filter(|_| words.at == end)
    }

    /// The names of outcomes before this place.
    pub(super) fn given(&self) -> impl Iterator<Item = &str> {
        let pairs = self.tokens[..self.at].windows(2);
        let here = pairs.filter(|pair| pair[0].kind == Kind::Word && pair[1].kind == Kind::Tilde);
        self.known.iter().copied().chain(here.map(|pair| pair[0].text))
    }
}

impl Words<'_, '_> {
    /// `sum to 7`, `add up to 7`.
    fn total(&mut self) -> Option<u64> {
        self.take(&["sum", "total", "add"])?;
        while self.take(&["up", "to", "is", "equals", "of"]).is_some() {}
        self.number()
    }

    /// `exactly 2 aces in H`, `no hearts`, `all heads in 3 tosses`.
    fn counted(&mut self, of: Option<&Sample>) -> Option<String> {
        // `the number of heads in 10 tosses`
        let asked = self.take(&["number", "how"]).and_then(|_| self.take(&["of", "many"])).is_some();
        if asked {
            let label = self.label()?;
            let sample = self.sample()?;
            return Some(format!("count({label} in {sample})"));
        }
        let (mut sign, mut number) = self.quantity()?;
        while self.take(&["of", "the", "them", "are", "is"]).is_some() {}
        // `no two hearts` has no number 2 in it.
        if number == Some(0) && number_in_words(self.text()).is_some() && self.kind_after() == Kind::Word {
            (sign, number) = ("<", Some(self.number()?));
            if ["consecutive", "adjacent", "neighbouring"].contains(&self.text()) {
                return None;
            }
        }
        let label = self.label()?;
        let run = ["in", "a", "row"]
            .iter()
            .enumerate()
            .all(|(i, word)| self.parser.tokens.get(self.at + i).is_some_and(|token| token.text == *word));
        self.at += if run { 3 } else { 0 };
        let sample = of.map_or_else(|| self.sample(), |of| Some(of.text.clone()))?;
        Some(match number {
            Some(number) if run => {
                let longest = format!("longest({label} in {sample})");
                format!("{longest} >= {number}")
            }
            Some(number) => {
                let counted = format!("count({label} in {sample})");
                format!("{counted} {sign} {number}")
            }
            None => format!("all(x in {sample}: x is {label})"),
        })
    }

    /// A sign and a number; no number stands for all.
    fn quantity(&mut self) -> Option<(&'static str, Option<u64>)> {
        Some(
            match self.take(&["exactly", "just", "at", "more", "less", "fewer", "no", "both", "all", "only"])
            {
                Some("exactly" | "just") => ("=", Some(self.number()?)),
                Some("at") => match self.take(&["least", "most"])? {
                    "least" => (">=", Some(self.number()?)),
                    _ => ("<=", Some(self.number()?)),
                },
                Some("more") => self.take(&["than"]).and_then(|_| Some((">", Some(self.number()?))))?,
                Some("less" | "fewer") => {
                    self.take(&["than"]).and_then(|_| Some(("<", Some(self.number()?))))?
                }
                Some("no") => ("=", Some(0)),
                Some("both") => ("=", Some(2)),
                Some(_) => ("=", None),
                None => ("=", Some(self.number()?)),
            },
        )
    }

    /// What is counted: `aces`, `6`, `sixes`.
    fn label(&mut self) -> Option<String> {
        let text = self.text();
        let is_number = text.strip_suffix('s').and_then(|digits| digits.parse::<u64>().ok());
        let noun = experiment(text, 1).is_some() || CROWD.contains(&text);
        let is_label = matches!(self.kind(), Kind::Word | Kind::Number) && !noun;
        if !is_label && is_number.is_none() {
            return None;
        }
        self.at += 1;
        // One head and one tail are `heads` and `tails`, as two are.
        if let "head" | "tail" = text {
            return Some(format!("{text}s"));
        }
        if let Some(number) = is_number {
            return Some(number.to_string());
        }
        let one = [text.strip_suffix("es"), text.strip_suffix('s'), Some(text)];
        let number = one.into_iter().flatten().find_map(number_in_words);
        Some(number.map_or_else(|| text.to_owned(), |number| number.to_string()))
    }

    /// `no two consecutive numbers`, `at least three consecutive in X`: of numbers, not of places.
    fn in_sequence(&mut self, of: Option<&Sample>) -> Option<String> {
        let none = self.take(&["no", "none"]).is_some();
        if !none && self.take(&["at"]).is_some() {
            self.take(&["least"])?;
        }
        self.take(&["any", "some", "exactly"]);
        let number = self.number().unwrap_or(2);
        while self.take(&FILLERS).is_some() {}
        self.take(&["consecutive"])?;
        let is_named = self.take(&["number", "numbers", "integers", "ones"]).is_some();
        if !is_named && self.kind() == Kind::Word {
            return None;
        }
        let sample = of.map_or_else(|| self.sample(), |of| Some(of.text.clone()))?;
        Some(format!("run({sample}) {} {number}", if none { "<" } else { ">=" }))
    }

    /// `all different`, `two of them the same`, `same suit`.
    fn alike(&mut self, of: Option<&Sample>) -> Option<String> {
        let how_many = self.take(&["all", "both", "two", "no", "none", "any"]);
        while self
            .take(&FILLERS)
            .or_else(|| self.take(&["two", "people", "cards", "dice", "balls"]))
            .is_some()
        {}
        let same = self.take(&["same", "equal", "alike", "identical"]).is_some();
        if !same {
            self.take(&["different", "distinct"])?;
        }
        let named = match of {
            Some(of) => of.text.as_str(),
            None => self.parser.given().last()?,
        };
        let size =
            of.and_then(|of| of.size).map_or_else(|| format!("length({named})"), |size| size.to_string());
        let is_deck = self.parser.tokens.iter().any(|token| token.text == "deck");
        let noun = self.text();
        let (seen, whole) = match noun {
            "suit" | "suits" => (format!("suits({named})"), true),
            "rank" | "ranks" => (format!("ranks({named})"), true),
            "color" | "colors" | "colour" | "colours" if is_deck => (format!("colors({named})"), true),
            // Of birthdays and numbers two the same are meant.
            "birthday" | "birthdays" | "number" | "day" => (named.to_owned(), false),
            _ => (named.to_owned(), true),
        };
        self.take(&NOUNS);
        Some(match (same, how_many) {
            (true, Some("all" | "both")) => format!("distinct({seen}) = 1"),
            (true, None) if whole => format!("distinct({seen}) = 1"),
            (true, Some("two" | "any") | None) => format!("distinct({seen}) < {size}"),
            _ => format!("distinct({seen}) = {size}"),
        })
    }
}
