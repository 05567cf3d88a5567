//! Primes: sieve, primality, divisors, and the primes of factorials.

use crate::error::{Error, ErrorKind};
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

/// The primes up to and including `n`, in order; none below 2.
///
/// The sieve of Eratosthenes over odd numbers: about n log log n steps and n/2 bytes.
///
/// # Examples
/// ```
/// use prob::number::primes_up_to;
/// assert_eq!(primes_up_to(20), [2, 3, 5, 7, 11, 13, 17, 19]);
/// assert!(primes_up_to(1).is_empty());
/// ```
///
/// # Panics
/// When the sieve does not fit in memory: the caller guards the size.
#[must_use]
pub fn primes_up_to(n: u64) -> Vec<u64> {
    if n < 2 {
        return Vec::new();
    }
    // Place i stands for the odd number 2i + 1.
    let places = usize::try_from(n.div_ceil(2)).expect("a sieve must fit in memory");
    let mut composite = vec![false; places];
    let mut i = 1;
    while 2 * i * (i + 1) < places {
        if !composite[i] {
            (2 * i * (i + 1)..places).step_by(2 * i + 1).for_each(|j| composite[j] = true);
        }
        i += 1;
    }
    let odd = (1..places).filter(|&i| !composite[i]).map(|i| 2 * i as u64 + 1);
    std::iter::once(2).chain(odd).collect()
}

/// The first thirteen primes: as Miller–Rabin bases they decide every number below [`DECIDED_BELOW`].
const BASES: [u64; 13] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41];

/// The least strong pseudoprime to all of [`BASES`].
/// [J. Sorenson, J. Webster, "Strong pseudoprimes to twelve prime bases", Math. Comp. 86 (2017)]
const DECIDED_BELOW: u128 = 3_317_044_064_679_887_385_961_981;

/// The largest size of a number that is tested, in bits, so that no test takes long.
const TESTED_BITS: u64 = 4096;

/// Whether `n` is prime: always an answer that is proved, never a guess.
///
/// # Examples
/// ```
/// use num_bigint::BigUint;
/// use prob::number::is_prime;
/// assert_eq!(is_prime(&BigUint::from(97_u32)), Ok(true));
/// assert_eq!(is_prime(&BigUint::from(1_u32)), Ok(false));
/// assert!(is_prime(&((BigUint::from(1_u32) << 521) - 1_u32)).is_err());
/// ```
///
/// # Errors
/// [`ErrorKind::Unsupported`] for a number from 3.3 · 10²⁴ on that passes the test but is not thereby proved
/// prime, and for a number of more than 4096 bits without a small factor.
pub fn is_prime(n: &BigUint) -> Result<bool, Error> {
    if let Some(word) = n.to_u64() {
        return Ok(is_prime_word(word));
    }
    if BASES.iter().any(|&p| (n % p).is_zero()) {
        return Ok(false);
    }
    if n.bits() > TESTED_BITS {
        return Err(Error::new(
            ErrorKind::Unsupported,
            format!("a number of {} bits is too long to test", n.bits()),
        )
        .hint(format!("ask about numbers of at most {TESTED_BITS} bits")));
    }
    if !BASES.iter().all(|&base| is_strong_probable_prime(n, base)) {
        return Ok(false);
    }
    if *n < BigUint::from(DECIDED_BELOW) {
        return Ok(true);
    }
    Err(Error::new(ErrorKind::Unsupported, "the number is probably prime, which is not a proof")
        .hint("primality is decided below 3.3 · 10^24"))
}

/// Miller's test of an odd `n` to one base.
fn is_strong_probable_prime(n: &BigUint, base: u64) -> bool {
    let minus_one = n - 1_u32;
    let twos = minus_one.trailing_zeros().unwrap_or(0);
    let mut power = BigUint::from(base).modpow(&(&minus_one >> twos), n);
    if power.is_one() || power == minus_one {
        return true;
    }
    for _ in 1..twos {
        power = &power * &power % n;
        if power == minus_one {
            return true;
        }
    }
    false
}

/// Whether a machine word is prime: deterministic, by Miller–Rabin to the first thirteen primes.
fn is_prime_word(n: u64) -> bool {
    if n < 2 {
        return false;
    }
    if let Some(&p) = BASES.iter().find(|&&p| n.is_multiple_of(p)) {
        return n == p;
    }
    if n < 43 * 43 {
        return true;
    }
    let twos = (n - 1).trailing_zeros();
    BASES.iter().all(|&base| {
        let mut power = power_modulo(base, (n - 1) >> twos, n);
        let mut passes = power == 1 || power == n - 1;
        for _ in 1..twos {
            power = times_modulo(power, power, n);
            passes |= power == n - 1;
        }
        passes
    })
}

fn times_modulo(a: u64, b: u64, n: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(n)) as u64
}

fn power_modulo(mut base: u64, mut exponent: u64, n: u64) -> u64 {
    let mut power = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            power = times_modulo(power, base, n);
        }
        base = times_modulo(base, base, n);
        exponent >>= 1;
    }
    power
}

/// The prime factors of `n` with their exponents, in order; empty for 0 and 1.
///
/// Trial division by the primes below 1000, then Pollard's rho: at most some milliseconds.
///
/// # Examples
/// ```
/// use prob::number::prime_factors;
/// assert_eq!(prime_factors(360), [(2, 3), (3, 2), (5, 1)]);
/// assert!(prime_factors(1).is_empty());
/// ```
#[must_use]
pub fn prime_factors(mut n: u64) -> Vec<(u64, u32)> {
    if n == 0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut p = 2;
    while p < 1000 && p * p <= n {
        while n.is_multiple_of(p) {
            found.push(p);
            n /= p;
        }
        p += if p == 2 { 1 } else { 2 };
    }
    split(n, &mut found);
    found.sort_unstable();
    found.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
}

/// Adds the prime factors of `n`, which has none below 1000 unless it is prime itself.
fn split(n: u64, found: &mut Vec<u64>) {
    if n == 1 {
        return;
    }
    if is_prime_word(n) {
        found.push(n);
        return;
    }
    // Pollard's rho fails for some constants c; for a composite number one of the next ones succeeds.
    let factor = (1..).find_map(|c| rho(n, c)).expect("a composite number has a factor");
    split(factor, found);
    split(n / factor, found);
}

/// A proper factor of the composite `n` by the walk x → x² + c, or none when the walk closes without one.
/// [J. M. Pollard, "A Monte Carlo method for factorization", BIT 15 (1975)]
fn rho(n: u64, c: u64) -> Option<u64> {
    let step = |x: u64| ((u128::from(x) * u128::from(x) + u128::from(c)) % u128::from(n)) as u64;
    let (mut slow, mut fast) = (2, 2);
    loop {
        // The differences of 64 steps share one gcd; when they overshoot, the same steps are taken singly.
        let (start_slow, start_fast) = (slow, fast);
        let mut product = 1;
        for _ in 0..64 {
            slow = step(slow);
            fast = step(step(fast));
            product = times_modulo(product, slow.abs_diff(fast), n);
        }
        if product.gcd(&n) == 1 {
            continue;
        }
        (slow, fast) = (start_slow, start_fast);
        loop {
            slow = step(slow);
            fast = step(step(fast));
            let factor = slow.abs_diff(fast).gcd(&n);
            if factor > 1 {
                return (factor < n).then_some(factor);
            }
        }
    }
}

/// The divisors of `n` in order; none for 0, which every number divides.
///
/// # Examples
/// ```
/// use prob::number::divisors;
/// assert_eq!(divisors(28), [1, 2, 4, 7, 14, 28]);
/// assert!(divisors(0).is_empty());
/// ```
#[must_use]
pub fn divisors(n: u64) -> Vec<u64> {
    if n == 0 {
        return Vec::new();
    }
    let mut all = vec![1];
    for (p, exponent) in prime_factors(n) {
        let before = all.len();
        for i in 0..before * exponent as usize {
            all.push(all[i] * p);
        }
    }
    all.sort_unstable();
    all
}

/// The exponent of the prime `p` in n!: ⌊n/p⌋ + ⌊n/p²⌋ + … (Legendre).
///
/// # Examples
/// ```
/// use prob::number::exponent_in_factorial;
/// assert_eq!(exponent_in_factorial(100, 5), 24); // 100! ends in 24 zeros
/// ```
///
/// # Panics
/// When `p` is below 2.
#[must_use]
pub fn exponent_in_factorial(n: u64, p: u64) -> u64 {
    assert!(p >= 2, "{p} is not a prime");
    std::iter::successors(Some(n / p), |&q| Some(q / p)).take_while(|&q| q > 0).sum()
}

/// The primes of n! with their exponents, in order.
///
/// # Examples
/// ```
/// use prob::number::factorial_exponents;
/// assert_eq!(factorial_exponents(6), [(2, 4), (3, 2), (5, 1)]); // 720
/// ```
#[must_use]
pub fn factorial_exponents(n: u64) -> Vec<(u64, u64)> {
    primes_up_to(n).into_iter().map(|p| (p, exponent_in_factorial(n, p))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_prime_by_definition(n: u64) -> bool {
        n >= 2 && (2..n).take_while(|d| d * d <= n).all(|d| !n.is_multiple_of(d))
    }

    #[test]
    fn sieve_and_test_agree_with_the_definition() {
        for n in 0..4000 {
            assert_eq!(is_prime(&BigUint::from(n)), Ok(is_prime_by_definition(n)), "{n}");
        }
        for n in 0..300 {
            let plain: Vec<u64> = (0..=n).filter(|&i| is_prime_by_definition(i)).collect();
            assert_eq!(primes_up_to(n), plain);
        }
        assert_eq!(primes_up_to(1_000_000).len(), 78_498);
    }

    #[test]
    fn strong_pseudoprimes_are_found_out() {
        // The least strong pseudoprimes to the first 1 … 8 primes (OEIS A014233), and Carmichael numbers.
        for n in [
            2047_u64,
            1_373_653,
            25_326_001,
            3_215_031_751,
            2_152_302_898_747,
            341_550_071_728_321,
            561,
            41041,
        ] {
            assert_eq!(is_prime(&BigUint::from(n)), Ok(false), "{n}");
        }
        let large =
            [(18_446_744_073_709_551_557_u128, true), ((1 << 64) + 13, true), ((1 << 64) + 15, false)];
        for (n, prime) in large {
            assert_eq!(is_prime(&BigUint::from(n)), Ok(prime), "{n}");
        }
        let square = BigUint::from(18_446_744_073_709_551_557_u64).pow(2);
        assert_eq!(is_prime(&square), Ok(false));
        assert!(
            is_prime(&((BigUint::one() << 20_000) + 1_u32))
                .is_err_and(|e| e.kind() == ErrorKind::Unsupported)
        );
    }

    #[test]
    fn divisors_agree_with_the_definition() {
        for n in 1..2000 {
            let plain: Vec<u64> = (1..=n).filter(|&d| n % d == 0).collect();
            assert_eq!(divisors(n), plain);
        }
        let hard = 4_294_967_291 * 4_294_967_279;
        assert_eq!(divisors(hard), [1, 4_294_967_279, 4_294_967_291, hard]);
        assert_eq!(prime_factors(4_294_967_291_u64.pow(2)), [(4_294_967_291, 2)]);
        assert_eq!(prime_factors(u64::MAX).len(), 7);
    }

    proptest! {
        #[test]
        fn factors_multiply_back(n in 1_u64..) {
            let factors = prime_factors(n);
            prop_assert!(factors.iter().all(|&(p, _)| is_prime_word(p)));
            prop_assert_eq!(factors.iter().map(|&(p, e)| p.pow(e)).product::<u64>(), n);
        }
    }
}
