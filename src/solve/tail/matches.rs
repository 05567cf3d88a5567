//! A number of matches between bounds.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::Space;
use crate::solve::atom::Atom;
use crate::solve::closed_form::matches::Matches;
use crate::solve::share::Share;
use crate::solve::tail::{TABLE, primes};

/// The weight of the samples in which a number of matches lies between two bounds, both included.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn between(
    space: &Space,
    atom: &Atom,
    (low, high): (i64, i64),
    budget: &Budget,
) -> Result<Option<Share>, Error> {
    if !atom.path.is_unkept() || space.size_bits() < TABLE {
        return Ok(None);
    }
    let Ok(Some(matches)) = Matches::of(space, atom) else { return Ok(None) };
    if matches.bits() < TABLE {
        return Ok(None);
    }
    let cost = matches.between_cost(low, high);
    budget.afford(cost.work, cost.bytes)?;
    let primes = match &matches {
        Matches::Trials { w, v, .. } => primes(&[&(w + v)]),
        Matches::Draws { .. } => None,
    };
    Ok(Some(Share { favourable: matches.between(low, high, budget)?, whole: matches.total(), primes }))
}
