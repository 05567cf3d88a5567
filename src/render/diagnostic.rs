//! Errors as a line of text: what is wrong, and the fix.

use crate::error::Error;
use crate::render::markup::{Line, Sheet, Tone};
use std::io;
use unicode_width::UnicodeWidthStr;

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

/// Writes an error with the line of the text that it is about, an arrow under the place, and the fix.
///
/// # Errors
/// Those of writing.
pub fn placed(error: &Error, text: &str, sheet: &mut Sheet<'_>) -> io::Result<()> {
    sheet.line(&line(error))?;
    let Some(span) = error.span() else { return Ok(()) };
    let before: String = text.chars().take(span.start).collect();
    let number = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let column = before[start..].width();
    let source: String = text
        .lines()
        .nth(number)
        .unwrap_or_default()
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let marked: String = text
        .chars()
        .skip(span.start)
        .take(span.end.saturating_sub(span.start))
        .take_while(|c| *c != '\n')
        .collect();
    let label = format!("{:>3} | ", number + 1);
    sheet.line(&Line::new().with(Tone::Dim, label.as_str()).with(Tone::Plain, source))?;
    let margin = " ".repeat(label.width() - 2);
    let line = Line::new().with(Tone::Dim, format!("{margin}| ")).with(Tone::Plain, " ".repeat(column));
    sheet.line(&line.with(Tone::Bad, "^".repeat(marked.width().max(1))))
}
