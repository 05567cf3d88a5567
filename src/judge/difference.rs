//! An outcome that tells the question from the one that a mistake answers: counted there and not here, or the other way.

use super::case::Case;
use super::overlap::told;
use crate::explain::{Message, Remark, Step};
use crate::model::outcomes::each_outcome;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Outcomes, Question};
use std::sync::Arc;

/// How many outcomes are looked at.
const LOOKED_AT: usize = 20_000;

/// A question of one experiment.
struct Side<'a> {
    question: &'a Question,
    event: &'a Expr,
    name: usize,
    space: &'a Arc<Space>,
}

impl<'a> Side<'a> {
    fn of(question: &'a Question) -> Option<Self> {
        let (Asked::Probability(event) | Asked::Count(event)) = &question.asked else { return None };
        let (name, space) = question.only_space()?;
        Some(Self { question, event, name, space })
    }

    fn holds(&self, event: &Expr, outcome: &Value) -> bool {
        let mut outcomes = Outcomes::default();
        outcomes.names = vec![None; self.question.experiments.len()];
        outcomes.names[self.name] = Some(outcome.clone());
        event.evaluate(&mut outcomes).ok() == Some(Value::Truth(true))
    }

    /// Whether an outcome is one of those that this question is asked under.
    fn is_given(&self, outcome: &Value) -> bool {
        can_be(self.space, outcome)
            && self.question.given.as_ref().is_none_or(|given| self.holds(given, outcome))
    }

    fn is_favourable(&self, outcome: &Value) -> bool {
        self.is_given(outcome) && self.holds(self.event, outcome)
    }

    /// The first outcome for which this is so.
    fn first(&self, is: impl Fn(&Value) -> bool) -> Option<Value> {
        let (mut looked_at, mut found) = (0, None);
        each_outcome(self.space, &mut |outcome, _| {
            looked_at += 1;
            if is(&outcome) {
                found = Some(outcome);
            }
            found.is_none() && looked_at < LOOKED_AT
        });
        found
    }
}

/// Whether a row of these elements can be an outcome of a space, whatever its order.
fn can_be(space: &Space, outcome: &Value) -> bool {
    let elements = outcome.elements();
    match space {
        Space::Draw(from, n) | Space::Choose(from, n) => {
            let enough = |label: &Value| {
                let here = elements.iter().filter(|other| *other == label).count() as u64;
                from.classes().iter().any(|(class, count)| class == label && here <= *count)
            };
            elements.len() as u64 == *n && elements.iter().all(enough)
        }
        Space::Trials(groups) => {
            let each = groups.iter().flat_map(|(faces, n)| (0..*n).map(move |_| faces));
            let faces: Vec<_> = each.take(elements.len() + 1).collect();
            faces.len() == elements.len()
                && faces
                    .iter()
                    .zip(elements)
                    .all(|(faces, e)| faces.weights().iter().any(|(face, _)| face == e))
        }
        _ => true,
    }
}

/// Whether outcomes of one space may be held against the other.
fn comparable(a: &Arc<Space>, b: &Arc<Space>) -> bool {
    let rows = |space: &Space| matches!(space, Space::Draw(..) | Space::Choose(..) | Space::Trials(_));
    Arc::ptr_eq(a, b) || (a.length() == b.length() && rows(a) && rows(b))
}

/// The first outcome that the mistake counts wrongly, or never; or lets into the condition, or leaves out of it.
pub(super) fn witness(case: &Case<'_>, other: &Question) -> Option<Step> {
    let (right, wrong) = (Side::of(case.question)?, Side::of(other)?);
    if right.name != wrong.name || !comparable(right.space, wrong.space) || right.space.length() > Some(60) {
        return None;
    }
    let counted = || wrong.first(|outcome| wrong.is_favourable(outcome) && !right.is_favourable(outcome));
    let missed = || right.first(|outcome| right.is_favourable(outcome) && !wrong.is_favourable(outcome));
    let let_in = || wrong.first(|outcome| wrong.is_given(outcome) && !right.is_given(outcome));
    let left_out = || right.first(|outcome| right.is_given(outcome) && !wrong.is_given(outcome));
    let text = |outcome: Value| told(&outcome);
    let remark = counted()
        .map(|outcome| Remark::CountedWrongly { outcome: text(outcome) })
        .or_else(|| missed().map(|outcome| Remark::NeverCounted { outcome: text(outcome) }))
        .or_else(|| let_in().map(|outcome| Remark::LetIn { outcome: text(outcome) }))
        .or_else(|| left_out().map(|outcome| Remark::LeftOut { outcome: text(outcome) }))?;
    Some(Step::prose(Message::Remark(remark)))
}
