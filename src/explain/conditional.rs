//! Conditional probability: counts in the reduced sample space, Bayes, or the quotient of two probabilities.

use crate::explain::board::{Board, both};
use crate::explain::branches::{branches, product, split};
use crate::explain::{Saying, Step, event};
use crate::question::Expr;
use num_rational::BigRational;
use num_traits::Zero;

/// P(A | B), which is p.
pub fn steps(board: &Board<'_>, asked: &Expr, given: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    bayes(board, asked, given, p)
        .or_else(|| counts(board, asked, given, p))
        .or_else(|| quotient(board, asked, given, p))
}

/// N(A | B): the outcomes in both.
pub fn counted(board: &Board<'_>, asked: &Expr, given: &Expr) -> Option<Vec<Step>> {
    let term = board.count(&both(asked, given))?;
    let mut steps = event::count(board, &both(asked, given)).map(|(steps, _)| steps).unwrap_or_default();
    steps.push(Step::term(Saying::TwoIntersect, [], &term));
    Some(steps)
}

/// N(A and B) / N(B), each counted on its own.
fn counts(board: &Board<'_>, asked: &Expr, given: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let condition = board.count(given)?;
    let together = both(asked, given);
    let joint = board.count(&together)?;
    if condition.value.is_zero() || &joint.value / &condition.value != *p {
        return None;
    }
    let mut steps = Vec::new();
    for (says, event, term) in
        [(Saying::ConditionCount, given, &condition), (Saying::BothCount, &together, &joint)]
    {
        if let Some((found, count)) = event::count(board, event)
            && count == term.value
        {
            steps.extend(found);
        }
        if steps.last().is_some_and(|step| step.formula.as_ref() == Some(&term.text)) {
            steps.pop();
        }
        steps.push(Step::term(says, [], term));
    }
    let formula = format!("{} / {}", joint.value, condition.value);
    steps.push(Step::said(Saying::RatioOfCounts, [], formula, p));
    steps.extend(super::closing::divisor(
        joint.value.numer().magnitude(),
        condition.value.numer().magnitude(),
    ));
    Some(steps)
}

/// Bayes: where what was seen depends on a cause that the event speaks of.
fn bayes(board: &Board<'_>, asked: &Expr, given: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let depends = board.question.experiments.iter().any(|e| e.experiment.names() != 0);
    if !depends {
        return None;
    }
    let split = split(board, given)?;
    let causes = branches(board, given, &split)?;
    if causes.is_empty() || causes.len() > 24 {
        return None;
    }
    let total: BigRational = causes.iter().map(|b| &b.prior * &b.likely.value).sum();
    let mut steps = Vec::new();
    for branch in &causes {
        let case = board.say(&branch.case);
        steps.push(Step::term(Saying::Prior, [case.clone()], &board.probability(&branch.case, None)?));
        steps.push(Step::term(Saying::Likelihood, [case], &branch.likely));
    }
    let terms: Vec<String> = causes.iter().map(product).collect();
    steps.push(Step::said(Saying::BayesTotal, [], terms.join(" + "), &total));
    let mut joint = Vec::new();
    let mut sum = BigRational::zero();
    for branch in &causes {
        let share = board.probability(&both(asked, given), Some(&branch.case))?.value;
        if share.is_zero() {
            continue;
        }
        let formula = if share == branch.likely.value {
            product(branch)
        } else {
            let (prior, share) = (super::board::factor(&branch.prior), super::board::factor(&share));
            format!("{prior} * {share}")
        };
        sum += &branch.prior * share;
        joint.push(formula);
    }
    if total.is_zero() || &sum / &total != *p || joint.is_empty() {
        return None;
    }
    steps.push(Step::said(Saying::BayesJoint, [], joint.join(" + "), &sum));
    steps.push(Step::said(Saying::Bayes, [], format!("({sum}) / ({total})"), p));
    Some(steps)
}

/// P(A and B) / P(B).
fn quotient(board: &Board<'_>, asked: &Expr, given: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let condition = board.probability(given, None)?;
    let together = both(asked, given);
    let joint = board.probability(&together, None)?;
    if condition.value.is_zero() || &joint.value / &condition.value != *p {
        return None;
    }
    let mut steps = event::probability(board, given, &condition.value).unwrap_or_default();
    steps.push(Step::term(Saying::ConditionProbability, [], &condition));
    steps.extend(event::probability(board, &together, &joint.value).unwrap_or_default());
    steps.push(Step::term(Saying::BothProbability, [], &joint));
    let formula = format!("({}) / ({})", joint.value, condition.value);
    steps.push(Step::said(Saying::RatioOfProbabilities, [], formula, p));
    Some(steps)
}
