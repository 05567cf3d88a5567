//! A session: settings, and the front door through which every question is asked.

pub mod ask;
pub mod check;
pub mod convergence;
mod effort;
mod estimate;
pub mod expected;
mod form;
mod judged;
mod list;
mod looks;
pub mod names;
mod questions;
mod reach;
mod road;
mod roots;
mod worth;

use crate::answer::Answer;
use crate::budget::Budget;
use crate::error::Error;
use crate::explain::explain;
use crate::language::check::scope::Scope;
use crate::question::Question;
use crate::solve::Choice;
use std::sync::OnceLock;
use std::time::Duration;

pub use effort::{ALLOWANCE, CHOSEN};

/// How thoroughly a question is answered.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The seed of the simulation.
    pub seed: u64,
    /// How many trials the check makes; 0 leaves it out, and [`CHOSEN`] makes as many as the exact value calls for.
    pub trials: u64,
    /// About how long the trials of a check may take, where their number is chosen.
    pub time: Duration,
    /// The relative error at which `simulate` stops, where one is given.
    pub error: Option<f64>,
    /// Whether the derivation is worked out.
    pub explain: bool,
    /// Whether a tempting wrong answer is shown, with the trials that convict it.
    pub wrong: bool,
    /// What a question may cost.
    pub budget: Budget,
    /// How many threads the simulation may use.
    pub threads: usize,
    /// Which exact road is taken.
    pub choice: Choice,
}

/// The seed that is used when none is given, so that output repeats.
pub const DEFAULT_SEED: u64 = 1;

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: DEFAULT_SEED,
            trials: CHOSEN,
            time: ALLOWANCE,
            error: None,
            explain: true,
            wrong: false,
            budget: Budget::default(),
            threads: processors(),
            choice: Choice::Cheapest,
        }
    }
}

/// How many threads may run at once; asking costs more than many a question.
fn processors() -> usize {
    static PROCESSORS: OnceLock<usize> = OnceLock::new();
    *PROCESSORS.get_or_init(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get))
}

/// Answers questions under the same settings.
#[derive(Clone, Default)]
pub struct Session {
    /// The settings.
    pub settings: Settings,
    /// The names that have been given.
    pub scope: Scope,
    /// Whether a name may be given anew, as at a prompt; in a program it is given once.
    pub replaces: bool,
}

impl Session {
    /// A session of these settings, in which nothing has a name yet.
    ///
    /// # Examples
    /// ```
    /// use prob::session::{Session, Settings};
    /// use prob::{Question, Sample};
    /// // The exact value alone: no derivation and no trials.
    /// let session = Session::of(Settings { trials: 0, explain: false, ..Settings::default() });
    /// let answer = session.answer(&Question::mean(Sample::dice(2, 6)?.sum())?)?;
    /// assert!(answer.steps.is_empty() && answer.check.is_none());
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn of(settings: Settings) -> Self {
        Self { settings, scope: Scope::default(), replaces: false }
    }

    /// The answer to a question: exact, explained and checked.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample, Session};
    /// let answer = Session::default().answer(&Question::probability(Sample::dice(2, 6)?.sum().equals(7))?)?;
    /// assert_eq!(answer.probability(), Some("1/6".parse()?));
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the exact road: a condition that cannot happen, a question beyond the budget ….
    pub fn answer(&self, question: &Question) -> Result<Answer, Error> {
        let budget = self.settings.budget.restarted();
        let started = std::time::Instant::now();
        let solved = road::solved(question, self.settings.choice, &budget)?;
        let elapsed = started.elapsed();
        let mut steps = if self.settings.explain { explain(question, &solved) } else { Vec::new() };
        if self.settings.wrong {
            steps.extend(judged::tempted(self, question, &solved.value)?);
        }
        let looked = self.looked(question, &solved.value)?;
        Ok(Answer {
            question: question.to_string(),
            summed: Vec::new(),
            apart: question.thrown_apart(),
            value: solved.value,
            model: solved.model,
            method: solved.method,
            steps,
            unchecked: looked.unchecked(),
            check: looked.check(),
            elapsed,
        })
    }
}
