//! One outcome that was counted in several orders, or two that were counted as one.

use super::sight::{self, alone, holds, told, told_apart};
use crate::explain::{Remark, Shown};
use crate::judge::case::Case;
use crate::model::outcomes::each_outcome;
use crate::model::{Space, Value};
use crate::number;
use crate::question::{Expr, Node};
use num_rational::BigRational;
use num_traits::ToPrimitive;

/// Two ways to write an outcome, and how many there are; or two outcomes.
pub(super) fn witness(case: &Case<'_>, says: &Remark, wrong: &BigRational) -> Option<Shown> {
    let orders = |count: &u64| number::factorial(*count).to_u64();
    match says {
        Remark::Ordered { count, .. } => in_orders(case, *count, orders(count)?),
        Remark::Unordered { .. } => taken_for_one(case),
        Remark::OrdersMore { count } => {
            let times = orders(count)?;
            groups_exchanged(case, times)
                .or_else(|| places_exchanged(case, *count, times))
                .or_else(|| values_exchanged(case, *count, times))
        }
        Remark::OrdersLess { count } => taken_for_one_of(case, *count),
        Remark::PlacesForgotten => other_order(case),
        Remark::GroupsUnnamed => groups_taken_for_one(case),
        Remark::ReflectionsAlike => reflected(case),
        Remark::FilledFreely => filled_freely(case),
        Remark::RowsForMultisets => rows_of_a_multiset(case),
        Remark::BaseAndExponent => {
            let outcome = favourable(case, &|outcome| outcome.elements().len() > 1)?;
            Some(Shown::NeverCounted { outcome: told(&outcome) })
        }
        _ => {
            let times = (wrong / case.truth).to_integer().to_u64().filter(|times| *times > 1);
            told_apart_wrongly(case, says, times)
        }
    }
}

/// The first favourable outcome.
fn favourable(case: &Case<'_>, is: &dyn Fn(&Value) -> bool) -> Option<Value> {
    let (index, space) = case.question.only_space()?;
    let counts = |outcome: &Value| case.event().is_none_or(|event| holds(event, &alone(index, outcome)));
    sight::first_in(space, &|outcome| counts(outcome) && is(outcome))
}

fn joined(names: &[String]) -> String {
    names.join(" ")
}

/// The same with two elements exchanged.
fn swapped(names: &[String], a: usize, b: usize) -> String {
    let mut other = names.to_vec();
    other.swap(a, b);
    joined(&other)
}

/// An outcome without order, in two of its orders.
fn in_orders(case: &Case<'_>, count: u64, times: u64) -> Option<Shown> {
    let outcome = favourable(case, &|outcome| outcome.elements().len() as u64 == count)?;
    let names = told_apart(outcome.elements());
    let last = names.len().checked_sub(1)?;
    let ways = vec![joined(&names), swapped(&names, last.checked_sub(1)?, last)];
    Some(Shown::CountedTwice { outcome: joined(&names), times, ways })
}

/// Two orders of the same elements, where order counts.
fn taken_for_one(case: &Case<'_>) -> Option<Shown> {
    let outcome = favourable(case, &|outcome| outcome.elements().len() > 1)?;
    let names = told_apart(outcome.elements());
    let last = names.len() - 1;
    Some(Shown::CountedOnce { first: joined(&names), second: swapped(&names, last - 1, last) })
}

/// Two favourable outcomes that differ in the order of so many things alone: of those that the event names, of the
/// different values, or of all.
fn taken_for_one_of(case: &Case<'_>, count: u64) -> Option<Shown> {
    let (index, space) = case.question.only_space()?;
    if let Space::Deal(..) = space.as_ref() {
        return groups_taken_for_one(case);
    }
    let named = |value: &Value| case.event().is_some_and(|event| is_named(event, value));
    let things = |row: &[Value]| -> Option<Vec<Value>> {
        let mut different: Vec<Value> = row.to_vec();
        different.sort();
        different.dedup();
        let of_event: Vec<Value> = different.iter().filter(|value| named(value)).cloned().collect();
        [of_event, different].into_iter().find(|things| things.len() as u64 == count)
    };
    let exchanged = |outcome: &Value| -> Option<Value> {
        let things = things(outcome.elements())?;
        let other = exchange(outcome.elements(), &things[0], &things[1]);
        let counts = case.event().is_none_or(|event| holds(event, &alone(index, &other)));
        (counts && other != *outcome && sight::can_be(space, &other)).then_some(other)
    };
    let has_none = |outcome: &Value| things(outcome.elements()).is_none();
    if matches!(space.as_ref(), Space::Trials(_)) && favourable(case, &has_none).is_some() {
        return None;
    }
    let outcome = favourable(case, &|outcome| exchanged(outcome).is_some())?;
    let second = told(&exchanged(&outcome)?);
    Some(Shown::CountedOnce { first: told(&outcome), second })
}

/// The same row with two values exchanged wherever they stand.
fn exchange(row: &[Value], a: &Value, b: &Value) -> Value {
    Value::row(row.iter().map(|value| match value {
        value if value == a => b.clone(),
        value if value == b => a.clone(),
        other => other.clone(),
    }))
}

/// Whether an event names an element, in a set or by a pattern.
fn is_named(event: &Expr, element: &Value) -> bool {
    let here = match event.node() {
        Node::Value(Value::Set(values)) => values.contains(element),
        Node::Value(Value::Pattern(pattern)) => pattern.matches(element),
        _ => false,
    };
    here || event.node().children().any(|part| is_named(part, element))
}

/// An outcome in which so many values come equally often, each value with its places: the values in two orders.
fn values_exchanged(case: &Case<'_>, count: u64, times: u64) -> Option<Shown> {
    matches!(case.question.only_space()?.1.as_ref(), Space::Trials(_)).then_some(())?;
    let groups = |row: &[Value]| -> Option<Vec<Value>> {
        let mut different: Vec<Value> = row.to_vec();
        different.sort();
        different.dedup();
        let often = |value: &Value| row.iter().filter(|other| *other == value).count();
        let alike = |value: &&Value| different.iter().filter(|other| often(other) == often(value)).count();
        let alike: Vec<Value> =
            different.iter().filter(|value| alike(value) as u64 == count).cloned().collect();
        (alike.len() as u64 == count).then_some(alike)
    };
    // The orders are too many only if every outcome has them.
    if favourable(case, &|outcome| groups(outcome.elements()).is_none()).is_some() {
        return None;
    }
    let outcome = favourable(case, &|_| true)?;
    let mut values = groups(outcome.elements())?;
    let places = |value: &Value| {
        let here = outcome.elements().iter().enumerate().filter(|(_, other)| *other == value);
        here.map(|(i, _)| (i + 1).to_string()).collect::<Vec<_>>().join(" ")
    };
    let way = |values: &[Value]| {
        values.iter().map(|value| format!("{value} → {}", places(value))).collect::<Vec<_>>().join(" | ")
    };
    let first = way(&values);
    values.swap(0, 1);
    Some(Shown::CountedTwice { outcome: told(&outcome), times, ways: vec![first, way(&values)] })
}

/// The second order of a favourable outcome's elements, where only one was counted.
fn other_order(case: &Case<'_>) -> Option<Shown> {
    let (index, _) = case.question.only_space()?;
    let outcome = favourable(case, &|_| true)?;
    let row = outcome.elements();
    let last = (1..row.len()).rev().find(|i| row[*i] != row[*i - 1] || row[*i] != row[0])?;
    let other =
        (0..last).rev().find(|i| row[*i] != row[last] && is_other_kind(case, &row[*i], &row[last]))?;
    let mut second = row.to_vec();
    second.swap(other, last);
    let second = Value::row(second);
    holds(case.event()?, &alone(index, &second)).then(|| Shown::NeverCounted { outcome: told(&second) })
}

/// Whether one of two elements matches what the event counts, and the other does not.
fn is_other_kind(case: &Case<'_>, a: &Value, b: &Value) -> bool {
    let Some(Node::Compare(_, number, _)) = case.event().map(Expr::node) else { return true };
    let Some((index, _)) = case.question.only_space() else { return true };
    let of = |element: &Value| sight::value(number, &alone(index, &Value::row([element.clone()])));
    of(a) != of(b)
}

/// Equal letters, turns, reflections or groups that were told apart.
fn told_apart_wrongly(case: &Case<'_>, says: &Remark, times: Option<u64>) -> Option<Shown> {
    let times = times?;
    match says {
        Remark::AlikeToldApart => letters(case, times),
        Remark::TurnsToldApart | Remark::ReflectionsToldApart => around(case, says, times),
        Remark::GroupsNamed => groups_exchanged(case, times),
        _ => None,
    }
}

/// A word, with two of its equal letters exchanged.
fn letters(case: &Case<'_>, times: u64) -> Option<Shown> {
    let word = favourable(case, &|_| true)?;
    let row = word.elements();
    let orders = |label: &Value| {
        let here = row.iter().filter(|other| *other == label).count() as u64;
        number::factorial(here).to_u64()
    };
    let repeated: Vec<usize> = (0..row.len()).filter(|i| row[..*i].contains(&row[*i])).collect();
    // Where the number of times is that of the orders of one letter, it is this letter.
    let second = repeated.iter().copied().find(|i| orders(&row[*i]) == Some(times));
    let second = second.or_else(|| repeated.first().copied())?;
    let first = row.iter().position(|label| *label == row[second])?;
    let names = told_apart(row);
    Some(Shown::CountedTwice {
        outcome: told(&word),
        times,
        ways: vec![joined(&names), swapped(&names, first, second)],
    })
}

/// A ring begun at the next seat, or gone round the other way.
fn around(case: &Case<'_>, says: &Remark, times: u64) -> Option<Shown> {
    let ring = favourable(case, &|_| true)?;
    let mut other = ring.elements().to_vec();
    match says {
        Remark::ReflectionsToldApart => other.reverse(),
        _ => other.rotate_left(1),
    }
    let ways = vec![told(&ring), told(&Value::row(other))];
    Some(Shown::CountedTwice { outcome: told(&ring), times, ways })
}

/// A ring and its reflection, where the two differ.
fn reflected(case: &Case<'_>) -> Option<Shown> {
    let ring = favourable(case, &|ring| ring.elements().len() > 2)?;
    let mut other = ring.elements().to_vec();
    other[1..].reverse();
    Some(Shown::CountedOnce { first: told(&ring), second: told(&Value::row(other)) })
}

/// A multiset with two different elements, in two of its orders.
fn rows_of_a_multiset(case: &Case<'_>) -> Option<Shown> {
    let found = favourable(case, &|multiset| multiset.elements().first() != multiset.elements().last())?;
    let mut row = found.elements().to_vec();
    let here = |label: &Value| row.iter().filter(|other| *other == label).count() as u64;
    let mut different = row.clone();
    different.dedup();
    let classes: Vec<u64> = different.iter().map(here).collect();
    let times = number::multinomial(&classes)?.to_u64()?;
    let second = (1..row.len()).find(|i| row[*i] != row[0])?;
    row.swap(0, second);
    let ways = vec![told(&found), told(&Value::row(row))];
    Some(Shown::CountedTwice { outcome: told(&found), times, ways })
}

/// The places of so many matches, in two orders.
fn places_exchanged(case: &Case<'_>, count: u64, times: u64) -> Option<Shown> {
    let (index, space) = case.question.only_space()?;
    let Node::Compare(_, number, bound) = case.event()?.node() else { return None };
    let fixed = crate::judge::case::whole(bound.known()?)? == count && space.is_ordered();
    let outcome = fixed.then(|| favourable(case, &|_| true))??;
    let places = super::chosen::matching(number, index, &outcome)?;
    (places.len() as u64 == count && count > 1).then_some(())?;
    let name = case.question.text_of(&Expr::new(Node::Name(index)));
    let told_at = |places: &[usize]| {
        places.iter().map(|place| format!("{name}[{}]", place + 1)).collect::<Vec<_>>().join(" ")
    };
    let mut other = places.clone();
    other.swap(0, 1);
    Some(Shown::CountedTwice {
        outcome: told(&outcome),
        times,
        ways: vec![told_at(&places), told_at(&other)],
    })
}

/// The first element at every place.
fn filled_freely(case: &Case<'_>) -> Option<Shown> {
    let word = favourable(case, &|_| true)?;
    let row = word.elements();
    let all = Value::row(row.iter().map(|_| row[0].clone()));
    Some(Shown::CannotBe { outcome: told(&all) })
}

/// Groups without names, two of the same size exchanged.
fn groups_exchanged(case: &Case<'_>, times: u64) -> Option<Shown> {
    let (_, space) = case.question.only_space()?;
    matches!(space.as_ref(), Space::Split(..) | Space::SplitInto(..)).then_some(())?;
    let ways = groups_in_two_orders(case)?;
    Some(Shown::CountedTwice { outcome: ways[0].clone(), times, ways: ways.into() })
}

fn groups_taken_for_one(case: &Case<'_>) -> Option<Shown> {
    let [first, second] = groups_in_two_orders(case)?;
    Some(Shown::CountedOnce { first, second })
}

/// An outcome of groups with two of the same size, and with these exchanged.
fn groups_in_two_orders(case: &Case<'_>) -> Option<[String; 2]> {
    let (_, space) = case.question.only_space()?;
    let mut found = None;
    each_outcome(space, &mut |outcome, _| {
        found = Some(outcome);
        false
    });
    let groups: Vec<Value> = found?.elements().to_vec();
    let size = |i: usize| groups[i].elements().len();
    let second = (1..groups.len()).find(|i| size(*i) == size(i - 1))?;
    let text = |groups: &[Value]| groups.iter().map(told).collect::<Vec<_>>().join(" | ");
    let mut other = groups.clone();
    other.swap(second - 1, second);
    Some([text(&groups), text(&other)])
}
