//! Questions that speak of a sample, or of several, only by one number: a sum of multiples of some terms, multiples of that sum,
//! and comparisons of such multiples.

use crate::model::Value;
use crate::question::{Expr, Node, Operator};
use crate::solve::linear::Linear;
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use rustc_hash::FxHashMap;

/// The one number by which expressions speak of some samples, as far as they have been read.
pub struct OneNumber<F> {
    /// The samples, a bit for each.
    names: u128,
    /// What may be added up.
    is_term: F,
    /// The terms of the number with their whole coefficients, which have no divisor in common.
    terms: Vec<(Expr, BigInt)>,
    /// What is added to whatever stands in place of the number.
    shift: BigRational,
    fails: bool,
}

impl<F: Fn(&Expr) -> bool> OneNumber<F> {
    /// A number of which nothing is known yet.
    pub fn new(names: u128, is_term: F) -> Self {
        Self { names, is_term, terms: Vec::new(), shift: BigRational::zero(), fails: false }
    }

    /// The same, where what stands in place of the number is less than it by this.
    #[must_use]
    pub fn shifted(self, shift: BigInt) -> Self {
        Self { shift: BigRational::from_integer(shift), ..self }
    }

    /// The same, where what stands in place of the number is the number with the other sign.
    #[must_use]
    pub fn negated(mut self) -> Self {
        self.terms.iter_mut().for_each(|(_, coefficient)| *coefficient = -&*coefficient);
        self
    }

    /// The same, to be read further: what fails there does not fail here.
    #[must_use]
    pub fn another(&self) -> Self
    where
        F: Clone,
    {
        let (is_term, terms, shift) = (self.is_term.clone(), self.terms.clone(), self.shift.clone());
        Self { names: self.names, is_term, terms, shift, fails: self.fails }
    }

    /// The terms of the number with their coefficients; nothing where something else is said of the samples, too.
    #[must_use]
    pub fn terms(&self) -> Option<&[(Expr, BigInt)]> {
        (!self.fails).then_some(&self.terms)
    }

    /// What stands in place of a part of an expression when `number` stands for the number; nothing where one has to look
    /// inside. The first number that is met tells which it is.
    pub fn part(&mut self, part: &Expr, number: &Expr) -> Option<Expr> {
        if part.names() & self.names == 0 || self.fails {
            return Some(part.clone());
        }
        if let Node::Compare(comparison, a, b) = part.node()
            && let Some(difference) = self.linear(a).and_then(|a| Some(a.minus(self.linear(b)?)))
        {
            let (factor, constant) = self.multiple(&difference)?;
            if factor.is_zero() {
                let ordering = constant.cmp(&BigRational::zero());
                return Some(Expr::value_of(comparison.holds(ordering)));
            }
            let comparison = if factor.is_negative() { comparison.mirrored() } else { *comparison };
            let bound = known(-constant / factor - &self.shift);
            return Some(Expr::new(Node::Compare(comparison, number.clone(), bound)));
        }
        if let Some(linear) = self.linear(part) {
            let (factor, constant) = self.multiple(&linear)?;
            let constant = constant + &factor * &self.shift;
            let times =
                |number| Expr::new(Node::Arithmetic(Operator::Multiply, number, known(factor.clone())));
            let product = if factor.is_one() { number.clone() } else { times(number.clone()) };
            let sum = |constant| Expr::new(Node::Arithmetic(Operator::Add, product.clone(), known(constant)));
            return Some(if constant.is_zero() { product.clone() } else { sum(constant) });
        }
        self.fails = matches!(part.node(), Node::Name(_));
        None
    }

    fn linear(&self, number: &Expr) -> Option<Linear> {
        Linear::of(number, &self.is_term)
    }

    /// The multiple of the number, and the constant, that a sum is; a sum that is no multiple of it fails.
    fn multiple(&mut self, sum: &Linear) -> Option<(BigRational, BigRational)> {
        let terms: Vec<&(Expr, BigRational)> = sum.terms.iter().filter(|(_, c)| !c.is_zero()).collect();
        let Some((first, coefficient)) = terms.first() else {
            return Some((BigRational::zero(), sum.constant.clone()));
        };
        if self.terms.is_empty() {
            let denominator = terms.iter().fold(BigInt::one(), |all, (_, c)| all.lcm(c.denom()));
            let whole = |c: &BigRational| (c * &denominator).to_integer();
            let common = terms.iter().fold(BigInt::zero(), |all, (_, c)| all.gcd(&whole(c)));
            self.terms = terms.iter().map(|(term, c)| (term.clone(), whole(c) / &common)).collect();
        }
        let known: FxHashMap<&Expr, &BigInt> = self.terms.iter().map(|(term, own)| (term, own)).collect();
        let own = |term: &Expr| known.get(term).copied();
        let factor = own(first).map(|own| coefficient / own);
        let is_multiple = |(term, c): &&(Expr, BigRational)| {
            own(term).zip(factor.as_ref()).is_some_and(|(own, factor)| factor * own == *c)
        };
        self.fails = terms.len() != self.terms.len() || !terms.iter().all(is_multiple);
        factor.filter(|_| !self.fails).map(|factor| (factor, sum.constant.clone()))
    }
}

fn known(number: BigRational) -> Expr {
    Expr::value_of(Value::number(number))
}
