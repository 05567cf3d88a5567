//! What is shown dimly behind the cursor while a line is typed: its exact answer, or how the function at hand is called.

use super::Helper;
use crate::answer::{Exact, Reply};
use crate::budget::Budget;
use crate::cli::repl::aside::{Aside, Lost};
use crate::cli::repl::command;
use crate::cli::repl::conversation::{Conversation, said};
use crate::language::ast::{Act, Verb};
use crate::language::{is_unfinished, missing_brackets, parse, signature};
use crate::number::{decimal, decimal_sqrt, parse_number};
use crate::render::{View, figure};
use crate::session::ask::Replies;
use crate::session::{Session, Settings};
use num_rational::BigRational;
use rustyline::Context;
use rustyline::hint::{Hint, Hinter};
use std::cell::RefCell;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// What an answer behind the cursor may cost.
const TIME: Duration = Duration::from_millis(5);

/// A line that took longer than this gets no answers while it is typed on.
const TOO_SLOW: Duration = Duration::from_millis(40);

/// The memory that an answer behind the cursor may hold.
const MEMORY: u64 = 1 << 26;

/// The longest fraction that is shown.
const LONGEST: usize = 24;

/// The significant digits that are shown.
const DIGITS: usize = 6;

/// The names and settings as they were when the line was begun.
pub(super) struct Known {
    pub(super) session: Session,
    view: View,
    /// The beginning of a line that took too long.
    slow: RefCell<Option<String>>,
    /// What was still going on when it was no longer waited for.
    busy: RefCell<Option<Aside<Option<String>>>>,
}

impl Known {
    /// The names of a conversation, with settings under which an answer costs next to nothing.
    pub(super) fn of(conversation: &Conversation) -> Self {
        let settings = Settings {
            seed: conversation.session.settings.seed,
            trials: 0,
            explain: false,
            budget: Budget::new(TIME, MEMORY),
            threads: 1,
            ..conversation.session.settings.clone()
        };
        let session = Session { settings, ..conversation.session.clone() };
        Self { session, view: conversation.view, slow: RefCell::default(), busy: RefCell::default() }
    }

    /// What a line is worth, as far as that can be said at once.
    fn worth(&self, text: &str) -> Option<String> {
        if self.slow.borrow().as_ref().is_some_and(|slow| text.starts_with(slow)) {
            return None;
        }
        // What has not come to its end is waited for, so that there are never two of them.
        if self.busy.borrow().as_ref().is_some_and(|aside| matches!(aside.within(Duration::ZERO), Ok(None))) {
            return None;
        }
        let mut session = self.session.clone();
        session.settings.budget = Budget::new(TIME, MEMORY);
        let stop = session.settings.budget.cancel_flag();
        let (view, asked) = (self.view, text.to_owned());
        let aside = Aside::begin(move || answer(session, &view, &asked))?;
        match aside.within(TOO_SLOW) {
            Ok(Some(worth)) => return worth,
            Ok(None) => {
                stop.store(true, Ordering::Relaxed);
                *self.slow.borrow_mut() = Some(text.to_owned());
                *self.busy.borrow_mut() = Some(aside);
            }
            Err(Lost) => *self.slow.borrow_mut() = Some(text.to_owned()),
        }
        None
    }
}

/// What a text is worth.
fn answer(mut session: Session, view: &View, text: &str) -> Option<String> {
    let mut program = parse(text).ok()?;
    let mut named = None;
    match &mut program.statements.last_mut()?.node {
        Act::Ask(ask) => match ask.verb {
            // The value is the same whatever is made of it.
            Verb::Answer | Verb::Explain | Verb::Verify => ask.verb = Verb::Answer,
            Verb::Check => {}
            _ => return None,
        },
        Act::Roll { names, .. } => named = names.first().map(|name| name.text.clone()),
        _ => return None,
    }
    let mut replies = Replies::default();
    session.run(&program, &mut replies);
    if !replies.errors.is_empty() {
        return None;
    }
    if let Some(name) = named {
        let size = session.ask(&format!("N({name})")).ok()?;
        let outcomes = in_brief(size.last()?, view)?;
        return Some(said(view.language, format!("{outcomes} outcomes"), format!("{outcomes} 个结果")));
    }
    in_brief(replies.replies.last()?, view).map(|value| format!("= {value}"))
}

/// A reply in a few characters.
fn in_brief(reply: &Reply, view: &View) -> Option<String> {
    let Reply::Answer(answer) = reply.plain() else { return None };
    let about = if view.unicode { "≈" } else { "~" };
    match &answer.value {
        Exact::Probability(number) | Exact::Number(number) => Some(brief(number, about)),
        Exact::Count(count) => Some(brief(&BigRational::from_integer(count.clone().into()), about)),
        Exact::Root { square, negative } => {
            let sign = if *negative { "-" } else { "" };
            Some(format!("{about} {sign}{}", decimal_sqrt(square, DIGITS)?))
        }
        Exact::Truth { truth, .. } => Some(truth.to_string()),
        Exact::Values(values) => {
            let shown = values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            (!shown.is_empty() && shown.chars().count() <= 2 * LONGEST).then_some(shown)
        }
        Exact::Distribution(law) => {
            let values = law.len();
            Some(said(view.language, format!("{values} values"), format!("{values} 个取值")))
        }
    }
}

/// A number in a few characters.
fn brief(number: &BigRational, about: &str) -> String {
    let short = decimal(number, DIGITS);
    match figure::fraction(number, LONGEST) {
        Some(fraction) if number.is_integer() => fraction,
        Some(fraction) => {
            let exact = parse_number(&short).is_ok_and(|read| read == *number);
            format!("{fraction} {} {short}", if exact { "=" } else { about })
        }
        None => format!("{about} {short}"),
    }
}

/// A text behind the cursor, of which the first few characters may be taken over.
pub(super) struct Behind {
    shown: String,
    taken: Option<String>,
}

impl Hint for Behind {
    fn display(&self) -> &str {
        &self.shown
    }

    fn completion(&self) -> Option<&str> {
        self.taken.as_deref()
    }
}

impl Hinter for Helper {
    type Hint = Behind;

    fn hint(&self, line: &str, at: usize, _: &Context<'_>) -> Option<Behind> {
        if at < line.len() || line.trim().is_empty() {
            return None;
        }
        if line.trim_start().starts_with(':') {
            return usage(line);
        }
        let known = &self.conversation;
        // What is left open is closed for a look at what it would be worth.
        let closing = missing_brackets(line);
        if closing.is_some() || !is_unfinished(line) {
            let closing = closing.unwrap_or_default();
            if let Some(worth) = known.worth(&format!("{line}{closing}")) {
                let taken = (!closing.is_empty()).then(|| closing.clone());
                return Some(Behind { shown: format!("{closing}  {worth}"), taken });
            }
        }
        let signature = signature(line, line.chars().count(), &known.session.scope)?;
        Some(Behind { shown: format!("  {signature}"), taken: None })
    }
}

/// What follows a command.
fn usage(line: &str) -> Option<Behind> {
    let name = line.trim_start().trim_start_matches(':');
    if name.contains(char::is_whitespace) {
        return None;
    }
    let command = command::find(name).ok()?;
    let rest = command.name.strip_prefix(name)?;
    let taken = (!rest.is_empty()).then(|| rest.to_owned());
    let shown = format!("{rest} {}", command.argument);
    Some(Behind { shown: shown.trim_end().to_owned(), taken })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    fn known(program: &str) -> Known {
        let settings =
            Settings { trials: 0, explain: false, budget: Budget::new(TIME, MEMORY), ..Settings::default() };
        let mut session = Session { settings, replaces: true, ..Session::default() };
        assert!(session.ask_all(program).errors.is_empty());
        Known { session, view: View::default(), slow: RefCell::default(), busy: RefCell::default() }
    }

    #[test]
    fn a_line_is_worth_its_exact_answer() {
        let known = known("X ~ 2d6; n := 4");
        let worth = |text: &str| known.worth(text).unwrap_or_default();
        assert_eq!(worth("P(X = 7)"), "= 1/6 ≈ 0.166667");
        assert_eq!(worth("n^2 / 32"), "= 1/2 = 0.5");
        assert_eq!(worth("N(X)"), "= 36");
        assert_eq!(worth("SD(X)"), "≈ 2.41523".replace('≈', "= ≈"));
        assert_eq!(worth("P(X = 7) > 1/7"), "= true");
        assert_eq!(worth("median(X)"), "= 7");
        assert_eq!(worth("dist(X)"), "= 11 values");
        assert_eq!(worth("Y ~ 3d6"), "216 outcomes");
        assert_eq!(worth("verify P(X = 7)"), "= 1/6 ≈ 0.166667");
    }

    #[test]
    fn what_cannot_be_said_at_once_is_not_said() {
        let known = known("");
        for text in [
            "",
            "P(2d6 = ",
            "simulate P(2d6 = 7)",
            "list 2d6",
            "A := 3",
            "P(x = 7)",
            "P(sum(100d6) = product(100d6))",
        ] {
            let started = Instant::now();
            assert_eq!(known.worth(text), None, "{text}");
            assert!(started.elapsed() < Duration::from_secs(2), "{text}");
        }
    }

    #[test]
    fn names_stay_as_they_are_while_a_line_is_typed() {
        let known = known("X ~ 2d6");
        let _ = known.worth("X ~ d4; P(X = 4)");
        assert_eq!(known.worth("P(X = 7)").as_deref(), Some("= 1/6 ≈ 0.166667"));
    }

    #[test]
    fn a_command_shows_its_argument() {
        let shown = |line: &str| usage(line).map(|hint| (hint.shown, hint.taken));
        assert_eq!(shown(":se"), Some(("ed N".to_owned(), Some("ed".to_owned()))));
        assert_eq!(shown(":see"), Some(("d N".to_owned(), Some("d".to_owned()))));
        assert_eq!(shown(":quit"), Some((String::new(), None)));
        assert_eq!(shown(":load x"), None);
    }
}
