//! How many throws of several dice show no face more than so many times.

use super::count::Count;
use num_bigint::BigUint;
use num_traits::Pow;

/// How many of the fⁿ throws of `n` fair dice with `faces` faces show no face more than `m` times.
///
/// A(n+1, f) = f (A(n, f) − C(n, m) A(n−m, f−1)), since the last throw may show any face that does not stand m times before it.
/// Of each face fewer, m + 1 throws fewer are needed: about n²/(2m + 2) steps, in machine words where fⁿ has room there.
///
/// # Examples
/// ```
/// use prob::number::throws_with_at_most;
/// assert_eq!(throws_with_at_most(2, 6, 1).to_string(), "30");
/// assert_eq!(throws_with_at_most(2, 6, 2).to_string(), "36");
/// assert_eq!(throws_with_at_most(2, 6, 0).to_string(), "0");
/// assert_eq!(throws_with_at_most(0, 6, 0).to_string(), "1");
/// ```
#[must_use]
pub fn throws_with_at_most(n: u64, faces: u64, m: u64) -> BigUint {
    if n <= m || faces == 0 {
        // No face can come too often; without faces there is no throw but the one of no dice.
        return BigUint::from(faces).pow(n);
    }
    let bits = n.saturating_mul(u64::from(64 - faces.leading_zeros()));
    let in_words = match bits {
        ..=64 => counted::<u64>(n, faces, m).or_else(|| counted::<u128>(n, faces, m)),
        65..=128 => counted::<u128>(n, faces, m),
        _ => None,
    };
    in_words.or_else(|| counted::<BigUint>(n, faces, m)).unwrap_or_default()
}

/// About how many word operations [`throws_with_at_most`] takes, for a budget.
///
/// # Examples
/// ```
/// use prob::number::throws_with_at_most_work;
/// assert!(throws_with_at_most_work(1_000, 100, 24) < 10_000_000);
/// assert!(throws_with_at_most_work(1_000_000, 6, 200_000) > 1_000_000_000);
/// ```
#[must_use]
pub fn throws_with_at_most_work(n: u64, faces: u64, m: u64) -> u128 {
    if n <= m || faces == 0 {
        return u128::from(n);
    }
    let bits = |of: f64| (of / 64.0) as u128 + 1;
    // C(n, m) has at most n H(m/n) bits, with the entropy H.
    let share = m as f64 / n as f64;
    let entropy = -[share, 1.0 - share].iter().filter(|p| **p > 0.0).map(|p| p * p.log2()).sum::<f64>();
    let (chosen, words) = (bits(n as f64 * entropy), bits(n as f64 * (faces as f64).log2()));
    let columns = u128::from((n / (m + 1)).min(faces)) + 1;
    // Each column is m + 1 shorter than the one before.
    let shorter = u128::from(m + 1).saturating_mul(columns * (columns - 1) / 2);
    let steps = (columns * u128::from(n)).saturating_sub(shorter);
    // A product of long numbers passes over its words eight times as fast as other steps.
    steps.saturating_mul(chosen.saturating_mul(words) / 8 + words + 1)
}

/// The number in a type of numbers, of more dice than a face may show; nothing where it has no room.
fn counted<T: Count>(n: u64, faces: u64, m: u64) -> Option<BigUint> {
    let mut choose = T::one();
    let mut chosen = Vec::with_capacity(usize::try_from(n - m).ok()?);
    for t in m..n {
        let next = choose.checked_mul(&T::from(t + 1))? / T::from(t + 1 - m);
        chosen.push(std::mem::replace(&mut choose, next));
    }
    let m_before = usize::try_from(m).ok()?;
    let mut fewer: Vec<T> = Vec::new();
    for missing in (0..=(n / (m + 1)).min(faces)).rev() {
        let (left, throws) = (T::from(faces - missing), n - missing * (m + 1));
        let mut column = Vec::with_capacity(usize::try_from(throws).ok()? + 1);
        column.push(T::one());
        for t in 0..usize::try_from(throws).ok()? {
            let mut next = column[t].clone();
            if let Some(earlier) = t.checked_sub(m_before).and_then(|t| fewer.get(t)) {
                next = next.checked_sub(&chosen[t - m_before].checked_mul(earlier)?)?;
            }
            column.push(next.checked_mul(&left)?);
        }
        fewer = column;
    }
    fewer.pop().map(T::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The throws one by one.
    fn by_definition(n: u32, faces: usize, m: u64) -> u64 {
        let throws = (faces as u64).pow(n);
        (0..throws)
            .filter(|throw| {
                let mut seen = vec![0; faces];
                let mut left = *throw;
                for _ in 0..n {
                    seen[(left % faces as u64) as usize] += 1;
                    left /= faces as u64;
                }
                seen.iter().all(|count| *count <= m)
            })
            .count() as u64
    }

    #[test]
    fn throws_without_a_large_set_are_those_of_the_list() {
        for (n, faces) in [(0, 3), (1, 1), (3, 1), (4, 2), (5, 3), (6, 4), (3, 6), (8, 3), (10, 2)] {
            for m in 0..=u64::from(n) + 1 {
                let expected = by_definition(n, faces, m);
                assert_eq!(
                    throws_with_at_most(n.into(), faces as u64, m),
                    expected.into(),
                    "{n}d{faces}, {m}"
                );
            }
        }
    }

    #[test]
    fn words_and_large_numbers_agree() {
        for (n, faces) in
            [(10, 10), (20, 6), (24, 6), (25, 6), (40, 6), (49, 6), (70, 3), (150, 2), (30, 365)]
        {
            for m in 0..n {
                let large = counted::<BigUint>(n, faces, m).unwrap();
                assert_eq!(throws_with_at_most(n, faces, m), large, "{n}d{faces}, {m}");
                let words = counted::<u64>(n, faces, m).or_else(|| counted::<u128>(n, faces, m));
                assert!(words.is_none_or(|words| words == large), "{n}d{faces}, {m}");
            }
        }
    }
}
