//! Why an answer is what it is: the derivation that a teacher would write, step by step.
//!
//! A step says something and, nearly always, carries a formula of the question language whose value it states. The
//! formulas are worked out here from what the question distinguishes, not copied from the road that found the answer,
//! and they must come to the same value: a step that did not would be left out.

mod cases;
mod favourable;
pub mod message;
mod poker;
pub mod remark;
mod space;
mod symmetry;

pub use message::Message;
pub use remark::{Choosing, Remark};

use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Question};
use crate::solve::eliminate::Choice;
use crate::solve::{Exact, Solved, measure, solve};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::One;
use std::sync::Arc;

/// One step of a derivation: what is said, and a formula of the question language with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What the step says, in any of the languages.
    pub says: Message,
    /// The formula, in the question language: evaluating it gives `value`. Prose-only steps have none.
    pub formula: Option<String>,
    /// The value that the formula has.
    pub value: Option<String>,
}

impl Step {
    /// A step that only says something.
    pub(crate) fn prose(says: Message) -> Self {
        Self { says, formula: None, value: None }
    }

    /// A step with a formula and its value.
    pub(crate) fn formula(says: Message, formula: impl Into<String>, value: impl ToString) -> Self {
        Self { says, formula: Some(formula.into()), value: Some(value.to_string()) }
    }
}

/// The derivation of a solved question.
#[must_use]
pub fn explain(question: &Question, solved: &Solved) -> Vec<Step> {
    if !is_writable(question) {
        return vec![swept(solved)];
    }
    let mut steps = space::steps(question);
    match (&question.asked, &solved.value) {
        (Asked::Probability(event), Exact::Probability(p)) => match &question.given {
            None => steps.extend(probability(question, event, p, solved)),
            Some(given) => steps.extend(conditional(question, event, given, p)),
        },
        (Asked::Count(_), Exact::Count(_)) if question.given.is_some() => steps.push(swept(solved)),
        (Asked::Count(event), Exact::Count(count)) => match only_space(question) {
            Some(space) => match favourable::favourable(&space, event, name(question)) {
                Some(found) if found.count == *count => steps.extend(found.steps),
                _ => steps.push(swept(solved)),
            },
            None => steps.push(swept(solved)),
        },
        (Asked::Distribution(parts), Exact::Distribution(_)) => {
            steps.extend(distribution(question, parts));
            if steps.len() < 2 {
                steps.push(swept(solved));
            }
        }
        _ if question.mentioned() != 0 => steps.push(swept(solved)),
        _ => {}
    }
    steps
}

/// The largest number of bits of a sample space's size that is written down.
const MOST_BITS: u64 = 1 << 18;

/// Whether the sizes of the sample spaces are numbers that can be written down.
fn is_writable(question: &Question) -> bool {
    let mentioned = question.mentioned();
    let bits = |i: usize| question.experiments[i].experiment.space().map_or(0, |space| space.size_bits());
    (0..question.experiments.len())
        .filter(|i| mentioned >> i & 1 == 1)
        .fold(0, |sum: u64, i| sum.saturating_add(bits(i)))
        <= MOST_BITS
}

/// The only experiment that matters, if there is one and it is a concrete space.
fn only_space(question: &Question) -> Option<Arc<Space>> {
    let mentioned = question.mentioned();
    let known = u128::MAX >> (128 - question.experiments.len().clamp(1, 128));
    let mentioned = mentioned & known;
    if mentioned.count_ones() != 1 {
        return None;
    }
    question.experiments.get(mentioned.trailing_zeros() as usize)?.experiment.space().cloned()
}

/// The index of the only experiment that matters.
fn name(question: &Question) -> usize {
    question.mentioned().trailing_zeros() as usize
}

/// A sweep or a list in words: what was gone through, where no formula says it shorter.
fn swept(solved: &Solved) -> Step {
    Step::prose(Message::Swept { road: solved.method.road, states: solved.method.states })
}

/// Favourable over possible, then lowest terms.
fn probability(question: &Question, event: &Expr, p: &BigRational, solved: &Solved) -> Vec<Step> {
    let mut steps = Vec::new();
    let found = only_space(question).and_then(|space| {
        let total = measure::size(question).unwrap_or_else(|| crate::model::outcomes::total(&space));
        favourable::favourable(&space, event, name(question)).map(|found| (found, total))
    });
    match found {
        Some((found, total)) if ratio(&found.count, &total) == *p => {
            steps.extend(found.steps);
            let fraction = format!("{} / {total}", found.count);
            steps.push(Step::formula(Message::FavourableOverPossible, fraction, p));
        }
        _ => {
            steps.push(swept(solved));
            if let Some(total) = measure::size(question) {
                let favourable = p * BigRational::from_integer(BigInt::from(total.clone()));
                if favourable.is_integer() {
                    let fraction = format!("{} / {total}", favourable.to_integer());
                    steps.push(Step::formula(Message::FavourableOverPossible, fraction, p));
                }
            }
        }
    }
    steps
}

fn ratio(part: &BigUint, whole: &BigUint) -> BigRational {
    BigRational::new(BigInt::from(part.clone()), BigInt::from(whole.clone()))
}

/// P(A | B) = P(A and B) / P(B), with both probabilities.
fn conditional(question: &Question, event: &Expr, given: &Expr, p: &BigRational) -> Vec<Step> {
    let alone = |event: &Expr| -> Option<BigRational> {
        let asked = Asked::Probability(event.clone());
        let question = Question { asked, given: None, ..question.clone() };
        match solve(&question, Choice::Cheapest, &crate::budget::Budget::default()).ok()?.value {
            Exact::Probability(p) => Some(p),
            _ => None,
        }
    };
    let Some(condition) = alone(given) else { return Vec::new() };
    let both = p * &condition;
    let mut steps = vec![Step::prose(Message::Conditional)];
    let name = |e: &Expr| question.text_of(e);
    steps.push(Step {
        says: Message::Condition { event: name(given) },
        formula: None,
        value: Some(condition.to_string()),
    });
    steps.push(Step {
        says: Message::BothTogether { event: name(event), given: name(given) },
        formula: None,
        value: Some(both.to_string()),
    });
    steps.push(Step::formula(Message::Quotient, format!("({both}) / ({condition})"), p));
    steps
}

/// The formula of a distribution, at its likeliest value.
fn distribution(question: &Question, parts: &[Expr]) -> Vec<Step> {
    let ([part], Some(space), None) = (parts, only_space(question), &question.given) else {
        return Vec::new();
    };
    let total = measure::size(question).unwrap_or_else(|| crate::model::outcomes::total(&space));
    let single = Question { asked: Asked::Distribution(vec![part.clone()]), ..question.clone() };
    let Ok(Solved { value: Exact::Distribution(law), .. }) =
        solve(&single, Choice::Cheapest, &crate::budget::Budget::default())
    else {
        return Vec::new();
    };
    let Some(likeliest) = law.mode().first().map(|v| (*v).clone()) else { return Vec::new() };
    let event = equals(part, &likeliest);
    let Some(found) = favourable::favourable(&space, &event, name(question)) else { return Vec::new() };
    if ratio(&found.count, &total) != *law.probability_of(&likeliest).ratio() {
        return Vec::new();
    }
    let p = law.probability_of(&likeliest);
    let mut steps = vec![Step::prose(Message::ForExample { value: likeliest.to_string() })];
    steps.extend(found.steps);
    steps.push(Step::formula(Message::FavourableOverPossible, format!("{} / {total}", found.count), p));
    steps
}

/// The event that an expression has a value.
fn equals(expression: &Expr, value: &Value) -> Expr {
    use crate::model::pattern::Comparison;
    use crate::question::Node;
    Expr::new(Node::Compare(Comparison::Equal, expression.clone(), Expr::value_of(value.clone())))
}

/// A product of factors as a formula; nothing at all is 1.
fn product(factors: &[String]) -> String {
    if factors.is_empty() { "1".to_owned() } else { factors.join(" * ") }
}

/// A power as a formula, without writing a first power or a power of 1.
fn power(base: &BigUint, exponent: u64) -> Option<String> {
    match exponent {
        0 => None,
        _ if base.is_one() => None,
        1 => Some(base.to_string()),
        _ => Some(format!("{base}^{exponent}")),
    }
}
