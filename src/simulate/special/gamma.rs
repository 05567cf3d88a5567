//! The gamma function's logarithm and the regularised incomplete gamma functions.

use super::{CONVERGED, LARGE, MOST_STEPS, Tails, deviance, stirling_remainder, tail_integral};
use std::f64::consts::TAU;

/// ln Γ(z) for z > 0.
///
/// The absolute error is about 10⁻¹⁴, or the last bits of a large result. ∞ at 0 and at ∞; NaN for negative z and NaN.
///
/// Source: Stirling's series, DLMF 5.11.1, after the recurrence for small z.
///
/// # Examples
/// ```
/// use prob::simulate::special::ln_gamma;
/// assert!((ln_gamma(5.0) - 24f64.ln()).abs() < 1e-14);
/// ```
#[must_use]
pub fn ln_gamma(z: f64) -> f64 {
    if z == 0.0 || z == f64::INFINITY {
        return f64::INFINITY;
    }
    if z.is_nan() || z < 0.0 {
        return f64::NAN;
    }
    // Below 1 the two terms with ln z would cancel in part; Γ(z) = Γ(z + 1)/z does not.
    if z < 1.0 {
        return ln_gamma(z + 1.0) - z.ln();
    }
    (z - 0.5) * z.ln() - z + TAU.ln() / 2.0 + stirling_remainder(z)
}

/// The regularised incomplete gamma functions: P(a, x) as `lower` and Q(a, x) as `upper`.
///
/// P(a, x) = ∫₀ˣ tᵃ⁻¹e⁻ᵗ dt / Γ(a). The chi-square distribution with d degrees of freedom has the tails of
/// (d/2, x/2). The relative error of either tail is about 10⁻¹³ for a from ½ to 10¹⁰, and a tail becomes 0 only below
/// 10⁻³⁰⁷.
///
/// x ≤ 0 gives (0, 1), and x = ∞ gives (1, 0). Both tails are NaN unless a is positive and finite and x is a number.
/// Cost: some microseconds, whatever the arguments.
///
/// Source: DLMF 8.11.4 (series) below a + 1, DLMF 8.9.2 (continued fraction, modified Lentz method) above, and for a
/// large a quadrature over the few standard deviations that carry the tail.
///
/// # Examples
/// ```
/// use prob::simulate::special::gamma_tails;
/// // Q(1, x) = e⁻ˣ, far below the last bit of 1.
/// let tail = gamma_tails(1.0, 600.0).upper;
/// assert!((tail / (-600f64).exp() - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn gamma_tails(a: f64, x: f64) -> Tails {
    if !(a > 0.0 && a.is_finite()) || x.is_nan() {
        return Tails::NAN;
    }
    if x <= 0.0 {
        return Tails::from_lower(0.0);
    }
    if x == f64::INFINITY {
        return Tails::from_lower(1.0);
    }
    // xᵃe⁻ˣ / Γ(a)
    let deviance = a * deviance((x - a) / a, x / a);
    let density = (a / TAU).sqrt() * (-deviance - stirling_remainder(a)).exp();
    if density == 0.0 {
        return Tails::from_lower(if x < a { 0.0 } else { 1.0 });
    }
    match (x < a, a >= LARGE) {
        (true, true) => Tails::from_lower(density * integral(a, x, -1.0)),
        (false, true) => Tails::from_upper(density * integral(a, x, 1.0)),
        _ if x < a + 1.0 => Tails::from_lower(density * series(a, x)),
        _ => Tails::from_upper(density * fraction(a, x)),
    }
}

/// 1/a + x/(a(a + 1)) + x²/(a(a + 1)(a + 2)) + …
fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum) = (a.recip(), a.recip());
    for k in 1..=MOST_STEPS {
        term *= x / (a + k as f64);
        sum += term;
        if term <= sum * CONVERGED {
            break;
        }
    }
    sum
}

/// 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − 2(2 − a)/(x + 5 − a − …))).
fn fraction(a: f64, x: f64) -> f64 {
    let mut term = x + 1.0 - a;
    let (mut numerators, mut denominators) = (f64::MAX, term.recip());
    let mut value = denominators;
    for k in (1..=MOST_STEPS).map(|k| k as f64) {
        // From a + 1 on, every denominator is positive: Lentz's guard against zero is not needed.
        let numerator = k * (a - k);
        term += 2.0;
        denominators = (term + numerator * denominators).recip();
        numerators = term + numerator / numerators;
        let factor = numerators * denominators;
        value *= factor;
        if (factor - 1.0).abs() <= CONVERGED {
            break;
        }
    }
    value
}

/// The integral of tᵃ⁻¹e⁻ᵗ from x outward in the direction `side`, over xᵃe⁻ˣ: with t = x(1 ± v) the exponent is
/// a·(±v − ln(1 ± v)) + v·|x − a|, two terms that are never negative.
fn integral(a: f64, x: f64, side: f64) -> f64 {
    let slope = (x - a).abs();
    let exponent = |v: f64| a * deviance(side * v, 1.0 + side * v) + slope * v;
    let weight = |v: f64| (1.0 + side * v).recip();
    let end = if side < 0.0 { 1.0 } else { f64::INFINITY };
    tail_integral(exponent, weight, a.sqrt().recip().min(2.0 / slope), end)
}
