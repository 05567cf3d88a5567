//! Trials that can be performed again with some of their random words thrown anew.

use super::miss::Miss;
use super::tape::Tape;
use crate::error::Error;
use crate::model::chain::Chain;
use crate::model::{Space, Value};
use crate::question::{Outcomes, Question};
use crate::simulate::chance::Chance;
use crate::simulate::performer::Performer;
use crate::simulate::walk::Walker;
use rand::Rng;
use rand::rngs::ChaCha8Rng;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// One move in so many throws everything anew from one word on: of a row of things, and of a walk, whose every step moves
/// what comes after it.
const TAILS: u64 = 4;
const TAILS_OF_WALKS: u64 = 2;

/// The most work of a trial, so that its words can be kept.
const MOST_WORK: u64 = 1 << 17;

/// A trial, by its random words, and by how much it misses the event.
#[derive(Clone, Debug)]
pub(super) struct Near {
    words: Vec<u64>,
    pub(super) miss: f64,
}

impl Near {
    /// How many random words it has read.
    pub(super) fn length(&self) -> usize {
        self.words.len()
    }
}

/// The experiments of a question, performed again and again.
pub(super) struct Trial<'a> {
    miss: &'a Miss,
    performers: Vec<Option<Performer>>,
    outcomes: Outcomes,
    path: Option<Path>,
    /// How many trials were looked at.
    pub(super) looks: u64,
    /// The words before a move.
    before: Vec<u64>,
}

/// A chain that is as near as its nearest state.
struct Path {
    name: usize,
    walker: Walker,
    /// By how much a walk that ends in a state misses the event, by the place of the state.
    misses: FxHashMap<usize, f64>,
}

impl<'a> Trial<'a> {
    pub(super) fn new(question: &Question, miss: &'a Miss, by_path: bool) -> Self {
        let mentioned = question.mentioned();
        let (mut path, mut performers) = (None, Vec::new());
        for (name, named) in question.experiments.iter().enumerate() {
            let is_there = mentioned >> name & 1 == 1;
            match named.experiment.space().map(AsRef::as_ref) {
                Some(Space::Chain(chain)) if is_there && by_path => {
                    let walker = Walker::new(Arc::clone(chain));
                    path = Some(Path { name, walker, misses: FxHashMap::default() });
                    performers.push(None);
                }
                _ => performers.push(is_there.then(|| Performer::new(&named.experiment))),
            }
        }
        let mut outcomes = Outcomes::default();
        outcomes.names = vec![None; performers.len()];
        Self { miss, performers, outcomes, path, looks: 0, before: Vec::new() }
    }

    /// So many independent trials.
    ///
    /// # Errors
    /// Those of the experiments and of the event.
    pub(super) fn throw(&mut self, count: usize, generator: &mut ChaCha8Rng) -> Result<Vec<Near>, Error> {
        let mut thrown = Vec::with_capacity(count);
        for _ in 0..count {
            let mut words = Vec::new();
            let miss = self.look(&mut words, generator)?;
            thrown.push(Near { words, miss });
        }
        Ok(thrown)
    }

    /// Throws a word of a trial anew, or all from one on, and takes that back where the trial then misses by more than
    /// `stage`.
    ///
    /// The law of trials given the stage stays as it is: words that nobody has read are as good as any others, so that a
    /// trial is an endless row of words, of which one place (or all from it on) gets fresh ones; and where the new trial
    /// has read more words, that place would have been chosen more seldom on the way back, which is made up for.
    /// [W. K. Hastings, Biometrika 57, 1970]
    ///
    /// # Errors
    /// Those of the experiments and of the event.
    pub(super) fn rethrow(
        &mut self,
        near: &mut Near,
        stage: f64,
        generator: &mut ChaCha8Rng,
    ) -> Result<(), Error> {
        let length = near.words.len() as u64;
        if length == 0 {
            return Ok(());
        }
        let mut before = std::mem::take(&mut self.before);
        before.clone_from(&near.words);
        let place = generator.below(length) as usize;
        let tails = if self.path.is_some() { TAILS_OF_WALKS } else { TAILS };
        if generator.below(tails) == 0 {
            near.words.truncate(place);
        } else {
            near.words[place] = generator.next_u64();
        }
        let miss = self.look(&mut near.words, generator)?;
        let longer = near.words.len() as u64;
        if miss <= stage && (longer <= length || generator.below(longer) < length) {
            near.miss = miss;
        } else {
            std::mem::swap(&mut near.words, &mut before);
        }
        self.before = before;
        Ok(())
    }

    /// Performs the experiments by these words, and fresh ones beyond them; by how much the event is missed.
    fn look(&mut self, words: &mut Vec<u64>, generator: &mut ChaCha8Rng) -> Result<f64, Error> {
        self.looks += 1;
        let mut tape = Tape::new(words, generator);
        let Self { miss, outcomes, performers, path, .. } = self;
        let mut nearest = f64::INFINITY;
        for (name, performer) in performers.iter_mut().enumerate() {
            if let Some(performer) = performer {
                outcomes.names[name] = Some(performer.perform(outcomes, &mut tape, MOST_WORK)?);
            }
        }
        if let Some(path) = path {
            let (outcome, least) = path.walk(miss, outcomes, &mut tape)?;
            nearest = least;
            outcomes.names[path.name] = Some(outcome);
        }
        tape.cut();
        let at_the_end = miss.on(outcomes)?;
        // What was only near on the way has not happened.
        Ok(if at_the_end > 0.0 { at_the_end.min(nearest).max(f64::MIN_POSITIVE) } else { 0.0 })
    }
}

impl Path {
    /// Walks once: the outcome, and the least miss of a state on the way.
    fn walk(
        &mut self,
        miss: &Miss,
        outcomes: &mut Outcomes,
        chance: &mut impl Chance,
    ) -> Result<(Value, f64), Error> {
        let Self { name, walker, misses } = self;
        let (mut least, mut failed) = (f64::INFINITY, None);
        let outcome = walker.walk_seen(chance, MOST_WORK, |place, state| {
            let of_state = misses.entry(place).or_insert_with(|| {
                outcomes.names[*name] = Some(Chain::outcome(state.clone(), 0));
                miss.on(outcomes).unwrap_or_else(|error| {
                    failed = Some(error);
                    f64::INFINITY
                })
            });
            least = least.min(*of_state);
        })?;
        match failed {
            Some(error) => Err(error),
            None => Ok((outcome, least)),
        }
    }
}
