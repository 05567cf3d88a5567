//! Work that is done aside, so that whoever waits for it may stop waiting.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// The stack of such work: that of a main thread, and some more.
const STACK: usize = 16 << 20;

/// A result that is being worked out.
pub(super) struct Aside<T>(Receiver<T>);

impl<T: Send + 'static> Aside<T> {
    /// Begins to work something out; nothing when the system has no thread left.
    pub(super) fn begin(work: impl FnOnce() -> T + Send + 'static) -> Option<Self> {
        let (give, take) = channel();
        let thread = std::thread::Builder::new().stack_size(STACK);
        // Nobody may be waiting any more when the result is there.
        let begun = thread.spawn(move || {
            let _ = give.send(work());
        });
        begun.ok().map(|_| Self(take))
    }

    /// The result, if it is there within this time; an error when it never will be.
    pub(super) fn within(&self, time: Duration) -> Result<Option<T>, Lost> {
        match self.0.recv_timeout(time) {
            Ok(result) => Ok(Some(result)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(Lost),
        }
    }
}

/// The work has ended without a result.
pub(super) struct Lost;
