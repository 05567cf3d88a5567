//! What would be answered otherwise than it was meant is refused, and what is offered instead answers it.

use prob::Error;
use prob::answer::Reply;
use prob::session::{Session, Settings};

mod habits;
mod refused;

/// What is written, the piece that is marked, what is said of it; what is offered, as it is then typed, and its answer.
pub type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

fn asked(text: &str) -> Result<Vec<Reply>, Error> {
    let settings = Settings { trials: 0, ..Settings::default() };
    Session { settings, ..Session::default() }.ask(text)
}

/// The piece of a text that an error marks.
fn marked(text: &str, error: &Error) -> String {
    let span = error.span().unwrap_or_else(|| panic!("{text}: {error}"));
    text.chars().skip(span.start).take(span.end - span.start).collect()
}

#[test]
fn what_is_offered_instead_answers_the_question() {
    let mut others = Vec::new();
    for (text, piece, said, mended, value) in refused::REFUSED.into_iter().chain(habits::HABITS) {
        let error = asked(text).expect_err(text);
        let offered = mended.split('`').nth(1).unwrap_or_else(|| panic!("{mended} offers nothing"));
        let fix = error.fix().unwrap_or_default();
        if marked(text, &error) != piece || !error.message().contains(said) || !fix.contains(offered) {
            others.push(format!("{text}\n    marked `{}`: {error}", marked(text, &error)));
            continue;
        }
        let typed = mended.replace('`', "");
        let replies = asked(&typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
        let Some(Reply::Answer(answer)) = replies.last() else { panic!("{typed} is no question") };
        let line = answer.to_string();
        let shown = line.lines().next().unwrap_or_default().split(" = ").skip(1);
        if !shown.into_iter().any(|shown| shown.split(' ').next() == Some(value)) {
            others.push(format!("{typed}\n    {line}"));
        }
    }
    assert!(others.is_empty(), "{}", others.join("\n"));
}
