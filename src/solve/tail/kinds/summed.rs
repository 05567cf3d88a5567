//! Numbers of faces of several kinds, each between bounds of its own, and the sum of all faces between bounds too.
//!
//! The throws with x faces of a kind are the power x of the kind's polynomial Σ w(v) sᵛ; those of several kinds are products
//! of such powers with the ways to place them, of which the last, that of all other faces, is only added up between the
//! bounds of the sum.

use super::product::triangle;
use super::{Kinds, SHORT};
use crate::budget::Budget;
use crate::model::{Faces, Space, Value};
use crate::number::Count;
use crate::solve::plan::Cost;
use crate::solve::share::Share;
use crate::solve::tail::primes;
use num_bigint::BigUint;
use num_traits::{Pow, Zero};

/// Faces of a die that are counted together, by how far they lie above the lowest face of all.
struct Faced {
    /// The least of them.
    least: usize,
    /// The weights of that and of the numbers after it.
    weights: Vec<BigUint>,
    /// How many of them are thrown.
    low: usize,
    high: usize,
}

/// The throws of which something is asked.
struct Throws {
    n: usize,
    /// The faces of each kind.
    kinds: Vec<Faced>,
    /// All other faces.
    rest: Faced,
    /// Between which sums, if the lowest face of all were 0, the sum lies: from one on and below the other.
    between: (usize, usize),
}

impl Kinds<'_> {
    /// The share of the throws within all bounds; nothing where the sample is no throws of one die with few whole numbers.
    pub(super) fn summed(&self, space: &Space, sum: (i64, i64), budget: &Budget) -> Option<Share> {
        let Space::Trials(groups) = space else { return None };
        let (faces, count) = (groups.len() == 1).then(|| &groups[0])?;
        let throws = self.throws(faces, *count, sum)?;
        let bits = space.size_bits();
        let cost = throws.cost(bits);
        if cost.work > SHORT || budget.afford(cost.work, cost.bytes).is_err() {
            return None;
        }
        let in_words = || throws.weight::<u64>().or_else(|| throws.weight::<u128>());
        let favourable = if bits < 2 * u64::from(u64::BITS) { in_words() } else { None };
        let favourable = favourable.or_else(|| throws.weight::<BigUint>())?;
        let (whole, primes) = (Pow::pow(faces.total(), *count), primes(&[faces.total()]));
        if whole.is_zero() { None } else { Some(Share { favourable, whole, primes }) }
    }

    /// The faces by their kinds.
    fn throws(&self, faces: &Faces, count: u64, (low, high): (i64, i64)) -> Option<Throws> {
        let n = usize::try_from(count).ok()?;
        let number = |(face, _): &(Value, BigUint)| match face {
            Value::Int(face) => Some(*face),
            _ => None,
        };
        let numbers: Vec<i64> = faces.weights().iter().map(number).collect::<Option<_>>()?;
        let lowest = *numbers.iter().min()?;
        let above = |number: i64| usize::try_from(number.checked_sub(lowest)?).ok();
        let span = above(*numbers.iter().max()?)?;
        // No sum lies above the highest.
        let most = span.checked_mul(n)?;
        most.checked_mul(8).filter(|bytes| (*bytes as u128) < SHORT)?;
        let start = lowest.checked_mul(i64::try_from(count).ok()?)?;
        let place = |sum: i64| sum.saturating_sub(start).clamp(0, most as i64 + 1) as usize;
        let between = (place(low), place(high.saturating_add(1)));
        let of = self.kinds(faces.weights())?;
        let faced = |kind: Option<usize>, low: u64, high: u64| {
            let mine = || numbers.iter().zip(faces.weights()).zip(&of).filter(|(_, of)| **of == kind);
            let least = mine().map(|((number, _), _)| *number).min().unwrap_or(lowest);
            let mut weights = Vec::new();
            for ((number, (_, weight)), _) in mine() {
                let place = usize::try_from(number - least).ok()?;
                weights.resize(weights.len().max(place + 1), BigUint::ZERO);
                weights[place] += weight;
            }
            let bound = |bound: u64| usize::try_from(bound).unwrap_or(usize::MAX);
            Some(Faced { least: above(least)?, weights, low: bound(low), high: bound(high).min(n) })
        };
        let kinds = self.bounded.iter().enumerate();
        let kinds = kinds.map(|(i, kind)| faced(Some(i), kind.low, kind.high)).collect::<Option<_>>()?;
        Some(Throws { n, kinds, rest: faced(None, 0, count)?, between })
    }
}

impl Faced {
    /// How far the highest lies above the lowest.
    fn span(&self) -> usize {
        self.weights.len().saturating_sub(1)
    }

    /// The weights of the sums of 0, 1, … up to `most` of the faces, from the least on; up to the last power that is not 0.
    fn powers<T: Count>(&self, most: usize) -> Option<Vec<Vec<T>>> {
        let weights: Result<Vec<T>, _> = self.weights.iter().cloned().map(T::try_from).collect();
        let weights = weights.ok()?;
        let mut powers = vec![vec![T::one()]];
        while powers.len() <= most && !weights.is_empty() {
            let last = &powers[powers.len() - 1];
            let mut next = vec![T::zero(); last.len() + weights.len() - 1];
            for (sum, ways) in last.iter().enumerate() {
                for (face, weight) in weights.iter().enumerate().filter(|(_, weight)| !weight.is_zero()) {
                    add(&mut next[sum + face], ways.checked_mul(weight)?)?;
                }
            }
            powers.push(next);
        }
        Some(powers)
    }
}

impl Throws {
    /// What the products cost.
    fn cost(&self, bits: u64) -> Cost {
        let (n, words) = (self.n as u128, u128::from(bits / 64 + 1));
        let each = if bits < 128 { 4 } else { 60 + words * (words / 8 + 1) * 4 };
        let powers =
            |faced: &Faced, most: u128| most * (most * faced.span() as u128 + 1) * (faced.span() as u128 + 1);
        let highest = |faced: &Faced| faced.least + faced.span();
        let (mut products, mut held, mut sums) = (powers(&self.rest, n), 0, 0);
        for kind in &self.kinds {
            let most = kind.high as u128;
            let between = (most + 1).saturating_sub(kind.low as u128);
            products += powers(kind, most);
            products += (held + 1) * (sums + 1) * between * (most * kind.span() as u128 + 1);
            held = n.min(held + most);
            sums = n.saturating_mul(highest(kind) as u128).max(sums);
        }
        products += (held + 1) * (sums + 1) + n * n;
        let numbers = (n + 1).saturating_mul(sums.max(n * self.rest.span() as u128) + 1).saturating_mul(3);
        Cost { work: products.saturating_mul(each), bytes: numbers.saturating_mul(words * 8 + 32) }
    }

    /// The weight of the throws within all bounds, in numbers of this type; nothing where they have no room for it.
    fn weight<T: Count>(&self) -> Option<BigUint> {
        let places = triangle::<T>(self.n)?;
        // ways[h][s]: the weight of h faces of the kinds so far, placed among h throws, that sum to s.
        let mut ways = vec![Vec::new(); self.n + 1];
        ways[0] = vec![T::one()];
        for kind in &self.kinds {
            ways = self.with_kind(&ways, kind, &places)?;
        }
        let rest = self.rest.powers::<T>(self.n)?;
        let (low, high) = self.between;
        let mut sum = T::zero();
        for (h, ways) in ways.iter().enumerate().filter(|(_, ways)| !ways.is_empty()) {
            let others = self.n - h;
            let Some(power) = rest.get(others) else { continue };
            let (up_to, start) = (sums_up_to(power)?, others * self.rest.least);
            let below = |end: usize, s: usize| &up_to[end.saturating_sub(s + start).min(power.len())];
            let mut within = T::zero();
            for (s, ways) in ways.iter().enumerate().filter(|(_, ways)| !ways.is_zero()) {
                // The first bound may lie above the second: then there is nothing between them.
                if let Some(others) = below(high, s).checked_sub(below(low, s)) {
                    add(&mut within, ways.checked_mul(&others)?)?;
                }
            }
            add(&mut sum, within.checked_mul(&places[self.n][h])?)?;
        }
        Some(sum.into())
    }

    /// The weights of so many faces of the kinds so far and of one kind more.
    fn with_kind<T: Count>(&self, ways: &[Vec<T>], kind: &Faced, places: &[Vec<T>]) -> Option<Vec<Vec<T>>> {
        let powers = kind.powers::<T>(kind.high)?;
        let mut next = vec![Vec::new(); self.n + 1];
        for (h, ways) in ways.iter().enumerate().filter(|(_, ways)| !ways.is_empty()) {
            for x in kind.low..powers.len().min(self.n - h + 1) {
                let (power, start, choices) = (&powers[x], x * kind.least, &places[h + x][x]);
                let sums: &mut Vec<T> = &mut next[h + x];
                sums.resize(sums.len().max(ways.len() + start + power.len() - 1), T::zero());
                for (s, ways) in ways.iter().enumerate().filter(|(_, ways)| !ways.is_zero()) {
                    let ways = ways.checked_mul(choices)?;
                    for (t, power) in power.iter().enumerate().filter(|(_, power)| !power.is_zero()) {
                        add(&mut sums[s + start + t], ways.checked_mul(power)?)?;
                    }
                }
            }
        }
        Some(next)
    }
}

/// The sums of the weights before each place, and of all.
fn sums_up_to<T: Count>(weights: &[T]) -> Option<Vec<T>> {
    let mut sums = vec![T::zero()];
    for weight in weights {
        sums.push(sums[sums.len() - 1].checked_add(weight)?);
    }
    Some(sums)
}

fn add<T: Count>(sum: &mut T, more: T) -> Option<()> {
    *sum = sum.checked_add(&more)?;
    Some(())
}
