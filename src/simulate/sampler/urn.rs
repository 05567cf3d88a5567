//! The elements of a population, and their shuffles.

use crate::model::{Population, Value};
use crate::simulate::chance::Chance;
use rustc_hash::FxHashMap;

/// The elements of a population, each with its own number.
#[derive(Clone, Debug)]
pub struct Urn {
    pub(super) labels: Vec<Value>,
    /// The number after the last element of each label.
    ends: Vec<u64>,
    size: u64,
}

impl Urn {
    pub(in crate::simulate) fn new(population: &Population) -> Self {
        let mut size = 0;
        let ends = population
            .classes()
            .iter()
            .map(|(_, count)| {
                size += count;
                size
            })
            .collect();
        Self { labels: population.classes().iter().map(|(label, _)| label.clone()).collect(), ends, size }
    }

    /// An urn with at most this many elements of each label, and without labels that have none.
    pub(super) fn capped(population: &Population, most: u64) -> Self {
        let some = population.classes().iter().filter(|(_, count)| *count > 0);
        let mut size = 0;
        let (labels, ends) = some
            .map(|(label, count)| {
                size += count.min(&most);
                (label.clone(), size)
            })
            .unzip();
        Self { labels, ends, size }
    }

    /// How many elements bear the label of this index.
    pub(super) fn count(&self, label: usize) -> u64 {
        self.ends[label] - label.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    pub(in crate::simulate) fn size(&self) -> u64 {
        self.size
    }

    pub(in crate::simulate) fn label(&self, element: u64) -> &Value {
        &self.labels[self.ends.partition_point(|end| *end <= element)]
    }

    /// The numbers of `count` different elements in random order.
    pub(in crate::simulate) fn shuffled(&self, count: u64, generator: &mut impl Chance) -> Vec<u64> {
        shuffled(self.size, count, generator)
    }
}

/// The first `count` numbers below `size` of a random order.
pub(super) fn shuffled(size: u64, count: u64, generator: &mut impl Chance) -> Vec<u64> {
    let mut shuffle = Shuffle::new(size);
    (0..count).map_while(|_| shuffle.next(generator)).collect()
}

/// The steps of a shuffle, as many as are taken (R. Durstenfeld, CACM 7, 1964), of a pack of which only the moved cards are
/// written down.
pub(in crate::simulate) struct Shuffle {
    size: u64,
    taken: u64,
    moved: FxHashMap<u64, u64>,
}

impl Shuffle {
    pub(in crate::simulate) fn new(size: u64) -> Self {
        Self { size, taken: 0, moved: FxHashMap::default() }
    }

    /// The number of the next element; nothing when all are taken.
    pub(in crate::simulate) fn next(&mut self, generator: &mut impl Chance) -> Option<u64> {
        let i = self.taken;
        let left = self.size.checked_sub(i).filter(|left| *left > 0)?;
        self.taken += 1;
        let j = i + generator.below(left);
        let at_i = self.moved.get(&i).copied().unwrap_or(i);
        Some(if i == j { at_i } else { self.moved.insert(j, at_i).unwrap_or(j) })
    }
}
