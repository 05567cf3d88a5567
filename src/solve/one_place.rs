//! One place first: what a question asks of the other places beside it, `X[1] in X[2..5]`, is asked of them alone once
//! that place is known. Its labels are gone through, and labels that leave the same are added up.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Population, Space, Value};
use crate::question::evaluate::place;
use crate::question::{Expr, Node};
use crate::solve::by_position::group_at;
use crate::solve::exact::Road;
use crate::solve::plan::{Reduced, possible, swift};
use crate::solve::residue::{Mixture, PART, Residue};
use crate::solve::{Choice, enumerate};
use num_bigint::BigUint;
use num_traits::Zero;
use std::sync::Arc;

/// The law of what is left of a question after an experiment, one of whose places is looked at before the others; nothing
/// where there is no such place, or where it does not help.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`], and errors of the expressions.
pub fn reduce(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    reduce_by(space, name, residue, budget, &mut |rest, after, budget| {
        if let Some(reduced) = swift(rest, name, after, Choice::Cheapest, budget)? {
            return Ok(Some(reduced));
        }
        let (law, states) = enumerate::enumerate(rest, name, after, budget)?;
        Ok(Some(Reduced { law, road: Road::Enumeration, states, cut: false }))
    })
}

/// A road for what is left of an experiment and its question.
type Rest<'a> = dyn FnMut(&Space, &Residue, &Budget) -> Result<Option<Reduced>, Error> + 'a;

/// The same where what is left beside that place takes this road; nothing where it does not lead there.
///
/// # Errors
/// As those of [`reduce`].
pub fn reduce_by(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
    road: &mut Rest<'_>,
) -> Result<Option<Reduced>, Error> {
    let Some(first) = first_place(space, name, residue) else { return Ok(None) };
    budget.afford(least_work(space), 0)?;
    let Some((choices, total)) = choices(space, first) else { return Ok(None) };
    let (mut left, mut states) = (Mixture::new(), 0);
    let bytes = (residue.roots.len() as u128 + 1) * PART;
    // What is too much for the first label is too much for all.
    let each = budget.sparing(budget.work() / choices.len().max(1) as u128);
    for (label, weight) in choices {
        budget.check()?;
        budget.afford(0, left.len() as u128 * bytes)?;
        let after = known(residue, name, first, &label, space)?;
        states += 1;
        if !after.mentions(name) {
            left.add(after, weight, &BigUint::from(1u32));
            continue;
        }
        let Some(rest) = rest(space, first, &label) else { return Ok(None) };
        let rest = possible(&rest);
        let Some(reduced) = road(&rest, &after, &each)? else { return Ok(None) };
        states += reduced.states;
        for (after, ways) in reduced.law.parts {
            left.add(after, &weight * ways, &reduced.law.total);
        }
        left.drop_weight(&reduced.law.total);
    }
    Ok(Some(Reduced { law: left.law(&total), road: Road::ByPosition, states, cut: false }))
}

/// The word operations that it takes at least: for each label of a place what is left is a space of its own, whose labels
/// are looked at for each automaton.
#[must_use]
pub fn least_work(space: &Space) -> u128 {
    /// For a label of what is left.
    const LABEL: u128 = 100;
    let labels = match space {
        Space::Trials(groups) => groups.iter().map(|(faces, _)| faces.weights().len()).max().unwrap_or(0),
        Space::Draw(from, _) | Space::Words(from, _) => from.classes().len(),
        _ => 0,
    } as u128;
    labels * labels * LABEL
}

/// The places that expressions speak of, from 0.
#[derive(Default)]
struct Mentioned {
    single: Vec<u64>,
    slices: Vec<(u64, u64)>,
}

impl Mentioned {
    /// Takes in what an expression speaks of; false where that is more than places and slices with known bounds.
    fn take_in(&mut self, expression: &Expr, name: usize, length: usize) -> bool {
        if !expression.mentions(name) {
            return true;
        }
        let is_sample = |e: &Expr| matches!(e.node(), Node::Name(i) if *i == name);
        let at = |index: &Expr| index.known().and_then(|index| place(index, length).ok()).map(|i| i as u64);
        match expression.node() {
            Node::Name(_) => false,
            Node::At(sample, index) if is_sample(sample) => {
                self.single.extend(at(index));
                at(index).is_some()
            }
            Node::Slice(sample, from, to) if is_sample(sample) => {
                self.slices.extend(at(from).zip(at(to)));
                at(from).zip(at(to)).is_some()
            }
            node => node.children().all(|child| self.take_in(child, name, length)),
        }
    }
}

/// The place that is mentioned most often, outside of all slices.
fn first_place(space: &Space, name: usize, residue: &Residue) -> Option<u64> {
    let length = usize::try_from(space.length()?).ok()?;
    let mut mentioned = Mentioned::default();
    if !residue.expressions().into_iter().all(|e| mentioned.take_in(e, name, length)) {
        return None;
    }
    let is_outside = |at: &&u64| mentioned.slices.iter().all(|(from, to)| !(from..=to).contains(at));
    let often = |at: &u64| mentioned.single.iter().filter(|other| *other == at).count();
    let candidates = mentioned.single.iter().filter(is_outside);
    candidates.max_by_key(|at| (often(at), std::cmp::Reverse(**at))).copied()
}

/// What the place may show, with weights, and the sum of the weights.
fn choices(space: &Space, first: u64) -> Option<(Vec<(Value, BigUint)>, BigUint)> {
    match space {
        Space::Trials(groups) => {
            let faces = &groups[group_at(groups, first)].0;
            let possible = faces.weights().iter().filter(|(_, weight)| !weight.is_zero());
            Some((possible.cloned().collect(), faces.total().clone()))
        }
        Space::Draw(from, _) => {
            let held = from.classes().iter().filter(|(_, count)| *count > 0);
            let choices = held.map(|(label, count)| (label.clone(), BigUint::from(*count)));
            Some((choices.collect(), BigUint::from(from.size())))
        }
        _ => None,
    }
}

/// The experiment that is left once the place shows this label.
fn rest(space: &Space, first: u64, label: &Value) -> Option<Space> {
    match space {
        Space::Trials(groups) => {
            let mut rest = groups.to_vec();
            rest[group_at(groups, first)].1 -= 1;
            Some(Space::Trials(rest.into_iter().filter(|(_, count)| *count > 0).collect()))
        }
        Space::Draw(from, length) => {
            let one_less = |(other, n): &(Value, u64)| (other.clone(), n - u64::from(other == label));
            let rest = Population::new(from.collection(), from.classes().iter().map(one_less)).ok()?;
            Some(Space::Draw(Arc::new(rest), length - 1))
        }
        _ => None,
    }
}

/// The question once the first place is known: the places after it move up by one.
fn known(residue: &Residue, name: usize, first: u64, label: &Value, space: &Space) -> Result<Residue, Error> {
    let length = usize::try_from(space.length().unwrap_or(0)).unwrap_or(usize::MAX);
    let moved = |index: &Expr| -> Result<(u64, Expr), Error> {
        let at = place(index.known().unwrap_or(&Value::Int(0)), length)? as u64;
        let after = at + 1 - u64::from(at > first);
        Ok((at, Expr::value_of(i64::try_from(after).unwrap_or(i64::MAX))))
    };
    residue.rewrite(&mut |part| match part.node() {
        _ if !part.mentions(name) => Ok(Some(part.clone())),
        Node::At(sample, index) if matches!(sample.node(), Node::Name(i) if *i == name) => {
            let (at, index) = moved(index)?;
            Ok(Some(Expr::spanned(
                if at == first { Node::Value(label.clone()) } else { Node::At(sample.clone(), index) },
                part.span(),
            )))
        }
        Node::Slice(sample, from, to) if matches!(sample.node(), Node::Name(i) if *i == name) => {
            let (from, to) = (moved(from)?.1, moved(to)?.1);
            Ok(Some(Expr::spanned(Node::Slice(sample.clone(), from, to), part.span())))
        }
        _ => Ok(None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Faces;
    use crate::model::pattern::Comparison;
    use crate::question::{Operator, Quantifier};
    use crate::solve::asking::{known as value, numbered, up_to, x};
    use crate::solve::residue::Law;

    fn at(place: i64) -> Expr {
        Expr::new(Node::At(x(), value(place)))
    }

    fn equal(a: Expr, b: Expr) -> Expr {
        Expr::new(Node::Compare(Comparison::Equal, a, b))
    }

    /// `X[place] in X[from..to]`.
    fn comes_again(place: i64, from: i64, to: i64) -> Expr {
        let slice = Expr::new(Node::Slice(x(), value(from), value(to)));
        Expr::new(Node::Each(Quantifier::Any, 0, slice, equal(Expr::new(Node::Element(0)), at(place))))
    }

    fn asked(event: Expr) -> Residue {
        Residue { roots: vec![event], later: Vec::new(), given: false }
    }

    /// The weights of a law in lowest terms, by what is left.
    fn shares(law: Law<Residue>) -> Vec<(String, num_rational::Ratio<BigUint>)> {
        let share = |(left, weight): (Residue, BigUint)| {
            (format!("{left:?}"), num_rational::Ratio::new(weight, law.total.clone()))
        };
        let mut shares: Vec<_> = law.parts.into_iter().map(share).collect();
        shares.sort_by(|a, b| a.0.cmp(&b.0));
        shares
    }

    #[test]
    fn what_is_asked_beside_a_place_is_what_the_list_finds() {
        let spaces = [
            Space::trials(Arc::new(Faces::die(4).unwrap()), 4),
            Space::draw(up_to(5), 4).unwrap(),
            Space::draw(numbered(crate::model::Collection::Urn, &[2, 1, 3]), 4).unwrap(),
        ];
        let sum = Expr::new(Node::Arithmetic(Operator::Add, at(2), at(4)));
        let events = [
            comes_again(1, 2, 4),
            comes_again(4, 1, 3),
            comes_again(2, 3, 4),
            comes_again(-1, 1, 2),
            equal(sum, at(1)),
            Expr::new(Node::Or(vec![equal(at(1), at(3)), equal(at(1), at(4)), equal(at(1), at(2))])),
        ];
        for space in &spaces {
            for event in &events {
                let residue = asked(event.clone());
                let budget = Budget::default();
                let found = reduce(space, 0, &residue, &budget).unwrap().expect("a place");
                let (listed, _) = enumerate::enumerate(space, 0, &residue, &budget).unwrap();
                assert_eq!(shares(found.law), shares(listed), "{event:?} of {space:?}");
            }
        }
    }

    #[test]
    fn no_place_is_first_where_the_whole_sample_is_asked() {
        let space = Space::trials(Arc::new(Faces::die(4).unwrap()), 3);
        let event = equal(x(), at(1));
        assert!(reduce(&space, 0, &asked(event), &Budget::default()).unwrap().is_none());
    }
}
