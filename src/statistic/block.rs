//! Elements that occupy consecutive places: a block of labels, or a word within the sample.

use crate::error::{Error, ErrorKind};
use crate::model::{Pattern, Value};
use crate::statistic::counting::as_pattern;
use crate::statistic::fold::{Automaton, Labels, Scan};
use crate::statistic::{Function, Kind, Role};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&TOGETHER, &WITHIN];

/// `together({a, b, c}, X)`.
///
/// Each member of the set (or of a range of integers) must be there, so that `together({A, B}, draw 3 from U)` does
/// not hold for a draw without B; elements with equal labels belong to the same block.
pub static TOGETHER: Function = Function {
    name: "together",
    signature: "together({a, b, c}, X)",
    help: "these are all there, and occupy consecutive places in any order",
    example: ("P(together({A, B, C}, arrange(\"ABCDEF\")))", "1/5"),
    parameters: &[Kind::Pattern, Kind::Sample],
    arity: (2, 2),
    result: Kind::Truth,
    sample: Some(1),
    value: |arguments| {
        let members = members(&arguments[0])?;
        let belongs = |element: &&Value| members.iter().any(|member| member.matches(element));
        let block: Vec<&Value> =
            arguments[1].elements().iter().skip_while(|e| !belongs(e)).take_while(belongs).collect();
        let all_there = members.iter().all(|member| block.iter().any(|element| member.matches(element)));
        let in_all = arguments[1].elements().iter().filter(belongs).count();
        Ok(Value::Truth(all_there && in_all == block.len()))
    },
    fold: None,
    scan: Some(|arguments, labels| Ok(block(&members(&arguments[0])?, labels))),
    role: Role::Plain,
};

/// `"HTH" in X`: a word within the sample.
pub static WITHIN: Function = Function {
    name: "within",
    signature: "\"HTH\" in X",
    help: "the word occurs in the sample, in consecutive places",
    example: ("P(\"HTH\" in coins(5))", "11/32"),
    parameters: &[Kind::Any, Kind::Sample],
    arity: (2, 2),
    result: Kind::Truth,
    sample: Some(1),
    value: |arguments| {
        let word = word(&arguments[0])?;
        let sample = arguments[1].elements();
        let occurs_at = |place: usize| {
            let here = sample.get(place..place + word.len());
            here.is_some_and(|here| word.iter().zip(here).all(|(letter, element)| letter.matches(element)))
        };
        Ok(Value::Truth((0..=sample.len()).any(occurs_at)))
    },
    fold: None,
    scan: Some(|arguments, labels| Ok(occurrences(&word(&arguments[0])?, labels))),
    role: Role::Plain,
};

/// The most members of a block, and letters of a word, that fit the bits of a state.
const MOST: usize = 62;

/// The members of a set or of a range of integers, or one pattern.
pub(crate) fn members(argument: &Value) -> Result<Vec<Pattern>, Error> {
    Ok(match as_pattern(argument)? {
        Pattern::Or(members) => members,
        Pattern::Between(Value::Int(low), Value::Int(high)) => {
            if high.saturating_sub(low) > 1_000_000 {
                return Err(Error::new(
                    ErrorKind::TooExpensive,
                    format!("{low}..{high} is too long to stand together"),
                ));
            }
            (low..=high).map(|n| Pattern::Is(Value::Int(n))).collect()
        }
        pattern => vec![pattern],
    })
}

/// The letters of a word: a row of labels or patterns.
pub(crate) fn word(argument: &Value) -> Result<Vec<Pattern>, Error> {
    match argument {
        Value::Row(letters) => letters.iter().map(as_pattern).collect(),
        other => Ok(vec![as_pattern(other)?]),
    }
}

/// For each label, one bit for each of the patterns that it matches; and the views that tell these apart.
pub(super) fn masks(patterns: &[Pattern], labels: &Labels) -> (Vec<u32>, Vec<i64>) {
    let mask =
        |label| (0..).zip(patterns).map(|(i, pattern)| i64::from(pattern.matches(label)) << i).sum::<i64>();
    let of_labels: Vec<i64> = labels.labels.iter().map(mask).collect();
    let mut distinct = of_labels.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let view = |mask| distinct.binary_search(mask).ok().and_then(|i| u32::try_from(i).ok()).unwrap_or(0);
    (of_labels.iter().map(view).collect(), distinct)
}

fn block(members: &[Pattern], labels: &Labels) -> Option<Automaton<dyn Scan>> {
    if members.len() > MOST {
        return None;
    }
    let (views, masks) = masks(members, labels);
    Some(Automaton { views, run: Box::new(Block { masks, all: (1 << members.len()) - 1 }) })
}

/// The state: where the block stands, and which members have come.
struct Block {
    masks: Vec<i64>,
    all: i64,
}

const NOT_BEGUN: i64 = 0;
const INSIDE: i64 = 1;
const ENDED: i64 = 2;
const BROKEN: i64 = 3;

impl Scan for Block {
    fn start(&self) -> Vec<i64> {
        vec![NOT_BEGUN, 0]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        let mask = self.masks[view as usize];
        state[0] = match (state[0], mask) {
            (NOT_BEGUN | INSIDE, 1..) => INSIDE,
            // A block that ends before all have come is broken, whatever follows.
            (INSIDE, _) if state[1] != self.all => BROKEN,
            (INSIDE, _) => ENDED,
            (ENDED, 1..) => BROKEN,
            (unchanged, _) => unchanged,
        };
        state[1] = if state[0] == BROKEN { 0 } else { state[1] | mask };
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Truth(state[0] != BROKEN && state[1] == self.all)
    }
}

fn occurrences(word: &[Pattern], labels: &Labels) -> Option<Automaton<dyn Scan>> {
    if word.len() > MOST {
        return None;
    }
    let (views, masks) = masks(word, labels);
    Some(Automaton { views, run: Box::new(Occurrence { masks, length: word.len() }) })
}

/// The prefixes of the word that end here, one bit each, or [`FOUND`]: the subset construction of the word's automaton.
/// [R. Baeza-Yates and G. H. Gonnet, "A new approach to text searching", CACM 35(10), 1992]
struct Occurrence {
    masks: Vec<i64>,
    length: usize,
}

const FOUND: i64 = -1;

impl Scan for Occurrence {
    fn start(&self) -> Vec<i64> {
        vec![if self.length == 0 { FOUND } else { 0 }]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        if state[0] == FOUND {
            return;
        }
        let prefixes = (state[0] << 1 | 1) & self.masks[view as usize];
        state[0] = if prefixes >> (self.length - 1) & 1 == 1 { FOUND } else { prefixes };
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Truth(state[0] == FOUND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::agreement::{Check, letters, naturals, words};
    use std::sync::Arc;

    #[test]
    fn words_are_found_by_scan_where_they_occur() {
        let labels = words(["H", "T"]);
        for word in ["", "H", "HT", "HTH", "HHTHH", "TTHTTH"] {
            let word = Value::row(word.chars().map(|c| Value::word(&c.to_string())));
            Check::with(&WITHIN, &[word, Value::row([])]).exhaustively(&labels, 9).at_random(letters(), 9);
        }
        // A word of patterns: something but a, then b or c, then anything but c.
        let not = |text: &str| Value::Pattern(Arc::new(Pattern::Not(Box::new(Pattern::Is(text.into())))));
        let word = Value::row([not("a"), Value::set(words(["b", "c"])), not("c")]);
        Check::with(&WITHIN, &[word, Value::row([])])
            .exhaustively(&words(["a", "b", "c"]), 6)
            .at_random(letters(), 9);
    }

    #[test]
    fn blocks_by_scan_are_blocks_by_definition() {
        let labels = words(["a", "b", "c"]);
        let between = Value::Pattern(Arc::new(Pattern::Between(Value::Int(2), Value::Int(4))));
        for set in [&labels[..0], &labels[..1], &labels[..2], &labels[1..]] {
            Check::with(&TOGETHER, &[Value::set(set.to_vec()), Value::row([])])
                .exhaustively(&labels, 6)
                .at_random(letters(), 7);
        }
        Check::with(&TOGETHER, &[between, Value::row([])])
            .exhaustively(&[2, 3, 4, 5].map(Value::Int), 5)
            .at_random(naturals(), 6);
    }

    #[test]
    fn all_must_be_there_and_none_outside_the_block() {
        let together = |set: &str, row: &str| {
            let letters = |text: &str| text.chars().map(|c| Value::word(&c.to_string())).collect::<Vec<_>>();
            TOGETHER.apply(&[Value::set(letters(set)), Value::row(letters(row))]).unwrap()
                == Value::Truth(true)
        };
        assert!(together("AB", "CABD"));
        assert!(together("AB", "CBAAD"));
        assert!(!together("AB", "ACBD"));
        assert!(!together("AB", "ABCA"));
        assert!(!together("AB", "CAAD"));
        assert!(!together("AB", "CD"));
    }
}
