//! `prob verify`: a file of questions and the answers that are expected.

use crate::cli::ask::obey_interrupts;
use crate::cli::end::{End, tell};
use crate::cli::eval::text_given;
use crate::cli::options::Options;
use crate::cli::output::{Output, Stream};
use crate::cli::progress::Progress;
use crate::error::Span;
use crate::render::expected;
use crate::session::Session;

/// Hold a file of `question = answer` lines against the exact answers, the list of all outcomes, and trials
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Lines are `question = answer`, such as `P(2d6 = 7) = 1/6`, or `question ≈ decimal`
where the answer is rounded; names given in other lines stay known, and `#`
begins a comment. Exit status: 0 when every line holds, 1 when one does not or
the trials disagree, 2 when one cannot be read.")]
pub struct Verify {
    /// The file; `-`, or none, is standard input
    #[arg(value_name = "FILE")]
    file: Option<std::path::PathBuf>,
}

impl Verify {
    /// Says of each line whether it holds.
    ///
    /// # Errors
    /// How it ended, where not every line holds.
    pub fn run(&self, options: &Options) -> Result<(), End> {
        let text = text_given(self.file.as_deref(), options)?;
        let mut session = Session::of(options.settings());
        session.settings.explain = false;
        obey_interrupts(&session);
        let view = options.without_documents()?;
        let (mut holding, mut all, mut wrong) = (0, 0, None);
        let mut output = Output::new(Stream::Out, options.spoken().color);
        // How many characters stand before the line.
        let mut before = 0;
        for line in text.split('\n') {
            let start = before;
            before += line.chars().count() + 1;
            let watched = Progress::of(&session.settings.budget, view.language, view.unicode);
            let expected = session.expect(line.trim_end_matches('\r'));
            drop(watched);
            match expected {
                Ok(None) => {}
                Ok(Some(found)) => {
                    all += 1;
                    holding += usize::from(found.holds());
                    expected::line(&found, &view, &mut output.sheet())?;
                }
                Err(error) => {
                    all += 1;
                    // Told at its place in the whole text.
                    let span = error.span().map(|span| Span::new(start + span.start, start + span.end));
                    let error = match span {
                        Some(span) => error.at(span),
                        None => error,
                    };
                    let code = tell(&[error], Some(&text), options.spoken());
                    wrong.get_or_insert(code);
                }
            }
        }
        expected::summary(holding, all, &view, &mut output.sheet())?;
        output.finish()?;
        match wrong {
            Some(code) => Err(End::Told(code)),
            None if holding < all => Err(End::Disagreement),
            None => Ok(()),
        }
    }
}
