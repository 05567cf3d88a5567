//! The longest run of matches between bounds.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::Space;
use crate::solve::atom::{Atom, Subject};
use crate::solve::closed_form::streaks::Streaks;
use crate::solve::share::Share;
use crate::solve::tail::{TABLE, primes};
use num_bigint::BigUint;
use num_traits::Pow;

/// The weight of the trials whose longest run lies between two bounds, both included: of the whole law two numbers.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn between(
    space: &Space,
    atom: &Atom,
    (low, high): (i64, i64),
    budget: &Budget,
) -> Result<Option<Share>, Error> {
    let Subject::Statistic(_, arguments) = &atom.subject else { return Ok(None) };
    let Ok(Some(streaks)) = Streaks::of(space, atom, arguments) else { return Ok(None) };
    // What else is thrown weighs the same whatever the trials show.
    if space.length() != Some(streaks.n) || streaks.words() * 64 < u128::from(TABLE) {
        return Ok(None);
    }
    // What looks back the furthest holds the most; a bound that no run exceeds is never looked for.
    let bound = |m: i64| u64::try_from(m).ok().filter(|m| *m < streaks.n);
    let furthest = bound(high).max(bound(low.saturating_sub(1))).unwrap_or(0);
    budget.afford(streaks.work().saturating_mul(2), streaks.words() * 64 + streaks.bytes(furthest))?;
    let whole = Pow::pow(&streaks.total, streaks.n);
    let at_most = |m: i64| match bound(m) {
        Some(m) => streaks.at_most(m, budget),
        None if m < 0 => Ok(BigUint::ZERO),
        None => Ok(whole.clone()),
    };
    let below = at_most(low.saturating_sub(1))?;
    let favourable = if low > high { BigUint::ZERO } else { at_most(high)? - below };
    let primes = primes(&[&streaks.total]);
    Ok(Some(Share { favourable, whole, primes }))
}
