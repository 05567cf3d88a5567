//! Streaks along a sample: the longest run of matching elements, and the number of runs of equal ones.

use crate::error::Error;
use crate::model::Value;
use crate::statistic::counting::as_pattern;
use crate::statistic::fold::{Automaton, Labels, Scan, views_by_value};
use crate::statistic::{Function, Kind, Role};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&LONGEST, &RUNS];

/// `longest(pattern in X)`.
pub static LONGEST: Function = Function {
    name: "longest",
    signature: "longest(pattern in X)",
    help: "the length of the longest run of matching elements",
    example: ("P(longest(heads in coins(5)) >= 3)", "1/4"),
    parameters: &[Kind::Pattern, Kind::Sample],
    arity: (2, 2),
    result: Kind::Number,
    sample: Some(1),
    value: |arguments| longest(&arguments[0], &arguments[1]),
    fold: None,
    scan: Some(|arguments, labels| Ok(Some(streaks(arguments, labels)?))),
    role: Role::Plain,
};

/// `runs(X)`.
pub static RUNS: Function = Function {
    name: "runs",
    signature: "runs(X)",
    help: "the number of runs: stretches of equal neighbours, as long as they go",
    example: ("P(runs(coins(5)) = 3)", "3/8"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| {
        let runs = arguments[0].elements().chunk_by(|a, b| a == b).count();
        Ok(Value::Int(i64::try_from(runs).unwrap_or(i64::MAX)))
    },
    fold: None,
    scan: Some(|_, labels| {
        let (views, _) = views_by_value(&labels.labels);
        Ok(Some(Automaton { views, run: Box::new(Runs { cap: i64::MAX }) }))
    }),
    role: Role::Plain,
};

/// The definition: count up while elements match, start again when one does not, and remember the best.
fn longest(pattern: &Value, sample: &Value) -> Result<Value, Error> {
    let pattern = as_pattern(pattern)?;
    let (mut here, mut best) = (0, 0);
    for element in sample.elements() {
        here = if pattern.matches(element) { here + 1 } else { 0 };
        best = best.max(here);
    }
    Ok(Value::Int(best))
}

fn streaks(arguments: &[Value], labels: &Labels) -> Result<Automaton<dyn Scan>, Error> {
    let pattern = as_pattern(&arguments[0])?;
    let views = labels.labels.iter().map(|label| u32::from(pattern.matches(label))).collect();
    Ok(Automaton { views, run: Box::new(Streaks { cap: i64::MAX }) })
}

/// The state: the length of the streak that ends here, and the best so far.
struct Streaks {
    cap: i64,
}

impl Scan for Streaks {
    fn start(&self) -> Vec<i64> {
        vec![0, 0]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        if state[1] >= self.cap {
            return;
        }
        state[0] = if view == 1 { state[0] + 1 } else { 0 };
        state[1] = state[1].max(state[0]);
        if state[1] >= self.cap {
            state[0] = 0;
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Int(state[1])
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Scan>> {
        Some(Box::new(Self { cap: cap.saturating_add(1).clamp(0, self.cap) }))
    }
}

/// The state: one more than the last view, and the number of runs so far.
struct Runs {
    cap: i64,
}

impl Scan for Runs {
    fn start(&self) -> Vec<i64> {
        vec![0, 0]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        if state[1] >= self.cap {
            return;
        }
        let last = i64::from(view) + 1;
        state[1] += i64::from(state[0] != last);
        state[0] = if state[1] >= self.cap { 0 } else { last };
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
    use crate::statistic::agreement::{Check, letters, numbers, words};

    #[test]
    fn scans_agree_with_definitions() {
        let labels = words(["a", "b", "c"]);
        Check::of(&RUNS).exhaustively(&labels, 5).at_random(letters(), 9).at_random(numbers(), 9);
        Check::with(&LONGEST, &[labels[0].clone(), Value::row([])])
            .exhaustively(&labels, 6)
            .at_random(letters(), 12);
    }

    #[test]
    fn runs_end_where_the_label_changes() {
        let sample = Value::row(words(["a", "a", "b", "a", "a", "a"]));
        Check::of(&RUNS)
            .definition([sample.clone()], &Value::Int(3))
            .definition([Value::row([])], &Value::Int(0));
        Check::of(&LONGEST).definition(["a".into(), sample], &Value::Int(3));
    }
}
