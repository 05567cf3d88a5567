//! What is remembered of draws that go on: enough to work out some expressions about the sample so far.

mod builder;
mod remainder;
mod total;

use super::is_length;
use crate::error::{Error, ErrorKind};
use crate::model::until::Until;
use crate::model::{Space, Value};
use crate::question::Expr;
use crate::statistic::{Automaton, Scan};
use builder::Builder;
use remainder::Remainder;
use std::sync::Arc;
use total::Total;

/// The parts of some expressions that speak of a growing sample, and what follows each.
pub struct Memory {
    parts: Vec<Part>,
    start: Vec<i64>,
    views: Vec<Vec<u32>>,
}

struct Part {
    expression: Expr,
    /// Its first slot of the memory.
    from: usize,
    watcher: Watcher,
}

enum Watcher {
    /// A statistic.
    Statistic(Automaton<dyn Scan>),
    /// What is left of a number that adds up, or multiplies, when it is divided.
    Remainder(Remainder),
    /// A number made of several that add up.
    Total(Total),
    /// What one place from the front is worth: the slot counts up to it, and then holds the view.
    Place(Seen),
    /// What one place from the end is worth: the slots hold the last views, the latest first.
    FromEnd(Seen),
    /// The number of elements, up to the cap.
    Length(i64),
}

/// What an expression about one element is for each label.
struct Seen {
    views: Vec<u32>,
    values: Vec<Value>,
}

impl Memory {
    /// What must be remembered for these expressions about the sample of this experiment; nothing where that is all of it.
    ///
    /// # Errors
    /// Those of statistics that the labels do not have.
    pub fn of(until: &Until, name: usize, expressions: &[&Expr]) -> Result<Option<Self>, Error> {
        Self::built(until, name, expressions, true)
    }

    /// As [`Memory::of`], where the number of elements is told by something else.
    ///
    /// # Errors
    /// Those of statistics that the labels do not have.
    pub fn beside_length(until: &Until, name: usize, expressions: &[&Expr]) -> Result<Option<Self>, Error> {
        Self::built(until, name, expressions, false)
    }

    fn built(
        until: &Until,
        name: usize,
        expressions: &[&Expr],
        counts_length: bool,
    ) -> Result<Option<Self>, Error> {
        let mut builder = Builder::new(until, name, expressions, counts_length);
        for expression in expressions {
            if !builder.collect(expression)? {
                return Ok(None);
            }
        }
        let views = builder.views();
        Ok(Some(Self { parts: builder.parts, start: builder.start, views }))
    }

    /// What is remembered before the first element.
    #[must_use]
    pub fn start(&self) -> &[i64] {
        &self.start
    }

    /// What is told apart of each label.
    #[must_use]
    pub fn views(&self) -> &[Vec<u32>] {
        &self.views
    }

    /// The expressions that are followed.
    #[must_use]
    pub fn parts(&self) -> Vec<Expr> {
        self.parts.iter().map(|part| part.expression.clone()).collect()
    }

    /// Whether a number is one that draws add up, and that never falls.
    ///
    /// # Errors
    /// Those of statistics that the labels do not have.
    pub fn is_natural(until: &Until, name: usize, number: &Expr) -> Result<bool, Error> {
        let labels: Vec<Value> = until.from.labels().into_iter().map(|(label, _)| label).collect();
        let space = Space::Until(Arc::new(until.clone()));
        Ok(!is_length(number, name) && Total::is_natural(number, name, (&space, &labels))?)
    }

    /// Whether a number made of several is remembered as one.
    #[must_use]
    pub fn joins_numbers(&self) -> bool {
        self.parts.iter().any(|part| matches!(part.watcher, Watcher::Total(_)))
    }

    /// Takes in an element with this label.
    pub fn step(&self, memory: &mut [i64], label: usize) {
        for (i, part) in self.parts.iter().enumerate() {
            let to = self.parts.get(i + 1).map_or(self.start.len(), |next| next.from);
            let slots = &mut memory[part.from..to];
            match &part.watcher {
                // Whether an element is the first is all that these automata ask of its place, if they ask at all.
                Watcher::Statistic(automaton) => {
                    let place = u64::from(*slots != automaton.run.start());
                    automaton.run.step(slots, place, automaton.views[label]);
                }
                Watcher::Remainder(rest) => slots[0] = rest.after(slots[0], rest.views[label]),
                Watcher::Total(total) => slots[0] = total.after(slots[0], total.views[label]),
                Watcher::Place(seen) => match slots[0] {
                    -1 => slots[0] = i64::from(seen.views[label]),
                    ahead if ahead < -1 => slots[0] += 1,
                    _ => {}
                },
                Watcher::FromEnd(seen) => {
                    slots.rotate_right(1);
                    slots[0] = i64::from(seen.views[label]);
                }
                Watcher::Length(cap) => slots[0] = (slots[0] + 1).min(*cap),
            }
        }
    }

    /// What each part is worth now; the error of a place that is not there.
    pub fn values<'a>(&'a self, memory: &'a [i64]) -> impl Iterator<Item = (&'a Expr, Result<Value, Error>)> {
        self.parts.iter().enumerate().map(move |(i, part)| {
            let to = self.parts.get(i + 1).map_or(self.start.len(), |next| next.from);
            let slots = &memory[part.from..to];
            let place = |seen: &Seen, slot: i64| {
                let value = usize::try_from(slot).ok().and_then(|view| seen.values.get(view));
                value.cloned().ok_or_else(|| {
                    Error::new(ErrorKind::Range, "the sample may be too short to have that place")
                        .or_at(part.expression.span())
                })
            };
            let value = match &part.watcher {
                Watcher::Statistic(automaton) => Ok(automaton.run.value(slots)),
                Watcher::Place(seen) => place(seen, slots[0]),
                Watcher::FromEnd(seen) => place(seen, slots[slots.len() - 1]),
                Watcher::Length(_) => Ok(Value::Int(slots[0])),
                Watcher::Remainder(rest) => Ok(rest.value(slots[0])),
                Watcher::Total(total) => Ok(total.value(slots[0])),
            };
            (&part.expression, value)
        })
    }
}
