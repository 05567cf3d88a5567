//! Ctrl-C while a question is being answered.

use crate::cli::output::Output;
use crate::session::Session;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

/// A question that has not listened for so long is ended with the program.
const PATIENCE_MS: u64 = 2_000;

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
        let (pressed, since, first) = (flag.clone(), Instant::now(), AtomicU64::new(0));
        // Where no handler can be set, Ctrl-C ends the program by itself.
        let _ = ctrlc::set_handler(move || {
            let now = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX);
            if !pressed.swap(true, Ordering::Relaxed) {
                first.store(now, Ordering::Relaxed);
            } else if now.saturating_sub(first.load(Ordering::Relaxed)) > PATIENCE_MS {
                std::process::exit(130);
            }
        });
        Self { flag }
    }

    /// The question is over: the next one starts afresh.
    pub(super) fn forget(&self) {
        self.flag.store(false, Ordering::Relaxed);
    }
}
