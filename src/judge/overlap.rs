//! An outcome that lies in several of the cases that a student added.

use super::case::Case;
use super::unions;
use crate::explain::{Message, Remark, Step};
use crate::model::{Space, Value};
use crate::question::{Expr, Outcomes, Question};
use crate::solve::listing;

/// How many outcomes are looked at.
const LOOKED_AT: usize = 2_000;

/// The outcome that lies in the fewest of the cases that it lies in twice, where a mistake was to add cases.
pub(super) fn witness(case: &Case<'_>, says: &Remark) -> Option<Step> {
    if !matches!(says, Remark::Added | Remark::ChancesAdded | Remark::PairsAdded) {
        return None;
    }
    let cases = unions::single(case)?;
    let values = found(case, &cases)?;
    let holding: Vec<&Expr> = cases.iter().filter(|event| holds(case, event, &values)).collect();
    let ways = holding.iter().take(2).map(|event| case.question.text_of(event)).collect();
    let outcome = values.iter().map(told).collect::<Vec<_>>().join(", ");
    let times = u64::try_from(holding.len()).ok().filter(|times| *times > 1)?;
    Some(Step::prose(Message::Remark(Remark::CountedTwice { outcome, times, ways })))
}

/// What the experiments show in such an outcome: the first outcomes are looked at, and elements that lie in two cases each.
fn found(case: &Case<'_>, cases: &[Expr]) -> Option<Vec<Value>> {
    let question = Question { given: None, ..case.question.clone() };
    let (rows, _) = listing::rows(&question, LOOKED_AT, &case.short()).ok()?;
    let times = |values: &[Value]| cases.iter().filter(|event| holds(case, event, values)).count();
    let rows = rows.into_iter().map(|row| (times(&row.values), row.values));
    let least = rows.filter(|(times, _)| *times > 1).min_by_key(|(times, _)| *times);
    least.map(|(_, values)| values).or_else(|| built(case, cases))
}

/// An outcome made of elements each of which lies in the same two cases by itself.
fn built(case: &Case<'_>, cases: &[Expr]) -> Option<Vec<Value>> {
    let (_, space) = case.question.only_space()?;
    let (from, size) = match space.as_ref() {
        Space::Choose(from, size) | Space::Draw(from, size) => (from, usize::try_from(*size).ok()?),
        _ => return None,
    };
    let [first, second, ..] = cases else { return None };
    let both = |values: &[Value]| [first, second].iter().all(|event| holds(case, event, values));
    let elements = from.classes().iter().flat_map(|(label, count)| {
        std::iter::repeat_n(label, usize::try_from(*count).unwrap_or(usize::MAX).min(size))
    });
    let fitting: Vec<Value> =
        elements.filter(|label| both(&[Value::row([(*label).clone()])])).take(size).cloned().collect();
    let hand = vec![Value::row(fitting.iter().cloned())];
    (fitting.len() == size && both(&hand)).then_some(hand)
}

/// Whether an event holds when the experiments that the question mentions show this.
fn holds(case: &Case<'_>, event: &Expr, values: &[Value]) -> bool {
    let mentioned = case.question.mentioned();
    let mut shown = values.iter().cloned();
    let places = 0..case.question.experiments.len();
    let mut outcomes = Outcomes::default();
    outcomes.names = places.map(|i| if mentioned >> i & 1 == 1 { shown.next() } else { None }).collect();
    event.evaluate(&mut outcomes).ok() == Some(Value::Truth(true))
}

/// An outcome, the elements of a sample without brackets and commas.
pub(super) fn told(value: &Value) -> String {
    match value {
        Value::Row(elements) => elements.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}
