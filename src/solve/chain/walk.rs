//! Walks on the integers whose steps are the same everywhere: whether they ever meet their barrier, and how long it
//! takes.
//!
//! A walk that comes down by at most 1 a step, with displacement D, comes down by d at some time with probability ρᵈ,
//! where ρ is the smallest non-negative root of z = E(z^(D+1)) [F. Spitzer, "Principles of Random Walk", 1964; W. Feller,
//! vol. I, chapter XIV]. Given that it does, its steps have the law P̃(D = k) = P(D = k)·ρᵏ with a negative mean −μ, and
//! by Wald's equations the time has mean d/μ and variance dσ²/μ³.
//!
//! A branching process whose individuals have Z children dies out with the same probability, for D = Z − 1: the walk takes
//! the individuals one by one [F. Galton, H. W. Watson, 1875; T. E. Harris, "The Theory of Branching Processes", 1963].

use crate::budget::too_expensive;
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::chain::{Barrier, Walk};
use crate::number;
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, Zero};
use std::cmp::Ordering;

/// The longest step away from the barrier: the degree of the equation that is solved.
const LONGEST_STEP: i64 = 100;

/// The most bits of the weights of its coefficients.
const WIDEST: u64 = 64;

/// The most bits of a probability.
const LARGEST_POWER: u64 = 10_000_000;

/// The probability of meeting the barrier from a distance, and the sums of P·T and P·T² where the time T has them.
pub struct Meeting {
    /// The probability.
    pub probability: BigRational,
    /// P·E(T) and P·E(T²) given that it is met; nothing when they are infinite.
    pub moments: Option<(BigRational, BigRational)>,
    /// Whether the walk is then exactly at the barrier's number.
    pub lands: bool,
}

/// How the walk meets its barrier from this number, which is not beyond it; a walk of the individuals of a branching
/// process dies out where that does, only not in as many steps.
///
/// # Errors
/// [`ErrorKind::Unsupported`] when the walk may jump over the barrier, or when the probability is no fraction.
pub fn meeting(walk: &Walk, from: i64, branching: bool) -> Result<Meeting, Error> {
    let (Barrier::At(to) | Barrier::AtMost(to) | Barrier::AtLeast(to)) = walk.barrier;
    let down = from > to;
    let displacement = if down { walk.displacement.clone() } else { walk.displacement.map(|d| -d) };
    let distance = from.abs_diff(to);
    let lowest = displacement.outcomes().next().copied().unwrap_or(0);
    let drift = displacement.mean();
    if lowest >= -1 {
        affordable(&displacement)?;
        let what = match branching {
            true => "that the children of one and all of theirs die out",
            false => "to come one nearer to the barrier",
        };
        let root = root(&displacement, what)?;
        let bits = root.numer().bits().max(root.denom().bits());
        if bits > 1 && distance.saturating_mul(bits) > LARGEST_POWER {
            return Err(too_expensive("the power of a fraction that it is would fill the page"));
        }
        let probability: BigRational = Pow::pow(&root, distance);
        let moments = moments(&displacement, &root, distance, &probability);
        return Ok(Meeting { probability, moments, lands: true });
    }
    if !matches!(walk.barrier, Barrier::At(_)) && !drift.is_positive() {
        return Ok(Meeting { probability: BigRational::one(), moments: None, lands: false });
    }
    Err(Error::new(
        ErrorKind::Unsupported,
        "the walk may jump over its barrier, and then no closed form is known",
    )
    .hint("bound it on both sides, ask `P(steps(S) <= n)`, or `simulate`"))
}

/// Nothing, if the equation of the walk has a degree and coefficients that are soon solved.
fn affordable(displacement: &Dist<i64>) -> Result<(), Error> {
    let degree = displacement.outcomes().next_back().copied().unwrap_or(0);
    let bits = displacement.total().bits();
    if degree > LONGEST_STEP || bits > WIDEST {
        return Err(too_expensive(
            "the equation of the walk has too large a degree or too large coefficients",
        )
        .hint("ask `P(steps(S) <= n)`, or `simulate`"));
    }
    Ok(())
}

fn moments(
    displacement: &Dist<i64>,
    root: &BigRational,
    distance: u64,
    probability: &BigRational,
) -> Option<(BigRational, BigRational)> {
    if root.is_zero() {
        return Some((BigRational::zero(), BigRational::zero()));
    }
    let total = BigInt::from(displacement.total().clone());
    let (mut first, mut second) = (BigRational::zero(), BigRational::zero());
    for (d, weight) in displacement.weights() {
        let power: BigRational = if *d < 0 { root.recip() } else { Pow::pow(root, d.unsigned_abs()) };
        let tilted = power * BigRational::new(BigInt::from(weight.clone()), total.clone());
        let number = BigRational::from_integer(BigInt::from(*d));
        first += &tilted * &number;
        second += tilted * &number * number;
    }
    let speed = -first;
    if !speed.is_positive() {
        return None;
    }
    let distance = BigRational::from_integer(BigInt::from(distance));
    let mean = &distance / &speed;
    let variance = distance * (second - &speed * &speed) / (&speed * &speed * &speed);
    Some((&mean * probability, (variance + &mean * &mean) * probability))
}

/// The smallest non-negative root of z = E(z^(D+1)) for D ≥ −1.
fn root(displacement: &Dist<i64>, what: &str) -> Result<BigRational, Error> {
    if displacement.weight_of(&-1).is_zero() {
        return Ok(BigRational::zero());
    }
    if !displacement.mean().is_positive() {
        return Ok(BigRational::one());
    }
    // f(z) = ∑ wₖ·z^(k+1) − total·z is convex with f(0) > 0 and f(1) = 0 rising: one root lies between.
    let sign = |z: &BigRational| -> Ordering {
        let mut value = BigRational::zero();
        for (d, weight) in displacement.weights() {
            let power: BigRational = Pow::pow(z, (d + 1).unsigned_abs());
            value += power * BigInt::from(weight.clone());
        }
        value.cmp(&(z * BigInt::from(displacement.total().clone())))
    };
    // A fraction that is a root has a denominator that divides the leading coefficient, and two fractions with
    // denominators up to q are at least 1/q² apart.
    let leading = displacement.weights().next_back().map_or_else(BigUint::one, |(d, weight)| {
        if *d == 0 { displacement.total().clone() } else { weight.clone() }
    });
    let near = BigRational::new(BigInt::one(), BigInt::from(&leading * &leading) * 2);
    let (mut low, mut high) = (BigRational::zero(), BigRational::one());
    let half = BigRational::new(1.into(), 2.into());
    // Six digits of it are shown if it is no fraction.
    let shown = BigRational::new(BigInt::one(), BigInt::from(100_000_000));
    let near = near.min(shown);
    while &high - &low > near {
        let middle = (&low + &high) * &half;
        match sign(&middle) {
            Ordering::Equal => return Ok(middle),
            Ordering::Greater => low = middle,
            Ordering::Less => high = middle,
        }
    }
    let candidate = simplest(&low, &high);
    if sign(&candidate) == Ordering::Equal && candidate < BigRational::one() {
        return Ok(candidate);
    }
    let about = number::decimal(&((low + high) * half), 6);
    Err(Error::new(
        ErrorKind::Unsupported,
        format!("the probability {what} is no fraction; it is about {about}"),
    )
    .hint("change the weights of the step, or `simulate`"))
}

/// The fraction with the smallest denominator from `low` to `high`, by their continued fractions.
fn simplest(low: &BigRational, high: &BigRational) -> BigRational {
    let whole = low.ceil();
    if whole <= *high {
        return whole;
    }
    let floor = BigRational::from_integer(low.numer().div_floor(low.denom()));
    let rest = simplest(&(high - &floor).recip(), &(low - &floor).recip());
    floor + rest.recip()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn share(weight: u32, total: u32) -> f64 {
        f64::from(weight) / f64::from(total)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn meetings_are_the_limits_of_bounded_walks(
            weights in prop::collection::vec(0u32..5, 2..4), fall in 1u32..6, start in 1i64..4, mirrored in any::<bool>()
        ) {
            // Falls by 1, stays, rises by 1 or 2.
            let sign = if mirrored { -1 } else { 1 };
            let total = fall + weights.iter().sum::<u32>();
            let steps: Vec<(i64, u32)> = std::iter::once((-1, fall)).chain((0..).zip(weights)).collect();
            let law = steps.iter().map(|(d, w)| (d * sign, BigUint::from(*w)));
            let displacement = Dist::from_weights(law).unwrap();
            let walk = Walk { start: start * sign, displacement, barrier: Barrier::At(0) };
            let drift: f64 = steps.iter().map(|(d, w)| *d as f64 * share(*w, total)).sum();
            // Near the critical drift the limit is too slow to be seen.
            prop_assume!(drift.abs() > 0.3);
            let Ok(found) = meeting(&walk, start * sign, false) else { return Ok(()) };
            // Positions up to a height from which nothing that a float can show comes back, and as many steps.
            let mut law = vec![0.0; 200];
            law[start as usize] = 1.0;
            let mut sums = [0.0; 3];
            for time in 1..2_000u32 {
                let mut next = vec![0.0; law.len()];
                for (x, p) in law.iter().enumerate().skip(1) {
                    for (d, w) in &steps {
                        if let Some(there) = next.get_mut((x as i64 + d) as usize) {
                            *there += p * share(*w, total);
                        }
                    }
                }
                (0..3).for_each(|k| sums[k as usize] += next[0] * f64::from(time).powi(k));
                law = next;
            }
            let (first, second) = found.moments.unwrap();
            for (exact, limit) in [found.probability, first, second].iter().zip(sums) {
                let exact = number::to_f64(exact);
                prop_assert!((exact - limit).abs() < 1e-6 * exact.max(1.0), "{exact} against {limit}");
            }
        }
    }
}
