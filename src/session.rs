//! A session: settings, and the front door through which every question is asked.

use crate::answer::Answer;
use crate::budget::Budget;
use crate::error::Error;
use crate::question::Question;

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
}

/// The seed that is used when none is given, so that output repeats.
pub const DEFAULT_SEED: u64 = 1;

/// How many trials a check makes when no number is given.
pub const DEFAULT_TRIALS: u64 = 100_000;

impl Default for Settings {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { seed: DEFAULT_SEED, trials: DEFAULT_TRIALS, explain: true, budget: Budget::default(), threads }
    }
}

/// Answers questions under the same settings.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// The settings.
    pub settings: Settings,
}

impl Session {
    /// The answer to a question: exact, explained and checked.
    ///
    /// # Errors
    /// Those of the exact road: a condition that cannot happen, a question beyond the budget ….
    pub fn answer(&self, _question: &Question) -> Result<Answer, Error> {
        Err(Error::new(crate::error::ErrorKind::Unsupported, "not solved yet"))
    }
}
