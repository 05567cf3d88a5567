//! Unions that do not say "or": not all values, so many in a row, a match at some place, two alike.

use super::{Cases, MOST, call_of};
use crate::judge::case::Case;
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::number;
use crate::question::{Expr, Node, Outcomes};
use crate::statistic;
use num_traits::ToPrimitive;

/// `distinct(S) < k`, where elements have k values: each of the values may be the one that is absent.
pub(super) fn absent(case: &Case<'_>, event: &Expr) -> Option<Cases> {
    let (comparison, sample, bound) = compared(event, "distinct")?;
    let (index, space) = case.question.only_space()?;
    let mut values =
        space.labels().into_iter().map(|label| image(sample, index, label)).collect::<Option<Vec<_>>>()?;
    values.sort();
    values.dedup();
    let all = i64::try_from(values.len()).ok().filter(|n| (2..=12).contains(n))?;
    let is_less = match comparison {
        Comparison::Less | Comparison::Unequal => bound == all,
        Comparison::AtMost => bound + 1 == all,
        _ => false,
    };
    let contains = statistic::function("contains", 2).filter(|_| is_less)?;
    let without = |value: Value| {
        let there = Expr::new(Node::Call(contains, vec![Expr::value_of(value), sample.clone()]));
        (Expr::new(Node::Not(there)), 1)
    };
    Some(values.into_iter().map(without).collect())
}

/// What a sample makes of a single element: its suit, of `suits(X)`.
fn image(sample: &Expr, index: usize, label: Value) -> Option<Value> {
    let row = sample.evaluate(&mut outcome(index, Value::row([label]))).ok()?;
    match row.elements() {
        [value] => Some(value.clone()),
        _ => None,
    }
}

/// The outcomes in which the experiment with this index shows this value.
fn outcome(index: usize, value: Value) -> Outcomes {
    let mut outcomes = Outcomes::default();
    outcomes.names = vec![None; index];
    outcomes.names.push(Some(value));
    outcomes
}

/// `f(S)` compared with a whole number.
fn compared<'e>(event: &'e Expr, name: &str) -> Option<(Comparison, &'e Expr, i64)> {
    let Node::Compare(comparison, number, bound) = event.node() else { return None };
    let Node::Call(function, parts) = number.node() else { return None };
    let Some(Value::Int(bound)) = bound.known() else { return None };
    (function.name == name).then_some((*comparison, parts.last()?, *bound))
}

/// `longest(p in X) >= k` and `"HTH" in X`: the windows of so many places.
pub(super) fn windows(case: &Case<'_>, event: &Expr) -> Option<Cases> {
    let (index, places) = places(case)?;
    let (length, hit): (u64, Box<dyn Fn(Expr) -> Option<Expr>>) = match event.node() {
        Node::Call(function, parts) if function.name == "within" => {
            let [word, _] = parts.as_slice() else { return None };
            let length = word.known()?.elements().len();
            let hit = |sample| Some(Expr::new(Node::Call(function, vec![word.clone(), sample])));
            (u64::try_from(length).ok()?, Box::new(hit))
        }
        Node::Compare(_, number, _) => {
            let (comparison, _, bound) = compared(event, "longest")?;
            let Node::Call(_, parts) = number.node() else { return None };
            let length = match comparison {
                Comparison::AtLeast => bound,
                Comparison::Greater => bound + 1,
                _ => return None,
            };
            let hit = move |sample| {
                let count = statistic::function("count", 2)?;
                let matching = Expr::new(Node::Call(count, vec![parts.first()?.clone(), sample]));
                Some(Expr::new(Node::Compare(Comparison::Equal, matching, Expr::value_of(length))))
            };
            (u64::try_from(length).ok()?, Box::new(hit))
        }
        _ => return None,
    };
    let Node::Call(_, parts) = call_of(event).node() else { return None };
    let sample = parts.last()?;
    if !(2..places).contains(&length) || places - length >= MOST {
        return None;
    }
    let window = |first: u64| Some((hit(part(sample, index, first, first + length - 1))?, 1));
    (1..=places - length + 1).map(window).collect()
}

/// `fixed(X) >= 1`: a match at each place.
pub(super) fn matches(case: &Case<'_>, event: &Expr) -> Option<Cases> {
    let (comparison, sample, bound) = compared(event, "fixed")?;
    let some = match comparison {
        Comparison::AtLeast => bound == 1,
        Comparison::Greater | Comparison::Unequal => bound == 0,
        _ => false,
    };
    let (_, places) = places(case).filter(|(_, places)| some && *places <= MOST)?;
    let place = |i: u64| (equal(at(sample, i), Expr::value_of(i64::try_from(i).unwrap_or(i64::MAX))), 1);
    Some((1..=places).map(place).collect())
}

/// `distinct(X) < n`: every two of n places may agree, each pair as likely as the first.
pub(super) fn pairs(case: &Case<'_>, event: &Expr) -> Option<Cases> {
    let (comparison, sample, bound) = compared(event, "distinct")?;
    let (_, places) =
        places(case).filter(|(index, _)| matches!(sample.node(), Node::Name(i) if i == index))?;
    let (_, space) = case.question.only_space()?;
    let alike = match space.as_ref() {
        Space::Trials(groups) => groups.len() == 1,
        _ => true,
    };
    let n = i64::try_from(places).ok()?;
    let some = match comparison {
        Comparison::Less | Comparison::Unequal => bound == n,
        Comparison::AtMost => bound + 1 == n,
        _ => false,
    };
    let pairs = number::binomial(places, 2).to_u64().filter(|_| some && alike && places > 2)?;
    Some(vec![(equal(at(sample, 1), at(sample, 2)), pairs)])
}

/// The only experiment, when it is a sample in order, and how many places it has.
pub(super) fn places(case: &Case<'_>) -> Option<(usize, u64)> {
    let (index, space) = case.question.only_space()?;
    matches!(space.as_ref(), Space::Trials(_) | Space::Draw(..) | Space::Words(..)).then_some(())?;
    Some((index, space.length()?))
}

/// The same sample of some places only: `suits(X[2..4])` for `suits(X)`.
pub(in crate::judge) fn part(sample: &Expr, index: usize, first: u64, last: u64) -> Expr {
    let place = |n: u64| Expr::value_of(i64::try_from(n).unwrap_or(i64::MAX));
    sample.rewrite_later(&mut |part| {
        let is_sample = matches!(part.node(), Node::Name(name) if *name == index);
        Ok(is_sample.then(|| Expr::new(Node::Slice(part.clone(), place(first), place(last)))))
    })
}

/// The element at a place of a sample.
pub(super) fn at(sample: &Expr, place: u64) -> Expr {
    Expr::new(Node::At(sample.clone(), Expr::value_of(i64::try_from(place).unwrap_or(i64::MAX))))
}

/// The event that two are equal.
pub(super) fn equal(left: Expr, right: Expr) -> Expr {
    Expr::new(Node::Compare(Comparison::Equal, left, right))
}
