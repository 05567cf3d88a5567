//! Order statistics by their formulas: the element at a place of the ascending order, and the range, the greatest number less
//! the least.
//!
//! The element at place k is at most v when at least k elements are, and how many are is binomial for trials and hypergeometric
//! for draws. All elements lie between two labels in (weight between)ⁿ or C(elements between, n) ways, and the least and the
//! greatest are these labels in as many ways as inclusion and exclusion of both leave [H. A. David, H. N. Nagaraja, "Order
//! Statistics", 3rd edition, 2003, sections 2.1 and 2.4].

pub mod place;
pub mod range;
mod stretches;
#[cfg(test)]
mod tests;

use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Named, Node, Question};
use crate::solve::atom::Path;
use crate::solve::one_number::OneNumber;
use crate::statistic::Function;
use crate::statistic::extremes::{MAX, MIN, RANGE};
use num_traits::{One, Signed};

/// The question with `range(X)` in place of `max(X) - min(X)`, where that is all it asks of a sample; nothing where there is none
/// such. A mean is taken apart instead.
#[must_use]
pub fn ranged(question: &Question) -> Option<Question> {
    if matches!(question.asked, Asked::Mean(_) | Asked::Covariance(..) | Asked::Correlation(..) | Asked::Size)
    {
        return None;
    }
    let mentioned = question.mentioned();
    let mut changed = None;
    for name in (0..question.experiments.len()).filter(|i| mentioned >> i & 1 == 1) {
        changed = of_sample(changed.as_ref().unwrap_or(question), name).or(changed);
    }
    changed
}

/// The question where the difference between the ends of a part of this sample is one number.
fn of_sample(question: &Question, name: usize) -> Option<Question> {
    let space = question.experiments[name].experiment.space()?;
    let mut asked = question.asked.expressions().into_iter().chain(&question.given);
    let sample = asked.find_map(|expression| greatest_of(expression, name))?;
    if !has_ends(&sample, name, space) {
        return None;
    }
    let [greatest, least] = [&MAX, &MIN].map(|end| of(end, &sample));
    let range = of(&RANGE, &sample);
    let mut number = OneNumber::new(1 << name, |part: &Expr| *part == greatest || *part == least);
    // Read once, to know which number it is, and then with the right sign.
    for expression in question.asked.expressions().into_iter().chain(&question.given) {
        expression.rewrite(&mut |part| Ok(number.part(part, &range))).ok()?;
    }
    let [first, second] = number.terms()? else { return None };
    let (up, down) = if first.0 == greatest { (&first.1, &second.1) } else { (&second.1, &first.1) };
    if !up.magnitude().is_one() || *up != -down {
        return None;
    }
    let mut number = if up.is_negative() { number.negated() } else { number };
    let mut read = |e: &Expr| e.rewrite(&mut |part| Ok(number.part(part, &range)));
    let asked = question.asked.clone().map(&mut read).ok()?;
    let given = question.given.as_ref().map(&mut read).transpose().ok()?;
    number.terms()?;
    Some(Question { asked, given, ..question.clone() })
}

/// The part of this sample whose greatest number an expression asks for first.
fn greatest_of(expression: &Expr, name: usize) -> Option<Expr> {
    if !expression.mentions(name) {
        return None;
    }
    match expression.node() {
        Node::Call(function, arguments) if **function == MAX && expression.names() == 1 << name => {
            arguments.first().cloned()
        }
        node => node.children().find_map(|part| greatest_of(part, name)),
    }
}

/// A statistic of a sample.
fn of(function: &'static Function, sample: &Expr) -> Expr {
    Expr::new(Node::Call(function, vec![sample.clone()]))
}

/// Whether a part of a sample of numbers is certain to have a greatest and a least one.
fn has_ends(sample: &Expr, name: usize, space: &Space) -> bool {
    let is_sample = matches!(space, Space::Trials(_) | Space::Draw(..) | Space::Choose(..));
    let is_part =
        || matches!(Path::of(sample, name, space), Ok(Some(path)) if path.is_plain() && path.length() > 0);
    is_sample && is_part() && space.labels().iter().all(Value::is_number)
}

/// The greatest and the least number whose difference a range is: its mean needs no law.
#[must_use]
pub fn ends(number: &Expr, experiments: &[Named]) -> Option<[Expr; 2]> {
    let Node::Call(function, arguments) = number.node() else { return None };
    let names = number.names();
    let name = names.trailing_zeros() as usize;
    if **function != RANGE || arguments.len() != 1 || !names.is_power_of_two() {
        return None;
    }
    let space = experiments.get(name)?.experiment.space()?;
    has_ends(&arguments[0], name, space).then(|| [&MAX, &MIN].map(|end| of(end, &arguments[0])))
}
