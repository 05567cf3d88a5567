//! The first classical model: finitely many outcomes, all equally likely, so that P(A) = |A| / |Ω|.
//!
//! A [`SampleSpace`] is sized by its formula, listed lazily and indexed by arithmetic: the millionth arrangement of
//! fifty-two cards is written down without the first 999 999. Outcomes are rows, in lexicographic order: by the first
//! element, then the second, and so on, where elements come in the order in which the items were given.

mod items;
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
use std::ops::RangeInclusive;

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

impl SampleSpace<&'static str> {
    /// `n` tosses of a coin: 2ⁿ rows of `heads` and `tails`, heads first.
    ///
    /// No toss at all has one outcome, the empty row.
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let tosses = SampleSpace::coins(3)?;
    /// assert_eq!(tosses.size(), 8u32.into());
    /// assert_eq!(tosses.get(&1u32.into()), Some(vec!["heads", "heads", "tails"]));
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] tosses.
    pub fn coins(n: u64) -> Result<Self, Error> {
        Self::tuples(n, ["heads", "tails"])
    }
}

impl SampleSpace<i64> {
    /// One integer of the range: b − a + 1 rows of one number; none when b < a.
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let number = SampleSpace::range(1..=1_000_000_000_000)?;
    /// assert_eq!(number.size(), 1_000_000_000_000u64.into());
    /// assert_eq!(number.get(&41u32.into()), Some(vec![42]));
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Range`] when the range has more than 2⁶³ − 1 integers.
    pub fn range(range: RangeInclusive<i64>) -> Result<Self, Error> {
        let items = Items::integers(&range)?;
        Ok(Self { shape: Shape::Tuples(vec![items.size()]), items: vec![items] })
    }
}

impl<T: Clone> SampleSpace<T> {
    /// `n` independent choices of one of the items, in order: mⁿ rows.
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let codes = SampleSpace::tuples(4, '0'..='9')?;
    /// assert_eq!(codes.size(), 10_000u32.into());
    /// assert_eq!(codes.get(&1234u32.into()), Some(vec!['1', '2', '3', '4']));
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] places or [`MOST_ITEMS`] items.
    pub fn tuples(n: u64, items: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        let (n, items) = (row_length(n)?, Items::listed(items)?);
        Ok(Self { shape: Shape::Tuples(vec![items.size(); n]), items: vec![items] })
    }

    /// One item of each list, in order: m₁·m₂·…·mₙ rows, by the rule of product.
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let dice = SampleSpace::product([1..=6, 1..=8])?;
    /// assert_eq!(dice.size(), 48u32.into());
    /// assert_eq!(dice.probability(|dice| dice[0] == dice[1])?.to_string(), "1/8");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] lists or [`MOST_ITEMS`] items in one of them.
    pub fn product<L: IntoIterator<Item = T>>(lists: impl IntoIterator<Item = L>) -> Result<Self, Error> {
        let most = usize::try_from(LONGEST_ROW).unwrap_or(usize::MAX);
        let lists = lists.into_iter().take(most + 1).map(Items::listed).collect::<Result<Vec<_>, _>>()?;
        row_length(lists.len() as u64)?;
        Ok(Self { shape: Shape::Tuples(lists.iter().map(Items::size).collect()), items: lists })
    }

    /// Rows of `k` different items: A(n, k) = n!/(n−k)! of them; none when k > n.
    ///
    /// Items are told apart by their places in the list, so that equal items make rows that read alike; for distinct
    /// words see [`words`](Self::words).
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let podium = SampleSpace::arrangements(3, ["Ann", "Bob", "Cid", "Dot"])?;
    /// assert_eq!(podium.size(), 24u32.into());
    /// assert_eq!(podium.get(&23u32.into()), Some(vec!["Dot", "Cid", "Bob"]));
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] places or [`MOST_ITEMS`] items.
    pub fn arrangements(k: u64, items: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        let items = Items::listed(items)?;
        row_length(k)?;
        Ok(Self { shape: Shape::Arrangements { n: items.size(), k }, items: vec![items] })
    }

    /// All orders of the items: n! rows.
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let orders = SampleSpace::permutations(1..=4)?;
    /// let someone_at_home = |row: &[i32]| row.iter().zip(1..).any(|(&item, place)| item == place);
    /// assert_eq!(orders.probability(someone_at_home)?.to_string(), "5/8");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] items.
    pub fn permutations(items: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        let items = Items::listed(items)?;
        row_length(items.size())?;
        Ok(Self { shape: Shape::Arrangements { n: items.size(), k: items.size() }, items: vec![items] })
    }

    /// Selections of `k` different items, order ignored: C(n, k), each written in the order of the list; none when
    /// k > n.
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let lottery = SampleSpace::combinations(6, 1..=49)?;
    /// assert_eq!(lottery.size(), 13_983_816u32.into());
    /// assert_eq!(lottery.get(&13_983_815u32.into()), Some(vec![44, 45, 46, 47, 48, 49]));
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] places or [`MOST_ITEMS`] items.
    pub fn combinations(k: u64, items: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        let items = Items::listed(items)?;
        row_length(k)?;
        Ok(Self { shape: Shape::Combinations { n: items.size(), k }, items: vec![items] })
    }

    /// Selections of `k` items with repetition, order ignored: C(n+k−1, k) multisets, each written in the order of
    /// the list.
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let scoops = SampleSpace::multisets(2, ["lemon", "mint", "plum"])?;
    /// assert_eq!(scoops.size(), 6u32.into());
    /// assert_eq!(scoops.get(&3u32.into()), Some(vec!["mint", "mint"]));
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] places or [`MOST_ITEMS`] items.
    pub fn multisets(k: u64, items: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        let items = Items::listed(items)?;
        row_length(k)?;
        Ok(Self { shape: Shape::Multisets { n: items.size(), k }, items: vec![items] })
    }

    /// All subsets of the items: 2ⁿ, each written in the order of the list; the empty row comes first, and a row comes
    /// before its continuations: ∅, {1}, {1, 2}, {2}.
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let subsets: Vec<Vec<i32>> = SampleSpace::subsets(1..=2)?.iter().collect();
    /// assert_eq!(subsets, [vec![], vec![1], vec![1, 2], vec![2]]);
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] items.
    pub fn subsets(items: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        let items = Items::listed(items)?;
        row_length(items.size())?;
        Ok(Self { shape: Shape::Subsets { n: items.size() }, items: vec![items] })
    }

    /// The distinct words over all these letters: n!/(m₁!·m₂!·…) for m₁ equal letters of one kind, m₂ of another …;
    /// here the letters are sorted, so that the order is that of a dictionary.
    ///
    /// # Examples
    /// ```
    /// use prob::model::equally_likely::SampleSpace;
    /// let words = SampleSpace::words("MISSISSIPPI".chars())?;
    /// assert_eq!(words.size(), 34650u32.into());
    /// assert_eq!(words.get(&0u32.into()).unwrap().iter().collect::<String>(), "IIIIMPPSSSS");
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] letters.
    pub fn words(letters: impl IntoIterator<Item = T>) -> Result<Self, Error>
    where
        T: Ord,
    {
        let mut letters = Items::collect(letters)?;
        row_length(letters.len() as u64)?;
        letters.sort();
        let counts = letters.chunk_by(|a, b| a == b).map(|run| run.len() as u64).collect();
        letters.dedup();
        Ok(Self { shape: Shape::Words(counts), items: vec![Items::listed(letters)?] })
    }

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

/// The length of a row, if it is not too long to be written down.
fn row_length(n: u64) -> Result<usize, Error> {
    match usize::try_from(n) {
        Ok(length) if n <= LONGEST_ROW => Ok(length),
        _ => Err(Error::new(ErrorKind::TooExpensive, format!("an outcome of {n} elements is too long"))
            .hint(format!("outcomes have up to {LONGEST_ROW} elements"))),
    }
}
