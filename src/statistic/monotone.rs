//! Whether a sample goes up, and how often it goes down.

use crate::model::Value;
use crate::statistic::fold::{Automaton, Labels, Scan, views_by_value};
use crate::statistic::{Function, Kind, Role};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&INCREASING, &NONDECREASING, &DESCENTS];

/// `increasing(X)`.
pub static INCREASING: Function = Function {
    name: "increasing",
    signature: "increasing(X)",
    help: "every element is greater than the one before it",
    example: ("P(increasing(3d6))", "5/54"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Truth,
    sample: Some(0),
    value: |arguments| Ok(Value::Truth(arguments[0].elements().is_sorted_by(|a, b| a < b))),
    fold: None,
    scan: Some(|_, labels| Ok(Some(upward(labels, true)))),
    role: Role::Plain,
};

/// `nondecreasing(X)`.
pub static NONDECREASING: Function = Function {
    name: "nondecreasing",
    signature: "nondecreasing(X)",
    help: "no element is less than the one before it",
    example: ("P(nondecreasing(3d6))", "7/27"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Truth,
    sample: Some(0),
    value: |arguments| Ok(Value::Truth(arguments[0].elements().is_sorted_by(|a, b| a <= b))),
    fold: None,
    scan: Some(|_, labels| Ok(Some(upward(labels, false)))),
    role: Role::Plain,
};

/// `descents(X)`.
pub static DESCENTS: Function = Function {
    name: "descents",
    signature: "descents(X)",
    help: "how many elements are less than the one before them",
    example: ("X ~ arrange(1..6); N(descents(X) = 2)", "302"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| {
        let descents = arguments[0].elements().windows(2).filter(|pair| pair[1] < pair[0]).count();
        Ok(Value::Int(i64::try_from(descents).unwrap_or(i64::MAX)))
    },
    fold: None,
    scan: Some(|_, labels| {
        let (views, _) = views_by_value(&labels.labels);
        Ok(Some(Automaton { views, run: Box::new(Descents { cap: i64::MAX }) }))
    }),
    role: Role::Plain,
};

fn upward(labels: &Labels, strictly: bool) -> Automaton<dyn Scan> {
    let (views, _) = views_by_value(&labels.labels);
    Automaton { views, run: Box::new(Upward { strictly }) }
}

/// The state is the least view that may come next, or that it has gone down.
struct Upward {
    strictly: bool,
}

const WENT_DOWN: i64 = -1;

impl Scan for Upward {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        let view = i64::from(view);
        let goes_on = state[0] != WENT_DOWN && view >= state[0];
        state[0] = if goes_on { view + i64::from(self.strictly) } else { WENT_DOWN };
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Truth(state[0] != WENT_DOWN)
    }
}

/// The state: the last view (0 before the first element, from which nothing descends), and the descents so far.
struct Descents {
    cap: i64,
}

impl Scan for Descents {
    fn start(&self) -> Vec<i64> {
        vec![0, 0]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        if state[1] >= self.cap {
            return;
        }
        let view = i64::from(view);
        state[1] += i64::from(view < state[0]);
        state[0] = if state[1] >= self.cap { 0 } else { view };
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Int(state[1])
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Scan>> {
        Some(Box::new(Self { cap: cap.saturating_add(1).clamp(0, self.cap) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::agreement::{Check, cards, numbers};

    #[test]
    fn scans_agree_with_definitions() {
        for function in [&INCREASING, &NONDECREASING, &DESCENTS] {
            Check::of(function)
                .exhaustively(&[3, 1, 2].map(Value::Int), 6)
                .at_random(numbers(), 5)
                .at_random(cards(), 5);
        }
    }

    #[test]
    fn equal_neighbours_go_neither_up_nor_down() {
        let sample = Value::row([1, 2, 2, 5].map(Value::Int));
        Check::of(&INCREASING).definition([sample.clone()], &Value::Truth(false));
        Check::of(&NONDECREASING).definition([sample.clone()], &Value::Truth(true));
        Check::of(&DESCENTS).definition([sample], &Value::Int(0));
        Check::of(&INCREASING).definition([Value::row([])], &Value::Truth(true));
    }
}
