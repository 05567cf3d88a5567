//! Absorption: in which states a chain ends, and the first two moments of how long that takes.
//!
//! With Q the steps among the states that go on and v the distribution at first, the expected visits are n = v(I−Q)⁻¹;
//! n₁ = nQ(I−Q)⁻¹ and n₂ = 2n₁Q(I−Q)⁻¹ are the sums of t·vₜ and t(t−1)·vₜ over the distributions vₜ after t steps
//! [J. G. Kemeny and J. L. Snell, "Finite Markov Chains", 1960, chapter III]. So one pass forward gives every end at
//! once. Strongly connected components are solved one after another; without cycles that is a sweep.

use crate::budget::{Budget, too_expensive};
use crate::error::Error;
use crate::number::solve_linear;
use crate::solve::chain::graph::{Edge, Graph, Place, Weights};
use crate::solve::chain::sweep::Layers;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::Zero;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The most states with cycles among them that are solved together.
const LARGEST_SYSTEM: usize = 3_000;

/// An end: a state, the remainder of the number of steps by the period, and the sums of weight, weight·T and
/// weight·T² over the paths to it that take T steps.
pub type End = (usize, u64, [BigRational; 3]);

/// A state that goes on, with its remainder: the places of its edges to nodes and to ends, and that of its total.
pub struct Node {
    inner: Range<usize>,
    outer: Range<usize>,
    /// The place of the sum of its weights.
    pub total: Place,
}

/// The states that go on and the ends that can be reached, numbered anew.
pub struct Network {
    /// The states that go on.
    pub nodes: Vec<Node>,
    inner: Vec<Edge>,
    outer: Vec<Edge>,
    /// What edges and totals weigh.
    pub weights: Weights,
    /// The ends: a state, and the remainder of the number of steps.
    pub ends: Vec<(usize, u64)>,
    /// The weights of the nodes at first.
    pub first: Vec<(usize, BigUint)>,
}

/// The ends of a chain that is distributed like `first` (weights of live states that go on) after `phase` steps, with so
/// many moments (0 to 2) of the time; those not asked for are left 0.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] when too many states must be solved together.
pub fn ends(
    graph: &Graph,
    live: &[bool],
    first: &[(usize, BigUint)],
    (period, phase): (u64, u64),
    moments: usize,
    budget: &Budget,
) -> Result<Vec<End>, Error> {
    let mut network = Network::of(graph, live, first, period, phase % period);
    if moments == 0 {
        network.drop_loops();
    }
    let layers = if moments == 0 { Layers::of(&network) } else { None };
    let values = match layers {
        Some(layers) => layers.sweep(&network, budget)?,
        None => network.solve(&components(&network), moments, budget)?,
    };
    Ok(network.ends.into_iter().zip(values).map(|((state, rest), value)| (state, rest, value)).collect())
}

/// Numbers for pairs of a state and a remainder, in the order in which they are met.
struct Numbering {
    period: u64,
    places: Places,
}

/// A table where it is not much longer than what is met, and a map otherwise.
enum Places {
    Table(Vec<u32>),
    Map(FxHashMap<u64, u32>),
}

impl Numbering {
    /// A number that is none.
    const NONE: u32 = u32::MAX;

    fn new(states: usize, period: u64) -> Self {
        let places = match period {
            1 => Places::Table(vec![Self::NONE; states]),
            _ => Places::Map(FxHashMap::default()),
        };
        Self { period, places }
    }

    /// The number of a pair, `fresh` if it is new.
    fn place(&mut self, state: usize, rest: u64, fresh: usize) -> usize {
        let key = state as u64 * self.period + rest;
        let place = match &mut self.places {
            Places::Table(table) => &mut table[key as usize],
            Places::Map(map) => map.entry(key).or_insert(Self::NONE),
        };
        if *place == Self::NONE {
            *place = fresh as u32;
        }
        *place as usize
    }
}

impl Network {
    fn of(graph: &Graph, live: &[bool], first: &[(usize, BigUint)], period: u64, phase: u64) -> Self {
        let mut places = Numbering::new(graph.len(), period);
        let mut end_places = Numbering::new(graph.len(), period);
        let mut keys: Vec<(usize, u64)> = Vec::new();
        let mut network = Self {
            nodes: Vec::new(),
            inner: Vec::new(),
            outer: Vec::new(),
            weights: graph.weights.clone(),
            ends: Vec::new(),
            first: Vec::new(),
        };
        let one = network.weights.place(&BigUint::from(1_u32));
        let mut place = |state, rest, keys: &mut Vec<(usize, u64)>| {
            let place = places.place(state, rest, keys.len());
            if place == keys.len() {
                keys.push((state, rest));
            }
            place
        };
        for (state, weight) in first {
            let node = place(*state, phase, &mut keys);
            network.first.push((node, weight.clone()));
        }
        while network.nodes.len() < keys.len() {
            let (state, rest) = keys[network.nodes.len()];
            let rest = (rest + 1) % period;
            let from = (network.inner.len(), network.outer.len());
            for edge in graph.known(state).iter().filter(|edge| live[edge.target as usize]) {
                let target = edge.target as usize;
                if graph.stops[target] {
                    let end = end_places.place(target, rest, network.ends.len());
                    if end == network.ends.len() {
                        network.ends.push((target, rest));
                    }
                    network.outer.push(Edge { target: end as Place, ..*edge });
                } else {
                    let target = place(target, rest, &mut keys) as Place;
                    network.inner.push(Edge { target, ..*edge });
                }
            }
            network.nodes.push(Node {
                inner: from.0..network.inner.len(),
                outer: from.1..network.outer.len(),
                total: graph.total(state).unwrap_or(one),
            });
        }
        network
    }

    /// The edges from a node to nodes.
    #[must_use]
    pub fn inner(&self, node: usize) -> &[Edge] {
        &self.inner[self.nodes[node].inner.clone()]
    }

    /// The edges from a node to ends.
    #[must_use]
    pub fn outer(&self, node: usize) -> &[Edge] {
        &self.outer[self.nodes[node].outer.clone()]
    }

    /// Leaves out steps that lead nowhere else: they only cost time.
    fn drop_loops(&mut self) {
        for (place, node) in self.nodes.iter_mut().enumerate() {
            let mut kept = node.inner.start;
            for i in node.inner.clone() {
                let edge = self.inner[i];
                if edge.target as usize == place {
                    let left = self.weights.get(node.total) - self.weights.get(edge.weight);
                    node.total = self.weights.place(&left);
                } else {
                    self.inner[kept] = edge;
                    kept += 1;
                }
            }
            node.inner.end = kept;
        }
    }

    fn solve(
        &self,
        components: &[Vec<usize>],
        moments: usize,
        budget: &Budget,
    ) -> Result<Vec<[BigRational; 3]>, Error> {
        let zero = || [BigRational::zero(), BigRational::zero(), BigRational::zero()];
        let mut inflow: Vec<[BigRational; 3]> = (0..self.nodes.len()).map(|_| zero()).collect();
        for (node, weight) in &self.first {
            inflow[*node][0] += BigInt::from(weight.clone());
        }
        let mut values: Vec<[BigRational; 3]> = (0..self.ends.len()).map(|_| zero()).collect();
        let mut member = vec![usize::MAX; self.nodes.len()];
        for (index, component) in components.iter().enumerate() {
            budget.check()?;
            component.iter().for_each(|node| member[*node] = index);
            // visits[k][i]: the k-th sum of the i-th node of the component, divided by the node's total.
            let mut visits: Vec<Vec<BigRational>> = Vec::new();
            for order in 0..=moments {
                let right: Vec<BigRational> =
                    component.iter().map(|n| std::mem::take(&mut inflow[*n][order])).collect();
                let solved = self.solve_component(component, right)?;
                for (node, visits) in component.iter().zip(&solved) {
                    for edge in self.inner(*node) {
                        let target = edge.target as usize;
                        let share = visits * BigInt::from(self.weights.get(edge.weight).clone());
                        if order < moments {
                            inflow[target][order + 1] += &share * BigInt::from(order + 1);
                        }
                        if member[target] != index {
                            inflow[target][order] += share;
                        }
                    }
                }
                visits.push(solved);
            }
            for (i, node) in component.iter().enumerate() {
                for edge in self.outer(*node) {
                    let weight = BigInt::from(self.weights.get(edge.weight).clone());
                    let end = &mut values[edge.target as usize];
                    end[0] += &visits[0][i] * &weight;
                    // T = t + 1 after t steps, and (t + 1)² = t(t − 1) + 3t + 1.
                    if let Some(first) = visits.get(1) {
                        end[1] += (&first[i] + &visits[0][i]) * &weight;
                    }
                    if let Some(second) = visits.get(2) {
                        let sum = &second[i] + &visits[1][i] * BigInt::from(3) + &visits[0][i];
                        end[2] += sum * &weight;
                    }
                }
            }
        }
        Ok(values)
    }

    /// The solution m of totalⱼ·mⱼ − ∑ᵢ wᵢⱼ·mᵢ = rightⱼ within a component.
    fn solve_component(
        &self,
        component: &[usize],
        right: Vec<BigRational>,
    ) -> Result<Vec<BigRational>, Error> {
        if right.iter().all(Zero::is_zero) {
            return Ok(right);
        }
        if component.len() > LARGEST_SYSTEM {
            let states = component.len();
            return Err(too_expensive(&format!("{states} states depend on one another in circles")));
        }
        let places: FxHashMap<usize, usize> = component.iter().enumerate().map(|(i, n)| (*n, i)).collect();
        let whole = |n: Place| BigRational::from_integer(BigInt::from(self.weights.get(n).clone()));
        let mut rows: Vec<Vec<(usize, BigRational)>> =
            component.iter().enumerate().map(|(i, n)| vec![(i, whole(self.nodes[*n].total))]).collect();
        for (i, node) in component.iter().enumerate() {
            for edge in self.inner(*node) {
                if let Some(j) = places.get(&(edge.target as usize)) {
                    rows[*j].push((i, -whole(edge.weight)));
                }
            }
        }
        if let [row] = rows.as_slice() {
            let coefficient: BigRational = row.iter().map(|(_, value)| value).sum();
            return Ok(right.into_iter().map(|value| value / &coefficient).collect());
        }
        let solved = solve_linear(rows, right.into_iter().map(|value| vec![value]).collect())?;
        Ok(solved.into_iter().map(|mut values| values.swap_remove(0)).collect())
    }
}

/// The strongly connected components, each before those that it leads to [R. Tarjan, "Depth-first search and linear
/// graph algorithms", SIAM J. Comput. 1, 1972], without recursion.
fn components(network: &Network) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let nodes = network.nodes.len();
    let mut number = vec![UNSEEN; nodes];
    let mut low = vec![0; nodes];
    let mut waits = vec![false; nodes];
    let mut stack = Vec::new();
    let mut found = Vec::new();
    let mut count = 0;
    for root in 0..nodes {
        if number[root] != UNSEEN {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((node, edge)) = path.pop() {
            if edge == 0 {
                (number[node], low[node], waits[node]) = (count, count, true);
                count += 1;
                stack.push(node);
            }
            match network.inner(node).get(edge).map(|edge| edge.target as usize) {
                Some(target) => {
                    path.push((node, edge + 1));
                    if number[target] == UNSEEN {
                        path.push((target, 0));
                    } else if waits[target] {
                        low[node] = low[node].min(number[target]);
                    }
                }
                None => {
                    if let Some((parent, _)) = path.last() {
                        low[*parent] = low[*parent].min(low[node]);
                    }
                    if low[node] == number[node] {
                        let place = stack.iter().rposition(|n| *n == node).unwrap_or(0);
                        let component = stack.split_off(place);
                        component.iter().for_each(|n| waits[*n] = false);
                        found.push(component);
                    }
                }
            }
        }
    }
    found.reverse();
    found
}
