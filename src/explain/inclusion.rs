//! Inclusion and exclusion: P(A ∪ B) = P(A) + P(B) − P(A ∩ B), and so on.

use crate::explain::board::{Board, Term, conjuncts, factor};
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
        let level: Vec<Term> = intersections(&parts, size).map(|e| measure(&e)).collect::<Option<_>>()?;
        let value: BigRational = level.iter().map(|t| &t.value).sum();
        let plain = level.iter().all(|t| !t.text.contains(';'));
        let summand = |t: &Term| if plain { t.text.clone() } else { factor(&t.value) };
        let formula = level.iter().map(summand).collect::<Vec<_>>().join(" + ");
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

/// The events that so many of these happen together.
fn intersections(parts: &[Expr], size: usize) -> impl Iterator<Item = Expr> + '_ {
    let chosen = (1usize..1 << parts.len()).filter(move |chosen| chosen.count_ones() as usize == size);
    chosen.map(|chosen| {
        let together = (0..parts.len()).filter(|i| chosen >> i & 1 == 1);
        let all: Vec<Expr> = together.flat_map(|i| conjuncts(&parts[i])).collect();
        if all.len() == 1 { all[0].clone() } else { Expr::new(Node::And(all)) }
    })
}

/// The parts of a disjunction, those of disjunctions within it too.
fn disjuncts(e: &Expr) -> Vec<Expr> {
    match e.node() {
        Node::Or(parts) => parts.iter().flat_map(disjuncts).collect(),
        _ => vec![e.clone()],
    }
}
