//! How many elements match a pattern.

use crate::error::{Error, ErrorKind};
use crate::model::{Pattern, Value};
use crate::statistic::fold::{Automaton, Fold, Labels, OneByOne, Scan};
use crate::statistic::{Function, Kind, Role};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&COUNT, &CONTAINS];

/// `count(pattern in X)`: how many elements match.
pub static COUNT: Function = Function {
    name: "count",
    signature: "count(pattern in X)",
    help: "how many elements of the sample match the pattern",
    example: ("P(count(6 in 4d6) = 2)", "25/216"),
    parameters: &[Kind::Pattern, Kind::Sample],
    arity: (2, 2),
    result: Kind::Number,
    sample: Some(1),
    value: |arguments| Ok(Value::Int(matching(&arguments[0], &arguments[1])?)),
    fold: Some(|arguments, labels| Ok(Some(matches(arguments, labels, false)?))),
    scan: Some(|arguments, labels| Ok(Some(along(matches(arguments, labels, false)?)))),
    role: Role::Plain,
};

/// `pattern in X`: at least one element matches.
pub static CONTAINS: Function = Function {
    name: "contains",
    signature: "pattern in X",
    help: "at least one element of the sample matches the pattern",
    example: ("P(6 in 4d6)", "671/1296"),
    parameters: &[Kind::Pattern, Kind::Sample],
    arity: (2, 2),
    result: Kind::Truth,
    sample: Some(1),
    value: |arguments| Ok(Value::Truth(matching(&arguments[0], &arguments[1])? > 0)),
    fold: Some(|arguments, labels| Ok(Some(matches(arguments, labels, true)?))),
    scan: Some(|arguments, labels| Ok(Some(along(matches(arguments, labels, true)?)))),
    role: Role::Plain,
};

/// The definition of both.
fn matching(pattern: &Value, sample: &Value) -> Result<i64, Error> {
    let pattern = as_pattern(pattern)?;
    let mut count = 0;
    for element in sample.elements() {
        if pattern.matches(element) {
            count += 1;
        }
    }
    Ok(count)
}

/// The pattern that an argument is; a plain value is the pattern of being equal to it.
///
/// # Errors
/// Never for values; the result type leaves room for patterns that cannot be read.
pub fn as_pattern(value: &Value) -> Result<Pattern, Error> {
    match value {
        Value::Pattern(pattern) => Ok(pattern.as_ref().clone()),
        Value::Set(values) => Ok(Pattern::Or(values.iter().cloned().map(Pattern::Is).collect())),
        Value::Row(_) => Err(Error::new(ErrorKind::Kind, "a pattern is needed here, not a sample")),
        value => Ok(Pattern::Is(value.clone())),
    }
}

/// Sees of each element whether it matches.
fn matches(arguments: &[Value], labels: &Labels, decide: bool) -> Result<Automaton<dyn Fold>, Error> {
    let pattern = as_pattern(&arguments[0])?;
    let views = labels.labels.iter().map(|label| u32::from(pattern.matches(label))).collect();
    Ok(Automaton { views, run: Box::new(Matches { cap: if decide { 1 } else { i64::MAX }, decide }) })
}

fn along(automaton: Automaton<dyn Fold>) -> Automaton<dyn Scan> {
    Automaton { views: automaton.views, run: Box::new(OneByOne(automaton.run)) }
}

/// Counts elements with view 1, up to a cap.
struct Matches {
    cap: i64,
    decide: bool,
}

impl Fold for Matches {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        if view == 1 {
            state[0] = state[0].saturating_add_unsigned(multiplicity).min(self.cap);
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        if self.decide { Value::Truth(state[0] > 0) } else { Value::Int(state[0]) }
    }

    fn ignores(&self, view: u32) -> bool {
        view != 1
    }

    fn is_additive(&self) -> bool {
        true
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Fold>> {
        let cap = cap.saturating_add(1).clamp(0, self.cap);
        Some(Box::new(Matches { cap, decide: self.decide }))
    }
}
