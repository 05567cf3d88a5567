//! The road by class: sweep the classes in order, choosing each class's multiplicity in each part of the sample; the
//! state is the product of the automata's states. [A. J. Liu, "Icepool: efficient computation of dice pool
//! probabilities", AIIDE 2022]
//!
//! Its cost does not depend on the number of outcomes: 100d100 has 10²⁰⁰ of them, and a sweep goes through thousands
//! of states.

mod alike;
mod cell;
mod cost;
mod decided;
mod required;
mod stage;

pub use stage::first_class;

use crate::budget::Budget;
use crate::error::Error;
use crate::model::Value;
use crate::solve::Road;
use crate::solve::classes::{Classes, Weighing};
use crate::solve::plan::{Asking, Cost, Reduced, Sweep, finished};
use crate::solve::residue::Residue;
use crate::solve::weight::Weight;
use alike::Alike;
use cost::bits;
use num_bigint::BigUint;
use required::Required;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// The joint law of the atoms' values, and how many states it took.
pub struct Swept {
    /// Values of the atoms, with weights.
    pub values: Vec<(Vec<Value>, BigUint)>,
    /// The sum of all weights.
    pub total: BigUint,
    /// How many states were visited.
    pub states: u64,
}

/// A state: what is left of each part, what is left of the class at hand where several parts share it, what each
/// automaton that needs it has been promised, and the automata's states, one after the other.
type State = SmallVec<[i64; INLINE]>;

/// The slots that a state holds without an allocation.
const INLINE: usize = 8;

/// The sweep over the classes of a sample, ready to start.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] when even the weights of the classes do not fit the budget.
pub fn sweep<'a>(
    asking: Asking<'a>,
    classes: Classes,
    budget: &Budget,
) -> Result<Box<dyn Sweep + 'a>, Error> {
    let needs = Weighing::needs(asking.space, &classes);
    budget.afford(needs.work, needs.bytes)?;
    let weighing = Weighing::of(asking.space, &classes);
    Ok(if bits(asking.space, &classes, &weighing) <= 120 {
        Box::new(ByClass::<u128>::new(asking, classes, weighing))
    } else {
        Box::new(ByClass::<BigUint>::new(asking, classes, weighing))
    })
}

struct ByClass<'a, W> {
    asking: Asking<'a>,
    classes: Classes,
    weighing: Weighing,
    /// The slot of what is left of the class at hand: where several parts share a class that can be used up.
    available: Option<usize>,
    /// The slot of what each automaton that is not additive has been promised.
    promises: Vec<Option<usize>>,
    /// Where the slots of each automaton begin in a state.
    starts: Vec<usize>,
    ways: Vec<Vec<Vec<W>>>,
    /// The states before the next cell: this class in this part.
    states: FxHashMap<State, W>,
    class: usize,
    part: usize,
    visited: u64,
    work: u128,
    /// The choices that the next cell takes.
    choices: u128,
    /// What each atom's last class is: none to come changes it.
    lasts: Vec<Option<usize>>,
    /// Whether what is decided early was seen not to help.
    all_differ: bool,
    /// What the question leaves for the slots of the atoms decided so far.
    left: FxHashMap<State, Residue>,
    /// What states leave that are followed no further: the weight that all the others do not have.
    rest: Option<Residue>,
    /// What the condition requires of each part.
    required: Required,
    /// What could change places.
    alike: Alike,
}

impl<'a, W: Weight> ByClass<'a, W> {
    fn new(asking: Asking<'a>, classes: Classes, weighing: Weighing) -> Self {
        let mut next = classes.parts.len();
        let mut slot = |needed: bool| {
            next += usize::from(needed);
            needed.then(|| next - 1)
        };
        let available = slot(weighing.sizes.is_some() && classes.parts.len() > 1);
        let promises = classes.folds.iter().map(|fold| slot(!fold.is_additive())).collect();
        let mut starts = vec![next];
        for fold in &classes.folds {
            next += fold.start().len();
            starts.push(next);
        }
        let ways = weighing
            .ways
            .iter()
            .map(|group| group.iter().map(|class| class.iter().map(W::of).collect()).collect());
        let ways = ways.collect();
        let states = FxHashMap::default();
        let (required, rest) = match Required::of(&asking, &classes) {
            Some((required, left)) => (required, Some(left)),
            None => (Required::default(), None),
        };
        let alike = Alike::of(&classes, &weighing);
        let mut sweep = Self {
            asking,
            classes,
            weighing,
            available,
            promises,
            starts,
            ways,
            states,
            class: 0,
            part: 0,
            visited: 0,
            work: 0,
            choices: 0,
            lasts: Vec::new(),
            all_differ: false,
            left: FxHashMap::from_iter([(State::new(), asking.residue.clone())]),
            rest,
            required,
            alike,
        };
        sweep.lasts = sweep.lasts();
        sweep.states.insert(sweep.start(), W::one());
        sweep.begin_class();
        sweep.choices = sweep.choices_ahead();
        sweep
    }

    fn start(&self) -> State {
        let mut state: State = self.classes.parts.iter().map(|p| p.size.unwrap_or(0).cast_signed()).collect();
        state.resize(self.starts[0], 0);
        self.classes.folds.iter().for_each(|fold| state.extend(fold.start()));
        state
    }
}

impl<W: Weight> Sweep for ByClass<'_, W> {
    fn road(&self) -> Road {
        Road::ByClass
    }

    fn cost(&self) -> Cost {
        self.cost_ahead()
    }

    fn is_done(&self) -> bool {
        self.class >= self.classes.classes.len()
    }

    fn states(&self) -> Vec<crate::solve::stage::State> {
        self.remembered()
    }

    fn advance(&mut self, budget: &Budget) -> Result<(), Error> {
        let choices = self.choices;
        if !self.classes.parts.is_empty() {
            self.cell(budget)?;
        }
        self.part += 1;
        if self.part >= self.classes.parts.len() {
            self.settle();
            self.merge_decided();
            (self.class, self.part) = (self.class + 1, 0);
            if !self.is_done() {
                self.begin_class();
            }
        }
        self.work = self.work.saturating_add(choices.saturating_mul(self.each()));
        self.choices = self.choices_ahead();
        Ok(())
    }

    fn reduced(self: Box<Self>) -> Result<Reduced, Error> {
        let mut values: FxHashMap<Vec<Value>, BigUint> = FxHashMap::default();
        for (state, weight) in self.states {
            let finals: Vec<Value> = self
                .classes
                .folds
                .iter()
                .enumerate()
                .map(|(i, fold)| fold.value(&state[self.starts[i]..self.starts[i + 1]]))
                .collect();
            *values.entry(finals).or_default() += weight.big();
        }
        let followed: BigUint = values.values().sum();
        let swept = Swept {
            values: values.into_iter().collect(),
            total: self.weighing.total.clone(),
            states: self.visited,
        };
        let mut reduced = finished(swept, &self.asking, Road::ByClass)?;
        if let Some(rest) = self.rest {
            let weight = &reduced.law.total - followed;
            match reduced.law.parts.iter_mut().find(|(left, _)| *left == rest) {
                Some((_, sum)) => *sum += weight,
                None => reduced.law.parts.push((rest, weight)),
            }
        }
        Ok(reduced)
    }
}
