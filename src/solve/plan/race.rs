//! Sweeps that go one step at a time, and the race between them.

use super::{Cost, Reduced};
use crate::budget::Budget;
use crate::error::Error;
use crate::solve::exact::Road;
use crate::solve::stage::State;

/// A sweep that goes one step at a time, so that two can be compared while they run.
pub trait Sweep {
    /// The road that it is.
    fn road(&self) -> Road;
    /// What has been spent, and what the rest takes if the states grow no further.
    fn cost(&self) -> Cost;
    /// Whether there is no step left.
    fn is_done(&self) -> bool;
    /// What it remembers at this point, with weights.
    fn states(&self) -> Vec<State>;
    /// Takes the next step.
    ///
    /// # Errors
    /// Errors of the expressions, and those of the budget's clock.
    fn advance(&mut self, budget: &Budget) -> Result<(), Error>;
    /// The law of the residue, once all steps are done.
    ///
    /// # Errors
    /// Errors of the expressions.
    fn reduced(self: Box<Self>) -> Result<Reduced, Error>;
}

/// Runs the sweeps, always the one that promises to finish first, until one is done: together they take at most twice
/// as long as the better one alone. Nothing if there are none, or if all promise to take longer than their rival.
pub(super) fn race(
    mut sweeps: Vec<Box<dyn Sweep + '_>>,
    rival: u128,
    mut refusal: Option<Error>,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let mut spent_by_the_refused = 0;
    loop {
        let costs: Vec<Cost> = sweeps.iter().map(|sweep| sweep.cost()).collect();
        let Some(first) = (0..sweeps.len()).min_by_key(|&i| costs[i].work) else {
            return refusal.map_or(Ok(None), Err);
        };
        if costs[first].work > rival {
            return Ok(None);
        }
        let bytes = costs.iter().map(|cost| cost.bytes).fold(0, u128::saturating_add);
        if let Err(error) = budget.afford(costs[first].work.saturating_add(spent_by_the_refused), bytes) {
            // The other one may need less memory.
            sweeps.swap_remove(first);
            spent_by_the_refused = 0;
            refusal = refusal.or(Some(error));
            continue;
        }
        budget.check()?;
        // Where nothing can be chosen, there is no step to take.
        if !sweeps[first].is_done() {
            sweeps[first].advance(budget)?;
        }
        if sweeps[first].is_done() {
            return sweeps.swap_remove(first).reduced().map(Some);
        }
    }
}
