//! Many statements about different throws: how many of them hold is binomial.

use crate::budget::Budget;
use crate::explain::board::Board;
use crate::explain::{Saying, Step};
use crate::model::Space;
use crate::question::{Expr, Node};
use crate::solve::separate::separate_from;
use num_bigint::BigInt;
use num_rational::BigRational;

/// How an event about many independent statements, which are equally likely, comes to p: what it says of a binomial number.
pub fn probability(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let experiments = &board.question.experiments;
    let (more, roots) =
        separate_from(experiments, std::slice::from_ref(event), 2, &Budget::default()).ok()??;
    let [trials] = &more[experiments.len()..] else { return None };
    let [root] = roots.as_slice() else { return None };
    let Node::Compare(comparison, number, bound) = root.node() else { return None };
    let is_number = matches!(number.node(), Node::Call(function, _) if function.name == "count");
    let Some(Space::Trials(groups)) = trials.experiment.space().map(AsRef::as_ref) else { return None };
    let ([(faces, n)], Some(bound), true) = (groups.as_ref(), bound.known(), is_number) else { return None };
    let holds =
        faces.weights().iter().find(|(face, _)| *face == 1.into()).map(|(_, weight)| weight.clone())?;
    let one = BigRational::new(holds.into(), BigInt::from(faces.total().clone()));
    let formula = format!("P(binomial({n}, {one}) {} {bound})", comparison.sign());
    Some(vec![Step::said(Saying::Separated, [n.to_string(), one.to_string()], formula, p)])
}
