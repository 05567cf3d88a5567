//! Chains that are walks: from every number the same steps, until a barrier is met. Of these it can be told whether they
//! ever stop although they have infinitely many states.

use crate::dist::Dist;
use crate::error::{Error, Span};
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
        let step =
            |(item, weight): &(Expr, Expr)| Some((displacement(item, depth)?, weight.known()?.clone()));
        let Some(steps) = branches.iter().map(step).collect::<Option<Vec<_>>>() else { return Ok(None) };
        let (steps, weights): (Vec<i64>, Vec<Value>) = steps.into_iter().unzip();
        let faces = weighted(&steps.iter().copied().map(Value::Int).collect::<Vec<_>>(), weights, span)?;
        let possible = faces.weights().iter().filter(|(_, weight)| !weight.is_zero());
        let displacement = possible.filter_map(|(step, weight)| match step {
            Value::Int(step) => Some((*step, weight.clone())),
            _ => None,
        });
        Ok(Some(Self { displacement: Dist::from_weights(displacement)?, barrier }))
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

/// Whether an expression is the state, the element of this depth, and terms that do not mention it: `x + 1`, `x + 2d6`.
pub(super) fn is_shift(e: &Expr, depth: usize) -> bool {
    let mentions = |e: &Expr| e.free_elements() >> (depth % 64) & 1 == 1;
    match e.node() {
        Node::Element(element) => *element == depth,
        Node::Sum(terms) => {
            let (with, _): (Vec<&Expr>, Vec<&Expr>) = terms.iter().partition(|term| mentions(term));
            matches!(with.as_slice(), [state] if is_shift(state, depth))
        }
        Node::Arithmetic(Operator::Add, a, b) => {
            is_shift(a, depth) && !mentions(b) || is_shift(b, depth) && !mentions(a)
        }
        Node::Arithmetic(Operator::Subtract, a, b) => is_shift(a, depth) && !mentions(b),
        _ => false,
    }
}

/// What a step adds to the state: `x + 1`, `x - 2`, `x`.
fn displacement(item: &Expr, depth: usize) -> Option<i64> {
    let at_zero = is_shift(item, depth).then(|| item.with_element(depth, &Value::Int(0)))?;
    match at_zero.ok()?.known()? {
        Value::Int(n) => Some(*n),
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
