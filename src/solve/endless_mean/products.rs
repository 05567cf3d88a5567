//! Sums of products of powers of endless numbers.

use super::{Factor, LARGEST_POWER, MOST_PRODUCTS, Products};
use crate::model::Value;
use crate::question::{Expr, Node, Operator};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, ToPrimitive, Zero};
use std::collections::BTreeMap;

impl Products {
    /// A number as such a sum, where this tells the endless numbers, each by its own number.
    pub(super) fn of(e: &Expr, endless: &impl Fn(&Expr) -> Option<usize>) -> Option<Self> {
        let of = |e: &Expr| Self::of(e, endless);
        if let Some(value) = e.known() {
            return value.ratio().map(Self::constant);
        }
        if let Some(number) = endless(e) {
            return Some(Self::number(number));
        }
        let sum = |parts: &[Expr]| {
            parts.iter().try_fold(Self::constant(BigRational::zero()), |sum, part| Some(sum.plus(&of(part)?)))
        };
        let found = match e.node() {
            Node::Sum(parts) => sum(parts)?,
            Node::Call(function, arguments) if function.name == "sum" && arguments.len() == 1 => {
                match arguments[0].node() {
                    Node::Row(parts) => sum(parts)?,
                    _ => return None,
                }
            }
            Node::Call(function, arguments) if function.name == "C" && arguments.len() == 2 => {
                let k = arguments[1].known().and_then(|k| k.ratio()).filter(BigRational::is_integer)?;
                let k = k.to_i64().filter(|k| (0..=LARGEST_POWER).contains(k))?;
                Self::number(endless(&arguments[0])?).choose(k)?
            }
            Node::Arithmetic(Operator::Add, a, b) => of(a)?.plus(&of(b)?),
            Node::Arithmetic(Operator::Subtract, a, b) => {
                of(a)?.plus(&of(b)?.times(&Self::constant(-BigRational::one()))?)
            }
            Node::Arithmetic(Operator::Multiply, a, b) => of(a)?.times(&of(b)?)?,
            Node::Arithmetic(Operator::Divide, a, b) => {
                let divisor = b.known()?.ratio().filter(|divisor| !divisor.is_zero())?;
                of(a)?.times(&Self::constant(divisor.recip()))?
            }
            Node::Arithmetic(Operator::Power, a, b) => match (a.known(), b.known()) {
                (_, Some(Value::Int(power))) if (0..=LARGEST_POWER).contains(power) => {
                    let one = Self::constant(BigRational::one());
                    let base = of(a)?;
                    (0..*power).try_fold(one, |product, _| product.times(&base))?
                }
                (Some(base), None) => of(b)?.as_exponent(&base.ratio()?)?,
                _ => return None,
            },
            _ => return None,
        };
        (found.0.len() <= MOST_PRODUCTS).then_some(found)
    }

    /// An endless number itself.
    fn number(name: usize) -> Self {
        Self(BTreeMap::from([(vec![(name, BigRational::one(), 1)], BigRational::one())]))
    }

    /// C(T, k) = T(T−1)…(T−k+1)/k!, which is 0 for the numbers of steps below k too.
    fn choose(&self, k: i64) -> Option<Self> {
        let factor = |i: i64| self.clone().plus(&Self::constant(BigRational::from_integer((-i).into())));
        (0..k).try_fold(Self::constant(BigRational::one()), |product, i| {
            let share = Self::constant(BigRational::new(1.into(), (i + 1).into()));
            product.times(&factor(i))?.times(&share)
        })
    }

    fn constant(value: BigRational) -> Self {
        Self(if value.is_zero() { BTreeMap::new() } else { BTreeMap::from([(Vec::new(), value)]) })
    }

    fn add(&mut self, factors: Vec<Factor>, coefficient: BigRational) {
        let sum = self.0.entry(factors).or_default();
        *sum += coefficient;
    }

    fn plus(mut self, other: &Self) -> Self {
        other.0.iter().for_each(|(factors, coefficient)| self.add(factors.clone(), coefficient.clone()));
        self.0.retain(|_, coefficient| !coefficient.is_zero());
        self
    }

    fn times(&self, other: &Self) -> Option<Self> {
        if self.0.len().saturating_mul(other.0.len()) > MOST_PRODUCTS * MOST_PRODUCTS {
            return None;
        }
        let mut product = Self(BTreeMap::new());
        for (a, x) in &self.0 {
            for (b, y) in &other.0 {
                product.add(joined(a, b), x * y);
            }
        }
        product.0.retain(|_, coefficient| !coefficient.is_zero());
        (product.0.len() <= MOST_PRODUCTS).then_some(product)
    }

    /// The power of a base with this sum as exponent; nothing unless it is ∑ cᵢTᵢ + d with whole numbers c and d.
    fn as_exponent(&self, base: &BigRational) -> Option<Self> {
        let whole = |c: &BigRational| c.to_integer().to_i32().filter(|_| c.is_integer());
        let power = |c: &BigRational| {
            let is_defined = |c: &i32| !(base.is_zero() && *c < 0) && i64::from(*c).abs() <= LARGEST_POWER;
            whole(c).filter(is_defined).map(|c| base.clone().pow(c))
        };
        let (mut coefficient, mut factors) = (BigRational::one(), Vec::new());
        for (of, c) in &self.0 {
            match of.as_slice() {
                [] => coefficient *= power(c)?,
                [(name, one, 1)] if one.is_one() => factors.push((*name, power(c)?, 0)),
                _ => return None,
            }
        }
        factors.sort();
        factors.retain(|(_, base, _)| !base.is_one());
        Some(Self(BTreeMap::from([(factors, coefficient)])))
    }

    /// Whether a law that has the right mean and variance would not do.
    pub(super) fn is_beyond_two_moments(&self) -> bool {
        self.0.keys().flatten().any(|(_, base, degree)| !base.is_one() || *degree > 2)
    }

    /// The largest k with which rᵀ·Tᵏ comes.
    pub(super) fn degree(&self, name: usize, base: &BigRational) -> usize {
        let factors = self.0.keys().flatten().filter(|(n, r, _)| *n == name && r == base);
        factors.map(|(_, _, degree)| *degree).max().unwrap_or(0)
    }
}

/// Whether a number is an exponent or chosen from somewhere, even if little is left of it, as in (−1)^X·(−1)^X: what is
/// made of moments does not look into these.
pub(super) fn is_inside(e: &Expr) -> bool {
    let here = match e.node() {
        Node::Arithmetic(Operator::Power, _, exponent) => exponent.known().is_none(),
        Node::Call(function, arguments) => function.name == "C" && arguments[0].known().is_none(),
        _ => false,
    };
    here || e.node().children().any(is_inside)
}

/// The factors of a product of two products.
fn joined(a: &[Factor], b: &[Factor]) -> Vec<Factor> {
    let mut all: BTreeMap<usize, (BigRational, usize)> = BTreeMap::new();
    for (name, base, degree) in a.iter().chain(b) {
        let (r, k) = all.entry(*name).or_insert_with(|| (BigRational::from_integer(BigInt::one()), 0));
        *r *= base;
        *k += degree;
    }
    let factors = all.into_iter().map(|(name, (r, k))| (name, r, k));
    factors.filter(|(_, r, k)| !r.is_one() || *k > 0).collect()
}
