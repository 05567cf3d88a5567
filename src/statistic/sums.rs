//! Sums, products and means of the numbers of a sample.

use crate::error::Error;
use crate::model::Value;
use crate::statistic::arithmetic;
use crate::statistic::fold::{Automaton, Fold, Labels, OneByOne, views_by_value};
use crate::statistic::{Function, Kind, Role, numbers};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&SUM, &PRODUCT, &MEAN, &LENGTH];

/// `sum(X)`.
pub static SUM: Function = Function {
    name: "sum",
    signature: "sum(X)",
    help: "the sum of the sample's numbers",
    example: ("P(sum(3d6) = 10)", "1/8"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| total("sum", &arguments[0]),
    fold: Some(|_, labels| sums("sum", labels, false)),
    scan: Some(|_, labels| {
        let sums = sums("sum", labels, false)?;
        Ok(sums.map(|a| Automaton { views: a.views, run: Box::new(OneByOne(a.run)) as Box<_> }))
    }),
    role: Role::Plain,
};

/// `product(X)`.
pub static PRODUCT: Function = Function {
    name: "product",
    signature: "product(X)",
    help: "the product of the sample's numbers",
    example: ("P(product(2d6) = 12)", "1/9"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| {
        numbers("product", &arguments[0])?;
        let mut product = Value::Int(1);
        for element in arguments[0].elements() {
            product = arithmetic::multiply(&product, element)?;
        }
        Ok(product)
    },
    fold: Some(|_, labels| products(labels)),
    scan: Some(|_, labels| {
        let products = products(labels)?;
        Ok(products.map(|a| Automaton { views: a.views, run: Box::new(OneByOne(a.run)) as Box<_> }))
    }),
    role: Role::Plain,
};

/// `mean(X)`.
pub static MEAN: Function = Function {
    name: "mean",
    signature: "mean(X)",
    help: "the sum of the sample's numbers divided by how many there are",
    example: ("P(mean(2d6) = 7/2)", "1/6"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| {
        let sum = total("mean", &arguments[0])?;
        let length = i64::try_from(arguments[0].elements().len()).unwrap_or(i64::MAX);
        arithmetic::divide(&sum, &Value::Int(length))
    },
    fold: Some(|_, labels| if labels.length == 0 { Ok(None) } else { sums("mean", labels, true) }),
    scan: None,
    role: Role::Plain,
};

/// `length(X)`.
pub static LENGTH: Function = Function {
    name: "length",
    signature: "length(X)",
    help: "how many elements the sample has",
    example: ("length(3d6)", "3"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Number,
    sample: Some(0),
    value: |arguments| Ok(Value::Int(i64::try_from(arguments[0].elements().len()).unwrap_or(i64::MAX))),
    fold: Some(|_, labels| {
        let views = vec![0; labels.labels.len()];
        Ok(Some(Automaton { views, run: Box::new(Length) }))
    }),
    scan: None,
    role: Role::Plain,
};

/// The definition of a sum.
fn total(what: &str, sample: &Value) -> Result<Value, Error> {
    numbers(what, sample)?;
    let mut sum = Value::Int(0);
    for element in sample.elements() {
        sum = arithmetic::add(&sum, element)?;
    }
    Ok(sum)
}

/// A sum as an automaton over machine words: numbers are scaled by their common denominator. Nothing when the scaled
/// sum could leave the machine word.
fn sums(what: &str, labels: &Labels, mean: bool) -> Result<Option<Automaton<dyn Fold>>, Error> {
    let (views, distinct) = views_by_value(&labels.labels);
    numbers(what, &Value::row(distinct.iter().cloned()))?;
    let numbers: Vec<BigRational> = distinct.iter().filter_map(Value::ratio).collect();
    let scale = numbers.iter().fold(BigInt::one(), |lcm, n| lcm.lcm(n.denom()));
    let scaled: Option<Vec<i64>> = numbers.iter().map(|n| (n * &scale).to_integer().to_i64()).collect();
    // A subset has no length of its own; no sweep goes through more elements than this.
    let most = if labels.length == u64::MAX && !mean { u64::from(u32::MAX) } else { labels.length };
    let (Some(values), Ok(length)) = (scaled, i64::try_from(most)) else { return Ok(None) };
    let largest = values.iter().map(|v| v.unsigned_abs()).max().unwrap_or(0);
    if u128::from(largest) * u128::from(length.unsigned_abs()) > i64::MAX as u128 {
        return Ok(None);
    }
    let divisor = if mean { scale * length } else { scale };
    Ok(Some(Automaton { views, run: Box::new(Sum { values, divisor, cap: i64::MAX }) }))
}

struct Sum {
    values: Vec<i64>,
    divisor: BigInt,
    cap: i64,
}

impl Fold for Sum {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        let more = self.values[view as usize].wrapping_mul(multiplicity.cast_signed());
        state[0] = state[0].wrapping_add(more).min(self.cap);
    }

    fn value(&self, state: &[i64]) -> Value {
        if self.divisor.is_one() {
            return Value::Int(state[0]);
        }
        Value::number(BigRational::new(BigInt::from(state[0]), self.divisor.clone()))
    }

    fn is_additive(&self) -> bool {
        true
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Fold>> {
        // A partial sum beyond the cap may only be forgotten when it cannot come down again.
        let monotone = self.divisor.is_one() && self.values.iter().all(|&v| v >= 0);
        monotone.then(|| {
            let cap = cap.saturating_add(1).clamp(0, self.cap);
            Box::new(Sum { values: self.values.clone(), divisor: self.divisor.clone(), cap }) as Box<dyn Fold>
        })
    }
}

/// A product as an automaton, while it fits a machine word.
fn products(labels: &Labels) -> Result<Option<Automaton<dyn Fold>>, Error> {
    let (views, distinct) = views_by_value(&labels.labels);
    numbers("product", &Value::row(distinct.iter().cloned()))?;
    let values: Option<Vec<i64>> =
        distinct.iter().map(|v| if let Value::Int(n) = v { Some(*n) } else { None }).collect();
    let Some(values) = values else { return Ok(None) };
    let largest = values.iter().map(|v| v.unsigned_abs()).max().unwrap_or(0);
    let length = u32::try_from(labels.length).ok();
    let fits = length.and_then(|n| largest.checked_pow(n)).is_some_and(|p| i64::try_from(p).is_ok());
    Ok(fits.then(|| Automaton { views, run: Box::new(Product { values }) as Box<dyn Fold> }))
}

struct Product {
    values: Vec<i64>,
}

impl Fold for Product {
    fn start(&self) -> Vec<i64> {
        vec![1]
    }

    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        for _ in 0..multiplicity {
            state[0] = state[0].wrapping_mul(self.values[view as usize]);
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Int(state[0])
    }

    fn is_additive(&self) -> bool {
        true
    }
}

struct Length;

impl Fold for Length {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], _view: u32, multiplicity: u64) {
        state[0] = state[0].saturating_add_unsigned(multiplicity);
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Int(state[0])
    }

    fn is_additive(&self) -> bool {
        true
    }
}
