//! Mistakes with events: the complement, sums of chances, products of dependent events, neighbouring events.

use super::Wrong;
use super::case::Case;
use super::conditions::at_least_one;
use super::unions::alternatives;
use crate::explain::Remark;
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::{Asked, Expr, Node, Operator, Quantifier};
use crate::solve::Exact;
use crate::statistic;
use num_rational::BigRational;
use num_traits::One;

/// The opposite event.
pub(super) fn complement(case: &Case<'_>) -> Vec<Wrong> {
    let Some(event) = case.event() else { return Vec::new() };
    let question = case.same_of(Expr::new(Node::Not(event.clone())));
    case.wrong(Remark::Complement, &question).into_iter().collect()
}

/// All of the cases of "or" at once.
pub(super) fn and_for_or(case: &Case<'_>) -> Vec<Wrong> {
    let Some(parts) = case.event().and_then(alternatives) else { return Vec::new() };
    let all = case.same_of(Expr::new(Node::And(parts)));
    case.wrong(Remark::AndForOr, &all).into_iter().collect()
}

/// The probabilities of "and" multiplied although the events depend on each other.
pub(super) fn multiplied(case: &Case<'_>) -> Vec<Wrong> {
    let Some(Node::And(parts)) = case.probable().map(Expr::node) else { return Vec::new() };
    let each: Vec<_> = parts.iter().map(|part| case.same_of(part.clone())).collect();
    let any = case.same_of(Expr::new(Node::Or(parts.clone())));
    let multiplied = case.joined(Remark::Multiplied, &each, " * ", |a, b| a * b);
    let added = case.joined(Remark::SumForAnd, &each, " + ", |a, b| a + b);
    let added = added.map(|wrong| Wrong { question: Some(Box::new(any.clone())), ..wrong });
    let instead = case.wrong(Remark::OrForAnd, &any);
    [multiplied, added, instead].into_iter().flatten().collect()
}

/// "At least j": j of them fixed and the rest left free, so that an outcome with m of them is counted C(m, j) times.
///
/// The sum over outcomes is the mean of C(m, j); for j = 1 it is the mean number of matches, the chances of the
/// single trials added up.
pub(super) fn expected_number(case: &Case<'_>) -> Vec<Wrong> {
    let Some((number, least)) = case.event().and_then(|event| at_least(event).or_else(|| exactly(event)))
    else {
        return Vec::new();
    };
    if case.question.given.is_some() || !(1..=6).contains(&least) {
        return Vec::new();
    }
    // C(m, j) = m (m − 1) … (m − j + 1) / j!, as the language would work it out.
    let mut choices = number.clone();
    for i in 1..least {
        let less = Expr::new(Node::Arithmetic(Operator::Subtract, number.clone(), Expr::value_of(i)));
        choices = Expr::new(Node::Arithmetic(Operator::Multiply, choices, less));
    }
    let factorial: i64 = (1..=least).product();
    if factorial > 1 {
        choices = Expr::new(Node::Arithmetic(Operator::Divide, choices, Expr::value_of(factorial)));
    }
    let says = if least == 1 { Remark::ChancesAdded } else { Remark::FixedThenFree { least } };
    let mean = case.asking(Asked::Mean(choices), None);
    let found = match case.probable() {
        Some(_) => case.wrong(says, &mean),
        // Of a number of outcomes: the mean of C(m, j) times all of them.
        None => case.joined(says, &[mean, case.asking(Asked::Size, None)], " * ", |a, b| a * b),
    };
    found.into_iter().collect()
}

/// The number of matches that an event bounds from below or says exactly.
pub(super) fn counted_number(event: &Expr) -> Option<Expr> {
    at_least(event).or_else(|| exactly(event)).map(|(number, _)| number)
}

/// The number that an event bounds from below, and the bound.
fn at_least(event: &Expr) -> Option<(Expr, i64)> {
    if let Some((pattern, sample)) = at_least_one(event) {
        let count = statistic::function("count", 2)?;
        return Some((Expr::new(Node::Call(count, vec![pattern, sample])), 1));
    }
    if let Node::Each(Quantifier::Any, depth, domain, body) = event.node() {
        let node = Node::Each(Quantifier::Count, *depth, domain.clone(), body.clone());
        return Some((Expr::new(node), 1));
    }
    match counted(event)? {
        (Comparison::AtLeast, number, bound) => Some((number, bound)),
        (Comparison::Greater, number, bound) => Some((number, bound + 1)),
        _ => None,
    }
}

/// The number that an event says is just so large, and how large.
fn exactly(event: &Expr) -> Option<(Expr, i64)> {
    match counted(event)? {
        (Comparison::Equal, number, bound) => Some((number, bound)),
        _ => None,
    }
}

/// A number of matches compared with a known one.
fn counted(event: &Expr) -> Option<(Comparison, Expr, i64)> {
    let Node::Compare(comparison, number, bound) = event.node() else { return None };
    let counts = match number.node() {
        Node::Call(function, _) => matches!(function.name, "count" | "fixed"),
        Node::Each(Quantifier::Count, ..) => true,
        _ => false,
    };
    let Some(Value::Int(bound)) = bound.known().filter(|_| counts) else { return None };
    Some((*comparison, number.clone(), *bound))
}

/// "Exactly" for "at least", "more than" for "at least", and their like.
pub(super) fn neighbours(case: &Case<'_>) -> Vec<Wrong> {
    use Comparison as C;
    let event = match case.event().map(|event| (event, event.node())) {
        Some((event, Node::Compare(..))) => event.clone(),
        Some((event, _)) => match at_least(event) {
            Some((number, least)) => Expr::new(Node::Compare(C::AtLeast, number, Expr::value_of(least))),
            None => return Vec::new(),
        },
        None => return Vec::new(),
    };
    let Node::Compare(asked, left, right) = event.node() else { return Vec::new() };
    let others = match asked {
        C::Equal => [C::AtLeast, C::AtMost, C::Unequal],
        C::AtLeast => [C::Equal, C::Greater, C::AtMost],
        C::AtMost => [C::Equal, C::Less, C::AtLeast],
        C::Greater => [C::AtLeast, C::Equal, C::Less],
        C::Less => [C::AtMost, C::Equal, C::Greater],
        C::Unequal => [C::Equal, C::Greater, C::Less],
    };
    let other = |comparison| {
        let event = Expr::new(Node::Compare(comparison, left.clone(), right.clone()));
        let event = case.same_of(event);
        case.wrong(Remark::Neighbour { asked: asked.sign().into(), taken: comparison.sign().into() }, &event)
    };
    others.into_iter().filter_map(other).collect()
}

/// The possible values taken as equally likely; "it happens or it does not" as one half.
pub(super) fn cases_alike(case: &Case<'_>) -> Vec<Wrong> {
    let Some(event) = case.probable() else { return Vec::new() };
    let mut found = Vec::new();
    if let Node::Compare(comparison, quantity, bound) = event.node()
        && let Some(bound) = bound.known()
    {
        let law = Asked::Distribution(vec![quantity.clone()]);
        if let Some(Exact::Distribution(law)) = case.exact(&case.asking(law, case.question.given.clone())) {
            let values: Vec<&Value> = law.weights().map(|(value, _)| value).collect();
            let favourable = values.iter().filter(|value| comparison.holds((**value).cmp(bound))).count();
            found.push(alike(favourable as u64, values.len() as u64));
        }
    }
    found.push(alike(1, 2));
    found
}

fn alike(favourable: u64, cases: u64) -> Wrong {
    let value = BigRational::new(favourable.into(), cases.max(1).into());
    debug_assert!(value <= BigRational::one());
    Wrong::of(Remark::CasesAlike { cases }, format!("{favourable}/{cases}"), value)
}
