//! Events.

use super::number::{atom, is_name};
use super::pattern::natural;
use super::{Element, Form, Thing, Writer};

const POKER: [&str; 5] = ["two_pair", "straight", "flush", "full_house", "royal_flush"];
const POKER3: [&str; 4] = ["pair", "flush", "straight", "three_of_a_kind"];

impl Writer<'_> {
    /// An event; compound ones in parentheses.
    pub(super) fn event(&mut self, depth: usize) -> String {
        if depth > 0 && self.choices.chance(30) {
            let a = self.event(depth - 1);
            if self.choices.chance(20) {
                return format!("(not {a})");
            }
            let b = self.event(depth - 1);
            let word = *self.choices.pick(&["and", "or", "xor", "and"]);
            return format!("({a} {word} {b})");
        }
        match self.choices.below(8) {
            0 if !self.events.is_empty() => self.choices.pick(&self.events).clone(),
            1..4 => self.compared(depth),
            4 if depth > 0 && self.choices.chance(20) => {
                let (a, b, c) = (self.event(0), self.event(0), self.event(0));
                format!("(if {a} then {b} else {c})")
            }
            _ => match self.subject() {
                Some(thing) => self.event_of(&thing, depth),
                None => self.compared(depth),
            },
        }
    }

    /// A comparison of numbers, or a number in a set.
    fn compared(&mut self, depth: usize) -> String {
        let a = self.number(depth);
        let near = self.choices.between(a.low, a.high);
        let sign = *self.choices.pick(&["=", ">=", "<", "!=", "<=", ">"]);
        match self.choices.below(10) {
            8 => format!("prime(floor({}))", a.text),
            9 => format!("(floor({}) in divisors({}))", a.text, near.abs().clamp(1, 12)),
            0 => {
                let b = self.number(depth.min(1));
                format!("({} {sign} {})", a.text, b.text)
            }
            1 => format!("({} <= {} < {})", natural(near - 1), a.text, natural(near + 2)),
            2 => format!("({} in {{{}, {}}})", a.text, near.max(0), near.max(0) + 2),
            3 => format!("({} in {}..{})", a.text, natural(near), natural(near + 1)),
            4 => format!("({} mod 2 = {})", atom(&a.text), self.choices.between(0, 1)),
            // `is` speaks of one number, not of several dice.
            5 => format!("(0 + {} is {})", atom(&a.text), self.choices.pick(&["even", "odd", "prime"])),
            _ => format!("({} {sign} {})", a.text, natural(near)),
        }
    }

    /// What may be true of something.
    pub(super) fn event_of(&mut self, thing: &Thing, depth: usize) -> String {
        let x = &thing.text;
        let length = thing.form.length();
        match (&thing.element, thing.form) {
            (Element::Endless, _) => {
                let sign = *self.choices.pick(&["=", ">=", "<", "!=", "<=", ">"]);
                format!("({x} {sign} {})", self.choices.between(1, 5))
            }
            (element, Form::Groups) => {
                let (a, b) = (self.constant(element), self.constant(element));
                format!("together({{{a}, {b}}}, {x})")
            }
            (Element::Number(_), Form::One) => self.compared_with(thing),
            (Element::Truth, Form::One) => x.clone(),
            (_, Form::Hands(hands, size)) => {
                let i = self.choices.between(1, hands as i64);
                let hand = Thing { text: format!("{x}[{i}]"), form: Form::Bag(Some(size)), ..thing.clone() };
                self.event_of(&hand, depth)
            }
            (Element::Truth, _) => format!("(length({x}) > 1)"),
            (Element::Pair(labels, _), Form::One) => {
                let label = self.choices.pick(labels).clone();
                format!("({x}[1] = {label})")
            }
            (Element::Pair(..), _) => format!("(distinct({x}) > 1)"),
            (element, Form::One) => self.of_one(thing, element),
            (element, _) => match self.choices.below(12) {
                0..3 => {
                    let pattern = self.pattern(element, 1);
                    let not = if self.choices.chance(10) { "not " } else { "" };
                    format!("({not}{pattern} in {x})")
                }
                3 if thing.form.is_row() && length.is_some_and(|n| n > 0) => {
                    let i = self.choices.between(1, length.unwrap_or(1) as i64);
                    let one = Thing { text: format!("{x}[{i}]"), form: Form::One, ..thing.clone() };
                    self.event_of(&one, depth)
                }
                4 if self.locals.len() < 2 => self.quantified(thing, depth),
                5 | 6 => self.of_order(thing),
                7 => self.of_shape(thing),
                8 => self.of_contents(thing),
                9 => self.paired(thing),
                _ => self.compared_with(thing),
            },
        }
    }

    fn compared_with(&mut self, thing: &Thing) -> String {
        let number = self.number_of(thing);
        let near = self.choices.between(number.low, number.high);
        let sign = *self.choices.pick(&["=", ">=", "<", "!=", "<=", ">"]);
        format!("({} {sign} {})", number.text, natural(near))
    }

    /// Of one label or card.
    fn of_one(&mut self, thing: &Thing, element: &Element) -> String {
        let x = &thing.text;
        match (element, self.choices.below(5)) {
            (Element::Label(labels), 0 | 1) => {
                let label = self.choices.pick(labels).clone();
                let sign = *self.choices.pick(&["=", "!="]);
                // A word on both sides of `=` is a label of whichever side is known.
                if self.choices.chance(20) {
                    format!("({label} {sign} {x})")
                } else {
                    format!("({x} {sign} {label})")
                }
            }
            (Element::Label(labels), 2) => {
                let label = self.choices.pick(labels).clone();
                format!("({x} in {{{label}, {}}})", self.choices.pick(labels))
            }
            (Element::Card(ranks, suits), 0) => {
                let rank = self.choices.pick(ranks).to_string();
                let is_french = suits.iter().any(|s| s == "hearts");
                let rank = if is_french && self.choices.chance(40) { "jack".to_owned() } else { rank };
                format!("(rank({x}) {} {rank})", self.choices.pick(&["=", ">=", "<"]))
            }
            (Element::Card(_, suits), 1) => format!("(suit({x}) = {})", self.choices.pick(suits)),
            _ => {
                let pattern = self.pattern(element, 1);
                format!("({x} is {pattern})")
            }
        }
    }

    /// `all(x in X: …)`, `any(i in 1..n-1: X[i] < X[i+1])`.
    fn quantified(&mut self, thing: &Thing, depth: usize) -> String {
        let which = *self.choices.pick(&["all", "any"]);
        let may_throw = std::mem::replace(&mut self.may_throw, false);
        let text = match (thing.form, &thing.element) {
            (Form::Row(Some(n)), Element::Number(_))
                if n > 1 && is_name(&thing.text) && self.choices.chance(50) =>
            {
                let sign = *self.choices.pick(&["<", "!=", ">="]);
                let x = &thing.text;
                match self.choices.below(2) {
                    0 => format!("{which}(i in 1..{}: {x}[i] {sign} {x}[i + 1])", n - 1),
                    _ => format!("{which}(i in 1..{n}: {x}[i] {sign} i)"),
                }
            }
            _ => {
                let local = ["x", "y"][self.locals.len().min(1)];
                self.locals.push(Thing { text: local.to_owned(), form: Form::One, ..thing.clone() });
                let body = if self.choices.chance(70) {
                    let element = self.locals[self.locals.len() - 1].clone();
                    self.event_of(&element, 0)
                } else {
                    self.event(depth.min(1))
                };
                self.locals.pop();
                format!("{which}({local} in {}: {body})", thing.text)
            }
        };
        self.may_throw = may_throw;
        text
    }

    /// Of the order of a row or a ring.
    fn of_order(&mut self, thing: &Thing) -> String {
        let x = &thing.text;
        let is_ring = matches!(thing.form, Form::Ring(_));
        if !thing.form.is_row() && !is_ring {
            return self.of_shape(thing);
        }
        let element = &thing.element;
        let (a, b) = (self.pattern(element, 0), self.pattern(element, 0));
        match self.choices.below(9) {
            0 => format!("alternates({x})"),
            1 => format!("apart({a}, {x})"),
            2 => format!("adjacent({a}, {b}, {x})"),
            3 if !is_ring => format!("before({a}, {b}, {x})"),
            4 if !is_ring => format!("palindrome({x})"),
            5 => {
                let (a, b) = (self.constant(element), self.constant(element));
                format!("together({{{a}, {b}}}, {x})")
            }
            6 if !is_ring && matches!(element, Element::Number(_)) => {
                format!("{}({x})", self.choices.pick(&["increasing", "nondecreasing"]))
            }
            7 if !is_ring => self.word_of(thing, true),
            8 => self.word_of(thing, false),
            _ => format!("adjacent({a}, {b}, {x})"),
        }
    }

    /// `X = "HHT"`, `"HT" in X`.
    fn word_of(&mut self, thing: &Thing, whole: bool) -> String {
        let x = &thing.text;
        let letters: Option<Vec<char>> = match &thing.element {
            Element::Label(labels) if labels[0] == "heads" => Some(vec!['H', 'T']),
            Element::Label(labels) if labels.iter().all(|l| l.len() == 1) => {
                Some(labels.iter().filter_map(|l| l.chars().next()).collect())
            }
            _ => None,
        };
        let (Some(letters), Some(length)) = (letters, thing.form.length()) else {
            return self.of_shape(thing);
        };
        let length = if whole { length } else { length.clamp(2, 3) };
        if whole && length < 2 {
            return self.of_shape(thing);
        }
        let word: String = (0..length).map(|_| *self.choices.pick(&letters)).collect();
        if whole { format!("({x} = \"{word}\")") } else { format!("(\"{word}\" in {x})") }
    }

    fn of_shape(&mut self, thing: &Thing) -> String {
        let x = &thing.text;
        let Some(n) = thing.form.length().filter(|n| *n > 0) else { return self.compared_with(thing) };
        if let (Element::Card(ranks, suits), 3 | 5) = (&thing.element, n) {
            let is_french = suits.iter().any(|s| s == "hearts");
            if is_french && ranks[0] >= 10 && self.choices.chance(60) {
                let (poker, names) = if n == 3 { ("poker3", &POKER3[..]) } else { ("poker", &POKER[..]) };
                let sign = *self.choices.pick(&["=", ">=", "<"]);
                return format!("({poker}({x}) {sign} {})", self.choices.pick(names));
            }
        }
        let shapes: &[&str] = match n {
            1 => &["1"],
            2 => &["2", "1+1"],
            3 => &["2+1", "3", "1+1+1", "2+..."],
            4 => &["2+2", "2+1+1", "3+1", "2+..."],
            _ => &["2+1+1+1", "2+2+...", "3+..."],
        };
        let sign = *self.choices.pick(&["=", "!="]);
        format!("(shape({}) {sign} \"{}\")", thing.compared(), self.choices.pick(shapes))
    }

    /// `set(X) = {…}`, `multiset(X) = {…}`, `seq(X) = (…)`.
    fn of_contents(&mut self, thing: &Thing) -> String {
        let x = &thing.text;
        let element = &thing.element;
        let n = thing.form.length().unwrap_or(1);
        let all: Vec<String> = (0..n.max(1)).map(|_| self.constant(element)).collect();
        let is_card = matches!(element, Element::Card(..));
        match self.choices.below(4) {
            0 if !is_card => format!("(set({x}) = {{{}}})", all.join(", ")),
            1 if !is_card => format!("(multiset({x}) = {{{}}})", all.join(", ")),
            2 if thing.form.is_row() && n > 1 && !is_card => format!("(seq({x}) = ({}))", all.join(", ")),
            _ => format!("(size(set({x})) = {})", self.choices.between(1, n.max(1) as i64)),
        }
    }

    /// Two samples of the same kind side by side.
    fn paired(&mut self, thing: &Thing) -> String {
        let others: Vec<Thing> = self
            .things
            .iter()
            .filter(|t| t.element == thing.element && t.text != thing.text && t.form == thing.form)
            .cloned()
            .collect();
        if others.is_empty() {
            return self.compared_with(thing);
        }
        let (x, y) = (&thing.text, self.choices.pick(&others).text.clone());
        if let (Element::Card(..), Form::One) | (Element::Label(_), Form::One) = (&thing.element, thing.form)
        {
            return format!("({x} {} {y})", self.choices.pick(&["=", "!="]));
        }
        match self.choices.below(5) {
            3 if is_name(x) => format!("any(x in {x}, y in {y}: x = y)"),
            4 => {
                let whole = *self.choices.pick(&["set", "multiset"]);
                format!("({whole}({x}) = {whole}({y}))")
            }
            0 if matches!(thing.element, Element::Number(_)) => {
                format!("({x} {} {y})", self.choices.pick(&["=", "<", ">="]))
            }
            1 if thing.form.is_row() => format!("(seq({x}) = seq({y}))"),
            _ => format!("(common({x}, {y}) = {})", self.choices.between(0, 2)),
        }
    }

    /// A label or number that an element may be.
    fn constant(&mut self, element: &Element) -> String {
        match element {
            Element::Number(values) => natural(*self.choices.pick(values)),
            Element::Label(labels) => self.choices.pick(labels).clone(),
            Element::Card(_, suits) => self.choices.pick(suits).clone(),
            Element::Pair(..) | Element::Truth | Element::Endless => "1".to_owned(),
        }
    }
}
