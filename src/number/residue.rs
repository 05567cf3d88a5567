//! Integers modulo a power of 2⁶⁴, for sums of signed terms whose result is known to fit.

use super::limbs::{significant, to_biguint};
use num_bigint::{BigInt, BigUint};
use num_traits::Zero;

/// Arithmetic in which a final value that is not negative and fits comes out right, whatever the terms were.
pub(super) trait Residue: Clone {
    fn of_word(word: u64) -> Self;
    fn add(&mut self, other: &Self);
    fn subtract(&mut self, other: &Self);
    fn times_word(&self, word: u64) -> Self;
    fn times(&self, other: &Self) -> Self;
    fn into_count(self) -> BigUint;
}

impl<const L: usize> Residue for [u64; L] {
    fn of_word(word: u64) -> Self {
        let mut words = [0; L];
        words[0] = word;
        words
    }

    #[inline]
    fn add(&mut self, other: &Self) {
        let mut carry = false;
        for (word, &addend) in self.iter_mut().zip(other) {
            let (partial, first) = word.overflowing_add(addend);
            let (total, second) = partial.overflowing_add(u64::from(carry));
            (*word, carry) = (total, first | second);
        }
    }

    #[inline]
    fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        for (word, &subtrahend) in self.iter_mut().zip(other) {
            let (partial, first) = word.overflowing_sub(subtrahend);
            let (total, second) = partial.overflowing_sub(u64::from(borrow));
            (*word, borrow) = (total, first | second);
        }
    }

    #[inline]
    fn times_word(&self, word: u64) -> Self {
        let (mut product, mut carry) = ([0; L], 0);
        for (to, &from) in product.iter_mut().zip(self) {
            let wide = u128::from(from) * u128::from(word) + carry;
            (*to, carry) = (wide as u64, wide >> 64);
        }
        product
    }

    #[inline]
    fn times(&self, other: &Self) -> Self {
        let mut product = [0; L];
        for (shift, &word) in other.iter().enumerate().filter(|&(_, &word)| word != 0) {
            let mut carry = 0;
            for (to, &from) in product[shift..].iter_mut().zip(self) {
                let wide = u128::from(from) * u128::from(word) + u128::from(*to) + carry;
                (*to, carry) = (wide as u64, wide >> 64);
            }
        }
        product
    }

    fn into_count(self) -> BigUint {
        to_biguint(&self[..significant(&self)])
    }
}

/// No modulus at all, for counts longer than any of the arrays.
impl Residue for BigInt {
    fn of_word(word: u64) -> Self {
        word.into()
    }

    fn add(&mut self, other: &Self) {
        *self += other;
    }

    fn subtract(&mut self, other: &Self) {
        *self -= other;
    }

    fn times_word(&self, word: u64) -> Self {
        if self.is_zero() { Self::zero() } else { self * word }
    }

    fn times(&self, other: &Self) -> Self {
        self * other
    }

    fn into_count(self) -> BigUint {
        self.into_parts().1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn modulo(n: BigInt) -> BigUint {
        num_integer::Integer::mod_floor(&n, &(BigInt::from(1) << 192)).into_parts().1
    }

    proptest! {
        #[test]
        fn arrays_are_integers_modulo_a_power(a: [u64; 3], b: [u64; 3], word: u64) {
            let (x, y) = (BigInt::from(a.into_count()), BigInt::from(b.into_count()));
            let (mut sum, mut difference) = (a, a);
            Residue::add(&mut sum, &b);
            Residue::subtract(&mut difference, &b);
            prop_assert_eq!(sum.into_count(), modulo(&x + &y));
            prop_assert_eq!(difference.into_count(), modulo(&x - &y));
            prop_assert_eq!(a.times(&b).into_count(), modulo(&x * &y));
            prop_assert_eq!(a.times_word(word).into_count(), modulo(&x * word));
        }
    }
}
