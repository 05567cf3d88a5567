//! What the sweep over classes remembers on its way.

use super::ByClass;
use crate::model::{Space, Value};
use crate::solve::classes::{Class, Classes};
use crate::solve::stage::{Point, State};
use crate::solve::weight::Weight;
use num_bigint::BigUint;

/// The classes in the order of the sweep, each with its labels and its size, or its weight in a trial.
#[must_use]
pub fn first_class(space: &Space, classes: &Classes) -> Point {
    let labels = space.labels();
    let weight = |label: usize| match space {
        Space::Trials(groups) => {
            let faces = groups.iter().flat_map(|(faces, _)| faces.weights());
            faces.filter(|(face, _)| *face == labels[label]).map(|(_, w)| w.clone()).next()
        }
        Space::Draw(from, _)
        | Space::Choose(from, _)
        | Space::Multichoose(from, _)
        | Space::Words(from, _)
        | Space::Subset(from)
        | Space::Deal(from, _) => from.classes().get(label).map(|(_, count)| BigUint::from(*count)),
        _ => None,
    };
    let of = |class: &Class| {
        let names = class.labels.iter().map(|&label| labels[label].clone()).collect();
        (names, class.labels.iter().filter_map(|&label| weight(label)).sum())
    };
    Point::Class(classes.classes.iter().map(of).collect())
}

impl<W: Weight> ByClass<'_, W> {
    /// How many elements each part has so far, what the only automaton makes of them, and the weights.
    pub(super) fn remembered(&self) -> Vec<State> {
        let taken = |state: &super::State| {
            let parts = self.classes.parts.iter().zip(state);
            parts.filter_map(|(part, left)| part.size.map(|size| size - left.unsigned_abs())).collect()
        };
        let states = self.states.iter().map(|(state, weight)| State {
            taken: taken(state),
            values: self.so_far(state).into_iter().map(Some).collect(),
            weight: weight.clone().big(),
            left: Vec::new(),
        });
        states.collect()
    }

    /// What an automaton that is alone would be worth if nothing followed: those of several may stand for others that
    /// leave the same of the question.
    fn so_far(&self, state: &super::State) -> Option<Value> {
        let [fold] = self.classes.folds.as_slice() else { return None };
        let mut slots = state[self.starts[0]..self.starts[1]].to_vec();
        if let (Some(promised), Some(class)) = (self.promises[0], self.class.checked_sub(1))
            && state[promised] > 0
        {
            let view = self.classes.classes[class].views[0];
            fold.step(&mut slots, view, state[promised].unsigned_abs());
        }
        Some(fold.value(&slots))
    }
}
