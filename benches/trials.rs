//! Times the trials of questions beside the loop that everyone writes for them: `cargo bench --bench trials`.
//!
//! Both sides read the same generator. The loops are written for one question each; the trials read any question.

#[allow(dead_code, reason = "these goals are all of one kind")]
mod timing;

use prob::Session;
use prob::budget::Budget;
use prob::question::Question;
use prob::simulate::{simulate, stream};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use timing::{Goal, Table};

fn main() -> ExitCode {
    let mut table = Table::default();
    small(&mut table);
    loaded(&mut table);
    large(&mut table);
    hands(&mut table);
    threads(&mut table);
    numpy(&mut table);
    table.verdict()
}

/// The question that a text asks.
fn question(text: &str) -> Question {
    Session::default().questions(text).expect("a program").swap_remove(0)
}

/// The shortest of several times.
fn best(mut job: impl FnMut()) -> Duration {
    let run = || {
        let started = Instant::now();
        job();
        started.elapsed()
    };
    std::iter::repeat_with(run).take(7).min().unwrap_or_default()
}

fn trials(question: &Question, trials: u64, threads: usize) -> Duration {
    let budget = Budget::new(Duration::from_secs(100), 1 << 30);
    best(|| {
        black_box(simulate(question, trials, 1, threads, &budget).expect("trials"));
    })
}

/// Times a question beside its loop, and prints millions of trials a second.
fn beside<T>(
    table: &mut Table,
    text: &str,
    count: u64,
    goal: f64,
    mut idiom: impl FnMut(&mut ChaCha8Rng, u64) -> T,
) {
    let job = trials(&question(text), count, 1);
    let mut generator = stream::generator(1, 0);
    let baseline = best(|| {
        black_box(idiom(&mut generator, count));
    });
    table.times(text, Goal::Faster(goal), job, baseline);
    let speed = |time: Duration| count as f64 / time.as_secs_f64() / 1e6;
    println!("      {:.0} M trials a second, by hand {:.0}", speed(job), speed(baseline));
}

/// Small outcome spaces.
fn small(table: &mut Table) {
    beside(table, "P(3d6 >= 12)", 8_000_000, 10.0, |generator, trials| {
        let sum = |generator: &mut ChaCha8Rng| (0..3).map(|_| generator.random_range(1..=6)).sum::<u32>();
        (0..trials).filter(|_| sum(generator) >= 12).count()
    });
    beside(table, "P(d6 >= 5)", 16_000_000, 10.0, |generator, trials| {
        (0..trials).filter(|_| generator.random_range(1..=6) >= 5).count()
    });
    beside(table, "dist(3d6)", 8_000_000, 10.0, |generator, trials| {
        let mut counts = [0_u64; 19];
        for _ in 0..trials {
            counts[(0..3).map(|_| generator.random_range(1..=6_usize)).sum::<usize>()] += 1;
        }
        counts
    });
    beside(table, "k ~ d4; P(sum(pool(k, d6)) >= 10)", 1_000_000, 1.0, |generator, trials| {
        let sum = |generator: &mut ChaCha8Rng| {
            (0..generator.random_range(1..=4)).map(|_| generator.random_range(1..=6)).sum::<u32>()
        };
        (0..trials).filter(|_| sum(generator) >= 10).count()
    });
}

/// Loaded dice, by the sums of their weights.
fn loaded(table: &mut Table) {
    let by_sums = |sums: [u32; 6]| {
        move |generator: &mut ChaCha8Rng, trials: u64| {
            let throw = |generator: &mut ChaCha8Rng| {
                let thrown = generator.random_range(0..sums[5]);
                sums.partition_point(|sum| *sum <= thrown)
            };
            (0..trials).filter(|_| throw(generator) >= 4).count()
        }
    };
    let text = "P(die{1,2,3,4,5,6:2} >= 5)";
    beside(table, text, 8_000_000, 5.0, by_sums([1, 2, 3, 4, 5, 7]));
    let text = "P(die{1:100003,2:100019,3:99991,4:100043,5:100049,6:199999} >= 5)";
    beside(table, text, 8_000_000, 5.0, by_sums([100_003, 200_022, 300_013, 400_056, 500_105, 700_104]));
}

/// Spaces too large to number their outcomes.
fn large(table: &mut Table) {
    beside(table, "P(10d6 >= 40)", 1_000_000, 2.0, |generator, trials| {
        let sum = |generator: &mut ChaCha8Rng| (0..10).map(|_| generator.random_range(1..=6)).sum::<u32>();
        (0..trials).filter(|_| sum(generator) >= 40).count()
    });
    beside(table, "P(count(ace in draw 5 from deck) >= 2)", 500_000, 2.0, |generator, trials| {
        let mut pack: Vec<u8> = (0..52).collect();
        let aces = |generator: &mut ChaCha8Rng, pack: &mut [u8]| {
            shuffle(generator, pack, 5);
            pack[..5].iter().filter(|card| **card % 13 == 12).count()
        };
        (0..trials).filter(|_| aces(generator, &mut pack) >= 2).count()
    });
}

/// The first steps of a shuffle.
fn shuffle(generator: &mut ChaCha8Rng, pack: &mut [u8], cards: usize) {
    for i in 0..cards {
        let j = generator.random_range(i..pack.len());
        pack.swap(i, j);
    }
}

/// Poker hands, shuffled and classified as one writes it first.
fn hands(table: &mut Table) {
    for cards in [5, 7] {
        let text = format!("dist(poker(draw {cards} from deck))");
        let goal = if cards == 5 { 15.0 } else { 1.0 };
        beside(table, &text, 1_000_000, goal, |generator, trials| {
            let mut pack: Vec<u8> = (0..52).collect();
            let mut counts = [0_u64; 10];
            for _ in 0..trials {
                shuffle_all(generator, &mut pack);
                counts[category(&pack[..cards])] += 1;
            }
            counts
        });
    }
}

fn shuffle_all(generator: &mut ChaCha8Rng, pack: &mut [u8]) {
    shuffle(generator, pack, 51);
}

/// The category of cards that are 13 · suit + rank.
fn category(hand: &[u8]) -> usize {
    let (mut ranks, mut suits) = ([0; 13], [0; 4]);
    for card in hand {
        ranks[usize::from(card % 13)] += 1;
        suits[usize::from(card / 13)] += 1;
    }
    let straight = |has: &dyn Fn(usize) -> bool| {
        (0..9)
            .rev()
            .find(|low| (0..5).all(|i| has(low + i)))
            .or_else(|| (has(12) && (0..4).all(has)).then_some(0))
    };
    let flush = suits.iter().position(|count| *count >= 5);
    let of_suit = |suit: usize| straight(&|rank| hand.iter().any(|c| usize::from(*c) == 13 * suit + rank));
    let straight_flush = flush.and_then(of_suit);
    let mut sizes = ranks;
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    match (straight_flush, sizes[0], sizes[1]) {
        (Some(8), ..) => 9,
        (Some(_), ..) => 8,
        (_, 4, _) => 7,
        (_, 3, 2..) => 6,
        _ if flush.is_some() => 5,
        _ if straight(&|rank| ranks[rank] > 0).is_some() => 4,
        (_, 3, _) => 3,
        (_, 2, 2) => 2,
        (_, 2, _) => 1,
        _ => 0,
    }
}

/// Two threads beside one.
fn threads(table: &mut Table) {
    if std::thread::available_parallelism().is_ok_and(|threads| threads.get() > 1) {
        for (text, count) in [("P(3d6 >= 12)", 1_000_000_000), ("dist(poker(draw 5 from deck))", 10_000_000)]
        {
            let asked = question(text);
            let name = format!("{text} on two threads, on one");
            table.times(&name, Goal::Faster(1.8), trials(&asked, count, 2), trials(&asked, count, 1));
        }
    }
}

/// Whole arrays at a time, where python3 has numpy: `peers/trials.py`.
fn numpy(table: &mut Table) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/trials.py");
    let told = match std::process::Command::new("python3").arg(script).output() {
        Ok(told) if told.status.success() => String::from_utf8_lossy(&told.stdout).into_owned(),
        _ => return println!("      numpy is not there, and is left out"),
    };
    let a_million = |name: &str| {
        let seconds = told.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
        Duration::from_secs_f64(seconds.expect("a line for each job"))
    };
    // Of its hands numpy says nothing yet; ours are asked for as little as can be asked.
    for (name, text, goal) in
        [("three dice", "P(3d6 >= 12)", 8.0), ("five cards", "P(count(ace in draw 5 from deck) >= 2)", 5.0)]
    {
        let name_beside = format!("{text}, beside numpy");
        let ours = trials(&question(text), 16_000_000, 1) / 16;
        table.times(&name_beside, Goal::Faster(goal), ours, a_million(name));
    }
}
