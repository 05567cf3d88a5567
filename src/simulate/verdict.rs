//! Whether a simulation agrees with an exact value.
//!
//! An exact value p and h hits in n independent trials are compared by the exact two-sided binomial test; a
//! distribution by the exact multinomial test or a chi-square test of pooled cells; a mean by a z-test with the exact variance. The simulation
//! convicts an exact value only when its p-value is below [`ALARM`], so that a right answer is accused about once in
//! a million questions.

mod distribution;
mod mean;
mod multinomial;

pub use distribution::{Fit, distribution};
pub use mean::{Moments, mean};

use super::special::{Tails, beta_tails, normal_quantile};

/// The p-value below which a simulation disagrees.
pub const ALARM: f64 = 1e-6;

/// The p-value below which a simulation is suspicious, so that fresh trials are made, ten times as many, before it
/// convicts.
pub const SUSPICION: f64 = 0.01;

/// The p-value below which fresh trials, made on suspicion, convict. They do not depend on the trials before them, so
/// that a right answer is suspected and then convicted with probability at most [`SUSPICION`] times this: [`ALARM`].
pub const CONVICTION: f64 = ALARM / SUSPICION;

/// How many times as many fresh trials are made on suspicion.
pub const FRESH: u64 = 10;

/// The expected hits, and the expected misses, without which the agreement of a simulation says little.
pub const ENOUGH: f64 = 10.0;

/// What a simulation says about an exact value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// The simulation came out as it should.
    Agrees,
    /// Something this far off happens less than once in a million times when the exact value is right.
    Disagrees,
    /// Too few hits, or misses, were to be expected for the agreement to mean anything.
    TooRare {
        /// How many trials would tell; `u64::MAX` where no number that fits would.
        trials_needed: u64,
    },
}

/// A verdict with the p-value behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// The probability of a result at least this far off, when the exact value is right.
    pub p_value: f64,
    /// What follows.
    pub verdict: Verdict,
}

impl Check {
    /// The verdict on this p-value, unless it needed more trials than there were.
    fn new(p_value: f64, trials: f64, trials_needed: f64) -> Self {
        let verdict = if p_value < ALARM {
            Verdict::Disagrees
        } else if trials >= trials_needed {
            Verdict::Agrees
        } else {
            // The cast saturates; what is not a number cannot be told by any number of trials.
            let needed = if trials_needed.is_nan() { u64::MAX } else { trials_needed as u64 };
            Verdict::TooRare { trials_needed: needed }
        };
        Self { p_value, verdict }
    }
}

/// P(at most `hits`) as `lower` and P(at least `hits`) as `upper`, in `trials` of probability p = 1 − q.
///
/// Both tails hold the point itself, so they add up to more than 1. Hits beyond the trials count as all hits.
///
/// # Examples
/// ```
/// use prob::simulate::verdict::binomial_tails;
/// let tails = binomial_tails(1, 2, 0.5, 0.5);
/// assert!((tails.lower - 0.75).abs() < 1e-15 && (tails.upper - 0.75).abs() < 1e-15);
/// ```
#[must_use]
pub fn binomial_tails(hits: u64, trials: u64, p: f64, q: f64) -> Tails {
    let hits = hits.min(trials);
    let (hit, missed) = (hits as f64, (trials - hits) as f64);
    // P(X ≥ k) = I_p(k, n − k + 1), DLMF 8.17.5, and the same for the misses.
    let upper = if hits == 0 { 1.0 } else { beta_tails(hit, missed + 1.0, p, q).lower };
    let lower = if hits == trials { 1.0 } else { beta_tails(missed, hit + 1.0, q, p).lower };
    Tails { lower, upper }
}

/// The exact two-sided p-value of `hits` in `trials` of probability p = 1 − q: twice the smaller tail, at most 1.
///
/// Each tail falls below α/2 with probability at most α/2, so a right p is accused with probability at most α. NaN when
/// p or q is.
///
/// # Examples
/// ```
/// use prob::simulate::verdict::binomial_p_value;
/// // Ten heads of ten fair coins: twice 1/1024.
/// assert!((binomial_p_value(10, 10, 0.5, 0.5) - 2.0 / 1024.0).abs() < 1e-17);
/// assert_eq!(binomial_p_value(5, 10, 0.5, 0.5), 1.0);
/// ```
#[must_use]
pub fn binomial_p_value(hits: u64, trials: u64, p: f64, q: f64) -> f64 {
    two_sided(binomial_tails(hits, trials, p, q))
}

fn two_sided(tails: Tails) -> f64 {
    if tails.lower.is_nan() || tails.upper.is_nan() {
        return f64::NAN;
    }
    (2.0 * tails.lower.min(tails.upper)).min(1.0)
}

/// What `hits` in `trials` say about the exact probability p, given with its complement q.
///
/// Both p and q come rounded from exact fractions, so that a p near 1 loses nothing; a positive value too small for a
/// float must come as [`f64::MIN_POSITIVE`], not as 0. The verdict is [`Verdict::Disagrees`] when
/// [`binomial_p_value`] is below [`ALARM`] (at once, therefore, when the impossible happens or the certain fails), else
/// [`Verdict::TooRare`] when fewer than [`ENOUGH`] hits or misses were to be expected. What is impossible or certain
/// agrees after any trial that bears it out. Cost: microseconds for any number of trials.
///
/// # Examples
/// ```
/// use prob::simulate::verdict::{Verdict, hits};
/// let sixth = |n| hits(n, 1_000_000, 1.0 / 6.0, 5.0 / 6.0).verdict;
/// assert_eq!(sixth(166_823), Verdict::Agrees);
/// assert_eq!(sixth(170_000), Verdict::Disagrees);
/// let rare = hits(0, 1_000, 1.0 / 2_598_960.0, 1.0 - 1.0 / 2_598_960.0).verdict;
/// assert_eq!(rare, Verdict::TooRare { trials_needed: 25_989_600 });
/// assert_eq!(hits(1, 1_000, 0.0, 1.0).verdict, Verdict::Disagrees);
/// ```
#[must_use]
pub fn hits(hits: u64, trials: u64, p: f64, q: f64) -> Check {
    let p_value = binomial_p_value(hits, trials, p, q);
    let rarer = if p_value.is_nan() { f64::NAN } else { p.min(q).max(0.0) };
    let needed = if rarer == 0.0 { 1.0 } else { (ENOUGH / rarer).round_ties_even() };
    Check::new(p_value, trials as f64, needed)
}

/// The relative error of p that this many trials expose about 99 times in 100, whichever way it goes.
///
/// The r that solves r = s·(z₁ + z₂·√(1 + r)) with s = √((1 − p)/(n·p)), where z₁ = 2.58 carries the level [`SUSPICION`]
/// on two sides and z₂ = 2.33 the 99 %: the normal approximation of the binomial test, with the larger variance that p
/// has when it is really p·(1 + r), good from a thousand expected hits on. (The fresh trials that follow on suspicion
/// are so many more that they hardly ever miss what raised it.) Near p = 1, where it falls short, at least the error
/// that lets a miss come 99 times in 100. Infinite without trials and for p ≤ 0; NaN for a p that is NaN.
///
/// # Examples
/// ```
/// use prob::simulate::verdict::detectable;
/// // A million coins expose a coin that is off by 0.49 %.
/// assert!((detectable(1_000_000, 0.5) - 0.00491).abs() < 0.00001);
/// ```
#[must_use]
pub fn detectable(trials: u64, p: f64) -> f64 {
    let n = trials as f64;
    if p.is_nan() {
        f64::NAN
    } else if trials == 0 || p <= 0.0 {
        f64::INFINITY
    } else {
        let (level, power) = (normal_quantile(SUSPICION / 2.0), normal_quantile(0.01));
        let deviation = ((1.0 - p).max(0.0) / (n * p)).sqrt();
        // √(1 + r), from its quadratic equation
        let half = deviation * power / 2.0;
        let root = half + (half * half + 1.0 + deviation * level).sqrt();
        let error = deviation * (level + power * root);
        error.max(-(-100f64.ln() / n).exp_m1())
    }
}

/// The relative error of a mean that this many trials expose about 99 times in 100, by the normal approximation.
///
/// (z₁ + z₂)·σ/(√n·|μ|); infinite for a mean of 0, or without trials.
#[must_use]
pub fn detectable_in_mean(trials: u64, moments: &Moments) -> f64 {
    let levels = normal_quantile(SUSPICION / 2.0) + normal_quantile(0.01);
    let error = levels * (moments.variance / trials as f64).sqrt() / moments.mean.abs();
    if error.is_nan() { f64::INFINITY } else { error }
}

#[cfg(test)]
mod tests;
