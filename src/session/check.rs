//! Where the exact road and the simulated road meet: the verdict of the trials on the exact value.

use crate::answer::{Check, Exact};
use crate::dist::Dist;
use crate::model::Value;
use crate::number;
use crate::question::{Asked, Question};
use crate::simulate::interval::clopper_pearson;
use crate::simulate::verdict::{self, Moments, Verdict};
use crate::simulate::{Tally, special};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Zero};
use rustc_hash::FxHashMap;

/// The confidence of the interval that is shown.
pub const CONFIDENCE: f64 = 0.999;

/// What the trials say of an exact value; nothing for what trials cannot speak of.
#[must_use]
pub fn check(
    question: &Question,
    exact: &Exact,
    moments: Option<&Moments>,
    tally: &Tally,
    seed: u64,
) -> Option<Check> {
    match (&question.asked, exact) {
        (Asked::Probability(_), Exact::Probability(p)) => Some(of_probability(p, tally, seed)),
        (Asked::Mean(_), Exact::Number(_)) => moments.map(|moments| of_mean(moments, tally, seed)),
        (_, Exact::Distribution(law)) => Some(of_distribution(law, tally, seed)),
        _ => None,
    }
}

/// A probability: the exact binomial test of the hits.
#[must_use]
pub fn of_probability(p: &BigRational, tally: &Tally, seed: u64) -> Check {
    let (hits, trials) = (tally.hits(), tally.conditioned);
    let (low, high) = clopper_pearson(hits, trials, CONFIDENCE);
    let (exact, complement) = (positive_float(p), positive_float(&(BigRational::one() - p)));
    let judged = verdict::hits(hits, trials, exact, complement);
    Check {
        seed,
        trials: tally.trials,
        conditioned: trials,
        hits: Some(hits),
        estimate: if trials == 0 { f64::NAN } else { hits as f64 / trials as f64 },
        low,
        high,
        p_value: Some(judged.p_value),
        detectable: Some(verdict::detectable(trials, exact)).filter(|error| error.is_finite()),
        listed: None,
        verdict: judged.verdict,
    }
}

/// The float next to an exact value; a positive value too small for one is the smallest float, never 0.
fn positive_float(p: &BigRational) -> f64 {
    if p.is_zero() { 0.0 } else { number::to_f64(p).max(f64::MIN_POSITIVE) }
}

/// Looks at all outcomes with their weights.
fn each(law: &Dist<Value>, mut look: impl FnMut(&Value, &BigUint)) {
    let all = law.each(|value, weight| {
        look(value, weight);
        Ok::<(), std::convert::Infallible>(())
    });
    all.unwrap_or_else(|never| match never {});
}

/// A distribution: the chi-square test of its cells; the estimate and interval are those of the likeliest value.
fn of_distribution(law: &Dist<Value>, tally: &Tally, seed: u64) -> Check {
    let total = law.total();
    let mut expected = Vec::with_capacity(law.len());
    each(law, |_, weight| expected.push(share(weight, total)));
    let mut counts = tally.counts.clone();
    let mut observed: Vec<u64> =
        law.outcomes().map(|value| counts.remove(&roots_of(value, &tally.counts)).unwrap_or(0)).collect();
    // What the exact distribution does not know of is impossible.
    let strangers: u64 = counts.values().sum();
    if strangers > 0 {
        expected.push(0.0);
        observed.push(strangers);
    }
    let fit = verdict::distribution(&expected, &observed);
    let likeliest = (0..expected.len()).max_by(|a, b| expected[*a].total_cmp(&expected[*b])).unwrap_or(0);
    let hits = observed.get(likeliest).copied().unwrap_or(0);
    let (low, high) = clopper_pearson(hits, tally.conditioned, CONFIDENCE);
    Check {
        seed,
        trials: tally.trials,
        conditioned: tally.conditioned,
        hits: Some(hits),
        estimate: hits as f64 / tally.conditioned as f64,
        low,
        high,
        p_value: Some(fit.p_value),
        detectable: None,
        listed: None,
        verdict: fit.verdict,
    }
}

/// A weight as a part of its total.
pub(super) fn share(weight: &BigUint, total: &BigUint) -> f64 {
    number::share_to_f64(weight, total)
}

/// The values of the roots that a joint outcome stands for.
fn roots_of(value: &Value, counts: &FxHashMap<Vec<Value>, u64>) -> Vec<Value> {
    let single = vec![value.clone()];
    match value {
        Value::Row(values) if !counts.contains_key(&single) => values.to_vec(),
        _ => single,
    }
}

/// A mean: the z-test with the exact moments.
fn of_mean(moments: &Moments, tally: &Tally, seed: u64) -> Check {
    let trials = tally.conditioned as f64;
    let estimate =
        tally.counts.iter().map(|(values, count)| number_of(values) * *count as f64).sum::<f64>() / trials;
    let judged = verdict::mean(moments, estimate, tally.conditioned);
    let width = special::normal_quantile((1.0 - CONFIDENCE) / 2.0) * (moments.variance / trials).sqrt();
    Check {
        seed,
        trials: tally.trials,
        conditioned: tally.conditioned,
        hits: None,
        estimate,
        low: estimate - width,
        high: estimate + width,
        p_value: Some(judged.p_value),
        detectable: Some(verdict::detectable_in_mean(tally.conditioned, moments))
            .filter(|error| error.is_finite()),
        listed: None,
        verdict: judged.verdict,
    }
}

/// By what a mean is judged.
pub enum Spread {
    /// All moments, from the distribution.
    Law(Moments),
    /// The exact mean and variance, of a number whose distribution has no end or takes too long.
    Variance {
        /// The mean that is claimed.
        mean: f64,
        /// The variance.
        variance: f64,
    },
}

impl Spread {
    /// The mean that is claimed, and the variance.
    #[must_use]
    pub fn mean_and_variance(&self) -> (f64, f64) {
        match self {
            Self::Law(moments) => (moments.mean, moments.variance),
            Self::Variance { mean, variance } => (*mean, *variance),
        }
    }

    /// The moments: where only the variance is exact, skewness and kurtosis are those of the trials. They correct the
    /// normal tail and say how many trials are enough; the mean and its standard error are not estimated.
    #[must_use]
    pub fn moments(&self, tally: &Tally) -> Moments {
        let (mean, variance) = self.mean_and_variance();
        if let Self::Law(moments) = self {
            return *moments;
        }
        let values: Vec<(f64, f64)> =
            tally.counts.iter().map(|(values, count)| (number_of(values), *count as f64)).collect();
        let trials: f64 = values.iter().map(|(_, count)| count).sum();
        let middle = values.iter().map(|(value, count)| value * count).sum::<f64>() / trials;
        let central = |k: i32| {
            values.iter().map(|(value, count)| count * (value - middle).powi(k)).sum::<f64>() / trials
        };
        let spread = central(2);
        let (skewness, kurtosis) = match spread > 0.0 {
            true => (central(3) / spread.powf(1.5), central(4) / (spread * spread)),
            false => (0.0, 1.0),
        };
        Moments { mean, variance, skewness, kurtosis }
    }
}

/// The number that a trial came to.
fn number_of(values: &[Value]) -> f64 {
    values.first().and_then(Value::ratio).map_or(f64::NAN, |r| number::to_f64(&r))
}

/// The moments by which a mean is judged: the exact value that is claimed, and the spread of the distribution around its
/// own mean.
#[must_use]
pub fn moments(law: &Dist<Value>, claimed: &BigRational) -> Moments {
    // Only the distances from the claim are exact: how far the estimate may stray needs no more than a few digits.
    let distance = |v: &Value| {
        let v = v.ratio().unwrap_or_default();
        let difference = v.numer() * claimed.denom() - claimed.numer() * v.denom();
        number::to_f64(&BigRational::new_raw(difference, v.denom() * claimed.denom()))
    };
    let mut parts: Vec<(f64, f64)> = Vec::with_capacity(law.len());
    each(law, |value, weight| parts.push((distance(value), share(weight, law.total()))));
    // 0, unless the claim is not the mean of the distribution.
    let off: f64 = parts.iter().map(|(distance, share)| share * distance).sum();
    let central =
        |k: i32| parts.iter().map(|(distance, share)| share * (distance - off).powi(k)).sum::<f64>();
    let variance = central(2);
    let (skewness, kurtosis) = if variance > 0.0 {
        (central(3) / variance.powf(1.5), central(4) / (variance * variance))
    } else {
        (0.0, 1.0)
    };
    Moments { mean: number::to_f64(claimed), variance, skewness, kurtosis }
}

/// Whether an exact value is what the definitions say of all outcomes, listed with their weights; nothing for what such a
/// list does not tell.
#[must_use]
pub fn is_listed(question: &Question, exact: &Exact, listed: &FxHashMap<Vec<Value>, u64>) -> Option<bool> {
    let total: BigUint = listed.values().map(|weight| BigUint::from(*weight)).sum();
    if total.is_zero() {
        return None;
    }
    let share = |weight: u64| BigRational::new(BigInt::from(weight), BigInt::from(total.clone()));
    let weight = |values: &Vec<Value>| listed.get(values).copied().unwrap_or(0);
    match (&question.asked, exact) {
        (Asked::Probability(_), Exact::Probability(p)) => {
            Some(share(weight(&vec![Value::Truth(true)])) == *p)
        }
        (Asked::Mean(_), Exact::Number(mean)) => {
            let mut sum = BigRational::zero();
            for (values, weight) in listed {
                sum += values.first()?.ratio()? * share(*weight);
            }
            Some(sum == *mean)
        }
        (_, Exact::Distribution(law)) => {
            let possible: Vec<&Value> =
                law.weights().filter(|(_, weight)| !weight.is_zero()).map(|(value, _)| value).collect();
            let counted = listed.values().filter(|weight| **weight > 0).count();
            let same = |value: &&Value| {
                *law.probability_of(value).ratio() == share(weight(&roots_of(value, listed)))
            };
            Some(possible.len() == counted && possible.iter().all(same))
        }
        _ => None,
    }
}

/// Whether the trials convict the exact value.
#[must_use]
pub fn convicts(check: Option<&Check>) -> bool {
    check.is_some_and(|check| check.verdict == Verdict::Disagrees)
}

#[cfg(test)]
mod tests {
    use crate::{Question, Sample, Session};

    #[test]
    fn the_interval_of_a_mean_is_around_the_estimate() {
        let mut session = Session::default();
        session.settings.trials = 10_000;
        let dice = Sample::dice(2, 6).unwrap();
        let check = session.answer(&Question::mean(dice.sum()).unwrap()).unwrap().check.unwrap();
        // The variance of the sum is 35/6, and 99.9 % lie within 3.29 standard errors.
        let width = 3.2905 * (35.0_f64 / 6.0 / 10_000.0).sqrt();
        assert!((check.low - (check.estimate - width)).abs() < 1e-4, "{check:?}");
        assert!((check.high - (check.estimate + width)).abs() < 1e-4, "{check:?}");
        assert!(check.low < 7.0 && 7.0 < check.high);
    }
}
