//! Sums, products and numbers read digit by digit when only their remainder matters: twins of `sum`, `product` and
//! `value` that the exact roads put in the place of `sum(X) mod m`. Elements with the same remainder are seen alike, and
//! there are no more states than remainders.

use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::statistic::fold::{Automaton, Fold, Labels, OneByOne, Scan, views_by_value};
use crate::statistic::{Function, Kind, Role, arithmetic, integers, sums};

/// `sum(X) mod m`, of whole numbers.
pub static SUM: Function = of_sample(
    "sum remainder",
    |arguments| remainder(&(sums::SUM.value)(&arguments[..1])?, &arguments[1]),
    Some(|arguments, labels| fold(arguments, labels, false)),
    Some(|arguments, labels| one_by_one(fold(arguments, labels, false)?)),
);

/// `product(X) mod m`, of whole numbers.
pub static PRODUCT: Function = of_sample(
    "product remainder",
    |arguments| remainder(&(sums::PRODUCT.value)(&arguments[..1])?, &arguments[1]),
    Some(|arguments, labels| fold(arguments, labels, true)),
    Some(|arguments, labels| one_by_one(fold(arguments, labels, true)?)),
);

/// `value(X) mod m`.
pub static VALUE: Function = of_sample(
    "value remainder",
    |arguments| remainder(&(integers::VALUE.value)(&arguments[..1])?, &arguments[1]),
    None,
    Some(|arguments, labels| {
        let Some((views, values, modulus)) = seen(arguments, labels) else { return Ok(None) };
        let digits = labels.labels.iter().all(|label| matches!(label, Value::Int(0..=9)));
        let run = Reading { values, modulus };
        Ok((digits && labels.length > 0).then(|| Automaton { views, run: Box::new(run) as Box<dyn Scan> }))
    }),
);

/// The largest divisor: products of two remainders stay in a machine word.
const MOST: i64 = 1 << 30;

const fn of_sample(
    name: &'static str,
    value: fn(&[Value]) -> Result<Value, Error>,
    fold: Option<super::Build<dyn Fold>>,
    scan: Option<super::Build<dyn Scan>>,
) -> Function {
    Function {
        name,
        signature: "",
        help: "",
        example: ("", ""),
        parameters: &[Kind::Sample, Kind::Number],
        arity: (2, 2),
        result: Kind::Number,
        sample: Some(0),
        value,
        fold,
        scan,
        role: Role::Plain,
    }
}

fn remainder(number: &Value, modulus: &Value) -> Result<Value, Error> {
    match modulus {
        Value::Int(1..) => arithmetic::modulo(number, modulus),
        _ => Err(Error::new(ErrorKind::Range, "a remainder needs a positive divisor")),
    }
}

/// The views of the labels, the remainder of each view, and the divisor; nothing for labels that are no whole numbers.
fn seen(arguments: &[Value], labels: &Labels) -> Option<(Vec<u32>, Vec<i64>, i64)> {
    let Some(Value::Int(modulus @ 1..=MOST)) = arguments.get(1) else { return None };
    let rest = |label: &Value| match label {
        Value::Int(n) => Some(Value::Int(n.rem_euclid(*modulus))),
        _ => None,
    };
    let rests: Vec<Value> = labels.labels.iter().map(rest).collect::<Option<_>>()?;
    let (views, distinct) = views_by_value(&rests);
    let value = |value: &Value| if let Value::Int(n) = value { *n } else { 0 };
    Some((views, distinct.iter().map(value).collect(), *modulus))
}

fn fold(
    arguments: &[Value],
    labels: &Labels,
    is_product: bool,
) -> Result<Option<Automaton<dyn Fold>>, Error> {
    let found = seen(arguments, labels);
    Ok(found.map(|(views, values, modulus)| {
        let run = Remainder { values, modulus, is_product };
        Automaton { views, run: Box::new(run) as Box<dyn Fold> }
    }))
}

type Scanned = Result<Option<Automaton<dyn Scan>>, Error>;

fn one_by_one(fold: Option<Automaton<dyn Fold>>) -> Scanned {
    Ok(fold.map(|a| Automaton { views: a.views, run: Box::new(OneByOne(a.run)) as Box<dyn Scan> }))
}

/// The state is the remainder so far.
struct Remainder {
    values: Vec<i64>,
    modulus: i64,
    is_product: bool,
}

impl Fold for Remainder {
    fn start(&self) -> Vec<i64> {
        vec![i64::from(self.is_product) % self.modulus]
    }

    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        let value = self.values[view as usize];
        if self.is_product {
            (0..multiplicity).for_each(|_| state[0] = state[0] * value % self.modulus);
        } else {
            let times = (multiplicity % self.modulus.unsigned_abs()).cast_signed();
            state[0] = (state[0] + value * times) % self.modulus;
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Int(state[0])
    }

    fn is_additive(&self) -> bool {
        true
    }
}

/// The state is the remainder of the number read so far.
struct Reading {
    values: Vec<i64>,
    modulus: i64,
}

impl Scan for Reading {
    fn start(&self) -> Vec<i64> {
        vec![0]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        state[0] = (state[0] * 10 + self.values[view as usize]) % self.modulus;
    }

    fn value(&self, state: &[i64]) -> Value {
        Value::Int(state[0])
    }
}
