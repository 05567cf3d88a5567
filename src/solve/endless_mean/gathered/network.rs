//! The states of draws that go on, and the means of products of what has been gathered where they end.

use super::Powers;
use crate::budget::Budget;
use crate::error::Error;
use crate::number::{binomial, solve_linear};
use crate::question::Expr;
use crate::solve::chain::components;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Pow, Zero};
use rustc_hash::FxHashMap;
use std::hash::Hash;

/// The most states that are followed.
const MOST_STATES: usize = 5_000;

/// The most states that are solved together.
const LARGEST_SYSTEM: usize = 600;

/// Draws with replacement, as what is remembered of them.
pub(super) trait Process {
    /// What is remembered.
    type State: Clone + Eq + Hash;
    /// What is remembered before the first draw.
    fn start(&self) -> Self::State;
    /// What a draw of each class adds to each sum.
    fn added(&self) -> &[Vec<BigRational>];
    /// Where the draws lead from a state.
    fn moves(&self, state: &Self::State) -> Result<Vec<Move<Self::State>>, Error>;
    /// What parts of the question are worth at an end.
    fn told(&self, end: &Self::State) -> Vec<(Expr, Expr)>;
}

/// A draw, or several that lead to the same and add the same.
pub(super) struct Move<S> {
    pub(super) to: To<S>,
    pub(super) weight: BigUint,
    pub(super) class: usize,
}

/// Where a draw leads.
pub(super) enum To<S> {
    /// On, with this memory.
    State(S),
    /// To the end, with this memory of what is asked.
    End(S),
}

/// Where a draw leads, by number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    State(usize),
    End(usize),
}

/// All states and ends.
pub(super) struct Network<S> {
    /// Where each state leads, with weights and classes.
    moves: Vec<Vec<(Place, BigUint, usize)>>,
    /// What is remembered at the ends.
    pub(super) ends: Vec<S>,
    /// What a draw of each class adds to each sum.
    added: Vec<Vec<BigRational>>,
}

impl<S: Clone + Eq + Hash> Network<S> {
    /// The states of a process; nothing where they are too many, and where some lead to no end.
    pub(super) fn of(process: &impl Process<State = S>, budget: &Budget) -> Result<Option<Self>, Error> {
        let mut states: Vec<S> = vec![process.start()];
        let mut places: FxHashMap<S, usize> = FxHashMap::from_iter([(process.start(), 0)]);
        let mut ends: Vec<S> = Vec::new();
        let mut end_places: FxHashMap<S, usize> = FxHashMap::default();
        let mut moves: Vec<Vec<(Place, BigUint, usize)>> = Vec::new();
        while let Some(state) = states.get(moves.len()).cloned() {
            budget.check()?;
            let mut found = Vec::new();
            for Move { to, weight, class } in process.moves(&state)? {
                let place = match to {
                    To::State(next) => Place::State(*places.entry(next).or_insert_with_key(|next| {
                        states.push(next.clone());
                        states.len() - 1
                    })),
                    To::End(told) => Place::End(*end_places.entry(told).or_insert_with_key(|told| {
                        ends.push(told.clone());
                        ends.len() - 1
                    })),
                };
                found.push((place, weight, class));
            }
            if states.len() > MOST_STATES || ends.len() > MOST_STATES {
                return Ok(None);
            }
            moves.push(found);
        }
        let network = Self { moves, ends, added: process.added().to_vec() };
        Ok(network.always_ends().then_some(network))
    }

    /// How many states there are.
    pub(super) fn states(&self) -> usize {
        self.moves.len()
    }

    /// Whether an end can be reached from every state.
    fn always_ends(&self) -> bool {
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); self.moves.len()];
        let mut open = Vec::new();
        let mut ends = vec![false; self.moves.len()];
        for (state, moves) in self.moves.iter().enumerate() {
            for (place, ..) in moves {
                match place {
                    Place::State(next) => before[*next].push(state),
                    Place::End(_) => open.push(state),
                }
            }
        }
        while let Some(state) = open.pop() {
            if !std::mem::replace(&mut ends[state], true) {
                open.extend(&before[state]);
            }
        }
        ends.into_iter().all(|ends| ends)
    }

    /// For each end the means of these products of powers of the sums, over the draws that come to it: lower powers stand
    /// before higher ones, and the first is no power at all. Nothing where too many states depend on one another.
    pub(super) fn moments(
        &self,
        powers: &[Powers],
        budget: &Budget,
    ) -> Result<Option<Vec<Vec<BigRational>>>, Error> {
        let target = |node: usize, edge: usize| {
            let mut states = self.moves[node].iter().filter_map(|(place, ..)| match place {
                Place::State(next) => Some(*next),
                Place::End(_) => None,
            });
            states.nth(edge)
        };
        let grown = self.grown(powers);
        let mut inflow = vec![vec![BigRational::zero(); powers.len()]; self.moves.len()];
        let mut found = vec![vec![BigRational::zero(); powers.len()]; self.ends.len()];
        inflow[0][0] = BigRational::one();
        for component in components(self.moves.len(), target) {
            if component.len() > LARGEST_SYSTEM {
                return Ok(None);
            }
            budget.check()?;
            self.pass(&component, powers, &grown, &mut inflow, &mut found)?;
        }
        Ok(Some(found))
    }

    /// Passes what has come into a component on to the states behind it and to the ends. Within the component each power
    /// follows from the lower ones, by the same linear system.
    fn pass(
        &self,
        component: &[usize],
        powers: &[Powers],
        grown: &[Vec<Vec<(usize, BigRational)>>],
        inflow: &mut [Vec<BigRational>],
        found: &mut [Vec<BigRational>],
    ) -> Result<(), Error> {
        let places: FxHashMap<usize, usize> = component.iter().enumerate().map(|(i, n)| (*n, i)).collect();
        let degree = |powers: &Powers| powers.iter().sum::<usize>();
        let mut from = 0;
        while from < powers.len() {
            let of = degree(&powers[from]);
            let to = from + powers[from..].iter().take_while(|powers| degree(powers) == of).count();
            let right = component.iter().map(|node| inflow[*node][from..to].to_vec()).collect();
            let visits = self.solved(component, &places, right)?;
            for (node, visits) in component.iter().zip(&visits) {
                for (place, weight, class) in &self.moves[*node] {
                    let weight = BigInt::from(weight.clone());
                    for (power, visits) in (from..to).zip(visits).filter(|(_, visits)| !visits.is_zero()) {
                        for (higher, factor) in &grown[*class][power] {
                            let share = visits * factor * &weight;
                            match place {
                                Place::End(end) => found[*end][*higher] += share,
                                // This is in the system already.
                                Place::State(next) if *higher == power && places.contains_key(next) => {}
                                Place::State(next) => inflow[*next][*higher] += share,
                            }
                        }
                    }
                }
            }
            from = to;
        }
        Ok(())
    }

    /// The solutions of totalⱼ·mⱼ − ∑ᵢ wᵢⱼ·mᵢ = rightⱼ within a component: visits, each divided by the total of its state.
    fn solved(
        &self,
        component: &[usize],
        places: &FxHashMap<usize, usize>,
        right: Vec<Vec<BigRational>>,
    ) -> Result<Vec<Vec<BigRational>>, Error> {
        let whole = |n: &BigUint| BigRational::from_integer(BigInt::from(n.clone()));
        let total = |node: &usize| self.moves[*node].iter().map(|(_, weight, _)| weight).sum::<BigUint>();
        let mut rows: Vec<Vec<(usize, BigRational)>> =
            component.iter().enumerate().map(|(i, node)| vec![(i, whole(&total(node)))]).collect();
        for (i, node) in component.iter().enumerate() {
            for (place, weight, _) in &self.moves[*node] {
                if let Place::State(next) = place
                    && let Some(j) = places.get(next)
                {
                    rows[*j].push((i, -whole(weight)));
                }
            }
        }
        solve_linear(rows, right)
    }

    /// For each class and each power, which powers it leads to and with which factors: what has been gathered is then
    /// G + a, and its powers are (G + a)ᵏ = ∑ C(k, j)·a^(k−j)·Gʲ.
    fn grown(&self, powers: &[Powers]) -> Vec<Vec<Vec<(usize, BigRational)>>> {
        let factor = |added: &[BigRational], lower: &Powers, higher: &Powers| {
            let mut factor = BigRational::one();
            for ((added, j), k) in added.iter().zip(lower).zip(higher) {
                let rest = k.checked_sub(*j)?;
                let ways = BigInt::from(binomial(*k as u64, *j as u64));
                factor *= Pow::pow(added.clone(), rest as u32) * ways;
            }
            (!factor.is_zero()).then_some(factor)
        };
        let of_class = |added: &Vec<BigRational>| {
            let of_power = |lower: &Powers| {
                let all = powers.iter().enumerate();
                all.filter_map(|(i, higher)| Some((i, factor(added, lower, higher)?))).collect()
            };
            powers.iter().map(of_power).collect()
        };
        self.added.iter().map(of_class).collect()
    }
}
