//! The formulas against enumeration, over all small cases and random ones, and large ones against known values.

use super::ranged;
use crate::budget::Budget;
use crate::model::pattern::Comparison;
use crate::model::{Collection, Faces, Population, Space, Value};
use crate::question::{Asked, Experiment, Expr, Named, Node, Operator, Question};
use crate::solve::asking::{agrees, answer, call, is, known, numbered, probability, up_to, x};
use crate::solve::{Choice, Exact, Road, solve};
use num_bigint::BigUint;
use proptest::prelude::*;
use std::sync::Arc;

fn dice(n: u64, faces: u64) -> Space {
    Space::trials(Arc::new(Faces::die(faces).unwrap()), n)
}

/// Trials with these numbers and weights.
fn loaded(n: u64, faces: &[(i64, u32)]) -> Space {
    let faces = faces.iter().map(|(face, weight)| (Value::Int(*face), BigUint::from(*weight)));
    Space::trials(Arc::new(Faces::new(Collection::Urn, faces.collect::<Vec<_>>()).unwrap()), n)
}

/// An urn with so many of each number.
fn urn(labels: &[(i64, u64)]) -> Arc<Population> {
    let labels = labels.iter().map(|(label, count)| (Value::Int(*label), *count));
    Arc::new(Population::new(Collection::Urn, labels).unwrap())
}

fn range() -> Expr {
    call("range", vec![x()])
}

fn difference(a: Expr, b: Expr) -> Expr {
    Expr::new(Node::Arithmetic(Operator::Subtract, a, b))
}

fn sorted(place: i64) -> Expr {
    Expr::new(Node::At(call("sorted", vec![x()]), known(place)))
}

/// Small samples of all kinds: alike or not, in steps or not, with replacement or without.
fn small() -> Vec<(Space, i64)> {
    let mut spaces = Vec::new();
    for n in 1..=4 {
        for faces in 1..=4 {
            spaces.push((dice(n, faces), n.cast_signed()));
        }
        for faces in [&[(1, 2), (4, 1), (5, 3)][..], &[(-3, 1), (0, 1), (3, 1)], &[(2, 1), (3, 1), (7, 1)]] {
            spaces.push((loaded(n, faces), n.cast_signed()));
        }
        for labels in
            [&[(1, 1), (2, 1), (3, 1), (4, 1), (5, 1)][..], &[(1, 2), (3, 1), (4, 3)], &[(0, 2), (5, 2)]]
        {
            spaces.push((Space::Draw(urn(labels), n), n.cast_signed()));
            spaces.push((Space::Choose(urn(labels), n), n.cast_signed()));
        }
    }
    spaces
}

/// The exact value by the cheapest road, and by the list of all outcomes.
fn both(space: &Space, asked: Asked, given: Option<Expr>) -> (Option<Exact>, Option<Exact>) {
    let named = Named { name: Some("X".into()), experiment: Experiment::of(space.clone(), "E") };
    let question = Question::new(vec![named], asked, given).unwrap();
    // A law may count selections where the list counts rows.
    let in_lowest_terms = |value| match value {
        Exact::Distribution(law) => Exact::Distribution(law.reduced()),
        other => other,
    };
    let by = |choice| solve(&question, choice, &Budget::default()).ok().map(|s| in_lowest_terms(s.value));
    (by(Choice::Cheapest), by(Choice::Only(Road::Enumeration)))
}

fn agree(space: &Space, asked: Asked, given: Option<Expr>) {
    let shown = format!("{asked:?} given {given:?} of {space:?}");
    let (found, listed) = both(space, asked, given);
    assert_eq!(found, listed, "{shown}");
}

#[test]
fn ranges_of_all_small_samples() {
    for (space, _) in small() {
        agrees(&space, &range(), Road::ClosedForm);
    }
}

#[test]
fn places_of_the_order_of_all_small_samples() {
    for (space, n) in small() {
        for place in (1..=n).chain([-1, -n]) {
            agrees(&space, &sorted(place), Road::ClosedForm);
        }
    }
    let words = numbered(Collection::Urn, &[2, 1, 2]);
    let highest = Expr::new(Node::At(call("highest", vec![known(2), x()]), known(1)));
    agrees(&Space::Draw(words, 4), &highest, Road::ClosedForm);
    agrees(&dice(4, 3), &highest, Road::ClosedForm);
}

#[test]
fn bounds_and_moments_of_all_small_samples() {
    let spread = || difference(call("max", vec![x()]), call("min", vec![x()]));
    for (space, n) in small().into_iter().filter(|(_, n)| *n > 1) {
        for number in [range(), spread(), sorted(1), sorted(n / 2 + 1), sorted(-1)] {
            for (sign, bound) in
                Comparison::ALL.iter().flat_map(|sign| (-2..8).map(move |bound| (*sign, bound)))
            {
                agree(&space, Asked::Probability(is(number.clone(), sign, bound)), None);
            }
            for asked in [Asked::Mean, Asked::Variance, Asked::Deviation, Asked::Median, Asked::Mode] {
                agree(&space, asked(number.clone()), None);
            }
        }
    }
}

#[test]
fn places_that_are_not_there_are_errors_as_before() {
    let (found, listed) = both(&dice(3, 6), Asked::Mean(sorted(4)), None);
    assert_eq!((found, listed), (None, None));
    let (found, listed) = both(&dice(0, 6), Asked::Mean(range()), None);
    assert_eq!((found, listed), (None, None));
}

#[test]
fn the_ends_of_all_small_samples_together() {
    let [greatest, least] = ["max", "min"].map(|end| call(end, vec![x()]));
    for (space, _) in small() {
        let product = Expr::new(Node::Arithmetic(Operator::Multiply, greatest.clone(), least.clone()));
        agree(&space, Asked::Mean(product), None);
        agree(&space, Asked::Covariance(greatest.clone(), least.clone()), None);
        agree(&space, Asked::Distribution(vec![sorted(1), greatest.clone(), range()]), None);
        for bound in -2..5 {
            let low = is(least.clone(), Comparison::AtMost, bound);
            let high = is(sorted(-1), Comparison::AtLeast, bound + 1);
            agree(&space, Asked::Probability(Expr::new(Node::And(vec![low.clone(), high.clone()]))), None);
            agree(&space, Asked::Probability(Expr::new(Node::Or(vec![low.clone(), high]))), None);
            agree(&space, Asked::Distribution(vec![range()]), Some(low));
        }
    }
    // Of parts that are not the same nothing is told together.
    let part = Expr::new(Node::Slice(x(), known(1), known(2)));
    let ends = vec![call("max", vec![part]), least];
    agree(&dice(4, 3), Asked::Distribution(ends), None);
}

#[test]
fn the_ends_of_a_large_sample_are_told_together() {
    let [greatest, least] = ["max", "min"].map(|end| call(end, vec![x()]));
    let drawn = answer(&Space::Draw(up_to(200), 20), Asked::Covariance(greatest, least)).value;
    // Of n from 1 to N the i-th and the j-th have the covariance i(n + 1 − j)(N + 1)(N − n)/((n + 1)²(n + 2)).
    assert_eq!(drawn, Exact::Number(num_rational::BigRational::new(36180.into(), 9702.into())));
}

fn some_sample() -> impl Strategy<Value = (Space, u64)> {
    let faces = || proptest::collection::btree_map(-4_i64..9, 1_u32..4, 1..5);
    let counts = proptest::collection::btree_map(-4_i64..9, 1_u64..3, 3..5);
    prop_oneof![
        (1_u64..5, faces()).prop_map(|(n, faces)| (loaded(n, &faces.into_iter().collect::<Vec<_>>()), n)),
        (1_u64..3, faces(), faces()).prop_map(|(n, one, other)| {
            let die = |faces: std::collections::BTreeMap<i64, u32>| {
                let faces = faces.into_iter().map(|(face, weight)| (Value::Int(face), BigUint::from(weight)));
                Arc::new(Faces::new(Collection::Urn, faces.collect::<Vec<_>>()).unwrap())
            };
            (Space::Trials(Arc::from([(die(one), n), (die(other), 2)])), n + 2)
        }),
        (1_u64..4, counts.clone())
            .prop_map(|(n, labels)| (Space::Draw(urn(&labels.into_iter().collect::<Vec<_>>()), n), n)),
        (1_u64..4, counts)
            .prop_map(|(n, labels)| (Space::Choose(urn(&labels.into_iter().collect::<Vec<_>>()), n), n)),
    ]
}

proptest! {
    #[test]
    fn random_samples_are_what_their_list_says(
        (space, n) in some_sample(),
        (low, more, place) in (-5_i64..12, 0_i64..8, 0_u64..4),
        negative in any::<bool>(),
    ) {
        let (greatest, least) = (call("max", vec![x()]), call("min", vec![x()]));
        let spread = if negative { difference(least, greatest) } else { difference(greatest, least) };
        let at = sorted((place % n + 1).cast_signed());
        for number in [range(), spread.clone(), at] {
            let within = Expr::new(Node::And(vec![
                is(number.clone(), Comparison::AtLeast, low),
                is(number.clone(), Comparison::AtMost, low + more),
            ]));
            let outside = Expr::new(Node::Not(within.clone()));
            let beyond = is(number.clone(), Comparison::Greater, low + 1);
            for (asked, given) in [
                (Asked::Probability(within.clone()), None),
                (Asked::Probability(outside), None),
                (Asked::Distribution(vec![number.clone()]), None),
                (Asked::Variance(number.clone()), None),
                (Asked::Probability(within.clone()), Some(beyond.clone())),
                (Asked::Mean(number.clone()), Some(beyond)),
            ] {
                let shown = format!("{asked:?} {given:?}");
                let (found, listed) = both(&space, asked, given);
                prop_assert_eq!(found, listed, "{}", shown);
            }
        }
    }
}

#[test]
fn only_a_difference_between_the_ends_is_a_range() {
    let ranges = |asked: Asked| {
        let named = Named { name: None, experiment: Experiment::of(dice(3, 6), "X") };
        ranged(&Question::new(vec![named], asked, None).unwrap()).map(|question| question.asked)
    };
    let [greatest, least] = ["max", "min"].map(|end| call(end, vec![x()]));
    let more = |a: &Expr, b: &Expr| is(difference(a.clone(), b.clone()), Comparison::AtMost, 3);
    let found = ranges(Asked::Probability(more(&greatest, &least)));
    assert_eq!(found, Some(Asked::Probability(is(range(), Comparison::AtMost, 3))));
    let found = ranges(Asked::Probability(more(&least, &greatest)));
    assert_eq!(found, Some(Asked::Probability(is(range(), Comparison::AtLeast, -3))));
    assert_eq!(ranges(Asked::Probability(more(&greatest, &greatest))), None);
    let both =
        Expr::new(Node::And(vec![more(&greatest, &least), is(greatest.clone(), Comparison::Equal, 6)]));
    assert_eq!(ranges(Asked::Probability(both)), None);
    let first = Expr::new(Node::At(x(), known(1)));
    assert_eq!(ranges(Asked::Probability(more(&greatest, &first))), None);
}

#[test]
fn large_samples_have_their_known_values() {
    let number = |space: &Space, number: Expr| match answer(space, Asked::Mean(number)).value {
        Exact::Number(mean) => mean.to_string(),
        other => panic!("{other:?}"),
    };
    // Of n from 1 to N the k-th has the mean k(N + 1)/(n + 1).
    let drawn = Space::Draw(up_to(1000), 50);
    assert_eq!(number(&drawn, range()), "49049/51");
    assert_eq!(number(&Space::Choose(up_to(1000), 51), sorted(26)), "1001/2");
    assert_eq!(number(&dice(1001, 100), sorted(501)), "101/2");
    // Of N³ rows N³ − (N − r)(N − r − 1)(N + 2r + 1) have a range of r at most.
    let event = is(range(), Comparison::AtMost, 500);
    assert_eq!(probability(&dice(3, 1000), event), "1001501/2000000");
    let event = is(sorted(-26), Comparison::AtMost, 500);
    assert_eq!(probability(&Space::Draw(up_to(1000), 51), event), "1/2");
}

/// Bounds that are whole numbers, of faces that are not: below 0 is not up to -1.
#[test]
fn places_of_fractions_are_bounded_as_they_are() {
    let half = |n: i64| Value::number(num_rational::BigRational::new(n.into(), 2.into()));
    let faces = [(-1, 1u32), (1, 2), (2, 1), (5, 1)].map(|(n, weight)| (half(n), BigUint::from(weight)));
    let faces = Arc::new(Faces::new(Collection::Urn, faces).unwrap());
    for n in 1..=3 {
        let space = Space::trials(Arc::clone(&faces), n);
        let whole = probability(&space, is(sorted(1), Comparison::Less, 100));
        assert_eq!(whole, "1");
        for number in (1..=n.cast_signed()).map(sorted).chain([range(), call("max", vec![x()])]) {
            for bound in -1..=3 {
                for comparison in Comparison::ALL {
                    let event = is(number.clone(), comparison, bound);
                    let question = crate::solve::asking::question(&space, Asked::Probability(event.clone()));
                    let listed = solve(&question, Choice::Only(Road::Enumeration), &Budget::default());
                    let Exact::Probability(listed) = listed.unwrap().value else { panic!("a probability") };
                    assert_eq!(probability(&space, event), listed.to_string(), "{question}");
                }
            }
        }
    }
}
