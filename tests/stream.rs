//! The frozen stream: a seed makes the same trials on every machine, with any number of threads, in every version.
//!
//! `fixtures/stream.txt` pins what comes of every way in which trials are made. A line that changes is a break of the
//! promise in `simulate::stream`, and a release note, never a matter of taste.

use prob::Session;
use prob::budget::Budget;
use prob::model::Value;
use prob::simulate::stream::CHUNK;
use prob::simulate::{Tally, simulate};
use std::time::Duration;

const FROZEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/stream.txt");

/// What the fixture says of a question, a seed and a number of trials.
fn told(text: &str, seed: u64, trials: u64, threads: usize) -> String {
    let question = Session::default().questions(text).expect(text).pop().expect(text);
    // A slow machine makes the same trials.
    let budget = Budget::new(Duration::from_secs(3600), 1 << 30);
    let tally = simulate(&question, trials, seed, threads, &budget).expect(text);
    format!("{text}\t{seed}\t{trials}\t{}", counts(&tally))
}

/// In how many trials the condition held, and how often each value came, in order.
fn counts(tally: &Tally) -> String {
    let mut counts: Vec<(&Vec<Value>, &u64)> = tally.counts.iter().collect();
    counts.sort();
    let value = |values: &[Value]| values.iter().map(Value::to_string).collect::<Vec<_>>().join(" ");
    let counted: Vec<String> =
        counts.iter().map(|(values, count)| format!("{}: {count}", value(values))).collect();
    format!("{} held; {}", tally.conditioned, counted.join(", "))
}

#[test]
fn a_seed_makes_the_trials_that_it_always_made() {
    let (mut lines, frozen) = (0, std::fs::read_to_string(FROZEN).expect("the fixture is there"));
    for line in frozen.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let mut field = || fields.next().unwrap_or_else(|| panic!("too short: {line}"));
        let (text, seed, trials) = (field(), field().parse().expect(line), field().parse().expect(line));
        assert!(trials > 2 * CHUNK, "two threads need several chunks: {line}");
        for threads in [1, 3] {
            assert_eq!(told(text, seed, trials, threads), line, "with {threads} threads");
        }
        lines += 1;
    }
    assert!(lines >= 20, "only {lines} questions are pinned");
}
