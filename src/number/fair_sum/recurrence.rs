//! The counts of the sums of fair dice one after another, by a recurrence of three terms on their words.
//!
//! The counts are the coefficients of P = ((1 − xᶠ)/(1 − x))ⁿ, and (1 − x)(1 − xᶠ) P′ = n P (1 − f xᶠ⁻¹ + (f−1) xᶠ)
//! gives k aₖ = (n+k−1) aₖ₋₁ − (nf+f−k) aₖ₋f + (n(f−1)+f+1−k) aₖ₋f₋₁. A case of J. C. P. Miller's recurrence
//! (D. E. Knuth, The Art of Computer Programming, vol. 2, §4.7).

use super::{PASSES, largest_sum};
use crate::number::limbs::{ExactDivisor, Quotient, Told, add_assign, significant, to_biguint};
use num_bigint::BigUint;
use std::ops::Range;

/// The counts of [`fair_sum_counts`](super::fair_sum_counts) one by one, in order, keeping only the f + 2 of them that the recurrence
/// looks back on.
///
/// # Examples
/// ```
/// use prob::number::FairSumCounts;
/// let odd: u32 = FairSumCounts::new(2, 6).step_by(2).map(|count| u32::try_from(count).unwrap()).sum();
/// assert_eq!(odd, 18); // the even sums 2, 4, …, 12
/// ```
#[derive(Clone, Debug)]
pub struct FairSumCounts {
    n: u64,
    faces: u64,
    next: u64,
    /// The sums lie `0 ..= last` above the least.
    last: u64,
    store: Store,
}

/// Entries of equal width in one vector; entry k is in slot k modulo the number of slots.
#[derive(Clone, Debug)]
struct Store {
    words: Vec<u64>,
    slots: usize,
    /// The slot of the next entry.
    slot: usize,
    width: usize,
    /// No entry so far is longer than this many words.
    active: usize,
    result: Vec<u64>,
    zero: Vec<u64>,
}

impl FairSumCounts {
    /// The counts for `n` dice with faces 1 … `faces`.
    ///
    /// # Panics
    /// As [`fair_sum_counts`](super::fair_sum_counts).
    #[must_use]
    pub fn new(n: u64, faces: u64) -> Self {
        Self::keeping(n, faces, faces as usize + 2)
    }

    /// The words of the first `count` entries in one vector, and how many words each of them takes.
    pub(super) fn first(n: u64, faces: u64, count: usize) -> (Vec<u64>, usize) {
        let mut counts = Self::keeping(n, faces, count.max(1));
        for _ in 0..count {
            counts.advance();
        }
        (counts.store.words, counts.store.width)
    }

    /// The same, with so many entries held.
    fn keeping(n: u64, faces: u64, slots: usize) -> Self {
        let most = largest_sum(n, faces);
        // The whole fits total_bits; one word more keeps the top of every entry free.
        let total_bits = (n as f64 * (faces.max(1) as f64).log2()) as usize + 2;
        let width = total_bits / 64 + 2;
        let store = Store {
            words: vec![0; slots * width],
            slots,
            slot: 1 % slots,
            width,
            active: 1,
            result: vec![0; width],
            zero: vec![0; width],
        };
        Self { n, faces, next: 0, last: most.saturating_sub(n), store }
    }

    /// The sum of the counts in these ranges, those in several of them as often, telling how many are done, and of how many,
    /// until that is refused.
    pub(super) fn sum_of<E>(
        mut self,
        ranges: &[Range<u64>],
        mut pass: impl FnMut(u64, u64) -> Result<(), E>,
    ) -> Result<BigUint, E> {
        let mut sum = vec![0; self.store.width];
        let end = ranges.iter().map(|range| range.end).max().unwrap_or(0);
        for place in 0..end {
            if place.is_multiple_of(PASSES) {
                pass(place, end)?;
            }
            let Some(entry) = self.advance() else { break };
            let times = ranges.iter().filter(|range| range.contains(&place)).count();
            (0..times).for_each(|_| add_assign(&mut sum, entry));
        }
        Ok(to_biguint(&sum[..significant(&sum)]))
    }

    /// Tells the counts in order, until one is refused; none of them outlives its turn.
    pub(crate) fn each<E>(mut self, mut tell: impl FnMut(&BigUint) -> Result<(), E>) -> Result<(), E> {
        let mut told = Told::default();
        while let Some(words) = self.advance() {
            tell(told.number(&words[..significant(words)]))?;
        }
        Ok(())
    }

    /// The words of the next count.
    pub(super) fn advance(&mut self) -> Option<&[u64]> {
        if self.next > self.last || (self.faces == 0 && self.n > 0) {
            return None;
        }
        let (k, n, f) = (self.next, self.n, self.faces);
        self.next += 1;
        if k == 0 {
            self.store.words[0] = 1;
            return Some(&self.store.words[..1]);
        }
        let factors = [n + k - 1, n * f + f - k, n * (f - 1) + f + 1 - k];
        Some(self.store.step(k as usize, f as usize, factors))
    }
}

impl Iterator for FairSumCounts {
    type Item = BigUint;

    fn next(&mut self) -> Option<BigUint> {
        self.advance().map(|words| to_biguint(&words[..significant(words)]))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.last + 1 - self.next) as usize;
        if self.faces == 0 && self.n > 0 { (0, Some(0)) } else { (left, Some(left)) }
    }
}

impl ExactSizeIterator for FairSumCounts {}

impl Store {
    /// Where the entry `back` before the next one starts, without a division.
    fn start(&self, back: usize) -> usize {
        let slot = if back <= self.slot { self.slot - back } else { self.slot + self.slots - back };
        slot * self.width
    }

    /// The entry k − back, or zero before the first.
    fn entry(&self, k: usize, back: usize) -> &[u64] {
        if back > k {
            return &self.zero;
        }
        let start = self.start(back);
        &self.words[start..start + self.width]
    }

    /// Entry k = (c₁ a − c₂ b + c₃ c)/k from the entries 1, f and f+1 before it.
    fn step(&mut self, k: usize, f: usize, [c1, c2, c3]: [u64; 3]) -> &[u64] {
        let divisor = ExactDivisor::new(k as u64);
        let mut result = std::mem::take(&mut self.result);
        let length = if self.width == 2 {
            let of = |back| u128::from(self.entry(k, back)[0]);
            // Modulo 2¹²⁸; the true value is k times a count below 2⁶⁴.
            let multiple = (u128::from(c1) * of(1) + u128::from(c3) * of(f + 1)) - u128::from(c2) * of(f);
            result[0] = divisor.divide_word(multiple);
            1
        } else {
            // An entry outgrows the longest by less than the factor c₁ + c₃ < 2⁶⁴: by one word.
            let length = (self.active + 1).min(self.width);
            let of = |back| &self.entry(k, back)[..length];
            combine(&mut result[..length], of(1), of(f), of(f + 1), [c1, c2, c3], divisor);
            length
        };
        if length > self.active && result[length - 1] != 0 {
            self.active = length;
        }
        let start = self.slot * self.width;
        let slot = &mut self.words[start..start + self.width];
        slot[..length].copy_from_slice(&result[..length]);
        self.result = result;
        self.slot = if self.slot + 1 == self.slots { 0 } else { self.slot + 1 };
        &self.words[start..start + length]
    }
}

/// result = (c₁ a − c₂ b + c₃ c) / divisor in one pass over the words, lowest first.
fn combine(
    result: &mut [u64],
    a: &[u64],
    b: &[u64],
    c: &[u64],
    [c1, c2, c3]: [u64; 3],
    divisor: ExactDivisor,
) {
    let mut quotient = Quotient::new(divisor, result);
    let mut carry = 0_i128;
    for ((&a, &b), &c) in a.iter().zip(b).zip(c) {
        let plus = u128::from(c1) * u128::from(a) + u128::from(c3) * u128::from(c);
        let minus = u128::from(c2) * u128::from(b);
        // Factors below 2⁶² keep both sides below 2¹²⁷.
        let total = plus as i128 - minus as i128 + carry;
        quotient.push(total as u64);
        carry = total >> 64;
    }
    quotient.finish();
}
