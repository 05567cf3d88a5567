//! Rows of registers: statistics written out element by element.

use super::Compiler;
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::simulate::program::{Alphabet, Op, Shape};
use crate::statistic::counting::{CONTAINS, COUNT, as_pattern};
use crate::statistic::extremes::{MAX, MIN};
use crate::statistic::shape::DISTINCT;
use crate::statistic::sums::{LENGTH, SUM};
use crate::statistic::{Function, Role};
use std::sync::Arc;

impl Compiler {
    /// The least or the greatest of integers, of which there is one.
    pub(super) fn extreme(&mut self, of: Vec<Shape>, greatest: bool) -> Option<Shape> {
        let of = of.into_iter().map(|shape| self.integer(shape)).collect::<Option<Vec<_>>>()?;
        let registers: Vec<usize> = of.iter().map(|(register, ..)| *register).collect();
        let (lows, highs) = (of.iter().map(|(_, low, _)| *low), of.iter().map(|(.., high)| *high));
        if greatest {
            let range = Alphabet::Integers(lows.max()?, highs.max()?);
            self.emit(range, |to| Op::Greatest(registers, to))
        } else {
            let range = Alphabet::Integers(lows.min()?, highs.min()?);
            self.emit(range, |to| Op::Least(registers, to))
        }
    }

    pub(super) fn of_row(
        &mut self,
        function: &'static Function,
        row: Vec<Shape>,
        first: &Shape,
    ) -> Option<Shape> {
        match function.role {
            Role::Each(of) => {
                let each = row.into_iter().map(|element| self.lifted(&[element], &|values| of(&values[0])));
                return Some(Shape::Row(each.collect::<Option<Vec<_>>>()?));
            }
            Role::Keep(kept) => {
                let Shape::Known(first) = first else { return self.sorted(row) };
                let (from, to) = kept(std::slice::from_ref(first), row.len() as u64).ok()?;
                let Shape::Row(sorted) = self.sorted(row)? else { return None };
                return Some(Shape::Row(sorted.get(from as usize..to as usize)?.to_vec()));
            }
            Role::Plain => {}
        }
        let is = |other: &'static Function| std::ptr::eq(function, other);
        if is(&SUM) {
            self.sum(row)
        } else if is(&MAX) || is(&MIN) {
            self.extreme(row, is(&MAX))
        } else if is(&LENGTH) {
            Some(Shape::Known(Value::Int(row.len() as i64)))
        } else if is(&COUNT) || is(&CONTAINS) {
            let Shape::Known(pattern) = first else { return None };
            let pattern = as_pattern(pattern).ok()?;
            let matches = |values: &[Value]| Ok(Value::Int(i64::from(pattern.matches(&values[0]))));
            let each = row.iter().map(|element| self.lifted(std::slice::from_ref(element), &matches));
            let each = each.collect::<Option<Vec<_>>>()?;
            let count = self.sum(each)?;
            match is(&COUNT) {
                true => Some(count),
                false => self.comparison(Comparison::AtLeast, count, Shape::Known(Value::Int(1))),
            }
        } else if is(&DISTINCT) {
            self.distinct(&row)
        } else {
            None
        }
    }

    /// How many different values there are in a row: a bit for each.
    fn distinct(&mut self, row: &[Shape]) -> Option<Shape> {
        let mut values: Vec<Value> = Vec::new();
        for element in row {
            let Shape::Scalar(_, alphabet) = element else { return None };
            let (low, span) = alphabet.span();
            (span <= 64).then_some(())?;
            values.extend((low..low + span).map(|n| alphabet.value(n)));
        }
        values.sort();
        values.dedup();
        (values.len() <= 64).then_some(())?;
        let bit = |value: Value| values.binary_search(&value).map(|place| (1u64 << place).cast_signed()).ok();
        let mut bits = Vec::new();
        for element in row {
            let Shape::Scalar(register, alphabet) = element else { return None };
            let (low, span) = alphabet.span();
            let table: Arc<[i64]> =
                (low..low + span).map(|n| bit(alphabet.value(n))).collect::<Option<_>>()?;
            let to = self.register()?;
            self.ops.push(Op::Look(*register, low, table, to));
            bits.push(to);
        }
        let union = self.register()?;
        self.ops.push(Op::Unite(bits, union));
        self.emit(Alphabet::Integers(0, row.len() as i64), |to| Op::Ones(union, u64::MAX, to))
    }

    /// The integers of a row in ascending order.
    fn sorted(&mut self, row: Vec<Shape>) -> Option<Shape> {
        if row.len() > 32 {
            return None;
        }
        let integers = row.into_iter().map(|shape| self.integer(shape)).collect::<Option<Vec<_>>>()?;
        let (low, high) =
            (integers.iter().map(|(_, low, _)| *low).min()?, integers.iter().map(|(.., high)| *high).max()?);
        let mut copies = Vec::new();
        for (register, ..) in integers {
            let to = self.register()?;
            self.ops.push(Op::Sum(vec![register], 0, to));
            copies.push(to);
        }
        self.ops.push(Op::Sort(copies.clone()));
        let alphabet = Alphabet::Integers(low, high);
        Some(Shape::Row(copies.into_iter().map(|to| Shape::Scalar(to, alphabet.clone())).collect()))
    }
}
