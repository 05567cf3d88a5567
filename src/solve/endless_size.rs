//! Samples of an endless size: `n ~ geometric(1/6); X ~ binomial(n, 1/2)`. The sample is thrown along with the trials that
//! decide its size, one element at each of them, so that one chain tells both: its state is that of the size, and what is
//! remembered of the sample. The size does not look at the sample, so that it is what it was.
//!
//! A sum of elements whose number is independent of them needs no chain for its moments: with μ and σ² those of one
//! element, E(S) = E(n) μ and Var(S) = E(n) σ² + Var(n) μ² [W. Feller, "An Introduction to Probability Theory", vol. 1,
//! XII.1].

use crate::dist::Dist;
use crate::error::Error;
use crate::model::chain::{Condition, Step, Stop};
use crate::model::pattern::Comparison;
use crate::model::until::{Source, Until};
use crate::model::{Chain, Faces, Space, Value};
use crate::question::experiment::Repeated;
use crate::question::{Asked, Experiment, Expr, Named, Node, Operator, Outcomes, Question};
use crate::solve::chain::is_steps;
use crate::solve::until::memory::Memory;
use crate::solve::until::wald;
use crate::statistic::sums::SUM;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use std::sync::Arc;

/// A sample that is thrown along with the number of its elements.
pub struct Sized<'a> {
    question: &'a Question,
    /// The experiment that decides the size.
    pub size: usize,
    /// The sample.
    pub sample: usize,
    /// What decides the size.
    pub chain: &'a Arc<Chain>,
    /// What is thrown at each of its steps.
    pub trial: &'a Repeated,
    /// Whether the sample has one element less than the chain has steps.
    pub is_one_less: bool,
}

/// The question about the sample as one about a chain; nothing where it has none of endless size, or where more than a
/// little of the sample is asked.
///
/// # Errors
/// Those of statistics that the labels do not have.
pub fn thrown_along(question: &Question) -> Result<Option<Question>, Error> {
    match Sized::of(question) {
        Some(sized) => sized.chained(),
        None => Ok(None),
    }
}

impl<'a> Sized<'a> {
    /// The only sample of the question whose size is endless, if nothing else depends on either.
    #[must_use]
    pub fn of(question: &'a Question) -> Option<Self> {
        let mentioned = question.mentioned();
        let depends = |name: &usize| question.experiments[*name].experiment.names() != 0;
        let mut dependent =
            (0..question.experiments.len()).filter(|i| mentioned >> i & 1 == 1).filter(depends);
        let (sample, None) = (dependent.next()?, dependent.next()) else { return None };
        let (count, trial) = question.experiments[sample].experiment.repeated()?;
        let size = count.names().trailing_zeros() as usize;
        let Space::Chain(chain) = question.experiments.get(size)?.experiment.space()?.as_ref() else {
            return None;
        };
        let is_one_less = match count.node() {
            _ if is_steps(count, size) => false,
            Node::Arithmetic(Operator::Subtract, steps, one) => {
                (is_steps(steps, size) && one.known() == Some(&Value::Int(1))).then_some(true)?
            }
            _ => return None,
        };
        if !matches!(chain.stop, Stop::When(_)) || is_one_less && chain.stops_in(&chain.start).unwrap_or(true)
        {
            return None;
        }
        Some(Self { question, size, sample, chain, trial, is_one_less })
    }

    /// An expression with the sum of what the trials show for the outcome, where that is their sum.
    ///
    /// # Errors
    /// Those of working out what became known.
    pub fn summed(&self, e: &Expr) -> Result<Expr, Error> {
        let whole = Expr::new(Node::Name(self.sample));
        let sum = || Expr::new(Node::Call(&SUM, vec![whole.clone()]));
        e.rewrite(&mut |part| Ok((self.trial.summed && *part == whole).then(sum)))
    }

    fn chained(&self) -> Result<Option<Question>, Error> {
        let sample = |_: &[Value]| Ok(false);
        let from = Source::Faces(Arc::clone(&self.trial.faces));
        let until = Until { from, enough: Arc::new(sample), stopping: Vec::new() };
        let summed = |e: &Expr| self.summed(e);
        let asked = self.question.asked.clone().map(summed)?;
        let given = self.question.given.as_ref().map(summed).transpose()?;
        let expressions: Vec<&Expr> = asked.expressions().into_iter().chain(&given).collect();
        let Some(memory) = Memory::beside_length(&until, self.sample, &expressions)? else { return Ok(None) };
        let parts = memory.parts();
        let read = |e: &Expr| self.read(e, &parts);
        let (asked, given) = (asked.map(read)?, given.as_ref().map(read).transpose()?);
        if asked.expressions().into_iter().chain(&given).any(|e| e.mentions(self.sample)) {
            return Ok(None);
        }
        let chain = along(self.chain, &self.trial.faces, memory, self.is_one_less)?;
        let mut question = Question { asked, given, ..self.question.clone() };
        let named = &mut question.experiments[self.size];
        let experiment = Experiment::of(Space::Chain(Arc::new(chain)), named.experiment.text());
        *named = Named { name: named.name.clone(), experiment };
        Ok(Some(question))
    }

    /// An expression as it is read from the row in which the new chain stops.
    fn read(&self, e: &Expr, parts: &[Expr]) -> Result<Expr, Error> {
        let at =
            |of: Expr, place: usize| Expr::new(Node::At(of, Expr::value_of(Value::integer(place.into()))));
        let row = || Expr::new(Node::Name(self.size));
        e.rewrite(&mut |part| {
            if let Some(index) = parts.iter().position(|other| other == part) {
                return Ok(Some(at(at(at(at(row(), 1), 2), index + 1), 1)));
            }
            if is_steps(part, self.size) {
                return Ok(Some(part.clone()));
            }
            // The state of the size is the first part of the new one.
            let is_state = matches!(part.node(), Node::At(of, place)
                if matches!(of.node(), Node::Name(n) if *n == self.size) && place.known() == Some(&Value::Int(1)));
            if is_state {
                return Ok(Some(at(part.clone(), 1)));
            }
            let is_length = matches!(part.node(), Node::Call(function, arguments)
                if function.name == "length" && matches!(arguments[0].node(), Node::Name(n) if *n == self.sample));
            let steps = || match self.is_one_less {
                true => Expr::new(Node::Arithmetic(Operator::Subtract, at(row(), 2), Expr::value_of(1))),
                false => at(row(), 2),
            };
            Ok(is_length.then(steps))
        })
    }
}

/// The chain with a trial thrown at each step, or at each but the last. A state is the row of its state and of what is
/// remembered of the trials; where it stops, of what the parts of the question are worth.
fn along(chain: &Arc<Chain>, faces: &Faces, memory: Memory, is_one_less: bool) -> Result<Chain, Error> {
    // Labels that look alike are one.
    let mut labels: Vec<(usize, BigUint)> = Vec::new();
    for (label, (_, weight)) in faces.weights().iter().enumerate() {
        match labels.iter_mut().find(|(other, _)| memory.views()[*other] == memory.views()[label]) {
            Some((_, sum)) => *sum += weight,
            None => labels.push((label, weight.clone())),
        }
    }
    let memory = Arc::new(memory);
    let arrived = {
        let (chain, memory) = (Arc::clone(chain), Arc::clone(&memory));
        move |state: &Value, slots: &[i64]| -> Result<Value, Error> {
            let told = match chain.stops_in(state)? {
                true => Value::row(memory.values(slots).map(|(_, value)| Value::row(value.ok()))),
                false => Value::row(slots.iter().map(|slot| Value::Int(*slot))),
            };
            Ok(Value::row([state.clone(), told]))
        }
    };
    let start = arrived(&chain.start, memory.start())?;
    let size = Arc::clone(chain);
    let step: Step = Arc::new(move |before| {
        let (state, slots) = parts(before);
        let mut next = Vec::new();
        for (state, ways) in (size.step)(&state)?.weights() {
            if is_one_less && size.stops_in(state)? {
                let total: BigUint = labels.iter().map(|(_, weight)| weight).sum();
                next.push((arrived(state, &slots)?, ways * total));
                continue;
            }
            for (label, weight) in &labels {
                let mut slots = slots.clone();
                memory.step(&mut slots, *label);
                next.push((arrived(state, &slots)?, ways * weight));
            }
        }
        Dist::from_weights(next)
    });
    let size = Arc::clone(chain);
    let stop: Condition = Arc::new(move |state| size.stops_in(&parts(state).0));
    Ok(Chain::new(start, step, Stop::When(stop)))
}

/// The state of the size, and the slots.
fn parts(state: &Value) -> (Value, Vec<i64>) {
    let slot = |value: &Value| if let Value::Int(slot) = value { *slot } else { 0 };
    match state.elements() {
        [state, slots] => (state.clone(), slots.elements().iter().map(slot).collect()),
        _ => (Value::Int(0), Vec::new()),
    }
}

/// A sum over the elements of a sample of endless size, of which the moments are asked.
pub struct Sum {
    /// The number of elements.
    pub count: Expr,
    /// The mean of what one of them adds.
    pub mean: BigRational,
    /// The variance of it.
    pub variance: BigRational,
    /// The experiment whose outcome is the sample.
    pub sample: usize,
    /// Whether each of them adds a whole number, and none takes away.
    pub is_natural: bool,
}

/// What each element of a sample of endless size adds to a sum.
struct Terms {
    count: Expr,
    sample: usize,
    /// With weights, in the order of the labels.
    values: Vec<(BigRational, BigInt)>,
}

impl Terms {
    /// The terms of the sum that a number is, if it is one.
    fn of(number: &Expr, question: &Question) -> Option<Self> {
        if number.names().count_ones() != 1 {
            return None;
        }
        let sample = number.names().trailing_zeros() as usize;
        let (count, trial) = question.experiments.get(sample)?.experiment.repeated()?;
        let size = count.names().trailing_zeros() as usize;
        let independent = count.names().count_ones() == 1;
        let space = question.experiments.get(size).filter(|_| independent)?.experiment.space()?;
        if !matches!(**space, Space::Chain(_)) {
            return None;
        }
        let from = Source::Faces(Arc::clone(&trial.faces));
        let until = Until { from, enough: Arc::new(|_| Ok(false)), stopping: Vec::new() };
        let is_outcome = matches!(number.node(), Node::Name(_)) && trial.summed;
        let adds_up = is_outcome || !trial.summed && wald::term(&until, sample, number).ok()?.is_some();
        let worth = |label: &Value| match is_outcome {
            true => label.ratio(),
            false => number.evaluate(&mut Outcomes::only(sample, Value::row([label.clone()]))).ok()?.ratio(),
        };
        let each = trial.faces.weights().iter().filter(|_| adds_up);
        let values = each.map(|(label, weight)| Some((worth(label)?, BigInt::from(weight.clone()))));
        let values: Vec<_> = values.collect::<Option<_>>()?;
        values.iter().any(|(_, weight)| !weight.is_zero()).then(|| Self {
            count: count.clone(),
            sample,
            values,
        })
    }

    /// The mean of the product of what an element adds to this sum and to another.
    fn product(&self, other: &Self) -> BigRational {
        let total: BigInt = self.values.iter().map(|(_, weight)| weight).sum();
        let both = self.values.iter().zip(&other.values);
        both.map(|((a, weight), (b, _))| a * b * weight).sum::<BigRational>() / total
    }

    fn mean(&self) -> BigRational {
        let total: BigInt = self.values.iter().map(|(_, weight)| weight).sum();
        self.values.iter().map(|(value, weight)| value * weight).sum::<BigRational>() / total
    }
}

/// The covariance of what an element adds to two sums over one sample of endless size; nothing for other numbers.
#[must_use]
pub fn covariance_of_one(a: &Expr, b: &Expr, question: &Question) -> Option<BigRational> {
    let (a, b) = (Terms::of(a, question)?, Terms::of(b, question)?);
    (a.sample == b.sample).then(|| a.product(&b) - a.mean() * b.mean())
}

impl Sum {
    /// The sum that a number is, if it is one.
    #[must_use]
    pub fn of(number: &Expr, question: &Question) -> Option<Self> {
        let terms = Terms::of(number, question)?;
        let mean = terms.mean();
        let variance = terms.product(&terms) - &mean * &mean;
        let is_natural = terms.values.iter().all(|(value, _)| value.is_integer() && !value.is_negative());
        Some(Self { count: terms.count, variance, mean, sample: terms.sample, is_natural })
    }

    /// Whether a number does not look at the sample, so that its covariance with the sum is that with the number of elements,
    /// times the mean of one: given everything else, the mean of the sum is so many times that of one element.
    #[must_use]
    pub fn is_beside(&self, number: &Expr, question: &Question) -> bool {
        let mut names = number.names();
        // Later experiments depend on earlier ones only.
        for (name, named) in question.experiments.iter().enumerate().rev() {
            if names >> name & 1 == 1 {
                names |= named.experiment.names();
            }
        }
        names >> self.sample & 1 == 0
    }
}

/// The question about a natural number that is such a sum with all values beyond a bound as one: how many of 0, 1, …, bound
/// it exceeds.
///
/// # Errors
/// As those of [`thrown_along`].
pub fn up_to(bound: u64, number: &Expr, question: &Question) -> Result<Option<Question>, Error> {
    if !Sum::of(number, question).is_some_and(|sum| sum.is_natural) {
        return Ok(None);
    }
    let exceeds = |k: u64| {
        let bound = Expr::value_of(Value::integer(k.into()));
        let exceeds = Expr::new(Node::Compare(Comparison::Greater, number.clone(), bound));
        Expr::new(Node::If(exceeds, Expr::value_of(1), Expr::value_of(0)))
    };
    let asked = Asked::Distribution(vec![Expr::new(Node::Sum((0..=bound).map(exceeds).collect()))]);
    thrown_along(&Question { asked, ..question.clone() })
}
