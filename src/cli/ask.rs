//! Questions to the session, and its answers to standard output.

use crate::cli::end::{End, INTERRUPTED};
use crate::cli::options::Options;
use crate::cli::output::{Output, Stream};
use crate::cli::progress::Progress;
use crate::error::Error;
use crate::question::Question;
use crate::render::{View, renderer};
use crate::session::check::convicts;
use crate::session::{CHOSEN, Session};
use signal_hook::consts::SIGINT;
use signal_hook::flag;

/// Asks the questions, and writes the answers only when all of them are there.
pub(super) fn answer(
    options: &Options,
    questions: impl FnOnce() -> Result<Vec<Question>, Error>,
) -> Result<(), End> {
    let session = Session::of(options.settings());
    obey_interrupts(&session);
    let failed = |error| End::Error(error, options.spoken());
    affordable(&session).map_err(failed)?;
    let questions = questions().map_err(failed)?;
    let view = options.view();
    let watched = Progress::of(&session.settings.budget, view.language, view.unicode);
    let answers = questions
        .iter()
        .map(|question| session.answer(question))
        .collect::<Result<Vec<_>, Error>>()
        .map_err(failed)?;
    let mut output = Output::new(Stream::Out, options.spoken().color).after(watched);
    let mut renderer = renderer(View { several: answers.len() > 1, ..view });
    for answer in &answers {
        renderer.answer(answer, &mut output.sheet())?;
    }
    renderer.end(&mut output.sheet())?;
    output.finish()?;
    if answers.iter().any(|answer| convicts(answer.check.as_ref())) {
        return Err(End::Disagreement);
    }
    Ok(())
}

/// Refuses more trials than the budget has time for, before any is made.
fn affordable(session: &Session) -> Result<(), Error> {
    /// Word operations that the cheapest trial takes.
    const A_TRIAL: u128 = 5;
    let trials = session.settings.trials;
    if trials == CHOSEN {
        return Ok(());
    }
    session.settings.budget.afford(u128::from(trials) * A_TRIAL, 0).map_err(|error| {
        let why = error.message().rsplit(": ").next().unwrap_or_default().to_owned();
        Error::new(error.kind(), format!("--trials {trials}: too many trials: {why}"))
            .hint("make fewer, or allow a larger `--budget`")
    })
}

/// Lets Ctrl-C stop the question and the writing; a second one ends the program at once.
pub(super) fn obey_interrupts(session: &Session) {
    let stop = session.settings.budget.cancel_flag();
    Output::stop_at(stop.clone());
    // What is registered first is done first: only the second Ctrl-C finds the flag set. Where nothing can be
    // registered, Ctrl-C ends the program by itself.
    let _ = flag::register_conditional_shutdown(SIGINT, INTERRUPTED.into(), stop.clone())
        .and_then(|_| flag::register(SIGINT, stop));
}
