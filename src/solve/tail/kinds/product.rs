//! Samples counted by a product of short polynomials, one for each kind.

use super::{Bounded, Taking};
use crate::number::Count;
use crate::solve::plan::Cost;
use num_bigint::BigUint;

/// The product of the polynomials of some kinds, and of that of all other elements.
pub(super) struct Product<'a> {
    pub taking: Taking,
    pub n: u64,
    pub kinds: &'a [Bounded<'a>],
    pub rest: &'a BigUint,
}

impl Product<'_> {
    /// What the products cost, and the table of the places of trials.
    pub fn cost(&self, bits: u64) -> Cost {
        let (cells, words) = (u128::from(self.n) + 1, u128::from(bits / 64 + 1));
        let each = if bits < 128 { 4 } else { 60 + words * (words / 8 + 1) * 4 };
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
        Cost {
            work: products.saturating_mul(each).saturating_add(table.saturating_mul(each.min(10))),
            bytes: numbers.saturating_mul(words.saturating_mul(8) + 32),
        }
    }

    /// The weight of the samples within all bounds, in numbers of this type; nothing where they have no room for it.
    pub fn weight<T: Count>(&self) -> Option<BigUint> {
        let n = usize::try_from(self.n).ok()?;
        let places = if matches!(self.taking, Taking::Trials) { triangle::<T>(n)? } else { Vec::new() };
        // ways[h]: the weight of h elements of the kinds so far.
        let (mut ways, mut next) = (vec![T::zero(); n + 1], vec![T::zero(); n + 1]);
        ways[0] = T::one();
        let mut held = 0;
        for kind in self.kinds {
            let high = usize::try_from(kind.high).unwrap_or(n).min(n);
            let factors = self.factors::<T>(&kind.weight, high)?;
            let low = usize::try_from(kind.low).unwrap_or(usize::MAX);
            next.fill(T::zero());
            for (h, ways) in ways[..=held].iter().enumerate().filter(|(_, ways)| !ways.is_zero()) {
                for x in low..factors.len().min(n - h + 1) {
                    let product = ways.checked_mul(&factors[x])?;
                    next[h + x] = next[h + x].checked_add(&placed(&places, h + x, x, product)?)?;
                }
            }
            held = n.min(held + factors.len().saturating_sub(1));
            std::mem::swap(&mut ways, &mut next);
        }
        let others = self.factors::<T>(self.rest, n)?;
        let mut sum = T::zero();
        for (h, ways) in ways[..=held].iter().enumerate().filter(|(_, ways)| !ways.is_zero()) {
            if let Some(factor) = others.get(n - h) {
                sum = sum.checked_add(&placed(&places, n, h, ways.checked_mul(factor)?)?)?;
            }
        }
        Some(sum.into())
    }

    /// How many samples have 0, 1, … up to `most` elements of a kind, and no others; up to the last that is not 0.
    fn factors<T: Count>(&self, weight: &BigUint, most: usize) -> Option<Vec<T>> {
        let mut factors = Vec::with_capacity(most + 1);
        factors.push(T::one());
        if let Taking::Trials = self.taking {
            let weight = T::try_from(weight.clone()).ok()?;
            while factors.len() <= most && !weight.is_zero() {
                factors.push(factors[factors.len() - 1].checked_mul(&weight)?);
            }
            return Some(factors);
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
            factors.push(last.checked_mul(&T::from(left))? / T::from(x + 1));
        }
        Some(factors)
    }
}

/// What is counted, times the ways to place x of h trials.
fn placed<T: Count>(places: &[Vec<T>], h: usize, x: usize, ways: T) -> Option<T> {
    match places.get(h) {
        Some(row) => ways.checked_mul(&row[x]),
        None => Some(ways),
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
