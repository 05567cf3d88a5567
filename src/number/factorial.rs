//! Factorials and their quotients: arrangements, binomial and multinomial coefficients.

use super::primes::{exponent_in_factorial, primes_up_to};
use super::product::{power_product, product};
use num_bigint::BigUint;
use num_traits::One;

/// n!, the number of orders of n things: 1 · 2 · … · n, and 0! = 1.
///
/// Machine words up to 34!; beyond, ∏ pᵉ over the primes p ≤ n with Legendre's exponents. The caller guards the
/// size: see [`factorial_work`].
///
/// # Examples
/// ```
/// use prob::number::factorial;
/// assert_eq!(factorial(0).to_string(), "1");
/// assert_eq!(factorial(10).to_string(), "3628800");
/// ```
#[must_use]
pub fn factorial(n: u64) -> BigUint {
    if n <= 34 {
        return BigUint::from((2..=u128::from(n)).product::<u128>());
    }
    // A plain product is quicker until the sieve has paid for itself.
    if n < 1000 {
        return product(2..=n);
    }
    let powers: Vec<_> = primes_up_to(n).into_iter().map(|p| (p, exponent_in_factorial(n, p))).collect();
    power_product(&powers)
}

/// About how many word operations [`factorial`] of `n` takes, for a budget.
///
/// # Examples
/// ```
/// use prob::number::factorial_work;
/// assert!(factorial_work(1_000) < 100_000);
/// assert!(factorial_work(u64::MAX) > 1 << 80);
/// ```
#[must_use]
pub fn factorial_work(n: u64) -> u128 {
    let bits = u128::from(n) * u128::from(64 - n.leading_zeros());
    u128::from(n) * 4 + multiplication_work(bits)
}

/// About how many word operations a product of numbers of this many bits takes in a balanced tree.
fn multiplication_work(bits: u128) -> u128 {
    // Toom-3 costs words^1.465; words · √words is a little above it.
    let words = bits / 64 + 1;
    words.saturating_mul(words.isqrt()).saturating_mul(2)
}

/// A(n, k) = n · (n−1) · … · (n−k+1), the ordered draws of k from n without replacement: A(n, 0) = 1, and 0 when
/// k > n.
///
/// The cost is that of a product of k factors: see [`binomial_work`], with k for the smaller of k and n−k.
///
/// # Examples
/// ```
/// use prob::number::arrangements;
/// assert_eq!(arrangements(5, 2).to_string(), "20");
/// assert_eq!(arrangements(5, 6).to_string(), "0");
/// ```
#[must_use]
pub fn arrangements(n: u64, k: u64) -> BigUint {
    if k > n {
        return BigUint::ZERO;
    }
    let mut small = 1_u64;
    for (taken, factor) in (n - k + 1..=n).rev().enumerate() {
        match small.checked_mul(factor) {
            Some(next) => small = next,
            None => return product((n - k + 1..=n - taken as u64).chain([small])),
        }
    }
    BigUint::from(small)
}

/// C(n, k) = n! / (k! (n−k)!), the subsets of k out of n: C(n, 0) = C(n, n) = 1, and 0 when k > n.
///
/// Machine words while they suffice; beyond, by prime exponents (Kummer) when k is near n/2, and otherwise from
/// the k factors of the numerator with all primes up to k cancelled. No division of big numbers. The caller
/// guards the size: see [`binomial_work`].
///
/// # Examples
/// ```
/// use prob::number::binomial;
/// assert_eq!(binomial(52, 5).to_string(), "2598960");
/// assert_eq!(binomial(5, 6).to_string(), "0");
/// ```
#[must_use]
pub fn binomial(n: u64, k: u64) -> BigUint {
    if k > n {
        return BigUint::ZERO;
    }
    let k = k.min(n - k);
    match binomial_in_words(n, k) {
        Some(value) => BigUint::from(value),
        None if n / 16 <= k => power_product(&binomial_exponents(n, k)),
        None => binomial_by_cancelling(n, k),
    }
}

/// About how many word operations [`binomial`] takes, for a budget.
///
/// # Examples
/// ```
/// use prob::number::binomial_work;
/// assert!(binomial_work(1 << 60, 3) < 1_000);
/// assert!(binomial_work(1 << 60, 1 << 59) > 1 << 80);
/// ```
#[must_use]
pub fn binomial_work(n: u64, k: u64) -> u128 {
    let k = k.min(n.saturating_sub(k));
    let bits = u128::from(k) * u128::from(64 - n.leading_zeros());
    u128::from(k) * 64 + multiplication_work(bits)
}

/// The coefficient by C(n, i+1) = C(n, i) · (n−i) / (i+1), if every step fits two words.
fn binomial_in_words(n: u64, k: u64) -> Option<u128> {
    let mut value = 1_u64;
    for i in 0..k {
        match value.checked_mul(n - i) {
            Some(next) => value = next / (i + 1),
            None => return binomial_in_two_words(u128::from(value), n, i, k),
        }
    }
    Some(u128::from(value))
}

fn binomial_in_two_words(mut value: u128, n: u64, done: u64, k: u64) -> Option<u128> {
    for i in done..k {
        value = value.checked_mul(u128::from(n - i))? / u128::from(i + 1);
    }
    Some(value)
}

/// The primes of C(n, k) with their exponents.
fn binomial_exponents(n: u64, k: u64) -> Vec<(u64, u64)> {
    primes_up_to(n)
        .into_iter()
        .map(|p| (p, exponent_in_binomial(n, k, p)))
        .filter(|&(_, exponent)| exponent > 0)
        .collect()
}

/// The exponent of the prime p in C(n, k): the carries when k and n−k are added in base p (Kummer).
fn exponent_in_binomial(n: u64, k: u64, p: u64) -> u64 {
    let (mut a, mut b, mut carry, mut carries) = (k, n - k, 0, 0);
    while a > 0 || b > 0 {
        // a%p + b%p + carry ≥ p, in a form that cannot overflow.
        carry = u64::from(a % p + carry >= p - b % p);
        carries += carry;
        (a, b) = (a / p, b / p);
    }
    carries
}

/// C(n, k) for k much smaller than n: the factors n−k+1 … n with every prime up to k divided out of them, times
/// those primes to the powers that stay (Kummer).
fn binomial_by_cancelling(n: u64, k: u64) -> BigUint {
    let first = n - k + 1;
    let mut factors: Vec<u64> = (first..=n).collect();
    let mut powers = Vec::new();
    for p in primes_up_to(k) {
        let start = (p - first % p) % p;
        for factor in factors.iter_mut().skip(start as usize).step_by(p as usize) {
            while *factor % p == 0 {
                *factor /= p;
            }
        }
        powers.push((p, exponent_in_binomial(n, k, p)));
    }
    product(factors) * power_product(&powers)
}

/// (m₁ + … + m_k)! / (m₁! … m_k!), the ways to put that many things into boxes of these sizes; 1 for no boxes,
/// and nothing when the sum exceeds 2⁶⁴ − 1.
///
/// A product of binomial coefficients, which costs their [`binomial_work`].
///
/// # Examples
/// ```
/// use prob::number::multinomial;
/// assert_eq!(multinomial(&[1, 4, 4, 2]).unwrap().to_string(), "34650"); // MISSISSIPPI
/// assert_eq!(multinomial(&[u64::MAX, 1]), None);
/// ```
#[must_use]
pub fn multinomial(parts: &[u64]) -> Option<BigUint> {
    let mut sum = 0_u64;
    let mut value = BigUint::one();
    for &part in parts {
        sum = sum.checked_add(part)?;
        if part > 0 && part < sum {
            value *= binomial(sum, part);
        }
    }
    Some(value)
}

/// ∏ C(nᵢ, kᵢ) / ∏ C(mⱼ, lⱼ) in lowest terms, as numerator and denominator; nothing when the denominator is 0.
///
/// By prime exponents, positive ones to the numerator, negative ones to the denominator: no gcd. This is how a
/// hypergeometric probability C(K, k) C(N−K, n−k) / C(N, n) comes out reduced. The cost is a sieve up to the
/// largest upper index and two products.
///
/// # Examples
/// ```
/// use prob::number::binomial_quotient;
/// // Exactly two aces among five cards.
/// let (n, d) = binomial_quotient(&[(4, 2), (48, 3)], &[(52, 5)]).unwrap();
/// assert_eq!((n.to_string(), d.to_string()), ("2162".into(), "54145".into()));
/// ```
#[must_use]
pub fn binomial_quotient(above: &[(u64, u64)], below: &[(u64, u64)]) -> Option<(BigUint, BigUint)> {
    if below.iter().any(|(n, k)| k > n) {
        return None;
    }
    if above.iter().any(|(n, k)| k > n) {
        return Some((BigUint::ZERO, BigUint::one()));
    }
    let largest = above.iter().chain(below).map(|&(n, _)| n).max().unwrap_or(0);
    let carries = |of: &[(u64, u64)], p| of.iter().map(|&(n, k)| exponent_in_binomial(n, k, p)).sum::<u64>();
    let (mut numerator, mut denominator) = (Vec::new(), Vec::new());
    for p in primes_up_to(largest) {
        let (up, down) = (carries(above, p), carries(below, p));
        if up > down {
            numerator.push((p, up - down));
        } else if down > up {
            denominator.push((p, down - up));
        }
    }
    Some((power_product(&numerator), power_product(&denominator)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_integer::Integer;
    use proptest::prelude::*;

    /// The orders of n things, listed.
    pub(crate) fn subsets(n: u32, k: u32) -> usize {
        (0_u32..1 << n).filter(|s| s.count_ones() == k).count()
    }

    #[test]
    fn binomials_count_subsets() {
        for n in 0..12 {
            for k in 0..14 {
                assert_eq!(binomial(n.into(), k.into()), subsets(n, k).into());
            }
        }
    }

    #[test]
    fn arrangements_count_ordered_draws() {
        fn ordered(n: u64, k: u64) -> u64 {
            // Choose the first of n, then go on with one fewer.
            if k == 0 { 1 } else { (0..n).map(|_| ordered(n - 1, k - 1)).sum() }
        }
        for n in 0..7 {
            for k in 0..9 {
                assert_eq!(arrangements(n, k), ordered(n, k).into());
            }
            assert_eq!(factorial(n), ordered(n, n).into());
        }
    }

    #[test]
    fn large_factorials_agree_with_folding() {
        let mut plain = BigUint::one();
        for n in 1..=2500_u64 {
            plain *= n;
            if n < 60 || n % 97 == 0 || (995..1010).contains(&n) {
                assert_eq!(factorial(n), plain, "{n}");
                assert_eq!(arrangements(n, n), plain);
                assert_eq!(arrangements(n, n - 1), plain);
            }
        }
    }

    #[test]
    fn every_road_to_a_binomial_agrees_with_pascal() {
        let mut row = vec![BigUint::one()];
        for n in 0..260_u64 {
            for (k, expected) in row.iter().enumerate() {
                let k = k as u64;
                assert_eq!(binomial(n, k), *expected, "C({n}, {k})");
                assert_eq!(power_product(&binomial_exponents(n, k)), *expected);
                assert_eq!(binomial_by_cancelling(n, k), *expected);
            }
            let inner = row.windows(2).map(|w| &w[0] + &w[1]);
            row = [BigUint::one()].into_iter().chain(inner).chain([BigUint::one()]).collect();
        }
    }

    #[test]
    fn binomials_of_huge_upper_index() {
        let n = u64::MAX;
        assert_eq!(binomial(n, 1), n.into());
        assert_eq!(binomial(n, 0), BigUint::one());
        assert_eq!(binomial(n, n), BigUint::one());
        for k in [2, 3, 40] {
            assert_eq!(binomial(n, k) * factorial(k), arrangements(n, k));
        }
    }

    #[test]
    fn multinomials_are_quotients_of_factorials() {
        for a in 0..6 {
            for b in 0..6 {
                for c in 0..6 {
                    let expected = factorial(a + b + c) / (factorial(a) * factorial(b) * factorial(c));
                    assert_eq!(multinomial(&[a, b, c]), Some(expected));
                }
            }
        }
        assert_eq!(multinomial(&[]), Some(BigUint::one()));
    }

    proptest! {
        #[test]
        fn quotients_are_in_lowest_terms(a in 0_u64..80, b in 0_u64..80, k in 0_u64..80, l in 0_u64..80) {
            let (n, d) = (binomial(a, k) * binomial(b, l), binomial(a + b, k + l));
            let quotient = binomial_quotient(&[(a, k), (b, l)], &[(a + b, k + l)]);
            if d == BigUint::ZERO {
                prop_assert_eq!(quotient, None);
            } else {
                let g = n.gcd(&d);
                prop_assert_eq!(quotient, Some((n / &g, d / &g)));
            }
        }

        #[test]
        fn large_binomials_keep_pascals_rule(n in 1_u64..20_000, k in 1_u64..20_000) {
            prop_assert_eq!(binomial(n + 1, k), binomial(n, k) + binomial(n, k - 1));
        }
    }
}
