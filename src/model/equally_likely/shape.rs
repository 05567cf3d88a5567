//! The shapes of sample spaces, on places of items alone: sizes, ranks and successors in lexicographic order.
//!
//! [D. E. Knuth, The Art of Computer Programming 4A, 7.2.1.1 to 7.2.1.3]

mod rank;

use crate::number;
use num_bigint::BigUint;
use num_traits::One;
use rank::{
    combination, digits, lehmer_code, lehmer_row, number_of, rank_of_combination, rank_of_subset,
    rank_of_word, subset, word,
};

/// Which rows of places are outcomes.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// One of so many at each place.
    Tuples(Vec<u64>),
    /// `k` different ones of `n`.
    Arrangements { n: u64, k: u64 },
    /// `k` of `n`, ascending.
    Combinations { n: u64, k: u64 },
    /// `k` of `n`, not descending.
    Multisets { n: u64, k: u64 },
    /// Any of `n`, ascending.
    Subsets { n: u64 },
    /// Each letter as often as this says.
    Words(Vec<u64>),
}

impl Shape {
    pub(super) fn size(&self) -> BigUint {
        match self {
            Self::Tuples(sizes) => match sizes.split_first() {
                // Equal places are the usual case, and a power is quicker than a product.
                Some((first, rest)) if rest.iter().all(|size| size == first) => {
                    num_traits::Pow::pow(BigUint::from(*first), sizes.len())
                }
                _ => sizes.iter().fold(BigUint::one(), |product, &size| product * size),
            },
            Self::Arrangements { n, k } => number::arrangements(*n, *k),
            Self::Combinations { n, k } => number::binomial(*n, *k),
            Self::Multisets { n: 0, k } => BigUint::from(u8::from(*k == 0)),
            Self::Multisets { n, k } => number::binomial(n + k - 1, *k),
            Self::Subsets { n } => BigUint::one() << *n,
            Self::Words(counts) => number::multinomial(counts).unwrap_or_default(),
        }
    }

    /// The length of the longest row.
    pub(super) fn longest(&self) -> u64 {
        match self {
            Self::Tuples(sizes) => sizes.len() as u64,
            Self::Arrangements { k, .. } | Self::Combinations { k, .. } | Self::Multisets { k, .. } => *k,
            Self::Subsets { n } => *n,
            Self::Words(counts) => counts.iter().sum(),
        }
    }

    /// The least place that may follow this row.
    pub(super) fn least(&self, row: &[u64]) -> u64 {
        match (self, row.last()) {
            (Self::Combinations { .. } | Self::Subsets { .. }, Some(last)) => last + 1,
            (Self::Multisets { .. }, Some(last)) => *last,
            _ => 0,
        }
    }

    /// Whether this place may follow this row, when it is not too small.
    pub(super) fn is_free(&self, row: &[u64], place: u64) -> bool {
        !matches!(self, Self::Arrangements { .. }) || !row.contains(&place)
    }

    /// The row of this rank.
    pub(super) fn unrank(&self, index: &BigUint) -> Option<Vec<u64>> {
        if *index >= self.size() {
            return None;
        }
        let index = index.clone();
        Some(match self {
            Self::Tuples(sizes) => digits(index, sizes.iter().copied()),
            Self::Arrangements { n, k } => lehmer_row(&digits(index, (n - k + 1..=*n).rev())),
            Self::Combinations { n, k } => combination(index, *n, *k),
            Self::Multisets { n, k } => {
                // The i-th place lifted by i: not descending becomes ascending, and the order stays.
                let lifted = combination(index, (n + k).saturating_sub(1), *k);
                lifted.into_iter().zip(0..).map(|(place, i)| place - i).collect()
            }
            Self::Subsets { n } => subset(index, *n),
            Self::Words(counts) => word(index, counts),
        })
    }

    /// The rank of a row whose places were found with [`least`](Self::least) and [`is_free`](Self::is_free); nothing
    /// for rows that are no outcomes.
    pub(super) fn rank(&self, row: &[u64]) -> Option<BigUint> {
        let length = row.len() as u64;
        if length != self.longest() && !matches!(self, Self::Subsets { .. }) {
            return None;
        }
        match self {
            Self::Tuples(sizes) => Some(number_of(row, sizes.iter().copied())),
            Self::Arrangements { n, k } => Some(number_of(&lehmer_code(row), (n - k + 1..=*n).rev())),
            Self::Combinations { n, .. } => Some(rank_of_combination(row, *n)),
            Self::Multisets { n, k } => {
                let lifted: Vec<u64> = row.iter().zip(0..).map(|(place, i)| place + i).collect();
                Some(rank_of_combination(&lifted, (n + k).saturating_sub(1)))
            }
            Self::Subsets { n } => Some(rank_of_subset(row, *n)),
            Self::Words(counts) => rank_of_word(row, counts),
        }
    }

    /// Turns a row into the next one; `false`, and no promise about the row, after the last.
    pub(super) fn advance(&self, row: &mut Vec<u64>) -> bool {
        match self {
            Self::Tuples(sizes) => {
                let Some(i) = (0..row.len()).rev().find(|&i| row[i] + 1 < sizes[i]) else { return false };
                row[i] += 1;
                row[i + 1..].fill(0);
                true
            }
            Self::Arrangements { n, .. } => next_arrangement(row, *n),
            Self::Combinations { n, k } => {
                let Some(i) = (0..row.len()).rev().find(|&i| row[i] < n - k + i as u64) else { return false };
                let first = row[i] + 1;
                row[i..].iter_mut().zip(first..).for_each(|(place, next)| *place = next);
                true
            }
            Self::Multisets { n, .. } => {
                let Some(i) = (0..row.len()).rev().find(|&i| row[i] + 1 < *n) else { return false };
                let place = row[i] + 1;
                row[i..].fill(place);
                true
            }
            Self::Subsets { n } => {
                let next = row.last().map_or(0, |last| last + 1);
                if next < *n {
                    row.push(next);
                    return true;
                }
                row.pop();
                match row.last_mut() {
                    Some(last) => *last += 1,
                    None => return false,
                }
                true
            }
            Self::Words(_) => next_word(row),
        }
    }
}

/// The last element that can grow takes the next unused place; the smallest unused ones follow.
fn next_arrangement(row: &mut [u64], n: u64) -> bool {
    for i in (0..row.len()).rev() {
        let next = (row[i] + 1..n).find(|place| !row[..i].contains(place));
        let Some(next) = next else { continue };
        row[i] = next;
        let mut unused = 0;
        for j in i + 1..row.len() {
            while row[..j].contains(&unused) {
                unused += 1;
            }
            row[j] = unused;
            unused += 1;
        }
        return true;
    }
    false
}

/// The next permutation of a row with repetitions. [Narayana Pandita, 14th century; Knuth's algorithm L]
fn next_word(row: &mut [u64]) -> bool {
    let Some(i) = (1..row.len()).rev().find(|&i| row[i - 1] < row[i]) else { return false };
    let grow = i - 1;
    let by = (i..row.len()).rev().find(|&j| row[j] > row[grow]).unwrap_or(i);
    row.swap(grow, by);
    row[i..].reverse();
    true
}
