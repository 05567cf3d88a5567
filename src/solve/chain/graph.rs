//! The states of a chain and where they lead, found as they are needed.

use crate::budget::{Budget, WORK_A_SECOND, too_expensive};
use crate::error::Error;
use crate::model::{Chain, Value};
use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// About how many word operations it takes to find a state and to work with it.
const WORK_A_STATE: u128 = 5_000;

/// Where a step leads, with integer weights over one total.
#[derive(Clone, Debug)]
pub struct Next {
    /// The states and their weights.
    pub targets: Arc<[(usize, BigUint)]>,
    /// The sum of the weights.
    pub total: BigUint,
}

/// The states met so far.
pub struct Graph<'a> {
    chain: &'a Chain,
    budget: &'a Budget,
    places: FxHashMap<Value, usize>,
    /// The states themselves.
    pub values: Vec<Value>,
    /// Which of them stop the chain.
    pub stops: Vec<bool>,
    next: Vec<Option<Next>>,
}

impl<'a> Graph<'a> {
    /// The graph of this chain, of which only the start (state 0) is known.
    ///
    /// # Errors
    /// Those of the chain's condition.
    pub fn new(chain: &'a Chain, budget: &'a Budget) -> Result<Self, Error> {
        let mut graph = Self {
            chain,
            budget,
            places: FxHashMap::default(),
            values: Vec::new(),
            stops: Vec::new(),
            next: Vec::new(),
        };
        graph.place(&chain.start)?;
        Ok(graph)
    }

    /// How many states are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    fn place(&mut self, state: &Value) -> Result<usize, Error> {
        if let Some(place) = self.places.get(state) {
            return Ok(*place);
        }
        let place = self.values.len();
        let limit = WORK_A_SECOND.saturating_mul(self.budget.time().as_millis()) / 1000 / WORK_A_STATE;
        if place as u128 >= limit {
            return Err(too_expensive(&format!("the chain has more than {limit} states")).hint(
                "ask for a bounded number of steps, `P(steps(S) <= n)` or `for n steps`, or `simulate`",
            ));
        }
        self.stops.push(self.chain.stops_in(state)?);
        self.places.insert(state.clone(), place);
        self.values.push(state.clone());
        self.next.push(None);
        Ok(place)
    }

    /// Where a step from this state leads.
    ///
    /// # Errors
    /// Those of the chain's step, and [`crate::ErrorKind::TooExpensive`] when there are too many states.
    pub fn next(&mut self, state: usize) -> Result<Next, Error> {
        if let Some(next) = &self.next[state] {
            return Ok(next.clone());
        }
        if state.is_multiple_of(256) {
            self.budget.check()?;
        }
        let law = (self.chain.step)(&self.values[state])?;
        let mut targets = Vec::with_capacity(law.len());
        for (value, weight) in law.weights() {
            targets.push((self.place(value)?, weight.clone()));
        }
        let next = Next { targets: targets.into(), total: law.total().clone() };
        self.next[state] = Some(next.clone());
        Ok(next)
    }

    /// Finds every state that can be reached.
    ///
    /// # Errors
    /// As [`Graph::next`].
    pub fn explore(&mut self) -> Result<(), Error> {
        let mut state = 0;
        while state < self.len() {
            if !self.stops[state] {
                self.next(state)?;
            }
            state += 1;
        }
        Ok(())
    }

    /// Where a state leads, if it has been looked at; nothing for states that stop.
    #[must_use]
    pub fn known(&self, state: usize) -> Option<&Next> {
        self.next[state].as_ref()
    }

    /// Which states can still come to a stop. All states must have been found.
    #[must_use]
    pub fn live(&self) -> Vec<bool> {
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); self.len()];
        for (state, next) in self.next.iter().enumerate() {
            for (target, _) in next.iter().flat_map(|next| next.targets.iter()) {
                before[*target].push(state);
            }
        }
        let mut live = self.stops.clone();
        let mut open: Vec<usize> = (0..self.len()).filter(|state| live[*state]).collect();
        while let Some(state) = open.pop() {
            for earlier in std::mem::take(&mut before[state]) {
                if !live[earlier] {
                    live[earlier] = true;
                    open.push(earlier);
                }
            }
        }
        live
    }

    /// Whether no live state that goes on can come again, so that the number of steps is bounded.
    #[must_use]
    pub fn is_acyclic(&self, live: &[bool]) -> bool {
        let goes_on = |state: usize| live[state] && !self.stops[state];
        let mut incoming = vec![0usize; self.len()];
        let targets = |state: usize| self.next[state].iter().flat_map(|next| next.targets.iter());
        for state in (0..self.len()).filter(|s| goes_on(*s)) {
            targets(state).for_each(|(target, _)| incoming[*target] += 1);
        }
        let mut open: Vec<usize> = (0..self.len()).filter(|s| goes_on(*s) && incoming[*s] == 0).collect();
        let mut done = 0;
        while let Some(state) = open.pop() {
            done += 1;
            for (target, _) in targets(state) {
                incoming[*target] -= 1;
                if incoming[*target] == 0 && goes_on(*target) {
                    open.push(*target);
                }
            }
        }
        done == (0..self.len()).filter(|s| goes_on(*s)).count()
    }
}
