//! Patterns for elements of a kind.

use super::{Element, Writer};

const CLASSES: [&str; 6] = ["even", "odd", "prime", "composite", "square", "cube"];

impl Writer<'_> {
    /// A pattern; compound ones in parentheses.
    pub(super) fn pattern(&mut self, element: &Element, depth: usize) -> String {
        if depth > 0 && self.choices.chance(20) {
            let a = self.pattern(element, depth - 1);
            let b = self.pattern(element, depth - 1);
            return match self.choices.below(3) {
                0 => format!("({a} or {b})"),
                // Of two labels no element is both.
                1 if is_bare(&a) && is_bare(&b) => format!("({a} and (not {b}))"),
                1 => format!("({a} and {b})"),
                _ => format!("(not {a})"),
            };
        }
        match element {
            Element::Number(values) => self.number_pattern(values),
            Element::Label(labels) => self.label_pattern(labels),
            Element::Card(ranks, suits) => self.card_pattern(ranks, suits),
            Element::Pair(..) | Element::Truth | Element::Endless => {
                unreachable!("nothing matches these by a pattern")
            }
        }
    }

    fn number_pattern(&mut self, values: &[i64]) -> String {
        let one = *self.choices.pick(values);
        match self.choices.below(8) {
            0 | 1 => natural(one),
            2 => format!("{{{one}, {}}}", self.choices.pick(values)).replace('-', "0 - "),
            3 => {
                let high = one + self.choices.between(0, 2);
                format!("({}..{})", natural(one), natural(high))
            }
            4 | 5 => {
                let sign = *self.choices.pick(&[">=", "<=", ">", "<", "!="]);
                format!("({sign} {})", natural(one))
            }
            6 => (*self.choices.pick(&CLASSES)).to_owned(),
            _ => format!("(multiple of {})", self.choices.between(2, 3)),
        }
    }

    fn label_pattern(&mut self, labels: &[String]) -> String {
        let one = self.choices.pick(labels).clone();
        let letters = labels.iter().all(|l| l.len() == 1);
        match self.choices.below(6) {
            0 if one == "heads" => "H".to_owned(),
            0 if one == "tails" => "T".to_owned(),
            1 => format!("{{{one}, {}}}", self.choices.pick(labels)),
            2 => format!("\"{one}\""),
            3 if letters => (*self.choices.pick(&["vowel", "consonant"])).to_owned(),
            _ => one,
        }
    }

    fn card_pattern(&mut self, ranks: &[i64], suits: &[String]) -> String {
        let rank = *self.choices.pick(ranks);
        let suit = self.choices.pick(suits).clone();
        let is_french = suits.iter().any(|s| s == "hearts");
        if is_french && rank > 10 && self.choices.chance(30) {
            return ["jack", "queen", "king", "ace"][(rank - 11) as usize].to_owned();
        }
        match self.choices.below(7) {
            0 | 1 => suit,
            2 => rank.min(10).to_string(),
            3 => format!("({} {rank})", self.choices.pick(&[">=", "<"])),
            4 if is_french => {
                (*self.choices.pick(&["face", "jack", "red", "black", "heart", "spades"])).to_owned()
            }
            5 => format!("({}..{})", rank.min(9), rank.max(9)),
            // A French pack has ranks, which are neither even nor odd.
            _ if suits.len() == 4 => "face".to_owned(),
            _ => (*self.choices.pick(&["even", "odd"])).to_owned(),
        }
    }
}

/// Whether a pattern is a single word or number.
fn is_bare(pattern: &str) -> bool {
    pattern.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '"'))
}

/// A number where no sign may stand in front.
pub fn natural(n: i64) -> String {
    if n < 0 { format!("(0 - {})", -n) } else { n.to_string() }
}
