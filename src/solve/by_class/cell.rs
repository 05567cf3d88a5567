//! One step of the sweep: how many elements of a class go to a part, and what is settled after a class.

use super::{ByClass, State};
use crate::budget::{Budget, Measure};
use crate::error::Error;
use crate::solve::weight::Weight;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

impl<W: Weight> ByClass<'_, W> {
    /// All elements of the next class can still be chosen.
    pub(super) fn begin_class(&mut self) {
        let size = self.weighing.sizes.as_ref().and_then(|sizes| sizes.get(self.class));
        if let (Some(slot), Some(size)) = (self.available, size) {
            let size = size.cast_signed();
            let sized = |(mut state, weight): (State, W)| {
                state[slot] = size;
                (state, weight)
            };
            self.states = std::mem::take(&mut self.states).into_iter().map(sized).collect();
        }
    }

    /// How many elements of the class at hand are left, where they can be used up.
    fn left_of_class(&self, state: &State) -> Option<i64> {
        let sizes = self.weighing.sizes.as_ref()?;
        Some(self.available.map_or(sizes[self.class].cast_signed(), |slot| state[slot]))
    }

    pub(super) fn is_last_class(&self) -> bool {
        self.class + 1 == self.classes.classes.len()
    }

    /// The least and the largest multiplicity that the class at hand can have in the part at hand.
    pub(super) fn multiplicities(&self, state: &State) -> (i64, i64) {
        let left = if self.classes.parts[self.part].size.is_some() { state[self.part] } else { i64::MAX };
        let available = self.left_of_class(state).unwrap_or(i64::MAX);
        // The last class fills what is left.
        let least = if self.is_last_class() && left < i64::MAX { left } else { 0 };
        let multiplicities = (least, left.min(available).min(self.most()));
        // All of the first class are followed: derivations show them.
        if self.class == 0 {
            multiplicities
        } else {
            self.required.within(multiplicities, self.part, self.class, left)
        }
    }

    /// The largest multiplicity of the class in the part that has any weight.
    fn most(&self) -> i64 {
        match self.ways.get(self.classes.parts[self.part].group) {
            Some(group) => i64::try_from(group[self.class].len()).unwrap_or(i64::MAX) - 1,
            None => i64::MAX,
        }
    }

    /// Chooses the multiplicity of one class in one part.
    pub(super) fn cell(&mut self, budget: &Budget) -> Result<(), Error> {
        let mut next: FxHashMap<State, W> = FxHashMap::default();
        next.reserve(self.states.len());
        let free = self.classes.parts[self.part].size.is_none();
        let mut looked_at = 0u64;
        for (state, weight) in std::mem::take(&mut self.states) {
            let (least, most) = self.multiplicities(&state);
            // The places that the elements may take, or the elements that may be taken.
            let from = self.left_of_class(&state).or(self.weighing.placed.then(|| state[self.part]));
            let from = from.map(i64::unsigned_abs);
            // When the last class fills what is left, either all places are taken or it is the only choice.
            let mut places = first_binomial::<W>(from, least.unsigned_abs());
            for m in least..=most {
                let mut to = State::from_slice(&state);
                if !free {
                    to[self.part] -= m;
                }
                if let Some(slot) = self.available {
                    to[slot] -= m;
                }
                if m > 0 {
                    self.promise_elements(&mut to, m);
                }
                let ways = self.ways(&places, m);
                match next.entry(to) {
                    Entry::Occupied(mut sum) => sum.get_mut().add_product(&weight, &ways),
                    Entry::Vacant(place) => {
                        place.insert(weight.times(&ways));
                    }
                }
                if let (Some(n), true) = (from, m < most) {
                    places.next_binomial(n, m.unsigned_abs());
                }
                looked_at += 1;
                if looked_at.is_multiple_of(4096) {
                    budget.check()?;
                    budget.report(Measure::Classes, self.class as u64, self.classes.classes.len() as u64);
                }
            }
        }
        self.states = next;
        self.visited += self.states.len() as u64;
        Ok(())
    }

    /// The weight of m elements of the class in the part, C(n, m) being given where it matters.
    fn ways(&self, places: &W, m: i64) -> W {
        let Some(group) = self.ways.get(self.classes.parts[self.part].group) else { return places.clone() };
        let ways = &group[self.class][usize::try_from(m).unwrap_or(0)];
        if self.weighing.placed { ways.times(places) } else { ways.clone() }
    }

    /// Tells the automata that see the part: at once those that take elements in any order, at the end of their view
    /// the others.
    fn promise_elements(&self, state: &mut State, m: i64) {
        for &atom in &self.classes.parts[self.part].atoms {
            match self.promises[atom] {
                Some(promised) => state[promised] += m,
                None => {
                    let view = self.classes.classes[self.class].views[atom];
                    let slots = &mut state[self.starts[atom]..self.starts[atom + 1]];
                    self.classes.folds[atom].step(slots, view, m.unsigned_abs());
                }
            }
        }
    }

    /// After a class: automata whose view ends here take in what they were promised, and forget what cannot matter for
    /// the views to come.
    pub(super) fn settle(&mut self) {
        let views = &self.classes.classes[self.class].views;
        let following = self.classes.classes.get(self.class + 1).map(|c| &c.views);
        let ends = |atom: usize| following.is_none_or(|next| next[atom] != views[atom]);
        let promises = self.promises.iter().enumerate();
        let promises = promises.filter_map(|(atom, slot)| slot.map(|slot| (atom, slot)));
        let ending: Vec<(usize, usize)> = promises.filter(|&(atom, _)| ends(atom)).collect();
        if ending.is_empty() && self.available.is_none() {
            return;
        }
        let ordered = self.alike.is_after(self.class);
        let mut settled: FxHashMap<State, W> = FxHashMap::default();
        settled.reserve(if ordered { 0 } else { self.states.len() });
        for (mut state, weight) in std::mem::take(&mut self.states) {
            if let Some(slot) = self.available {
                state[slot] = 0;
            }
            for &(atom, promised) in &ending {
                let promised = std::mem::take(&mut state[promised]);
                let slots = &mut state[self.starts[atom]..self.starts[atom + 1]];
                if promised > 0 {
                    self.classes.folds[atom].step(slots, views[atom], promised.unsigned_abs());
                }
                if let Some(following) = following {
                    self.classes.folds[atom].advance(slots, following[atom]);
                }
            }
            if ordered {
                self.alike.order(&self.classes, &self.starts, self.class, &mut state);
            }
            match settled.get_mut(&state) {
                Some(sum) => sum.add_product(&weight, &W::one()),
                None => {
                    settled.insert(state, weight);
                }
            }
        }
        self.states = settled;
    }
}

/// C(n, m) for an m that is 0 or n; 1 where there is nothing to choose from.
fn first_binomial<W: Weight>(n: Option<u64>, m: u64) -> W {
    match n {
        Some(n) if m != 0 && m != n => W::of(&crate::number::binomial(n, m)),
        _ => W::one(),
    }
}
