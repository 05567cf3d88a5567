//! At how many places something holds: what a question asks of that number, and the number by inclusion and exclusion.

use crate::error::Error;
use crate::model::Value;
use crate::number;
use crate::question::{Expr, Node};
use crate::solve::exact::Road;
use crate::solve::plan::Reduced;
use crate::solve::residue::{Law, Residue};
use num_bigint::{BigInt, BigUint};
use num_traits::Zero;
use rustc_hash::FxHashMap;

/// What a part of the question tells of the number of places at which something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whether it is none of them: an `and` of what must hold everywhere, hit where it fails.
    None,
    /// Whether it is any of them.
    Any,
    /// The number itself.
    Count,
}

impl Kind {
    /// The kind of a part of the question, and what it is made of.
    #[must_use]
    pub fn of(e: &Expr) -> Option<(Self, Vec<&Expr>)> {
        let kind = match e.node() {
            Node::And(_) => Self::None,
            Node::Or(_) => Self::Any,
            Node::Sum(_) => Self::Count,
            _ => return None,
        };
        let mut parts = Vec::new();
        kind.collect(e, &mut parts);
        Some((kind, parts))
    }

    /// The parts of an expression of this kind, and of those among them that are of this kind, too.
    fn collect<'a>(self, e: &'a Expr, parts: &mut Vec<&'a Expr>) {
        match (self, e.node()) {
            (Self::None, Node::And(inner))
            | (Self::Any, Node::Or(inner))
            | (Self::Count, Node::Sum(inner)) => {
                inner.iter().for_each(|part| self.collect(part, parts));
            }
            _ => parts.push(e),
        }
    }

    /// What the part is when something holds at so many places.
    #[must_use]
    pub fn value(self, hit: u64) -> Value {
        match self {
            Self::None => Value::Truth(hit == 0),
            Self::Any => Value::Truth(hit > 0),
            Self::Count => Value::integer(hit.into()),
        }
    }

    /// Whether what is asked of one place hits; nothing where that is neither yes nor no.
    #[must_use]
    pub fn hits(self, values: &[Value]) -> Option<bool> {
        let truth = |value: &Value| if let Value::Truth(truth) = value { Some(*truth) } else { None };
        match self {
            Self::None => Some(!values.iter().map(truth).collect::<Option<Vec<_>>>()?.into_iter().all(|t| t)),
            Self::Any => Some(values.iter().map(truth).collect::<Option<Vec<_>>>()?.into_iter().any(|t| t)),
            Self::Count => {
                let number = |value: &Value| if let Value::Int(n @ 0..=1) = value { Some(*n) } else { None };
                let sum: i64 = values.iter().map(number).collect::<Option<Vec<_>>>()?.into_iter().sum();
                (sum <= 1).then_some(sum == 1)
            }
        }
    }

    /// What is left of a question for each number of places at which something holds, and the weight of that.
    ///
    /// # Errors
    /// Those of working out what became known.
    fn left(
        self,
        residue: &Residue,
        (name, whole): (usize, &Expr),
        counts: Vec<BigUint>,
    ) -> Result<Vec<(Residue, BigUint)>, Error> {
        let mut left: FxHashMap<Residue, BigUint> = FxHashMap::default();
        for (hit, weight) in (0u64..).zip(counts).filter(|(_, weight)| !weight.is_zero()) {
            *left.entry(residue.with(name, &[(whole, &self.value(hit))])?).or_default() += weight;
        }
        Ok(left.into_iter().collect())
    }
}

/// So many rows of some elements hit at exactly 0, 1, … places.
pub struct Rows {
    /// How many rows have how many hits; where those that miss were counted, how many have how many misses.
    pub counts: Vec<BigUint>,
    /// The places, or pairs of neighbours, if misses were counted: who misses at j of them hits at the others.
    pub missed: Option<usize>,
    /// How many rows there are.
    pub total: BigUint,
    /// How many states were visited.
    pub states: u64,
}

impl Rows {
    /// The law of what is left of the question of which `whole` is the only part that speaks of the sample.
    ///
    /// # Errors
    /// Those of working out what became known.
    pub fn reduced(mut self, kind: Kind, residue: &Residue, whole: (usize, &Expr)) -> Result<Reduced, Error> {
        if let Some(places) = self.missed {
            self.counts.resize(places.saturating_add(1), BigUint::zero());
            self.counts.reverse();
        }
        let law = Law { parts: kind.left(residue, whole, self.counts)?, total: self.total };
        Ok(Reduced { law, road: Road::ClosedForm, states: self.states, cut: false })
    }
}

/// How many rows hit at exactly 0, 1, … places, where so many rows hit at k given ones, added up over all choices of the k:
/// Σ (−1)ᵏ⁻ʲ C(k, j) s(k).
#[must_use]
pub fn exactly(at_least: &[BigInt]) -> Vec<BigUint> {
    let of = |j: usize| {
        let terms = at_least.iter().enumerate().skip(j).map(|(k, ways)| {
            let term = ways * BigInt::from(number::binomial(k as u64, j as u64));
            if (k - j).is_multiple_of(2) { term } else { -term }
        });
        terms.sum::<BigInt>().magnitude().clone()
    };
    (0..at_least.len()).map(of).collect()
}

/// What is read of the one part by which a question speaks of a sample; nothing where it says more of the sample, and where that
/// part cannot be read.
pub fn of_only_part<T>(residue: &Residue, name: usize, read: impl Fn(&Expr) -> Option<T>) -> Option<T> {
    /// Takes in an expression; whether all that it says of the sample is one such part.
    fn take_in<T>(
        e: &Expr,
        name: usize,
        read: &impl Fn(&Expr) -> Option<T>,
        found: &mut Option<(Expr, T)>,
    ) -> bool {
        if !e.mentions(name) || found.as_ref().is_some_and(|(whole, _)| whole == e) {
            return true;
        }
        if let Some(part) = read(e) {
            return found.replace((e.clone(), part)).is_none();
        }
        !matches!(e.node(), Node::Name(_)) && e.node().children().all(|part| take_in(part, name, read, found))
    }
    let mut found = None;
    let is_only = residue.expressions().into_iter().all(|e| take_in(e, name, &read, &mut found));
    found.filter(|_| is_only).map(|(_, part)| part)
}

/// At how many places, or pairs of neighbours, something holds, and what tells how many rows have how many of them.
pub struct Told {
    /// What is asked of that number.
    pub kind: Kind,
    /// The part of the question that asks it.
    pub whole: Expr,
    /// The ways to choose 0, 1, 2, … of them, with elements that are right for them.
    pub ways: Vec<BigUint>,
    /// Of so many elements, less one for each that is chosen, the others are arranged …
    pub elements: u64,
    /// … at so many places, less one for each that is chosen.
    pub places: u64,
}

impl Told {
    /// How many rows have exactly 0, 1, 2, … of them.
    #[must_use]
    pub fn exactly(&self) -> Vec<BigUint> {
        let rows = (0u64..)
            .zip(&self.ways)
            .map(|(k, ways)| BigInt::from(ways * number::arrangements(self.elements - k, self.places - k)));
        exactly(&rows.collect::<Vec<_>>())
    }
}
