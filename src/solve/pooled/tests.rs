use super::*;
use crate::budget::Budget;
use crate::model::pattern::Comparison;
use crate::question::Operator;
use crate::solve::asking::{call, is, known};
use crate::solve::{Choice, Exact, Road, solve};
use num_rational::BigRational;
use num_traits::One;
use proptest::prelude::*;

fn arithmetic(operator: Operator, a: Expr, b: Expr) -> Expr {
    Expr::new(Node::Arithmetic(operator, a, b))
}

fn sum_of(name: usize) -> Expr {
    call("sum", vec![Expr::new(Node::Name(name))])
}

fn question(spaces: &[Space], asked: Asked, given: Option<Expr>) -> Question {
    let named = |space: &Space| Named { name: None, experiment: Experiment::of(space.clone(), "X") };
    Question::new(spaces.iter().map(named).collect(), asked, given).unwrap()
}

/// The answer, or that the condition is impossible.
fn by(choice: Choice, question: &Question) -> Option<Exact> {
    solve(question, choice, &Budget::default()).ok().map(|solved| solved.value)
}

/// The shares of the values of a law: samples that do not matter may be left out of the weights.
fn shares(exact: Exact) -> Result<Vec<(Value, BigRational)>, Box<Exact>> {
    let Exact::Distribution(law) = exact else { return Err(Box::new(exact)) };
    let total = BigInt::from(law.total().clone());
    let share = |weight: &BigUint| BigRational::new(weight.clone().into(), total.clone());
    Ok(law.weights().map(|(value, weight)| (value.clone(), share(weight))).collect())
}

/// Dice that show several numbers, and a single one.
fn faces(numbers: &[i64]) -> Arc<Faces> {
    let weights = (1_u64..).zip(numbers).map(|(i, n)| (Value::Int(*n), BigUint::from(i % 3)));
    Arc::new(Faces::new(Collection::Die, weights.collect::<Vec<_>>()).unwrap())
}

proptest! {
    #[test]
    fn a_pool_is_what_the_list_of_its_samples_says(
        first in prop::collection::vec(-3_i64..4, 1..4), second in prop::collection::vec(-3_i64..4, 1..4),
        (n, m) in (1_u64..3, 1_u64..3),
        (a, b, c) in (-2_i64..3, -2_i64..3, -1_i64..2),
        bound in -9_i64..9, low in -9_i64..9,
    ) {
        let spaces = [
            Space::Trials(Arc::from([(faces(&first), n), (faces(&[1, 2]), 1)])),
            Space::trials(faces(&second), m),
            Space::Single(faces(&[2, 5, 3])),
        ];
        let times = |factor: i64, number: Expr| arithmetic(Operator::Multiply, known(factor), number);
        let third = || Expr::new(Node::Name(2));
        let number = || {
            let both = arithmetic(Operator::Subtract, times(a, sum_of(0)), times(b, sum_of(1)));
            arithmetic(Operator::Add, both, times(c, third()))
        };
        let matched = || {
            let count = call("count", vec![known(2), Expr::new(Node::Name(0))]);
            arithmetic(Operator::Subtract, times(a, count), times(b, sum_of(1)))
        };
        let twice = arithmetic(Operator::Add, arithmetic(Operator::Multiply, number(), known(-2)), known(3));
        let other_side = arithmetic(Operator::Add, times(a, sum_of(0)), times(c, third()));
        let two_sides = Expr::new(Node::Compare(Comparison::AtMost, times(b, sum_of(1)), other_side));
        let event = is(number(), Comparison::AtLeast, bound);
        for question in [
            question(&spaces, Asked::Probability(event.clone()), None),
            question(&spaces, Asked::Probability(two_sides.clone()), None),
            question(&spaces, Asked::Distribution(vec![twice.clone()]), None),
            question(&spaces, Asked::Distribution(vec![number(), event.clone()]), None),
            question(&spaces, Asked::Probability(event), Some(is(twice.clone(), Comparison::Greater, low))),
            question(&spaces, Asked::Mean(twice), Some(two_sides)),
            question(&spaces, Asked::Mean(call("abs", vec![matched()])), None),
            question(&spaces, Asked::Distribution(vec![matched()]), None),
        ] {
            let Some(pool) = pooled_from(&question, 0) else { continue };
            let listed = by(Choice::Only(Road::Enumeration), &question).map(shares);
            prop_assert_eq!(by(Choice::Cheapest, &pool).map(shares), listed, "{}", question);
        }
    }
}

#[test]
fn samples_of_which_more_is_said_are_left_to_others() {
    let spaces = [Space::trials(faces(&[1, 2, 3]), 400), Space::trials(faces(&[1, 2, 3]), 500)];
    let less = || Expr::new(Node::Compare(Comparison::Less, sum_of(0), sum_of(1)));
    let asks = |asked: Asked, given: Option<Expr>| pooled(&question(&spaces, asked, given)).is_some();
    assert!(asks(Asked::Probability(less()), None));
    assert!(!asks(Asked::Count(less()), None));
    assert!(!asks(Asked::Probability(less()), Some(is(sum_of(0), Comparison::Less, 900))));
    assert!(!asks(Asked::Distribution(vec![less(), call("max", vec![Expr::new(Node::Name(1))])]), None));
    let count = |name: usize| call("count", vec![known(2), Expr::new(Node::Name(name))]);
    assert!(!asks(Asked::Mean(arithmetic(Operator::Add, sum_of(0), sum_of(1))), None));
    assert!(asks(Asked::Mean(call("abs", vec![arithmetic(Operator::Subtract, sum_of(0), count(1))])), None));
    let same = arithmetic(Operator::Add, arithmetic(Operator::Add, sum_of(0), count(0)), sum_of(1));
    assert!(!asks(Asked::Distribution(vec![same]), None));
    let few = [Space::trials(faces(&[1, 2, 3]), 4), Space::trials(faces(&[1, 2, 3]), 5)];
    assert!(pooled(&question(&few, Asked::Probability(less()), None)).is_none());
}

#[test]
fn neither_of_two_equal_samples_is_more_likely_greater() {
    let spaces = [(); 2].map(|()| Space::trials(Arc::new(Faces::die(6).unwrap()), 2000));
    let p = |comparison| {
        let event = Expr::new(Node::Compare(comparison, sum_of(0), sum_of(1)));
        match by(Choice::Cheapest, &question(&spaces, Asked::Probability(event), None)) {
            Some(Exact::Probability(p)) => p,
            other => panic!("{other:?}"),
        }
    };
    let two = BigRational::from_integer(2.into());
    assert_eq!(p(Comparison::Less), p(Comparison::Greater));
    assert_eq!(p(Comparison::Greater) * two + p(Comparison::Equal), BigRational::one());
}
