//! Tilted dice against exact sums of ways.

use super::scored::{Scored, mean, tilt};
use super::*;
use crate::question::{Expr, Node};
use proptest::prelude::*;

/// The number of ways in which `count` fair dice show each sum, by adding die after die.
fn ways(count: usize, faces: usize) -> Vec<f64> {
    (0..count).fold(vec![1.0], |ways, _| {
        let mut next = vec![0.0; ways.len() + faces];
        for (sum, way) in ways.iter().enumerate() {
            (1..=faces).for_each(|face| next[sum + face] += way / faces as f64);
        }
        next
    })
}

fn sum_of(count: u64, faces: u64, comparison: Comparison, bound: i64) -> Question {
    let experiment = crate::question::Experiment::dice(count, faces).unwrap();
    let sum =
        Expr::new(Node::Call(crate::statistic::function("sum", 1).unwrap(), vec![Expr::new(Node::Name(0))]));
    let event = Expr::new(Node::Compare(comparison, sum, Expr::value_of(bound)));
    let named = crate::question::Named { name: Some("X".into()), experiment };
    Question::new(vec![named], Asked::Probability(event), None).unwrap()
}

fn exact(count: u64, faces: u64, comparison: Comparison, bound: i64) -> f64 {
    let ways = ways(count as usize, faces as usize);
    let held = ways.iter().enumerate().filter(|(sum, _)| comparison.holds((*sum as i64).cmp(&bound)));
    held.map(|(_, way)| way).sum()
}

#[test]
fn estimates_lie_around_the_exact_value_as_their_deviation_says() {
    for (count, faces, comparison, bound) in [
        (30, 6, Comparison::AtLeast, 160),
        (30, 6, Comparison::Greater, 150),
        (30, 6, Comparison::Equal, 50),
        (30, 6, Comparison::Less, 45),
        (100, 20, Comparison::AtMost, 500),
        (12, 6, Comparison::Equal, 72),
    ] {
        let p = exact(count, faces, comparison, bound);
        let tilted = Tilted::new(&sum_of(count, faces, comparison, bound)).unwrap();
        let mut squares = 0.0;
        for seed in 0..30 {
            let (found, stopped) = tilted.as_far(5_000, seed, 1, &Budget::default());
            assert!(stopped.is_none() && found.trials == 5_000);
            let (low, high) = found.interval(0.999);
            assert!(low < p && p < high, "{count}d{faces} {comparison:?} {bound}: {found:?} for {p:e}");
            assert!(high - low < 0.8 * p, "{found:?} for {p:e}");
            // All dice must show the same face: nothing varies but, hardly ever, whether they do.
            if found.deviation > 1e-4 * p {
                squares += ((found.estimate - p) / found.deviation).powi(2);
            }
        }
        // The sum of 30 squares of normal deviations is 30 ± 7.7.
        assert!(squares < 30.0 + 6.0 * 7.8, "{count}d{faces} {comparison:?} {bound}: {squares}");
    }
}

#[test]
fn what_is_common_or_impossible_is_left_to_ordinary_trials() {
    for (count, comparison, bound) in [
        (30, Comparison::AtLeast, 100),
        (30, Comparison::AtLeast, 120),
        (30, Comparison::AtMost, 160),
        (30, Comparison::AtLeast, 181),
        (30, Comparison::Equal, 29),
        (30, Comparison::Unequal, 30),
        (2, Comparison::Equal, 12),
    ] {
        assert!(Tilted::new(&sum_of(count, 6, comparison, bound)).is_none(), "{comparison:?} {bound}");
    }
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let tilted = Tilted::new(&sum_of(30, 6, Comparison::AtLeast, 160)).unwrap();
    let made = |threads| tilted.as_far(200_000, 5, threads, &Budget::default()).0;
    assert_eq!(made(1), made(3));
    assert!(made(1).hits > 50_000, "{:?}", made(1));
}

proptest! {
    #[test]
    fn the_tilt_puts_the_mean_on_the_goal(count in 1..50_u64, share in 0.02..0.98_f64) {
        let faces = (1..=6).map(|face| (1.0 / 6.0, face)).collect();
        let dice = [Scored { count, faces }];
        let goal = count as f64 * (1.0 + 5.0 * share);
        prop_assert!((mean(&dice, tilt(&dice, goal)) - goal).abs() < 1e-6 * goal);
    }
}
