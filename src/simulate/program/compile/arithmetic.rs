//! Truths and integers in registers: comparisons, arithmetic, sums.

use super::{Compiler, FITTING};
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::{Expr, Node, Operator, Outcomes};
use crate::simulate::program::{Alphabet, Op, Shape};

impl Compiler {
    /// The register of an event.
    pub(super) fn truth(&mut self, event: &Expr) -> Option<usize> {
        match self.shape(event)? {
            Shape::Scalar(register, alphabet) if alphabet == Alphabet::truths() => Some(register),
            Shape::Known(Value::Truth(truth)) => self.constant(i64::from(truth)),
            _ => None,
        }
    }

    pub(super) fn constant(&mut self, number: i64) -> Option<usize> {
        let to = self.register()?;
        self.ops.push(Op::Constant(number, to));
        Some(to)
    }

    /// The register of an integer and its range.
    pub(super) fn integer(&mut self, shape: Shape) -> Option<(usize, i64, i64)> {
        match shape {
            Shape::Scalar(register, Alphabet::Integers(low, high)) => Some((register, low, high)),
            Shape::Known(Value::Int(n)) if FITTING.contains(&n) => Some((self.constant(n)?, n, n)),
            // A sample of numbers, where a number is needed, is its sum; the language writes the sum itself.
            _ => None,
        }
    }

    pub(super) fn truths(&mut self, parts: &[Expr]) -> Option<Vec<usize>> {
        parts.iter().map(|part| self.truth(part)).collect()
    }

    pub(super) fn comparison(&mut self, comparison: Comparison, a: Shape, b: Shape) -> Option<Shape> {
        let truths = Alphabet::truths();
        match (&a, &b) {
            (Shape::Scalar(a, Alphabet::Integers(..)), Shape::Scalar(b, Alphabet::Integers(..))) => {
                let (a, b) = (*a, *b);
                self.emit(truths, |to| Op::Compare(comparison, a, b, to))
            }
            (Shape::Scalar(a, Alphabet::Integers(..)), Shape::Known(Value::Int(n))) => {
                let (a, n) = (*a, *n);
                self.emit(truths, |to| Op::CompareWith(comparison, a, n, to))
            }
            _ => self.lifted(&[a, b], &|values| {
                let [a, b] = [0, 1].map(|i| Expr::value_of(values[i].clone()));
                Expr::new(Node::Compare(comparison, a, b)).evaluate(&mut Outcomes::default())
            }),
        }
    }

    pub(super) fn arithmetic(&mut self, operator: Operator, a: Shape, b: Shape) -> Option<Shape> {
        if matches!(operator, Operator::Divide | Operator::Modulo | Operator::Power)
            || !(is_integer(&a) && is_integer(&b))
        {
            return self.lifted(&[a, b], &|values| {
                crate::question::evaluate::calculate(operator, &values[0], &values[1])
            });
        }
        if operator == Operator::Add {
            return self.sum(vec![a, b]);
        }
        let (a, a_low, a_high) = self.integer(a)?;
        let (b, b_low, b_high) = self.integer(b)?;
        if operator == Operator::Subtract {
            let range = Alphabet::Integers(a_low - b_high, a_high - b_low);
            return self.emit(range, |to| Op::Difference(a, b, to));
        }
        let corners = [(a_low, b_low), (a_low, b_high), (a_high, b_low), (a_high, b_high)];
        let corners: Vec<i64> = corners.iter().map(|(a, b)| a.checked_mul(*b)).collect::<Option<_>>()?;
        let range = Alphabet::Integers(*corners.iter().min()?, *corners.iter().max()?);
        self.emit(range, |to| Op::Product(a, b, to))
    }

    /// The sum of integers.
    pub(super) fn sum(&mut self, parts: Vec<Shape>) -> Option<Shape> {
        let (mut known, mut low, mut high, mut registers) = (0i64, 0i64, 0i64, Vec::new());
        for part in parts {
            match part {
                Shape::Known(Value::Int(n)) if FITTING.contains(&n) => known += n,
                Shape::Scalar(register, Alphabet::Integers(least, most)) => {
                    registers.push(register);
                    (low, high) = (low + least, high + most);
                }
                _ => return None,
            }
        }
        self.emit(Alphabet::Integers(low + known, high + known), |to| Op::Sum(registers, known, to))
    }

    pub(super) fn choice(&mut self, condition: &Expr, then: &Expr, otherwise: &Expr) -> Option<Shape> {
        let condition = self.truth(condition)?;
        let (then, otherwise) = (self.shape(then)?, self.shape(otherwise)?);
        let (then, otherwise, alphabet) = match (then, otherwise) {
            (Shape::Scalar(a, of_a @ Alphabet::Values(_)), Shape::Scalar(b, of_b)) if of_a == of_b => {
                (a, b, of_a)
            }
            (a, b) => {
                let (a, a_low, a_high) = self.integer(a)?;
                let (b, b_low, b_high) = self.integer(b)?;
                (a, b, Alphabet::Integers(a_low.min(b_low), a_high.max(b_high)))
            }
        };
        self.emit(alphabet, |to| Op::Choose(condition, then, otherwise, to))
    }
}

pub(super) fn is_integer(shape: &Shape) -> bool {
    matches!(shape, Shape::Known(Value::Int(_)) | Shape::Scalar(_, Alphabet::Integers(..)))
}

pub(super) fn register(shape: &Shape) -> Option<usize> {
    match shape {
        Shape::Scalar(register, _) => Some(*register),
        _ => None,
    }
}
