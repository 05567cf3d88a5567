//! The decisions of a sampler as the digits of a number.

use super::{Draw, FEW, MOST};
use crate::simulate::chance::{Chance, Weighted};
use crate::simulate::digits::Digits;
use crate::simulate::loaded::Loaded;
use crate::simulate::sampler::Sampler;
use std::sync::Arc;

/// A number whose digits come one by one, the lowest place first.
pub(super) struct Positions {
    base: u64,
    pub(super) sum: u64,
    value: u64,
}

impl Positions {
    pub(super) fn new(base: u64) -> Self {
        Self { base, sum: 0, value: 1 }
    }

    #[inline]
    pub(super) fn add(&mut self, digit: u32) {
        self.sum += self.value * u64::from(digit);
        self.value *= self.base;
    }
}

/// How the decisions of these experiments are thrown, whether they are among faces, and how many outcomes they have.
pub(super) fn draw(performed: &[(usize, Arc<Sampler>)]) -> Option<(Draw, bool, u64)> {
    let mut decisions = Vec::new();
    for (_, sampler) in performed {
        decisions.extend(sampler.decisions()?);
    }
    let elements = product(decisions.iter().map(Weighted::total), MOST);
    let even = decisions.iter().all(|decision| matches!(decision, Weighted::Even(_)));
    if let Some(outcomes) = elements.filter(|outcomes| even || *outcomes <= FEW) {
        return Some((Draw::Even(Digits::new(outcomes)), false, outcomes));
    }
    let outcomes = product(decisions.iter().map(|decision| Some(decision.things())), MOST)?;
    let dice = decisions.iter().map(Loaded::new).collect::<Option<Vec<Loaded>>>()?;
    let draw = match dice.split_first() {
        Some((first, rest)) if rest.iter().all(|die| die == first) => Draw::Pool(first.clone(), dice.len()),
        _ => Draw::Each(dice),
    };
    Some((draw, true, outcomes))
}

/// The product, where it is not 0 and not beyond `most`.
pub(super) fn product(factors: impl Iterator<Item = Option<u64>>, most: u64) -> Option<u64> {
    let mut product = 1u64;
    for factor in factors {
        product = product.checked_mul(factor?).filter(|product| (1..=most).contains(product))?;
    }
    Some(product)
}

/// The decisions that the number of an outcome stands for, the first in the lowest place.
pub(super) struct Decisions {
    pub(super) number: u64,
    pub(super) by_face: bool,
}

impl Chance for Decisions {
    fn below(&mut self, bound: u64) -> u64 {
        let bound = bound.max(1);
        let decided = self.number % bound;
        self.number /= bound;
        decided
    }

    fn choose(&mut self, among: &Weighted) -> usize {
        match among {
            Weighted::Words(sums) if !self.by_face => {
                let thrown = self.below(sums[sums.len() - 1]);
                sums.partition_point(|sum| *sum <= thrown)
            }
            _ => self.below(among.things()) as usize,
        }
    }
}
