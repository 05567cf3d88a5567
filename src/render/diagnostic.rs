//! Errors as a line of text: what is wrong, and the fix.

use crate::error::Error;
use crate::render::markup::{Line, Tone};

/// The line that tells of an error, whatever the message holds.
///
/// # Examples
/// ```
/// use prob::{Error, ErrorKind};
/// let error = Error::new(ErrorKind::Range, "cannot draw 7\nfrom 6").hint("draw at most 6");
/// let line = prob::render::diagnostic::line(&error);
/// assert_eq!(line.to_string(), "error: cannot draw 7 from 6; draw at most 6");
/// ```
#[must_use]
pub fn line(error: &Error) -> Line {
    let one = |text: &str| {
        // No control character of what the user typed reaches the terminal.
        let spaced = |c: char| if c.is_control() { ' ' } else { c };
        text.chars().map(spaced).collect::<String>()
    };
    let line = Line::new().with(Tone::Bad, "error:").with(Tone::Plain, format!(" {}", one(error.message())));
    match error.fix() {
        Some(fix) => line.with(Tone::Plain, format!("; {}", one(fix))),
        None => line,
    }
}
