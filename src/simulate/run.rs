//! Trials of a question: perform its experiments, look whether the condition holds, and see what comes.

mod one_by_one;

use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::question::{Asked, Named, Question};
use crate::simulate::numbered::Numbered;
use crate::simulate::packs::Packs;
use crate::simulate::pilot::{self, Taken};
use crate::simulate::program::Program;
use crate::simulate::sampler::Sampler;
use crate::simulate::stream;
use crate::simulate::walk::MOST_WORK;
use one_by_one::OneByOne;
use rand::rngs::ChaCha8Rng;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What the trials of a question showed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many trials were made.
    pub trials: u64,
    /// In how many of them the condition held.
    pub conditioned: u64,
    /// How often each value (or row of values) of what was asked came, among these.
    pub counts: FxHashMap<Vec<Value>, u64>,
}

impl Tally {
    fn merge(&mut self, other: Tally) {
        self.trials += other.trials;
        self.conditioned += other.conditioned;
        for (values, count) in other.counts {
            *self.counts.entry(values).or_default() += count;
        }
    }

    /// In how many trials the only thing asked was true.
    #[must_use]
    pub fn hits(&self) -> u64 {
        self.counts.get(&vec![Value::Truth(true)]).copied().unwrap_or(0)
    }
}

/// Makes `trials` trials of a question, the same for the same seed whatever the number of threads.
///
/// # Errors
/// Errors of the expressions on an outcome, and [`ErrorKind::Interrupted`].
pub fn simulate(
    question: &Question,
    trials: u64,
    seed: u64,
    threads: usize,
    budget: &Budget,
) -> Result<Tally, Error> {
    Prepared::new(question).trials(trials, seed, threads, budget)
}

/// A question made ready for trials.
pub struct Prepared<'a> {
    question: &'a Question,
    way: Way,
    /// The most work that one trial of a process may take.
    most: u64,
    /// How long a trial takes that is performed by itself, once that is known.
    one_by_one: OnceLock<Taken>,
}

/// How trials are made.
enum Way {
    /// Many from one word.
    Packs(Packs),
    /// By the numbers of outcomes.
    Numbered(Numbered),
    /// In blocks.
    Program(Program),
    /// One by one, by the definitions: the way that is always there.
    OneByOne,
}

impl<'a> Prepared<'a> {
    /// The question, made ready.
    #[must_use]
    pub fn new(question: &'a Question) -> Self {
        let way = match Numbered::new(question) {
            Some(numbered) => match Packs::new(&numbered, question) {
                Some(packs) => Way::Packs(packs),
                None => Way::Numbered(numbered),
            },
            None => Program::new(question).map_or(Way::OneByOne, Way::Program),
        };
        Self { question, way, most: MOST_WORK, one_by_one: OnceLock::new() }
    }

    /// The same, where a trial of a process that takes longer than a check may is given up.
    #[must_use]
    pub fn hurried(self) -> Self {
        Self { most: pilot::MOST_OF_ONE, ..self }
    }

    /// About how long a trial takes on one thread, in seconds: an estimate that is the same on every machine, so that
    /// whoever chooses trials by it chooses the same everywhere.
    #[must_use]
    pub fn cost(&self) -> f64 {
        let nanoseconds = match &self.way {
            Way::Packs(packs) => packs.cost(),
            Way::Numbered(numbered) => numbered.cost(),
            Way::Program(program) => program.cost(),
            Way::OneByOne => self.one_by_one().nanoseconds,
        };
        nanoseconds * 1e-9
    }

    /// Whether a first look had to give up a trial that took too long, as a check's trials would.
    #[must_use]
    pub fn takes_too_long(&self) -> bool {
        matches!(self.way, Way::OneByOne) && self.one_by_one().given_up
    }

    fn one_by_one(&self) -> Taken {
        *self.one_by_one.get_or_init(|| pilot::one_by_one(self.question))
    }

    /// What the definitions say when every outcome is looked at: each value (or row of values) asked about with its
    /// weight, among the outcomes where the condition holds. Nothing where there are too many outcomes to number, where
    /// they are not alike, or where the question has no value on one of them.
    #[must_use]
    pub fn listed(&self) -> Option<FxHashMap<Vec<Value>, u64>> {
        match &self.way {
            Way::Packs(packs) => packs.listed(),
            Way::Numbered(numbered) => numbered.listed(self.question),
            Way::Program(_) | Way::OneByOne => None,
        }
    }

    /// Makes trials; the same seed makes the same, whatever the number of threads.
    ///
    /// # Errors
    /// Errors of the expressions on an outcome, and [`ErrorKind::Interrupted`].
    pub fn trials(&self, trials: u64, seed: u64, threads: usize, budget: &Budget) -> Result<Tally, Error> {
        match self.as_far(trials, seed, threads, budget)? {
            (tally, None) => Ok(tally),
            (_, Some(error)) => Err(error),
        }
    }

    /// Makes trials as far as it is let: what was reached, and why it ended there, when the user or the budget stopped it.
    ///
    /// # Errors
    /// Errors of the expressions on an outcome.
    pub fn as_far(
        &self,
        trials: u64,
        seed: u64,
        threads: usize,
        budget: &Budget,
    ) -> Result<(Tally, Option<Error>), Error> {
        let stream = Stream { seed, trials, threads, budget, most: self.most };
        // Not every error of these kinds says no more than that: a single outcome may be too long.
        let is_stop = |error: &Error| {
            matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::TooExpensive)
                && budget.check().is_err()
        };
        let (tally, stopped) = match &self.way {
            Way::Packs(packs) => {
                let (counts, made, stopped) = stream.counts(packs.codes(), |g, n| packs.trials(g, n));
                (packs.tally(&counts, made)?, stopped)
            }
            Way::Numbered(numbered) => {
                let outcomes = numbered.outcomes() as usize;
                let (counts, made, stopped) = stream.counts(outcomes, |g, n| numbered.trials(g, n));
                (numbered.tally(self.question, &counts, made)?, stopped)
            }
            Way::Program(program) => match stream.compiled(program) {
                // What has no place in a register, or no value, is looked at one by one.
                (_, Some(error)) if !is_stop(&error) => stream.one_by_one(self.question),
                reached => reached,
            },
            Way::OneByOne => stream.one_by_one(self.question),
        };
        match stopped {
            Some(error) if !is_stop(&error) => Err(error),
            stopped => Ok((tally, stopped)),
        }
    }
}

/// Which trials are made, and by how many threads.
#[derive(Clone, Copy)]
struct Stream<'a> {
    seed: u64,
    trials: u64,
    threads: usize,
    budget: &'a Budget,
    most: u64,
}

impl Stream<'_> {
    /// The sums of the counts of all chunks, how many trials were made, and why not all.
    fn counts(
        &self,
        kinds: usize,
        run: impl Fn(&mut ChaCha8Rng, u64) -> Vec<u64> + Sync,
    ) -> (Vec<u64>, u64, Option<Error>) {
        let (mut counts, mut made) = (vec![0u64; kinds], 0);
        let run = |generator: &mut ChaCha8Rng, trials| Ok((trials, run(generator, trials)));
        let merge = |(trials, chunk): (u64, Vec<u64>)| {
            made += trials;
            counts.iter_mut().zip(chunk).for_each(|(sum, count)| *sum += count);
        };
        let ended = stream::tally(self.seed, self.trials, self.threads, self.budget, run, merge);
        (counts, made, ended.err())
    }

    /// Trials of a compiled question.
    fn compiled(&self, program: &Program) -> (Tally, Option<Error>) {
        let mut tally = Tally::default();
        let run = |generator: &mut ChaCha8Rng, trials| Ok((trials, program.trials(generator, trials)?));
        let ended = stream::tally(
            self.seed,
            self.trials,
            self.threads,
            self.budget,
            run,
            |(trials, (held, counted))| {
                tally.trials += trials;
                tally.conditioned += held;
                program.merge(counted, &mut tally);
            },
        );
        (tally, ended.err())
    }

    /// Trials performed one by one and looked at by the definitions.
    fn one_by_one(&self, question: &Question) -> (Tally, Option<Error>) {
        let mut tally = Tally::default();
        let trial = OneByOne::new(question);
        let run =
            |generator: &mut ChaCha8Rng, trials| trial.trials(generator, trials, self.budget, self.most);
        let merge = |chunk| tally.merge(chunk);
        let ended = stream::tally(self.seed, self.trials, self.threads, self.budget, run, merge);
        (tally, ended.err())
    }
}

/// Whether the question has anything to simulate (the size of a sample space has not), and can be.
#[must_use]
pub fn can_simulate(question: &Question) -> bool {
    let practical = |(_, named): (usize, &Named)| {
        named.experiment.space().is_none_or(|space| Sampler::is_practical(space))
    };
    !matches!(question.asked, Asked::Size) && question.mentioned() != 0 && question.involved().all(practical)
}
