//! The answer: what was asked, its exact value, how it was found, why it is so, and what the dice say. Plain data:
//! nothing is formatted here.

use crate::dist::Dist;
use crate::explain::Step;
use crate::model::{Model, Value};
use crate::simulate::Verdict;
use num_bigint::BigUint;
use num_rational::BigRational;
use std::time::Duration;

/// An exact value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exact {
    /// A probability.
    Probability(BigRational),
    /// A number that is no probability: a mean, a variance, the value of an expression.
    Number(BigRational),
    /// The square root of this number, which has none among the fractions; negative for a negative correlation.
    Root {
        /// The number under the root.
        square: BigRational,
        /// Whether the value is the negative root.
        negative: bool,
    },
    /// A number of outcomes.
    Count(BigUint),
    /// A truth, with both sides of the equation that decides it where there is one.
    Truth {
        /// Whether it holds.
        truth: bool,
        /// What shows it: the sides of an equation as text and value.
        evidence: Vec<(String, BigRational)>,
    },
    /// A distribution.
    Distribution(Dist<Value>),
    /// One or several values: every median, every mode.
    Values(Vec<Value>),
}

/// How the exact value was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// The road: `closed-form`, `by-class`, `by-position`, `enumeration` ….
    pub name: &'static str,
    /// How many states the road went through.
    pub states: u64,
    /// The size of the sample space, where its outcomes are equally likely.
    pub space: Option<BigUint>,
}

/// What the simulation saw, and what it says of the exact value.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// The seed.
    pub seed: u64,
    /// How many trials were made.
    pub trials: u64,
    /// In how many of them the condition held (all of them, without a condition).
    pub conditioned: u64,
    /// In how many of these the event happened, for a probability.
    pub hits: Option<u64>,
    /// The estimate: a frequency, or a sample mean.
    pub estimate: f64,
    /// The lower end of the 99.9 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The p-value of the exact value, where the trials can tell.
    pub p_value: Option<f64>,
    /// The verdict.
    pub verdict: Verdict,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The question, as understood, in the question language.
    pub question: String,
    /// The exact value.
    pub value: Exact,
    /// The model that weighs the outcomes.
    pub model: Model,
    /// How the value was found.
    pub method: Method,
    /// Why it is so.
    pub steps: Vec<Step>,
    /// The simulation, unless it was left out.
    pub check: Option<Check>,
    /// How long the exact value took.
    pub elapsed: Duration,
}
