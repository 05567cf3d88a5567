//! The z-test of a mean.

use super::{Check, ENOUGH, two_sided};
use crate::simulate::special::{Tails, gamma_tails, normal_tail};

/// The exact moments of one trial's value X.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// E(X) = μ.
    pub mean: f64,
    /// E((X − μ)²) = σ².
    pub variance: f64,
    /// E((X − μ)³)/σ³: 0 for a symmetric value.
    pub skewness: f64,
    /// E((X − μ)⁴)/σ⁴, which is at least 1: 3 for a normal value, and about 1/p for one that hangs on a chance p.
    pub kurtosis: f64,
}

/// What the `sample_mean` of `trials` values says about their exact mean.
///
/// z = (sample mean − μ)·√n/σ is judged on two sides by the gamma distribution that has the skewness of the sample
/// mean, γ/√n (Pearson's type III; the normal distribution for γ = 0). [`Verdict::TooRare`](super::Verdict::TooRare)
/// below 10·kurtosis trials: for a value that hangs on a rare chance these are the ten expected hits. A value without
/// variance must come out as its mean, up to rounding. NaN or infinite moments give a p-value of NaN or 1 and are too
/// rare for any number of trials.
///
/// Why the skewness: with ten expected hits, the normal tail would accuse a right answer some twenty times too often.
///
/// # Examples
/// ```
/// use prob::simulate::verdict::{Moments, Verdict, mean};
/// let die = Moments { mean: 3.5, variance: 35.0 / 12.0, skewness: 0.0, kurtosis: 303.0 / 175.0 };
/// assert_eq!(mean(&die, 3.502, 1_000_000).verdict, Verdict::Agrees);
/// assert_eq!(mean(&die, 3.51, 1_000_000).verdict, Verdict::Disagrees);
/// assert_eq!(mean(&die, 3.0, 5).verdict, Verdict::TooRare { trials_needed: 18 });
/// ```
#[must_use]
pub fn mean(moments: &Moments, sample_mean: f64, trials: u64) -> Check {
    let n = trials as f64;
    let apart = sample_mean - moments.mean;
    if trials == 0 {
        return Check::new(1.0, 0.0, trials_needed(moments));
    }
    if moments.variance == 0.0 {
        // Summing n equal floats may lose some last bits, no more.
        let equal = apart.abs() <= 1e-9 * moments.mean.abs();
        return Check::new(if equal { 1.0 } else { 0.0 }, n, 1.0);
    }
    let z = apart * (n / moments.variance).sqrt();
    Check::new(two_sided(tails(z, moments.skewness / n.sqrt())), n, trials_needed(moments))
}

fn trials_needed(moments: &Moments) -> f64 {
    if moments.variance == 0.0 { 1.0 } else { (ENOUGH * moments.kurtosis).ceil() }
}

/// The tails of a standardised value of this skewness.
///
/// (G − a)/√a has the skewness 2/√a, for a gamma variable G of shape a.
fn tails(z: f64, skewness: f64) -> Tails {
    let shape = 4.0 / (skewness * skewness);
    if shape > 1e10 {
        // So many values have no skewness left that a float would show.
        return Tails { lower: normal_tail(-z), upper: normal_tail(z) };
    }
    let tails = gamma_tails(shape, shape + shape.sqrt() * z * skewness.signum());
    if skewness > 0.0 { tails } else { Tails { lower: tails.upper, upper: tails.lower } }
}
