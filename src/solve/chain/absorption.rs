//! Absorption: in which states a chain ends, and the first two moments of how long that takes.
//!
//! With Q the steps among the states that go on and v the distribution at first, the expected visits are n = v(I−Q)⁻¹;
//! n₁ = nQ(I−Q)⁻¹ and n₂ = 2n₁Q(I−Q)⁻¹ are the sums of t·vₜ and t(t−1)·vₜ over the distributions vₜ after t steps
//! [J. G. Kemeny and J. L. Snell, "Finite Markov Chains", 1960, chapter III]. So one pass forward gives every end at
//! once. Strongly connected components are solved one after another; without cycles that is a sweep.

use crate::budget::{Budget, Measure, too_expensive};
use crate::error::{Error, ErrorKind};
use crate::number::{self, solve_linear_unless};
use crate::solve::chain::graph::{Graph, Place};
use crate::solve::chain::network::Network;
use crate::solve::chain::sweep::Layers;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use rustc_hash::FxHashMap;

/// The most states with cycles among them that are solved together.
const LARGEST_SYSTEM: usize = 3_000;

/// An end: a state, the remainder of the number of steps by the period, and the sums of weight, weight·T and
/// weight·T² over the paths to it that take T steps.
pub type End = (usize, u64, [BigRational; 3]);

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
        None => {
            let sums = network.solve(&network.components(), moments, &BigRational::one(), budget)?;
            sums.into_iter().map(|sums| powers(&sums)).collect()
        }
    };
    Ok(network.ends.into_iter().zip(values).map(|((state, rest), value)| (state, rest, value)).collect())
}

/// The sums of weight, weight·T and weight·T², with T = t + 1, from those of weight, weight·t and weight·t(t − 1), of which
/// the last may be missing: (t + 1)² = t(t − 1) + 3t + 1.
fn powers(sums: &[BigRational]) -> [BigRational; 3] {
    let three = || BigRational::from_integer(3.into());
    let first = sums.get(1).map(|first| first + &sums[0]);
    let second = sums.get(2).map(|second| second + &sums[1] * three() + &sums[0]);
    [sums[0].clone(), first.unwrap_or_default(), second.unwrap_or_default()]
}

/// What a series over the numbers of steps comes to.
pub enum Sums {
    /// Its sum, for each power.
    Finite(Vec<BigRational>),
    /// It has no end.
    Infinite,
    /// Among the numbers that are left out some grow without end.
    Unknown,
}

/// E(rᵀ·Tᵏ) for k from 0 to `degree`, T being the steps of a chain that begins in a state which goes on and that surely
/// stops, over the T whose remainder by a period is one of these. All states must have been found.
///
/// With ∑ rᵗ·t(t−1)…(t−j+1)·vₜ = nⱼ, n₀ = v(I − rQ)⁻¹ and nⱼ = j·nⱼ₋₁·rQ(I − rQ)⁻¹; the powers of T = t + 1 come from
/// the falling ones by Stirling numbers of the second kind, (t+1)ᵏ = ∑ S(k+1, j+1)·t(t−1)…(t−j+1).
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] when too many states must be solved together.
pub fn series(
    graph: &Graph,
    base: &BigRational,
    degree: usize,
    (period, is_among): (u64, &dyn Fn(u64) -> bool),
    budget: &Budget,
) -> Result<Sums, Error> {
    let live = vec![true; graph.len()];
    let network = Network::of(graph, &live, &[(0, BigUint::one())], period, 0);
    let components = network.components();
    if base.abs() > BigRational::one() {
        for component in &components {
            budget.check()?;
            if !network.fades(component, &base.abs(), budget)? {
                let counts = network.leads_to(component, |(_, rest)| is_among(rest));
                return Ok(if counts { Sums::Infinite } else { Sums::Unknown });
            }
        }
    }
    let sums = network.solve(&components, degree, base, budget)?;
    let among = || sums.iter().zip(&network.ends).filter(|(_, (_, rest))| is_among(*rest));
    let falling: Vec<BigRational> =
        (0..=degree).map(|j| among().map(|(end, _)| &end[j]).sum::<BigRational>() * base).collect();
    let stirling = |k: usize, j: usize| BigInt::from(number::stirling2(k as u64 + 1, j as u64 + 1));
    let power = |k: usize| (0..=k).map(|j| &falling[j] * stirling(k, j)).sum();
    Ok(Sums::Finite((0..=degree).map(power).collect()))
}

impl Network {
    /// For each end, the sums of baseᵗ·t(t−1)…(t−j+1) over the paths that come to it one step after t steps, j from 0 to
    /// `orders`.
    fn solve(
        &self,
        components: &[Vec<usize>],
        orders: usize,
        base: &BigRational,
        budget: &Budget,
    ) -> Result<Vec<Vec<BigRational>>, Error> {
        let zeros = |count: usize| vec![vec![BigRational::zero(); orders + 1]; count];
        let mut inflow = zeros(self.nodes.len());
        for (node, weight) in &self.first {
            inflow[*node][0] += BigInt::from(weight.clone());
        }
        let mut values = zeros(self.ends.len());
        let mut member = vec![usize::MAX; self.nodes.len()];
        for (index, component) in components.iter().enumerate() {
            budget.check()?;
            component.iter().for_each(|node| member[*node] = index);
            for order in 0..=orders {
                let right: Vec<BigRational> =
                    component.iter().map(|n| std::mem::take(&mut inflow[*n][order])).collect();
                // The sums of the nodes, each divided by the node's total.
                let visits = self.solve_component(component, right, base, budget)?;
                for (node, visits) in component.iter().zip(&visits) {
                    for edge in self.inner(*node) {
                        let target = edge.target as usize;
                        let share =
                            scaled(visits, base) * BigInt::from(self.weights.get(edge.weight).clone());
                        if order < orders {
                            inflow[target][order + 1] += &share * BigInt::from(order + 1);
                        }
                        if member[target] != index {
                            inflow[target][order] += share;
                        }
                    }
                    for edge in self.outer(*node) {
                        let weight = BigInt::from(self.weights.get(edge.weight).clone());
                        values[edge.target as usize][order] += visits * weight;
                    }
                }
            }
        }
        Ok(values)
    }

    /// Whether growth by this factor at each step is outdone by the paths that leave the component: whether v = rQv + 1 has
    /// a positive solution, which it has when the largest eigenvalue of rQ is below 1, and only then [L. Collatz,
    /// "Einschließungssatz für die charakteristischen Zahlen von Matrizen", Math. Z. 48, 1942].
    fn fades(&self, component: &[usize], growth: &BigRational, budget: &Budget) -> Result<bool, Error> {
        let places = self.places(component)?;
        let whole = |n: Place| BigRational::from_integer(BigInt::from(self.weights.get(n).clone()));
        let mut right = Vec::with_capacity(component.len());
        let mut rows = Vec::with_capacity(component.len());
        for (i, node) in component.iter().enumerate() {
            let total = whole(self.nodes[*node].total);
            let inner = self.inner(*node).iter();
            let within = inner.filter_map(|e| Some((*places.get(&(e.target as usize))?, whole(e.weight))));
            let mut row = vec![(i, total.clone())];
            row.extend(within.map(|(j, weight)| (j, -weight * growth)));
            rows.push(row);
            right.push(vec![total]);
        }
        match solve_linear_unless(rows, right, |done, whole| budget.pass(Measure::Equations, done, whole)) {
            Ok(solved) => Ok(solved.iter().all(|value| value[0].is_positive())),
            Err(error) if error.kind() == ErrorKind::Undetermined => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Whether one of these ends can be reached from a component.
    fn leads_to(&self, component: &[usize], is_end: impl Fn((usize, u64)) -> bool) -> bool {
        let mut met = vec![false; self.nodes.len()];
        let mut open: Vec<usize> = component.to_vec();
        while let Some(node) = open.pop() {
            if std::mem::replace(&mut met[node], true) {
                continue;
            }
            if self.outer(node).iter().any(|edge| is_end(self.ends[edge.target as usize])) {
                return true;
            }
            open.extend(self.inner(node).iter().map(|edge| edge.target as usize));
        }
        false
    }

    /// The places of nodes in their component.
    fn places(&self, component: &[usize]) -> Result<FxHashMap<usize, usize>, Error> {
        if component.len() > LARGEST_SYSTEM {
            let states = component.len();
            return Err(too_expensive(&format!("{states} states depend on one another in circles")));
        }
        Ok(component.iter().enumerate().map(|(i, n)| (*n, i)).collect())
    }

    /// The solution m of totalⱼ·mⱼ − ∑ᵢ base·wᵢⱼ·mᵢ = rightⱼ within a component.
    fn solve_component(
        &self,
        component: &[usize],
        right: Vec<BigRational>,
        base: &BigRational,
        budget: &Budget,
    ) -> Result<Vec<BigRational>, Error> {
        if right.iter().all(Zero::is_zero) {
            return Ok(right);
        }
        let places = self.places(component)?;
        let whole = |n: Place| BigRational::from_integer(BigInt::from(self.weights.get(n).clone()));
        let mut rows: Vec<Vec<(usize, BigRational)>> =
            component.iter().enumerate().map(|(i, n)| vec![(i, whole(self.nodes[*n].total))]).collect();
        for (i, node) in component.iter().enumerate() {
            for edge in self.inner(*node) {
                if let Some(j) = places.get(&(edge.target as usize)) {
                    rows[*j].push((i, -scaled(&whole(edge.weight), base)));
                }
            }
        }
        if let [row] = rows.as_slice() {
            let coefficient: BigRational = row.iter().map(|(_, value)| value).sum();
            return Ok(right.into_iter().map(|value| value / &coefficient).collect());
        }
        let right = right.into_iter().map(|value| vec![value]).collect();
        let solved =
            solve_linear_unless(rows, right, |done, whole| budget.pass(Measure::Equations, done, whole))?;
        Ok(solved.into_iter().map(|mut values| values.swap_remove(0)).collect())
    }
}

/// The product with a factor, which is often 1.
fn scaled(number: &BigRational, factor: &BigRational) -> BigRational {
    if factor.is_one() { number.clone() } else { number * factor }
}
