//! Asking in the question language: a program is read statement by statement, and each question is answered.

mod sweep;

use crate::answer::{Answer, Exact, Method, Reply, Road};
use crate::error::{Error, ErrorKind, Span};
use crate::explain::arithmetic;
use crate::language::ast::{self, Act, Ask, Goal, Measure, Node, Query, Verb};
use crate::language::check::measure::placed;
use crate::language::check::program::{self, Asking};
use crate::language::{parse, parse_knowing, print_expression};
use crate::model::{Model, Value};
use crate::session::names::{self, Changed};
use crate::session::{Session, estimate, form, judged, list, roots};
use std::time::Duration;

/// The word operations that a part of a value may be estimated to take when it is worked out once more for its
/// derivation.
pub(super) const WORK: u128 = 4_000_000;

/// What a text gave: the replies in order, and what went wrong, if anything did.
#[derive(Debug, Default)]
pub struct Replies {
    /// The replies of the statements before the first mistake.
    pub replies: Vec<Reply>,
    /// The mistakes.
    pub errors: Vec<Error>,
    /// Names whose meaning has changed.
    pub changed: Changed,
}

impl Session {
    /// Asks everything that a text asks. Names stay known in this session.
    ///
    /// # Examples
    /// ```
    /// use prob::session::Session;
    /// let mut session = Session::default();
    /// let answers = session.ask("X ~ 2d6; P(X = 7)")?;
    /// assert!(matches!(&answers[0], prob::answer::Reply::Answer(a) if a.value == prob::answer::Exact::Probability(num_rational::BigRational::new(1.into(), 6.into()))));
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first mistake of the text, or the first question that cannot be answered.
    pub fn ask(&mut self, text: &str) -> Result<Vec<Reply>, Error> {
        let mut asked = self.ask_all(text);
        if asked.errors.is_empty() { Ok(asked.replies) } else { Err(asked.errors.swap_remove(0)) }
    }

    /// Asks everything that a text asks, and gives back what was answered before a mistake as well.
    ///
    /// # Examples
    /// ```
    /// use prob::session::Session;
    /// let replies = Session::default().ask_all("P(2d6 = 7)\nP(2d6 =)");
    /// assert_eq!((replies.replies.len(), replies.errors.len()), (1, 1));
    /// ```
    pub fn ask_all(&mut self, text: &str) -> Replies {
        let mut replies = Replies::default();
        let program = parse_knowing(text, &self.scope.outcomes().collect::<Vec<_>>());
        match program {
            Ok(program) => self.run(&program, &mut replies),
            Err(errors) => {
                if let Some(program) = lines_before(text, &errors) {
                    self.run(&program, &mut replies);
                }
                if replies.errors.is_empty() {
                    replies.errors = errors;
                }
            }
        }
        replies
    }

    /// Does what the statements of a program say, up to the first that cannot be done.
    pub(crate) fn run(&mut self, program: &ast::Program, replies: &mut Replies) {
        self.scope.choice = self.settings.choice;
        for statement in &program.statements {
            let result = match &statement.node {
                Act::Ask(ask) => self.reply(ask, statement.span).map(|reply| replies.replies.push(reply)),
                _ => {
                    let budget = self.settings.budget.restarted();
                    names::give(&mut self.scope, statement, &budget, self.replaces).map(|changed| {
                        replies.changed.replaced.extend(changed.replaced);
                        replies.changed.forgotten.extend(changed.forgotten);
                    })
                }
            };
            if let Err(error) = result {
                replies.errors.push(error);
                break;
            }
        }
    }

    fn reply(&mut self, ask: &Ask, span: Span) -> Result<Reply, Error> {
        form::formed(self.unformed(ask, span)?, ask)
    }

    /// The reply before anything is said about its form.
    fn unformed(&mut self, ask: &Ask, span: Span) -> Result<Reply, Error> {
        match (ask.verb, ask.queries.as_slice()) {
            (Verb::Check, [Query::Value(formula), Query::Value(query)]) => {
                judged::judged(self, formula, query)
            }
            (Verb::Compare, queries) => self.compared(queries),
            (Verb::List, [Query::Value(query)]) => list::list(self, query),
            (Verb::Tree, [Query::Value(query)]) => list::tree(self, query),
            (Verb::Simulate, [Query::Value(query)]) => {
                let text = self.text_of(query);
                estimate::simulate(self, query, text)
            }
            (Verb::Plot, [Query::Value(query)]) => self.plotted(query),
            (verb, [Query::Value(query)]) => self.answered(verb, query),
            (Verb::Answer | Verb::Plot, [Query::Sweep { binding, questions }]) => {
                self.sweep(binding, questions)
            }
            (Verb::Answer, [Query::Search { goal: Goal::Solve, binding, condition }]) => {
                roots::solve(self, binding, condition)
            }
            (Verb::Answer, [Query::Search { goal, binding, condition }]) => {
                self.search(*goal, binding, condition)
            }
            (verb, _) => {
                let message = format!("`{}` takes one question", verb.text());
                Err(Error::new(ErrorKind::Unsupported, message).hint("leave the verb out").at(span))
            }
        }
    }

    /// The answer to a query whose chart is wanted: a distribution, or an outcome's.
    fn plotted(&mut self, query: &ast::Expr) -> Result<Reply, Error> {
        match &query.node {
            Node::Measure { measure: Measure::Distribution, .. } => self.answered(Verb::Plot, query),
            Node::Measure { .. } => Err(Error::new(ErrorKind::Kind, "one number makes no chart")
                .hint("plot a distribution, `plot dist(X)`, or a sweep, `plot for n in 1..10: …`")
                .at(query.span)),
            _ => {
                let args = vec![query.clone()];
                let measure = Measure::Distribution;
                let node = Node::Measure { measure, over: Vec::new(), args, given: Vec::new() };
                self.answered(Verb::Plot, &ast::Expr::new(node, query.span))
            }
        }
    }

    /// The answer to one query.
    fn answered(&mut self, verb: Verb, query: &ast::Expr) -> Result<Reply, Error> {
        let budget = self.settings.budget.restarted();
        let text = self.text_of(query);
        self.scope.summed.clear();
        match program::read(&mut self.scope, query, &budget)? {
            Asking::Known(_) if verb == Verb::Verify => {
                Err(Error::new(ErrorKind::Kind, "nothing here is random")
                    .hint("verify one measure, such as `verify P(2d6 = 7)`")
                    .at(query.span))
            }
            Asking::Known(value) => {
                let steps = match self.settings.explain {
                    true => arithmetic::worked(&mut self.scope, query, &value, &budget.sparing(WORK)),
                    false => Vec::new(),
                };
                Ok(Reply::Answer(Box::new(Answer { steps, ..known_answer(text, value) })))
            }
            Asking::Question(question) => {
                let mut settings = self.settings.clone();
                settings.explain |= verb == Verb::Explain;
                if verb == Verb::Verify && settings.trials == 0 {
                    settings.trials = super::CHOSEN;
                }
                let session = Session::of(settings);
                let mut answer = session.answer(&question).map_err(|e| placed(e, query.span))?;
                if verb == Verb::Verify && answer.check.is_none() {
                    return Err(Error::new(ErrorKind::Unsupported, "no trials can speak of this answer")
                        .hint("verify a probability, a mean or a distribution")
                        .at(query.span));
                }
                if let (Verb::Verify, Some(check)) = (verb, answer.check.as_mut()) {
                    session.list_too(&question, &answer.value, check);
                }
                answer.question = text;
                answer.summed = std::mem::take(&mut self.scope.summed);
                Ok(Reply::Answer(Box::new(answer)))
            }
        }
    }

    /// The question with the statements that give its names.
    pub(super) fn text_of(&self, query: &ast::Expr) -> String {
        self.named(print_expression(query))
    }

    /// What is asked, with the statements that give its names.
    pub(super) fn named(&self, asked: String) -> String {
        let mut wanted: Vec<String> = words(&asked);
        let mut needed = Vec::new();
        for (names, statement) in self.scope.said.iter().rev().map(AsRef::as_ref) {
            if names.is_empty() && !self.scope.events.is_empty() || names.iter().any(|n| wanted.contains(n)) {
                wanted.extend(words(statement));
                needed.push(statement.as_str());
            }
        }
        needed.reverse();
        needed.push(&asked);
        needed.join("; ")
    }
}

/// The statements in the lines before the first mistake of a text.
pub(crate) fn lines_before(text: &str, errors: &[Error]) -> Option<ast::Program> {
    let first = errors.iter().filter_map(Error::span).map(|span| span.start).min()?;
    let mut before: &str = text.char_indices().nth(first).map_or(text, |(byte, _)| &text[..byte]);
    // A statement may have begun some lines before its mistake.
    loop {
        before = before[..before.rfind('\n')?].trim_end();
        if let Ok(program) = parse(before) {
            return Some(program);
        }
    }
}

/// The words of a text, for finding the names that it mentions.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).map(str::to_owned).collect()
}

/// A known value as an exact one.
#[must_use]
pub fn exact(value: Value) -> Exact {
    match (value.ratio(), value) {
        (Some(number), _) => Exact::Number(number),
        (None, Value::Truth(truth)) => Exact::Truth { truth, evidence: Vec::new() },
        (None, other) => Exact::Values(vec![other]),
    }
}

fn known_answer(question: String, value: Value) -> Answer {
    plain(question, exact(value), Duration::ZERO)
}

/// An answer that was worked out without an experiment of its own.
pub(super) fn plain(question: String, value: Exact, elapsed: Duration) -> Answer {
    Answer {
        question,
        summed: Vec::new(),
        apart: Vec::new(),
        value,
        model: Model::Arithmetic,
        method: Method { road: Road::Arithmetic, states: 0, space: None },
        steps: Vec::new(),
        check: None,
        unchecked: None,
        elapsed,
    }
}
