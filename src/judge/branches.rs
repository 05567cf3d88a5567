//! Mistakes with stages that depend on each other: branches that are not weighed, and a prior that is forgotten.

use super::Wrong;
use super::case::{Case, statements};
use crate::explain::Remark;
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Node, Question};
use num_rational::BigRational;
use num_traits::Zero;

/// The most branches that are followed.
const MOST: usize = 12;

/// The probabilities of the branches averaged as if each were as likely; or one branch taken for the whole.
pub(super) fn unweighted(case: &Case<'_>) -> Vec<Wrong> {
    let Some(event) = case.probable().filter(|_| case.question.given.is_none()) else { return Vec::new() };
    let Some((index, values)) = stage(case) else { return Vec::new() };
    if event.mentions(index) {
        return Vec::new();
    }
    let branches: Vec<Question> = values
        .iter()
        .map(|value| case.asking(Asked::Probability(event.clone()), Some(is(index, value))))
        .collect();
    let values: Option<Vec<BigRational>> = branches.iter().map(|branch| case.value(branch)).collect();
    let Some(values) = values else { return Vec::new() };
    let count = values.len();
    let mean = values.iter().fold(BigRational::zero(), |sum, value| sum + value)
        / BigRational::from_integer(count.into());
    let parts: Vec<String> = branches.iter().map(Question::measure).collect();
    let formula = format!("{}({}) / {count}", statements(&branches), parts.join(" + "));
    let mut found = vec![Wrong::of(Remark::BranchesUnweighted, formula, mean)];
    found.extend(branches.iter().zip(values).map(|(branch, value)| {
        let wrong = Wrong::of(Remark::OneBranch, branch.to_string(), value);
        Wrong { question: Some(Box::new(branch.clone())), ..wrong }
    }));
    found
}

/// P(cause | effect) as the share of this cause among the likelihoods, as if all causes were as likely before.
pub(super) fn prior_forgotten(case: &Case<'_>) -> Vec<Wrong> {
    let (Some(event), Some(given)) = (case.probable(), &case.question.given) else { return Vec::new() };
    let Some((index, values)) = stage(case) else { return Vec::new() };
    let Some((name, wanted)) = cause(event) else { return Vec::new() };
    if name != index || given.mentions(index) {
        return Vec::new();
    }
    let likelihoods: Vec<Question> = values
        .iter()
        .map(|value| case.asking(Asked::Probability(given.clone()), Some(is(index, value))))
        .collect();
    let numbers: Option<Vec<BigRational>> = likelihoods.iter().map(|question| case.value(question)).collect();
    let (Some(numbers), Some(place)) = (numbers, values.iter().position(|value| *value == wanted)) else {
        return Vec::new();
    };
    let all = numbers.iter().fold(BigRational::zero(), |sum, value| sum + value);
    if all.is_zero() {
        return Vec::new();
    }
    let parts: Vec<String> = likelihoods.iter().map(Question::measure).collect();
    let formula = format!("{}{} / ({})", statements(&likelihoods), parts[place], parts.join(" + "));
    vec![Wrong::of(Remark::PriorForgotten, formula, &numbers[place] / all)]
}

/// The first named trial that others depend on, with its possible values.
pub(super) fn stage(case: &Case<'_>) -> Option<(usize, Vec<Value>)> {
    let experiments = &case.question.experiments;
    let depends = experiments.iter().fold(0, |bits, named| bits | named.experiment.names());
    let mut stages = experiments.iter().enumerate().filter(|(i, named)| {
        depends >> i & 1 == 1 && named.name.is_some() && named.experiment.space().is_some()
    });
    let (index, named) = stages.next()?;
    let Some(Space::Single(faces)) = named.experiment.space().map(AsRef::as_ref) else { return None };
    let values: Vec<Value> = faces
        .weights()
        .iter()
        .filter(|(_, weight)| !weight.is_zero())
        .map(|(value, _)| value.clone())
        .collect();
    (2..=MOST).contains(&values.len()).then_some((index, values))
}

/// The experiment and the value of an event that it shows this value.
fn cause(event: &Expr) -> Option<(usize, Value)> {
    match event.node() {
        Node::Name(name) => Some((*name, Value::Truth(true))),
        Node::Not(event) => match event.node() {
            Node::Name(name) => Some((*name, Value::Truth(false))),
            _ => None,
        },
        Node::Compare(Comparison::Equal, cause, wanted) => match (cause.node(), wanted.known()) {
            (Node::Name(name), Some(wanted)) => Some((*name, wanted.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// The event that the experiment shows this value.
pub(super) fn is(index: usize, value: &Value) -> Expr {
    let name = Expr::new(Node::Name(index));
    match value {
        Value::Truth(true) => name,
        Value::Truth(false) => Expr::new(Node::Not(name)),
        other => Expr::new(Node::Compare(Comparison::Equal, name, Expr::value_of(other.clone()))),
    }
}
