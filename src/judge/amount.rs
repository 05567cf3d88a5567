//! Mistakes with how many: outcomes that are not divided by all, one order for all orders, another number of trials or of
//! matches.

use super::Wrong;
use super::case::{Case, renumbered, whole};
use super::spaces::places;
use super::stages::looks_at_places;
use super::unions::part;
use crate::explain::Remark;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Node};
use num_bigint::BigInt;
use num_rational::BigRational;
use std::sync::Arc;

/// The largest exponent of a power of choices.
const LARGEST_EXPONENT: u64 = 1000;

/// The number of favourable outcomes, in order or without, for their share in all.
pub(super) fn undivided(case: &Case<'_>) -> Vec<Wrong> {
    let Some(event) = case.probable().filter(|_| case.question.given.is_none()) else { return Vec::new() };
    let mut counting = vec![case.asking(Asked::Count(event.clone()), None)];
    if let Some((index, space)) = case.question.only_space().filter(|_| !looks_at_places(event)) {
        let text = case.question.experiments[index].experiment.text();
        let other = match space.as_ref() {
            Space::Draw(from, n) => {
                Some((Space::Choose(Arc::clone(from), *n), text.replacen("draw ", "choose ", 1)))
            }
            Space::Choose(from, n) => {
                Some((Space::Draw(Arc::clone(from), *n), text.replacen("choose ", "draw ", 1)))
            }
            _ => None,
        };
        counting.extend(other.map(|(space, text)| {
            let mut question = case.with_space(index, space, &text);
            question.asked = Asked::Count(event.clone());
            question
        }));
    }
    counting.iter().filter_map(|question| case.wrong(Remark::NotDivided, question)).collect()
}

/// Of draws that match so often, one order of the matches for all of them.
pub(super) fn one_order(case: &Case<'_>) -> Vec<Wrong> {
    match case.question.only_space().map(|(_, space)| space.as_ref()) {
        Some(Space::Draw(_, count) | Space::Choose(_, count)) => places(case, *count).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// One trial more or less, or one match more or less.
pub(super) fn off_by_one(case: &Case<'_>) -> Vec<Wrong> {
    let mut found = Vec::new();
    if let Some((index, space)) = case.question.only_space() {
        let text = case.question.experiments[index].experiment.text();
        let length = space.length().unwrap_or(0);
        for number in [length.saturating_sub(1), length + 1].into_iter().filter(|n| *n > 0) {
            let other = match space.as_ref() {
                Space::Trials(groups) if groups.len() == 1 => {
                    Some(Space::trials(Arc::clone(&groups[0].0), number))
                }
                Space::Draw(from, _) => Space::draw(Arc::clone(from), number).ok(),
                Space::Choose(from, _) => Space::choose(Arc::clone(from), number).ok(),
                _ => None,
            };
            if let (Some(space), Some(text)) = (other, renumbered(text, length, number)) {
                let wrong = case.wrong(Remark::OtherNumber { number }, &case.with_space(index, space, &text));
                found.extend(wrong.map(|wrong| of_the_first(case, index, number, length, wrong)));
            }
        }
    }
    found.extend(other_matches(case));
    found
}

/// Fewer trials are the first of all of them, where there is an order.
fn of_the_first(case: &Case<'_>, index: usize, number: u64, length: u64, wrong: Wrong) -> Wrong {
    let in_order =
        case.question.experiments[index].experiment.space().is_some_and(|space| space.is_ordered());
    match case.event() {
        Some(event) if number < length && in_order => {
            let question = case.same_of(part(event, index, 1, number));
            Wrong { question: Some(Box::new(question)), ..wrong }
        }
        _ => wrong,
    }
}

/// The answer for one more or one less in "exactly so many", "at least so many" and their like.
fn other_matches(case: &Case<'_>) -> Vec<Wrong> {
    let Some(Node::Compare(comparison, number, bound)) = case.event().map(Expr::node) else {
        return Vec::new();
    };
    let Some(asked) = bound.known().and_then(whole) else { return Vec::new() };
    let other = |taken: u64| {
        let bound = Expr::value_of(Value::Int(i64::try_from(taken).ok()?));
        let event = Expr::new(Node::Compare(*comparison, number.clone(), bound));
        let sign = comparison.sign();
        let says = Remark::Neighbour { asked: format!("{sign} {asked}"), taken: format!("{sign} {taken}") };
        case.wrong(says, &case.same_of(event))
    };
    [asked.checked_sub(1), asked.checked_add(1)].into_iter().flatten().filter_map(other).collect()
}

/// Every place of a word filled freely; each value choosing a trial for each trial choosing a value.
pub(super) fn powers(case: &Case<'_>) -> Vec<Wrong> {
    let Some((_, space)) = case.question.only_space() else { return Vec::new() };
    if !matches!(case.question.asked, Asked::Size) || case.question.given.is_some() {
        return Vec::new();
    }
    let (says, base, exponent) = match space.as_ref() {
        Space::Words(items, length) => (Remark::FilledFreely, items.classes().len() as u64, *length),
        Space::Multichoose(from, count) => (Remark::RowsForMultisets, from.size(), *count),
        Space::Trials(groups) => match &groups[..] {
            [(faces, count)] if faces.is_fair() => {
                (Remark::BaseAndExponent, *count, faces.weights().len() as u64)
            }
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    if exponent > LARGEST_EXPONENT {
        return Vec::new();
    }
    let value = num_traits::Pow::pow(BigInt::from(base), exponent);
    vec![Wrong::of(says, format!("{base}^{exponent}"), BigRational::from_integer(value))]
}
