//! The shape of a sample as a multiset: how many labels it has, and how often each occurs.

use crate::model::Value;
use crate::statistic::fold::{Automaton, Fold, Labels, Tally, views_by_value};
use crate::statistic::{Function, Kind, Role, arithmetic};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&DISTINCT, &MAXCOUNT, &PAIRS, &SHAPE, &GROUPS, &COUNTS];

/// `distinct(X)`.
pub static DISTINCT: Function = Function {
    name: "distinct",
    signature: "distinct(X)",
    help: "how many different labels the sample has",
    example: ("P(distinct(5d6) = 5)", "5/54"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| Ok(count(multiplicities(&arguments[0]).len())),
    fold: Some(|_, labels| Ok(Some(tally(labels, Tallied::Distinct)))),
    scan: Some(|_, labels| Ok(Tally::of(tally(labels, Tallied::Distinct), 1))),
    role: Role::Plain,
};

/// `maxcount(X)`.
pub static MAXCOUNT: Function = Function {
    name: "maxcount",
    signature: "maxcount(X)",
    help: "how often the most frequent label of the sample occurs: the largest matching set",
    example: ("P(maxcount(5d6) >= 3)", "23/108"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| {
        Ok(Value::Int(multiplicities(&arguments[0]).first().map_or(0, |largest| largest.cast_signed())))
    },
    fold: Some(|_, labels| Ok(Some(tally(labels, Tallied::Largest)))),
    scan: Some(|_, labels| Ok(Tally::of_largest(tally(labels, Tallied::Largest)))),
    role: Role::Plain,
};

/// `pairs(X)`.
pub static PAIRS: Function = Function {
    name: "pairs",
    signature: "pairs(X)",
    help: "how many labels occur exactly twice in the sample",
    example: ("P(pairs(5d6) = 2)", "25/108"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| Ok(count(multiplicities(&arguments[0]).iter().filter(|&&m| m == 2).count())),
    fold: Some(|_, labels| Ok(Some(tally(labels, Tallied::Pairs)))),
    scan: Some(|_, labels| Ok(Tally::of(tally(labels, Tallied::Pairs), 3))),
    role: Role::Plain,
};

/// `shape(X)`.
pub static SHAPE: Function = Function {
    name: "shape",
    signature: "shape(X)",
    help: "how often the labels of the sample occur, largest first, such as \"3+1+1\"",
    example: ("P(shape(5d6) = \"3+2\")", "25/648"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Any,
    sample: Some(0),
    value: |arguments| Ok(Value::Shape(multiplicities(&arguments[0]).into())),
    fold: Some(|_, labels| Ok(groups(labels, u64::MAX, shape))),
    scan: Some(|_, labels| Ok(groups(labels, u64::MAX, shape).and_then(|fold| Tally::of(fold, i64::MAX)))),
    role: Role::Plain,
};

/// `groups(k, X)`: what `shape(X) = "3+2+..."` looks at, with k = 2.
pub static GROUPS: Function = Function {
    name: "groups",
    signature: "groups(k, X)",
    help: "how often the k most frequent labels of the sample occur, largest first, such as \"3+2\"",
    example: ("P(groups(2, 7d6) = \"3+2\")", "1225/3888"),
    parameters: &[Kind::Number, Kind::Sample],
    arity: (2, 2),
    result: Kind::Any,
    sample: Some(1),
    value: |arguments| {
        let most = arithmetic::natural("the number of groups", &arguments[0])?;
        let mut groups = multiplicities(&arguments[1]);
        groups.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(Value::Shape(groups.into()))
    },
    fold: Some(|arguments, labels| {
        Ok(groups(labels, arithmetic::natural("the number of groups", &arguments[0])?, shape))
    }),
    scan: Some(|arguments, labels| {
        let most = arithmetic::natural("the number of groups", &arguments[0])?;
        Ok(groups(labels, most, shape).and_then(|fold| Tally::of(fold, i64::MAX)))
    }),
    role: Role::Plain,
};

/// `counts(X)`. In the language a place after the last, `counts(X)[3]` of two groups, is that of an empty group: 0.
pub static COUNTS: Function = Function {
    name: "counts",
    signature: "counts(X)",
    help: "how often the labels of the sample occur, as a row, largest first",
    example: ("P(counts(5d6)[1] = 3)", "125/648"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Sample,
    sample: Some(0),
    value: |arguments| {
        Ok(Value::row(multiplicities(&arguments[0]).into_iter().map(|m| Value::Int(m.cast_signed()))))
    },
    fold: Some(|_, labels| Ok(groups(labels, u64::MAX, row))),
    scan: Some(|_, labels| Ok(groups(labels, u64::MAX, row).and_then(|fold| Tally::of(fold, i64::MAX)))),
    role: Role::Plain,
};

/// The definition of all of them: how often each label occurs, largest first.
fn multiplicities(sample: &Value) -> Vec<u64> {
    let mut elements: Vec<&Value> = sample.elements().iter().collect();
    elements.sort();
    let mut multiplicities: Vec<u64> =
        elements.chunk_by(|a, b| a == b).map(|equal| equal.len() as u64).collect();
    multiplicities.sort_by(|a, b| b.cmp(a));
    multiplicities
}

fn count(n: usize) -> Value {
    Value::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The statistics of multiplicities that are one number.
#[derive(Clone, Copy)]
enum Tallied {
    Distinct,
    Largest,
    Pairs,
}

fn tally(labels: &Labels, what: Tallied) -> Automaton<dyn Fold> {
    let (views, _) = views_by_value(&labels.labels);
    Automaton { views, run: Box::new(Number { what, cap: i64::MAX }) }
}

/// One number that only grows, up to a cap.
struct Number {
    what: Tallied,
    cap: i64,
}

impl Fold for Number {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], _view: u32, multiplicity: u64) {
        let grown = match self.what {
            Tallied::Distinct => state[0] + 1,
            Tallied::Largest => state[0].max(i64::try_from(multiplicity).unwrap_or(i64::MAX)),
            Tallied::Pairs => state[0] + i64::from(multiplicity == 2),
        };
        state[0] = grown.min(self.cap);
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Int(state[0])
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Fold>> {
        Some(Box::new(Self { what: self.what, cap: cap.saturating_add(1).clamp(0, self.cap) }))
    }
}

fn shape(groups: &[i64]) -> Value {
    Value::Shape(groups.iter().map(|m| m.unsigned_abs()).collect())
}

fn row(groups: &[i64]) -> Value {
    Value::row(groups.iter().map(|&m| Value::Int(m)))
}

/// The most groups that are followed: beyond, there would be more shapes than any budget affords.
const MOST_GROUPS: u64 = 64;

/// The sizes of the largest groups, at most so many, as a fold. Nothing when they are too many.
fn groups(labels: &Labels, most: u64, show: fn(&[i64]) -> Value) -> Option<Automaton<dyn Fold>> {
    let (views, distinct) = views_by_value(&labels.labels);
    let slots = most.min(labels.length).min(distinct.len() as u64);
    let slots = usize::try_from(slots).ok().filter(|_| slots <= MOST_GROUPS)?;
    Some(Automaton { views, run: Box::new(Groups { slots, show }) })
}

/// Keeps the sizes of the largest groups, largest first, in a fixed number of slots.
struct Groups {
    slots: usize,
    show: fn(&[i64]) -> Value,
}

impl Fold for Groups {
    fn start(&self) -> Vec<i64> {
        vec![0; self.slots]
    }

    fn step(&self, state: &mut [i64], _view: u32, multiplicity: u64) {
        let size = i64::try_from(multiplicity).unwrap_or(i64::MAX);
        let place = state.partition_point(|&group| group >= size);
        if let Some(smaller) = state.get_mut(place..).filter(|smaller| !smaller.is_empty()) {
            smaller.rotate_right(1);
            smaller[0] = size;
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        let used = state.partition_point(|&group| group > 0);
        (self.show)(&state[..used])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::agreement::{Check, cards, letters, numbers, words};

    #[test]
    fn folds_agree_with_definitions() {
        for function in [&DISTINCT, &MAXCOUNT, &PAIRS, &SHAPE, &COUNTS] {
            Check::of(function)
                .exhaustively(&words(["a", "b", "c", "d"]), 5)
                .at_random(letters(), 9)
                .at_random(numbers(), 9)
                .at_random(cards(), 9);
        }
        for k in 0..4 {
            Check::with(&GROUPS, &[Value::Int(k), Value::row([])])
                .exhaustively(&words(["a", "b", "c", "d"]), 5)
                .at_random(letters(), 9);
        }
    }

    #[test]
    fn the_largest_group_comes_first() {
        let sample = Value::row(words(["b", "a", "b", "c", "a", "b"]));
        Check::of(&SHAPE).definition([sample.clone()], &Value::Shape([3, 2, 1].into()));
        Check::of(&COUNTS).definition([sample.clone()], &Value::row([3, 2, 1].map(Value::Int)));
        Check::of(&GROUPS).definition([Value::Int(2), sample.clone()], &Value::Shape([3, 2].into()));
        Check::of(&PAIRS).definition([sample.clone()], &Value::Int(1));
        Check::of(&MAXCOUNT)
            .definition([sample], &Value::Int(3))
            .definition([Value::row([])], &Value::Int(0));
        Check::of(&DISTINCT).definition([Value::Int(7)], &Value::Int(1));
    }
}
