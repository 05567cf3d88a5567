//! A program whose last question is answered by a number, exactly and without trials.

use num_rational::BigRational;
use prob::answer::Reply;
use prob::session::{Session, Settings};

/// The number, or why there is none.
pub fn answered(program: &str) -> Result<BigRational, prob::Error> {
    let settings = Settings { trials: 0, explain: false, ..Settings::default() };
    let replies = Session { settings, ..Session::default() }.ask(program)?;
    let Some(Reply::Answer(answer)) = replies.last().map(Reply::plain) else { panic!("{program}") };
    Ok(answer.value.number().unwrap_or_else(|| panic!("{program}: no number")))
}

/// The number.
pub fn ask(program: &str) -> BigRational {
    answered(program).unwrap_or_else(|error| panic!("{program}: {error}"))
}
