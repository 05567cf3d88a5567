//! Questions about one experiment, as the commands ask them.

use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::model::{Pattern, Value};
use crate::question::{Asked, Experiment, Expr, Named, Node, Question};
use crate::statistic::{self, Function};
use std::sync::Arc;

/// An experiment that a command asks about, and the name that it bears when a question mentions it more than once.
#[derive(Clone, Debug)]
pub struct Subject {
    experiment: Experiment,
    name: &'static str,
    always_named: bool,
}

impl Subject {
    /// The subject of this experiment; the name is written only where it is needed.
    #[must_use]
    pub fn new(experiment: Experiment, name: &'static str) -> Self {
        Self { experiment, name, always_named: false }
    }

    /// The subject of this experiment, always under this name.
    #[must_use]
    pub fn named(experiment: Experiment, name: &'static str) -> Self {
        Self { experiment, name, always_named: true }
    }

    /// The outcome of the experiment.
    #[must_use]
    pub fn outcome() -> Expr {
        Expr::new(Node::Name(0))
    }

    /// The probability that all of these events happen.
    ///
    /// # Errors
    /// Those of [`Question::new`].
    pub fn probability(&self, mut events: Vec<Expr>) -> Result<Question, Error> {
        let event = if events.len() == 1 { events.swap_remove(0) } else { Expr::new(Node::And(events)) };
        self.question(Asked::Probability(event))
    }

    /// The distribution of a value.
    ///
    /// # Errors
    /// Those of [`Question::new`].
    pub fn distribution(&self, of: Expr) -> Result<Question, Error> {
        self.question(Asked::Distribution(vec![of]))
    }

    fn question(&self, asked: Asked) -> Result<Question, Error> {
        let mentions: usize = asked.expressions().into_iter().map(mentions).sum();
        let name = (self.always_named || mentions > 1).then(|| Arc::from(self.name));
        Question::new(vec![Named { name, experiment: self.experiment.clone() }], asked, None)
    }
}

/// How often an expression mentions an experiment.
fn mentions(expression: &Expr) -> usize {
    match expression.node() {
        Node::Name(_) => 1,
        node => node.children().map(mentions).sum(),
    }
}

/// The function of the question language with this name applied to these arguments.
///
/// # Errors
/// [`ErrorKind::UnknownFunction`] when the language has none.
pub fn call(name: &str, arguments: Vec<Expr>) -> Result<Expr, Error> {
    Ok(Expr::new(Node::Call(function(name, arguments.len())?, arguments)))
}

fn function(name: &str, arguments: usize) -> Result<&'static Function, Error> {
    statistic::function(name, arguments)
        .ok_or_else(|| Error::new(ErrorKind::UnknownFunction, format!("there is no function `{name}`")))
}

/// A pattern as an argument.
#[must_use]
pub fn pattern(pattern: Pattern) -> Expr {
    Expr::value_of(Value::Pattern(Arc::new(pattern)))
}

/// Nothing, if the budget has room for the size of the sample space: so many trials, each with so many outcomes.
///
/// Every answer tells that size, and it is a number of as many digits as trials.
///
/// # Errors
/// [`ErrorKind::TooExpensive`], with the estimate.
pub fn affordable(trials: u64, outcomes: u64, budget: &Budget) -> Result<(), Error> {
    let bits = u128::from(trials) * u128::from(u64::BITS - outcomes.leading_zeros());
    let words = bits / 64;
    // A power costs as much as its last squaring, which takes somewhat less than n^(3/2) steps for n words.
    budget.afford(words.saturating_mul(words.isqrt()), bits / 2)
}
