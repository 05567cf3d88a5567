//! Mistakes with events that are unions of overlapping cases: the cases added, or multiplied as if they were independent;
//! and an outcome that lies in two of them.
//!
//! "Not all suits" is the union of "no clubs", "no diamonds" and so on; "three heads in a row" that of the windows of three
//! places; "a match" that of the matches at each place; "two alike" that of the pairs.

mod unsaid;

pub(super) use unsaid::part;

use super::Wrong;
use super::case::{Case, statements};
use super::conditions::at_least_one;
use crate::explain::Remark;
use crate::model::{Pattern, Value};
use crate::question::{Expr, Node, Quantifier, Question};
use crate::statistic;
use num_rational::BigRational;
use num_traits::{One, Zero};
use unsaid::{absent, at, equal, matches, pairs, places, windows};

/// The most cases of one union.
const MOST: u64 = 40;

/// The most places whose pairs are all looked at one by one.
const MOST_PAIRED: u64 = 6;

/// How many places show as much where there are more.
pub(super) const FEW_PLACES: u64 = 3;

/// A case of a union, and how many are like it and no likelier.
pub(super) type Cases = Vec<(Expr, u64)>;

/// The cases of "or" added although they overlap; of "none of these", one less the sum.
pub(super) fn added(case: &Case<'_>) -> Vec<Wrong> {
    let Some(event) = case.event() else { return Vec::new() };
    if let Some(cases) = overlapping(case, event) {
        return sum(case, &cases, false).into_iter().collect();
    }
    let cases = case.probable().and_then(opposite).and_then(|event| union(case, &event));
    cases.and_then(|cases| sum(case, &cases, true)).into_iter().collect()
}

/// The complements of the cases multiplied as if they were independent of each other.
pub(super) fn independent(case: &Case<'_>) -> Vec<Wrong> {
    let Some(event) = case.probable() else { return Vec::new() };
    let any = union(case, event).and_then(|cases| product(case, &cases, true));
    let none = opposite(event).and_then(|event| union(case, &event));
    any.into_iter().chain(none.and_then(|cases| product(case, &cases, false))).collect()
}

/// The sum of the cases, or what it leaves of the whole.
fn sum(case: &Case<'_>, cases: &Cases, rest: bool) -> Option<Wrong> {
    let terms = valued(case, cases)?;
    let times = |(question, _, count): &(Question, BigRational, u64)| match count {
        1 => question.measure(),
        _ => format!("{count} * {}", question.measure()),
    };
    let parts: Vec<String> = terms.iter().map(times).collect();
    let whole = terms.iter().fold(BigRational::zero(), |sum, (_, value, count)| {
        sum + value * BigRational::from_integer((*count).into())
    });
    let names = names(&terms);
    let joined = parts.join(" + ");
    let (formula, value) = match rest {
        false => (format!("{names}{joined}"), whole),
        true => (format!("{names}1 - ({joined})"), BigRational::one() - whole),
    };
    Some(Wrong::of(Remark::Added, formula, value))
}

/// The product of the chances that each case does not happen, or what it leaves of the whole.
fn product(case: &Case<'_>, cases: &Cases, rest: bool) -> Option<Wrong> {
    let terms = valued(case, cases)?;
    let mut value = BigRational::one();
    let mut parts = Vec::new();
    for (question, chance, count) in &terms {
        value *= num_traits::pow(BigRational::one() - chance, usize::try_from(*count).ok()?);
        let power = if *count == 1 { String::new() } else { format!("^{count}") };
        parts.push(format!("(1 - {}){power}", question.measure()));
    }
    let (names, joined) = (names(&terms), parts.join(" * "));
    let (formula, value) = match rest {
        false => (format!("{names}{joined}"), value),
        true => (format!("{names}1 - {joined}"), BigRational::one() - value),
    };
    Some(Wrong::of(Remark::Multiplied, formula, value))
}

fn names(terms: &[(Question, BigRational, u64)]) -> String {
    statements(&terms.iter().map(|(question, ..)| question.clone()).collect::<Vec<_>>())
}

/// What each case comes to, cases that come to the same taken together.
fn valued(case: &Case<'_>, cases: &Cases) -> Option<Vec<(Question, BigRational, u64)>> {
    let mut terms: Vec<(Question, BigRational, u64)> = Vec::new();
    for (event, count) in cases {
        let question = case.same_of(event.clone());
        let value = case.value(&question)?;
        match terms.iter_mut().find(|(_, known, _)| *known == value) {
            Some((.., times)) => *times += count,
            None => terms.push((question, value, *count)),
        }
    }
    (!terms.is_empty()).then_some(terms)
}

/// The opposite of an event, where it says "none of these".
pub(super) fn opposite(event: &Expr) -> Option<Expr> {
    let not = |part: &Expr| match part.node() {
        Node::Not(event) => event.clone(),
        _ => Expr::new(Node::Not(part.clone())),
    };
    match event.node() {
        Node::Not(event) => Some(event.clone()),
        Node::And(parts) => Some(Expr::new(Node::Or(parts.iter().map(not).collect()))),
        Node::Compare(comparison, left, right) => {
            Some(Expr::new(Node::Compare(comparison.opposite(), left.clone(), right.clone())))
        }
        _ => None,
    }
}

/// The cases of an event that is a union of any kind.
fn union(case: &Case<'_>, event: &Expr) -> Option<Cases> {
    overlapping(case, event).or_else(|| matches(case, event)).or_else(|| pairs(case, event))
}

/// The cases of an event that says "or", "not all values" or "so many in a row".
pub(super) fn overlapping(case: &Case<'_>, event: &Expr) -> Option<Cases> {
    let once = |parts: Vec<Expr>| parts.into_iter().map(|part| (part, 1)).collect();
    alternatives(event).map(once).or_else(|| absent(case, event)).or_else(|| windows(case, event))
}

/// The events that an "or" joins, or that the patterns do that one joins: `(ace or hearts) in X`.
pub(super) fn alternatives(event: &Expr) -> Option<Vec<Expr>> {
    let (function, arguments) = match event.node() {
        Node::Or(parts) => return Some(parts.clone()),
        Node::Call(function, arguments) => (function, arguments.as_slice()),
        _ => return None,
    };
    let ("contains", [pattern, sample]) = (function.name, arguments) else { return None };
    let Some(Value::Pattern(pattern)) = pattern.known() else { return None };
    let Pattern::Or(parts) = pattern.as_ref() else { return None };
    let one = |part: &Pattern| {
        let pattern = Expr::value_of(Value::Pattern(part.clone().into()));
        Expr::new(Node::Call(function, vec![pattern, sample.clone()]))
    };
    Some(parts.iter().map(one).collect())
}

/// The function that an event asks for, or compares.
fn call_of(event: &Expr) -> &Expr {
    match event.node() {
        Node::Compare(_, call, _) => call,
        _ => event,
    }
}

/// The cases that were added, one by one, for an outcome that lies in two of them: all of them, or nothing.
pub(super) fn single(case: &Case<'_>, event: &Expr) -> Option<Vec<Expr>> {
    let (cases, all) = few(case, event)?;
    all.then_some(cases)
}

/// The first cases of a union, one by one; whether these are all.
pub(super) fn few(case: &Case<'_>, event: &Expr) -> Option<(Vec<Expr>, bool)> {
    if let Some(cases) = overlapping(case, event).or_else(|| matches(case, event)) {
        return Some((cases.into_iter().map(|(event, _)| event).collect(), true));
    }
    if let Node::Each(Quantifier::Any, ..) = event.node() {
        return None;
    }
    let (_, places) = places(case)?;
    if let Some((pattern, sample)) = at_least_one(event) {
        let contains = statistic::function("contains", 2)?;
        let here = |i| Expr::new(Node::Call(contains, vec![pattern.clone(), at(&sample, i)]));
        return Some(((1..=places.min(MOST)).map(here).collect(), places <= MOST));
    }
    pairs(case, event)?;
    let Node::Call(_, parts) = call_of(event).node() else { return None };
    let sample = parts.last()?;
    let both = |(i, j)| equal(at(sample, i), at(sample, j));
    let few = if places <= MOST_PAIRED { places } else { FEW_PLACES };
    let cases = (1..=few).flat_map(|i| (i + 1..=few).map(move |j| (i, j))).map(both).collect();
    Some((cases, few == places))
}
