//! The answer: what was asked, its exact value, how it was found, why it is so, and what the dice say. Plain data, with
//! a few lines of plain text for a quick look.

mod plain;
mod reply;

use crate::dist::Dist;
use crate::explain::Step;
use crate::model::{Model, Value};
use crate::number::Probability;
use crate::simulate::Verdict;
use num_rational::BigRational;
use std::time::Duration;

pub use crate::solve::{Exact, Method, Road};
pub use reply::{Estimate, Event, Form, Listed, Listing, Reply, Scheme, Simulation, Table};

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
    /// The relative error of the exact value that these trials would have exposed 99 times in 100, where that can be said.
    pub detectable: Option<f64>,
    /// Whether the list of all outcomes, each looked at by the definitions, gives the same value; nothing where it is too
    /// long.
    pub listed: Option<bool>,
    /// The verdict.
    pub verdict: Verdict,
}

/// Why trials say nothing of an exact value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unchecked {
    /// Trials are held against probabilities, counts, means and distributions, and this is none of them.
    NoTest,
    /// A mean whose spread is not known, or not found in the time of a check: any estimate may be far from it.
    NoSpread,
    /// A trial may never come to an end.
    NeverEnds,
    /// The trials take longer than a check may.
    TooSlow,
    /// One trial has more parts than can be thrown or drawn.
    TooLarge,
}

/// An answer.
///
/// # Examples
/// ```
/// use prob::{Question, Sample, Session};
/// let answer = Session::default().answer(&Question::probability(Sample::dice(2, 6)?.sum().equals(7))?)?;
/// let text = answer.to_string();
/// let (value, check) = text.split_once('\n').unwrap();
/// assert_eq!(value, "P(sum(2d6) = 7) = 1/6 ≈ 0.166667");
/// assert!(check.ends_with(": agrees"));
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Answer {
    /// The question, as understood, in the question language.
    pub question: String,
    /// The samples that the question uses as numbers, as they are written: each is its sum.
    pub summed: Vec<String>,
    /// What the condition throws for itself, so that it says nothing of what is asked.
    pub apart: Vec<String>,
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
    /// Why there is none, where one was wanted.
    pub unchecked: Option<Unchecked>,
    /// How long the exact value took.
    pub elapsed: Duration,
}

impl Answer {
    /// The steps of the derivation: those that it rests on, then those that tell how the program went.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample, Session};
    /// let answer = Session::default().answer(&Question::probability(Sample::dice(2, 6)?.sum().equals(7))?)?;
    /// let last = answer.steps().iter().rfind(|step| !step.aside && step.formula.is_some()).unwrap();
    /// assert_eq!(last.value.as_deref(), Some("6"));
    /// assert!(answer.steps().iter().any(|step| step.formula.as_deref() == Some("6 / 36")));
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The probability, when one was asked for.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample, Session};
    /// let answer = Session::default().answer(&Question::probability(Sample::coins(3)?.count("heads").equals(2))?)?;
    /// assert_eq!(answer.probability(), Some("3/8".parse()?));
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn probability(&self) -> Option<Probability> {
        match &self.value {
            Exact::Probability(ratio) => Probability::try_from(ratio.clone()).ok(),
            _ => None,
        }
    }

    /// The number, when a mean, a variance or another number was asked for.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample, Session};
    /// let answer = Session::default().answer(&Question::mean(Sample::dice(3, 6)?.sum())?)?;
    /// assert_eq!(answer.number().unwrap().to_string(), "21/2");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn number(&self) -> Option<&BigRational> {
        match &self.value {
            Exact::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The distribution, when one was asked for.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample, Session};
    /// let answer = Session::default().answer(&Question::distribution(Sample::dice(2, 6)?.max())?)?;
    /// assert_eq!(answer.distribution().unwrap().probability_of(&6.into()).to_string(), "11/36");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn distribution(&self) -> Option<&Dist<Value>> {
        match &self.value {
            Exact::Distribution(law) => Some(law),
            _ => None,
        }
    }
}
