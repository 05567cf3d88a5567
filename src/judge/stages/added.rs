//! Stages that were added where they are to be multiplied: what is counted then is a part of an outcome.

use super::factors::{product, terms};
use super::universe::Universe;
use crate::explain::{Message, Remark, Shown, Step};
use crate::language::ast;
use crate::model::Space;
use crate::question::{Asked, Question};
use num_rational::BigRational;

/// The name of the mistake and such a part, where the terms of a sum multiply to the truth.
pub(super) fn witness(question: &Question, formula: &ast::Expr, truth: &BigRational) -> Option<Vec<Step>> {
    let (_, space) = question.only_space()?;
    let (Asked::Count(event), Space::Choose(from, size), None) =
        (&question.asked, space.as_ref(), &question.given)
    else {
        return None;
    };
    let terms = terms(formula)?;
    let plain = terms.len() > 1 && terms.iter().all(|term| !term.away && term.over == 1);
    let each: Option<Vec<BigRational>> = terms.iter().map(|term| product(&term.factors)).collect();
    (plain && each?.into_iter().product::<BigRational>() == *truth).then_some(())?;
    let universe = Universe::new(from, *size, event)?;
    let [stage] = terms.first()?.factors.as_slice() else { return None };
    let (_, class) = universe.classes.iter().find(|(_, mask)| u64::from(mask.count_ones()) == stage.from)?;
    let elements = (0..universe.labels.len()).filter(|element| class >> element & 1 == 1);
    let part: Vec<usize> = elements.take(usize::try_from(stage.take).ok()?).collect();
    (part.len() < universe.size).then(|| {
        let outcome = universe.text(&part);
        let says = [Remark::StagesAdded, Remark::Shown(Shown::CannotBe { outcome })];
        says.map(|remark| Step::prose(Message::Remark(remark))).into()
    })
}
