//! What a place tells: the residue after it, and what the automata make of it.

use super::{ByPosition, Slots, Watcher};
use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::question::Expr;
use crate::solve::residue::{PART, Residue};
use crate::solve::weight::Weight;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// The residue after a place, by the residue before it and the states of the automata whose places end there.
pub(super) type Settled = FxHashMap<(u32, SmallVec<[i64; 4]>), u32>;

/// Residues by number.
#[derive(Default)]
pub(super) struct Residues {
    pub(super) all: Vec<Residue>,
    /// How many parts they have together.
    pub(super) parts: usize,
    numbers: FxHashMap<Residue, u32>,
}

impl Residues {
    pub(super) fn bytes(&self) -> u128 {
        self.parts as u128 * PART
    }

    pub(super) fn number(&mut self, residue: Residue) -> u32 {
        if let Some(number) = self.numbers.get(&residue) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.parts += residue.size();
        self.numbers.insert(residue.clone(), number);
        self.all.push(residue);
        number
    }
}

impl<W: Weight> ByPosition<'_, W> {
    /// The number of the residue after an element of this class at this place.
    pub(super) fn observe(
        &mut self,
        residue: u32,
        place: u64,
        class: usize,
        budget: &Budget,
    ) -> Result<u32, Error> {
        let label = self.places.classes[class][0];
        let known: Vec<_> = self
            .places
            .watchers
            .iter()
            .zip(self.asking.atoms)
            .filter_map(|(watcher, atom)| match watcher {
                Watcher::Element(at, values) if *at == place => Some((&atom.expression, &values[label])),
                _ => None,
            })
            .collect();
        if known.is_empty() {
            return Ok(residue);
        }
        let marks = known.iter().fold(0, |marks, (expression, _)| marks | expression.mark());
        let after = self.residues.all[residue as usize].put_marked(self.asking.name, marks, &mut |part| {
            known.iter().find(|(expression, _)| *expression == part).map(|(_, value)| (*value).clone())
        })?;
        if self.residues.all.len().is_multiple_of(64) {
            budget.check()?;
            budget.afford(0, self.residues.bytes())?;
        }
        Ok(self.residues.number(after))
    }

    /// The automata take in an element of this class.
    pub(super) fn take_in(&self, slots: &mut [i64], place: u64, class: usize) {
        let label = self.places.classes[class][0];
        for (i, watcher) in self.places.watchers.iter().enumerate() {
            let Watcher::Scan(automaton) = watcher else { continue };
            let (from, to) = self.asking.atoms[i].path.places;
            if (from..to).contains(&place) {
                let slots = &mut slots[self.starts[i]..self.starts[i + 1]];
                automaton.run.step(slots, place - from, automaton.views[label]);
            }
        }
    }

    /// Whether some residue so far no longer asks an automaton, or anything.
    pub(super) fn forgets(&self) -> bool {
        self.asked.iter().any(|(asked, open)| !open || asked.contains(&false))
    }

    /// Whether the places that an automaton sees end here.
    pub(super) fn has_ending(&self, place: u64) -> bool {
        self.places.watchers.iter().enumerate().any(|(i, watcher)| self.is_ending(i, watcher, place))
    }

    fn is_ending(&self, i: usize, watcher: &Watcher, place: u64) -> bool {
        matches!(watcher, Watcher::Scan(_)) && self.asking.atoms[i].path.places.1 == place + 1
    }

    /// After a place: automata whose places end here say their values, and what the residue no longer asks is forgotten,
    /// so that more states become equal.
    pub(super) fn settle(
        &mut self,
        residue: u32,
        slots: &mut Slots,
        place: u64,
        settled: &mut Settled,
    ) -> Result<u32, Error> {
        let mut said: SmallVec<[i64; 4]> = SmallVec::new();
        for (i, watcher) in self.places.watchers.iter().enumerate() {
            if self.is_ending(i, watcher, place) {
                said.extend_from_slice(&slots[self.starts[i]..self.starts[i + 1]]);
            }
        }
        let mut after = residue;
        if !said.is_empty() {
            let key = (residue, said);
            after = match settled.get(&key) {
                Some(after) => *after,
                None => {
                    let values = self.values(slots, |i, watcher| self.is_ending(i, watcher, place));
                    let known: Vec<_> = values.iter().map(|(e, v)| (*e, v)).collect();
                    let left = self.residues.all[residue as usize].with(self.asking.name, &known)?;
                    let after = self.residues.number(left);
                    settled.insert(key, after);
                    after
                }
            };
        }
        self.forget(after, slots);
        Ok(after)
    }

    /// Sets back the automata that a residue no longer asks; when it asks nothing, all that is left to draw is alike.
    fn forget(&mut self, residue: u32, slots: &mut Slots) {
        let number = residue as usize;
        while self.asked.len() < self.residues.all.len() {
            let left = &self.residues.all[self.asked.len()];
            let expressions = left.expressions();
            let asks = |i: usize| {
                expressions.iter().any(|e| contains(e, &self.asking.atoms[i].expression, self.asking.name))
            };
            let asked: Vec<bool> = (0..self.asking.atoms.len()).map(asks).collect();
            let open = expressions.iter().any(|e| e.mentions(self.asking.name));
            self.asked.push((asked, open));
        }
        let (asked, open) = &self.asked[number];
        for (i, watcher) in self.places.watchers.iter().enumerate() {
            if let (Watcher::Scan(_), false) = (watcher, asked[i]) {
                slots[self.starts[i]..self.starts[i + 1]]
                    .copy_from_slice(&self.first[self.starts[i]..self.starts[i + 1]]);
            }
        }
        let end = self.starts[self.starts.len() - 1];
        // After the last place it has been dropped already.
        if !open && matches!(self.asking.space, Space::Draw(..)) && slots.len() > end {
            let left: i64 = self.fields.iter().map(|field| field.left(slots)).sum();
            slots[end..].fill(0);
            if let Some(first) = self.fields.first() {
                slots[first.slot] = left << first.shift;
            }
        }
    }

    pub(super) fn finish(&self, residue: u32, slots: &[i64]) -> Result<Residue, Error> {
        let values = self.values(slots, |_, watcher| matches!(watcher, Watcher::Scan(_)));
        let known: Vec<_> = values.iter().map(|(e, v)| (*e, v)).collect();
        self.residues.all[residue as usize].with(self.asking.name, &known)
    }

    /// What the automata of these watchers are worth, with the expressions that they stand for.
    fn values(&self, slots: &[i64], asked: impl Fn(usize, &Watcher) -> bool) -> Vec<(&Expr, Value)> {
        let value = |(i, watcher): (usize, &Watcher)| match watcher {
            Watcher::Scan(automaton) if asked(i, watcher) => {
                let value = automaton.run.value(&slots[self.starts[i]..self.starts[i + 1]]);
                Some((&self.asking.atoms[i].expression, value))
            }
            _ => None,
        };
        self.places.watchers.iter().enumerate().filter_map(value).collect()
    }
}

/// Whether an expression has another one in it.
pub(super) fn contains(expression: &Expr, part: &Expr, name: usize) -> bool {
    expression.mentions(name)
        && expression.may_have(part.mark())
        && (expression == part || expression.node().children().any(|child| contains(child, part, name)))
}
