//! The answer: what was asked, its exact value, how it was found, why it is so, and what the dice say. Plain data, with
//! a few lines of plain text for a quick look.

use crate::dist::Dist;
use crate::explain::Step;
use crate::model::{Model, Value};
use crate::number::{Probability, decimal, decimal_sqrt};
use crate::simulate::Verdict;
use num_rational::BigRational;
use std::fmt;
use std::time::Duration;

pub use crate::solve::{Exact, Method, Road};

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

impl Answer {
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

/// How many significant digits a decimal has.
const DIGITS: usize = 6;

/// How many outcomes of a distribution are shown.
const MOST_OUTCOMES: usize = 50;

impl fmt::Display for Answer {
    /// The question with its exact value and a decimal, and what the check says: for a quick look, and for teaching code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Exact::Distribution(law) => {
                write!(f, "{}", self.question)?;
                for outcome in law.outcomes().take(MOST_OUTCOMES) {
                    write!(f, "\n  {outcome}: {}", with_decimal(law.probability_of(outcome).ratio()))?;
                }
                if law.len() > MOST_OUTCOMES {
                    write!(f, "\n  … and {} more", law.len() - MOST_OUTCOMES)?;
                }
            }
            value => write!(f, "{} = {}", self.question, text_of(value))?,
        }
        match &self.check {
            Some(check) => write!(f, "\n{check}"),
            None => Ok(()),
        }
    }
}

/// A value in one line.
fn text_of(value: &Exact) -> String {
    match value {
        Exact::Probability(ratio) | Exact::Number(ratio) => with_decimal(ratio),
        Exact::Root { square, negative } => {
            let sign = if *negative { "-" } else { "" };
            format!("{sign}√({square}) ≈ {sign}{}", decimal_sqrt(square, DIGITS).unwrap_or_default())
        }
        Exact::Count(count) => count.to_string(),
        Exact::Truth { truth, .. } => if *truth { "yes" } else { "no" }.to_owned(),
        Exact::Values(values) => values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Exact::Distribution(law) => format!("a distribution over {} outcomes", law.len()),
    }
}

/// A fraction, and a decimal unless it is an integer: `=` where the decimal is all of it, `≈` where it is rounded.
fn with_decimal(ratio: &BigRational) -> String {
    if ratio.is_integer() {
        return ratio.to_string();
    }
    let digits = decimal(ratio, DIGITS);
    let exact = crate::number::parse_number(&digits).is_ok_and(|parsed| parsed == *ratio);
    format!("{ratio} {} {digits}", if exact { "=" } else { "≈" })
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "checked by {} trials (seed {}): ", self.trials, self.seed)?;
        if self.conditioned < self.trials {
            write!(f, "the condition held in {}; ", self.conditioned)?;
        }
        write!(f, "{:.6}, between {:.6} and {:.6}: ", self.estimate, self.low, self.high)?;
        match self.verdict {
            Verdict::Agrees => f.write_str("agrees"),
            Verdict::Disagrees => f.write_str("disagrees"),
            Verdict::TooRare { trials_needed: u64::MAX } => f.write_str("too rare to tell"),
            Verdict::TooRare { trials_needed } => {
                write!(f, "too rare to tell, it takes {trials_needed} trials")
            }
        }
    }
}
