//! The tests against plain sums, and how often they accuse the innocent and convict the guilty.

use super::distribution::{Cell, chi_square};
use super::*;
use crate::simulate::stream::generator;
use proptest::prelude::*;
use rand::{Rng, RngExt};

/// P(X = k) for k = 0..=n, from Pascal's triangle: exact counts for n ≤ 60.
fn binomial(n: u64, p: f64, q: f64) -> Vec<f64> {
    let mut row = vec![1_u64];
    for _ in 0..n {
        row = (0..=row.len())
            .map(|k| row.get(k).unwrap_or(&0) + k.checked_sub(1).map_or(0, |k| row[k]))
            .collect();
    }
    let weight = |(k, &ways): (usize, &u64)| ways as f64 * p.powi(k as i32) * q.powi(n as i32 - k as i32);
    row.iter().enumerate().map(weight).collect()
}

fn agrees(found: f64, wanted: f64) -> bool {
    (found - wanted).abs() <= 1e-12 * wanted
}

#[test]
fn binomial_tails_are_the_plain_sums() {
    for n in 0..=60 {
        for p in [0.001, 1.0 / 6.0, 0.5, 0.75, 0.999] {
            let weights = binomial(n, p, 1.0 - p);
            for k in 0..=n as usize {
                let tails = binomial_tails(k as u64, n, p, 1.0 - p);
                // From the small end on, so that the sum is as accurate as its terms.
                let lower = weights[..=k].iter().sum::<f64>();
                let upper = weights[k..].iter().rev().sum::<f64>();
                assert!(
                    agrees(tails.lower, lower) && agrees(tails.upper, upper),
                    "{k} of {n} at {p}: {tails:?}"
                );
                assert!(agrees(binomial_p_value(k as u64, n, p, 1.0 - p), (2.0 * lower.min(upper)).min(1.0)));
            }
        }
    }
}

#[test]
fn the_binomial_test_accuses_no_more_often_than_its_level() {
    for n in [1, 5, 20, 60] {
        for step in 1..100 {
            let p = f64::from(step) / 100.0;
            let weights = binomial(n, p, 1.0 - p);
            for level in [0.2, 0.05, 1e-3, ALARM] {
                let accused: f64 = (0..=n)
                    .filter(|&k| binomial_p_value(k, n, p, 1.0 - p) <= level)
                    .map(|k| weights[k as usize])
                    .sum();
                assert!(
                    accused <= level * (1.0 + 1e-9),
                    "{n} trials of {p} are accused with {accused} at {level}"
                );
            }
        }
    }
}

#[test]
fn a_million_trials_convict_what_they_should_detect_and_spare_the_truth() {
    for p in [0.001, 0.1, 0.5, 0.9] {
        let n = 1_000_000;
        let missed = |truth: f64| {
            let innocent = |k: u64| binomial_p_value(k, n, p, 1.0 - p) >= SUSPICION;
            // Innocent counts form one stretch around the mean; find its ends by bisection.
            let middle = (p * n as f64) as u64;
            let edge = |mut inside: u64, mut outside: u64| {
                while inside.abs_diff(outside) > 1 {
                    let half = (inside + outside) / 2;
                    if innocent(half) { inside = half } else { outside = half }
                }
                inside
            };
            let (low, high) = (edge(middle, 0), edge(middle, n));
            let outside = binomial_tails(low - 1, n, truth, 1.0 - truth).lower
                + binomial_tails(high + 1, n, truth, 1.0 - truth).upper;
            1.0 - outside
        };
        let error = detectable(n, p);
        // The harder side meets the 99 %; the other, with the smaller variance, does better.
        let worst = missed(p * (1.0 + error)).max(missed(p * (1.0 - error)));
        assert!((0.005..0.015).contains(&worst), "{p}: {worst}");
        assert!(1.0 - missed(p) <= SUSPICION);
        assert!(1.0 - missed(p) >= SUSPICION / 4.0, "the test wastes its level");
    }
}

#[test]
fn a_slightly_wrong_value_is_convicted_by_real_throws() {
    // A die whose six comes with 1/6, judged as a sixth and as one part in fifty more.
    let mut generator = generator(11, 0);
    let n = 2_000_000;
    let sixes = (0..n).filter(|_| generator.random_range(0..6) == 0).count() as u64;
    assert_eq!(hits(sixes, n, 1.0 / 6.0, 5.0 / 6.0).verdict, Verdict::Agrees);
    let wrong = 1.02 / 6.0;
    assert_eq!(hits(sixes, n, wrong, 1.0 - wrong).verdict, Verdict::Disagrees);
}

#[test]
fn false_alarms_of_simulated_coins_keep_to_the_level() {
    // 4,000 rounds of 64 coins: at 5 % at most about 200 alarms; the test is discrete and stays below.
    let mut generator = generator(5, 0);
    let alarms = (0..4_000)
        .filter(|_| binomial_p_value(u64::from(generator.next_u64().count_ones()), 64, 0.5, 0.5) < 0.05)
        .count();
    assert!((60..=250).contains(&alarms), "{alarms}");
}

#[test]
fn the_edges_of_hits() {
    let verdict = |h, n, p: f64| hits(h, n, p, 1.0 - p);
    assert_eq!(verdict(0, 100, 0.0), Check { p_value: 1.0, verdict: Verdict::Agrees });
    assert_eq!(verdict(1, 100, 0.0), Check { p_value: 0.0, verdict: Verdict::Disagrees });
    assert_eq!(verdict(100, 100, 1.0).verdict, Verdict::Agrees);
    assert_eq!(verdict(99, 100, 1.0).verdict, Verdict::Disagrees);
    assert_eq!(verdict(0, 0, 0.5).verdict, Verdict::TooRare { trials_needed: 20 });
    assert_eq!(verdict(0, 0, 0.0).verdict, Verdict::TooRare { trials_needed: 1 });
    assert_eq!(verdict(999, 1000, 0.999).verdict, Verdict::TooRare { trials_needed: 10_000 });
    // Rare, but hit far too often.
    assert_eq!(verdict(5, 1000, 1e-6).verdict, Verdict::Disagrees);
    assert_eq!(hits(0, 1000, f64::MIN_POSITIVE, 1.0).verdict, Verdict::TooRare { trials_needed: u64::MAX });
    let nan = hits(1, 2, f64::NAN, 0.5);
    assert!(nan.p_value.is_nan());
    assert_eq!(nan.verdict, Verdict::TooRare { trials_needed: u64::MAX });
    // A billion trials of a probability near 1, told by its complement alone.
    assert_eq!(hits(u64::MAX, u64::MAX, 1.0, 1e-17).verdict, Verdict::Disagrees);
    assert_eq!(hits(u64::MAX - 184, u64::MAX, 1.0, 1e-17).verdict, Verdict::Agrees);
}

#[test]
fn detectable_at_its_edges() {
    assert_eq!(detectable(0, 0.5), f64::INFINITY);
    assert_eq!(detectable(10, 0.0), f64::INFINITY);
    assert!(detectable(10, f64::NAN).is_nan());
    // With p = 1, a miss must come: (1 − r)ⁿ = 1 %.
    assert!(((1.0 - detectable(50, 1.0)).powi(50) - 0.01).abs() < 1e-14);
}

/// Every way to spread `trials` over the cells, with its multinomial probability.
fn spreads(probabilities: &[f64], trials: u64, visit: &mut impl FnMut(&[u64], f64)) {
    fn spread(p: &[f64], left: u64, counts: &mut Vec<u64>, weight: f64, visit: &mut impl FnMut(&[u64], f64)) {
        let rest: f64 = p.iter().sum();
        let weights = if p.len() == 1 { vec![] } else { binomial(left, p[0] / rest, 1.0 - p[0] / rest) };
        if p.len() == 1 {
            counts.push(left);
            visit(counts, weight);
            counts.pop();
        }
        for (count, share) in (0..).zip(weights) {
            counts.push(count);
            spread(&p[1..], left - count, counts, weight * share, visit);
            counts.pop();
        }
    }
    spread(probabilities, trials, &mut Vec::new(), 1.0, visit);
}

/// Cells in ascending order.
fn cells(probabilities: &[f64], counts: &[u64]) -> Vec<Cell> {
    let cell = |(&probability, &observed)| Cell { probability, observed };
    probabilities.iter().zip(counts).map(cell).collect()
}

#[test]
fn few_spreads_are_judged_by_the_sum_over_those_that_are_no_more_probable() {
    let cases: [(&[f64], u64); 4] =
        [(&[0.5, 0.5], 20), (&[0.2, 0.8], 60), (&[1.0 / 3.0; 3], 30), (&[0.2, 0.2, 0.6], 51)];
    for (probabilities, trials) in cases {
        let mut all = Vec::new();
        spreads(probabilities, trials, &mut |counts, weight| all.push((counts.to_vec(), weight)));
        for (counts, weight) in &all {
            let wanted: f64 =
                all.iter().map(|(_, other)| if *other <= weight * (1.0 + 1e-7) { *other } else { 0.0 }).sum();
            let fit = distribution(probabilities, counts);
            assert!((fit.p_value - wanted).abs() <= 1e-7 * wanted, "{counts:?}: {fit:?}, not {wanted}");
            assert_eq!(fit.verdict == Verdict::Disagrees, wanted < ALARM, "{counts:?}");
        }
    }
}

#[test]
fn many_spreads_are_not_gone_through() {
    let exact = |cells_: usize, each: u64| {
        let (p, o) = (vec![1.0 / cells_ as f64; cells_], vec![each; cells_]);
        multinomial::p_value(&cells(&p, &o))
    };
    assert!(exact(2, 9_999).is_some() && exact(3, 65).is_some());
    assert_eq!([exact(2, 10_000), exact(3, 67), exact(50, 1), exact(2, u64::MAX / 2)], [None; 4]);
    assert_eq!(multinomial::p_value(&cells(&[0.5, 0.5], &[u64::MAX, 1])), None);
}

#[test]
fn the_chi_square_test_keeps_its_level_over_all_spreads() {
    let cases: [(&[f64], u64); 4] = [
        (&[1.0 / 3.0; 3], 30),
        (&[0.2, 0.2, 0.6], 55),
        (&[0.2; 5], 50),
        // A rare value, judged by its own test.
        (&[0.02, 0.38, 0.6], 60),
    ];
    for (probabilities, trials) in cases {
        for level in [1e-2, 1e-4, ALARM] {
            let mut accused = 0.0;
            spreads(probabilities, trials, &mut |counts, weight| {
                if chi_square(&cells(probabilities, counts)).p_value < level {
                    accused += weight;
                }
            });
            assert!(accused <= 1.3 * level, "{probabilities:?} over {trials} at {level}: {accused}");
            assert!(accused >= 0.1 * level, "{probabilities:?} over {trials} at {level}: {accused}");
        }
    }
}

#[test]
fn the_statistic_is_the_likelihood_ratio_by_its_definition() {
    let (p, o) = ([0.1, 0.2, 0.3, 0.4], [17_u64, 12, 38, 33]);
    let plain: f64 = p.iter().zip(o).map(|(p, o)| 2.0 * o as f64 * (o as f64 / (100.0 * p)).ln()).sum();
    let correction = 1.0 + (p.iter().map(|p| 1.0 / p).sum::<f64>() - 1.0) / (6.0 * 100.0 * 3.0);
    let fit = distribution(&p, &o);
    assert_eq!(fit.degrees, 3);
    assert!(agrees(fit.statistic, plain / correction), "{}", fit.statistic);
}

#[test]
fn the_edges_of_distributions() {
    let verdict = |p: &[f64], o: &[u64]| distribution(p, o).verdict;
    assert_eq!(verdict(&[1.0], &[5]), Verdict::Agrees);
    assert_eq!(verdict(&[1.0, 0.0], &[5, 0]), Verdict::Agrees);
    assert_eq!(verdict(&[1.0], &[5, 1]), Verdict::Disagrees);
    assert_eq!(verdict(&[], &[]), Verdict::TooRare { trials_needed: 1 });
    assert_eq!(verdict(&[0.5, 0.5], &[]), Verdict::TooRare { trials_needed: 20 });
    assert_eq!(verdict(&[0.01; 100], &[]), Verdict::TooRare { trials_needed: 20 });
    assert_eq!(verdict(&[f64::NAN, 0.5], &[3, 4]), Verdict::TooRare { trials_needed: u64::MAX });
    assert_eq!(verdict(&[-0.5, 1.5], &[3, 4]), Verdict::TooRare { trials_needed: u64::MAX });
    assert_eq!(verdict(&[1e-9, 1.0 - 1e-9], &[0, 1000]), Verdict::TooRare { trials_needed: 10_000_000_000 });
    // A rare value that came far too often, alone and beside large pools.
    assert_eq!(verdict(&[1e-9, 1.0 - 1e-9], &[3, 1000]), Verdict::Disagrees);
    assert_eq!(verdict(&[1e-9, 0.5, 0.5 - 1e-9], &[5, 500_000, 499_995]), Verdict::Disagrees);
    assert_eq!(verdict(&[1e-9, 0.5, 0.5 - 1e-9], &[0, 500_000, 500_000]), Verdict::Agrees);
    // Weights need not be normed.
    assert_eq!(distribution(&[1.0, 2.0], &[40, 60]), distribution(&[2.0, 4.0], &[40, 60]));
    assert!(!distribution(&[0.5, 0.5], &[u64::MAX, u64::MAX]).p_value.is_nan());
}

fn bernoulli(p: f64) -> Moments {
    let (q, variance) = (1.0 - p, p * (1.0 - p));
    Moments { mean: p, variance, skewness: (q - p) / variance.sqrt(), kurtosis: 1.0 / variance - 3.0 }
}

#[test]
fn the_test_of_means_keeps_its_level_where_only_ten_hits_are_expected() {
    for (p, n) in [(0.2, 60), (0.5, 60), (1e-5, 1_000_000), (0.01, 10_000), (0.9999, 100_000)] {
        let moments = bernoulli(p);
        assert!(n as f64 >= 10.0 * moments.kurtosis, "{p}");
        let accused = |level: f64| -> f64 {
            let p_value = |k: u64| mean(&moments, k as f64 / n as f64, n).p_value;
            let middle = (n as f64 * p).round() as u64;
            let low = (0..middle).rev().find(|&k| p_value(k) < level);
            let high = (middle..=n).find(|&k| p_value(k) < level);
            low.map_or(0.0, |k| binomial_tails(k, n, p, 1.0 - p).lower)
                + high.map_or(0.0, |k| binomial_tails(k, n, p, 1.0 - p).upper)
        };
        for level in [1e-2, 1e-4, ALARM] {
            assert!(accused(level) <= 1.5 * level, "{p} over {n} at {level}: {}", accused(level));
        }
    }
}

#[test]
fn the_edges_of_means() {
    let die = Moments { mean: 3.5, variance: 35.0 / 12.0, skewness: 0.0, kurtosis: 303.0 / 175.0 };
    assert_eq!(mean(&die, f64::NAN, 0).verdict, Verdict::TooRare { trials_needed: 18 });
    // Four deviations of √(35/12/10⁶) are a two-sided normal tail of 6.334·10⁻⁵.
    let off = mean(&die, 3.5 + 4.0 * (35.0_f64 / 12.0 / 1e6).sqrt(), 1_000_000);
    assert!((off.p_value / 6.334_248_366_624e-5 - 1.0).abs() < 1e-8, "{}", off.p_value);
    let constant = Moments { mean: 0.1, variance: 0.0, skewness: f64::NAN, kurtosis: f64::NAN };
    assert_eq!(mean(&constant, 0.1 + 1e-14, 10).verdict, Verdict::Agrees);
    assert_eq!(mean(&constant, 0.101, 10).verdict, Verdict::Disagrees);
    assert_eq!(mean(&constant, 0.1, 0).verdict, Verdict::TooRare { trials_needed: 1 });
    // A prize of 10⁹ that comes once in 10⁹ draws: the sample mean is 0 for long.
    let lottery = Moments { mean: 1.0, variance: 1e9, skewness: 31_622.8, kurtosis: 1e9 };
    assert_eq!(mean(&lottery, 0.0, 1_000_000).verdict, Verdict::TooRare { trials_needed: 10_000_000_000 });
    for bad in [f64::NAN, f64::INFINITY, -1.0] {
        let verdict = mean(&Moments { variance: bad, ..die }, 3.0, 1000).verdict;
        assert_ne!(verdict, Verdict::Disagrees, "{bad}");
    }
}

proptest! {
    #[test]
    fn verdicts_never_panic_and_p_values_are_probabilities(
        hit in any::<u64>(), trials in any::<u64>(), p in 0.0..=1.0_f64, scale in 0..40_i32,
    ) {
        let p = p * 0.1_f64.powi(scale);
        let check = hits(hit, trials, p, 1.0 - p);
        prop_assert!((0.0..=1.0).contains(&check.p_value));
        let fit = distribution(&[p, 1.0 - p, p * p], &[hit / 3, trials / 3, 1]);
        prop_assert!((0.0..=1.0).contains(&fit.p_value));
    }
}

#[test]
fn two_cells_agree_with_the_binomial_test() {
    for fewer in 300..500 {
        let fit = distribution(&[0.5, 0.5], &[fewer, 1000 - fewer]);
        assert_eq!(fit, distribution(&[0.5, 0.5], &[1000 - fewer, fewer]));
        // The chi-square distribution is continuous: it stands within a step of the exact tail.
        let [below, above] = [fewer - 1, fewer + 1].map(|hits| binomial_p_value(hits, 1000, 0.5, 0.5));
        assert!(below <= fit.p_value && fit.p_value <= above, "{fewer}: {below} {} {above}", fit.p_value);
    }
}
