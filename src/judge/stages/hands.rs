//! The outcomes on which a formula is tried: small ones first, of every kind that the event tells apart.

use super::Sample;
use super::factors::Factor;
use super::reading::{Stage, readings};
use super::universe::Universe;
use super::ways::{Combinations, Ways, ways};
use crate::explain::Choosing;
use crate::model::Value;
use crate::question::{Expr, Outcomes};

/// The most outcomes of a part of the population that are tried.
const MOST: usize = 20_000;

/// How many outcomes of the whole population are tried besides.
const OF_THE_WHOLE: usize = 3_000;

/// Outcomes, each with whether it is favourable.
pub(super) struct Hands<'a> {
    universe: &'a Universe,
    event: &'a Expr,
    index: usize,
}

impl<'a> Hands<'a> {
    /// The outcomes of the experiment with this index.
    pub fn new(universe: &'a Universe, event: &'a Expr, index: usize) -> Self {
        Self { universe, event, index }
    }

    fn is_favourable(&self, hand: &[usize]) -> Option<bool> {
        let row = Value::row(hand.iter().map(|element| self.universe.labels[*element].clone()));
        let mut outcomes = Outcomes::default();
        outcomes.names = vec![None; self.index];
        outcomes.names.push(Some(row));
        match self.event.evaluate(&mut outcomes).ok()? {
            Value::Truth(truth) => Some(truth),
            _ => None,
        }
    }

    /// Parts of the population that show every kind of outcome: some elements of each class, and for a pack a few
    /// ranks in all suits, neighbours and apart.
    fn parts(&self) -> Vec<Vec<usize>> {
        let universe = self.universe;
        let mut by_class: Vec<(Vec<bool>, usize)> = Vec::new();
        let mut few = Vec::new();
        for element in 0..universe.labels.len() {
            let classes = universe.classes.iter().map(|(_, mask)| mask >> element & 1 == 1).collect();
            let place = by_class.iter().position(|(known, _)| *known == classes).unwrap_or_else(|| {
                by_class.push((classes, 0));
                by_class.len() - 1
            });
            by_class[place].1 += 1;
            if by_class[place].1 <= universe.size {
                few.push(element);
            }
        }
        let mut parts = vec![few];
        if let Some(grid) = &universe.grid {
            let top = usize::try_from(grid.ranks).unwrap_or(0).saturating_sub(1);
            for skipped in [4, usize::MAX] {
                let ranks: Vec<usize> = (0..=top)
                    .rev()
                    .enumerate()
                    .filter(|(i, _)| *i != skipped)
                    .map(|(_, r)| r)
                    .take(5)
                    .collect();
                let mut part: Vec<usize> = (0..universe.labels.len())
                    .filter(|element| ranks.contains(&grid.rank[*element]))
                    .collect();
                part.sort_by_key(|element| (std::cmp::Reverse(grid.rank[*element]), grid.suit[*element]));
                parts.push(part);
            }
        }
        parts
    }

    /// Outcomes scattered over the whole population by a multiplicative sequence, the same each time.
    fn scattered(&self) -> impl Iterator<Item = Vec<usize>> + '_ {
        let mut state = 1u64;
        let size = self.universe.labels.len();
        std::iter::repeat_with(move || {
            let mut hand = Vec::with_capacity(self.universe.size);
            while hand.len() < self.universe.size.min(size) {
                // The constants of Knuth's MMIX generator.
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let element = (state >> 33) as usize % size;
                if !hand.contains(&element) {
                    hand.push(element);
                }
            }
            hand.sort_unstable();
            hand
        })
        .take(if size > self.universe.size { OF_THE_WHOLE } else { 0 })
    }
}

impl Sample for Hands<'_> {
    type Stage = Stage;
    type Outcome = Vec<usize>;

    fn readings(&self, factors: &[Factor]) -> Vec<Vec<Stage>> {
        readings(factors, self.universe)
    }

    fn ways(&self, stages: &[Stage], hand: &Vec<usize>) -> Option<Ways> {
        ways(stages, self.universe, hand)
    }

    fn outcomes(&self) -> Box<dyn Iterator<Item = (Vec<usize>, bool)> + '_> {
        let parts = self.parts().into_iter().flat_map(|part| subsets(part, self.universe.size).take(MOST));
        let all = parts.chain(self.scattered());
        Box::new(all.filter_map(|hand| self.is_favourable(&hand).map(|favourable| (hand, favourable))))
    }

    fn text(&self, hand: &Vec<usize>) -> String {
        self.universe.text(hand)
    }

    fn told(&self, stage: &Stage) -> Option<Choosing> {
        Some(self.universe.told(stage))
    }
}

/// The subsets of a list of this size, in order.
fn subsets(of: Vec<usize>, size: usize) -> impl Iterator<Item = Vec<usize>> {
    let mut places = Combinations::new(of.len(), size);
    std::iter::from_fn(move || Some(places.advance()?.iter().map(|place| of[*place]).collect()))
}
