//! How many trials a check makes.

use crate::answer::Exact;
use crate::number;
use crate::question::Question;
use crate::session::{Settings, check};
use crate::simulate::Prepared;
use num_traits::One;
use std::time::Duration;

/// As many trials as the exact value calls for, and the time allows: see [`Settings::trials`].
pub const CHOSEN: u64 = u64::MAX;

/// How long a check may take about, when nothing else is said.
pub const ALLOWANCE: Duration = Duration::from_millis(20);

/// The relative error that a check should expose, where there is time for it.
const ERROR: f64 = 0.01;

/// The fewest trials, where there is time for them.
const FEWEST: u64 = 10_000;

/// The fewest, however slow they are, and those that may take ten times as long.
const FEW: (u64, u64) = (20, 100);

/// The most trials, however fast they are.
const MOST: u64 = 1_000_000_000_000;

/// How many trials a check makes: those asked for, or as many as expose an error of one in a hundred, as far as the time
/// allows. The number depends on the question alone, not on the machine, so that output repeats everywhere.
pub(super) fn trials(
    settings: &Settings,
    prepared: &Prepared<'_>,
    question: &Question,
    exact: &Exact,
    moments: Option<(f64, f64)>,
) -> u64 {
    if settings.trials != CHOSEN {
        return settings.trials;
    }
    let most = affordable(prepared.cost(), settings.time);
    // (z₁ + z₂)² of the level of suspicion and 99 % power, for a standard deviation as large as the error.
    let one_to_one = (4.9 / ERROR).powi(2);
    let telling = match (exact, moments, &question.given) {
        (Exact::Probability(p), _, None) => {
            let (p, q) = (number::to_f64(p), number::to_f64(&(num_rational::BigRational::one() - p)));
            let (rarer, other) = (p.min(q), p.max(q));
            if rarer > 0.0 { one_to_one * other / rarer } else { 0.0 }
        }
        (_, Some((mean, variance)), None) => one_to_one * (variance / mean.powi(2)).min(1e6),
        (Exact::Distribution(law), _, None) => {
            let rarest = law.smallest_weight();
            one_to_one / check::share(&rarest, law.total())
        }
        // How often the condition holds is not known.
        _ => f64::INFINITY,
    };
    // The cast saturates, and what is no number becomes 0.
    most.min(rounded(telling.min(MOST as f64) as u64, true)).max(FEWEST.min(most))
}

/// How many trials of this many seconds fit into a time, a round number; a few at least.
pub(super) fn affordable(cost: f64, time: Duration) -> u64 {
    let within = |time: Duration| (time.as_secs_f64() / cost).min(MOST as f64) as u64;
    rounded(within(time), false).max(within(time * 10).clamp(FEW.0, FEW.1))
}

/// 1, 2 or 5 times a power of ten, the next above or below.
fn rounded(n: u64, up: bool) -> u64 {
    let power = 10u64.saturating_pow(n.max(1).ilog10());
    let steps = [1, 2, 5, 10].map(|step| power.saturating_mul(step));
    let found = if up {
        steps.into_iter().find(|step| *step >= n)
    } else {
        steps.into_iter().rev().find(|step| *step <= n)
    };
    found.unwrap_or(n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Session;

    #[test]
    fn numbers_are_rounded_to_those_that_people_say() {
        let up = [1, 2, 3, 5, 6, 10, 11, 21, 999].map(|n| rounded(n, true));
        assert_eq!(up, [1, 2, 5, 5, 10, 10, 20, 50, 1000]);
        let down = [1, 4, 9, 19, 20, 49, 999].map(|n| rounded(n, false));
        assert_eq!(down, [1, 2, 5, 10, 20, 20, 500]);
    }

    /// How many trials the check of a text's question makes.
    fn chosen(text: &str, settings: &Settings) -> u64 {
        let mut session = Session { settings: settings.clone(), ..Session::default() };
        let question = session.questions(text).unwrap().swap_remove(0);
        let solved =
            crate::solve::solve(&question, crate::solve::Choice::Cheapest, &settings.budget).unwrap();
        trials(settings, &Prepared::new(&question), &question, &solved.value, None)
    }

    #[test]
    fn trials_are_as_many_as_tell_and_as_fit() {
        let settings = Settings { trials: CHOSEN, ..Settings::default() };
        assert_eq!(chosen("P(d6 = 1)", &settings), 2_000_000);
        assert_eq!(chosen("P(d2 = 1)", &settings), 500_000);
        assert_eq!(chosen("dist(d2)", &settings), 500_000);
        assert!(chosen("P(8d6 = 8)", &settings) < 5_000_000);
        // A process is as long as a few trials of it.
        assert_eq!(chosen("P(wait(6 in d6) <= 3)", &settings), 10_000);
        assert_eq!(chosen("P(wait(\"12345\" in d6) <= 10000)", &settings), 100);
        let longer = Settings { time: Duration::from_secs(2), ..settings.clone() };
        assert!(chosen("P(8d6 = 8)", &longer) > 20 * chosen("P(8d6 = 8)", &settings));
        let fixed = Settings { trials: 777, ..settings };
        assert_eq!(chosen("P(d6 = 1)", &fixed), 777);
    }
}
