//! Bounds of kinds against the list of all samples, and against the sweep.

use super::*;
use crate::model::pattern::Comparison;
use crate::model::{Collection, Faces};
use crate::question::Asked;
use crate::solve::asking::{call, is, known, numbered, question, x};
use crate::solve::{Choice, Exact, Road, solve};
use num_rational::BigRational;
use proptest::prelude::*;
use std::sync::Arc;

fn count(label: i64) -> Expr {
    call("count", vec![known(label), x()])
}

fn by(choice: Choice, space: &Space, event: &Expr) -> BigRational {
    let question = question(space, Asked::Probability(event.clone()));
    match solve(&question, choice, &Budget::default()).unwrap().value {
        Exact::Probability(p) => p,
        other => panic!("{other:?}"),
    }
}

fn agrees(space: &Space, event: &Expr) {
    let named = Named { name: None, experiment: crate::question::Experiment::of(space.clone(), "X") };
    let share = of_event(event, &[named], &Budget::default()).expect("bounds of kinds");
    assert_eq!(share.ratio(), by(Choice::Only(Road::Enumeration), space, event), "{event:?} of {space:?}");
}

fn spaces(sizes: &[u64], n: u64) -> Vec<Space> {
    let from = numbered(Collection::Urn, sizes);
    let faces = (1..).map(Value::Int).zip(sizes.iter().map(|size| BigUint::from(*size)));
    let mut spaces = vec![Space::Multichoose(Arc::clone(&from), n)];
    if let Ok(faces) = Faces::new(Collection::Die, faces) {
        spaces.push(Space::trials(Arc::new(faces), n));
    }
    if n <= from.size() {
        spaces.extend([Space::Draw(Arc::clone(&from), n), Space::Choose(from, n)]);
    }
    spaces
}

proptest! {
    #[test]
    fn bounds_of_kinds_are_those_of_the_list(
        sizes in proptest::collection::vec(0_u64..4, 2..5),
        n in 1_u64..5,
        bounds in proptest::collection::vec((0_i64..4, 0_i64..5, 0_u8..4), 1..4),
    ) {
        let events = (1..).zip(&bounds).map(|(label, (low, high, form))| {
            let above = is(count(label), Comparison::AtLeast, *low);
            let contains = call("contains", vec![known(label), x()]);
            match form {
                0 => above,
                1 => Expr::new(Node::And(vec![above, is(count(label), Comparison::AtMost, *high)])),
                2 => contains,
                _ => Expr::new(Node::Not(contains)),
            }
        });
        let event = Expr::new(Node::And(events.collect()));
        for space in spaces(&sizes, n).iter().filter(|_| sizes.iter().sum::<u64>() > 0) {
            agrees(space, &event);
        }
    }

    #[test]
    fn the_kinds_of_large_samples_are_those_of_the_sweep(
        sizes in proptest::collection::vec(1_u64..40, 3..6),
        n in 1_u64..60,
        (a, b) in (0_i64..20, 0_i64..20),
    ) {
        let event = Expr::new(Node::And(vec![
            is(count(1), Comparison::AtLeast, a),
            is(count(2), Comparison::Less, b),
            is(count(3), Comparison::AtMost, a + 3),
        ]));
        for space in spaces(&sizes, n) {
            prop_assert_eq!(by(Choice::Cheapest, &space, &event), by(Choice::Only(Road::ByClass), &space, &event));
        }
    }
}

proptest! {
    #[test]
    fn long_products_are_short_ones_with_and_without_those_that_have_fewer(
        kinds in proptest::collection::vec((0_u64..6, 0_u64..6, prop_oneof![0_u64..6, Just(u64::MAX)]), 1..4),
        n in 0_u64..9, rest in 0_u64..7, which in 0_u8..3,
    ) {
        let taking = || [Taking::Draws, Taking::Multisets, Taking::Trials][usize::from(which)];
        let (pattern, rest) = (known(1), BigUint::from(rest));
        let bounded: Vec<Bounded<'_>> = kinds
            .into_iter()
            .map(|(weight, low, high)| Bounded { pattern: &pattern, low, high, weight: weight.into() })
            .collect();
        let below = |bits: u32| {
            let whole = BigUint::from(1u32) << (bits - 1);
            Product { taking: taking(), n, kinds: &bounded, rest: &rest }.weight(&whole)
        };
        let short = below(128);
        prop_assert_eq!(&below(64), &short);
        prop_assert_eq!(below(129), None);
        prop_assert_eq!(&Long { taking: taking(), n, kinds: &bounded, rest: &rest }.weight(), &short);
        if let Some(less) = Less::of(&bounded, (taking(), n), &rest) {
            prop_assert_eq!(less.weight(), short);
        }
    }
}

proptest! {
    #[test]
    fn sums_beside_kinds_are_those_of_the_list(
        weights in proptest::collection::vec(0_u64..4, 1..6),
        lowest in -3_i64..3,
        n in 0_u64..5,
        (low, high) in (-15_i64..20, -15_i64..20),
        bounds in proptest::collection::vec((0_i64..4, 0_i64..5), 0..3),
        of_two in any::<bool>(),
    ) {
        let sum = || call("sum", vec![x()]);
        let mut events = vec![is(sum(), Comparison::AtLeast, low), is(sum(), Comparison::AtMost, high)];
        for (i, (low, high)) in (0..).zip(&bounds) {
            let pair = [lowest + 3, lowest + 4].map(Value::Int).into_iter().collect();
            let kind = if i == 1 && of_two { Value::Set(pair) } else { Value::Int(lowest + i) };
            let number = || call("count", vec![known(kind.clone()), x()]);
            events.extend([is(number(), Comparison::AtLeast, *low), is(number(), Comparison::AtMost, *high)]);
        }
        let faces = (lowest..).map(Value::Int).zip(weights.iter().map(|weight| BigUint::from(*weight)));
        if let Ok(faces) = Faces::new(Collection::Die, faces) {
            agrees(&Space::trials(Arc::new(faces), n), &Expr::new(Node::And(events)));
        }
    }

    #[test]
    fn sums_of_many_dice_are_those_of_the_sweep(
        faces in 2_u64..8, n in 5_u64..30, (a, b, low, more) in (0_i64..6, 0_i64..12, 0_i64..100, 0_i64..90),
    ) {
        let event = Expr::new(Node::And(vec![
            is(count(1), Comparison::AtLeast, a),
            is(count(2), Comparison::AtMost, b),
            is(call("sum", vec![x()]), Comparison::Greater, low),
            is(call("sum", vec![x()]), Comparison::Less, low + more),
        ]));
        let space = Space::trials(Arc::new(Faces::die(faces).unwrap()), n);
        prop_assert_eq!(by(Choice::Cheapest, &space, &event), by(Choice::Only(Road::ByClass), &space, &event));
    }
}

#[test]
fn kinds_that_share_elements_are_left_to_others() {
    let space = Space::trials(Arc::new(Faces::die(6).unwrap()), 3);
    let named = [Named { name: None, experiment: crate::question::Experiment::of(space, "X") }];
    let set = Value::Set([Value::Int(1), Value::Int(2)].into_iter().collect());
    let overlapping = Expr::new(Node::And(vec![
        is(count(1), Comparison::AtLeast, 1),
        is(call("count", vec![known(set), x()]), Comparison::AtLeast, 1),
    ]));
    let others = [
        overlapping,
        is(call("max", vec![x()]), Comparison::AtLeast, 4),
        is(count(1), Comparison::Unequal, 1),
        Expr::new(Node::Or(vec![
            call("contains", vec![known(1), x()]),
            call("contains", vec![known(2), x()]),
        ])),
    ];
    for event in others {
        assert!(of_event(&event, &named, &Budget::default()).is_none(), "{event:?}");
    }
}

#[test]
fn lower_bounds_and_alternatives_in_many_throws_are_those_of_the_sweep() {
    let space = Space::trials(Arc::new(Faces::die(6).unwrap()), 210);
    let bounds = |sign: Comparison, a: i64, other: Comparison, b: i64| {
        vec![is(count(1), sign, a), is(count(2), other, b)]
    };
    for event in [
        Node::And(bounds(Comparison::AtLeast, 8, Comparison::AtMost, 9)),
        Node::And(bounds(Comparison::Greater, 3, Comparison::AtLeast, 6)),
        Node::Or(bounds(Comparison::Less, 10, Comparison::Greater, 12)),
        Node::Or(bounds(Comparison::AtLeast, 12, Comparison::AtMost, 6)),
        Node::Or(vec![
            Expr::new(Node::Not(call("contains", vec![known(1), x()]))),
            is(count(2), Comparison::Less, 9),
        ]),
    ] {
        let event = Expr::new(event);
        let named = Named { name: None, experiment: crate::question::Experiment::of(space.clone(), "X") };
        let share = of_event(&event, &[named], &Budget::default()).expect("bounds of kinds");
        assert_eq!(share.ratio(), by(Choice::Only(Road::ByClass), &space, &event), "{event:?}");
    }
}

#[test]
fn few_of_a_hundred_thousand_throws_are_counted_at_once() {
    let space = Space::trials(Arc::new(Faces::die(6).unwrap()), 100_000);
    let event =
        |sign| Expr::new(Node::And(vec![is(count(6), sign, 10), is(count(5), Comparison::AtMost, 3)]));
    let share = |event| {
        let named = Named { name: None, experiment: crate::question::Experiment::of(space.clone(), "X") };
        of_event(&event, &[named], &Budget::default()).expect("bounds of kinds")
    };
    // All that have at most three 5s have ten 6s or more, or fewer.
    let (many, few) = (share(event(Comparison::AtLeast)), share(event(Comparison::Less)));
    let four = |x: u64| number::binomial(100_000, x) * Pow::pow(BigUint::from(5u32), 100_000 - x);
    assert_eq!(many.favourable + few.favourable, (0..=3).map(four).sum::<BigUint>());
}
