//! What is said of the ascending order, against the list of all outcomes.

use super::*;
use crate::model::pattern::Comparison;
use crate::model::{Collection, Faces};
use crate::question::Operator;
use crate::solve::asking::{call, is, known, law, numbered, up_to, x};
use crate::solve::{Choice, Road};
use num_bigint::BigUint;
use proptest::prelude::*;
use std::sync::Arc;

fn at(of: &Expr, place: i64) -> Expr {
    Expr::new(Node::At(of.clone(), known(place)))
}

fn arithmetic(operator: Operator, a: Expr, b: Expr) -> Expr {
    Expr::new(Node::Arithmetic(operator, a, b))
}

fn one_if(event: Expr) -> Expr {
    Expr::new(Node::If(event, known(1), known(0)))
}

/// An event about two places.
fn event(which: usize, a: Expr, b: Expr) -> Expr {
    let gap = || arithmetic(Operator::Subtract, b.clone(), a.clone());
    match which {
        0 => is(gap(), Comparison::AtMost, 1),
        1 => is(gap(), Comparison::Equal, 2),
        2 => is(arithmetic(Operator::Modulo, gap(), known(3)), Comparison::Equal, 1),
        3 => is(arithmetic(Operator::Multiply, a.clone(), b.clone()), Comparison::Greater, 6),
        4 => is(b, Comparison::AtMost, 3),
        _ => is(arithmetic(Operator::Add, a, b), Comparison::Unequal, 5),
    }
}

/// Pairs of places as they are asked about, from 1: neighbours, neighbours around, those with one between, some.
fn pairs(which: usize, length: i64) -> Vec<(i64, i64)> {
    let neighbours = (1..length).map(|i| (i, i + 1));
    match which {
        0 => neighbours.collect(),
        1 => neighbours.chain([(1, length)]).collect(),
        2 => (1..length - 1).map(|i| (i, i + 2)).collect(),
        3 => vec![(1, length), (2, length - 1)],
        _ => vec![(1, 2), (1, 3), (2, length), (length - 1, -1)],
    }
}

fn asked(of: &Expr, length: i64, (events, places): (usize, usize)) -> Vec<Expr> {
    let pairs = pairs(places, length);
    let events: Vec<Expr> = pairs.iter().map(|&(i, j)| event(events, at(of, i), at(of, j))).collect();
    let gaps: Vec<Expr> =
        pairs.iter().map(|&(i, j)| arithmetic(Operator::Subtract, at(of, j), at(of, i))).collect();
    let mut asked = vec![
        Expr::new(Node::Or(events.clone())),
        Expr::new(Node::And(events.clone())),
        Expr::new(Node::Sum(events.into_iter().map(one_if).chain([known(2)]).collect())),
        Expr::new(Node::Sum(gaps.clone())),
    ];
    if gaps.len() > 1 {
        asked.extend(["min", "max"].map(|name| call(name, gaps.clone())));
    }
    asked
}

/// The law by classes, and that of all comparisons with small numbers, against the list; how many were atoms.
fn agree(space: &Space, asked: &Expr, beside: Option<&Expr>) -> bool {
    let (with, is_number) = match beside {
        Some(other) => (Expr::new(Node::Row(vec![asked.clone(), other.clone()])), false),
        None => (asked.clone(), !matches!(asked.node(), Node::And(_) | Node::Or(_))),
    };
    let bounds =
        [0, 2].into_iter().filter(|_| is_number).map(|bound| is(asked.clone(), Comparison::AtMost, bound));
    for whole in [with].into_iter().chain(bounds) {
        let (listed, _) = law(space, &whole, Choice::Only(Road::Enumeration));
        let (found, _) = law(space, &whole, Choice::Only(Road::ByClass));
        assert_eq!(found, listed, "{whole:?} of {space:?}");
    }
    Ascending::of(asked, 0, space).is_some()
}

fn spaces() -> [Space; 5] {
    let urn = numbered(Collection::Urn, &[2, 1, 0, 3, 1]);
    [
        Space::trials(Arc::new(Faces::die(4).unwrap()), 4),
        Space::draw(up_to(6), 3).unwrap(),
        Space::Choose(up_to(8), 5),
        Space::Choose(urn.clone(), 4),
        Space::Multichoose(urn, 4),
    ]
}

#[test]
fn what_is_said_of_the_order_is_what_the_list_finds() {
    let sorted = call("sorted", vec![x()]);
    let mut atoms = 0;
    for space in &spaces() {
        let length = space.length().unwrap().cast_signed();
        for which in (0..6).flat_map(|events| (0..5).map(move |places| (events, places))) {
            for asked in asked(&sorted, length, which) {
                atoms += usize::from(agree(space, &asked, None));
            }
        }
    }
    assert!(atoms > 700, "{atoms}");
}

#[test]
fn of_kept_elements_of_parts_and_beside_other_statistics() {
    let dice = Space::trials(Arc::new(Faces::die(4).unwrap()), 5);
    let part = call("sorted", vec![Expr::new(Node::Slice(x(), known(2), known(4)))]);
    for (of, length) in [
        (call("highest", vec![known(3), x()]), 3),
        (call("lowest", vec![known(4), x()]), 4),
        (call("middle", vec![known(3), x()]), 3),
        (part, 3),
    ] {
        for asked in asked(&of, length, (0, 1)) {
            assert!(agree(&dice, &asked, None));
            assert!(agree(&dice, &asked, Some(&call("sum", vec![x()]))));
            assert!(agree(&dice, &asked, Some(&is(at(&x(), 1), Comparison::AtLeast, 3))));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn loaded_dice_and_any_pairs_of_places(
        weights in proptest::collection::vec(0_u64..4, 2..6), n in 3_i64..6,
        pairs in proptest::collection::vec((0_i64..5, 0_i64..5, 0_usize..6), 1..6), kind in 0_usize..3,
    ) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let faces = (1..).map(Value::Int).zip(weights.into_iter().map(BigUint::from));
        let space = Space::trials(Arc::new(Faces::new(Collection::Die, faces).unwrap()), n as u64);
        let sorted = call("sorted", vec![x()]);
        let events: Vec<Expr> = pairs
            .into_iter()
            .map(|(a, b, which)| event(which, at(&sorted, a % n + 1), at(&sorted, b % n + 1)))
            .collect();
        let asked = match kind {
            0 => Expr::new(Node::Or(events)),
            1 => Expr::new(Node::And(events)),
            _ => Expr::new(Node::Sum(events.into_iter().map(one_if).collect())),
        };
        agree(&space, &asked, None);
    }
}

#[test]
fn birthdays_and_cars_that_park() {
    let probability = |space: &Space, event| crate::solve::asking::probability(space, event);
    let sorted = call("sorted", vec![x()]);
    // (n + 1)ⁿ⁻¹ of the nⁿ rows are parking functions.
    let cars = Space::trials(Arc::new(Faces::die(20).unwrap()), 20);
    let parks = (1..=20).map(|i| is(at(&sorted, i), Comparison::AtMost, i)).collect();
    let expected =
        num_rational::BigRational::new(21.into(), 20.into()).pow(19) / num_bigint::BigInt::from(20);
    assert_eq!(probability(&cars, Expr::new(Node::And(parks))), expected.to_string());
    let space = Space::trials(Arc::new(Faces::die(365).unwrap()), 23);
    let near = (1..23).map(|i| event(0, at(&sorted, i), at(&sorted, i + 1))).collect();
    let solved =
        crate::solve::asking::answer(&space, crate::question::Asked::Probability(Expr::new(Node::Or(near))));
    assert!(solved.method.states < 400_000, "{}", solved.method.states);
}
