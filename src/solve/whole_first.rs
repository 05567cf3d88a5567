//! The whole first: what the bodies of a quantifier ask of their whole sample, such as the mean in `count(x in X: x >
//! mean(X))`, is looked at before the elements. Values that leave the same of every body are taken together.

use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::question::{Expr, Node, Outcomes};
use crate::solve::atom::{Atom, Path};
use crate::solve::plan::Reduced;
use crate::solve::residue::{Mixture, PART, Residue};
use num_bigint::BigUint;
use num_traits::One;

/// The most values of the whole that are gone through.
const MOST: usize = 2_000;

/// A road for a question about the same experiment.
type Road<'a> = dyn FnMut(&Residue, &Budget) -> Result<Reduced, Error> + 'a;

/// The law of what is left of a question after an experiment, where some quantifier's bodies ask of the whole sample;
/// nothing where none does, or where the whole has too many values.
///
/// # Errors
/// Errors of the expressions, and those of the road but that it is too expensive.
pub fn reduce(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
    road: &mut Road<'_>,
) -> Result<Option<Reduced>, Error> {
    let Some(whole) = whole(residue, name, space) else { return Ok(None) };
    let alone = Residue { roots: vec![whole.clone()], later: Vec::new(), given: false };
    let found = match road(&alone, budget) {
        Err(error) if error.kind() == ErrorKind::TooExpensive => return Ok(None),
        found => found?,
    };
    let Some(stretches) = stretches(&found, &whole, residue, name, space)? else { return Ok(None) };
    let mut reduced = Reduced { states: found.states, ..found };
    let mut left = Mixture::new();
    let each = budget.sparing(budget.work() / stretches.len().max(1) as u128);
    let bytes = (residue.roots.len() as u128 + 1) * PART;
    for (value, condition) in stretches {
        budget.check()?;
        budget.afford(0, left.len() as u128 * bytes)?;
        let asked = within(residue, name, &whole, &value, condition)?;
        let part = match road(&asked, &each) {
            Err(error) if error.kind() == ErrorKind::TooExpensive => return Ok(None),
            part => part?,
        };
        reduced.road = reduced.road.max(part.road);
        reduced.states += part.states;
        reduced.cut |= part.cut;
        for (mut after, ways) in part.law.parts {
            if after.is_ruled_out() {
                continue;
            }
            if !residue.given {
                after.given = false;
                if !after.roots.pop().is_some_and(|condition| condition.is(true)) {
                    return Ok(None);
                }
            }
            left.add(after, ways, &part.law.total);
        }
        left.drop_weight(&part.law.total);
    }
    reduced.law = left.law(&BigUint::one());
    Ok(Some(reduced))
}

/// Whether some quantifier's bodies ask of the whole.
#[must_use]
pub fn is_asked(space: &Space, name: usize, residue: &Residue) -> bool {
    whole(residue, name, space).is_some()
}

/// The question where the whole has this value, and the condition that it has.
fn within(
    residue: &Residue,
    name: usize,
    whole: &Expr,
    value: &Value,
    condition: Expr,
) -> Result<Residue, Error> {
    let mut asked = residue.clone();
    let given = asked.roots.pop_if(|_| residue.given);
    asked.given = false;
    let put = |part: &Expr| (part == whole).then(|| Expr::spanned(Node::Value(value.clone()), part.span()));
    let rewrite = |e: &Expr| e.rewrite_later(&mut |part| Ok(put(part)));
    asked.roots = asked.roots.iter().map(rewrite).collect();
    asked.later = Residue { roots: Vec::new(), ..asked.clone() }.put(name, &mut |part| put(part))?.later;
    let condition = match given {
        Some(given) => Expr::new(Node::And(vec![condition, rewrite(&given)])),
        None => condition,
    };
    asked.roots.push(condition);
    asked.given = true;
    // What becomes known is worked out, and a condition that cannot hold any more leaves nothing.
    asked.rewrite(&mut |_| Ok(None))
}

/// What the body of some quantifier over the sample asks of the whole. A part that fails asks nothing: it may not matter.
fn whole(residue: &Residue, name: usize, space: &Space) -> Option<Expr> {
    residue.expressions().into_iter().find_map(|e| asked_of_whole(e, name, space))
}

fn is_atom(e: &Expr, name: usize, space: &Space) -> bool {
    matches!(Atom::of(e, name, space), Ok(Some(_)))
}

fn asked_of_whole(e: &Expr, name: usize, space: &Space) -> Option<Expr> {
    if !e.mentions(name) || is_atom(e, name, space) {
        return None;
    }
    let of_elements = match e.node() {
        Node::Each(_, _, domain, body) if matches!(Path::of(domain, name, space), Ok(Some(_))) => {
            of_body(body, name, space)
        }
        _ => None,
    };
    of_elements.or_else(|| e.node().children().find_map(|child| asked_of_whole(child, name, space)))
}

/// The largest part of a body that speaks of the whole sample alone, and that can be counted.
fn of_body(e: &Expr, name: usize, space: &Space) -> Option<Expr> {
    if !e.mentions(name) {
        return None;
    }
    if e.free_elements() == 0 && e.names() == 1 << name && is_atom(e, name, space) {
        return Some(e.clone());
    }
    e.node().children().find_map(|child| of_body(child, name, space))
}

/// The values of the whole, each with the condition that it has this value, or one of a stretch of values for which all
/// bodies are the same.
fn stretches(
    found: &Reduced,
    whole: &Expr,
    residue: &Residue,
    name: usize,
    space: &Space,
) -> Result<Option<Vec<(Value, Expr)>>, Error> {
    let value = |(left, _): &(Residue, BigUint)| left.roots.first().and_then(|root| root.known().cloned());
    let values: Option<Vec<Value>> = found.law.parts.iter().map(value).collect();
    let Some(mut values) = values.filter(|values| values.len() <= MOST) else { return Ok(None) };
    values.sort();
    let numbers = values.iter().all(Value::is_number);
    let mut bodies = Bodies { whole, name, space, found: Some(Vec::new()) };
    for expression in residue.expressions() {
        bodies.collect(expression)?;
    }
    let tables: Vec<(&Value, Option<Vec<Value>>)> =
        values.iter().map(|value| (value, if numbers { bodies.table(value) } else { None })).collect();
    let stretches = tables.chunk_by(|(_, a), (_, b)| a.is_some() && a == b);
    let (first, last) = (values.first(), values.last());
    let compare = |comparison, value: &Value| {
        Expr::new(Node::Compare(comparison, whole.clone(), Expr::value_of(value.clone())))
    };
    let condition = |stretch: &[(&Value, Option<Vec<Value>>)]| {
        let (low, high) = (stretch.first()?.0, stretch.last()?.0);
        if low == high {
            return Some((low.clone(), compare(Comparison::Equal, low)));
        }
        let above = (Some(low) != first).then(|| compare(Comparison::AtLeast, low));
        let below = (Some(high) != last).then(|| compare(Comparison::AtMost, high));
        Some((low.clone(), Expr::new(Node::And(above.into_iter().chain(below).collect()))))
    };
    Ok(stretches.map(condition).collect())
}

/// The quantifiers whose bodies ask of the whole.
struct Bodies<'a> {
    whole: &'a Expr,
    name: usize,
    space: &'a Space,
    /// The bodies, each with the depth of its element and the labels that it sees; nothing where the whole is asked
    /// elsewhere too.
    found: Option<Vec<(usize, Expr, Vec<Value>)>>,
}

impl Bodies<'_> {
    fn collect(&mut self, e: &Expr) -> Result<(), Error> {
        if !e.mentions(self.name) || !e.may_have(self.whole.mark()) {
            return Ok(());
        }
        if e == self.whole {
            self.found = None;
            return Ok(());
        }
        if let Node::Each(_, depth, domain, body) = e.node()
            && let Some(path) = Path::of(domain, self.name, self.space)?
            && !domain.may_have(self.whole.mark())
        {
            let seen = self.space.labels().iter().map(|label| path.seen(label)).collect::<Result<_, _>>()?;
            if let Some(found) = &mut self.found {
                found.push((*depth, body.clone(), seen));
            }
            return Ok(());
        }
        e.node().children().try_for_each(|child| self.collect(child))
    }

    /// What every body is for every label when the whole has this value; nothing where that is not all there is to it.
    fn table(&self, value: &Value) -> Option<Vec<Value>> {
        let mut table = Vec::new();
        for (depth, body, seen) in self.found.as_ref()? {
            let put = |part: &Expr| (part == self.whole).then(|| Expr::value_of(value.clone()));
            let body = body.rewrite(&mut |part| Ok(put(part))).ok()?;
            if body.names() != 0 || body.free_elements() & !(1 << depth) != 0 {
                return None;
            }
            for label in seen {
                let told = body.with_element(*depth, label).ok()?;
                table.push(told.evaluate(&mut Outcomes::default()).ok()?);
            }
        }
        Some(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Collection, Faces};
    use crate::question::{Operator, Quantifier};
    use crate::solve::asking::{call, is, known, numbered, up_to, x};
    use crate::solve::chain::Purpose;
    use crate::solve::residue::Law;
    use crate::solve::{Choice, enumerate, plan};
    use std::sync::Arc;

    fn compared(comparison: Comparison, a: Expr, b: Expr) -> Expr {
        Expr::new(Node::Compare(comparison, a, b))
    }

    fn each(quantifier: Quantifier, body: Expr) -> Expr {
        Expr::new(Node::Each(quantifier, 0, x(), body))
    }

    /// Questions whose bodies ask of the whole.
    fn asked() -> Vec<Expr> {
        let element = || Expr::new(Node::Element(0));
        let less = |a, b| Expr::new(Node::Arithmetic(Operator::Subtract, a, b));
        let wholes = [
            call("mean", vec![x()]),
            call("max", vec![x()]),
            Expr::new(Node::At(call("sorted", vec![x()]), known(2))),
            call("distinct", vec![x()]),
            Expr::new(Node::At(x(), known(1))),
        ];
        let mut asked = Vec::new();
        for whole in &wholes {
            for comparison in [Comparison::Greater, Comparison::Equal, Comparison::AtMost] {
                let body = compared(comparison, element(), whole.clone());
                asked.extend(
                    [Quantifier::Count, Quantifier::Any, Quantifier::All]
                        .map(|quantifier| each(quantifier, body.clone())),
                );
            }
            let off = less(element(), whole.clone());
            let square = Expr::new(Node::Arithmetic(Operator::Power, off, known(2)));
            asked.push(each(Quantifier::Sum, square));
            let above = each(Quantifier::Count, compared(Comparison::Greater, element(), whole.clone()));
            asked.push(compared(Comparison::Equal, above, whole.clone()));
        }
        let between = Expr::new(Node::And(vec![
            compared(Comparison::Less, element(), wholes[1].clone()),
            compared(Comparison::Greater, element(), wholes[0].clone()),
        ]));
        asked.push(each(Quantifier::Count, between));
        asked
    }

    fn shares(law: Law<Residue>) -> Vec<(String, num_rational::Ratio<BigUint>)> {
        let share = |(left, weight): (Residue, BigUint)| {
            (format!("{left:?}"), num_rational::Ratio::new(weight, law.total.clone()))
        };
        let mut shares: Vec<_> =
            law.parts.into_iter().filter(|(l, _)| !l.is_ruled_out()).map(share).collect();
        shares.sort_by(|a, b| a.0.cmp(&b.0));
        shares
    }

    #[test]
    fn what_bodies_ask_of_the_whole_is_what_the_list_finds() {
        let budget = Budget::default();
        for space in [
            Space::trials(Arc::new(Faces::die(4).unwrap()), 4),
            Space::draw(up_to(6), 3).unwrap(),
            Space::draw(numbered(Collection::Urn, &[2, 0, 1, 3]), 3).unwrap(),
        ] {
            for asked in asked() {
                for given in [None, Some(is(call("sum", vec![x()]), Comparison::AtLeast, 8))] {
                    let roots: Vec<Expr> = [asked.clone()].into_iter().chain(given.clone()).collect();
                    let residue = Residue { roots, later: Vec::new(), given: given.is_some() };
                    let how = (Choice::Cheapest, Purpose::default());
                    let mut road = |e: &Residue, b: &Budget| plan::reduce(&space, 0, e, how, b);
                    let found = reduce(&space, 0, &residue, &budget, &mut road).unwrap().expect("a whole");
                    let (listed, _) = enumerate::enumerate(&space, 0, &residue, &budget).unwrap();
                    assert_eq!(shares(found.law), shares(listed), "{asked:?} of {space:?}");
                }
            }
        }
    }

    #[test]
    fn a_place_that_no_sample_has_is_not_looked_at() {
        let space = Space::trials(Arc::new(Faces::die(4).unwrap()), 1);
        let second = Expr::new(Node::At(x(), known(2)));
        let body = compared(Comparison::Equal, Expr::new(Node::Element(0)), second.clone());
        for root in [each(Quantifier::Any, body), is(second, Comparison::Equal, 1)] {
            assert!(!is_asked(&space, 0, &Residue { roots: vec![root], later: Vec::new(), given: false }));
        }
    }

    #[test]
    fn values_that_leave_the_same_are_taken_together() {
        let space = Space::trials(Arc::new(Faces::die(6).unwrap()), 10);
        let above = compared(Comparison::Greater, Expr::new(Node::Element(0)), call("mean", vec![x()]));
        let residue =
            Residue { roots: vec![each(Quantifier::Count, above)], later: Vec::new(), given: false };
        let mut asked = 0;
        let how = (Choice::Cheapest, Purpose::default());
        let mut road = |e: &Residue, b: &Budget| {
            asked += 1;
            plan::reduce(&space, 0, e, how, b)
        };
        reduce(&space, 0, &residue, &Budget::default(), &mut road).unwrap().expect("a whole");
        assert_eq!(asked, 1 + 6);
    }
}
