//! Every place of an exchangeable sample is as good as every other, and elements of which nothing is said need not be drawn,
//! nor dice thrown.

use crate::error::Error;
use crate::model::{Faces, Space, Value};
use crate::question::{Expr, Named, Node, Question};
use crate::solve::equivalent::as_draw;
use crate::solve::residue::Residue;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The draw of as many elements as there are places that the residue speaks of, or these trials alone, and the residue asked of
/// it, where it speaks of single places only and not of all: it has the same law there.
///
/// # Errors
/// None of its own: those of putting one place for another.
pub fn drawn_no_further(
    space: &Space,
    name: usize,
    residue: &Residue,
) -> Result<Option<(Space, Residue)>, Error> {
    let length = match (space, as_draw(space)) {
        (Space::Trials(groups), _) => groups.iter().map(|(_, count)| count).sum(),
        (_, Some((_, length))) => length,
        _ => return Ok(None),
    };
    let mut spoken = BTreeSet::new();
    let only_places = residue.expressions().iter().all(|e| places(e, name, length, &mut spoken));
    if !only_places || spoken.is_empty() || spoken.len() as u64 == length {
        return Ok(None);
    }
    let residue = residue.rewrite(&mut |part| {
        let Some(place) = place_of(part, name, length) else { return Ok(None) };
        let before = spoken.range(..place).count();
        let Node::At(sample, _) = part.node() else { return Ok(None) };
        let at = Expr::value_of(i64::try_from(before + 1).unwrap_or(i64::MAX));
        Ok(Some(Expr::spanned(Node::At(sample.clone(), at), part.span())))
    })?;
    let drawn = match (space, as_draw(space)) {
        (Space::Trials(groups), _) => Space::Trials(thrown(groups, &spoken)),
        (_, Some((from, _))) => Space::Draw(Arc::clone(from), spoken.len() as u64),
        _ => return Ok(None),
    };
    Ok(Some((drawn, residue)))
}

/// The trials at these places, from 1.
fn thrown(groups: &[(Arc<Faces>, u64)], spoken: &BTreeSet<u64>) -> Arc<[(Arc<Faces>, u64)]> {
    let mut before = 0;
    let there = groups.iter().map(|(faces, count)| {
        let first = before + 1;
        before += count;
        let spoken = spoken.range(first..).take_while(|place| **place <= before).count();
        (Arc::clone(faces), spoken as u64)
    });
    there.filter(|(_, count)| *count > 0).collect()
}

/// The place, from 1, that an expression is of this sample with so many.
#[must_use]
pub fn place_of(e: &Expr, name: usize, length: u64) -> Option<u64> {
    let Node::At(sample, index) = e.node() else { return None };
    match (sample.node(), index.known()) {
        (Node::Name(i), Some(Value::Int(index))) if *i == name => {
            let place =
                if *index < 0 { length.checked_add_signed(*index + 1)? } else { index.unsigned_abs() };
            (1..=length).contains(&place).then_some(place)
        }
        _ => None,
    }
}

/// Whether an expression speaks of single places of a sample only; collects them.
pub fn places(e: &Expr, name: usize, length: u64, spoken: &mut BTreeSet<u64>) -> bool {
    if !e.mentions(name) {
        return true;
    }
    if let Some(place) = place_of(e, name, length) {
        spoken.insert(place);
        return true;
    }
    !matches!(e.node(), Node::Name(_)) && e.node().children().all(|child| places(child, name, length, spoken))
}

/// The same question about the first few places, when it speaks only of single places of one sample whose places may
/// be exchanged: `abs(X[7] - X[9])` becomes `abs(X[1] - X[2])`. Its law is the same.
#[must_use]
pub fn at_first_places(expression: &Expr, experiments: &[Named]) -> Option<Expr> {
    if expression.names().count_ones() != 1 {
        return None;
    }
    let name = expression.names().trailing_zeros() as usize;
    let space = experiments.get(name)?.experiment.space()?;
    let exchangeable = match space.as_ref() {
        Space::Draw(..) => true,
        Space::Trials(groups) => groups.len() == 1,
        Space::Words(items, length) => *length == items.size(),
        _ => false,
    };
    if !exchangeable {
        return None;
    }
    let length = space.length()?;
    let mut places: Vec<u64> = Vec::new();
    let renamed = expression.rewrite(&mut |part| {
        let (Some(place), Node::At(sample, _)) = (place_of(part, name, length), part.node()) else {
            return Ok(None);
        };
        let known = places.iter().position(|p| *p == place).unwrap_or_else(|| {
            places.push(place);
            places.len() - 1
        });
        let at = Expr::value_of(i64::try_from(known + 1).unwrap_or(i64::MAX));
        Ok(Some(Expr::spanned(Node::At(sample.clone(), at), part.span())))
    });
    let renamed = renamed.ok()?;
    speaks_of_places_only(&renamed, name, i64::try_from(places.len()).ok()?).then_some(renamed)
}

/// The question with the ends of rows told by their places, `first(X)` as `X[1]`, where it speaks of such ends: places are what
/// the roads know how to look at alone.
///
/// # Errors
/// None of its own: those of putting one thing for another.
pub fn ends_as_places(question: &Question) -> Result<Option<Question>, Error> {
    question.exchanged(&|part| end_of(part, &question.experiments))
}

/// The place that is the first or the last of a sample whose length is known.
fn end_of(e: &Expr, experiments: &[Named]) -> Option<Expr> {
    let Node::Call(function, arguments) = e.node() else { return None };
    let ("first" | "last", [sample]) = (function.name, arguments.as_slice()) else { return None };
    let Node::Name(name) = sample.node() else { return None };
    let space = experiments.get(*name)?.experiment.space()?;
    if !matches!(**space, Space::Draw(..) | Space::Trials(_) | Space::Words(..)) {
        return None;
    }
    let length = space.length()?;
    let place = if function.name == "first" { 1 } else { -1 };
    (length > 0).then(|| Expr::spanned(Node::At(sample.clone(), Expr::value_of(place)), e.span()))
}

/// Whether the sample occurs only as its first few elements.
fn speaks_of_places_only(expression: &Expr, name: usize, places: i64) -> bool {
    match expression.node() {
        _ if !expression.mentions(name) => true,
        Node::Name(_) => false,
        Node::At(sample, index) if matches!(sample.node(), Node::Name(_)) => {
            matches!(index.known(), Some(Value::Int(i)) if (1..=places).contains(i))
        }
        node => node.children().all(|child| speaks_of_places_only(child, name, places)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Collection;
    use crate::model::pattern::Comparison;
    use crate::question::{Asked, Operator};
    use crate::solve::asking::{answer, call, known, law, numbered, same_law, up_to, x};
    use crate::solve::{Choice, Exact, Road};
    use num_bigint::{BigInt, BigUint};
    use num_rational::BigRational;
    use std::sync::Arc;

    fn at(place: i64) -> Expr {
        Expr::new(Node::At(x(), known(place)))
    }

    fn gap(a: i64, b: i64) -> Expr {
        call("abs", vec![Expr::new(Node::Arithmetic(Operator::Subtract, at(a), at(b)))])
    }

    /// The mean by the list of all outcomes.
    fn listed(space: &Space, expression: &Expr) -> BigRational {
        let (weights, _) = law(space, expression, Choice::Only(Road::Enumeration));
        let total = BigInt::from(weights.iter().map(|(_, weight)| weight).sum::<BigUint>());
        let of = |(value, weight): &(Value, BigUint)| value.ratio().unwrap() * BigInt::from(weight.clone());
        weights.iter().map(of).sum::<BigRational>() / total
    }

    #[test]
    fn elements_of_which_nothing_is_said_need_not_be_drawn() {
        let urn = numbered(Collection::Urn, &[2, 1, 0, 2, 1]);
        let times = |a, b| Expr::new(Node::Arithmetic(Operator::Multiply, at(a), at(b)));
        for space in [
            Space::Draw(Arc::clone(&urn), 4),
            Space::Draw(up_to(5), 5),
            Space::Words(Arc::clone(&urn), 6),
            Space::Words(up_to(5), 4),
            Space::Words(urn, 3),
        ] {
            let [last, third] = [-1, 3];
            for expression in
                [at(2), at(last), gap(1, last), gap(2, third), times(last, 2), times(third, third)]
            {
                same_law(&space, &expression);
            }
            let further = drawn_no_further(
                &space,
                0,
                &Residue { roots: vec![gap(last, 2)], later: Vec::new(), given: false },
            )
            .unwrap();
            let rows = matches!(&space, Space::Draw(..)) || space.length() != Some(3);
            assert_eq!(further.is_some(), rows, "{space:?}");
            if let Some((Space::Draw(_, length), residue)) = further {
                assert_eq!((length, residue.roots), (2, vec![gap(2, 1)]));
            }
        }
    }

    #[test]
    fn the_ends_of_a_row_are_places() {
        let urn = numbered(Collection::Urn, &[2, 1, 0, 2]);
        let die = |faces| Arc::new(Faces::die(faces).unwrap());
        let (first, last) = (call("first", vec![x()]), call("last", vec![x()]));
        let apart = Expr::new(Node::Arithmetic(Operator::Subtract, last.clone(), first.clone()));
        for space in [
            Space::Draw(Arc::clone(&urn), 3),
            Space::Words(Arc::clone(&urn), 5),
            Space::Words(urn, 2),
            Space::Trials(vec![(die(4), 2), (die(2), 1)].into()),
            Space::trials(die(3), 1),
        ] {
            for expression in [&first, &last, &apart] {
                same_law(&space, expression);
            }
        }
        let pack = Space::Draw(up_to(1000), 900);
        assert_eq!(
            answer(&pack, Asked::Mean(last)).value,
            Exact::Number(BigRational::new(1001.into(), 2.into()))
        );
    }

    #[test]
    fn dice_of_which_nothing_is_said_need_not_be_thrown() {
        let die = |faces| Arc::new(Faces::die(faces).unwrap());
        let times = |a, b| Expr::new(Node::Arithmetic(Operator::Multiply, at(a), at(b)));
        for groups in
            [vec![(die(4), 4)], vec![(die(2), 1), (die(3), 2), (die(5), 1)], vec![(die(2), 2), (die(6), 2)]]
        {
            let space = Space::Trials(groups.into());
            for expression in [gap(1, -1), gap(2, 3), times(4, 2), times(3, 3), gap(-1, -2)] {
                same_law(&space, &expression);
                let residue = Residue { roots: vec![expression], later: Vec::new(), given: false };
                let (further, _) = drawn_no_further(&space, 0, &residue).unwrap().expect("fewer trials");
                assert!(further.length() < space.length());
            }
            let all = Expr::new(Node::Sum(vec![times(1, 2), times(3, 4)]));
            let residue = Residue { roots: vec![all], later: Vec::new(), given: false };
            assert!(drawn_no_further(&space, 0, &residue).unwrap().is_none());
        }
    }

    fn spaces() -> Vec<Space> {
        let urn = numbered(Collection::Urn, &[2, 1, 0, 2]);
        vec![
            Space::trials(Arc::new(Faces::die(4).unwrap()), 3),
            Space::Trials(Arc::from([
                (Arc::new(Faces::die(2).unwrap()), 2),
                (Arc::new(Faces::die(3).unwrap()), 1),
            ])),
            Space::Draw(Arc::clone(&urn), 3),
            Space::Choose(Arc::clone(&urn), 3),
            Space::Multichoose(Arc::clone(&urn), 3),
            Space::Words(Arc::clone(&urn), 5),
            Space::Words(Arc::clone(&urn), 3),
            Space::Subset(urn),
        ]
    }

    #[test]
    fn places_are_exchanged_only_where_they_may_be() {
        for space in spaces().into_iter().filter(|space| space.is_ordered() && space.length() >= Some(3)) {
            for expression in [
                Expr::new(Node::Sum(vec![gap(2, 3), gap(3, 1), gap(-1, 1), at(3)])),
                Expr::new(Node::Sum(vec![gap(1, 2), call("max", vec![x()])])),
                Expr::new(Node::If(
                    Expr::new(Node::Compare(Comparison::Less, at(3), at(2))),
                    at(1),
                    call("sum", vec![x()]),
                )),
            ] {
                let expected = Exact::Number(listed(&space, &expression));
                let found = answer(&space, Asked::Mean(expression.clone())).value;
                assert_eq!(found, expected, "{expression:?} of {space:?}");
            }
        }
    }

    #[test]
    fn a_hundred_pairs_are_one() {
        let pairs = (1..=100).map(|k| gap(2 * k - 1, 2 * k)).collect();
        let sum = Expr::new(Node::Sum(pairs));
        let found = answer(&Space::Words(up_to(200), 200), Asked::Mean(sum));
        assert_eq!(found.value, Exact::Number(BigRational::from_integer(6700.into())));
        // One pair of places is looked at, with each of 200 numbers at either.
        assert!(found.method.states <= 40_000, "{}", found.method.states);
    }
}
