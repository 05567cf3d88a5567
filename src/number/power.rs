//! Products and powers of polynomials with counts for coefficients: sums of independent outcomes with weights.

use super::fair_sum::fair_sum_counts;
use super::limbs::{ExactDivisor, Quotient, significant, to_biguint};
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};

/// The coefficients of the product of two polynomials, lowest power first: entry k is Σ aᵢ bₖ₋ᵢ. None when one of
/// them has none.
///
/// Long dense factors are packed into one integer each and multiplied at once (Kronecker's substitution).
///
/// # Examples
/// ```
/// use num_bigint::BigUint;
/// use prob::number::convolve;
/// let ones = vec![BigUint::from(1_u32); 3];
/// let counts: Vec<String> = convolve(&ones, &ones).iter().map(ToString::to_string).collect();
/// assert_eq!(counts, ["1", "2", "3", "2", "1"]);
/// ```
#[must_use]
pub fn convolve(a: &[BigUint], b: &[BigUint]) -> Vec<BigUint> {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    let filled = |of: &[BigUint]| of.iter().filter(|n| !n.is_zero()).count();
    if filled(a).min(filled(b)) < 24 {
        return convolve_by_definition(a, b);
    }
    let bits = |of: &[BigUint]| of.iter().map(BigUint::bits).max().unwrap_or(0);
    let sum_bits = bits(a) + bits(b) + u64::from(usize::BITS - a.len().min(b.len()).leading_zeros());
    let width = sum_bits.div_ceil(64) as usize;
    unpack(&(pack(a, width) * pack(b, width)), width, a.len() + b.len() - 1)
}

/// The product by its definition, skipping zeros.
pub(super) fn convolve_by_definition(a: &[BigUint], b: &[BigUint]) -> Vec<BigUint> {
    let length = if a.is_empty() || b.is_empty() { 0 } else { a.len() + b.len() - 1 };
    let mut product = vec![BigUint::ZERO; length];
    for (i, x) in a.iter().enumerate().filter(|(_, x)| !x.is_zero()) {
        for (j, y) in b.iter().enumerate().filter(|(_, y)| !y.is_zero()) {
            product[i + j] += x * y;
        }
    }
    product
}

/// The coefficients side by side, each in `width` words: the polynomial at 2^(64 · width).
fn pack(coefficients: &[BigUint], width: usize) -> BigUint {
    let mut words = vec![0; coefficients.len() * width];
    for (slot, coefficient) in words.chunks_mut(width).zip(coefficients) {
        slot.iter_mut().zip(coefficient.iter_u64_digits()).for_each(|(to, from)| *to = from);
    }
    to_biguint(&words)
}

fn unpack(packed: &BigUint, width: usize, count: usize) -> Vec<BigUint> {
    let words: Vec<u64> = packed.iter_u64_digits().collect();
    let mut coefficients: Vec<_> =
        words.chunks(width).map(|slot| to_biguint(&slot[..significant(slot)])).collect();
    coefficients.resize(count, BigUint::ZERO);
    coefficients
}

/// The coefficients of the n-th power of a polynomial, lowest power first: entry k is the weight of the sum k in n
/// independent draws, where `weights[i]` is the weight of i. The power 0 is 1, even of the zero polynomial, of which
/// every other power has no entries.
///
/// J. C. P. Miller's recurrence, k w₀ aₖ = Σᵢ ((n+1)i − k) wᵢ aₖ₋ᵢ (Knuth, vol. 2, §4.7), over the weights that are
/// not 0; equal weights need only three terms. The cost is [`power_work`].
///
/// # Examples
/// ```
/// use num_bigint::BigUint;
/// use prob::number::power_coefficients;
/// let coin = [BigUint::from(2_u32), BigUint::from(1_u32)]; // heads one time in three
/// let counts: Vec<String> = power_coefficients(&coin, 3).iter().map(ToString::to_string).collect();
/// assert_eq!(counts, ["8", "12", "6", "1"]);
/// ```
///
/// # Panics
/// When n times the degree exceeds 2⁶⁰: the caller guards the size.
#[must_use]
pub fn power_coefficients(weights: &[BigUint], n: u64) -> Vec<BigUint> {
    if n == 0 {
        return vec![BigUint::one()];
    }
    let Some(first) = weights.iter().position(|w| !w.is_zero()) else {
        return Vec::new();
    };
    let last = weights.iter().rposition(|w| !w.is_zero()).unwrap_or(first);
    // x^first goes out, and what remains may be a polynomial in x^step.
    let inner = &weights[first..=last];
    let step = (0..inner.len()).filter(|&i| !inner[i].is_zero()).fold(0, |step, i| step.gcd(&i)).max(1);
    let dense: Vec<BigUint> = inner.iter().step_by(step).cloned().collect();
    let size = n.checked_mul(weights.len() as u64).filter(|size| size >> 60 == 0);
    let size = size.expect("more sums than any memory holds") as usize;
    let coefficients = power_from_the_first(&dense, n);
    if first == 0 && step == 1 && last + 1 == weights.len() {
        return coefficients;
    }
    let mut spread = vec![BigUint::ZERO; size - n as usize + 1];
    for (i, coefficient) in coefficients.into_iter().enumerate() {
        spread[first * n as usize + i * step] = coefficient;
    }
    spread
}

/// About how many word operations [`power_coefficients`] takes for so many weights (of them not 0: `terms`) that
/// add up to a number of `bits` bits, for a budget.
///
/// # Examples
/// ```
/// use prob::number::power_work;
/// assert!(power_work(6, 6, 3, 100) < 1_000_000);
/// assert!(power_work(6, 6, 3, 1 << 40) > 1 << 70);
/// ```
#[must_use]
pub fn power_work(weights: u64, terms: u64, bits: u64, n: u64) -> u128 {
    let entries = u128::from(n).saturating_mul(u128::from(weights));
    let words = u128::from(n).saturating_mul(u128::from(bits)) / 64 + 8;
    entries.saturating_mul(words).saturating_mul(u128::from(terms) + 1)
}

/// The power of a polynomial whose first and last weights are not 0.
fn power_from_the_first(weights: &[BigUint], n: u64) -> Vec<BigUint> {
    if weights.iter().all(|w| *w == weights[0]) {
        let factor = Pow::pow(&weights[0], n);
        let counts = fair_sum_counts(n, weights.len() as u64);
        return if factor.is_one() { counts } else { counts.into_iter().map(|c| c * &factor).collect() };
    }
    let total: BigUint = weights.iter().sum();
    let degree = weights.len() as u64 - 1;
    let terms = weights.iter().filter(|w| !w.is_zero()).count();
    let words = (total.bits() as f64 * n as f64 / 64.0) + 1.0;
    // Packing pays when many weights meet a low power; the factor and the exponent are Toom–Cook's.
    if terms as f64 > 8.0 * (words * n as f64 * degree as f64).powf(0.465) {
        let width = words as usize + 1;
        return unpack(&Pow::pow(pack(weights, width), n), width, (n * degree) as usize + 1);
    }
    let largest_factor = (&total * (n + 1) * degree).to_u64().filter(|&factor| factor >> 61 == 0);
    match largest_factor {
        Some(_) => miller_in_words(weights, n, words as usize + 3),
        None => miller(weights, n),
    }
}

/// The recurrence with big integers, for weights of any size.
fn miller(weights: &[BigUint], n: u64) -> Vec<BigUint> {
    let degree = weights.len() as u64 - 1;
    let terms: Vec<(u64, BigInt)> = nonzero(weights).map(|(i, w)| (i, BigInt::from(w.clone()))).collect();
    let mut coefficients = vec![BigInt::from(Pow::pow(&weights[0], n))];
    for k in 1..=n * degree {
        let sum: BigInt = terms
            .iter()
            .take_while(|(i, _)| *i <= k)
            .map(|(i, w)| {
                let factor = i128::from(n + 1) * i128::from(*i) - i128::from(k);
                w * factor * &coefficients[(k - i) as usize]
            })
            .sum();
        coefficients.push(sum / (BigInt::from(weights[0].clone()) * k));
    }
    debug_assert!(coefficients.iter().all(|c| !c.is_negative()));
    coefficients.into_iter().map(|c| c.into_parts().1).collect()
}

/// The weights after the first that are not 0, with their places.
fn nonzero(weights: &[BigUint]) -> impl Iterator<Item = (u64, &BigUint)> {
    (0..).zip(weights).skip(1).filter(|(_, w)| !w.is_zero())
}

/// The recurrence over entries of equal width in one vector, for weights that are machine words and add up, with
/// the factors of the recurrence, to less than 2⁶¹.
fn miller_in_words(weights: &[BigUint], n: u64, width: usize) -> Vec<BigUint> {
    let word = |w: &BigUint| w.to_u64().expect("weights were found to be words");
    let count = (n * (weights.len() as u64 - 1)) as usize + 1;
    let terms: Vec<(usize, i64)> = nonzero(weights).map(|(i, w)| (i as usize, word(w) as i64)).collect();
    let first = word(&weights[0]);
    let symmetric = (0..weights.len()).all(|i| weights[i] == weights[weights.len() - 1 - i]);
    let computed = if symmetric { count / 2 + 1 } else { count };

    let mut words = vec![0_u64; computed * width];
    let start = Pow::pow(&weights[0], n);
    words.iter_mut().zip(start.iter_u64_digits()).for_each(|(to, from)| *to = from);
    let mut active = significant(&words[..width]);
    let mut factors: Vec<(usize, i64)> = Vec::with_capacity(terms.len());
    for k in 1..computed {
        factors.clear();
        for &(i, w) in terms.iter().take_while(|&&(i, _)| i <= k) {
            let factor = ((n + 1) * i as u64) as i64 - k as i64;
            factors.push(((k - i) * width, factor * w));
        }
        let (before, rest) = words.split_at_mut(k * width);
        let length = (active + 1).min(width);
        combine(&mut rest[..length], before, &factors, ExactDivisor::new(first * k as u64));
        active = active.max(significant(&rest[..length]));
    }
    let entry = |k: usize| &words[k * width..(k + 1) * width];
    let mut coefficients: Vec<_> =
        (0..computed).map(|k| to_biguint(&entry(k)[..significant(entry(k))])).collect();
    for k in computed..count {
        coefficients.push(coefficients[count - 1 - k].clone());
    }
    coefficients
}

/// result = Σ factor · entry / divisor in one pass over the words, lowest first; the terms give the place where
/// their entry starts.
pub(super) fn combine(result: &mut [u64], entries: &[u64], terms: &[(usize, i64)], divisor: ExactDivisor) {
    let length = result.len();
    let mut quotient = Quotient::new(divisor, result);
    let mut carry = 0_i128;
    for place in 0..length {
        // The factors add up to less than 2⁶¹: the sum stays below 2¹²⁶.
        let sum = terms.iter().fold(carry, |sum, &(start, factor)| {
            sum + i128::from(factor) * i128::from(entries[start + place])
        });
        quotient.push(sum as u64);
        carry = sum >> 64;
    }
    quotient.finish();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn big(weights: &[u64]) -> Vec<BigUint> {
        weights.iter().map(|&w| BigUint::from(w)).collect()
    }

    fn by_definition(weights: &[BigUint], n: u64) -> Vec<BigUint> {
        (0..n).fold(vec![BigUint::one()], |product, _| convolve_by_definition(&product, weights))
    }

    #[test]
    fn powers_of_the_edges() {
        assert_eq!(power_coefficients(&[], 0), big(&[1]));
        assert_eq!(power_coefficients(&[], 3), big(&[]));
        assert_eq!(power_coefficients(&big(&[0, 0]), 3), big(&[]));
        assert_eq!(power_coefficients(&big(&[0, 0, 3]), 2), big(&[0, 0, 0, 0, 9]));
        assert_eq!(power_coefficients(&big(&[5]), 3), big(&[125]));
        assert_eq!(power_coefficients(&big(&[0, 1, 0, 1, 0]), 2), big(&[0, 0, 1, 0, 2, 0, 1, 0, 0]));
    }

    #[test]
    fn every_road_gives_the_same_power() {
        let weights = big(&[3, 0, 5, 1, 0, 7]);
        for n in 1..40 {
            let expected = by_definition(&weights, n);
            assert_eq!(miller(&weights, n), expected);
            assert_eq!(power_coefficients(&weights, n), expected);
            let bits = n as usize * 4 / 64 + 1;
            assert_eq!(unpack(&Pow::pow(pack(&weights, bits), n), bits, expected.len()), expected);
        }
        let huge: Vec<BigUint> = weights.iter().map(|w| w << 70_u32).collect();
        assert_eq!(power_coefficients(&huge, 9), by_definition(&huge, 9));
        let many: Vec<BigUint> = (0..3000_u32).map(|i| BigUint::from(i * i % 17 + 1)).collect();
        assert_eq!(power_coefficients(&many, 2), convolve_by_definition(&many, &many));
    }

    proptest! {
        #[test]
        fn powers_agree_with_convolution(weights in prop::collection::vec(prop_oneof![Just(0), 0_u64..20, any::<u32>().prop_map(u64::from), any::<u64>()], 0..7), n in 0_u64..24) {
            let weights = big(&weights);
            let expected = by_definition(&weights, n);
            let expected = if weights.iter().all(Zero::is_zero) && n > 0 { vec![] } else { expected };
            prop_assert_eq!(power_coefficients(&weights, n), expected);
        }

        #[test]
        fn symmetric_weights_mirror(half in prop::collection::vec(0_u64..30, 1..5), n in 0_u64..60) {
            let weights: Vec<u64> = half.iter().chain(half.iter().rev()).map(|w| w + 1).collect();
            prop_assert_eq!(power_coefficients(&big(&weights), n), by_definition(&big(&weights), n));
        }

        #[test]
        fn products_agree_with_the_definition(a in prop::collection::vec(any::<u64>(), 0..60), b in prop::collection::vec(any::<u64>(), 0..60), shift in 0_u32..90) {
            let (a, b) = (big(&a), big(&b).into_iter().map(|n| n << shift).collect::<Vec<_>>());
            prop_assert_eq!(convolve(&a, &b), convolve_by_definition(&a, &b));
        }
    }
}
