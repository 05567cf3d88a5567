//! Pairs of neighbours against the list of all rows.

use super::*;
use crate::model::Collection;
use crate::model::pattern::Comparison;
use crate::question::Operator;
use crate::solve::asking::{call, known, numbered, probability, up_to, x};
use crate::solve::enumerate::enumerate;
use crate::solve::residue::Law;
use num_rational::Ratio;
use num_traits::{One, ToPrimitive};

fn at(place: i64) -> Expr {
    Expr::new(Node::At(x(), known(place)))
}

fn compared(comparison: Comparison, a: Expr, b: Expr) -> Expr {
    Expr::new(Node::Compare(comparison, a, b))
}

fn arithmetic(operator: Operator, a: Expr, b: Expr) -> Expr {
    Expr::new(Node::Arithmetic(operator, a, b))
}

fn off(comparison: Comparison, (a, b): (Expr, Expr), by: i64) -> Expr {
    compared(comparison, call("abs", vec![arithmetic(Operator::Subtract, a, b)]), known(by))
}

/// Whether b − a leaves one of these remainders.
fn step((a, b): (Expr, Expr), modulus: i64, remainders: &[i64]) -> Expr {
    let rest = arithmetic(Operator::Modulo, arithmetic(Operator::Subtract, b, a), known(modulus));
    let one = |n: &i64| compared(Comparison::Equal, rest.clone(), known(*n));
    Expr::new(Node::Or(remainders.iter().map(one).collect()))
}

type Relation = fn((Expr, Expr)) -> Expr;

/// What may hold for two elements, one after the other.
const RELATIONS: [Relation; 9] = [
    |pair| off(Comparison::Equal, pair, 1),
    |pair| off(Comparison::Equal, pair, 2),
    |pair| off(Comparison::Greater, pair, 1),
    |(a, b)| compared(Comparison::Equal, b, arithmetic(Operator::Add, a, known(1))),
    |pair| step(pair, 5, &[1]),
    |pair| step(pair, 4, &[1, 3]),
    |pair| step(pair, 2, &[0]),
    |(a, b)| compared(Comparison::Equal, a, b),
    |(a, b)| {
        let couple = |e: Expr| {
            let half = arithmetic(Operator::Divide, arithmetic(Operator::Add, e, known(1)), known(2));
            call("floor", vec![half])
        };
        compared(Comparison::Equal, couple(a), couple(b))
    },
];

fn asked(event: Expr) -> Residue {
    Residue { roots: vec![event], later: Vec::new(), given: false }
}

fn shares(law: Law<Residue>) -> Vec<(String, Ratio<BigUint>)> {
    let mut shares: BTreeMap<String, Ratio<BigUint>> = BTreeMap::new();
    for (left, weight) in law.parts {
        let share = Ratio::new(weight, law.total.clone());
        *shares.entry(format!("{left:?}")).or_insert_with(|| Ratio::from_integer(BigUint::zero())) += share;
    }
    shares.into_iter().collect()
}

/// Whether the formula leads to the answer, which is then that of the list.
fn same_as_listed(space: &Space, root: Expr) -> bool {
    let residue = asked(root);
    let Some(found) = reduce(space, 0, &residue, &Budget::default()).unwrap() else { return false };
    let (listed, _) = enumerate(space, 0, &residue, &Budget::default()).unwrap();
    assert_eq!(shares(found.law), shares(listed), "{residue:?} of {space:?}");
    true
}

#[test]
fn pairs_of_neighbours_are_as_listed() {
    let mut found = 0;
    let spaces = [
        Space::Words(up_to(4), 4),
        Space::Words(up_to(5), 5),
        Space::Words(up_to(6), 6),
        Space::Draw(up_to(6), 4),
        Space::Draw(up_to(7), 3),
        Space::Draw(up_to(5), 5),
        Space::Draw(numbered(Collection::Urn, &[2, 0, 3, 1]), 4),
        Space::Draw(numbered(Collection::Urn, &[2, 2, 1]), 5),
        Space::Words(numbered(Collection::Urn, &[3, 2, 1]), 6),
    ];
    for space in &spaces {
        let length = space.length().unwrap().cast_signed();
        for (relation, around) in RELATIONS.iter().flat_map(|relation| [(relation, false), (relation, true)])
        {
            let pairs = (1..length).map(|i| (i, i + 1)).chain(around.then_some((length, 1)));
            let parts: Vec<Expr> = pairs.map(|(i, j)| relation((at(i), at(j)))).collect();
            let one = |part: &Expr| Expr::new(Node::If(part.clone(), known(1), known(0)));
            let count = Expr::new(Node::Sum(parts.iter().map(one).collect()));
            for root in [count, Expr::new(Node::Or(parts.clone())), Expr::new(Node::And(parts))] {
                found += usize::from(same_as_listed(space, root));
            }
        }
    }
    assert!(found > 300, "{found}");
}

#[test]
fn numbers_and_their_successors_in_a_long_row() {
    // Kings that do not attack each other [OEIS A002464].
    for (n, rows) in [(4u64, 2u64), (5, 14), (6, 90), (7, 646), (8, 5242), (9, 47622)] {
        let parts = (1..n.cast_signed()).map(|i| RELATIONS[0]((at(i), at(i + 1))));
        let residue = asked(Expr::new(Node::Or(parts.collect())));
        let law = reduce(&Space::Words(up_to(n), n), 0, &residue, &Budget::default()).unwrap().unwrap().law;
        let none = law.parts.iter().find(|(left, _)| left.roots[0].is(false)).unwrap();
        assert_eq!(none.1, BigUint::from(rows), "{n}");
    }
    // Of a pack that is shuffled, any two neighbours of one rank: none in 4.5 % of all shuffles.
    let parts = (1..52).map(|i| RELATIONS[7]((at(i), at(i + 1))));
    let pack = Space::Draw(numbered(Collection::Urn, &[4; 13]), 52);
    let p: Ratio<BigUint> = probability(&pack, Expr::new(Node::Or(parts.collect()))).parse().unwrap();
    let none = (Ratio::one() - p).to_f64().unwrap();
    assert!((none - 0.0454).abs() < 2e-4, "{none}");
}
