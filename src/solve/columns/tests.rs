//! Columns against the same outcomes one by one.

use super::Columns;
use crate::budget::Budget;
use crate::model::pattern::{Comparison, NumberClass, Pattern};
use crate::model::{Collection, Faces, Space, Value};
use crate::question::{Expr, Node, Operator, Outcomes, Quantifier};
use crate::solve::asking::{call, known, numbered, x};
use crate::solve::enumerate::one_by_one;
use crate::solve::residue::Residue;
use num_bigint::BigUint;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The residues as text with their weights.
fn sorted(parts: Vec<(Residue, BigUint)>) -> BTreeMap<String, BigUint> {
    let mut all = BTreeMap::new();
    for (residue, weight) in parts {
        let values: Vec<_> =
            residue.roots.iter().map(|root| root.evaluate(&mut Outcomes::default()).unwrap()).collect();
        *all.entry(format!("{values:?}")).or_default() += weight;
    }
    all
}

/// Whether there are columns for the question; if so, they must agree.
fn agrees(space: &Space, roots: &[Expr], given: bool) -> bool {
    let asked = Residue { roots: roots.to_vec(), later: Vec::new(), given };
    // What is known without any outcome is worked out first, as on every road.
    let Ok(residue) = asked.rewrite(&mut |_| Ok(None)) else { return false };
    let Some(columns) = Columns::of(space, 0, &residue) else { return false };
    let budget = Budget::default();
    let (found, _) = columns.law(space, &residue, &budget).unwrap();
    let (expected, _) = one_by_one(space, 0, &residue, &budget).unwrap();
    assert_eq!(found.total, expected.total, "{space:?} {roots:?}");
    assert_eq!(sorted(found.parts), sorted(expected.parts), "{space:?} {roots:?}");
    true
}

fn die(faces: u64) -> Arc<Faces> {
    Arc::new(Faces::die(faces).unwrap())
}

fn loaded(weights: &[(i64, u32)]) -> Arc<Faces> {
    let weights = weights.iter().map(|(face, weight)| (Value::Int(*face), BigUint::from(*weight)));
    Arc::new(Faces::new(Collection::Die, weights).unwrap())
}

fn spaces() -> Vec<Space> {
    let urn = numbered(Collection::Urn, &[2, 1, 3]);
    let different = numbered(Collection::Urn, &[1; 7]);
    vec![
        Space::trials(die(6), 3),
        Space::trials(die(2), 11),
        Space::trials(loaded(&[(-3, 2), (0, 0), (5, 7)]), 4),
        Space::Trials(Arc::from([(die(4), 2), (loaded(&[(1, 3), (9, 1)]), 2)])),
        Space::Draw(Arc::clone(&urn), 3),
        Space::Words(Arc::clone(&urn), 3),
        Space::Words(urn, 6),
        Space::Draw(Arc::clone(&different), 3),
        Space::Choose(Arc::clone(&different), 3),
        Space::Choose(different, 1),
    ]
}

/// Random choices: splitmix64 [G. Steele, D. Lea, C. Flood, OOPSLA 2014].
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ z >> 31) % n
    }

    /// A number made of the sample, or of the element that a quantifier binds.
    fn number(&mut self, space: &Space, depth: u32, element: bool) -> Expr {
        let length = space.length().unwrap_or(1);
        let place = known(1 + self.below(length).cast_signed());
        let arithmetic = |operator, a, b| Expr::new(Node::Arithmetic(operator, a, b));
        let part = |chance: &mut Self| chance.number(space, depth.saturating_sub(1), element);
        match self.below(if depth == 0 { 3 } else { 13 }) {
            0 if element => Expr::new(Node::Element(0)),
            0 => known(self.below(5).cast_signed() - 1),
            1 | 2 if space.is_ordered() => Expr::new(Node::At(x(), place)),
            1 => Expr::new(Node::At(call("sorted", vec![x()]), place)),
            2 => call(["sum", "max", "min", "product"][self.below(4) as usize], vec![x()]),
            3 => arithmetic(Operator::Add, part(self), part(self)),
            4 => arithmetic(Operator::Subtract, part(self), part(self)),
            5 => arithmetic(Operator::Multiply, part(self), part(self)),
            6 => arithmetic(Operator::Modulo, part(self), known(1 + self.below(7).cast_signed())),
            7 => arithmetic(Operator::Power, part(self), known(1 + self.below(3).cast_signed())),
            8 => call("gcd", vec![part(self), part(self)]),
            9 => call(["max", "min"][self.below(2) as usize], vec![part(self), part(self), part(self)]),
            10 => call("abs", vec![part(self)]),
            11 if !element => {
                let quantifier = [Quantifier::Sum, Quantifier::Min, Quantifier::Max, Quantifier::Product];
                let body = self.number(space, depth - 1, true);
                Expr::new(Node::Each(quantifier[self.below(4) as usize], 0, x(), body))
            }
            11 => Expr::new(Node::Sum(vec![part(self), part(self), part(self)])),
            _ => Expr::new(Node::If(self.event(space, depth - 1, element), part(self), part(self))),
        }
    }

    fn event(&mut self, space: &Space, depth: u32, element: bool) -> Expr {
        const COMPARISONS: [Comparison; 6] = [
            Comparison::Equal,
            Comparison::Unequal,
            Comparison::Less,
            Comparison::AtMost,
            Comparison::Greater,
            Comparison::AtLeast,
        ];
        let part = |chance: &mut Self| chance.event(space, depth.saturating_sub(1), element);
        match self.below(if depth == 0 { 2 } else { 7 }) {
            0 if !element => {
                let pattern = Value::Pattern(Arc::new(Pattern::Number(NumberClass::Even)));
                let pattern = [Value::Int(2), pattern][self.below(2) as usize].clone();
                call("contains", vec![Expr::value_of(pattern), x()])
            }
            0 | 1 => {
                let (a, b) = (self.number(space, depth, element), self.number(space, depth, element));
                Expr::new(Node::Compare(COMPARISONS[self.below(6) as usize], a, b))
            }
            2 => Expr::new(Node::Not(part(self))),
            3 => Expr::new(Node::And(vec![part(self), part(self)])),
            4 => Expr::new(Node::Or(vec![part(self), part(self), part(self)])),
            5 => Expr::new(Node::Xor(part(self), part(self))),
            _ if element => part(self),
            _ => {
                let quantifier = [Quantifier::All, Quantifier::Any][self.below(2) as usize];
                let body = self.event(space, depth - 1, true);
                Expr::new(Node::Each(quantifier, 0, x(), body))
            }
        }
    }
}

#[test]
fn random_questions_have_the_same_law_in_columns_as_one_by_one() {
    let mut compared = 0;
    for (seed, space) in spaces().iter().enumerate() {
        let mut chance = Chance(seed as u64);
        for _ in 0..60 {
            let number = chance.number(space, 3, false);
            let (event, condition) = (chance.event(space, 2, false), chance.event(space, 2, false));
            compared += usize::from(agrees(space, std::slice::from_ref(&event), false));
            compared += usize::from(agrees(space, std::slice::from_ref(&number), false));
            compared += usize::from(agrees(space, &[number, event, condition], true));
        }
    }
    assert!(compared > 1_000, "{compared}");
}

#[test]
fn a_single_value_is_a_column_by_itself() {
    let single = Space::Single(die(3000));
    let rest = Expr::new(Node::Arithmetic(Operator::Modulo, x(), known(7)));
    assert!(agrees(&single, std::slice::from_ref(&rest), false));
    let large = Expr::new(Node::Compare(Comparison::Greater, x(), known(2990)));
    assert!(agrees(&single, &[rest, large], true));
}

#[test]
fn what_may_fail_or_leave_a_machine_word_has_no_columns() {
    let dice = Space::trials(die(6), 3);
    let at = |place| Expr::new(Node::At(x(), known(place)));
    for operator in [Operator::Divide, Operator::Modulo, Operator::Power] {
        let none = Expr::new(Node::Arithmetic(
            operator,
            at(1),
            Expr::new(Node::Arithmetic(Operator::Subtract, at(2), known(1))),
        ));
        assert!(!agrees(&dice, &[none], false), "{operator:?}");
    }
    let large = Expr::new(Node::Arithmetic(Operator::Multiply, at(1), known(i64::MAX / 2)));
    assert!(!agrees(&dice, &[large], false));
    // A place that no sample has.
    assert!(!agrees(&dice, &[at(4)], false));
}
