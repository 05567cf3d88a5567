//! The intervals of real trials hold the exact value at least as often as they promise.

use num_rational::BigRational;
use prob::Session;
use prob::answer::Exact;
use prob::budget::Budget;
use prob::number::to_f64;
use prob::simulate::Prepared;
use prob::simulate::interval::clopper_pearson;
use prob::simulate::verdict::binomial_tails;

/// How often each interval is made.
const INTERVALS: u64 = 2_000;

/// Events with their trials, from one in a million to one in two.
const EVENTS: &[(&str, u64)] = &[
    ("P(die{1, 2:999999} = 1)", 3_000),
    ("P(die{1, 2:99999} = 1)", 3_000),
    ("P(4d10 = 4)", 3_000),
    ("P(4d6 = 24)", 2_000),
    ("P(3d6 = 18)", 1_000),
    ("P(2d6 = 12)", 1_000),
    ("P(d6 = 1)", 1_000),
    ("P(3d6 >= 12)", 1_000),
    ("P(coin = heads)", 1_000),
    ("H ~ draw 5 from deck; P(poker(H) = pair)", 500),
    ("X ~ arrange(1..12); P(fixed(X) = 0)", 500),
];

/// The exact probability that a text asks for.
fn exact(text: &str) -> BigRational {
    let mut session = Session::default();
    session.settings.trials = 0;
    let question = session.questions(text).expect(text).pop().expect(text);
    match session.answer(&question).expect(text).value {
        Exact::Probability(p) => p,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn simulated_intervals_hold_the_exact_value_as_often_as_they_promise() {
    for (text, trials) in EVENTS {
        let p = to_f64(&exact(text));
        let question = Session::default().questions(text).expect(text).pop().expect(text);
        let prepared = Prepared::new(&question);
        for confidence in [0.9, 0.999] {
            let missed = |seed: &u64| {
                let hits = prepared.trials(*trials, *seed, 1, &Budget::default()).expect(text).hits();
                let (low, high) = clopper_pearson(hits, *trials, confidence);
                !(low..=high).contains(&p)
            };
            let missed = (1..=INTERVALS).filter(missed).count() as u64;
            println!("{text}: {confidence}: {missed} of {INTERVALS} intervals miss {p}");
            // With intervals that miss as often as they may, so many misses come once in a hundred thousand times.
            let chance = binomial_tails(missed, INTERVALS, 1.0 - confidence, confidence).upper;
            assert!(chance > 1e-5, "{text}: {missed} of {INTERVALS} intervals of {confidence} miss {p}");
        }
    }
}
