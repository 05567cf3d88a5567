//! What the oracle calculates with.

use num_bigint::BigInt;
use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};
use prob::model::{Card, Level, Scale, Value};
use std::cmp::Ordering;
use std::rc::Rc;

/// A number of the small programs that the oracle is for.
pub type Number = Ratio<i128>;

/// Why the oracle has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The program has none: a division by zero, a place that is not there, a condition that never holds ….
    Meaningless,
    /// Outcomes that are not equally likely cannot be counted.
    Unequal,
    /// The oracle is too small for it.
    Beyond,
}

pub type Known<T> = Result<T, Refusal>;

/// What the elements of a sample have between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    Row,
    Bag,
    Ring,
}

/// A value. The order between kinds means nothing; within a kind it is that of the language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum V {
    Truth(bool),
    Num(Number),
    /// A rank of the French pack.
    Rank(i64),
    /// A poker category of so many cards, from the lowest.
    Category(usize, i64),
    /// Some whole number from this one on: where a list without end is cut off.
    From(i64),
    Word(Rc<str>),
    Card(i64, Rc<str>),
    /// The sizes of groups, largest first.
    Shape(Vec<i64>),
    Sample(Order, Rc<[V]>),
    /// A row to be compared place by place.
    Tuple(Rc<[V]>),
    /// Sorted, without repetition.
    Set(Rc<[V]>),
    /// Where a chain has stopped, and after how many steps.
    Stopped(Rc<V>, i64),
}

impl V {
    pub fn int(n: i64) -> Self {
        Self::Num(Number::from_integer(i128::from(n)))
    }

    pub fn count(n: usize) -> Self {
        Self::int(n as i64)
    }

    pub fn word(text: &str) -> Self {
        Self::Word(text.into())
    }

    pub fn row(elements: Vec<V>) -> Self {
        Self::Sample(Order::Row, elements.into())
    }

    pub fn bag(elements: Vec<V>) -> Self {
        Self::Sample(Order::Bag, elements.into())
    }

    pub fn set(mut elements: Vec<V>) -> Self {
        elements.sort();
        elements.dedup();
        Self::Set(elements.into())
    }

    /// The elements; a single outcome is a sample of one.
    pub fn elements(&self) -> &[V] {
        match self {
            Self::Sample(_, elements) | Self::Tuple(elements) | Self::Set(elements) => elements,
            Self::Stopped(state, _) => state.elements(),
            other => std::slice::from_ref(other),
        }
    }

    /// The truth that this is.
    pub fn truth(&self) -> Known<bool> {
        match self {
            Self::Truth(truth) => Ok(*truth),
            _ => Err(Refusal::Meaningless),
        }
    }

    /// The number that this is: a sample of numbers is its sum.
    pub fn number(&self) -> Known<Number> {
        match self {
            Self::Num(n) => Ok(*n),
            Self::Sample(_, elements) => elements
                .iter()
                .try_fold(Number::zero(), |sum, e| sum.checked_add(&e.number()?).ok_or(Refusal::Beyond)),
            Self::Stopped(state, _) => state.number(),
            Self::From(_) => Err(Refusal::Beyond),
            _ => Err(Refusal::Meaningless),
        }
    }

    /// The whole number that this is.
    pub fn integer(&self) -> Known<i64> {
        let n = self.number()?;
        match n.is_integer() {
            true => i64::try_from(n.to_integer()).map_err(|_| Refusal::Beyond),
            false => Err(Refusal::Meaningless),
        }
    }

    /// The number of things that this is.
    pub fn natural(&self) -> Known<u64> {
        u64::try_from(self.integer()?).map_err(|_| Refusal::Meaningless)
    }

    /// Whether this is a sample of numbers, so that it counts as its sum.
    pub fn is_summable(&self) -> bool {
        match self {
            Self::Sample(_, elements) => elements.iter().all(|e| matches!(e, Self::Num(_))),
            Self::Stopped(state, _) => matches!(state.as_ref(), Self::Num(_)) || state.is_summable(),
            _ => false,
        }
    }
}

/// The number of two numbers, if it is not too large for the oracle.
pub fn add(a: Number, b: Number) -> Known<V> {
    a.checked_add(&b).map(V::Num).ok_or(Refusal::Beyond)
}

pub fn subtract(a: Number, b: Number) -> Known<V> {
    a.checked_sub(&b).map(V::Num).ok_or(Refusal::Beyond)
}

pub fn multiply(a: Number, b: Number) -> Known<V> {
    a.checked_mul(&b).map(V::Num).ok_or(Refusal::Beyond)
}

pub fn divide(a: Number, b: Number) -> Known<V> {
    if b.is_zero() {
        return Err(Refusal::Meaningless);
    }
    a.checked_div(&b).map(V::Num).ok_or(Refusal::Beyond)
}

/// The remainder, which is never negative.
pub fn remainder(a: Number, b: Number) -> Known<V> {
    let b = if b < Number::zero() { -b } else { b };
    let times = divide(a, b)?.number()?.floor();
    subtract(a, multiply(times, b)?.number()?)
}

/// The power with a whole exponent.
pub fn power(a: Number, b: Number) -> Known<V> {
    if !b.is_integer() || b.to_integer().abs() > 100 {
        return Err(Refusal::Beyond);
    }
    let mut product = V::int(1);
    for _ in 0..b.to_integer().abs() {
        product = multiply(product.number()?, a)?;
    }
    if b < Number::zero() { divide(Number::from_integer(1), product.number()?) } else { Ok(product) }
}

/// How two values of the same kind compare; ranks compare with numbers too.
pub fn compare(a: &V, b: &V) -> Known<Ordering> {
    match (a, b) {
        (V::From(least), V::Num(b)) if *b < Number::from_integer((*least).into()) => Ok(Ordering::Greater),
        (V::Num(_), V::From(_)) => compare(b, a).map(Ordering::reverse),
        (V::From(_), _) => Err(Refusal::Beyond),
        (V::Rank(a), V::Num(b)) => Ok(Number::from_integer((*a).into()).cmp(b)),
        (V::Num(a), V::Rank(b)) => Ok(a.cmp(&Number::from_integer((*b).into()))),
        (V::Truth(_), V::Truth(_))
        | (V::Num(_), V::Num(_))
        | (V::Rank(_), V::Rank(_))
        | (V::Category(..), V::Category(..))
        | (V::Word(_), V::Word(_))
        | (V::Card(..), V::Card(..))
        | (V::Shape(_), V::Shape(_))
        | (V::Set(_), V::Set(_)) => Ok(a.cmp(b)),
        _ => Err(Refusal::Meaningless),
    }
}

/// A fraction of any size from one of the oracle's.
pub fn big(n: Number) -> BigRational {
    BigRational::new(BigInt::from(*n.numer()), BigInt::from(*n.denom()))
}

/// A value of the program as one of the oracle's, for comparing answers: rows are tuples.
pub fn of_value(value: &Value) -> V {
    let all = |values: &[Value]| values.iter().map(of_value).collect::<Vec<_>>();
    match value {
        Value::Truth(truth) => V::Truth(*truth),
        Value::Int(n) => V::int(*n),
        Value::Ratio(r) => {
            let part = |n: &BigInt| i128::try_from(n.clone()).unwrap_or(i128::MAX);
            V::Num(Number::new(part(r.numer()), part(r.denom())))
        }
        Value::Level(Level { scale: Scale::Rank, index }) => V::Rank(i64::from(*index)),
        Value::Level(Level { scale: Scale::Poker3, index }) => V::Category(3, i64::from(*index)),
        Value::Level(Level { index, .. }) => V::Category(5, i64::from(*index)),
        Value::Word(word) => V::Word(word.as_ref().into()),
        Value::Card(Card { rank, suit }) => V::Card(*rank, suit.name().into()),
        Value::Shape(groups) => V::Shape(groups.iter().map(|&m| m as i64).collect()),
        Value::Row(values) => V::Tuple(all(values).into()),
        Value::Set(values) => V::set(all(values)),
        Value::Pattern(pattern) => V::word(&pattern.to_string()),
    }
}

/// The value as it is compared with an answer: rows are tuples, and what has no order is sorted.
pub fn shown(value: &V) -> V {
    let mut all: Vec<V> =
        value.elements().iter().map(|e| if e == value { e.clone() } else { shown(e) }).collect();
    match value {
        V::Sample(Order::Bag, _) => {
            all.sort();
            V::Tuple(all.into())
        }
        V::Sample(..) | V::Tuple(_) => V::Tuple(all.into()),
        V::Stopped(state, _) => shown(state),
        other => other.clone(),
    }
}
