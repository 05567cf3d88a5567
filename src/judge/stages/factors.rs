//! The factors of a formula: products and sums of C, A, factorials, powers and numbers.

use crate::language::ast::{Expr, Node, Operator};
use crate::number;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};

/// The most factors of one term.
const MOST_FACTORS: usize = 12;

/// The largest class of which a worked-out number of choices is recognised.
const MOST_WORKED_OUT: u64 = 16;

/// A number of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Factor {
    /// Of how many.
    pub from: u64,
    /// How many are taken.
    pub take: u64,
    /// Whether they are taken in order.
    pub ordered: bool,
}

impl Factor {
    /// The factor, and what else a plain number may stand for: 6 for C(4, 2).
    pub fn forms(self) -> impl Iterator<Item = Self> {
        let worked_out = move |from: u64| {
            let choices = (2..from).map(move |take| Self { from, take, ordered: false });
            choices.filter(move |form| number::binomial(from, form.take) == BigUint::from(self.from))
        };
        let is_plain = self.take == 1 && !self.ordered && self.from > 1;
        std::iter::once(self).chain((4..=MOST_WORKED_OUT).filter(move |_| is_plain).flat_map(worked_out))
    }
}

/// The part of `a / b` that counts, when b is the number of ways to choose so many of the population.
pub(super) fn numerator(formula: &Expr, population: u64, size: u64) -> Option<&Expr> {
    let Node::Binary { operator: Operator::Divide, left, right } = &formula.node else { return None };
    let all = BigRational::from_integer(BigInt::from(number::binomial(population, size)));
    (product(&factors(right)?) == Some(all)).then_some(left)
}

/// The value of a product of factors.
fn product(factors: &[Factor]) -> Option<BigRational> {
    let of = |factor: &Factor| match factor.ordered {
        true => number::arrangements(factor.from, factor.take),
        false => number::binomial(factor.from, factor.take),
    };
    let all = factors.iter().fold(BigUint::one(), |product, factor| product * of(factor));
    (all.bits() < 4096).then(|| BigRational::from_integer(all.into()))
}

/// The terms of a sum, each a product of factors.
pub(super) fn terms(formula: &Expr) -> Option<Vec<Vec<Factor>>> {
    match &formula.node {
        Node::Binary { operator: Operator::Add, left, right } => {
            let mut all = terms(left)?;
            all.extend(terms(right)?);
            (all.len() <= 8).then_some(all)
        }
        _ => Some(vec![factors(formula)?]),
    }
}

fn factors(formula: &Expr) -> Option<Vec<Factor>> {
    let found = match &formula.node {
        Node::Binary { operator: Operator::Multiply, left, right } => {
            let mut all = factors(left)?;
            all.extend(factors(right)?);
            all
        }
        Node::Binary { operator: Operator::Power, left, right } => {
            let times = usize::try_from(small(right)?).ok().filter(|n| *n <= MOST_FACTORS)?;
            let base = factors(left)?;
            std::iter::repeat_n(base, times).flatten().collect()
        }
        Node::Call { name, args } => {
            let ordered = match name.text.as_str() {
                "C" | "binomial" => false,
                "A" | "perm" => true,
                _ => return None,
            };
            let [from, take] = args.as_slice() else { return None };
            vec![Factor { from: small(from)?, take: small(take)?, ordered }]
        }
        Node::Factorial(of) => {
            let n = small(of)?;
            vec![Factor { from: n, take: n, ordered: true }]
        }
        _ => vec![Factor { from: small(formula)?, take: 1, ordered: false }],
    };
    (found.len() <= MOST_FACTORS).then_some(found)
}

/// A small whole number, as it was written or as a sum or difference of such.
fn small(formula: &Expr) -> Option<u64> {
    match &formula.node {
        Node::Number(number) if number.value.is_integer() => {
            number.value.to_integer().to_u64().filter(|n| *n <= 10_000)
        }
        Node::Binary { operator: Operator::Add, left, right } => Some(small(left)? + small(right)?),
        Node::Binary { operator: Operator::Subtract, left, right } => small(left)?.checked_sub(small(right)?),
        _ => None,
    }
}
