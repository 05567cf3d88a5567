//! The automaton along the labels: it remembers those that bodies still open ask for.

use super::{Bodies, MOST_REMEMBERED, Part};
use crate::model::Value;
use crate::question::Quantifier;
use crate::statistic::{Automaton, Fold};
use std::sync::Arc;

/// A label in the order in which the automaton meets them.
#[derive(Clone)]
struct Met {
    /// Where its number is remembered.
    slot: usize,
    /// For each part of its body the views and slots of what it counts, and how many values the part has.
    parts: Vec<(Vec<(usize, usize)>, usize)>,
    /// What the inner fold sees of its body, for each row of the parts' values.
    bodies: Vec<u32>,
    /// Whether the body stays as it is, whatever more comes.
    stays: Vec<bool>,
}

impl Met {
    fn of(slot: usize, parts: Vec<(Vec<(usize, usize)>, usize)>, bodies: Vec<u32>) -> Self {
        let mut stays = vec![true; bodies.len()];
        for row in (0..bodies.len()).rev() {
            // With one more of any part the body is the same, and stays.
            let mut step = 1;
            for (_, values) in &parts {
                if row / step % values + 1 < *values {
                    stays[row] &= stays[row + step] && bodies[row + step] == bodies[row];
                }
                step *= values;
            }
        }
        Self { slot, parts, bodies, stays }
    }

    /// The place of the body among those for all rows of the parts' values, when the labels up to this view have been met:
    /// the slots of the others may hold something else.
    fn row(&self, slots: &[i64], view: usize) -> usize {
        self.parts.iter().rev().fold(0, |row, (counted, values)| {
            let here = counted.iter().filter(|(at, _)| *at <= view);
            let coming: i64 = here.map(|(_, slot)| slots[*slot]).sum();
            row * values + usize::try_from(coming).unwrap_or(0).min(values - 1)
        })
    }
}

/// What happens once all labels up to one have been met.
#[derive(Clone, Default)]
struct Turn {
    /// The labels whose bodies are decided.
    decided: Vec<usize>,
    /// Those whose bodies are not, but ask for the label at hand or are its own.
    touched: Vec<usize>,
    /// The slots of which no more than so many matter any more.
    told: Vec<(usize, i64)>,
    /// The slots that are needed no more.
    freed: Vec<usize>,
}

/// The state: how many turns are over, the inner fold's state, and the numbers that are remembered.
#[derive(Clone)]
pub(super) struct Beside {
    inner: Arc<dyn Fold>,
    /// The inner fold's state at the start.
    start: Vec<i64>,
    /// Its length.
    own: usize,
    /// Whether a single body may decide everything, as for `any`: what follows is then of no account.
    decides: bool,
    slots: usize,
    met: Vec<Met>,
    turns: Vec<Turn>,
}

impl Beside {
    /// The automaton that meets the labels in this order; nothing where too many labels would have to be remembered.
    pub(super) fn of(
        bodies: &Bodies,
        order: &[usize],
        inner: Automaton<dyn Fold>,
        quantifier: Quantifier,
    ) -> Option<Self> {
        let decides = matches!(quantifier, Quantifier::Any | Quantifier::All);
        // A body counts once, however often its label comes.
        let once = decides || matches!(quantifier, Quantifier::Min | Quantifier::Max);
        let needs = Needs::of(bodies, order, once);
        let (mut turns, slot_of, slots) = needs.turns(order);
        if slots > MOST_REMEMBERED {
            return None;
        }
        let met = |(view, &label): (usize, &usize)| {
            turns[needs.decided[label]].decided.push(view);
            let (parts, rows) = &bodies.labels[label];
            let part = |part: &Part| {
                let counted = part.counts.iter().map(|&other| (needs.place[other], slot_of[other]));
                (counted.collect(), part.values())
            };
            let bodies = rows.iter().map(|&body| inner.views[body]).collect();
            Met::of(slot_of[label], parts.iter().map(part).collect(), bodies)
        };
        let met = order.iter().enumerate().map(met).collect();
        if decides {
            needs.touched(bodies, order, &mut turns);
        }
        let start = inner.run.start();
        Some(Self { inner: inner.run.into(), own: start.len(), start, decides, slots, met, turns })
    }

    /// Takes the turns of the views before this one.
    fn settle(&self, state: &mut [i64], before: usize) {
        let Some((done, rest)) = state.split_first_mut() else { return };
        let (own, slots) = rest.split_at_mut(self.own);
        let over = usize::try_from(*done).unwrap_or(usize::MAX);
        for (view, turn) in self.turns.iter().enumerate().take(before).skip(over) {
            if slots[self.met[view].slot] > 0 {
                for met in turn.touched.iter().map(|&view| &self.met[view]) {
                    let row = met.row(slots, view);
                    if slots[met.slot] > 0 && met.stays[row] {
                        self.inner.step(own, met.bodies[row], 1);
                    }
                }
            }
            for met in turn.decided.iter().map(|&view| &self.met[view]) {
                let coming = slots[met.slot].unsigned_abs();
                if coming > 0 {
                    self.inner.step(own, met.bodies[met.row(slots, view)], coming);
                }
            }
            turn.told.iter().for_each(|&(slot, most)| slots[slot] = slots[slot].min(most));
            turn.freed.iter().for_each(|&slot| slots[slot] = 0);
        }
        *done = (*done).max(i64::try_from(before).unwrap_or(i64::MAX));
        if self.is_decided(own) {
            slots.fill(0);
        }
    }

    /// Whether a body has decided everything.
    fn is_decided(&self, own: &[i64]) -> bool {
        self.decides && own != self.start
    }
}

/// Up to which view each label matters.
struct Needs {
    /// The view of each label.
    place: Vec<usize>,
    /// Up to which its body is open.
    decided: Vec<usize>,
    /// Up to which it matters exactly how often it came, and how often at most afterwards.
    counted: Vec<(usize, i64)>,
    /// Up to which it matters whether it came.
    needed: Vec<usize>,
}

impl Needs {
    fn of(bodies: &Bodies, order: &[usize], once: bool) -> Self {
        let count = order.len();
        let mut place = vec![0; count];
        order.iter().enumerate().for_each(|(view, &label)| place[label] = view);
        let last = |label: usize| bodies.decisive(label).map(|other| place[other]).max().unwrap_or(0);
        let decided: Vec<usize> = (0..count).map(last).collect();
        let until = if once { &place } else { &decided };
        let mut counted: Vec<(usize, i64)> = until.iter().map(|until| (*until, 1)).collect();
        let mut needed = decided.clone();
        for (label, (parts, _)) in bodies.labels.iter().enumerate() {
            for part in parts {
                let most = i64::try_from(part.values() - 1).unwrap_or(i64::MAX);
                for &other in &part.counts {
                    needed[other] = needed[other].max(decided[label]);
                    counted[other].1 = counted[other].1.max(most);
                }
            }
        }
        Self { place, decided, counted, needed }
    }

    /// At each view the labels met so far whose bodies it touches.
    fn touched(&self, bodies: &Bodies, order: &[usize], turns: &mut [Turn]) {
        for (view, &label) in order.iter().enumerate() {
            let mut views: Vec<usize> = bodies.decisive(label).map(|other| self.place[other]).collect();
            views.sort_unstable();
            views.dedup();
            views.retain(|at| (view..self.decided[label]).contains(at));
            views.into_iter().for_each(|at| turns[at].touched.push(view));
        }
    }

    /// What is forgotten after each view, the slot of each label, and how many slots there are.
    fn turns(&self, order: &[usize]) -> (Vec<Turn>, Vec<usize>, usize) {
        let mut turns = vec![Turn::default(); order.len()];
        let (mut slot_of, mut free, mut slots) = (vec![0; order.len()], Vec::new(), 0);
        for (view, &label) in order.iter().enumerate() {
            slot_of[label] = free.pop().unwrap_or_else(|| {
                slots += 1;
                slots - 1
            });
            let (until, most) = self.counted[label];
            turns[until].told.push((slot_of[label], most));
            turns[self.needed[label]].freed.push(slot_of[label]);
            free.extend(&turns[view].freed);
        }
        (turns, slot_of, slots)
    }
}

impl Fold for Beside {
    fn start(&self) -> Vec<i64> {
        let slots = std::iter::repeat_n(0, self.slots);
        [0].into_iter().chain(self.inner.start()).chain(slots).collect()
    }

    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        self.settle(state, view as usize);
        if self.is_decided(&state[1..=self.own]) {
            return;
        }
        state[1 + self.own + self.met[view as usize].slot] = i64::try_from(multiplicity).unwrap_or(i64::MAX);
    }

    fn value(&self, state: &[i64]) -> Value {
        let mut state = state.to_vec();
        self.settle(&mut state, self.turns.len());
        self.inner.value(&state[1..=self.own])
    }

    fn advance(&self, state: &mut [i64], view: u32) {
        self.settle(state, view as usize);
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Fold>> {
        let inner = self.inner.saturated(cap)?;
        Some(Box::new(Self { inner: inner.into(), ..self.clone() }))
    }
}
