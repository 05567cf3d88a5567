//! Two cases that were taken as equally likely, and how likely they are.

use super::sight::{self, holds, told};
use crate::explain::{Remark, Shown};
use crate::judge::branches::stage;
use crate::judge::case::Case;
use crate::model::Value;
use crate::model::outcomes::each_outcome;
use crate::model::pattern::Comparison;
use crate::question::{Asked, Expr, Node};
use crate::solve::Exact;
use num_rational::BigRational;

/// How many outcomes of a case are shown.
const SHOWN: usize = 3;

/// How many outcomes are looked at.
const LOOKED_AT: usize = 20_000;

/// Two cases of different weight.
pub(super) fn witness(case: &Case<'_>, says: &Remark) -> Option<Shown> {
    match says {
        Remark::MultisetsAlike => of_multisets(case),
        Remark::CasesAlike { .. } => of_values(case).or_else(|| of_events(case)),
        Remark::BranchesUnweighted | Remark::PriorForgotten => of_branches(case),
        _ => None,
    }
}

fn unequal(first: (String, BigRational), second: (String, BigRational)) -> Option<Shown> {
    let (chance, other) = (first.1.to_string(), second.1.to_string());
    (first.1 != second.1).then_some(Shown::Unequal { first: first.0, chance, second: second.0, other })
}

/// Two multisets, one favourable and one not, that come in different numbers of orders.
fn of_multisets(case: &Case<'_>) -> Option<Shown> {
    let (index, space) = case.question.only_space()?;
    let event = case.probable()?;
    let counts = |outcome: &Value| holds(event, &sight::alone(index, outcome));
    let favourable = sight::first_in(space, &counts)?;
    let few = |outcome: &Value| orders(outcome).1 != orders(&favourable).1;
    let other = sight::first_in(space, &|outcome| few(outcome) && !counts(outcome))
        .or_else(|| sight::first_in(space, &few))?;
    let size = BigRational::from_integer(space.size()?.into());
    let of = |outcome: &Value| {
        let (text, count) = orders(outcome);
        (text, BigRational::from_integer(count.into()) / &size)
    };
    unequal(of(&favourable), of(&other))
}

/// The orders of a multiset, the first of them written out, and how many there are.
fn orders(outcome: &Value) -> (String, num_bigint::BigUint) {
    let mut row = outcome.elements().to_vec();
    row.sort();
    let mut classes: Vec<u64> = Vec::new();
    for (i, label) in row.iter().enumerate() {
        match i > 0 && *label == row[i - 1] {
            true => *classes.last_mut().unwrap_or(&mut 0) += 1,
            false => classes.push(1),
        }
    }
    let count = crate::number::multinomial(&classes).unwrap_or_default();
    let first = told(&Value::row(row.clone()));
    row.reverse();
    let last = told(&Value::row(row));
    let between = if count > 2u8.into() { " / … / " } else { " / " };
    (if first == last { first } else { format!("{first}{between}{last}") }, count)
}

/// A favourable value and another, with their outcomes.
fn of_values(case: &Case<'_>) -> Option<Shown> {
    let Node::Compare(comparison, quantity, bound) = case.probable()?.node() else { return None };
    let bound = bound.known()?;
    let asked = Asked::Distribution(vec![quantity.clone()]);
    let Exact::Distribution(law) = case.exact(&case.asking(asked, case.question.given.clone()))? else {
        return None;
    };
    let chance =
        |weight: &num_bigint::BigUint| BigRational::new(weight.clone().into(), law.total().clone().into());
    let all: Vec<(Value, BigRational)> =
        law.weights().map(|(value, weight)| (value.clone(), chance(weight))).collect();
    let favourable = all.iter().find(|(value, _)| comparison.holds(value.cmp(bound)))?;
    let other = all.iter().find(|(_, chance)| *chance != favourable.1)?;
    let text = |value: &Value| {
        let is = Expr::new(Node::Compare(Comparison::Equal, quantity.clone(), Expr::value_of(value.clone())));
        let text = case.question.text_of(&is);
        match examples(case, &is) {
            Some(rows) => format!("{text} ({rows})"),
            None => text,
        }
    };
    unequal((text(&favourable.0), favourable.1.clone()), (text(&other.0), other.1.clone()))
}

/// The first outcomes of an event.
fn examples(case: &Case<'_>, event: &Expr) -> Option<String> {
    let (index, space) = case.question.only_space()?;
    let (mut found, mut looked_at) = (Vec::new(), 0);
    each_outcome(space, &mut |outcome, _| {
        looked_at += 1;
        if matches!(outcome, Value::Row(_)) && holds(event, &sight::alone(index, &outcome)) {
            found.push(told(&outcome));
        }
        found.len() <= SHOWN && looked_at < LOOKED_AT
    });
    if found.len() > SHOWN {
        found.truncate(SHOWN);
        found.push("…".into());
    }
    (!found.is_empty()).then(|| found.join(" / "))
}

/// The event, and that it does not happen.
fn of_events(case: &Case<'_>) -> Option<Shown> {
    let event = case.probable()?;
    let not = Expr::new(Node::Not(event.clone()));
    let rest = BigRational::from_integer(1.into()) - case.truth;
    let text = |event: &Expr| case.question.text_of(event);
    unequal((text(event), case.truth.clone()), (text(&not), rest))
}

/// Two branches of the first stage.
fn of_branches(case: &Case<'_>) -> Option<Shown> {
    let (index, values) = stage(case)?;
    let weighed = |value: &Value| {
        let is = crate::judge::branches::is(index, value);
        let chance = case.value(&case.asking(Asked::Probability(is.clone()), None))?;
        Some((case.question.text_of(&is), chance))
    };
    let branches: Vec<(String, BigRational)> = values.iter().map(weighed).collect::<Option<_>>()?;
    let first = branches.first()?.clone();
    let second = branches.iter().rev().find(|(_, chance)| *chance != first.1)?.clone();
    unequal(first, second)
}
