//! The answer: what was asked, its exact value, how it was found, why it is so, and what the dice say. Plain data:
//! nothing is formatted here.

use crate::explain::Step;
use crate::model::Model;
use crate::simulate::Verdict;
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

/// What a statement of a program gives back.
#[derive(Clone, Debug)]
pub enum Reply {
    /// The answer to a question.
    Answer(Box<Answer>),
    /// A table: a sweep, or questions side by side.
    Table(Table),
}

/// A table of exact values.
#[derive(Clone, Debug)]
pub struct Table {
    /// The question, in the question language.
    pub question: String,
    /// The heads of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Exact>>,
}
