//! How the estimate of the trials comes closer to the exact value as their number grows.

use crate::answer::Exact;
use crate::error::{Error, ErrorKind};
use crate::number;
use crate::question::Asked;
use crate::session::estimate::{estimator, single};
use crate::session::{CHOSEN, Session, effort};
use crate::simulate::{Prepared, run};
use std::time::Duration;

/// How long the trials may take about, when nothing else is said.
const ALLOWANCE: Duration = Duration::from_millis(200);

/// The trials of the first look.
const FIRST: u64 = 100;

/// The looks at a growing number of trials.
#[derive(Clone, Debug, PartialEq)]
pub struct Convergence {
    /// The question, in the question language.
    pub question: String,
    /// The exact value, where there is one within the budget.
    pub exact: Option<f64>,
    /// The seed.
    pub seed: u64,
    /// What was estimated after so many trials: 1, 2 and 5 times the powers of ten, and the last.
    pub looks: Vec<Look>,
}

/// What the first trials say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// How many trials were made.
    pub trials: u64,
    /// The estimate.
    pub estimate: f64,
    /// The lower end of the 99.9 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Session {
    /// How the estimate of a text's last question converges: each look is at the first trials of the same stream.
    ///
    /// Looks at which the condition has not held yet are left out.
    ///
    /// # Examples
    /// ```
    /// use prob::Session;
    /// let mut session = Session::default();
    /// session.settings.trials = 10_000;
    /// let convergence = session.converge("P(2d6 = 7)")?;
    /// let trials: Vec<u64> = convergence.looks.iter().map(|look| look.trials).collect();
    /// assert_eq!(trials, [100, 200, 500, 1_000, 2_000, 5_000, 10_000]);
    /// let last = convergence.looks[6];
    /// assert!(last.low < 1.0 / 6.0 && 1.0 / 6.0 < last.high);
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// Mistakes of the text, and [`ErrorKind::Kind`] where it asks for no probability and no number that trials estimate.
    pub fn converge(&mut self, text: &str) -> Result<Convergence, Error> {
        let refused = || {
            Error::new(ErrorKind::Kind, "there is no estimate that could converge")
                .hint("ask for a probability or a mean, such as `P(2d6 = 7)`")
        };
        let question = self.questions(text)?.pop().ok_or_else(refused)?;
        if !run::can_simulate(&question) || matches!(question.asked, Asked::Distribution(_)) {
            return Err(refused());
        }
        let (_, measured) = estimator(&question.asked)?;
        let settings = &self.settings;
        let exact = crate::solve::solve(&question, settings.choice, &settings.budget.restarted());
        let prepared = Prepared::new(&question);
        let time = if settings.time == effort::ALLOWANCE { ALLOWANCE } else { settings.time };
        let most = match settings.trials {
            0 | CHOSEN => effort::affordable(prepared.cost(), time),
            trials => trials,
        };
        let mut looks = Vec::new();
        for trials in steps(most) {
            let budget = settings.budget.lasting(time * 10);
            let tally = prepared.trials(trials, settings.seed, settings.threads, &budget)?;
            if tally.conditioned > 0
                && let Some(one) = single(&measured, &tally)
            {
                looks.push(Look { trials, estimate: one.estimate, low: one.low, high: one.high });
            }
        }
        Ok(Convergence {
            question: question.to_string(),
            exact: exact.ok().and_then(|solved| value(&solved.value)),
            seed: settings.seed,
            looks,
        })
    }
}

/// The exact value as a float.
fn value(exact: &Exact) -> Option<f64> {
    match exact {
        Exact::Probability(number) | Exact::Number(number) => Some(number::to_f64(number)),
        Exact::Root { square, negative } => {
            let root = number::to_f64(square).sqrt();
            Some(if *negative { -root } else { root })
        }
        _ => None,
    }
}

/// 1, 2 and 5 times the powers of ten up to the last number, and that.
fn steps(last: u64) -> Vec<u64> {
    let powers = std::iter::successors(Some(FIRST), |power| power.checked_mul(10));
    let ladder = powers.flat_map(|power| [1, 2, 5].map(|step| power.saturating_mul(step)));
    let mut steps: Vec<u64> = ladder.take_while(|step| *step < last).collect();
    steps.push(last);
    steps
}
