//! The exact distribution of a chain, step by step: integer weights over one total, never a fraction.

use crate::budget::Budget;
use crate::error::Error;
use crate::solve::chain::graph::Graph;
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, Zero};
use rustc_hash::FxHashMap;

/// Where paths ended: the state (if it matters), a number of steps that stands for its kind, and the weight.
pub type Ended = (Option<usize>, u64, BigUint);

/// After so many steps it is estimated what the others will cost.
const PROBATION: u64 = 1_000;

/// A chain on its way.
pub struct Run {
    /// The weights of the states in which it goes on.
    pub open: FxHashMap<usize, BigUint>,
    /// The weight of the paths that have come to where no stop can be reached.
    pub never: BigUint,
    /// How many steps have been made.
    pub steps: u64,
    /// The weight of everything.
    pub total: BigUint,
    /// The weights of what ended in the present kind of steps: by state and place in the period.
    current: FxHashMap<(Option<usize>, u64), (u64, BigUint)>,
    /// What ended before, with the step after which its weight was taken.
    ended: Vec<(Ended, usize)>,
    /// What the total was multiplied by at each step.
    factors: Vec<BigUint>,
}

/// What is told apart among the paths that end.
pub struct Kinds<'a> {
    /// Whether states are.
    pub states: bool,
    /// After which numbers of steps a new kind begins, ascending.
    pub cuts: &'a [u64],
    /// Steps are told apart by their remainder by this number.
    pub period: u64,
    /// Whether every number of steps is a kind of its own.
    pub values: bool,
}

impl Run {
    /// A chain at its start.
    #[must_use]
    pub fn new(graph: &Graph, kinds: &Kinds) -> Self {
        let mut run = Self {
            open: FxHashMap::default(),
            never: BigUint::ZERO,
            steps: 0,
            total: BigUint::one(),
            current: FxHashMap::default(),
            ended: Vec::new(),
            factors: Vec::new(),
        };
        run.arrive(0, BigUint::one(), graph, None, kinds);
        run.close(kinds);
        run
    }

    fn arrive(&mut self, state: usize, weight: BigUint, graph: &Graph, live: Option<&[bool]>, kinds: &Kinds) {
        if graph.stops[state] {
            let key = (kinds.states.then_some(state), self.steps % kinds.period);
            let entry = self.current.entry(key).or_insert_with(|| (self.steps, BigUint::ZERO));
            entry.1 += weight;
        } else if live.is_some_and(|live| !live[state]) {
            self.never += weight;
        } else {
            *self.open.entry(state).or_default() += weight;
        }
    }

    /// Nothing, if so many steps can be made as it has been going since it was half way here: the weights grow by the same
    /// number of bits at every step, and the states, where there are ever more of them, by the same number too.
    fn afford_the_others(&self, half_way: usize, last: u64, budget: &Budget) -> Result<(), Error> {
        let (open, others) = (self.open.len() as u128, u128::from(last - PROBATION));
        let growth = open.saturating_sub(half_way as u128) * 2;
        let at_last = open.saturating_add(growth.saturating_mul(others) / u128::from(PROBATION));
        let bits = u128::from(self.total.bits()) * u128::from(last) / u128::from(PROBATION);
        let states = open.midpoint(at_last);
        budget.afford(
            (bits / 128).saturating_mul(u128::from(last)).saturating_mul(states),
            (bits / 8).saturating_mul(at_last),
        )
    }

    /// Makes steps until so many have been made, or nothing goes on; states that are not live count as never ending.
    ///
    /// # Errors
    /// Those of the chain; [`crate::ErrorKind::TooExpensive`] when that many steps do not fit the budget.
    pub fn advance(
        &mut self,
        graph: &mut Graph,
        live: Option<&[bool]>,
        kinds: &Kinds,
        last: u64,
        budget: &Budget,
    ) -> Result<(), Error> {
        let mut half_way = 0;
        while self.steps < last && !self.open.is_empty() {
            budget.check()?;
            if self.steps == PROBATION / 2 {
                half_way = self.open.len();
            }
            if self.steps == PROBATION && last < u64::MAX {
                self.afford_the_others(half_way, last, budget)?;
            }
            let mut factor = BigUint::one();
            let mut met = None;
            for state in self.open.keys() {
                let total = graph.next(*state)?.total;
                if met != Some(total) && !(&factor % graph.weights.get(total)).is_zero() {
                    factor = factor.lcm(graph.weights.get(total));
                }
                met = Some(total);
            }
            self.total *= &factor;
            self.never *= &factor;
            self.current.values_mut().for_each(|(_, weight)| *weight *= &factor);
            self.steps += 1;
            for (state, mut weight) in std::mem::take(&mut self.open) {
                let next = graph.next(state)?;
                let total = graph.weights.get(next.total);
                if *total != factor {
                    weight *= &factor / total;
                }
                for edge in graph.edges(next) {
                    let share = &weight * graph.weights.get(edge.weight);
                    self.arrive(edge.target as usize, share, graph, live, kinds);
                }
            }
            self.factors.push(factor);
            self.close(kinds);
        }
        Ok(())
    }

    /// Puts away what ended if the next step begins a new kind.
    fn close(&mut self, kinds: &Kinds) {
        if kinds.values || kinds.cuts.binary_search(&self.steps).is_ok() {
            let at = self.factors.len();
            for ((state, _), (steps, weight)) in self.current.drain() {
                self.ended.push(((state, steps, weight), at));
            }
        }
    }

    /// Everything that ended, over the present total.
    #[must_use]
    pub fn ended(&mut self) -> Vec<Ended> {
        let at = self.factors.len();
        for ((state, _), (steps, weight)) in self.current.drain() {
            self.ended.push(((state, steps, weight), at));
        }
        let mut ended = Vec::with_capacity(self.ended.len());
        let mut later = BigUint::one();
        let mut at = self.factors.len();
        for ((state, steps, weight), then) in self.ended.drain(..).rev() {
            while at > then {
                at -= 1;
                later *= &self.factors[at];
            }
            ended.push((state, steps, weight * &later));
        }
        ended.reverse();
        ended
    }
}
