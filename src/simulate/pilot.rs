//! How long a trial of a process takes, by the work of a few trials: a number of steps, the same on every machine.

use crate::error::ErrorKind;
use crate::model::{Space, Value};
use crate::question::{Named, Outcomes, Question};
use crate::simulate::performer::Performer;
use crate::simulate::sampler::Sampler;
use crate::simulate::stream;

/// The most work that one trial of a check may take.
pub(super) const MOST_OF_ONE: u64 = 1_000_000;

/// How many trials are looked at, and after how much work no more.
const TRIALS: u64 = 16;
const ENOUGH: u64 = 1_000_000;

/// What a step of a chain takes, and a look at an element of a sample, in nanoseconds; and what comes on top of both.
const STEP: f64 = 20.0;
const LOOK: f64 = 25.0;
const BASE: f64 = 1_500.0;

/// How long a trial takes that is performed and looked at by the definitions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taken {
    /// About so many nanoseconds.
    pub(super) nanoseconds: f64,
    /// Whether one had to be given up.
    pub(super) given_up: bool,
}

/// About how long a trial takes that is performed and looked at by the definitions.
pub(super) fn one_by_one(question: &Question) -> Taken {
    let each = |(_, named): (usize, &Named)| match named.experiment.space().map(AsRef::as_ref) {
        Some(Space::Chain(_) | Space::Until(_)) | None => 3_000.0,
        Some(space) => 100.0 + 50.0 * Sampler::length(space) as f64,
    };
    of_process(question).unwrap_or_else(|| Taken {
        nanoseconds: question.involved().map(each).sum::<f64>() + 300.0,
        given_up: false,
    })
}

/// About how long a trial takes; nothing where no experiment is known to be a process, or trials say nothing.
fn of_process(question: &Question) -> Option<Taken> {
    let space = |i: usize| question.experiments[i].experiment.space();
    let is_process = |i: usize| space(i).is_some_and(|s| matches!(**s, Space::Chain(_) | Space::Until(_)));
    let mentioned = question.mentioned();
    let involved: Vec<usize> = (0..question.experiments.len()).filter(|i| mentioned >> i & 1 == 1).collect();
    if !involved.iter().any(|i| is_process(*i)) {
        return None;
    }
    let mut performers: Vec<(usize, Performer)> =
        involved.into_iter().map(|i| (i, Performer::new(&question.experiments[i].experiment))).collect();
    // A stream that no simulation gets to.
    let mut generator = stream::generator(0, u64::MAX);
    let (mut work, mut time, mut trials) = (0, 0.0, 0);
    while trials < TRIALS && work < ENOUGH {
        let mut outcomes = Outcomes::default();
        outcomes.names = vec![None; question.experiments.len()];
        for (i, performer) in &mut performers {
            let value = match performer.perform(&mut outcomes, &mut generator, MOST_OF_ONE) {
                Ok(value) => value,
                Err(error) if matches!(error.kind(), ErrorKind::TooExpensive | ErrorKind::Endless) => {
                    // It takes at least this long.
                    return Some(Taken { nanoseconds: MOST_OF_ONE as f64 * STEP, given_up: true });
                }
                Err(_) => return None,
            };
            let (steps, each) = space(*i).map_or((1, STEP), |space| steps(space, &value));
            work += steps;
            time += steps as f64 * each;
            outcomes.names[*i] = Some(value);
        }
        trials += 1;
    }
    Some(Taken { nanoseconds: time / trials as f64 + BASE, given_up: false })
}

/// How much work an outcome was, and what each part of it takes.
fn steps(space: &Space, outcome: &Value) -> (u64, f64) {
    let parts = outcome.elements();
    match (space, parts) {
        (Space::Chain(_), [_, Value::Int(steps)]) => (u64::try_from(*steps).unwrap_or(0), STEP),
        // The condition looks at all that was drawn, after every draw.
        (Space::Until(_), _) => {
            let drawn = parts.len() as u64;
            (drawn * (drawn + 1) / 2 + 20 * drawn, LOOK)
        }
        _ => (parts.len() as u64, LOOK),
    }
}
