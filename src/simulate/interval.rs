//! The interval in which a probability lies, judged by the hits of a simulation alone.

use super::special::{beta_quantile, beta_upper_quantile};

/// The confidence of the intervals that are shown: they miss the true value at most once in a thousand questions.
pub const CONFIDENCE: f64 = 0.999;

/// The Clopper–Pearson interval: every probability that would not be surprised by these hits.
///
/// With α = 1 − `confidence` it runs from the p at which P(at least `hits`) = α/2 to the p at which
/// P(at most `hits`) = α/2, so that it holds the true value with at least the given confidence, whatever that is. No
/// hits give exactly (0, 1 − (α/2)^(1/n)), all hits ((α/2)^(1/n), 1), and no trials (0, 1). Hits beyond the trials
/// count as all hits. A confidence that is not strictly between 0 and 1 gives (0, 1), which is always right.
///
/// Cost: under a millisecond, for any number of trials (two bisections of at most 63 steps).
///
/// Source: C. J. Clopper and E. S. Pearson, Biometrika 26, 1934.
///
/// # Examples
/// ```
/// use prob::simulate::interval::{CONFIDENCE, clopper_pearson};
/// let (low, high) = clopper_pearson(166_823, 1_000_000, CONFIDENCE);
/// assert!(low < 1.0 / 6.0 && 1.0 / 6.0 < high && high - low < 0.0025);
/// assert_eq!(clopper_pearson(0, 1, 0.9), (0.0, 0.95));
/// ```
#[must_use]
pub fn clopper_pearson(hits: u64, trials: u64, confidence: f64) -> (f64, f64) {
    if trials == 0 || !(confidence > 0.0 && confidence < 1.0) {
        return (0.0, 1.0);
    }
    let half = (1.0 - confidence) / 2.0;
    let hits = hits.min(trials);
    let (hit, missed, n) = (hits as f64, (trials - hits) as f64, trials as f64);
    let low = match hits {
        0 => 0.0,
        _ if hits == trials => (half.ln() / n).exp(),
        _ => beta_quantile(hit, missed + 1.0, half),
    };
    let high = match hits {
        0 => -(half.ln() / n).exp_m1(),
        _ if hits == trials => 1.0,
        _ => beta_upper_quantile(hit + 1.0, missed, half),
    };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// P(X = k) for k = 0..=n, by the ratio of neighbours.
    fn binomial(n: u64, p: f64) -> Vec<f64> {
        let mut weights = vec![(1.0 - p).powf(n as f64)];
        for k in 0..n {
            weights.push(weights[k as usize] * (n - k) as f64 / (k + 1) as f64 * p / (1.0 - p));
        }
        weights
    }

    #[test]
    fn the_ends_solve_the_defining_equations() {
        for n in 1..=30 {
            for hits in 0..=n {
                let (low, high) = clopper_pearson(hits, n, 0.95);
                if hits > 0 {
                    let at_least: f64 = binomial(n, low)[hits as usize..].iter().sum();
                    assert!((at_least / 0.025 - 1.0).abs() < 1e-11, "{hits} of {n}: {at_least}");
                }
                if hits < n {
                    let at_most: f64 = binomial(n, high)[..=hits as usize].iter().sum();
                    assert!((at_most / 0.025 - 1.0).abs() < 1e-11, "{hits} of {n}: {at_most}");
                }
            }
        }
    }

    #[test]
    fn every_probability_is_covered_as_often_as_promised() {
        for n in [1, 2, 7, 40] {
            let intervals: Vec<_> = (0..=n).map(|hits| clopper_pearson(hits, n, 0.9)).collect();
            for step in 1..400 {
                let p = f64::from(step) / 400.0;
                let covered: f64 = (binomial(n, p).iter().zip(&intervals))
                    .filter(|(_, (low, high))| (low..=high).contains(&&p))
                    .map(|(weight, _)| weight)
                    .sum();
                assert!(covered >= 0.9 - 1e-12, "{p} is covered {covered} of the time by {n} trials");
            }
        }
    }

    /// How often `n` trials of probability p give hits from `first` to `last`: the sum of the binomial's weights, each
    /// from its neighbour's, from the likeliest to where they count for nothing.
    fn chance(n: u64, p: f64, first: u64, last: u64) -> f64 {
        let mode = ((n as f64 + 1.0) * p) as u64;
        let up = |k: u64| (n - k) as f64 / (k + 1) as f64 * p / (1.0 - p);
        let (mut all, mut held) = (0.0, 0.0);
        let mut count = |k: u64, weight: f64| {
            all += weight;
            held += if (first..=last).contains(&k) { weight } else { 0.0 };
            weight > 1e-18
        };
        let (mut k, mut weight) = (mode, 1.0);
        while count(k, weight) && k < n {
            weight *= up(k);
            k += 1;
        }
        let (mut k, mut weight) = (mode, 1.0);
        while k > 0 {
            k -= 1;
            weight /= up(k);
            if !count(k, weight) {
                break;
            }
        }
        held / all
    }

    /// How often the interval of `n` trials holds their probability p.
    fn coverage(n: u64, p: f64, confidence: f64) -> f64 {
        let ends = |hits| clopper_pearson(hits, n, confidence);
        // Both ends grow with the hits, so that those whose interval holds p are one stretch.
        let first_with = |holds: &dyn Fn(u64) -> bool| {
            let (mut from, mut to) = (0, n + 1);
            while from < to {
                let middle = from + (to - from) / 2;
                if holds(middle) { to = middle } else { from = middle + 1 }
            }
            to
        };
        let first = first_with(&|hits| ends(hits).1 >= p);
        let beyond = first_with(&|hits| hits > n || ends(hits).0 > p);
        chance(n, p, first, beyond - 1)
    }

    #[test]
    fn coverage_is_at_least_nominal_from_one_in_a_million_to_one_in_two() {
        for confidence in [0.9, CONFIDENCE] {
            let mut used = 0.0f64;
            for p in [1e-6, 3e-6, 1e-5, 1e-4, 0.00137, 0.01, 1.0 / 36.0, 0.1, 1.0 / 6.0, 0.3, 0.4999, 0.5] {
                for n in [1, 10, 1_000, 65_536, 1_000_000, 30_000_000] {
                    let covered = coverage(n, p, confidence);
                    assert!(
                        covered >= confidence - 1e-9,
                        "{p} is covered {covered} of the time by {n} trials"
                    );
                    used = used.max((1.0 - covered) / (1.0 - confidence));
                }
            }
            // Intervals that are too wide would keep the promise too: somewhere, nearly all misses that it allows come.
            assert!(used > 0.9, "{used}");
        }
    }

    #[test]
    fn the_edges_are_exact() {
        assert_eq!(clopper_pearson(0, 0, CONFIDENCE), (0.0, 1.0));
        assert_eq!(clopper_pearson(9, 5, 0.9), clopper_pearson(5, 5, 0.9));
        let (low, high) = clopper_pearson(0, 1_000_000, CONFIDENCE);
        assert_eq!(low, 0.0);
        // 1 − 0.0005^(10⁻⁶) = 7.600873…·10⁻⁶
        assert!((high / 7.600_873_572_886_9e-6 - 1.0).abs() < 1e-9);
        let (low, high) = clopper_pearson(1_000_000, 1_000_000, CONFIDENCE);
        assert!((1.0 - low - 7.600_873_572_886_9e-6).abs() < 1e-15);
        assert_eq!(high, 1.0);
        for confidence in [f64::NAN, -1.0, 0.0, 1.0, 2.0, f64::INFINITY] {
            assert_eq!(clopper_pearson(3, 10, confidence), (0.0, 1.0));
        }
    }

    #[test]
    fn the_largest_counts_are_answered() {
        for hits in [1, 20, u64::MAX / 2, u64::MAX - 1] {
            let (low, high) = clopper_pearson(hits, u64::MAX, CONFIDENCE);
            let share = hits as f64 / u64::MAX as f64;
            assert!(0.0 <= low && low <= share && share <= high && high <= 1.0, "{hits}: {low} {high}");
        }
    }

    proptest! {
        #[test]
        fn hits_and_misses_mirror_each_other(trials in 1..10_000_000_u64, share in 0.0..1.0_f64) {
            let hits = (trials as f64 * share) as u64;
            let (low, high) = clopper_pearson(hits, trials, CONFIDENCE);
            let (mirrored_low, mirrored_high) = clopper_pearson(trials - hits, trials, CONFIDENCE);
            prop_assert!((low + mirrored_high - 1.0).abs() < 1e-13);
            prop_assert!((high + mirrored_low - 1.0).abs() < 1e-13);
            let estimate = hits as f64 / trials as f64;
            prop_assert!(low <= estimate && estimate <= high);
        }
    }
}
