//! Questions to the session, and its answers to standard output.

use crate::cli::args::Options;
use crate::cli::end::End;
use crate::cli::output::{Output, Stream};
use crate::error::Error;
use crate::question::Question;
use crate::render::{View, renderer};
use crate::session::Session;
use crate::session::check::convicts;
use std::sync::atomic::Ordering;

/// Asks the questions, and writes the answers only when all of them are there.
pub(super) fn answer(
    options: &Options,
    questions: impl FnOnce() -> Result<Vec<Question>, Error>,
) -> Result<(), End> {
    let session = Session { settings: options.settings(), ..Session::default() };
    obey_interrupts(&session);
    let failed = |error| End::Error(error, options.spoken());
    let questions = questions().map_err(failed)?;
    let answers = questions
        .iter()
        .map(|question| session.answer(question))
        .collect::<Result<Vec<_>, Error>>()
        .map_err(failed)?;
    let mut output = Output::new(Stream::Out, options.spoken().color);
    let mut renderer = renderer(View { several: answers.len() > 1, ..options.view() });
    for answer in &answers {
        renderer.answer(answer, &mut output.sheet())?;
    }
    output.finish()?;
    if answers.iter().any(|answer| convicts(answer.check.as_ref())) {
        return Err(End::Disagreement);
    }
    Ok(())
}

/// Lets Ctrl-C stop the question and the writing; a second one ends the program at once.
pub(super) fn obey_interrupts(session: &Session) {
    let flag = session.settings.budget.cancel_flag();
    Output::stop_at(flag.clone());
    // Where no handler can be set, Ctrl-C ends the program by itself.
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
}
