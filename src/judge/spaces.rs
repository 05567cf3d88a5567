//! Mistakes with the sample space: with or without replacement, order that counts or does not, alike or told apart.

use super::Wrong;
use super::case::{Case, statements};
use crate::explain::Remark;
use crate::model::pattern::Comparison;
use crate::model::{Collection, Population, Space, Value};
use crate::number;
use crate::question::{Asked, Expr, Node};
use crate::statistic;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};
use std::sync::Arc;

/// The largest number of things whose orders are recognised.
const MOST_ORDERS: u64 = 12;

/// With replacement for without, and without for with.
pub(super) fn replacement(case: &Case<'_>) -> Vec<Wrong> {
    let counts = matches!(case.question.asked, Asked::Count(_) | Asked::Size);
    if !counts && !matches!(case.question.asked, Asked::Probability(_) | Asked::Mean(_) | Asked::Variance(_))
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (index, named) in case.question.experiments.iter().enumerate() {
        let Some(space) = named.experiment.space() else { continue };
        let text = named.experiment.text();
        let (other, text, with) = match space.as_ref() {
            Space::Choose(..) if counts => continue,
            Space::Draw(from, count) | Space::Choose(from, count) => {
                let Ok(faces) = from.faces() else { continue };
                let text = text.replacen("choose ", "draw ", 1);
                (Space::trials(Arc::new(faces), *count), format!("{text} with replacement"), true)
            }
            Space::Trials(groups) => {
                let (Some(text), [(faces, count)]) = (text.strip_suffix(" with replacement"), &groups[..])
                else {
                    continue;
                };
                let classes = faces.weights().iter().filter_map(|(v, w)| Some((v.clone(), w.to_u64()?)));
                let Ok(from) = Population::new(faces.collection(), classes) else { continue };
                let Ok(draw) = Space::draw(Arc::new(from), *count) else { continue };
                (draw, text.to_owned(), false)
            }
            _ => continue,
        };
        let question = case.with_space(index, other, &text);
        found.extend(case.wrong(Remark::Replacement { with }, &question));
    }
    found
}

/// An ordered number over an unordered one, or the reverse: the answer times k!, or by k!.
pub(super) fn ordered(case: &Case<'_>) -> Vec<Wrong> {
    let Some((_, space)) = case.question.only_space() else { return Vec::new() };
    let count = match space.as_ref() {
        Space::Draw(_, count) | Space::Choose(_, count) => *count,
        _ => return Vec::new(),
    };
    if case.question.given.is_some()
        || !(2..=MOST_ORDERS).contains(&count)
        || case.event().is_none() && !is_size(case)
    {
        return Vec::new();
    }
    let counted = !matches!(case.question.asked, Asked::Probability(_));
    let orders = format!("{count}!");
    let more = Remark::Ordered { count, counted };
    let less = Remark::Unordered { count, counted };
    vec![scaled(case, more, &orders, true), scaled(case, less, &orders, false)]
}

fn is_size(case: &Case<'_>) -> bool {
    matches!(case.question.asked, Asked::Size)
}

/// The answer times a number, or divided by it.
fn scaled(case: &Case<'_>, says: Remark, by: &str, times: bool) -> Wrong {
    let factor = by.strip_suffix('!').and_then(|n| n.parse().ok()).map_or_else(
        || by.parse().unwrap_or_else(|_| BigRational::one()),
        |n: u64| BigRational::from_integer(BigInt::from(number::factorial(n))),
    );
    let questions = std::slice::from_ref(case.question);
    let sign = if times { "*" } else { "/" };
    let formula = format!("{}{} {sign} {by}", statements(questions), case.question.measure());
    let value = if times { case.truth * factor } else { case.truth / factor };
    Wrong::of(says, formula, value)
}

/// Equal letters told apart, turns or reflections counted as different, groups without names given names: the number
/// of plain rows for the number of arrangements.
pub(super) fn rows(case: &Case<'_>) -> Vec<Wrong> {
    let Some((_, space)) = case.question.only_space() else { return Vec::new() };
    if case.question.given.is_some() || !matches!(case.question.asked, Asked::Count(_) | Asked::Size) {
        return Vec::new();
    }
    let Some(size) = space.size().map(|size| BigRational::from_integer(size.into())) else {
        return Vec::new();
    };
    let whole = |n: u64| BigRational::from_integer(BigInt::from(number::factorial(n)));
    let times = |says, rows: BigRational| {
        let (more, by) = if rows > size { (true, &rows / &size) } else { (false, &size / &rows) };
        (!by.is_one()).then(|| scaled(case, says, &by.to_string(), more))
    };
    let found = match space.as_ref() {
        Space::Words(items, length) if *length == items.size() => {
            alike_told_apart(items).into_iter().map(|by| times(Remark::AlikeToldApart, &size * by)).collect()
        }
        Space::Ring(items) => around(items.size(), whole(items.size()), times),
        Space::Necklace(items) => vec![
            times(Remark::TurnsToldApart, whole(items.size())),
            times(Remark::ReflectionsToldApart, &size * BigRational::from_integer(2.into())),
        ],
        Space::Split(_, sizes) => {
            let named = number::multinomial(sizes).map(|named| BigRational::from_integer(named.into()));
            vec![named.and_then(|named| times(Remark::GroupsNamed, named))]
        }
        Space::Deal(_, sizes) => vec![times(Remark::GroupsUnnamed, &size / orders_of_groups(sizes))],
        _ => Vec::new(),
    };
    found.into_iter().flatten().collect()
}

/// By what a number of words grows when some of the letters that come several times are told apart, the most first.
fn alike_told_apart(items: &Population) -> Vec<BigRational> {
    let repeated = items.classes().iter().filter(|(_, count)| *count > 1);
    let orders: Vec<BigInt> = repeated.take(6).map(|(_, count)| number::factorial(*count).into()).collect();
    let some = |chosen: u32| {
        let these = orders.iter().enumerate().filter(|(i, _)| chosen >> i & 1 == 1);
        BigRational::from_integer(these.map(|(_, orders)| orders.clone()).product())
    };
    (1..1u32 << orders.len()).rev().map(some).collect()
}

/// Around a table of so many: rows, rows that may be turned over, rounds that may be.
fn around(
    seats: u64,
    rows: BigRational,
    times: impl Fn(Remark, BigRational) -> Option<Wrong>,
) -> Vec<Option<Wrong>> {
    let two = BigRational::from_integer(2.into());
    let round = &rows / BigRational::from_integer(seats.max(1).into());
    let over = (seats > 2).then(|| times(Remark::ReflectionsAlike, round / &two)).flatten();
    vec![times(Remark::TurnsToldApart, rows.clone()), times(Remark::TurnsToldApart, rows / two), over]
}

/// In how many orders groups of the same sizes come.
fn orders_of_groups(sizes: &[u64]) -> BigRational {
    let mut sorted = sizes.to_vec();
    sorted.sort_unstable();
    let alike =
        sorted.chunk_by(|a, b| a == b).map(|group| BigInt::from(number::factorial(group.len() as u64)));
    BigRational::from_integer(alike.product())
}

/// Pairs that agree counted as if no two pairs could agree at once: C(n, 2) times the chance of one pair.
pub(super) fn pairs(case: &Case<'_>) -> Vec<Wrong> {
    let Some(event) = case.probable().filter(|_| case.question.given.is_none()) else { return Vec::new() };
    let Node::Compare(comparison, distinct, bound) = event.node() else { return Vec::new() };
    let Node::Call(function, parts) = distinct.node() else { return Vec::new() };
    let Some((index, space)) = case.question.only_space() else { return Vec::new() };
    let (Some(Value::Int(bound)), Some(length)) = (bound.known(), space.length()) else { return Vec::new() };
    let agree = match (function.name, comparison) {
        ("distinct", Comparison::Less | Comparison::Unequal) => *bound == length.cast_signed(),
        ("distinct", Comparison::AtMost) => bound + 1 == length.cast_signed(),
        ("maxcount", Comparison::AtLeast) => *bound == 2,
        ("maxcount", Comparison::Greater) => *bound == 1,
        _ => false,
    };
    if !agree || !parts.iter().any(|part| matches!(part.node(), Node::Name(i) if *i == index)) {
        return Vec::new();
    }
    let at = |i: i64| Expr::new(Node::At(Expr::new(Node::Name(index)), Expr::value_of(i)));
    let equal = Expr::new(Node::Compare(Comparison::Equal, at(1), at(2)));
    let question = case.asking(Asked::Probability(equal), None);
    let Some(value) = case.value(&question) else { return Vec::new() };
    let formula =
        format!("{}C({length}, 2) * {}", statements(std::slice::from_ref(&question)), question.measure());
    let choices = BigRational::from_integer(BigInt::from(number::binomial(length, 2)));
    vec![Wrong::of(Remark::PairsAdded, formula, value * choices)]
}

/// Multisets taken as equally likely; the places of the matches forgotten; one trial for several.
pub(super) fn multisets(case: &Case<'_>) -> Vec<Wrong> {
    let Some((index, space)) = case.question.only_space().filter(|_| case.probable().is_some()) else {
        return Vec::new();
    };
    if let Some(found) = successes(case, index) {
        return vec![found];
    }
    let Space::Trials(groups) = space.as_ref() else { return Vec::new() };
    let [(faces, count)] = &groups[..] else { return Vec::new() };
    if *count < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    if faces.is_fair()
        && let Some(set) = labels(faces.weights().iter().map(|(face, _)| face))
        && let Ok(from) =
            Population::new(Collection::Set, faces.weights().iter().map(|(face, _)| (face.clone(), 1)))
    {
        let text = format!("choose {count} from {set} with replacement");
        let alike = case.with_space(index, Space::Multichoose(Arc::new(from), *count), &text);
        found.extend(case.wrong(Remark::MultisetsAlike, &alike));
    }
    found.extend(places(case, *count));
    found.extend(one_trial(case, index, faces, *count));
    found
}

/// The same of a number of successes that is an experiment of its own.
fn successes(case: &Case<'_>, index: usize) -> Option<Wrong> {
    let Node::Compare(Comparison::Equal, number, bound) = case.probable()?.node() else { return None };
    matches!(number.node(), Node::Name(i) if *i == index).then_some(())?;
    let text = case.question.experiments[index].experiment.text();
    let trials: u64 = text.strip_prefix("binomial(")?.split_once(',')?.0.trim().parse().ok()?;
    let matches = super::case::whole(bound.known()?).filter(|k| (1..trials).contains(k))?;
    case.question.given.is_none().then(|| one_order(case, trials, matches))
}

/// One order of k matches among n trials, without the C(n, k) places: p^k (1 − p)^(n − k), where trials are independent.
pub(super) fn places(case: &Case<'_>, count: u64) -> Option<Wrong> {
    let Node::Compare(Comparison::Equal, number, bound) = case.probable()?.node() else { return None };
    let Node::Call(function, _) = number.node() else { return None };
    let matches = super::case::whole(bound.known()?).filter(|k| (1..count).contains(k))?;
    (function.name == "count" && case.question.given.is_none()).then(|| one_order(case, count, matches))
}

/// The answer by the number of ways to choose the places of the matches.
fn one_order(case: &Case<'_>, trials: u64, matches: u64) -> Wrong {
    let choices = BigRational::from_integer(BigInt::from(number::binomial(trials, matches)));
    let questions = std::slice::from_ref(case.question);
    let formula = format!("{}{} / C({trials}, {matches})", statements(questions), case.question.measure());
    Wrong::of(Remark::PlacesForgotten, formula, case.truth / choices)
}

/// The chance of one trial, for that of several: the first of them alone.
fn one_trial(case: &Case<'_>, index: usize, faces: &Arc<crate::model::Faces>, count: u64) -> Option<Wrong> {
    let (pattern, sample) = super::conditions::at_least_one(case.probable()?)?;
    let named = &case.question.experiments[index];
    let one = super::case::renumbered(named.experiment.text(), count, 1)?;
    let wrong =
        case.wrong(Remark::OneTrial, &case.with_space(index, Space::trials(Arc::clone(faces), 1), &one))?;
    let first = Expr::new(Node::At(sample, Expr::value_of(1)));
    let first = Expr::new(Node::Call(statistic::function("contains", 2)?, vec![pattern, first]));
    Some(Wrong { question: Some(Box::new(case.same_of(first))), ..wrong })
}

/// A set of labels as the language writes it.
fn labels<'a>(faces: impl Iterator<Item = &'a Value>) -> Option<String> {
    let faces: Vec<&Value> = faces.collect();
    let plain = faces.iter().all(|face| matches!(face, Value::Int(_) | Value::Word(_)));
    (plain && faces.len() <= 40)
        .then(|| format!("{{{}}}", faces.iter().map(|f| f.label_text()).collect::<Vec<_>>().join(", ")))
}

/// A number that is the answer times or by the orders of a few things, where a sample has as many: what is not taken
/// several at a time has no orders, and a factor of 2 is no 2!.
pub(super) fn factorial(case: &Case<'_>, student: &BigRational) -> Option<Wrong> {
    let asks = matches!(case.question.asked, Asked::Probability(_) | Asked::Count(_) | Asked::Size);
    let (_, space) = case.question.only_space().filter(|_| asks)?;
    let things = match space.as_ref() {
        Space::Occupancy(balls, boxes) => *balls.max(boxes),
        other => other.length()?,
    };
    (2..=MOST_ORDERS.min(things)).find_map(|count| {
        let orders = format!("{count}!");
        let more = scaled(case, Remark::OrdersMore { count }, &orders, true);
        let less = scaled(case, Remark::OrdersLess { count }, &orders, false);
        [more, less].into_iter().find(|wrong| wrong.value == *student)
    })
}
