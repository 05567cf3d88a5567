//! Chains that are walks: from every number the same steps, until a barrier is met. Of these it can be told whether they
//! ever stop although they have infinitely many states.

use crate::budget::Budget;
use crate::dist::Dist;
use crate::error::{Error, Span};
use crate::language::check::anew::Anew;
use crate::language::check::collection::weighted;
use crate::model::chain::Barrier;
use crate::model::pattern::Comparison;
use crate::model::{Chain, Value};
use crate::question::{Expr, Node, Operator};
use num_traits::Zero;

/// The steps and the barrier of a walk on the integers.
#[derive(Clone)]
pub(super) struct Walk {
    displacement: Dist<i64>,
    barrier: Barrier,
}

impl Walk {
    /// The walk of these branches and this condition over the state, the element of this depth; nothing for a chain of
    /// another form.
    ///
    /// # Errors
    /// Those of the weights.
    pub fn of(
        branches: &[(Expr, Expr)],
        condition: &Expr,
        depth: usize,
        span: Span,
    ) -> Result<Option<Self>, Error> {
        let Some(barrier) = barrier(condition, depth) else { return Ok(None) };
        Ok(displacements(branches, depth, span)?.map(|displacement| Self { displacement, barrier }))
    }

    /// The chain from this start, if it may go away from the barrier for ever: other chains have finitely many states.
    ///
    /// # Errors
    /// Those of the chain.
    pub fn from(&self, start: &Value) -> Result<Option<Chain>, Error> {
        let Value::Int(start) = start else { return Ok(None) };
        let away = |step: &i64| match self.barrier {
            Barrier::AtMost(_) => *step > 0,
            Barrier::AtLeast(_) => *step < 0,
            Barrier::At(to) if *start > to => *step > 0,
            Barrier::At(_) => *step < 0,
        };
        if self.barrier.holds(*start) || !self.displacement.outcomes().any(away) {
            return Ok(None);
        }
        Chain::walk(*start, self.displacement.clone(), self.barrier).map(Some)
    }
}

/// The law of what a step adds, if each of these branches adds a number to the state, the element of this depth.
///
/// # Errors
/// Those of the weights.
pub(super) fn displacements(
    branches: &[(Expr, Expr)],
    depth: usize,
    span: Span,
) -> Result<Option<Dist<i64>>, Error> {
    let step = |(item, weight): &(Expr, Expr)| Some((displacement(item, depth)?, weight.known()?.clone()));
    let Some(steps) = branches.iter().map(step).collect::<Option<Vec<_>>>() else { return Ok(None) };
    let (steps, weights): (Vec<i64>, Vec<Value>) = steps.into_iter().unzip();
    let faces = weighted(&steps.iter().copied().map(Value::Int).collect::<Vec<_>>(), weights, span)?;
    let possible = faces.weights().iter().filter(|(_, weight)| !weight.is_zero());
    let displacement = possible.filter_map(|(step, weight)| match step {
        Value::Int(step) => Some((*step, weight.clone())),
        _ => None,
    });
    Dist::from_weights(displacement).map(Some)
}

/// The law of what a step adds, if it is the state and something that does not depend on it, `x + 2d6`; nothing where that is
/// no number of ordinary size.
///
/// # Errors
/// Those of the law.
pub(super) fn addend(step: &Anew, depth: usize, budget: &Budget) -> Result<Option<Dist<i64>>, Error> {
    if !is_state_and_more(step.value(), depth) || step.depends(depth)? {
        return Ok(None);
    }
    let at_zero = step.rewrite(&mut |part| {
        let is_state = matches!(part.node(), Node::Element(element) if *element == depth);
        Ok(is_state.then(|| Expr::value_of(0)))
    })?;
    let law = at_zero.law(budget)?;
    let integers = law.weights().map(|(value, weight)| match value {
        Value::Int(n) => Some((*n, weight.clone())),
        _ => None,
    });
    integers.collect::<Option<Vec<_>>>().map(Dist::from_weights).transpose()
}

/// Whether an expression is the state plus terms that do not mention it.
fn is_state_and_more(e: &Expr, depth: usize) -> bool {
    let mentions = |e: &Expr| e.free_elements() >> (depth % 64) & 1 == 1;
    match e.node() {
        Node::Element(element) => *element == depth,
        Node::Sum(terms) => {
            let (with, _): (Vec<&Expr>, Vec<&Expr>) = terms.iter().partition(|term| mentions(term));
            matches!(with.as_slice(), [state] if is_state_and_more(state, depth))
        }
        Node::Arithmetic(Operator::Add, a, b) => {
            is_state_and_more(a, depth) && !mentions(b) || is_state_and_more(b, depth) && !mentions(a)
        }
        Node::Arithmetic(Operator::Subtract, a, b) => is_state_and_more(a, depth) && !mentions(b),
        _ => false,
    }
}

/// What a step adds to the state: `x + 1`, `x - 2`, `x`.
fn displacement(item: &Expr, depth: usize) -> Option<i64> {
    let integer = |e: &Expr| match e.known() {
        Some(Value::Int(n)) => Some(*n),
        _ => None,
    };
    match item.node() {
        Node::Element(element) => (*element == depth).then_some(0),
        Node::Sum(terms) => {
            let (open, known): (Vec<&Expr>, Vec<&Expr>) =
                terms.iter().partition(|term| term.known().is_none());
            let [state] = open.as_slice() else { return None };
            known
                .into_iter()
                .try_fold(displacement(state, depth)?, |sum, term| sum.checked_add(integer(term)?))
        }
        Node::Arithmetic(Operator::Add, a, b) => match integer(b) {
            Some(b) => displacement(a, depth)?.checked_add(b),
            None => displacement(b, depth)?.checked_add(integer(a)?),
        },
        Node::Arithmetic(Operator::Subtract, a, b) => displacement(a, depth)?.checked_sub(integer(b)?),
        _ => None,
    }
}

/// Where a condition on the state stops a walk: `x = 0`, `x <= 0`, `x >= 5`.
pub(super) fn barrier(condition: &Expr, depth: usize) -> Option<Barrier> {
    let Node::Compare(comparison, a, b) = condition.node() else { return None };
    let is_state = |e: &Expr| matches!(e.node(), Node::Element(element) if *element == depth);
    let (comparison, bound) = match (is_state(a), is_state(b)) {
        (true, _) => (*comparison, b.known()?),
        (_, true) => (comparison.mirrored(), a.known()?),
        _ => return None,
    };
    let Value::Int(bound) = *bound else { return None };
    match comparison {
        Comparison::Equal => Some(Barrier::At(bound)),
        Comparison::AtMost => Some(Barrier::AtMost(bound)),
        Comparison::AtLeast => Some(Barrier::AtLeast(bound)),
        Comparison::Less => bound.checked_sub(1).map(Barrier::AtMost),
        Comparison::Greater => bound.checked_add(1).map(Barrier::AtLeast),
        Comparison::Unequal => None,
    }
}
