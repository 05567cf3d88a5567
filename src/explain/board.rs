//! The board on which a derivation is worked out: questions that lie within the question, asked of the exact roads, each
//! with the text that asks it in the question language.

use crate::budget::Budget;
use crate::dist::Dist;
use crate::explain::names::Names;
use crate::explain::{Message, laws};
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Named, Node, Question};
use crate::solve::{Choice, Exact, measure, solve};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::Signed;
use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

/// The word operations that a question within a question may be estimated to take.
const WORK: u128 = 4_000_000;

/// The states that all the questions within a question may have together, and what each counts besides.
const STATES: u64 = 60_000;
const QUESTION: u64 = 100;

/// The time that all of it takes at the very most. What is estimated and counted decides long before.
const PATIENCE: Duration = Duration::from_secs(2);

/// A formula of the question language and its value.
#[derive(Clone, Debug)]
pub struct Term {
    /// The formula.
    pub text: String,
    /// Its value.
    pub value: BigRational,
}

/// The question whose answer is explained, and the questions that lie within it.
pub struct Board<'a> {
    /// The question.
    pub question: &'a Question,
    names: Names,
    budget: Budget,
    /// The states that may still be gone through.
    left: Cell<u64>,
}

impl<'a> Board<'a> {
    /// The board for a question.
    pub fn new(question: &'a Question) -> Self {
        let budget = Budget::default().within(PATIENCE).sparing(WORK);
        Self { question, names: Names::of(question), budget, left: Cell::new(STATES) }
    }

    /// The space of the only experiment that matters, and its index, if there is one and it is a concrete space.
    pub fn only(&self) -> Option<(usize, Arc<Space>)> {
        self.question.only_space().map(|(name, space)| (name, Arc::clone(space)))
    }

    /// The experiments that matter.
    pub fn mentioned(&self) -> u128 {
        let count = self.question.experiments.len();
        self.question.mentioned() & if count >= 128 { u128::MAX } else { (1 << count) - 1 }
    }

    /// How many equally likely outcomes there are, if they are equally likely.
    pub fn size(&self) -> Option<BigUint> {
        measure::size(self.question)
    }

    /// `P(event | given)`.
    pub fn probability(&self, event: &Expr, given: Option<&Expr>) -> Option<Term> {
        match self.solved(Asked::Probability(event.clone()), given)? {
            Exact::Probability(value) => {
                let formula = if given.is_none() { self.formula_of_law(event) } else { None };
                let text = formula.unwrap_or_else(|| self.text("P", "", &[event], given));
                Some(Term { text, value })
            }
            _ => None,
        }
    }

    /// A question of this event whose value is known: `P(event | given)`.
    pub fn stated(&self, event: &Expr, given: Option<&Expr>, value: &BigRational) -> Option<Term> {
        let asked = Asked::Probability(event.clone());
        let question = Question { asked, given: given.cloned(), ..self.question.clone() };
        let formula = if given.is_none() { self.formula_of_law(event) } else { None };
        let text = || formula.unwrap_or_else(|| self.text("P", "", &[event], given));
        self.can_say(&question).then(|| Term { text: text(), value: value.clone() })
    }

    /// The formula for the event that an experiment whose law has a name takes a value.
    fn formula_of_law(&self, event: &Expr) -> Option<String> {
        let (text, k) = self.value_of_law(event)?;
        laws::probability(text, k)
    }

    /// That a waiting time whose law has a name takes a value: in words and as a formula.
    pub fn wait(&self, event: &Expr) -> Option<(Message, String)> {
        let (text, k) = self.value_of_law(event)?;
        laws::wait(text, k).zip(laws::probability(text, k))
    }

    /// The experiment, as it is written, that an event says takes a value, and the value.
    fn value_of_law(&self, event: &Expr) -> Option<(&str, u64)> {
        let Node::Compare(Comparison::Equal, side, bound) = event.node() else { return None };
        let names = side.names();
        let Named { name, experiment } = self.question.experiments.get(names.trailing_zeros() as usize)?;
        let said = self.question.text_of(side);
        let whole = said == experiment.text() || name.as_deref() == Some(said.as_str());
        let Some(Value::Int(k)) = bound.known() else { return None };
        (names.count_ones() == 1 && whole).then_some((experiment.text(), u64::try_from(*k).ok()?))
    }

    /// The probability of success, where a number is how many trials a geometric law takes.
    pub fn chance_of_success(&self, number: &Expr) -> Option<String> {
        let name = number.names().trailing_zeros() as usize;
        let Named { experiment, .. } = self.question.experiments.get(name)?;
        let whole = self.question.text_of(number);
        let (said, name) = (self.names.say(number), self.names.of_experiment(name));
        (whole == experiment.text() || Some(said.as_str()) == name)
            .then(|| laws::success(experiment.text()))?
    }

    /// How many successes are waited for and the probability of each, where a number is how many trials a negative binomial
    /// law takes.
    pub fn successes(&self, number: &Expr) -> Option<(u64, String)> {
        let name = number.names().trailing_zeros() as usize;
        let Named { experiment, .. } = self.question.experiments.get(name)?;
        let (said, name) = (self.names.say(number), self.names.of_experiment(name));
        (self.question.text_of(number) == experiment.text() || Some(said.as_str()) == name)
            .then(|| laws::successes(experiment.text()))?
    }

    /// `N(event)`, over all that the question counts.
    pub fn count(&self, event: &Expr) -> Option<Term> {
        self.count_over(event, self.mentioned())
    }

    /// `N(event)` over these experiments only.
    pub fn count_over(&self, event: &Expr, names: u128) -> Option<Term> {
        let question = Question {
            counted: names,
            asked: Asked::Count(event.clone()),
            given: None,
            ..self.question.clone()
        };
        let Exact::Count(count) = self.can_say(&question).then(|| self.ask(&question))?? else { return None };
        Some(Term { text: self.text_of_count(event, names)?, value: BigRational::from_integer(count.into()) })
    }

    /// `N(event)`, over all that the question counts, where it is known.
    pub fn stated_count(&self, event: &Expr, count: &BigUint) -> Option<Term> {
        let text = self.can_say(self.question).then(|| self.text_of_count(event, self.mentioned()))??;
        Some(Term { text, value: BigRational::from_integer(count.clone().into()) })
    }

    fn text_of_count(&self, event: &Expr, names: u128) -> Option<String> {
        let over = if names & !event.names() == 0 { String::new() } else { self.names_of(names)? + ": " };
        Some(self.text("N", &over, &[event], None))
    }

    /// How many equally likely outcomes these experiments have together.
    pub fn size_of(&self, names: u128) -> Option<BigUint> {
        let experiments = self.question.experiments.iter().enumerate();
        let of = experiments.filter(|(i, _)| names >> i & 1 == 1);
        of.map(|(_, named)| named.experiment.space()?.size()).product()
    }

    /// `E(number | given)`.
    pub fn mean(&self, number: &Expr, given: Option<&Expr>) -> Option<Term> {
        match self.solved(Asked::Mean(number.clone()), given)? {
            Exact::Number(value) => Some(Term { text: self.text("E", "", &[number], given), value }),
            _ => None,
        }
    }

    /// The law of a value.
    pub fn law(&self, of: &Expr, given: Option<&Expr>) -> Option<Dist<Value>> {
        match self.solved(Asked::Distribution(vec![of.clone()]), given)? {
            Exact::Distribution(law) => Some(law),
            _ => None,
        }
    }

    /// What a question asks of the same experiments.
    pub fn solved(&self, asked: Asked, given: Option<&Expr>) -> Option<Exact> {
        let question = Question { asked, given: given.cloned(), ..self.question.clone() };
        self.can_say(&question).then(|| self.ask(&question)).flatten()
    }

    /// Whether a question can be written: some experiments are written only within what asks for them, such as the
    /// draws of `wait(distinct(X) = 6 in d6)`.
    pub fn can_say(&self, question: &Question) -> bool {
        let mentioned = question.mentioned();
        let hidden = |named: &Named| named.name.is_none() && named.experiment.text().starts_with('(');
        !question.experiments.iter().enumerate().any(|(i, named)| mentioned >> i & 1 == 1 && hidden(named))
    }

    /// The exact value of a question, if it is cheap: what it is estimated to take decides, not the clock.
    pub fn ask(&self, question: &Question) -> Option<Exact> {
        self.budget.check().ok()?;
        let left = self.left.get();
        if left == 0 {
            return None;
        }
        let solved = solve(question, Choice::Cheapest, &self.budget).ok();
        let states = solved.as_ref().map_or(0, |solved| solved.method.states);
        self.left.set(left.saturating_sub(states.saturating_add(QUESTION)));
        solved.map(|solved| solved.value)
    }

    /// A measure as it is written; the experiments without a name get one where they are mentioned twice.
    pub fn text(&self, word: &str, over: &str, parts: &[&Expr], given: Option<&Expr>) -> String {
        let all: Vec<&Expr> = parts.iter().copied().chain(given).collect();
        let (preamble, written) = self.names.introduce(self.question, &all, !over.is_empty());
        let list: Vec<String> = parts.iter().map(|e| written.text_of(e)).collect();
        match given {
            Some(given) => {
                format!("{preamble}{word}({over}{} | {})", list.join(", "), written.text_of(given))
            }
            None => format!("{preamble}{word}({over}{})", list.join(", ")),
        }
    }

    /// An expression as it is written, every experiment by its name.
    pub fn say(&self, expression: &Expr) -> String {
        self.names.say(expression)
    }

    /// The names of these experiments.
    fn names_of(&self, names: u128) -> Option<String> {
        let of = (0..self.question.experiments.len()).filter(|i| names >> i & 1 == 1);
        of.map(|i| self.names.of_experiment(i)).collect::<Option<Vec<_>>>().map(|n| n.join(", "))
    }
}

/// The event that an expression has a value.
pub fn equals(expression: &Expr, value: &Value) -> Expr {
    match value {
        Value::Truth(true) => expression.clone(),
        Value::Truth(false) => Expr::new(Node::Not(expression.clone())),
        _ => Expr::new(Node::Compare(Comparison::Equal, expression.clone(), Expr::value_of(value.clone()))),
    }
}

/// Both events; those that are already a conjunction become one.
pub fn both(a: &Expr, b: &Expr) -> Expr {
    let parts = conjuncts;
    let mut all = parts(a);
    all.extend(parts(b));
    let mut seen: Vec<Expr> = Vec::new();
    all.retain(|part| {
        let new = !seen.contains(part);
        if new {
            seen.push(part.clone());
        }
        new
    });
    if all.len() == 1 { all.swap_remove(0) } else { Expr::new(Node::And(all)) }
}

/// The parts of a conjunction, those of conjunctions within it too.
pub fn conjuncts(e: &Expr) -> Vec<Expr> {
    match e.node() {
        Node::And(parts) => parts.iter().flat_map(conjuncts).collect(),
        _ => vec![e.clone()],
    }
}

/// A number as it stands in a sum or a product: `1/2 * 3/4` is worked out from left to right.
pub fn factor(value: &BigRational) -> String {
    if value.is_negative() { format!("({value})") } else { value.to_string() }
}

/// A number as it stands under a power or after a division.
pub fn base(value: &BigRational) -> String {
    if value.is_integer() && !value.is_negative() { value.to_string() } else { format!("({value})") }
}

/// A part of a whole.
pub fn ratio(part: &BigUint, whole: &BigUint) -> BigRational {
    BigRational::new(BigInt::from(part.clone()), BigInt::from(whole.clone()))
}
