//! Partitions of sets and of integers: Stirling numbers of the second kind, Bell, Lah, surjections, p(n).

use super::factorial::{arrangements, binomial, factorial};
use super::permutation::triangle;
use num_bigint::BigUint;
use num_traits::{One, Pow};

/// The Stirling number of the second kind: the ways to split n things into k unnamed, non-empty groups.
///
/// S(n, k) = k S(n−1, k) + S(n−1, k−1); S(0, 0) = 1, and 0 when k > n or k = 0 < n. The cost is
/// [`triangle_work`](super::triangle_work).
///
/// # Examples
/// ```
/// use prob::number::stirling2;
/// assert_eq!(stirling2(4, 2).to_string(), "7");
/// assert_eq!(stirling2(2, 3).to_string(), "0");
/// ```
#[must_use]
pub fn stirling2(n: u64, k: u64) -> BigUint {
    // The last of n things joins one of k sets, or is a set by itself.
    triangle(n, k, |_, k| k)
}

/// The maps of n things onto k named boxes, none empty: k! S(n, k) = Σ_j (−1)ʲ C(k, j) (k−j)ⁿ; 1 for n = k = 0,
/// and 0 when k > n or k = 0 < n.
///
/// The cost is that of k powers of n log k bits, or of the triangle if that is less.
///
/// # Examples
/// ```
/// use prob::number::surjections;
/// assert_eq!(surjections(4, 2).to_string(), "14");
/// assert_eq!(surjections(2, 3).to_string(), "0");
/// ```
#[must_use]
pub fn surjections(n: u64, k: u64) -> BigUint {
    if k > n || (k == 0 && n > 0) {
        return BigUint::ZERO;
    }
    // Near the diagonal the triangle is a narrow band.
    if n - k < 16 {
        return factorial(k) * stirling2(n, k);
    }
    let (mut positive, mut negative) = (BigUint::ZERO, BigUint::ZERO);
    let mut coefficient = BigUint::one();
    for j in 0..k {
        let term = &coefficient * BigUint::from(k - j).pow(n);
        if j % 2 == 0 {
            positive += term;
        } else {
            negative += term;
        }
        coefficient = coefficient * (k - j) / (j + 1);
    }
    positive - negative
}

/// The Bell number: the ways to split n things into unnamed, non-empty groups; 1 for n = 0.
///
/// By Aitken's array, each row from the one before: n²/2 additions
/// ([`triangle_work`](super::triangle_work) of n and n/2).
///
/// # Examples
/// ```
/// use prob::number::bell;
/// assert_eq!(bell(5).to_string(), "52");
/// assert_eq!(bell(0).to_string(), "1");
/// ```
#[must_use]
pub fn bell(n: u64) -> BigUint {
    let mut row = vec![BigUint::one()];
    for _ in 1..n {
        // The new row starts with the last entry of the old one; each next adds the old entry above.
        let mut carried = row[row.len() - 1].clone();
        for entry in &mut row {
            let next = &*entry + &carried;
            *entry = std::mem::replace(&mut carried, next);
        }
        row.push(carried);
    }
    row.swap_remove(row.len() - 1)
}

/// The Lah number: the ways to split n things into k unnamed, non-empty, ordered rows.
///
/// L(n, k) = C(n−1, k−1) n!/k!; L(0, 0) = 1, and 0 when k > n or k = 0 < n.
///
/// # Examples
/// ```
/// use prob::number::lah;
/// assert_eq!(lah(4, 2).to_string(), "36");
/// assert_eq!(lah(0, 0).to_string(), "1");
/// ```
#[must_use]
pub fn lah(n: u64, k: u64) -> BigUint {
    match (n, k) {
        (0, 0) => BigUint::one(),
        (_, 0) => BigUint::ZERO,
        _ if k > n => BigUint::ZERO,
        _ => binomial(n - 1, k - 1) * arrangements(n, n - k),
    }
}

/// p(n), the ways to write n as a sum of positive integers, order aside; 1 for n = 0.
///
/// By Euler's pentagonal numbers, p(n) = Σ_{j≥1} (−1)^(j−1) (p(n − j(3j−1)/2) + p(n − j(3j+1)/2)): n^1.5 additions
/// ([`partitions_work`]).
///
/// # Examples
/// ```
/// use prob::number::partitions;
/// assert_eq!(partitions(5).to_string(), "7");
/// assert_eq!(partitions(0).to_string(), "1");
/// ```
#[must_use]
pub fn partitions(n: u64) -> BigUint {
    if n <= WORD_PARTITIONS {
        return BigUint::from(partitions_in_words(n as usize));
    }
    let mut all: Vec<BigUint> = vec![BigUint::one()];
    for m in 1..=n as usize {
        let (mut positive, mut negative) = (BigUint::ZERO, BigUint::ZERO);
        for (j, pentagonal) in pentagonals(m) {
            if j % 2 == 1 {
                positive += &all[m - pentagonal];
            } else {
                negative += &all[m - pentagonal];
            }
        }
        all.push(positive - negative);
    }
    all.swap_remove(n as usize)
}

/// Partition numbers up to here fit two words: p(n) < e^(π√(2n/3)), which is 2¹²⁷ at n = 1180.
const WORD_PARTITIONS: u64 = 1180;

fn partitions_in_words(n: usize) -> u128 {
    let mut all = vec![1_u128];
    for m in 1..=n {
        // Partial sums may leave the range and come back: arithmetic modulo 2¹²⁸ does not mind.
        let value = pentagonals(m).fold(0_u128, |sum, (j, pentagonal)| {
            let part = all[m - pentagonal];
            if j % 2 == 1 { sum.wrapping_add(part) } else { sum.wrapping_sub(part) }
        });
        all.push(value);
    }
    all[n]
}

/// The generalised pentagonal numbers j(3j∓1)/2 up to `m`, each with its j.
fn pentagonals(m: usize) -> impl Iterator<Item = (usize, usize)> {
    (1..).flat_map(|j| [(j, j * (3 * j - 1) / 2), (j, j * (3 * j + 1) / 2)]).take_while(move |&(_, p)| p <= m)
}

/// About how many word operations [`partitions`] takes, for a budget; also an upper bound for
/// [`partitions_into`] with √n parts.
///
/// # Examples
/// ```
/// use prob::number::partitions_work;
/// assert!(partitions_work(1000) < 1_000_000);
/// assert!(partitions_work(1 << 50) > 1 << 80);
/// ```
#[must_use]
pub fn partitions_work(n: u64) -> u128 {
    let root = u128::from(n.isqrt()) + 1;
    u128::from(n).saturating_mul(root * 2).saturating_mul(root / 16 + 4)
}

/// The ways to write n as a sum of exactly k positive integers, order aside: 1 for n = k = 0, and 0 when k > n or
/// k = 0 < n.
///
/// p(n, k) = p(n−1, k−1) + p(n−k, k): min(k, n−k) · (n−k) additions.
///
/// # Examples
/// ```
/// use prob::number::partitions_into;
/// assert_eq!(partitions_into(6, 3).to_string(), "3"); // 4+1+1, 3+2+1, 2+2+2
/// assert_eq!(partitions_into(3, 6).to_string(), "0");
/// ```
#[must_use]
pub fn partitions_into(n: u64, k: u64) -> BigUint {
    if k > n || (k == 0 && n > 0) {
        return BigUint::ZERO;
    }
    // One is taken off each part; what remains is a partition of n−k into parts of at most k (conjugation).
    let rest = n - k;
    if rest <= WORD_PARTITIONS {
        return BigUint::from(with_parts_up_to(k, rest as usize, |sum: &mut u128, part| *sum += *part));
    }
    with_parts_up_to(k, rest as usize, |sum: &mut BigUint, part| *sum += part)
}

/// The partitions of `n` into parts of at most `most`.
fn with_parts_up_to<N: Clone + From<u8>>(most: u64, n: usize, add: impl Fn(&mut N, &N)) -> N {
    let mut counts = vec![N::from(0); n + 1];
    counts[0] = N::from(1);
    for part in 1..=n.min(usize::try_from(most).unwrap_or(usize::MAX)) {
        for sum in part..=n {
            let (below, here) = counts.split_at_mut(sum);
            add(&mut here[0], &below[sum - part]);
        }
    }
    counts.swap_remove(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All set partitions of n things, as restricted growth strings: the group of each thing.
    fn groupings(n: usize) -> Vec<Vec<usize>> {
        let mut all = vec![vec![]];
        for _ in 0..n {
            all = all
                .into_iter()
                .flat_map(|g: Vec<usize>| {
                    let groups = g.iter().max().map_or(0, |m| m + 1);
                    (0..=groups).map(move |next| g.iter().copied().chain([next]).collect())
                })
                .collect();
        }
        all
    }

    fn descending(n: u64, largest: u64) -> Vec<Vec<u64>> {
        if n == 0 {
            return vec![vec![]];
        }
        let first = (1..=n.min(largest)).flat_map(|first| {
            descending(n - first, first).into_iter().map(move |mut rest| {
                rest.push(first);
                rest
            })
        });
        first.collect()
    }

    #[test]
    fn groupings_are_counted_by_definition() {
        for n in 0..9_u64 {
            let all = groupings(n as usize);
            assert_eq!(bell(n), all.len().into());
            for k in 0..11_u64 {
                let split: Vec<_> =
                    all.iter().filter(|g| g.iter().max().map_or(0, |m| m + 1) == k as usize).collect();
                assert_eq!(stirling2(n, k), split.len().into(), "S({n}, {k})");
                // A row of each group: the product of the factorials of the sizes.
                let rows = split.iter().map(|g| {
                    (0..k as usize)
                        .map(|i| factorial(g.iter().filter(|&&x| x == i).count() as u64))
                        .product::<BigUint>()
                });
                assert_eq!(lah(n, k), rows.sum(), "L({n}, {k})");
            }
        }
    }

    #[test]
    fn surjections_are_counted_by_definition() {
        for n in 0..7_u32 {
            for k in 0..5_u32 {
                let onto = (0..k.pow(n)).filter(|&map| {
                    let images: Vec<u32> = (0..n).map(|i| map / k.pow(i) % k).collect();
                    (0..k).all(|box_| images.contains(&box_))
                });
                assert_eq!(surjections(n.into(), k.into()), onto.count().into(), "{n} onto {k}");
            }
        }
        for n in 0..60 {
            for k in 0..=n {
                assert_eq!(surjections(n, k), factorial(k) * stirling2(n, k), "{n} onto {k}");
            }
        }
    }

    #[test]
    fn bell_numbers_sum_stirling_numbers() {
        for n in [0, 1, 2, 10, 33, 80] {
            assert_eq!(bell(n), (0..=n).map(|k| stirling2(n, k)).sum());
        }
    }

    #[test]
    fn partitions_are_counted_by_definition() {
        for n in 0..22 {
            let all = descending(n, n);
            assert_eq!(partitions(n), all.len().into());
            for k in 0..24 {
                let with_k = all.iter().filter(|p| p.len() as u64 == k).count();
                assert_eq!(partitions_into(n, k), with_k.into(), "p({n}, {k})");
            }
        }
    }

    #[test]
    fn partition_numbers_spill_into_big_integers_rightly() {
        for n in [100, WORD_PARTITIONS, WORD_PARTITIONS + 1, 1300] {
            let by_parts: BigUint = with_parts_up_to(n, n as usize, |sum: &mut BigUint, part| *sum += part);
            assert_eq!(partitions(n), by_parts);
        }
        // G. H. Hardy and S. Ramanujan computed p(200) by hand.
        assert_eq!(partitions(200).to_string(), "3972999029388");
        assert_eq!(partitions_into(2600, 2), 1300_u32.into());
    }
}
