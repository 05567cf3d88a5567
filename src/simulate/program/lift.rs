//! Whatever combines one or two registers of few values is a table, filled by the definitions.

use super::compile::Compiler;
use super::{Alphabet, Op, Shape};
use crate::error::Error;
use crate::model::Value;
use std::sync::Arc;

/// The longest table.
const LONGEST: i64 = 1 << 12;

/// The alphabet of these values, and the number of each; nothing for fractions without end.
pub(super) fn numbered(values: &[Value]) -> Option<(Alphabet, Vec<i64>)> {
    let integer = |value: &Value| match value {
        Value::Int(n) if super::compile::FITTING.contains(n) => Some(*n),
        _ => None,
    };
    if let Some(integers) = values.iter().map(integer).collect::<Option<Vec<i64>>>()
        && let (Some(low), Some(high)) = (integers.iter().min(), integers.iter().max())
    {
        return Some((Alphabet::Integers(*low, *high), integers));
    }
    let truths = values.iter().all(|value| matches!(value, Value::Truth(_)));
    let list: Arc<[Value]> = if truths {
        Arc::from([Value::Truth(false), Value::Truth(true)])
    } else {
        let mut list = values.to_vec();
        list.sort();
        list.dedup();
        list.into()
    };
    let place = |value: &Value| list.binary_search(value).ok().map(|place| place as i64);
    let numbers = values.iter().map(place).collect::<Option<Vec<i64>>>()?;
    Some((Alphabet::Values(list), numbers))
}

impl Compiler {
    /// The shape of what is made of these operands; nothing where a table would be too long, or some value fails.
    pub(super) fn lifted(
        &mut self,
        operands: &[Shape],
        make: &dyn Fn(&[Value]) -> Result<Value, Error>,
    ) -> Option<Shape> {
        let mut values = Vec::new();
        let mut open = Vec::new();
        for (i, operand) in operands.iter().enumerate() {
            match operand {
                Shape::Known(value) => values.push(value.clone()),
                Shape::Scalar(register, alphabet) => {
                    let (low, span) = alphabet.span();
                    values.push(Value::Int(0));
                    open.push((i, *register, alphabet, low, span));
                }
                Shape::Row(_) | Shape::Hand(..) => return None,
            }
        }
        let length = open.iter().try_fold(1i64, |length, (.., span)| length.checked_mul(*span));
        length.filter(|length| *length <= LONGEST)?;
        let mut results = Vec::new();
        let mut add = |values: &[Value]| make(values).map(|value| results.push(value)).ok();
        match open.as_slice() {
            [] => return add(&values).map(|()| Shape::Known(results.swap_remove(0))),
            [(i, _, alphabet, low, span)] => {
                for n in *low..low + span {
                    values[*i] = alphabet.value(n);
                    add(&values)?;
                }
            }
            [(i, _, of_i, low_i, span_i), (j, _, of_j, low_j, span_j)] => {
                for (n, m) in
                    (*low_i..low_i + span_i).flat_map(|n| (*low_j..low_j + span_j).map(move |m| (n, m)))
                {
                    (values[*i], values[*j]) = (of_i.value(n), of_j.value(m));
                    add(&values)?;
                }
            }
            _ => return None,
        }
        let (alphabet, table) = numbered(&results)?;
        let to = self.register()?;
        self.ops.push(match open.as_slice() {
            [(_, a, _, low, _), (_, b, _, low_b, span)] => {
                Op::LookBoth([(*a, *low), (*b, *low_b)], *span as usize, table.into(), to)
            }
            [(_, a, _, low, _), ..] => Op::Look(*a, *low, table.into(), to),
            [] => return None,
        });
        Some(Shape::Scalar(to, alphabet))
    }
}
