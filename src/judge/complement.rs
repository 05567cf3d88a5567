//! Mistakes in what is taken away from the whole: those that the opposite event tempts to.

use super::Wrong;
use super::case::Case;
use super::unions::opposite;
use super::{recognised, witness};
use crate::budget::Budget;
use crate::explain::{Message, Remark, Shown, Step};
use crate::language::ast;
use crate::question::{Asked, Expr, Node};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// The mistake that comes to the opposite of the student's number, and the step that shows it.
pub(super) fn mistake(
    case: &Case<'_>,
    student: &BigRational,
    formula: &ast::Expr,
    budget: &Budget,
) -> Option<(Wrong, Option<Step>)> {
    let event = case.event().filter(|_| case.question.given.is_none())?;
    let not = || Expr::new(Node::Not(event.clone()));
    let question = case.same_of(opposite(event).unwrap_or_else(not));
    let whole = match &question.asked {
        Asked::Probability(_) => BigRational::one(),
        _ => BigRational::from_integer(question.only_space()?.1.size()?.into()),
    };
    let rest = &whole - student;
    let truth = &whole - case.truth;
    if rest <= BigRational::zero() || truth.is_zero() {
        return None;
    }
    let other = Case::new(&question, &truth, budget);
    let wrong = recognised(&other, &rest)?;
    // A number of another sample space is taken from this one's only by somebody who takes something away.
    let takes_away = matches!(formula.node, ast::Node::Binary { operator: ast::Operator::Subtract, .. });
    let elsewhere = matches!(wrong.says, Remark::OtherNumber { .. } | Remark::Replacement { .. });
    if elsewhere && !whole.is_one() && !takes_away {
        return None;
    }
    let shown = witness::witness(&other, &wrong).and_then(turned);
    let (statements, formula) = match wrong.formula.rsplit_once("; ") {
        Some((statements, formula)) => (format!("{statements}; "), formula),
        None => (String::new(), wrong.formula.as_str()),
    };
    let formula = format!("{statements}{whole} - ({formula})");
    let says = Remark::InComplement { mistake: Box::new(wrong.says) };
    Some((Wrong::of(says, formula, student.clone()), shown))
}

/// What is said of an outcome of the opposite event, for the event itself; nothing of what is no outcome at all.
fn turned(step: Step) -> Option<Step> {
    let Message::Remark(Remark::Shown(shown)) = step.says else { return Some(step) };
    let shown = match shown {
        Shown::CountedTwice { outcome, times, ways } => Shown::TakenAwayTwice { outcome, times, ways },
        Shown::NeverCounted { outcome } => Shown::CountedWrongly { outcome },
        Shown::CountedWrongly { outcome } => Shown::NeverCounted { outcome },
        Shown::CannotBe { .. } => return None,
        other => other,
    };
    Some(Step::prose(Message::Remark(Remark::Shown(shown))))
}
