//! Sums of fair dice: how often each sum comes, by a [`recurrence`] of three terms.

mod recurrence;

pub use recurrence::FairSumCounts;

use super::limbs::{Told, significant, to_biguint};
use num_bigint::BigUint;
use num_traits::Pow;
use std::cmp::Ordering;
use std::convert::Infallible;
use std::ops::Range;

/// How far one has come is told once in so many sums.
const PASSES: u64 = 1024;

/// How many of the fⁿ throws of `n` fair dice with faces 1 … `faces` give each sum: entry i counts the sum n + i,
/// up to n · `faces`. One entry, 1, for no dice; none for dice without faces.
///
/// Three products and one exact division by a machine word an entry, whatever the number of faces, on half of the
/// entries; the other half mirrors them. See [`fair_sum_work`].
///
/// # Examples
/// ```
/// use prob::number::fair_sum_counts;
/// let counts = fair_sum_counts(2, 6);
/// let counts: Vec<String> = counts.iter().map(ToString::to_string).collect();
/// assert_eq!(counts.join(" "), "1 2 3 4 5 6 5 4 3 2 1");
/// ```
///
/// # Panics
/// When n · faces exceeds 2⁶⁰: the caller guards the size.
#[must_use]
pub fn fair_sum_counts(n: u64, faces: u64) -> Vec<BigUint> {
    if faces == 0 && n > 0 {
        return Vec::new();
    }
    let last = (largest_sum(n, faces) - n) as usize;
    let half = last / 2 + 1;
    let mut counts: Vec<BigUint> = Vec::with_capacity(last + 1);
    // Only what the recurrence looks back on is held twice.
    counts.extend(FairSumCounts::new(n, faces).take(half));
    for k in half..=last {
        let mirrored = counts[last - k].clone();
        counts.push(mirrored);
    }
    counts
}

/// The counts of [`fair_sum_counts`] in one vector of words, the mirrored half of them left out: a quarter of the memory,
/// and no allocation for each.
///
/// # Examples
/// ```
/// use prob::number::FairSums;
/// let sums = FairSums::new(2, 6);
/// assert_eq!(sums.len(), 11);
/// assert_eq!(sums.get(7 - 2).to_string(), "6");
/// assert_eq!(sums.words(12 - 2), [1]);
/// ```
#[derive(Clone, Debug)]
pub struct FairSums {
    words: Vec<u64>,
    width: usize,
    length: usize,
}

impl FairSums {
    /// The counts for `n` dice with faces 1 … `faces`.
    ///
    /// # Panics
    /// As [`fair_sum_counts`].
    #[must_use]
    pub fn new(n: u64, faces: u64) -> Self {
        let length = if faces == 0 && n > 0 { 0 } else { (largest_sum(n, faces) - n) as usize + 1 };
        let (words, width) = FairSumCounts::first(n, faces, length.div_ceil(2));
        Self { words, width, length }
    }

    /// How many sums there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is none: for dice without faces.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The words of a count, lowest first, without zeros at the end: that of the sum n + i.
    ///
    /// # Panics
    /// Unless `i` is below [`FairSums::len`].
    #[must_use]
    pub fn words(&self, i: usize) -> &[u64] {
        assert!(i < self.length, "there are {} sums", self.length);
        let start = i.min(self.length - 1 - i) * self.width;
        let count = &self.words[start..start + self.width];
        &count[..significant(count)]
    }

    /// The places of the largest counts, in order.
    ///
    /// # Examples
    /// ```
    /// use prob::number::FairSums;
    /// assert_eq!(FairSums::new(3, 6).largest(), [10 - 3, 11 - 3]);
    /// ```
    #[must_use]
    pub fn largest(&self) -> Vec<usize> {
        let all = 0..self.length;
        let most = all.clone().map(|i| self.words(i)).max_by(|a, b| order(a, b));
        all.filter(|i| Some(self.words(*i)) == most).collect()
    }

    /// A count: that of the sum n + i.
    ///
    /// # Panics
    /// Unless `i` is below [`FairSums::len`].
    #[must_use]
    pub fn get(&self, i: usize) -> BigUint {
        to_biguint(self.words(i))
    }

    /// Tells the counts in order, until one is refused; none of them outlives its turn.
    pub(crate) fn each<E>(&self, mut tell: impl FnMut(&BigUint) -> Result<(), E>) -> Result<(), E> {
        let mut told = Told::default();
        (0..self.length).try_for_each(|i| tell(told.number(self.words(i))))
    }
}

/// n · faces, small enough for the factors of the recurrence to leave room in two words.
fn largest_sum(n: u64, faces: u64) -> u64 {
    let most = n.checked_mul(faces).filter(|&most| most.max(faces).max(n) >> 60 == 0);
    most.expect("more sums than any memory holds")
}

/// About how many word operations [`fair_sum_counts`] takes, for a budget; it holds as many words.
///
/// # Examples
/// ```
/// use prob::number::fair_sum_work;
/// assert!(fair_sum_work(100, 6) < 100_000);
/// assert!(fair_sum_work(1 << 40, 6) > 1 << 70);
/// ```
#[must_use]
pub fn fair_sum_work(n: u64, faces: u64) -> u128 {
    // The counts rise to the whole's length: on the way to the middle they are three quarters of it, on the average.
    let bits = (n as f64 * (faces.max(1) as f64).log2() * 0.75).ceil() as u128;
    u128::from(n).saturating_mul(u128::from(faces)).saturating_mul(bits / 64 + 8)
}

/// How many of the throws of `n` fair dice give a sum from `low` to `high`, both included.
///
/// Adds the counts as they come, in one pass, and keeps f + 2 of them: no table. Of the sums between, of those that mirror
/// them and of those outside, the shortest are gone through.
///
/// # Examples
/// ```
/// use prob::number::fair_sums_between;
/// assert_eq!(fair_sums_between(2, 6, 7, 7).to_string(), "6");
/// assert_eq!(fair_sums_between(2, 6, 0, 4).to_string(), "6");
/// assert_eq!(fair_sums_between(2, 6, 3, 100).to_string(), "35");
/// assert_eq!(fair_sums_between(2, 6, 8, 7).to_string(), "0");
/// ```
///
/// # Panics
/// As [`fair_sum_counts`].
#[must_use]
pub fn fair_sums_between(n: u64, faces: u64, low: u64, high: u64) -> BigUint {
    unstopped(|pass| fair_sums_between_unless(n, faces, low, high, pass))
}

/// As [`fair_sums_between`], telling how many sums are done, and of how many, until that is refused.
pub(crate) fn fair_sums_between_unless<E>(
    n: u64,
    faces: u64,
    low: u64,
    high: u64,
    pass: impl FnMut(u64, u64) -> Result<(), E>,
) -> Result<BigUint, E> {
    let Some(passage) = Passage::between(n, faces, low, high) else { return Ok(BigUint::ZERO) };
    let sum = FairSumCounts::new(n, faces).sum_of(&passage.ranges, pass)?;
    Ok(if passage.leaves_out { BigUint::from(faces).pow(n) - sum } else { sum })
}

/// How many sums [`fair_sums_between`] goes through.
pub(crate) fn fair_sums_passed(n: u64, faces: u64, low: u64, high: u64) -> u64 {
    Passage::between(n, faces, low, high).map_or(0, |passage| passage.end())
}

/// The shortest way to a number of throws: the sums whose counts are added up.
struct Passage {
    /// Counted from the least sum.
    ranges: Vec<Range<u64>>,
    /// Whether they are those that were not meant.
    leaves_out: bool,
}

impl Passage {
    /// The way to the throws with a sum between these; nothing where there are none.
    fn between(n: u64, faces: u64, low: u64, high: u64) -> Option<Self> {
        let last = largest_sum(n, faces).saturating_sub(n);
        let (from, to) = (low.saturating_sub(n), high.min(n + last).wrapping_sub(n));
        if high < n || from > to || (faces == 0 && n > 0) {
            return None;
        }
        let (inside, mirrored, outside) = (to, last - from, from.max(last - to));
        if outside < inside.min(mirrored) {
            // The sums before `from`, and those after `to`, which mirror the first of all.
            return Some(Self { ranges: vec![0..from, 0..last - to], leaves_out: true });
        }
        let between = if inside <= mirrored { from..to + 1 } else { last - to..last - from + 1 };
        Some(Self { ranges: vec![between], leaves_out: false })
    }

    fn end(&self) -> u64 {
        self.ranges.iter().map(|range| range.end).max().unwrap_or(0)
    }
}

/// What is worked out when nobody stops it.
fn unstopped<T>(work: impl FnOnce(fn(u64, u64) -> Result<(), Infallible>) -> Result<T, Infallible>) -> T {
    match work(|_, _| Ok(())) {
        Ok(done) => done,
        Err(never) => match never {},
    }
}

/// The sums that most of the throws of `n` fair dice give, in order.
///
/// The counts are compared as they come, and f + 2 of them are kept; those of the second half mirror the first.
///
/// # Examples
/// ```
/// use prob::number::likeliest_fair_sums;
/// assert_eq!(likeliest_fair_sums(2, 6), [7]);
/// assert_eq!(likeliest_fair_sums(3, 6), [10, 11]);
/// assert_eq!(likeliest_fair_sums(1, 3), [1, 2, 3]);
/// ```
///
/// # Panics
/// As [`fair_sum_counts`].
#[must_use]
pub fn likeliest_fair_sums(n: u64, faces: u64) -> Vec<u64> {
    unstopped(|pass| likeliest_fair_sums_unless(n, faces, pass))
}

/// As [`likeliest_fair_sums`], telling how many sums are done, and of how many, until that is refused.
pub(crate) fn likeliest_fair_sums_unless<E>(
    n: u64,
    faces: u64,
    mut pass: impl FnMut(u64, u64) -> Result<(), E>,
) -> Result<Vec<u64>, E> {
    if faces == 0 && n > 0 {
        return Ok(Vec::new());
    }
    let last = largest_sum(n, faces) - n;
    let mut counts = FairSumCounts::new(n, faces);
    let (mut most, mut places): (Vec<u64>, Vec<u64>) = (Vec::new(), Vec::new());
    for place in 0..=last / 2 {
        if place.is_multiple_of(PASSES) {
            pass(place, last / 2)?;
        }
        let Some(count) = counts.advance() else { break };
        let count = &count[..significant(count)];
        let order = order(count, &most);
        if order.is_gt() {
            most.clear();
            most.extend_from_slice(count);
            places.clear();
        }
        if order.is_ge() {
            places.push(place);
        }
    }
    let mirrored = places.iter().rev().map(|place| last - place).filter(|place| *place > last / 2);
    Ok(places.iter().copied().chain(mirrored).map(|place| n + place).collect())
}

/// Which of two numbers is greater, by their words without zeros at the end.
fn order(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

#[cfg(test)]
mod tests;
