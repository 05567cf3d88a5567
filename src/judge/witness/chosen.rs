//! An outcome with more of them than were fixed, so that it is counted once for each way to say which were fixed.

use super::sight::{self, Shown as Outcome, holds, told_all, told_apart, value};
use crate::explain::{Remark, Shown};
use crate::judge::case::Case;
use crate::judge::events::counted_number;
use crate::judge::kinds::each_number;
use crate::judge::parts::alike_sample;
use crate::judge::unions;
use crate::model::Value;
use crate::number;
use crate::question::{Expr, Node};
use num_traits::ToPrimitive;

/// The outcome, and two ways to say which of its elements were fixed.
pub(super) fn witness(case: &Case<'_>, says: &Remark) -> Option<Shown> {
    match says {
        Remark::ChancesAdded => of_a_number(case, 1),
        Remark::FixedThenFree { least } => of_a_number(case, u64::try_from(*least).ok()?),
        Remark::AlikeThenFree { alike } => of_alike(case, case.event()?, *alike),
        // Of more places than are gone through pair by pair.
        Remark::PairsAdded => of_alike(case, case.event()?, 2),
        Remark::Added => {
            let event = unions::opposite(case.event()?)?;
            of_alike(case, &event, 2).and_then(taken_away)
        }
        Remark::EachFixedThenFree => of_each(case),
        _ => None,
    }
}

/// What is counted twice among those that are taken away.
fn taken_away(shown: Shown) -> Option<Shown> {
    match shown {
        Shown::CountedTwice { outcome, times, ways } => Some(Shown::TakenAwayTwice { outcome, times, ways }),
        _ => None,
    }
}

/// As said, or as counted wrongly where the event does not hold.
fn shown(case: &Case<'_>, event: &Expr, outcome: &Outcome, times: u64, ways: Vec<String>) -> Shown {
    let text = told_all(case.question, outcome);
    match holds(event, outcome) {
        true => Shown::CountedTwice { outcome: text, times, ways },
        false => Shown::CountedWrongly { outcome: text },
    }
}

/// The elements at these places of a sample, by their places where it is in order.
fn at_places(case: &Case<'_>, row: &Value, chosen: &[usize]) -> Option<String> {
    let (index, space) = case.question.only_space()?;
    let name = case.question.text_of(&Expr::new(Node::Name(index)));
    let names = told_apart(row.elements());
    let each = chosen.iter().map(|place| match space.is_ordered() {
        true => format!("{name}[{}]", place + 1),
        false => names[*place].clone(),
    });
    Some(each.collect::<Vec<_>>().join(" "))
}

/// One match more than were fixed.
fn of_a_number(case: &Case<'_>, fixed: u64) -> Option<Shown> {
    let number = counted_number(case.event()?)?;
    let more = Value::Int(i64::try_from(fixed + 1).ok()?);
    let outcome = sight::first(case, &[&number], &|outcome| value(&number, outcome).as_ref() == Some(&more))?;
    let (index, _) = case.question.only_space()?;
    let row = outcome.get(index)?.as_ref()?;
    let places = matching(&number, index, row)?;
    let fixed = usize::try_from(fixed).ok()?;
    (places.len() == fixed + 1).then_some(())?;
    let other = [&places[..fixed - 1], &places[fixed..]].concat();
    let ways = vec![at_places(case, row, &places[..fixed])?, at_places(case, row, &other)?];
    Some(shown(case, case.event()?, &outcome, fixed as u64 + 1, ways))
}

/// One of each kind, and of the first kind another.
fn of_each(case: &Case<'_>) -> Option<Shown> {
    let numbers = each_number(case)?;
    let counts = |outcome: &Outcome| -> Vec<Option<Value>> {
        numbers.iter().map(|number| value(number, outcome)).collect()
    };
    let one_more = |outcome: &Outcome| {
        let counts = counts(outcome);
        let times = |n: i64| counts.iter().filter(|count| **count == Some(Value::Int(n))).count();
        times(2) == 1 && times(1) + 1 == counts.len()
    };
    let several = |outcome: &Outcome| {
        let large = |count: &Option<Value>| count.as_ref().is_some_and(|count| *count > Value::Int(1));
        counts(outcome).iter().any(large) && holds(&case.event().cloned().unwrap_or_else(never), outcome)
    };
    let all: Vec<&Expr> = numbers.iter().collect();
    let outcome = sight::first(case, &all, &one_more).or_else(|| sight::first(case, &all, &several))?;
    let (index, _) = case.question.only_space()?;
    let row = outcome.get(index)?.as_ref()?;
    let places: Vec<Vec<usize>> =
        numbers.iter().map(|number| matching(number, index, row)).collect::<Option<_>>()?;
    let times = places.iter().map(|here| here.len() as u64).product();
    let first: Vec<usize> = places.iter().filter_map(|here| here.first().copied()).collect();
    let twice = places.iter().position(|here| here.len() > 1)?;
    let mut second = first.clone();
    second[twice] = places[twice][1];
    let ways = vec![at_places(case, row, &first)?, at_places(case, row, &second)?];
    Some(shown(case, case.event()?, &outcome, times, ways))
}

fn never() -> Expr {
    Expr::value_of(Value::Truth(false))
}

/// The places that a number counts: those without which it is less.
pub(super) fn matching(number: &Expr, index: usize, row: &Value) -> Option<Vec<usize>> {
    let elements = row.elements();
    let Node::Call(function, parts) = number.node() else { return None };
    if function.name == "fixed" {
        let here = |i: &usize| elements[*i] == Value::Int(i64::try_from(*i + 1).unwrap_or(i64::MAX));
        return Some((0..elements.len()).filter(here).collect());
    }
    matches!(parts.last()?.node(), Node::Name(i) if *i == index).then_some(())?;
    let here = |i: &usize| {
        let one = Value::row([elements[*i].clone()]);
        value(number, &sight::alone(index, &one)) == Some(Value::Int(1))
    };
    Some((0..elements.len()).filter(here).collect())
}

/// Two groups of so many alike.
fn of_alike(case: &Case<'_>, event: &Expr, alike: u64) -> Option<Shown> {
    let sample = alike_sample(case, event)?;
    let size = usize::try_from(alike).ok()?;
    let groups = |outcome: &Outcome| -> Vec<Vec<usize>> {
        let Some(row) = value(&sample, outcome) else { return Vec::new() };
        let row = row.elements();
        let mut found: Vec<Vec<usize>> = Vec::new();
        for i in 0..row.len() {
            match found.iter_mut().find(|group| row[group[0]] == row[i]) {
                Some(group) => group.push(i),
                None => found.push(vec![i]),
            }
        }
        found.retain(|group| group.len() >= size);
        found
    };
    let times = |groups: &[Vec<usize>]| -> u64 {
        let of = |group: &Vec<usize>| number::binomial(group.len() as u64, alike).to_u64().unwrap_or(0);
        groups.iter().map(of).sum()
    };
    let counts = |outcome: &Outcome, fewest: bool| {
        let groups = groups(outcome);
        times(&groups) == 2 || times(&groups) > 2 && !fewest
    };
    let outcome = sight::first(case, &[&sample], &|o| counts(o, true) && holds(event, o))
        .or_else(|| sight::first(case, &[&sample], &|o| counts(o, false)))?;
    let (index, _) = case.question.only_space()?;
    let row = outcome.get(index)?.as_ref()?;
    let found = groups(&outcome);
    let told = |group: &[usize]| at_places(case, row, &group[..size]);
    let ways = match found.as_slice() {
        [first, second, ..] => vec![told(first)?, told(second)?],
        [only] => vec![told(only)?, told(&only[1..])?],
        [] => return None,
    };
    Some(shown(case, event, &outcome, times(&found), ways))
}
