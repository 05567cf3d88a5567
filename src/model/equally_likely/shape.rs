//! The shapes of sample spaces, on places of items alone: sizes, ranks and successors in lexicographic order.
//!
//! [D. E. Knuth, The Art of Computer Programming 4A, 7.2.1.1 to 7.2.1.3]

use crate::number;
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

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

/// The digits of a number in mixed radix, the most significant first.
fn digits(mut index: BigUint, radices: impl DoubleEndedIterator<Item = u64>) -> Vec<u64> {
    let mut digits: Vec<u64> = radices
        .rev()
        .map(|radix| {
            let (rest, digit) = index.div_rem(&BigUint::from(radix));
            index = rest;
            digit.to_u64().unwrap_or_default()
        })
        .collect();
    digits.reverse();
    digits
}

/// The number with these digits in mixed radix.
fn number_of(digits: &[u64], radices: impl Iterator<Item = u64>) -> BigUint {
    digits.iter().zip(radices).fold(BigUint::ZERO, |number, (&digit, radix)| number * radix + digit)
}

/// The row of which each digit says how many unused places come before the one taken.
fn lehmer_row(code: &[u64]) -> Vec<u64> {
    let mut used: Vec<u64> = Vec::with_capacity(code.len());
    let take = |&digit: &u64| {
        // Of the used places, ascending, the j-th is passed when no more than `digit` unused ones come before it.
        let (mut low, mut high) = (0, used.len());
        while low < high {
            let j = usize::midpoint(low, high);
            if used[j] - j as u64 <= digit { low = j + 1 } else { high = j }
        }
        let place = digit + low as u64;
        used.insert(low, place);
        place
    };
    code.iter().map(take).collect()
}

fn lehmer_code(row: &[u64]) -> Vec<u64> {
    let mut used: Vec<u64> = Vec::with_capacity(row.len());
    let code = |&place: &u64| {
        let before = used.partition_point(|&other| other < place);
        used.insert(before, place);
        place - before as u64
    };
    row.iter().map(code).collect()
}

/// The combination of this rank: place by place, the combinations that take it come before those that do not.
fn combination(mut index: BigUint, n: u64, k: u64) -> Vec<u64> {
    let mut row = Vec::new();
    walk_combinations(n, k, |place, taking| {
        let take = index < *taking;
        if take {
            row.push(place);
        } else {
            index -= taking;
        }
        take
    });
    row
}

fn rank_of_combination(row: &[u64], n: u64) -> BigUint {
    let mut rank = BigUint::ZERO;
    let mut left = row.iter().peekable();
    walk_combinations(n, row.len() as u64, |place, taking| {
        let take = left.next_if_eq(&&place).is_some();
        if !take {
            rank += taking;
        }
        take
    });
    rank
}

/// Goes through the places, telling how many combinations of the rest take each one; the answer says whether it is
/// taken.
fn walk_combinations(n: u64, k: u64, mut take: impl FnMut(u64, &BigUint) -> bool) {
    let mut left = k;
    let mut taking = if k == 0 { BigUint::ZERO } else { number::binomial(n.saturating_sub(1), k - 1) };
    for place in 0..n {
        if left == 0 {
            return;
        }
        let taken = take(place, &taking);
        let after = n - place - 1;
        if after == 0 {
            return;
        }
        // C(m, l−1) becomes C(m−1, l−2) when the place is taken, C(m−1, l−1) when it is not.
        taking = taking * if taken { left - 1 } else { (after + 1).saturating_sub(left) } / after;
        left -= u64::from(taken);
    }
}

/// The subset of this rank: a row, then all that begin with it and go on.
fn subset(mut index: BigUint, n: u64) -> Vec<u64> {
    let mut row = Vec::new();
    let mut place = 0;
    while !index.is_zero() {
        index -= 1u32;
        // Of the 2^(n−place) − 1 rows that go on, half and one more take the place itself.
        while index >= BigUint::one() << (n - place - 1) {
            index -= BigUint::one() << (n - place - 1);
            place += 1;
        }
        row.push(place);
        place += 1;
    }
    row
}

fn rank_of_subset(row: &[u64], n: u64) -> BigUint {
    let mut rank = BigUint::ZERO;
    let mut from = 0;
    for &place in row {
        rank += (BigUint::one() << (n - from)) - (BigUint::one() << (n - place)) + 1u32;
        from = place + 1;
    }
    rank
}

/// The word of this rank: of all words over the letters left, the share mᵢ/m begins with letter i.
fn word(mut index: BigUint, counts: &[u64]) -> Vec<u64> {
    let mut counts = counts.to_vec();
    let mut left: u64 = counts.iter().sum();
    let mut words = number::multinomial(&counts).unwrap_or_default();
    let mut row = Vec::new();
    while left > 0 {
        for (letter, count) in counts.iter_mut().enumerate().filter(|(_, count)| **count > 0) {
            let beginning = &words * *count / left;
            if index < beginning {
                words = beginning;
                *count -= 1;
                row.push(letter as u64);
                break;
            }
            index -= beginning;
        }
        left -= 1;
    }
    row
}

fn rank_of_word(row: &[u64], counts: &[u64]) -> Option<BigUint> {
    let mut counts = counts.to_vec();
    let mut words = number::multinomial(&counts)?;
    let mut rank = BigUint::ZERO;
    for (&letter, left) in row.iter().zip((1..=row.len() as u64).rev()) {
        let letter = usize::try_from(letter).ok()?;
        let before: u64 = counts.get(..letter)?.iter().sum();
        rank += &words * before / left;
        words = words * counts[letter] / left;
        counts[letter] = counts[letter].checked_sub(1)?;
    }
    Some(rank)
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
