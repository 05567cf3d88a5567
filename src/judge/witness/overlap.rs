//! An outcome that lies in several of the cases that a student added.

use super::sight::{self, Shown as Outcome, holds, told_all};
use crate::explain::{Remark, Shown};
use crate::judge::case::Case;
use crate::judge::unions;
use crate::model::{Space, Value};
use crate::question::Expr;

/// The outcome that lies in the fewest of the cases that it lies in twice, where a mistake was to add cases.
pub(super) fn witness(case: &Case<'_>, says: &Remark) -> Option<Shown> {
    if !matches!(says, Remark::Added | Remark::ChancesAdded | Remark::PairsAdded) {
        return None;
    }
    let event = case.event()?;
    if let Some(cases) = unions::single(case, event) {
        let (outcome, times, ways) = overlap(case, &cases)?;
        return Some(match holds(event, &outcome) {
            true => Shown::CountedTwice { outcome: told_all(case.question, &outcome), times, ways },
            false => Shown::CountedWrongly { outcome: told_all(case.question, &outcome) },
        });
    }
    // Of "none of these" the cases are taken away from the whole.
    let cases = unions::opposite(event).and_then(|event| unions::single(case, &event))?;
    let (outcome, times, ways) = overlap(case, &cases)?;
    Some(Shown::TakenAwayTwice { outcome: told_all(case.question, &outcome), times, ways })
}

/// An outcome in as few cases as may be, but two; how many; and the first two of them.
fn overlap(case: &Case<'_>, cases: &[Expr]) -> Option<(Outcome, u64, Vec<String>)> {
    let events: Vec<&Expr> = cases.iter().collect();
    let times = |outcome: &Outcome| events.iter().filter(|event| holds(event, outcome)).count();
    let outcome = sight::first(case, &events, &|outcome| times(outcome) == 2)
        .or_else(|| built(case, cases))
        .or_else(|| sight::first(case, &events, &|outcome| times(outcome) > 1))?;
    let holding: Vec<&&Expr> = events.iter().filter(|event| holds(event, &outcome)).collect();
    let ways = holding.iter().take(2).map(|event| case.question.text_of(event)).collect();
    let times = u64::try_from(holding.len()).ok().filter(|times| *times > 1)?;
    Some((outcome, times, ways))
}

/// An outcome made of elements each of which lies in the same two cases by itself.
fn built(case: &Case<'_>, cases: &[Expr]) -> Option<Outcome> {
    let (index, space) = case.question.only_space()?;
    let (from, size) = match space.as_ref() {
        Space::Choose(from, size) | Space::Draw(from, size) => (from, usize::try_from(*size).ok()?),
        _ => return None,
    };
    let [first, second, ..] = cases else { return None };
    let both = |value: &Value| [first, second].iter().all(|event| holds(event, &sight::alone(index, value)));
    let elements = from.classes().iter().flat_map(|(label, count)| {
        std::iter::repeat_n(label, usize::try_from(*count).unwrap_or(usize::MAX).min(size))
    });
    let fitting: Vec<Value> =
        elements.filter(|label| both(&Value::row([(*label).clone()]))).take(size).cloned().collect();
    let hand = Value::row(fitting.iter().cloned());
    (fitting.len() == size && both(&hand)).then(|| sight::alone(index, &hand))
}
