//! A number to which every throw adds what it scores: the sum of dice that show the scores.

use crate::explain::board::Board;
use crate::explain::{Saying, Step};
use crate::model::{Faces, Space, Value};
use crate::question::{Asked, Expr, Node, Question};
use crate::solve::scored::scored;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::One;

/// P(A) where A compares such a number with a bound, as a question about the sum of other dice.
pub fn probability(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let asked = Asked::Probability(event.clone());
    let question = scored(&Question { asked, given: None, ..board.question.clone() })?;
    let Asked::Probability(event) = &question.asked else { return None };
    let Node::Compare(comparison, sum, bound) = event.node() else { return None };
    let (Node::Call(_, sample), bound) = (sum.node(), bound.known()?) else { return None };
    let Node::Name(name) = sample.first()?.node() else { return None };
    let Space::Trials(groups) = question.experiments[*name].experiment.space()?.as_ref() else {
        return None;
    };
    let [(faces, throws)] = groups.as_ref() else { return None };
    let formula = format!("P(sum(pool({throws}, {})) {} {bound})", die(faces), comparison.sign());
    let mut scores: Vec<_> = faces.weights().iter().map(|(score, _)| score).collect();
    scores.sort();
    let scores: Vec<String> = scores.into_iter().map(ToString::to_string).collect();
    Some(vec![Step::said(Saying::Scored, [scores.join(", "), throws.to_string()], formula, p)])
}

fn die(faces: &Faces) -> String {
    let mut weights: Vec<_> = faces.weights().iter().collect();
    weights.sort();
    let weighed = |(face, weight): &(Value, BigUint)| {
        if weight.is_one() { face.to_string() } else { format!("{face}:{weight}") }
    };
    let faces: Vec<String> = weights.into_iter().map(weighed).collect();
    format!("die{{{}}}", faces.join(", "))
}
