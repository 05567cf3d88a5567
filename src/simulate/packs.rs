//! Many trials from one random word, where a question has few outcomes: each digit of the word is the outcomes of several
//! trials at once, and a table tells what the question makes of them.

use crate::error::Error;
use crate::model::Value;
use crate::question::Question;
use crate::simulate::digits::{LARGEST, blocks, next_digit, remainder, words};
use crate::simulate::numbered::Numbered;
use crate::simulate::run::Tally;
use rand::Rng;
use rustc_hash::FxHashMap;

/// The numbers that a digit may have.
const TABLE: usize = 1 << 16;

/// The codes that a digit may have.
const CODES: usize = 1 << 8;

/// With no more codes for a trial, a digit tells how many of its trials have the second and how many the third: four bits
/// each, which are added up in a register. A list in memory would wait for the counter that was written last.
const ADDED: usize = 3;

/// What a trial adds to these numbers, by its code.
const SHARES: [usize; ADDED] = [0, 1, 1 << 4];

/// The most trials that are counted in four bits.
const MOST_ADDED: u32 = 15;

/// The most digits that are taken from one word.
const MOST_DIGITS: usize = 12;

/// The most outcomes that are all looked at beforehand.
const MOST_OUTCOMES: u64 = 1 << 10;

/// What the question makes of an outcome: nothing where the condition does not hold.
type Meaning = Result<Option<Vec<Value>>, Error>;

/// A question of which every outcome has been looked at.
#[derive(Clone, Debug)]
pub(super) struct Packs {
    /// How many outcomes a trial has.
    base: u64,
    /// What the codes of single trials mean.
    meanings: Vec<Meaning>,
    /// How many outcomes have each code.
    sizes: Vec<u64>,
    /// The code of each outcome.
    codes: Vec<u8>,
    /// The code of a number of several outcomes, the first in the lowest place.
    table: Box<[u8; TABLE]>,
    /// How many trials each digit of a word is, and how many numbers it has.
    digits: Vec<(u32, u64)>,
    /// Words that leave less than this are thrown again.
    least: u64,
}

impl Packs {
    /// The packs of a question whose outcomes are alike; nothing where there are too many, or too different.
    pub(super) fn new(numbered: &Numbered, question: &Question) -> Option<Self> {
        let base = numbered.alike().filter(|outcomes| (2..=MOST_OUTCOMES).contains(outcomes))?;
        let (mut meanings, mut codes): (Vec<Meaning>, Vec<usize>) = (Vec::new(), Vec::new());
        for number in 0..base {
            let meaning = numbered.meaning(question, number);
            let known = meanings.iter().position(|known| match (known, &meaning) {
                (Ok(known), Ok(meaning)) => known == meaning,
                _ => false,
            });
            codes.push(known.unwrap_or(meanings.len()));
            if known.is_none() {
                meanings.push(meaning);
            }
            if meanings.len() > CODES {
                return None;
            }
        }
        let kinds = meanings.len();
        let several = several(base, kinds)?;
        let digits = digits(base, several);
        let mut sizes = vec![0; kinds];
        codes.iter().for_each(|code| sizes[*code] += 1);
        let least = remainder(digits.iter().map(|(_, numbers)| numbers).product());
        let table = table(&codes, kinds, several);
        let codes = codes.into_iter().map(|code| code as u8).collect();
        Some(Self { base, codes, table, meanings, sizes, digits, least })
    }

    /// How often each code came in so many trials.
    pub(super) fn trials(&self, generator: &mut impl Rng, trials: u64) -> Vec<u64> {
        match self.digits.len() {
            1 => self.trials_by::<1>(generator, trials),
            2 => self.trials_by::<2>(generator, trials),
            3 => self.trials_by::<3>(generator, trials),
            4 => self.trials_by::<4>(generator, trials),
            5 => self.trials_by::<5>(generator, trials),
            6 => self.trials_by::<6>(generator, trials),
            7 => self.trials_by::<7>(generator, trials),
            8 => self.trials_by::<8>(generator, trials),
            9 => self.trials_by::<9>(generator, trials),
            10 => self.trials_by::<10>(generator, trials),
            11 => self.trials_by::<11>(generator, trials),
            _ => self.trials_by::<MOST_DIGITS>(generator, trials),
        }
    }

    fn trials_by<const N: usize>(&self, generator: &mut impl Rng, trials: u64) -> Vec<u64> {
        let each = self.trials_a_word();
        let numbers: [u64; N] = std::array::from_fn(|i| self.digits.get(i).map_or(1, |digit| digit.1));
        let mut counts = match self.meanings.len() {
            1..=ADDED => self.add(generator, trials / each, &numbers),
            _ => self.list(generator, trials / each, &numbers),
        };
        words(generator, u64::from(!trials.is_multiple_of(each)), |_, word| {
            self.word(word, &numbers).map(|word| self.count_rest(word, trials % each, &mut counts)).is_some()
        });
        counts
    }

    /// How often each of few codes came in the trials of so many words.
    fn add<const N: usize>(&self, generator: &mut impl Rng, count: u64, numbers: &[u64; N]) -> Vec<u64> {
        // The second code is counted in the lower half, the third in the upper: a chunk has fewer trials than that.
        let mut both = 0u64;
        blocks(generator, count, |_, block| {
            let (mut taken, mut sum) = (0, 0);
            for word in block {
                let Some(digits) = self.word(u64::from_le_bytes(*word), numbers) else { continue };
                for number in digits {
                    let shares = u64::from(self.table[number as usize % TABLE]);
                    sum += shares & 15 | (shares & 240) << 28;
                }
                taken += 1;
            }
            both += sum;
            taken
        });
        let [second, third] = [both & u64::from(u32::MAX), both >> 32];
        let mut counts = vec![count * self.trials_a_word() - second - third, second, third];
        counts.truncate(self.meanings.len());
        counts
    }

    /// How often each code came in the trials of so many words.
    fn list<const N: usize>(&self, generator: &mut impl Rng, count: u64, numbers: &[u64; N]) -> Vec<u64> {
        // A list for each digit: two digits of a word never wait for the same counter.
        let mut lists = [[0u32; CODES]; N];
        blocks(generator, count, |_, block| {
            let mut taken = 0;
            for word in block {
                let Some(digits) = self.word(u64::from_le_bytes(*word), numbers) else { continue };
                for (list, number) in lists.iter_mut().zip(digits) {
                    list[usize::from(self.table[number as usize % TABLE])] += 1;
                }
                taken += 1;
            }
            taken
        });
        let mut counts = vec![0; self.meanings.len()];
        for (list, (several, _)) in lists.iter_mut().zip(&self.digits) {
            single_codes(list, *several, &mut counts);
        }
        counts
    }

    /// Counts the first trials of a word.
    fn count_rest<const N: usize>(&self, word: [u64; N], rest: u64, counts: &mut [u64]) {
        let digits = word.into_iter().zip(&self.digits);
        let outcomes = digits.flat_map(|(number, (several, _))| {
            (0..*several).scan(number, |number, _| {
                let outcome = *number % self.base;
                *number /= self.base;
                Some(outcome)
            })
        });
        for outcome in outcomes.take(rest as usize) {
            counts[usize::from(self.codes[outcome as usize])] += 1;
        }
    }

    /// The digits of one word; nothing where it must be thrown again.
    #[inline]
    fn word<const N: usize>(&self, word: u64, numbers: &[u64; N]) -> Option<[u64; N]> {
        let (mut left, mut digits) = (word, [0; N]);
        for (digit, number) in digits.iter_mut().zip(numbers) {
            *digit = next_digit(&mut left, *number);
        }
        (left >= self.least).then_some(digits)
    }

    /// How many trials a word gives.
    pub(super) fn trials_a_word(&self) -> u64 {
        self.digits.iter().map(|(several, _)| u64::from(*several)).sum()
    }

    /// How many outcomes have each value, where the condition holds; nothing where one has no value.
    pub(super) fn listed(&self) -> Option<FxHashMap<Vec<Value>, u64>> {
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

/// Adds how often each code of several trials came to how often each code of one came. What is above the lowest place is
/// the code of one trial fewer.
fn single_codes(list: &mut [u32; CODES], several: u32, counts: &mut [u64]) {
    let kinds = counts.len();
    for several in (1..=several).rev() {
        for above in 0..kinds.pow(several - 1) {
            let mut sum = 0;
            for (count, code) in counts.iter_mut().zip(&list[above * kinds..(above + 1) * kinds]) {
                *count += u64::from(*code);
                sum += code;
            }
            list[above] = sum;
        }
    }
}

/// How many trials a digit may be.
fn several(base: u64, kinds: usize) -> Option<u32> {
    let fits = |n: &u32| {
        base.checked_pow(*n).is_some_and(|numbers| numbers <= TABLE as u64)
            && (kinds <= ADDED || kinds.checked_pow(*n).is_some_and(|codes| codes <= CODES))
    };
    (1..=MOST_ADDED).rev().find(fits)
}

/// Digits of so many trials, as many as a word has room for, and one of fewer trials where one fits.
fn digits(base: u64, several: u32) -> Vec<(u32, u64)> {
    let (mut digits, mut product) = (Vec::new(), 1u64);
    for several in (1..=several).rev() {
        let numbers = base.pow(several);
        while digits.len() < MOST_DIGITS && product.checked_mul(numbers).is_some_and(|p| p <= LARGEST) {
            digits.push((several, numbers));
            product *= numbers;
        }
    }
    digits
}

/// The codes of all numbers of several outcomes; numbers beyond them do not come.
fn table(codes: &[usize], kinds: usize, several: u32) -> Box<[u8; TABLE]> {
    let mut table = vec![0];
    for place in 0..several {
        let share = |code: usize| if kinds <= ADDED { SHARES[code] } else { code * kinds.pow(place) };
        table = codes.iter().flat_map(|code| table.iter().map(move |lower| lower + share(*code))).collect();
    }
    let mut padded = Box::new([0; TABLE]);
    padded.iter_mut().zip(table).for_each(|(to, code)| *to = code as u8);
    padded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::stream::generator;
    use crate::simulate::verdict::{Verdict, distribution};

    #[test]
    fn digits_fill_a_word() {
        assert_eq!(digits(216, 2), [(2, 46_656), (2, 46_656), (2, 46_656), (1, 216)]);
        assert_eq!(digits(6, 6).iter().map(|(several, _)| several).sum::<u32>(), 23);
        assert_eq!(digits(1000, 1).len(), 6);
    }

    #[test]
    fn a_number_of_several_outcomes_has_the_codes_of_each() {
        let (few, many) = ([0, 1, 1, 2, 0], [0, 1, 3, 2, 0]);
        let [sums, lists] = [table(&few, 3, 3), table(&many, 4, 3)];
        for number in 0..125 {
            let places = [number % 5, number / 5 % 5, number / 25];
            let of = |code: usize| places.iter().filter(|outcome| few[**outcome] == code).count();
            assert_eq!(usize::from(sums[number]), of(1) + 16 * of(2));
            let code: usize = places.iter().rev().fold(0, |code, outcome| code * 4 + many[*outcome]);
            assert_eq!(usize::from(lists[number]), code);
        }
    }

    #[test]
    fn codes_come_as_often_as_their_outcomes() {
        for (kinds, base) in [(2, 6), (3, 7), (4, 9), (16, 216), (256, 1000), (2, 2), (1, 2)] {
            let codes: Vec<usize> = (0..base).map(|outcome| outcome * outcome % kinds).collect();
            let several = several(base as u64, kinds).unwrap();
            let digits = digits(base as u64, several);
            let packs = Packs {
                base: base as u64,
                meanings: (0..kinds).map(|code| Ok(Some(vec![Value::Int(code as i64)]))).collect(),
                sizes: vec![0; kinds],
                codes: codes.iter().map(|code| *code as u8).collect(),
                table: table(&codes, kinds, several),
                least: remainder(digits.iter().map(|(_, numbers)| numbers).product()),
                digits,
            };
            let mut expected = vec![0.0; kinds];
            codes.iter().for_each(|code| expected[*code] += 1.0 / base as f64);
            for trials in [0, 1, 22, 23, 24, 100_001] {
                let counts = packs.trials(&mut generator(4, trials), trials);
                assert_eq!(counts.iter().sum::<u64>(), trials);
                assert_ne!(distribution(&expected, &counts).verdict, Verdict::Disagrees, "{kinds} of {base}");
            }
        }
    }
}
