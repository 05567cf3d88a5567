//! Ranks of rows in lexicographic order, and the rows that have them.
//!
//! [D. E. Knuth, The Art of Computer Programming 4A, 7.2.1.1 to 7.2.1.3]

use crate::number;
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

/// The digits of a number in mixed radix, the most significant first.
pub(super) fn digits(mut index: BigUint, radices: impl DoubleEndedIterator<Item = u64>) -> Vec<u64> {
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
pub(super) fn number_of(digits: &[u64], radices: impl Iterator<Item = u64>) -> BigUint {
    digits.iter().zip(radices).fold(BigUint::ZERO, |number, (&digit, radix)| number * radix + digit)
}

/// The row of which each digit says how many unused places come before the one taken.
pub(super) fn lehmer_row(code: &[u64]) -> Vec<u64> {
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

/// How many unused places come before each of a row: what [`lehmer_row`] reads.
pub(super) fn lehmer_code(row: &[u64]) -> Vec<u64> {
    let mut used: Vec<u64> = Vec::with_capacity(row.len());
    let code = |&place: &u64| {
        let before = used.partition_point(|&other| other < place);
        used.insert(before, place);
        place - before as u64
    };
    row.iter().map(code).collect()
}

/// The combination of this rank: place by place, the combinations that take it come before those that do not.
pub(super) fn combination(mut index: BigUint, n: u64, k: u64) -> Vec<u64> {
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

/// The rank of a combination of so many of `n`.
pub(super) fn rank_of_combination(row: &[u64], n: u64) -> BigUint {
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
pub(super) fn subset(mut index: BigUint, n: u64) -> Vec<u64> {
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

/// The rank of a subset.
pub(super) fn rank_of_subset(row: &[u64], n: u64) -> BigUint {
    let mut rank = BigUint::ZERO;
    let mut from = 0;
    for &place in row {
        rank += (BigUint::one() << (n - from)) - (BigUint::one() << (n - place)) + 1u32;
        from = place + 1;
    }
    rank
}

/// The word of this rank: of all words over the letters left, the share mᵢ/m begins with letter i.
pub(super) fn word(mut index: BigUint, counts: &[u64]) -> Vec<u64> {
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

/// The rank of a word over these letters; nothing for rows that are none.
pub(super) fn rank_of_word(row: &[u64], counts: &[u64]) -> Option<BigUint> {
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
