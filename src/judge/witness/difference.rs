//! An outcome that tells the question from the one that a mistake answers: counted there and not here, or the other way.

use super::sight::{self, Shown as Outcome, alone, can_be, first_in, holds, told, told_all, told_apart};
use crate::explain::{Remark, Shown};
use crate::judge::case::Case;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Node, Question};
use std::sync::Arc;

/// An event, and what it is asked under.
struct Side<'a> {
    event: &'a Expr,
    given: Option<&'a Expr>,
}

impl<'a> Side<'a> {
    fn of(question: &'a Question) -> Option<Self> {
        let (Asked::Probability(event) | Asked::Count(event)) = &question.asked else { return None };
        Some(Self { event, given: question.given.as_ref() })
    }

    fn is_given(&self, outcome: &Outcome) -> bool {
        self.given.is_none_or(|given| holds(given, outcome))
    }

    fn is_favourable(&self, outcome: &Outcome) -> bool {
        self.is_given(outcome) && holds(self.event, outcome)
    }
}

/// The first outcome that the mistake counts wrongly, or never; or lets into the condition, or leaves out of it.
pub(super) fn witness(case: &Case<'_>, other: &Question, says: &Remark) -> Option<Shown> {
    let (right, wrong) = (Side::of(case.question)?, Side::of(other)?);
    match (case.question.only_space(), other.only_space()) {
        (Some((i, a)), Some((j, b))) if i == j && !Arc::ptr_eq(a, b) => {
            Samples { right, wrong, index: i, spaces: [a, b] }.witness(says)
        }
        _ => same_experiments(case.question, other).then(|| together(case, &right, &wrong))?,
    }
}

fn same_experiments(a: &Question, b: &Question) -> bool {
    let texts = |question: &Question| -> Vec<String> {
        question.experiments.iter().map(|named| named.experiment.text().to_owned()).collect()
    };
    texts(a) == texts(b)
}

/// Of the same experiments.
fn together(case: &Case<'_>, right: &Side<'_>, wrong: &Side<'_>) -> Option<Shown> {
    let looked_at: Vec<&Expr> =
        [Some(right.event), Some(wrong.event), right.given, wrong.given].into_iter().flatten().collect();
    let first = |is: &dyn Fn(&Outcome) -> bool| {
        sight::first(case, &looked_at, is).map(|outcome| told_all(case.question, &outcome))
    };
    let counted = first(&|o| wrong.is_favourable(o) && !right.is_favourable(o) && right.is_given(o));
    if let Some(outcome) = counted {
        return Some(Shown::CountedWrongly { outcome });
    }
    if let Some(outcome) = first(&|o| right.is_favourable(o) && !wrong.is_favourable(o) && wrong.is_given(o))
    {
        return Some(Shown::NeverCounted { outcome });
    }
    if let Some(outcome) = first(&|o| wrong.is_given(o) && !right.is_given(o)) {
        return Some(Shown::LetIn { outcome });
    }
    first(&|o| right.is_given(o) && !wrong.is_given(o)).map(|outcome| Shown::LeftOut { outcome })
}

/// Two ways to take one sample.
struct Samples<'a> {
    right: Side<'a>,
    wrong: Side<'a>,
    index: usize,
    spaces: [&'a Arc<Space>; 2],
}

impl Samples<'_> {
    fn witness(&self, says: &Remark) -> Option<Shown> {
        let [here, there] = self.spaces;
        let rows = |space: &Space| {
            matches!(space, Space::Draw(..) | Space::Choose(..) | Space::Trials(_) | Space::Words(..))
        };
        if !rows(here) || !rows(there) || here.length() > Some(60) {
            return None;
        }
        let see = |value: &Value| alone(self.index, value);
        let right = |o: &Value| can_be(here, o) && self.right.is_favourable(&see(o));
        let wrong = |o: &Value| can_be(there, o) && self.wrong.is_favourable(&see(o));
        if here.length() != there.length() {
            // Outcomes of another length are none of those that were asked for.
            return first_in(there, &wrong).map(|o| Shown::CannotBe { outcome: told(&o) });
        }
        if let Some(outcome) = first_in(there, &|o| wrong(o) && !right(o)) {
            let is_possible = can_be(here, &outcome);
            let outcome = told(&outcome);
            return Some(match is_possible {
                true => Shown::CountedWrongly { outcome },
                false => Shown::CannotBe { outcome },
            });
        }
        if let Some(outcome) = first_in(here, &|o| right(o) && !wrong(o)) {
            return Some(Shown::NeverCounted { outcome: told(&outcome) });
        }
        self.one_taken_twice(says)
    }

    /// With replacement one element may come twice, although another looks like it.
    fn one_taken_twice(&self, says: &Remark) -> Option<Shown> {
        let Remark::Replacement { with } = says else { return None };
        let (space, side) = if *with { (self.spaces[1], &self.wrong) } else { (self.spaces[0], &self.right) };
        let twice =
            |row: &Value| row.elements().iter().enumerate().any(|(i, e)| row.elements()[..i].contains(e));
        let found = first_in(space, &|o| twice(o) && side.is_favourable(&alone(self.index, o)))?;
        let mut names = told_apart(found.elements());
        // The first two that look alike are one.
        let elements = found.elements();
        let second = (1..elements.len()).find(|i| elements[..*i].contains(&elements[*i]))?;
        names[second] = names[elements.iter().position(|e| *e == elements[second])?].clone();
        let outcome = names.join(" ");
        Some(if *with { Shown::CannotBe { outcome } } else { Shown::NeverCounted { outcome } })
    }
}

/// An outcome that a number of outcomes leaves out of all of them.
pub(super) fn not_divided(case: &Case<'_>) -> Option<Shown> {
    let event = case.event()?;
    let other = Expr::new(Node::Not(event.clone()));
    let outcome = sight::first(case, &[event], &|o| holds(&other, o))?;
    Some(Shown::LeftOut { outcome: told_all(case.question, &outcome) })
}
