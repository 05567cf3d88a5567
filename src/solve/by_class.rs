//! The road by class: sweep the classes in order, choosing each class's multiplicity in each part of the sample; the
//! state is the product of the automata's states. [A. J. Liu, "Icepool: efficient computation of dice pool
//! probabilities", AIIDE 2022]
//!
//! Its cost does not depend on the number of outcomes: 100d100 has 10²⁰⁰ of them, and a sweep goes through thousands
//! of states.

mod alike;
mod cost;
mod decided;
mod required;
mod stage;

pub use stage::first_class;

use crate::budget::{Budget, Measure};
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

    /// All elements of the next class can still be chosen.
    fn begin_class(&mut self) {
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

    fn is_last_class(&self) -> bool {
        self.class + 1 == self.classes.classes.len()
    }

    /// The least and the largest multiplicity that the class at hand can have in the part at hand.
    fn multiplicities(&self, state: &State) -> (i64, i64) {
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
    fn cell(&mut self, budget: &Budget) -> Result<(), Error> {
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
                match next.get_mut(&to) {
                    Some(sum) => sum.add_product(&weight, &ways),
                    None => {
                        next.insert(to, weight.times(&ways));
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
    fn settle(&mut self) {
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
