//! The standard normal distribution's tail and quantile.

use super::{crossing, gamma_tails};

/// The upper tail of the standard normal distribution, Q(z) = P(Z ≥ z).
///
/// The relative error is about 10⁻¹³, down to 10⁻³⁰⁰ near z = 37. 1 at −∞, 0 at ∞, NaN at NaN.
///
/// Source: Q(z) = ½·Q(½, z²/2), DLMF 7.11.2.
///
/// # Examples
/// ```
/// use prob::simulate::special::normal_tail;
/// assert_eq!(normal_tail(0.0), 0.5);
/// assert!((normal_tail(10.0) / 7.619853024160527e-24 - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn normal_tail(z: f64) -> f64 {
    let tails = gamma_tails(0.5, z * z / 2.0);
    if z < 0.0 { 0.5 + 0.5 * tails.lower } else { 0.5 * tails.upper }
}

/// The z whose upper tail Q(z) is `probability`.
///
/// ∞ for a probability of at most 0, −∞ from 1 on, NaN at NaN. Cost: 63 values of [`normal_tail`] by bisection.
///
/// # Examples
/// ```
/// use prob::simulate::special::normal_quantile;
/// assert!((normal_quantile(0.025) - 1.959963984540054).abs() < 1e-14);
/// assert_eq!(normal_quantile(0.75), -normal_quantile(0.25));
/// ```
#[must_use]
pub fn normal_quantile(probability: f64) -> f64 {
    if probability.is_nan() {
        f64::NAN
    } else if probability <= 0.0 {
        f64::INFINITY
    } else if probability > 0.5 {
        -normal_quantile(1.0 - probability)
    } else {
        crossing(f64::MAX, |z| normal_tail(z) <= probability)
    }
}
