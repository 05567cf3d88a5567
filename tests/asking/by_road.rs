//! A program whose last question is answered by a number, on a road of our choice and without trials.

use num_rational::BigRational;
use prob::answer::Reply;
use prob::session::{Session, Settings};
use prob::solve::Choice;

/// The number.
pub fn ask_by(program: &str, choice: Choice) -> BigRational {
    let settings = Settings { trials: 0, explain: false, choice, ..Settings::default() };
    let replies =
        Session { settings, ..Session::default() }.ask(program).unwrap_or_else(|e| panic!("{program}: {e}"));
    let Some(Reply::Answer(answer)) = replies.last().map(Reply::plain) else { panic!("{program}") };
    answer.value.number().unwrap_or_else(|| panic!("{program}: no number"))
}
