//! A question that mistakes are made on.

use super::Wrong;
use crate::budget::{Budget, WORK_A_SECOND};
use crate::explain::Remark;
use crate::model::{Space, Value};
use crate::question::{Asked, Experiment, Expr, Named, Question};
use crate::solve::{Choice, Exact, solve};
use num_rational::BigRational;
use std::time::{Duration, Instant};

/// The word operations that one mistake may be estimated to take, and the time at the very most: what is estimated
/// decides long before.
const WORK: u128 = WORK_A_SECOND * 3 / 10;
const A_MISTAKE: Duration = Duration::from_secs(2);

/// How long all mistakes together may take at the very most.
const ALL_MISTAKES: Duration = Duration::from_secs(6);

/// A question, its true value, and the means to ask others of the same experiments.
pub(super) struct Case<'a> {
    /// The question.
    pub question: &'a Question,
    /// Its value.
    pub truth: &'a BigRational,
    budget: &'a Budget,
    started: Instant,
}

impl<'a> Case<'a> {
    /// A question with its value.
    pub fn new(question: &'a Question, truth: &'a BigRational, budget: &'a Budget) -> Self {
        Self { question, truth, budget, started: Instant::now() }
    }

    /// The event whose probability or number is asked.
    pub fn event(&self) -> Option<&'a Expr> {
        match &self.question.asked {
            Asked::Probability(event) | Asked::Count(event) => Some(event),
            _ => None,
        }
    }

    /// The event, when its probability is asked.
    pub fn probable(&self) -> Option<&'a Expr> {
        match &self.question.asked {
            Asked::Probability(event) => Some(event),
            _ => None,
        }
    }

    /// The same measure of another event, under the same condition.
    pub fn same_of(&self, event: Expr) -> Question {
        let asked = match &self.question.asked {
            Asked::Count(_) | Asked::Size => Asked::Count(event),
            _ => Asked::Probability(event),
        };
        self.asking(asked, self.question.given.clone())
    }

    /// Another question about the same experiments.
    pub fn asking(&self, asked: Asked, given: Option<Expr>) -> Question {
        Question {
            experiments: self.question.experiments.clone(),
            asked,
            given,
            counted: self.question.counted,
        }
    }

    /// The question with another experiment in this place, written like this.
    pub fn with_space(&self, index: usize, space: Space, text: &str) -> Question {
        let mut question = self.question.clone();
        let name = question.experiments[index].name.clone();
        question.experiments[index] = Named { name, experiment: Experiment::of(space, text) };
        question
    }

    /// The value of a question, if it is cheap and a number.
    pub fn value(&self, question: &Question) -> Option<BigRational> {
        self.exact(question)?.number()
    }

    /// The value of a question that only one mistake needs, if it does not take long.
    pub fn value_in_time(&self, question: &Question) -> Option<BigRational> {
        let budget = self.budget.within(A_MISTAKE);
        solve(question, Choice::Cheapest, &budget).ok()?.value.number()
    }

    /// The exact value of a question, if it is cheap.
    pub fn exact(&self, question: &Question) -> Option<Exact> {
        let left = ALL_MISTAKES.checked_sub(self.started.elapsed())?;
        let budget = self.budget.within(A_MISTAKE.min(left)).sparing(WORK);
        solve(question, Choice::Cheapest, &budget).ok().map(|solved| solved.value)
    }

    /// A budget for one short search.
    pub fn short(&self) -> Budget {
        self.budget.within(A_MISTAKE).sparing(WORK)
    }

    /// The wrong answer that another question gives.
    pub fn wrong(&self, says: Remark, question: &Question) -> Option<Wrong> {
        let wrong = Wrong::of(says, question.to_string(), self.value(question)?);
        Some(Wrong { question: Some(Box::new(question.clone())), ..wrong })
    }

    /// The wrong answer that is made of the answers to several questions, joined by a sign.
    pub fn joined(
        &self,
        says: Remark,
        questions: &[Question],
        sign: &str,
        join: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Option<Wrong> {
        let values: Vec<BigRational> = questions.iter().map(|q| self.value(q)).collect::<Option<_>>()?;
        let value = values.into_iter().reduce(join)?;
        let parts: Vec<String> = questions.iter().map(Question::measure).collect();
        let statements = statements(questions);
        Some(Wrong::of(says, format!("{statements}{}", parts.join(sign)), value))
    }
}

/// The statements that several questions need, each once.
pub(super) fn statements(questions: &[Question]) -> String {
    let mentioned = questions.iter().fold(0, |bits, question| bits | question.mentioned());
    questions.first().map_or_else(String::new, |question| question.statements(mentioned))
}

/// The value of an expression that is a whole number.
pub(super) fn whole(value: &Value) -> Option<u64> {
    match value {
        Value::Int(n) => u64::try_from(*n).ok(),
        _ => None,
    }
}

/// The same experiment with another number of trials, as it is written.
pub(super) fn renumbered(text: &str, count: u64, number: u64) -> Option<String> {
    let other = match text.strip_prefix(&count.to_string()) {
        Some(die) if die.starts_with('d') => format!("{number}{die}"),
        _ => text.replacen(&format!(" {count} "), &format!(" {number} "), 1).replacen(
            &format!("({count}"),
            &format!("({number}"),
            1,
        ),
    };
    (other != text).then_some(other)
}
