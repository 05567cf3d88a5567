//! What is said at the prompt, and what is answered.

use crate::answer::Reply;
use crate::budget::Budget;
use crate::cli::end::{self, End};
use crate::cli::options::Options;
use crate::cli::output::{Output, Stream};
use crate::cli::progress::Progress;
use crate::cli::repl::aside::{Aside, Lost};
use crate::cli::repl::command;
use crate::cli::spoken::Spoken;
use crate::error::{Error, ErrorKind};
use crate::help::Language;
use crate::language::ast::Act;
use crate::language::parse;
use crate::render::markup::{Line, Tone};
use crate::render::{View, renderer};
use crate::session::ask::{Replies, lines_before};
use crate::session::check::convicts;
use crate::session::names::Changed;
use crate::session::{CHOSEN, Session};
use std::borrow::Cow;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How often it is looked whether Ctrl-C has been pressed.
const LOOK: Duration = Duration::from_millis(20);

/// How long a question may go on after that.
const PATIENCE: Duration = Duration::from_millis(700);

/// Whether the conversation goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// It goes on.
    On,
    /// It is over.
    Quit,
}

/// A session with the way in which its answers are shown.
pub(super) struct Conversation {
    /// The names and settings.
    pub(super) session: Session,
    /// How answers are shown.
    pub(super) view: View,
    /// How errors are told.
    pub(super) spoken: Spoken,
    /// How many trials a check makes, when it makes any.
    pub(super) trials: u64,
    /// The questions that were answered, for saving.
    pub(super) asked: Vec<String>,
    /// How it would end if it ended now: 0, or the exit code of the first thing that went wrong.
    pub(super) status: u8,
}

impl Conversation {
    /// A conversation with these options, in which names may be given anew.
    pub(super) fn new(options: &Options) -> Self {
        let settings = options.settings();
        let trials = if settings.trials == 0 { CHOSEN } else { settings.trials };
        Self {
            session: Session { replaces: true, ..Session::of(settings) },
            view: options.view(),
            spoken: options.spoken(),
            trials,
            asked: Vec::new(),
            status: 0,
        }
    }

    /// Answers a line: a command when it begins with a colon, else a program of the question language.
    ///
    /// # Errors
    /// Those of writing.
    pub(super) fn take_in(&mut self, line: &str) -> Result<Flow, End> {
        let text = line.trim();
        if text.starts_with(':') {
            return command::run(self, text);
        }
        // What people type to get out or to get help, unless they have called something so.
        if matches!(text, "quit" | "exit" | "help") && self.session.scope.get(text).is_none() {
            return command::run(self, &format!(":{text}"));
        }
        self.ask(line, line, 0)?;
        Ok(Flow::On)
    }

    /// Asks what a piece of a text asks, `offset` characters from its beginning; whether all of it was answered.
    ///
    /// # Errors
    /// Those of writing.
    pub(super) fn ask(&mut self, piece: &str, whole: &str, offset: usize) -> Result<bool, End> {
        let Replies { replies, errors, changed } = self.answered(piece);
        self.note(piece, replies.len(), &changed);
        let mut output = Output::new(Stream::Out, self.spoken.color);
        let mut renderer = renderer(self.view);
        for reply in &replies {
            renderer.reply(reply, &mut output.sheet())?;
        }
        renderer.end(&mut output.sheet())?;
        output.finish()?;
        self.tell_changes(&changed)?;
        let disagrees =
            |reply: &Reply| matches!(reply.plain(), Reply::Answer(answer) if convicts(answer.check.as_ref()));
        if replies.iter().any(disagrees) {
            self.ended(1);
        }
        let answered = errors.is_empty();
        if !answered {
            if errors.iter().any(|error| error.kind() == ErrorKind::Interrupted) {
                // What is still to be said may be written again.
                self.session.settings.budget.cancel_flag().store(false, Ordering::Relaxed);
            }
            let errors: Vec<Error> = errors.into_iter().map(|error| moved(error, offset)).collect();
            self.ended(end::tell(&errors, Some(whole), self.spoken));
        }
        Ok(answered)
    }

    /// What the session says to a text. It is worked out aside: a question that does not listen to Ctrl-C is left to
    /// itself after a while, and the session is what it was before.
    fn answered(&mut self, text: &str) -> Replies {
        let mut session = self.session.clone();
        let budget = &self.session.settings.budget;
        session.settings.budget = Budget::new(budget.time(), budget.memory());
        let stop = session.settings.budget.cancel_flag();
        let pressed = budget.cancel_flag();
        let _watched = Progress::of(&session.settings.budget, self.view.language, self.view.unicode);
        let asked = text.to_owned();
        let Some(aside) = Aside::begin(move || {
            let replies = session.ask_all(&asked);
            (session.scope, replies)
        }) else {
            return self.session.ask_all(text);
        };
        let mut since: Option<Instant> = None;
        loop {
            match aside.within(LOOK) {
                Ok(Some((scope, replies))) => {
                    self.session.scope = scope;
                    return replies;
                }
                Ok(None) if pressed.load(Ordering::Relaxed) => {
                    stop.store(true, Ordering::Relaxed);
                    if since.get_or_insert_with(Instant::now).elapsed() > PATIENCE {
                        return failed(ErrorKind::Interrupted, "interrupted");
                    }
                }
                Ok(None) => {}
                Err(Lost) => return failed(ErrorKind::Unsupported, "this question cannot be answered"),
            }
        }
    }

    /// Tells an error that has no place in a text.
    pub(super) fn complain(&mut self, error: Error) {
        self.ended(end::tell(&[error], None, self.spoken));
    }

    /// Says something that is no answer, where it does not mix with the answers.
    ///
    /// # Errors
    /// Those of writing.
    pub(super) fn remark<'a>(&self, text: impl Into<Cow<'a, str>>) -> Result<(), End> {
        let mut output = Output::new(Stream::Error, self.spoken.color);
        output.sheet().line(&Line::new().with(Tone::Dim, text))?;
        output.finish()?;
        Ok(())
    }

    fn ended(&mut self, code: u8) {
        if self.status == 0 {
            self.status = code;
        }
    }

    /// Keeps the questions that were answered, and lets go of those whose names mean nothing any more.
    fn note(&mut self, piece: &str, answered: usize, changed: &Changed) {
        let mentions = |text: &String, name: &String| {
            text.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name)
        };
        self.asked.retain(|text| !changed.forgotten.iter().any(|name| mentions(text, name)));
        let program = parse(piece).or_else(|errors| lines_before(piece, &errors).ok_or(errors));
        let Ok(program) = program else { return };
        let questions = program.statements.iter().filter(|s| matches!(s.node, Act::Ask(_)));
        for question in questions.take(answered).map(ToString::to_string) {
            if !self.asked.contains(&question) {
                self.asked.push(question);
            }
        }
    }

    fn tell_changes(&self, changed: &Changed) -> Result<(), End> {
        let language = self.view.language;
        for name in &changed.replaced {
            self.remark(
                said(language, [format!("{name} is redefined")], [format!("{name} 已重新定义")])[0].as_str(),
            )?;
        }
        for name in &changed.forgotten {
            let english = format!("{name} is forgotten: what it was made of has changed");
            self.remark(
                said(language, [english], [format!("{name} 已失效：它所依据的定义已改变")])[0].as_str(),
            )?;
        }
        Ok(())
    }
}

/// Nothing but an error.
fn failed(kind: ErrorKind, message: &str) -> Replies {
    Replies { errors: vec![Error::new(kind, message)], ..Replies::default() }
}

/// An error in a piece of a text as one in the text.
fn moved(error: Error, offset: usize) -> Error {
    match error.span() {
        Some(mut span) => {
            span.start += offset;
            span.end += offset;
            error.at(span)
        }
        None => error,
    }
}

/// What is said in the user's language.
pub(super) fn said<T>(language: Language, english: T, chinese: T) -> T {
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}
