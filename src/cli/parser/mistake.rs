//! What is wrong with the arguments, in one line with its fix.

use crate::error::{Error, ErrorKind};
use clap::error::ErrorKind as Said;

/// What clap found wrong, as one of our errors: a message of one line, and the fix.
pub(super) fn readable(error: &clap::Error) -> Error {
    use clap::error::{ContextKind, ContextValue};
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => Some(texts.join(", ")),
        _ => None,
    };
    let own = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Error>());
    if let (Some(own), Some(argument)) = (own, text(ContextKind::InvalidArg)) {
        let option = argument.split([' ', '[']).next().unwrap_or_default().trim_end_matches('.');
        let given = text(ContextKind::InvalidValue).unwrap_or_default();
        let message = format!("{option} {}: {}", abridged(&given), own.message());
        let told = Error::new(own.kind(), message.trim());
        return match own.fix() {
            Some(fix) => told.hint(fix),
            None => told,
        };
    }
    let rendered = error.render().to_string();
    let mut paragraphs = rendered.split("\n\n");
    let first = paragraphs.next().unwrap_or_default();
    let message = first.trim_start_matches("error: ").split_whitespace().collect::<Vec<_>>().join(" ");
    let told = Error::new(ErrorKind::Syntax, abridged(&message));
    if let Some(meant) = text(ContextKind::InvalidSubcommand).as_deref().and_then(quoted) {
        return told.hint(meant);
    }
    let near = text(ContextKind::InvalidArg).zip(text(ContextKind::SuggestedArg));
    let far = near.is_some_and(|(given, like)| crate::error::nearest(&given, [like.as_str()]).is_none());
    let tip = rendered.lines().find_map(|line| line.trim().strip_prefix("tip: ")).filter(|_| !far);
    told.hint(tip.map_or_else(|| fix(error.kind(), &rendered), str::to_owned))
}

/// What was meant by a whole command or a question in place of a command.
fn quoted(text: &str) -> Option<String> {
    let command = text.split_whitespace().next().filter(|word| *word != text);
    match command {
        Some("coin" | "dice" | "hand" | "eval" | "run" | "verify" | "converge" | "quiz" | "help") => {
            Some(format!("without quotation marks: `prob {text}`"))
        }
        _ => text
            .contains([' ', '(', '='])
            .then(|| format!("a question stands behind `-e`: `prob -e '{text}'`")),
    }
}

/// The fix for what clap gives no tip for; the help is that of the command of which the usage is shown.
fn fix(kind: Said, rendered: &str) -> String {
    match kind {
        Said::ArgumentConflict => "give only one of them".to_owned(),
        Said::TooManyValues => "leave the value out".to_owned(),
        Said::InvalidSubcommand => "the commands are coin, dice, hand, eval, run, verify, converge, quiz, help, completions and man; a question stands behind `-e`".to_owned(),
        _ => {
            let usage = rendered.lines().find_map(|line| line.strip_prefix("Usage: prob "));
            let command = usage.and_then(|usage| usage.split_whitespace().next());
            match command.filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())) {
                Some(command) => format!("see `prob {command} --help`"),
                None => "see `prob --help`".to_owned(),
            }
        }
    }
}

/// A text with its end left out when it is very long.
fn abridged(text: &str) -> String {
    const LONGEST: usize = 200;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain("…".chars()).collect()
}
