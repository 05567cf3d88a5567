//! The command line of `prob`: read the arguments, do what they say, and end with the exit code that says how it went.
#![forbid(unsafe_code)]

use prob::cli::{self, Arguments, End};
use std::process::ExitCode;

fn main() -> ExitCode {
    let ended = Arguments::read(std::env::args_os()).and_then(|arguments| cli::run(&arguments));
    ended.map_or_else(End::code, |()| ExitCode::SUCCESS)
}
