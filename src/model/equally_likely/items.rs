//! The items of which outcomes are made: a list, or a range of integers that is never listed.

use super::MOST_ITEMS;
use crate::error::{Error, ErrorKind};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Items, by their place from 0.
#[derive(Clone, Debug)]
pub(super) enum Items<T> {
    /// These.
    Listed(Arc<[T]>),
    /// So many integers from the first.
    Integers { first: i64, size: u64, item: fn(i64) -> T, integer: fn(&T) -> i64 },
}

impl Items<i64> {
    /// The integers of a range.
    pub(super) fn integers(range: &RangeInclusive<i64>) -> Result<Self, Error> {
        let (first, last) = (*range.start(), *range.end());
        let size = (i128::from(last) - i128::from(first) + 1).max(0);
        let size = i64::try_from(size).map_err(|_| {
            Error::new(ErrorKind::Range, format!("{first}..{last} has too many integers to count"))
                .hint("a range has up to 2^63 - 1 integers")
        })?;
        Ok(Self::Integers { first, size: size.cast_unsigned(), item: |n| n, integer: |n| *n })
    }
}

impl<T: Clone> Items<T> {
    /// These items.
    pub(super) fn listed(items: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        Ok(Self::Listed(Self::collect(items)?.into()))
    }

    /// The items as a list, unless there are too many.
    pub(super) fn collect(items: impl IntoIterator<Item = T>) -> Result<Vec<T>, Error> {
        let items: Vec<T> = items.into_iter().take(MOST_ITEMS + 1).collect();
        if items.len() > MOST_ITEMS {
            return Err(Error::new(ErrorKind::TooExpensive, "there are too many items to list")
                .hint(format!("outcomes are made of up to {MOST_ITEMS} items")));
        }
        Ok(items)
    }

    pub(super) fn size(&self) -> u64 {
        match self {
            Self::Listed(items) => items.len() as u64,
            Self::Integers { size, .. } => *size,
        }
    }

    /// The item at a place.
    pub(super) fn get(&self, place: u64) -> Option<T> {
        match self {
            Self::Listed(items) => items.get(usize::try_from(place).ok()?).cloned(),
            Self::Integers { first, size, item, .. } => {
                (place < *size).then(|| item(first.wrapping_add_unsigned(place)))
            }
        }
    }

    /// The first place, not before `from` and free, of an item that equals this one.
    pub(super) fn place_of(&self, wanted: &T, from: u64, free: impl Fn(u64) -> bool) -> Option<u64>
    where
        T: PartialEq,
    {
        match self {
            Self::Listed(items) => (from..)
                .zip(items.get(usize::try_from(from).ok()?..)?)
                .find(|(place, item)| *item == wanted && free(*place))
                .map(|(place, _)| place),
            Self::Integers { first, size, integer, .. } => {
                let place = u64::try_from(i128::from(integer(wanted)) - i128::from(*first)).ok()?;
                (place < *size && place >= from && free(place)).then_some(place)
            }
        }
    }
}
