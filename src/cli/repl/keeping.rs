//! `:save FILE` and `:load FILE`.

use crate::cli::eval;
use crate::cli::repl::command::Failure;
use crate::cli::repl::conversation::{Conversation, Flow, said};
use crate::error::{Error, ErrorKind};
use std::io::Read;

/// The first line of a saved session: such a file may be written anew, any other is left alone.
const HEADER: &str = "# a session of prob";

/// Writes what gives the names their meanings, and the questions that were asked.
///
/// # Errors
/// When no file is named, when the file is something else, and when it cannot be written.
pub(super) fn save(conversation: &mut Conversation, path: &str) -> Result<Flow, Failure> {
    let path = named(path, "save")?;
    let ours = match std::fs::File::open(path) {
        Ok(file) => {
            let mut first = vec![0; HEADER.len()];
            file.take(HEADER.len() as u64).read_exact(&mut first).is_ok() && first == HEADER.as_bytes()
        }
        Err(_) => true,
    };
    if !ours {
        return Err(Error::new(ErrorKind::Ambiguous, format!("`{path}` exists and is no saved session"))
            .hint("choose another name")
            .into());
    }
    let names = conversation.session.scope.said.iter().map(|said| &said.1);
    let lines: Vec<&str> = names.chain(&conversation.asked).map(String::as_str).collect();
    let text = format!("{HEADER}\n{}\n", lines.join("\n"));
    std::fs::write(path, text).map_err(|error| {
        Error::new(ErrorKind::UnknownName, format!("`{path}` cannot be written: {error}"))
            .hint("check the file's name")
    })?;
    let count = lines.len();
    let language = conversation.view.language;
    let says = said(language, [format!("{count} lines in {path}")], [format!("已将 {count} 行写入 {path}")]);
    conversation.remark(says[0].as_str())?;
    Ok(Flow::On)
}

/// Asks what a file asks.
///
/// # Errors
/// When no file is named, and when it cannot be read.
pub(super) fn load(conversation: &mut Conversation, path: &str) -> Result<Flow, Failure> {
    let path = named(path, "load")?;
    let text = eval::text_of_file(path.as_ref())?;
    conversation.ask(&text, &text, 0)?;
    Ok(Flow::On)
}

fn named<'a>(path: &'a str, command: &str) -> Result<&'a str, Error> {
    match path {
        "" => Err(Error::new(ErrorKind::Syntax, format!("`:{command}` needs a file"))
            .hint(format!("write `:{command} dice.prob`"))),
        path => Ok(path),
    }
}
