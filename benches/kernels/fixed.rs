//! Numbers of a fixed number of words, modulo the power of two that they hold.

use num_bigint::BigUint;

/// A number modulo 2^(64 L), its lowest word first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixed<const L: usize>(pub [u64; L]);

impl<const L: usize> Fixed<L> {
    pub const ZERO: Self = Self([0; L]);

    pub fn of(word: u64) -> Self {
        let mut words = [0; L];
        words[0] = word;
        Self(words)
    }

    pub fn add(&mut self, other: &Self) {
        let mut carry = false;
        for (word, &more) in self.0.iter_mut().zip(&other.0) {
            let (sum, over) = word.overflowing_add(more);
            let (sum, again) = sum.overflowing_add(u64::from(carry));
            (*word, carry) = (sum, over | again);
        }
    }

    pub fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        for (word, &less) in self.0.iter_mut().zip(&other.0) {
            let (rest, under) = word.overflowing_sub(less);
            let (rest, again) = rest.overflowing_sub(u64::from(borrow));
            (*word, borrow) = (rest, under | again);
        }
    }

    pub fn times(mut self, factor: u64) -> Self {
        let mut carry = 0_u128;
        for word in &mut self.0 {
            carry += u128::from(*word) * u128::from(factor);
            *word = carry as u64;
            carry >>= 64;
        }
        self
    }

    pub fn product(&self, other: &Self) -> Self {
        let mut words = [0; L];
        for (i, &a) in self.0.iter().enumerate().filter(|(_, a)| **a != 0) {
            let mut carry = 0_u128;
            for (&b, word) in other.0.iter().zip(&mut words[i..]) {
                carry += u128::from(a) * u128::from(b) + u128::from(*word);
                *word = carry as u64;
                carry >>= 64;
            }
        }
        Self(words)
    }

    pub fn power(base: u64, exponent: u64) -> Self {
        (0..exponent).fold(Self::of(1), |power, _| power.times(base))
    }

    pub fn to_biguint(self) -> BigUint {
        let halves = self.0.iter().flat_map(|word| [*word as u32, (word >> 32) as u32]).collect();
        BigUint::new(halves)
    }
}

/// The rows of Pascal's triangle up to n, by additions.
pub fn binomials<const L: usize>(n: usize) -> Vec<Vec<Fixed<L>>> {
    let mut rows: Vec<Vec<Fixed<L>>> = vec![vec![Fixed::of(1)]];
    for m in 1..=n {
        let above = &rows[m - 1];
        let mut row = vec![Fixed::of(1); m + 1];
        for k in 1..m {
            row[k] = above[k - 1];
            row[k].add(&above[k]);
        }
        rows.push(row);
    }
    rows
}
