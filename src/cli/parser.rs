//! Arguments are read: by the parser of a single command where that is enough, for clap copies the options of every command
//! into each command that it knows, which takes longer than most answers.

mod mistake;

use crate::cli::args::Arguments;
use crate::cli::coin::Coin;
use crate::cli::dice::Dice;
use crate::cli::end::End;
use crate::cli::eval::{Eval, Run};
use crate::cli::hand::Hand;
use crate::cli::options::{Front, MARK};
use crate::cli::spoken::spoken;
use clap::error::ErrorKind;
use clap::{Args, Command, FromArgMatches, Parser};
use mistake::readable;
use std::ffi::OsString;

impl Arguments {
    /// The arguments as the user wrote them, the program's name first.
    ///
    /// # Errors
    /// [`End::Said`] when help or the version is asked for, [`End::Error`] for arguments that cannot be read.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, End> {
        let arguments: Vec<OsString> = arguments.into_iter().collect();
        let command = arguments.iter().position(|argument| argument == "eval").unwrap_or(arguments.len());
        let marked = arguments.iter().enumerate().map(|(i, argument)| match i > command {
            true => marked(argument),
            false => argument.clone(),
        });
        let marked: Vec<OsString> = marked.collect();
        if let Some(read) = single(&marked) {
            return Ok(read);
        }
        Self::try_parse_from(marked).map_err(|error| {
            let spoken = spoken(&arguments);
            match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => End::Said(Box::new(error), spoken),
                _ => End::Error(readable(&error), spoken),
            }
        })
    }
}

/// The argument, marked where it begins like `-2^2`, `-(1/2)` or `-C(5,2)`: no option does.
fn marked(argument: &OsString) -> OsString {
    let is_formula = argument.to_str().and_then(|text| text.strip_prefix('-')).is_some_and(|rest| {
        let is_number = rest.parse::<f64>().is_ok() && !rest.starts_with('.');
        let begins = rest.starts_with(|c: char| c.is_ascii_digit() || c == '(' || c == '.');
        !is_number && (begins || rest.starts_with(char::is_alphabetic) && rest.contains('('))
    });
    let mut marked = OsString::from(if is_formula { MARK.to_string() } else { String::new() });
    marked.push(argument);
    marked
}

/// The arguments, where they are those of one command that answers questions, and without a mistake. In all other cases
/// the parser that knows all commands says what they are: what this one takes, that one takes in the same way.
fn single(arguments: &[OsString]) -> Option<Arguments> {
    let given = || arguments.iter().skip(1).filter_map(|argument| argument.to_str());
    let front = Front::augment_args(Command::new("prob"));
    let program = match given().find_map(command) {
        Some(command) => front.subcommand(command),
        None if given().any(|argument| argument == "-e") => front,
        None => return None,
    };
    let mut matches = program.try_get_matches_from(arguments).ok()?;
    Arguments::from_arg_matches_mut(&mut matches).ok()
}

/// The command of this name, where it answers questions.
fn command(name: &str) -> Option<Command> {
    Some(match name {
        "coin" => Coin::augment_args(Command::new("coin")),
        "dice" => Dice::augment_args(Command::new("dice")),
        "hand" => Hand::augment_args(Command::new("hand")),
        "eval" => Eval::augment_args(Command::new("eval")),
        "run" => Run::augment_args(Command::new("run")),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn read(line: &str) -> (Option<Arguments>, Option<Arguments>) {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        (single(&words), Arguments::try_parse_from(words).ok())
    }

    /// The arguments without the moment at which their budget was made.
    fn shown(arguments: &Option<Arguments>) -> String {
        let text = format!("{arguments:?}");
        let (before, after) = text.split_once("started: ").unwrap();
        before.to_owned() + after.split_once('}').unwrap().1
    }

    #[test]
    fn a_single_command_is_read_as_among_all_commands() {
        for line in [
            "prob eval P(2d6=7) --no-check",
            "prob --lang zh --digits 5 dice 3d6 --sum >=10",
            "prob coin --flips 5 --heads 3 --seed 4",
            "prob hand --draw 5 --format json",
            "prob run file.prob --budget 2m",
            "prob -e P(2d6=7) -e 2 --explain full",
            "prob eval eval dice",
        ] {
            let (alone, among) = read(line);
            assert!(alone.is_some(), "{line}");
            assert_eq!(shown(&alone), shown(&among), "{line}");
        }
    }

    #[test]
    fn what_is_no_single_command_is_left_to_the_whole_parser() {
        for line in [
            "prob",
            "prob --version",
            "prob eval --help",
            "prob help eval",
            "prob verify eval",
            "prob --seed eval coin",
            "prob eval",
            "prob dice 2d6 --sume 7",
            "prob eval 1 --digits none",
        ] {
            assert!(read(line).0.is_none(), "{line}");
        }
    }

    #[test]
    fn the_commands_have_the_same_arguments() {
        let ids = |command: &Command| command.get_arguments().map(|a| a.get_id().clone()).collect::<Vec<_>>();
        let whole = Arguments::command();
        for name in ["coin", "dice", "hand", "eval", "run"] {
            let among = whole.find_subcommand(name).unwrap();
            assert_eq!(ids(&command(name).unwrap()), ids(among), "{name}");
        }
    }
}
