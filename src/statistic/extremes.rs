//! The largest, the smallest, and what lies between.

use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::statistic::arithmetic;
use crate::statistic::fold::{Automaton, Fold, Labels, OneByOne, views_by_value};
use crate::statistic::{Function, Kind, Role, numbers};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&MAX, &MIN, &RANGE];

/// `max(X)`.
pub static MAX: Function = Function {
    name: "max",
    signature: "max(X)",
    help: "the largest number of the sample",
    example: ("P(max(2d6) = 6)", "11/36"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| extreme("max", &arguments[0], |a, b| a > b),
    fold: Some(|_, labels| extremes("max", labels, End::Largest)),
    scan: Some(|_, labels| {
        let extremes = extremes("max", labels, End::Largest)?;
        Ok(extremes.map(|a| Automaton { views: a.views, run: Box::new(OneByOne(a.run)) as Box<_> }))
    }),
    role: Role::Plain,
};

/// `min(X)`.
pub static MIN: Function = Function {
    name: "min",
    signature: "min(X)",
    help: "the smallest number of the sample",
    example: ("P(min(2d6) = 1)", "11/36"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| extreme("min", &arguments[0], |a, b| a < b),
    fold: Some(|_, labels| extremes("min", labels, End::Smallest)),
    scan: Some(|_, labels| {
        let extremes = extremes("min", labels, End::Smallest)?;
        Ok(extremes.map(|a| Automaton { views: a.views, run: Box::new(OneByOne(a.run)) as Box<_> }))
    }),
    role: Role::Plain,
};

/// `range(X)`.
pub static RANGE: Function = Function {
    name: "range",
    signature: "range(X)",
    help: "the largest number of the sample less the smallest",
    example: ("E(range(3d6))", "35/12"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| {
        let largest = extreme("range", &arguments[0], |a, b| a > b)?;
        arithmetic::subtract(&largest, &extreme("range", &arguments[0], |a, b| a < b)?)
    },
    fold: Some(|_, labels| extremes("range", labels, End::Both)),
    scan: Some(|_, labels| {
        let extremes = extremes("range", labels, End::Both)?;
        Ok(extremes.map(|a| Automaton { views: a.views, run: Box::new(OneByOne(a.run)) as Box<_> }))
    }),
    role: Role::Plain,
};

/// The definition: the element that none of the others is `beyond`.
fn extreme(what: &str, sample: &Value, beyond: impl Fn(&Value, &Value) -> bool) -> Result<Value, Error> {
    numbers(what, sample)?;
    let mut elements = sample.elements().iter();
    let empty = || {
        Error::new(ErrorKind::Undefined, format!("an empty sample has no {what}"))
            .hint("leave it out by a condition: `… | length(X) >= 1`")
    };
    let mut best = elements.next().ok_or_else(empty)?;
    for element in elements {
        if beyond(element, best) {
            best = element;
        }
    }
    Ok(best.clone())
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    Largest,
    Smallest,
    Both,
}

fn extremes(what: &str, labels: &Labels, end: End) -> Result<Option<Automaton<dyn Fold>>, Error> {
    let (views, distinct) = views_by_value(&labels.labels);
    numbers(what, &Value::row(distinct.iter().cloned()))?;
    // A sample of any length may be empty, and then has no extremes: only the definition says when.
    if labels.length == 0 || labels.length == u64::MAX {
        return Ok(None);
    }
    Ok(Some(Automaton { views, run: Box::new(Extremes { distinct, end }) }))
}

/// Remembers the views of the largest and smallest elements so far (or only the one that is asked).
struct Extremes {
    distinct: Vec<Value>,
    end: End,
}

/// The state of a side that is not asked, or has seen nothing yet.
const NOTHING: i64 = -1;

impl Fold for Extremes {
    fn start(&self) -> Vec<i64> {
        vec![NOTHING, NOTHING]
    }

    fn step(&self, state: &mut [i64], view: u32, _multiplicity: u64) {
        let view = i64::from(view);
        if self.end != End::Largest && (state[0] == NOTHING || view < state[0]) {
            state[0] = view;
        }
        if self.end != End::Smallest && view > state[1] {
            state[1] = view;
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        let at = |view: i64| usize::try_from(view).ok().and_then(|i| self.distinct.get(i)).cloned();
        let (smallest, largest) = (at(state[0]), at(state[1]));
        match (self.end, smallest, largest) {
            (End::Largest, _, Some(value)) | (End::Smallest, Some(value), _) => value,
            (End::Both, Some(low), Some(high)) => arithmetic::subtract(&high, &low).unwrap_or(Value::Int(0)),
            // Unreachable for samples with an element, and empty samples have no automaton.
            _ => Value::Int(0),
        }
    }

    fn is_additive(&self) -> bool {
        true
    }
}
