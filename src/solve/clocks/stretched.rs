//! Multiples of numbers of trials: 2·Y is the number of ticks where every trial of Y takes two, so that `X > 2*Y` compares
//! two numbers of ticks.

use crate::dist::Dist;
use crate::model::chain::{Chain, Condition, Form, Step, Stop};
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::question::{Experiment, Expr, Named, Node, Operator, Question};
use crate::solve::chain::is_steps;
use crate::solve::linear::Linear;
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::sync::Arc;

/// The most ticks that a trial may take.
const MOST: u64 = 1_000;

/// The question with trials that take several ticks, so that its numbers are compared without factors; nothing where none
/// is compared with a multiple of another.
pub fn stretched(question: &Question) -> Option<Question> {
    let names: Vec<usize> = (0..question.experiments.len())
        .filter(|name| question.mentioned() >> name & 1 == 1 && waits(question, *name).is_some())
        .collect();
    let mut found = Multiples { factors: vec![BigInt::zero(); names.len()], names };
    let asked = question.asked.expressions().into_iter().chain(&question.given);
    asked.clone().try_for_each(|e| found.take_in(e))?;
    found.factors.iter_mut().filter(|factor| factor.is_zero()).for_each(|factor| *factor = BigInt::one());
    if found.factors.iter().all(BigInt::is_one) {
        return None;
    }
    let mut other = question.clone();
    for (name, factor) in found.names.iter().zip(&found.factors).filter(|(_, factor)| !factor.is_one()) {
        let factor = factor.to_u64().filter(|factor| *factor <= MOST)?;
        let chain = slowed(waits(question, *name)?, factor);
        let named = &question.experiments[*name];
        let experiment = Experiment::of(Space::Chain(Arc::new(chain)), named.experiment.text());
        other.experiments[*name] = Named { name: named.name.clone(), experiment };
    }
    let mut is_written = true;
    let mut written = |e: &Expr| {
        let written = found.written(e);
        is_written &= written.is_some();
        written.unwrap_or_else(|| e.clone())
    };
    other.asked = question.asked.clone().map(|e| Ok(written(e))).ok()?;
    other.given = question.given.as_ref().map(written);
    is_written.then_some(other)
}

/// The chain of an endless number of trials.
fn waits(question: &Question, name: usize) -> Option<&Arc<Chain>> {
    match question.experiments[name].experiment.space()?.as_ref() {
        Space::Chain(chain)
            if matches!(chain.form(), Form::Any | Form::Lattice(_))
                && matches!(chain.stop, Stop::When(_)) =>
        {
            Some(chain)
        }
        _ => None,
    }
}

/// The chain each of whose steps takes so many.
fn slowed(chain: &Arc<Chain>, factor: u64) -> Chain {
    let at = |state: &Value, tick: u64| Value::row([state.clone(), Value::integer(tick.into())]);
    let inner = |state: &Value| match state.elements() {
        [inner, Value::Int(tick)] => (inner.clone(), tick.unsigned_abs()),
        _ => (state.clone(), 0),
    };
    let (start, slow) = (at(&chain.start, 0), Arc::clone(chain));
    let step: Step = Arc::new(move |state| match inner(state) {
        (state, tick) if tick + 1 < factor => Ok(Dist::certain(at(&state, tick + 1))),
        (state, _) => {
            let law = (slow.step)(&state)?;
            Dist::from_weights(law.weights().map(|(next, weight)| (at(next, 0), weight.clone())))
        }
    });
    let chain = Arc::clone(chain);
    let stop: Condition = Arc::new(move |state| match inner(state) {
        (state, 0) => chain.stops_in(&state),
        _ => Ok(false),
    });
    Chain::new(start, step, Stop::When(stop))
}

/// The numbers of trials of a question, and by which factors they are multiplied wherever they are compared with others.
struct Multiples {
    names: Vec<usize>,
    /// The greatest common divisor of the coefficients; 0 where there are none.
    factors: Vec<BigInt>,
}

impl Multiples {
    fn place(&self, e: &Expr) -> Option<usize> {
        self.names.iter().position(|name| is_steps(e, *name))
    }

    fn is_free(&self, e: &Expr) -> bool {
        !self.names.iter().any(|name| e.mentions(*name))
    }

    fn linear(&self, e: &Expr) -> Option<Linear> {
        let sum = Linear::of(e, &|part| self.place(part).is_some())?;
        let terms = sum.terms.into_iter().filter(|(_, coefficient)| !coefficient.is_zero()).collect();
        Some(Linear { terms, ..sum })
    }

    /// A comparison as one of a sum of multiples, with whole coefficients that have no divisor in common, and 0.
    fn compared(&self, e: &Expr) -> Option<(Comparison, Linear)> {
        let Node::Compare(comparison, a, b) = e.node() else { return None };
        let sum = self.linear(&difference(a.clone(), b.clone()))?;
        let whole = sum.terms.iter().fold(BigInt::one(), |lcm, (_, n)| lcm.lcm(n.denom()));
        let sum = sum.times(&BigRational::from_integer(whole));
        let common = sum.terms.iter().fold(BigInt::zero(), |gcd, (_, n)| gcd.gcd(n.numer()));
        (!sum.terms.is_empty()).then(|| (*comparison, sum.times(&BigRational::new(BigInt::one(), common))))
    }

    /// Takes in the factors; nothing where a number is spoken of in other ways.
    fn take_in(&mut self, e: &Expr) -> Option<()> {
        if self.is_free(e) {
            return Some(());
        }
        let sum = match self.compared(e) {
            Some((_, sum)) if sum.terms.len() == 1 => return Some(()),
            Some((_, sum)) => sum,
            None => match self.multiple(e) {
                Some(sum) => sum,
                None if matches!(e.node(), Node::Name(_)) => return None,
                None => return e.node().children().try_for_each(|part| self.take_in(part)),
            },
        };
        for (term, coefficient) in &sum.terms {
            let place = self.place(term)?;
            self.factors[place] = self.factors[place].gcd(coefficient.numer());
        }
        Some(())
    }

    /// A whole positive multiple of one number.
    fn multiple(&self, e: &Expr) -> Option<Linear> {
        let sum = self.linear(e)?;
        let is_whole = |(_, n): &(Expr, BigRational)| n.is_integer() && n.is_positive();
        let is_one = sum.terms.len() == 1 && sum.constant.is_zero();
        (is_one && sum.terms.iter().all(is_whole)).then_some(sum)
    }

    /// The expression about the numbers of ticks.
    fn written(&self, e: &Expr) -> Option<Expr> {
        let mut is_written = true;
        let written = e.rewrite(&mut |part| {
            if self.is_free(part) {
                return Ok(Some(part.clone()));
            }
            let ticks = match (self.compared(part), self.multiple(part)) {
                (Some((comparison, sum)), _) => self.ticks_compared(comparison, &sum),
                (None, Some(sum)) => self.ticks(&sum).map(|(sum, _)| sum.unwrap_or_else(|| part.clone())),
                _ => return Ok(None),
            };
            is_written &= ticks.is_some();
            Ok(Some(ticks.unwrap_or_else(|| part.clone())))
        });
        written.ok().filter(|_| is_written)
    }

    fn ticks_compared(&self, comparison: Comparison, sum: &Linear) -> Option<Expr> {
        let (first, rest) = sum.terms.split_first()?;
        // Of one number the coefficient need not be a multiple of its factor.
        let scale = match (rest, self.place(&first.0)) {
            ([], Some(place)) => BigRational::from_integer(self.factors[place].clone()) / &first.1,
            _ => BigRational::one(),
        };
        let sum = match rest {
            [] => {
                Linear { terms: vec![(first.0.clone(), &first.1 * &scale)], constant: &sum.constant * &scale }
            }
            _ => sum.clone(),
        };
        let is_turned = scale.is_negative();
        let (added, taken) = self.ticks(&sum)?;
        let bound = Expr::value_of(Value::number(-sum.constant));
        let (number, bound, is_turned) = match (added, taken) {
            (Some(added), Some(taken)) => (difference(added, taken), bound, is_turned),
            (Some(added), None) => (added, bound, is_turned),
            (None, Some(taken)) => (taken, negative(&bound)?, !is_turned),
            (None, None) => return None,
        };
        let comparison = if is_turned { comparison.mirrored() } else { comparison };
        Some(Expr::new(Node::Compare(comparison, number, bound)))
    }

    /// The ticks that are added, and those that are taken away.
    fn ticks(&self, sum: &Linear) -> Option<(Option<Expr>, Option<Expr>)> {
        let (mut added, mut taken) = (Vec::new(), Vec::new());
        for (term, coefficient) in &sum.terms {
            let place = self.place(term)?;
            let times = (coefficient / BigRational::from_integer(self.factors[place].clone())).abs();
            let times = times.is_integer().then(|| times.to_integer().to_i64()).flatten()?;
            let multiple = match times {
                1 => term.clone(),
                _ => Expr::new(Node::Arithmetic(Operator::Multiply, Expr::value_of(times), term.clone())),
            };
            if coefficient.is_positive() { added.push(multiple) } else { taken.push(multiple) }
        }
        Some((total(added), total(taken)))
    }
}

fn difference(a: Expr, b: Expr) -> Expr {
    Expr::new(Node::Arithmetic(Operator::Subtract, a, b))
}

fn negative(bound: &Expr) -> Option<Expr> {
    Some(Expr::value_of(Value::number(-bound.known()?.ratio()?)))
}

fn total(mut parts: Vec<Expr>) -> Option<Expr> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(Expr::new(Node::Sum(parts))),
    }
}
