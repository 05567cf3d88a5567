//! How the program ends, and what it says then.

use crate::cli::args::Spoken;
use crate::cli::output::{Output, Stream};
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
const INTERRUPTED: u8 = 130;

impl End {
    /// Says what there is to say, and the exit code.
    #[must_use]
    pub fn code(self) -> ExitCode {
        match self {
            Self::Disagreement => ExitCode::from(1),
            Self::Error(error, _) if error.kind() == ErrorKind::Interrupted => ExitCode::from(INTERRUPTED),
            Self::Error(error, spoken) => report(&error, spoken),
            Self::Wrong(errors, text, spoken) => wrong(&errors, &text, spoken),
            Self::Said(said, spoken) => say(&said, spoken),
            Self::Write(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Write(error) if Output::is_interruption(&error) => ExitCode::from(INTERRUPTED),
            Self::Write(error) => {
                let error =
                    Error::new(ErrorKind::Unsupported, format!("the output cannot be written: {error}"));
                report(&error, Spoken::default())
            }
        }
    }
}

/// Writes the error: as JSON on standard output where JSON was asked for, else as a line on standard error. A reader
/// that is gone is no reason to complain.
fn report(error: &Error, spoken: Spoken) -> ExitCode {
    let written = if spoken.format == Format::Json {
        let mut output = Output::new(Stream::Out, spoken.color);
        json::error(error, None, &mut output.sheet()).and_then(|()| output.finish())
    } else {
        let mut output = Output::new(Stream::Error, spoken.color);
        output.sheet().line(&diagnostic::line(error)).and_then(|()| output.finish())
    };
    let _ = written;
    ExitCode::from(if error.kind() == ErrorKind::TooExpensive { 3 } else { 2 })
}

/// Writes every mistake of a text at its place.
fn wrong(errors: &[Error], text: &str, spoken: Spoken) -> ExitCode {
    let json = spoken.format == Format::Json;
    let mut output = Output::new(if json { Stream::Out } else { Stream::Error }, spoken.color);
    let written = errors.iter().try_for_each(|error| {
        if json {
            json::error(error, Some(text), &mut output.sheet())
        } else {
            diagnostic::placed(error, text, &mut output.sheet())
        }
    });
    let _ = written.and_then(|()| output.finish());
    match errors.first().map(Error::kind) {
        Some(ErrorKind::Interrupted) => ExitCode::from(INTERRUPTED),
        Some(ErrorKind::TooExpensive) => ExitCode::from(3),
        _ => ExitCode::from(2),
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
