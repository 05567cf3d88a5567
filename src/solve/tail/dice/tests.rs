//! Sums against their tables, and against the list of all throws.

use super::*;
use crate::model::pattern::Comparison;
use crate::question::{Asked, Experiment};
use crate::question::{Node, Operator};
use crate::solve::asking::{answer, call, is, known, x};
use crate::solve::tail::of_event;
use crate::solve::{Choice, Exact, Road, solve};
use num_rational::BigRational;
use std::collections::BTreeMap;
use std::sync::Arc;

#[test]
fn sums_added_up_as_they_come_are_those_of_the_table() {
    for (count, least, faces) in [(1700, 1, 6), (1500, 0, 10), (2100, -1, 3)] {
        let weights = (least..least + faces).map(|n| (Value::Int(n), BigUint::from(2u32)));
        let die = Arc::new(Faces::new(crate::model::Collection::Die, weights).unwrap());
        let space = Space::trials(die, count);
        let middle = count.cast_signed() * (2 * least + faces - 1) / 2;
        let sum = || call("sum", vec![x()]);
        let ways = |comparison| is(sum(), comparison, middle + 31);
        let between = Expr::new(Node::And(vec![
            is(sum(), Comparison::AtLeast, middle - 20),
            Expr::new(Node::Compare(Comparison::Greater, known(middle + 7), sum())),
        ]));
        for event in [
            ways(Comparison::AtLeast),
            ways(Comparison::Less),
            ways(Comparison::Equal),
            is(sum(), Comparison::Greater, middle * 10 + 10_000),
            between,
        ] {
            let named = Named { name: None, experiment: Experiment::of(space.clone(), "X") };
            let share = of_event(&event, &[named], &Budget::default()).unwrap().expect("a bound of a sum");
            let law = answer(&space, Asked::Distribution(vec![event.clone()])).value;
            let Exact::Distribution(law) = law else { panic!("no law") };
            let expected = law.probability_of(&Value::Truth(true)).into_ratio();
            assert_eq!(share.ratio(), expected);
        }
    }
}

#[test]
fn a_long_law_is_told_without_a_list() {
    for least in [1, -4] {
        let weights = (least..least + 6).map(|n| (Value::Int(n), BigUint::from(3u32)));
        let die = Arc::new(Faces::new(crate::model::Collection::Die, weights).unwrap());
        let named = |count| {
            let space = Space::trials(Arc::clone(&die), count);
            [Named { name: None, experiment: Experiment::of(space, "X") }]
        };
        let sum = call("sum", vec![x()]);
        let law = law(&sum, &named(3001), &Budget::default()).unwrap().expect("a long law");
        let listed = number::fair_sum_counts(3001, 6);
        let mut place = 0;
        law.each(|value, weight| {
            assert_eq!(*value, Value::Int(3001 * least + place as i64));
            assert_eq!(*weight, listed[place]);
            place += 1;
            Ok::<(), ()>(())
        })
        .unwrap();
        assert_eq!(place, listed.len());
        assert_eq!(*law.total(), BigUint::from(6u32).pow(3001u32));
    }
}

#[test]
fn numbers_in_proportion_to_a_sum_have_its_law() {
    let arithmetic = |operator, a: Expr, b: Expr| Expr::new(Node::Arithmetic(operator, a, b));
    let sum = || call("sum", vec![x()]);
    let half = || Expr::new(Node::Value(Value::number(BigRational::new(3.into(), 2.into()))));
    let numbers = [
        sum(),
        arithmetic(Operator::Add, sum(), known(5)),
        arithmetic(Operator::Subtract, known(5), sum()),
        arithmetic(Operator::Subtract, arithmetic(Operator::Multiply, known(-2), sum()), half()),
        arithmetic(Operator::Divide, arithmetic(Operator::Multiply, sum(), half()), known(-7)),
    ];
    for (count, faces) in [(1, 1), (1, 4), (2, 6), (5, 3), (30, 10)] {
        let space = Space::trials(Arc::new(Faces::die(faces).unwrap()), count);
        for number in &numbers {
            let named = Named { name: None, experiment: Experiment::of(space.clone(), "X") };
            let direct = law(number, std::slice::from_ref(&named), &Budget::default()).unwrap().unwrap();
            let sums = BTreeMap::from_iter((count..).zip(number::fair_sum_counts(count, faces)));
            let asked = sum();
            let expected = sums.iter().map(|(sum, ways)| {
                let replaced =
                    number.rewrite(&mut |part: &Expr| Ok((*part == asked).then(|| known(sum.cast_signed()))));
                (replaced.unwrap().known().unwrap().clone(), ways.clone())
            });
            assert_eq!(direct, Dist::from_weights(expected).unwrap(), "{number:?}");
            for bound in -9..=count.cast_signed() * 4 {
                for comparison in [Comparison::Less, Comparison::AtLeast, Comparison::Equal] {
                    let event = is(number.clone(), comparison, bound);
                    let share = of_event(&event, std::slice::from_ref(&named), &Budget::default());
                    let holds = |value: &Value| comparison.holds(value.cmp(&Value::Int(bound)));
                    let expected = direct.probability(holds).into_ratio();
                    match share.unwrap() {
                        Some(share) => assert_eq!(share.ratio(), expected, "{event:?}"),
                        None => assert!(direct.outcomes().any(|v| !matches!(v, Value::Int(_)))),
                    }
                }
            }
        }
    }
    for nonlinear in [
        arithmetic(Operator::Multiply, known(0), sum()),
        arithmetic(Operator::Divide, known(1), sum()),
        arithmetic(Operator::Multiply, sum(), sum()),
        arithmetic(Operator::Modulo, sum(), known(3)),
        arithmetic(Operator::Power, sum(), known(2)),
    ] {
        let space = Space::trials(Arc::new(Faces::die(6).unwrap()), 3);
        let named = [Named { name: None, experiment: Experiment::of(space, "X") }];
        assert!(law(&nonlinear, &named, &Budget::default()).unwrap().is_none());
    }
}

#[test]
fn bounds_at_the_ends_of_the_words_are_kept() {
    let arithmetic = |operator, a: Expr, b: Expr| Expr::new(Node::Arithmetic(operator, a, b));
    let times = |factor| arithmetic(Operator::Multiply, call("sum", vec![x()]), known(factor));
    let space = Space::trials(Arc::new(Faces::die(6).unwrap()), 2);
    let question = |event| crate::solve::asking::question(&space, Asked::Probability(event));
    for factor in [1, -1, i64::MAX / 7, i64::MIN / 7, i64::MAX] {
        for bound in [i64::MIN, i64::MIN + 1, 0, i64::MAX - 1, i64::MAX] {
            for comparison in [Comparison::Less, Comparison::AtMost, Comparison::AtLeast, Comparison::Greater]
            {
                let asked = question(is(times(factor), comparison, bound));
                let by = |choice| match solve(&asked, choice, &Budget::default()).unwrap().value {
                    Exact::Probability(p) => p,
                    other => panic!("{other:?}"),
                };
                let listed = by(Choice::Only(Road::Enumeration));
                assert_eq!(by(Choice::Cheapest), listed, "{factor} {comparison:?} {bound}");
            }
        }
    }
}

#[test]
fn largest_sets_between_bounds_are_those_of_the_list() {
    for (count, faces) in [(1, 1), (1, 6), (3, 2), (4, 3), (5, 4)] {
        let space = Space::trials(Arc::new(Faces::die(faces).unwrap()), count);
        let set = || call("maxcount", vec![x()]);
        for (low, high) in (-1..7).flat_map(|low| (-1..7).map(move |high| (low, high))) {
            let event = Expr::new(Node::And(vec![
                is(set(), Comparison::AtLeast, low),
                is(set(), Comparison::AtMost, high),
            ]));
            let named = [Named { name: None, experiment: Experiment::of(space.clone(), "X") }];
            let share = of_event(&event, &named, &Budget::default()).unwrap().expect("a bound");
            let question = crate::solve::asking::question(&space, Asked::Probability(event));
            let listed = solve(&question, Choice::Only(Road::Enumeration), &Budget::default()).unwrap();
            assert_eq!(Exact::Probability(share.ratio()), listed.value, "{count}d{faces} {low} {high}");
        }
    }
}

#[test]
fn one_number_of_many_dice_holds_no_table() {
    let space = Space::trials(Arc::new(Faces::die(6).unwrap()), 10_000);
    let event = is(call("sum", vec![x()]), Comparison::AtLeast, 36_000);
    let named = Named { name: None, experiment: Experiment::of(space, "10000d6") };
    let question = crate::question::Question::new(vec![named], Asked::Probability(event), None).unwrap();
    let budget = Budget::default().holding(1 << 20);
    let solved = solve(&question, Choice::Cheapest, &budget).unwrap();
    assert_eq!(solved.method.road, Road::ClosedForm);
}
