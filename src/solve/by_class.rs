//! The road by class: sweep the classes in order, choosing each class's multiplicity in each part of the sample; the
//! state is the product of the automata's states. [A. J. Liu, "Icepool: efficient computation of dice pool
//! probabilities", AIIDE 2022]
//!
//! Its cost does not depend on the number of outcomes: 100d100 has 10²⁰⁰ of them, and a sweep goes through thousands
//! of states.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::number;
use crate::solve::classes::{Classes, Weighing};
use crate::solve::weight::Weight;
use num_bigint::BigUint;
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

/// A state: what is left of each part, what is left of the class at hand, what each automaton has been promised, and
/// the automata's states, one after the other.
type State = SmallVec<[i64; 12]>;

/// The joint law of atoms that do not depend on the order.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] as soon as the states outgrow the budget.
pub fn sweep(space: &Space, classes: &Classes, budget: &Budget) -> Result<Swept, Error> {
    let weighing = Weighing::of(space, classes);
    // A partial weight counts ways to put some elements into parts and leave the others out, or sequences of which
    // some places are still open: there are never more of them than this.
    let bits = match &weighing.sizes {
        Some(sizes) => {
            let options = u64::from((classes.parts.len() as u64 + 1).next_power_of_two().ilog2());
            sizes.iter().sum::<u64>().saturating_mul(options)
        }
        None => weighing.total.bits() + 1,
    };
    if bits <= 120 {
        Sweep::<u128>::new(classes, &weighing, budget).run()
    } else {
        Sweep::<BigUint>::new(classes, &weighing, budget).run()
    }
}

struct Sweep<'a, W> {
    classes: &'a Classes,
    weighing: &'a Weighing,
    budget: &'a Budget,
    /// Where the slots of each automaton begin in a state.
    starts: Vec<usize>,
    /// Pascal's triangle as far as needed: C(n, m) at `[n][m]`.
    triangle: Vec<Vec<W>>,
    ways: Vec<Vec<Vec<W>>>,
    states: u64,
    work: u128,
}

impl<'a, W: Weight> Sweep<'a, W> {
    fn new(classes: &'a Classes, weighing: &'a Weighing, budget: &'a Budget) -> Self {
        // Left of each part, left of the class, then a promise for each automaton, then their own slots.
        let mut next = classes.parts.len() + 1 + classes.folds.len();
        let mut starts = Vec::with_capacity(classes.folds.len() + 1);
        for fold in &classes.folds {
            starts.push(next);
            next += fold.start().len();
        }
        starts.push(next);
        let ways = weighing
            .ways
            .iter()
            .map(|group| group.iter().map(|class| class.iter().map(W::of).collect()).collect());
        let ways = ways.collect();
        Self { classes, weighing, budget, starts, triangle: Vec::new(), ways, states: 0, work: 0 }
    }

    fn run(mut self) -> Result<Swept, Error> {
        self.fill_triangle()?;
        let mut states: FxHashMap<State, W> = FxHashMap::default();
        states.insert(self.start(), W::one());
        let last = self.classes.classes.len().saturating_sub(1);
        for class in 0..self.classes.classes.len() {
            if let Some(sizes) = &self.weighing.sizes {
                let parts = self.classes.parts.len();
                let sized = |(mut state, weight): (State, W)| {
                    state[parts] = sizes[class].cast_signed();
                    (state, weight)
                };
                states = states.into_iter().map(sized).collect();
            }
            for part in 0..self.classes.parts.len() {
                let final_class = class == last && self.classes.parts[part].size.is_some();
                states = self.cell(states, class, part, final_class)?;
            }
            states = self.settle(states, class);
        }
        Ok(self.finish(states))
    }

    fn start(&self) -> State {
        let mut state: State = self.classes.parts.iter().map(|p| p.size.unwrap_or(0).cast_signed()).collect();
        state.resize(state.len() + 1 + self.classes.folds.len(), 0);
        self.classes.folds.iter().for_each(|fold| state.extend(fold.start()));
        state
    }

    /// C(n, m) for everything that the sweep will ask.
    fn fill_triangle(&mut self) -> Result<(), Error> {
        let largest = match &self.weighing.sizes {
            Some(sizes) => sizes.iter().copied().max().unwrap_or(0),
            None if self.weighing.placed => {
                self.classes.parts.iter().filter_map(|p| p.size).max().unwrap_or(0)
            }
            None => 0,
        };
        let widest = match &self.weighing.sizes {
            Some(_) => self.classes.parts.iter().filter_map(|p| p.size).max().unwrap_or(0),
            None => largest,
        };
        let cells = u128::from(largest + 1) * u128::from(widest + 1);
        self.budget.afford(cells * 4, cells * 32)?;
        for n in 0..=largest {
            let row = (0..=n.min(widest)).map(|m| W::of(&number::binomial(n, m))).collect();
            self.triangle.push(row);
        }
        Ok(())
    }

    /// Chooses the multiplicity of one class in one part.
    fn cell(
        &mut self,
        states: FxHashMap<State, W>,
        class: usize,
        part: usize,
        is_last: bool,
    ) -> Result<FxHashMap<State, W>, Error> {
        let mut next: FxHashMap<State, W> = FxHashMap::default();
        next.reserve(states.len());
        let parts = self.classes.parts.len();
        let free = self.classes.parts[part].size.is_none();
        self.refuse_if_hopeless(&states, class, part)?;
        for (state, weight) in states {
            let left = if free { i64::MAX } else { state[part] };
            let available = if self.weighing.sizes.is_some() { state[parts] } else { i64::MAX };
            let most = left.min(available).min(self.most(class, part));
            let least = if is_last { left } else { 0 };
            for m in least..=most {
                let mut to = state.clone();
                if !free {
                    to[part] -= m;
                }
                if self.weighing.sizes.is_some() {
                    to[parts] -= m;
                }
                if m > 0 {
                    self.promise(&mut to, class, part, m);
                }
                self.work += 1;
                let ways = self.ways(class, part, left, available, m);
                match next.get_mut(&to) {
                    Some(sum) => sum.add_product(&weight, &ways),
                    None => {
                        next.insert(to, weight.times(&ways));
                    }
                }
            }
            if self.work % 4096 < 8 {
                self.budget.check()?;
            }
        }
        self.states += next.len() as u64;
        Ok(next)
    }

    /// The largest multiplicity of a class in a part that has any weight.
    fn most(&self, class: usize, part: usize) -> i64 {
        match self.ways.get(self.classes.parts[part].group) {
            Some(group) => i64::try_from(group[class].len()).unwrap_or(i64::MAX) - 1,
            None => i64::MAX,
        }
    }

    fn ways(&self, class: usize, part: usize, left: i64, available: i64, m: i64) -> W {
        let at = |n: i64, m: i64| {
            let (n, m) = (usize::try_from(n).unwrap_or(0), usize::try_from(m).unwrap_or(0));
            self.triangle.get(n).and_then(|row| row.get(m)).cloned().unwrap_or_else(W::zero)
        };
        if self.weighing.sizes.is_some() {
            return at(available, m);
        }
        let ways = &self.ways[self.classes.parts[part].group][class][usize::try_from(m).unwrap_or(0)];
        if self.weighing.placed { ways.times(&at(left, m)) } else { ways.clone() }
    }

    /// Tells the automata that see the part: at once those that take elements in any order, at the end of their view
    /// the others.
    fn promise(&self, state: &mut State, class: usize, part: usize, m: i64) {
        let promises = self.classes.parts.len() + 1;
        for &atom in &self.classes.parts[part].atoms {
            if self.classes.folds[atom].is_additive() {
                let view = self.classes.classes[class].views[atom];
                let slots = &mut state[self.starts[atom]..self.starts[atom + 1]];
                self.classes.folds[atom].step(slots, view, m.unsigned_abs());
            } else {
                state[promises + atom] += m;
            }
        }
    }

    /// After a class: automata whose view ends here take in what they were promised.
    fn settle(&self, states: FxHashMap<State, W>, class: usize) -> FxHashMap<State, W> {
        let views = &self.classes.classes[class].views;
        let following = self.classes.classes.get(class + 1).map(|c| &c.views);
        let ending: Vec<usize> = (0..self.classes.folds.len())
            .filter(|&i| !self.classes.folds[i].is_additive() && following.is_none_or(|f| f[i] != views[i]))
            .collect();
        let parts = self.classes.parts.len();
        let resets = self.weighing.sizes.is_some();
        if ending.is_empty() && !resets {
            return states;
        }
        let mut settled: FxHashMap<State, W> = FxHashMap::default();
        settled.reserve(states.len());
        for (mut state, weight) in states {
            state[parts] = 0;
            for &atom in &ending {
                let promised = std::mem::take(&mut state[parts + 1 + atom]);
                if promised > 0 {
                    let slots = &mut state[self.starts[atom]..self.starts[atom + 1]];
                    self.classes.folds[atom].step(slots, views[atom], promised.unsigned_abs());
                }
            }
            match settled.get_mut(&state) {
                Some(sum) => sum.add_product(&weight, &W::one()),
                None => {
                    settled.insert(state, weight);
                }
            }
        }
        settled
    }

    /// Refuses a sweep whose states, even if they grew no further, would not finish within the budget.
    fn refuse_if_hopeless(
        &self,
        states: &FxHashMap<State, W>,
        class: usize,
        part: usize,
    ) -> Result<(), Error> {
        let most = u128::from(self.most(class, part).unsigned_abs());
        let choices: u128 = states
            .keys()
            .map(|state| 1 + u128::from(state[part].unsigned_abs()).min(most))
            .fold(0, u128::saturating_add);
        let cells = (self.classes.classes.len() - class) * self.classes.parts.len();
        // A choice costs a look-up, and a multiplication of counts of this many words.
        let each = 30 + 2 * u128::from(self.weighing.total.bits() / 64);
        let work = choices.saturating_mul(cells as u128);
        let bytes = (states.len() as u128).saturating_mul(2 * (size_of::<State>() as u128 + 64 + each * 8));
        self.budget.afford((self.work + work).saturating_mul(each), bytes)?;
        self.budget.check()
    }

    fn finish(self, states: FxHashMap<State, W>) -> Swept {
        let mut values: FxHashMap<Vec<Value>, BigUint> = FxHashMap::default();
        for (state, weight) in states {
            let finals: Vec<Value> = self
                .classes
                .folds
                .iter()
                .enumerate()
                .map(|(i, fold)| fold.value(&state[self.starts[i]..self.starts[i + 1]]))
                .collect();
            *values.entry(finals).or_default() += weight.big();
        }
        Swept {
            values: values.into_iter().collect(),
            total: self.weighing.total.clone(),
            states: self.states,
        }
    }
}
