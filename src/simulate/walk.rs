//! Processes performed step by step: a chain walks from state to state, draws go on until a condition is met.

use crate::error::{Error, ErrorKind};
use crate::model::chain::{Chain, Stop};
use crate::model::until::Until;
use crate::model::{Value, until::Source};
use crate::simulate::chance::{Chance, Weighted};
use crate::simulate::sampler::{Die, Shuffle, Urn};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::{Arc, PoisonError, RwLock};

/// The most steps of one trial.
pub const MOST_STEPS: u64 = 1_000_000;

/// As much work as it takes: steps of a chain, elements that the condition of draws looks at.
pub const MOST_WORK: u64 = u64::MAX;

/// The longest sample that is drawn: the condition looks at all of it after every draw.
const LONGEST: usize = 20_000;

/// How many steps it takes as long as to find out where a new state leads.
const OF_A_STATE: u64 = 100;

/// After so many steps it is looked whether the chain can still stop at all.
const PATIENCE: u64 = 10_000;

/// The most states of a closed class that are looked at.
const MOST_CLOSED: usize = 2_000;

/// The most states that are remembered; beyond them steps are worked out anew.
const MOST_REMEMBERED: usize = 200_000;

/// A chain ready to be walked; the states that trials have met are remembered for the trials after them.
#[derive(Clone, Debug)]
pub struct Walker {
    chain: Arc<Chain>,
    met: Arc<RwLock<Met>>,
}

#[derive(Debug, Default)]
struct Met {
    places: FxHashMap<Value, usize>,
    states: Vec<State>,
}

#[derive(Debug)]
struct State {
    value: Value,
    stops: bool,
    /// Where steps lead, once a trial has come to ask.
    next: Option<(Weighted, Vec<usize>)>,
}

impl Walker {
    /// A walker of this chain.
    #[must_use]
    pub fn new(chain: Arc<Chain>) -> Self {
        Self { chain, met: Arc::default() }
    }

    /// Walks the chain once: a row of the last state and the number of steps; an empty row when it turns out that the
    /// chain will never stop.
    ///
    /// # Errors
    /// [`ErrorKind::Endless`] beyond [`MOST_STEPS`] steps, and errors of the chain.
    pub fn walk(&self, generator: &mut impl Chance) -> Result<Value, Error> {
        self.walk_within(generator, MOST_WORK)
    }

    /// The same, given up after so much work, steps and states that are new, if not after [`MOST_STEPS`].
    ///
    /// # Errors
    /// Those of [`walk`](Self::walk), and [`ErrorKind::TooExpensive`] when it is given up sooner.
    pub fn walk_within(&self, generator: &mut impl Chance, most: u64) -> Result<Value, Error> {
        self.walk_seen(generator, most, |_, _| ())
    }

    /// The same, where somebody sees every state on the way, with its place among those that are remembered.
    pub(super) fn walk_seen(
        &self,
        generator: &mut impl Chance,
        most: u64,
        mut seen: impl FnMut(usize, &Value),
    ) -> Result<Value, Error> {
        let most_steps = most.min(MOST_STEPS);
        let mut at = self.place(&self.chain.start)?;
        let (mut steps, mut new) = (0, 0);
        let mut met = self.met.read().unwrap_or_else(PoisonError::into_inner);
        loop {
            let state = &met.states[at];
            seen(at, &state.value);
            if state.stops || matches!(self.chain.stop, Stop::After(count) if count == steps) {
                return Ok(Chain::outcome(state.value.clone(), steps));
            }
            match &state.next {
                Some((_, targets)) if self.never_leaves(at, targets) => return Ok(Value::row([])),
                Some((choice, targets)) => at = targets[generator.choose(choice)],
                None if met.states.len() > MOST_REMEMBERED => {
                    let value = state.value.clone();
                    drop(met);
                    return self.walk_on(value, (steps, most), generator);
                }
                None => {
                    drop(met);
                    new += 1;
                    if steps + new * OF_A_STATE >= most {
                        return Err(given_up(most));
                    }
                    self.look(at)?;
                    met = self.met.read().unwrap_or_else(PoisonError::into_inner);
                    continue;
                }
            }
            steps += 1;
            if steps % PATIENCE == 0 && matches!(self.chain.stop, Stop::When(_)) {
                drop(met);
                if self.is_closed(at)? {
                    return Ok(Value::row([]));
                }
                if steps >= most_steps {
                    return Err(given_up(most));
                }
                met = self.met.read().unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    /// Whether the only step leads to where it came from.
    fn never_leaves(&self, at: usize, targets: &[usize]) -> bool {
        targets == [at] && matches!(self.chain.stop, Stop::When(_))
    }

    /// A walk through states that are not remembered.
    fn walk_on(
        &self,
        mut state: Value,
        (mut steps, most): (u64, u64),
        generator: &mut impl Chance,
    ) -> Result<Value, Error> {
        let mut new = 0;
        loop {
            let ended = match &self.chain.stop {
                Stop::When(condition) => condition(&state)?,
                Stop::After(count) => *count == steps,
            };
            if ended {
                return Ok(Chain::outcome(state, steps));
            }
            new += 1;
            let is_long = steps >= MOST_STEPS || steps + new * OF_A_STATE >= most;
            if is_long && matches!(self.chain.stop, Stop::When(_)) {
                return Err(given_up(most));
            }
            let law = (self.chain.step)(&state)?;
            let choice = generator.choose(&Weighted::new(law.weights().map(|(_, weight)| weight)));
            state = law.outcomes().nth(choice).cloned().unwrap_or(state);
            steps += 1;
        }
    }

    /// The place of a state, which is met now if it has not been before.
    fn place(&self, state: &Value) -> Result<usize, Error> {
        let known = self.met.read().unwrap_or_else(PoisonError::into_inner).places.get(state).copied();
        match known {
            Some(place) => Ok(place),
            None => {
                let stops = self.chain.stops_in(state)?;
                Ok(self.met.write().unwrap_or_else(PoisonError::into_inner).add(state.clone(), stops))
            }
        }
    }

    /// Looks where steps from a state lead.
    fn look(&self, at: usize) -> Result<(), Error> {
        let value = self.met.read().unwrap_or_else(PoisonError::into_inner).states[at].value.clone();
        let law = (self.chain.step)(&value)?;
        let choice = Weighted::new(law.weights().map(|(_, weight)| weight));
        let targets = law.outcomes().map(|next| self.place(next)).collect::<Result<Vec<_>, _>>()?;
        self.met.write().unwrap_or_else(PoisonError::into_inner).states[at].next = Some((choice, targets));
        Ok(())
    }

    /// Whether none of the states that can be reached from here stops; `false` when there are too many to look at.
    ///
    /// It does not depend on what other trials have met, so that the same seed gives the same trials.
    fn is_closed(&self, from: usize) -> Result<bool, Error> {
        let mut reached = FxHashSet::from_iter([from]);
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            let known = self.targets(at);
            let (stops, targets) = match known {
                Some(known) => known,
                None => {
                    self.look(at)?;
                    self.targets(at).unwrap_or((true, Vec::new()))
                }
            };
            if stops || reached.len() > MOST_CLOSED {
                return Ok(false);
            }
            open.extend(targets.into_iter().filter(|target| reached.insert(*target)));
        }
        Ok(true)
    }

    /// Whether a state stops, and where its steps lead, if that is known.
    fn targets(&self, at: usize) -> Option<(bool, Vec<usize>)> {
        let met = self.met.read().unwrap_or_else(PoisonError::into_inner);
        let state = &met.states[at];
        if state.stops {
            return Some((true, Vec::new()));
        }
        state.next.as_ref().map(|(_, targets)| (false, targets.clone()))
    }
}

impl Met {
    fn add(&mut self, value: Value, stops: bool) -> usize {
        let fresh = self.states.len();
        let place = *self.places.entry(value.clone()).or_insert(fresh);
        if place == fresh {
            self.states.push(State { value, stops, next: None });
        }
        place
    }
}

fn endless() -> Error {
    Error::new(ErrorKind::Endless, "a trial did not come to an end")
        .hint("the chain may never stop: ask `P(stops(S))`, or let it run `for n steps`")
}

/// Why a trial was given up that might take so much work.
fn given_up(most: u64) -> Error {
    match most {
        MOST_WORK => endless(),
        _ => Error::new(ErrorKind::TooExpensive, "a trial takes too long")
            .hint("ask about something that ends sooner, or ask for trials by their number"),
    }
}

/// Draws until a condition is met.
#[derive(Clone, Debug)]
pub struct Drawer {
    until: Arc<Until>,
    from: Drawn,
}

#[derive(Clone, Debug)]
enum Drawn {
    Shuffle(Urn),
    Throw(Die),
}

impl Drawer {
    /// A drawer for these draws.
    #[must_use]
    pub fn new(until: Arc<Until>) -> Self {
        let from = match &until.from {
            Source::Population(from) => Drawn::Shuffle(Urn::new(from)),
            Source::Faces(faces) => Drawn::Throw(Die::new(faces)),
        };
        Self { until, from }
    }

    /// Draws once until the condition is met.
    ///
    /// # Errors
    /// [`ErrorKind::Undefined`] when nothing is left to draw, [`ErrorKind::Endless`] after too many throws, and errors
    /// of the condition.
    pub fn draw(&self, generator: &mut impl Chance) -> Result<Value, Error> {
        self.draw_within(generator, MOST_WORK)
    }

    /// The same, given up when the condition has looked at so many elements, draw after draw.
    ///
    /// # Errors
    /// Those of [`draw`](Self::draw), and [`ErrorKind::TooExpensive`] when it is given up sooner.
    pub fn draw_within(&self, generator: &mut impl Chance, most: u64) -> Result<Value, Error> {
        let mut sample = Vec::new();
        let mut seen = 0;
        // Of a large population no more is shuffled than is drawn.
        let mut shuffle = Shuffle::new(match &self.from {
            Drawn::Shuffle(urn) => urn.size(),
            Drawn::Throw(_) => 0,
        });
        // The first draw is always made.
        while sample.is_empty() || !(self.until.enough)(&sample)? {
            seen += sample.len() as u64;
            if sample.len() >= LONGEST || seen >= most {
                return Err(given_up(most));
            }
            sample.push(match &self.from {
                Drawn::Throw(die) => die.throw(generator),
                Drawn::Shuffle(urn) => match shuffle.next(generator) {
                    Some(element) => urn.label(element).clone(),
                    None => {
                        let message = "everything was drawn without the condition being met";
                        return Err(Error::new(ErrorKind::Undefined, message));
                    }
                },
            });
        }
        Ok(Value::row(sample))
    }
}

#[cfg(test)]
mod tests;
