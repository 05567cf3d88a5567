//! Draws that end when automata say so: what they remember from draw to draw is the state of a chain.

use super::memory::Memory;
use super::{end, is_end, read_from_end};
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::chain::{Step, Stop};
use crate::model::until::{Source, Until, Watch};
use crate::model::{Chain, Value};
use crate::question::{Expr, Node, Outcomes};
use crate::solve::residue::Residue;
use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A condition on the sample of the experiment 0, with what must be remembered for it.
pub struct Condition {
    event: Expr,
    memory: Memory,
    /// What is known of memories met before.
    met: Mutex<FxHashMap<Vec<i64>, bool>>,
}

impl Condition {
    /// The condition, which this memory can tell.
    #[must_use]
    pub fn new(event: Expr, memory: Memory) -> Self {
        Self { event, memory, met: Mutex::default() }
    }

    fn holds(&self, memory: &[i64]) -> Result<bool, Error> {
        let values: Vec<(&Expr, Expr)> = self
            .memory
            .values(memory)
            .map(|(part, value)| match value {
                Ok(value) => (part, Expr::spanned(Node::Value(value), part.span())),
                Err(error) => (part, Expr::failed(error, part.span())),
            })
            .collect();
        let known = self.event.rewrite(&mut |part| {
            Ok(values.iter().find(|(other, _)| *other == part).map(|(_, value)| value.clone()))
        });
        match known.and_then(|known| known.evaluate(&mut Outcomes::default())) {
            Ok(value) => Ok(value == Value::Truth(true)),
            // What speaks of more elements than have been drawn does not hold yet.
            Err(error) if error.kind() == ErrorKind::Range => Ok(false),
            Err(error) => Err(error),
        }
    }
}

impl Watch for Condition {
    fn start(&self) -> Vec<i64> {
        self.memory.start().to_vec()
    }

    fn views(&self) -> &[Vec<u32>] {
        self.memory.views()
    }

    fn step(&self, memory: &mut [i64], label: usize) {
        self.memory.step(memory, label);
    }

    fn enough(&self, memory: &[i64]) -> Result<bool, Error> {
        let known = self.met.lock().unwrap_or_else(PoisonError::into_inner).get(memory).copied();
        if let Some(known) = known {
            return Ok(known);
        }
        let holds = self.holds(memory)?;
        self.met.lock().unwrap_or_else(PoisonError::into_inner).insert(memory.to_vec(), holds);
        Ok(holds)
    }
}

/// The chain of draws that end when this watch says so, and the residue that asks it; nothing where the question looks at
/// the whole sample.
///
/// # Errors
/// Those of rewriting the residue, and of statistics that the labels do not have.
pub fn chained(
    until: &Until,
    watch: &Arc<dyn Watch>,
    name: usize,
    residue: &Residue,
) -> Result<Option<(Chain, Residue)>, Error> {
    // The number of steps of the chain tells the length.
    let Some(memory) = Memory::beside_length(until, name, &residue.expressions())? else { return Ok(None) };
    let residue = read_from_end(residue, name, &memory.parts())?;
    let draws = Draws::new(&until.from, Arc::clone(watch), memory);
    let start = draws.state(&draws.start());
    let step: Step = Arc::new(move |state| draws.step(state));
    let stop = Stop::When(Arc::new(|state: &Value| Ok(is_end(state))));
    Ok(Some((Chain::new(start, step, stop), residue)))
}

/// The draws as what is remembered of them: for the condition, for the question, and without replacement how many of
/// each class have been drawn.
struct Draws {
    watch: Arc<dyn Watch>,
    memory: Memory,
    /// Where the memory of the question begins, and where that of the classes.
    asked: usize,
    drawn: usize,
    replaces: bool,
    /// Labels that look alike: one of them, and how many elements, or what weight, they have together.
    classes: Vec<(usize, BigUint)>,
}

impl Draws {
    fn new(from: &Source, watch: Arc<dyn Watch>, memory: Memory) -> Self {
        let mut places: FxHashMap<(&[u32], &[u32]), usize> = FxHashMap::default();
        let mut classes: Vec<(usize, BigUint)> = Vec::new();
        for (label, (_, weight)) in from.labels().into_iter().enumerate() {
            let place =
                *places.entry((&watch.views()[label], &memory.views()[label])).or_insert(classes.len());
            match classes.get_mut(place) {
                Some((_, sum)) => *sum += weight,
                None => classes.push((label, weight)),
            }
        }
        let asked = watch.start().len();
        let drawn = asked + memory.start().len();
        Self { watch, memory, asked, drawn, replaces: from.replaces(), classes }
    }

    fn start(&self) -> Vec<i64> {
        let mut slots = self.watch.start();
        slots.extend_from_slice(self.memory.start());
        if !self.replaces {
            slots.resize(self.drawn + self.classes.len(), 0);
        }
        slots
    }

    fn state(&self, slots: &[i64]) -> Value {
        Value::row(slots.iter().map(|slot| Value::Int(*slot)))
    }

    /// Where one draw leads; with nothing left to draw the chain stays where it is, and never stops.
    fn step(&self, state: &Value) -> Result<Dist<Value>, Error> {
        let slot = |value: &Value| if let Value::Int(slot) = value { *slot } else { 0 };
        let slots: Vec<i64> = state.elements().iter().map(slot).collect();
        let mut next = Vec::with_capacity(self.classes.len());
        for (class, (label, weight)) in self.classes.iter().enumerate() {
            let used = if self.replaces { 0 } else { slots[self.drawn + class].unsigned_abs() };
            let used = BigUint::from(used);
            if *weight <= used {
                continue;
            }
            let mut after = slots.clone();
            self.watch.step(&mut after[..self.asked], *label);
            self.memory.step(&mut after[self.asked..self.drawn], *label);
            if !self.replaces {
                after[self.drawn + class] += 1;
            }
            let target = match self.watch.enough(&after[..self.asked])? {
                true => end(self.memory.values(&after[self.asked..self.drawn]).map(|(_, value)| value.ok())),
                false => self.state(&after),
            };
            next.push((target, weight - used));
        }
        if next.is_empty() { Ok(Dist::certain(state.clone())) } else { Dist::from_weights(next) }
    }
}
