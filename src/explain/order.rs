//! Medians, modes and quantiles by the probabilities on both sides; independence by both sides of its equation.

use crate::explain::board::{Board, equals};
use crate::explain::{Saying, Step};
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::{Expr, Node};
use num_rational::BigRational;

fn compared(number: &Expr, comparison: Comparison, bound: &Value) -> Expr {
    Expr::new(Node::Compare(comparison, number.clone(), Expr::value_of(bound.clone())))
}

/// Why these are medians: on both sides lies at least a half.
pub fn median(board: &Board<'_>, number: &Expr, given: Option<&Expr>, found: &[Value]) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for value in found.iter().take(4) {
        for (says, comparison) in
            [(Saying::AtMost, Comparison::AtMost), (Saying::AtLeast, Comparison::AtLeast)]
        {
            let term = board.probability(&compared(number, comparison, value), given)?;
            steps.push(Step::term(says, [value.to_string()], &term));
        }
        let half = [Comparison::AtMost, Comparison::AtLeast].map(|c| {
            board
                .probability(&compared(number, c, value), given)
                .map(|t| t.value.to_string())
                .unwrap_or_default()
        });
        let formula = format!("if {} >= 1/2 and {} >= 1/2 then {value} else 0", half[0], half[1]);
        if value.ratio().is_some() {
            steps.push(Step::said(Saying::MedianIs, [value.to_string()], formula, value));
        }
    }
    Some(steps)
}

/// Why these are quantiles: below them lies less than the level, up to them at least as much.
pub fn quantile(
    board: &Board<'_>,
    number: &Expr,
    level: &BigRational,
    given: Option<&Expr>,
    found: &[Value],
) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for value in found.iter().take(2) {
        let below = board.probability(&compared(number, Comparison::Less, value), given)?;
        let up_to = board.probability(&compared(number, Comparison::AtMost, value), given)?;
        steps.push(Step::term(Saying::Below, [value.to_string(), level.to_string()], &below));
        steps.push(Step::term(Saying::QuantileIs, [value.to_string(), level.to_string()], &up_to));
    }
    Some(steps)
}

/// Why these are the likeliest values: their probability, and that of the next.
pub fn mode(board: &Board<'_>, number: &Expr, given: Option<&Expr>, found: &[Value]) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for value in found.iter().take(4) {
        let term = board.probability(&equals(number, value), given)?;
        steps.push(Step::term(Saying::Likeliest, [value.to_string()], &term));
    }
    if let Some(law) = board.law(number, given) {
        let rest =
            law.weights().filter(|(v, _)| !found.contains(v)).max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        if let Some((value, _)) = rest {
            let term = board.probability(&equals(number, value), given)?;
            steps.push(Step::term(Saying::RunnerUp, [value.to_string()], &term));
        }
    }
    Some(steps)
}

/// Both sides of P(A₁ and A₂ …) = P(A₁)·P(A₂)…, for the events that decide it.
pub fn independent(
    board: &Board<'_>,
    events: &[Expr],
    given: Option<&Expr>,
    truth: bool,
) -> Option<Vec<Step>> {
    let terms: Vec<_> = events.iter().map(|e| board.probability(e, given)).collect::<Option<_>>()?;
    let mut steps: Vec<Step> = events
        .iter()
        .zip(&terms)
        .map(|(e, term)| Step::term(Saying::EventIs, [board.say(e)], term))
        .collect();
    for chosen in (1usize..1 << events.len().min(10)).filter(|c| c.count_ones() > 1) {
        let picked = |i: &usize| chosen >> i & 1 == 1;
        let together: Vec<Expr> = (0..events.len()).filter(picked).map(|i| events[i].clone()).collect();
        let joint = board.probability(&Expr::new(Node::And(together)), given)?;
        let product: BigRational = (0..events.len()).filter(picked).map(|i| terms[i].value.clone()).product();
        let last = truth && chosen + 1 == 1 << events.len();
        if last || (!truth && joint.value != product) {
            let formula: Vec<String> =
                (0..events.len()).filter(picked).map(|i| super::board::factor(&terms[i].value)).collect();
            steps.push(Step::said(Saying::ProductOf, [], formula.join(" * "), product));
            steps.push(Step::term(Saying::AllTogether, [], &joint));
            return Some(steps);
        }
    }
    Some(steps)
}

/// The probability that two of the events happen together.
pub fn disjoint(board: &Board<'_>, events: &[Expr], given: Option<&Expr>) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for (i, a) in events.iter().enumerate() {
        for b in &events[..i] {
            let joint = Expr::new(Node::And(vec![b.clone(), a.clone()]));
            let says = Saying::EventIs;
            steps.push(Step::term(says, [board.say(&joint)], &board.probability(&joint, given)?));
        }
    }
    (steps.len() <= 10).then_some(steps)
}
