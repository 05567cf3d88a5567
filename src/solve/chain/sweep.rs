//! Chains without cycles: layer by layer, in integers over one scale.
//!
//! A node at depth d, the length of the longest path to it, holds its probability times the product of the factors of the
//! layers before it; the factor of a layer is the least common multiple of the totals of its nodes. So no fraction
//! appears, nothing is brought to lowest terms, and every number is a sum of products with the small weights of a step.

use crate::budget::Budget;
use crate::error::Error;
use crate::number::Accumulators;
use crate::solve::chain::graph::Edge;
use crate::solve::chain::network::Network;
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::borrow::Cow;

/// The nodes by depth, and what every layer multiplies by.
pub struct Layers {
    /// The nodes, each after all that lead to it, and no depth before a smaller one.
    order: Vec<usize>,
    depth: Vec<usize>,
    factors: Vec<BigUint>,
}

/// What has come to an end from the layer before a depth; the place of the number, and that depth.
type Pending = Option<(usize, usize)>;

impl Layers {
    /// The layers of a network; nothing where there is a cycle.
    #[must_use]
    pub fn of(network: &Network) -> Option<Self> {
        let count = network.nodes.len();
        let targets = |node: usize| network.inner(node).iter().map(|edge| edge.target as usize);
        let mut incoming = vec![0_usize; count];
        (0..count).flat_map(targets).for_each(|target| incoming[target] += 1);
        let mut order: Vec<usize> = (0..count).filter(|node| incoming[*node] == 0).collect();
        let mut depth = vec![0_usize; count];
        let mut done = 0;
        // First in, first out: the last of its predecessors opens a node, and is the deepest of them.
        while let Some(&node) = order.get(done) {
            done += 1;
            for target in targets(node) {
                incoming[target] -= 1;
                if incoming[target] == 0 {
                    depth[target] = depth[node] + 1;
                    order.push(target);
                }
            }
        }
        let is_acyclic = done == count;
        is_acyclic.then(|| Self { factors: factors(network, &order, &depth), order, depth })
    }

    /// For each end, the share of the paths that come to it, as the first of three sums; the others are left 0.
    ///
    /// # Errors
    /// Those of the budget.
    pub fn sweep(&self, network: &Network, budget: &Budget) -> Result<Vec<[BigRational; 3]>, Error> {
        // later[d] is what brings a number at depth d to the whole scale.
        let mut later = vec![BigUint::one(); self.factors.len() + 1];
        for (depth, factor) in self.factors.iter().enumerate().rev() {
            later[depth] = &later[depth + 1] * factor;
        }
        let weight: BigUint = network.first.iter().map(|(_, weight)| weight).sum();
        let mut masses = Accumulators::of_bits(later[0].bits() + weight.bits());
        let mut places = vec![None; network.nodes.len()];
        let mut prefix = BigUint::one();
        let mut scaled = 0;
        let mut first = network.first.clone();
        first.sort_unstable_by_key(|(node, _)| self.depth[*node]);
        for (node, weight) in &first {
            self.factors[scaled..self.depth[*node]].iter().for_each(|factor| prefix *= factor);
            scaled = self.depth[*node];
            let words: Vec<u64> = prefix.iter_u64_digits().collect();
            let place = *places[*node].get_or_insert_with(|| masses.open());
            masses.add_product(place, weight, &words);
        }
        let mut sums = vec![BigUint::zero(); network.ends.len()];
        let mut pending: Vec<Pending> = vec![None; network.ends.len()];
        let mut flow = Vec::new();
        for (done, &node) in self.order.iter().enumerate() {
            if done % 1024 == 0 {
                budget.check()?;
                budget.afford(0, masses.bytes() as u128)?;
            }
            let Some(place) = places[node].take() else { continue };
            masses.close(place, &mut flow);
            let depth = self.depth[node];
            for edge in network.inner(node) {
                let target = edge.target as usize;
                let factor = self.factor(network, node, edge, self.depth[target]);
                let place = *places[target].get_or_insert_with(|| masses.open());
                masses.add_product(place, &factor, &flow);
            }
            for edge in network.outer(node) {
                let end = edge.target as usize;
                if pending[end].is_some_and(|(_, at)| at != depth + 1) {
                    sums[end] += taken(&mut masses, &mut pending[end], &later);
                }
                let (place, _) = *pending[end].get_or_insert_with(|| (masses.open(), depth + 1));
                masses.add_product(place, &self.factor(network, node, edge, depth + 1), &flow);
            }
        }
        for (sum, pending) in sums.iter_mut().zip(&mut pending) {
            *sum += taken(&mut masses, pending, &later);
        }
        let scale = BigInt::from(later.swap_remove(0));
        let share = |sum: BigUint| BigRational::new_raw(BigInt::from(sum), scale.clone());
        Ok(sums.into_iter().map(|sum| [share(sum), BigRational::zero(), BigRational::zero()]).collect())
    }

    /// What a mass is multiplied by along an edge to this depth.
    fn factor<'a>(&self, network: &'a Network, node: usize, edge: &Edge, to: usize) -> Cow<'a, BigUint> {
        let weight = network.weights.get(edge.weight);
        let total = network.weights.get(network.nodes[node].total);
        let depth = self.depth[node];
        if self.factors[depth] == *total && to == depth + 1 {
            return Cow::Borrowed(weight);
        }
        let skipped = self.factors[depth + 1..to].iter();
        Cow::Owned(skipped.fold(weight * (&self.factors[depth] / total), |product, factor| product * factor))
    }
}

/// The least common multiple of the totals of each layer.
fn factors(network: &Network, order: &[usize], depth: &[usize]) -> Vec<BigUint> {
    let mut factors: Vec<BigUint> = Vec::new();
    let mut met = None;
    for node in order {
        let (layer, total) = (depth[*node], network.nodes[*node].total);
        if layer == factors.len() {
            factors.push(network.weights.get(total).clone());
        } else if met != Some(total) && !(&factors[layer] % network.weights.get(total)).is_zero() {
            factors[layer] = factors[layer].lcm(network.weights.get(total));
        }
        met = Some(total);
    }
    factors
}

/// What is pending at an end, brought to the whole scale.
fn taken(masses: &mut Accumulators, pending: &mut Pending, later: &[BigUint]) -> BigUint {
    let Some((place, depth)) = pending.take() else { return BigUint::ZERO };
    let sum = masses.get(place) * &later[depth];
    masses.close(place, &mut Vec::new());
    sum
}
