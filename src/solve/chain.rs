//! Chains: what is asked of them decides how they are followed.
//!
//! * A bounded number of steps: the exact distribution, step by step.
//! * Where it ends: absorption, by a sweep or by linear equations.
//! * Means and variances of a number of steps that has no bound: only the first two moments enter the answer, so the law
//!   of the steps to each end is replaced by one of two values with the same moments.

mod absorption;
mod asked;
mod deuce;
mod explosion;
mod free_walk;
mod graph;
mod job;
mod network;
mod run;
mod series;
mod states;
mod sweep;
mod tail;
#[cfg(test)]
mod tests;
mod walk;

use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::model::chain::{Chain, Form, Stop};
use crate::solve::plan::Reduced;
use crate::solve::residue::Residue;
use asked::{Need, Number, Parts};
pub use free_walk::{as_trials, walks_as_trials};
use graph::Graph;
use job::{Cases, Job, same_moments};
pub use network::components;
pub use series::{Series, When, series};

/// How much of a law the asker needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ask {
    /// All of it.
    #[default]
    Law,
    /// Only the means of what is asked (1), or also the means of products of two (2).
    Moments(u32),
    /// Numbers of steps beyond this one need not be told apart.
    UpTo(u64),
}

/// What the law of a residue is for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Purpose {
    /// How much of it is needed.
    pub ask: Ask,
    /// Whether the last root is a condition.
    pub given: bool,
}

/// The law of what is left of a question after a chain.
///
/// # Errors
/// [`ErrorKind::Unsupported`] for laws of infinitely many values, [`ErrorKind::Undefined`] for what a chain that never
/// stops does not have, [`ErrorKind::TooExpensive`], and errors of the chain itself.
pub fn reduce(
    chain: &Chain,
    name: usize,
    residue: &Residue,
    purpose: Purpose,
    budget: &Budget,
) -> Result<Reduced, Error> {
    let parts = Parts { name };
    let merged = deuce::merged(chain, parts, residue);
    let chain = merged.as_ref().unwrap_or(chain);
    let steps = Need::of(residue, parts, Number::Steps);
    let state = Need::of(residue, parts, Number::State);
    let mut job = Job {
        chain,
        parts,
        residue,
        purpose,
        budget,
        steps,
        state,
        graph: Graph::new(chain, budget)?,
        cut: false,
        rest_excluded: false,
    };
    let found = match (chain.form(), &chain.stop) {
        (Form::Explosion(explosion), _) if !job.steps.asked => explosion::cases(&mut job, explosion)?,
        (_, Stop::After(steps)) => job.after(*steps)?,
        (_, Stop::When(_)) => job.until()?,
    };
    job.finish(found)
}

/// Whether every path of a chain comes to its end: where the states are finitely many, and from each of them the end can be
/// reached. False also where they are too many.
///
/// # Errors
/// Those of the chain itself.
pub fn always_stops(chain: &Chain, budget: &Budget) -> Result<bool, Error> {
    let mut graph = Graph::new(chain, budget)?;
    match graph.explore() {
        Err(error) if error.kind() == ErrorKind::TooExpensive => Ok(false),
        Err(error) => Err(error),
        Ok(()) => Ok(graph.live().into_iter().all(|live| live)),
    }
}

/// Whether an expression is the number of steps of the chain with this name.
#[must_use]
pub fn is_steps(e: &crate::question::Expr, name: usize) -> bool {
    Parts { name }.is(Number::Steps, e)
}
