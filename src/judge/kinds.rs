//! Mistakes with kinds: one of each kind fixed and the rest left free, and hands that go by a better name counted too.

use super::Wrong;
use super::case::Case;
use super::conditions::at_least_one;
use super::events::counted_number;
use crate::explain::Remark;
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Node, Operator};
use crate::statistic;

/// The most kinds of which one each is fixed.
const MOST: usize = 6;

/// One of each kind fixed and the rest left free: an outcome is counted once for each way to say which were fixed, the
/// product of how many there are of each kind.
pub(super) fn each_then_free(case: &Case<'_>) -> Vec<Wrong> {
    let Some(numbers) = each_number(case) else { return Vec::new() };
    let times = |a: Expr, b: Expr| Expr::new(Node::Arithmetic(Operator::Multiply, a, b));
    let Some(product) = numbers.into_iter().reduce(times) else { return Vec::new() };
    let mean = case.asking(Asked::Mean(product), None);
    let found = match case.probable() {
        Some(_) => case.wrong(Remark::EachFixedThenFree, &mean),
        None => {
            let questions = [mean, case.asking(Asked::Size, None)];
            case.joined(Remark::EachFixedThenFree, &questions, " * ", |a, b| a * b)
        }
    };
    // The mean answers no question about the same outcomes.
    found.map(|wrong| Wrong { question: None, ..wrong }).into_iter().collect()
}

/// How many there are of each kind, where an event says that there is at least one of each: as it says, or as many
/// different values as there are.
pub(super) fn each_number(case: &Case<'_>) -> Option<Vec<Expr>> {
    let event = case.event().filter(|_| case.question.given.is_none())?;
    let numbers: Vec<Expr> = match event.node() {
        Node::And(parts) => {
            let some = |part: &Expr| at_least_one(part).and_then(|_| counted_number(part));
            parts.iter().map(some).collect::<Option<_>>()?
        }
        Node::Compare(Comparison::Equal | Comparison::AtLeast, number, bound) => {
            let Node::Call(function, parts) = number.node() else { return None };
            let (index, space) = case.question.only_space()?;
            let labels = space.labels();
            let all = bound.known().and_then(super::case::whole) == Some(labels.len() as u64);
            let of_sample = matches!(parts.last()?.node(), Node::Name(name) if *name == index);
            (function.name == "distinct" && all && of_sample).then_some(())?;
            let count = statistic::function("count", 2)?;
            let of = |label: &Value| {
                Expr::new(Node::Call(count, vec![Expr::value_of(label.clone()), parts[0].clone()]))
            };
            labels.iter().map(of).collect()
        }
        _ => return None,
    };
    let (_, space) = case.question.only_space()?;
    let sampled = matches!(space.as_ref(), Space::Trials(_) | Space::Draw(..) | Space::Choose(..));
    (sampled && (2..=MOST).contains(&numbers.len())).then_some(numbers)
}

/// Straights and flushes with those that are both.
pub(super) fn better_too(case: &Case<'_>) -> Vec<Wrong> {
    better(case).into_iter().collect()
}

fn better(case: &Case<'_>) -> Option<Wrong> {
    let event = case.event()?;
    let Node::Compare(Comparison::Equal, hand, bound) = event.node() else { return None };
    let Value::Level(level) = bound.known()? else { return None };
    matches!(bound.known()?.to_string().as_str(), "straight" | "flush").then_some(())?;
    let both: Vec<_> =
        ["straight_flush", "royal_flush"].into_iter().filter_map(|name| level.scale.level(name)).collect();
    let is = |level| {
        Expr::new(Node::Compare(Comparison::Equal, hand.clone(), Expr::value_of(Value::Level(level))))
    };
    let any = std::iter::once(event.clone()).chain(both.iter().map(|level| is(*level)));
    let any = Expr::new(Node::Or(any.collect()));
    let kinds = both.iter().map(|level| Value::Level(*level).to_string()).collect::<Vec<_>>().join(", ");
    case.wrong(Remark::BetterToo { kinds }, &case.same_of(any))
}
