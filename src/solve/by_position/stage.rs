//! What the sweep along places remembers on its way.

use super::known::contains;
use super::{ByPosition, Watcher};
use crate::model::Value;
use crate::solve::stage::State;
use crate::solve::weight::Weight;

impl<W: Weight> ByPosition<'_, W> {
    /// What is left of the question, what the automata that it still asks are worth so far, and the weights.
    pub(super) fn remembered(&self) -> Vec<State> {
        let states = self.states.iter().map(|((residue, slots), weight)| State {
            taken: Vec::new(),
            values: (0..self.places.watchers.len()).map(|i| self.so_far(*residue, slots, i)).collect(),
            weight: weight.clone().big(),
            left: self.residues.all[*residue as usize].roots.clone(),
        });
        states.collect()
    }

    /// What an automaton would be worth if nothing followed, if it is still asked.
    fn so_far(&self, residue: u32, slots: &[i64], atom: usize) -> Option<Value> {
        let Watcher::Scan(automaton) = &self.places.watchers[atom] else { return None };
        let expression = &self.asking.atoms[atom].expression;
        let left = self.residues.all[residue as usize].expressions();
        let asked = left.into_iter().any(|e| contains(e, expression, self.asking.name));
        asked.then(|| automaton.run.value(&slots[self.starts[atom]..self.starts[atom + 1]]))
    }
}
