//! Exploding dice without a limit: exact where totals beyond some bound need not be told apart, and for moments.

use super::asked::{Known, Number, Outcome};
use super::{Ask, Cases, Job, same_moments};
use crate::budget::too_expensive;
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::model::chain::Explosion;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, ToPrimitive};

/// The totals, as far as they are told apart.
pub(super) fn cases(job: &mut Job, explosion: &Explosion) -> Result<Cases, Error> {
    let ask = job.purpose.ask;
    let order = if job.state.values { job.order(Number::State, ask) } else { None };
    let mut bound = job.state.cuts.last().cloned();
    let is_bounded = match &bound {
        Some(bound) => job.condition_ends_by(Number::State, bound)?,
        None => false,
    };
    match ask {
        _ if is_bounded => {}
        Ask::UpTo(most) if job.state.values && job.state.period == 1 && job.may_cut(Number::State) => {
            job.cut = true;
            bound = Some(bound.map_or(BigInt::from(most), |bound| bound.max(BigInt::from(most))));
        }
        _ if (job.state.values && order.is_none()) || job.state.period > 1 => {
            let message =
                "an explosion without a depth has no largest total, so its whole law cannot be listed";
            return Err(Error::new(ErrorKind::Unsupported, message).hint(
                "ask what a bounded total decides, `P(explode(d6) >= 10)`, or give a depth: `explode(d6, 3)`",
            ));
        }
        _ => {}
    }
    let throws = throws(explosion, bound.as_ref())?;
    let stopped = |state: Known| Outcome::Stopped { state, steps: Known::Unasked };
    let mut whole = Vec::new();
    let mut so_far = BigRational::from_integer(BigInt::ZERO);
    let mut share: BigUint = Pow::pow(&explosion.total, throws);
    for _ in 0..throws {
        share /= &explosion.total;
        for (face, weight) in &explosion.ends {
            whole.push((stopped(Known::Exactly(Value::number(&so_far + face))), &share * weight));
        }
        so_far += &explosion.highest;
        share *= &explosion.again;
    }
    let like = Value::integer(bound.unwrap_or_default() + 1);
    let mut parts = Vec::new();
    match order.filter(|_| !is_bounded) {
        Some(order) => {
            let (mean, square) = explosion.moments();
            let weight = BigRational::from_integer(BigInt::from(share));
            let sums = [weight.clone(), mean * &weight, square * &weight];
            for (value, share) in same_moments(sums, order) {
                let value = Value::number(value + &so_far);
                parts.push((stopped(Known::Kind { like: like.clone(), value }), share));
            }
        }
        None => whole.push((stopped(Known::Exactly(like)), share)),
    }
    Ok(Cases { whole, parts, total: Pow::pow(&explosion.total, throws) })
}

/// After how many highest faces every total lies above the bound.
fn throws(explosion: &Explosion, bound: Option<&BigInt>) -> Result<u64, Error> {
    let Some(bound) = bound else { return Ok(0) };
    let lowest = explosion.ends.first().map_or_else(BigRational::one, |(face, _)| face.clone());
    let needed = (BigRational::from_integer(bound.clone()) - lowest) / &explosion.highest;
    if needed.is_negative() {
        return Ok(0);
    }
    (needed.floor() + BigRational::one())
        .to_integer()
        .to_u64()
        .filter(|throws| throws.saturating_mul(explosion.ends.len() as u64) <= 100_000)
        .ok_or_else(|| too_expensive(&format!("totals up to {bound} are too many to list")))
}
