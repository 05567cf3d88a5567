//! What stands where in a sample.

use crate::error::{Error, ErrorKind};
use crate::model::{Pattern, Value};
use crate::statistic::counting::as_pattern;
use crate::statistic::fold::{Automaton, Labels, Scan, views_by_value};
use crate::statistic::{Function, Kind, Role};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&FIRST, &LAST, &POS, &BEFORE, &SEQ, &REVERSE, &PALINDROME];

/// `first(X)`.
pub static FIRST: Function = Function {
    name: "first",
    signature: "first(X)",
    help: "the first element of the sample",
    example: ("P(first(2d6) = 6)", "1/6"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Any,
    sample: Some(0),
    value: |arguments| arguments[0].elements().first().cloned().ok_or_else(|| empty("first")),
    fold: None,
    scan: Some(|_, labels| Ok(end(labels, End::First))),
    role: Role::Plain,
};

/// `last(X)`.
pub static LAST: Function = Function {
    name: "last",
    signature: "last(X)",
    help: "the last element of the sample",
    example: ("P(last(2d6) = 6)", "1/6"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Any,
    sample: Some(0),
    value: |arguments| arguments[0].elements().last().cloned().ok_or_else(|| empty("last")),
    fold: None,
    scan: Some(|_, labels| Ok(end(labels, End::Last))),
    role: Role::Plain,
};

/// `pos(a, X)`.
///
/// Where nothing matches, the place is one past the end: so every comparison of `pos(a, X)` with a place of the
/// sample says the truth, and `before(a, b, X)` is `pos(a, X) < pos(b, X)`.
pub static POS: Function = Function {
    name: "pos",
    signature: "pos(a, X)",
    help: "the place of the first a, from 1; one past the end when there is none",
    example: ("P(pos(A, arrange(\"ABCD\")) = 3)", "1/4"),
    parameters: &[Kind::Pattern, Kind::Sample],
    arity: (2, 2),
    result: Kind::Number,
    sample: Some(1),
    value: |arguments| Ok(Value::Int(place(&as_pattern(&arguments[0])?, &arguments[1]))),
    fold: None,
    scan: Some(|arguments, labels| {
        let pattern = as_pattern(&arguments[0])?;
        let views = labels.labels.iter().map(|label| u32::from(pattern.matches(label))).collect();
        let absent = i64::try_from(labels.length).unwrap_or(i64::MAX).saturating_add(1);
        Ok(Some(Automaton { views, run: Box::new(Place { absent, cap: i64::MAX }) }))
    }),
    role: Role::Plain,
};

/// `before(a, b, X)`.
pub static BEFORE: Function = Function {
    name: "before",
    signature: "before(a, b, X)",
    help: "the first a comes before the first b; true without a b, false without an a",
    example: ("P(before(A, {B, C}, arrange(\"ABCD\")))", "1/3"),
    parameters: &[Kind::Pattern, Kind::Pattern, Kind::Sample],
    arity: (3, 3),
    result: Kind::Truth,
    sample: Some(2),
    value: |arguments| {
        let (a, b) = (as_pattern(&arguments[0])?, as_pattern(&arguments[1])?);
        Ok(Value::Truth(place(&a, &arguments[2]) < place(&b, &arguments[2])))
    },
    fold: None,
    scan: Some(|arguments, labels| {
        let (a, b) = (as_pattern(&arguments[0])?, as_pattern(&arguments[1])?);
        // What is both an a and a b comes no sooner as the one than as the other.
        let view = |label| if b.matches(label) { 2 } else { u32::from(a.matches(label)) };
        Ok(Some(Automaton { views: labels.labels.iter().map(view).collect(), run: Box::new(Race) }))
    }),
    role: Role::Plain,
};

/// `seq(X)`.
pub static SEQ: Function = Function {
    name: "seq",
    signature: "seq(X)",
    help: "the elements of the sample in order, to compare place by place",
    example: ("X ~ 3d6; P(seq(X) = (1, 2, 2))", "1/216"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Sample,
    sample: Some(0),
    value: |arguments| Ok(Value::row(arguments[0].elements().iter().cloned())),
    fold: None,
    scan: None,
    role: Role::Plain,
};

/// `reverse(X)`.
pub static REVERSE: Function = Function {
    name: "reverse",
    signature: "reverse(X)",
    help: "the elements of the sample from the last to the first",
    example: ("X ~ 3d6; P(seq(reverse(X)) = (1, 2, 3))", "1/216"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Sample,
    sample: Some(0),
    value: |arguments| Ok(Value::row(arguments[0].elements().iter().rev().cloned())),
    fold: None,
    scan: None,
    role: Role::Plain,
};

/// `palindrome(X)`.
pub static PALINDROME: Function = Function {
    name: "palindrome",
    signature: "palindrome(X)",
    help: "the sample reads the same from both ends",
    example: ("N(palindrome(digits(5)))", "900"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Truth,
    sample: Some(0),
    value: |arguments| {
        let elements = arguments[0].elements();
        Ok(Value::Truth(elements.iter().eq(elements.iter().rev())))
    },
    fold: None,
    scan: Some(|_, labels| Ok(mirror(labels))),
    role: Role::Plain,
};

fn empty(what: &str) -> Error {
    Error::new(ErrorKind::Undefined, format!("an empty sample has no {what} element"))
}

/// The definition of a place: that of the first match, from 1, or one past the end.
fn place(pattern: &Pattern, sample: &Value) -> i64 {
    let elements = sample.elements();
    let place = elements.iter().position(|element| pattern.matches(element)).unwrap_or(elements.len());
    i64::try_from(place + 1).unwrap_or(i64::MAX)
}

#[derive(Clone, Copy, PartialEq)]
enum End {
    First,
    Last,
}

fn end(labels: &Labels, end: End) -> Option<Automaton<dyn Scan>> {
    let (views, distinct) = views_by_value(&labels.labels);
    let exists = labels.length > 0 && !distinct.is_empty();
    exists.then(|| Automaton { views, run: Box::new(AtEnd { distinct, end }) as Box<dyn Scan> })
}

/// The state is the view of the first or the last element so far.
struct AtEnd {
    distinct: Vec<Value>,
    end: End,
}

impl Scan for AtEnd {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], place: u64, view: u32) {
        if self.end == End::Last || place == 0 {
            state[0] = i64::from(view);
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        self.distinct[usize::try_from(state[0]).unwrap_or(0)].clone()
    }
}

/// The state is the place of the first match, or 0.
struct Place {
    absent: i64,
    cap: i64,
}

impl Scan for Place {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], place: u64, view: u32) {
        let here = i64::try_from(place).unwrap_or(i64::MAX).saturating_add(1);
        if state[0] == 0 && (view == 1 || here >= self.cap) {
            state[0] = here;
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Int(if state[0] == 0 { self.absent } else { state[0] })
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Scan>> {
        // Without a match up to the cap, the place is beyond it anyway.
        Some(Box::new(Self { absent: self.absent, cap: cap.saturating_add(1).clamp(1, self.cap) }))
    }
}

/// The state is the view that came first of 1 and 2, or 0.
struct Race;

impl Scan for Race {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        if state[0] == 0 {
            state[0] = i64::from(view);
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Truth(state[0] == 1)
    }
}

/// The longest sample whose first half is remembered: beyond, there would be more halves than any budget affords.
const LONGEST_MIRROR: u64 = 64;

fn mirror(labels: &Labels) -> Option<Automaton<dyn Scan>> {
    let (views, _) = views_by_value(&labels.labels);
    let length = usize::try_from(labels.length).ok().filter(|_| labels.length <= LONGEST_MIRROR)?;
    Some(Automaton { views, run: Box::new(Mirror { length }) })
}

/// The state: what the second half must still show (one more than each view, 0 for what has been shown), or nothing
/// but [`UNEQUAL`].
struct Mirror {
    length: usize,
}

const UNEQUAL: i64 = -1;

impl Scan for Mirror {
    fn start(&self) -> Vec<i64> {
        vec![0; (self.length / 2).max(1)]
    }

    fn step(&self, state: &mut [i64], place: u64, view: u32) {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        let opposite = self.length.saturating_sub(place + 1);
        let shown = i64::from(view) + 1;
        if place < opposite && state[0] != UNEQUAL {
            state[place] = shown;
        } else if opposite < place && state[0] != UNEQUAL {
            if state[opposite] == shown {
                state[opposite] = 0;
            } else {
                state.fill(0);
                state[0] = UNEQUAL;
            }
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Truth(state[0] != UNEQUAL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::agreement::{Check, letters, numbers, words};

    #[test]
    fn scans_agree_with_definitions() {
        let labels = words(["b", "a", "c"]);
        let [b, a, c] = labels.clone();
        let (nothing, either) = (Value::row([]), Value::set([b.clone(), c]));
        let checks = [
            Check::of(&FIRST),
            Check::of(&LAST),
            Check::of(&PALINDROME),
            Check::with(&POS, &[a.clone(), nothing.clone()]),
            Check::with(&POS, &[either.clone(), nothing.clone()]),
            Check::with(&BEFORE, &[a, b.clone(), nothing.clone()]),
            Check::with(&BEFORE, &[either, b, nothing]),
        ];
        for check in checks {
            check.exhaustively(&labels, 6).at_random(letters(), 7).at_random(numbers(), 7);
        }
    }

    #[test]
    fn what_is_absent_comes_after_the_end() {
        let [a, b, c] = words(["a", "b", "c"]);
        let row = Value::row([b.clone(), a.clone(), b.clone()]);
        Check::of(&POS)
            .definition([b.clone(), row.clone()], &Value::Int(1))
            .definition([c.clone(), row.clone()], &Value::Int(4));
        Check::of(&BEFORE)
            .definition([a.clone(), c.clone(), row.clone()], &Value::Truth(true))
            .definition([c, a.clone(), row.clone()], &Value::Truth(false))
            .definition([a.clone(), a, row], &Value::Truth(false));
    }

    #[test]
    fn rows_are_turned_round_and_compared() {
        let row = Value::row([1, 2, 3].map(Value::Int));
        Check::of(&REVERSE).definition([row.clone()], &Value::row([3, 2, 1].map(Value::Int)));
        Check::of(&SEQ)
            .definition([row.clone()], &row)
            .definition([Value::Int(4)], &Value::row([Value::Int(4)]));
        assert_eq!(FIRST.apply(&[Value::row([])]).unwrap_err().kind(), ErrorKind::Undefined);
    }
}
