//! Splitting against probabilities that are known.

use super::*;
use crate::Session;
use crate::simulate::stream::generator;

/// Events with their probabilities, each of an experiment of another kind.
const KNOWN: [(&str, f64); 8] = [
    ("P(max(6d6) = 1)", 1.0 / 46_656.0),
    ("X ~ 8d6; P(all(x in X: x >= 4))", 1.0 / 256.0),
    ("P(longest(heads, coins(12)) >= 9)", 20.0 / 4096.0),
    ("P(count(hearts in draw 5 from deck) = 5)", 1_287.0 / 2_598_960.0),
    ("X ~ arrange(1..6); P(fixed(X) = 6)", 1.0 / 720.0),
    ("k ~ d4; X ~ pool(k, d6); P(sum(X) = 24)", 0.25 / 1_296.0),
    // (5/6)²⁹, with tapes of many lengths.
    ("X ~ draw from d6 with replacement until last(X) = 6; P(length(X) >= 30)", 0.005_055_264),
    // (2¹ − 1)/(2⁸ − 1), by the way.
    ("S ~ chain from 1 step {x+1: 1/3, x-1: 2/3} until x = 0 or x = 8; P(S = 8)", 1.0 / 255.0),
];

fn question(text: &str) -> Question {
    Session::default().questions(text).unwrap().pop().unwrap()
}

/// The stages of a question that are found with few trials, whatever ordinary trials take.
fn staged(question: &Question, trials: usize, moves: usize) -> Splitting<'_> {
    let splitting = Splitting::new(question, 1.0).unwrap();
    Splitting { trials, moves, ..splitting }
}

#[test]
fn the_mean_of_many_runs_is_the_probability_however_few_their_trials_are() {
    for (text, p) in KNOWN {
        let question = question(text);
        let splitting = staged(&question, 24, 3);
        assert!(splitting.stages() > 1, "{text}: {:?}", splitting.stages);
        let runs: Vec<f64> = (0..400)
            .map(|seed| splitting.run(&mut generator(seed, 7), &Budget::default()).unwrap().1)
            .collect();
        let mean = runs.iter().sum::<f64>() / 400.0;
        let variance = runs.iter().map(|run| (run - mean).powi(2)).sum::<f64>() / 399.0;
        let z = (mean - p) / (variance / 400.0).sqrt();
        assert!(z.abs() < 4.5, "{text}: {mean:e} for {p:e}, z {z}");
        // Ordinary trials as many would vary more.
        let ordinary = p / splitting.looks() as f64;
        assert!(p > 1e-3 || variance < 2.0 * ordinary, "{text}: {variance:e} beside {ordinary:e}");
    }
}

#[test]
fn intervals_hold_the_probability_and_threads_do_not_matter() {
    for (text, p) in KNOWN {
        let question = question(text);
        let splitting = staged(&question, 64, 4);
        let (split, stopped) = splitting.as_far(0, 3, 1, &Budget::default());
        assert!(stopped.is_none() && split.runs == FEWEST);
        let (low, high) = split.interval(0.9999);
        assert!(low < p && p < high, "{text}: {split:?} for {p:e}");
        assert_eq!(splitting.as_far(0, 3, 3, &Budget::default()).0, split, "{text}");
    }
}

#[test]
fn what_has_no_stages_is_left_to_ordinary_trials() {
    for text in [
        // All trials miss by as much.
        "X ~ 6d6; P(increasing(X))",
        // There is a condition, or no event.
        "X ~ 10d6; P(max(X) = 1 | X[1] = 1)",
        "dist(max(10d6))",
    ] {
        let question = question(text);
        assert!(Splitting::new(&question, 1.0).is_none(), "{text}");
    }
    // Ordinary trials are as good where the event is common.
    assert!(Splitting::new(&question("P(max(3d6) <= 5)"), 1e-9).is_none());
}

#[test]
fn copies_are_as_even_as_they_can_be() {
    let question = question("P(max(2d6) = 1)");
    let splitting = staged(&question, 24, 3);
    let mut generator = generator(1, 1);
    let mut trial = Trial::new(&question, &splitting.miss, false);
    let mut near = trial.throw(5, &mut generator).unwrap();
    near.iter_mut().zip([1.0, 2.0, 3.0, 4.0, 5.0]).for_each(|(one, mark)| one.miss = mark);
    let copied = copies(near, 24, &mut generator);
    let times = |mark: f64| copied.iter().filter(|one| one.miss == mark).count();
    let mut times: Vec<usize> = [1.0, 2.0, 3.0, 4.0, 5.0].map(times).into();
    times.sort_unstable();
    assert_eq!(times, [4, 5, 5, 5, 5]);
}
