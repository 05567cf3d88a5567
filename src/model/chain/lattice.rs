//! Chains whose states are rows of machine words: where they go, without a value in between.

use crate::model::Value;
use num_bigint::BigUint;
use smallvec::SmallVec;
use std::fmt;
use std::sync::Arc;

/// The parts of a state; a number is a state of one part.
pub type Row = SmallVec<[i64; 3]>;

/// The rows that follow a row, appended one after another, and the number of the weights that they have; nothing where
/// the chain's own step must be asked.
pub type Move = Arc<dyn Fn(&[i64], &mut Vec<i64>) -> Option<usize> + Send + Sync>;

/// Whether the chain stops at a row; nothing where the chain's own condition must be asked.
pub type End = Arc<dyn Fn(&[i64]) -> Option<bool> + Send + Sync>;

/// The steps of a chain once more, for states that are rows of machine words. They lead where the chain's own do.
#[derive(Clone)]
pub struct Lattice {
    /// How many parts a state has, if it is a row; nothing for a number.
    pub parts: Option<usize>,
    /// Where a step leads.
    pub step: Move,
    /// The weights that rows may have, with their totals.
    pub weights: Arc<[(Vec<BigUint>, BigUint)]>,
    /// Where the chain stops.
    pub end: End,
    /// Of counters that never fall and end by a lead: with all parts beyond this number, only their differences matter.
    pub beyond: Option<i64>,
}

impl Lattice {
    /// The numbers of a state, if they are machine words and as many as states have.
    #[must_use]
    pub fn row(&self, state: &Value) -> Option<Row> {
        let numbers: Row = match (state, self.parts) {
            (Value::Int(n), None) => SmallVec::from_slice(&[*n]),
            (Value::Row(parts), Some(count)) if parts.len() == count => parts
                .iter()
                .map(|part| if let Value::Int(n) = part { Some(*n) } else { None })
                .collect::<Option<_>>()?,
            _ => return None,
        };
        Some(numbers)
    }

    /// The state of these numbers.
    #[must_use]
    pub fn state(&self, row: &[i64]) -> Value {
        match (self.parts, row) {
            (None, [number]) => Value::Int(*number),
            _ => Value::row(row.iter().copied().map(Value::Int)),
        }
    }
}

impl fmt::Debug for Lattice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lattice").field("parts", &self.parts).finish_non_exhaustive()
    }
}
