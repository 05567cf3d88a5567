//! The road by position: sweep the places of a sample in order. The state is what is left of the question (its
//! residue), the automata's states, and, without replacement, what is left of each class.

mod field;
mod places;
mod stage;

pub use places::Places;

use crate::budget::{Budget, Measure};
use crate::error::Error;
use crate::model::{Space, Value};
use crate::solve::Road;
use crate::solve::plan::{Asking, Cost, Reduced, Sweep, product_cost};
use crate::solve::residue::{Law, PART, Residue};
use crate::solve::weight::Weight;
use field::{Field, fields};
use num_bigint::BigUint;
use places::{Watcher, class_weights, group_at, total, total_bits};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// The automata's states, then what is left to draw from.
type Slots = SmallVec<[i64; INLINE]>;

/// The slots that a state holds without an allocation.
const INLINE: usize = 8;

/// The number of the residue, and the slots.
type State = (u32, Slots);

/// Word operations for one choice at a place: a state copied, changed and looked up.
const CHOICE: u128 = 7;

/// Word operations to write a residue anew, and more for each of its parts.
const REWRITE: u128 = 100;
const PART_REWRITTEN: u128 = 20;

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

/// Residues by number.
#[derive(Default)]
struct Residues {
    all: Vec<Residue>,
    /// How many parts they have together.
    parts: usize,
    numbers: FxHashMap<Residue, u32>,
}

impl Residues {
    fn bytes(&self) -> u128 {
        self.parts as u128 * PART
    }

    fn number(&mut self, residue: Residue) -> u32 {
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

    /// Word operations for the choices at the next place.
    fn ahead(&self) -> u128 {
        self.choices_ahead().saturating_add(self.rewriting_ahead())
    }

    /// Word operations for writing the residues anew, once for each class that stands at the next place.
    fn rewriting_ahead(&self) -> u128 {
        if !self.places.places.get(self.step).is_some_and(|&place| self.is_watched(place)) {
            return 0;
        }
        let each = REWRITE + PART_REWRITTEN * (self.residues.parts / self.residues.all.len().max(1)) as u128;
        (self.open as u128).saturating_mul(self.places.classes.len() as u128).saturating_mul(each)
    }

    /// Whether an atom speaks of this place alone.
    fn is_watched(&self, place: u64) -> bool {
        self.places.watchers.iter().any(|watcher| matches!(watcher, Watcher::Element(at, _) if *at == place))
    }

    fn choices_ahead(&self) -> u128 {
        let options = match self.asking.space {
            Space::Words(items, _) => items.classes().len(),
            _ => self.places.classes.len(),
        };
        let each = CHOICE + W::small_product_work(self.total.bits());
        // States that need an allocation, or more memory than is near.
        let far = self.starts[self.starts.len() - 1] + 1 > INLINE || self.states.len() > 20_000;
        let each = if far { 3 * each } else { each };
        (options as u128).saturating_mul(self.states.len() as u128).saturating_mul(each)
    }

    /// What the place may show: a class, and how.
    fn options(&self, place: u64, step: usize) -> Vec<(usize, Choice<W>)> {
        let classes = 0..self.places.classes.len();
        match self.asking.space {
            Space::Trials(groups) => {
                let weights = &self.weights[group_at(groups, place)];
                let possible = classes.filter(|&c| !weights[c].is_nothing());
                possible.map(|c| (c, Choice::Weighted(weights[c].clone()))).collect()
            }
            Space::Words(..) => classes
                .flat_map(|c| self.places.classes[c].iter().map(move |&label| (c, Choice::Label(label))))
                .collect(),
            Space::Occupancy(..) => {
                let is_last = step + 1 == self.places.places.len();
                classes.map(|c| (c, Choice::Balls(c as i64, is_last))).collect()
            }
            _ => classes.map(|c| (c, Choice::Element(c))).collect(),
        }
    }

    /// The slots after a choice and the number of ways to make it; nothing when it cannot be made.
    fn take(&self, slots: &Slots, choice: &Choice<W>) -> Option<(Slots, W)> {
        let used = self.starts[self.starts.len() - 1];
        let mut to = Slots::from_slice(slots);
        let ways = match choice {
            Choice::Weighted(weight) => weight.clone(),
            Choice::Element(class) => {
                let left = self.fields[*class].take(&mut to)?;
                W::of(&BigUint::from(left))
            }
            Choice::Label(label) => {
                self.fields[*label].take(&mut to)?;
                W::one()
            }
            Choice::Balls(balls, is_last) => {
                let left = to[used] - balls;
                to[used] = left;
                (if *is_last { left == 0 } else { left >= 0 }).then(W::one)?
            }
        };
        Some((to, ways))
    }

    /// The number of the residue after an element of this class at this place.
    fn observe(&mut self, residue: u32, place: u64, class: usize, budget: &Budget) -> Result<u32, Error> {
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
    fn take_in(&self, slots: &mut [i64], place: u64, class: usize) {
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

    /// After a place: automata whose places end here say their values, and what the residue no longer asks is forgotten,
    /// so that more states become equal.
    fn settle(
        &mut self,
        residue: u32,
        slots: &mut Slots,
        place: u64,
        settled: &mut FxHashMap<(u32, SmallVec<[i64; 4]>), u32>,
    ) -> Result<u32, Error> {
        let atoms = self.asking.atoms;
        let ending = |i: usize, watcher: &Watcher| {
            matches!(watcher, Watcher::Scan(_)) && atoms[i].path.places.1 == place + 1
        };
        let mut said: SmallVec<[i64; 4]> = SmallVec::new();
        for (i, watcher) in self.places.watchers.iter().enumerate() {
            if ending(i, watcher) {
                said.extend_from_slice(&slots[self.starts[i]..self.starts[i + 1]]);
            }
        }
        let mut after = residue;
        if !said.is_empty() {
            let key = (residue, said);
            after = match settled.get(&key) {
                Some(after) => *after,
                None => {
                    let values: Vec<(&crate::question::Expr, Value)> = self
                        .places
                        .watchers
                        .iter()
                        .enumerate()
                        .filter_map(|(i, watcher)| match watcher {
                            Watcher::Scan(automaton) if ending(i, watcher) => {
                                let value = automaton.run.value(&slots[self.starts[i]..self.starts[i + 1]]);
                                Some((&atoms[i].expression, value))
                            }
                            _ => None,
                        })
                        .collect();
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
        if !open && matches!(self.asking.space, Space::Draw(..)) {
            let left: i64 = self.fields.iter().map(|field| field.left(slots)).sum();
            slots[self.starts[self.starts.len() - 1]..].fill(0);
            if let Some(first) = self.fields.first() {
                slots[first.slot] = left << first.shift;
            }
        }
    }

    fn finish(&self, residue: u32, slots: &[i64]) -> Result<Residue, Error> {
        let values: Vec<(&crate::question::Expr, Value)> = self
            .places
            .watchers
            .iter()
            .enumerate()
            .filter_map(|(i, watcher)| match watcher {
                Watcher::Scan(automaton) => {
                    let value = automaton.run.value(&slots[self.starts[i]..self.starts[i + 1]]);
                    Some((&self.asking.atoms[i].expression, value))
                }
                Watcher::Element(..) => None,
            })
            .collect();
        let known: Vec<_> = values.iter().map(|(e, v)| (*e, v)).collect();
        self.residues.all[residue as usize].with(self.asking.name, &known)
    }
}

impl<W: Weight> Sweep for ByPosition<'_, W> {
    fn road(&self) -> Road {
        Road::ByPosition
    }

    fn cost(&self) -> Cost {
        let left = (self.places.places.len() - self.step) as u128;
        let entry = size_of::<State>() as u128 + 48 + u128::from(self.total.bits() / 8);
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
        // What an atom about this place leaves of a residue depends on the residue and the class only.
        let watched = self.is_watched(place);
        let mut left_by: FxHashMap<(u32, usize), u32> = FxHashMap::default();
        let mut settled: FxHashMap<(u32, SmallVec<[i64; 4]>), u32> = FxHashMap::default();
        let mut next: FxHashMap<State, W> = FxHashMap::default();
        next.reserve(self.states.len());
        for (i, ((residue, slots), weight)) in std::mem::take(&mut self.states).into_iter().enumerate() {
            if i % 4096 == 4095 {
                budget.check()?;
                budget.report(Measure::Places, self.step as u64, self.places.places.len() as u64);
            }
            for (class, option) in &options {
                let Some((mut to, ways)) = self.take(&slots, option) else { continue };
                let after = match left_by.get(&(residue, *class)) {
                    Some(after) => *after,
                    None if !watched => residue,
                    None => {
                        let after = self.observe(residue, place, *class, budget)?;
                        left_by.insert((residue, *class), after);
                        after
                    }
                };
                self.take_in(&mut to, place, *class);
                let after = self.settle(after, &mut to, place, &mut settled)?;
                if is_last {
                    // What is left matters no more.
                    to.truncate(self.starts[self.starts.len() - 1]);
                }
                let state = (after, to);
                match next.get_mut(&state) {
                    Some(sum) => sum.add_product(&weight, &ways),
                    None => {
                        next.insert(state, weight.times(&ways));
                    }
                }
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

/// Whether an expression has another one in it.
fn contains(expression: &crate::question::Expr, part: &crate::question::Expr, name: usize) -> bool {
    expression.mentions(name)
        && expression.may_have(part.mark())
        && (expression == part || expression.node().children().any(|child| contains(child, part, name)))
}

/// One way to fill a place.
enum Choice<W> {
    /// A class of this weight.
    Weighted(W),
    /// An element of the class.
    Element(usize),
    /// The label.
    Label(usize),
    /// This many balls, in the last box or before.
    Balls(i64, bool),
}
