//! What comes through a pipe: a program; with lines that begin with a colon, a whole session.

use crate::cli::end::{End, INTERRUPTED};
use crate::cli::eval;
use crate::cli::options::Options;
use crate::cli::repl::conversation::{Conversation, Flow};
use crate::cli::repl::interrupt::Interrupts;

/// Does what a text says. Without commands it is one program; with them, every command and every program between two
/// commands is done in turn, and a mistake ends the program that it is in.
///
/// # Errors
/// How it ended, where that is not with an answer.
pub(super) fn run(text: &str, options: &Options) -> Result<(), End> {
    let is_command = |line: &str| {
        let line = line.trim_start();
        line.starts_with(':') && !line.starts_with(":=")
    };
    if !text.lines().any(is_command) {
        return eval::answer(text, options);
    }
    let mut conversation = Conversation::new(options);
    let _interrupts = Interrupts::watch(&conversation.session);
    let mut offset = 0;
    let (mut piece, mut begun) = (String::new(), 0);
    for line in text.split_inclusive('\n') {
        if is_command(line) {
            ask(&mut conversation, &std::mem::take(&mut piece), text, begun)?;
            if conversation.status == INTERRUPTED {
                break;
            }
            if conversation.take_in(line)? == Flow::Quit {
                break;
            }
        } else {
            if piece.is_empty() {
                begun = offset;
            }
            piece.push_str(line);
        }
        offset += line.chars().count();
    }
    if conversation.status != INTERRUPTED {
        ask(&mut conversation, &piece, text, begun)?;
    }
    match conversation.status {
        0 => Ok(()),
        code => Err(End::Told(code)),
    }
}

/// Asks what stands between two commands.
fn ask(conversation: &mut Conversation, piece: &str, whole: &str, begun: usize) -> Result<(), End> {
    if !piece.trim().is_empty() {
        conversation.ask(piece, whole, begun)?;
    }
    Ok(())
}
