//! Absorption: in which states a chain ends, and the first two moments of how long that takes.
//!
//! With Q the steps among the states that go on and v the distribution at first, the expected visits are n = v(I−Q)⁻¹;
//! n₁ = nQ(I−Q)⁻¹ and n₂ = 2n₁Q(I−Q)⁻¹ are the sums of t·vₜ and t(t−1)·vₜ over the distributions vₜ after t steps
//! [J. G. Kemeny and J. L. Snell, "Finite Markov Chains", 1960, chapter III]. So one pass forward gives every end at
//! once. Strongly connected components are solved one after another; without cycles that is a sweep.

use crate::budget::{Budget, too_expensive};
use crate::error::Error;
use crate::number::solve_linear;
use crate::solve::chain::graph::Graph;
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};
use rustc_hash::FxHashMap;

/// The most states with cycles among them that are solved together.
const LARGEST_SYSTEM: usize = 3_000;

/// An end: a state, the remainder of the number of steps by the period, and the sums of weight, weight·T and
/// weight·T² over the paths to it that take T steps.
pub type End = (usize, u64, [BigRational; 3]);

/// A state that goes on, with its remainder.
struct Node {
    /// To nodes.
    inner: Vec<(usize, BigUint)>,
    /// To ends.
    outer: Vec<(usize, BigUint)>,
    total: BigUint,
}

/// The states that go on and the ends that can be reached, numbered anew.
struct Network {
    nodes: Vec<Node>,
    ends: Vec<(usize, u64)>,
    first: Vec<(usize, BigUint)>,
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
    let components = components(&network.nodes);
    let values = match moments == 0 && components.iter().all(|c| c.len() == 1) {
        true => network.sweep(&components),
        false => network.solve(&components, moments, budget)?,
    };
    Ok(network.ends.into_iter().zip(values).map(|((state, rest), value)| (state, rest, value)).collect())
}

impl Network {
    fn of(graph: &Graph, live: &[bool], first: &[(usize, BigUint)], period: u64, phase: u64) -> Self {
        let mut places: FxHashMap<(usize, u64), usize> = FxHashMap::default();
        let mut end_places: FxHashMap<(usize, u64), usize> = FxHashMap::default();
        let mut keys = Vec::new();
        let mut network = Self { nodes: Vec::new(), ends: Vec::new(), first: Vec::new() };
        let mut place = |key, keys: &mut Vec<(usize, u64)>| {
            *places.entry(key).or_insert_with(|| {
                keys.push(key);
                keys.len() - 1
            })
        };
        for (state, weight) in first {
            let node = place((*state, phase), &mut keys);
            network.first.push((node, weight.clone()));
        }
        while network.nodes.len() < keys.len() {
            let (state, rest) = keys[network.nodes.len()];
            let rest = (rest + 1) % period;
            let mut node = Node { inner: Vec::new(), outer: Vec::new(), total: BigUint::one() };
            if let Some(next) = graph.known(state) {
                node.total = next.total.clone();
                for (target, weight) in next.targets.iter().filter(|(target, _)| live[*target]) {
                    if graph.stops[*target] {
                        let fresh = network.ends.len();
                        let end = *end_places.entry((*target, rest)).or_insert(fresh);
                        if end == fresh {
                            network.ends.push((*target, rest));
                        }
                        node.outer.push((end, weight.clone()));
                    } else {
                        node.inner.push((place((*target, rest), &mut keys), weight.clone()));
                    }
                }
            }
            network.nodes.push(node);
        }
        network
    }

    /// Leaves out steps that lead nowhere else: they only cost time.
    fn drop_loops(&mut self) {
        for (place, node) in self.nodes.iter_mut().enumerate() {
            let total = &mut node.total;
            node.inner.retain(|(target, weight)| {
                if *target == place {
                    *total -= weight;
                }
                *target != place
            });
        }
    }

    /// Without cycles: integers in the order of the components, each node over the product of the totals before it.
    fn sweep(&self, components: &[Vec<usize>]) -> Vec<[BigRational; 3]> {
        let count = self.nodes.len();
        let mut depth = vec![0usize; count];
        for &node in components.iter().flatten() {
            for (target, _) in &self.nodes[node].inner {
                depth[*target] = depth[*target].max(depth[node] + 1);
            }
        }
        let levels = depth.iter().max().map_or(0, |d| d + 1);
        let mut factors = vec![BigUint::one(); levels];
        for (node, &level) in self.nodes.iter().zip(&depth) {
            if !(&factors[level] % &node.total).is_zero() {
                factors[level] = factors[level].lcm(&node.total);
            }
        }
        // prefix[d] is what a mass at depth d is scaled by.
        let mut prefix = vec![BigUint::one()];
        for factor in &factors {
            let next = &prefix[prefix.len() - 1] * factor;
            prefix.push(next);
        }
        let mut mass = vec![BigUint::zero(); count];
        for (node, weight) in &self.first {
            mass[*node] += weight * &prefix[depth[*node]];
        }
        // What leaves for an end from each depth, brought to the whole scale only once.
        let mut out: FxHashMap<(usize, usize), BigUint> = FxHashMap::default();
        for &node in components.iter().flatten() {
            let here = &self.nodes[node];
            let flow = std::mem::take(&mut mass[node]) * (&factors[depth[node]] / &here.total);
            let after = depth[node] + 1;
            for (target, weight) in &here.inner {
                let mut share = &flow * weight;
                factors[after..depth[*target]].iter().for_each(|factor| share *= factor);
                mass[*target] += share;
            }
            for (end, weight) in &here.outer {
                *out.entry((*end, after)).or_default() += &flow * weight;
            }
        }
        let whole = prefix[levels].clone();
        let mut sums = vec![BigUint::zero(); self.ends.len()];
        for ((end, level), flow) in out {
            sums[end] += flow * (&whole / &prefix[level]);
        }
        let scale = BigInt::from(whole);
        let share = |sum: BigUint| BigRational::new_raw(BigInt::from(sum), scale.clone());
        sums.into_iter().map(|sum| [share(sum), BigRational::zero(), BigRational::zero()]).collect()
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
                    for (target, weight) in &self.nodes[*node].inner {
                        let share = visits * BigInt::from(weight.clone());
                        if order < moments {
                            inflow[*target][order + 1] += &share * BigInt::from(order + 1);
                        }
                        if member[*target] != index {
                            inflow[*target][order] += share;
                        }
                    }
                }
                visits.push(solved);
            }
            for (i, node) in component.iter().enumerate() {
                for (end, weight) in &self.nodes[*node].outer {
                    let weight = BigInt::from(weight.clone());
                    values[*end][0] += &visits[0][i] * &weight;
                    // T = t + 1 after t steps, and (t + 1)² = t(t − 1) + 3t + 1.
                    if let Some(first) = visits.get(1) {
                        values[*end][1] += (&first[i] + &visits[0][i]) * &weight;
                    }
                    if let Some(second) = visits.get(2) {
                        let sum = &second[i] + &visits[1][i] * BigInt::from(3) + &visits[0][i];
                        values[*end][2] += sum * &weight;
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
        let whole = |n: &BigUint| BigRational::from_integer(BigInt::from(n.clone()));
        let mut rows: Vec<Vec<(usize, BigRational)>> =
            component.iter().enumerate().map(|(i, n)| vec![(i, whole(&self.nodes[*n].total))]).collect();
        for (i, node) in component.iter().enumerate() {
            for (target, weight) in &self.nodes[*node].inner {
                if let Some(j) = places.get(target) {
                    rows[*j].push((i, -whole(weight)));
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
fn components(nodes: &[Node]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut number = vec![UNSEEN; nodes.len()];
    let mut low = vec![0; nodes.len()];
    let mut waits = vec![false; nodes.len()];
    let mut stack = Vec::new();
    let mut found = Vec::new();
    let mut count = 0;
    for root in 0..nodes.len() {
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
            match nodes[node].inner.get(edge) {
                Some((target, _)) => {
                    path.push((node, edge + 1));
                    if number[*target] == UNSEEN {
                        path.push((*target, 0));
                    } else if waits[*target] {
                        low[node] = low[node].min(number[*target]);
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
