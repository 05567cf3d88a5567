//! How often each combination of values came.

use super::cell::Cell;
use super::program::Column;
use super::{Operand, TABLE, entry};
use num_bigint::BigUint;
use rustc_hash::FxHashMap;

/// The weight of each row of values that the roots had.
pub(super) enum Counts {
    /// By place in a table: the least value and the number of values of each root.
    Table(Vec<(i64, usize)>, Vec<u128>),
    Hashed(FxHashMap<Vec<i64>, u128>),
}

impl Counts {
    pub(super) fn of(roots: &[Column], keys: i128) -> Self {
        match usize::try_from(keys) {
            Ok(all) if keys <= TABLE => {
                let width = |root: &Column| usize::try_from(root.high - root.low + 1).unwrap_or(1);
                Self::Table(roots.iter().map(|root| (root.low, width(root))).collect(), vec![0; all])
            }
            _ => Self::Hashed(FxHashMap::default()),
        }
    }

    pub(super) fn add<C: Cell>(&mut self, roots: &[Operand<'_, C>], weight: u128, weights: &[u64]) {
        match self {
            Self::Table(widths, counts) => {
                if let ([root], [(low, _)]) = (roots, widths.as_slice()) {
                    return add_one(counts, *root, *low, weight, weights);
                }
                for (row, w) in weights.iter().enumerate() {
                    let key = roots.iter().zip(widths.iter());
                    let at = key.fold(0, |at, (root, (low, width))| at * width + entry(root.get(row), *low));
                    counts[at] += weight * u128::from(*w);
                }
            }
            Self::Hashed(counts) => {
                for (row, w) in weights.iter().enumerate().filter(|(_, w)| **w > 0) {
                    let key = roots.iter().map(|root| root.get(row).into()).collect();
                    *counts.entry(key).or_default() += weight * u128::from(*w);
                }
            }
        }
    }

    /// The bytes that are held: of a hashed row its place in a table that is seven sixteenths full, and its values apart.
    pub(super) fn bytes(&self) -> u128 {
        match self {
            Self::Table(_, counts) => counts.len() as u128 * 16,
            Self::Hashed(counts) => {
                let values = counts.keys().next().map_or(0, Vec::len);
                counts.len() as u128
                    * ((size_of::<(Vec<i64>, u128)>() + 1) * 16 / 7 + 8 * values + 16) as u128
            }
        }
    }

    pub(super) fn into_parts(self) -> Vec<(Vec<i64>, BigUint)> {
        match self {
            Self::Table(widths, counts) => {
                let some = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
                let key = |mut at: usize| {
                    let mut key: Vec<i64> = Vec::with_capacity(widths.len());
                    for (low, width) in widths.iter().rev() {
                        key.push(low + (at % width).cast_signed() as i64);
                        at /= width;
                    }
                    key.reverse();
                    key
                };
                some.map(|(at, count)| (key(at), BigUint::from(count))).collect()
            }
            Self::Hashed(counts) => {
                let some = counts.into_iter().filter(|(_, count)| *count > 0);
                some.map(|(key, count)| (key, BigUint::from(count))).collect()
            }
        }
    }
}

/// Counts the values of the only root, in one word for each as long as they are few: the rows of a block weigh no more.
fn add_one<C: Cell>(counts: &mut [u128], root: Operand<'_, C>, low: i64, weight: u128, weights: &[u64]) {
    const FEW: usize = 64;
    let rows = match root {
        Operand::Same(n) => {
            counts[entry(n, low)] += weight * weights.iter().copied().map(u128::from).sum::<u128>();
            return;
        }
        Operand::Rows(rows) => rows,
    };
    if counts.len() > FEW {
        for (n, w) in rows.iter().zip(weights) {
            counts[entry(*n, low)] += weight * u128::from(*w);
        }
        return;
    }
    let mut sums = [0_u64; FEW];
    if counts.len() == 2 {
        // The larger of the two values, by a mask instead of a place.
        let all: u64 = weights.iter().sum();
        let high = C::of(low + 1);
        sums[1] = rows.iter().zip(weights).map(|(n, w)| if *n == high { *w } else { 0 }).sum();
        sums[0] = all - sums[1];
    } else {
        rows.iter().zip(weights).for_each(|(n, w)| sums[entry(*n, low) % FEW] += w);
    }
    counts.iter_mut().zip(sums).for_each(|(count, sum)| *count += weight * u128::from(sum));
}
