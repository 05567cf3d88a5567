//! The network of the states of a chain that go on and of its ends, numbered anew, and its strongly connected components.

use crate::solve::chain::graph::{Edge, Graph, Place, Weights};
use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use std::ops::Range;

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
    /// The network of what can be reached from these nodes, after `phase` steps.
    pub fn of(graph: &Graph, live: &[bool], first: &[(usize, BigUint)], period: u64, phase: u64) -> Self {
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

    /// The strongly connected components, each before those that it leads to.
    #[must_use]
    pub fn components(&self) -> Vec<Vec<usize>> {
        let target = |node: usize, edge: usize| self.inner(node).get(edge).map(|edge| edge.target as usize);
        components(self.nodes.len(), target)
    }

    /// The edges from a node to ends.
    #[must_use]
    pub fn outer(&self, node: usize) -> &[Edge] {
        &self.outer[self.nodes[node].outer.clone()]
    }

    /// Leaves out steps that lead nowhere else: they only cost time.
    pub fn drop_loops(&mut self) {
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
}

/// The strongly connected components, each before those that it leads to [R. Tarjan, "Depth-first search and linear
/// graph algorithms", SIAM J. Comput. 1, 1972], without recursion. Of each node the edges are asked for one by one: where
/// it leads, or nothing after the last.
pub fn components(nodes: usize, target: impl Fn(usize, usize) -> Option<usize>) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
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
            match target(node, edge) {
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
