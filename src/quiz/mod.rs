//! Exercises in words, drawn from templates: the answer comes from the same engine as every other, and the hints from
//! its derivation.

mod arrangements;
mod cards;
mod coins;
mod conditional;
mod dice;
mod draws;
mod expectation;
mod numerals;
mod processes;
mod urns;

use crate::answer::{Answer, Reply};
use crate::error::{Error, ErrorKind};
use crate::explain::{Message, Remark, Step};
use crate::help::Language;
use crate::session::Session;
use draws::Draws;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// What an exercise is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Tosses of coins.
    Coins,
    /// Throws of dice.
    Dice,
    /// Hands of cards.
    Cards,
    /// Balls from urns, people for committees.
    Urns,
    /// Rows, rings, words, groups.
    Arrangements,
    /// Conditional and total probability, Bayes.
    Conditional,
    /// Means and variances.
    Expectation,
    /// Waiting times, runs and ruin.
    Processes,
}

impl Topic {
    /// Every topic, in the order of a course.
    pub const ALL: [Self; 8] = [
        Self::Coins,
        Self::Dice,
        Self::Cards,
        Self::Urns,
        Self::Arrangements,
        Self::Conditional,
        Self::Expectation,
        Self::Processes,
    ];

    /// The name, as `--topic` takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.both().0
    }

    /// The name in a language.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        match language {
            Language::English => self.both().0,
            Language::Chinese => self.both().1,
        }
    }

    fn both(self) -> (&'static str, &'static str) {
        match self {
            Self::Coins => ("coins", "硬币"),
            Self::Dice => ("dice", "骰子"),
            Self::Cards => ("cards", "扑克牌"),
            Self::Urns => ("urns", "摸球与选人"),
            Self::Arrangements => ("arrangements", "排列组合"),
            Self::Conditional => ("conditional", "条件概率"),
            Self::Expectation => ("expectation", "期望与方差"),
            Self::Processes => ("processes", "等待与游程"),
        }
    }
}

/// What a template makes: the exercise in words, and as a question.
struct Draft {
    english: String,
    chinese: String,
    question: String,
}

/// A kind of exercise.
struct Template {
    level: u8,
    draft: fn(&mut Draws) -> Draft,
}

/// The templates of a topic.
fn templates(topic: Topic) -> &'static [Template] {
    match topic {
        Topic::Coins => coins::TEMPLATES,
        Topic::Dice => dice::TEMPLATES,
        Topic::Cards => cards::TEMPLATES,
        Topic::Urns => urns::TEMPLATES,
        Topic::Arrangements => arrangements::TEMPLATES,
        Topic::Conditional => conditional::TEMPLATES,
        Topic::Expectation => expectation::TEMPLATES,
        Topic::Processes => processes::TEMPLATES,
    }
}

/// An exercise.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// What it is about.
    pub topic: Topic,
    /// How hard it is, from 1 to 3.
    pub level: u8,
    /// The exercise as a line of the question language.
    pub question: String,
    /// Its answer, with the derivation.
    pub answer: Answer,
    english: String,
    chinese: String,
}

/// What a student's answer is worth.
#[derive(Clone, Debug)]
pub enum Judgement {
    /// It is the exact value.
    Right,
    /// It is a rounded value: an exact one is wanted.
    Rounded,
    /// It is wrong; what can be said of it without giving the answer away.
    Wrong(Vec<Step>),
}

/// How far a rounded answer may be from the exact one, as a share of it.
const ROUNDED: i64 = 100;

/// How many times a template is tried for an answer that is neither 0 nor 1.
const ATTEMPTS: usize = 50;

/// `count` exercises of a topic and a level, or of all; the same for the same seed.
///
/// Templates are gone through in a shuffled order, so that none comes again before all have come.
///
/// # Examples
/// ```
/// use prob::quiz::{Topic, exercises};
/// let some = exercises(Some(Topic::Dice), Some(1), 7, 3)?;
/// assert_eq!(some.len(), 3);
/// assert_eq!(some[0].question, exercises(Some(Topic::Dice), Some(1), 7, 3)?[0].question);
/// # Ok::<(), prob::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Range`] for a level that the topic has no exercise of.
pub fn exercises(
    topic: Option<Topic>,
    level: Option<u8>,
    seed: u64,
    count: usize,
) -> Result<Vec<Exercise>, Error> {
    let topics = topic.map_or_else(|| Topic::ALL.to_vec(), |topic| vec![topic]);
    let mut kinds: Vec<(Topic, &Template)> = Vec::new();
    for topic in topics {
        let fitting = templates(topic).iter().filter(|kind| level.is_none_or(|level| level == kind.level));
        kinds.extend(fitting.map(|kind| (topic, kind)));
    }
    if kinds.is_empty() {
        return Err(Error::new(ErrorKind::Range, "there is no exercise of this level")
            .hint("the levels are 1, 2 and 3"));
    }
    let mut draws = Draws::new(seed);
    let mut made = Vec::with_capacity(count);
    let mut order: Vec<usize> = Vec::new();
    while made.len() < count {
        if order.is_empty() {
            order = draws.shuffled(kinds.len());
        }
        let Some((topic, kind)) = order.pop().map(|i| kinds[i]) else { continue };
        made.push(exercise(topic, kind, &mut draws)?);
    }
    Ok(made)
}

/// An exercise of a kind whose answer is neither 0 nor 1.
fn exercise(topic: Topic, kind: &Template, draws: &mut Draws) -> Result<Exercise, Error> {
    let mut last = None;
    for _ in 0..ATTEMPTS {
        let Draft { english, chinese, question } = (kind.draft)(draws);
        let answer = solved(&question)?;
        let trivial = answer.value.number().is_none_or(|value| value.is_zero() || value.is_one());
        last = Some(Exercise { topic, level: kind.level, question, answer, english, chinese });
        if !trivial {
            break;
        }
    }
    last.ok_or_else(|| Error::new(ErrorKind::Unsupported, "no exercise could be made"))
}

/// The answer to a question, with its derivation and without trials.
fn solved(question: &str) -> Result<Answer, Error> {
    let mut session = Session::default();
    session.settings.trials = 0;
    session.settings.explain = true;
    match session.ask(question)?.pop() {
        Some(reply) => match reply.plain() {
            Reply::Answer(answer) => {
                let mut answer = answer.as_ref().clone();
                answer.steps.retain(|step| !step.aside);
                Ok(answer)
            }
            _ => Err(Error::new(ErrorKind::Kind, "an exercise asks for one number")),
        },
        None => Err(Error::new(ErrorKind::Kind, "an exercise asks for one number")),
    }
}

impl Exercise {
    /// The exercise in words.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::English => &self.english,
            Language::Chinese => &self.chinese,
        }
    }

    /// The exact answer.
    #[must_use]
    pub fn exact(&self) -> BigRational {
        self.answer.value.number().unwrap_or_default()
    }

    /// What a student's answer is worth: a number or a formula of the question language.
    ///
    /// # Examples
    /// ```
    /// use prob::quiz::{Judgement, exercises};
    /// let exercise = &exercises(None, None, 1, 1)?[0];
    /// let right = exercise.judge(&exercise.exact().to_string())?;
    /// assert!(matches!(right, Judgement::Right));
    /// # Ok::<(), prob::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of reading the student's formula.
    pub fn judge(&self, student: &str) -> Result<Judgement, Error> {
        let (names, question) = match self.question.rsplit_once("; ") {
            Some((names, question)) => (names, question),
            None => ("", self.question.as_str()),
        };
        let mut session = Session::default();
        session.settings.trials = 0;
        session.settings.explain = true;
        // By itself first, so that a mistake in it is found at its place.
        let value = match session.ask(student)?.pop() {
            Some(reply) => match reply.plain() {
                Reply::Answer(answer) => answer.value.number(),
                _ => None,
            },
            None => None,
        };
        let Some(value) = value else {
            return Err(Error::new(ErrorKind::Kind, "the answer is one number")
                .hint("write a fraction, or a formula such as `C(4,2)/C(52,2)`"));
        };
        let truth = self.exact();
        if value == truth {
            return Ok(Judgement::Right);
        }
        let off = (&value - &truth).abs() * BigRational::from_integer(ROUNDED.into());
        if off < truth.abs() && student.contains('.') {
            return Ok(Judgement::Rounded);
        }
        session.ask(names)?;
        let replies = session.ask(&format!("check {student}, {question}"))?;
        let steps = match replies.first().map(Reply::plain) {
            Some(Reply::Answer(answer)) => {
                answer.steps.iter().filter(|step| !gives_away(step)).cloned().collect()
            }
            _ => Vec::new(),
        };
        Ok(Judgement::Wrong(steps))
    }
}

/// Whether a step would tell the exact value by itself.
fn gives_away(step: &Step) -> bool {
    matches!(step.says, Message::Remark(Remark::Factor { .. } | Remark::Difference))
}
