//! Which of several numbers is the greater, and by how much; and bounded sums of them.

use super::process::{Sight, arrivals};
use super::{Clocks, Together, part};
use crate::error::Error;
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::{Asked, Expr, Node, Operator};
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

/// The largest difference or number that is told apart from the next.
const MOST: u64 = 10_000;

/// What of the row in which a clock stops takes the place of the numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// Times told apart by their differences.
    Whens,
    /// The numbers, up to a bound.
    Numbers,
}

impl Clocks<'_> {
    /// The question about the row in which a clock stops, where only differences and bounded sums matter. Where a condition
    /// bounds the numbers, what is asked may be the numbers themselves.
    pub(super) fn by_order(&self) -> Result<Option<Together>, Error> {
        let mut sight = Sight::default();
        let given = match &self.question.given {
            Some(given) => match self.seen(given, &mut sight)? {
                Some(given) => Some(given),
                None => return Ok(None),
            },
            None => None,
        };
        let mut is_seen = true;
        let asked = self.question.asked.clone().map(|e| match self.seen(e, &mut sight)? {
            Some(seen) => Ok(seen),
            None => {
                is_seen = false;
                Ok(e.clone())
            }
        })?;
        if is_seen {
            let chain = arrivals(&self.chains, sight)?;
            return Ok(Some(Together { question: self.with(vec![chain], asked, given), unless: None }));
        }
        if given.is_none() || sight.cap == 0 {
            return Ok(None);
        }
        let asked = self.question.asked.clone().map(|e| self.read(e, Reading::Numbers))?;
        if !asked.expressions().into_iter().all(|e| self.is_free(e)) {
            return Ok(None);
        }
        let cap = Expr::value_of(Value::integer(sight.cap.into()));
        let at_the_bound = |place| {
            Expr::new(Node::Compare(Comparison::Equal, self.part(place, Reading::Numbers), cap.clone()))
        };
        let beyond =
            Asked::Probability(Expr::new(Node::Or((0..self.names.len()).map(at_the_bound).collect())));
        let chain = || arrivals(&self.chains, sight).map(|chain| vec![chain]);
        Ok(Some(Together {
            question: self.with(chain()?, asked, given.clone()),
            unless: Some(self.with(chain()?, beyond, given)),
        }))
    }

    fn part(&self, place: usize, reading: Reading) -> Expr {
        let before = if reading == Reading::Whens { 0 } else { self.names.len() };
        part(self.question.experiments.len(), before + place + 1)
    }

    /// An expression with what the clock's row says in the place of the numbers.
    fn read(&self, e: &Expr, reading: Reading) -> Result<Expr, Error> {
        e.rewrite(&mut |inner| Ok(self.place(inner).map(|place| self.part(place, reading))))
    }

    /// An expression whose comparisons speak of the clock's row; nothing where the numbers matter in other ways.
    fn seen(&self, e: &Expr, sight: &mut Sight) -> Result<Option<Expr>, Error> {
        let mut is_seen = true;
        let seen = e.rewrite(&mut |inner| {
            if self.is_free(inner) {
                return Ok(Some(inner.clone()));
            }
            let reading = match inner.node() {
                Node::Compare(_, a, b) => self.comparison(a, b, sight),
                Node::Name(_) => None,
                _ if self.place(inner).is_some() => None,
                _ => return Ok(None),
            };
            match reading {
                Some(reading) => self.read(inner, reading).map(Some),
                None => {
                    is_seen = false;
                    Ok(Some(inner.clone()))
                }
            }
        })?;
        Ok(is_seen.then_some(seen))
    }

    /// How a comparison looks at the numbers, which the sight takes in.
    fn comparison(&self, a: &Expr, b: &Expr, sight: &mut Sight) -> Option<Reading> {
        let known = |e: &Expr| e.known()?.ratio();
        let reach = match (self.shifted(a), self.shifted(b)) {
            (Some(a), Some(b)) => Some(a + b),
            _ => match (known(a), known(b)) {
                (None, Some(bound)) => self.difference(a).map(|reach| reach + bound.abs()),
                (Some(bound), None) => self.difference(b).map(|reach| reach + bound.abs()),
                _ => None,
            },
        };
        if let Some(reach) = reach {
            sight.gap = sight.gap.max(beyond(&reach)?);
            return Some(Reading::Whens);
        }
        let (number, bound) = known(b).map(|bound| (a, bound)).or_else(|| Some((b, known(a)?)))?;
        self.bounded(number, &bound, &mut sight.cap)?;
        Some(Reading::Numbers)
    }

    /// A selection and a constant: how large that is.
    fn shifted(&self, e: &Expr) -> Option<BigRational> {
        if self.selection(e).is_some() {
            return Some(BigRational::zero());
        }
        let Node::Arithmetic(operator, a, b) = e.node() else { return None };
        match (operator, a.known(), b.known()) {
            (Operator::Add, Some(k), None) => Some(self.shifted(b)? + k.ratio()?.abs()),
            (Operator::Add | Operator::Subtract, None, Some(k)) => Some(self.shifted(a)? + k.ratio()?.abs()),
            _ => None,
        }
    }

    /// The difference of two selections and a constant, or its distance from 0: how large the constant is.
    fn difference(&self, e: &Expr) -> Option<BigRational> {
        match e.node() {
            Node::Call(function, parts) if function.name == "abs" => self.difference(&parts[0]),
            Node::Arithmetic(Operator::Subtract, a, b) if a.known().is_none() && b.known().is_none() => {
                Some(self.shifted(a)? + self.shifted(b)?)
            }
            Node::Arithmetic(Operator::Add | Operator::Subtract, a, b) => {
                let (part, constant) = if b.known().is_some() { (a, b) } else { (b, a) };
                Some(self.difference(part)? + constant.known()?.ratio()?.abs())
            }
            _ => None,
        }
    }

    /// Finds the bound from which on each number may stand for larger ones when a number that grows with them, and none of
    /// whose parts is negative, is held against a bound.
    fn bounded(&self, number: &Expr, bound: &BigRational, cap: &mut u64) -> Option<()> {
        if self.place(number).is_some() {
            *cap = (*cap).max(beyond(bound)?);
            return Some(());
        }
        let known = |e: &Expr| e.known()?.ratio();
        match number.node() {
            Node::Arithmetic(Operator::Add, a, b) => self.bounded_sum(&[a.clone(), b.clone()], bound, cap),
            Node::Sum(parts) => self.bounded_sum(parts, bound, cap),
            Node::Arithmetic(Operator::Subtract, a, b) => self.bounded(a, &(bound + known(b)?), cap),
            Node::Arithmetic(Operator::Multiply, a, b) => {
                let (factor, part) = if a.known().is_some() { (a, b) } else { (b, a) };
                let factor = known(factor).filter(BigRational::is_positive)?;
                self.bounded(part, &(bound / factor), cap)
            }
            Node::Call(function, parts) => match (function.name, parts.as_slice()) {
                ("sum", [sample]) => match sample.node() {
                    Node::Row(parts) => self.bounded_sum(parts, bound, cap),
                    _ => None,
                },
                ("max" | "min", parts) => parts
                    .iter()
                    .filter(|part| part.known().is_none())
                    .try_for_each(|part| self.bounded(part, bound, cap)),
                _ => None,
            },
            Node::Row(parts) => parts.iter().try_for_each(|part| self.bounded(part, bound, cap)),
            _ => None,
        }
    }

    fn bounded_sum(&self, parts: &[Expr], bound: &BigRational, cap: &mut u64) -> Option<()> {
        let known = parts.iter().filter_map(|part| part.known()?.ratio()).sum::<BigRational>();
        let mut open = parts.iter().filter(|part| part.known().is_none());
        open.try_for_each(|part| self.bounded(part, &(bound - &known), cap))
    }
}

/// The first whole number beyond a bound, and at least 1.
fn beyond(bound: &BigRational) -> Option<u64> {
    let first: num_bigint::BigInt = bound.floor().to_integer() + 1;
    if first.is_negative() || first.is_zero() { Some(1) } else { first.to_u64().filter(|n| *n <= MOST) }
}
