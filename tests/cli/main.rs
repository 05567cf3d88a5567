//! The program as its users run it: what it prints, where, and how it ends.

mod answers;
mod chinese;
mod formats;
mod limits;
mod lists;
mod mistakes;
mod pages;
mod progress;
mod prompt;
mod quiz;
mod signals;
mod verify;

use std::io::Write;
use std::process::{Command, Stdio};

/// The program with these arguments, in an environment that says nothing of languages and colours.
pub fn prob(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_prob"));
    command.args(arguments).stdin(Stdio::null());
    for name in ["LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANG", "NO_COLOR", "TERM"] {
        command.env_remove(name);
    }
    command
}

/// What a run printed, and its exit code.
pub struct Run {
    pub out: String,
    pub err: String,
    pub code: Option<i32>,
}

pub fn run(arguments: &[&str]) -> Run {
    finish(&mut prob(arguments))
}

pub fn finish(command: &mut Command) -> Run {
    let output = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
}

/// The program with this text coming through the pipe.
pub fn piped(arguments: &[&str], text: &str) -> Run {
    let mut command = prob(arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
}

/// What a run that must succeed printed.
pub fn answer(arguments: &[&str]) -> String {
    let run = run(arguments);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{arguments:?}");
    run.out
}

/// The exact value of a question, as JSON tells it.
pub fn exact(arguments: &[&str]) -> String {
    let object: serde_json::Value =
        serde_json::from_str(&answer(&[arguments, &["--format", "json"]].concat())).unwrap();
    let part = |name: &str| object["exact"][name].as_str().unwrap_or_else(|| panic!("{object}")).to_owned();
    format!("{}/{}", part("numerator"), part("denominator"))
}
