//! How sample spaces are made: tosses, ranges, tuples, arrangements, combinations, multisets, subsets and words.

use super::items::Items;
use super::shape::Shape;
use super::{LONGEST_ROW, SampleSpace};
use crate::error::{Error, ErrorKind};
use std::ops::RangeInclusive;

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
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] places or [`MOST_ITEMS`](super::MOST_ITEMS) items.
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
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] lists or [`MOST_ITEMS`](super::MOST_ITEMS) items in one of them.
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
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] places or [`MOST_ITEMS`](super::MOST_ITEMS) items.
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
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] places or [`MOST_ITEMS`](super::MOST_ITEMS) items.
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
    /// [`ErrorKind::TooExpensive`] beyond [`LONGEST_ROW`] places or [`MOST_ITEMS`](super::MOST_ITEMS) items.
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
}

/// The length of a row, if it is not too long to be written down.
fn row_length(n: u64) -> Result<usize, Error> {
    match usize::try_from(n) {
        Ok(length) if n <= LONGEST_ROW => Ok(length),
        _ => Err(Error::new(ErrorKind::TooExpensive, format!("an outcome of {n} elements is too long"))
            .hint(format!("outcomes have up to {LONGEST_ROW} elements"))),
    }
}
