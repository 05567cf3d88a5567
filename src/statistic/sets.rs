//! Samples regardless of order: as a set, as a multiset, and what two samples share.

use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::statistic::fold::{Automaton, Fold, Labels, Tally, views_by_value};
use crate::statistic::{Function, Kind, Role};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&SET, &MULTISET, &SIZE, &COMMON];

/// `set(X)`.
pub static SET: Function = Function {
    name: "set",
    signature: "set(X)",
    help: "the set of the sample's labels: neither order nor repetition counts",
    example: ("X ~ 3d6; P(set(X) = {1, 2})", "1/36"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Set,
    sample: Some(0),
    value: |arguments| Ok(Value::set(arguments[0].elements().iter().cloned())),
    fold: Some(|_, labels| Ok(contents(labels, true))),
    scan: Some(|_, labels| Ok(contents(labels, true).and_then(|fold| Tally::of(fold, 1)))),
    role: Role::Plain,
};

/// `multiset(X)`.
pub static MULTISET: Function = Function {
    name: "multiset",
    signature: "multiset(X)",
    help: "the sample regardless of order: its elements, sorted, each as often as it occurs",
    example: ("X ~ coins(3); P(multiset(X) = {heads, heads, tails})", "3/8"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Sample,
    sample: Some(0),
    value: |arguments| {
        let mut elements = arguments[0].elements().to_vec();
        elements.sort();
        Ok(Value::row(elements))
    },
    fold: Some(|_, labels| Ok(contents(labels, false))),
    scan: Some(|_, labels| Ok(contents(labels, false).and_then(|fold| Tally::of(fold, i64::MAX)))),
    role: Role::Plain,
};

/// `size(S)`.
pub static SIZE: Function = Function {
    name: "size",
    signature: "size(S)",
    help: "the number of elements of a set",
    example: ("size(divisors(12))", "6"),
    parameters: &[Kind::Set],
    arity: (1, 1),
    result: Kind::Number,
    sample: None,
    value: |arguments| size(&arguments[0]),
    fold: None,
    scan: None,
    role: Role::Plain,
};

/// `common(X, Y)`: labels are counted once, however often they occur, as a lottery counts matches.
pub static COMMON: Function = Function {
    name: "common",
    signature: "common(X, Y)",
    help: "how many labels occur in both samples, each counted once",
    example: ("X, Y ~ choose 6 from 1..49; P(common(X, Y) = 3)", "8815/499422"),
    parameters: &[Kind::Sample, Kind::Sample],
    arity: (2, 2),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| {
        let (first, second) = (set_of(&arguments[0]), set_of(&arguments[1]));
        let shared = first.elements().iter().filter(|label| second.elements().contains(label)).count();
        Ok(Value::Int(i64::try_from(shared).unwrap_or(i64::MAX)))
    },
    fold: Some(|arguments, labels| Ok(Some(shared(&arguments[1], labels)))),
    scan: Some(|arguments, labels| Ok(Tally::of(shared(&arguments[1], labels), 1))),
    role: Role::Plain,
};

/// The definition of the size of a set; a multiset is a row.
fn size(collection: &Value) -> Result<Value, Error> {
    match collection {
        Value::Set(elements) | Value::Row(elements) => {
            Ok(Value::Int(i64::try_from(elements.len()).unwrap_or(i64::MAX)))
        }
        other => Err(Error::new(ErrorKind::Kind, format!("size needs a set, not {}", other.kind()))
            .hint("the number of elements of a sample is `length(X)`")),
    }
}

fn set_of(sample: &Value) -> Value {
    Value::set(sample.elements().iter().cloned())
}

/// The most labels whose multiplicities are followed at once.
const MOST_LABELS: usize = 64;

fn contents(labels: &Labels, once: bool) -> Option<Automaton<dyn Fold>> {
    let (views, distinct) = views_by_value(&labels.labels);
    let few = distinct.len() <= MOST_LABELS;
    few.then(|| Automaton { views, run: Box::new(Contents { distinct, once }) as Box<dyn Fold> })
}

/// The state is the multiplicity of each label, or only whether it occurs.
struct Contents {
    distinct: Vec<Value>,
    once: bool,
}

impl Fold for Contents {
    fn start(&self) -> Vec<i64> {
        vec![0; self.distinct.len()]
    }

    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        let occurs = &mut state[view as usize];
        *occurs = if self.once { 1 } else { occurs.saturating_add_unsigned(multiplicity) };
    }

    fn value(&self, state: &[i64]) -> Value {
        let repeated = self.distinct.iter().zip(state).flat_map(|(label, &times)| {
            std::iter::repeat_n(label.clone(), usize::try_from(times).unwrap_or(0))
        });
        if self.once { Value::set(repeated) } else { Value::row(repeated) }
    }

    fn is_additive(&self) -> bool {
        true
    }
}

/// With the second sample known: view 0 is every label that it does not have.
fn shared(other: &Value, labels: &Labels) -> Automaton<dyn Fold> {
    let other = set_of(other);
    let views = labels.labels.iter().map(|label| {
        let place = other.elements().binary_search(label).ok();
        place.and_then(|i| u32::try_from(i + 1).ok()).unwrap_or(0)
    });
    Automaton { views: views.collect(), run: Box::new(Shared { cap: i64::MAX }) }
}

/// Counts views above 0, up to a cap.
struct Shared {
    cap: i64,
}

impl Fold for Shared {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], view: u32, _multiplicity: u64) {
        state[0] = (state[0] + i64::from(view > 0)).min(self.cap);
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Int(state[0])
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Fold>> {
        Some(Box::new(Self { cap: cap.saturating_add(1).clamp(0, self.cap) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::agreement::{Check, letters, numbers, words};

    #[test]
    fn folds_agree_with_definitions() {
        let labels = words(["a", "b", "c", "d"]);
        for function in [&SET, &MULTISET] {
            Check::of(function).exhaustively(&labels, 5).at_random(letters(), 8).at_random(numbers(), 8);
        }
        let other = Value::row(words(["b", "e", "b", "d"]));
        Check::with(&COMMON, &[Value::row([]), other]).exhaustively(&labels, 5).at_random(letters(), 8);
    }

    #[test]
    fn repeated_labels_are_shared_once() {
        let [a, b] = words(["a", "b"]);
        let (x, y) = (Value::row([a.clone(), a.clone(), b.clone()]), Value::row([a.clone(), a]));
        Check::of(&COMMON).definition([x.clone(), y], &Value::Int(1));
        Check::of(&MULTISET).definition([x.clone()], &x);
        Check::of(&SIZE).definition([Value::set(x.elements().to_vec())], &Value::Int(2));
        assert!(SIZE.apply(&[b]).unwrap_err().fix().is_some());
    }
}
