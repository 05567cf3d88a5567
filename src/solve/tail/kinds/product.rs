//! Samples counted by a product of short polynomials, one for each kind, in machine words.

use super::{Bounded, Taking};
use crate::number::Count;
use crate::solve::plan::Cost;
use num_bigint::BigUint;
use num_traits::{One, Zero};
use std::num::Wrapping;
use std::ops::{AddAssign, Mul};

/// The product of the polynomials of some kinds, and of that of all other elements.
pub(super) struct Product<'a> {
    pub taking: Taking,
    pub n: u64,
    pub kinds: &'a [Bounded<'a>],
    pub rest: &'a BigUint,
}

impl Product<'_> {
    /// What the products cost, and the table of the places of trials.
    pub fn cost(&self) -> Cost {
        let cells = u128::from(self.n) + 1;
        let table = if matches!(self.taking, Taking::Trials) { cells.saturating_mul(cells) / 2 } else { 0 };
        let (mut held, mut products) = (1, cells.saturating_mul(2));
        for kind in self.kinds {
            let most = match self.taking {
                Taking::Draws => u64::try_from(&kind.weight).unwrap_or(u64::MAX).min(kind.high),
                _ => kind.high,
            };
            let most = u128::from(most.min(self.n));
            let between = (most + 1).saturating_sub(kind.low.into());
            products = products.saturating_add(held.min(cells).saturating_mul(between) + most);
            held += most;
        }
        let numbers = table.saturating_add(cells.saturating_mul(3));
        Cost { work: products.saturating_add(table).saturating_mul(4), bytes: numbers.saturating_mul(48) }
    }

    /// The weight of the samples within all bounds, which is no more than that of all samples; nothing where that, or the ways
    /// of one kind alone, have no room in two words.
    pub fn weight(&self, whole: &BigUint) -> Option<BigUint> {
        // Sums and products alone are right modulo a power of two, whatever comes between.
        let in_one = || self.modular::<u64, Wrapping<u64>>(Wrapping).map(|weight| weight.0.into());
        let in_two = || self.modular::<u128, Wrapping<u128>>(Wrapping).map(|weight| weight.0.into());
        match whole.bits() {
            0..=64 => in_one().or_else(in_two),
            65..=128 => in_two(),
            _ => None,
        }
    }

    /// The weight modulo a power of two, where the factors fit the words.
    fn modular<C: Count, T>(&self, number: impl Fn(C) -> T + Copy) -> Option<T>
    where
        T: Zero + One + Clone + AddAssign + Mul<Output = T>,
        for<'a> &'a T: Mul<&'a T, Output = T>,
    {
        let n = usize::try_from(self.n).ok()?;
        let places = match self.taking {
            Taking::Trials => Some(triangle::<C>(n)?),
            _ => None,
        };
        // How many ways there are to place x of h trials.
        let placed = |ways: T, h: usize, x: usize| match &places {
            Some(places) => ways * number(places[h][x].clone()),
            None => ways,
        };
        // ways[h]: the weight of h elements of the kinds so far.
        let (mut ways, mut next) = (vec![T::zero(); n + 1], vec![T::zero(); n + 1]);
        ways[0] = T::one();
        let (mut held, mut factors) = (0, Vec::new());
        for kind in self.kinds {
            let high = usize::try_from(kind.high).unwrap_or(n).min(n);
            self.factors::<C>(&kind.weight, high, &mut factors)?;
            let low = usize::try_from(kind.low).unwrap_or(usize::MAX);
            next.fill(T::zero());
            for (x, factor) in factors.iter().enumerate().skip(low) {
                let factor = number(factor.clone());
                let (from, into) = (&ways[..=held.min(n - x)], &mut next[x..]);
                for (h, (ways, next)) in from.iter().zip(into).enumerate() {
                    *next += placed(ways * &factor, h + x, x);
                }
            }
            held = n.min(held + factors.len().saturating_sub(1));
            std::mem::swap(&mut ways, &mut next);
        }
        self.factors::<C>(self.rest, n, &mut factors)?;
        let mut sum = T::zero();
        for (h, ways) in ways[..=held].iter().enumerate() {
            if let Some(factor) = factors.get(n - h) {
                sum += placed(ways * &number(factor.clone()), n, h);
            }
        }
        Some(sum)
    }

    /// Fills in how many samples have 0, 1, … up to `most` elements of a kind, and no others; up to the last that is not 0.
    fn factors<C: Count>(&self, weight: &BigUint, most: usize, factors: &mut Vec<C>) -> Option<()> {
        factors.clear();
        factors.push(C::one());
        if let Taking::Trials = self.taking {
            let weight = C::try_from(weight.clone()).ok()?;
            while factors.len() <= most && !weight.is_zero() {
                factors.push(factors[factors.len() - 1].checked_mul(&weight)?);
            }
            return Some(());
        }
        let size = u64::try_from(weight).ok()?;
        while factors.len() <= most {
            let (x, last) = (factors.len() as u64 - 1, &factors[factors.len() - 1]);
            // Of m elements x + 1 are chosen: C(m, x + 1), or C(m + x, x + 1) with repetition.
            let left = match self.taking {
                Taking::Draws => size.saturating_sub(x),
                _ if size == 0 => 0,
                _ => size.checked_add(x)?,
            };
            if left == 0 {
                break;
            }
            factors.push(last.checked_mul(&C::from(left))? / C::from(x + 1));
        }
        Some(())
    }
}

/// The binomial coefficients up to row n.
pub(super) fn triangle<T: Count>(n: usize) -> Option<Vec<Vec<T>>> {
    let mut rows = vec![vec![T::one()]];
    for h in 1..=n {
        let above = &rows[h - 1];
        let mut row = vec![T::one(); h + 1];
        for x in 1..h {
            row[x] = above[x - 1].checked_add(&above[x])?;
        }
        rows.push(row);
    }
    Some(rows)
}
