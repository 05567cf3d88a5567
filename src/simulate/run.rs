//! Trials of a question: perform its experiments, look whether the condition holds, and see what comes.

use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::model::{Space, Value};
use crate::question::{Asked, Experiment, Expr, Named, Outcomes, Question};
use crate::simulate::numbered::Numbered;
use crate::simulate::packs::Packs;
use crate::simulate::performer::Performer;
use crate::simulate::program::Program;
use crate::simulate::sampler::Sampler;
use crate::simulate::stream;
use rand::rngs::ChaCha8Rng;
use rustc_hash::FxHashMap;

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
    if let Some(numbered) = Numbered::new(question) {
        let packs = Packs::new(&numbered, question);
        let mut counts = vec![0u64; packs.as_ref().map_or(numbered.outcomes() as usize, Packs::codes)];
        let run = |generator: &mut ChaCha8Rng, trials| {
            Ok(match &packs {
                Some(packs) => packs.trials(generator, trials),
                None => numbered.trials(generator, trials),
            })
        };
        let merge = |chunk: Vec<u64>| counts.iter_mut().zip(chunk).for_each(|(sum, count)| *sum += count);
        stream::tally(seed, trials, threads, budget, run, merge)?;
        return match packs {
            Some(packs) => packs.tally(&counts, trials),
            None => numbered.tally(question, &counts, trials),
        };
    }
    if let Some(program) = Program::new(question) {
        match compiled(&program, trials, seed, threads, budget) {
            // What has no place in a register, or no value, is looked at one by one.
            Err(error) if error.kind() != ErrorKind::Interrupted => budget.check()?,
            tally => return tally,
        }
    }
    one_by_one(question, trials, seed, threads, budget)
}

/// Trials of a compiled question.
fn compiled(
    program: &Program,
    trials: u64,
    seed: u64,
    threads: usize,
    budget: &Budget,
) -> Result<Tally, Error> {
    let mut tally = Tally { trials, ..Tally::default() };
    let run = |generator: &mut ChaCha8Rng, trials| program.trials(generator, trials);
    stream::tally(seed, trials, threads, budget, run, |(conditioned, counted)| {
        tally.conditioned += conditioned;
        program.merge(counted, &mut tally);
    })?;
    Ok(tally)
}

/// Trials performed one by one and looked at by the definitions: the road that is always there.
fn one_by_one(
    question: &Question,
    trials: u64,
    seed: u64,
    threads: usize,
    budget: &Budget,
) -> Result<Tally, Error> {
    let expressions: Vec<Expr> = question.asked.expressions().into_iter().cloned().collect();
    let mentioned = question.mentioned();
    let performers: Vec<Option<Performer>> = question
        .experiments
        .iter()
        .enumerate()
        .map(|(i, named)| (mentioned >> i & 1 == 1).then(|| Performer::new(&named.experiment)))
        .collect();
    // A single trial of a process, or of very many dice, may take long.
    let long = question.experiments.iter().any(|named| may_take_long(&named.experiment));
    let mut tally = Tally::default();
    let run = |generator: &mut ChaCha8Rng, trials: u64| {
        let mut performers = performers.clone();
        let mut tally = Tally { trials, ..Tally::default() };
        let mut outcomes = Outcomes::default();
        outcomes.names = vec![None; performers.len()];
        let mut last: Vec<Value> = Vec::new();
        let mut pending = 0;
        for trial in 0..trials {
            if trial % 1024 == 0 || long {
                budget.check()?;
            }
            for (i, performer) in performers.iter_mut().enumerate() {
                if let Some(performer) = performer {
                    outcomes.names[i] = Some(performer.perform(&mut outcomes, generator)?);
                }
            }
            if let Some(given) = &question.given
                && meaning(given.evaluate(&mut outcomes), &outcomes)? != Value::Truth(true)
            {
                continue;
            }
            tally.conditioned += 1;
            let values: Result<Vec<_>, _> = expressions.iter().map(|e| e.evaluate(&mut outcomes)).collect();
            let values = meaning(values, &outcomes)?;
            // Values often repeat: they are looked up only when they change.
            if values != last {
                if pending > 0 {
                    *tally.counts.entry(std::mem::take(&mut last)).or_default() += pending;
                }
                (last, pending) = (values, 0);
            }
            pending += 1;
        }
        if pending > 0 {
            *tally.counts.entry(last).or_default() += pending;
        }
        Ok(tally)
    };
    stream::tally(seed, trials, threads, budget, run, |chunk| tally.merge(chunk))?;
    Ok(tally)
}

/// Whether an experiment is, or may turn out to be, a process that goes on until a condition ends it, or a long row.
fn may_take_long(experiment: &Experiment) -> bool {
    experiment.space().is_none_or(|space| {
        matches!(**space, Space::Chain(_) | Space::Until(_)) || Sampler::length(space) > 1000
    })
}

/// What was found, unless it has no meaning because a process never ended: its outcome is then an empty row.
fn meaning<T>(found: Result<T, Error>, outcomes: &Outcomes) -> Result<T, Error> {
    found.map_err(|error| match outcomes.names.contains(&Some(Value::row([]))) {
        true => Error::new(ErrorKind::Endless, "a trial never ended, and has nothing of what is asked")
            .hint("ask `P(stops(S))`, or add `stops(S)` to the condition"),
        false => error,
    })
}

/// Whether the question has anything to simulate (the size of a sample space has not), and can be.
#[must_use]
pub fn can_simulate(question: &Question) -> bool {
    let mentioned = question.mentioned();
    let practical = |(i, named): (usize, &Named)| {
        mentioned >> i & 1 == 0 || named.experiment.space().is_none_or(|space| Sampler::is_practical(space))
    };
    !matches!(question.asked, Asked::Size)
        && mentioned != 0
        && question.experiments.iter().enumerate().all(practical)
}
