//! Outcomes whose places or groups have no names: shuffled rows laid around, and groups of a shuffled crowd.

use crate::model::orbits::{Shape, orbit, told_apart};
use crate::model::partitions::grouped;
use crate::model::{Population, Space, Value};
use crate::simulate::chance::Chance;
use crate::simulate::sampler::Urn;
use std::sync::Arc;

/// A sampler for which every outcome up to symmetry is as likely as every other.
#[derive(Clone, Debug)]
pub enum Unnamed {
    /// A shuffled row, seen from where the first item sits.
    Seats(Urn, bool),
    /// A shuffled row up to symmetry; one that many rows show is kept only as often as the others.
    Orbit(Urn, Shape),
    /// A colour for each place, up to symmetry, kept as often as the others.
    Coloring(Arc<[Value]>, Shape),
    /// A shuffled crowd, cut into groups.
    Groups(Urn, Arc<[u64]>),
    /// A crowd in so many groups: each joins a group, or begins one.
    Into(Urn, u64, Arc<Chances>),
    /// A partition: one ball more in every box, or one box fewer.
    Parts(u64, u64, Arc<Chances>),
}

/// How likely the second of two choices is, for each pair of numbers: a table made once.
#[derive(Clone, Debug)]
pub struct Chances {
    rows: Vec<Vec<f64>>,
}

impl Chances {
    fn happens(&self, n: u64, k: u64, generator: &mut impl Chance) -> bool {
        let at = |i: u64| usize::try_from(i).unwrap_or(usize::MAX);
        let chance = self.rows.get(at(n)).and_then(|row| row.get(at(k))).copied().unwrap_or(0.0);
        // 53 random bits, as many as the chance has.
        (generator.below(1 << 53) as f64) < chance * (1u64 << 53) as f64
    }

    /// The chance that the last of n elements begins a group of its own when they are in k groups: of the ways in
    /// which the others are in k−1 groups or (and then it joins one of k) in k. Rows are scaled, since only the
    /// quotients matter.
    fn of_groups(n: u64, k: u64) -> Self {
        let (n, k) = (usize::try_from(n).unwrap_or(0), usize::try_from(k).unwrap_or(0));
        let mut ways = vec![0.0; k + 1];
        ways[0] = 1.0;
        let mut rows = vec![vec![]];
        for _ in 1..=n {
            let mut chances = vec![0.0; k + 1];
            let mut next = vec![0.0; k + 1];
            for groups in 1..=k {
                next[groups] = ways[groups - 1] + groups as f64 * ways[groups];
                chances[groups] = if next[groups] > 0.0 { ways[groups - 1] / next[groups] } else { 1.0 };
            }
            scale(&mut next);
            ways = next;
            rows.push(chances);
        }
        Self { rows }
    }

    /// The chance that no box is empty when n balls are in at most k boxes.
    fn of_partitions(n: u64, k: u64) -> Self {
        let (n, k) = (usize::try_from(n).unwrap_or(0), usize::try_from(k).unwrap_or(0));
        // ways[m]: partitions of m into at most so many parts: either fewer parts, or one taken off each.
        let mut ways = vec![0.0; n + 1];
        ways[0] = 1.0;
        let mut rows = vec![vec![0.0; k + 1]; n + 1];
        for boxes in 1..=k {
            for balls in boxes..=n {
                let full = ways[balls - boxes];
                ways[balls] += full;
                rows[balls][boxes] = full / ways[balls];
            }
        }
        Self { rows }
    }
}

/// Brings the largest number back to 1 before it grows beyond bounds.
fn scale(row: &mut [f64]) {
    let largest = row.iter().copied().fold(0.0, f64::max);
    if largest > 1e200 {
        row.iter_mut().for_each(|x| *x /= largest);
    }
}

impl Unnamed {
    /// The sampler of a space whose outcomes have no names for their places or groups.
    pub fn new(space: &Space) -> Self {
        match space {
            Space::Ring(items) => around(items, Shape::Ring(items.size())),
            Space::Necklace(items) => around(items, Shape::Necklace(items.size())),
            Space::Split(from, sizes) => Self::Groups(Urn::new(from), Arc::clone(sizes)),
            Space::SplitInto(from, groups) => {
                let chances = Chances::of_groups(from.size(), *groups);
                Self::Into(Urn::new(from), *groups, Arc::new(chances))
            }
            Space::Partitions(balls, boxes) => {
                Self::Parts(*balls, *boxes, Arc::new(Chances::of_partitions(*balls, (*boxes).min(*balls))))
            }
            Space::Colorings(_, shape) => Self::Coloring(space.labels().into(), *shape),
            other => Self::Coloring(other.labels().into(), Shape::Ring(0)),
        }
    }

    /// Performs the experiment once.
    pub fn sample(&self, generator: &mut impl Chance) -> Value {
        match self {
            Self::Seats(urn, necklace) => {
                let mut seated = urn.shuffled(urn.size(), generator);
                let first = seated.iter().position(|&e| e == 0).unwrap_or(0);
                seated.rotate_left(first);
                let mut row: Vec<Value> = seated.into_iter().map(|e| urn.label(e).clone()).collect();
                let rest = row.get_mut(1..).unwrap_or_default();
                if *necklace && rest.iter().cmp(rest.iter().rev()).is_gt() {
                    rest.reverse();
                }
                Value::row(row)
            }
            Self::Orbit(urn, shape) => as_often(*shape, generator, |generator| {
                urn.shuffled(urn.size(), generator).into_iter().map(|e| urn.label(e).clone()).collect()
            }),
            Self::Coloring(colors, shape) => as_often(*shape, generator, |generator| {
                let color = |_| colors.get(generator.below(colors.len() as u64) as usize).cloned();
                (0..shape.places()).map_while(color).collect()
            }),
            Self::Groups(urn, sizes) => {
                let mut crowd = urn.shuffled(urn.size(), generator).into_iter().map(|e| urn.label(e).clone());
                let group = |size: &u64| crowd.by_ref().take(*size as usize).collect();
                grouped(sizes.iter().map(group).collect())
            }
            Self::Into(urn, groups, chances) => groups_of(urn, *groups, chances, generator),
            Self::Parts(balls, boxes, chances) => {
                let mut parts = vec![0i64; usize::try_from(*boxes).unwrap_or(0)];
                let (mut left, mut open) = (*balls, (*boxes).min(*balls));
                while left > 0 && open > 0 {
                    if chances.happens(left, open, generator) {
                        parts[..open as usize].iter_mut().for_each(|part| *part += 1);
                        left -= open;
                    } else {
                        open -= 1;
                    }
                }
                Value::row(parts.into_iter().map(Value::Int))
            }
        }
    }
}

/// Seats for items that are told apart, orbits for others.
fn around(items: &Population, shape: Shape) -> Unnamed {
    if told_apart(items) {
        Unnamed::Seats(Urn::new(items), matches!(shape, Shape::Necklace(_)))
    } else {
        Unnamed::Orbit(Urn::new(items), shape)
    }
}

/// The orbit of a random row, where one of s rows is kept only every s-th time.
fn as_often<R: Chance>(shape: Shape, generator: &mut R, mut row: impl FnMut(&mut R) -> Vec<Value>) -> Value {
    loop {
        let row = row(generator);
        // Without colours there is nothing to lay around.
        if row.len() as u64 != shape.places() {
            return Value::row(row);
        }
        let (size, least) = orbit(&row, shape);
        if generator.below(size) == 0 {
            return Value::row(least);
        }
    }
}

/// A crowd in groups: from the last to the first it is decided who begins a group, then from the first to the last
/// whom the others join.
fn groups_of(urn: &Urn, groups: u64, chances: &Chances, generator: &mut impl Chance) -> Value {
    let mut missing = groups;
    let mut begins: Vec<bool> = (1..=urn.size())
        .rev()
        .map(|element| {
            let begins = chances.happens(element, missing, generator);
            missing -= u64::from(begins && missing > 0);
            begins
        })
        .collect();
    begins.reverse();
    let mut members: Vec<Vec<Value>> = Vec::new();
    for (element, begins) in (0..).zip(begins) {
        let label = urn.label(element).clone();
        let joined = generator.below(if begins { 0 } else { members.len() as u64 }) as usize;
        match members.get_mut(joined) {
            Some(group) if !begins => group.push(label),
            _ => members.push(vec![label]),
        }
    }
    grouped(members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::outcomes::each_outcome;
    use crate::model::{Collection, Shape};
    use rand::SeedableRng;
    use rand::rngs::ChaCha8Rng;
    use rustc_hash::FxHashMap;

    fn population(collection: Collection, counts: &[u64]) -> Arc<Population> {
        let labels = ["a", "b", "c", "d", "e", "f"].iter().map(|l| Value::word(l));
        Arc::new(Population::new(collection, labels.zip(counts.iter().copied())).unwrap())
    }

    /// Every outcome of the list comes as often as its weight says, within five standard deviations, and no other.
    fn comes_as_listed(space: &Space) {
        let mut weights: FxHashMap<Value, f64> = FxHashMap::default();
        each_outcome(space, &mut |outcome, weight| {
            *weights.entry(outcome).or_default() += weight.iter_u32_digits().next().unwrap_or(0) as f64;
            true
        });
        let total: f64 = weights.values().sum();
        let mut generator = ChaCha8Rng::seed_from_u64(7);
        let sampler = crate::simulate::Sampler::new(space);
        let trials = 20_000;
        let mut counts: FxHashMap<Value, f64> = FxHashMap::default();
        for _ in 0..trials {
            *counts.entry(sampler.sample(&mut generator).unwrap()).or_default() += 1.0;
        }
        assert!(counts.keys().all(|outcome| weights.contains_key(outcome)), "{space:?}");
        for (outcome, weight) in weights {
            let expected = f64::from(trials) * weight / total;
            let found = counts.get(&outcome).copied().unwrap_or(0.0);
            assert!((found - expected).abs() <= 5.0 * expected.sqrt(), "{space:?} {outcome}: {found}");
        }
    }

    #[test]
    fn samples_come_as_often_as_the_list_says() {
        let people = population(Collection::People, &[3, 2]);
        let letters = population(Collection::Letters, &[2, 2, 2]);
        let distinct = population(Collection::Letters, &[1, 1, 1, 1, 1]);
        let two = population(Collection::Set, &[1, 1]);
        let spaces = [
            Space::Ring(Arc::clone(&people)),
            Space::Necklace(Arc::clone(&people)),
            Space::Ring(Arc::clone(&distinct)),
            Space::Necklace(Arc::clone(&distinct)),
            Space::Ring(Arc::clone(&letters)),
            Space::Necklace(letters),
            Space::Colorings(Arc::clone(&two), Shape::Cube),
            Space::Colorings(Arc::clone(&two), Shape::Square(2)),
            Space::Colorings(two, Shape::Necklace(5)),
            Space::split(Arc::clone(&distinct), &[2, 2, 1]).unwrap(),
            Space::split(people, &[3, 2]).unwrap(),
            Space::split_into(Arc::clone(&distinct), 3).unwrap(),
            Space::split_into(distinct, 1).unwrap(),
            Space::partitions(8, 3).unwrap(),
            Space::partitions(3, 5).unwrap(),
            Space::partitions(0, 0).unwrap(),
        ];
        spaces.iter().for_each(comes_as_listed);
    }
}
