//! Mistakes with a condition: turned round, forgotten, joined to the event, or taken for a certain place.

use super::Wrong;
use super::case::Case;
use crate::explain::Remark;
use crate::model::Space;
use crate::model::pattern::Comparison;
use crate::question::{Asked, Expr, Node};
use crate::statistic;

/// `P(B | A)` for `P(A | B)`; and `P(A | B)` or `P(B | A)` where both are asked for.
pub(super) fn turned(case: &Case<'_>) -> Vec<Wrong> {
    let Some(event) = case.probable() else { return Vec::new() };
    if let Some(given) = &case.question.given {
        let question = case.asking(Asked::Probability(given.clone()), Some(event.clone()));
        return case.wrong(Remark::Turned, &question).into_iter().collect();
    }
    let Node::And(parts) = event.node() else { return Vec::new() };
    let [a, b] = parts.as_slice() else { return Vec::new() };
    let one_given_other = |a: &Expr, b: &Expr| {
        case.wrong(Remark::GivenForBoth, &case.asking(Asked::Probability(a.clone()), Some(b.clone())))
    };
    [one_given_other(b, a), one_given_other(a, b)].into_iter().flatten().collect()
}

/// `P(A)`, or `P(A and B)`, for `P(A | B)`.
pub(super) fn forgotten(case: &Case<'_>) -> Vec<Wrong> {
    let (Some(event), Some(given)) = (case.probable(), &case.question.given) else { return Vec::new() };
    let without = case.asking(Asked::Probability(event.clone()), None);
    let both = Expr::new(Node::And(vec![event.clone(), given.clone()]));
    let both = case.asking(Asked::Probability(both), None);
    [case.wrong(Remark::BothForGiven, &both), case.wrong(Remark::ConditionForgotten, &without)]
        .into_iter()
        .flatten()
        .collect()
}

/// "At least one matches" in the condition taken as "the first matches".
pub(super) fn pinned(case: &Case<'_>) -> Vec<Wrong> {
    let (Some(event), Some(given)) = (case.probable(), &case.question.given) else { return Vec::new() };
    let Some((pattern, sample)) = at_least_one(given) else { return Vec::new() };
    let Some((_, space)) = case.question.only_space() else { return Vec::new() };
    if !matches!(space.as_ref(), Space::Trials(_) | Space::Draw(..)) {
        return Vec::new();
    }
    let Some(contains) = statistic::function("contains", 2) else { return Vec::new() };
    let first = Expr::new(Node::At(sample, Expr::value_of(1)));
    let first = Expr::new(Node::Call(contains, vec![pattern, first]));
    let question = case.asking(Asked::Probability(event.clone()), Some(first));
    case.wrong(Remark::Pinned, &question).into_iter().collect()
}

/// The pattern and the sample of an event "at least one element matches".
pub(super) fn at_least_one(event: &Expr) -> Option<(Expr, Expr)> {
    match event.node() {
        Node::Call(function, parts) if function.name == "contains" => match parts.as_slice() {
            [pattern, sample] => Some((pattern.clone(), sample.clone())),
            _ => None,
        },
        Node::Compare(comparison, count, bound) => {
            let Node::Call(function, parts) = count.node() else { return None };
            let [pattern, sample] = parts.as_slice() else { return None };
            let least = match comparison {
                Comparison::AtLeast => 1,
                Comparison::Greater => 0,
                _ => return None,
            };
            (function.name == "count" && bound.known() == Some(&least.into()))
                .then(|| (pattern.clone(), sample.clone()))
        }
        _ => None,
    }
}
