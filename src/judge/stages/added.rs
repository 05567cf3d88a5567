//! Stages that were added where they are to be multiplied, so that a part of an outcome is counted; and cases that were
//! multiplied where they are to be added, so that something larger is.

use super::factors::{Factor, Whole, product, shares, terms};
use super::universe::Universe;
use crate::explain::{Message, Remark, Shown, Step};
use crate::language::ast;
use crate::model::Space;
use crate::question::{Asked, Question};
use num_rational::BigRational;

/// The name of the mistake and what is counted, where the terms of a sum multiply to the truth, or the factors of a product
/// add up to it.
pub(super) fn witness(question: &Question, formula: &ast::Expr, truth: &BigRational) -> Option<Vec<Step>> {
    let (_, space) = question.only_space()?;
    let (Space::Choose(from, size), None) = (space.as_ref(), &question.given) else { return None };
    let whole = Whole::of(Factor { from: from.size(), take: *size, ordered: false }, 1);
    let (event, terms, truth) = match &question.asked {
        Asked::Count(event) => (event, terms(formula)?, truth.clone()),
        Asked::Probability(event) => {
            let size = BigRational::from_integer(space.size()?.into());
            (event, shares(formula, &whole)?, truth * size)
        }
        _ => return None,
    };
    if terms.iter().any(|term| term.away || term.over != 1) {
        return None;
    }
    let (says, stages) = match terms.as_slice() {
        [term] => {
            let each: Option<Vec<_>> = term.factors.iter().map(|factor| product(&[*factor])).collect();
            let is_sum = term.factors.len() > 1 && each?.into_iter().sum::<BigRational>() == truth;
            (is_sum.then_some(Remark::CasesMultiplied)?, term.factors.clone())
        }
        terms => {
            let each: Option<Vec<_>> = terms.iter().map(|term| product(&term.factors)).collect();
            let is_product = each?.into_iter().product::<BigRational>() == truth;
            (is_product.then_some(Remark::StagesAdded)?, terms.first()?.factors.clone())
        }
    };
    let universe = Universe::new(from, *size, event)?;
    let counted = chosen(&stages, &universe).filter(|counted| counted.len() != universe.size)?;
    let outcome = universe.text(&counted);
    let says = [says, Remark::Shown(Shown::CannotBe { outcome })];
    Some(says.map(|remark| Step::prose(Message::Remark(remark))).into())
}

/// The first elements of the classes that stages choose from.
fn chosen(stages: &[Factor], universe: &Universe) -> Option<Vec<usize>> {
    let mut all: Vec<usize> = Vec::new();
    for stage in stages {
        let from = |mask: u128| u64::from(mask.count_ones()) == stage.from;
        let fresh = |mask: u128| all.iter().all(|element| mask >> element & 1 == 0);
        let (_, class) = universe.classes.iter().find(|(_, mask)| from(*mask) && fresh(*mask))?;
        let elements = (0..universe.labels.len()).filter(|element| class >> element & 1 == 1);
        all.extend(elements.take(usize::try_from(stage.take).ok()?));
    }
    Some(all)
}
