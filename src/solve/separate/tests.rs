use super::*;
use crate::question::{Asked, Operator, Question};
use crate::solve::asking::known;
use crate::solve::{Exact, Road, solve};
use num_rational::BigRational;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn throws(faces: u64, count: u64) -> Named {
    let space = Space::trials(Arc::new(Faces::die(faces).unwrap()), count);
    Named { name: None, experiment: Experiment::of(space, "E") }
}

fn at(name: usize, place: u64) -> Expr {
    Expr::new(Node::At(Expr::new(Node::Name(name)), known(i64::try_from(place).unwrap())))
}

fn compared(comparison: Comparison, a: Expr, b: Expr) -> Expr {
    Expr::new(Node::Compare(comparison, a, b))
}

/// The law of the roots, as shares.
fn law(experiments: &[Named], roots: &[Expr], choice: Choice) -> BTreeMap<Vec<Value>, BigRational> {
    let solution =
        eliminate::solve(experiments, roots.to_vec(), Purpose::default(), choice, &Budget::default())
            .unwrap();
    let share = |weight: BigUint| BigRational::new(weight.into(), solution.total.clone().into());
    let mut law: BTreeMap<Vec<Value>, BigRational> = BTreeMap::new();
    for (values, weight) in solution.values {
        *law.entry(values).or_insert_with(BigRational::zero) += share(weight);
    }
    law
}

/// A statement of some kind about the throws at a place of each of two samples.
fn stated((kind, place, other): (usize, u64, u64)) -> Expr {
    let sum = |a, b| Expr::new(Node::Arithmetic(Operator::Add, a, b));
    match kind {
        0 | 1 => compared(Comparison::Equal, at(0, place), at(0, place % 3 + 1)),
        2 => compared(Comparison::Unequal, at(1, place), at(1, other)),
        3 => compared(Comparison::Equal, at(0, place), at(1, other)),
        4 => compared(Comparison::Less, at(0, place), at(1, place)),
        5 => compared(Comparison::Equal, at(1, place), known(2)),
        _ => compared(Comparison::AtLeast, sum(at(0, place), at(0, other)), known(4)),
    }
}

proptest! {
    #[test]
    fn how_many_statements_hold_is_as_listed(
        kinds in prop::collection::vec((0_usize..7, 1_u64..4, 1_u64..4), 2..5),
        others in prop::collection::vec((0_usize..7, 1_u64..4, 1_u64..4), 0..2),
        form in 0_usize..4,
        (faces, more) in (2_u64..4, 2_u64..4),
    ) {
        let experiments = [throws(faces, 3), throws(more, 3)];
        let mut parts: Vec<Expr> = Vec::new();
        for part in kinds.into_iter().map(stated) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        let one = |part: Expr| Expr::new(Node::If(part, known(1), known(0)));
        let root = match form {
            0 => Expr::new(Node::And(parts)),
            1 => Expr::new(Node::Or(parts)),
            _ => Expr::new(Node::Sum(parts.into_iter().map(one).collect())),
        };
        let roots: Vec<Expr> = [root].into_iter().chain(others.into_iter().map(stated)).collect();
        let listed = law(&experiments, &roots, Choice::Only(Road::Enumeration));
        if let Some((experiments, roots)) = separate_from(&experiments, &roots, 2, &Budget::default()).unwrap() {
            prop_assert_eq!(law(&experiments, &roots, Choice::Cheapest), listed, "{:?}", roots);
        }
    }
}

/// The probability that each neighbour, or each throw of another sample, is different.
fn all_different(space: Named, count: u64, other: impl Fn(u64) -> Expr) -> BigRational {
    let parts = (1..=count).map(|i| compared(Comparison::Unequal, at(0, i), other(i)));
    let asked = Asked::Probability(Expr::new(Node::And(parts.collect())));
    let question = Question::new(vec![space.clone(), space], asked, None).unwrap();
    match solve(&question, Choice::Cheapest, &Budget::default()).unwrap().value {
        Exact::Probability(p) => p,
        other => panic!("{other:?}"),
    }
}

#[test]
fn long_rows_are_powers() {
    let power = |n: i64, d: i64, times: u32| {
        BigRational::new(
            num_traits::Pow::pow(&BigUint::from(n.unsigned_abs()), times).into(),
            num_traits::Pow::pow(&BigUint::from(d.unsigned_abs()), times).into(),
        )
    };
    assert_eq!(all_different(throws(20, 300), 299, |i| at(0, i + 1)), power(19, 20, 299));
    assert_eq!(all_different(throws(20, 300), 300, |i| at(1, i)), power(19, 20, 300));
}

#[test]
fn what_shares_throws_is_left_to_others() {
    let experiments = [throws(6, 30), throws(6, 30)];
    let separated = |parts: Vec<Expr>| {
        separate(&experiments, &[Expr::new(Node::Or(parts))], &Budget::default()).unwrap().is_some()
    };
    let equal = |a, b| compared(Comparison::Equal, a, b);
    let neighbours = || (1..20).map(|i| equal(at(0, i), at(0, i + 1)));
    assert!(separated(neighbours().collect()));
    // A circle, another statement about one of the throws, and statements about more than equality.
    assert!(!separated(neighbours().chain([equal(at(0, 20), at(0, 1))]).collect()));
    assert!(!separated(neighbours().chain([equal(at(0, 3), known(6))]).collect()));
    assert!(!separated((1..20).map(|i| compared(Comparison::Less, at(0, i), at(0, i + 1))).collect()));
    assert!(!separated(neighbours().take(5).collect()));
    // What can be told apart is.
    assert!(separated(neighbours().chain([equal(at(1, 3), known(6))]).collect()));
    assert!(separated((1..20).map(|i| compared(Comparison::Less, at(0, i), at(1, i))).collect()));
}
