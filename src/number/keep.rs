//! Sums of the highest or lowest dice of a fair pool, by a formula instead of a sweep over the faces.
//!
//! Let v be the value of the k-th highest die and j < k the number of dice above it. The j dice give
//! (x^(v+1) + … + x^f)ʲ, k−j dice kept at v give x^(v(k−j)), and of the n−j dice not above v at most n−k are below
//! it: T(v, j) = Σ_{e ≤ n−k} C(n−j, e) (v−1)ᵉ ways. In all, with the geometric sums written out,
//! R(x) = Σ_j C(n, j) (x/(1−x))ʲ Σ_v T(v, j) x^(kv) (1 − x^(f−v))ʲ, by Horner's rule over j, where a product by
//! x/(1−x) is a running sum. Terms are signed, so the arithmetic is modulo a power of two beyond the total.

use super::fair_sum::fair_sum_counts;
use super::residue::Residue;
use num_bigint::{BigInt, BigUint};
use num_traits::Pow;

/// How many of the throws of `n` fair dice with faces 1 … `faces` give each sum of the highest `keep` of them:
/// entry i counts the sum `keep` + i, up to `keep` · `faces`. Keeping more than there are keeps all; none for dice
/// without faces.
///
/// See [`keep_work`] for the cost.
///
/// # Examples
/// ```
/// use prob::number::keep_highest_counts;
/// let counts = keep_highest_counts(4, 6, 3); // an ability score
/// assert_eq!(counts[0].to_string(), "1"); // 3: four ones
/// assert_eq!(counts[15].to_string(), "21"); // 18
/// ```
///
/// # Panics
/// When n · faces exceeds 2⁶⁰: the caller guards the size.
#[must_use]
pub fn keep_highest_counts(n: u64, faces: u64, keep: u64) -> Vec<BigUint> {
    if keep >= n || faces == 0 {
        return fair_sum_counts(n, faces);
    }
    if keep == 0 {
        return vec![Pow::pow(BigUint::from(faces), n)];
    }
    let size = n.checked_mul(faces).filter(|size| size >> 60 == 0);
    assert!(size.is_some(), "more sums than any memory holds");
    let (n, f, k) = (n as usize, faces as usize, keep as usize);
    // Logarithms of whole numbers may be off by a hair: a word of room costs little.
    let bits = n as f64 * (faces as f64).log2();
    match (bits / 64.0 + 0.01) as usize {
        0 => highest::<[u64; 1]>(n, f, k),
        1 => highest::<[u64; 2]>(n, f, k),
        2 => highest::<[u64; 3]>(n, f, k),
        3 => highest::<[u64; 4]>(n, f, k),
        4..6 => highest::<[u64; 6]>(n, f, k),
        6..8 => highest::<[u64; 8]>(n, f, k),
        8..12 => highest::<[u64; 12]>(n, f, k),
        12..16 => highest::<[u64; 16]>(n, f, k),
        16..24 => highest::<[u64; 24]>(n, f, k),
        24..32 => highest::<[u64; 32]>(n, f, k),
        _ => highest::<BigInt>(n, f, k),
    }
}

/// How many of the throws of `n` fair dice give each sum of the lowest `keep` of them, in the order of
/// [`keep_highest_counts`].
///
/// A die turned over shows faces + 1 less its value, and the lowest dice become the highest.
///
/// # Examples
/// ```
/// use prob::number::keep_lowest_counts;
/// assert_eq!(keep_lowest_counts(2, 20, 1)[0].to_string(), "39"); // a 1 under disadvantage
/// ```
///
/// # Panics
/// As [`keep_highest_counts`].
#[must_use]
pub fn keep_lowest_counts(n: u64, faces: u64, keep: u64) -> Vec<BigUint> {
    let mut counts = keep_highest_counts(n, faces, keep);
    counts.reverse();
    counts
}

/// About how many word operations [`keep_highest_counts`] takes, for a budget.
///
/// # Examples
/// ```
/// use prob::number::keep_work;
/// assert!(keep_work(100, 100, 50) < 100_000_000);
/// assert!(keep_work(1 << 30, 6, 1 << 29) > 1 << 80);
/// ```
#[must_use]
pub fn keep_work(n: u64, faces: u64, keep: u64) -> u128 {
    let (wide_n, k, f) = (u128::from(n), u128::from(keep.min(n)), u128::from(faces));
    let words = wide_n * u128::from(64 - faces.leading_zeros()) / 64 + 1;
    let entries = k * k * f + k * f * (wide_n - k) + wide_n * wide_n;
    entries.saturating_mul(words).saturating_mul(2)
}

fn highest<R: Residue>(n: usize, f: usize, k: usize) -> Vec<BigUint> {
    let zero = R::of_word(0);
    let mut sums = vec![zero.clone(); k * (f - 1) + 1];
    let choose_above = pascal_row::<R>(n, k - 1);
    // Rows n−j and j of Pascal's triangle, carried along as j falls.
    let mut choose_below = pascal_row::<R>(n - k + 1, n - k);
    let mut signs = pascal_row::<R>(k - 1, k - 1);
    for j in (0..k).rev() {
        if j < k - 1 {
            times_running_sum(&mut sums, &zero);
            next_row(&mut choose_below);
            previous_row(&mut signs);
        }
        // With dice above it, v is not the highest face.
        for v in 1..=if j == 0 { f } else { f - 1 } {
            let below = choose_below.iter().rev().fold(zero.clone(), |mut sum, choose| {
                sum = sum.times_word(v as u64 - 1);
                sum.add(choose);
                sum
            });
            let ways = choose_above[j].times(&below);
            for (i, choose) in signs.iter().enumerate().take(j + 1) {
                let place = &mut sums[k * (v - 1) + (f - v) * i];
                let term = ways.times(choose);
                if i % 2 == 0 { place.add(&term) } else { place.subtract(&term) }
            }
        }
    }
    sums.into_iter().map(R::into_count).collect()
}

/// Multiplies by x/(1−x): each entry becomes the sum of those before it.
fn times_running_sum<R: Residue>(sums: &mut [R], zero: &R) {
    let mut running = zero.clone();
    for entry in sums {
        let next = {
            let mut next = running.clone();
            next.add(entry);
            next
        };
        *entry = std::mem::replace(&mut running, next);
    }
}

/// C(m, 0), …, C(m, last).
fn pascal_row<R: Residue>(m: usize, last: usize) -> Vec<R> {
    let mut row = vec![R::of_word(0); last + 1];
    row[0] = R::of_word(1);
    (0..m).for_each(|_| next_row(&mut row));
    row
}

fn next_row<R: Residue>(row: &mut [R]) {
    for e in (1..row.len()).rev() {
        let (before, here) = row.split_at_mut(e);
        here[0].add(&before[e - 1]);
    }
}

fn previous_row<R: Residue>(row: &mut [R]) {
    for e in 1..row.len() {
        let (before, here) = row.split_at_mut(e);
        here[0].subtract(&before[e - 1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every throw, sorted and summed.
    fn by_enumeration(n: u32, faces: u32, keep: u32, lowest: bool) -> Vec<BigUint> {
        let mut counts = vec![0_u32; (keep * (faces - 1)) as usize + 1];
        for throw in 0..faces.pow(n) {
            let mut dice: Vec<u32> = (0..n).map(|i| throw / faces.pow(i) % faces + 1).collect();
            dice.sort_unstable();
            if !lowest {
                dice.reverse();
            }
            counts[(dice[..keep as usize].iter().sum::<u32>() - keep) as usize] += 1;
        }
        counts.into_iter().map(BigUint::from).collect()
    }

    #[test]
    fn all_small_pools_agree_with_enumeration() {
        for n in 0..6 {
            for faces in 1..6 {
                for keep in 0..=n {
                    let (high, low) =
                        (by_enumeration(n, faces, keep, false), by_enumeration(n, faces, keep, true));
                    let (n, faces, keep) = (n.into(), faces.into(), keep.into());
                    assert_eq!(keep_highest_counts(n, faces, keep), high, "{n}d{faces} keep {keep}");
                    assert_eq!(keep_lowest_counts(n, faces, keep), low, "{n}d{faces} keep {keep}");
                }
            }
        }
        assert_eq!(keep_highest_counts(2, 6, 9), fair_sum_counts(2, 6));
        assert!(keep_highest_counts(2, 0, 1).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn every_width_gives_the_same_counts(n in 2_u64..60, faces in 1_u64..30, part in 0_u64..100) {
            let keep = 1 + part % (n - 1);
            let counts = keep_highest_counts(n, faces, keep);
            prop_assert_eq!(&counts, &highest::<BigInt>(n as usize, faces as usize, keep as usize));
            prop_assert_eq!(counts.iter().sum::<BigUint>(), Pow::pow(BigUint::from(faces), n));
        }
    }

    #[test]
    fn long_pools_keep_all_but_one_as_enumerated() {
        // Keeping 1 of n: P(max ≤ v) = (v/f)ⁿ, at every width of the arithmetic.
        for n in [10_u64, 27, 50, 80, 120, 180, 260, 350, 420, 600, 900] {
            let counts = keep_highest_counts(n, 10, 1);
            for v in 1..=10_u32 {
                let power = |v: u32| Pow::pow(BigUint::from(v), n);
                assert_eq!(counts[v as usize - 1], power(v) - power(v - 1), "{n}d10");
            }
        }
    }
}
