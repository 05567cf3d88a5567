//! What is decided before the last class need not be remembered.
//!
//! When no class to come changes a number, the question is asked what is left of it with that number known: numbers that
//! leave the same are one. Twenty cards with one to three of each of ten kinds are then a few dozen states, not 4¹⁰.

use super::{ByClass, State};
use crate::model::Value;
use crate::question::Expr;
use crate::solve::classes::Class;
use crate::solve::residue::Residue;
use crate::solve::weight::Weight;
use rustc_hash::{FxHashMap, FxHashSet};

/// So many different numbers are put into the question after a class.
const MOST: usize = 4_096;

/// So much work is spent on it after a class.
const MOST_WORK: u128 = 50_000_000;

/// With so many numbers of which no two leave the same, none is expected to later.
const ENOUGH: usize = 32;

/// Word operations to put known numbers into a question, for each of its parts.
const PUT: u128 = 100;

impl<W: Weight> ByClass<'_, W> {
    /// Merges the states that leave the same of the question, after a class.
    pub(super) fn merge_decided(&mut self) {
        // Only a class that decides something new lets states become one.
        if self.all_differ || self.is_last_class() || !self.lasts.contains(&Some(self.class)) {
            return;
        }
        let decided = self.decided();
        let Some(leaving) = self.leaving(&decided) else {
            self.all_differ = true;
            return;
        };
        let dropped = self.dropped();
        let mut merged: FxHashMap<State, W> = FxHashMap::default();
        merged.reserve(self.states.len());
        for (mut state, weight) in std::mem::take(&mut self.states) {
            if let Some(alike) = leaving.get(&self.slots(&decided, &state)) {
                if dropped.as_ref() == Some(alike) {
                    continue;
                }
                let mut slots = alike.iter();
                for &atom in &decided {
                    let own = &mut state[self.starts[atom]..self.starts[atom + 1]];
                    own.iter_mut().zip(&mut slots).for_each(|(own, slot)| *own = *slot);
                }
            }
            match merged.get_mut(&state) {
                Some(sum) => sum.add_product(&weight, &W::one()),
                None => {
                    merged.insert(state, weight);
                }
            }
        }
        self.states = merged;
    }

    /// The slots of the states that are followed no further, because they leave what no class to come can change. There
    /// can be only one such rest, whose weight is that of all minus that of the others. The states after the first class
    /// are kept: derivations show them.
    fn dropped(&mut self) -> Option<State> {
        if self.class == 0 {
            return None;
        }
        if self.rest.is_none() {
            let over = |left: &&Residue| !left.mentions(self.asking.name);
            let mut over: Vec<(&State, &Residue)> = self.left.iter().filter(|(_, left)| over(left)).collect();
            // In order, so that it is the same in every run.
            over.sort_unstable_by_key(|(slots, _)| *slots);
            self.rest = over.first().map(|(_, left)| (*left).clone());
        }
        let rest = self.rest.as_ref()?;
        self.left.iter().find(|(_, left)| *left == rest).map(|(slots, _)| slots.clone())
    }

    /// The last class that changes each atom; nothing where that is not known, or where there is no other atom that might
    /// be decided later.
    pub(super) fn lasts(&self) -> Vec<Option<usize>> {
        let (classes, folds) = (&self.classes.classes, &self.classes.folds);
        let last = |atom: usize| {
            let changes = |class: &Class| !folds[atom].ignores(class.views[atom]);
            let last = classes.iter().rposition(changes).unwrap_or(0);
            (folds.len() > 1 && folds[atom].is_additive()).then_some(last)
        };
        (0..folds.len()).map(last).collect()
    }

    /// The atoms that no class to come changes.
    fn decided(&self) -> Vec<usize> {
        let is_decided = |last: &Option<usize>| last.is_some_and(|last| last <= self.class);
        (0..self.lasts.len()).filter(|&atom| is_decided(&self.lasts[atom])).collect()
    }

    /// The slots of these atoms in a state, one after another.
    fn slots(&self, atoms: &[usize], state: &State) -> State {
        let mut slots = State::new();
        atoms
            .iter()
            .for_each(|&atom| slots.extend_from_slice(&state[self.starts[atom]..self.starts[atom + 1]]));
        slots
    }

    /// The values of these atoms with these slots.
    fn values(&self, atoms: &[usize], slots: &[i64]) -> Vec<Value> {
        let mut from = 0;
        let value = |&atom: &usize| {
            let to = from + self.starts[atom + 1] - self.starts[atom];
            let value = self.classes.folds[atom].value(&slots[from..to]);
            from = to;
            value
        };
        atoms.iter().map(value).collect()
    }

    /// The slots of the atoms that were decided before this class, and which of these atoms are decided by it.
    fn by_age(&self, decided: &[usize], slots: &[i64]) -> (State, Vec<usize>) {
        let (mut before, mut now, mut from) = (State::new(), Vec::new(), 0);
        for (i, &atom) in decided.iter().enumerate() {
            let to = from + self.starts[atom + 1] - self.starts[atom];
            match self.lasts[atom] {
                Some(last) if last < self.class => before.extend_from_slice(&slots[from..to]),
                _ => now.push(i),
            }
            from = to;
        }
        (before, now)
    }

    /// For the slots of the decided atoms those that stand for all that leave the same; nothing when all leave different
    /// things, when there are too many, or when one of them is an error.
    fn leaving(&mut self, decided: &[usize]) -> Option<FxHashMap<State, State>> {
        let mut met: FxHashSet<State> = FxHashSet::default();
        for state in self.states.keys() {
            met.insert(self.slots(decided, state));
            if met.len() > MOST {
                return None;
            }
        }
        // In order, so that the same slots stand for the others in every run.
        let mut met: Vec<State> = met.into_iter().collect();
        met.sort_unstable();
        let size = self.left.values().map(Residue::size).max().unwrap_or(0);
        let put = PUT * size as u128 * met.len() as u128;
        if put > MOST_WORK {
            return None;
        }
        self.work = self.work.saturating_add(put);
        let (mut first, mut leaving) = (FxHashMap::default(), FxHashMap::default());
        let mut left: FxHashMap<State, Residue> = FxHashMap::default();
        for slots in met {
            // Of what the atoms decided before leave, only what is decided now is asked.
            let (before, now) = self.by_age(decided, &slots);
            let values = self.values(decided, &slots);
            let known: Vec<(&Expr, &Value)> =
                now.iter().map(|&i| (&self.asking.atoms[decided[i]].expression, &values[i])).collect();
            let residue = self.left.get(&before)?.with(self.asking.name, &known).ok()?;
            let alike = first.entry(residue).or_insert_with_key(|residue| {
                left.insert(slots.clone(), residue.clone());
                slots.clone()
            });
            leaving.insert(slots, alike.clone());
        }
        self.left = left;
        (first.len() < leaving.len() || leaving.len() < ENOUGH).then_some(leaving)
    }
}

#[cfg(test)]
mod tests {
    use crate::model::pattern::Comparison;
    use crate::model::{Collection, Faces, Space};
    use crate::question::{Asked, Expr, Node};
    use crate::solve::asking::{answer, call, is, known, law, numbered, x};
    use crate::solve::{Choice, Road};
    use proptest::prelude::*;
    use std::sync::Arc;

    fn bounded(kind: i64, low: i64, high: i64) -> Expr {
        let count = || call("count", vec![known(kind), x()]);
        Expr::new(Node::And(vec![
            is(count(), Comparison::AtLeast, low),
            is(count(), Comparison::AtMost, high),
        ]))
    }

    proptest! {
        #[test]
        fn what_is_decided_early_changes_no_law(
            counts in prop::collection::vec(1_u64..4, 3..5),
            bounds in prop::collection::vec((0_i64..3, 0_i64..3), 3),
            all in any::<bool>(), with_a_sum in any::<bool>(), drawn in 1_u64..5,
        ) {
            let events: Vec<Expr> =
                (1..).zip(&bounds).map(|(kind, (low, more))| bounded(kind, *low, low + more)).collect();
            let event = Expr::new(if all { Node::And(events) } else { Node::Or(events) });
            let number = if with_a_sum { call("sum", vec![x()]) } else { call("count", vec![known(1), x()]) };
            let asked = Expr::new(Node::If(event, number, known(-1)));
            let size = counts.iter().sum::<u64>();
            let urn = numbered(Collection::Urn, &counts);
            let die = Arc::new(Faces::die(counts.len() as u64).unwrap());
            for space in [
                Space::Choose(Arc::clone(&urn), drawn.min(size)),
                Space::Multichoose(urn, drawn),
                Space::trials(die, drawn),
            ] {
                let (listed, _) = law(&space, &asked, Choice::Only(Road::Enumeration));
                let (swept, road) = law(&space, &asked, Choice::Only(Road::ByClass));
                prop_assert_eq!(road, Road::ByClass);
                prop_assert_eq!(swept, listed, "{:?} of {:?}", asked, space);
            }
        }
    }

    #[test]
    fn many_bounds_are_few_states() {
        let space = Space::Choose(numbered(Collection::Urn, &[6; 10]), 20);
        let event = Expr::new(Node::And((1..=10).map(|kind| bounded(kind, 1, 3)).collect()));
        let solved = answer(&space, Asked::Probability(event));
        assert!(solved.method.states < 2000, "{}", solved.method.states);
    }
}
