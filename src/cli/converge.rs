//! `prob converge`: how the estimate of the trials comes closer to the exact value.

use crate::cli::ask::obey_interrupts;
use crate::cli::end::End;
use crate::cli::options::{MARK, Options};
use crate::cli::output::{Output, Stream};
use crate::cli::progress::Progress;
use crate::render::convergence;
use crate::session::Session;

/// Show how the estimate of the trials comes closer to the exact value
#[derive(Clone, Debug, clap::Args)]
pub struct Converge {
    /// The question, such as 'P(2d6 = 7)'
    #[arg(value_name = "QUESTION")]
    question: String,
    /// Write the figure as SVG
    #[arg(long)]
    svg: bool,
}

impl Converge {
    /// Makes the trials, and shows what was estimated on the way.
    ///
    /// # Errors
    /// How it ended, where that is not with an answer.
    pub fn run(&self, options: &Options) -> Result<(), End> {
        let view = options.without_documents()?;
        let text = self.question.strip_prefix(MARK).unwrap_or(&self.question);
        let mut session = Session::of(options.settings());
        obey_interrupts(&session);
        let wrong = |error| End::Wrong(vec![error], text.to_owned(), options.spoken());
        let watched = Progress::of(&session.settings.budget, view.language, view.unicode);
        let reached = session.converge(text).map_err(wrong)?;
        let mut output = Output::new(Stream::Out, options.spoken().color).after(watched);
        if self.svg {
            output.sheet().raw().write_all(convergence::svg(&reached).as_bytes())?;
        } else {
            convergence::convergence(&reached, &view, &mut output.sheet())?;
        }
        output.finish()?;
        Ok(())
    }
}
