//! The special functions behind intervals and p-values: incomplete beta and gamma, the normal tail, and inverses.
//!
//! Everything stands on one idea, Loader's: a density of n trials is √(…)·exp(−D)·exp(Stirling remainders), where
//! the deviance D is computed without cancellation. Nothing of size n·ln n is ever subtracted from its like, so that
//! the relative error stays near 10⁻¹³ for parameters up to 10¹⁰ and tails down to 10⁻³⁰⁰.
//! [C. Loader, "Fast and accurate computation of binomial probabilities", 2000]
//!
//! No function here panics or runs without bound, whatever its arguments: every loop has a fixed limit, and arguments
//! outside the domain give NaN.

mod beta;
mod gamma;
mod normal;

pub use beta::{beta_quantile, beta_tails, beta_upper_quantile};
pub use gamma::{gamma_tails, ln_gamma};
pub use normal::{normal_quantile, normal_tail};

/// Both tails of a distribution at one point; each has full relative accuracy, however small.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tails {
    /// The probability of at most this value.
    pub lower: f64,
    /// The probability of at least this value.
    pub upper: f64,
}

impl Tails {
    const NAN: Self = Self { lower: f64::NAN, upper: f64::NAN };

    fn from_lower(lower: f64) -> Self {
        // Rounding must not carry a probability beyond 1.
        let lower = lower.min(1.0);
        Self { lower, upper: 1.0 - lower }
    }

    fn from_upper(upper: f64) -> Self {
        Self::from_lower(upper).swapped()
    }

    fn swapped(self) -> Self {
        Self { lower: self.upper, upper: self.lower }
    }
}

/// From this shape on, an integral over a few standard deviations is cheaper than the continued fraction or the
/// series, whose steps grow with the root of the shape, and the integrand is smooth enough for it.
const LARGE: f64 = 400.0;

/// The most steps of a continued fraction or series. Below [`LARGE`] a few hundred are needed; the limit is only there
/// so that no argument can hang.
const MOST_STEPS: usize = 20_000;

/// Two continued-fraction or series values this near are one value.
const CONVERGED: f64 = f64::EPSILON / 2.0;

/// t − ln(1 + t) without cancellation, given t and 1 + t (each accurate for itself).
///
/// With s = t/(2 + t), ln(1 + t) = 2(s + s³/3 + s⁵/5 + …), so the difference is s·t − 2s³(1/3 + s²/5 + …).
pub(in crate::simulate) fn deviance(t: f64, one_plus_t: f64) -> f64 {
    if !(-0.5..=1.0).contains(&t) {
        return t - one_plus_t.ln();
    }
    let s = t / (2.0 + t);
    let square = s * s;
    // |s| ≤ 1/3, and 9⁻¹⁸ is below the last bit.
    let series = (0..18).rev().fold(0.0, |sum, j| sum * square + 1.0 / f64::from(2 * j + 3));
    s * (t - 2.0 * square * series)
}

/// The Stirling remainder: ln Γ(z) − ((z − ½)·ln z − z + ½·ln 2π), for z > 0.
///
/// DLMF 5.11.1 from 16 on; below, the recurrence S(z) = S(z + 1) + (z + ½)·ln(1 + 1/z) − 1 leads there.
fn stirling_remainder(z: f64) -> f64 {
    let (mut z, mut climbed) = (z, 0.0);
    while z < 16.0 {
        climbed += (z + 0.5) * z.recip().ln_1p() - 1.0;
        z += 1.0;
    }
    let inverse = z.recip();
    let square = inverse * inverse;
    let series = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    climbed + inverse * series.iter().rev().fold(0.0, |sum, c| sum * square + c)
}

/// ∫ exp(−exponent(v))·weight(v) dv from 0 to `end`, for a convex exponent that starts at 0.
///
/// Composite Gauss–Legendre quadrature in panels of `step`, given about two of the exponent's units or one standard
/// deviation wide, until what is left is below the last bit. The integrand is positive: nothing cancels.
fn tail_integral(exponent: impl Fn(f64) -> f64, weight: impl Fn(f64) -> f64, step: f64, end: f64) -> f64 {
    // Convexity makes the exponent at least proportional to the panels walked, so a few dozen always suffice.
    const MOST_PANELS: usize = 200;
    const NEGLIGIBLE: f64 = 45.0;
    let mut sum = 0.0;
    let mut start = 0.0;
    for _ in 0..MOST_PANELS {
        let stop = (start + step).min(end);
        let (middle, half) = ((start + stop) / 2.0, (stop - start) / 2.0);
        let at = |v: f64| (-exponent(v)).exp() * weight(v);
        let pair = |&(node, mass): &(f64, f64)| mass * (at(middle - half * node) + at(middle + half * node));
        sum += half * GAUSS_LEGENDRE.iter().map(pair).sum::<f64>();
        start = stop;
        if start >= end || exponent(start) > NEGLIGIBLE {
            break;
        }
    }
    sum
}

/// The positive nodes of the 16-point Gauss–Legendre rule on [−1, 1], with their weights.
const GAUSS_LEGENDRE: [(f64, f64); 8] = [
    (0.09501250983763744, 0.1894506104550685),
    (0.2816035507792589, 0.18260341504492358),
    (0.45801677765722737, 0.16915651939500254),
    (0.6178762444026438, 0.14959598881657674),
    (0.755404408355003, 0.12462897125553388),
    (0.8656312023878318, 0.09515851168249279),
    (0.9445750230732326, 0.062253523938647894),
    (0.9894009349916499, 0.027152459411754096),
];

/// The smallest non-negative float up to `top` at which a condition that stays true once it is true holds, else `top`.
///
/// Bisection over the bit patterns of the floats, which stand in the order of their values: at most 63 steps, and
/// full relative accuracy however small the answer.
fn crossing(top: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0, top.to_bits());
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(f64::from_bits(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    f64::from_bits(high)
}
