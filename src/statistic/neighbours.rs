//! Who stands beside whom in a row.

use crate::model::{Pattern, Value};
use crate::statistic::counting::as_pattern;
use crate::statistic::fold::{Automaton, Labels, Scan, views_by_value};
use crate::statistic::{Function, Kind, Role};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&ALTERNATES, &APART, &ADJACENT];

/// `alternates(X)`.
pub static ALTERNATES: Function = Function {
    name: "alternates",
    signature: "alternates(X)",
    help: "no two neighbours are equal",
    example: ("P(alternates(arrange(\"BBBGGG\")))", "1/10"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Truth,
    sample: Some(0),
    value: |arguments| Ok(Value::Truth(neighbours(&arguments[0]).all(|(a, b)| a != b))),
    fold: None,
    scan: Some(|_, labels| {
        let (views, _) = views_by_value(&labels.labels);
        let forbidden = |before: u32, view: u32| before == view;
        Ok(Some(Automaton { views, run: Box::new(Pairs { met: forbidden, value_when_met: false }) }))
    }),
    role: Role::Plain,
};

/// `apart(pattern, X)`.
pub static APART: Function = Function {
    name: "apart",
    signature: "apart(pattern, X)",
    help: "no two matching elements are neighbours",
    example: ("P(apart(S, arrange(\"MISSISSIPPI\")))", "7/33"),
    parameters: &[Kind::Pattern, Kind::Sample],
    arity: (2, 2),
    result: Kind::Truth,
    sample: Some(1),
    value: |arguments| {
        let pattern = as_pattern(&arguments[0])?;
        let both = |(a, b): (&Value, &Value)| pattern.matches(a) && pattern.matches(b);
        Ok(Value::Truth(!neighbours(&arguments[1]).any(both)))
    },
    fold: None,
    scan: Some(|arguments, labels| {
        let views = matching(&[as_pattern(&arguments[0])?], labels);
        let forbidden = |before: u32, view: u32| before & view == 1;
        Ok(Some(Automaton { views, run: Box::new(Pairs { met: forbidden, value_when_met: false }) }))
    }),
    role: Role::Plain,
};

/// `adjacent(a, b, X)`.
pub static ADJACENT: Function = Function {
    name: "adjacent",
    signature: "adjacent(a, b, X)",
    help: "somewhere an a and a b are neighbours, in either order",
    example: ("P(adjacent(A, B, arrange(\"ABCDE\")))", "2/5"),
    parameters: &[Kind::Pattern, Kind::Pattern, Kind::Sample],
    arity: (3, 3),
    result: Kind::Truth,
    sample: Some(2),
    value: |arguments| {
        let (a, b) = (as_pattern(&arguments[0])?, as_pattern(&arguments[1])?);
        let side_by_side =
            |(x, y): (&Value, &Value)| (a.matches(x) && b.matches(y)) || (b.matches(x) && a.matches(y));
        Ok(Value::Truth(neighbours(&arguments[2]).any(side_by_side)))
    },
    fold: None,
    scan: Some(|arguments, labels| {
        let views = matching(&[as_pattern(&arguments[0])?, as_pattern(&arguments[1])?], labels);
        // A view has bit 0 for an a, bit 1 for a b: they meet when one side has the one and the other the other.
        let met =
            |before: u32, view: u32| (before & 1 == 1 && view & 2 == 2) || (before & 2 == 2 && view & 1 == 1);
        Ok(Some(Automaton { views, run: Box::new(Pairs { met, value_when_met: true }) }))
    }),
    role: Role::Plain,
};

/// The elements side by side, from the left.
fn neighbours(sample: &Value) -> impl Iterator<Item = (&Value, &Value)> {
    sample.elements().iter().zip(sample.elements().iter().skip(1))
}

/// For each label, a bit for each pattern that it matches.
fn matching(patterns: &[Pattern], labels: &Labels) -> Vec<u32> {
    let bits =
        |label| patterns.iter().rev().fold(0, |bits, pattern| bits << 1 | u32::from(pattern.matches(label)));
    labels.labels.iter().map(bits).collect()
}

/// Watches for two neighbours that meet a condition. The state is one more than the last view, or [`MET`].
struct Pairs {
    met: fn(u32, u32) -> bool,
    value_when_met: bool,
}

const MET: i64 = -1;

impl Scan for Pairs {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        if state[0] == MET {
            return;
        }
        let before = u32::try_from(state[0] - 1).ok();
        let met = before.is_some_and(|before| (self.met)(before, view));
        state[0] = if met { MET } else { i64::from(view) + 1 };
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Truth((state[0] == MET) == self.value_when_met)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::agreement::{Check, letters, words};

    #[test]
    fn scans_agree_with_definitions() {
        let labels = words(["a", "b", "c"]);
        let [a, b, _] = labels.clone();
        let (nothing, either) = (Value::row([]), Value::set([a.clone(), b.clone()]));
        let checks = [
            Check::of(&ALTERNATES),
            Check::with(&APART, &[a.clone(), nothing.clone()]),
            Check::with(&APART, &[either.clone(), nothing.clone()]),
            Check::with(&ADJACENT, &[a.clone(), b.clone(), nothing.clone()]),
            Check::with(&ADJACENT, &[a.clone(), a, nothing.clone()]),
            Check::with(&ADJACENT, &[either, b, nothing]),
        ];
        for check in checks {
            check.exhaustively(&labels, 5).at_random(letters(), 6);
        }
    }

    #[test]
    fn one_element_is_not_its_own_neighbour() {
        let [a, b, c] = words(["a", "b", "c"]);
        let row = Value::row([a.clone(), c, b.clone()]);
        Check::of(&ADJACENT)
            .definition([a.clone(), a.clone(), row.clone()], &Value::Truth(false))
            .definition([a.clone(), b, row], &Value::Truth(false))
            .definition([a.clone(), a.clone(), Value::row([a.clone(), a])], &Value::Truth(true));
    }
}
