//! Many trials from one random word, where a question has few outcomes: every outcome is looked at beforehand and has a
//! code, and each byte or each quarter of the word is a *piece* that holds several trials.
//!
//! A piece is a number. Rows of outcomes that show the same make a set (`sets`), and its numbers lie side by side (`cut`), so
//! that a stretch of numbers tells what the trials of a piece show, and it is enough to count how many pieces lie in each
//! stretch (`count`). Where the shares of the sets are no whole numbers of a piece, the numbers that are left belong to
//! nobody: such pieces are thrown again, by what each set's share lacks, as a second layer of pieces; and what that leaves,
//! one by one. So every set has its share exactly.

mod count;
mod cut;
mod sets;

use crate::error::Error;
use crate::model::Value;
use crate::question::Question;
use crate::simulate::chance::Chance;
use crate::simulate::numbered::Numbered;
use crate::simulate::run::Tally;
use count::{Counting, WORDS};
use cut::Cut;
use rand::Rng;
use rustc_hash::FxHashMap;
use sets::Sets;

/// The codes that trials may have.
const CODES: usize = 1 << 8;

/// The most outcomes that are all looked at beforehand.
const MOST_OUTCOMES: u64 = 1 << 10;

/// What the question makes of an outcome: nothing where the condition does not hold.
type Meaning = Result<Option<Vec<Value>>, Error>;

/// A question of which every outcome has been looked at.
#[derive(Clone, Debug)]
pub(super) struct Packs {
    /// What the codes of trials mean.
    meanings: Vec<Meaning>,
    /// How many outcomes have each code, or what they weigh.
    sizes: Vec<u64>,
    /// Whether all outcomes weigh the same.
    alike: bool,
    /// What a piece may show.
    sets: Sets,
    layers: Vec<Layer>,
    /// What the last layer leaves, as sums of the weights up to each set.
    left: Vec<u64>,
    /// About how many nanoseconds a trial takes.
    cost: f64,
}

/// Pieces that are counted together.
#[derive(Clone, Debug)]
struct Layer {
    cut: Cut,
    counting: Counting,
    /// The sums of the weights up to each set.
    sums: Vec<u64>,
}

impl Layer {
    /// Throws so many pieces: how many show each set is added, and how many belong to nobody comes back.
    fn throw(&self, generator: &mut impl Rng, pieces: u64, came: &mut [u64]) -> u64 {
        let a_row = WORDS * self.cut.piece.in_a_word();
        let rows = pieces / a_row;
        let counted = self.counting.count(generator, rows, came.len());
        came.iter_mut().zip(&counted).for_each(|(came, counted)| *came += counted);
        // What does not fill a row is thrown by itself.
        throw_again(generator, pieces % a_row, &self.sums, came);
        rows * a_row - counted.iter().sum::<u64>()
    }
}

/// Throws so many pieces one by one.
fn throw_again(generator: &mut impl Rng, pieces: u64, sums: &[u64], came: &mut [u64]) {
    let total = sums.last().copied().unwrap_or(0);
    (0..pieces).for_each(|_| came[place(sums, generator.below(total))] += 1);
}

impl Packs {
    /// The packs of a question whose outcomes are alike, or those of one loaded die; nothing where there are too many, or
    /// too different.
    pub(super) fn new(numbered: &Numbered, question: &Question) -> Option<Self> {
        let sums = numbered.sums();
        let base = numbered.alike().or(sums.map(|sums| sums.len() as u64));
        let base = base.filter(|outcomes| (2..=MOST_OUTCOMES).contains(outcomes))?;
        let (mut meanings, mut sizes): (Vec<Meaning>, Vec<u64>) = (Vec::new(), Vec::new());
        for number in 0..base {
            let meaning = numbered.meaning(question, number);
            let weight = sums.map_or(1, |sums| weight(sums, number as usize));
            let known = meanings.iter().position(|known| match (known, &meaning) {
                (Ok(known), Ok(meaning)) => known == meaning,
                _ => false,
            });
            match known {
                Some(code) => sizes[code] += weight,
                None if meanings.len() == CODES => return None,
                None => {
                    meanings.push(meaning);
                    sizes.push(weight);
                }
            }
        }
        Self::of(meanings, sizes, sums.is_none())
    }

    /// The packs of codes that mean this and have so many outcomes each.
    fn of(meanings: Vec<Meaning>, sizes: Vec<u64>, alike: bool) -> Option<Self> {
        let fastest = cut::fastest(&sizes)?;
        let cost = cut::cost(&fastest);
        let (sets, first) = fastest;
        let cuts = cut::layers(first);
        let left = cuts.last().map_or_else(Vec::new, |cut| sums_of(&cut.left));
        let weights = std::iter::once(&sets.weights).chain(cuts.iter().map(|cut| &cut.left));
        let layer = |(cut, weights): (&Cut, &Vec<u64>)| Layer {
            cut: cut.clone(),
            counting: Counting::new(cut),
            sums: sums_of(weights),
        };
        let layers = cuts.iter().zip(weights).map(layer).collect();
        Some(Self { meanings, sizes, alike, sets, layers, left, cost })
    }

    /// How often each code came in so many trials.
    pub(super) fn trials(&self, generator: &mut impl Rng, trials: u64) -> Vec<u64> {
        let mut came = vec![0; self.sets.weights.len()];
        let mut open = trials / self.sets.several;
        for layer in &self.layers {
            open = layer.throw(generator, open, &mut came);
        }
        throw_again(generator, open, &self.left, &mut came);
        let mut counts = vec![0; self.meanings.len()];
        for (codes, came) in self.sets.codes().zip(&came) {
            codes.iter().for_each(|code| counts[usize::from(*code)] += came);
        }
        // What does not fill a piece.
        throw_again(generator, trials % self.sets.several, &sums_of(&self.sizes), &mut counts);
        counts
    }

    /// About how many nanoseconds a trial takes.
    pub(super) fn cost(&self) -> f64 {
        self.cost
    }

    /// How many outcomes have each value, where the condition holds; nothing where one has no
    /// value, or outcomes are not alike.
    pub(super) fn listed(&self) -> Option<FxHashMap<Vec<Value>, u64>> {
        if !self.alike {
            return None;
        }
        let mut listed = FxHashMap::default();
        for (meaning, size) in self.meanings.iter().zip(&self.sizes) {
            if let Some(values) = meaning.as_ref().ok()? {
                *listed.entry(values.clone()).or_default() += size;
            }
        }
        Some(listed)
    }

    /// How many codes there are.
    pub(super) fn codes(&self) -> usize {
        self.meanings.len()
    }

    /// What trials showed whose codes came so often.
    ///
    /// # Errors
    /// Those of the question on an outcome that came.
    pub(super) fn tally(&self, counts: &[u64], trials: u64) -> Result<Tally, Error> {
        let mut tally = Tally { trials, ..Tally::default() };
        for (meaning, count) in self.meanings.iter().zip(counts).filter(|(_, count)| **count > 0) {
            if let Some(values) = meaning.clone()? {
                tally.conditioned += count;
                *tally.counts.entry(values).or_default() += count;
            }
        }
        Ok(tally)
    }
}

/// What an outcome weighs, by the sums of the weights up to each.
fn weight(sums: &[u64], outcome: usize) -> u64 {
    sums[outcome] - outcome.checked_sub(1).map_or(0, |before| sums[before])
}

/// The sums of weights up to each.
fn sums_of(weights: &[u64]) -> Vec<u64> {
    let add = |sum: &mut u64, weight: &u64| {
        *sum += weight;
        Some(*sum)
    };
    weights.iter().scan(0, add).collect()
}

/// The first sum that is greater.
fn place(sums: &[u64], thrown: u64) -> usize {
    sums.partition_point(|sum| *sum <= thrown)
}

#[cfg(test)]
mod tests;
