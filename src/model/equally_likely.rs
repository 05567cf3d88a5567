//! The first classical model: finitely many outcomes, all equally likely, so that P(A) = |A| / |Ω|.
//!
//! A [`SampleSpace`] is sized by its formula, listed lazily and indexed by arithmetic: the millionth arrangement of
//! fifty-two cards is written down without the first 999 999. Outcomes are rows, in lexicographic order: by the first
//! element, then the second, and so on, where elements come in the order in which the items were given.

mod items;
mod making;
mod shape;
#[cfg(test)]
mod tests;

use crate::budget::{Budget, too_expensive};
use crate::error::{Error, ErrorKind};
use crate::number::Probability;
use items::Items;
use num_bigint::BigUint;
use num_traits::Zero;
use shape::Shape;

/// The longest row that an outcome may be.
pub const LONGEST_ROW: u64 = 100_000;

/// The most items that a space may be made of; only [`SampleSpace::range`] may have more.
pub const MOST_ITEMS: usize = 1_000_000;

/// How many outcomes are looked at between two looks at the clock.
const BETWEEN_LOOKS: u64 = 4096;

/// A finite set of equally likely outcomes, each a row of items.
///
/// # Examples
/// ```
/// use prob::model::equally_likely::SampleSpace;
/// let two_dice = SampleSpace::tuples(2, 1..=6)?;
/// assert_eq!(two_dice.size(), 36u32.into());
/// assert_eq!(two_dice.get(&7u32.into()), Some(vec![2, 2]));
/// assert_eq!(two_dice.probability(|dice| dice[0] + dice[1] == 7)?.to_string(), "1/6");
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct SampleSpace<T> {
    shape: Shape,
    /// The items of each place; the last list serves all further places.
    items: Vec<Items<T>>,
}

impl<T: Clone> SampleSpace<T> {
    /// How many outcomes there are, by the formula.
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// assert_eq!(SampleSpace::coins(100)?.size(), num_bigint::BigUint::from(2u32).pow(100));
    /// assert_eq!(SampleSpace::combinations(3, 1..=2)?.size(), 0u32.into());
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn size(&self) -> BigUint {
        self.shape.size()
    }

    /// The outcome with this index, from 0; nothing beyond the last.
    ///
    /// No other outcome is visited: tuples are written in mixed radix, arrangements by Lehmer's code, combinations in
    /// the combinatorial number system, words letter by letter. One division or multiplication of the index by a
    /// machine word for each item or place. [D. E. Knuth, The Art of Computer Programming 4A, 7.2.1]
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let orders = SampleSpace::permutations('A'..='Z')?;
    /// let last = orders.size() - 1u32;
    /// assert_eq!(orders.get(&last).unwrap().iter().collect::<String>(), "ZYXWVUTSRQPONMLKJIHGFEDCBA");
    /// assert_eq!(orders.get(&orders.size()), None);
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn get(&self, index: &BigUint) -> Option<Vec<T>> {
        self.shape.unrank(index).map(|places| self.row(&places))
    }

    /// The index of the first outcome that reads like this row; nothing when none does.
    ///
    /// The inverse of [`get`](Self::get), and as fast, apart from looking each element up in the list of items.
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let lottery = SampleSpace::combinations(6, 1..=49)?;
    /// assert_eq!(lottery.index_of(&[1, 2, 3, 4, 5, 7]), Some(1u32.into()));
    /// assert_eq!(lottery.index_of(&[2, 1, 3, 4, 5, 6]), None);
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn index_of(&self, row: &[T]) -> Option<BigUint>
    where
        T: PartialEq,
    {
        let mut places = Vec::with_capacity(row.len());
        for (at, item) in row.iter().enumerate() {
            // The smallest place that the shape allows is always right: places of equal items are interchangeable.
            let from = self.shape.least(&places);
            let free = |place| self.shape.is_free(&places, place);
            let place = self.items_at(at)?.place_of(item, from, free)?;
            places.push(place);
        }
        self.shape.rank(&places)
    }

    /// The outcomes in order, one after another; none is kept.
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let tosses = SampleSpace::coins(1000)?;
    /// assert!(tosses.iter().next().unwrap().iter().all(|&side| side == "heads"));
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn iter(&self) -> Outcomes<'_, T> {
        Outcomes { space: self, next: self.shape.unrank(&BigUint::ZERO) }
    }

    /// How many outcomes are favourable, |A|, by looking at every one of them within the default [`Budget`].
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let numbers = SampleSpace::range(1..=100)?;
    /// assert_eq!(numbers.count(|n| n[0] % 7 == 0)?, 14u32.into());
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] when there are too many outcomes to look at.
    pub fn count(&self, event: impl FnMut(&[T]) -> bool) -> Result<BigUint, Error> {
        self.count_within(&Budget::default(), event)
    }

    /// How many outcomes are favourable, |A|, within this budget.
    ///
    /// # Examples
    /// ```
    /// use prob::budget::Budget;
    /// use prob::model::equally_likely::SampleSpace;
    /// use std::time::Duration;
    /// let orders = SampleSpace::permutations(1..=7)?;
    /// let first = |row: &[i32]| row[0] == 1;
    /// assert_eq!(orders.count_within(&Budget::default(), first)?, 720u32.into());
    /// assert!(orders.count_within(&Budget::new(Duration::from_millis(1), 0), first).is_err());
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] and [`ErrorKind::Interrupted`], as the budget says.
    pub fn count_within(
        &self,
        budget: &Budget,
        mut event: impl FnMut(&[T]) -> bool,
    ) -> Result<BigUint, Error> {
        // Each outcome is written down and looked at, item by item.
        let work = BigUint::from(self.shape.longest() + 8) * 8u32 * self.size();
        let work = u128::try_from(work).map_err(|_| too_expensive("there are more outcomes than 10^36"))?;
        budget.afford(work, 0)?;
        let (mut favourable, mut row) = (0u64, Vec::new());
        let mut places = self.shape.unrank(&BigUint::ZERO);
        let mut seen = 0u64;
        while let Some(current) = &mut places {
            row.clear();
            self.write_row(current, &mut row);
            favourable += u64::from(event(&row));
            if !self.shape.advance(current) {
                break;
            }
            seen += 1;
            if seen.is_multiple_of(BETWEEN_LOOKS) {
                budget.check()?;
            }
        }
        Ok(favourable.into())
    }

    /// The probability of an event, P(A) = |A| / |Ω|, by looking at every outcome within the default [`Budget`].
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let tosses = SampleSpace::coins(3)?;
    /// let heads = |row: &[&str]| row.iter().filter(|&&side| side == "heads").count();
    /// assert_eq!(tosses.probability(|row| heads(row) == 2)?.to_string(), "3/8");
    /// assert!(SampleSpace::combinations(3, 1..=2)?.probability(|_| true).is_err());
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Undefined`] when there are no outcomes, [`ErrorKind::TooExpensive`] when there are too many.
    pub fn probability(&self, event: impl FnMut(&[T]) -> bool) -> Result<Probability, Error> {
        let size = self.size();
        if size.is_zero() {
            return Err(Error::new(
                ErrorKind::Undefined,
                "a sample space without outcomes has no probabilities",
            )
            .hint("choose at most as many items as there are"));
        }
        Probability::new(self.count(event)?, size)
    }

    fn items_at(&self, place: usize) -> Option<&Items<T>> {
        self.items.get(place).or(self.items.last())
    }

    fn row(&self, places: &[u64]) -> Vec<T> {
        let mut row = Vec::with_capacity(places.len());
        self.write_row(places, &mut row);
        row
    }

    fn write_row(&self, places: &[u64], row: &mut Vec<T>) {
        let items = places.iter().enumerate().filter_map(|(at, &place)| self.items_at(at)?.get(place));
        row.extend(items);
    }
}

impl<'a, T: Clone> IntoIterator for &'a SampleSpace<T> {
    type Item = Vec<T>;
    type IntoIter = Outcomes<'a, T>;

    fn into_iter(self) -> Outcomes<'a, T> {
        self.iter()
    }
}

/// The outcomes of a [`SampleSpace`] in order, made one at a time.
#[derive(Clone, Debug)]
pub struct Outcomes<'a, T> {
    space: &'a SampleSpace<T>,
    next: Option<Vec<u64>>,
}

impl<T: Clone> Iterator for Outcomes<'_, T> {
    type Item = Vec<T>;

    fn next(&mut self) -> Option<Vec<T>> {
        let places = self.next.as_mut()?;
        let row = self.space.row(places);
        if !self.space.shape.advance(places) {
            self.next = None;
        }
        Some(row)
    }
}
