//! Questions and events in whole words: `expected value of d6`, `chance of at least one six in 4 rolls`, `A and B
//! together`, `X starts with A`.

use super::saying::{thrown, waited};
use super::sentence::experiment;
use super::told::said_of;
use crate::language::ast::number_in_words;
use crate::language::parser::Parser;

/// What may stand before a question without saying anything of its own.
const OPENINGS: [&str; 10] =
    ["what", "whats", "is", "find", "calculate", "compute", "the", "how", "many", "number"];

/// What may stand before an event.
const DOINGS: [&str; 16] = [
    "that",
    "of",
    "getting",
    "get",
    "rolling",
    "roll",
    "throwing",
    "drawing",
    "tossing",
    "flipping",
    "having",
    "seeing",
    "obtaining",
    "a",
    "an",
    "the",
];

impl Parser<'_> {
    /// The question that the tokens from one place to another ask in words.
    pub(super) fn question_in_words(&self, first: usize, end: usize) -> Option<String> {
        let words: Vec<&str> = self.tokens.get(first..end)?.iter().map(|token| token.text).collect();
        let opening = words.iter().take_while(|word| OPENINGS.contains(word)).count();
        let (at, said) = (first + opening, &words[opening..]);
        let asked = |function: &str, from: usize| {
            Some(format!("{function}({})", self.quantity_in_words(at + from, end)?))
        };
        match said {
            ["expected", "value", "of", ..] => asked("E", 3),
            ["expectation" | "mean" | "average", "of", ..] => asked("E", 2),
            ["expected", "number", "of", ..] => asked("E", 1),
            ["variance", "of", ..] => asked("Var", 2),
            ["standard", "deviation", "of", ..] => asked("SD", 3),
            ["median", "of", ..] => asked("median", 2),
            ["mode", "of", ..] => asked("mode", 2),
            ["distribution", "of", ..] => asked("dist", 2),
            ["probability" | "chance" | "chances" | "likelihood" | "odds", ..] => {
                let doing = said[1..].iter().take_while(|word| DOINGS.contains(word)).count();
                Some(format!("P({})", self.event_in_words(at + 1 + doing, end)?))
            }
            ["of", rest @ ..] if opening > 0 => Some(format!("N({})", ways(rest)?)),
            _ => Some(format!("N({})", ways(said)?)),
        }
    }

    /// `d6`, `two dice`, `number of heads in 10 flips`, or what is written in our own signs.
    fn quantity_in_words(&self, at: usize, end: usize) -> Option<String> {
        let tokens = self.tokens.get(at..end)?;
        let words: Vec<&str> = tokens.iter().map(|token| token.text).collect();
        let said = match words.as_slice() {
            ["the", rest @ ..] | ["a", rest @ ..] => rest,
            all => all,
        };
        match said {
            ["number", "of", ..] => self.counted_between(end - said.len(), end),
            ["sum" | "total", "of", rest @ ..] => Some(format!("sum({})", dice(rest)?)),
            ["one", noun] => experiment(noun, 1),
            _ => dice(said),
        }
    }

    /// An event in words: a count, a total, a wait, or what is said of the last sample.
    fn event_in_words(&self, at: usize, end: usize) -> Option<String> {
        let words: Vec<&str> = self.tokens.get(at..end)?.iter().map(|token| token.text).collect();
        let counted = || {
            self.counted_between(at, end)
                .filter(|asked| asked.contains(['=', '<', '>']) || asked.starts_with("all"))
        };
        waited(&words)
            .or_else(|| thrown(&words))
            .or_else(counted)
            .or_else(|| said_of(&words, &self.given().collect::<Vec<_>>()))
            .or_else(|| self.told_of_dice(&words))
    }
}

/// `2d6`, `two dice`, `10 coins`; a single word in our own signs.
pub(super) fn dice(words: &[&str]) -> Option<String> {
    match words {
        [one] if one.contains('d') && one.ends_with(|c: char| c.is_ascii_digit()) => Some((*one).to_owned()),
        [number, noun] | [number, "fair", noun] => {
            let number = number.parse().ok().or_else(|| number_in_words(number).map(|n| n as u64))?;
            experiment(noun, number).filter(|thrown| thrown.ends_with("d6"))
        }
        _ => None,
    }
}

/// `MISSISSIPPI`, `the letters of BANANA`, `5 people in a row`, `6 people around a table`: what is arranged.
fn arranged(what: &[&str]) -> Option<String> {
    let (what, round) = match what {
        [what @ .., "around" | "round" | "at" | "in" | "on", "a" | "the", "round" | "circular", "table"]
        | [what @ .., "around" | "round" | "at" | "in", "a" | "the", "table" | "circle" | "ring"] => {
            (what, true)
        }
        [what @ .., "in", "a", "row" | "line"] | [what @ .., "up"] => (what, false),
        what => (what, false),
    };
    let items = match what {
        ["the", "letters", "of" | "in", word] | ["letters", "of" | "in", word] | ["the", "word", word] => {
            format!("\"{word}\"")
        }
        [n, _] => format!("1..{}", n.parse().ok().or_else(|| number_in_words(n))?),
        [one] => match one.parse::<u64>() {
            Ok(n) => format!("1..{n}"),
            Err(_) => format!("\"{one}\""),
        },
        _ => return None,
    };
    Some(format!("{}({items})", if round { "ring" } else { "arrange" }))
}

/// `ways to choose 3 from 10`, `ways to arrange MISSISSIPPI`.
pub(super) fn ways(words: &[&str]) -> Option<String> {
    match words {
        ["ways", "to", "choose" | "pick" | "select", k, "from" | "of", n]
        | ["ways", "to", "choose" | "pick" | "select", k, "out", "of", n] => {
            let (k, n): (u64, u64) = (k.parse().ok()?, n.parse().ok()?);
            Some(format!("choose {k} from 1..{n}"))
        }
        ["ways", "to", "arrange" | "order" | "seat" | "line", what @ ..] => arranged(what),
        ["permutations" | "arrangements" | "anagrams" | "orders", "of", what @ ..] => arranged(what),
        [k, "digit" | "digits", "numbers"] => Some(format!("digits({})", k.parse::<u64>().ok()?)),
        _ => None,
    }
}
