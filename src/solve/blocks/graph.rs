//! Which element may follow which: the graph of the pairs that hold, and the simple pieces that it may fall into.

use crate::number;
use num_bigint::BigUint;
use num_traits::Zero;

/// For each label, after which others it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arcs {
    /// How many elements each label has.
    pub(super) counts: Vec<u64>,
    /// Whether it holds for the pair of a label and the one after it, row by row; not for a single element and itself.
    pub(super) holds: Vec<bool>,
}

/// Elements that are joined with each other and with no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Component {
    /// Elements in a line: of each two neighbours whether the second may follow the first, and the first the second.
    Line(Vec<(bool, bool)>),
    /// The same, closed to a ring: the last pair is that of the last element and the first.
    Ring(Vec<(bool, bool)>),
    /// So many elements each of which may follow each.
    Group(u64),
}

impl Component {
    /// The ways in which so many elements follow each other around a table, all of them from here.
    pub(super) fn rings(&self, places: u64) -> BigUint {
        match self {
            Self::Ring(pairs) if pairs.len() as u64 == places => {
                let ways = pairs.iter().fold((true, true), |(on, back), pair| (on && pair.0, back && pair.1));
                BigUint::from(u8::from(ways.0) + u8::from(ways.1))
            }
            Self::Group(size) if *size >= places => {
                number::binomial(*size, places) * number::factorial(places - 1)
            }
            _ => BigUint::zero(),
        }
    }
}

impl Arcs {
    fn holds(&self, before: usize, after: usize) -> bool {
        self.holds[before * self.counts.len() + after]
    }

    /// The arcs of the pairs for which it does not hold.
    pub(super) fn without(&self) -> Self {
        let n = self.counts.len();
        let holds = (0..n * n).map(|pair| {
            let is_single = pair / n == pair % n && self.counts[pair / n] < 2;
            !self.holds[pair] && !is_single
        });
        Self { counts: self.counts.clone(), holds: holds.collect() }
    }

    /// The pieces, without single elements that are joined with nothing; nothing where one of them is no simple piece.
    pub(super) fn components(&self) -> Option<Vec<Component>> {
        let n = self.counts.len();
        let joined = |a: usize, b: usize| self.holds(a, b) || self.holds(b, a);
        let mut met = vec![false; n];
        let mut components = Vec::new();
        for first in 0..n {
            if met[first] {
                continue;
            }
            met[first] = true;
            let mut members = vec![first];
            let mut next = 0;
            while let Some(&here) = members.get(next) {
                next += 1;
                for (other, met) in met.iter_mut().enumerate() {
                    if !*met && joined(here, other) {
                        *met = true;
                        members.push(other);
                    }
                }
            }
            components.extend(self.component(&members)?);
        }
        Some(components)
    }

    /// The piece of these labels, which are joined; nothing inside where nobody follows anybody, and nothing at all where it
    /// is no simple piece.
    fn component(&self, members: &[usize]) -> Option<Option<Component>> {
        let size: u64 = members.iter().map(|&label| self.counts[label]).sum();
        if size == 1 || members.len() == 1 && !self.holds(members[0], members[0]) {
            return Some(None);
        }
        let follows = |a: usize, b: usize| self.holds(a, b) || a == b && self.counts[a] < 2;
        if members.iter().all(|&a| members.iter().all(|&b| follows(a, b))) {
            return Some(Some(Component::Group(size)));
        }
        if size != members.len() as u64 {
            return None;
        }
        self.line(members).map(Some)
    }

    /// Single elements as a line or a ring; nothing where one is joined with more than two others.
    fn line(&self, members: &[usize]) -> Option<Component> {
        let joined = |a: usize, b: usize| a != b && (self.holds(a, b) || self.holds(b, a));
        let neighbours = |a: usize| members.iter().copied().filter(move |&b| joined(a, b));
        if members.iter().any(|&a| neighbours(a).count() > 2) {
            return None;
        }
        let end = members.iter().copied().find(|&a| neighbours(a).count() == 1);
        let mut order = vec![end.unwrap_or(members[0])];
        while let Some(next) = neighbours(*order.last()?).find(|b| !order.contains(b)) {
            order.push(next);
        }
        let pair = |a: usize, b: usize| (self.holds(a, b), self.holds(b, a));
        let mut pairs: Vec<(bool, bool)> = order.windows(2).map(|two| pair(two[0], two[1])).collect();
        if end.is_some() {
            return Some(Component::Line(pairs));
        }
        pairs.push(pair(*order.last()?, order[0]));
        Some(Component::Ring(pairs))
    }
}
