//! Mistakes with what is left out or put in place of something else: a part of the event, the stages before the last, the
//! leading digit, one person of all, no two for all.

use super::Wrong;
use super::case::{Case, statements};
use super::unions::part;
use crate::explain::Remark;
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::number;
use crate::question::{Asked, Expr, Node, Question};
use crate::statistic;
use num_bigint::BigInt;
use num_rational::BigRational;
use std::sync::Arc;

/// One of the events of an "and" left out.
pub(super) fn left_out(case: &Case<'_>) -> Vec<Wrong> {
    let Some(Node::And(parts)) = case.event().map(Expr::node) else { return Vec::new() };
    let without = |i: usize| {
        let mut rest = parts.clone();
        let gone = rest.remove(i);
        let event = if rest.len() == 1 { rest.pop()? } else { Expr::new(Node::And(rest)) };
        case.wrong(Remark::PartForgotten { part: case.question.text_of(&gone) }, &case.same_of(event))
    };
    (0..parts.len()).filter_map(without).collect()
}

/// A leading zero allowed where there is none, or excluded where it may stand.
pub(super) fn leading_zero(case: &Case<'_>) -> Vec<Wrong> {
    let mut found = Vec::new();
    for (index, named) in case.question.experiments.iter().enumerate() {
        let Some(Space::Trials(groups)) = named.experiment.space().map(AsRef::as_ref) else { continue };
        let text = named.experiment.text();
        let Some(inside) = text.strip_prefix("digits(").and_then(|rest| rest.strip_suffix(')')) else {
            continue;
        };
        let (space, text, allowed) = match &groups[..] {
            [(_, 1), (all, n)] if !inside.contains(',') => {
                (Space::trials(Arc::clone(all), n + 1), format!("digits({inside}, 0..9)"), true)
            }
            [(all, n)] if *n > 1 && inside == format!("{n}, 0..9") => {
                let leading = all.weights().iter().filter(|(digit, _)| *digit != Value::Int(0));
                let Ok(first) = crate::model::Faces::new(all.collection(), leading.cloned()) else {
                    continue;
                };
                let groups = [(Arc::new(first), 1), (Arc::clone(all), n - 1)];
                (Space::Trials(groups.into()), format!("digits({n})"), false)
            }
            _ => continue,
        };
        found.extend(case.wrong(Remark::LeadingZero { allowed }, &case.with_space(index, space, &text)));
    }
    found
}

/// "No two side by side" taken as "not all together", and the reverse.
pub(super) fn apart(case: &Case<'_>) -> Vec<Wrong> {
    let Some(event) = case.event() else { return Vec::new() };
    let Node::Call(function, parts) = event.node() else { return Vec::new() };
    let (other, says) = match function.name {
        "apart" => ("together", Remark::ApartForNotTogether),
        "together" => ("apart", Remark::TogetherForNotApart),
        _ => return Vec::new(),
    };
    let Some(other) = statistic::function(other, 2) else { return Vec::new() };
    let not_other = Expr::new(Node::Not(Expr::new(Node::Call(other, parts.clone()))));
    let mut found: Vec<Wrong> = case.wrong(says, &case.same_of(not_other)).into_iter().collect();
    if function.name == "together" {
        found.extend(block_first(case, event, parts));
    }
    found
}

/// What stands together, at the beginning of the row.
fn block_first(case: &Case<'_>, event: &Expr, parts: &[Expr]) -> Option<Wrong> {
    let [block, sample] = parts else { return None };
    let (_, space) = case.question.only_space()?;
    matches!(space.as_ref(), Space::Draw(..) | Space::Words(..)).then_some(())?;
    let first = Expr::new(Node::At(sample.clone(), Expr::value_of(1)));
    let here = Expr::new(Node::Call(statistic::function("contains", 2)?, vec![block.clone(), first]));
    case.wrong(Remark::BlockFixed, &case.same_of(Expr::new(Node::And(vec![event.clone(), here]))))
}

/// Of several draws that must all match, the last one given the others alone, or the first alone; of a later draw, its
/// chance as if the one before were known.
pub(super) fn stages(case: &Case<'_>) -> Vec<Wrong> {
    all_match(case).or_else(|| later(case)).unwrap_or_default()
}

fn all_match(case: &Case<'_>) -> Option<Vec<Wrong>> {
    let (index, pattern, count) = every_one(case)?;
    let question = in_order(case, index)?;
    let sample = Expr::new(Node::Name(index));
    let (contains, counting) = (statistic::function("contains", 2)?, statistic::function("count", 2)?);
    let here = |place: i64| {
        let element = Expr::new(Node::At(sample.clone(), Expr::value_of(place)));
        Expr::new(Node::Call(contains, vec![pattern.clone(), element]))
    };
    let before = Expr::new(Node::Call(counting, vec![pattern.clone(), part(&sample, index, 1, count - 1)]));
    let last = i64::try_from(count).ok()?;
    let all = Expr::new(Node::Compare(Comparison::Equal, before, Expr::value_of(last - 1)));
    let ask = |event: Expr, given| Question { asked: Asked::Probability(event), given, ..question.clone() };
    let found = [
        case.wrong(Remark::LastStage, &ask(here(last), Some(all))),
        case.wrong(Remark::OneTrial, &ask(here(1), None)),
    ];
    Some(found.into_iter().flatten().collect())
}

/// The pattern that all of several draws must match, of the experiment with this index, and how many they are.
fn every_one(case: &Case<'_>) -> Option<(usize, Expr, u64)> {
    let event = case.probable().filter(|_| case.question.given.is_none())?;
    let (index, space) = case.question.only_space()?;
    let (Space::Draw(_, count) | Space::Choose(_, count)) = space.as_ref() else { return None };
    let Node::Compare(Comparison::Equal | Comparison::AtLeast, number, bound) = event.node() else {
        return None;
    };
    let Node::Call(function, parts) = number.node() else { return None };
    let [pattern, sample] = parts.as_slice() else { return None };
    let all = super::case::whole(bound.known()?) == Some(*count);
    let of_the_draw = matches!(sample.node(), Node::Name(name) if *name == index);
    (function.name == "count" && all && of_the_draw && *count > 1).then(|| (index, pattern.clone(), *count))
}

/// The question with the elements drawn in order.
fn in_order(case: &Case<'_>, index: usize) -> Option<Question> {
    let named = &case.question.experiments[index].experiment;
    match named.space()?.as_ref() {
        Space::Choose(from, count) => {
            let text = named.text().replacen("choose ", "draw ", 1);
            Some(case.with_space(index, Space::Draw(Arc::clone(from), *count), &text))
        }
        _ => Some(case.question.clone()),
    }
}

/// The chance at a later place as if the first were known to match, or not to.
fn later(case: &Case<'_>) -> Option<Vec<Wrong>> {
    let event = case.probable().filter(|_| case.question.given.is_none())?;
    let (_, space) = case.question.only_space()?;
    matches!(space.as_ref(), Space::Draw(..)).then_some(())?;
    let mut place = None;
    let first = event.rewrite_later(&mut |part| match part.node() {
        Node::At(sample, at) => {
            place = at.known().cloned();
            Ok(Some(Expr::new(Node::At(sample.clone(), Expr::value_of(1)))))
        }
        _ => Ok(None),
    });
    let is_plain = match event.node() {
        Node::Call(function, _) => function.name == "contains",
        Node::Compare(Comparison::Equal, ..) => true,
        _ => false,
    };
    matches!(place, Some(Value::Int(2..)) if is_plain).then_some(())?;
    let known = |given| {
        case.wrong(Remark::EarlierKnown, &case.asking(Asked::Probability(event.clone()), Some(given)))
    };
    let others = [first.clone(), Expr::new(Node::Not(first))];
    Some(others.into_iter().filter_map(known).collect())
}

/// "Any two agree" taken as "someone agrees with a certain one", or with a certain value.
pub(super) fn with_one(case: &Case<'_>) -> Vec<Wrong> {
    with_one_fixed(case).unwrap_or_default()
}

fn with_one_fixed(case: &Case<'_>) -> Option<Vec<Wrong>> {
    let (index, function, alike, some) = agreement(case, case.event()?)?;
    let (_, space) = case.question.only_space()?;
    let Space::Trials(groups) = space.as_ref() else { return None };
    let [(faces, count)] = &groups[..] else { return None };
    let named = matches!(alike.node(), Node::Name(name) if *name == index);
    (named && some == 2 && faces.is_fair() && *count > 2).then_some(())?;
    let value = faces.weights().first()?.0.clone();
    let ask = |first: u64| {
        let there = if first == 1 { alike.clone() } else { part(&alike, index, first, *count) };
        let event = Expr::new(Node::Call(function, vec![Expr::value_of(value.clone()), there]));
        case.wrong(Remark::WithOneFixed, &case.same_of(event))
    };
    Some([ask(2), ask(1)].into_iter().flatten().collect())
}

/// So many alike fixed and the rest left free.
pub(super) fn alike_then_free(case: &Case<'_>) -> Vec<Wrong> {
    alike_fixed(case).into_iter().collect()
}

fn alike_fixed(case: &Case<'_>) -> Option<Wrong> {
    let (index, _, sample, some) = agreement(case, case.event()?)?;
    let (_, space) = case.question.only_space()?;
    let length = space.length().filter(|length| some < *length)?;
    let question = in_order(case, index)?;
    let distinct = statistic::function("distinct", 1)?;
    let first = Expr::new(Node::Call(distinct, vec![part(&sample, index, 1, some)]));
    let event = Expr::new(Node::Compare(Comparison::Equal, first, Expr::value_of(1)));
    let question = Question { asked: Asked::Probability(event), given: None, ..question };
    let whole = |n: num_bigint::BigUint| BigRational::from_integer(BigInt::from(n));
    let mut value = case.value(&question)? * whole(number::binomial(length, some));
    let names = statements(std::slice::from_ref(&question));
    let mut formula = format!("{names}C({length}, {some}) * {}", question.measure());
    if !matches!(case.question.asked, Asked::Probability(_)) {
        let size = space.size()?;
        formula = format!("{formula} * {size}");
        value *= whole(size);
    }
    Some(Wrong::of(Remark::AlikeThenFree { alike: some }, formula, value))
}

/// The sample of which an event says that some elements are alike.
pub(super) fn alike_sample(case: &Case<'_>, event: &Expr) -> Option<Expr> {
    agreement(case, event).map(|(_, _, sample, _)| sample)
}

/// An event that says that some elements of a sample are alike: how many, in which sample, of the experiment with this
/// index; and the function that tells whether a value is in a sample.
fn agreement(case: &Case<'_>, event: &Expr) -> Option<(usize, &'static statistic::Function, Expr, u64)> {
    case.question.given.is_none().then_some(())?;
    let (index, space) = case.question.only_space()?;
    matches!(space.as_ref(), Space::Trials(_) | Space::Draw(..) | Space::Choose(..)).then_some(())?;
    let contains = statistic::function("contains", 2)?;
    let Node::Compare(comparison, number, bound) = event.node() else { return None };
    let Node::Call(function, parts) = number.node() else { return None };
    let sample = parts.last()?;
    let least = |bound: u64| match comparison {
        Comparison::Equal | Comparison::AtLeast => Some(bound),
        Comparison::Greater => Some(bound + 1),
        _ => None,
    };
    let bound = bound.known()?;
    let some = match function.name {
        "maxcount" => least(super::case::whole(bound)?)?,
        "pairs" => least(super::case::whole(bound)?).filter(|pairs| *pairs == 1).map(|_| 2)?,
        "distinct" => {
            let n = super::case::whole(bound)?;
            let fewer = match comparison {
                Comparison::Less | Comparison::Unequal => n,
                Comparison::AtMost => n + 1,
                _ => return None,
            };
            (space.length() == Some(fewer)).then_some(2)?
        }
        "poker" | "poker3" => {
            let some = match bound.to_string().as_str() {
                "pair" => 2,
                "three_of_a_kind" => 3,
                "four_of_a_kind" => 4,
                _ => return None,
            };
            least(some)?;
            let ranks = statistic::function("ranks", 1)?;
            return Some((index, contains, Expr::new(Node::Call(ranks, vec![sample.clone()])), some));
        }
        _ => return None,
    };
    (some > 1).then(|| (index, contains, sample.clone(), some))
}
