//! Between which numbers an expression lies, as far as that is known without looking at outcomes.

use super::{Caps, KEPT, explosion};
use crate::model::{Space, Value};
use crate::question::{Expr, Node, Operator};
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// The least value of a number, and the greatest where there is one.
type Range = (BigRational, Option<BigRational>);

impl Caps<'_> {
    /// The least value of a number, and the greatest where there is one.
    pub(super) fn range(&self, number: &Expr) -> Option<Range> {
        match number.node() {
            Node::Value(value) => {
                let n = value.ratio()?;
                Some((n.clone(), Some(n)))
            }
            Node::Name(name) => self.range_of(*name),
            Node::At(sample, _) => self.element(sample),
            Node::Arithmetic(Operator::Add, a, b) => Some(plus(self.range(a)?, self.range(b)?)),
            Node::Arithmetic(Operator::Multiply, a, b) => {
                let (factor, part) = if a.known().is_some() { (a, b) } else { (b, a) };
                let factor = factor.known()?.ratio().filter(BigRational::is_positive)?;
                let (low, high) = self.range(part)?;
                Some((low * &factor, high.map(|high| high * factor)))
            }
            Node::Sum(parts) => self.sum_of(parts),
            Node::Call(function, parts) if function.name == "sum" => self.sum_of_elements(&parts[0]),
            Node::Call(function, parts) if matches!(function.name, "max" | "min") => match parts.as_slice() {
                [sample] => self.element(sample),
                numbers => self.spread(numbers),
            },
            Node::If(_, a, b) => self.spread(&[a.clone(), b.clone()]),
            _ => None,
        }
    }

    fn sum_of(&self, parts: &[Expr]) -> Option<Range> {
        let nothing = (BigRational::zero(), Some(BigRational::zero()));
        parts.iter().map(|part| self.range(part)).try_fold(nothing, |sum, part| Some(plus(sum, part?)))
    }

    fn sum_of_elements(&self, sample: &Expr) -> Option<Range> {
        match sample.node() {
            Node::Row(parts) => self.sum_of(parts),
            Node::Call(function, parts) if KEPT.contains(&function.name) => {
                let Value::Int(kept) = parts[0].known()? else { return None };
                let (low, high) = self.element(&parts[1])?;
                let kept = BigRational::from_integer((*kept).into());
                Some((low * &kept, high.map(|high| high * kept)))
            }
            Node::Name(name) => {
                let space = self.question.experiments[*name].experiment.space()?;
                let Space::Trials(groups) = space.as_ref() else { return None };
                groups.iter().try_fold((BigRational::zero(), Some(BigRational::zero())), |sum, group| {
                    let (low, high) = ends(group.0.weights().iter().map(|(face, _)| face))?;
                    let count = BigRational::from_integer(group.1.into());
                    Some(plus(sum, (low * &count, Some(high * count))))
                })
            }
            _ => None,
        }
    }

    /// Between which numbers each element of a sample lies.
    fn element(&self, sample: &Expr) -> Option<Range> {
        match sample.node() {
            Node::Row(parts) => self.spread(parts),
            Node::Name(name) => self.range_of(*name),
            Node::Call(function, parts) if KEPT.contains(&function.name) => self.element(&parts[1]),
            Node::Call(function, parts) if function.name == "sorted" => self.element(&parts[0]),
            _ => None,
        }
    }

    /// From the least that any of these numbers may be to the greatest.
    fn spread(&self, parts: &[Expr]) -> Option<Range> {
        let ranges: Vec<_> = parts.iter().map(|part| self.range(part)).collect::<Option<_>>()?;
        let low = ranges.iter().map(|(low, _)| low.clone()).min()?;
        let high: Option<Vec<BigRational>> = ranges.into_iter().map(|(_, high)| high).collect();
        Some((low, high.and_then(|all| all.into_iter().max())))
    }

    fn range_of(&self, name: usize) -> Option<Range> {
        if let Some(explosion) = explosion(self.question, name) {
            return Some((explosion.ends.first()?.0.clone(), None));
        }
        let (low, high) = match self.question.experiments[name].experiment.space()?.as_ref() {
            Space::Single(faces) => ends(faces.weights().iter().map(|(face, _)| face))?,
            Space::Law(law) => ends(law.outcomes())?,
            Space::Trials(groups) => {
                ends(groups.iter().flat_map(|(faces, _)| faces.weights()).map(|(face, _)| face))?
            }
            _ => return None,
        };
        Some((low, Some(high)))
    }
}

/// Between which numbers a sum lies.
fn plus(a: Range, b: Range) -> Range {
    (a.0 + b.0, a.1.zip(b.1).map(|(a, b)| a + b))
}

/// The smallest and the largest of some numbers.
fn ends<'a>(values: impl Iterator<Item = &'a Value>) -> Option<(BigRational, BigRational)> {
    let numbers: Vec<BigRational> = values.map(Value::ratio).collect::<Option<_>>()?;
    Some((numbers.iter().min()?.clone(), numbers.into_iter().max()?))
}
