//! Orders of a few places: of different numbers drawn one after another, only the ranks among those that a comparison
//! speaks of matter, and they are an arrangement of 1, 2, …, k. Places that no comparison connects are independent of each
//! other: the order of some elements says nothing about the order of others.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Collection, Population, Space, Value};
use crate::question::evaluate::place;
use crate::question::{Expr, Node};
use crate::solve::Choice;
use crate::solve::chain::Purpose;
use crate::solve::equivalent::as_draw;
use crate::solve::exact::Road;
use crate::solve::plan::{self, Reduced};
use crate::solve::residue::{Mixture, Residue};
use num_bigint::BigUint;
use num_traits::One;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Places of a sample, from 0.
type Places = BTreeSet<usize>;

/// The law of what is left of a question about the order of some places; nothing where it asks for more, or where all
/// places are connected and hold the first numbers already.
///
/// # Errors
/// Those of [`plan::reduce`].
pub fn reduce(
    space: &Space,
    name: usize,
    residue: &Residue,
    purpose: Purpose,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let Some((from, length)) = as_draw(space) else { return Ok(None) };
    let Ok(length) = usize::try_from(length) else { return Ok(None) };
    let different = from.classes().iter().all(|(label, n)| label.is_number() && *n <= 1);
    if !different || length == 0 || !residue.expressions().iter().all(|e| only_order(e, name)) {
        return Ok(None);
    }
    let order = Order { name, length };
    match order.groups(residue).as_slice() {
        [] => return Ok(None),
        [only] if only.len() as u64 == from.size() => return Ok(None),
        _ => {}
    }
    let Some(aside) = unused(residue) else { return Ok(None) };
    let (mut open, mut total) = (vec![(residue.clone(), BigUint::one())], BigUint::one());
    let (mut states, mut road) = (0, Road::ClosedForm);
    while open.iter().any(|(residue, _)| residue.mentions(name)) {
        let mut next = Mixture::new();
        for (residue, weight) in open {
            budget.check()?;
            if !residue.mentions(name) {
                next.add(residue, weight, &BigUint::one());
                continue;
            }
            let groups = order.groups(&residue);
            // A part without elements, as the library may ask of, has no order that would tell more.
            let Some(group) = groups.first().filter(|group| !group.is_empty()) else { return Ok(None) };
            let first = order.alone(&residue, group, aside)?;
            let ranks = ranks(group.len())?;
            let reduced = plan::reduce(&ranks, name, &first, (Choice::Cheapest, purpose), budget)?;
            states += reduced.states;
            road = road.max(reduced.road);
            for (left, ways) in reduced.law.parts {
                let left = left.put(aside, &mut |part| {
                    matches!(part.node(), Node::Name(_)).then(|| Expr::spanned(Node::Name(name), part.span()))
                })?;
                next.add(left, &weight * ways, &reduced.law.total);
            }
            next.drop_weight(&reduced.law.total);
        }
        let law = next.law(&total);
        (open, total) = (law.parts, law.total);
    }
    Ok(Some(Reduced { law: crate::solve::residue::Law { parts: open, total }, road, states, cut: false }))
}

/// The arrangements of the first numbers.
fn ranks(count: usize) -> Result<Space, Error> {
    let ranks = (1..=i64::try_from(count).unwrap_or(i64::MAX)).map(|rank| (Value::Int(rank), 1));
    Ok(Space::Draw(Arc::new(Population::new(Collection::Set, ranks)?), count as u64))
}

/// A name that the residue does not use.
fn unused(residue: &Residue) -> Option<usize> {
    let names = residue.expressions().into_iter().fold(0u128, |names, e| names | e.names());
    let names = residue.later.iter().fold(names, |names, (later, _)| names | 1 << later);
    (0..128).rev().find(|name| names >> name & 1 == 0)
}

/// The order of the places of one experiment.
struct Order {
    name: usize,
    length: usize,
}

impl Order {
    /// The places that comparisons connect, each group by itself, by their first place.
    fn groups(&self, residue: &Residue) -> Vec<Places> {
        let mut groups = Vec::new();
        residue.expressions().into_iter().for_each(|e| self.connect(e, &mut groups));
        groups.sort_by_key(|group| group.first().copied());
        groups
    }

    fn connect(&self, e: &Expr, groups: &mut Vec<Places>) {
        if !e.mentions(self.name) {
            return;
        }
        if !matches!(e.node(), Node::Compare(..) | Node::Call(..)) {
            e.node().children().for_each(|part| self.connect(part, groups));
            return;
        }
        let mut group = Places::new();
        self.places(e, &mut group);
        groups.retain(|other| {
            let is_apart = other.is_disjoint(&group);
            if !is_apart {
                group.extend(other);
            }
            is_apart
        });
        groups.push(group);
    }

    /// The places that an expression speaks of.
    fn places(&self, e: &Expr, places: &mut Places) {
        if let Some((from, to)) = self.range(e) {
            places.extend(from..to);
            return;
        }
        match e.node() {
            Node::At(row, index) => match self.range(row).zip(index.known()) {
                Some(((from, to), index)) => places.extend(place(index, to - from).map(|at| from + at)),
                None => e.node().children().for_each(|part| self.places(part, places)),
            },
            node => node.children().for_each(|part| self.places(part, places)),
        }
    }

    /// From where to where this part of the row goes, the end not included.
    fn range(&self, row: &Expr) -> Option<(usize, usize)> {
        match row.node() {
            Node::Name(name) => (*name == self.name).then_some((0, self.length)),
            Node::Slice(row, from, to) => {
                let (start, end) = self.range(row)?;
                let at = |index: &Expr| place(index.known()?, end - start).ok();
                Some((start + at(from)?, start + at(to)? + 1)).filter(|(from, to)| from <= to)
            }
            _ => None,
        }
    }

    /// The question with the places of one group as those of a row of their own, and the row of all others put aside.
    fn alone(&self, residue: &Residue, group: &Places, aside: usize) -> Result<Residue, Error> {
        let known = |at: usize| Expr::value_of(Value::integer((at + 1).into()));
        let ranked = |at: usize| group.iter().take_while(|place| **place < at).count();
        residue.put(self.name, &mut |part| {
            let (mut places, row) = (Places::new(), Expr::spanned(Node::Name(self.name), part.span()));
            match part.node() {
                Node::Name(_) | Node::Slice(..) => {
                    let (from, to) = self.range(part)?;
                    if !group.contains(&from) {
                        return aside_of(part, self.name, aside);
                    }
                    let slice = Node::Slice(row.clone(), known(ranked(from)), known(ranked(to - 1)));
                    let is_whole = to - from == group.len();
                    Some(if is_whole { row } else { Expr::spanned(slice, part.span()) })
                }
                Node::At(..) => {
                    self.places(part, &mut places);
                    let at = places.first().copied()?;
                    if !group.contains(&at) {
                        return aside_of(part, self.name, aside);
                    }
                    Some(Expr::spanned(Node::At(row, known(ranked(at))), part.span()))
                }
                _ => None,
            }
        })
    }
}

/// The same part of the row that was put aside.
fn aside_of(part: &Expr, name: usize, aside: usize) -> Option<Expr> {
    let is_row = |inner: &Expr| matches!(inner.node(), Node::Name(i) if *i == name);
    let row = |inner: &Expr| is_row(inner).then(|| Expr::spanned(Node::Name(aside), inner.span()));
    part.rewrite(&mut |inner| Ok(row(inner))).ok()
}

/// Whether an expression asks of this sample only which elements are larger than others.
fn only_order(expression: &Expr, name: usize) -> bool {
    let is_row = |e: &Expr| is_part(e, name);
    let is_element = |e: &Expr| match e.node() {
        Node::At(row, place) => is_row(row) && place.known().is_some(),
        Node::Call(function, arguments) => {
            matches!(function.name, "max" | "min" | "first" | "last")
                && arguments.len() == 1
                && is_row(&arguments[0])
        }
        _ => false,
    };
    if !expression.mentions(name) {
        return true;
    }
    match expression.node() {
        Node::Compare(_, a, b) if is_element(a) && is_element(b) => true,
        Node::Call(function, arguments)
            if matches!(function.name, "increasing" | "nondecreasing" | "descents") =>
        {
            arguments.iter().all(is_row)
        }
        Node::Name(_) => false,
        node => node.children().all(|child| only_order(child, name)),
    }
}

/// Whether an expression is this sample, or some of its places.
fn is_part(expression: &Expr, name: usize) -> bool {
    match expression.node() {
        Node::Name(i) => *i == name,
        Node::Slice(row, from, to) => is_part(row, name) && from.known().is_some() && to.known().is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Space;
    use crate::question::{Asked, Expr, Node};
    use crate::solve::Exact;
    use crate::solve::asking::{answer, call, known, up_to, x};
    use num_rational::BigRational;
    use num_traits::One;

    #[test]
    fn a_part_without_elements_is_in_order() {
        let part = Expr::new(Node::Slice(x(), known(3), known(2)));
        let solved = answer(&Space::Draw(up_to(5), 3), Asked::Probability(call("nondecreasing", vec![part])));
        assert_eq!(solved.value, Exact::Probability(BigRational::one()));
    }
}
