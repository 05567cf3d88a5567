//! The forms of an expression, and what each is made of.

use super::{Expr, Operator, Quantifier};
use crate::error::Error;
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::statistic::Function;

/// The forms of an expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// A known value.
    Value(Value),
    /// The outcome of the experiment with this index.
    Name(usize),
    /// The element bound by the quantifier at this depth.
    Element(usize),
    /// Negation of an event.
    Not(Expr),
    /// All of these events.
    And(Vec<Expr>),
    /// At least one of these events.
    Or(Vec<Expr>),
    /// Exactly one of the two events.
    Xor(Expr, Expr),
    /// A comparison.
    Compare(Comparison, Expr, Expr),
    /// Arithmetic on two numbers.
    Arithmetic(Operator, Expr, Expr),
    /// The sum of these numbers: a quantified sum, written out.
    Sum(Vec<Expr>),
    /// The second if the first holds, else the third.
    If(Expr, Expr, Expr),
    /// A function of the language.
    Call(&'static Function, Vec<Expr>),
    /// The element at a place, from 1; from the end when negative.
    At(Expr, Expr),
    /// The elements from one place to another, both included.
    Slice(Expr, Expr, Expr),
    /// A statement about, or a value from, each element of a sample, a set or a range.
    Each(Quantifier, usize, Expr, Expr),
    /// A row of these values.
    Row(Vec<Expr>),
    /// A set of these values.
    Set(Vec<Expr>),
    /// The integers from one to another: a set.
    Range(Expr, Expr),
    /// What has no value, such as 1/0, where it is not certain that a value is needed: the error waits until one is.
    Failed(Error),
}

impl Node {
    /// Whether this form may have no value although its parts have one. Statistics of samples and places in them are
    /// looked at before anything is thrown, so that only what is worked out from their values is left to fail.
    pub(super) fn fails_itself(&self) -> bool {
        let positive = |e: &Expr| matches!(e.known(), Some(Value::Int(1..)));
        match self {
            Self::Failed(_) => true,
            Self::Arithmetic(Operator::Divide | Operator::Modulo | Operator::Power, _, b) => !positive(b),
            Self::At(_, index) => index.known().is_none(),
            Self::Slice(_, from, to) => from.known().is_none() || to.known().is_none(),
            Self::Call(function, arguments) => match function.sample {
                // A statistic that an empty sample does not have, such as a mean.
                Some(sample) => {
                    let argument = |(i, argument): (usize, &Expr)| {
                        if i == sample { Some(Value::row([])) } else { argument.known().cloned() }
                    };
                    let values: Option<Vec<Value>> = arguments.iter().enumerate().map(argument).collect();
                    values.is_none_or(|values| function.apply(&values).is_err())
                }
                None => true,
            },
            Self::Each(quantifier, ..) => matches!(quantifier, Quantifier::Min | Quantifier::Max),
            _ => false,
        }
    }

    /// The parts, in order.
    pub fn children(&self) -> impl Iterator<Item = &Expr> {
        let (listed, apart): (&[Expr], [Option<&Expr>; 3]) = match self {
            Self::Value(_) | Self::Name(_) | Self::Element(_) | Self::Failed(_) => (&[], [None; 3]),
            Self::Not(a) => (&[], [Some(a), None, None]),
            Self::And(parts)
            | Self::Or(parts)
            | Self::Sum(parts)
            | Self::Call(_, parts)
            | Self::Row(parts)
            | Self::Set(parts) => (parts, [None; 3]),
            Self::Xor(a, b)
            | Self::Compare(_, a, b)
            | Self::Arithmetic(_, a, b)
            | Self::At(a, b)
            | Self::Range(a, b)
            | Self::Each(_, _, a, b) => (&[], [Some(a), Some(b), None]),
            Self::If(a, b, c) | Self::Slice(a, b, c) => (&[], [Some(a), Some(b), Some(c)]),
        };
        listed.iter().chain(apart.into_iter().flatten())
    }

    /// The same form with each part replaced.
    pub(in crate::question) fn map(
        &self,
        mut change: impl FnMut(&Expr) -> Result<Expr, Error>,
    ) -> Result<Node, Error> {
        let mut all = |parts: &[Expr]| parts.iter().map(&mut change).collect::<Result<Vec<_>, _>>();
        Ok(match self {
            Self::Value(_) | Self::Name(_) | Self::Element(_) | Self::Failed(_) => self.clone(),
            Self::And(parts) => Self::And(all(parts)?),
            Self::Or(parts) => Self::Or(all(parts)?),
            Self::Sum(parts) => Self::Sum(all(parts)?),
            Self::Call(function, parts) => Self::Call(function, all(parts)?),
            Self::Row(parts) => Self::Row(all(parts)?),
            Self::Set(parts) => Self::Set(all(parts)?),
            Self::Not(a) => Self::Not(change(a)?),
            Self::Xor(a, b) => Self::Xor(change(a)?, change(b)?),
            Self::Compare(comparison, a, b) => Self::Compare(*comparison, change(a)?, change(b)?),
            Self::Arithmetic(operator, a, b) => Self::Arithmetic(*operator, change(a)?, change(b)?),
            Self::At(a, b) => Self::At(change(a)?, change(b)?),
            Self::Range(a, b) => Self::Range(change(a)?, change(b)?),
            Self::Each(quantifier, depth, a, b) => Self::Each(*quantifier, *depth, change(a)?, change(b)?),
            Self::If(a, b, c) => Self::If(change(a)?, change(b)?, change(c)?),
            Self::Slice(a, b, c) => Self::Slice(change(a)?, change(b)?, change(c)?),
        })
    }
}
