//! How much work, memory and time a question may cost, and the flag that stops it. Open to all floors.

use crate::error::{Error, ErrorKind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What a question may cost: steps of work and bytes, estimated before it starts, and a deadline and a cancel
/// flag, looked at while it runs.
///
/// # Examples
/// ```
/// use prob::budget::Budget;
/// let budget = Budget::default();
/// assert!(budget.afford(1_000, 1_000).is_ok());
/// assert!(budget.afford(u128::MAX, 0).is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Budget {
    time: Duration,
    work: u128,
    memory: u64,
    started: Instant,
    cancel: Arc<AtomicBool>,
    reports: Arc<Reports>,
}

/// What a road counts its way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// What an experiment's predecessors left of the question.
    Experiments,
    /// Classes of elements.
    Classes,
    /// Places of a sample.
    Places,
    /// Multiplicities of classes that weigh alike.
    Multiplicities,
    /// Steps of a chain.
    Steps,
    /// Equations of a system.
    Equations,
    /// Sums, whose weights are worked out one after another.
    Sums,
    /// Values of a name that a question is asked for.
    Values,
    /// Outcomes.
    Outcomes,
    /// Trials of a simulation.
    Trials,
}

/// How far a question has come, for whoever shows it.
pub struct Reports(Mutex<Standing>);

/// The last report and its time, and when the clock was started.
#[derive(Clone, Copy)]
struct Standing {
    started: Instant,
    latest: Option<(Report, Instant)>,
}

/// A measure, how much is done, and how much there is to do.
pub type Report = (Measure, u64, u64);

impl std::fmt::Debug for Reports {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Reports").field(&self.latest(Duration::MAX)).finish()
    }
}

impl Reports {
    fn new() -> Self {
        Self(Mutex::new(Standing { started: Instant::now(), latest: None }))
    }

    /// The last report since the clock was started, if it is no older than this.
    #[must_use]
    pub fn latest(&self, age: Duration) -> Option<Report> {
        let (report, time) = self.0.lock().ok()?.latest?;
        (time.elapsed() <= age).then_some(report)
    }

    /// The time since the clock was started.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.lock().map_or(Duration::ZERO, |standing| standing.started.elapsed())
    }

    fn restart(&self, started: Instant) {
        if let Ok(mut standing) = self.0.lock() {
            *standing = Standing { started, latest: None };
        }
    }
}

/// Word operations that this kind of program does in a second, rounded down: estimates are in this unit.
pub const WORK_A_SECOND: u128 = 100_000_000;

fn work_in(time: Duration) -> u128 {
    WORK_A_SECOND.saturating_mul(time.as_millis()) / 1000
}

impl Default for Budget {
    /// Ten seconds and one gibibyte.
    fn default() -> Self {
        Self::new(Duration::from_secs(10), 1 << 30)
    }
}

impl Budget {
    /// A budget of this much time and this many bytes; the clock starts now.
    ///
    /// # Examples
    /// ```
    /// use prob::budget::Budget;
    /// use std::time::Duration;
    /// let small = Budget::new(Duration::from_millis(100), 1 << 20);
    /// assert!(small.afford(100_000_000, 0).is_err());
    /// ```
    #[must_use]
    pub fn new(time: Duration, memory: u64) -> Self {
        Self {
            time,
            work: work_in(time),
            memory,
            started: Instant::now(),
            cancel: Arc::default(),
            reports: Arc::new(Reports::new()),
        }
    }

    /// Says how far a road has come. For use inside loops, as often as [`Budget::check`].
    pub fn report(&self, measure: Measure, done: u64, whole: u64) {
        // Whoever shows the last report holds the lock for a moment; this one is then left out.
        if let Ok(mut standing) = self.reports.0.try_lock() {
            standing.latest = Some(((measure, done, whole), Instant::now()));
        }
    }

    /// As [`Budget::check`], with a report of how far a road has come.
    ///
    /// # Errors
    /// Those of [`Budget::check`].
    pub fn pass(&self, measure: Measure, done: u64, whole: u64) -> Result<(), Error> {
        self.report(measure, done, whole);
        self.check()
    }

    /// Where the reports are left.
    #[must_use]
    pub fn reports(&self) -> Arc<Reports> {
        Arc::clone(&self.reports)
    }

    /// The same limits with the clock started again, sharing the cancel flag.
    #[must_use]
    pub fn restarted(&self) -> Self {
        let started = Instant::now();
        self.reports.restart(started);
        Self { started, ..self.clone() }
    }

    /// The same limits with no more than this much time, from now on, sharing the cancel flag.
    #[must_use]
    pub fn within(&self, time: Duration) -> Self {
        Self { time: self.time.min(time), work: self.work.min(work_in(time)), ..self.restarted() }
    }

    /// The same limits with at least this much time, from now on, sharing the cancel flag.
    #[must_use]
    pub fn lasting(&self, time: Duration) -> Self {
        Self { time: self.time.max(time), work: self.work.max(work_in(time)), ..self.restarted() }
    }

    /// The same limits for what is estimated to take no more than so many word operations. The clock is as it was, so
    /// that what is refused does not depend on how fast a machine is.
    #[must_use]
    pub fn sparing(&self, work: u128) -> Self {
        Self { work: self.work.min(work), ..self.clone() }
    }

    /// The same limits with this many bytes, sharing the clock and the cancel flag.
    #[must_use]
    pub fn holding(&self, memory: u64) -> Self {
        Self { memory, ..self.clone() }
    }

    /// The time a question may take.
    #[must_use]
    pub fn time(&self) -> Duration {
        self.time
    }

    /// The bytes a question may hold at once.
    #[must_use]
    pub fn memory(&self) -> u64 {
        self.memory
    }

    /// The flag that stops the question when set, for a Ctrl-C handler.
    #[must_use]
    pub fn cancel_flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancel)
    }

    /// The word operations that a question may take.
    #[must_use]
    pub fn work(&self) -> u128 {
        self.work
    }

    /// Nothing, if so many labels can be held and gone through.
    ///
    /// # Errors
    /// Those of [`Budget::afford`].
    pub fn afford_labels(&self, labels: u64) -> Result<(), Error> {
        /// Word operations and bytes that a label takes on its way to an answer.
        const LABEL: (u128, u128) = (400, 600);
        self.afford(u128::from(labels) * LABEL.0, u128::from(labels) * LABEL.1)
    }

    /// Nothing, if `work` word operations and `bytes` fit.
    ///
    /// # Errors
    /// [`ErrorKind::TooExpensive`], with the estimate and the ways out.
    pub fn afford(&self, work: u128, bytes: u128) -> Result<(), Error> {
        if work > self.work() {
            let needed = magnitude(work / WORK_A_SECOND);
            let allowed = self.time.as_secs_f64();
            return Err(too_expensive(&format!("it needs about {needed} s, and the budget is {allowed} s")));
        }
        if bytes > u128::from(self.memory) {
            let (needed, allowed) = (magnitude(bytes.div_ceil(1 << 20)), self.memory >> 20);
            return Err(too_expensive(&format!(
                "it needs about {needed} MiB, and the budget is {allowed} MiB"
            )));
        }
        Ok(())
    }

    /// Nothing, unless the user has stopped the question or its time is over. For use inside loops.
    ///
    /// # Errors
    /// [`ErrorKind::Interrupted`] or [`ErrorKind::TooExpensive`].
    pub fn check(&self) -> Result<(), Error> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(Error::new(ErrorKind::Interrupted, "interrupted"));
        }
        // A road whose estimate was too low.
        if self.started.elapsed() > self.time {
            let seconds = self.time.as_secs_f64();
            return Err(too_expensive(&format!("it takes longer than the budget's {seconds} s")));
        }
        Ok(())
    }

    /// As [`Budget::check`], once in many passes of a loop, of which this is one by its number.
    ///
    /// # Errors
    /// Those of [`Budget::check`].
    pub fn check_pass(&self, pass: usize) -> Result<(), Error> {
        if pass.is_multiple_of(PASSES) { self.check() } else { Ok(()) }
    }
}

/// Passes are cheap: the clock is looked at once in so many.
const PASSES: usize = 1024;

/// A refusal with its reason and the ways out.
#[must_use]
pub fn too_expensive(why: &str) -> Error {
    Error::new(ErrorKind::TooExpensive, format!("too expensive for an exact answer: {why}"))
        .hint("ask `simulate`, or allow a larger `--budget`")
}

/// A number as a person says it: exact when short, else a power of ten.
fn magnitude(n: u128) -> String {
    match n {
        0..1_000_000 => n.max(1).to_string(),
        u128::MAX => "more than 10^38".to_owned(),
        _ => format!("10^{}", n.ilog10()),
    }
}
