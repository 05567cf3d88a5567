//! A session: settings, and the front door through which every question is asked.

pub mod ask;
pub mod check;
mod estimate;
mod form;
mod judged;
mod list;
pub mod names;
mod questions;
mod road;
mod roots;

use crate::answer::{Answer, Check, Exact};
use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::explain::explain;
use crate::language::check::scope::Scope;
use crate::question::{Asked, Question};
use crate::simulate;
use crate::solve::{Choice, Solved, solve};

/// How thoroughly a question is answered.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The seed of the simulation.
    pub seed: u64,
    /// How many trials the simulation makes; 0 leaves it out.
    pub trials: u64,
    /// Whether the derivation is worked out.
    pub explain: bool,
    /// What a question may cost.
    pub budget: Budget,
    /// How many threads the simulation may use.
    pub threads: usize,
    /// Which exact road is taken.
    pub choice: Choice,
}

/// The seed that is used when none is given, so that output repeats.
pub const DEFAULT_SEED: u64 = 1;

/// How many trials a check makes when no number is given.
pub const DEFAULT_TRIALS: u64 = 100_000;

impl Default for Settings {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            seed: DEFAULT_SEED,
            trials: DEFAULT_TRIALS,
            explain: true,
            budget: Budget::default(),
            threads,
            choice: Choice::Cheapest,
        }
    }
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
    /// The answer to a question: exact, explained and checked.
    ///
    /// # Errors
    /// Those of the exact road: a condition that cannot happen, a question beyond the budget ….
    pub fn answer(&self, question: &Question) -> Result<Answer, Error> {
        let budget = self.settings.budget.restarted();
        let started = std::time::Instant::now();
        let solved = road::solved(question, self.settings.choice, &budget)?;
        let elapsed = started.elapsed();
        let steps = if self.settings.explain { explain(question, &solved) } else { Vec::new() };
        let check = self.check(question, &solved)?;
        Ok(Answer {
            question: question.to_string(),
            value: solved.value,
            model: solved.model,
            method: solved.method,
            steps,
            check,
            elapsed,
        })
    }

    /// The simulation's word on an exact value.
    fn check(&self, question: &Question, solved: &Solved) -> Result<Option<Check>, Error> {
        let Settings { trials, seed, threads, .. } = self.settings;
        if trials == 0 || !simulate::run::can_simulate(question) {
            return Ok(None);
        }
        let budget = self.settings.budget.restarted();
        // A mean is judged with the moments of its whole distribution.
        let law = match &question.asked {
            Asked::Mean(number) => {
                let asked = Asked::Distribution(vec![number.clone()]);
                let whole = Question { asked, ..question.clone() };
                match solve(&whole, Choice::Cheapest, &budget).map(|solved| solved.value) {
                    Ok(Exact::Distribution(law)) => Some(law),
                    Ok(_) => None,
                    // Some numbers have a mean, but no law that can be listed: a waiting time, a sum of many gaps.
                    Err(error)
                        if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::TooExpensive) =>
                    {
                        return Ok(None);
                    }
                    Err(error) => return Err(error),
                }
            }
            Asked::Probability(_) | Asked::Distribution(_) => None,
            _ => return Ok(None),
        };
        let tally = match simulate::simulate(question, trials, seed, threads, &budget) {
            // Trials that may never end, or take too long, say nothing against an exact value.
            Err(error) if matches!(error.kind(), ErrorKind::Endless | ErrorKind::TooExpensive) => {
                return Ok(None);
            }
            tally => tally?,
        };
        Ok(check::check(question, &solved.value, law.as_ref(), &tally, seed))
    }
}
