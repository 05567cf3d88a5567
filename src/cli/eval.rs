//! `prob eval` and `prob run`: questions in the question language.

use crate::answer::Reply;
use crate::cli::args::Options;
use crate::cli::ask::obey_interrupts;
use crate::cli::end::End;
use crate::cli::output::{Output, Stream};
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
    #[arg(value_name = "QUESTION", required = true, allow_hyphen_values = true)]
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
        answer(&self.questions.join("\n"), options)
    }
}

impl Run {
    /// Answers what the file asks.
    ///
    /// # Errors
    /// How it ended, where that is not with an answer.
    pub fn run(&self, options: &Options) -> Result<(), End> {
        let mut text = String::new();
        let read = match &self.file {
            Some(path) if path.as_os_str() != "-" => {
                std::fs::File::open(path).and_then(|file| file.take(LONGEST).read_to_string(&mut text))
            }
            _ => std::io::stdin().lock().take(LONGEST).read_to_string(&mut text),
        };
        read.map_err(|error| {
            let name = self.file.as_ref().map_or("standard input".into(), |path| path.to_string_lossy());
            let message = format!("`{name}` cannot be read: {error}");
            End::Error(Error::new(ErrorKind::UnknownName, message), options.spoken())
        })?;
        answer(&text, options)
    }
}

/// Answers everything that a text asks; what comes before a mistake is answered as well.
pub(super) fn answer(text: &str, options: &Options) -> Result<(), End> {
    let mut session = Session { settings: options.settings(), ..Session::default() };
    obey_interrupts(&session);
    let asked = session.ask_all(text);
    let mut output = Output::new(Stream::Out, options.spoken().color);
    let mut renderer = renderer(options.view());
    for reply in &asked.replies {
        renderer.reply(reply, &mut output.sheet())?;
    }
    output.finish()?;
    if !asked.errors.is_empty() {
        return Err(End::Wrong(asked.errors, text.to_owned(), options.spoken()));
    }
    let disagrees = |reply: &Reply| matches!(reply, Reply::Answer(answer) if convicts(answer.check.as_ref()));
    if asked.replies.iter().any(disagrees) { Err(End::Disagreement) } else { Ok(()) }
}
