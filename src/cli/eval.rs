//! `prob eval` and `prob run`: questions in the question language.

use crate::answer::Reply;
use crate::cli::ask::obey_interrupts;
use crate::cli::end::{End, INTERRUPTED};
use crate::cli::options::{Front, MARK, Options};
use crate::cli::output::{Output, Stream};
use crate::cli::progress::Progress;
use crate::error::{Error, ErrorKind};
use crate::render::renderer;
use crate::session::Session;
use crate::session::check::convicts;
use std::io::Read;

/// The longest text that is read.
const LONGEST: u64 = 1 << 24;

/// Ask in the question language.
#[derive(Clone, Debug, clap::Args)]
pub struct Eval {
    /// The question, such as 'P(2d6 = 7)'; several are joined by new lines
    #[arg(value_name = "QUESTION", required = true, allow_negative_numbers = true)]
    questions: Vec<String>,
}

/// Ask everything that a file asks.
#[derive(Clone, Debug, clap::Args)]
pub struct Run {
    /// The file; `-`, or none, is standard input
    #[arg(value_name = "FILE")]
    file: Option<std::path::PathBuf>,
}

impl Eval {
    /// Answers the questions.
    ///
    /// # Errors
    /// How it ended, where that is not with an answer.
    pub fn run(&self, options: &Options) -> Result<(), End> {
        let questions: Vec<&str> = self.questions.iter().map(|q| q.strip_prefix(MARK).unwrap_or(q)).collect();
        answer(&questions.join("\n"), options)
    }
}

impl Run {
    /// Answers what the file asks.
    ///
    /// # Errors
    /// How it ended, where that is not with an answer.
    pub fn run(&self, options: &Options) -> Result<(), End> {
        answer(&text_given(self.file.as_deref(), options)?, options)
    }
}

/// Answers the questions of `prob -e`, which stands without a command.
///
/// # Errors
/// How it ended, where that is not with an answer.
pub(super) fn asked(front: &Front, is_alone: bool) -> Result<(), End> {
    if !is_alone {
        let error = Error::new(ErrorKind::Syntax, "`-e` asks by itself, without a command");
        return Err(End::Error(error.hint("leave one of them out"), front.options.spoken()));
    }
    answer(&front.questions.join("\n"), &front.options)
}

/// The text of a file, or of standard input where there is none or `-`.
///
/// # Errors
/// As those of [`text_of_file`].
pub(super) fn text_given(file: Option<&std::path::Path>, options: &Options) -> Result<String, End> {
    let text = match file.filter(|path| path.as_os_str() != "-") {
        Some(path) => text_of_file(path),
        None => standard_input(),
    };
    text.map_err(|error| End::Error(error, options.spoken()))
}

/// The text of a file.
///
/// # Errors
/// When it cannot be read, is no text, or is longer than any program.
pub(super) fn text_of_file(path: &std::path::Path) -> Result<String, Error> {
    let name = path.to_string_lossy();
    text_of(std::fs::File::open(path).map_err(|error| unreadable(&name, &error))?, &name)
}

/// The text that comes through standard input.
///
/// # Errors
/// As those of [`text_of_file`].
pub(super) fn standard_input() -> Result<String, Error> {
    text_of(std::io::stdin().lock(), "standard input")
}

fn text_of(from: impl Read, name: &str) -> Result<String, Error> {
    let mut text = String::new();
    from.take(LONGEST + 1).read_to_string(&mut text).map_err(|error| unreadable(name, &error))?;
    if text.len() as u64 > LONGEST {
        let message = format!("`{name}` is longer than {} MiB", LONGEST >> 20);
        return Err(Error::new(ErrorKind::Range, message).hint("ask in several parts"));
    }
    Ok(text)
}

/// What cannot be read, and why.
pub(super) fn unreadable(name: &str, error: &std::io::Error) -> Error {
    let fix = match error.kind() {
        std::io::ErrorKind::InvalidData => "a program is text, in UTF-8",
        _ => "check the file's name",
    };
    Error::new(ErrorKind::UnknownName, format!("`{name}` cannot be read: {error}")).hint(fix)
}

/// Answers everything that a text asks; what comes before a mistake is answered as well.
pub(super) fn answer(text: &str, options: &Options) -> Result<(), End> {
    let mut session = Session::of(options.settings());
    obey_interrupts(&session);
    let view = options.view();
    let watched = Progress::of(&session.settings.budget, view.language, view.unicode);
    let asked = session.ask_all(text);
    let mut output = Output::new(Stream::Out, options.spoken().color).after(watched);
    let mut renderer = renderer(view);
    for reply in &asked.replies {
        renderer.reply(reply, &mut output.sheet())?;
    }
    renderer.end(&mut output.sheet())?;
    output.finish()?;
    if !asked.errors.is_empty() {
        return Err(End::Wrong(asked.errors, text.to_owned(), options.spoken()));
    }
    let stopped = |reply: &Reply| match reply.plain() {
        Reply::Simulation(simulation) => simulation.stopped == Some(ErrorKind::Interrupted),
        _ => false,
    };
    if asked.replies.iter().any(stopped) {
        return Err(End::Told(INTERRUPTED));
    }
    let disagrees =
        |reply: &Reply| matches!(reply.plain(), Reply::Answer(answer) if convicts(answer.check.as_ref()));
    if asked.replies.iter().any(disagrees) { Err(End::Disagreement) } else { Ok(()) }
}
