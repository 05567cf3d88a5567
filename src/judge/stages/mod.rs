//! A student's formula read as choosing in stages, and an outcome that it counts twice, never, or by mistake.
//!
//! `C(4,1) * C(51,4)` reads as "one of the four aces, then four of the other 51 cards". Each factor is given a stage
//! that offers just as many choices as the factor says, so that the formula is the number of ways to go through the
//! stages; an outcome is counted as often as there are ways to arrive at it. The ways are found by going through the
//! stages within one outcome, which is short work however large the pack is. Samples without order are read in `hands`,
//! those in order in `rows`, and products place by place in `places`.

mod added;
mod factors;
mod filling;
mod hands;
mod places;
mod plan;
mod reading;
mod rows;
mod universe;
mod ways;

use crate::budget::Budget;
use crate::explain::{Choosing, Message, Remark, Step};
use crate::language::ast;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Node, Question};
use factors::{Factor, Whole, shares, terms};
use hands::Hands;
use num_rational::BigRational;
use plan::{best, plans, tell};
use rows::Rows;
use universe::Universe;
use ways::Ways;

/// A sample space on which formulas are read as choosing in stages.
trait Sample {
    /// One stage of choosing.
    type Stage: Clone;
    /// One outcome.
    type Outcome;
    /// Every way to read a product.
    fn readings(&self, factors: &[Factor]) -> Vec<Vec<Self::Stage>>;
    /// The ways through the stages that end with an outcome; nothing when there are too many to go through.
    fn ways(&self, stages: &[Self::Stage], outcome: &Self::Outcome) -> Option<Ways>;
    /// The outcomes on which formulas are tried, the smallest first, each with whether it is favourable.
    fn outcomes(&self) -> Box<dyn Iterator<Item = (Self::Outcome, bool)> + '_>;
    /// An outcome as text.
    fn text(&self, outcome: &Self::Outcome) -> String;
    /// A stage, for the catalogue of what is said.
    fn told(&self, stage: &Self::Stage) -> Option<Choosing>;
}

/// The steps that show where a formula of the favourable outcomes of a sample without order goes wrong; none when it is
/// not such a formula, or nothing wrong was found.
#[must_use]
pub fn witness(question: &Question, formula: &ast::Expr, budget: &Budget) -> Vec<Step> {
    without_order(question, formula, budget).unwrap_or_default()
}

/// The same of a sample in order.
#[must_use]
pub fn in_order(question: &Question, formula: &ast::Expr, budget: &Budget) -> Vec<Step> {
    rows(question, formula, budget).unwrap_or_default()
}

/// The steps that show a place with another number of choices than a product says, or stages that were added where they
/// are to be multiplied; none where nothing like that is found.
#[must_use]
pub fn product_rule(question: &Question, formula: &ast::Expr, truth: &BigRational) -> Vec<Step> {
    let added = added::witness(question, formula, truth);
    added.or_else(|| places::witness(question, formula)).unwrap_or_default()
}

fn without_order(question: &Question, formula: &ast::Expr, budget: &Budget) -> Option<Vec<Step>> {
    let (index, space) = question.only_space()?;
    let (event, is_count) = counted(question)?;
    let (from, size) = match space.as_ref() {
        Space::Choose(from, size) => (from, *size),
        // What is counted with its order is read place by place.
        Space::Draw(from, size) if !is_count => (from, *size),
        _ => return None,
    };
    if looks_at_places(&event) {
        return None;
    }
    let universe = Universe::new(from, size, &event)?;
    let whole = Whole::of(Factor { from: from.size(), take: size, ordered: false }, 1);
    let terms = if is_count { terms(formula)? } else { shares(formula, &whole)? };
    read(&Hands::new(&universe, &event, index), &terms, budget)
}

fn rows(question: &Question, formula: &ast::Expr, budget: &Budget) -> Option<Vec<Step>> {
    let (index, space) = question.only_space()?;
    let (event, is_count) = counted(question)?;
    let rows = Rows::new(space, &event, index)?;
    let terms = if is_count { terms(formula)? } else { shares(formula, &rows.whole())? };
    read(&rows, &terms, budget)
}

/// What makes an outcome favourable, and whether their number is asked for, and not their share.
fn counted(question: &Question) -> Option<(Expr, bool)> {
    question.given.is_none().then_some(())?;
    match &question.asked {
        Asked::Probability(event) => Some((event.clone(), false)),
        Asked::Count(event) => Some((event.clone(), true)),
        Asked::Size => Some((Expr::value_of(Value::Truth(true)), true)),
        _ => None,
    }
}

/// What the best reading of a formula goes wrong on.
fn read<S: Sample>(sample: &S, terms: &[factors::Term], budget: &Budget) -> Option<Vec<Step>> {
    let plan = best(&plans(terms, sample)?, sample)?;
    let told = tell(&plan, sample, budget)?;
    let stages = |part: &plan::Part<S>| {
        (part.away, part.stages.iter().filter_map(|stage| sample.told(stage)).collect())
    };
    let reading = plan.iter().map(stages).collect();
    let shown = Step::prose(Message::Remark(Remark::Shown(told)));
    Some(vec![Step::prose(Message::Remark(Remark::ReadAs { terms: reading })), shown])
}

/// Whether an expression speaks of places, so that the order of an outcome matters to it.
pub(super) fn looks_at_places(expression: &Expr) -> bool {
    matches!(expression.node(), Node::At(..) | Node::Slice(..))
        || expression.node().children().any(looks_at_places)
}
