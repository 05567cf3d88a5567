//! The judge of a student's answer: by what factor it is wrong, which mistake comes to the same number, and an outcome
//! that its formula counts twice or never.
//!
//! A mistake is recognised by its value: each classical mistake is carried out on the question at hand, and the one
//! that comes to the student's number is named. So a remark never says more than "this is what comes out when …", and
//! its formula can be evaluated. The reading of a formula as choosing in stages is in [`stages`].

mod amount;
mod branches;
mod case;
mod complement;
mod conditions;
mod events;
mod kinds;
mod means;
mod parts;
mod spaces;
pub mod stages;
mod unions;
mod witness;

use crate::budget::Budget;
use crate::explain::{Message, Remark, Shown, Step};
use crate::language::{ast, print_expression};
use crate::question::Question;
use case::Case;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// A wrong answer that a classical mistake leads to.
#[derive(Clone, Debug)]
pub struct Wrong {
    /// What was done.
    pub says: Remark,
    /// The wrong answer as a formula of the question language.
    pub formula: String,
    /// Its value.
    pub value: BigRational,
    /// The question that it answers, where it is one question.
    question: Option<Box<Question>>,
}

impl Wrong {
    /// A wrong answer that answers no question of its own.
    fn of(says: Remark, formula: String, value: BigRational) -> Self {
        Self { says, formula, value, question: None }
    }
}

/// What one kind of mistake comes to on a question: nothing, or a wrong answer for each way to make it.
type Mistake = fn(&Case<'_>) -> Vec<Wrong>;

/// The kinds of mistakes, the more telling before those that many a number comes to.
const MISTAKES: [Mistake; 31] = [
    conditions::turned,
    conditions::forgotten,
    conditions::pinned,
    amount::undivided,
    branches::prior_forgotten,
    branches::unweighted,
    parts::leading_zero,
    parts::apart,
    spaces::replacement,
    unions::added,
    events::and_for_or,
    events::expected_number,
    spaces::pairs,
    parts::with_one,
    parts::alike_then_free,
    kinds::each_then_free,
    kinds::better_too,
    events::multiplied,
    unions::independent,
    parts::stages,
    spaces::ordered,
    spaces::rows,
    amount::powers,
    spaces::multisets,
    events::complement,
    amount::one_order,
    events::neighbours,
    amount::off_by_one,
    parts::left_out,
    means::of_functions,
    events::cases_alike,
];

/// The steps that judge a student's number: nothing when it is right.
///
/// `formula` is what the student wrote and `student` its value, `truth` the value of the question.
#[must_use]
pub fn judge(
    question: &Question,
    formula: &ast::Expr,
    student: &BigRational,
    truth: &BigRational,
    budget: &Budget,
) -> Vec<Step> {
    if student == truth {
        return Vec::new();
    }
    if is_rounded(formula, student, truth) {
        return vec![Step::formula(Message::Remark(Remark::Rounded), truth.to_string(), truth.clone())];
    }
    let mut steps = vec![by_how_much(student, truth)];
    let case = Case::new(question, truth, budget);
    let mut shown = stages::witness(question, formula, budget);
    let mut recognised = recognised(&case, student);
    if let Some(wrong) = recognised.as_ref().filter(|_| shown.is_empty()) {
        shown.extend(witness::witness(&case, wrong));
    }
    // Where no outcome has these orders, the factor is no more than a factor.
    if shown.is_empty() && recognised.as_ref().is_some_and(|wrong| wrong.says.is_of_orders()) {
        recognised = None;
    }
    if recognised.is_none()
        && let Some((wrong, step)) = complement::mistake(&case, student, formula, budget)
    {
        recognised = Some(wrong);
        if shown.is_empty() {
            shown.extend(step);
        }
    }
    if shown.is_empty() {
        shown = stages::in_order(question, formula, budget);
    }
    if shown.is_empty() {
        shown = stages::product_rule(question, formula, truth);
    }
    steps.extend(match recognised {
        Some(wrong) => Some(Step::formula(Message::Remark(wrong.says), wrong.formula, wrong.value)),
        None => shown.last().and_then(named_by),
    });
    steps.extend(shown);
    steps
}

/// Whether this is a decimal of two digits or more to which the truth rounds.
fn is_rounded(formula: &ast::Expr, student: &BigRational, truth: &BigRational) -> bool {
    let text = print_expression(formula);
    let (digits, hundred) = match text.strip_suffix('%') {
        Some(digits) => (digits, 2),
        None => (text.as_str(), 0),
    };
    let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
    let is_decimal = (hundred > 0 || !places.is_empty())
        && !whole.is_empty()
        && whole.bytes().chain(places.bytes()).all(|digit| digit.is_ascii_digit());
    let significant = format!("{whole}{places}").trim_start_matches('0').len();
    if !is_decimal || significant < 2 {
        return false;
    }
    let unit = BigInt::from(10).pow(places.len() as u32 + hundred);
    // Half a unit of the last digit.
    (student - truth).abs() * BigRational::from_integer(unit * 2) <= BigRational::one()
}

/// What an outcome shows, where no mistake comes to the same number.
fn named_by(shown: &Step) -> Option<Step> {
    let Message::Remark(Remark::Shown(shown)) = &shown.says else { return None };
    let says = match shown {
        Shown::CountedTwice { .. } => Remark::Overcounted,
        Shown::NeverCounted { .. } => Remark::CasesMissing,
        Shown::TakenAwayTwice { .. } => Remark::TakenAwayTooOften,
        Shown::CountedWrongly { .. } => Remark::OthersCounted,
        Shown::Choices { .. } => Remark::ChoicesDepend,
        _ => return None,
    };
    Some(Step::prose(Message::Remark(says)))
}

/// The wrong answers that the question tempts to, the more telling first; each differs from the truth.
#[must_use]
pub fn tempting(question: &Question, truth: &BigRational, budget: &Budget) -> Vec<Wrong> {
    let case = Case::new(question, truth, budget);
    let all = MISTAKES.iter().flat_map(|mistake| mistake(&case));
    let mut found: Vec<Wrong> = Vec::new();
    // Nobody is tempted by a probability of more than 1.
    let tempts = |value: &BigRational| case.probable().is_none() || *value <= BigRational::one();
    for wrong in all.filter(|wrong| wrong.value != *truth && tempts(&wrong.value)) {
        if !found.iter().any(|earlier| earlier.value == wrong.value) {
            found.push(wrong);
        }
    }
    found
}

/// The first mistake that comes to the student's number.
fn recognised(case: &Case<'_>, student: &BigRational) -> Option<Wrong> {
    let found = MISTAKES.iter().flat_map(|mistake| mistake(case)).find(|wrong| wrong.value == *student);
    found.or_else(|| spaces::factorial(case, student))
}

/// By which factor the student's number is off; by how much, where a factor says nothing.
fn by_how_much(student: &BigRational, truth: &BigRational) -> Step {
    if truth.is_zero() || student.is_zero() {
        let formula = format!("({student}) - ({truth})");
        return Step::formula(Message::Remark(Remark::Difference), formula, student - truth);
    }
    let ratio = student / truth;
    let more = ratio > BigRational::one();
    Step::formula(Message::Remark(Remark::Factor { more }), format!("({student}) / ({truth})"), ratio)
}
