//! Statistics around a table: the twins of those that speak of neighbours in a row.
//!
//! A row around a table begins at one seat that means nothing, so that what is asked may not depend on it. The
//! definition of each twin looks at the row from every seat. [`on`] picks the twin that a space needs, so that a
//! question about a ring is a question about a row asked of the twins; every question picks them when it is made.

mod scan;

use crate::error::{Error, ErrorKind};
use crate::model::{Pattern, Seating, Value};
use crate::statistic::counting::as_pattern;
use crate::statistic::fold::{Automaton, Labels, Scan, views_by_value};
use crate::statistic::{Function, Kind, Role, block, neighbours, streak};
use scan::{Block, Pairs, Runs, Streaks};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] =
    &[&ALTERNATES, &APART, &ADJACENT, &TOGETHER, &LONGEST, &RUNS, &WITHIN, &GROUPED];

/// `alternates(X)` of a ring.
pub static ALTERNATES: Function = Function {
    name: "alternates around",
    help: "no two neighbours around the table are equal",
    example: ("X ~ ring(1..4); P(alternates(X))", "1"),
    value: |arguments| from_every_seat(&neighbours::ALTERNATES, arguments, Seats::All),
    scan: Some(|_, labels| {
        let (views, _) = views_by_value(&labels.labels);
        Ok(Some(pairs(views, labels, |a, b| a == b, false)))
    }),
    ..neighbours::ALTERNATES
};

/// `apart(pattern, X)` of a ring.
pub static APART: Function = Function {
    name: "apart around",
    help: "no two matching elements are neighbours around the table",
    example: ("X ~ ring(1..6); P(apart(even, X))", "1/10"),
    value: |arguments| from_every_seat(&neighbours::APART, arguments, Seats::All),
    scan: Some(|arguments, labels| {
        let views = matching(&[as_pattern(&arguments[0])?], labels);
        Ok(Some(pairs(views, labels, |a, b| a & b == 1, false)))
    }),
    ..neighbours::APART
};

/// `adjacent(a, b, X)` of a ring.
pub static ADJACENT: Function = Function {
    name: "adjacent around",
    help: "somewhere around the table an a and a b are neighbours",
    example: ("X ~ ring(1..5); P(adjacent(1, 2, X))", "1/2"),
    value: |arguments| from_every_seat(&neighbours::ADJACENT, arguments, Seats::Any),
    scan: Some(|arguments, labels| {
        let views = matching(&[as_pattern(&arguments[0])?, as_pattern(&arguments[1])?], labels);
        let met = |a: u32, b: u32| (a & 1 == 1 && b & 2 == 2) || (a & 2 == 2 && b & 1 == 1);
        Ok(Some(pairs(views, labels, met, true)))
    }),
    ..neighbours::ADJACENT
};

/// `together({a, b, c}, X)` of a ring.
pub static TOGETHER: Function = Function {
    name: "together around",
    help: "these are all there, and occupy consecutive seats around the table",
    example: ("X ~ ring(1..6); P(together({1, 2, 3}, X))", "3/10"),
    value: |arguments| from_every_seat(&block::TOGETHER, arguments, Seats::Any),
    scan: Some(|arguments, labels| {
        let members = block::members(&arguments[0])?;
        if members.len() > 62 {
            return Ok(None);
        }
        let (views, masks) = block::masks(&members, labels);
        Ok(Some(Automaton { views, run: Box::new(Block { masks, all: (1 << members.len()) - 1 }) }))
    }),
    ..block::TOGETHER
};

/// `longest(pattern in X)` of a ring.
pub static LONGEST: Function = Function {
    name: "longest around",
    help: "the length of the longest run of matching elements around the table",
    example: ("X ~ ring(1..5); P(longest({1, 2, 3} in X) = 3)", "1/2"),
    value: |arguments| from_every_seat(&streak::LONGEST, arguments, Seats::Most),
    scan: Some(|arguments, labels| {
        let views = matching(&[as_pattern(&arguments[0])?], labels);
        Ok(Some(Automaton { views, run: Box::new(Streaks) }))
    }),
    ..streak::LONGEST
};

/// `runs(X)` of a ring.
pub static RUNS: Function = Function {
    name: "runs around",
    help: "the number of runs of equal neighbours around the table",
    example: ("X ~ ring(\"AAAABB\"); N(runs(X) = 2)", "1"),
    value: |arguments| from_every_seat(&streak::RUNS, arguments, Seats::Least),
    scan: Some(|_, labels| {
        let (views, _) = views_by_value(&labels.labels);
        Ok(Some(Automaton { views, run: Box::new(Runs) }))
    }),
    ..streak::RUNS
};

/// `"ABC" in X` of a ring: clockwise.
pub static WITHIN: Function = Function {
    name: "within around",
    help: "the word occurs around the table, clockwise",
    example: ("X ~ ring(\"ABCDE\"); P(\"ABC\" in X)", "1/12"),
    value: |arguments| from_every_seat(&block::WITHIN, arguments, Seats::Any),
    scan: None,
    ..block::WITHIN
};

/// `together({a, b}, X)` of a split: in the same group. Elements with equal labels all belong to it, as in a row.
pub static GROUPED: Function = Function {
    name: "together in a group",
    signature: "together({a, b}, X)",
    help: "these are all in the same group",
    example: ("X ~ split(1..8, 2, 2, 2, 2); P(together({1, 2}, X))", "1/7"),
    parameters: &[Kind::Pattern, Kind::Sample],
    arity: (2, 2),
    result: Kind::Truth,
    sample: Some(1),
    value: |arguments| {
        let members = block::members(&arguments[0])?;
        let belongs = |element: &&Value| members.iter().any(|member| member.matches(element));
        let groups = || arguments[1].elements().iter().map(Value::elements);
        let in_all: usize = groups().map(|group| group.iter().filter(belongs).count()).sum();
        let all_in = |group: &[Value]| {
            members.iter().all(|member| group.iter().any(|element| member.matches(element)))
                && group.iter().filter(belongs).count() == in_all
        };
        Ok(Value::Truth(groups().any(all_in)))
    },
    fold: None,
    scan: None,
    role: Role::Plain,
};

/// The function that answers for a sample of this seating: the twin of one that speaks of neighbours on a ring, the
/// function itself where the seat at which a row begins does not matter.
///
/// # Errors
/// [`ErrorKind::Unsupported`] for what only a row has: a first place, an order from left to right.
///
/// # Examples
/// ```
/// use prob::model::Seating;
/// use prob::statistic::{around, function};
/// assert_eq!(around::on(function("adjacent", 3).unwrap(), Seating::Ring)?.name, "adjacent around");
/// assert!(around::on(function("before", 3).unwrap(), Seating::Ring).is_err());
/// # Ok::<(), prob::Error>(())
/// ```
pub fn on(function: &'static Function, seating: Seating) -> Result<&'static Function, Error> {
    let Some(what) = seating.name() else { return Ok(function) };
    let twins: &[(&str, &'static Function)] = match seating {
        Seating::Ring => RING,
        // A word reads differently from the other side.
        Seating::Necklace => &RING[1..],
        Seating::Groups => SPLIT,
        Seating::Figure | Seating::Row => &[],
    };
    if let Some((_, twin)) = twins.iter().find(|(name, _)| *name == function.name) {
        return Ok(twin);
    }
    if PLACED.contains(&function.name) {
        let message = match function.name {
            // It is written `"AB" in X`.
            "within" => format!("a word is looked for in a row of places, and {what} has none"),
            name => format!("`{name}` speaks of places in a row, and {what} has none"),
        };
        return Err(Error::new(ErrorKind::Unsupported, message).hint("arrange them in a row: `arrange(U)`"));
    }
    Ok(function)
}

const RING: &[(&str, &Function)] = &[
    ("within", &WITHIN),
    ("alternates", &ALTERNATES),
    ("apart", &APART),
    ("adjacent", &ADJACENT),
    ("together", &TOGETHER),
    ("longest", &LONGEST),
    ("runs", &RUNS),
];

const SPLIT: &[(&str, &Function)] = &[("together", &GROUPED)];

/// Statistics that depend on where a row begins, on its direction, or on neighbours.
const PLACED: &[&str] = &[
    "within",
    "alternates",
    "apart",
    "adjacent",
    "together",
    "longest",
    "runs",
    "first",
    "last",
    "pos",
    "before",
    "seq",
    "reverse",
    "palindrome",
    "increasing",
    "nondecreasing",
    "descents",
    "fixed",
    "cycles",
    "longest_cycle",
];

/// What becomes of the values from every seat.
#[derive(Clone, Copy)]
enum Seats {
    All,
    Any,
    Most,
    Least,
}

/// The definition of every twin: the statistic of the row as it is seen from each seat.
fn from_every_seat(statistic: &Function, arguments: &[Value], seats: Seats) -> Result<Value, Error> {
    let sample = statistic.sample.unwrap_or(0);
    let row = arguments[sample].elements();
    let mut arguments = arguments.to_vec();
    let mut best: Option<Value> = None;
    for start in 0..row.len().max(1) {
        let (before, after) = row.split_at(start.min(row.len()));
        arguments[sample] = Value::row(after.iter().chain(before).cloned());
        let value = statistic.apply(&arguments)?;
        // Truths are ordered, false before true.
        best = Some(match (best, seats) {
            (None, _) => value,
            (Some(best), Seats::All | Seats::Least) => best.min(value),
            (Some(best), Seats::Any | Seats::Most) => best.max(value),
        });
    }
    Ok(best.unwrap_or(Value::Truth(true)))
}

/// For each label, a bit for each pattern that it matches.
fn matching(patterns: &[Pattern], labels: &Labels) -> Vec<u32> {
    let bits =
        |label| patterns.iter().rev().fold(0, |bits, pattern| bits << 1 | u32::from(pattern.matches(label)));
    labels.labels.iter().map(bits).collect()
}

fn pairs(
    views: Vec<u32>,
    labels: &Labels,
    met: fn(u32, u32) -> bool,
    value_when_met: bool,
) -> Automaton<dyn Scan> {
    // Who sits alone has no neighbour, not even the empty chair.
    Automaton { views, run: Box::new(Pairs { met, value_when_met, alone: labels.length < 2 }) }
}

#[cfg(test)]
mod tests;
