//! What is asked beside each element, against the list of all outcomes.

use crate::model::pattern::Comparison;
use crate::model::{Collection, Faces, Space};
use crate::question::{Expr, Node, Operator, Quantifier};
use crate::solve::asking::{call, is, known, law, numbered, up_to, x};
use crate::solve::{Choice, Road};
use std::sync::Arc;

fn element(depth: usize) -> Expr {
    Expr::new(Node::Element(depth))
}

fn plus(a: Expr, b: i64) -> Expr {
    Expr::new(Node::Arithmetic(Operator::Add, a, known(b)))
}

fn each(quantifier: Quantifier, depth: usize, domain: &Expr, body: Expr) -> Expr {
    Expr::new(Node::Each(quantifier, depth, domain.clone(), body))
}

fn compared(comparison: Comparison, a: Expr, b: Expr) -> Expr {
    Expr::new(Node::Compare(comparison, a, b))
}

/// Bodies about the element at depth 0 and the others of this sample.
fn bodies(of: &Expr) -> Vec<Expr> {
    let next = || call("contains", vec![plus(element(0), 1), of.clone()]);
    let other = |quantifier, comparison, more| {
        each(quantifier, 1, of, compared(comparison, element(1), plus(element(0), more)))
    };
    let mirror = Expr::new(Node::Arithmetic(Operator::Subtract, known(5), element(0)));
    vec![
        next(),
        Expr::new(Node::Not(next())),
        is(call("count", vec![element(0), of.clone()]), Comparison::Equal, 1),
        Expr::new(Node::And(vec![next(), other(Quantifier::Any, Comparison::Equal, 2)])),
        Expr::new(Node::Or(vec![next(), is(element(0), Comparison::Equal, 4)])),
        call("contains", vec![mirror, of.clone()]),
        other(Quantifier::All, Comparison::AtMost, 0),
        is(other(Quantifier::Count, Comparison::Greater, 0), Comparison::Equal, 1),
        is(near(of, 1), Comparison::AtLeast, 2),
        is(near(of, 2), Comparison::AtMost, 2),
    ]
}

/// How many elements are no farther from the element at depth 0.
fn near(of: &Expr, by: i64) -> Expr {
    let off = Expr::new(Node::Arithmetic(Operator::Subtract, element(0), element(1)));
    each(Quantifier::Count, 1, of, is(call("abs", vec![off]), Comparison::AtMost, by))
}

fn asked(of: &Expr) -> Vec<Expr> {
    let quantified = |body: &Expr| {
        [Quantifier::All, Quantifier::Any, Quantifier::Count]
            .map(|quantifier| each(quantifier, 0, of, body.clone()))
    };
    let mut asked: Vec<Expr> = bodies(of).iter().flat_map(quantified).collect();
    let more = each(Quantifier::Count, 1, of, compared(Comparison::Equal, element(1), plus(element(0), 1)));
    for quantifier in [Quantifier::Sum, Quantifier::Max, Quantifier::Min, Quantifier::Product] {
        asked.push(each(quantifier, 0, of, more.clone()));
        let value = Expr::new(Node::If(bodies(of)[0].clone(), element(0), known(1)));
        asked.push(each(quantifier, 0, of, value));
    }
    asked
}

fn agree(space: &Space, of: &Expr, beside: Option<&Expr>) {
    for asked in asked(of) {
        let wholes = match beside {
            None => vec![asked.clone()],
            Some(other) => vec![Expr::new(Node::Row(vec![asked.clone(), other.clone()]))],
        };
        let bounds = (0..3).map(|bound| is(asked.clone(), Comparison::AtMost, bound));
        let number = !matches!(asked.node(), Node::Each(Quantifier::All | Quantifier::Any, ..));
        for whole in wholes.into_iter().chain(bounds.filter(|_| number)) {
            let (listed, _) = law(space, &whole, Choice::Only(Road::Enumeration));
            let (found, road) = law(space, &whole, Choice::Only(Road::ByClass));
            assert_eq!((found, road), (listed, Road::ByClass), "{whole:?} of {space:?}");
        }
    }
}

#[test]
fn what_is_asked_beside_each_element_is_what_the_list_finds() {
    let urn = numbered(Collection::Urn, &[2, 1, 0, 3, 1]);
    for space in [
        Space::trials(Arc::new(Faces::die(5).unwrap()), 3),
        Space::draw(up_to(6), 3).unwrap(),
        Space::Choose(up_to(7), 4),
        Space::Choose(urn.clone(), 3),
        Space::Multichoose(urn, 3),
    ] {
        agree(&space, &x(), None);
    }
}

#[test]
fn many_labels_share_what_is_remembered() {
    // More labels than are remembered at once, so that each is forgotten for another.
    for space in [
        Space::trials(Arc::new(Faces::die(12).unwrap()), 3),
        Space::Choose(up_to(12), 4),
        Space::Choose(numbered(Collection::Urn, &[1, 0, 2, 1, 1, 3, 0, 0, 1, 2, 1, 1]), 4),
    ] {
        agree(&space, &x(), None);
    }
}

#[test]
fn beside_other_statistics_and_in_parts() {
    let dice = Space::trials(Arc::new(Faces::die(4).unwrap()), 4);
    agree(&dice, &x(), Some(&call("sum", vec![x()])));
    agree(&dice, &x(), Some(&call("run", vec![x()])));
    let part = Expr::new(Node::Slice(x(), known(1), known(3)));
    agree(&dice, &part, Some(&call("max", vec![x()])));
    agree(&dice, &call("highest", vec![known(3), x()]), None);
    let drawn = Space::draw(up_to(6), 4).unwrap();
    agree(&drawn, &part, Some(&call("sum", vec![x()])));
}

#[test]
fn an_empty_subset_has_no_neighbours() {
    let space = Space::Subset(up_to(5));
    // A subset is of any length, so that how many others match is not bounded.
    let told = asked(&x()).into_iter().filter(|e| match e.node() {
        Node::Each(Quantifier::All | Quantifier::Any | Quantifier::Count, _, _, body) => {
            !matches!(body.node(), Node::Compare(..))
        }
        _ => false,
    });
    for asked in told {
        let (listed, _) = law(&space, &asked, Choice::Only(Road::Enumeration));
        let (found, _) = law(&space, &asked, Choice::Only(Road::ByClass));
        assert_eq!(found, listed, "{asked:?}");
    }
}
