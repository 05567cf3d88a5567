//! Numbers: statistics of samples, arithmetic, quantifiers.

use super::pattern::natural;
use super::{Element, Form, Thing, Writer};

/// A number as it is written, and about where it lies.
pub struct Number {
    pub text: String,
    pub low: i64,
    pub high: i64,
}

impl Number {
    fn new(text: impl Into<String>, low: i64, high: i64) -> Self {
        Self { text: text.into(), low: low.min(high), high: low.max(high) }
    }
}

impl Writer<'_> {
    /// A number; compound ones in parentheses.
    pub(super) fn number(&mut self, depth: usize) -> Number {
        if depth > 0 && self.choices.chance(35) {
            return self.compound(depth - 1);
        }
        match self.choices.below(9) {
            0 if !self.numbers.is_empty() => {
                let (text, low, high) = self.choices.pick(&self.numbers).clone();
                Number::new(text, low, high)
            }
            1 => {
                let n = self.choices.between(0, 6);
                Number::new(natural(n), n, n)
            }
            2 if self.may_throw && self.room >= 4 => {
                let (text, low, high) =
                    *self.choices.pick(&[("d4", 1, 4), ("2d2", 2, 4), ("d3", 1, 3), ("max(2d2)", 1, 2)]);
                self.room /= 4;
                Number::new(text, low, high)
            }
            3 if self.choices.chance(20) => self.measure_inside(),
            _ => match self.subject() {
                Some(thing) => self.number_of(&thing),
                None => Number::new("7", 7, 7),
            },
        }
    }

    fn measure_inside(&mut self) -> Number {
        let things: Vec<Thing> = self.things.iter().filter(|t| is_numeric(t)).cloned().collect();
        if !self.locals.is_empty() || things.is_empty() {
            return Number::new("1/2", 0, 1);
        }
        let thing = self.choices.pick(&things).clone();
        let (low, high) = thing.bounds();
        match self.choices.below(3) {
            0 => Number::new(format!("E({})", thing.text), low, high),
            1 => Number::new(format!("Var({})", thing.text), 0, 4),
            _ => Number::new(format!("P({} > {})", thing.text, natural((low + high) / 2)), 0, 1),
        }
    }

    fn compound(&mut self, depth: usize) -> Number {
        let a = self.number(depth);
        match self.choices.below(9) {
            0 | 1 => {
                let b = self.number(depth);
                Number::new(format!("({} + {})", a.text, b.text), a.low + b.low, a.high + b.high)
            }
            2 => {
                let b = self.number(depth);
                Number::new(format!("({} - {})", a.text, b.text), a.low - b.high, a.high - b.low)
            }
            3 => {
                let k = self.choices.between(2, 3);
                Number::new(format!("{k} * {}", a.text), k * a.low, k * a.high).in_parentheses()
            }
            4 => {
                let k = self.choices.between(2, 4);
                Number::new(format!("({} mod {k})", a.text), 0, k - 1)
            }
            5 => {
                let b = self.number(depth);
                Number::new(format!("({} / {})", a.text, b.text), a.low, a.high)
            }
            6 => Number::new(format!("{}^2", atom(&a.text)), 0, a.high * a.high).in_parentheses(),
            7 => {
                let event = self.event(depth);
                let b = self.number(depth);
                Number::new(
                    format!("(if {event} then {} else {})", a.text, b.text),
                    a.low.min(b.low),
                    a.high.max(b.high),
                )
            }
            _ => {
                let b = self.number(depth);
                match self.choices.below(6) {
                    4 if a.low >= 0 => Number::new(format!("C(floor({}), 2)", a.text), 0, a.high * a.high),
                    5 => Number::new(format!("gcd(floor({}), floor({}))", a.text, b.text), 0, a.high),
                    0 => Number::new(format!("max({}, {})", a.text, b.text), a.low, a.high.max(b.high)),
                    1 => Number::new(format!("min({}, {})", a.text, b.text), a.low.min(b.low), a.high),
                    2 if !self.functions.is_empty() => {
                        let function = self.choices.pick(&self.functions).clone();
                        Number::new(format!("{function}({})", a.text), a.low, 2 * a.high)
                    }
                    _ => Number::new(format!("abs({} - {})", a.text, b.text), 0, a.high.max(b.high)),
                }
            }
        }
    }

    /// Something to ask about: an outcome with a name, an element of a quantifier, or an experiment without a name.
    pub(super) fn subject(&mut self) -> Option<Thing> {
        let known: Vec<Thing> = self.things.iter().chain(&self.locals).cloned().collect();
        if self.may_throw && self.room >= 2 && (known.is_empty() || self.choices.chance(12)) {
            let room = self.room.min(100);
            let (thing, size) = self.experiment(room);
            // The sample so far has no name here; hands are asked about by name; the state of a chain is no sample.
            if thing.text.starts_with("chain") && matches!(thing.element, Element::Label(_)) {
                return known.last().cloned();
            }
            if matches!(thing.form, Form::Hands(..))
                || thing.text.contains("until")
                || thing.text.contains("(a, b)")
            {
                return known.last().cloned();
            }
            self.room /= size.max(1);
            return Some(Thing { text: thing.as_numbers(in_place(&thing)), ..thing });
        }
        if known.is_empty() {
            return None;
        }
        let thing = self.choices.pick(&known).clone();
        Some(if self.choices.chance(12) { self.derived(thing) } else { thing })
    }

    /// A number that something shows, or that it has.
    pub(super) fn number_of(&mut self, thing: &Thing) -> Number {
        let (low, high) = thing.bounds();
        let x = &thing.text;
        if let Form::Hands(hands, size) = thing.form {
            let i = self.choices.between(1, hands as i64);
            let hand = Thing { text: format!("{x}[{i}]"), form: Form::Bag(Some(size)), ..thing.clone() };
            return self.number_of(&hand);
        }
        if thing.element == Element::Endless || thing.form == Form::Groups {
            let event = self.event_of(thing, 0);
            return Number::new(format!("(if {event} then 1 else 0)"), 0, 1);
        }
        if thing.form == Form::One {
            return match &thing.element {
                Element::Number(_) => Number::new(atom(x), low, high),
                Element::Truth => Number::new(format!("(if {x} then 1 else 0)"), 0, 1),
                Element::Card(ranks, suits) if suits.iter().all(|s| s != "hearts") && x.len() < 3 => {
                    Number::new(format!("rank({x})"), ranks[0], ranks[ranks.len() - 1])
                }
                Element::Pair(..) => Number::new(format!("{x}[2]"), 1, 2),
                element => {
                    let pattern = self.pattern(element, 1);
                    Number::new(format!("count({pattern} in {x})"), 0, 1)
                }
            };
        }
        let length = thing.form.length().unwrap_or(2) as i64;
        if self.choices.chance(40)
            && let Element::Number(_) = thing.element
        {
            return self.of_numbers(thing, low, high, length);
        }
        self.of_any(thing, length)
    }

    fn of_numbers(&mut self, thing: &Thing, low: i64, high: i64, length: i64) -> Number {
        let x = &thing.text;
        let k = self.choices.between(1, length.max(1));
        // A sample of unknown length may be empty, or too short: the programs that fail are left to chance.
        match self.choices.below(15) {
            11 if thing.form.is_row() => {
                Number::new(format!("{}({x})", self.choices.pick(&["first", "last"])), low, high)
            }
            12 if thing.form.is_row() && is_digits(&thing.element) => {
                Number::new(format!("value({x})"), 0, 9)
            }
            13 if is_name(x) && self.locals.len() < 2 => {
                Number::new(format!("count(a in {x}, b in {x}: a < b)"), 0, length * length)
            }
            14 if is_name(x) && thing.form.is_row() && thing.form.length().is_some() => {
                Number::new(format!("sum(i in 1..{length}: i * {x}[i])"), low, high * length)
            }
            0 | 1 => Number::new(atom(x), low, high),
            2 => Number::new(format!("sum({x})"), low, high),
            3 => Number::new(format!("max({x})"), low / length.max(1), high / length.max(1)),
            4 => Number::new(format!("min({x})"), low / length.max(1), high / length.max(1)),
            5 => Number::new(format!("range({x})"), 0, high / length.max(1)),
            6 => Number::new(format!("product({x})"), low, high),
            7 => Number::new(format!("mean({x})"), low / length.max(1), high / length.max(1)),
            8 => {
                let keep = *self.choices.pick(&["highest", "lowest"]);
                Number::new(format!("sum({keep}({k}, {x}))"), low, high)
            }
            9 => Number::new(format!("sorted({x})[{k}]"), low / length.max(1), high / length.max(1)),
            _ if thing.form.is_row() => {
                let i = if self.choices.chance(20) { "-1".to_owned() } else { k.to_string() };
                Number::new(format!("{x}[{i}]"), low / length.max(1), high / length.max(1))
            }
            _ => Number::new(format!("run({x})"), 1, length),
        }
    }

    fn of_any(&mut self, thing: &Thing, length: i64) -> Number {
        let x = &thing.text;
        let labels = thing.compared();
        let is_row = thing.form.is_row();
        let has_patterns = !matches!(thing.element, Element::Pair(..) | Element::Truth | Element::Endless);
        match self.choices.below(14) {
            0 => Number::new(format!("distinct({labels})"), 1, length),
            12 => match &thing.element {
                // What stands in the body of a quantifier has a name.
                Element::Label(words) | Element::Card(_, words) if is_name(x) => {
                    let words = words.join(", ");
                    Number::new(format!("count(w in {{{words}}}: w in {x})"), 0, length)
                }
                _ => Number::new(format!("length({x})"), length, length),
            },
            1 => Number::new(format!("maxcount({labels})"), 1, length),
            2 => Number::new(format!("pairs({labels})"), 0, length / 2),
            3 => Number::new(format!("length({x})"), length, length),
            4 => Number::new(format!("counts({labels})[1]"), 1, length),
            5 if is_row => Number::new(format!("runs({x})"), 1, length),
            6 if is_row && has_patterns => {
                let pattern = self.pattern(&thing.element, 1);
                Number::new(format!("longest({pattern} in {x})"), 0, length)
            }
            7 if is_row && has_patterns => {
                let pattern = self.pattern(&thing.element, 0);
                Number::new(format!("pos({pattern}, {x})"), 1, length + 1)
            }
            8 if self.locals.len() < 2 => self.counted(thing, length),
            9 if is_row && matches!(thing.element, Element::Number(_)) => {
                let which = *self.choices.pick(&["descents", "fixed"]);
                Number::new(format!("{which}({x})"), 0, length)
            }
            9 if thing.is_permutation => {
                Number::new(format!("{}({x})", self.choices.pick(&["cycles", "longest_cycle"])), 1, length)
            }
            10 if matches!(thing.element, Element::Card(..)) => {
                let which = *self.choices.pick(&["distinct(suits", "distinct(colors", "maxcount(ranks"]);
                Number::new(format!("{which}({x}))"), 1, length)
            }
            11 if thing.form != Form::Ring(length as usize) => self.common(thing, length),
            _ if has_patterns => {
                let pattern = self.pattern(&thing.element, 1);
                Number::new(format!("count({pattern} in {x})"), 0, length)
            }
            _ => Number::new(format!("distinct({labels})"), 1, length),
        }
    }

    /// `count(x in X: cond)`, `sum(x in X: number)`.
    fn counted(&mut self, thing: &Thing, length: i64) -> Number {
        let local = ["x", "y"][self.locals.len().min(1)];
        let element = Thing { text: local.to_owned(), form: Form::One, ..thing.clone() };
        let may_throw = std::mem::replace(&mut self.may_throw, false);
        self.locals.push(element);
        let sum = matches!(thing.element, Element::Number(_)) && self.choices.chance(40);
        let number = if sum {
            let body = self.number(1);
            let which = *self.choices.pick(&["sum", "max", "product"]);
            Number::new(
                format!("{which}({local} in {}: {})", thing.text, body.text),
                body.low,
                body.high * length,
            )
        } else {
            let body = self.event(1);
            Number::new(format!("count({local} in {}: {body})", thing.text), 0, length)
        };
        self.locals.pop();
        self.may_throw = may_throw;
        number
    }

    fn common(&mut self, thing: &Thing, length: i64) -> Number {
        let others: Vec<Thing> = self
            .things
            .iter()
            .filter(|t| {
                t.element == thing.element && t.text != thing.text && !matches!(t.form, Form::Hands(..))
            })
            .cloned()
            .collect();
        if others.is_empty() {
            return Number::new(format!("distinct({})", thing.compared()), 1, length);
        }
        let other = self.choices.pick(&others).text.clone();
        Number::new(format!("common({}, {other})", thing.text), 0, length)
    }
}

impl Number {
    fn in_parentheses(self) -> Self {
        Self { text: format!("({})", self.text), ..self }
    }
}

/// The text in parentheses, unless it is one word or has some already.
pub fn atom(text: &str) -> String {
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || c == '_');
    let is_call = text.ends_with(')') && !text.contains(' ');
    if is_plain || is_call || text.starts_with('(') { text.to_owned() } else { format!("({text})") }
}

/// Whether this is the name of an outcome.
pub fn is_name(text: &str) -> bool {
    text.chars().all(char::is_alphanumeric) && text.starts_with(char::is_uppercase)
}

/// An experiment where a sample may stand.
fn in_place(thing: &Thing) -> String {
    let text = &thing.text;
    // A range without a name would be a set.
    if text.contains("..") && !text.contains(['(', '{', 'd']) {
        return format!("(draw 1 from {text})");
    }
    if text.contains(' ') && !text.ends_with([')', '}'])
        || text.starts_with("draw")
        || text.starts_with("choose")
    {
        return format!("({text})");
    }
    text.clone()
}

fn is_digits(element: &Element) -> bool {
    matches!(element, Element::Number(values) if values.iter().all(|n| (0..=9).contains(n)))
}

fn is_numeric(thing: &Thing) -> bool {
    matches!(thing.element, Element::Number(_)) && !matches!(thing.form, Form::Hands(..))
}
