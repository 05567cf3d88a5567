//! What the statements of a program give back.

use super::{Answer, Exact};
use crate::error::ErrorKind;
use crate::language::ast::Format;
use crate::model::Value;
use crate::solve::Branch;
use num_bigint::BigUint;
use num_rational::BigRational;
use std::time::Duration;

/// What a statement of a program gives back.
#[derive(Clone, Debug)]
pub enum Reply {
    /// The answer to a question.
    Answer(Box<Answer>),
    /// A table: a sweep, or questions side by side.
    Table(Table),
    /// The outcomes of an experiment.
    Listing(Listing),
    /// An experiment as a probability tree.
    Tree {
        /// The question, in the question language.
        question: String,
        /// The branches of the root.
        branches: Vec<Branch>,
    },
    /// What trials alone say.
    Simulation(Box<Simulation>),
    /// A reply that is wanted in a form of its own.
    As(Form, Box<Reply>),
}

impl Reply {
    /// The reply itself, whatever form it is wanted in.
    ///
    /// # Examples
    /// ```
    /// use prob::{answer::Reply, Session};
    /// let replies = Session::default().ask("P(2d6 = 7) to percent")?;
    /// assert!(matches!(replies[0], Reply::As(..)));
    /// assert!(matches!(replies[0].plain(), Reply::Answer(_)));
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn plain(&self) -> &Reply {
        match self {
            Self::As(_, reply) => reply.plain(),
            other => other,
        }
    }

    /// The question that was asked, in the question language.
    #[must_use]
    pub fn question(&self) -> &str {
        match self.plain() {
            Self::Answer(answer) => &answer.question,
            Self::Table(table) => &table.question,
            Self::Listing(listing) => &listing.question,
            Self::Tree { question, .. } => question,
            Self::Simulation(simulation) => &simulation.question,
            // Not reached: what is plain has no form of its own.
            Self::As(..) => "",
        }
    }
}

/// The form in which a reply is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// With the whole derivation: `explain q`.
    Explained,
    /// As a chart: `plot q`.
    Plotted,
    /// In a format: `q to percent`.
    Written(Format),
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

/// The outcomes of an experiment; where an event is asked for, with what it says of each.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The question, in the question language.
    pub question: String,
    /// What each outcome shows: the names of the experiments, or the experiment itself.
    pub columns: Vec<String>,
    /// The outcomes, as many as are listed.
    pub outcomes: Vec<Listed>,
    /// How many equally likely outcomes there are, listed or not; nothing when they are not equally likely or it would
    /// take too long to say.
    pub size: Option<BigUint>,
    /// Whether every outcome is listed.
    pub complete: bool,
    /// The event, where one is asked for.
    pub event: Option<Event>,
}

/// An event whose outcomes are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Whether its outcomes alone are listed, because the whole sample space is too large for a list.
    pub alone: bool,
    /// How many of the equally likely outcomes are favourable, listed or not; nothing where `size` is nothing.
    pub favourable: Option<BigUint>,
    /// What it compares with known values, in the question language: `sum(X)` of the event `sum(X) = 7`.
    pub compared: Option<String>,
}

/// An outcome of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What it shows, a value a column.
    pub values: Vec<Value>,
    /// How many equally likely outcomes look like this one, where outcomes are equally likely.
    pub ways: Option<BigUint>,
    /// Its probability, where it has one: orbits of different sizes have none.
    pub probability: Option<BigRational>,
    /// Whether the event holds, where one is asked for.
    pub holds: Option<bool>,
    /// What the event compares, where it compares one thing with known values.
    pub compared: Option<Value>,
}

/// What trials alone say: estimates, nothing exact.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    /// The question, in the question language.
    pub question: String,
    /// What is estimated: `probability`, `number` or `distribution`.
    pub kind: &'static str,
    /// The seed.
    pub seed: u64,
    /// How many trials were made.
    pub trials: u64,
    /// In how many of them the condition held (all of them, without a condition).
    pub conditioned: u64,
    /// How the trials were made.
    pub scheme: Scheme,
    /// Why not all trials were made, if so: the user interrupted them, or their time was over.
    pub stopped: Option<ErrorKind>,
    /// One estimate; of a distribution one for each value that came.
    pub estimates: Vec<Estimate>,
    /// How long it took.
    pub elapsed: Duration,
}

/// How trials are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// As the question says.
    Plain,
    /// With dice tilted towards a rare event, each trial weighed by how much likelier that made it.
    Tilted,
    /// By stages: independent runs, in which trials that come nearer to a rare event are split.
    Split {
        /// How many runs there were.
        runs: u64,
        /// How many stages lead to the event.
        stages: usize,
    },
}

/// An estimate with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The value whose probability is estimated, in a distribution.
    pub value: Option<Value>,
    /// How often it came; the hits of an event.
    pub hits: Option<u64>,
    /// The estimate: a frequency, or a number of the sample.
    pub estimate: f64,
    /// The lower end of the 99.9 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}
