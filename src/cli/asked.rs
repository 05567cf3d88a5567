//! What the options of a command ask together.

use crate::cli::condition::Condition;
use crate::cli::subject::Subject;
use crate::error::{Error, ErrorKind};
use crate::question::{Expr, Question};

/// What the options of a command ask: events that must hold together, or one distribution.
#[derive(Default)]
pub(super) struct Asked {
    events: Vec<Expr>,
    distribution: Option<(&'static str, Expr)>,
}

impl Asked {
    /// Adds what an option asks: an event when it has a condition, a distribution when it stands alone.
    pub(super) fn add(
        &mut self,
        option: &'static str,
        given: Option<&Option<Condition>>,
        of: impl FnOnce() -> Result<Expr, Error>,
    ) -> Result<(), Error> {
        match given {
            None => Ok(()),
            Some(Some(condition)) => {
                self.events.push(condition.event(&of()?));
                Ok(())
            }
            Some(None) => match self.distribution.replace((option, of()?)) {
                None => Ok(()),
                Some((other, _)) => Err(without_condition(other)),
            },
        }
    }

    /// Adds an event.
    pub(super) fn event(&mut self, event: Expr) {
        self.events.push(event);
    }

    /// The question; `all` is the value whose distribution answers when nothing in particular is asked.
    pub(super) fn question(
        self,
        subject: &Subject,
        all: impl FnOnce() -> Result<Expr, Error>,
    ) -> Result<Question, Error> {
        match self.distribution {
            Some((option, _)) if !self.events.is_empty() => Err(without_condition(option)),
            Some((_, of)) => subject.distribution(of),
            None if self.events.is_empty() => subject.distribution(all()?),
            None => subject.probability(self.events),
        }
    }
}

/// The error for a bare option beside others: it would ask for a distribution and a probability at once.
fn without_condition(option: &str) -> Error {
    Error::new(ErrorKind::Syntax, format!("`{option}` has no condition"))
        .hint(format!("write one such as `{option} '>=3'`, or ask for its distribution alone"))
}
