//! Numbers that rise or fall in proportion to a sum of dice: 3d6 + 2, 10 − 2d4, (5d6 + 1)/2.

use crate::model::Value;
use crate::question::{Expr, Named, Node};
use crate::solve::linear::Linear;
use crate::solve::tail::dice::{Summands, dice};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

/// A number that rises or falls in proportion to the sum of dice.
pub(super) struct Line {
    /// The dice.
    pub dice: Summands,
    factor: BigRational,
    start: BigRational,
}

impl Line {
    /// Its values in order, when the dice with the faces 1, 2, … would show these sums, which mirror each other.
    pub fn values(&self, sums: &[u64]) -> Vec<Value> {
        let start = &self.start + &self.factor * BigRational::from_integer(self.dice.shift().into());
        let (Some(factor), Some(start)) = (whole(&self.factor), whole(&start)) else {
            let values =
                sums.iter().map(|sum| &self.factor * BigRational::from_integer((*sum).into()) + &start);
            return self.in_order(values.map(Value::number).collect());
        };
        let value = |sum: &u64| match i128::from(*sum).checked_mul(factor).and_then(|n| n.checked_add(start))
        {
            Some(value) => i64::try_from(value).map_or_else(|_| Value::integer(value.into()), Value::Int),
            None => Value::integer(BigInt::from(*sum) * factor + start),
        };
        self.in_order(sums.iter().map(value).collect())
    }

    /// Between which sums the number, if it is whole, lies between these bounds; the first lies above the second where there is
    /// none.
    pub fn sums_between(&self, (low, high): (i64, i64)) -> Option<(i64, i64)> {
        // The bounds are those of whole numbers.
        if !self.factor.is_integer() || !self.start.is_integer() {
            return None;
        }
        let rises = self.factor.is_positive();
        let bound = |bound: i64, is_low: bool| {
            if bound == (if is_low { i64::MIN } else { i64::MAX }) {
                return Some(if is_low == rises { i64::MIN } else { i64::MAX });
            }
            let sum = (BigRational::from_integer(bound.into()) - &self.start) / &self.factor;
            let rounded = if is_low == rises { sum.ceil() } else { sum.floor() };
            rounded.to_integer().to_i64()
        };
        let (low, high) = (bound(low, true)?, bound(high, false)?);
        Some(if rises { (low, high) } else { (high, low) })
    }

    fn in_order(&self, mut values: Vec<Value>) -> Vec<Value> {
        if self.factor.is_negative() {
            values.reverse();
        }
        values
    }
}

fn whole(number: &BigRational) -> Option<i128> {
    number.to_integer().to_i128().filter(|_| number.is_integer())
}

/// How a number follows from the sum of some dice, if it is a multiple of that and a constant.
pub(super) fn line(number: &Expr, experiments: &[Named]) -> Option<Line> {
    let summed = |part: &Expr| match part.node() {
        Node::Call(function, arguments) if function.name == "sum" && arguments.len() == 1 => {
            Some(arguments[0].clone())
        }
        _ => None,
    };
    let Linear { terms, constant } = Linear::of(number, &|part| summed(part).is_some())?;
    let [(sum, factor)] = terms.as_slice() else { return None };
    if factor.is_zero() {
        return None;
    }
    Some(Line { dice: dice(&summed(sum)?, experiments)?, factor: factor.clone(), start: constant })
}
