//! A comparison of what some places of a row come to with what its other places come to: `X[1]*X[2] > X[3]^2`, `X[2]^2 >=
//! 4*X[1]*X[3]`. The laws of the two sides are held against each other in ascending order, and no triple of places is gone
//! through.
//!
//! Without replacement one side speaks of a single place. Its element is taken as if all were there, and the rows in which it
//! is one of those on the other side, which have a place less, are taken off.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::question::{Expr, Node, Operator};
use crate::solve::exact::Road;
use crate::solve::first_places::{place_of, places};
use crate::solve::linear::Linear;
use crate::solve::plan::Reduced;
use crate::solve::residue::{Law, Residue};
use crate::solve::rooks::hits::of_only_part;
use crate::solve::sorted::Sorted;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::One;
use std::collections::BTreeSet;

/// A road for a question about the same experiment.
type Way<'a> = dyn FnMut(&Residue, &Budget) -> Result<Reduced, Error> + 'a;

/// The law of what is left of a question that asks of a row only how two such sides compare; nothing where it asks for more.
///
/// # Errors
/// Errors of the expressions, and those of the road.
pub fn reduce(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
    road: &mut Way<'_>,
) -> Result<Option<Reduced>, Error> {
    let (length, elements) = match space {
        Space::Trials(groups) => (groups.iter().map(|(_, count)| count).sum(), None),
        Space::Draw(from, length) => (*length, Some(from.size())),
        _ => return Ok(None),
    };
    let replaced = elements.is_none();
    let read = |e: &Expr| Sides::of(e, Row { name, length }, replaced).map(|sides| (e.clone(), sides));
    let Some((whole, sides)) = of_only_part(residue, name, read) else { return Ok(None) };
    let mut states = 0;
    let mut law = |asked: &Expr| {
        let residue = Residue { roots: vec![asked.clone()], later: Vec::new(), given: false };
        let reduced = road(&residue, budget)?;
        states += reduced.states;
        Ok::<_, Error>(reduced.law)
    };
    let (Some(left), Some(right)) = (sorted(law(&sides.left)?), sorted(law(&sides.right)?)) else {
        return Ok(None);
    };
    let (mut holds, mut total) = (left.holding(sides.comparison, &right), &left.total * &right.total);
    if let Some(elements) = elements {
        if right.total != BigUint::from(elements) {
            return Ok(None);
        }
        let places = sides.spoken.len() as u64;
        for place in &sides.spoken {
            let event = sides.of_itself(*place, Row { name, length });
            let same = law(&event)?;
            if same.total != left.total {
                return Ok(None);
            }
            let weight =
                same.parts.into_iter().filter(|(left, _)| left.roots[0].is(true)).map(|(_, weight)| weight);
            holds -= weight.sum::<BigUint>();
        }
        total -= &left.total * places;
    }
    let mut parts: Vec<(Residue, BigUint)> = Vec::new();
    for (truth, weight) in [(false, &total - &holds), (true, holds)] {
        let left = residue.with(name, &[(&whole, &Value::Truth(truth))])?;
        match parts.iter_mut().find(|(known, _)| *known == left) {
            Some((_, sum)) => *sum += weight,
            None => parts.push((left, weight)),
        }
    }
    let law = Law { parts, total };
    Ok(Some(Reduced { law, road: Road::ByPosition, states, cut: false }))
}

/// A row of so many places.
#[derive(Clone, Copy)]
struct Row {
    name: usize,
    length: u64,
}

impl Row {
    /// The places that an expression speaks of, if it speaks of nothing else.
    fn spoken(self, e: &Expr) -> Option<BTreeSet<u64>> {
        let mut spoken = BTreeSet::new();
        let only = e.names() == 1 << self.name && e.free_elements() == 0;
        (only && places(e, self.name, self.length, &mut spoken) && !spoken.is_empty()).then_some(spoken)
    }
}

/// The two sides of a comparison.
struct Sides {
    comparison: Comparison,
    left: Expr,
    right: Expr,
    /// The places of the left side.
    spoken: BTreeSet<u64>,
    /// The only place of the right side, where there is one.
    alone: Option<u64>,
}

impl Sides {
    /// The sides of a comparison that have no place in common, the right one of a single place where elements are not replaced.
    fn of(e: &Expr, row: Row, replaced: bool) -> Option<Self> {
        let Node::Compare(comparison, a, b) = e.node() else { return None };
        let suits = |right: &BTreeSet<u64>| replaced || right.len() == 1;
        if let (Some(left), Some(right)) = (row.spoken(a), row.spoken(b))
            && left.is_disjoint(&right)
        {
            let new = |comparison, a: &Expr, b: &Expr, spoken, other: &BTreeSet<u64>| {
                let alone = other.first().copied().filter(|_| other.len() == 1);
                Some(Self { comparison, left: a.clone(), right: b.clone(), spoken, alone })
            };
            return match (suits(&right), suits(&left)) {
                (true, _) => new(*comparison, a, b, left, &right),
                (_, true) => new(comparison.mirrored(), b, a, right, &left),
                _ => None,
            };
        }
        let is_term = |part: &Expr| is_product(part) && row.spoken(part).is_some();
        let difference = Linear::of(a, &is_term)?.minus(Linear::of(b, &is_term)?);
        let groups = groups(&difference, row)?;
        let one = groups.iter().position(|(spoken, _)| spoken.len() == 1);
        let right = one.or(replaced.then_some(0)).filter(|_| groups.len() > 1)?;
        let of = |here: bool| {
            let terms = groups.iter().enumerate().filter(move |(i, _)| (*i == right) != here);
            terms.flat_map(|(_, (_, terms))| terms)
        };
        let left = of(true).map(|&term| times(&difference.terms[term], &BigRational::one()));
        let constant = Expr::value_of(Value::number(difference.constant.clone()));
        let left: Vec<Expr> = left.chain([constant]).collect();
        let other: Vec<Expr> =
            of(false).map(|&term| times(&difference.terms[term], &-BigRational::one())).collect();
        let others = groups.iter().enumerate().filter(|(i, _)| *i != right);
        Some(Self {
            comparison: *comparison,
            left: Expr::new(Node::Sum(left)),
            right: Expr::new(Node::Sum(other)),
            spoken: others.flat_map(|(_, (spoken, _))| spoken.iter().copied()).collect(),
            alone: groups[right].0.first().copied().filter(|_| groups[right].0.len() == 1),
        })
    }

    /// The comparison where the element of the right side is that at this place.
    fn of_itself(&self, place: u64, row: Row) -> Expr {
        let at = Expr::new(Node::At(Expr::new(Node::Name(row.name)), Expr::value_of(place.cast_signed())));
        let right = self.right.rewrite_later(&mut |part| {
            let here = place_of(part, row.name, row.length).filter(|here| Some(*here) == self.alone);
            Ok(here.map(|_| at.clone()))
        });
        Expr::new(Node::Compare(self.comparison, self.left.clone(), right))
    }
}

/// Whether it is no sum itself: a place, or a product, a power or a function of some.
fn is_product(e: &Expr) -> bool {
    match e.node() {
        Node::At(..) | Node::Call(..) => true,
        Node::Arithmetic(Operator::Multiply, a, b) => a.known().is_none() && b.known().is_none(),
        Node::Arithmetic(Operator::Divide, _, b) => b.known().is_none(),
        Node::Arithmetic(operator, ..) => matches!(operator, Operator::Power | Operator::Modulo),
        _ => false,
    }
}

fn times((term, coefficient): &(Expr, BigRational), sign: &BigRational) -> Expr {
    let factor = coefficient * sign;
    if factor.is_one() {
        return term.clone();
    }
    Expr::new(Node::Arithmetic(Operator::Multiply, Expr::value_of(Value::number(factor)), term.clone()))
}

/// The terms in groups that have no place in common, with these places.
fn groups(sum: &Linear, row: Row) -> Option<Vec<(BTreeSet<u64>, Vec<usize>)>> {
    let mut groups: Vec<(BTreeSet<u64>, Vec<usize>)> = Vec::new();
    for (i, (term, _)) in sum.terms.iter().enumerate() {
        let (mut spoken, mut terms) = (row.spoken(term)?, vec![i]);
        groups.retain(|(others, theirs)| {
            let apart = others.is_disjoint(&spoken);
            if !apart {
                spoken.extend(others);
                terms.extend(theirs);
            }
            apart
        });
        groups.push((spoken, terms));
    }
    Some(groups)
}

/// Nothing for what is no number.
fn sorted(law: Law<Residue>) -> Option<Sorted<Value>> {
    let number = |(left, weight): (Residue, BigUint)| {
        let value = left.roots.first()?.known().filter(|value| value.is_number())?.clone();
        Some((value, weight))
    };
    let mut values: Vec<(Value, BigUint)> = law.parts.into_iter().map(number).collect::<Option<_>>()?;
    values.sort();
    Some(Sorted { values, total: law.total })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Collection, Faces};
    use crate::question::Quantifier;
    use crate::solve::asking::{call, is, known, numbered, up_to, x};
    use crate::solve::enumerate::enumerate;
    use std::sync::Arc;

    fn at(place: i64) -> Expr {
        Expr::new(Node::At(x(), known(place)))
    }

    fn of(operator: Operator, a: Expr, b: Expr) -> Expr {
        Expr::new(Node::Arithmetic(operator, a, b))
    }

    /// Sides of places that are apart, written apart or not.
    fn comparisons() -> Vec<(Expr, Expr)> {
        let times = |a, b| of(Operator::Multiply, a, b);
        let square = |a| of(Operator::Power, a, known(2));
        vec![
            (times(at(1), at(2)), square(at(3))),
            (square(at(2)), times(known(4), times(at(1), at(3)))),
            (of(Operator::Subtract, square(at(2)), times(known(4), times(at(1), at(3)))), known(-3)),
            (of(Operator::Add, square(at(1)), square(at(2))), square(at(-1))),
            (of(Operator::Divide, at(1), at(2)), of(Operator::Divide, at(3), known(2))),
            (of(Operator::Modulo, times(at(1), at(3)), known(5)), at(2)),
            (call("max", vec![at(1), at(2)]), of(Operator::Add, at(3), known(1))),
            (square(at(1)), of(Operator::Add, times(known(3), at(2)), known(1))),
        ]
    }

    fn weights(parts: Vec<(Residue, BigUint)>) -> Vec<(String, BigUint)> {
        let mut weights: Vec<_> = parts
            .into_iter()
            .filter(|(_, weight)| *weight > BigUint::ZERO)
            .map(|(left, weight)| (format!("{left:?}"), weight))
            .collect();
        weights.sort();
        weights
    }

    #[test]
    fn sides_of_places_that_are_apart_compare_as_the_list_says() {
        let urn = numbered(Collection::Urn, &[2, 1, 0, 3, 1]);
        let faces = [(1, 2), (3, 1), (4, 3)].map(|(n, w)| (Value::Int(n), BigUint::from(w as u32)));
        let loaded = Arc::new(Faces::new(Collection::Die, faces).unwrap());
        let budget = Budget::default();
        for space in [
            Space::trials(Arc::new(Faces::die(5).unwrap()), 3),
            Space::trials(loaded, 3),
            Space::Draw(up_to(7), 3),
            Space::Draw(urn, 3),
        ] {
            for (a, b) in comparisons() {
                for comparison in [
                    Comparison::Less,
                    Comparison::AtMost,
                    Comparison::Equal,
                    Comparison::Unequal,
                    Comparison::AtLeast,
                    Comparison::Greater,
                ] {
                    let event = Expr::new(Node::Compare(comparison, a.clone(), b.clone()));
                    let residue = Residue { roots: vec![event], later: Vec::new(), given: false };
                    let mut road = |asked: &Residue, budget: &Budget| {
                        let how = (crate::solve::Choice::Cheapest, crate::solve::chain::Purpose::default());
                        crate::solve::plan::reduce(&space, 0, asked, how, budget)
                    };
                    let found = reduce(&space, 0, &residue, &budget, &mut road).unwrap().expect("two sides");
                    let (listed, _) = enumerate(&space, 0, &residue, &budget).unwrap();
                    let scale = |law: &Law<Residue>, other: &BigUint, parts: Vec<(Residue, BigUint)>| {
                        assert!(law.total > BigUint::ZERO);
                        weights(parts.into_iter().map(|(left, weight)| (left, weight * other)).collect())
                    };
                    let (one, other) = (found.law.total.clone(), listed.total.clone());
                    let told = scale(&found.law.clone(), &other, found.law.parts);
                    let expected = scale(&listed.clone(), &one, listed.parts);
                    assert_eq!(told, expected, "{residue:?} of {space:?}");
                }
            }
        }
    }

    #[test]
    fn what_has_a_place_in_common_or_says_more_is_left_to_others() {
        let space = Space::Draw(up_to(7), 3);
        let compare = |a, b| Expr::new(Node::Compare(Comparison::Greater, a, b));
        let product = |a, b| of(Operator::Multiply, at(a), at(b));
        let any = Expr::new(Node::Each(
            Quantifier::Any,
            0,
            x(),
            is(Expr::new(Node::Element(0)), Comparison::Equal, 2),
        ));
        for roots in [
            vec![compare(product(1, 2), product(2, 3))],
            vec![compare(product(1, 2), at(3)), at(2)],
            vec![compare(product(1, 2), at(3)), any],
            vec![compare(call("sum", vec![x()]), at(3))],
        ] {
            let residue = Residue { roots, later: Vec::new(), given: false };
            let mut road = |_: &Residue, _: &Budget| panic!("another road");
            assert!(reduce(&space, 0, &residue, &Budget::default(), &mut road).unwrap().is_none());
        }
    }
}
