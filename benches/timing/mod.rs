//! Times jobs beside their baselines in the same run.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// What a ratio of two times must be.
#[derive(Clone, Copy)]
pub enum Goal {
    /// The job takes at most this many times the limit.
    Within(f64),
    /// The job is at least this many times as fast as the baseline.
    Faster(f64),
}

/// The rows so far.
#[derive(Default)]
pub struct Table {
    missed: bool,
}

impl Table {
    /// Times a job and its baseline, and prints both with their ratio.
    pub fn row<A, B>(&mut self, name: &str, goal: Goal, job: impl FnMut() -> A, baseline: impl FnMut() -> B) {
        self.times(name, goal, median(job), median(baseline));
    }

    /// Prints two times with their ratio.
    pub fn times(&mut self, name: &str, goal: Goal, job: Duration, baseline: Duration) {
        let ratio = job.as_secs_f64() / baseline.as_secs_f64();
        let (met, text) = match goal {
            Goal::Within(most) => (ratio <= most, format!("{ratio:8.2} × limit    (goal ≤ {most})")),
            Goal::Faster(least) => {
                (1.0 / ratio >= least, format!("{:8.1} × faster   (goal ≥ {least})", 1.0 / ratio))
            }
        };
        self.missed |= !met;
        let mark = if met { ' ' } else { '!' };
        println!("{mark} {name:42} {job:>12.2?} {baseline:>12.2?} {text}");
    }

    /// Failure, if a goal was missed.
    pub fn verdict(&self) -> ExitCode {
        if self.missed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }
}

/// The median of the times of single runs, each of enough repetitions to be seen by the clock.
pub fn median<A>(mut job: impl FnMut() -> A) -> Duration {
    let started = Instant::now();
    black_box(job());
    let once = started.elapsed().max(Duration::from_nanos(20));
    let repetitions = (Duration::from_micros(200).as_nanos() / once.as_nanos()).max(1) as u32;
    let runs =
        (Duration::from_millis(150).as_nanos() / (once.as_nanos() * u128::from(repetitions))).clamp(3, 101);
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let started = Instant::now();
            for _ in 0..repetitions {
                black_box(job());
            }
            started.elapsed() / repetitions
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}
