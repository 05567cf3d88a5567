//! Laws in ascending order, held against each other without going through the pairs of their values.

use crate::model::pattern::Comparison;
use num_bigint::BigUint;

/// The values of a law in ascending order, with their weights.
pub struct Sorted<T> {
    /// The values, each once.
    pub values: Vec<(T, BigUint)>,
    /// The weight of everything.
    pub total: BigUint,
}

impl<T: Ord> Sorted<T> {
    /// The weight of the pairs of a value of this law and one of another for which a comparison holds; as many steps as both
    /// have values.
    #[must_use]
    pub fn holding(&self, comparison: Comparison, right: &Self) -> BigUint {
        let (mut holds, mut below, mut next) = (BigUint::ZERO, BigUint::ZERO, 0);
        for (value, weight) in &self.values {
            while next < right.values.len() && right.values[next].0 < *value {
                below += &right.values[next].1;
                next += 1;
            }
            let here = right.values.get(next).filter(|(other, _)| other == value);
            let equal = here.map_or(BigUint::ZERO, |(_, weight)| weight.clone());
            holds += weight
                * match comparison {
                    Comparison::Equal => equal,
                    Comparison::Unequal => &right.total - equal,
                    Comparison::Greater => below.clone(),
                    Comparison::AtLeast => &below + equal,
                    Comparison::Less => &right.total - &below - equal,
                    Comparison::AtMost => &right.total - &below,
                };
        }
        holds
    }
}
