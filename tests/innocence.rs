//! A test of the check's innocence: right answers are not accused, and their p-values are spread as they should be.

use prob::Session;
use prob::question::{Asked, Question};
use prob::session::check;
use prob::simulate::verdict::binomial_tails;
use prob::simulate::{Prepared, Verdict, run};
use prob::solve::{Choice, Exact, solve};
use prob::{budget::Budget, number::to_f64};
use std::time::Duration;

const CONTRACT: &str = include_str!("fixtures/contract.txt");

/// Every question of the fixture with its exact value, as far as trials can speak of it.
fn questions() -> Vec<(Question, Exact)> {
    let budget = Budget::new(Duration::from_secs(10), 1 << 30);
    let lines = CONTRACT.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let programs = lines.map(|line| line.split('\t').next().unwrap_or(line).replace('⏎', "\n"));
    let read = programs.filter_map(|program| Session::default().questions(&program).ok()?.pop());
    let judged = |question: &Question| {
        matches!(question.asked, Asked::Probability(_) | Asked::Distribution(_))
            && run::can_simulate(question)
    };
    read.filter(judged)
        .filter_map(|question| {
            let value = solve(&question, Choice::Cheapest, &budget).ok()?.value;
            Some((question, value))
        })
        .collect()
}

/// A number from 0 to 1 that is nobody's choice but the seed's.
fn spread(seed: u64) -> f64 {
    let mixed = (seed ^ (seed >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 11) as f64 / (1u64 << 53) as f64
}

/// Judges every question for so many seeds; what was accused, and the places of the hits within their distribution.
fn judged(seeds: u64, trials: u64) -> (usize, Vec<f64>) {
    let (mut accused, mut places) = (0, Vec::new());
    let budget = Budget::new(Duration::from_secs(60), 1 << 30);
    for (i, (question, value)) in questions().iter().enumerate() {
        let prepared = Prepared::new(question);
        // Walks and other slow trials: fewer of them.
        let affordable = (1e-3 * trials as f64 / 2_000.0 / prepared.cost()) as u64;
        let trials = trials.min(affordable.max(100));
        // Seeds of its own for each question: questions that are alike would show the same trials, and not be independent.
        for seed in (i as u64 * 1_000..).take(seeds as usize) {
            let Ok(tally) = prepared.trials(trials, seed, 1, &budget.restarted()) else { continue };
            let Some(judged) = check::check(question, value, None, &tally, seed) else { continue };
            if judged.verdict == Verdict::Disagrees {
                println!("accused: {question} with seed {seed}: {judged:?}");
                accused += 1;
            }
            if let (Exact::Probability(p), Some(hits)) = (value, judged.hits) {
                let p = to_f64(p);
                if !(1e-3..=0.999).contains(&p) || judged.conditioned == 0 {
                    continue;
                }
                // Where in its steps a discrete distribution lies is filled up evenly.
                let tails = binomial_tails(hits, judged.conditioned, p, 1.0 - p);
                let at_most = tails.lower;
                let below = 1.0 - tails.upper;
                places.push(below + spread(seed) * (at_most - below));
            }
        }
    }
    (accused, places)
}

/// The largest distance between the places and the even spread, times the root of their number.
fn kolmogorov_smirnov(mut places: Vec<f64>) -> f64 {
    places.sort_by(f64::total_cmp);
    let n = places.len() as f64;
    let distance =
        |(i, place): (usize, &f64)| (place - i as f64 / n).abs().max(((i + 1) as f64 / n - place).abs());
    places.iter().enumerate().map(distance).fold(0.0, f64::max) * n.sqrt()
}

/// Four seeds, or as many as are asked for: `PROB_SEEDS=200 cargo test --release --test innocence -- --nocapture`
#[test]
fn right_answers_are_not_accused_and_spread_evenly() {
    let asked_for = std::env::var("PROB_SEEDS").ok().and_then(|seeds| seeds.parse().ok());
    let (seeds, trials) = asked_for.map_or((4, 2_000), |seeds| (seeds, 20_000));
    let (accused, places) = judged(seeds, trials);
    assert_eq!(accused, 0);
    assert!(places.len() as u64 > 75 * seeds.min(4), "only {} probabilities were judged", places.len());
    println!("{} probabilities of {seeds} seeds", places.len());
    let distance = kolmogorov_smirnov(places);
    println!("Kolmogorov–Smirnov: {distance:.3}");
    // Kolmogorov's distribution exceeds 1.95 once in a thousand times.
    assert!(distance < 1.95, "{distance}");
}
