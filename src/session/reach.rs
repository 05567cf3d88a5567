//! How many trials `simulate` makes: a number, as many as fit into a time, or as many as an error calls for.

use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::session::{CHOSEN, Settings, effort};
use std::time::Duration;

/// How long `simulate` may take about, when nothing else is said.
const ALLOWANCE: Duration = Duration::from_millis(200);

/// How long the first look may take, when an error is asked for.
const FIRST: Duration = Duration::from_millis(10);

/// What trials have shown, and why they ended early, if they did.
pub(super) type Reached<T> = (T, Option<Error>);

/// Makes the trials that the settings ask for, as far as the user lets them go.
///
/// `make` makes so many trials, the first of the same stream each time; `error` says how far, relative to the estimate,
/// the interval reaches on either side; `cost` is the time of a trial in seconds.
///
/// # Errors
/// Those of the trials, and [`ErrorKind::TooExpensive`] where the error needs more trials than the budget allows.
pub(super) fn reached<T>(
    settings: &Settings,
    cost: f64,
    make: impl Fn(u64, &Budget) -> Result<Reached<T>, Error>,
    error: impl Fn(&T) -> f64,
) -> Result<Reached<T>, Error> {
    let time = if settings.time == effort::ALLOWANCE { ALLOWANCE } else { settings.time };
    let budget = settings.budget.lasting(time * 10);
    let Some(goal) = settings.error else {
        let chosen = matches!(settings.trials, 0 | CHOSEN);
        return make(if chosen { effort::affordable(cost, time) } else { settings.trials }, &budget);
    };
    let mut trials = effort::affordable(cost, FIRST).min(100_000);
    loop {
        let (shown, stopped) = make(trials, &budget)?;
        let off = error(&shown) / goal;
        if off <= 1.0 || stopped.is_some() {
            return Ok((shown, stopped));
        }
        // The width goes down with the root of the trials. NaN and infinity: nothing has happened yet.
        let more = if off.is_finite() { (off * off * 1.1).clamp(2.0, 100.0) } else { 100.0 };
        let next = (trials as f64 * more) as u64;
        if next as f64 * cost > budget.time().as_secs_f64() * 2.0 {
            return Err(too_expensive(trials, off));
        }
        trials = next;
    }
}

fn too_expensive(trials: u64, off: f64) -> Error {
    let why = if off.is_finite() {
        format!("after {trials} trials the interval is still {off:.1} times as wide as that")
    } else {
        format!("what is asked has not happened once in {trials} trials")
    };
    Error::new(ErrorKind::TooExpensive, why).hint("allow a larger `--error`, or a larger `--budget`")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many trials are made when the error of n trials is 1/√n.
    fn made(settings: &Settings) -> Result<u64, Error> {
        let make = |trials, _: &Budget| Ok((trials, None));
        reached(settings, 1e-8, make, |trials| 1.0 / (*trials as f64).sqrt()).map(|reached| reached.0)
    }

    #[test]
    fn trials_are_those_asked_for_or_those_that_fit_or_those_that_the_error_needs() {
        let settings = Settings { trials: CHOSEN, ..Settings::default() };
        assert_eq!(made(&Settings { trials: 777, ..settings.clone() }).unwrap(), 777);
        assert_eq!(made(&settings).unwrap(), 20_000_000);
        let longer = Settings { time: Duration::from_secs(1), ..settings.clone() };
        assert_eq!(made(&longer).unwrap(), 100_000_000);
        let within = |error| made(&Settings { error: Some(error), ..settings.clone() });
        assert!((10_000..=100_000).contains(&within(0.01).unwrap()));
        assert!((1_000_000..3_000_000).contains(&within(0.001).unwrap()));
        let error = within(1e-9).unwrap_err();
        assert!(error.kind() == ErrorKind::TooExpensive && error.fix().is_some(), "{error}");
        assert!(error.message().contains("times as wide"), "{error}");
    }
}
