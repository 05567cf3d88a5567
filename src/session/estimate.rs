//! `simulate q`: what trials alone say of a question, where no exact answer is wanted.

use crate::answer::{Estimate, Reply, Simulation};
use crate::error::{Error, ErrorKind};
use crate::language::ast;
use crate::language::check::measure::placed;
use crate::language::check::program::{self, Asking};
use crate::model::Value;
use crate::number;
use crate::question::{Asked, Question};
use crate::session::check::CONFIDENCE;
use crate::session::{CHOSEN, Session, Settings, effort};
use crate::simulate::interval::clopper_pearson;
use crate::simulate::{self, Prepared, Tally, special};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// The most values of a distribution that are told one by one.
const MOST_VALUES: usize = 1_000;

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
    let seed = session.settings.seed;
    let started = Instant::now();
    let (tally, stopped) =
        reached(&session.settings, &question, &measured).map_err(|e| placed(e, query.span))?;
    if let (0, Some(stopped)) = (tally.trials, &stopped) {
        return Err(stopped.clone());
    }
    if stopped.is_some() {
        // What was reached is told.
        session.settings.budget.cancel_flag().store(false, Ordering::Relaxed);
    }
    let trials = tally.trials;
    if tally.conditioned == 0 {
        return Err(Error::new(
            ErrorKind::Undetermined,
            format!("the condition held in none of {trials} trials"),
        )
        .hint("allow more with `--trials`, or ask for the exact answer")
        .at(query.span));
    }
    let estimates = match measured {
        Measured::Frequencies => frequencies(&question, &tally, query)?,
        _ => vec![single(&measured, &tally).ok_or_else(|| {
            Error::new(ErrorKind::Undefined, "the trials do not vary, so they have no correlation")
                .at(query.span)
        })?],
    };
    let simulation = Simulation {
        question: text,
        kind,
        seed,
        trials,
        conditioned: tally.conditioned,
        estimates,
        stopped: stopped.is_some(),
        elapsed: started.elapsed(),
    };
    Ok(Reply::Simulation(Box::new(simulation)))
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

/// How long `simulate` may take about, when nothing else is said.
const ALLOWANCE: Duration = Duration::from_millis(200);

/// The trials that the settings ask for: a number, as many as fit into a time, or so many that the interval is within a
/// relative error; as far as the user lets them go.
fn reached(
    settings: &Settings,
    question: &Question,
    measured: &Measured,
) -> Result<(Tally, Option<Error>), Error> {
    let prepared = Prepared::new(question);
    let time = if settings.time == effort::ALLOWANCE { ALLOWANCE } else { settings.time };
    let budget = settings.budget.lasting(time * 10);
    let make = |trials| prepared.as_far(trials, settings.seed, settings.threads, &budget);
    let Some(error) = settings.error else {
        let chosen = matches!(settings.trials, 0 | CHOSEN);
        return make(if chosen { effort::affordable(prepared.cost(), time) } else { settings.trials });
    };
    let mut trials = effort::affordable(prepared.cost(), Duration::from_millis(10)).min(100_000);
    loop {
        let (tally, stopped) = make(trials)?;
        let off = single(measured, &tally)
            .map_or(f64::INFINITY, |one| (one.high - one.low) / 2.0 / one.estimate.abs() / error);
        if off <= 1.0 || stopped.is_some() {
            return Ok((tally, stopped));
        }
        // The width goes down with the root of the trials; the same trials are the first of the next ones.
        let more = (off * off * 1.1).clamp(2.0, 100.0);
        let next = (trials as f64 * if more.is_nan() { 100.0 } else { more }) as u64;
        if next as f64 * prepared.cost() > budget.time().as_secs_f64() * 2.0 {
            return Err(Error::new(
                ErrorKind::TooExpensive,
                format!("after {trials} trials the interval is still {off:.1} times as wide as that"),
            )
            .hint("allow a larger `--error`, or a larger `--budget`"));
        }
        trials = next;
    }
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
mod tests {
    use super::*;

    fn simulated(text: &str) -> Simulation {
        let mut session = Session::default();
        session.settings.trials = 50_000;
        match session.ask(text).map(|mut replies| replies.pop()) {
            Ok(Some(Reply::Simulation(simulation))) => *simulation,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn the_intervals_hold_the_exact_values() {
        for (text, exact) in [
            ("simulate P(2d6 = 7)", 1.0 / 6.0),
            ("X ~ 2d6; simulate P(X = 8 | X[1] mod 2 = 0 and X[2] mod 2 = 0)", 1.0 / 3.0),
            ("simulate E(3d6)", 10.5),
            ("simulate Var(2d6)", 35.0 / 6.0),
            ("simulate SD(d6)", (35.0f64 / 12.0).sqrt()),
            ("X ~ 12d6; simulate Cor(count(1 in X), count(2 in X))", -0.2),
            ("X ~ 2d6; simulate Cov(X[1], max(X))", 35.0 / 24.0),
        ] {
            let simulation = simulated(text);
            let estimate = &simulation.estimates[0];
            assert!(estimate.low < exact && exact < estimate.high, "{text}: {estimate:?}");
            // The interval is of some use.
            assert!(estimate.high - estimate.low < 0.1 * exact.abs().max(0.5), "{text}: {estimate:?}");
        }
    }

    #[test]
    fn a_distribution_has_a_frequency_for_each_value() {
        let simulation = simulated("simulate dist(2d6)");
        assert_eq!(simulation.estimates.len(), 11);
        let hits: u64 = simulation.estimates.iter().filter_map(|e| e.hits).sum();
        assert_eq!(hits, simulation.trials);
        assert_eq!(simulation.estimates[5].value, Some(Value::Int(7)));
        assert_eq!(simulated("simulate dist(2d6)").estimates, simulation.estimates);
    }

    #[test]
    fn what_trials_cannot_tell_is_refused_with_a_fix() {
        for text in [
            "simulate 1 + 1",
            "simulate N(2d6)",
            "simulate median(2d6)",
            "X ~ 30d6; simulate P(X = 30 | X = 30)",
        ] {
            let error = Session::default().ask(text).unwrap_err();
            assert!(error.fix().is_some() && error.span().is_some(), "{text}: {error}");
        }
    }
}
