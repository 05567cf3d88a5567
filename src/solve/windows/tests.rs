//! Numbers that stretches add up, against the list of all rows.

use super::*;
use crate::model::pattern::Comparison;
use crate::model::{Collection, Faces};
use crate::question::{Asked, Experiment, Named, Operator, Question};
use crate::solve::asking::{call, is, known, x};
use crate::solve::{Choice, Exact, solve};
use proptest::prelude::*;
use std::sync::Arc;

fn at(place: i64) -> Expr {
    Expr::new(Node::At(x(), known(place)))
}

fn one_if(event: Expr) -> Expr {
    Expr::new(Node::If(event, known(1), known(0)))
}

/// What a stretch adds from this place on, in several forms.
fn form(which: u8, place: i64) -> Expr {
    let compare = |sign, a, b| Expr::new(Node::Compare(sign, a, b));
    match which {
        0 => one_if(compare(Comparison::Less, at(place), at(place + 1))),
        1 => one_if(Expr::new(Node::And(vec![
            is(at(place), Comparison::Equal, 1),
            is(at(place + 1), Comparison::Unequal, 1),
        ]))),
        2 => Expr::new(Node::Arithmetic(Operator::Multiply, at(place), at(place + 1))),
        _ => one_if(compare(Comparison::Equal, at(place), at(place + 2))),
    }
}

fn question(space: &Space, asked: Asked, given: Option<Expr>) -> Question {
    let named = Named { name: None, experiment: Experiment::of(space.clone(), "X") };
    Question::new(vec![named], asked, given).unwrap()
}

/// The answer, if there is one; a law in lowest terms, since throws of which nothing is said may be left out.
fn by(choice: Choice, question: &Question) -> Option<Exact> {
    let value = solve(question, choice, &Budget::default()).ok()?.value;
    Some(match value {
        Exact::Distribution(law) => Exact::Distribution(law.reduced()),
        value => value,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn what_stretches_add_is_what_the_list_says(
        (weights, n) in prop_oneof![
            (proptest::collection::vec(1_u64..4, 2), 9_i64..12),
            (proptest::collection::vec(1_u64..3, 3), 9_i64..10),
        ],
        (one, other, factor) in (0_u8..4, 0_u8..4, -2_i64..3),
        (bound, low) in (-4_i64..12, -4_i64..9),
    ) {
        let faces = (1..).map(Value::Int).zip(weights.into_iter().map(BigUint::from));
        let space = Space::trials(Arc::new(Faces::new(Collection::Die, faces).unwrap()), n as u64);
        let sum = |which| Expr::new(Node::Sum((1..n - 1).map(|place| form(which, place)).collect()));
        let times = Expr::new(Node::Arithmetic(Operator::Multiply, known(factor), sum(other)));
        let number = Expr::new(Node::Arithmetic(Operator::Subtract, sum(one), times.clone()));
        let event = is(number.clone(), Comparison::AtLeast, bound);
        let between = Expr::new(Node::Compare(Comparison::Greater, sum(one), times));
        for question in [
            question(&space, Asked::Probability(event.clone()), None),
            question(&space, Asked::Probability(between), None),
            question(&space, Asked::Distribution(vec![number.clone()]), None),
            question(&space, Asked::Probability(event), Some(is(number, Comparison::Greater, low))),
        ] {
            let listed = by(Choice::Only(Road::Enumeration), &question);
            prop_assert_eq!(by(Choice::Cheapest, &question), listed, "{}", question);
        }
    }
}

#[test]
fn many_stretches_are_swept_and_others_left() {
    let space = Space::trials(Arc::new(Faces::die(2).unwrap()), 40);
    let swept = |roots: Vec<Expr>| {
        let residue = Residue { roots, later: Vec::new(), given: false };
        reduce(&space, 0, &residue, &Budget::default()).unwrap()
    };
    let sum = |which: u8| Expr::new(Node::Sum((1..39).map(|place| form(which, place)).collect()));
    let found = swept(vec![sum(1)]).unwrap();
    assert!(found.states < 3_000, "{}", found.states);
    assert_eq!(found.law.parts.iter().map(|(_, weight)| weight).sum::<BigUint>(), found.law.total);
    // Two numbers, and single places beside them.
    assert!(swept(vec![sum(0), sum(3)]).is_some());
    assert!(swept(vec![sum(0), at(3)]).is_some());
    // Too many numbers, the whole row, and few stretches.
    assert!(swept(vec![sum(0), sum(1), sum(3), at(5)]).is_none());
    assert!(swept(vec![sum(0), call("max", vec![x()])]).is_none());
    assert!(swept(vec![form(0, 1)]).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn several_numbers_are_what_the_list_says(
        (weights, n) in prop_oneof![
            (proptest::collection::vec(1_u64..4, 2), 9_i64..12),
            (proptest::collection::vec(1_u64..3, 3), 9_i64..10),
        ],
        (one, other, second, place) in (0_u8..4, 0_u8..4, 0_u8..6, 1_i64..9),
        (bound, low) in (-4_i64..9, 0_i64..9),
    ) {
        let faces = (1..).map(Value::Int).zip(weights.into_iter().map(BigUint::from));
        let space = Space::trials(Arc::new(Faces::new(Collection::Die, faces).unwrap()), n as u64);
        let sum = |which| Expr::new(Node::Sum((1..n - 1).map(|place| form(which, place)).collect()));
        let number = Expr::new(Node::Arithmetic(Operator::Subtract, sum(one), sum(other)));
        let event = is(number.clone(), Comparison::AtLeast, bound);
        let even = Expr::new(Node::Arithmetic(Operator::Modulo, Expr::new(Node::Element(0)), known(2)));
        let odd = Expr::new(Node::Each(crate::question::Quantifier::Sum, 0, x(), even));
        let beside = match second {
            0 => is(call("count", vec![known(2), x()]), Comparison::Equal, low),
            1 => is(call("sum", vec![x()]), Comparison::AtMost, low + n),
            2 => is(at(place), Comparison::Equal, 2),
            3 => Expr::new(Node::Or(vec![is(at(1), Comparison::Equal, 1), is(at(n), Comparison::Equal, 1)])),
            4 => is(odd, Comparison::AtLeast, low - 3),
            _ => Expr::new(Node::Compare(Comparison::Greater, at(place), at(place % n + 1))),
        };
        let both = Expr::new(Node::And(vec![event.clone(), beside.clone()]));
        for question in [
            question(&space, Asked::Probability(both), None),
            question(&space, Asked::Distribution(vec![number.clone(), beside.clone()]), None),
            question(&space, Asked::Probability(beside.clone()), Some(event.clone())),
            question(&space, Asked::Probability(event), Some(beside)),
        ] {
            let listed = by(Choice::Only(Road::Enumeration), &question);
            prop_assert_eq!(by(Choice::Cheapest, &question), listed, "{}", question);
        }
    }
}
