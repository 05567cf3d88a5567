//! Products of powers of several polynomials with counts for coefficients: sums of independent outcomes of several kinds.

use super::limbs::{ExactDivisor, significant, to_biguint};
use super::power::combine;
use num_bigint::{BigInt, BigUint};
use num_traits::{One, Pow, ToPrimitive, Zero};

/// Weights of 0, 1, 2, …, of which neither the first nor the last is 0, and how often they are drawn.
pub type Power<'a> = (&'a [BigUint], u64);

/// j, dⱼ and Nⱼ₋₁, where one of them is not 0, from j = 1 on.
type Terms = Vec<(usize, i64, i64)>;

/// The product of some powers, ready to be worked out coefficient after coefficient.
///
/// P = ∏ pᵢ^nᵢ satisfies D P′ = N P with D = ∏ pᵢ and N = Σ nᵢ pᵢ′ ∏ⱼ≠ᵢ pⱼ, and so does any multiple of both. Compared at xᵏ⁻¹ that
/// gives each coefficient from those before it: k d₀ aₖ = Σⱼ (Nⱼ₋₁ − (k−j) dⱼ) aₖ₋ⱼ. For one power it is J. C. P. Miller's recurrence
/// (D. E. Knuth, The Art of Computer Programming, vol. 2, §4.7).
#[derive(Clone, Debug)]
pub struct PowerProduct {
    terms: Terms,
    /// d₀.
    divisor: u64,
    /// The first coefficient.
    start: BigUint,
    degree: u64,
    words: usize,
    is_symmetric: bool,
}

impl PowerProduct {
    /// The product of these powers; nothing where a weight does not fit a machine word beside the factors of the recurrence.
    ///
    /// # Examples
    /// ```
    /// use num_bigint::BigUint;
    /// use prob::number::PowerProduct;
    /// let coin = [1_u32, 1].map(BigUint::from);
    /// let die = [1_u32, 1, 1].map(BigUint::from);
    /// let product = PowerProduct::new(&[(&coin, 2), (&die, 1)]).unwrap();
    /// let counts = product.coefficients(|_, _| Ok::<(), ()>(())).unwrap();
    /// let counts: Vec<String> = counts.iter().map(ToString::to_string).collect();
    /// assert_eq!(counts.join(" "), "1 3 4 3 1");
    /// ```
    #[must_use]
    pub fn new(powers: &[Power]) -> Option<Self> {
        let degrees =
            powers.iter().map(|(weights, n)| (weights.len() as u64).checked_sub(1)?.checked_mul(*n));
        let degree = degrees.sum::<Option<u64>>().filter(|degree| degree >> 40 == 0)?;
        let bits = powers.iter().map(|(weights, n)| bits_of(weights) * *n as f64).sum::<f64>();
        let (divisor, terms) = fewest_terms(powers)?;
        // What the factors and a carry add up to stays below 2⁶¹.
        let factors = terms.iter().try_fold(0_u64, |sum, (_, d, n)| {
            sum.checked_add(n.unsigned_abs())?.checked_add(d.unsigned_abs().checked_mul(degree)?)
        });
        let last = u64::try_from(divisor).ok()?.checked_mul(degree.max(1))?;
        if factors?.max(last) >> 61 != 0 {
            return None;
        }
        let start = powers.iter().map(|(weights, n)| Pow::pow(&weights[0], *n)).product();
        let is_symmetric = powers.iter().all(|(weights, _)| weights.iter().eq(weights.iter().rev()));
        let divisor = u64::try_from(divisor).ok()?;
        Some(Self { terms, divisor, start, degree, words: (bits / 64.0) as usize + 3, is_symmetric })
    }

    /// About how many word operations it takes to work them all out.
    #[must_use]
    pub fn work(&self) -> u128 {
        self.computed() as u128 * (self.terms.len() as u128 + 1) * self.words as u128
    }

    /// The bytes that the coefficients take, while they are worked out and at the end.
    #[must_use]
    pub fn bytes(&self) -> u128 {
        (self.computed() as u128 + u128::from(self.degree) + 1) * (self.words as u128 * 8 + 24)
    }

    /// How many are worked out; the others mirror them.
    fn computed(&self) -> usize {
        let count = self.degree as usize + 1;
        if self.is_symmetric { count.div_ceil(2) } else { count }
    }

    /// The coefficients, lowest power first, telling how many are done, and of how many, until that is refused.
    ///
    /// # Errors
    /// That refusal.
    pub fn coefficients<E>(
        &self,
        mut pass: impl FnMut(u64, u64) -> Result<(), E>,
    ) -> Result<Vec<BigUint>, E> {
        let (computed, width) = (self.computed(), self.words);
        let mut words = vec![0_u64; computed * width];
        words.iter_mut().zip(self.start.iter_u64_digits()).for_each(|(to, from)| *to = from);
        let mut active = significant(&words[..width]);
        let mut factors: Vec<(usize, i64)> = Vec::with_capacity(self.terms.len());
        for k in 1..computed {
            if k.is_multiple_of(PASSES) {
                pass(k as u64, computed as u64)?;
            }
            let terms = self.terms.iter().take_while(|(j, ..)| *j <= k);
            factors.clear();
            factors.extend(terms.map(|&(j, d, n)| ((k - j) * width, n - (k - j) as i64 * d)));
            let (before, rest) = words.split_at_mut(k * width);
            let length = (active + 1).min(width);
            combine(&mut rest[..length], before, &factors, ExactDivisor::new(self.divisor * k as u64));
            active = active.max(significant(&rest[..length]));
        }
        let coefficient = |k: usize| {
            let words = &words[k * width..(k + 1) * width];
            to_biguint(&words[..significant(words)])
        };
        let last = self.degree as usize;
        Ok((0..=last).map(|k| coefficient(if k < computed { k } else { last - k })).collect())
    }
}

/// How far one has come is told once in so many coefficients.
const PASSES: usize = 256;

/// The bits of the sum of some weights.
fn bits_of(weights: &[BigUint]) -> f64 {
    let total: BigUint = weights.iter().sum();
    total.to_f64().filter(|total| total.is_finite()).map_or(f64::INFINITY, |total| total.log2())
}

/// d₀ and the terms of that multiple of D and N by a power of 1 − x which has the fewest of them: for fair dice most
/// cancel.
fn fewest_terms(powers: &[Power]) -> Option<(i64, Terms)> {
    let (mut d, mut n) = equation(powers);
    let mut best: Option<(i64, Terms)> = None;
    for _ in 0..powers.len() + 2 {
        let terms = terms(&d, &n)?;
        if best.as_ref().is_none_or(|(_, fewest)| terms.1.len() < fewest.len()) {
            best = Some(terms);
        }
        let less_shifted = [BigInt::one(), -BigInt::one()];
        (d, n) = (times(&d, &less_shifted), times(&n, &less_shifted));
    }
    best
}

fn terms(d: &[BigInt], n: &[BigInt]) -> Option<(i64, Terms)> {
    let at = |of: &[BigInt], j: usize| of.get(j).map_or(Some(0), ToPrimitive::to_i64);
    let mut terms = Vec::new();
    for j in 1..d.len().max(n.len() + 1) {
        let (d, n) = (at(d, j)?, at(n, j - 1)?);
        if d != 0 || n != 0 {
            terms.push((j, d, n));
        }
    }
    Some((at(d, 0)?, terms))
}

/// D and N.
fn equation(powers: &[Power]) -> (Vec<BigInt>, Vec<BigInt>) {
    let (mut d, mut n) = (vec![BigInt::one()], Vec::new());
    for (weights, times_drawn) in powers {
        let weights: Vec<BigInt> = weights.iter().map(|w| BigInt::from(w.clone())).collect();
        let derivative = (1_u64..).zip(weights.iter().skip(1)).map(|(i, w)| w * i * times_drawn);
        // (D, N) · (p, p′): N p + n p′ D.
        let left = times(&n, &weights);
        let right = times(&d, &derivative.collect::<Vec<_>>());
        n = (0..left.len().max(right.len()))
            .map(|i| [&left, &right].iter().filter_map(|of| of.get(i)).sum())
            .collect();
        d = times(&d, &weights);
    }
    (d, n)
}

fn times(a: &[BigInt], b: &[BigInt]) -> Vec<BigInt> {
    let length = if a.is_empty() || b.is_empty() { 0 } else { a.len() + b.len() - 1 };
    let mut product = vec![BigInt::zero(); length];
    for (i, x) in a.iter().enumerate().filter(|(_, x)| !x.is_zero()) {
        for (j, y) in b.iter().enumerate() {
            product[i + j] += x * y;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::super::power::convolve_by_definition;
    use super::*;
    use proptest::prelude::*;

    fn by_definition(powers: &[(Vec<BigUint>, u64)]) -> Vec<BigUint> {
        let each = powers.iter().flat_map(|(weights, n)| (0..*n).map(move |_| weights));
        each.fold(vec![BigUint::one()], |product, weights| convolve_by_definition(&product, weights))
    }

    fn product(powers: &[(Vec<BigUint>, u64)]) -> Option<Vec<BigUint>> {
        let powers: Vec<Power> = powers.iter().map(|(weights, n)| (weights.as_slice(), *n)).collect();
        Some(PowerProduct::new(&powers)?.coefficients(|_, _| Ok::<(), ()>(())).unwrap())
    }

    fn big(weights: &[u64]) -> Vec<BigUint> {
        weights.iter().map(|&w| BigUint::from(w)).collect()
    }

    #[test]
    fn fair_dice_need_few_terms() {
        let [d6, d8] = [6, 8].map(|faces| vec![BigUint::one(); faces]);
        let pair = PowerProduct::new(&[(&d6, 1000), (&d8, 1000)]).unwrap();
        // (1 − x)(1 − x⁶)(1 − x⁸) has 8 terms.
        assert_eq!(pair.terms.len(), 7);
        let d100 = vec![BigUint::one(); 100];
        assert!(PowerProduct::new(&[(&d100, 10), (&d8, 10), (&d6, 10)]).unwrap().terms.len() < 16);
    }

    #[test]
    fn weights_that_are_too_long_are_left_to_others() {
        let huge = vec![BigUint::one() << 62, BigUint::one()];
        assert!(PowerProduct::new(&[(&huge, 2), (&big(&[1, 1]), 2)]).is_none());
        assert!(PowerProduct::new(&[(&big(&[1, 1]), u64::MAX)]).is_none());
    }

    #[test]
    fn edges() {
        assert_eq!(product(&[]), Some(big(&[1])));
        assert_eq!(product(&[(big(&[3]), 2), (big(&[1, 2]), 0)]), Some(big(&[9])));
        assert!(product(&[(Vec::new(), 2)]).is_none());
    }

    proptest! {
        #[test]
        fn products_are_those_of_the_definition(
            powers in prop::collection::vec((prop::collection::vec(0_u64..4, 0..6), 1_u64..5, 0_u64..7), 1..4)
        ) {
            // Neither the first nor the last weight is 0.
            let powers: Vec<(Vec<BigUint>, u64)> = powers
                .into_iter()
                .map(|(inner, edge, n)| (big(&[vec![edge], inner, vec![edge]].concat()), n))
                .collect();
            prop_assert_eq!(product(&powers), Some(by_definition(&powers)));
        }

        #[test]
        fn sums_of_fair_dice_of_several_kinds(
            kinds in prop::collection::vec((1_usize..21, 0_u64..30), 1..5)
        ) {
            let powers: Vec<(Vec<BigUint>, u64)> =
                kinds.into_iter().map(|(faces, n)| (vec![BigUint::one(); faces], n)).collect();
            prop_assert_eq!(product(&powers), Some(by_definition(&powers)));
        }
    }
}
