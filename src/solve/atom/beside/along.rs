//! The automaton along the labels: it remembers those that bodies still open ask for.

use super::{Bodies, MOST_REMEMBERED, Part};
use crate::model::Value;
use crate::statistic::{Automaton, Fold};
use std::sync::Arc;

/// A label in the order in which the automaton meets them.
#[derive(Clone)]
struct Met {
    /// Where its number is remembered.
    slot: usize,
    /// For each part of its body the slots of what it counts, and how many values the part has.
    parts: Vec<(Vec<usize>, usize)>,
    /// What the inner fold sees of its body, for each row of the parts' values.
    bodies: Vec<u32>,
}

impl Met {
    /// The place of the body among those for all rows of the parts' values.
    fn row(&self, slots: &[i64]) -> usize {
        self.parts.iter().rev().fold(0, |row, (counted, values)| {
            let coming: i64 = counted.iter().map(|&slot| slots[slot]).sum();
            row * values + usize::try_from(coming).unwrap_or(0).min(values - 1)
        })
    }
}

/// What happens once all labels up to one have been met.
#[derive(Clone, Default)]
struct Turn {
    /// The labels whose bodies are decided.
    decided: Vec<usize>,
    /// The slots of which nothing but whether it is 0 will be asked.
    told: Vec<usize>,
    /// The slots that are needed no more.
    freed: Vec<usize>,
}

/// The state: how many turns are over, the inner fold's state, and the numbers that are remembered.
#[derive(Clone)]
pub(super) struct Beside {
    inner: Arc<dyn Fold>,
    /// The length of the inner fold's state.
    own: usize,
    slots: usize,
    met: Vec<Met>,
    turns: Vec<Turn>,
}

impl Beside {
    /// The automaton that meets the labels in this order; whether a body counts once, however often its label comes.
    /// Nothing where too many labels would have to be remembered.
    pub(super) fn of(
        bodies: &Bodies,
        order: &[usize],
        inner: Automaton<dyn Fold>,
        once: bool,
    ) -> Option<Self> {
        let needs = Needs::of(bodies, order, once);
        let (mut turns, slot_of, slots) = needs.turns(order);
        if slots > MOST_REMEMBERED {
            return None;
        }
        let met = |(view, &label): (usize, &usize)| {
            turns[needs.decided[label]].decided.push(view);
            let (parts, rows) = &bodies.labels[label];
            let part = |part: &Part| {
                (part.counts.iter().map(|&other| slot_of[other]).collect(), part.values(bodies.length))
            };
            Met {
                slot: slot_of[label],
                parts: parts.iter().map(part).collect(),
                bodies: rows.iter().map(|&body| inner.views[body]).collect(),
            }
        };
        let met = order.iter().enumerate().map(met).collect();
        let own = inner.run.start().len();
        Some(Self { inner: inner.run.into(), own, slots, met, turns })
    }

    /// Takes the turns of the views before this one.
    fn settle(&self, state: &mut [i64], before: usize) {
        let Some((done, rest)) = state.split_first_mut() else { return };
        let (own, slots) = rest.split_at_mut(self.own);
        let over = usize::try_from(*done).unwrap_or(usize::MAX);
        for turn in self.turns.iter().take(before).skip(over) {
            for met in turn.decided.iter().map(|&view| &self.met[view]) {
                let coming = slots[met.slot].unsigned_abs();
                if coming > 0 {
                    self.inner.step(own, met.bodies[met.row(slots)], coming);
                }
            }
            turn.told.iter().for_each(|&slot| slots[slot] = slots[slot].min(1));
            turn.freed.iter().for_each(|&slot| slots[slot] = 0);
        }
        *done = (*done).max(i64::try_from(before).unwrap_or(i64::MAX));
    }
}

/// Up to which view each label matters.
struct Needs {
    /// Up to which its body is open.
    decided: Vec<usize>,
    /// Up to which it matters how often it came.
    counted: Vec<usize>,
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
        let mut counted = if once { place } else { decided.clone() };
        let mut needed = decided.clone();
        for (label, (parts, _)) in bodies.labels.iter().enumerate() {
            for part in parts {
                for &other in &part.counts {
                    needed[other] = needed[other].max(decided[label]);
                    if part.without.is_none() {
                        counted[other] = counted[other].max(decided[label]);
                    }
                }
            }
        }
        Self { decided, counted, needed }
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
            turns[self.counted[label]].told.push(slot_of[label]);
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
