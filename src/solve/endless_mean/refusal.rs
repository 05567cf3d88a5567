//! Why a mean of endless numbers is infinite or not known, and what to ask instead.

use super::Products;
use crate::error::{Error, ErrorKind};
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Node, Operator, Question};
use crate::solve::chain::is_steps;
use num_traits::Signed;

/// The refusal of a mean that is infinite, or that does not exist because both its halves are.
pub(super) fn infinite(number: &Expr, products: &Products, question: &Question) -> Error {
    let signed = products.0.keys().flatten().any(|(_, base, _)| base.is_negative())
        || products.0.values().any(Signed::is_negative);
    let text = question.text_of(number);
    let message = match signed {
        true => format!("{text} has no mean: its size grows faster than its probabilities fall"),
        false => format!("the mean of {text} is infinite: it grows faster than its probabilities fall"),
    };
    let fix = bounded("E", number, question, signed);
    Error::new(ErrorKind::Undefined, message)
        .hint(format!("ask for a bounded one: `{fix}`"))
        .or_at(number.span())
}

/// The refusal of a variance that is infinite.
#[must_use]
pub fn infinite_variance(number: &Expr, question: &Question) -> Error {
    let message =
        format!("the variance of {} is infinite: its square has no finite mean", question.text_of(number));
    let fix = bounded("Var", number, question, true);
    Error::new(ErrorKind::Undefined, message)
        .hint(format!("ask for a bounded one: `{fix}`"))
        .or_at(number.span())
}

/// What a mean is that divides by an endless number: the sum of the series is a logarithm for trials until a success, and as a
/// rule no fraction; nothing for other questions.
#[must_use]
pub fn divided(question: &Question) -> Option<Error> {
    let names: Vec<usize> = (0..question.experiments.len())
        .filter(|name| {
            let space = question.experiments[*name].experiment.space();
            space.is_some_and(|space| matches!(**space, Space::Chain(_)))
        })
        .collect();
    let is_moment = matches!(
        question.asked,
        Asked::Mean(_)
            | Asked::Variance(_)
            | Asked::Deviation(_)
            | Asked::Covariance(..)
            | Asked::Correlation(..)
    );
    let place =
        question.asked.expressions().into_iter().filter(|_| is_moment).find_map(|e| divides(e, &names))?;
    let measure = question.measure();
    let message = format!(
        "{measure} divides by an endless number: it is the sum of a series, and as a rule no fraction but a logarithm"
    );
    Some(
        Error::new(ErrorKind::Unsupported, message)
            .hint(format!("estimate it: `simulate {measure}`"))
            .or_at(place.span()),
    )
}

/// The part of an expression that divides by something made of these numbers.
fn divides<'a>(e: &'a Expr, names: &[usize]) -> Option<&'a Expr> {
    let is_endless = |e: &Expr| names.iter().any(|name| e.mentions(*name));
    let here = match e.node() {
        Node::Arithmetic(Operator::Divide, _, divisor) => is_endless(divisor),
        Node::Arithmetic(Operator::Power, base, power) => {
            is_endless(base) && power.known().and_then(Value::ratio).is_some_and(|power| power.is_negative())
        }
        _ => false,
    };
    if here { Some(e) } else { e.node().children().find_map(|part| divides(part, names)) }
}

/// The same measure of what is bounded: of the number itself, or, where that may do harm, of the steps in it.
fn bounded(measure: &str, number: &Expr, question: &Question, by_steps: bool) -> String {
    let text = question.text_of(number);
    let mut steps = Vec::new();
    steps_in(number, question, &mut steps);
    let given = question.given.as_ref().map(|given| question.text_of(given));
    if !by_steps && steps.len() == 1 {
        let given = given.map_or_else(String::new, |given| format!(" | {given}"));
        return format!("{measure}(min({text}, 1000000){given})");
    }
    let bounds = steps.iter().map(|number| format!("{number} <= 20"));
    let conditions: Vec<String> = given.map(|given| format!("({given})")).into_iter().chain(bounds).collect();
    format!("{measure}({text} | {})", conditions.join(" and "))
}

/// The numbers of steps in an expression, each once, as they are written.
fn steps_in(e: &Expr, question: &Question, found: &mut Vec<String>) {
    let is_total = |name: usize| match e.node() {
        Node::At(row, place) => *row.node() == Node::Name(name) && place.known() == Some(&Value::Int(1)),
        _ => false,
    };
    if (0..question.experiments.len()).any(|name| is_steps(e, name) || is_total(name)) {
        let text = question.text_of(e);
        if !found.contains(&text) {
            found.push(text);
        }
        return;
    }
    e.node().children().for_each(|child| steps_in(child, question, found));
}
