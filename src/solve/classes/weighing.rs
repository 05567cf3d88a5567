//! In how many ways a class has so many elements in a part of the sample.

use super::{Class, Classes, Part};
use crate::model::space::binomial_bits;
use crate::model::{Population, Space, Value};
use crate::number;
use crate::solve::plan::{Cost, product_cost};
use num_bigint::BigUint;
use num_traits::{One, Pow, Zero};
use rustc_hash::FxHashMap;

/// How the multiplicities of the classes are weighed: the only thing in which the three models differ.
pub struct Weighing {
    /// For each group and class, the number of ways to see m elements of it, m from 0; for draws in several parts,
    /// only the class's size matters (see `sizes`).
    pub ways: Vec<Vec<Vec<BigUint>>>,
    /// For draws: how many elements each class has.
    pub sizes: Option<Vec<u64>>,
    /// Whether the places of a part are told apart, so that they can be shared out among the classes in
    /// C(left, m) ways.
    pub placed: bool,
    /// The sum of all weights.
    pub total: BigUint,
}

impl Weighing {
    /// What it costs to write the weights down: for each group and class, as many as its multiplicities.
    #[must_use]
    pub fn needs(space: &Space, classes: &Classes) -> Cost {
        let classes_here = classes.classes.len() as u128;
        let table = |most: u64, bits: u64| {
            // The bits grow from the first multiplicity to the last: half of them on average.
            let words = u128::from(bits / 128 + 1);
            let entries = classes_here.saturating_mul(u128::from(most) + 1);
            Cost { work: entries.saturating_mul(words + 5), bytes: entries.saturating_mul(24 + 8 * words) }
        };
        let most = classes.parts.iter().filter_map(|p| p.size).max().unwrap_or(0);
        match space {
            Space::Trials(groups) => {
                let bits = groups.iter().map(|(faces, _)| faces.total().bits()).max().unwrap_or(0);
                let mut cost = table(most, bits.saturating_mul(most));
                cost.work = cost.work.saturating_mul(groups.len() as u128);
                cost.bytes = cost.bytes.saturating_mul(groups.len() as u128);
                cost
            }
            // Each is worked out by itself, as a binomial coefficient.
            Space::Multichoose(from, count) => {
                let mut cost = table(*count, binomial_bits(from.size().saturating_add(*count), *count));
                cost.work = cost.work.saturating_mul(50);
                cost
            }
            Space::Subset(from) => {
                let mut cost = table(from.size(), from.size());
                cost.work = cost.work.saturating_mul(50);
                cost
            }
            Space::Words(items, length) => {
                let mut cost = table(
                    *length,
                    length.saturating_mul(64 - (items.classes().len() as u64).leading_zeros() as u64),
                );
                cost.work = cost.work.saturating_mul(50 + u128::from(*length));
                cost
            }
            Space::Draw(from, _) | Space::Choose(from, _) | Space::Deal(from, _) => {
                let bits = classes.parts.iter().filter_map(|p| p.size).map(|k| binomial_bits(from.size(), k));
                product_cost(bits.fold(0, u64::saturating_add))
            }
            _ => Cost::default(),
        }
    }

    /// The weights of the classes of a space.
    #[must_use]
    pub fn of(space: &Space, classes: &Classes) -> Self {
        let most = |part: &Part| part.size.unwrap_or(u64::MAX);
        let size: u64 = classes.parts.iter().map(most).fold(0, u64::saturating_add);
        match space {
            Space::Trials(groups) => trials(groups, classes),
            Space::Draw(from, _) | Space::Choose(from, _) | Space::Deal(from, _) => {
                let sizes: Vec<u64> = classes.classes.iter().map(|c| elements(from, c)).collect();
                let mut left = from.size();
                let mut total = BigUint::one();
                for part in &classes.parts {
                    let taken = part.size.unwrap_or(0);
                    total *= number::binomial(left, taken);
                    left -= taken;
                }
                Self { ways: Vec::new(), sizes: Some(sizes), placed: false, total }
            }
            Space::Multichoose(from, count) => {
                let ways = |c: &Class| {
                    let n = elements(from, c);
                    (0..=*count).map(|m| multisets(n, m)).collect::<Vec<_>>()
                };
                let ways = vec![classes.classes.iter().map(ways).collect()];
                Self { ways, sizes: None, placed: false, total: multisets(from.size(), *count) }
            }
            Space::Subset(from) => {
                let ways = |c: &Class| {
                    let n = elements(from, c);
                    (0..=n).map(|m| number::binomial(n, m)).collect::<Vec<_>>()
                };
                let ways = vec![classes.classes.iter().map(ways).collect()];
                Self { ways, sizes: None, placed: false, total: BigUint::one() << from.size() }
            }
            Space::Words(items, _) => {
                let ways = |c: &Class| words(items, c, size);
                let ways = vec![classes.classes.iter().map(ways).collect()];
                Self { ways, sizes: None, placed: true, total: space.size().unwrap_or_default() }
            }
            // Those without parts have no weights by class either.
            _ => Self { ways: Vec::new(), sizes: None, placed: false, total: BigUint::one() },
        }
    }
}

fn elements(from: &Population, class: &Class) -> u64 {
    class.labels.iter().map(|&label| from.classes()[label].1).sum()
}

fn multisets(n: u64, m: u64) -> BigUint {
    if m == 0 { BigUint::one() } else { number::binomial((n + m).saturating_sub(1), m) }
}

fn trials(groups: &[(std::sync::Arc<crate::model::Faces>, u64)], classes: &Classes) -> Weighing {
    let labels: Vec<Value> = Space::Trials(groups.into()).labels();
    let mut ways = Vec::new();
    let mut total = BigUint::one();
    for (group, (faces, _)) in groups.iter().enumerate() {
        let weights: FxHashMap<&Value, &BigUint> = faces.weights().iter().map(|(l, w)| (l, w)).collect();
        let count: u64 = classes.parts.iter().filter(|p| p.group == group).filter_map(|p| p.size).sum();
        let most: u64 =
            classes.parts.iter().filter(|p| p.group == group).filter_map(|p| p.size).max().unwrap_or(0);
        total *= Pow::pow(faces.total(), count);
        let powers = |class: &Class| {
            let weight: BigUint = class.labels.iter().filter_map(|&l| weights.get(&labels[l]).copied()).sum();
            let mut powers = vec![BigUint::one()];
            if !weight.is_zero() {
                for m in 0..usize::try_from(most).unwrap_or(usize::MAX) {
                    powers.push(&powers[m] * &weight);
                }
            }
            powers
        };
        ways.push(classes.classes.iter().map(powers).collect());
    }
    Weighing { ways, sizes: None, placed: true, total }
}

/// How many words of m letters there are over the items of a class, m from 0.
fn words(items: &Population, class: &Class, most: u64) -> Vec<BigUint> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut ways = vec![BigUint::one()];
    for &label in &class.labels {
        let count = usize::try_from(items.classes()[label].1).unwrap_or(usize::MAX);
        let longest = most.min(ways.len() - 1 + count.min(most));
        ways = (0..=longest)
            .map(|n| {
                (0..=n.min(count))
                    .filter(|m| n - m < ways.len())
                    .map(|m| number::binomial(n as u64, m as u64) * &ways[n - m])
                    .sum()
            })
            .collect();
    }
    ways
}
