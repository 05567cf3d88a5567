//! Lines of the form `question = expected`: for teachers, who know the answers, and for programs that must not change.

use crate::answer::{Answer, Reply};
use crate::error::{Error, ErrorKind, Span};
use crate::session::check::convicts;
use crate::session::worth::{moved, rounds_to};
use crate::session::{CHOSEN, Session};

/// A question, what its answer should be, and what it is.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The question.
    pub question: String,
    /// `=`, or `≈` where the answer is rounded.
    pub sign: char,
    /// What was expected, as it was written.
    pub expected: String,
    /// The answer.
    pub answer: Answer,
    /// Whether the answer is what was expected.
    pub is_as_expected: bool,
}

impl Expected {
    /// Whether the answer is as expected, and neither the trials nor the list of all outcomes speak against it.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.is_as_expected && !self.is_disputed()
    }

    /// Whether the trials, or the list of all outcomes, speak against the answer.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        convicts(self.answer.check.as_ref())
    }
}

impl Session {
    /// What comes of a line: `question = expected`, or `question ≈ decimal`, which is right when the answer rounds to it.
    ///
    /// The last `=` or `≈` outside all brackets parts the two; a line without one gives names, or asks without
    /// expecting anything, and an empty line or one that begins with `#` says nothing: for these there is nothing to
    /// hold. The answer is checked by trials, and against the list of all outcomes where that is not too long.
    ///
    /// # Examples
    /// ```
    /// use prob::Session;
    /// let mut session = Session::default();
    /// assert!(session.expect("P(2d6 = 7) = 1/6")?.unwrap().holds());
    /// assert!(session.expect("P(2d6 = 7) ≈ 0.17")?.unwrap().holds());
    /// assert!(!session.expect("E(2d6) = 6")?.unwrap().holds());
    /// assert!(session.expect("# two dice")?.is_none());
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// Mistakes of the line, a question that cannot be answered, and [`ErrorKind::Kind`] where no single value is asked.
    pub fn expect(&mut self, line: &str) -> Result<Option<Expected>, Error> {
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') {
            return Ok(None);
        }
        // Mistakes are told at their place in the line.
        let lead = line.chars().take_while(|c| c.is_whitespace()).count();
        let Some((at, sign)) = parting(text) else {
            let replies = self.ask(text).map_err(|error| moved(error, lead))?;
            // A question is not passed over as if it held.
            return match replies.last().map(Reply::plain) {
                Some(Reply::Answer(answer)) => Err(moved(unstated(text, answer), lead)),
                _ => Ok(None),
            };
        };
        let (question, expected) = (text[..at].trim(), text[at + sign.len_utf8()..].trim());
        let answer = self.verified(question).map_err(|error| moved(error, lead))?;
        let is_as_expected = match sign {
            '≈' => rounds_to(&answer.value, expected),
            _ => self.is_worth(expected, &answer.value),
        };
        let before = lead + text[..text.len() - expected.len()].chars().count();
        let is_as_expected = is_as_expected.map_err(|error| moved(error, before))?;
        let (question, expected) = (question.to_owned(), expected.to_owned());
        Ok(Some(Expected { question, sign, expected, answer, is_as_expected }))
    }

    /// The answer to the last question of a text, checked by everything that there is.
    fn verified(&mut self, text: &str) -> Result<Answer, Error> {
        let mut reader = self.clone();
        let trials = self.settings.trials;
        if trials == 0 {
            self.settings.trials = CHOSEN;
        }
        // What nothing can be tried of is not refused: arithmetic, the size of a sample space.
        let asked = self.ask(text);
        self.settings.trials = trials;
        match asked?.pop().map(|reply| reply.plain().clone()) {
            Some(Reply::Answer(mut answer)) => {
                let question = reader.questions(text).ok().and_then(|mut questions| questions.pop());
                if let (Some(question), Some(check)) = (question, answer.check.as_mut()) {
                    self.list_too(&question, &answer.value, check);
                }
                Ok(*answer)
            }
            _ => Err(Error::new(ErrorKind::Kind, format!("`{text}` asks for no single value"))
                .hint("write a question and its answer, such as `P(2d6 = 7) = 1/6`")),
        }
    }
}

/// The error of a line that asks and states no answer.
fn unstated(text: &str, answer: &Answer) -> Error {
    let text = text.split('#').next().unwrap_or(text).trim();
    let error = Error::new(ErrorKind::Kind, format!("no answer stands behind `{text}`"));
    let error = match answer.value.number() {
        Some(number) => error.hint(format!("write what it is said to be, such as `{text} = {number}`")),
        None => error.hint("write a question and its answer, such as `P(2d6 = 7) = 1/6`"),
    };
    error.at(Span::new(0, text.chars().count()))
}

/// Where the question ends: the last `=` or `≈` outside brackets and quotes that is no part of another sign.
fn parting(text: &str) -> Option<(usize, char)> {
    let (mut depth, mut quoted, mut last, mut before) = (0i32, false, None, ' ');
    for (at, sign) in text.char_indices() {
        match sign {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            '=' | '≈' if !quoted && depth == 0 && !matches!(before, ':' | '<' | '>' | '!' | '=') => {
                last = Some((at, sign));
            }
            // What follows belongs to another statement.
            ';' if !quoted && depth == 0 => last = None,
            _ => {}
        }
        before = sign;
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_sign_outside_brackets_parts_question_and_answer() {
        let parts = |text: &str| parting(text).map(|(at, sign)| (text[..at].to_owned(), sign));
        assert_eq!(parts("P(2d6 = 7) = 1/6"), Some(("P(2d6 = 7) ".into(), '=')));
        assert_eq!(parts("P(2d6 = 7) ≈ 0.167"), Some(("P(2d6 = 7) ".into(), '≈')));
        assert_eq!(
            parts("p := 1/3; P(bernoulli(p)) = 1/3"),
            Some(("p := 1/3; P(bernoulli(p)) ".into(), '='))
        );
        for text in ["p := 1/3", "X ~ 2d6", "P(2d6 = 7)", "P(2d6 >= 7)", "A = 1; P(2d6 = 7)"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn lines_hold_or_do_not() {
        let mut session = Session::default();
        session.settings.trials = 1_000;
        let mut holds = |line: &str| session.expect(line).unwrap().map(|expected| expected.holds());
        assert_eq!(holds("X ~ 3d6"), None);
        for (line, right) in [
            ("P(sum(X) = 10) = 1/8", true),
            ("P(sum(X) = 10) = 12.5%", true),
            ("P(sum(X) = 10) = 0.125", true),
            ("P(sum(X) = 10) = 1/9", false),
            ("P(sum(X) = 11 | X[1] = 6) ≈ 11.1%", true),
            ("P(sum(X) = 11 | X[1] = 6) ≈ 0.12", false),
            ("C(52, 5) = 2598960", true),
            ("N(X) = 6^3", true),
            ("H ~ draw 5 from deck; P(ace in H) = 1 - C(48,5)/C(52,5)", true),
            ("independent(X[1] = 1, X[2] = 2) = true", true),
            ("independent(X[1] = 1, X[2] = 2) = yes", true),
            ("independent(X[1] = 1, sum(X) = 3) = yes", false),
            ("disjoint(X[1] = 1, X[2] = 2) = false", true),
            ("disjoint(X[1] = 1, X[2] = 2) = 1", false),
            ("SD(2d6) = sqrt(35/6)", true),
            ("SD(2d6) = sqrt(35/12)", false),
            ("SD(2d6) = -sqrt(35/6)", false),
            ("Cor(X[1], -sum(X)) = -sqrt(1/3)", true),
            ("Cor(X[1], -sum(X)) = sqrt(1/3)", false),
            ("SD(4d4) = sqrt(5)", true),
            ("SD(2d6) ≈ 2.415", true),
            ("SD(2d6) ≈ 2.416", false),
            ("SD(2d6) ≈ 2.4", true),
            ("SD(2d6) ≈ -2.4", false),
            ("Cor(X[1], -sum(X)) ≈ -0.577", true),
            ("Cor(X[1], -sum(X)) ≈ 0.577", false),
            ("mode(d2) = 1, 2", true),
            ("mode(d2) = 1", false),
            ("mode(d3) = 1, 2, 4", false),
            ("mode(coin) = heads, tails", true),
            ("median(d2) = 1, 4/2", true),
            ("dist(max(2d2)) = 1: 1/4, 2: 3/4", true),
            ("dist(max(2d2)) = 1: 1/4, 2: 2/4", false),
            ("dist(max(2d2)) = 1: 1/4", false),
            ("dist(coin) = heads: 1/2, tails: 0.5", true),
        ] {
            assert_eq!(holds(line), Some(right), "{line}");
        }
        assert!(session.expect("P(2d6 = = 7) = 1/6").is_err());
        for (line, place) in [
            ("  P(2d6 = 7) = foo", 15),
            ("mode(d2) = 1, foo", 14),
            ("  E(foo) = 1", 4),
            ("SD(d6) = sqrt(foo)", 14),
        ] {
            let span = session.expect(line).unwrap_err().span();
            assert_eq!(span.map(|span| span.start), Some(place), "{line}");
        }
        assert!(session.expect("dist(2d6) = 1/6").is_ok_and(|expected| !expected.unwrap().holds()));
    }
}
