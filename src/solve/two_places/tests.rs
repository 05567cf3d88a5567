use super::*;
use crate::model::{Collection, Faces};
use crate::question::Operator;
use crate::solve::asking::{call, known, numbered, x};
use crate::solve::enumerate::enumerate;
use crate::solve::residue::Mixture;
use num_traits::{One, Pow};
use proptest::prelude::*;
use std::sync::Arc;

fn at(place: i64) -> Expr {
    Expr::new(Node::At(x(), known(place)))
}

fn arithmetic(operator: Operator, a: Expr, b: Expr) -> Expr {
    Expr::new(Node::Arithmetic(operator, a, b))
}

/// p·X[a] + q·X[b].
fn combination(p: i64, a: i64, q: i64, b: i64) -> Expr {
    let times = |factor, place| arithmetic(Operator::Multiply, known(factor), at(place));
    arithmetic(Operator::Add, times(p, a), times(q, b))
}

/// The law of what is left in lowest terms: by this road, whether or not the plan would take it.
fn found(space: &Space, residue: &Residue) -> Option<Vec<(Residue, BigRational)>> {
    let reduced = reduce(space, 0, residue, || u128::MAX, &Budget::default()).unwrap()?;
    Some(shares(reduced.law))
}

fn shares(law: Law<Residue>) -> Vec<(Residue, BigRational)> {
    let mut merged = Mixture::new();
    law.parts.into_iter().for_each(|(left, weight)| merged.add(left, weight, &law.total));
    let law = merged.law(&BigUint::one());
    let share = |weight: BigUint| BigRational::new(weight.into(), law.total.clone().into());
    let mut shares: Vec<_> = law.parts.into_iter().map(|(left, weight)| (left, share(weight))).collect();
    shares.sort_by_key(|(left, _)| format!("{left:?}"));
    shares
}

fn same_as_listed(space: &Space, roots: Vec<Expr>, given: bool) {
    let residue = Residue { roots, later: Vec::new(), given };
    let (listed, _) = enumerate(space, 0, &residue, &Budget::default()).unwrap();
    assert_eq!(found(space, &residue), Some(shares(listed)), "{residue:?} of {space:?}");
}

fn loaded(weights: &[u64]) -> Arc<Faces> {
    let faces = (1..).map(Value::Int).zip(weights.iter().map(|w| BigUint::from(*w)));
    Arc::new(Faces::new(Collection::Die, faces).unwrap())
}

fn space() -> impl Strategy<Value = Space> {
    let counts = || prop::collection::vec(0..4u64, 2..6);
    let die = |counts: &[u64]| loaded(&counts.iter().map(|n| n + 1).collect::<Vec<_>>());
    prop_oneof![
        counts()
            .prop_filter("enough", |c| c.iter().sum::<u64>() >= 3)
            .prop_map(|c| { Space::Draw(numbered(Collection::Urn, &c), 3) }),
        counts().prop_map(|c| {
            let n = c.len() as u64 + 1;
            Space::Words(numbered(Collection::Set, &vec![1; c.len() + 1]), n)
        }),
        counts().prop_map(move |c| Space::trials(die(&c), 3)),
        (counts(), counts()).prop_map(move |(a, b)| Space::Trials(Arc::from([(die(&a), 1), (die(&b), 2)]))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_combination_of_two_places_is_as_listed(
        space in space(),
        (p, q, c) in (-3i64..4, -3i64..4, -6i64..7),
        comparison in 0..6usize,
        from_the_end in any::<bool>(),
    ) {
        prop_assume!(p != 0 && q != 0);
        let b = if from_the_end { -1 } else { 2 };
        let line = combination(p, 1, q, b);
        let comparison = [
            Comparison::Equal, Comparison::Unequal, Comparison::Less,
            Comparison::AtMost, Comparison::Greater, Comparison::AtLeast,
        ][comparison];
        let side = arithmetic(Operator::Subtract, known(c), combination(0, b, q, b));
        let compared = Expr::new(Node::Compare(comparison, combination(p, 1, 0, 1), side));
        same_as_listed(&space, vec![compared.clone()], false);
        same_as_listed(&space, vec![line.clone()], false);
        let far = call("abs", vec![arithmetic(Operator::Divide, line.clone(), known(2))]);
        let far = Expr::new(Node::Compare(Comparison::Greater, far, known(c)));
        same_as_listed(&space, vec![line, far, compared], true);
    }
}

#[test]
fn two_combinations_and_other_questions_are_not_taken() {
    let space = Space::Draw(numbered(Collection::Urn, &[1; 6]), 3);
    let compared = |a, b| Expr::new(Node::Compare(Comparison::Less, a, b));
    let asked = |root: Expr| found(&space, &Residue { roots: vec![root], later: Vec::new(), given: false });
    let sum = combination(1, 1, 1, 2);
    for root in [
        Expr::new(Node::And(vec![compared(at(1), at(2)), compared(sum.clone(), known(5))])),
        Expr::new(Node::And(vec![compared(at(1), at(2)), compared(at(1), known(5))])),
        compared(at(1), known(3)),
        compared(at(3), at(-1)),
        compared(arithmetic(Operator::Multiply, at(1), at(2)), known(5)),
        compared(sum.clone(), at(3)),
        compared(sum, call("max", vec![x()])),
    ] {
        assert_eq!(asked(root.clone()), None, "{root:?}");
    }
    let labels = Space::Draw(crate::solve::asking::letters("ABC"), 2);
    let residue = Residue { roots: vec![compared(at(1), at(2))], later: Vec::new(), given: false };
    assert_eq!(found(&labels, &residue), None);
}

#[test]
fn many_numbers_are_soon_compared() {
    // Of n numbers in a row, (n − d)(n − d − 1) of n(n − 1) pairs are more than d apart.
    let n = 5_000u64;
    let space = Space::Words(crate::solve::asking::up_to(n), n);
    let gap = call("abs", vec![arithmetic(Operator::Subtract, at(1), at(2))]);
    let event = crate::solve::asking::is(gap, Comparison::Greater, 2_500);
    let expected = BigRational::new((2_500 * 2_499).into(), (n * (n - 1)).into());
    assert_eq!(crate::solve::asking::probability(&space, event), expected.to_string());
    // Each label by its square: no window, but a product.
    let squares = (1..200u64).map(|n| (Value::Int(Pow::pow(n as i64, 2u32)), n));
    let from = Arc::new(Population::new(Collection::Urn, squares).unwrap());
    same_as_listed(&Space::Draw(from, 2), vec![combination(1, 1, -1, 2)], false);
}
