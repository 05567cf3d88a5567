//! A whole formula read as stages: which reading agrees best with the event, and on which outcome it does not.

use super::Sample;
use super::factors::Term;
use super::ways::Ways;
use crate::budget::Budget;
use crate::explain::Shown;
use num_rational::Ratio;
use num_traits::CheckedAdd;
use std::time::Duration;

/// The most ways to read a whole formula that are compared.
const MOST_READINGS: usize = 64;

/// How many outcomes choose between readings.
const COMPARED: usize = 600;

/// The most steps through the stages of all outcomes together.
const MOST_STEPS: u64 = 5_000_000;

/// How long a witness is looked for where events take long to decide.
const LONGEST: Duration = Duration::from_secs(2);

/// A term read as stages: whether it is taken away, the stages, and by what its number is divided.
pub(super) struct Part<S: Sample> {
    /// Whether it is taken away.
    pub away: bool,
    /// The stages.
    pub stages: Vec<S::Stage>,
    /// By what its number is divided.
    pub over: u64,
}

impl<S: Sample> Clone for Part<S> {
    fn clone(&self) -> Self {
        Self { away: self.away, stages: self.stages.clone(), over: self.over }
    }
}

/// A formula with each of its terms read as stages.
pub(super) type Plan<S> = Vec<Part<S>>;

/// Every way to read the terms, each term by itself.
pub(super) fn plans<S: Sample>(terms: &[Term], sample: &S) -> Option<Vec<Plan<S>>> {
    let mut plans: Vec<Plan<S>> = vec![Vec::new()];
    for term in terms {
        let found = sample.readings(&term.factors);
        let part = |stages: &Vec<S::Stage>| Part { away: term.away, stages: stages.clone(), over: term.over };
        let longer = plans.iter().flat_map(|plan| {
            found.iter().map(|stages| plan.iter().cloned().chain([part(stages)]).collect::<Plan<S>>())
        });
        plans = longer.take(MOST_READINGS).collect();
    }
    (!plans.is_empty() && !terms.is_empty()).then_some(plans)
}

/// How often a plan counts an outcome.
struct Arrivals {
    /// How often in all, where that is a whole number.
    count: Option<i64>,
    /// By the terms that are added.
    added: Ways,
    /// By those that are taken away.
    away: Ways,
}

/// The ways in which a plan arrives at an outcome, term by term; nothing when there are too many.
fn arrivals<S: Sample>(plan: &Plan<S>, sample: &S, outcome: &S::Outcome) -> Option<Arrivals> {
    let none = || Ways { count: 0, stories: Vec::new(), steps: 0 };
    let (mut added, mut away) = (none(), none());
    let mut count = Ratio::from_integer(0i64);
    for part in plan {
        let found = sample.ways(&part.stages, outcome)?;
        let times = Ratio::new(i64::try_from(found.count).ok()?, i64::try_from(part.over).ok()?);
        let (all, sum) = if part.away { (&mut away, -times) } else { (&mut added, times) };
        count = count.checked_add(&sum)?;
        all.count = all.count.saturating_add(found.count);
        all.stories.extend(found.stories);
        all.steps += found.steps;
    }
    Some(Arrivals { count: count.is_integer().then(|| count.to_integer()), added, away })
}

/// The plan that agrees best with the event: the one that the student most probably had in mind.
pub(super) fn best<S: Sample>(plans: &[Plan<S>], sample: &S) -> Option<Plan<S>> {
    if let [only] = plans {
        return Some(only.clone());
    }
    let outcomes: Vec<(S::Outcome, bool)> = sample.outcomes().take(COMPARED).collect();
    let off = |plan: &&Plan<S>| -> u64 {
        outcomes
            .iter()
            .map(|(outcome, favourable)| {
                let times = arrivals(plan, sample, outcome).and_then(|found| found.count).unwrap_or(100);
                times.clamp(-100, 100).abs_diff(i64::from(*favourable))
            })
            .sum()
    };
    plans.iter().min_by_key(off).cloned()
}

/// The outcome that shows the mistake best: counted twice, else never, else taken away twice, else counted though it is
/// not favourable.
pub(super) fn tell<S: Sample>(plan: &Plan<S>, sample: &S, budget: &Budget) -> Option<Shown> {
    let budget = budget.within(LONGEST);
    let (mut twice, mut less, mut never, mut wrongly) = (None, None, None, None);
    let mut steps = 0;
    for (outcome, favourable) in sample.outcomes() {
        if steps > MOST_STEPS || budget.check().is_err() {
            break;
        }
        let Some(found) = arrivals(plan, sample, &outcome) else { continue };
        steps += found.added.steps + found.away.steps;
        let Some(count) = found.count else { continue };
        match (favourable, count) {
            (true, 2..) => fewer(&mut twice, count, found.added, outcome),
            (true, ..=0) if never.is_none() => never = Some(outcome),
            (false, 1..) if wrongly.is_none() => wrongly = Some(outcome),
            (false, ..=-1) => fewer(&mut less, -count, found.away, outcome),
            _ => {}
        }
        // None is counted less often than twice, and being counted twice is told before anything else.
        if twice.as_ref().is_some_and(|(times, found, _)| *times == 2 && found.stories.len() > 1) {
            break;
        }
    }
    let two = |found: Ways| found.stories.into_iter().take(2).collect::<Vec<_>>();
    if let Some((times, found, outcome)) = twice.filter(|(_, found, _)| found.stories.len() > 1) {
        let (outcome, times) = (sample.text(&outcome), times.unsigned_abs());
        return Some(Shown::CountedTwice { outcome, times, ways: two(found) });
    }
    if let Some(outcome) = never {
        return Some(Shown::NeverCounted { outcome: sample.text(&outcome) });
    }
    if let Some((_, found, outcome)) = less.filter(|(_, found, _)| found.stories.len() > 1) {
        let (outcome, times) = (sample.text(&outcome), found.count);
        return Some(Shown::TakenAwayTwice { outcome, times, ways: two(found) });
    }
    Some(Shown::CountedWrongly { outcome: sample.text(&wrongly?) })
}

/// How often an outcome is counted, how, and the outcome.
type Counted<O> = (i64, Ways, O);

/// Keeps the outcome that is counted less often.
fn fewer<O>(kept: &mut Option<Counted<O>>, count: i64, found: Ways, outcome: O) {
    if kept.as_ref().is_none_or(|(least, ..)| count < *least) {
        *kept = Some((count, found, outcome));
    }
}
