//! Completion with the tabulator.

use super::Helper;
use crate::budget::Budget;
use crate::cli::repl::command::COMMANDS;
use crate::language::{self, ast, reference};
use rustyline::Context;
use rustyline::completion::{Completer, FilenameCompleter, Pair};
use std::time::Duration;

/// What reading the names of a line may cost.
const TIME: Duration = Duration::from_millis(100);

/// More candidates than this are not listed.
const MOST: usize = 500;

impl Completer for Helper {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        at: usize,
        context: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let before = line.get(..at).unwrap_or(line);
        if before.trim_start().starts_with(':') {
            return command(line, before, at, context);
        }
        let place = before.chars().count();
        let found =
            language::complete(line, place, &self.conversation.session.scope, &Budget::new(TIME, 1 << 26));
        let start = line.char_indices().nth(found.start).map_or(line.len(), |(byte, _)| byte);
        let pairs = found.candidates.into_iter().take(MOST);
        Ok((start, pairs.map(|c| Pair { display: c.shown, replacement: c.text }).collect()))
    }
}

/// The commands, and what may follow them.
fn command(
    line: &str,
    before: &str,
    at: usize,
    context: &Context<'_>,
) -> rustyline::Result<(usize, Vec<Pair>)> {
    let start = before.rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let word = &before[start..];
    let pair = |text: &str, shown: String| Pair { display: shown, replacement: text.to_owned() };
    let offered: Vec<Pair> = match before.split_whitespace().next().map(|name| name.trim_start_matches(':')) {
        _ if word.starts_with(':') && before.trim_start() == word => {
            let shown = |c: &crate::cli::repl::command::Command| format!(":{} {}", c.name, c.argument);
            COMMANDS.iter().map(|c| pair(&format!(":{}", c.name), shown(c).trim_end().to_owned())).collect()
        }
        Some("help") => {
            let names = reference::entries().map(|entry| pair(entry.name, entry.name.to_owned()));
            let pages = crate::help::pages().iter().map(|page| pair(page.slug(), page.slug().to_owned()));
            names.chain(pages).collect()
        }
        Some("explain") => ["on", "off", "full"].map(|text| pair(text, text.to_owned())).to_vec(),
        Some("check") => ["on", "off"].map(|text| pair(text, text.to_owned())).to_vec(),
        Some("format") => {
            let formats = ast::Format::ALL.iter().map(|format| format.text());
            std::iter::once("text").chain(formats).map(|text| pair(text, text.to_owned())).collect()
        }
        Some("save" | "load") => return FilenameCompleter::new().complete(line, at, context),
        _ => Vec::new(),
    };
    let mut seen = std::collections::HashSet::new();
    let fits = |pair: &Pair| pair.replacement.starts_with(word) && seen.insert(pair.replacement.clone());
    Ok((start, offered.into_iter().filter(fits_once(fits)).collect()))
}

/// A filter that may remember.
fn fits_once(mut fits: impl FnMut(&Pair) -> bool) -> impl FnMut(&Pair) -> bool {
    move |pair| fits(pair)
}
