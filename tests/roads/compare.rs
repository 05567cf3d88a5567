//! One question, asked of the oracle and of every road.

use crate::oracle;
use num_traits::Zero;
use prob::budget::Budget;
use prob::model::Space;
use prob::question::{Asked, Experiment, Expr, Named, Question};
use prob::solve::{Choice, Exact, Road, solve};
use prob::{Error, ErrorKind};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

/// The roads that may be asked for by name.
pub const ROADS: [Road; 4] = [Road::ClosedForm, Road::ByClass, Road::ByPosition, Road::Enumeration];

/// How many questions each road answered, so that a comparison that compares nothing is noticed.
#[derive(Debug)]
pub struct Tried {
    /// By road.
    pub answered: BTreeMap<&'static str, usize>,
    /// Questions.
    pub questions: usize,
    /// Questions that are errors.
    pub errors: usize,
    /// What went wrong.
    pub wrong: Vec<String>,
    /// Whether kinds that do not fit, and places that no sample has, must be found in every corner of an expression, also
    /// where the rest decides: the language looks for them before it asks.
    pub strict: bool,
}

/// A question about concrete spaces called X, Y, Z ….
pub fn question(spaces: &[Space], asked: Asked, given: Option<Expr>) -> Question {
    let named = |(i, space): (usize, &Space)| Named {
        name: Some(["X", "Y", "Z", "W"][i].into()),
        experiment: Experiment::of(space.clone(), &format!("{space:?}")),
    };
    Question::new(spaces.iter().enumerate().map(named).collect(), asked, given).unwrap()
}

impl Default for Tried {
    fn default() -> Self {
        let (answered, wrong) = (BTreeMap::new(), Vec::new());
        Self { answered, questions: 0, errors: 0, wrong, strict: true }
    }
}

impl Tried {
    /// Asks the oracle and every road, and remembers what is wrong.
    pub fn note(&mut self, question: &Question) {
        if let Err(wrong) = self.ask(question) {
            self.wrong.push(wrong);
        }
    }

    /// Asks the oracle and every road, and says what is wrong, if anything is.
    ///
    /// # Errors
    /// The question, and both answers.
    pub fn ask(&mut self, question: &Question) -> Result<(), String> {
        let expected = oracle::answer(question);
        self.questions += 1;
        self.errors += usize::from(expected.is_err());
        let choices = [("cheapest", Choice::Cheapest)].into_iter();
        for (name, choice) in choices.chain(ROADS.map(|road| (road.name(), Choice::Only(road)))) {
            let budget = Budget::new(Duration::from_secs(60), 1 << 30);
            let answer = catch_unwind(AssertUnwindSafe(|| solve(question, choice, &budget)));
            let Ok(answer) = answer else { return Err(format!("{question}\n  {name} panics")) };
            let answer = answer.map(|solved| solved.value);
            match (&expected, &answer) {
                // A road may decline: it does not lead there, or it stumbles over a label that decides nothing. The
                // cheapest road may not.
                (_, Err(error)) if choice != Choice::Cheapest && error.kind() != ErrorKind::TooExpensive => {
                    continue;
                }
                (Ok(expected), Ok(answer)) if oracle::same(expected, answer) => {}
                (Err(_), Err(error)) if error.kind() != ErrorKind::TooExpensive => {}
                // The oracle has no budget: what it refuses is a number that nobody could write down.
                (Err(expected), Err(_)) if expected.kind() == ErrorKind::TooExpensive => {}
                (Err(error), _)
                    if !self.strict && matches!(error.kind(), ErrorKind::Kind | ErrorKind::Range) => {}
                _ if !self.strict && decides_nothing(question, &expected, &answer) => {}
                _ => return Err(format!("{question}\n  {name}: {answer:?}\n  oracle: {expected:?}")),
            }
            *self.answered.entry(name).or_default() += 1;
        }
        Ok(())
    }

    /// Fails if anything was wrong, and unless every road answered at least this many.
    pub fn expect(&self, least: usize) {
        let some: Vec<&str> = self.wrong.iter().take(20).map(String::as_str).collect();
        assert!(some.is_empty(), "{} wrong:\n{}", self.wrong.len(), some.join("\n"));
        for road in ROADS {
            let answered = self.answered.get(road.name()).copied().unwrap_or(0);
            assert!(answered >= least, "{} answered only {answered}: {self:?}", road.name());
        }
    }
}

/// Whether what fails is asked of no outcome, or is what an experiment depends on of which then nothing is asked.
fn decides_nothing(
    question: &Question,
    expected: &Result<Exact, Error>,
    answer: &Result<Exact, Error>,
) -> bool {
    match (expected, answer) {
        (Ok(Exact::Count(n)), Err(error)) => {
            n.is_zero() && matches!(error.kind(), ErrorKind::Kind | ErrorKind::Undefined)
        }
        (Err(error), Ok(_)) => {
            let depends = |named: &Named| named.experiment.space().is_none();
            error.kind() == ErrorKind::Undefined && question.experiments.iter().any(depends)
        }
        _ => false,
    }
}
