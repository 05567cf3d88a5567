//! `prob` alone: a prompt on a terminal, and whatever comes through a pipe.

mod aside;
mod command;
mod complete;
mod conversation;
mod highlight;
mod hint;
mod history;
mod interrupt;
mod keeping;
mod script;

use crate::cli::end::End;
use crate::cli::options::Options;
use crate::cli::output::{Output, Stream};
use crate::cli::{eval, overview};
use crate::language::is_unfinished;
use crate::render::markup::{Line, Tone};
use conversation::{Conversation, Flow};
use rustyline::config::{BellStyle, ColorMode, CompletionType};
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Config, Editor};
use std::io::IsTerminal;

/// How many lines the history keeps.
const REMEMBERED: usize = 2_000;

/// Talks with whoever sits at the terminal, or does what comes through the pipe.
///
/// # Errors
/// How it ended, where that is not with an answer.
pub(super) fn start(options: &Options) -> Result<(), End> {
    let input = std::io::stdin();
    if !input.is_terminal() {
        let text = eval::standard_input().map_err(|error| End::Error(error, options.spoken()))?;
        return if text.trim().is_empty() { overview::show(options) } else { script::run(&text, options) };
    }
    if std::io::stdout().is_terminal() { prompt(options) } else { overview::show(options) }
}

/// What helps while a line is typed.
struct Helper {
    /// The names and settings as they are now.
    conversation: hint::Known,
    styled: bool,
}

impl rustyline::Helper for Helper {}

impl Validator for Helper {
    /// An input goes on while a bracket is open or something must follow; an empty line ends it all the same.
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = context.input();
        let command = text.trim_start().starts_with(':');
        let ended = text.contains('\n') && text.lines().last().is_none_or(|line| line.trim().is_empty());
        let goes_on = !command && !ended && is_unfinished(text);
        Ok(if goes_on { ValidationResult::Incomplete } else { ValidationResult::Valid(None) })
    }
}

/// Reads and answers until there is no more to read.
fn prompt(options: &Options) -> Result<(), End> {
    let mut conversation = Conversation::new(options);
    let interrupts = interrupt::Interrupts::watch(&conversation.session);
    let styled = welcome(options)?;
    let mut editor = editor(styled).map_err(|error| End::Write(std::io::Error::other(error)))?;
    editor.set_helper(Some(Helper { conversation: hint::Known::of(&conversation), styled }));
    let sign = if styled { highlight::styled(Tone::Result, PROMPT) } else { PROMPT.to_owned() };
    let history = history::path();
    if let Some(path) = &history {
        // A history that cannot be read is an empty one.
        let _ = editor.load_history(path);
    }
    loop {
        match editor.readline(&(PROMPT, sign.as_str())) {
            Ok(line) => {
                if line.trim().is_empty() {
                    continue;
                }
                remember(&mut editor, &line, history.as_deref());
                interrupts.forget();
                match conversation.take_in(&line) {
                    Ok(Flow::On) => {}
                    Ok(Flow::Quit) => return Ok(()),
                    Err(End::Write(error)) if Output::is_interruption(&error) => {}
                    Err(end) => return Err(end),
                }
                if let Some(helper) = editor.helper_mut() {
                    helper.conversation = hint::Known::of(&conversation);
                }
            }
            // Ctrl-C gives the line up and nothing else.
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(End::Write(std::io::Error::other(error))),
        }
    }
}

/// What stands before a line that is typed.
const PROMPT: &str = "> ";

fn editor(styled: bool) -> rustyline::Result<Editor<Helper, FileHistory>> {
    let color = if styled { ColorMode::Forced } else { ColorMode::Disabled };
    let config = Config::builder()
        .max_history_size(REMEMBERED)?
        .history_ignore_space(true)
        .completion_type(CompletionType::List)
        .completion_show_all_if_ambiguous(true)
        .bell_style(BellStyle::None)
        .color_mode(color)
        .build();
    let history = FileHistory::with_config(&config);
    Editor::with_history(config, history)
}

/// Adds a line to the history, and to its file at once: a session that ends badly is remembered too.
fn remember(editor: &mut Editor<Helper, FileHistory>, line: &str, path: Option<&std::path::Path>) {
    let _ = editor.add_history_entry(line);
    if let Some(path) = path {
        // Nothing is lost but the history where its file cannot be written.
        let _ = editor.append_history(path);
    }
}

/// Says who is there; whether colours are welcome.
fn welcome(options: &Options) -> Result<bool, End> {
    let mut output = Output::new(Stream::Out, options.spoken().color);
    let styled = output.styled();
    let name = format!("prob {}", env!("CARGO_PKG_VERSION"));
    let says = conversation::said(
        options.view().language,
        [": ask a question, such as ", "; ", " tells more, ", " ends"],
        ["：提一个问题，例如 ", "；输入 ", " 查看说明，", " 结束"],
    );
    let line = Line::new()
        .with(Tone::Strong, name)
        .with(Tone::Plain, says[0])
        .with(Tone::Code, "P(2d6 = 7)")
        .with(Tone::Plain, says[1])
        .with(Tone::Code, ":help")
        .with(Tone::Plain, says[2])
        .with(Tone::Code, ":quit")
        .with(Tone::Plain, says[3]);
    output.sheet().line(&line)?;
    output.finish()?;
    Ok(styled)
}
