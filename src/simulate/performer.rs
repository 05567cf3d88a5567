//! Experiments performed one after another, where later ones may depend on the outcomes of earlier ones.

use crate::error::{Error, ErrorKind};
use crate::model::{Space, Value};
use crate::question::experiment::Form;
use crate::question::{Experiment, Outcomes};
use crate::simulate::chance::Chance;
use crate::simulate::sampler::Sampler;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// An experiment ready to be performed; dependent ones remember the spaces they have met.
#[derive(Clone)]
pub(super) struct Performer {
    experiment: Experiment,
    fixed: Option<Arc<Sampler>>,
    met: FxHashMap<Vec<Value>, Arc<Sampler>>,
}

impl Performer {
    pub(super) fn new(experiment: &Experiment) -> Self {
        let fixed = experiment.space().map(|space| Arc::new(Sampler::new(space)));
        Self { experiment: experiment.clone(), fixed, met: FxHashMap::default() }
    }

    /// Performs the experiment once, after the outcomes that it depends on; a process that takes more work than `most` is
    /// given up.
    ///
    /// # Errors
    /// Those of its form and of the sampler, and [`ErrorKind::TooExpensive`] for outcomes that are too long.
    pub(super) fn perform(
        &mut self,
        outcomes: &mut Outcomes,
        generator: &mut impl Chance,
        most: u64,
    ) -> Result<Value, Error> {
        if let Some(sampler) = &self.fixed {
            return sampler.sample_within(generator, most);
        }
        let mut key = Vec::new();
        let mut space = None;
        resolve(&self.experiment, outcomes, &mut key, &|key| self.met.contains_key(key), &mut space)?;
        if let Some(sampler) = self.met.get(&key) {
            return sampler.sample_within(generator, most);
        }
        let space = space.ok_or_else(undetermined)?;
        if !Sampler::is_practical(&space) {
            return Err(Error::new(
                ErrorKind::TooExpensive,
                "an outcome of this experiment is too long to try",
            )
            .hint("ask about a smaller experiment"));
        }
        let sampler = Arc::new(Sampler::new(&space));
        let sample = sampler.sample_within(generator, most)?;
        if self.met.len() < 10_000 {
            self.met.insert(key, sampler);
        }
        Ok(sample)
    }
}

/// Follows the branches that the outcomes decide, noting every value on the way as the key of the space; makes the
/// space unless the key has been met before.
fn resolve(
    experiment: &Experiment,
    outcomes: &mut Outcomes,
    key: &mut Vec<Value>,
    met: &dyn Fn(&[Value]) -> bool,
    space: &mut Option<Arc<Space>>,
) -> Result<(), Error> {
    match experiment.form() {
        Form::Space(fixed) => *space = Some(Arc::clone(fixed)),
        Form::If(event, then, otherwise) => {
            let value = event.evaluate(outcomes)?;
            let branch = if value == Value::Truth(true) { then } else { otherwise };
            key.push(value);
            resolve(branch, outcomes, key, met, space)?;
        }
        Form::Made(from, maker) => {
            let values = from.iter().map(|e| e.evaluate(outcomes)).collect::<Result<Vec<_>, _>>()?;
            key.extend(values.iter().cloned());
            if !met(key) {
                *space = Some(Arc::new(maker(&values)?));
            }
        }
    }
    Ok(())
}

/// The space of an experiment after these outcomes.
///
/// # Errors
/// Those of its form.
pub(super) fn resolved(experiment: &Experiment, outcomes: &mut Outcomes) -> Result<Arc<Space>, Error> {
    let mut space = None;
    resolve(experiment, outcomes, &mut Vec::new(), &|_| false, &mut space)?;
    space.ok_or_else(undetermined)
}

fn undetermined() -> Error {
    Error::new(ErrorKind::UnknownName, "an experiment is not determined")
}
