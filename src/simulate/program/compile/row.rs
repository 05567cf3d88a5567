//! Rows of registers: statistics written out element by element.

use super::{Compiler, FITTING};
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::simulate::program::told::{self, Statistic, Telling};
use crate::simulate::program::{Alphabet, Op, Shape};
use crate::statistic::counting::{CONTAINS, COUNT, as_pattern};
use crate::statistic::extremes::{MAX, MIN};
use crate::statistic::shape::DISTINCT;
use crate::statistic::sums::{LENGTH, SUM};
use crate::statistic::{Function, Kind, Role};
use std::sync::Arc;

/// The most numbers of which statistics are told by counting each.
const MOST_NUMBERS: usize = 1 << 13;

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
        arguments: &[Shape],
    ) -> Option<Shape> {
        let first = arguments.first()?;
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
            self.distinct(&row).or_else(|| self.told(function, &row, arguments))
        } else {
            self.told(function, &row, arguments)
        }
    }

    /// A statistic told by the numbers of a row.
    fn told(&mut self, function: &'static Function, row: &[Shape], arguments: &[Shape]) -> Option<Shape> {
        let known = |argument: &Shape| match argument {
            Shape::Known(value) => Some(value.clone()),
            _ => None,
        };
        let before: Vec<Value> =
            arguments.get(..arguments.len() - 1)?.iter().map(known).collect::<Option<_>>()?;
        let alphabet = common_alphabet(row)?;
        let (low, span) = alphabet.span();
        let span = usize::try_from(span).ok().filter(|span| *span <= MOST_NUMBERS)?;
        let length = u32::try_from(row.len()).ok()?;
        let patterns = told::patterns(function, &before)?;
        let mut shapes = None;
        let statistic = match patterns.len() {
            0 => Statistic::of_numbers(function).or_else(|| {
                let (statistic, list) = Statistic::of_shapes(function, length, span as u32)?;
                shapes = Some(Alphabet::Values(list.into()));
                Some(statistic)
            }),
            count => Statistic::of_patterns(function, u32::try_from(count).ok()?),
        }?;
        let integers = matches!(alphabet, Alphabet::Integers(..));
        statistic.fits(integers, low, span, row.len()).then_some(())?;
        let mark = |number: i64| {
            let value = alphabet.value(number);
            (0..).zip(&patterns).map(|(i, pattern)| u64::from(pattern.matches(&value)) << i).sum::<u64>()
        };
        let marks: Arc<[u64]> = (low..low + span as i64).map(mark).collect();
        let row = row.iter().map(|element| self.number(element, &alphabet)).collect::<Option<_>>()?;
        let result = match function.result {
            Kind::Truth => Alphabet::truths(),
            _ => shapes.unwrap_or(Alphabet::Integers(0, i64::from(length) + 1)),
        };
        let telling = Telling { statistic, row, low, span, marks };
        self.emit(result, |to| Op::Tell(telling, to))
    }

    /// The register of a number of this alphabet.
    fn number(&mut self, element: &Shape, alphabet: &Alphabet) -> Option<usize> {
        match (element, alphabet) {
            (Shape::Scalar(register, _), _) => Some(*register),
            (Shape::Known(Value::Int(n)), Alphabet::Integers(..)) => self.constant(*n),
            (Shape::Known(value), Alphabet::Values(list)) => {
                self.constant(list.binary_search(value).ok()? as i64)
            }
            _ => None,
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

/// The alphabet that holds what every element of a row may be, with the numbers that its register has.
fn common_alphabet(row: &[Shape]) -> Option<Alphabet> {
    let list = row.iter().find_map(|element| match element {
        Shape::Scalar(_, Alphabet::Values(list)) => Some(list),
        _ => None,
    });
    if let Some(list) = list {
        let fits = |element: &Shape| match element {
            Shape::Scalar(_, Alphabet::Values(other)) => other == list,
            Shape::Known(value) => list.binary_search(value).is_ok(),
            _ => false,
        };
        // A list in another order than that of its values would not tell which is less.
        return (row.iter().all(fits) && list.is_sorted()).then(|| Alphabet::Values(Arc::clone(list)));
    }
    let range = |element: &Shape| match element {
        Shape::Scalar(_, Alphabet::Integers(low, high)) => Some((*low, *high)),
        Shape::Known(Value::Int(n)) if FITTING.contains(n) => Some((*n, *n)),
        _ => None,
    };
    let ranges = row.iter().map(range).collect::<Option<Vec<_>>>()?;
    let joined = ranges.into_iter().reduce(|(low, high), (l, h)| (low.min(l), high.max(h)))?;
    Some(Alphabet::Integers(joined.0, joined.1))
}
