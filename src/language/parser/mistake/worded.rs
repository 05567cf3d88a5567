//! Questions and events in whole words: `expected value of d6`, `chance of at least one six in 4 rolls`, `A and B
//! together`, `X starts with A`.

use super::saying::{thrown, waited};
use super::sentence::experiment;
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
            .or_else(|| said_of(&words, self.given().last()?))
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

/// `ways to choose 3 from 10`, `ways to arrange MISSISSIPPI`.
pub(super) fn ways(words: &[&str]) -> Option<String> {
    match words {
        ["ways", "to", "choose" | "pick" | "select", k, "from" | "of", n]
        | ["ways", "to", "choose" | "pick" | "select", k, "out", "of", n] => {
            let (k, n): (u64, u64) = (k.parse().ok()?, n.parse().ok()?);
            Some(format!("choose {k} from 1..{n}"))
        }
        ["ways", "to", "arrange" | "order", what] => Some(match what.parse::<u64>() {
            Ok(n) => format!("arrange(1..{n})"),
            Err(_) => format!("arrange(\"{what}\")"),
        }),
        _ => None,
    }
}

/// What is said of a sample, or of the one that was named last.
pub(super) fn said_of(words: &[&str], last: &str) -> Option<String> {
    Some(match words {
        [a, "and", b, "together"] | [a, "and", b, "are", "together"] => {
            format!("together({{{a}, {b}}}, {last})")
        }
        [a, "and", b, "not", "together"] => format!("not together({{{a}, {b}}}, {last})"),
        [a, "and", b, "adjacent"] | [a, "and", b, "next", "to", "each", "other"] => {
            format!("adjacent({a}, {b}, {last})")
        }
        [a, "first"] | [a, "comes", "first"] => format!("{last}[1] = {a}"),
        [a, "last"] | [a, "comes", "last"] => format!("{last}[-1] = {a}"),
        [a, "then", b] => format!("{last} = ({a}, {b})"),
        [a, "then", b, "then", c] => format!("{last} = ({a}, {b}, {c})"),
        ["more", a, "than", b] => format!("count({a} in {last}) > count({b} in {last})"),
        ["fewer" | "less", a, "than", b] => format!("count({a} in {last}) < count({b} in {last})"),
        ["as", "many", a, "as", b] | ["equal", a, "and", b] => {
            format!("count({a} in {last}) = count({b} in {last})")
        }
        [x, "starts" | "begins", "with", a] => format!("{x}[1] = {a}"),
        [x, "ends", "with", a] => format!("{x}[-1] = {a}"),
        [x, "contains" | "includes", text] => {
            let quoted = text.len() > 1 && text.chars().all(char::is_uppercase);
            if quoted { format!("\"{text}\" in {x}") } else { format!("{text} in {x}") }
        }
        [x, "divisible", "by", n] | [x, "is", "divisible", "by", n] => format!("{x} mod {n} = 0"),
        _ => return None,
    })
}
