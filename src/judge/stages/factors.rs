//! The factors of a formula: products and sums of C, A, factorials, powers and numbers.

use crate::language::ast::{Expr, Node, Operator};
use crate::number;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};

/// The most terms of a formula.
const MOST_TERMS: usize = 8;

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

/// A product of choices that is added or taken away.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// Whether it is taken away.
    pub away: bool,
    /// What is chosen, stage by stage.
    pub factors: Vec<Factor>,
    /// By what the product is divided.
    pub over: u64,
}

impl Term {
    fn times(&self, other: &Self) -> Option<Self> {
        let factors = [self.factors.as_slice(), &other.factors].concat();
        let over = self.over.checked_mul(other.over)?;
        (factors.len() <= MOST_FACTORS).then_some(Self { away: self.away != other.away, factors, over })
    }
}

/// All outcomes of a sample space, as choices.
pub(super) struct Whole {
    factor: Factor,
    times: usize,
    size: BigRational,
}

impl Whole {
    /// So many times the same choice.
    pub fn of(factor: Factor, times: usize) -> Self {
        let size = product(&vec![factor; times.min(MOST_FACTORS)]).unwrap_or_else(BigRational::one);
        Self { factor, times, size }
    }

    fn term(&self) -> Option<Term> {
        let factors = vec![self.factor; self.times];
        (self.times <= MOST_FACTORS).then_some(Term { away: false, factors, over: 1 })
    }
}

/// The terms of a share of all outcomes, each as a number of outcomes.
pub(super) fn shares(formula: &Expr, whole: &Whole) -> Option<Vec<Term>> {
    let again = |part: &Expr| shares(part, whole);
    match &formula.node {
        // The whole is a share as well: 1 in `1 - C(48, 5)/C(52, 5)`.
        Node::Number(_) if small(formula) == Some(1) => Some(vec![whole.term()?]),
        Node::Binary { operator: Operator::Add, left, right } => joined(again(left)?, again(right)?),
        Node::Binary { operator: Operator::Subtract, left, right } => {
            joined(again(left)?, away(again(right)?))
        }
        Node::Binary { operator: Operator::Divide, left, right } => {
            (product(&factors(right)?)? == whole.size).then(|| terms(left))?
        }
        Node::Binary { operator: Operator::Multiply, left, right } => match again(left) {
            Some(share) if small(left) != Some(1) => multiplied(&share, &terms(right)?),
            _ => multiplied(&terms(left)?, &again(right)?),
        },
        _ => None,
    }
}

/// The numbers of choices of a product, one for each place, in the order in which they stand; of a share of all
/// outcomes, those above the line, where those below are all.
pub(super) fn numbers(formula: &Expr, all: Option<&BigUint>) -> Option<Vec<u64>> {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    gather(formula, &mut above, &mut below)?;
    let below: BigUint = below.iter().map(|n| BigUint::from(*n)).product();
    (below == all.cloned().unwrap_or_else(BigUint::one)).then_some(above)
}

fn gather(formula: &Expr, above: &mut Vec<u64>, below: &mut Vec<u64>) -> Option<()> {
    match &formula.node {
        Node::Binary { operator: Operator::Multiply, left, right } => {
            gather(left, above, below)?;
            gather(right, above, below)
        }
        Node::Binary { operator: Operator::Divide, left, right } => {
            gather(left, above, below)?;
            gather(right, below, above)
        }
        Node::Binary { operator: Operator::Power, left, right } => {
            let times = small(right).filter(|n| *n <= MOST_FACTORS as u64)?;
            (0..times).try_for_each(|_| gather(left, above, below))
        }
        _ => {
            for Factor { from, take, ordered } in factors(formula)? {
                (ordered || take == 1).then_some(())?;
                above.extend((from.saturating_sub(take) + 1..=from).rev().take(MOST_FACTORS));
            }
            Some(())
        }
    }
}

fn joined(mut terms: Vec<Term>, others: Vec<Term>) -> Option<Vec<Term>> {
    terms.extend(others);
    (terms.len() <= MOST_TERMS).then_some(terms)
}

fn away(terms: Vec<Term>) -> Vec<Term> {
    terms.into_iter().map(|term| Term { away: !term.away, ..term }).collect()
}

fn multiplied(terms: &[Term], others: &[Term]) -> Option<Vec<Term>> {
    let all: Option<Vec<Term>> =
        terms.iter().flat_map(|term| others.iter().map(|other| term.times(other))).collect();
    all.filter(|all| all.len() <= MOST_TERMS)
}

/// The value of a product of factors.
pub(super) fn product(factors: &[Factor]) -> Option<BigRational> {
    let of = |factor: &Factor| match factor.ordered {
        true => number::arrangements(factor.from, factor.take),
        false => number::binomial(factor.from, factor.take),
    };
    let all = factors.iter().fold(BigUint::one(), |product, factor| product * of(factor));
    (all.bits() < 4096).then(|| BigRational::from_integer(all.into()))
}

/// The terms of a number of ways, each a product of factors.
pub(super) fn terms(formula: &Expr) -> Option<Vec<Term>> {
    match &formula.node {
        Node::Binary { operator: Operator::Add, left, right } => joined(terms(left)?, terms(right)?),
        // A difference of plain numbers is one number.
        Node::Binary { operator: Operator::Subtract, left, right } if small(formula).is_none() => {
            joined(terms(left)?, away(terms(right)?))
        }
        Node::Binary { operator: Operator::Multiply, left, right } => {
            multiplied(&terms(left)?, &terms(right)?)
        }
        Node::Binary { operator: Operator::Divide, left, right } => {
            let over = product(&factors(right)?)?.to_integer().to_u64().filter(|over| *over > 0)?;
            let by = |term: Term| Some(Term { over: term.over.checked_mul(over)?, ..term });
            terms(left)?.into_iter().map(by).collect()
        }
        _ => Some(vec![Term { away: false, factors: factors(formula)?, over: 1 }]),
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
