//! Walks on the integers whose steps are the same everywhere: the one kind of chain on infinitely many states of
//! which it can be told whether it ever stops.

use super::{Chain, Condition, Form, Step, Stop, count};
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use std::sync::Arc;

/// Where a walk stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Barrier {
    /// At this number only.
    At(i64),
    /// At this number and everything below.
    AtMost(i64),
    /// At this number and everything above.
    AtLeast(i64),
}

impl Barrier {
    /// Whether the walk stops at this number.
    #[must_use]
    pub fn holds(self, x: i64) -> bool {
        match self {
            Self::At(c) => x == c,
            Self::AtMost(c) => x <= c,
            Self::AtLeast(c) => x >= c,
        }
    }
}

/// A walk on the integers: each step adds a number of the same law, wherever the walk is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Walk {
    /// Where it begins.
    pub start: i64,
    /// What a step adds.
    pub displacement: Dist<i64>,
    /// Where it stops.
    pub barrier: Barrier,
}

/// Steps that add a number of this law.
fn step(law: Dist<i64>) -> Step {
    Arc::new(move |state| {
        let x = count(state)?;
        let far = || Error::new(ErrorKind::Range, "the walk leaves the integers of ordinary size");
        let next = law
            .weights()
            .map(|(d, weight)| x.checked_add(*d).map(|y| (Value::Int(y), weight.clone())).ok_or_else(far));
        Dist::from_weights(next.collect::<Result<Vec<_>, _>>()?)
    })
}

pub(super) fn free(start: i64, displacement: Dist<i64>, steps: u64) -> Chain {
    Chain::new(Value::Int(start), step(displacement.clone()), Stop::After(steps))
        .with_form(Form::FreeWalk(displacement))
}

pub(super) fn chain(start: i64, displacement: Dist<i64>, barrier: Barrier) -> Result<Chain, Error> {
    let step = step(displacement.clone());
    let condition: Condition = Arc::new(move |state| Ok(barrier.holds(count(state)?)));
    let form = Form::Walk(Walk { start, displacement, barrier });
    Ok(Chain::new(Value::Int(start), step, Stop::When(condition)).with_form(form))
}
