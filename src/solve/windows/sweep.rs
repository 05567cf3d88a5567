//! The sweep along the throws: the last labels, and the number so far.

use crate::budget::Budget;
use crate::error::Error;
use crate::number::Count;
use num_bigint::BigUint;
use std::collections::BTreeMap;

/// What the stretches add that end at each place, for each row of as many labels as the widest has.
pub struct Added {
    /// How many labels there are.
    labels: usize,
    /// How many rows of as many labels as the widest stretch has.
    rows: usize,
    /// By the place of the last label.
    at: BTreeMap<u64, Vec<i64>>,
}

impl Added {
    pub fn new(labels: usize, widest: u32) -> Self {
        Self { labels, rows: labels.pow(widest), at: BTreeMap::new() }
    }

    /// A stretch that ends at this place adds so many times what it says of its rows.
    pub fn add(&mut self, last: u64, rows: &[i64], times: i64) -> Option<()> {
        let sums = self.at.entry(last).or_insert_with(|| vec![0; self.rows]);
        for (row, sum) in sums.iter_mut().enumerate() {
            *sum = rows[row % rows.len()].checked_mul(times).and_then(|more| sum.checked_add(more))?;
        }
        Some(())
    }

    /// The least and the greatest that all stretches may add; nothing where that leaves the words.
    pub fn range(&self, length: u64) -> Option<(i64, i64)> {
        self.at.range(..=length).try_fold((0i64, 0i64), |(low, high), (place, _)| {
            let (least, most) = self.ends(*place);
            Some((low.checked_add(least)?, high.checked_add(most)?))
        })
    }

    /// The same with what is added above the least at each place.
    pub fn above_least(mut self) -> Option<Self> {
        for sums in self.at.values_mut() {
            let least = sums.iter().copied().min()?;
            for sum in sums {
                *sum = sum.checked_sub(least)?;
            }
        }
        Some(self)
    }

    /// This and so many times another one.
    pub fn plus(mut self, other: &Self, times: i64) -> Option<Self> {
        other.at.iter().try_for_each(|(place, sums)| self.add(*place, sums, times))?;
        Some(self)
    }

    /// The least and the greatest that is added at a place.
    fn ends(&self, place: u64) -> (i64, i64) {
        let ends = |sums: &Vec<i64>| (sums.iter().copied().min(), sums.iter().copied().max());
        match self.at.get(&place).map(ends) {
            Some((Some(least), Some(most))) => (least, most),
            _ => (0, 0),
        }
    }
}

/// So many throws of labels with these weights.
pub struct Sweep<'a> {
    pub added: &'a Added,
    pub weights: &'a [BigUint],
    pub length: u64,
    /// The bits of the weight of all rows.
    pub bits: u64,
}

/// The values of a number with their weights, and how many states were visited.
type Values = (Vec<(i64, BigUint)>, u64);

impl Sweep<'_> {
    /// The law of what all stretches add; nothing where the budget does not reach.
    ///
    /// # Errors
    /// Those of the budget's clock.
    pub fn law(&self, budget: &Budget) -> Result<Option<Values>, Error> {
        let Some((work, bytes)) = self.cost() else { return Ok(None) };
        if budget.afford(work, bytes).is_err() {
            return Ok(None);
        }
        let word = u64::from(u64::BITS);
        let in_words = match self.bits {
            bits if bits < word => self.swept::<u64>(budget)?,
            bits if bits < 2 * word => self.swept::<u128>(budget)?,
            _ => None,
        };
        match in_words {
            Some(values) => Ok(Some(values)),
            None => self.swept::<BigUint>(budget),
        }
    }

    /// Word operations and bytes; nothing where the number leaves the words.
    fn cost(&self) -> Option<(u128, u128)> {
        let words = u128::from(self.bits / 64 + 1);
        let each = if words <= 2 { 1 } else { 8 + words / 4 };
        let (mut range, mut cells) = (1u128, 0u128);
        for place in 1..=self.length {
            cells = cells.saturating_add(range.saturating_mul(self.added.rows as u128));
            let (least, most) = self.added.ends(place);
            range = range.saturating_add(most.checked_sub(least)?.unsigned_abs().into());
            // The ends of the number, on either side.
            i64::try_from(range).ok()?;
        }
        let memories = (self.added.rows / self.added.labels) as u128;
        let bytes = memories.saturating_mul(range).saturating_mul(2 * (words * 8 + 24));
        Some((cells.saturating_mul(each), bytes))
    }

    fn swept<T: Count>(&self, budget: &Budget) -> Result<Option<Values>, Error> {
        let weights: Result<Vec<T>, _> = self.weights.iter().cloned().map(T::try_from).collect();
        let Ok(weights) = weights else { return Ok(None) };
        let memories = self.added.rows / self.added.labels;
        let nothing = vec![0; self.added.rows];
        // ways[memory][k]: the weight of the rows that end with these labels, and come to `low` + k.
        let (mut ways, mut low, mut states) = (vec![vec![T::zero()]; memories], 0i64, 0u64);
        ways[0][0] = T::one();
        for place in 1..=self.length {
            budget.check()?;
            let added = self.added.at.get(&place).unwrap_or(&nothing);
            let (least, most) = self.added.ends(place);
            let Some(start) = low.checked_add(least) else { return Ok(None) };
            let range = ways[0].len() + most.abs_diff(least) as usize;
            let mut next = vec![vec![T::zero(); range]; memories];
            for (memory, ways) in ways.iter().enumerate() {
                for (k, ways) in ways.iter().enumerate().filter(|(_, ways)| !ways.is_zero()) {
                    states += 1;
                    for (label, weight) in weights.iter().enumerate() {
                        let row = memory * self.added.labels + label;
                        let cell = &mut next[row % memories][k + added[row].abs_diff(least) as usize];
                        let more = ways.checked_mul(weight);
                        let Some(sum) = more.and_then(|more| cell.checked_add(&more)) else {
                            return Ok(None);
                        };
                        *cell = sum;
                    }
                }
            }
            (ways, low) = (next, start);
        }
        let all = |k: usize| ways.iter().map(|ways| ways[k].clone().into()).sum::<BigUint>();
        let law = (0..ways[0].len()).map(|k| (low + k as i64, all(k))).collect();
        Ok(Some((law, states)))
    }
}
