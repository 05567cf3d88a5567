use super::*;
use crate::model::Collection;
use crate::model::pattern::Comparison;
use crate::question::Operator;
use crate::solve::asking::{call, known, letters, numbered, probability, up_to, x};
use crate::solve::enumerate::enumerate;
use crate::solve::residue::Law;
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

fn at(place: i64) -> Expr {
    Expr::new(Node::At(x(), known(place)))
}

fn compared(comparison: Comparison, a: Expr, b: Expr) -> Expr {
    Expr::new(Node::Compare(comparison, a, b))
}

fn counted(parts: &[Expr]) -> Expr {
    let one = |part: &Expr| Expr::new(Node::If(part.clone(), known(1), known(0)));
    Expr::new(Node::Sum(parts.iter().map(one).collect()))
}

fn shares(law: Law<Residue>) -> Vec<(String, BigRational)> {
    let total = BigInt::from(law.total.clone());
    let mut shares: BTreeMap<String, BigRational> = BTreeMap::new();
    for (left, weight) in law.parts {
        *shares.entry(format!("{left:?}")).or_default() += BigRational::new(weight.into(), total.clone());
    }
    shares.into_iter().collect()
}

fn found(space: &Space, root: &Expr) -> Option<Vec<(String, BigRational)>> {
    let residue = Residue { roots: vec![root.clone()], later: Vec::new(), given: false };
    reduce(space, 0, &residue, &Budget::default()).unwrap().map(|reduced| shares(reduced.law))
}

fn same_as_listed(space: &Space, root: &Expr) {
    let residue = Residue { roots: vec![root.clone()], later: Vec::new(), given: false };
    let (listed, _) = enumerate(space, 0, &residue, &Budget::default()).unwrap();
    assert_eq!(found(space, root), Some(shares(listed)), "{root:?} of {space:?}");
}

fn rows() -> impl Strategy<Value = Space> {
    let counts = prop::collection::vec(0..3u64, 3..6).prop_filter("enough", |c| c.iter().sum::<u64>() >= 4);
    prop_oneof![
        (4..7u64).prop_map(|n| Space::Words(up_to(n), n)),
        (4..7u64).prop_map(|n| Space::Draw(up_to(n), 4)),
        counts.clone().prop_map(|c| Space::Draw(numbered(Collection::Urn, &c), 4)),
        counts.prop_filter("few", |c| c.iter().sum::<u64>() <= 7).prop_map(|c| {
            let n = c.iter().sum();
            Space::Words(numbered(Collection::Urn, &c), n)
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hits_at_random_places_are_as_listed(
        space in rows(),
        sets in prop::collection::vec(prop::collection::vec(1i64..7, 0..4), 2..5),
        from_the_end in any::<bool>(),
    ) {
        // What may stand at each place: any labels, so that any board comes.
        let place = |i: usize| if from_the_end { -(i as i64) - 1 } else { i as i64 + 1 };
        let part = |(i, set): (usize, &Vec<i64>)| {
            let labels = Expr::new(Node::Set(set.iter().map(|n| known(*n)).collect()));
            let each = compared(Comparison::Equal, Expr::new(Node::Element(0)), at(place(i)));
            Expr::new(Node::Each(crate::question::Quantifier::Any, 0, labels, each))
        };
        let parts: Vec<Expr> = sets.iter().enumerate().map(part).collect();
        same_as_listed(&space, &Expr::new(Node::Or(parts.clone())));
        same_as_listed(&space, &Expr::new(Node::And(parts.clone())));
        same_as_listed(&space, &counted(&parts));
        let many = compared(Comparison::AtLeast, counted(&parts), known(2));
        same_as_listed(&space, &Expr::new(Node::Not(many)));
    }
}

#[test]
fn several_parts_of_one_place_are_one() {
    let space = Space::Words(up_to(6), 6);
    let unlike = |place: i64, label: i64| compared(Comparison::Unequal, at(place), known(label));
    // Couples around a table: nobody beside the own partner.
    let menage: Vec<Expr> = (1..=6).flat_map(|i| [unlike(i, i), unlike(i, i % 6 + 1)]).collect();
    same_as_listed(&space, &Expr::new(Node::And(menage.clone())));
    assert_eq!(probability(&space, Expr::new(Node::And(menage))), "1/9");
    // One place counts twice, and is no hit.
    let twice =
        [compared(Comparison::AtMost, at(1), known(3)), compared(Comparison::AtMost, at(1), known(2))];
    assert_eq!(found(&space, &counted(&[twice[0].clone(), twice[1].clone(), unlike(2, 2)])), None);
}

#[test]
fn long_rows_have_their_closed_forms() {
    for n in [20u64, 52] {
        let space = Space::Words(up_to(n), n);
        let same = |i: i64| compared(Comparison::Equal, at(i), known(i));
        let any = Expr::new(Node::Or((1..=n as i64).map(same).collect()));
        let derangements = BigRational::new(number::derangements(n).into(), number::factorial(n).into());
        assert_eq!(probability(&space, any), (BigRational::one() - derangements).to_string());
        // Nobody more than one place from home: Fibonacci numbers.
        let gap =
            |i: i64| call("abs", vec![Expr::new(Node::Arithmetic(Operator::Subtract, at(i), known(i)))]);
        let near = |i: i64| compared(Comparison::AtMost, gap(i), known(1));
        let all = Expr::new(Node::And((1..=n as i64).map(near).collect()));
        let expected = BigRational::new(number::fibonacci(n + 1).into(), number::factorial(n).into());
        assert_eq!(probability(&space, all), expected.to_string());
    }
}

#[test]
fn elements_that_may_stand_at_the_same_later_places_are_one() {
    // Every place shows more than its number, from the left: so many are left at each, from the right.
    for (size, length) in [(6u64, 3u64), (7, 4), (52, 26)] {
        let space = Space::Draw(up_to(size), length);
        let more = |i: i64| compared(Comparison::Greater, at(i), known(i));
        let all = Expr::new(Node::And((1..=length as i64).map(more).collect()));
        let ways: BigUint = (0..length).map(|i| BigUint::from(size - length - i + i)).product();
        let expected = BigRational::new(ways.into(), number::arrangements(size, length).into());
        assert_eq!(probability(&space, all.clone()), expected.to_string(), "{size} {length}");
        if size < 10 {
            same_as_listed(&space, &all);
        }
    }
}

#[test]
fn beside_one_place_that_is_known_the_others_are_counted() {
    let space = Space::Words(up_to(6), 6);
    let same = |i: i64, label: i64| compared(Comparison::Equal, at(i), known(label));
    let any = Expr::new(Node::Or((1..=6).map(|i| same(i, i)).collect()));
    let budget = Budget::default();
    for (root, condition) in [(any.clone(), same(1, 2)), (any, compared(Comparison::Less, at(3), known(4)))] {
        let residue = Residue { roots: vec![root, condition], later: Vec::new(), given: true };
        let space = crate::solve::plan::possible(&space);
        let mut road = |rest: &Space, after: &Residue, budget: &Budget| reduce(rest, 0, after, budget);
        let found = crate::solve::one_place::reduce_by(&space, 0, &residue, &budget, &mut road).unwrap();
        let (listed, _) = enumerate(&space, 0, &residue, &budget).unwrap();
        let met = |law: Law<Residue>| {
            let parts = law.parts.into_iter().filter(|(left, _)| !left.is_ruled_out()).collect();
            shares(Law { parts, total: law.total })
        };
        assert_eq!(met(found.unwrap().law), met(listed));
    }
}

#[test]
fn what_looks_at_two_places_or_beside_the_places_is_not_taken() {
    let space = Space::Words(up_to(5), 5);
    let same = |a: Expr, b: Expr| compared(Comparison::Equal, a, b);
    let two = vec![same(at(1), at(2)), same(at(3), known(3))];
    assert_eq!(found(&space, &Expr::new(Node::Or(two))), None);
    let whole = vec![same(at(1), known(2)), same(call("max", vec![x()]), known(5))];
    assert_eq!(found(&space, &Expr::new(Node::Or(whole))), None);
    let both = |a: i64, b: i64| Expr::new(Node::Or(vec![same(at(a), known(1)), same(at(b), known(2))]));
    assert_eq!(found(&space, &Expr::new(Node::And(vec![both(1, 2), both(3, 4)]))), None);
    let word = Space::Words(letters("ANNA"), 4);
    let is = |place: i64, letter: &str| same(at(place), known(Value::word(letter)));
    same_as_listed(&word, &Expr::new(Node::Or(vec![is(1, "A"), is(3, "N"), is(4, "A")])));
}
