//! The longest run of matches between bounds.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::Space;
use crate::solve::atom::{Atom, Subject};
use crate::solve::closed_form::streaks::Streaks;
use crate::solve::tail::{Share, TABLE, primes};
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
    budget.afford(streaks.work().saturating_mul(2), streaks.words() * 64)?;
    let whole = Pow::pow(&streaks.total, streaks.n);
    let at_most = |m: i64| match u64::try_from(m) {
        Ok(m) if m >= streaks.n => whole.clone(),
        Ok(m) => streaks.at_most(m),
        Err(_) => BigUint::ZERO,
    };
    let favourable = if low > high { BigUint::ZERO } else { at_most(high) - at_most(low.saturating_sub(1)) };
    let primes = primes(&[&streaks.total]);
    Ok(Some(Share { favourable, whole, primes }))
}
