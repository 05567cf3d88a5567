//! Many trials from one random word, where a question has few outcomes: every outcome is looked at beforehand and has a
//! code, and each byte or each quarter of the word is a *piece* that holds several trials.
//!
//! A piece is a number. Rows of outcomes that show the same have numbers side by side (`cut`), so that a stretch of numbers
//! tells what the trials of a piece show, and it is enough to count how many pieces lie in each stretch (`count`). The
//! largest multiple of the rows' number that a piece has room for is kept, and the numbers from there on hold no trial, so
//! that what is kept is uniform. How many trials a word holds is then by chance, and tells nothing of what they show: words
//! are taken as long as they cannot hold too many, and the trials that are missing in the end are thrown one by one.

mod count;
mod cut;

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
    /// Their sums up to each code.
    sums: Vec<u64>,
    cut: Cut,
    counting: Counting,
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
        let cut = if sums.is_some() { Cut::fastest_weighted(&sizes) } else { Cut::fastest(&sizes) }?;
        let sums = sums_of(&sizes);
        Some(Self { meanings, sizes, sums, counting: Counting::new(&cut), cut })
    }

    /// How often each code came in so many trials.
    pub(super) fn trials(&self, generator: &mut impl Rng, trials: u64) -> Vec<u64> {
        let mut counts = vec![0; self.meanings.len()];
        let a_row = WORDS * self.cut.piece.in_a_word() * self.cut.several();
        let mut left = trials;
        while left >= a_row {
            let rows = left / a_row;
            let came = self.counting.count(generator, rows, self.cut.stretches.len());
            for (stretch, came) in self.cut.stretches.iter().zip(&came) {
                stretch.codes.iter().for_each(|code| counts[usize::from(*code)] += came);
                left -= came * stretch.codes.len() as u64;
            }
            if let Some(total) = self.cut.rest.last() {
                // Every piece was a trial: those beyond the stretches are thrown again.
                let open = rows * WORDS * self.cut.piece.in_a_word() - came.iter().sum::<u64>();
                (0..open).for_each(|_| counts[place(&self.cut.rest, generator.below(*total))] += 1);
                left -= open;
            }
        }
        let total = self.sums.last().copied().unwrap_or(0);
        (0..left).for_each(|_| counts[place(&self.sums, generator.below(total))] += 1);
        counts
    }

    /// How many trials a word gives on the average.
    pub(super) fn trials_a_word(&self) -> f64 {
        self.cut.trials_a_word()
    }

    /// How many outcomes have each value, where the condition holds; nothing where one has no
    /// value, or outcomes are not alike.
    pub(super) fn listed(&self) -> Option<FxHashMap<Vec<Value>, u64>> {
        if !self.cut.rest.is_empty() {
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
