//! Many trials from one random word, where a question has few outcomes: each quarter of the word is a *part* that holds the
//! outcomes of several trials, and a table tells what the question makes of them.
//!
//! A part, or each of its two bytes, is a number; the largest multiple of the outcomes' number that it has room for is
//! kept, and the numbers from there on hold no trial, so that what is kept is uniform. How many trials a word holds is then
//! by chance, and tells nothing of what they show: words are taken as long as they cannot hold too many, and of the last
//! ones as many trials as are missing, in order.

mod cut;
mod interval;

use crate::error::Error;
use crate::model::Value;
use crate::question::Question;
use crate::simulate::digits::blocks;
use crate::simulate::numbered::Numbered;
use crate::simulate::run::Tally;
use cut::{Cut, PARTS, SETS, Table};
use interval::Interval;
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
    /// How many outcomes have each code.
    sizes: Vec<u64>,
    /// The code of each outcome.
    codes: Vec<u8>,
    cut: Cut,
    table: Table,
}

impl Packs {
    /// The packs of a question whose outcomes are alike, or those of one loaded die; nothing where there are too many, or
    /// too different.
    pub(super) fn new(numbered: &Numbered, question: &Question) -> Option<Self> {
        let sums = numbered.sums();
        let base = numbered.alike().or(sums.map(|sums| sums.len() as u64));
        let base = base.filter(|outcomes| (2..=MOST_OUTCOMES).contains(outcomes))?;
        let (mut meanings, mut codes): (Vec<Meaning>, Vec<u8>) = (Vec::new(), Vec::new());
        for number in 0..base {
            let meaning = numbered.meaning(question, number);
            let known = meanings.iter().position(|known| match (known, &meaning) {
                (Ok(known), Ok(meaning)) => known == meaning,
                _ => false,
            });
            codes.push(known.unwrap_or(meanings.len()) as u8);
            if known.is_none() {
                meanings.push(meaning);
            }
            if meanings.len() > CODES {
                return None;
            }
        }
        let (cut, table) = match sums {
            Some(sums) => cut::weighted(Interval::new(sums.to_vec(), codes.clone())?, meanings.len())?,
            None => cut::fastest(&codes, meanings.len())?,
        };
        let mut sizes = vec![0; meanings.len()];
        codes.iter().for_each(|code| sizes[usize::from(*code)] += 1);
        Some(Self { meanings, sizes, codes, cut, table })
    }

    /// How often each code came in so many trials.
    pub(super) fn trials(&self, generator: &mut impl Rng, trials: u64) -> Vec<u64> {
        let mut counts = vec![0; self.meanings.len()];
        let made = match &self.table {
            Table::Added(table) => self.add(table, generator, trials, &mut counts),
            Table::Listed(table, sets) => self.list(table, sets, generator, trials, &mut counts),
            Table::Bytes => self.list_bytes(generator, trials, &mut counts),
        };
        let mut left = trials - made;
        if let Cut::Weighted(interval) = &self.cut {
            // Of the words that were taken, the throws that did not decide; and those for which there was no word.
            let beyond = trials % self.cut.most_a_word();
            (beyond..left).for_each(|_| counts[usize::from(interval.throw_open(generator))] += 1);
            (0..beyond).for_each(|_| counts[usize::from(interval.throw(generator))] += 1);
            left = 0;
        }
        while left > 0 {
            let parts = parts(generator.next_u64()).into_iter();
            for outcome in parts.flat_map(|part| self.cut.outcomes(part)).take(left as usize) {
                counts[usize::from(self.codes[outcome])] += 1;
                left -= 1;
            }
        }
        counts
    }

    /// How many words cannot hold more trials than these, to begin with.
    fn first_words(&self, trials: u64) -> u64 {
        trials / self.cut.most_a_word()
    }

    /// How many more are taken for the trials that the words so far did not hold; none where these will be thrown again by
    /// themselves.
    fn more_words(&self, missing: u64) -> u64 {
        if matches!(self.cut, Cut::Weighted(_)) { 0 } else { missing / self.cut.most_a_word() }
    }

    /// Adds up the trials of words that have one of two codes; how many trials were made.
    fn add(&self, table: &[u16; PARTS], generator: &mut impl Rng, trials: u64, counts: &mut [u64]) -> u64 {
        let (mut all, mut seconds) = (0, 0);
        let mut words = self.first_words(trials);
        while words > 0 {
            blocks(generator, words, |_, block| {
                let (mut made, mut second) = (0, 0);
                for word in block {
                    // No byte overflows: four times sixteen trials.
                    let [a, b, c, d] = parts(u64::from_le_bytes(*word)).map(|part| u64::from(table[part]));
                    let sum = a + b + c + d;
                    made += sum & 255;
                    second += sum >> 8;
                }
                all += made;
                seconds += second;
                block.len() as u64
            });
            words = self.more_words(trials - all);
        }
        counts.iter_mut().zip([all - seconds, seconds]).for_each(|(count, more)| *count += more);
        all
    }

    /// Counts the sets of codes of the parts of words, and then the codes in them; how many trials were made.
    fn list(
        &self,
        table: &[u8; PARTS],
        sets: &[Vec<u8>],
        generator: &mut impl Rng,
        trials: u64,
        counts: &mut [u64],
    ) -> u64 {
        // A list for each part of a word: two parts never wait for the same counter.
        let mut lists = [[0u32; SETS]; 4];
        let mut sizes = [0; SETS];
        sizes.iter_mut().zip(sets).for_each(|(size, set)| *size = set.len() as u32);
        let (mut made, mut words) = (0, self.first_words(trials));
        while words > 0 {
            blocks(generator, words, |_, block| {
                for word in block {
                    let [a, b, c, d] = parts(u64::from_le_bytes(*word)).map(|part| usize::from(table[part]));
                    lists[0][a] += 1;
                    lists[1][b] += 1;
                    lists[2][c] += 1;
                    lists[3][d] += 1;
                }
                block.len() as u64
            });
            made = held(&lists, &sizes);
            words = self.more_words(trials - made);
        }
        for (number, set) in sets.iter().enumerate() {
            let came: u64 = lists.iter().map(|list| u64::from(list[number])).sum();
            set.iter().for_each(|code| counts[usize::from(*code)] += came);
        }
        made
    }

    /// Counts the bytes of words, and then the codes of the trials in them; how many trials were made.
    fn list_bytes(&self, generator: &mut impl Rng, trials: u64, counts: &mut [u64]) -> u64 {
        let mut lists = [[0u32; SETS]; 8];
        let outcomes: Vec<Vec<usize>> = (0..SETS).map(|byte| self.cut.outcomes_of_piece(byte)).collect();
        let sizes: [u32; SETS] = std::array::from_fn(|byte| outcomes[byte].len() as u32);
        let (mut made, mut words) = (0, self.first_words(trials));
        while words > 0 {
            blocks(generator, words, |_, block| {
                for word in block {
                    for (list, byte) in lists.iter_mut().zip(word) {
                        list[usize::from(*byte)] += 1;
                    }
                }
                block.len() as u64
            });
            made = held(&lists, &sizes);
            words = self.more_words(trials - made);
        }
        for (byte, outcomes) in outcomes.iter().enumerate() {
            let came: u64 = lists.iter().map(|list| u64::from(list[byte])).sum();
            outcomes.iter().for_each(|outcome| counts[usize::from(self.codes[*outcome])] += came);
        }
        made
    }

    /// How many trials a word gives on the average.
    pub(super) fn trials_a_word(&self) -> f64 {
        4.0 * self.cut.trials_a_part()
    }

    /// How many outcomes have each value, where the condition holds; nothing where one has no
    /// value, or outcomes are not alike.
    pub(super) fn listed(&self) -> Option<FxHashMap<Vec<Value>, u64>> {
        if matches!(self.cut, Cut::Weighted(_)) {
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

/// How many trials were held by what came so often, each as many as this says.
fn held(lists: &[[u32; SETS]], sizes: &[u32; SETS]) -> u64 {
    // A chunk has fewer trials than that.
    let of = |list: &[u32; SETS]| list.iter().zip(sizes).map(|(came, size)| came * size).sum::<u32>();
    lists.iter().map(|list| u64::from(of(list))).sum()
}

/// The quarters of a word, the lowest first.
#[inline(always)]
fn parts(word: u64) -> [usize; 4] {
    std::array::from_fn(|i| (word >> (16 * i)) as usize % PARTS)
}

#[cfg(test)]
mod tests;
