//! Random programs that mean something: grammar-directed, respecting kinds, with sample spaces that can be listed.

mod derived;
mod event;
mod experiment;
mod number;
mod pattern;
mod pool;
mod process;
mod query;

use super::choices::Choices;

/// What the elements of a sample, or a single outcome, may be.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    /// Numbers, such as these.
    Number(Vec<i64>),
    /// Labels.
    Label(Vec<String>),
    /// Cards of these ranks and suits.
    Card(Vec<i64>, Vec<String>),
    /// Pairs of a label and a number.
    Pair(Vec<String>, Vec<i64>),
    /// Events.
    Truth,
    /// Whole numbers without a largest one, of which the small ones are asked about.
    Endless,
}

/// How elements are put together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// A single outcome.
    One,
    /// A row, of this length if it is fixed.
    Row(Option<usize>),
    /// A sample without order.
    Bag(Option<usize>),
    /// Around a table.
    Ring(usize),
    /// So many hands of this size.
    Hands(usize, usize),
    /// Groups without names.
    Groups,
}

impl Form {
    fn length(self) -> Option<usize> {
        match self {
            Self::One => Some(1),
            Self::Row(length) | Self::Bag(length) => length,
            Self::Ring(length) => Some(length),
            Self::Hands(..) | Self::Groups => None,
        }
    }

    fn is_row(self) -> bool {
        matches!(self, Self::Row(_))
    }
}

/// Something that may be asked about.
#[derive(Clone, Debug)]
pub struct Thing {
    /// As it is written, in parentheses where they are needed.
    pub text: String,
    pub element: Element,
    pub form: Form,
    /// Whether its elements are a permutation of 1..n.
    pub is_permutation: bool,
}

impl Thing {
    /// How it is written where it may count as its sum: digits do not, but a row made of them does.
    fn as_numbers(&self, text: String) -> String {
        match self.form {
            Form::Row(Some(n)) if self.text.starts_with("digits") => format!("reverse({text})[1..{n}]"),
            _ => text,
        }
    }

    /// What is asked for equal elements: of cards, each of which comes once, their ranks.
    fn compared(&self) -> String {
        match self.element {
            Element::Card(..) => format!("ranks({})", self.text),
            _ => self.text.clone(),
        }
    }

    /// The least and the greatest number that it may count as.
    fn bounds(&self) -> (i64, i64) {
        let Element::Number(values) = &self.element else { return (0, 1) };
        let times = self.form.length().unwrap_or(2) as i64;
        let (low, high) = (values.iter().min().unwrap_or(&0), values.iter().max().unwrap_or(&0));
        (low * times, high * times)
    }
}

/// Writes a program, choice by choice.
pub struct Writer<'c> {
    choices: &'c mut Choices,
    statements: Vec<String>,
    /// The names of outcomes.
    things: Vec<Thing>,
    /// Names of events, of numbers with their bounds, and of functions of one number.
    events: Vec<String>,
    numbers: Vec<(String, i64, i64)>,
    functions: Vec<String>,
    /// Dice with names.
    dice: Vec<(String, Element, usize)>,
    /// Elements that quantifiers bind here.
    locals: Vec<Thing>,
    /// How many times as many worlds there may still be.
    room: usize,
    names: usize,
    /// Whether experiments without a name may be written here.
    may_throw: bool,
}

/// Names that are no label, no class and no function.
const NAMES: [&str; 12] = ["X", "Y", "Z", "W", "V", "K", "M", "L", "R", "Q", "O", "J"];

/// A program of a few statements and at least one question.
pub fn program(choices: &mut Choices) -> String {
    let room = *choices.pick(&[40, 250, 250, 1200]);
    let mut writer = Writer {
        choices,
        statements: Vec::new(),
        things: Vec::new(),
        events: Vec::new(),
        numbers: Vec::new(),
        functions: Vec::new(),
        dice: Vec::new(),
        locals: Vec::new(),
        room,
        names: 0,
        may_throw: true,
    };
    for _ in 0..*writer.choices.pick(&[1, 1, 2, 0, 2, 3]) {
        writer.roll();
    }
    for _ in 0..*writer.choices.pick(&[0, 0, 0, 1, 2]) {
        writer.definition();
    }
    if writer.choices.chance(10) {
        writer.roll();
    }
    for _ in 0..*writer.choices.pick(&[1, 1, 1, 2]) {
        let room = writer.room;
        let query = writer.query();
        writer.statements.push(query);
        writer.room = room;
    }
    writer.statements.join("; ")
}

impl Writer<'_> {
    fn name(&mut self) -> String {
        self.names += 1;
        NAMES.get(self.names - 1).map_or_else(|| format!("N{}", self.names), |name| (*name).to_owned())
    }

    /// `X ~ E`, `X, Y ~ E`, `X, Y ~ deal(2, 2, U)`.
    fn roll(&mut self) {
        let room = self.room;
        let before = self.statements.len();
        let (experiment, size) = self.dependent_experiment(room);
        if let Form::Hands(hands, size) = experiment.form
            && self.choices.chance(70)
        {
            let names: Vec<String> = (0..hands).map(|_| self.name()).collect();
            self.statements.push(format!("{} ~ {}", names.join(", "), experiment.text));
            for text in names {
                self.things.push(Thing { text, form: Form::Bag(Some(size)), ..experiment.clone() });
            }
            self.room /= size.max(1);
            return;
        }
        // Two names would be the hands.
        let is_deal = matches!(experiment.form, Form::Hands(..));
        let copies = if size * size <= room && !is_deal && self.choices.chance(15) { 2 } else { 1 };
        let names: Vec<String> = (0..copies).map(|_| self.name()).collect();
        self.statements.push(format!("{} ~ {}", names.join(", "), experiment.text));
        debug_assert!(before < self.statements.len());
        for text in names {
            self.room /= size.max(1);
            if experiment.text.starts_with("chain") {
                self.process_named(&text, &experiment);
                continue;
            }
            if experiment.text.contains("with replacement until") {
                self.things.push(Thing { text: format!("length({text})"), ..experiment.clone() });
                continue;
            }
            if experiment.element == Element::Truth && experiment.form == Form::One {
                self.events.push(text.clone());
            }
            let text = experiment.as_numbers(text);
            self.things.push(Thing { text, ..experiment.clone() });
        }
    }

    /// `name := expr`, `def f(n) := expr`.
    fn definition(&mut self) {
        let may_throw = std::mem::replace(&mut self.may_throw, false);
        let name = self.name();
        match self.choices.below(4) {
            0 | 1 if !self.things.is_empty() => {
                let event = self.event(2);
                self.statements.push(format!("{name} := {event}"));
                self.events.push(name);
            }
            2 => {
                let number = self.number(2);
                self.statements.push(format!("{name} := {}", number.text));
                self.numbers.push((name, number.low, number.high));
            }
            3 if self.choices.chance(30) => {
                let (die, element, size) = *self.choices.pick(&[
                    ("d4", &[1, 2, 3, 4][..], 4),
                    ("die{1:2, 2, 4}", &[1, 2, 4], 3),
                    ("d2", &[1, 2], 2),
                ]);
                self.statements.push(format!("{name} := {die}"));
                self.dice.push((name, Element::Number(element.to_vec()), size));
            }
            _ => self.function(),
        }
        self.may_throw = may_throw;
    }

    /// `def f(t) := …`.
    fn function(&mut self) {
        let function = format!("f{}", self.names);
        let body = match self.choices.below(7) {
            0 => "t + 1".to_owned(),
            1 => "2 * t".to_owned(),
            2 => "t^2 - t".to_owned(),
            3 => "if t > 2 then t else 0 - t".to_owned(),
            4 => format!("if t <= 1 then 1 else t - {function}(t - 1)"),
            5 if !self.things.is_empty() => {
                let number = self.number(0);
                format!("t + {}", number.text)
            }
            _ => "(if t mod 2 = 0 then 1 else 2) * t".to_owned(),
        };
        self.statements.push(format!("def {function}(t) := {body}"));
        self.functions.push(function);
    }
}
