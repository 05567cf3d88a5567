//! What an expression comes to for all large numbers of steps: a polynomial from some number on, such as max(X, 4) = X and
//! |X − 3| = X − 3, or a constant, such as min(2^X, 1024) and `if X <= 10 then 2^X else 0`. Up to there the steps are told
//! apart one by one; beyond it a comparison no longer changes, and moments are those of the polynomial.

use super::asked::{Number, Parts, View, seen};
use crate::model::Value;
use crate::question::{Expr, Node, Operator};
use crate::statistic::numeric::{ABS, MAX, MIN};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, Zero};

/// The highest degree that is followed.
const HIGHEST: usize = 8;

/// The largest number of steps from which on an expression may come to its end.
const FARTHEST: u32 = 10_000;

/// An expression for all numbers of steps beyond `start`.
#[derive(Clone, Debug, PartialEq)]
pub struct Tail {
    /// The last number for which it need not be the polynomial.
    pub start: BigRational,
    /// Its coefficients there, from the constant term up, the last one not zero.
    coefficients: Vec<BigRational>,
}

impl Tail {
    fn of(start: BigRational, mut coefficients: Vec<BigRational>) -> Option<Self> {
        while coefficients.last().is_some_and(Zero::is_zero) {
            coefficients.pop();
        }
        (coefficients.len() <= HIGHEST + 1).then_some(Self { start, coefficients })
    }

    fn constant(start: BigRational, value: BigRational) -> Self {
        let coefficients = if value.is_zero() { Vec::new() } else { vec![value] };
        Self { start, coefficients }
    }

    /// Its degree; that of a constant is 0.
    pub fn degree(&self) -> u32 {
        self.coefficients.len().saturating_sub(1) as u32
    }

    /// Beyond which number its sign no longer changes: no root is larger than 1 + max |aᵢ / a_d| (Cauchy).
    fn settled(&self) -> BigRational {
        let Some((leading, rest)) = self.coefficients.split_last() else { return self.start.clone() };
        let ratios = rest.iter().map(|c| (c / leading).abs());
        let bound = BigRational::one() + ratios.fold(BigRational::zero(), BigRational::max);
        if rest.is_empty() { self.start.clone() } else { bound.max(self.start.clone()) }
    }

    fn is_negative(&self) -> bool {
        self.coefficients.last().is_some_and(Signed::is_negative)
    }

    fn plus(&self, other: &Self, sign: i64) -> Option<Self> {
        let sign = BigRational::from_integer(sign.into());
        let mut sum = self.coefficients.clone();
        sum.resize(sum.len().max(other.coefficients.len()), BigRational::zero());
        for (to, c) in sum.iter_mut().zip(&other.coefficients) {
            *to += c * &sign;
        }
        Self::of(self.start.clone().max(other.start.clone()), sum)
    }

    fn times(&self, other: &Self) -> Option<Self> {
        let length = (self.coefficients.len() + other.coefficients.len()).saturating_sub(1);
        if length > HIGHEST + 1 {
            return None;
        }
        let mut product = vec![BigRational::zero(); length];
        for (i, a) in self.coefficients.iter().enumerate() {
            for (j, b) in other.coefficients.iter().enumerate() {
                product[i + j] += a * b;
            }
        }
        Self::of(self.start.clone().max(other.start.clone()), product)
    }

    /// The larger of two for all large numbers, or the smaller.
    fn extreme(self, other: Self, largest: bool) -> Option<Self> {
        let difference = self.plus(&other, -1)?;
        let start = difference.settled();
        let chosen = if difference.is_negative() == largest { other } else { self };
        Some(Self { start, ..chosen })
    }
}

impl Parts {
    /// What a number of steps that is bent, cut or compared comes to; nothing for others, and for what speaks of more.
    pub(super) fn tail(self, e: &Expr) -> Option<Tail> {
        let zero = BigRational::zero;
        if self.is(Number::Steps, e) {
            return Tail::of(zero(), vec![zero(), BigRational::one()]);
        }
        if let Some(value) = e.known() {
            return Some(Tail::constant(zero(), value.ratio()?));
        }
        match e.node() {
            Node::Sum(terms) => terms
                .iter()
                .try_fold(Tail::constant(zero(), zero()), |sum, term| sum.plus(&self.tail(term)?, 1)),
            Node::Arithmetic(operator, a, b) => self.arithmetic(*operator, a, b),
            Node::Call(function, arguments) if **function == ABS => {
                let inner = self.tail(&arguments[0])?;
                let start = inner.settled();
                let flipped = Tail::constant(zero(), zero()).plus(&inner, -1)?;
                Some(Tail { start, ..if inner.is_negative() { flipped } else { inner } })
            }
            Node::Call(function, arguments) if **function == MIN || **function == MAX => {
                let largest = **function == MAX;
                let tails = arguments.iter().map(|argument| self.tail(argument));
                match tails.collect::<Option<Vec<Tail>>>() {
                    Some(tails) => {
                        let mut tails = tails.into_iter();
                        let first = tails.next()?;
                        tails.try_fold(first, |so_far, tail| so_far.extreme(tail, largest))
                    }
                    None if !largest => self.passed(arguments),
                    None => None,
                }
            }
            Node::If(condition, then, otherwise) => {
                let view = self.view(Number::Steps, condition).filter(View::is_plain)?;
                let last = view.last();
                let beyond = Value::integer(&last + BigInt::one());
                let holds = seen(condition, self, Number::Steps, &beyond).ok()? == Value::Truth(true);
                let mut tail = self.tail(if holds { then } else { otherwise })?;
                tail.start = tail.start.max(BigRational::from_integer(last));
                Some(tail)
            }
            _ => None,
        }
    }

    fn arithmetic(self, operator: Operator, a: &Expr, b: &Expr) -> Option<Tail> {
        match operator {
            Operator::Add => self.tail(a)?.plus(&self.tail(b)?, 1),
            Operator::Subtract => self.tail(a)?.plus(&self.tail(b)?, -1),
            Operator::Multiply => self.tail(a)?.times(&self.tail(b)?),
            Operator::Divide => {
                let by = b.known()?.ratio().filter(|by| !by.is_zero())?;
                self.tail(a)?.times(&Tail::constant(BigRational::zero(), by.recip()))
            }
            Operator::Power => {
                let Some(Value::Int(exponent)) = b.known() else { return None };
                let exponent = usize::try_from(*exponent).ok().filter(|k| *k <= HIGHEST)?;
                let base = self.tail(a)?;
                let one = Tail::constant(BigRational::zero(), BigRational::one());
                (0..exponent).try_fold(one, |power, _| power.times(&base))
            }
            Operator::Modulo => None,
        }
    }

    /// The least of numbers of which the known ones are passed for good by the others, powers of a number above 1.
    fn passed(self, arguments: &[Expr]) -> Option<Tail> {
        let known = arguments.iter().filter_map(Expr::known).map(Value::ratio).collect::<Option<Vec<_>>>()?;
        let least = known.into_iter().min()?;
        let mut start = BigRational::zero();
        for argument in arguments.iter().filter(|argument| argument.known().is_none()) {
            start = start.max(self.crossing(argument, &least)?);
        }
        Some(Tail::constant(start, least))
    }

    /// From which number on b^(number) is at least a bound, where b > 1.
    fn crossing(self, e: &Expr, bound: &BigRational) -> Option<BigRational> {
        let Node::Arithmetic(Operator::Power, base, exponent) = e.node() else { return None };
        let base = base.known()?.ratio().filter(|base| *base > BigRational::one())?;
        if !self.is(Number::Steps, exponent) {
            return None;
        }
        let mut power = BigRational::one();
        for n in 0..FARTHEST {
            if power >= *bound {
                return Some(BigRational::from_integer(n.into()));
            }
            power *= &base;
            // Bases just above 1 make long fractions slowly: they are left alone.
            if power.denom().bits() > 4096 {
                return None;
            }
        }
        None
    }

    /// What a comparison, a choice or an extreme needs to know of the steps, where that is no more than which of the first
    /// ones it is.
    pub(super) fn settled(self, e: &Expr) -> Option<View> {
        if !self.is_alone(e) {
            return None;
        }
        match e.node() {
            Node::Compare(_, a, b) => {
                if let Some(difference) = self.tail(a).zip(self.tail(b)).and_then(|(a, b)| a.plus(&b, -1)) {
                    return View::up_to(difference.settled());
                }
                let (power, bound) = if a.known().is_some() { (b, a) } else { (a, b) };
                View::up_to(self.crossing(power, &bound.known()?.ratio()?)?)
            }
            Node::If(..) => self.tail(e).filter(|tail| tail.degree() == 0).and_then(|t| View::up_to(t.start)),
            Node::Call(function, _) if **function == MIN || **function == MAX || **function == ABS => {
                self.tail(e).filter(|tail| tail.degree() == 0).and_then(|t| View::up_to(t.start))
            }
            // Decided for good by a part that is false, or true, from some number on.
            Node::And(parts) | Node::Or(parts) => {
                let decides = Value::Truth(matches!(e.node(), Node::Or(_)));
                let views = parts.iter().map(|part| Some((part, self.view(Number::Steps, part)?)));
                let ends = views.flatten().filter(|(_, view)| view.is_plain()).filter_map(|(part, view)| {
                    let beyond = Value::integer(view.last() + BigInt::one());
                    let far = seen(part, self, Number::Steps, &beyond).ok()?;
                    (far == decides).then(|| BigRational::from_integer(view.last()))
                });
                View::up_to(ends.min()?)
            }
            _ => None,
        }
    }

    /// Whether an expression speaks of the steps of this chain, and of nothing else that is not known.
    fn is_alone(self, e: &Expr) -> bool {
        e.names() == 1u128 << (self.name % 128) && e.free_elements() == 0 && self.counts_only(e)
    }

    /// Whether nothing but the number of steps is asked of the chain.
    fn counts_only(self, e: &Expr) -> bool {
        match e.node() {
            _ if !e.mentions(self.name) || self.is(Number::Steps, e) => true,
            Node::Name(_) => false,
            node => node.children().all(|child| self.counts_only(child)),
        }
    }

    /// An expression that is a polynomial of the steps from some number on, without being one from the beginning.
    pub(super) fn bent(self, e: &Expr) -> Option<Tail> {
        let bends = match e.node() {
            Node::Call(function, _) => **function == MIN || **function == MAX || **function == ABS,
            Node::If(..) => true,
            _ => false,
        };
        let limit = BigRational::from_integer(BigInt::from(10).pow(4u32));
        self.tail(e).filter(|tail| bends && self.is_alone(e) && tail.start <= limit)
    }
}
