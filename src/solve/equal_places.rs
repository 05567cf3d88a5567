//! Places of which only is asked which show the same: `any(i in 1..9: X[i] = X[i+1])` of ten people's birthdays.
//!
//! When all faces weigh alike, any renaming of them leaves every law as it is, so that the sweep along the places need
//! not remember faces: its state is what is left of the question, and which of the places that are still to be compared
//! show the same. A place shows what one of k different faces among them shows with a share 1/c each, and another with
//! (c − k)/c.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::question::{Expr, Node};
use crate::solve::atom::{Atom, Subject};
use crate::solve::exact::Road;
use crate::solve::plan::Reduced;
use crate::solve::residue::{Law, Residue};
use num_bigint::BigUint;
use num_traits::{One, Pow};
use rustc_hash::{FxHashMap, FxHashSet};

/// For each place that is still to be compared, in order, the number of its face among theirs, by first occurrence.
type Faces = Vec<u8>;

/// The most places that may be open at once: there are Bell(8) = 4140 ways to share faces among so many.
const MOST_OPEN: usize = 8;

/// The law of what is left of a question that asks of some throws only which of them show the same; nothing where it asks
/// for more, where faces do not weigh alike, where too many places are compared over long distances, or where it is not worth
/// it: a list of all throws is short.
///
/// # Errors
/// Those of working out what became known, and the budget's.
pub fn reduce(
    space: &Space,
    name: usize,
    residue: &Residue,
    is_worth_it: impl FnOnce() -> bool,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let compared = Compared::of(space, name, residue);
    let Some(compared) = compared.filter(|_| is_worth_it()) else { return Ok(None) };
    let mut states: FxHashMap<(Residue, Faces), BigUint> = FxHashMap::default();
    states.insert((residue.clone(), Faces::new()), BigUint::one());
    let (mut open, mut visited): (Vec<usize>, u64) = (Vec::new(), 0);
    for &at in &compared.places {
        let mut next = FxHashMap::default();
        for (i, ((residue, faces), weight)) in states.into_iter().enumerate() {
            budget.check_pass(i)?;
            for (face, ways) in compared.choices(&faces) {
                let residue = compared.known(&residue, at, face, (&open, &faces))?;
                let left = compared.still_open(at, face, (&open, &faces));
                *next.entry((residue, left)).or_default() += &weight * ways;
            }
        }
        open.push(at);
        open.retain(|place| compared.last(*place) > at);
        states = next;
        visited += states.len() as u64;
        let rest = compared.places.len() as u128;
        budget.afford(states.len() as u128 * rest * compared.pairs.len() as u128 * 50, 0)?;
    }
    let mut parts: FxHashMap<Residue, BigUint> = FxHashMap::default();
    for ((residue, _), weight) in states {
        *parts.entry(residue).or_default() += weight;
    }
    let total = Pow::pow(BigUint::from(compared.classes), compared.places.len());
    let law = Law { parts: parts.into_iter().collect(), total };
    Ok(Some(Reduced { law, road: Road::ByPosition, states: visited, cut: false }))
}

/// What is compared with what.
struct Compared {
    name: usize,
    /// How many faces there are, as the comparisons see them.
    classes: u64,
    /// The comparisons: the places, the first before the second, and whether they are to show the same.
    pairs: Vec<(Expr, (usize, usize), bool)>,
    /// The places compared, in order.
    places: Vec<usize>,
    /// For each of them the last place with which it is compared, or itself, and the comparisons of which it is the last.
    ends: FxHashMap<usize, (usize, Vec<usize>)>,
}

impl Compared {
    fn of(space: &Space, name: usize, residue: &Residue) -> Option<Self> {
        let Space::Trials(groups) = space else { return None };
        let [(faces, _)] = groups.iter().as_slice() else { return None };
        let labels: Vec<Value> = faces.weights().iter().map(|(label, _)| label.clone()).collect();
        let mut sides =
            Sides { space, name, labels, seen: None, pairs: Vec::new(), met: FxHashSet::default() };
        if !residue.expressions().into_iter().all(|e| sides.take_in(e)) {
            return None;
        }
        // Faces that look alike are one.
        let mut weights: FxHashMap<Value, BigUint> = FxHashMap::default();
        for (seen, (_, weight)) in sides.seen?.into_iter().zip(faces.weights()) {
            *weights.entry(seen).or_default() += weight;
        }
        let mut each = weights.values();
        let first = each.next();
        if !each.all(|weight| Some(weight) == first) {
            return None;
        }
        let mut places: Vec<usize> = sides.pairs.iter().flat_map(|(_, (a, b), _)| [*a, *b]).collect();
        places.sort_unstable();
        places.dedup();
        let mut ends: FxHashMap<usize, (usize, Vec<usize>)> =
            places.iter().map(|place| (*place, (*place, Vec::new()))).collect();
        for (i, (_, (a, b), _)) in sides.pairs.iter().enumerate() {
            ends.entry(*a).and_modify(|(last, _)| *last = (*last).max(*b));
            ends.entry(*b).and_modify(|(_, pairs)| pairs.push(i));
        }
        let found = Self { name, classes: weights.len() as u64, pairs: sides.pairs, places, ends };
        (found.width() <= MOST_OPEN).then_some(found)
    }

    /// The last place with which this one is compared, or itself.
    fn last(&self, place: usize) -> usize {
        self.ends.get(&place).map_or(place, |(last, _)| *last)
    }

    /// The most places that are open at once.
    fn width(&self) -> usize {
        let (mut open, mut most): (Vec<usize>, usize) = (Vec::new(), 0);
        for at in &self.places {
            open.push(self.last(*at));
            open.retain(|last| last > at);
            most = most.max(open.len());
            if most > MOST_OPEN {
                break;
            }
        }
        most
    }

    /// What a place may show beside these faces: each of them, or another, and in how many ways.
    fn choices(&self, faces: &Faces) -> impl Iterator<Item = (u8, u64)> + use<> {
        let kinds = faces.iter().max().map_or(0, |last| last + 1);
        let others = self.classes.saturating_sub(u64::from(kinds));
        (0..kinds).map(|face| (face, 1)).chain((others > 0).then_some((kinds, others)))
    }

    /// The residue once this place is seen, beside the places that are open.
    fn known(
        &self,
        residue: &Residue,
        at: usize,
        face: u8,
        (open, faces): (&[usize], &Faces),
    ) -> Result<Residue, Error> {
        let of = |place: usize| open.iter().position(|o| *o == place).map(|i| faces[i]);
        let ends = self.ends.get(&at).into_iter().flat_map(|(_, pairs)| pairs);
        let known: Vec<(&Expr, Value)> = ends
            .map(|i| &self.pairs[*i])
            .filter_map(|(e, (a, _), same)| of(*a).map(|other| (e, Value::Truth((other == face) == *same))))
            .collect();
        let known: Vec<(&Expr, &Value)> = known.iter().map(|(e, value)| (*e, value)).collect();
        residue.with(self.name, &known)
    }

    /// The faces of the places that are open after this one.
    fn still_open(&self, at: usize, face: u8, (open, faces): (&[usize], &Faces)) -> Faces {
        let all = open.iter().copied().zip(faces.iter().copied()).chain([(at, face)]);
        let mut met: Vec<u8> = Vec::new();
        let number = |face: u8| match met.iter().position(|other| *other == face) {
            Some(i) => i as u8,
            None => {
                met.push(face);
                met.len() as u8 - 1
            }
        };
        all.filter(|(place, _)| self.last(*place) > at).map(|(_, face)| face).map(number).collect()
    }
}

/// Collects the comparisons of single places with each other.
struct Sides<'a> {
    space: &'a Space,
    name: usize,
    labels: Vec<Value>,
    /// What is seen of each label: all sides see places alike.
    seen: Option<Vec<Value>>,
    pairs: Vec<(Expr, (usize, usize), bool)>,
    met: FxHashSet<Expr>,
}

impl Sides<'_> {
    /// Takes in an expression; whether it asks nothing else of the sample.
    fn take_in(&mut self, expression: &Expr) -> bool {
        if !expression.mentions(self.name) || self.met.contains(expression) {
            return true;
        }
        if let Node::Compare(comparison @ (Comparison::Equal | Comparison::Unequal), a, b) = expression.node()
        {
            let places = self.place(a).zip(self.place(b)).filter(|(a, b)| a != b);
            let same = *comparison == Comparison::Equal;
            self.met.insert(expression.clone());
            self.pairs.extend(places.map(|(a, b)| (expression.clone(), (a.min(b), a.max(b)), same)));
            return places.is_some();
        }
        !matches!(expression.node(), Node::Name(_))
            && expression.node().children().all(|child| self.take_in(child))
    }

    /// The place that a side of a comparison speaks of, from 0, where it sees of it what all sides see.
    fn place(&mut self, side: &Expr) -> Option<usize> {
        let atom = Atom::of(side, self.name, self.space).ok().flatten()?;
        let Subject::Element(place) = atom.subject else { return None };
        let is_whole = matches!(side.node(), Node::At(sample, _) if matches!(sample.node(), Node::Name(_)));
        let seen = match is_whole {
            true => self.labels.clone(),
            false => {
                let each = self.labels.iter().map(|label| atom.at_element(label, self.name, self.space).ok());
                each.collect::<Option<_>>()?
            }
        };
        let alike = *self.seen.get_or_insert_with(|| seen.clone()) == seen;
        usize::try_from(place).ok().filter(|_| alike)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Collection;
    use crate::model::Faces as Die;
    use crate::question::Operator;
    use crate::solve::asking::{known, law, x};
    use crate::solve::residue::Mixture;
    use crate::solve::{Choice, Road};
    use std::sync::Arc;

    fn at(place: i64) -> Expr {
        Expr::new(Node::At(x(), known(place)))
    }

    fn compared(comparison: Comparison, a: Expr, b: Expr) -> Expr {
        Expr::new(Node::Compare(comparison, a, b))
    }

    /// The road's own law of an expression, whether or not the plan would take it.
    fn found(space: &Space, expression: &Expr) -> Option<Vec<(Value, BigUint)>> {
        let residue = Residue { roots: vec![expression.clone()], later: Vec::new(), given: false };
        let reduced = reduce(space, 0, &residue, || true, &Budget::default()).unwrap()?;
        let mut law = Mixture::new();
        for (left, weight) in reduced.law.parts {
            law.add(left.roots[0].known().cloned().unwrap(), weight, &reduced.law.total);
        }
        let law = law.law(&BigUint::one());
        let law = crate::dist::Dist::of_total(law.parts, law.total).unwrap();
        Some(law.reduced().into_weights())
    }

    fn same_as_listed(space: &Space, expression: &Expr) {
        let listed = law(space, expression, Choice::Only(Road::Enumeration)).0;
        assert_eq!(found(space, expression), Some(listed), "{expression:?} of {space:?}");
    }

    #[test]
    fn which_places_are_equal_is_as_listed() {
        let mut seed = 7u64;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for faces in 1..=4 {
            for length in 2..=5u64 {
                let space = Space::trials(Arc::new(Die::die(faces).unwrap()), length);
                for _ in 0..12 {
                    // Any pairs of places, each to show the same or not.
                    let mut pair = || {
                        let a = random(length);
                        let b = (a + 1 + random(length - 1)) % length;
                        let b = if random(3) == 0 { b as i64 - length as i64 } else { b as i64 + 1 };
                        let comparison = [Comparison::Equal, Comparison::Unequal][random(2) as usize];
                        compared(comparison, at(a as i64 + 1), at(b))
                    };
                    let pairs: Vec<Expr> = (0..4).map(|_| pair()).collect();
                    let one = |e: &Expr| Expr::new(Node::If(e.clone(), known(1), known(0)));
                    same_as_listed(&space, &Expr::new(Node::Or(pairs[..2].to_vec())));
                    same_as_listed(&space, &Expr::new(Node::And(pairs[1..].to_vec())));
                    same_as_listed(&space, &Expr::new(Node::Sum(pairs.iter().map(one).collect())));
                }
            }
        }
    }

    #[test]
    fn what_looks_alike_is_one_face_and_what_weighs_differently_is_not_taken() {
        let parity = |place| Expr::new(Node::Arithmetic(Operator::Modulo, at(place), known(2)));
        let six = Space::trials(Arc::new(Die::die(6).unwrap()), 4);
        let equal = |a, b| compared(Comparison::Equal, a, b);
        let pairs = (1..4).map(|place| equal(parity(place), parity(place + 1)));
        same_as_listed(&six, &Expr::new(Node::Or(pairs.collect())));
        let five = Space::trials(Arc::new(Die::die(5).unwrap()), 2);
        assert_eq!(found(&five, &equal(parity(1), parity(2))), None);
        assert_eq!(found(&six, &equal(at(1), parity(2))), None);
        assert_eq!(
            found(&six, &Expr::new(Node::Or(vec![equal(at(1), at(2)), equal(at(1), known(3))]))),
            None
        );
        let weights = [(Value::Int(1), BigUint::from(2u32)), (Value::Int(2), BigUint::one())];
        let loaded = Die::new(Collection::Die, weights).unwrap();
        assert_eq!(found(&Space::trials(Arc::new(loaded), 2), &equal(at(1), at(2))), None);
    }
}
