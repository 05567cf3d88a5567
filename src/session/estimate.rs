//! `simulate q`: what trials alone say of a question, where no exact answer is wanted.

use crate::answer::{Estimate, Reply, Scheme, Simulation};
use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::language::ast;
use crate::language::check::measure::placed;
use crate::language::check::program::{self, Asking};
use crate::model::{Space, Value};
use crate::number;
use crate::question::{Asked, Question};
use crate::session::check::CONFIDENCE;
use crate::session::looks::{LONGEST, WORK};
use crate::session::reach::{Reached, reached};
use crate::session::{Session, Settings, effort};
use crate::simulate::interval::clopper_pearson;
use crate::simulate::splitting::{Split, Splitting};
use crate::simulate::tilted::{Tilted, Weighed};
use crate::simulate::{self, Prepared, Tally, special};
use crate::solve::{Choice, solve};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// The most values of a distribution that are told one by one.
const MOST_VALUES: usize = 1_000;

/// How long ordinary trials may take to show whether an event is rare, and how often they show what is not.
const LOOK: Duration = Duration::from_millis(10);
const RARE: u64 = 5;

/// The estimate of what a question asks, with its interval.
///
/// # Errors
/// What is wrong with the text; what trials cannot estimate; a condition that held in no trial.
pub fn simulate(session: &mut Session, query: &ast::Expr, text: String) -> Result<Reply, Error> {
    let budget = session.settings.budget.restarted();
    let question = match program::read(&mut session.scope, query, &budget)? {
        Asking::Question(question) if simulate::run::can_simulate(&question) => question,
        _ => {
            return Err(Error::new(ErrorKind::Kind, "there is nothing to simulate here")
                .hint("ask for one measure, such as `simulate P(2d6 = 7)`")
                .at(query.span));
        }
    };
    let (kind, measured) = estimator(&question.asked).map_err(|e| e.at(query.span))?;
    has_mean(&session.settings, &question)?;
    let started = Instant::now();
    let (shown, stopped) = shown(&session.settings, &question, &measured, query)?;
    if let (0, Some(stopped)) = (shown.trials, &stopped) {
        return Err(stopped.clone());
    }
    if stopped.is_some() {
        // What was reached is told.
        session.settings.budget.cancel_flag().store(false, Ordering::Relaxed);
    }
    let simulation = Simulation {
        question: text,
        kind,
        seed: session.settings.seed,
        trials: shown.trials,
        conditioned: shown.conditioned,
        scheme: shown.scheme,
        estimates: shown.estimates,
        stopped: stopped.map(|error| error.kind()),
        elapsed: started.elapsed(),
    };
    Ok(Reply::Simulation(Box::new(simulation)))
}

/// Refuses a mean of endless numbers that is soon seen to be infinite: trials would settle on some number for a while.
fn has_mean(settings: &Settings, question: &Question) -> Result<(), Error> {
    let goes_on = |space: &Space| matches!(space, Space::Chain(_) | Space::Until(_));
    let is_endless =
        question.involved().any(|(_, named)| named.experiment.space().is_some_and(|s| goes_on(s)));
    if !matches!(question.asked, Asked::Mean(_)) || !is_endless {
        return Ok(());
    }
    let budget = settings.budget.within(LONGEST).sparing(WORK);
    match solve(question, Choice::Cheapest, &budget) {
        Err(error) if error.kind() == ErrorKind::Undefined => Err(error),
        _ => Ok(()),
    }
}

/// What trials have shown.
struct Shown {
    trials: u64,
    conditioned: u64,
    scheme: Scheme,
    estimates: Vec<Estimate>,
}

/// The estimates from ordinary trials, or, for rare events, from weighed or split ones.
fn shown(
    settings: &Settings,
    question: &Question,
    measured: &Measured,
    query: &ast::Expr,
) -> Result<Reached<Shown>, Error> {
    let Settings { seed, threads, .. } = *settings;
    if let Some(tilted) = Tilted::new(question) {
        let make = |trials, budget: &Budget| Ok(tilted.as_far(trials, seed, threads, budget));
        let error = |weighed: &Weighed| relative_error(&of_weighed(weighed));
        let (weighed, stopped) = reached(settings, tilted.cost(), make, error)?;
        return Ok((Shown::rare(Scheme::Tilted, weighed.trials, of_weighed(&weighed)), stopped));
    }
    let prepared = Prepared::new(question);
    if let Some(splitting) = splitting(settings, question, &prepared) {
        let make = |trials, budget: &Budget| Ok(splitting.as_far(trials, seed, threads, budget));
        let error = |split: &Split| relative_error(&of_split(split));
        let (split, stopped) = reached(settings, splitting.cost(), make, error)?;
        let scheme = Scheme::Split { runs: split.runs, stages: splitting.stages() };
        return Ok((Shown::rare(scheme, split.trials, of_split(&split)), stopped));
    }
    let make = |trials, budget: &Budget| prepared.as_far(trials, seed, threads, budget);
    let error = |tally: &Tally| single(measured, tally).map_or(f64::INFINITY, |one| relative_error(&one));
    let (tally, stopped) =
        reached(settings, prepared.cost(), make, error).map_err(|e| placed(e, query.span))?;
    let (trials, conditioned) = (tally.trials, tally.conditioned);
    let estimates = if trials == 0 { Vec::new() } else { estimates(question, &tally, measured, query)? };
    Ok((Shown { trials, conditioned, scheme: Scheme::Plain, estimates }, stopped))
}

impl Shown {
    /// The one estimate of a rare event.
    fn rare(scheme: Scheme, trials: u64, estimate: Estimate) -> Self {
        Self { trials, conditioned: trials, scheme, estimates: vec![estimate] }
    }
}

/// The stages to an event that a first look of ordinary trials hardly ever shows.
fn splitting<'a>(
    settings: &Settings,
    question: &'a Question,
    prepared: &Prepared<'_>,
) -> Option<Splitting<'a>> {
    let (Asked::Probability(_), None) = (&question.asked, &question.given) else { return None };
    // The next seed's trials have nothing to do with those that the stages are tried by.
    let (trials, seed) = (effort::affordable(prepared.cost(), LOOK), settings.seed.wrapping_add(1));
    let (tally, stopped) = prepared.as_far(trials, seed, settings.threads, &settings.budget).ok()?;
    let is_rare = stopped.is_none() && tally.hits() < RARE;
    if is_rare { Splitting::new(question, prepared.cost()) } else { None }
}

/// How far the interval of an estimate reaches on either side, relative to it.
fn relative_error(one: &Estimate) -> f64 {
    (one.high - one.low) / 2.0 / one.estimate.abs()
}

fn of_weighed(weighed: &Weighed) -> Estimate {
    let (low, high) = weighed.interval(CONFIDENCE);
    Estimate { value: None, hits: None, estimate: weighed.estimate, low, high }
}

fn of_split(split: &Split) -> Estimate {
    let (low, high) = split.interval(CONFIDENCE);
    Estimate { value: None, hits: None, estimate: split.estimate, low, high }
}

/// The estimates from a tally.
fn estimates(
    question: &Question,
    tally: &Tally,
    measured: &Measured,
    query: &ast::Expr,
) -> Result<Vec<Estimate>, Error> {
    if tally.conditioned == 0 {
        let message = format!("the condition held in none of {} trials", tally.trials);
        return Err(Error::new(ErrorKind::Undetermined, message)
            .hint("allow more with `--trials`, or ask for the exact answer")
            .at(query.span));
    }
    match measured {
        Measured::Frequencies => frequencies(question, tally, query),
        _ => single(measured, tally).map(|one| vec![one]).ok_or_else(|| {
            Error::new(ErrorKind::Undefined, "the trials do not vary, so they have no correlation")
                .at(query.span)
        }),
    }
}

/// What is made of the trials.
pub(super) enum Measured {
    /// How often the event happened.
    Frequency,
    /// How often each value came.
    Frequencies,
    /// A number of the sample.
    Number(fn(&[Sample]) -> Option<Estimate>),
}

/// The estimate of a single number; of a distribution, that of its likeliest value.
pub(super) fn single(measured: &Measured, tally: &Tally) -> Option<Estimate> {
    match measured {
        Measured::Frequency => Some(frequency(None, tally.hits(), tally.conditioned)),
        Measured::Frequencies => {
            let hits = tally.counts.values().max().copied().unwrap_or(0);
            Some(frequency(None, hits, tally.conditioned))
        }
        Measured::Number(number) => number(&samples(tally)),
    }
}

pub(super) fn estimator(asked: &Asked) -> Result<(&'static str, Measured), Error> {
    Ok(match asked {
        Asked::Probability(_) => ("probability", Measured::Frequency),
        Asked::Distribution(_) => ("distribution", Measured::Frequencies),
        Asked::Mean(_) => ("number", Measured::Number(mean)),
        Asked::Variance(_) => ("number", Measured::Number(variance)),
        Asked::Deviation(_) => ("number", Measured::Number(deviation)),
        Asked::Covariance(..) => ("number", Measured::Number(covariance)),
        Asked::Correlation(..) => ("number", Measured::Number(correlation)),
        _ => {
            return Err(Error::new(ErrorKind::Unsupported, "trials alone do not tell this")
                .hint("simulate a probability, a mean, a variance or a distribution: `simulate dist(2d6)`"));
        }
    })
}

fn frequency(value: Option<Value>, hits: u64, trials: u64) -> Estimate {
    let (low, high) = clopper_pearson(hits, trials, CONFIDENCE);
    Estimate { value, hits: Some(hits), estimate: hits as f64 / trials as f64, low, high }
}

/// The frequency of each value, in order; rows of values for a joint distribution.
fn frequencies(question: &Question, tally: &Tally, query: &ast::Expr) -> Result<Vec<Estimate>, Error> {
    if tally.counts.len() > MOST_VALUES {
        let message = format!("the trials showed {} different values", tally.counts.len());
        return Err(Error::new(ErrorKind::Unsupported, message)
            .hint("ask for something that takes fewer values, such as a sum")
            .at(query.span));
    }
    let joint = question.asked.expressions().len() > 1;
    let value = |values: &[Value]| match values {
        [single] if !joint => single.clone(),
        several => Value::row(several.iter().cloned()),
    };
    let mut estimates: Vec<Estimate> = tally
        .counts
        .iter()
        .map(|(values, hits)| frequency(Some(value(values)), *hits, tally.conditioned))
        .collect();
    estimates.sort_by(|a, b| a.value.cmp(&b.value));
    Ok(estimates)
}

/// A trial's numbers (the second is that of a covariance, else 0), and how often they came.
pub(super) struct Sample {
    x: f64,
    y: f64,
    count: f64,
}

fn samples(tally: &Tally) -> Vec<Sample> {
    let float =
        |value: Option<&Value>| value.and_then(Value::ratio).map_or(0.0, |ratio| number::to_f64(&ratio));
    let sample = |(values, count): (&Vec<Value>, &u64)| Sample {
        x: float(values.first()),
        y: float(values.get(1)),
        count: *count as f64,
    };
    let mut samples: Vec<Sample> = tally.counts.iter().map(sample).collect();
    // Sums of floats depend on the order, and that of a hash map is nobody's promise.
    samples.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    samples
}

fn average(samples: &[Sample], of: impl Fn(&Sample) -> f64) -> f64 {
    let total: f64 = samples.iter().map(|s| s.count).sum();
    samples.iter().map(|s| of(s) * s.count).sum::<f64>() / total
}

/// An estimate with the interval of the delta method: `influence` is by how much a trial moves the estimate, per trial.
fn with_interval(samples: &[Sample], estimate: f64, influence: impl Fn(&Sample) -> f64) -> Estimate {
    let total: f64 = samples.iter().map(|s| s.count).sum();
    let variance = average(samples, |s| influence(s).powi(2));
    let width = special::normal_quantile((1.0 - CONFIDENCE) / 2.0) * (variance / total).sqrt();
    Estimate { value: None, hits: None, estimate, low: estimate - width, high: estimate + width }
}

fn mean(samples: &[Sample]) -> Option<Estimate> {
    let mean = average(samples, |s| s.x);
    Some(with_interval(samples, mean, |s| s.x - mean))
}

fn variance(samples: &[Sample]) -> Option<Estimate> {
    let mean = average(samples, |s| s.x);
    let variance = average(samples, |s| (s.x - mean).powi(2));
    Some(with_interval(samples, variance, |s| (s.x - mean).powi(2) - variance))
}

fn deviation(samples: &[Sample]) -> Option<Estimate> {
    let of_square = variance(samples)?;
    let deviation = of_square.estimate.sqrt();
    // d√v = dv / (2√v); without any spread there is nothing to be uncertain about.
    let width = if deviation > 0.0 { (of_square.high - of_square.estimate) / (2.0 * deviation) } else { 0.0 };
    Some(Estimate { estimate: deviation, low: deviation - width, high: deviation + width, ..of_square })
}

fn covariance(samples: &[Sample]) -> Option<Estimate> {
    let (mx, my) = (average(samples, |s| s.x), average(samples, |s| s.y));
    let covariance = average(samples, |s| (s.x - mx) * (s.y - my));
    Some(with_interval(samples, covariance, |s| (s.x - mx) * (s.y - my) - covariance))
}

fn correlation(samples: &[Sample]) -> Option<Estimate> {
    let (mx, my) = (average(samples, |s| s.x), average(samples, |s| s.y));
    let (vx, vy) = (average(samples, |s| (s.x - mx).powi(2)), average(samples, |s| (s.y - my).powi(2)));
    if vx <= 0.0 || vy <= 0.0 {
        return None;
    }
    let standard = |s: &Sample| ((s.x - mx) / vx.sqrt(), (s.y - my) / vy.sqrt());
    let r = average(samples, |s| standard(s).0 * standard(s).1);
    Some(with_interval(samples, r, |s| {
        let (x, y) = standard(s);
        x * y - r / 2.0 * (x * x + y * y)
    }))
}

#[cfg(test)]
mod tests;
