//! The law of a chain by its definition: every path on its own, in plain fractions. The reference for every road.

use super::{Chain, Stop};
use crate::budget::too_expensive;
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::One;

/// The longest path that is followed: the fractions of longer ones fill the page.
const LONGEST: u64 = 1_000;

pub(super) fn law(chain: &Chain, limit: u64) -> Result<Dist<Value>, Error> {
    let mut ends: Vec<(Value, BigRational)> = Vec::new();
    let mut open = vec![(chain.start.clone(), 0u64, BigRational::one())];
    let mut visited = 0u64;
    while let Some((state, steps, p)) = open.pop() {
        visited += 1;
        if visited > limit || steps > LONGEST {
            let why = match steps > LONGEST {
                true => format!("some of its paths have more than {LONGEST} steps"),
                false => format!("its paths visit more than {limit} states"),
            };
            return Err(too_expensive(&why).hint("ask for `P(steps(S) <= n)`, for means, or `simulate`"));
        }
        let ended = match &chain.stop {
            Stop::When(condition) => condition(&state)?,
            Stop::After(count) => steps == *count,
        };
        if ended {
            ends.push((Chain::outcome(state, steps), p));
            continue;
        }
        let law = (chain.step)(&state)?;
        let total = BigInt::from(law.total().clone());
        for (next, weight) in law.weights() {
            let share = &p * BigRational::new(BigInt::from(weight.clone()), total.clone());
            open.push((next.clone(), steps + 1, share));
        }
    }
    if ends.is_empty() {
        return Err(Error::new(ErrorKind::Undefined, "the chain never stops"));
    }
    let scale = ends.iter().fold(BigInt::one(), |lcm, (_, p)| lcm.lcm(p.denom()));
    let weight = |p: &BigRational| -> BigUint { (p.numer() * (&scale / p.denom())).magnitude().clone() };
    Dist::from_weights(ends.iter().map(|(outcome, p)| (outcome.clone(), weight(p))))
}
