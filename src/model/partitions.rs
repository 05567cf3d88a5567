//! Partitions: elements split into groups without names, and identical balls in identical boxes.

use crate::model::{Population, Value};
use crate::number;
use num_bigint::BigUint;
use num_traits::One;

/// How many ways there are to split elements into unnamed groups of these sizes: (∑ sizes)! / ∏ sizes! / ∏ kⱼ!, where
/// kⱼ groups have size j and may be exchanged.
#[must_use]
pub fn splits(sizes: &[u64]) -> BigUint {
    let mut sorted = sizes.to_vec();
    sorted.sort_unstable();
    let exchanges: BigUint =
        sorted.chunk_by(|a, b| a == b).map(|equal| number::factorial(equal.len() as u64)).product();
    number::multinomial(sizes).unwrap_or_default() / exchanges
}

/// How many partitions a number has into at most so many parts: p(n + k, k), one taken off each part.
#[must_use]
pub fn partitions_up_to(n: u64, parts: u64) -> BigUint {
    number::partitions_into(n.saturating_add(parts.min(n)), parts.min(n))
}

/// Calls `visit` with every way to split the elements into groups of these sizes. Elements are told apart here even
/// when their labels are equal.
pub(crate) fn each_split(from: &Population, sizes: &[u64], visit: &mut dyn FnMut(Value, BigUint) -> bool) {
    let mut left = sizes.to_vec();
    left.sort_unstable_by(|a, b| b.cmp(a));
    let elements = elements(from);
    let mut walk = Walk { elements: &elements, groups: Vec::new(), visit };
    // Each element joins an open group that has room, or begins the next group of some size not yet begun.
    walk.place(0, &|groups: &[Group]| {
        let mut sizes = left.clone();
        for (size, _) in groups {
            if let Some(begun) = sizes.iter().position(|s| s == size) {
                sizes.remove(begun);
            }
        }
        sizes.dedup();
        sizes
    });
}

/// Calls `visit` with every way to split the elements into this many groups, none empty.
pub(crate) fn each_split_into(from: &Population, groups: u64, visit: &mut dyn FnMut(Value, BigUint) -> bool) {
    let elements = elements(from);
    let count = elements.len() as u64;
    if groups > count || (groups == 0 && count > 0) {
        return;
    }
    let mut walk = Walk { elements: &elements, groups: Vec::new(), visit };
    walk.place_into(0, groups);
}

/// A group: the size that it is to have (where it is known), and its members.
type Group = (u64, Vec<usize>);

/// A walk over set partitions: element by element, so that groups are in the order of their first elements and
/// each partition is met once.
struct Walk<'a> {
    elements: &'a [Value],
    groups: Vec<Group>,
    visit: &'a mut dyn FnMut(Value, BigUint) -> bool,
}

impl Walk<'_> {
    fn place(&mut self, element: usize, open_sizes: &dyn Fn(&[Group]) -> Vec<u64>) -> bool {
        if element == self.elements.len() {
            return self.show();
        }
        for group in 0..self.groups.len() {
            if (self.groups[group].1.len() as u64) < self.groups[group].0 {
                self.groups[group].1.push(element);
                let more = self.place(element + 1, open_sizes);
                self.groups[group].1.pop();
                if !more {
                    return false;
                }
            }
        }
        for size in open_sizes(&self.groups) {
            self.groups.push((size, vec![element]));
            let more = self.place(element + 1, open_sizes);
            self.groups.pop();
            if !more {
                return false;
            }
        }
        true
    }

    fn place_into(&mut self, element: usize, groups: u64) -> bool {
        if element == self.elements.len() {
            return self.show();
        }
        let (left, missing) = ((self.elements.len() - element) as u64, groups - self.groups.len() as u64);
        // The last elements must begin the groups that are still missing.
        for group in 0..if left > missing { self.groups.len() } else { 0 } {
            self.groups[group].1.push(element);
            let more = self.place_into(element + 1, groups);
            self.groups[group].1.pop();
            if !more {
                return false;
            }
        }
        if missing == 0 {
            return true;
        }
        self.groups.push((0, vec![element]));
        let more = self.place_into(element + 1, groups);
        self.groups.pop();
        more
    }

    fn show(&mut self) -> bool {
        let labels = |group: &Group| group.1.iter().map(|&e| self.elements[e].clone()).collect();
        let groups = grouped(self.groups.iter().map(labels).collect());
        (self.visit)(groups, BigUint::one())
    }
}

/// The elements, one label each.
fn elements(from: &Population) -> Vec<Value> {
    from.classes()
        .iter()
        .flat_map(|(label, n)| std::iter::repeat_n(label.clone(), usize::try_from(*n).unwrap_or(usize::MAX)))
        .collect()
}

/// Groups as an outcome shows them: each sorted, and in order.
pub(crate) fn grouped(mut groups: Vec<Vec<Value>>) -> Value {
    groups.iter_mut().for_each(|group| group.sort());
    groups.sort();
    Value::row(groups.into_iter().map(Value::row))
}

/// Calls `visit` with every partition of `balls` into at most `boxes` parts, largest first, empty boxes as zeros.
pub(crate) fn each_partition(balls: u64, boxes: u64, visit: &mut dyn FnMut(Value, BigUint) -> bool) {
    fn walk(
        left: u64,
        boxes: u64,
        most: u64,
        parts: &mut Vec<Value>,
        visit: &mut dyn FnMut(Value, BigUint) -> bool,
    ) -> bool {
        if left == 0 || boxes == 0 {
            let zeros = usize::try_from(boxes).unwrap_or(usize::MAX);
            let row = parts.iter().cloned().chain(std::iter::repeat_n(Value::Int(0), zeros));
            return left > 0 || visit(Value::row(row), BigUint::one());
        }
        for part in left.div_ceil(boxes)..=most.min(left) {
            parts.push(Value::Int(part.cast_signed()));
            let more = walk(left - part, boxes - 1, part, parts, visit);
            parts.pop();
            if !more {
                return false;
            }
        }
        true
    }
    walk(balls, boxes, balls, &mut Vec::new(), visit);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Collection;
    use rustc_hash::FxHashSet;

    fn people(n: i64) -> Population {
        Population::new(Collection::Set, (1..=n).map(|i| (Value::Int(i), 1))).unwrap()
    }

    /// The group numbers of every map of n elements to groups, as partitions: the definition.
    fn by_maps(n: usize, keep: impl Fn(&[usize]) -> bool) -> FxHashSet<Value> {
        let mut found = FxHashSet::default();
        for code in 0..n.pow(n as u32) {
            let map: Vec<usize> = (0..n).map(|i| code / n.pow(i as u32) % n).collect();
            let groups: Vec<Vec<Value>> = (0..n)
                .map(|g| (0..n).filter(|&i| map[i] == g).map(|i| Value::Int(i as i64 + 1)).collect())
                .filter(|group: &Vec<Value>| !group.is_empty())
                .collect();
            let mut sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
            sizes.sort_unstable();
            if keep(&sizes) {
                found.insert(grouped(groups));
            }
        }
        found
    }

    #[test]
    fn splits_are_the_partitions_with_these_sizes() {
        for sizes in [&[1u64][..], &[2, 1], &[1, 1, 1], &[2, 2], &[3, 1], &[2, 2, 1], &[2, 1, 1, 1], &[3, 2]]
        {
            let n: u64 = sizes.iter().sum();
            let mut sorted: Vec<usize> = sizes.iter().map(|&s| s as usize).collect();
            sorted.sort_unstable();
            let expected = by_maps(n as usize, |found| found == sorted);
            let mut met = FxHashSet::default();
            each_split(&people(n.cast_signed()), sizes, &mut |outcome, weight| {
                assert!(weight.is_one());
                assert!(met.insert(outcome), "met twice");
                true
            });
            assert_eq!(met, expected, "{sizes:?}");
            assert_eq!(BigUint::from(met.len()), splits(sizes));
        }
        assert_eq!(splits(&[2, 2, 2, 2]), 105u32.into());
    }

    #[test]
    fn splits_into_groups_are_counted_by_stirling_numbers() {
        for n in 1..=5u64 {
            for k in 0..=n + 1 {
                let expected = by_maps(n as usize, |sizes| sizes.len() as u64 == k);
                let mut met = FxHashSet::default();
                each_split_into(&people(n.cast_signed()), k, &mut |outcome, _| met.insert(outcome));
                assert_eq!(met, expected, "{n} into {k}");
                assert_eq!(BigUint::from(met.len()), number::stirling2(n, k));
            }
        }
    }

    #[test]
    fn partitions_are_sorted_occupancies() {
        for balls in 0..=8u64 {
            for boxes in 0..=5u64 {
                let mut expected = FxHashSet::default();
                let space = crate::model::Space::Occupancy(balls, boxes);
                crate::model::outcomes::each_outcome(&space, &mut |outcome, _| {
                    let mut parts = outcome.elements().to_vec();
                    parts.sort_by(|a, b| b.cmp(a));
                    expected.insert(Value::row(parts));
                    true
                });
                // Without boxes there is nothing to list but the empty row, when there are no balls either.
                if boxes == 0 {
                    expected = (balls == 0).then(|| Value::row([])).into_iter().collect();
                }
                let mut met = FxHashSet::default();
                each_partition(balls, boxes, &mut |outcome, _| met.insert(outcome));
                assert_eq!(met, expected, "{balls} in {boxes}");
                assert_eq!(BigUint::from(met.len()), partitions_up_to(balls, boxes), "{balls} in {boxes}");
            }
        }
        assert_eq!(partitions_up_to(10, 3), 14u32.into());
    }
}
