//! The road over classes that weigh alike, for statistics that do not say which class they speak of: shapes, pairs,
//! matching sets.
//!
//! Only how many classes have each multiplicity matters. The sweep goes from the largest multiplicity down, and
//! chooses which of the classes still open have it: a part of the sample that is not yet given away, and the automata's
//! states, are all it remembers. Seven throws of a die with 365 faces are a few dozen states.

use crate::budget::{Budget, Measure};
use crate::error::Error;
use crate::model::Space;
use crate::number;
use crate::solve::atom::{Atom, Subject};
use crate::solve::by_class::Swept;
use crate::solve::closed_form::alike::{Alike, ClassWeight};
use crate::solve::plan::afford_size;
use crate::solve::stage::{Point, State};
use crate::solve::weight::Weight;
use crate::statistic::Fold;
use num_bigint::BigUint;
use num_traits::Pow;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Statistics of the multiplicities alone. Their automata take no notice of which view an element has, and may be told
/// the multiplicities in any order.
const SYMMETRIC: [&str; 6] = ["distinct", "maxcount", "pairs", "shape", "groups", "counts"];

/// What is left of the sample, the classes still open, and the automata's states.
type Kept = (u64, u64, SmallVec<[i64; 8]>);

/// The joint law of atoms that speak of multiplicities in one and the same part of a sample.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] as soon as the states outgrow the budget.
pub fn law(space: &Space, atoms: &[Atom], budget: &Budget) -> Result<Option<Swept>, Error> {
    let Some((alike, folds)) = alike(space, atoms, budget)? else { return Ok(None) };
    // A partial weight counts samples in which some elements show nothing yet, as if that were one more class.
    let bits = match &alike.weight {
        ClassWeight::Trial(weight) => Pow::pow(weight * (alike.classes + 1), alike.length).bits(),
        ClassWeight::Draw(size) | ClassWeight::Multiset(size) => {
            number::binomial((size * alike.classes).saturating_add(alike.length), alike.length).bits()
        }
    };
    let sweep = Sweep { alike: &alike, folds: &folds, budget };
    if bits <= 120 { sweep.run::<u128>().map(Some) } else { sweep.run::<BigUint>().map(Some) }
}

/// What the sweep remembers after the largest multiplicity: how many classes have it, with weights; nothing where this
/// sweep is not taken.
///
/// # Errors
/// As those of [`law`].
pub fn first(space: &Space, atoms: &[Atom], budget: &Budget) -> Result<Option<(Point, Vec<State>)>, Error> {
    let Some((alike, folds)) = alike(space, atoms, budget)? else { return Ok(None) };
    let sweep = Sweep { alike: &alike, folds: &folds, budget };
    let (weight, largest) = match &alike.weight {
        ClassWeight::Trial(weight) => (weight.clone(), alike.length),
        ClassWeight::Draw(size) => (BigUint::from(*size), alike.length.min(*size)),
        ClassWeight::Multiset(size) => (BigUint::from(*size), alike.length),
    };
    let mut states: FxHashMap<Kept, BigUint> = FxHashMap::default();
    states.insert((alike.length, alike.classes, sweep.start()), BigUint::from(1u32));
    let state = |((_, open, _), weight): (Kept, BigUint)| State {
        taken: vec![alike.classes - open],
        values: Vec::new(),
        weight,
        left: Vec::new(),
    };
    let states = sweep.step(states, largest.max(1))?.into_iter().map(state).collect();
    Ok(Some((Point::Multiplicity(alike.classes, weight, largest.max(1)), states)))
}

/// The automata of the atoms.
type Folds = Vec<Box<dyn Fold>>;

/// The classes that weigh alike, and the automata, if the atoms speak of nothing but multiplicities in one and the same
/// part of the sample.
fn alike(space: &Space, atoms: &[Atom], budget: &Budget) -> Result<Option<(Alike, Folds)>, Error> {
    let symmetric =
        |atom: &Atom| matches!(&atom.subject, Subject::Statistic(f, _) if SYMMETRIC.contains(&f.name));
    if atoms.is_empty() || !atoms.iter().all(symmetric) {
        return Ok(None);
    }
    // The weights grow as large as the weight of everything.
    afford_size(space, budget)?;
    let labels = space.labels();
    let mut folds: Folds = Vec::new();
    let mut views: Option<Vec<u32>> = None;
    for atom in atoms {
        let same_part = atom.path.places == atoms[0].path.places && atom.path.hand == atoms[0].path.hand;
        let (Some(automaton), true) = (atom.fold(&labels)?, same_part && atom.path.is_unkept()) else {
            return Ok(None);
        };
        if views.as_ref().is_some_and(|views| *views != automaton.views) {
            return Ok(None);
        }
        views = Some(automaton.views);
        folds.push(automaton.run);
    }
    Ok(Alike::of(space, &atoms[0])?.map(|alike| (alike, folds)))
}

/// Bytes that a number of an automaton takes in a value.
const VALUE: u128 = 32;

struct Sweep<'a> {
    alike: &'a Alike,
    folds: &'a [Box<dyn Fold>],
    budget: &'a Budget,
}

impl Sweep<'_> {
    fn run<W: Weight>(&self) -> Result<Swept, Error> {
        let mut states: FxHashMap<Kept, W> = FxHashMap::default();
        states.insert((self.alike.length, self.alike.classes, self.start()), W::one());
        let (mut visited, mut work) = (0, 0);
        let largest = match self.alike.weight {
            ClassWeight::Draw(size) => size.min(self.alike.length),
            _ => self.alike.length,
        };
        for m in (1..=largest).rev() {
            let options = states.keys().map(|(left, open, _)| 1 + u128::from((left / m).min(*open)));
            work += options.sum::<u128>() * (30 + u128::from(self.alike.total().bits() / 64));
            self.budget.afford(work, 0)?;
            self.budget.report(Measure::Multiplicities, largest - m, largest);
            states = self.step(states, m)?;
            visited += states.len() as u64;
        }
        // Each state becomes a value while it is still there.
        self.budget.afford(0, states.len() as u128 * (self.bytes() + self.slots() * VALUE))?;
        Ok(self.finish(states, visited))
    }

    /// The first states of the automata.
    fn start(&self) -> SmallVec<[i64; 8]> {
        self.folds.iter().flat_map(|fold| fold.start()).collect()
    }

    /// How many numbers the automata keep.
    fn slots(&self) -> u128 {
        self.folds.iter().map(|fold| fold.start().len() as u128).sum()
    }

    /// About how many bytes a state takes, its share of a table half full included.
    fn bytes(&self) -> u128 {
        200 + 8 * self.slots() + u128::from(self.alike.total().bits() / 8)
    }

    /// Chooses how many of the open classes have multiplicity m, and which.
    fn step<W: Weight>(&self, states: FxHashMap<Kept, W>, m: u64) -> Result<FxHashMap<Kept, W>, Error> {
        let (bytes, before) = (self.bytes(), states.len());
        let mut next: FxHashMap<Kept, W> = FxHashMap::default();
        let one_class = W::of(&match &self.alike.weight {
            ClassWeight::Trial(weight) => Pow::pow(weight, m),
            ClassWeight::Draw(size) => number::binomial(*size, m),
            ClassWeight::Multiset(size) => number::binomial(size + m - 1, m),
        });
        let placed = matches!(self.alike.weight, ClassWeight::Trial(_));
        let mut places: FxHashMap<u64, W> = FxHashMap::default();
        let mut classes: FxHashMap<(u64, u64), W> = FxHashMap::default();
        for (done, ((left, open, mut slots), weight)) in states.into_iter().enumerate() {
            if done.is_multiple_of(256) {
                self.budget.check()?;
                self.budget.afford(0, (before - done + next.len()) as u128 * bytes)?;
            }
            let (mut left_now, mut ways) = (left, weight);
            for chosen in 0..=(left / m).min(open) {
                if chosen > 0 {
                    if placed {
                        let of = |left| W::of(&number::binomial(left, m));
                        ways = ways.times(places.entry(left_now).or_insert_with_key(|left| of(*left)));
                    }
                    ways = ways.times(&one_class);
                    left_now -= m;
                    self.take(&mut slots, m);
                }
                let still_open = open - chosen;
                // What is left must fit into the open classes with less than m each.
                if left_now > still_open.saturating_mul(m - 1) {
                    continue;
                }
                let choices =
                    classes.entry((open, chosen)).or_insert_with(|| W::of(&number::binomial(open, chosen)));
                match next.get_mut(&(left_now, still_open, slots.clone())) {
                    Some(sum) => sum.add_product(&ways, choices),
                    None => {
                        next.insert((left_now, still_open, slots.clone()), ways.times(choices));
                    }
                }
            }
        }
        Ok(next)
    }

    fn take(&self, slots: &mut [i64], m: u64) {
        let mut start = 0;
        for fold in self.folds {
            let end = start + fold.start().len();
            fold.step(&mut slots[start..end], 0, m);
            start = end;
        }
    }

    fn finish<W: Weight>(&self, states: FxHashMap<Kept, W>, visited: u64) -> Swept {
        let mut values: FxHashMap<Vec<crate::model::Value>, BigUint> = FxHashMap::default();
        for ((left, _, slots), weight) in states {
            if left > 0 {
                continue;
            }
            let mut start = 0;
            let finals = self.folds.iter().map(|fold| {
                let end = start + fold.start().len();
                let value = fold.value(&slots[start..end]);
                start = end;
                value
            });
            *values.entry(finals.collect()).or_default() += weight.big();
        }
        Swept { values: values.into_iter().collect(), total: self.alike.total(), states: visited }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pattern::Comparison;
    use crate::model::{Collection, Faces, Value};
    use crate::question::{Expr, Node};
    use crate::solve::Road;
    use crate::solve::asking::{agrees, call, is, known, numbered, probability, same_law, x};
    use std::sync::Arc;

    fn dice(n: u64, faces: u64) -> Space {
        Space::trials(Arc::new(Faces::die(faces).unwrap()), n)
    }

    #[test]
    fn shapes_agree_with_enumeration() {
        let urn = numbered(Collection::Urn, &[3, 3, 3]);
        let mut spaces = vec![dice(1, 4), dice(3, 4), dice(5, 3), dice(6, 2), dice(4, 1)];
        spaces.extend((0..=6).map(|n| Space::Draw(Arc::clone(&urn), n)));
        spaces.extend((1..=6).map(|n| Space::Choose(Arc::clone(&urn), n)));
        spaces.extend((1..=4).map(|n| Space::Multichoose(Arc::clone(&urn), n)));
        for space in &spaces {
            for statistic in ["pairs", "shape", "counts"] {
                agrees(space, &call(statistic, vec![x()]), Road::ByClass);
            }
            agrees(space, &call("groups", vec![known(2), x()]), Road::ByClass);
            // Two statistics of the same multiplicities.
            let both = Expr::new(Node::Row(vec![call("distinct", vec![x()]), call("maxcount", vec![x()])]));
            agrees(space, &both, Road::ByClass);
            // One of them says which class it speaks of: a sweep answers.
            let one = Expr::new(Node::Row(vec![call("distinct", vec![x()]), call("max", vec![x()])]));
            if space.length() > Some(0) {
                same_law(space, &one);
            }
        }
    }

    #[test]
    fn large_pools_take_few_states() {
        let shape = |groups: &[u64]| Value::Shape(groups.into());
        let event = is(call("shape", vec![x()]), Comparison::Equal, shape(&[2, 2, 1, 1, 1]));
        assert_eq!(probability(&dice(7, 7), event), "5400/16807");
        let event = is(call("groups", vec![known(2), x()]), Comparison::Equal, shape(&[3, 2]));
        assert_eq!(probability(&dice(7, 6), event), "1225/3888");
        let full_house = is(call("shape", vec![x()]), Comparison::Equal, shape(&[3, 2]));
        let ranks = Space::Choose(numbered(Collection::Urn, &[4; 13]), 5);
        assert_eq!(probability(&ranks, full_house), "6/4165");
        let solved = crate::solve::asking::answer(
            &dice(7, 365),
            crate::question::Asked::Distribution(vec![call("shape", vec![x()])]),
        );
        assert!(solved.method.states < 100, "{}", solved.method.states);
    }
}
