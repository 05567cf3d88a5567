//! How the program ends, and what it says then.

use crate::cli::output::{Output, Stream};
use crate::cli::spoken::Spoken;
use crate::error::{Error, ErrorKind};
use crate::render::{Format, diagnostic, json};
use std::io;
use std::process::ExitCode;

/// How the program ends when it does not simply answer.
#[derive(Debug)]
pub enum End {
    /// The trials disagree with an exact value: 1.
    Disagreement,
    /// The question or the arguments are wrong: 2; or the question is too expensive: 3; or it was interrupted: 130.
    Error(Error, Spoken),
    /// The text that was asked is wrong: 2 (or 3); every mistake, and the text.
    Wrong(Vec<Error>, String, Spoken),
    /// What went wrong has been told already.
    Told(u8),
    /// What clap has to say: help or the version on standard output: 0.
    Said(Box<clap::Error>, Spoken),
    /// The output could not be written: quietly 0 when its reader is gone.
    Write(io::Error),
}

impl From<io::Error> for End {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// The exit code of a question that the user interrupted, as shells number it.
pub(super) const INTERRUPTED: u8 = 130;

impl End {
    /// Says what there is to say, and the exit code.
    #[must_use]
    pub fn code(self) -> ExitCode {
        match self {
            Self::Disagreement => ExitCode::from(1),
            Self::Error(error, _) if error.kind() == ErrorKind::Interrupted => ExitCode::from(INTERRUPTED),
            Self::Error(error, spoken) => ExitCode::from(tell(&[error], None, spoken)),
            Self::Wrong(errors, text, spoken) => ExitCode::from(tell(&errors, Some(&text), spoken)),
            Self::Told(code) => ExitCode::from(code),
            Self::Said(said, spoken) => say(&said, spoken),
            Self::Write(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Write(error) if Output::is_interruption(&error) => ExitCode::from(INTERRUPTED),
            Self::Write(error) => {
                let error =
                    Error::new(ErrorKind::Unsupported, format!("the output cannot be written: {error}"));
                ExitCode::from(tell(&[error], None, Spoken::default()))
            }
        }
    }
}

/// Tells errors, each at its place where the text that was asked is known: as JSON on standard output where JSON was
/// asked for, else on standard error. A reader that is gone is no reason to complain. The exit code that they mean.
pub(super) fn tell(errors: &[Error], text: Option<&str>, spoken: Spoken) -> u8 {
    let json = spoken.format == Format::Json;
    let mut output = Output::new(if json { Stream::Out } else { Stream::Error }, spoken.color);
    let written = errors.iter().try_for_each(|error| match text {
        _ if json => json::error(error, text, spoken.language, &mut output.sheet()),
        // The user knows what was stopped, and where.
        _ if error.kind() == ErrorKind::Interrupted => {
            output.sheet().line(&diagnostic::line(error, spoken.language))
        }
        Some(text) => diagnostic::placed(error, text, spoken.language, &mut output.sheet()),
        None => output.sheet().line(&diagnostic::line(error, spoken.language)),
    });
    let _ = written.and_then(|()| output.finish());
    match errors.first().map(Error::kind) {
        Some(ErrorKind::Interrupted) => INTERRUPTED,
        Some(ErrorKind::TooExpensive) => 3,
        _ => 2,
    }
}

/// Writes the help or the version that clap has made.
fn say(said: &clap::Error, spoken: Spoken) -> ExitCode {
    let text = said.render();
    let mut output = Output::new(Stream::Out, spoken.color);
    let text = if output.styled() { text.ansi().to_string() } else { text.to_string() };
    let written = output.sheet().raw().write_all(text.as_bytes()).and_then(|()| output.finish());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(2),
        _ => ExitCode::SUCCESS,
    }
}
