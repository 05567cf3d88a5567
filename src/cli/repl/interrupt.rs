//! Ctrl-C while a question is being answered.

use crate::cli::output::Output;
use crate::session::Session;
use signal_hook::consts::SIGINT;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Ctrl-C ends the question and keeps the session; only when the question does not listen, pressing it again ends the
/// program.
pub(super) struct Interrupts {
    flag: Arc<AtomicBool>,
}

impl Interrupts {
    /// Watches for Ctrl-C.
    pub(super) fn watch(session: &Session) -> Self {
        let flag = session.settings.budget.cancel_flag();
        Output::stop_at(flag.clone());
        // Where no handler can be set, Ctrl-C ends the program by itself.
        let _ = listen(flag.clone());
        Self { flag }
    }

    /// The question is over: the next one starts afresh.
    pub(super) fn forget(&self) {
        self.flag.store(false, Ordering::Relaxed);
    }
}

/// Sets the flag when Ctrl-C is pressed, and ends the program when it is pressed again long after.
#[cfg(unix)]
fn listen(pressed: Arc<AtomicBool>) -> std::io::Result<()> {
    use crate::cli::end::INTERRUPTED;
    use signal_hook::iterator::Signals;
    use std::time::{Duration, Instant};
    /// A question that has not listened for so long is ended with the program.
    const PATIENCE: Duration = Duration::from_secs(2);
    let mut signals = Signals::new([SIGINT])?;
    let wait = move || {
        let mut first = Instant::now();
        for _ in signals.forever() {
            if !pressed.swap(true, Ordering::Relaxed) {
                first = Instant::now();
            } else if first.elapsed() > PATIENCE {
                std::process::exit(INTERRUPTED.into());
            }
        }
    };
    std::thread::Builder::new().spawn(wait).map(drop)
}

/// Sets the flag when Ctrl-C is pressed: elsewhere signals cannot be waited for.
#[cfg(not(unix))]
fn listen(pressed: Arc<AtomicBool>) -> std::io::Result<()> {
    signal_hook::flag::register(SIGINT, pressed).map(drop)
}
