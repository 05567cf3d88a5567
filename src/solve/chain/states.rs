//! States by number: rows of machine words while the chain is a lattice of them, values otherwise.

use crate::model::Value;
use crate::model::chain::{Chain, Form, Lattice, Row};
use crate::solve::chain::graph::Place;
use rustc_hash::FxHashMap;

/// The states met so far, each once.
pub enum States {
    /// Rows of machine words, one after another.
    Rows(Lattice, Vec<i64>, FxHashMap<Row, Place>),
    /// Any values.
    Values(Vec<Value>, FxHashMap<Value, Place>),
}

impl States {
    /// No states of this chain yet.
    #[must_use]
    pub fn of(chain: &Chain) -> Self {
        match chain.form() {
            Form::Lattice(lattice) if lattice.row(&chain.start).is_some_and(|row| !row.is_empty()) => {
                Self::Rows(lattice.clone(), Vec::new(), FxHashMap::default())
            }
            _ => Self::Values(Vec::new(), FxHashMap::default()),
        }
    }

    /// The place of a state, and whether it is new.
    pub fn place(&mut self, state: &Value) -> (Place, bool) {
        if let Self::Rows(lattice, ..) = self {
            if let Some(placed) = lattice.row(state).and_then(|row| self.place_row(&row)) {
                return placed;
            }
            self.leave_the_words();
        }
        let Self::Values(values, places) = self else { unreachable!("rows have been left") };
        if let Some(place) = places.get(state) {
            return (*place, false);
        }
        let place = values.len() as Place;
        places.insert(state.clone(), place);
        values.push(state.clone());
        (place, true)
    }

    /// The place of a row, and whether it is new; nothing where states are no rows.
    pub fn place_row(&mut self, row: &[i64]) -> Option<(Place, bool)> {
        let Self::Rows(_, rows, places) = self else { return None };
        let fresh = places.len() as Place;
        let place = *places.entry(Row::from_slice(row)).or_insert(fresh);
        if place == fresh {
            rows.extend_from_slice(row);
        }
        Some((place, place == fresh))
    }

    /// The row that a state is; nothing where states are values.
    #[must_use]
    pub fn row(&self, state: usize) -> Option<Row> {
        match self {
            Self::Rows(lattice, rows, _) => {
                let width = lattice.parts.unwrap_or(1);
                Some(Row::from_slice(&rows[state * width..(state + 1) * width]))
            }
            Self::Values(..) => None,
        }
    }

    /// A state itself.
    #[must_use]
    pub fn value(&self, state: usize) -> Value {
        match (self, self.row(state)) {
            (Self::Rows(lattice, ..), Some(row)) => lattice.state(&row),
            (Self::Values(values, _), _) => values[state].clone(),
            (Self::Rows(..), None) => unreachable!("every state is a row"),
        }
    }

    /// A number has left the machine words: from now on the states are values.
    fn leave_the_words(&mut self) {
        let count = match self {
            Self::Rows(_, _, places) => places.len(),
            Self::Values(..) => return,
        };
        let values: Vec<Value> = (0..count).map(|state| self.value(state)).collect();
        let places = values.iter().cloned().zip(0..).collect();
        *self = Self::Values(values, places);
    }
}
