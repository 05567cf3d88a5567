//! The road by position: sweep the places of a sample in order. The state is what is left of the question (its
//! residue), the automata's states, and, without replacement, what is left of each class.

mod ahead;
mod choice;
mod field;
mod known;
mod places;
mod stage;

pub use places::{Places, group_at};

use crate::budget::{Budget, Measure};
use crate::error::Error;
use crate::model::Space;
use crate::solve::Road;
use crate::solve::plan::{Asking, Cost, Reduced, Sweep, product_cost};
use crate::solve::residue::{Law, Residue};
use crate::solve::weight::Weight;
use field::{Field, fields};
use known::{Residues, Settled};
use num_bigint::BigUint;
use places::{Watcher, class_weights, total, total_bits};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
use std::collections::hash_map::Entry;

/// The automata's states, then what is left to draw from.
type Slots = SmallVec<[i64; INLINE]>;

/// The slots that a state holds without an allocation.
const INLINE: usize = 8;

/// The number of the residue, and the slots.
type State = (u32, Slots);

/// The sweep along the places of a sample, ready to start.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] when even the weight of everything does not fit the budget.
pub fn sweep<'a>(asking: Asking<'a>, places: Places, budget: &Budget) -> Result<Box<dyn Sweep + 'a>, Error> {
    let bits = total_bits(asking.space, &places);
    let cost = product_cost(bits);
    budget.afford(cost.work, cost.bytes)?;
    let total = total(asking.space, &places);
    // Partial weights count sequences of some of the places, and there are never more of those than of all places.
    Ok(if total.bits() <= 120 {
        Box::new(ByPosition::<u128>::new(asking, places, total))
    } else {
        Box::new(ByPosition::<BigUint>::new(asking, places, total))
    })
}

struct ByPosition<'a, W> {
    asking: Asking<'a>,
    places: Places,
    /// Where the slots of each scan begin, and the end of the last.
    starts: Vec<usize>,
    /// The slots before the first place.
    first: Slots,
    residues: Residues,
    /// Without replacement: where a state counts what is left of each class (of each label, for words).
    fields: Vec<Field>,
    /// For trials: the weight of each class in each group.
    weights: Vec<Vec<W>>,
    total: BigUint,
    /// The states before the next place.
    states: FxHashMap<State, W>,
    /// How many residues these states have.
    open: usize,
    step: usize,
    visited: u64,
    work: u128,
    /// For each residue, which atoms it still asks, and whether it asks anything of this sample.
    asked: Vec<(Vec<bool>, bool)>,
}

impl<'a, W: Weight> ByPosition<'a, W> {
    fn new(asking: Asking<'a>, places: Places, total: BigUint) -> Self {
        let mut starts = vec![0];
        for watcher in &places.watchers {
            let slots = match watcher {
                Watcher::Scan(automaton) => automaton.run.start().len(),
                Watcher::Element(..) => 0,
            };
            starts.push(starts[starts.len() - 1] + slots);
        }
        let weights = class_weights(asking.space, &places);
        let fields = fields(asking.space, &places, starts[starts.len() - 1]);
        let (residues, states) = (Residues::default(), FxHashMap::default());
        let (step, visited, work) = (0, 0, 0);
        let mut sweep = Self {
            asking,
            places,
            starts,
            first: Slots::new(),
            residues,
            fields,
            weights,
            total,
            states,
            open: 1,
            step,
            visited,
            work,
            asked: Vec::new(),
        };
        let first = sweep.residues.number(asking.residue.clone());
        sweep.first = sweep.start();
        sweep.states.insert((first, sweep.first.clone()), W::one());
        sweep
    }

    /// The automata's first states, then what there is of each class (or the balls still to be placed).
    fn start(&self) -> Slots {
        let mut slots: Slots = SmallVec::new();
        for watcher in &self.places.watchers {
            if let Watcher::Scan(automaton) = watcher {
                slots.extend(automaton.run.start());
            }
        }
        if let Space::Occupancy(balls, _) = self.asking.space {
            slots.push(balls.cast_signed());
        }
        for field in &self.fields {
            if field.slot == slots.len() {
                slots.push(0);
            }
            slots[field.slot] += field.first << field.shift;
        }
        slots
    }
}

/// The clock is looked at once in so many choices.
const CHECKED: usize = 4096;

impl<W: Weight> Sweep for ByPosition<'_, W> {
    fn road(&self) -> Road {
        Road::ByPosition
    }

    fn cost(&self) -> Cost {
        let left = (self.places.places.len() - self.step) as u128;
        let entry =
            size_of::<State>() as u128 + 48 + u128::from(self.total.bits() / 8) + 8 * self.slots_apart();
        Cost {
            work: self.work.saturating_add(self.ahead().saturating_mul(left)),
            bytes: (self.states.len() as u128)
                .saturating_mul(entry)
                .saturating_mul(2)
                .saturating_add(self.residues.bytes()),
        }
    }

    fn is_done(&self) -> bool {
        self.step >= self.places.places.len()
    }

    fn states(&self) -> Vec<crate::solve::stage::State> {
        self.remembered()
    }

    fn advance(&mut self, budget: &Budget) -> Result<(), Error> {
        let Some(&place) = self.places.places.get(self.step) else { return Ok(()) };
        self.work = self.work.saturating_add(self.ahead());
        let options = self.options(place, self.step);
        let is_last = self.step + 1 == self.places.places.len();
        // What an atom about this place leaves of a residue depends on the residue and the class only. Where no residue has
        // left anything behind, states are settled once they are merged.
        let watched = self.is_watched(place);
        let at_once = watched || self.forgets();
        let mut left_by: FxHashMap<(u32, usize), u32> = FxHashMap::default();
        let mut settled = Settled::default();
        let mut next: FxHashMap<State, W> = FxHashMap::default();
        next.reserve(self.states.len());
        let mut choices = 0usize;
        for ((residue, slots), weight) in std::mem::take(&mut self.states) {
            for (class, option) in &options {
                choices += 1;
                if choices.is_multiple_of(CHECKED) {
                    budget.check()?;
                    budget.afford(0, next.len() as u128 * 8 * self.slots_apart())?;
                    budget.report(Measure::Places, self.step as u64, self.places.places.len() as u64);
                }
                let Some((mut to, ways)) = self.take(&slots, option) else { continue };
                self.take_in(&mut to, place, *class);
                let mut after = residue;
                if watched {
                    after = match left_by.get(&(residue, *class)) {
                        Some(after) => *after,
                        None => {
                            let after = self.observe(residue, place, *class, budget)?;
                            left_by.insert((residue, *class), after);
                            after
                        }
                    };
                }
                if at_once {
                    after = self.settle(after, &mut to, place, &mut settled)?;
                }
                if is_last {
                    // What is left matters no more.
                    to.truncate(self.starts[self.starts.len() - 1]);
                }
                add(&mut next, (after, to), &weight, &ways);
            }
        }
        if !at_once && self.has_ending(place) {
            for ((residue, mut slots), weight) in std::mem::take(&mut next) {
                let after = self.settle(residue, &mut slots, place, &mut settled)?;
                add(&mut next, (after, slots), &weight, &W::one());
            }
        }
        let open: FxHashSet<u32> = next.keys().map(|(residue, _)| *residue).collect();
        self.open = open.len();
        self.states = next;
        self.step += 1;
        self.visited += self.states.len() as u64;
        Ok(())
    }

    fn reduced(self: Box<Self>) -> Result<Reduced, Error> {
        let mut parts: FxHashMap<Residue, BigUint> = FxHashMap::default();
        for ((residue, slots), weight) in &self.states {
            let finished = self.finish(*residue, slots)?;
            *parts.entry(finished).or_default() += weight.clone().big();
        }
        let law = Law { parts: parts.into_iter().collect(), total: self.total };
        Ok(Reduced { law, road: Road::ByPosition, states: self.visited, cut: false })
    }
}

/// Adds to the weight of a state so many times another weight.
fn add<W: Weight>(states: &mut FxHashMap<State, W>, state: State, weight: &W, times: &W) {
    match states.entry(state) {
        Entry::Occupied(mut sum) => sum.get_mut().add_product(weight, times),
        Entry::Vacant(place) => {
            place.insert(weight.times(times));
        }
    }
}
