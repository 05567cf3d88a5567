//! The sample that a sentence speaks of: `in 4 rolls`, `of H`, `two dice`.

use super::words::Words;
use crate::language::lexer::{Kind, Token};

/// A sample as it is written, and how many elements it has where that was just said.
pub(super) struct Sample {
    pub(super) text: String,
    pub(super) size: Option<u64>,
}

/// Words that say nothing of their own.
pub(super) const FILLERS: [&str; 10] =
    ["of", "the", "them", "a", "an", "are", "have", "show", "is", "exactly"];

impl Words<'_, '_> {
    /// `two dice`, `3 fair coins`, at the beginning of a sentence.
    pub(super) fn thrown(&mut self) -> Option<Sample> {
        let begun = self.at;
        let number = self.number();
        self.take(&["fair"]);
        let thrown = number.and_then(|number| Some((number, experiment(self.text(), number)?)));
        self.at = if thrown.is_some() { self.at + 1 } else { begun };
        thrown.map(|(size, text)| Sample { text, size: Some(size) })
    }

    /// What is looked at: `in 4 rolls`, `of H`, or the sample that was named last.
    pub(super) fn sample(&mut self) -> Option<String> {
        let begun = self.at;
        if self.take(&["in", "of", "from", "among", "out"]).is_some() {
            while self.take(&FILLERS).is_some() {}
            if let Some(number) = self.number() {
                self.take(&["coin", "die", "dice", "fair"]);
                let before = self.parser.tokens.get(self.at - 1).map_or("", |token| token.text);
                let here = experiment(self.text(), number);
                self.at += usize::from(here.is_some());
                return here.or_else(|| experiment(before, number));
            }
            if matches!(self.text(), "draw" | "choose") {
                return self.drawn();
            }
            let text = self.text();
            if self.kind() == Kind::Dice || self.parser.given().any(|name| name == text) {
                self.at += 1;
                return Some(text.to_owned());
            }
            let call = self.call();
            if call.is_none() {
                self.at = begun;
            }
            return call;
        }
        self.parser.given().last().map(str::to_owned)
    }

    /// `draw 5 from deck`, as it is written.
    fn drawn(&mut self) -> Option<String> {
        let tokens = self.parser.tokens.get(self.at..)?;
        let [draw, number, from, ..] = tokens else { return None };
        if number.kind != Kind::Number || from.kind != Kind::From {
            return None;
        }
        let mut open = 0usize;
        let ends = |token: &Token<'_>| {
            let stops = matches!(token.kind, Kind::End | Kind::Semicolon | Kind::And | Kind::Or | Kind::Bar);
            let ends = open == 0 && (stops || token.kind.closes());
            open = open + usize::from(token.kind.opens()) - usize::from(token.kind.closes()).min(open);
            ends
        };
        let length = tokens.iter().position(ends)?;
        let last = tokens.get(length.checked_sub(1)?)?;
        self.at += length;
        let (start, end) = (draw.span.start, last.span.end);
        Some(self.parser.text.chars().skip(start).take(end - start).collect())
    }

    /// A function with its arguments as they are written, `coins(3)`.
    fn call(&mut self) -> Option<String> {
        let tokens = self.parser.tokens.get(self.at..)?;
        let [word, open, ..] = tokens else { return None };
        if word.kind != Kind::Word || open.kind != Kind::LeftParen {
            return None;
        }
        let close = tokens.iter().position(|token| token.kind == Kind::RightParen)?;
        let (start, end) = (word.span.start, tokens[close].span.end);
        self.at += close + 1;
        Some(self.parser.text.chars().skip(start).take(end - start).collect())
    }
}

/// The experiment that is called so: `4 rolls`, `3 coins`, `5 cards`.
pub(in crate::language::parser::mistake) fn experiment(noun: &str, number: u64) -> Option<String> {
    Some(match noun {
        "coin" | "coins" | "toss" | "tosses" | "flip" | "flips" => format!("coins({number})"),
        "die" | "dice" | "roll" | "rolls" | "throw" | "throws" => format!("{number}d6"),
        "card" | "cards" => format!("draw {number} from deck"),
        _ => return None,
    })
}
