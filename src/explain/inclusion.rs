//! Inclusion and exclusion: P(A ∪ B) = P(A) + P(B) − P(A ∩ B), and so on.

use crate::explain::board::{Board, conjuncts, factor};
use crate::explain::{Saying, Step, independent};
use crate::question::{Expr, Node};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// Inclusion and exclusion over the parts of a disjunction: P(A ∪ B) = P(A) + P(B) − P(A ∩ B), and so on.
pub fn inclusion(board: &Board<'_>, event: &Expr) -> Option<(Vec<Step>, BigRational)> {
    let (parts, opposite) = match event.node() {
        Node::Or(_) => (disjuncts(event), false),
        Node::And(_) => {
            let parts = conjuncts(event);
            let negated = |e: &Expr| match e.node() {
                Node::Not(inner) => Some(inner.clone()),
                _ => None,
            };
            (parts.iter().map(negated).collect::<Option<Vec<_>>>()?, true)
        }
        _ => return None,
    };
    if !(2..=4).contains(&parts.len()) {
        return None;
    }
    let counted = board.size().is_some();
    let measure = |e: &Expr| match counted {
        true => board.count(e),
        // Of independent events the product says more than the question asked again.
        false => independent::multiplied(board, e).or_else(|| board.probability(e, None)),
    };
    let mut steps = Vec::new();
    let mut sum = BigRational::zero();
    let mut terms = Vec::new();
    for size in 1..=parts.len() {
        let mut level = Vec::new();
        for chosen in (1usize..1 << parts.len()).filter(|c| c.count_ones() as usize == size) {
            let together: Vec<Expr> =
                (0..parts.len()).filter(|i| chosen >> i & 1 == 1).map(|i| parts[i].clone()).collect();
            let all: Vec<Expr> = together.iter().flat_map(conjuncts).collect();
            let event = if all.len() == 1 { all[0].clone() } else { Expr::new(Node::And(all)) };
            level.push(measure(&event)?);
        }
        let value: BigRational = level.iter().map(|t| &t.value).sum();
        let formula = level.iter().map(|t| t.text.clone()).collect::<Vec<_>>();
        let plain = formula.iter().all(|text| !text.contains(';'));
        let formula = if plain {
            formula.join(" + ")
        } else {
            level.iter().map(|t| factor(&t.value)).collect::<Vec<_>>().join(" + ")
        };
        let sign = if size % 2 == 1 { "+" } else { "-" };
        let says = if size == 1 {
            Step::said(Saying::InclusionExclusion, [parts.len().to_string()], formula, &value)
        } else {
            Step::said(Saying::Intersections, [size.to_string(), sign.to_owned()], formula, &value)
        };
        steps.push(says);
        terms.push(if size == 1 { value.to_string() } else { format!("{sign} {}", factor(&value)) });
        sum += if size % 2 == 1 { value } else { -value };
    }
    steps.push(Step::said(Saying::InclusionSum, [], terms.join(" "), &sum));
    if opposite {
        let whole =
            if counted { BigRational::from_integer(board.size()?.into()) } else { BigRational::one() };
        let formula = format!("{whole} - {}", factor(&sum));
        sum = whole - sum;
        steps.push(Step::said(Saying::LessComplement, [], formula, &sum));
    }
    Some((steps, sum))
}

/// The parts of a disjunction, those of disjunctions within it too.
fn disjuncts(e: &Expr) -> Vec<Expr> {
    match e.node() {
        Node::Or(parts) => parts.iter().flat_map(disjuncts).collect(),
        _ => vec![e.clone()],
    }
}
