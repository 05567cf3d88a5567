//! Products of many factors: balanced trees, and powers of primes by squaring.

use num_bigint::BigUint;
use num_traits::One;

/// The product of machine-word factors; 1 when there are none.
///
/// Small factors are first packed into whole words, then multiplied in a balanced tree, so that the big
/// multiplications meet numbers of equal length, where Karatsuba and Toom–Cook pay.
pub(super) fn product(factors: impl IntoIterator<Item = u64>) -> BigUint {
    let mut words = Vec::new();
    let mut word = 1_u64;
    for factor in factors {
        word = word.checked_mul(factor).unwrap_or_else(|| {
            words.push(word);
            factor
        });
    }
    words.push(word);
    tree(&words)
}

fn tree(words: &[u64]) -> BigUint {
    if words.len() <= 16 {
        return words.iter().fold(BigUint::one(), |product, &word| product * word);
    }
    let (low, high) = words.split_at(words.len() / 2);
    tree(low) * tree(high)
}

/// ∏ pᵉ over the pairs (p, e); 1 when there are none.
///
/// Squaring over the bits of the exponents, highest first: all exponents share the same squarings.
pub(super) fn power_product(powers: &[(u64, u64)]) -> BigUint {
    let highest = powers.iter().map(|&(_, e)| 64 - e.leading_zeros()).max().unwrap_or(0);
    let mut value = BigUint::one();
    for bit in (0..highest).rev() {
        value = &value * &value;
        value *= product(powers.iter().filter(|&&(_, e)| e >> bit & 1 == 1).map(|&(p, _)| p));
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_agree_with_plain_folding() {
        for n in 0..200_u64 {
            let plain = (1..=n).fold(BigUint::one(), |p, i| p * i);
            assert_eq!(product(1..=n), plain);
        }
        assert_eq!(product([u64::MAX, 0, 7]), BigUint::ZERO);
        assert_eq!(product([u64::MAX; 3]), BigUint::from(u64::MAX).pow(3));
    }

    #[test]
    fn powers_agree_with_pow() {
        let powers = [(2, 13), (3, 0), (5, 7), (7, 1), (11, 100)];
        let plain = powers.iter().fold(BigUint::one(), |v, &(p, e)| v * BigUint::from(p).pow(e as u32));
        assert_eq!(power_product(&powers), plain);
        assert_eq!(power_product(&[]), BigUint::one());
    }
}
