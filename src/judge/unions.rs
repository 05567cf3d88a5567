//! Mistakes with events that are unions of overlapping cases: the cases added, or multiplied as if they were independent;
//! and an outcome that lies in two of them.
//!
//! "Not all suits" is the union of "no clubs", "no diamonds" and so on; "three heads in a row" that of the windows of three
//! places; "a match" that of the matches at each place; "two alike" that of the pairs.

use super::Wrong;
use super::case::{Case, statements};
use super::conditions::at_least_one;
use crate::explain::Remark;
use crate::model::pattern::Comparison;
use crate::model::{Pattern, Space, Value};
use crate::number;
use crate::question::{Expr, Node, Outcomes, Quantifier, Question};
use crate::statistic;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

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

/// `distinct(S) < k`, where elements have k values: each of the values may be the one that is absent.
fn absent(case: &Case<'_>, event: &Expr) -> Option<Cases> {
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
fn windows(case: &Case<'_>, event: &Expr) -> Option<Cases> {
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

/// The function that an event asks for, or compares.
fn call_of(event: &Expr) -> &Expr {
    match event.node() {
        Node::Compare(_, call, _) => call,
        _ => event,
    }
}

/// The only experiment, when it is a sample in order, and how many places it has.
fn places(case: &Case<'_>) -> Option<(usize, u64)> {
    let (index, space) = case.question.only_space()?;
    matches!(space.as_ref(), Space::Trials(_) | Space::Draw(..) | Space::Words(..)).then_some(())?;
    Some((index, space.length()?))
}

/// The same sample of some places only: `suits(X[2..4])` for `suits(X)`.
pub(super) fn part(sample: &Expr, index: usize, first: u64, last: u64) -> Expr {
    let place = |n: u64| Expr::value_of(i64::try_from(n).unwrap_or(i64::MAX));
    sample.rewrite_later(&mut |part| {
        let is_sample = matches!(part.node(), Node::Name(name) if *name == index);
        Ok(is_sample.then(|| Expr::new(Node::Slice(part.clone(), place(first), place(last)))))
    })
}

fn at(sample: &Expr, place: u64) -> Expr {
    Expr::new(Node::At(sample.clone(), Expr::value_of(i64::try_from(place).unwrap_or(i64::MAX))))
}

fn equal(left: Expr, right: Expr) -> Expr {
    Expr::new(Node::Compare(Comparison::Equal, left, right))
}

/// `fixed(X) >= 1`: a match at each place.
fn matches(case: &Case<'_>, event: &Expr) -> Option<Cases> {
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
fn pairs(case: &Case<'_>, event: &Expr) -> Option<Cases> {
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
