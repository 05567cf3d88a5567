//! Why an answer is what it is: the derivation that a teacher would write, step by step.
//!
//! A step says something and, nearly always, carries a formula of the question language whose value it states. The
//! formulas are worked out here from what the question distinguishes, not copied from the road that found the answer,
//! and they must come to the same value: a step that did not would be left out.

pub mod arithmetic;
mod arranged;
mod beginnings;
mod board;
mod branches;
mod cases;
mod closing;
mod conditional;
mod counted;
mod deals;
mod distribution;
mod event;
mod extremes;
mod facts;
mod favourable;
mod hits;
mod inclusion;
mod independent;
mod kept;
mod laws;
mod linear;
mod listed;
mod matched;
pub mod message;
mod moments;
mod multiplicity;
mod names;
mod omega;
mod order;
mod pieces;
mod poker;
mod pooled;
mod present;
mod process;
mod ranked;
mod relative_order;
pub mod remark;
mod saying;
mod scattered;
mod scores;
mod separated;
mod shapes;
mod space;
mod streaks;
mod sums;
mod sweep;
mod symmetry;
mod throws;
mod ways;
mod words;
mod worth;

pub use message::Message;
pub use remark::{Choosing, Remark, Shown};
pub use saying::Saying;

use crate::question::{Asked, Expr, Node, Question};
use crate::solve::{Exact, Solved};
use board::{Board, Term};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::One;

/// One step of a derivation: what is said, and a formula of the question language with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What the step says, in any of the languages.
    pub says: Message,
    /// The formula, in the question language: evaluating it gives `value`. Prose-only steps have none.
    pub formula: Option<String>,
    /// The value that the formula has.
    pub value: Option<String>,
    /// Whether it tells how the program went, which the derivation does not rest on: shown in full only.
    pub aside: bool,
}

impl Step {
    /// A step that only says something.
    pub(crate) fn prose(says: Message) -> Self {
        Self { says, formula: None, value: None, aside: false }
    }

    /// A step with a formula and its value.
    pub(crate) fn formula(says: Message, formula: impl Into<String>, value: impl ToString) -> Self {
        Self { says, formula: Some(formula.into()), value: Some(value.to_string()), aside: false }
    }

    /// A step that says this, with a formula and its value.
    pub(crate) fn said(
        saying: Saying,
        parts: impl IntoIterator<Item = String>,
        formula: impl Into<String>,
        value: impl ToString,
    ) -> Self {
        Self::formula(Message::said(saying, parts), formula, value)
    }

    /// A step that asks a question within the question.
    fn term(saying: Saying, parts: impl IntoIterator<Item = String>, term: &Term) -> Self {
        Self::said(saying, parts, term.text.as_str(), &term.value)
    }
}

/// The derivation of a solved question.
#[must_use]
pub fn explain(question: &Question, solved: &Solved) -> Vec<Step> {
    if !is_writable(question) {
        return vec![swept(solved)];
    }
    let board = Board::new(question);
    let mut steps = space::steps(question);
    let known = question.mentioned() == 0;
    let told = sweep::steps(&board, solved);
    match derived(&board, solved) {
        Some(found) => {
            steps.extend(found);
            steps.extend(told.into_iter().map(|step| Step { aside: true, ..step }));
        }
        None if known => {}
        None => steps.extend(rested(&board, solved, told)),
    }
    steps
}

/// A derivation that rests on the sweep: how that went, and what is asked as a question of the language.
fn rested(board: &Board<'_>, solved: &Solved, told: Vec<Step>) -> Vec<Step> {
    let mut steps = if told.is_empty() { vec![swept(solved)] } else { told };
    if let Some(value) = solved.value.number().filter(|_| board.can_say(board.question)) {
        let text = board.question.measure();
        steps.push(Step::said(Saying::SweptTo, [], text, value));
    }
    steps
}

/// The steps after the sample space; nothing where none come to the value.
fn derived(board: &Board<'_>, solved: &Solved) -> Option<Vec<Step>> {
    let given = board.question.given.as_ref();
    match (&board.question.asked, &solved.value) {
        (Asked::Size, _) => Some(Vec::new()),
        (Asked::Probability(event), Exact::Probability(p)) => {
            let mut steps = match given {
                None => counted_statements(board, event, p)
                    .or_else(|| event::probability(board, event, p))
                    .or_else(|| separated::probability(board, event, p))
                    .or_else(|| pooled::probability(board, event, p))
                    .or_else(|| sums::coefficients(board, event, p))
                    .or_else(|| swept_fraction(board, solved, p))?,
                Some(given) => conditional::steps(board, event, given, p)?,
            };
            steps.extend(closing::decimal_of(p));
            Some(steps)
        }
        (Asked::Count(event), Exact::Count(count)) => match given {
            Some(given) => conditional::counted(board, event, given),
            None => event::count(board, event)
                .filter(|(_, found)| found.numer().magnitude() == count && found.denom().is_one())
                .map(|(steps, _)| steps),
        },
        (Asked::Mean(number), Exact::Number(value)) => moments::mean_of(board, number, given, value),
        (Asked::Variance(number), Exact::Number(_)) => moments::variance(board, number, given),
        (Asked::Deviation(number), _) => moments::deviation(board, number, given),
        (Asked::Covariance(a, b), _) => moments::covariance(board, a, b, given),
        (Asked::Correlation(a, b), _) => moments::correlation(board, a, b, given),
        (Asked::Distribution(parts), Exact::Distribution(law)) => {
            distribution::steps(board, parts, given, law)
        }
        (Asked::Median(number), Exact::Values(found)) => order::median(board, number, given, found),
        (Asked::Mode(number), Exact::Values(found)) => order::mode(board, number, given, found),
        (Asked::Quantile(number, level), Exact::Values(found)) => {
            order::quantile(board, number, level, given, found)
        }
        (Asked::Independent(events), Exact::Truth { truth, .. }) => {
            order::independent(board, events, given, *truth)
        }
        (Asked::Disjoint(events), Exact::Truth { .. }) => order::disjoint(board, events, given),
        _ => None,
    }
}

/// A bound on how many of many statements hold.
fn counted_statements(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let is_count = |side: &Expr| matches!(side.node(), Node::Sum(_));
    let counts = matches!(event.node(), Node::Compare(_, a, b) if is_count(a) || is_count(b));
    if counts { separated::probability(board, event, p) } else { None }
}

/// A sweep, and favourable over possible where outcomes are equally likely.
fn swept_fraction(board: &Board<'_>, solved: &Solved, p: &BigRational) -> Option<Vec<Step>> {
    let total = board.size()?;
    let favourable = p * BigRational::from_integer(total.clone().into());
    let told = sweep::steps(board, solved);
    let mut steps = if told.is_empty() { vec![swept(solved)] } else { told };
    if favourable.is_integer() {
        let count = favourable.to_integer();
        steps.push(Step::said(Saying::OverPossible, [], format!("{count} / {total}"), p));
        steps.extend(closing::divisor(count.magnitude(), &total));
    }
    Some(steps)
}

/// The largest number of bits of a sample space's size that is written down.
const MOST_BITS: u64 = 1 << 18;

/// Whether the sizes of the sample spaces are numbers that can be written down.
fn is_writable(question: &Question) -> bool {
    let spaces = question.involved().filter_map(|(_, named)| named.experiment.space());
    spaces.fold(0, |sum: u64, space| sum.saturating_add(space.size_bits())) <= MOST_BITS
}

/// A sweep or a list in words: what was gone through, where no formula says it shorter.
fn swept(solved: &Solved) -> Step {
    Step::prose(Message::Swept { road: solved.method.road, states: solved.method.states })
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
