//! What the order decides, against the list of all outcomes.

use super::*;
use crate::model::pattern::Comparison;
use crate::model::{Collection, Faces};
use crate::question::Operator;
use crate::solve::asking::{answer, call, known, numbered, up_to, x};
use crate::solve::enumerate::enumerate;
use num_bigint::BigUint;
use std::sync::Arc;

fn element(depth: usize) -> Expr {
    Expr::new(Node::Element(depth))
}

fn each(quantifier: Quantifier, depth: usize, of: &Expr, body: Expr) -> Expr {
    Expr::new(Node::Each(quantifier, depth, of.clone(), body))
}

fn compared(comparison: Comparison, a: Expr, b: Expr) -> Expr {
    Expr::new(Node::Compare(comparison, a, b))
}

fn arithmetic(operator: Operator, a: Expr, b: Expr) -> Expr {
    Expr::new(Node::Arithmetic(operator, a, b))
}

/// What is asked of two elements: of the outer one at depth 0, and the inner one at depth 1.
fn bodies() -> Vec<Expr> {
    let off = || arithmetic(Operator::Subtract, element(1), element(0));
    let far = || call("abs", vec![off()]);
    let product = arithmetic(Operator::Multiply, element(0), element(1));
    vec![
        compared(Comparison::AtMost, element(1), element(0)),
        compared(Comparison::Less, off(), known(2)),
        compared(Comparison::AtMost, far(), known(1)),
        compared(Comparison::AtMost, far(), known(3)),
        compared(Comparison::Greater, far(), known(2)),
        compared(Comparison::Unequal, far(), known(1)),
        compared(Comparison::Equal, element(0), element(1)),
        compared(Comparison::Greater, product, known(6)),
        Expr::new(Node::Or(vec![
            compared(Comparison::AtMost, far(), known(1)),
            compared(Comparison::AtLeast, far(), known(4)),
        ])),
    ]
}

fn asked(of: &Expr) -> Vec<Expr> {
    let two = [Quantifier::All, Quantifier::Any];
    let mut asked = Vec::new();
    for body in bodies() {
        for inner in two.map(|inner| each(inner, 1, of, body.clone())) {
            let beside =
                Expr::new(Node::Or(vec![inner.clone(), compared(Comparison::Equal, element(0), known(3))]));
            asked.extend(two.map(|outer| each(outer, 0, of, beside.clone())));
            asked.extend([two[0], two[1], Quantifier::Count].map(|outer| each(outer, 0, of, inner.clone())));
        }
    }
    asked
}

/// The weights of all that is left.
fn listed(space: &Space, residue: &Residue) -> Vec<(String, BigUint)> {
    let (law, _) = enumerate(space, 0, residue, &Budget::default()).unwrap();
    let mut parts: Vec<_> = law.parts.into_iter().map(|(left, n)| (format!("{:?}", left.roots), n)).collect();
    parts.sort();
    parts
}

#[test]
fn what_the_order_decides_is_what_all_elements_say() {
    let urn = numbered(Collection::Urn, &[2, 0, 3, 1, 1]);
    let highest = call("highest", vec![known(3), x()]);
    let mut exchanged = 0;
    for (space, of) in [
        (Space::trials(Arc::new(Faces::die(5).unwrap()), 4), x()),
        (Space::trials(Arc::new(Faces::die(4).unwrap()), 4), highest),
        (Space::draw(up_to(6), 4).unwrap(), x()),
        (Space::Draw(Arc::clone(&urn), 4), x()),
        (Space::Choose(up_to(7), 4), x()),
        (Space::Multichoose(urn, 3), x()),
        (Space::trials(Arc::new(Faces::die(3).unwrap()), 1), x()),
    ] {
        for asked in asked(&of) {
            let residue = Residue { roots: vec![asked], later: Vec::new(), given: false };
            if let Some(told) = of_elements(&space, 0, &residue, &Budget::default()).unwrap() {
                assert_eq!(listed(&space, &told), listed(&space, &residue), "{residue:?} of {space:?}");
                exchanged += 1;
            }
        }
    }
    assert!(exchanged > 300, "{exchanged}");
}

#[test]
fn how_many_are_equal_to_the_greatest_of_many_dice() {
    let dice = Space::trials(Arc::new(Faces::die(20).unwrap()), 20);
    let greatest = each(Quantifier::All, 1, &x(), compared(Comparison::AtMost, element(1), element(0)));
    let solved =
        answer(&dice, crate::question::Asked::Distribution(vec![each(Quantifier::Count, 0, &x(), greatest)]));
    assert!(solved.method.states < 500_000, "{}", solved.method.states);
}

/// Of a billion dice the order is not written out: the labels are asked.
#[test]
fn neighbours_among_many_dice_are_pairs_of_labels() {
    let next = compared(Comparison::Equal, element(1), arithmetic(Operator::Add, element(0), known(1)));
    let inner = each(Quantifier::Any, 1, &x(), next);
    let asked = each(Quantifier::Any, 0, &x(), inner);
    for n in [100, 1_000_000_000] {
        let dice = Space::trials(Arc::new(Faces::die(6).unwrap()), n);
        let residue = Residue { roots: vec![asked.clone()], later: Vec::new(), given: false };
        let told = of_elements(&dice, 0, &residue, &Budget::default()).unwrap();
        assert!(told.is_some_and(|told| told.size() < 100), "{n}");
    }
}
