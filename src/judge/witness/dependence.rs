//! What one event tells of another, where the two were multiplied as if they were independent.

use super::sight::{self, holds, told_all};
use crate::explain::{Remark, Shown};
use crate::judge::case::Case;
use crate::judge::unions;
use crate::model::Space;
use crate::question::{Asked, Expr, Node, Question};
use num_rational::BigRational;
use std::sync::Arc;

/// The most events that are held against each other.
const MOST: usize = 6;

/// An event whose probability changes when another is known, or two others.
pub(super) fn witness(case: &Case<'_>, says: &Remark) -> Option<Shown> {
    if *says != Remark::Multiplied || case.question.given.is_some() {
        return None;
    }
    let (events, all) = multiplied(case)?;
    let question = if all { case.question.clone() } else { of_few_places(case)? };
    let chance = |event: &Expr, given: Option<&Expr>| chance(case, &question, event, given);
    let mut conditions: Vec<(usize, Expr)> = Vec::new();
    for (i, event) in events.iter().enumerate().filter(|_| all) {
        conditions.push((1 << i, event.clone()));
    }
    // Of pairs that agree each two are independent, and three are not: of many places only these are looked at.
    for i in 0..events.len() {
        for j in i + 1..events.len() {
            let both = Expr::new(Node::And(vec![events[i].clone(), events[j].clone()]));
            conditions.push((1 << i | 1 << j, both));
        }
    }
    let chances: Vec<BigRational> = events.iter().map(|event| chance(event, None)).collect::<Option<_>>()?;
    let (condition, event, under) = conditions.iter().find_map(|(used, condition)| {
        let others = (0..events.len()).rev().filter(|i| used >> i & 1 == 0);
        others.into_iter().find_map(|i| {
            let under = chance(&events[i], Some(condition))?;
            (under != chances[i]).then_some((condition, i, under))
        })
    })?;
    let outcome = sight::first(case, &[condition], &|outcome| holds(condition, outcome))?;
    Some(Shown::Depends {
        event: case.question.text_of(&events[event]),
        alone: chances[event].to_string(),
        condition: case.question.text_of(condition),
        outcome: told_all(case.question, &outcome),
        under: under.to_string(),
    })
}

fn chance(case: &Case<'_>, question: &Question, event: &Expr, given: Option<&Expr>) -> Option<BigRational> {
    let asked = Asked::Probability(event.clone());
    case.value_in_time(&Question { asked, given: given.cloned(), ..question.clone() })
}

/// The events that were multiplied: those that "and" joins, or the cases of a union; whether these are all, and not
/// those of the first few places.
fn multiplied(case: &Case<'_>) -> Option<(Vec<Expr>, bool)> {
    let event = case.probable()?;
    let (mut events, all) = match event.node() {
        Node::And(parts) => (parts.clone(), true),
        _ => unions::few(case, event).or_else(|| unions::few(case, &unions::opposite(event)?))?,
    };
    events.truncate(MOST);
    Some((events, all))
}

/// The same trials, as many as the cases of a few places speak of: what the others show does not matter to them.
fn of_few_places(case: &Case<'_>) -> Option<Question> {
    let (index, space) = case.question.only_space()?;
    let Space::Trials(groups) = space.as_ref() else { return None };
    let (faces, _) = groups.first()?;
    let few = Space::trials(Arc::clone(faces), unions::FEW_PLACES);
    Some(case.with_space(index, few, case.question.experiments[index].experiment.text()))
}
