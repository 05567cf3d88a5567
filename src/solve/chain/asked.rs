//! What a question asks of a chain: its last state, whether it stops, and how closely its steps are looked at.

mod outcome;
mod view;

use crate::error::Error;
use crate::model::{Pattern, Value};
use crate::question::{Expr, Node, Operator};
use crate::solve::residue::Residue;
use crate::statistic::counting::CONTAINS;
use crate::statistic::numeric::{CEIL, FLOOR, MIN};
use crate::statistic::process::{STEPS, STOPS};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::ToPrimitive;
pub(super) use outcome::seen;
pub use outcome::{Known, Outcome};
use std::collections::BTreeSet;
pub(super) use view::View;

/// The largest divisor by which remainders of a number are followed.
const LARGEST_PERIOD: u64 = 10_000;

/// A number of a chain: how many steps it took, or the number that its last state is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// The number of steps.
    Steps,
    /// The last state.
    State,
}

/// The parts of expressions that speak of one chain.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    /// The experiment.
    pub name: usize,
}

impl Parts {
    /// Whether an expression is this number of the chain itself.
    #[must_use]
    pub fn is(self, number: Number, e: &Expr) -> bool {
        let place = if number == Number::Steps { 2 } else { 1 };
        match e.node() {
            Node::At(sample, index) => self.is_outcome(sample) && index.known() == Some(&Value::Int(place)),
            Node::Call(function, arguments) => {
                number == Number::Steps && **function == STEPS && self.is_outcome(&arguments[0])
            }
            _ => false,
        }
    }

    fn is_outcome(self, e: &Expr) -> bool {
        matches!(e.node(), Node::Name(name) if *name == self.name)
    }

    /// Whether an expression says whether the chain stops.
    #[must_use]
    pub fn is_stops(self, e: &Expr) -> bool {
        matches!(e.node(), Node::Call(function, arguments) if **function == STOPS && self.is_outcome(&arguments[0]))
    }

    /// The value of an expression that sees this number only from afar, for a number like this; nothing to look inside.
    ///
    /// # Errors
    /// Those of working it out.
    pub fn seen_from_afar(self, part: &Expr, number: Number, like: &Value) -> Result<Option<Expr>, Error> {
        if self.view(number, part).is_none() {
            return Ok(None);
        }
        let value = seen(part, self, number, like).map_err(|error| error.or_at(part.span()))?;
        Ok(Some(Expr::spanned(Node::Value(value), part.span())))
    }

    /// Whether an expression looks at this number only from afar.
    #[must_use]
    pub fn sees(self, number: Number, e: &Expr) -> bool {
        self.view(number, e).is_some()
    }

    /// What an expression that looks at a number only from afar needs to know of it: a comparison, a remainder, a pattern,
    /// what no longer changes from some number of steps on.
    pub(super) fn view(self, number: Number, e: &Expr) -> Option<View> {
        let settled = || if number == Number::Steps { self.settled(e) } else { None };
        self.nearby(number, e).or_else(settled)
    }

    /// A comparison of a line or a rounding of one with a known number, a remainder, a pattern.
    fn nearby(self, number: Number, e: &Expr) -> Option<View> {
        match e.node() {
            Node::Compare(comparison, a, b) => {
                let (comparison, side, bound) = match (a.known(), b.known()) {
                    (None, Some(bound)) => (*comparison, a, bound),
                    (Some(bound), None) => (comparison.mirrored(), b, bound),
                    _ => return None,
                };
                if self.is(number, side) {
                    return Some(View::comparison(comparison, &bound.ratio()?));
                }
                Some(View::near(&self.steps_at(number, side, &bound.ratio()?)?))
            }
            Node::Call(function, arguments) if **function == MIN && number == Number::Steps => {
                View::up_to(self.least(number, arguments)?)
            }
            Node::Arithmetic(Operator::Modulo, a, b) if self.is(number, a) => match b.known()? {
                Value::Int(m) if *m != 0 && m.unsigned_abs() <= LARGEST_PERIOD => {
                    Some(View { cuts: Vec::new(), period: m.unsigned_abs() })
                }
                _ => None,
            },
            Node::Call(function, arguments) if **function == CONTAINS && self.is(number, &arguments[1]) => {
                match arguments[0].known()? {
                    Value::Pattern(pattern) => View::pattern(pattern),
                    value => View::pattern(&Pattern::Is(value.clone())),
                }
            }
            _ => None,
        }
    }

    /// Where an expression that grows or falls evenly with this number, or is rounded, may pass a bound: near these values of
    /// the number; nothing for other expressions.
    fn steps_at(self, number: Number, e: &Expr, bound: &BigRational) -> Option<Vec<BigRational>> {
        let passes = |(slope, rest): (BigRational, BigRational), at: &BigRational| (at - rest) / slope;
        if let Node::Call(function, arguments) = e.node()
            && (**function == FLOOR || **function == CEIL)
        {
            let line = self.line(number, &arguments[0])?;
            let one = BigRational::from_integer(1.into());
            // ⌊y⌋ and ⌈y⌉ change at whole numbers: next to the bound only these are passed.
            let near = [bound.floor() - &one, bound.floor(), bound.ceil(), bound.ceil() + one];
            return Some(near.iter().map(|at| passes(line.clone(), at)).collect());
        }
        self.line(number, e).map(|line| vec![passes(line, bound)])
    }

    /// An expression as slope · number + rest, with a slope that is not 0.
    fn line(self, number: Number, e: &Expr) -> Option<(BigRational, BigRational)> {
        if self.is(number, e) {
            return Some((BigRational::from_integer(1.into()), BigRational::from_integer(0.into())));
        }
        let Node::Arithmetic(operator, a, b) = e.node() else { return None };
        let known = |e: &Expr| e.known().and_then(Value::ratio);
        let zero = BigRational::from_integer(0.into());
        Some(match (operator, known(a), known(b)) {
            (Operator::Add, _, Some(more)) => self.line(number, a).map(|(m, c)| (m, c + more))?,
            (Operator::Add, Some(more), _) => self.line(number, b).map(|(m, c)| (m, c + more))?,
            (Operator::Subtract, _, Some(less)) => self.line(number, a).map(|(m, c)| (m, c - less))?,
            (Operator::Subtract, Some(from), _) => self.line(number, b).map(|(m, c)| (-m, from - c))?,
            (Operator::Multiply, _, Some(k)) if k != zero => {
                self.line(number, a).map(|(m, c)| (m * &k, c * &k))?
            }
            (Operator::Multiply, Some(k), _) if k != zero => {
                self.line(number, b).map(|(m, c)| (m * &k, c * &k))?
            }
            (Operator::Divide, _, Some(k)) if k != zero => {
                self.line(number, a).map(|(m, c)| (m / &k, c / &k))?
            }
            _ => return None,
        })
    }

    /// The least of the known numbers, where the others are this number itself.
    fn least(self, number: Number, arguments: &[Expr]) -> Option<BigRational> {
        let mut least: Option<BigRational> = None;
        for argument in arguments.iter().filter(|e| !self.is(number, e)) {
            let known = argument.known()?.ratio()?;
            least = Some(least.map_or_else(|| known.clone(), |least| least.min(known.clone())));
        }
        least
    }
}

/// A number by which the remainders tell those by both; nothing when it is too large.
fn common(a: u64, b: u64) -> Option<u64> {
    Some(a.lcm(&b)).filter(|period| *period <= LARGEST_PERIOD)
}

/// What a residue needs to know of one number of a chain.
#[derive(Clone, Debug)]
pub struct Need {
    /// Whether it is asked about at all.
    pub asked: bool,
    /// After which numbers a new kind begins.
    pub cuts: BTreeSet<BigInt>,
    /// By what its remainders matter.
    pub period: u64,
    /// Whether its values matter themselves.
    pub values: bool,
    /// Whether remainders matter that are too many to be followed, so that only a law of finitely many values will do.
    pub scattered: bool,
}

impl Need {
    /// What the residue needs to know of this number.
    #[must_use]
    pub fn of(residue: &Residue, parts: Parts, number: Number) -> Self {
        let mut need =
            Self { asked: false, cuts: BTreeSet::new(), period: 1, values: false, scattered: false };
        for expression in residue.expressions() {
            need.collect(expression, parts, number);
        }
        need
    }

    fn collect(&mut self, e: &Expr, parts: Parts, number: Number) {
        if !e.mentions(parts.name) {
            return;
        }
        if let Some(view) = parts.view(number, e) {
            self.asked = true;
            self.cuts.extend(view.cuts);
            match common(self.period, view.period) {
                Some(period) => self.period = period,
                None => (self.values, self.scattered) = (true, true),
            }
            return;
        }
        let other = if number == Number::Steps { Number::State } else { Number::Steps };
        if parts.is(other, e) || parts.is_stops(e) {
            return;
        }
        if parts.is(number, e) || matches!(e.node(), Node::Name(_)) {
            (self.asked, self.values) = (true, true);
            return;
        }
        if let (Number::Steps, Some(tail)) = (number, parts.bent(e)) {
            (self.asked, self.values) = (true, true);
            self.cuts.insert(tail.start.ceil().to_integer());
            return;
        }
        e.node().children().for_each(|child| self.collect(child, parts, number));
    }

    /// The cuts that are numbers of steps, ascending.
    #[must_use]
    pub fn step_cuts(&self) -> Vec<u64> {
        self.cuts.iter().filter_map(ToPrimitive::to_u64).collect()
    }
}

/// The degree of an expression as a polynomial in a number of the chain; nothing when it is none.
#[must_use]
pub fn degree(e: &Expr, parts: Parts, number: Number) -> Option<u32> {
    if !e.mentions(parts.name) || parts.view(number, e).is_some() || parts.is_stops(e) {
        return Some(0);
    }
    if parts.is(number, e) {
        return Some(1);
    }
    if let (Number::Steps, Some(tail)) = (number, parts.bent(e)) {
        return Some(tail.degree());
    }
    let of = |e: &Expr| degree(e, parts, number);
    match e.node() {
        Node::Name(_) => None,
        Node::At(..) if parts.is(Number::Steps, e) || parts.is(Number::State, e) => Some(0),
        Node::Call(function, _) if **function == STEPS => Some(0),
        Node::Sum(terms) | Node::Row(terms) => {
            terms.iter().try_fold(0, |most, term| Some(of(term)?.max(most)))
        }
        Node::Call(function, parts) if function.name == "sum" => of(&parts[0]),
        Node::Arithmetic(Operator::Add | Operator::Subtract, a, b) => Some(of(a)?.max(of(b)?)),
        Node::Arithmetic(Operator::Multiply, a, b) => of(a)?.checked_add(of(b)?),
        Node::Arithmetic(Operator::Divide, a, b) if of(b)? == 0 => of(a),
        Node::Arithmetic(Operator::Power, a, b) => match (of(a)?, of(b)?, b.known()) {
            (0, 0, _) => Some(0),
            (degree, 0, Some(Value::Int(k))) => degree.checked_mul(u32::try_from(*k).ok()?),
            _ => None,
        },
        Node::If(condition, then, otherwise) if of(condition)? == 0 => Some(of(then)?.max(of(otherwise)?)),
        node => node.children().all(|child| of(child) == Some(0)).then_some(0),
    }
}
