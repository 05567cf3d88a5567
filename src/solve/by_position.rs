//! The road by position: sweep the places of a sample in order. The state is what is left of the question (its
//! residue), the automata's states, and, without replacement, what is left of each class.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::solve::atom::{Atom, Subject};
use crate::solve::residue::{Law, Residue};
use crate::solve::weight::Weight;
use crate::statistic::{Automaton, Scan};
use num_bigint::BigUint;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// The sample as places.
pub struct Places {
    /// The places that matter, in order, from 0.
    places: Vec<u64>,
    /// For each atom its automaton, or the values of an atom about one place for each label.
    watchers: Vec<Watcher>,
    /// Labels that no atom tells apart, by index.
    classes: Vec<Vec<usize>>,
}

enum Watcher {
    Scan(Automaton<dyn Scan>),
    Element(u64, Vec<Value>),
}

impl Places {
    /// The places that these atoms watch; nothing when some atom has no automaton along places.
    ///
    /// # Errors
    /// Those of statistics that the labels do not have.
    pub fn of(space: &Space, name: usize, atoms: &[Atom]) -> Result<Option<Self>, Error> {
        if !matches!(space, Space::Trials(_) | Space::Draw(..) | Space::Words(..) | Space::Occupancy(..)) {
            return Ok(None);
        }
        let labels = space.labels();
        let mut watchers = Vec::with_capacity(atoms.len());
        for atom in atoms {
            watchers.push(match &atom.subject {
                Subject::Element(place) => {
                    let values =
                        labels.iter().map(|l| atom.at_element(l, name, space)).collect::<Result<_, _>>()?;
                    Watcher::Element(*place, values)
                }
                _ => match atom.scan(&labels)? {
                    Some(automaton) => Watcher::Scan(automaton),
                    None => return Ok(None),
                },
            });
        }
        let classes = merged(&watchers, &labels, space);
        Ok(Some(Self { places: places(space, atoms), watchers, classes }))
    }

    /// How many steps a sweep would take if every state were met: a rough measure for the planner.
    #[must_use]
    pub fn steps(&self) -> u128 {
        self.places.len() as u128 * self.classes.len() as u128
    }
}

/// Labels that every watcher sees alike, together; with occupancies the numbers themselves are used up, so none merge.
fn merged(watchers: &[Watcher], labels: &[Value], space: &Space) -> Vec<Vec<usize>> {
    if matches!(space, Space::Occupancy(..)) {
        return (0..labels.len()).map(|label| vec![label]).collect();
    }
    let mut classes: Vec<Vec<usize>> = Vec::new();
    let mut known: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
    let ranks: Vec<Vec<u32>> = watchers
        .iter()
        .map(|watcher| match watcher {
            Watcher::Scan(automaton) => automaton.views.clone(),
            Watcher::Element(_, values) => crate::statistic::fold::views_by_value(values).0,
        })
        .collect();
    for label in 0..labels.len() {
        let views: Vec<u32> = ranks.iter().map(|r| r[label]).collect();
        let place = *known.entry(views).or_insert(classes.len());
        match classes.get_mut(place) {
            Some(class) => class.push(label),
            None => classes.push(vec![label]),
        }
    }
    classes
}

/// The places that matter. Draws are exchangeable and trials independent, so that places which no atom watches can be
/// left out; words and occupancies need all of theirs.
fn places(space: &Space, atoms: &[Atom]) -> Vec<u64> {
    let length = space.length().unwrap_or(0);
    if !matches!(space, Space::Draw(..) | Space::Trials(_)) {
        return (0..length).collect();
    }
    let watched = |place: &u64| atoms.iter().any(|a| (a.path.places.0..a.path.places.1).contains(place));
    (0..length).filter(watched).collect()
}

/// The automata's states, then what is left to draw from.
type Slots = SmallVec<[i64; 10]>;
/// The number of the residue, and the slots.
type State = (u32, Slots);

/// The law of the residue after the experiment.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] as soon as the states outgrow the budget, and errors of the expressions.
pub fn sweep(
    space: &Space,
    name: usize,
    residue: &Residue,
    atoms: &[Atom],
    places: &Places,
    budget: &Budget,
) -> Result<(Law<Residue>, u64), Error> {
    let total = total(space, places);
    // Partial weights count sequences of some of the places, and there are never more of those than of all places.
    if total.bits() <= 120 {
        Sweep::<u128>::new(space, name, atoms, places, budget).run(residue, total)
    } else {
        Sweep::<BigUint>::new(space, name, atoms, places, budget).run(residue, total)
    }
}

/// The number of ways to fill the places that matter.
fn total(space: &Space, places: &Places) -> BigUint {
    match space {
        Space::Trials(groups) => {
            let mut total = BigUint::from(1u32);
            for place in &places.places {
                total *= groups[group_at(groups, *place)].0.total();
            }
            total
        }
        Space::Draw(from, _) => crate::number::arrangements(from.size(), places.places.len() as u64),
        other => other.size().unwrap_or_default(),
    }
}

fn group_at<T>(groups: &[(T, u64)], place: u64) -> usize {
    let mut end = 0;
    groups
        .iter()
        .position(|(_, count)| {
            end += count;
            place < end
        })
        .unwrap_or(0)
}

struct Sweep<'a, W> {
    space: &'a Space,
    name: usize,
    atoms: &'a [Atom],
    places: &'a Places,
    budget: &'a Budget,
    /// Where the slots of each scan begin, and the end of the last.
    starts: Vec<usize>,
    residues: Residues,
    /// For trials: the weight of each class in each group.
    weights: Vec<Vec<W>>,
    states: u64,
    work: u128,
}

/// Residues by number.
#[derive(Default)]
struct Residues {
    all: Vec<Residue>,
    numbers: FxHashMap<Residue, u32>,
}

impl Residues {
    fn number(&mut self, residue: Residue) -> u32 {
        if let Some(number) = self.numbers.get(&residue) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.numbers.insert(residue.clone(), number);
        self.all.push(residue);
        number
    }
}

impl<'a, W: Weight> Sweep<'a, W> {
    fn new(space: &'a Space, name: usize, atoms: &'a [Atom], places: &'a Places, budget: &'a Budget) -> Self {
        let mut starts = vec![0];
        for watcher in &places.watchers {
            let slots = match watcher {
                Watcher::Scan(automaton) => automaton.run.start().len(),
                Watcher::Element(..) => 0,
            };
            starts.push(starts[starts.len() - 1] + slots);
        }
        let weights = class_weights(space, places);
        let residues = Residues::default();
        Self { space, name, atoms, places, budget, starts, residues, weights, states: 0, work: 0 }
    }

    fn run(mut self, residue: &Residue, total: BigUint) -> Result<(Law<Residue>, u64), Error> {
        let mut states: FxHashMap<State, W> = FxHashMap::default();
        let first = self.residues.number(residue.clone());
        states.insert((first, self.start()), W::one());
        for step in 0..self.places.places.len() {
            states = self.step(states, step)?;
            self.states += states.len() as u64;
        }
        let mut parts: FxHashMap<Residue, BigUint> = FxHashMap::default();
        for ((residue, slots), weight) in states {
            let finished = self.finish(residue, &slots)?;
            *parts.entry(finished).or_default() += weight.big();
        }
        Ok((Law { parts: parts.into_iter().collect(), total }, self.states))
    }

    /// The automata's first states, then what there is of each class (or the balls still to be placed).
    fn start(&self) -> Slots {
        let mut slots: Slots = SmallVec::new();
        for watcher in &self.places.watchers {
            if let Watcher::Scan(automaton) = watcher {
                slots.extend(automaton.run.start());
            }
        }
        match self.space {
            Space::Draw(from, _) => slots.extend(
                self.places
                    .classes
                    .iter()
                    .map(|class| class.iter().map(|&l| from.classes()[l].1).sum::<u64>().cast_signed()),
            ),
            // Words over labels, not over elements: every label keeps its own number.
            Space::Words(items, _) => slots.extend(items.classes().iter().map(|(_, n)| n.cast_signed())),
            Space::Occupancy(balls, _) => slots.push(balls.cast_signed()),
            _ => {}
        }
        slots
    }

    fn step(&mut self, states: FxHashMap<State, W>, step: usize) -> Result<FxHashMap<State, W>, Error> {
        let place = self.places.places[step];
        let options = self.options(place, step);
        let left = (self.places.places.len() - step) as u128;
        let work = left * options.len() as u128 * states.len() as u128 * 20;
        self.budget.afford(self.work + work, states.len() as u128 * 300)?;
        self.budget.check()?;
        self.work += options.len() as u128 * states.len() as u128 * 20;
        // What an atom about this place leaves of a residue depends on the residue and the class only.
        let mut left_by: FxHashMap<(u32, usize), u32> = FxHashMap::default();
        let mut next: FxHashMap<State, W> = FxHashMap::default();
        for ((residue, slots), weight) in states {
            for (class, option) in &options {
                let Some((mut to, ways)) = self.take(&slots, option, step) else { continue };
                let after = match left_by.get(&(residue, *class)) {
                    Some(after) => *after,
                    None => {
                        let after = self.observe(residue, place, *class)?;
                        left_by.insert((residue, *class), after);
                        after
                    }
                };
                self.advance(&mut to, place, *class);
                match next.get_mut(&(after, to.clone())) {
                    Some(sum) => sum.add_product(&weight, &ways),
                    None => {
                        next.insert((after, to), weight.times(&ways));
                    }
                }
            }
        }
        Ok(next)
    }

    /// What the place may show: a class, and how.
    fn options(&self, place: u64, step: usize) -> Vec<(usize, Choice<W>)> {
        let classes = 0..self.places.classes.len();
        match self.space {
            Space::Trials(groups) => {
                let weights = &self.weights[group_at(groups, place)];
                classes.map(|c| (c, Choice::Weighted(weights[c].clone()))).collect()
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
    fn take(&self, slots: &Slots, choice: &Choice<W>, step: usize) -> Option<(Slots, W)> {
        let used = self.starts[self.starts.len() - 1];
        if let (Choice::Element(class), true) = (choice, step + 1 == self.places.places.len()) {
            // What is left after the last place does not matter any more.
            let left = slots[used + class];
            return (left > 0).then(|| (slots[..used].into(), W::of(&BigUint::from(left.unsigned_abs()))));
        }
        let mut to = slots.clone();
        let ways = match choice {
            Choice::Weighted(weight) => weight.clone(),
            Choice::Element(class) => {
                let left = to[used + class];
                to[used + class] -= 1;
                (left > 0).then(|| W::of(&BigUint::from(left.unsigned_abs())))?
            }
            Choice::Label(label) => {
                let left = to[used + label];
                to[used + label] -= 1;
                (left > 0).then(W::one)?
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
    fn observe(&mut self, residue: u32, place: u64, class: usize) -> Result<u32, Error> {
        let label = self.places.classes[class][0];
        let known: Vec<_> = self
            .places
            .watchers
            .iter()
            .zip(self.atoms)
            .filter_map(|(watcher, atom)| match watcher {
                Watcher::Element(at, values) if *at == place => Some((&atom.expression, &values[label])),
                _ => None,
            })
            .collect();
        if known.is_empty() {
            return Ok(residue);
        }
        let after = self.residues.all[residue as usize].with(self.name, &known)?;
        Ok(self.residues.number(after))
    }

    /// The automata take in an element of this class.
    fn advance(&self, slots: &mut [i64], place: u64, class: usize) {
        let label = self.places.classes[class][0];
        for (i, watcher) in self.places.watchers.iter().enumerate() {
            let Watcher::Scan(automaton) = watcher else { continue };
            let (from, to) = self.atoms[i].path.places;
            if (from..to).contains(&place) {
                let slots = &mut slots[self.starts[i]..self.starts[i + 1]];
                automaton.run.step(slots, place - from, automaton.views[label]);
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
                    Some((&self.atoms[i].expression, value))
                }
                Watcher::Element(..) => None,
            })
            .collect();
        let known: Vec<_> = values.iter().map(|(e, v)| (*e, v)).collect();
        self.residues.all[residue as usize].with(self.name, &known)
    }
}

/// One way to fill a place.
enum Choice<W> {
    Weighted(W),
    Element(usize),
    Label(usize),
    Balls(i64, bool),
}

fn class_weights<W: Weight>(space: &Space, places: &Places) -> Vec<Vec<W>> {
    let Space::Trials(groups) = space else { return Vec::new() };
    let labels = space.labels();
    groups
        .iter()
        .map(|(faces, _)| {
            let weights: FxHashMap<&Value, &BigUint> = faces.weights().iter().map(|(l, w)| (l, w)).collect();
            let weight = |class: &Vec<usize>| {
                let sum: BigUint = class.iter().filter_map(|&l| weights.get(&labels[l]).copied()).sum();
                W::of(&sum)
            };
            places.classes.iter().map(weight).collect()
        })
        .collect()
}
