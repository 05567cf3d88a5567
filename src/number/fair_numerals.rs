//! The counts of sums of fair dice in decimal digits, for tables that are written out whole.
//!
//! The recurrence is that of [`super::fair_sum_counts`]; only the base differs, so that no count has to be converted.

use super::numeral::{BASE, Numeral, divide};

/// A multiple of the base that no difference of the recurrence falls below: its factors are less than 2³¹.
const OFFSET: u128 = (BASE as u128) << FACTOR_BITS;

/// The factors of the recurrence have fewer bits.
const FACTOR_BITS: u32 = 31;

/// The counts of [`super::fair_sum_counts`] one by one as [`Numeral`]s, keeping only the f + 2 of them that the recurrence
/// looks back on.
///
/// Three products and one division by a word for each eighteen digits of a count.
///
/// # Examples
/// ```
/// use prob::number::FairSumNumerals;
/// let mut counts = FairSumNumerals::new(2, 6).unwrap();
/// let mut shown = Vec::new();
/// while let Some(count) = counts.advance() {
///     shown.push(count.to_string());
/// }
/// assert_eq!(shown.join(" "), "1 2 3 4 5 6 5 4 3 2 1");
/// ```
#[derive(Clone, Debug)]
pub struct FairSumNumerals {
    n: u64,
    faces: u64,
    next: u64,
    /// Entry k is in place k modulo f + 2; all have the same number of words.
    ring: Vec<Vec<u64>>,
    zero: Vec<u64>,
    /// No entry so far has more words.
    active: usize,
    count: Numeral,
}

impl FairSumNumerals {
    /// The counts for `n` dice with faces 1 … `faces`; nothing for dice without faces, and when (n + 1) · `faces` is 2³¹
    /// or more: nobody waits for such a table.
    #[must_use]
    pub fn new(n: u64, faces: u64) -> Option<Self> {
        let most = n.checked_add(1)?.checked_mul(faces)?;
        if most >> FACTOR_BITS != 0 || faces == 0 {
            return None;
        }
        let width = (n as f64 * (faces as f64).log10() / 18.0) as usize + 3;
        let (ring, zero) = (vec![vec![0; width]; faces as usize + 2], vec![0; width]);
        Some(Self { n, faces, next: 0, ring, zero, active: 1, count: Numeral::default() })
    }

    /// The next count, until all n · f − n + 1 of them are told.
    pub fn advance(&mut self) -> Option<&Numeral> {
        if self.next > self.n * (self.faces - 1) {
            return None;
        }
        let (k, n, f) = (self.next, self.n, self.faces);
        self.next += 1;
        let place = (k % (f + 2)) as usize;
        let mut entry = std::mem::take(&mut self.ring[place]);
        if k == 0 {
            entry[0] = 1;
        } else {
            let factors = [n + k - 1, n * f + f - k, n * (f - 1) + f + 1 - k];
            let length = (self.active + 1).min(entry.len());
            let [a, b, c] = [1, f, f + 1].map(|back| &self.entry(k, back)[..length]);
            combine(&mut entry[..length], [a, b, c], factors);
            divide(&mut entry[..length], k);
            self.active = if entry[length - 1] == 0 { self.active } else { length };
        }
        self.count.words.clear();
        self.count.words.extend_from_slice(&entry[..self.active]);
        self.count.trim();
        self.ring[place] = entry;
        Some(&self.count)
    }

    /// The entry k − back, or zero before the first.
    fn entry(&self, k: u64, back: u64) -> &[u64] {
        if back > k { &self.zero } else { &self.ring[((k - back) % (self.faces + 2)) as usize] }
    }
}

/// result = c₁ a − c₂ b + c₃ c, which is not negative, in base 10¹⁸.
fn combine(result: &mut [u64], [a, b, c]: [&[u64]; 3], [c1, c2, c3]: [u64; 3]) {
    let mut carry = 0_i64;
    for (((word, &a), &b), &c) in result.iter_mut().zip(a).zip(b).zip(c) {
        let plus = u128::from(c1) * u128::from(a) + u128::from(c3) * u128::from(c);
        let (high, low) = split(plus + OFFSET - u128::from(c2) * u128::from(b));
        // The carry has few bits: the sum is off by one base at most.
        let sum = low.cast_signed() + carry;
        let over = i64::from(sum >= BASE.cast_signed()) - i64::from(sum < 0);
        *word = (sum - over * BASE.cast_signed()).cast_unsigned();
        carry = high.cast_signed() - (1 << FACTOR_BITS) + over;
    }
}

/// Quotient and remainder by 10¹⁸ of a number below 2¹⁰⁰: the quotient from the leading bits is right or one too small.
#[inline]
fn split(number: u128) -> (u64, u64) {
    /// ⌊2¹⁰⁴/10¹⁸⌋.
    const INVERSE: u128 = (1 << 104) / BASE as u128;
    let quotient = (((number >> 40) * INVERSE) >> 64) as u64;
    let rest = (number as u64).wrapping_sub(quotient.wrapping_mul(BASE));
    if rest >= BASE { (quotient + 1, rest - BASE) } else { (quotient, rest) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::fair_sum_counts;
    use proptest::prelude::*;

    fn texts(n: u64, faces: u64) -> Vec<String> {
        let mut counts = FairSumNumerals::new(n, faces).unwrap();
        let mut texts = Vec::new();
        while let Some(count) = counts.advance() {
            texts.push(count.to_string());
        }
        texts
    }

    #[test]
    fn the_digits_are_those_of_the_counts() {
        let small = (0..9).flat_map(|n| (1..9).map(move |faces| (n, faces)));
        for (n, faces) in small.chain([(23, 6), (24, 6), (47, 6), (70, 2), (130, 6), (40, 100), (3, 5000)]) {
            let expected: Vec<_> = fair_sum_counts(n, faces).iter().map(ToString::to_string).collect();
            assert_eq!(texts(n, faces), expected, "{n}d{faces}");
        }
        assert!(FairSumNumerals::new(3, 0).is_none());
        assert!(FairSumNumerals::new(1 << 40, 6).is_none());
        assert!(FairSumNumerals::new(u64::MAX, 2).is_none());
    }

    proptest! {
        #[test]
        fn a_number_is_split_by_the_base(number in 0_u128..1 << 100, multiple in 0_u64..1 << 33) {
            let edge = u128::from(BASE) * u128::from(multiple);
            for number in [number, edge, edge.saturating_sub(1), edge + 1] {
                let (quotient, rest) = split(number);
                prop_assert_eq!(u128::from(quotient), number / u128::from(BASE));
                prop_assert_eq!(u128::from(rest), number % u128::from(BASE));
            }
        }
    }
}
