//! What a question asks of a chain: its last state, whether it stops, and how closely its steps are looked at.

use crate::error::{Error, ErrorKind};
use crate::model::pattern::{Comparison, NumberClass};
use crate::model::{Pattern, Value};
use crate::question::{Expr, Node, Operator, Outcomes};
use crate::solve::residue::Residue;
use crate::statistic::counting::CONTAINS;
use crate::statistic::numeric::{CEIL, FLOOR, MIN};
use crate::statistic::process::{STEPS, STOPS};
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::ToPrimitive;
use std::cmp::Ordering;
use std::collections::BTreeSet;

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

/// What must be known of a number to tell the value of an expression.
pub(super) struct View {
    /// A new kind begins after each of these numbers.
    cuts: Vec<BigInt>,
    /// The remainder by this number matters.
    period: u64,
}

impl View {
    fn comparison(comparison: Comparison, bound: &BigRational) -> Self {
        let floor = bound.floor().to_integer();
        let before = if bound.is_integer() { &floor - 1 } else { floor.clone() };
        let cuts = match comparison {
            Comparison::Less | Comparison::AtLeast => vec![before],
            Comparison::AtMost | Comparison::Greater => vec![floor],
            Comparison::Equal | Comparison::Unequal => vec![before, floor],
        };
        Self { cuts, period: 1 }
    }

    /// A view that may change on either side of these values.
    fn near(values: &[BigRational]) -> Self {
        let sides = |value: &BigRational| [value.floor().to_integer(), value.ceil().to_integer() - 1];
        Self { cuts: values.iter().flat_map(sides).collect(), period: 1 }
    }

    /// Whether no remainder matters.
    pub(super) fn is_plain(&self) -> bool {
        self.period == 1
    }

    /// The last number after which a new kind begins.
    pub(super) fn last(&self) -> BigInt {
        self.cuts.iter().max().cloned().unwrap_or_default()
    }

    /// A view of every number up to this one; nothing where there are many.
    pub(super) fn up_to(last: BigRational) -> Option<Self> {
        /// The most numbers that are told apart.
        const MOST: i64 = 10_000;
        let last = last.floor().to_integer().to_i64().filter(|last| *last <= MOST)?;
        Some(Self { cuts: (0..=last).map(BigInt::from).collect(), period: 1 })
    }

    fn pattern(pattern: &Pattern) -> Option<Self> {
        Some(match pattern {
            Pattern::Is(value) => Self::comparison(Comparison::Equal, &value.ratio()?),
            Pattern::Compare(comparison, value) => Self::comparison(*comparison, &value.ratio()?),
            Pattern::Between(low, high) => {
                let mut view = Self::comparison(Comparison::AtLeast, &low.ratio()?);
                view.cuts.extend(Self::comparison(Comparison::AtMost, &high.ratio()?).cuts);
                view
            }
            Pattern::Number(NumberClass::Even | NumberClass::Odd) => Self { cuts: Vec::new(), period: 2 },
            Pattern::Number(NumberClass::MultipleOf(k)) if *k != 0 && k.unsigned_abs() <= LARGEST_PERIOD => {
                Self { cuts: Vec::new(), period: k.unsigned_abs() }
            }
            Pattern::Not(pattern) => Self::pattern(pattern)?,
            Pattern::And(patterns) | Pattern::Or(patterns) => {
                let mut all = Self { cuts: Vec::new(), period: 1 };
                for pattern in patterns {
                    let view = Self::pattern(pattern)?;
                    all.cuts.extend(view.cuts);
                    all.period = common(all.period, view.period)?;
                }
                all
            }
            _ => return None,
        })
    }
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

/// One of the numbers of an outcome, as far as it is known.
#[derive(Clone, Debug)]
pub enum Known {
    /// This value.
    Exactly(Value),
    /// One of a kind of which `like` is an example; where values matter, `value` stands for it.
    Kind {
        /// An example of its kind.
        like: Value,
        /// What its moments are those of.
        value: Value,
    },
    /// It does not matter.
    Unasked,
}

/// An outcome, as far as the question can tell it from others.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It stopped.
    Stopped {
        /// In this state.
        state: Known,
        /// After so many steps.
        steps: Known,
    },
    /// It goes on for ever.
    Never,
}

impl Outcome {
    /// What takes the place of a part of an expression after this outcome; nothing to look inside.
    ///
    /// # Errors
    /// [`ErrorKind::Undefined`] when the last state or the number of steps of what never stops is asked for, and errors
    /// of working out what became known.
    pub fn replace(&self, part: &Expr, parts: Parts) -> Result<Option<Expr>, Error> {
        if !part.mentions(parts.name) {
            return Ok(Some(part.clone()));
        }
        let value = self.value(part, parts).map_err(|error| error.or_at(part.span()))?;
        Ok(value.map(|value| Expr::spanned(Node::Value(value), part.span())))
    }

    fn value(&self, part: &Expr, parts: Parts) -> Result<Option<Value>, Error> {
        match self {
            Self::Never if parts.is_stops(part) => Ok(Some(Value::Truth(false))),
            Self::Never => never(part, parts),
            _ if parts.is_stops(part) => Ok(Some(Value::Truth(true))),
            Self::Stopped { state, steps } => {
                for (number, known) in [(Number::Steps, steps), (Number::State, state)] {
                    let (like, value) = match known {
                        Known::Exactly(value) => (value, value),
                        Known::Kind { like, value } => (like, value),
                        Known::Unasked => continue,
                    };
                    if parts.is(number, part) {
                        return Ok(Some(value.clone()));
                    }
                    if matches!(known, Known::Kind { .. }) && parts.view(number, part).is_some() {
                        return seen(part, parts, number, like).map(Some);
                    }
                }
                match (part.node(), state, steps) {
                    (Node::Name(_), Known::Exactly(state), Known::Exactly(steps)) => {
                        Ok(Some(Value::row([state.clone(), steps.clone()])))
                    }
                    _ => Ok(None),
                }
            }
        }
    }
}

/// The value of an expression that sees a number only from afar, for a number like this.
pub(super) fn seen(part: &Expr, parts: Parts, number: Number, like: &Value) -> Result<Value, Error> {
    let known = part.rewrite(&mut |inner| {
        Ok(parts.is(number, inner).then(|| Expr::spanned(Node::Value(like.clone()), inner.span())))
    })?;
    known.evaluate(&mut Outcomes::default())
}

/// What can be said of a chain that never stops: its steps are more than any number, and its last state, which it does not
/// have, differs from every state.
fn never(part: &Expr, parts: Parts) -> Result<Option<Value>, Error> {
    let unlike = matches!(part.node(), Node::Value(_) | Node::Name(_));
    if let Some(view) = parts.view(Number::Steps, part).filter(|view| view.is_plain() && !unlike) {
        return seen(part, parts, Number::Steps, &Value::integer(view.last() + BigInt::from(1))).map(Some);
    }
    match part.node() {
        Node::Compare(comparison, a, b)
            if parts.sees(Number::Steps, part)
                && (parts.is(Number::Steps, a) || parts.is(Number::Steps, b)) =>
        {
            let from = if parts.is(Number::Steps, a) { Ordering::Greater } else { Ordering::Less };
            Ok(Some(Value::Truth(comparison.holds(from))))
        }
        Node::Compare(comparison @ (Comparison::Equal | Comparison::Unequal), a, b)
            if (mentions_state(a, parts) && b.known().is_some())
                || (mentions_state(b, parts) && a.known().is_some()) =>
        {
            Ok(Some(Value::Truth(*comparison == Comparison::Unequal)))
        }
        Node::Call(function, arguments)
            if **function == CONTAINS
                && arguments[0].known().is_some()
                && mentions_state(&arguments[1], parts) =>
        {
            Ok(Some(Value::Truth(false)))
        }
        Node::Name(_) => Ok(Some(Value::row([]))),
        _ if parts.is(Number::Steps, part) => Err(Error::new(
            ErrorKind::Undefined,
            "the chain may never stop: its mean is infinite, its steps have no number",
        )
        .hint("ask `P(stops(S))`, or condition on it: `E(steps(S) | stops(S))`")),
        _ if parts.is(Number::State, part) => {
            Err(Error::new(ErrorKind::Undefined, "the chain may never stop, and then there is no last state")
                .hint("ask `P(stops(S))`, or add it to the event or the condition: `… and stops(S)`"))
        }
        _ => Ok(None),
    }
}

/// Whether an expression speaks of the last state and of nothing else of the chain.
fn mentions_state(e: &Expr, parts: Parts) -> bool {
    e.mentions(parts.name)
        && (parts.is(Number::State, e)
            || !matches!(e.node(), Node::Name(_))
                && e.node().children().all(|c| !c.mentions(parts.name) || mentions_state(c, parts)))
}
