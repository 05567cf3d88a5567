//! The regularised incomplete beta function and its inverses.

use super::{CONVERGED, LARGE, MOST_STEPS, Tails, crossing, deviance, stirling_remainder, tail_integral};
use std::f64::consts::TAU;

/// The regularised incomplete beta function I_x(a, b) as `lower`, and its complement as `upper`.
///
/// I_x(a, b) = ∫₀ˣ tᵃ⁻¹(1 − t)ᵇ⁻¹ dt / B(a, b). Both x and y = 1 − x are given, each as accurately as it is known; the
/// smaller one is believed, so that x near 1 loses nothing. The relative error of either tail is about 10⁻¹³ for
/// parameters from ½ to 10¹⁰, and its size is limited only by the floats: below 10⁻³⁰⁷ a tail becomes 0.
///
/// x ≤ 0 gives (0, 1), and y ≤ 0 gives (1, 0). Both tails are NaN unless a and b are positive and finite and x and y
/// are numbers. Cost: some microseconds, whatever the arguments.
///
/// Source: for the smaller tail, the even part of DLMF 8.17.22 by the modified Lentz method
/// [A. R. DiDonato and A. H. Morris, "Algorithm 708", ACM TOMS 18, 1992, BFRAC], or, where both parameters are large,
/// quadrature over the few standard deviations that carry the tail.
///
/// # Examples
/// ```
/// use prob::simulate::special::beta_tails;
/// // I_x(1, b) = 1 − (1 − x)ᵇ.
/// let tails = beta_tails(1.0, 3.0, 0.25, 0.75);
/// assert!((tails.lower - 37.0 / 64.0).abs() < 1e-15);
/// assert!((tails.upper - 27.0 / 64.0).abs() < 1e-15);
/// assert!(beta_tails(-1.0, 3.0, 0.25, 0.75).lower.is_nan());
/// ```
#[must_use]
pub fn beta_tails(a: f64, b: f64, x: f64, y: f64) -> Tails {
    let valid = a > 0.0 && b > 0.0 && (a + b).is_finite() && !x.is_nan() && !y.is_nan();
    if !valid {
        Tails::NAN
    } else if x <= 0.0 {
        Tails::from_lower(0.0)
    } else if y <= 0.0 {
        Tails::from_lower(1.0)
    } else {
        let margin = if x <= y { margin(a, b, x) } else { -margin(b, a, y) };
        if margin >= 0.0 {
            Tails::from_lower(lower_tail(a, b, x, y, margin))
        } else {
            Tails::from_upper(lower_tail(b, a, y, x, -margin))
        }
    }
}

/// The x at which I_x(a, b) reaches `probability`.
///
/// 0 for a probability of at most 0, and 1 from 1 on; NaN where [`beta_tails`] is or the probability is NaN. Cost: 63
/// values of [`beta_tails`] by bisection.
///
/// # Examples
/// ```
/// use prob::simulate::special::beta_quantile;
/// let x = beta_quantile(20.0, 9_999_981.0, 5e-4);
/// assert!((x / 8.453_112_665_266_217e-7 - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn beta_quantile(a: f64, b: f64, probability: f64) -> f64 {
    quantile(a, b, probability, 0.0, 1.0, |tails| tails.lower >= probability)
}

/// The x at which 1 − I_x(a, b) falls to `probability`: accurate where that is small.
///
/// 1 for a probability of at most 0, and 0 from 1 on; otherwise as [`beta_quantile`].
///
/// # Examples
/// ```
/// use prob::simulate::special::beta_upper_quantile;
/// assert!((beta_upper_quantile(1.0, 2.0, 0.25) - 0.5).abs() < 1e-15);
/// ```
#[must_use]
pub fn beta_upper_quantile(a: f64, b: f64, probability: f64) -> f64 {
    quantile(a, b, probability, 1.0, 0.0, |tails| tails.upper <= probability)
}

fn quantile(a: f64, b: f64, probability: f64, at_0: f64, at_1: f64, reached: impl Fn(Tails) -> bool) -> f64 {
    if probability.is_nan() || beta_tails(a, b, 0.5, 0.5).lower.is_nan() {
        f64::NAN
    } else if probability <= 0.0 {
        at_0
    } else if probability >= 1.0 {
        at_1
    } else {
        crossing(1.0, |x| reached(beta_tails(a, b, x, 1.0 - x)))
    }
}

/// a − (a + b)·x, nearly exact: how far x stands below the mean, times a + b.
///
/// Near the mean of 10¹⁰ trials the rounding of a plain product would be felt in the tenth digit of a tail.
fn margin(a: f64, b: f64, x: f64) -> f64 {
    let (from_a, from_b) = (a * x, b * x);
    let (lost_a, lost_b) = (a.mul_add(x, -from_a), b.mul_add(x, -from_b));
    let (first, lost_first) = exact_difference(a, from_a);
    let (second, lost_second) = exact_difference(first, from_b);
    second + (lost_first + lost_second - lost_a - lost_b)
}

/// The rounded difference and what rounding lost (Knuth's TwoSum).
fn exact_difference(a: f64, b: f64) -> (f64, f64) {
    let difference = a - b;
    let back = difference - a;
    (difference, (a - (difference - back)) - (b + back))
}

/// I_x(a, b) at or below the mean, where `margin` = a − (a + b)·x is at least 0.
fn lower_tail(a: f64, b: f64, x: f64, y: f64, margin: f64) -> f64 {
    let density = density(a, b, x, y, margin);
    if density == 0.0 {
        0.0
    } else if a.min(b) >= LARGE {
        density * integral(a, b, x, y, margin)
    } else {
        density / fraction(a, b, x, y, margin)
    }
}

/// xᵃ·yᵇ / B(a, b), by deviance and Stirling remainders.
fn density(a: f64, b: f64, x: f64, y: f64, margin: f64) -> f64 {
    let n = a + b;
    let deviance = a * deviance(-margin / a, n * (x / a)) + b * deviance(margin / b, n * (y / b));
    let remainder = stirling_remainder(n) - stirling_remainder(a) - stirling_remainder(b);
    (a * (b / n) / TAU).sqrt() * (remainder - deviance).exp()
}

/// The continued fraction b₀ + a₁/(b₁ + a₂/(b₂ + …)) that divides the density.
fn fraction(a: f64, b: f64, x: f64, y: f64, margin: f64) -> f64 {
    let denominator = |m: f64| {
        m + m * (b - m) * x / (a + 2.0 * m - 1.0)
            + (a + m) / (a + 2.0 * m + 1.0) * (margin + 1.0 + m * (1.0 + y))
    };
    // At m = 0 the middle term is 0, also where a = 1 would make it 0/0.
    let mut value = a / (a + 1.0) * (margin + 1.0);
    let (mut numerators, mut denominators) = (value, 0.0);
    for m in (1..=MOST_STEPS).map(|m| m as f64) {
        let pole = a + 2.0 * m - 1.0;
        let numerator = (a + m - 1.0) / pole * (a + b + m - 1.0) * m * ((b - m) / pole) * x * x;
        let term = denominator(m);
        denominators = nonzero(term + numerator * denominators).recip();
        numerators = nonzero(term + numerator / numerators);
        let factor = numerators * denominators;
        value *= factor;
        if (factor - 1.0).abs() <= CONVERGED {
            break;
        }
    }
    value
}

/// Lentz's guard against a vanishing term.
fn nonzero(term: f64) -> f64 {
    if term == 0.0 { f64::MIN_POSITIVE } else { term }
}

/// ∫₀ˣ of the beta density over x·y times its height at x: with t = x(1 − v) and r = x/y, the exponent is
/// a·(−v − ln(1 − v)) + b·(rv − ln(1 + rv)) + v·margin/y, three terms that are never negative.
fn integral(a: f64, b: f64, x: f64, y: f64, margin: f64) -> f64 {
    let (ratio, slope) = (x / y, margin / y);
    let exponent = |v: f64| a * deviance(-v, 1.0 - v) + b * deviance(ratio * v, 1.0 + ratio * v) + slope * v;
    let weight = |v: f64| ((1.0 - v) * (y + x * v)).recip();
    let step = (a + b * ratio * ratio).sqrt().recip().min(2.0 / slope);
    tail_integral(exponent, weight, step, 1.0)
}
