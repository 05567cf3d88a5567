//! Permutations counted by fixed points, cycles and ascents; Catalan and Fibonacci numbers.

use super::factorial::binomial;
use super::product::product;
use num_bigint::{BigInt, BigUint};

use num_traits::{One, Pow, Zero};

/// D(n), the orders of n things in which none keeps its place: n! Σ (−1)ᵏ/k!, with D(0) = 1 and D(1) = 0.
///
/// By binary splitting; the cost is that of a factorial ([`factorial_work`](super::factorial_work)) with a factor
/// of log n.
///
/// # Examples
/// ```
/// use prob::number::derangements;
/// assert_eq!(derangements(4).to_string(), "9");
/// assert_eq!(derangements(1).to_string(), "0");
/// ```
#[must_use]
pub fn derangements(n: u64) -> BigUint {
    if n == 0 {
        return BigUint::one();
    }
    let (all, alternating) = derangement_terms(0, n);
    (BigInt::from(all) + alternating).to_biguint().expect("a count is not negative")
}

/// (∏ j, Σ (−1)ᵏ ∏_{j>k} j) over a < k, j ≤ b. D(n) is the sum of the two over 0 < k ≤ n: the first is the term
/// k = 0.
fn derangement_terms(a: u64, b: u64) -> (BigUint, BigInt) {
    if b - a <= 20 {
        let mut sum = BigInt::zero();
        for k in a + 1..=b {
            sum = sum * k + if k % 2 == 0 { 1 } else { -1 };
        }
        return (product(a + 1..=b), sum);
    }
    let middle = a + (b - a) / 2;
    let (low, low_sum) = derangement_terms(a, middle);
    let (high, high_sum) = derangement_terms(middle, b);
    let sum = low_sum * BigInt::from(high.clone()) + high_sum;
    (low * high, sum)
}

/// The unsigned Stirling number of the first kind: the permutations of n things with k cycles.
///
/// c(n+1, k) = n c(n, k) + c(n, k−1); c(0, 0) = 1, and 0 when k > n or k = 0 < n. The cost is
/// [`triangle_work`].
///
/// # Examples
/// ```
/// use prob::number::stirling1;
/// assert_eq!(stirling1(4, 2).to_string(), "11");
/// assert_eq!(stirling1(4, 0).to_string(), "0");
/// ```
#[must_use]
pub fn stirling1(n: u64, k: u64) -> BigUint {
    // The last of n things stands before one of the others in its cycle, or is a cycle by itself.
    triangle(n, k, |n, _| n - 1)
}

/// T(n, k) where T(n, k) = T(n − 1, k − 1) + f(n, k) T(n − 1, k), with T(0, 0) = 1 and 0 outside of 0 ≤ k ≤ n.
pub(super) fn triangle(n: u64, k: u64, factor: impl Fn(u64, u64) -> u64) -> BigUint {
    if k > n || (k == 0 && n > 0) {
        return BigUint::ZERO;
    }
    // Only entries from which (n, k) can be reached: column j of row i with j ≤ k and i − j ≤ n − k. Place d of the
    // column holds row j + d.
    let depth = (n - k) as usize;
    let mut column = vec![BigUint::ZERO; depth + 1];
    column[0] = BigUint::one();
    for j in 1..=k {
        for d in 1..=depth {
            let stepped = &column[d - 1] * factor(j + d as u64, j);
            column[d] += stepped;
        }
    }
    column.swap_remove(depth)
}

/// About how many word operations a triangle of Stirling, Eulerian or Bell numbers up to row `n` takes when
/// column `k` is asked ([`bell`](super::bell): k = n/2), for a budget.
///
/// # Examples
/// ```
/// use prob::number::triangle_work;
/// assert!(triangle_work(100, 50) < 100_000);
/// assert!(triangle_work(1 << 40, 1 << 39) > 1 << 100);
/// ```
#[must_use]
pub fn triangle_work(n: u64, k: u64) -> u128 {
    let words = u128::from(n) * u128::from(64 - n.leading_zeros()) / 64 + 4;
    let entries = (u128::from(k) + 1).saturating_mul(u128::from(n.saturating_sub(k)) + 1);
    entries.saturating_mul(words)
}

/// The Eulerian number: the permutations of 1 … n with exactly k places where the next number is larger.
///
/// Σ_{j≤k} (−1)ʲ C(n+1, j) (k+1−j)ⁿ; 1 for n = k = 0, and 0 when k ≥ n > 0. The cost is k powers of n log k bits.
///
/// # Examples
/// ```
/// use prob::number::eulerian;
/// assert_eq!(eulerian(4, 1).to_string(), "11");
/// assert_eq!(eulerian(4, 4).to_string(), "0");
/// ```
#[must_use]
pub fn eulerian(n: u64, k: u64) -> BigUint {
    if n == 0 {
        return BigUint::from(u8::from(k == 0));
    }
    if k >= n {
        return BigUint::ZERO;
    }
    let k = k.min(n - 1 - k);
    let upper = BigUint::from(n) + 1_u32;
    let (mut positive, mut negative) = (BigUint::ZERO, BigUint::ZERO);
    let mut coefficient = BigUint::one();
    for j in 0..=k {
        let term = &coefficient * BigUint::from(k + 1 - j).pow(n);
        if j % 2 == 0 {
            positive += term;
        } else {
            negative += term;
        }
        coefficient = coefficient * (&upper - j) / (j + 1);
    }
    positive - negative
}

/// The n-th Catalan number C(2n, n) / (n+1), the balanced rows of n pairs of brackets; 1 for n = 0.
///
/// The cost is that of the binomial coefficient ([`binomial_work`](super::binomial_work) of 2n and n).
///
/// # Examples
/// ```
/// use prob::number::catalan;
/// assert_eq!(catalan(5).to_string(), "42");
/// ```
///
/// # Panics
/// When 2n exceeds a word; the number would fill all memory long before.
#[must_use]
pub fn catalan(n: u64) -> BigUint {
    binomial(n.checked_mul(2).expect("a Catalan number that no memory holds"), n) / (n + 1)
}

/// The n-th Fibonacci number: F(1) = F(2) = 1, F(n) = F(n−1) + F(n−2), and F(0) = 0.
///
/// By doubling, F(2m) = F(m) (2F(m+1) − F(m)) and F(2m+1) = F(m)² + F(m+1)²: a few products of 0.7 n bits.
///
/// # Examples
/// ```
/// use prob::number::fibonacci;
/// assert_eq!(fibonacci(10).to_string(), "55");
/// assert_eq!(fibonacci(0).to_string(), "0");
/// ```
#[must_use]
pub fn fibonacci(n: u64) -> BigUint {
    let (mut this, mut next) = (BigUint::ZERO, BigUint::one());
    for bit in (0..64 - n.leading_zeros()).rev() {
        let even = &this * ((&next << 1) - &this);
        let odd = &this * &this + &next * &next;
        (this, next) = if n >> bit & 1 == 0 {
            (even, odd)
        } else {
            let sum = even + &odd;
            (odd, sum)
        };
    }
    this
}

#[cfg(test)]
mod tests {
    use super::super::factorial::factorial;
    use super::*;

    /// All orders of 0 … n−1.
    fn permutations(n: usize) -> Vec<Vec<usize>> {
        if n == 0 {
            return vec![vec![]];
        }
        let mut all = Vec::new();
        for shorter in permutations(n - 1) {
            for place in 0..n {
                let mut longer = shorter.clone();
                longer.insert(place, n - 1);
                all.push(longer);
            }
        }
        all
    }

    fn cycles(permutation: &[usize]) -> usize {
        let mut seen = vec![false; permutation.len()];
        let mut count = 0;
        for start in 0..permutation.len() {
            let mut at = start;
            count += usize::from(!seen[start]);
            while !seen[at] {
                seen[at] = true;
                at = permutation[at];
            }
        }
        count
    }

    #[test]
    fn permutations_are_counted_by_definition() {
        for n in 0..8 {
            let all = permutations(n);
            let count =
                |test: &dyn Fn(&Vec<usize>) -> bool| BigUint::from(all.iter().filter(|p| test(p)).count());
            let deranged = count(&|p| p.iter().enumerate().all(|(i, &x)| i != x));
            assert_eq!(derangements(n as u64), deranged);
            for k in 0..10 {
                assert_eq!(stirling1(n as u64, k as u64), count(&|p| cycles(p) == k), "c({n}, {k})");
                let ascents = |p: &Vec<usize>| p.windows(2).filter(|w| w[0] < w[1]).count();
                assert_eq!(eulerian(n as u64, k as u64), count(&|p| ascents(p) == k), "E({n}, {k})");
            }
        }
    }

    #[test]
    fn larger_numbers_keep_their_identities() {
        let mut deranged = BigInt::one();
        for n in 1..300_u64 {
            deranged = deranged * n + if n % 2 == 0 { 1 } else { -1 };
            assert_eq!(BigInt::from(derangements(n)), deranged);
        }
        for n in [1, 2, 17, 40, 61] {
            assert_eq!((0..=n).map(|k| stirling1(n, k)).sum::<BigUint>(), factorial(n));
            assert_eq!((0..=n).map(|k| eulerian(n, k)).sum::<BigUint>(), factorial(n));
        }
    }

    #[test]
    fn catalan_numbers_keep_their_convolution() {
        let mut all = vec![BigUint::one()];
        for n in 0..60 {
            assert_eq!(catalan(n as u64), all[n]);
            let next = (0..=n).map(|i| &all[i] * &all[n - i]).sum();
            all.push(next);
        }
    }

    #[test]
    fn fibonacci_numbers_are_sums_of_the_two_before() {
        let (mut a, mut b) = (BigUint::ZERO, BigUint::one());
        for n in 0..500 {
            assert_eq!(fibonacci(n), a);
            (a, b) = (b.clone(), a + b);
        }
    }
}
