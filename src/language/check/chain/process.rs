//! A chain that waits for what it depends on: its rule, its end and its start, made from outcomes.

use super::Rule;
use crate::budget::Budget;
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::language::check::anew::{Outcomes, given};
use crate::language::check::branching::children;
use crate::language::check::collection::weighted;
use crate::language::check::lattice::lattice;
use crate::language::check::walk::{Walk, barrier, is_shift};
use crate::model::chain::{self, Barrier, Condition, Form, Step, Stop};
use crate::model::{Chain, Value};
use crate::question::{Expr, Node};
use std::sync::Arc;

/// A chain but for its start, and for how many steps it makes where no condition ends it.
#[derive(Clone)]
pub(super) struct Process {
    pub(super) rule: Rule,
    pub(super) until: Option<Expr>,
    pub(super) depth: usize,
    pub(super) budget: Budget,
}

impl Process {
    /// The process where earlier names have these outcomes.
    pub(super) fn given(&self, outcomes: &Outcomes) -> Result<Self, Error> {
        let until = self.until.as_ref().map(|until| until.rewrite(&mut |part| given(part, outcomes)));
        Ok(Self { rule: self.rule.given(outcomes)?, until: until.transpose()?, ..self.clone() })
    }

    pub(super) fn step(&self) -> Step {
        let Self { rule, depth, budget, .. } = self.clone();
        Arc::new(move |state: &Value| next(&rule, depth, state, &budget))
    }

    fn stop(&self, steps: u64) -> Stop {
        match &self.until {
            Some(condition) => Stop::When(holds(condition.clone(), self.depth)),
            None => Stop::After(steps),
        }
    }

    /// Finds a mistake in the step at the first state, before anything is counted.
    pub(super) fn try_out(&self, start: &Value, steps: u64) -> Result<(), Error> {
        let stopped = match self.stop(steps) {
            Stop::When(condition) => condition(start)?,
            Stop::After(steps) => steps == 0,
        };
        if !stopped {
            self.step()(start)?;
        }
        Ok(())
    }

    /// What a step adds, where that does not depend on the state and no condition ends the chain: the step from 0.
    fn displacement(&self) -> Result<Option<Dist<i64>>, Error> {
        let is_same_everywhere = match &self.rule {
            _ if self.until.is_some() => false,
            Rule::Branches(branches, _) => {
                branches.iter().all(|(item, weight)| is_shift(item, self.depth) && weight.known().is_some())
            }
            Rule::Value(step) => is_shift(step.value(), self.depth) && !step.depends(self.depth)?,
            Rule::If(..) => false,
        };
        if !is_same_everywhere {
            return Ok(None);
        }
        let law = next(&self.rule, self.depth, &Value::Int(0), &self.budget)?;
        let integers = law.weights().map(|(value, weight)| match value {
            Value::Int(n) => Some((*n, weight.clone())),
            _ => None,
        });
        integers.collect::<Option<Vec<_>>>().map(Dist::from_weights).transpose()
    }

    pub(super) fn chain(&self, start: Value, steps: u64) -> Result<Chain, Error> {
        if let (Rule::Branches(branches, span), Some(condition)) = (&self.rule, &self.until)
            && let Some(walk) = Walk::of(branches, condition, self.depth, *span)?
            && let Some(chain) = walk.from(&start)?
        {
            return Ok(chain);
        }
        if let (Rule::Value(step), Some(condition), Value::Int(individuals @ 1..)) =
            (&self.rule, &self.until, &start)
            && matches!(barrier(condition, self.depth), Some(Barrier::At(0) | Barrier::AtMost(0)))
            && let Some(children) = children(step, self.depth)
        {
            // Whoever has children is replaced by them.
            let displacement = children.map(|children| children - 1);
            let walk = chain::Walk { start: *individuals, displacement, barrier: Barrier::At(0) };
            let chain = Chain::new(start, self.step(), self.stop(steps));
            return Ok(chain.with_form(Form::Branching(walk)));
        }
        if let Some(displacement) = self.displacement()?
            && let Value::Int(start) = start
        {
            return Ok(Chain::free_walk(start, displacement, steps));
        }
        let stop = self.stop(steps);
        let form = lattice(&self.rule, &stop, self.until.as_ref(), self.depth, &start);
        Ok(Chain::new(start, self.step(), stop).with_form(form.map_or(Form::Any, Form::Lattice)))
    }
}

/// The event as a condition on the element of this depth.
pub(in crate::language::check) fn holds(event: Expr, depth: usize) -> Condition {
    Arc::new(move |state: &Value| {
        let decided = event.with_element(depth, state)?;
        match decided.known() {
            Some(Value::Truth(truth)) => Ok(*truth),
            _ => Err(Error::new(ErrorKind::Kind, "the condition does not decide whether to stop")
                .or_at(event.span())),
        }
    })
}

/// The law of the state after this one.
pub(super) fn next(rule: &Rule, depth: usize, state: &Value, budget: &Budget) -> Result<Dist<Value>, Error> {
    match rule {
        Rule::Branches(branches, span) => {
            let mut items = Vec::with_capacity(branches.len());
            let mut weights = Vec::with_capacity(branches.len());
            for (item, weight) in branches {
                let weight = known_at(weight, depth, state)?;
                // A branch of weight 0 may lead where there is no state.
                if weight != Value::Int(0) {
                    items.push(known_at(item, depth, state)?);
                    weights.push(weight);
                }
            }
            let faces = weighted(&items, weights, *span)?;
            Dist::from_weights(faces.weights().iter().cloned())
        }
        Rule::If(condition, then, otherwise) => match known_at(condition, depth, state)? {
            Value::Truth(true) => next(then, depth, state, budget),
            _ => next(otherwise, depth, state, budget),
        },
        Rule::Value(anew) => anew.rewrite(&mut |part| element_replaced(part, depth, state))?.law(budget),
    }
}

fn element_replaced(part: &Expr, depth: usize, state: &Value) -> Result<Option<Expr>, Error> {
    if part.free_elements() >> (depth % 64) & 1 == 0 {
        return Ok(Some(part.clone()));
    }
    let here = matches!(part.node(), Node::Element(d) if *d == depth);
    Ok(here.then(|| Expr::spanned(Node::Value(state.clone()), part.span())))
}

fn known_at(expr: &Expr, depth: usize, state: &Value) -> Result<Value, Error> {
    let bound = expr.with_element(depth, state)?;
    bound.known().cloned().ok_or_else(|| {
        Error::new(ErrorKind::Unsupported, "a chain's steps may depend on its state only").or_at(expr.span())
    })
}
