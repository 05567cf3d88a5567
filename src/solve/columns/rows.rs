//! The outcomes of a space as rows of machine words: the first places change slowly, the last ones are columns.

use crate::model::{Population, Space, Value};
use num_bigint::BigUint;
use num_traits::{ToPrimitive, Zero};
use std::sync::Arc;

/// How the outcomes of a space are listed.
pub struct Rows {
    /// The labels of each place.
    pub places: Vec<Vec<i64>>,
    /// Whether places are known by number.
    pub ordered: bool,
    /// Whether the outcome is a single value.
    pub single: bool,
    /// How the weights come about.
    kind: Kind,
    /// How many places change slowly.
    pub slow: usize,
    /// The columns of the other places.
    pub columns: Vec<Vec<i64>>,
    /// The weight of each row of these columns, where it does not depend on the slow places.
    weights: Vec<u64>,
}

enum Kind {
    /// Each place by itself: the weights of its labels.
    Free(Vec<Vec<u64>>),
    /// Without replacement: how many elements bear each label; and whether equal elements are told apart.
    Used(Vec<u64>, bool),
    /// Different labels in ascending order.
    Ascending,
}

/// Blocks have at least this many rows, if there are as many outcomes.
const BLOCK: usize = 512;

/// The longest label list that is a column by itself.
const LONGEST: usize = 1 << 22;

impl Rows {
    /// The rows of a space whose labels are machine words; nothing for other spaces.
    #[must_use]
    pub fn of(space: &Space) -> Option<Self> {
        match space {
            Space::Single(faces) => {
                let (labels, weights) = weighted(faces.weights())?;
                Some(Self::free(vec![labels], vec![weights], true))
            }
            Space::Trials(groups) => {
                let (mut places, mut weights) = (Vec::new(), Vec::new());
                for (faces, count) in groups.iter() {
                    let (labels, each) = weighted(faces.weights())?;
                    for _ in 0..usize::try_from(*count).ok().filter(|count| *count <= 64)? {
                        places.push(labels.clone());
                        weights.push(each.clone());
                    }
                }
                (!places.is_empty()).then(|| Self::free(places, weights, false))
            }
            Space::Draw(from, count) => Self::used(from, *count, true),
            Space::Words(items, length) => Self::used(items, *length, false),
            Space::Choose(from, count) => Self::ascending(from, *count),
            _ => None,
        }
    }

    fn free(places: Vec<Vec<i64>>, each: Vec<Vec<u64>>, single: bool) -> Self {
        let (mut columns, mut weights): (Vec<Vec<i64>>, Vec<u64>) = (Vec::new(), vec![1]);
        let (mut slow, mut total) = (places.len(), 1u64);
        while slow > 0 && weights.len() < BLOCK {
            // The weights of a block add up to a machine word.
            let whole = each[slow - 1].iter().sum::<u64>().checked_mul(total);
            let longest = weights.len() * places[slow - 1].len();
            let Some(whole) = whole.filter(|_| longest <= 16 * BLOCK || columns.is_empty()) else { break };
            (slow, total) = (slow - 1, whole);
            // Each row so far, once for each label of one more place before it.
            let (labels, rows) = (&places[slow], weights.len());
            columns.iter_mut().for_each(|column| *column = column.repeat(labels.len()));
            columns.insert(0, labels.iter().flat_map(|label| std::iter::repeat_n(*label, rows)).collect());
            weights = each[slow].iter().flat_map(|w| weights.iter().map(move |u| u * w)).collect();
        }
        Self { places, ordered: true, single, kind: Kind::Free(each), slow, columns, weights }
    }

    fn used(from: &Arc<Population>, count: u64, told_apart: bool) -> Option<Self> {
        let (labels, counts) = counted(from)?;
        let length = usize::try_from(count).ok().filter(|length| (1..=64).contains(length))?;
        Some(Self {
            places: vec![labels.clone(); length],
            ordered: true,
            single: false,
            kind: Kind::Used(counts, told_apart),
            slow: length - 1,
            columns: vec![labels],
            weights: Vec::new(),
        })
    }

    fn ascending(from: &Arc<Population>, count: u64) -> Option<Self> {
        let (mut labels, counts) = counted(from)?;
        let length = usize::try_from(count).ok().filter(|length| (1..=64).contains(length))?;
        if counts.iter().any(|count| *count != 1) {
            return None;
        }
        labels.sort_unstable();
        Some(Self {
            places: vec![labels.clone(); length],
            ordered: false,
            single: false,
            kind: Kind::Ascending,
            slow: length - 1,
            columns: vec![labels],
            weights: Vec::new(),
        })
    }

    /// About how many rows there are, and in how many blocks.
    #[must_use]
    pub fn size(&self) -> (f64, f64) {
        let length = self.columns.first().map_or(0, Vec::len) as f64;
        let blocks = match &self.kind {
            Kind::Free(_) => {
                self.places[..self.slow].iter().map(|labels| labels.len() as f64).product::<f64>()
            }
            Kind::Used(counts, _) => {
                let all: u64 = counts.iter().sum();
                let elements = (0..self.slow).fold(1.0, |n: f64, i| n * (all as f64 - i as f64).max(0.0));
                elements.min((counts.len() as f64).powf(self.slow as f64))
            }
            // The labels before the last one's are left out of a block.
            Kind::Ascending => {
                (0..self.slow).fold(1.0, |n: f64, i| n * (length - i as f64).max(0.0) / (i + 1) as f64)
            }
        };
        (blocks * length, blocks)
    }

    /// Calls `visit` with every block: what stands at the slow places, the weight of that, from which row on the columns
    /// count, and the weight of each row of the columns. Stops when it answers `false`.
    pub fn each_block(&self, visit: &mut dyn FnMut(Block<'_>) -> bool) {
        match &self.kind {
            Kind::Free(weights) => {
                self.free_blocks(weights, &mut Vec::new(), 1, visit);
            }
            Kind::Used(counts, told_apart) => {
                self.used_blocks(&mut counts.clone(), *told_apart, &mut Vec::new(), 1, visit);
            }
            Kind::Ascending => {
                let ones = vec![1; self.columns[0].len()];
                self.ascending_blocks(0, &ones, &mut Vec::new(), visit);
            }
        }
    }

    fn free_blocks(
        &self,
        weights: &[Vec<u64>],
        slow: &mut Vec<i64>,
        weight: u128,
        visit: &mut dyn FnMut(Block<'_>) -> bool,
    ) -> bool {
        let place = slow.len();
        if place == self.slow {
            return visit(Block { slow, weight, from: 0, weights: &self.weights });
        }
        for (label, w) in self.places[place].iter().zip(&weights[place]) {
            slow.push(*label);
            let more = self.free_blocks(weights, slow, weight * u128::from(*w), visit);
            slow.pop();
            if !more {
                return false;
            }
        }
        true
    }

    fn used_blocks(
        &self,
        left: &mut Vec<u64>,
        told_apart: bool,
        slow: &mut Vec<i64>,
        weight: u128,
        visit: &mut dyn FnMut(Block<'_>) -> bool,
    ) -> bool {
        let place = slow.len();
        if place == self.slow {
            if told_apart {
                return visit(Block { slow, weight, from: 0, weights: left });
            }
            let some: Vec<u64> = left.iter().map(|left| u64::from(*left > 0)).collect();
            return visit(Block { slow, weight, from: 0, weights: &some });
        }
        for class in 0..left.len() {
            let ways = left[class];
            if ways == 0 {
                continue;
            }
            left[class] -= 1;
            slow.push(self.places[place][class]);
            let ways = if told_apart { u128::from(ways) } else { 1 };
            let more = self.used_blocks(left, told_apart, slow, weight * ways, visit);
            slow.pop();
            left[class] += 1;
            if !more {
                return false;
            }
        }
        true
    }

    fn ascending_blocks(
        &self,
        from: usize,
        ones: &[u64],
        slow: &mut Vec<i64>,
        visit: &mut dyn FnMut(Block<'_>) -> bool,
    ) -> bool {
        let place = slow.len();
        if place == self.slow {
            return visit(Block { slow, weight: 1, from, weights: ones });
        }
        for (i, label) in self.places[place].iter().enumerate().skip(from) {
            slow.push(*label);
            let more = self.ascending_blocks(i + 1, ones, slow, visit);
            slow.pop();
            if !more {
                return false;
            }
        }
        true
    }
}

/// Some rows.
pub struct Block<'a> {
    /// What stands at the slow places.
    pub slow: &'a [i64],
    /// The weight of that.
    pub weight: u128,
    /// The first row of the columns that counts.
    pub from: usize,
    /// The weight of each row of the columns.
    pub weights: &'a [u64],
}

fn weighted(faces: &[(Value, BigUint)]) -> Option<(Vec<i64>, Vec<u64>)> {
    let mut sum = 0u64;
    let (mut labels, mut weights) = (Vec::new(), Vec::new());
    for (label, weight) in faces.iter().filter(|(_, weight)| !weight.is_zero()) {
        let (Value::Int(label), weight) = (label, weight.to_u64()?) else { return None };
        sum = sum.checked_add(weight)?;
        labels.push(*label);
        weights.push(weight);
    }
    (labels.len() <= LONGEST).then_some((labels, weights))
}

fn counted(from: &Population) -> Option<(Vec<i64>, Vec<u64>)> {
    let some = from.classes().iter().filter(|(_, count)| *count > 0);
    let both = some.map(|(label, count)| if let Value::Int(n) = label { Some((*n, *count)) } else { None });
    both.collect::<Option<Vec<_>>>().filter(|all| all.len() <= LONGEST).map(|all| all.into_iter().unzip())
}
