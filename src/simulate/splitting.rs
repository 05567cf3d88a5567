//! Rare events of every kind, by stages: trials that come nearer to the event are split, the others are given up.
//!
//! An event that nearly no trial shows is reached in stages: a longest run of 25 by way of runs of 12, 15, 18, … A run
//! throws `n` trials. Of these, those that come as near as the first stage asks are kept, and copies of them fill up the
//! `n` again; each copy then moves: one of its random words is thrown anew, or all from one on, and the old ones are
//! taken back where the trial is not near enough any more. That keeps its law that of trials *given* the stage. So it goes
//! from stage to stage; the product of the shares that were kept is the estimate of the run. Its mean is the probability
//! itself, however few trials there are, however slowly they forget what they were copied from, and whatever the stages
//! are, as long as these were chosen before: they come from a run of their own, whose words no other reads. Runs are
//! independent, and their spread tells how far their mean may be off.
//!
//! [Z. I. Botev and D. P. Kroese, "Efficient Monte Carlo simulation via the generalized splitting method", Statistics and
//! Computing 22, 2012; P. Del Moral, "Feynman-Kac Formulae", 2004, section 7.4, on the mean of the product]

mod miss;
mod stages;
mod tape;
mod trial;

use crate::budget::Budget;
use crate::error::Error;
use crate::model::Space;
use crate::question::{Asked, Question};
use crate::simulate::chance::Chance;
use crate::simulate::special::beta_quantile;
use crate::simulate::{pilot, stream};
use miss::Miss;
use rand::rngs::ChaCha8Rng;
use trial::{Near, Trial};

/// The trials of a run.
const TRIALS: usize = 256;

/// How often a trial moves at each stage.
const MOVES: usize = 8;

/// The fewest runs: fewer do not tell how much they vary.
const FEWEST: u64 = 16;

/// An event that is reached by stages.
#[derive(Clone, Debug)]
pub struct Splitting<'a> {
    question: &'a Question,
    miss: Miss,
    /// Whether a trial is as near as it has been on its whole way.
    by_path: bool,
    /// By how much a trial may miss the event at each stage; 0 at the last.
    stages: Vec<f64>,
    trials: usize,
    moves: usize,
    /// About how long it takes to look at a trial, in seconds.
    cost: f64,
}

/// What independent runs came to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Split {
    /// How many runs there were.
    pub runs: u64,
    /// How many trials were looked at in all of them.
    pub trials: u64,
    /// The mean of the runs' products, which estimates the probability without bias.
    pub estimate: f64,
    /// The standard deviation of the estimate, from the spread of the runs.
    pub deviation: f64,
}

impl Split {
    /// The estimate ± t·deviation, with Student's t for the number of runs, cut off at 0 and 1; (0, 1) with fewer than two
    /// runs, or where none reached the event.
    #[must_use]
    pub fn interval(&self, confidence: f64) -> (f64, f64) {
        if self.runs < 2 || self.estimate <= 0.0 {
            return (0.0, 1.0);
        }
        // t² = ν(1 − x)/x where x has the beta law of ν/2 and 1/2.
        let freedom = self.runs as f64 - 1.0;
        let x = beta_quantile(freedom / 2.0, 0.5, 1.0 - confidence);
        let width = (freedom * (1.0 - x) / x).sqrt() * self.deviation;
        ((self.estimate - width).max(0.0), (self.estimate + width).min(1.0))
    }
}

impl<'a> Splitting<'a> {
    /// The stages to the event of a question whose ordinary trials take so many seconds; nothing where there is no event
    /// without a condition, where no trial comes nearer to it than any other, or where ordinary trials do as well.
    #[must_use]
    pub fn new(question: &'a Question, cost: f64) -> Option<Self> {
        let (Asked::Probability(event), None) = (&question.asked, &question.given) else { return None };
        let involved: Vec<_> = question.involved().collect();
        let space = |i: usize| question.experiments[i].experiment.space().map(AsRef::as_ref);
        let is_walk = matches!(involved.as_slice(), [(i, _)] if matches!(space(*i), Some(Space::Chain(_))));
        let miss = Miss::of(event);
        let mut splitting = Self {
            question,
            miss,
            by_path: false,
            stages: Vec::new(),
            trials: TRIALS,
            moves: MOVES,
            cost: pilot::one_by_one(question).nanoseconds * 1e-9,
        };
        // The end of a walk may tell little of how near it has been.
        let ways = if is_walk { [true, false].as_slice() } else { &[false] };
        let shares = ways.iter().find_map(|by_path| {
            splitting.by_path = *by_path;
            splitting.find_stages().filter(|shares| shares.len() > 1)
        })?;
        // The squared relative error of a second of each; trials that were copied from one another are not independent.
        const DEPENDENT: f64 = 4.0;
        let chance: f64 = shares.iter().product();
        let of_run: f64 = shares.iter().map(|share| (1.0 - share) / share).sum::<f64>() / TRIALS as f64;
        let by_stages = of_run * DEPENDENT * splitting.looks() as f64 * splitting.cost;
        (by_stages < cost / chance).then_some(splitting)
    }

    /// How many stages there are.
    #[must_use]
    pub fn stages(&self) -> usize {
        self.stages.len()
    }

    /// About how long it takes to look at a trial, in seconds.
    #[must_use]
    pub fn cost(&self) -> f64 {
        self.cost
    }

    /// How many trials a run looks at.
    fn looks(&self) -> u64 {
        let moved = self.moves * self.stages.len().saturating_sub(1);
        (self.trials * (1 + moved)) as u64
    }

    /// As many runs as look at so many trials, a few at least, as far as the budget lets them: what was reached, and why it
    /// ended there. The same seed makes the same, whatever the number of threads.
    #[must_use]
    pub fn as_far(&self, trials: u64, seed: u64, threads: usize, budget: &Budget) -> (Split, Option<Error>) {
        let runs = (trials / self.looks()).max(FEWEST);
        let (mut split, mut squares) = (Split::default(), 0.0);
        let run = |_, generator: &mut ChaCha8Rng| self.run(generator, budget);
        let ended = stream::chunks(seed, runs, threads, budget, run, |(looks, product): (u64, f64)| {
            split.runs += 1;
            split.trials += looks;
            // The mean and the sum of squares around it, as they grow. [B. P. Welford, Technometrics 4, 1962]
            let off = product - split.estimate;
            split.estimate += off / split.runs as f64;
            squares += off * (product - split.estimate);
        });
        let runs = split.runs as f64;
        split.deviation = (squares / (runs - 1.0).max(1.0) / runs.max(1.0)).sqrt();
        (split, ended.err())
    }

    /// One run: how many trials it looked at, and the product of the shares.
    fn run(&self, generator: &mut ChaCha8Rng, budget: &Budget) -> Result<(u64, f64), Error> {
        let mut trial = Trial::new(self.question, &self.miss, self.by_path);
        let mut near = trial.throw(self.trials, generator)?;
        let mut product = 1.0;
        for (i, stage) in self.stages.iter().enumerate() {
            near.retain(|one| one.miss <= *stage);
            product *= near.len() as f64 / self.trials as f64;
            if near.is_empty() || i + 1 == self.stages.len() {
                break;
            }
            near = copies(near, self.trials, generator);
            for one in &mut near {
                budget.check()?;
                for _ in 0..self.moves {
                    trial.rethrow(one, *stage, generator)?;
                }
            }
        }
        Ok((trial.looks, product))
    }
}

/// So many copies of trials, each as often as any other but for one, and by chance which ones are oftener.
fn copies(mut near: Vec<Near>, count: usize, generator: &mut ChaCha8Rng) -> Vec<Near> {
    let different = near.len();
    let oftener = count % different;
    // The first steps of a shuffle bring those to the front.
    for i in 0..oftener {
        near.swap(i, i + generator.below((different - i) as u64) as usize);
    }
    near.iter().cycle().take(count).cloned().collect()
}

#[cfg(test)]
mod tests;
