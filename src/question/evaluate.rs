//! What an expression is worth on concrete outcomes, by the definitions only.

use crate::error::{Error, ErrorKind, Span};
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::expr::{Expr, Node, Operator};
use crate::question::quantified::{each, written_out};
use crate::statistic::numeric::{MAX, MIN};
use crate::statistic::{Function, arithmetic};
use std::cmp::Ordering;

/// The largest range or set that is listed element by element.
const LARGEST_RANGE: i64 = 10_000_000;

/// What is known while an expression is worked out: outcomes of experiments, and the quantified elements.
#[derive(Clone, Debug, Default)]
pub struct Outcomes {
    /// The outcome of each experiment, by index; unknown ones are `None`.
    pub names: Vec<Option<Value>>,
    elements: Vec<Option<Value>>,
}

impl Outcomes {
    /// These outcomes, all known.
    #[must_use]
    pub fn new(outcomes: impl IntoIterator<Item = Value>) -> Self {
        Self { names: outcomes.into_iter().map(Some).collect(), elements: Vec::new() }
    }

    /// The outcome of this experiment, and nothing else.
    #[must_use]
    pub fn only(name: usize, outcome: Value) -> Self {
        let mut names = vec![None; name];
        names.push(Some(outcome));
        Self { names, elements: Vec::new() }
    }

    /// What a quantified element stands for.
    pub(super) fn element(&self, depth: usize) -> Option<Value> {
        self.elements.get(depth).cloned().flatten()
    }

    pub(super) fn bind(&mut self, depth: usize, element: Option<Value>) {
        if self.elements.len() <= depth {
            self.elements.resize(depth + 1, None);
        }
        self.elements[depth] = element;
    }
}

impl Expr {
    /// The value on these outcomes, worked out by the definitions of the functions.
    ///
    /// # Errors
    /// Divisions by zero, kinds that do not fit, indices out of range; the error carries the place of the smallest
    /// expression that failed.
    pub fn evaluate(&self, outcomes: &mut Outcomes) -> Result<Value, Error> {
        self.evaluate_node(outcomes).map_err(|error| error.or_at(self.span()))
    }

    fn evaluate_node(&self, outcomes: &mut Outcomes) -> Result<Value, Error> {
        match self.node() {
            Node::Value(value) => Ok(value.clone()),
            Node::Failed(error) => Err(error.clone()),
            Node::Name(i) => known(outcomes.names.get(*i)),
            Node::Element(depth) => known(outcomes.elements.get(*depth)),
            Node::Not(a) => Ok(Value::Truth(!a.truth(outcomes)?)),
            Node::And(parts) => {
                for part in parts {
                    if !part.truth(outcomes)? {
                        return Ok(Value::Truth(false));
                    }
                }
                Ok(Value::Truth(true))
            }
            Node::Or(parts) => {
                for part in parts {
                    if part.truth(outcomes)? {
                        return Ok(Value::Truth(true));
                    }
                }
                Ok(Value::Truth(false))
            }
            Node::Xor(a, b) => Ok(Value::Truth(a.truth(outcomes)? != b.truth(outcomes)?)),
            Node::Compare(comparison, a, b) => {
                let (a, b) = (a.evaluate(outcomes)?, b.evaluate(outcomes)?);
                let (word, other) = if matches!(a, Value::Word(_)) { (&a, &b) } else { (&b, &a) };
                if matches!(comparison, Comparison::Equal | Comparison::Unequal)
                    && matches!(word, Value::Word(_))
                    && (other.is_number() || matches!(other, Value::Card(_)))
                {
                    // Among labels that are partly words, one of another kind is another label.
                    return Ok(Value::Truth(*comparison == Comparison::Unequal));
                }
                Ok(Value::Truth(comparison.holds(compare(&a, &b)?)))
            }
            Node::Arithmetic(operator, a, b) => {
                let (x, y) = (a.evaluate(outcomes)?, b.evaluate(outcomes)?);
                // A division by zero is the divisor's fault.
                let divides = matches!(operator, Operator::Divide | Operator::Modulo);
                calculate(*operator, &x, &y).map_err(|e| if divides { e.or_at(b.span()) } else { e })
            }
            Node::Sum(parts) => parts
                .iter()
                .try_fold(Value::Int(0), |sum, part| arithmetic::add(&sum, &part.evaluate(outcomes)?)),
            Node::If(condition, then, otherwise) => {
                if condition.truth(outcomes)? {
                    then.evaluate(outcomes)
                } else {
                    otherwise.evaluate(outcomes)
                }
            }
            Node::Call(function, arguments) => {
                let values: Vec<Value> =
                    arguments.iter().map(|a| a.evaluate(outcomes)).collect::<Result<_, _>>()?;
                function.apply(&values)
            }
            Node::At(sample, index) => {
                let (sample, index) = (sample.evaluate(outcomes)?, index.evaluate(outcomes)?);
                let elements = sample.elements();
                Ok(elements[place(&index, elements.len())?].clone())
            }
            Node::Slice(sample, from, to) => {
                let sample = sample.evaluate(outcomes)?;
                let (from, to) = (from.evaluate(outcomes)?, to.evaluate(outcomes)?);
                slice(&sample, &from, &to)
            }
            Node::Each(quantifier, depth, domain, body) => {
                let domain = domain.evaluate(outcomes)?;
                each(*quantifier, *depth, &domain, body, outcomes)
            }
            Node::Row(parts) => {
                let values = parts.iter().map(|p| p.evaluate(outcomes)).collect::<Result<Vec<_>, _>>()?;
                Ok(Value::row(values))
            }
            Node::Set(parts) => {
                let values = parts.iter().map(|p| p.evaluate(outcomes)).collect::<Result<Vec<_>, _>>()?;
                Ok(Value::set(values))
            }
            Node::Range(low, high) => {
                let (low, high) = (low.evaluate(outcomes)?, high.evaluate(outcomes)?);
                range(&low, &high)
            }
        }
    }

    pub(super) fn truth(&self, outcomes: &mut Outcomes) -> Result<bool, Error> {
        match self.evaluate(outcomes)? {
            Value::Truth(truth) => Ok(truth),
            other => {
                Err(Error::new(ErrorKind::Kind, format!("an event is needed here, not {}", other.kind()))
                    .or_at(self.span()))
            }
        }
    }

    /// The same expression, worked out if nothing in it is random, and with quantifiers over known domains written
    /// out, so that each place can be followed on its own.
    ///
    /// # Errors
    /// Those of working it out.
    pub fn simplified(self) -> Result<Expr, Error> {
        if self.names() == 0 && self.free_elements() == 0 && self.known().is_none() {
            let value = self.evaluate(&mut Outcomes::default())?;
            return Ok(Expr::spanned(Node::Value(value), self.span()));
        }
        match self.node() {
            Node::Not(a) => match a.node() {
                Node::Not(inner) => Ok(inner.clone()),
                _ => Ok(self),
            },
            Node::If(condition, then, otherwise) => match condition.known() {
                Some(Value::Truth(true)) => Ok(then.clone()),
                Some(Value::Truth(false)) => Ok(otherwise.clone()),
                _ => Ok(self),
            },
            Node::Each(quantifier, depth, domain, body) => match domain.known() {
                Some(domain) => written_out(*quantifier, *depth, domain, body, self.span()),
                None => Ok(self),
            },
            Node::Call(function, arguments) if **function == MAX || **function == MIN => {
                Ok(extreme_known(function, arguments, self.span())?.unwrap_or(self))
            }
            _ if let Some(forwards) = super::backwards::unturned(&self) => forwards.simplified(),
            // Before the first place there is nothing, whatever the sample is: `X[1..k]` where k runs from 0.
            Node::Slice(_, from, to)
                if from.known() == Some(&Value::Int(1)) && to.known() == Some(&Value::Int(0)) =>
            {
                Ok(Expr::spanned(Node::Value(Value::row([])), self.span()))
            }
            _ => Ok(self),
        }
    }

    /// The body with the quantified element of this depth replaced by a value.
    ///
    /// # Errors
    /// Those of working out what became known.
    pub fn with_element(&self, depth: usize, value: &Value) -> Result<Expr, Error> {
        let bit = 1u64 << (depth % 64);
        self.rewrite(&mut |part| {
            if part.free_elements() & bit == 0 {
                return Ok(Some(part.clone()));
            }
            let here = matches!(part.node(), Node::Element(d) if *d == depth);
            Ok(here.then(|| Expr::spanned(Node::Value(value.clone()), part.span())))
        })
    }
}

/// `max(3, x, 5)` as `max(x, 5)`: of several known numbers only one can be the extreme. Nothing where no two are known.
fn extreme_known(
    function: &'static Function,
    arguments: &[Expr],
    span: Option<Span>,
) -> Result<Option<Expr>, Error> {
    let (known, mut open): (Vec<&Expr>, Vec<&Expr>) = arguments.iter().partition(|e| e.known().is_some());
    if known.len() < 2 {
        return Ok(None);
    }
    let values: Vec<Value> = known.iter().filter_map(|e| e.known().cloned()).collect();
    let extreme = Expr::spanned(Node::Value(function.apply(&values)?), known[0].span());
    open.push(&extreme);
    Ok(Some(Expr::spanned(Node::Call(function, open.into_iter().cloned().collect()), span)))
}

fn known(slot: Option<&Option<Value>>) -> Result<Value, Error> {
    slot.and_then(Clone::clone).ok_or_else(|| Error::new(ErrorKind::UnknownName, "a name without an outcome"))
}

/// How two values compare; comparing what has no common order is an error.
///
/// # Errors
/// [`ErrorKind::Kind`], with the kinds of both.
pub fn compare(a: &Value, b: &Value) -> Result<Ordering, Error> {
    use crate::model::{Level, Scale};
    match (a, b) {
        (Value::Level(x), Value::Level(y)) if x.scale == y.scale => Ok(x.cmp(y)),
        (Value::Level(Level { scale: Scale::Rank, index }), Value::Int(n)) => Ok(i64::from(*index).cmp(n)),
        (Value::Int(n), Value::Level(Level { scale: Scale::Rank, index })) => Ok(n.cmp(&i64::from(*index))),
        _ if a.kind() == b.kind() => Ok(a.cmp(b)),
        // A sample of one is its element.
        (Value::Row(row), other) | (other, Value::Row(row))
            if row.len() == 1 && row[0].kind() == other.kind() =>
        {
            Ok(if matches!(a, Value::Row(_)) { row[0].cmp(b) } else { a.cmp(&row[0]) })
        }
        _ => Err(Error::new(ErrorKind::Kind, format!("{} cannot be compared with {}", a.kind(), b.kind()))),
    }
}

/// The result of an operation on two numbers.
///
/// # Errors
/// Those of the operation.
pub fn calculate(operator: Operator, a: &Value, b: &Value) -> Result<Value, Error> {
    match operator {
        Operator::Add => arithmetic::add(a, b),
        Operator::Subtract => arithmetic::subtract(a, b),
        Operator::Multiply => arithmetic::multiply(a, b),
        Operator::Divide => arithmetic::divide(a, b),
        Operator::Modulo => arithmetic::modulo(a, b),
        Operator::Power => arithmetic::power(a, b),
    }
}

/// The place of an index in a sample of this length, from 0.
///
/// # Errors
/// [`ErrorKind::Range`] beyond the ends, [`ErrorKind::Kind`] for what is no whole number.
pub fn place(index: &Value, length: usize) -> Result<usize, Error> {
    let beyond = || {
        let plural = if length == 1 { "" } else { "s" };
        Error::new(
            ErrorKind::Range,
            format!("the sample has only {length} element{plural}, and this is number {index}"),
        )
        .hint(format!("places count from 1 to {length}, or from the end with -1"))
    };
    let index = match index {
        Value::Int(index) => index,
        Value::Ratio(number) if number.is_integer() => return Err(beyond()),
        _ => {
            return Err(Error::new(ErrorKind::Kind, "an index is a whole number")
                .hint("the first is `X[1]`, the last `X[-1]`"));
        }
    };
    let from_start = if *index > 0 {
        Some(*index - 1)
    } else {
        length
            .cast_signed()
            .checked_add(isize::try_from(*index).unwrap_or(isize::MIN))
            .and_then(|i| i64::try_from(i).ok())
    };
    let place = from_start.filter(|_| *index != 0).and_then(|i| usize::try_from(i).ok());
    place.filter(|&i| i < length).ok_or_else(beyond)
}

/// The elements between two places, both included; nothing when the second lies before the first.
fn slice(sample: &Value, from: &Value, to: &Value) -> Result<Value, Error> {
    let elements = sample.elements();
    let empty = match (from, to) {
        (Value::Int(a), Value::Int(b)) => {
            *b == a - 1 && *a >= 1 && *b <= i64::try_from(elements.len()).unwrap_or(i64::MAX)
        }
        _ => false,
    };
    if empty {
        return Ok(Value::row([]));
    }
    let (from, to) = (place(from, elements.len())?, place(to, elements.len())?);
    Ok(Value::row(elements.get(from..=to).unwrap_or_default().iter().cloned()))
}

/// The integers from one to another, as a set.
///
/// # Errors
/// [`ErrorKind::Range`] when there are too many to list.
pub fn range(low: &Value, high: &Value) -> Result<Value, Error> {
    let low = crate::model::pattern::small_integer(low)?;
    let high = crate::model::pattern::small_integer(high)?;
    if high.saturating_sub(low) > LARGEST_RANGE {
        return Err(Error::new(ErrorKind::TooExpensive, format!("{low}..{high} is too long to go through"))
            .hint(format!("ranges of up to {LARGEST_RANGE} integers can be listed")));
    }
    Ok(Value::Set((low..=high).map(Value::Int).collect()))
}
