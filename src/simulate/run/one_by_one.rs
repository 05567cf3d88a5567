//! Trials that are performed one by one, and looked at by the definitions: the way that is always there.

use super::Tally;
use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::model::{Space, Value};
use crate::question::{Experiment, Expr, Named, Outcomes, Question};
use crate::simulate::performer::Performer;
use crate::simulate::sampler::Sampler;
use rand::rngs::ChaCha8Rng;

/// A question whose experiments are performed one by one.
pub(super) struct OneByOne<'a> {
    question: &'a Question,
    expressions: Vec<Expr>,
    performers: Vec<Option<Performer>>,
    /// A single trial of a process, or of very many dice, may take long.
    long: bool,
}

impl<'a> OneByOne<'a> {
    pub(super) fn new(question: &'a Question) -> Self {
        let mentioned = question.mentioned();
        let performer = |(i, named): (usize, &Named)| {
            (mentioned >> i & 1 == 1).then(|| Performer::new(&named.experiment))
        };
        Self {
            question,
            expressions: question.asked.expressions().into_iter().cloned().collect(),
            performers: question.experiments.iter().enumerate().map(performer).collect(),
            long: question.experiments.iter().any(|named| may_take_long(&named.experiment)),
        }
    }

    /// So many trials in a row.
    pub(super) fn trials(
        &self,
        generator: &mut ChaCha8Rng,
        trials: u64,
        budget: &Budget,
        most: u64,
    ) -> Result<Tally, Error> {
        let mut performers = self.performers.clone();
        let mut tally = Tally { trials, ..Tally::default() };
        let mut outcomes = Outcomes::default();
        outcomes.names = vec![None; performers.len()];
        let mut last: Vec<Value> = Vec::new();
        let mut pending = 0;
        for trial in 0..trials {
            if trial % 1024 == 0 || self.long {
                budget.check()?;
            }
            for (i, performer) in performers.iter_mut().enumerate() {
                if let Some(performer) = performer {
                    outcomes.names[i] = Some(performer.perform(&mut outcomes, generator, most)?);
                }
            }
            if let Some(given) = &self.question.given
                && meaning(given.evaluate(&mut outcomes), &outcomes)? != Value::Truth(true)
            {
                continue;
            }
            tally.conditioned += 1;
            let values: Result<Vec<_>, _> =
                self.expressions.iter().map(|e| e.evaluate(&mut outcomes)).collect();
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
    }
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
