//! Mistakes with means and variances: the function of the mean, and variances that do not add up.

use super::Wrong;
use super::case::Case;
use crate::explain::Remark;
use crate::model::Value;
use crate::question::{Asked, Expr, Node, Operator, Question};
use num_rational::BigRational;

/// f(E(X)) for E(f(X)); Var(X) + Var(Y) without the covariance, Var(X) − Var(Y), and c Var(X) for Var(c X).
pub(super) fn of_functions(case: &Case<'_>) -> Vec<Wrong> {
    match &case.question.asked {
        Asked::Mean(number) => of_the_mean(case, number).into_iter().collect(),
        Asked::Variance(number) => variances(case, number),
        _ => Vec::new(),
    }
}

/// The function worked out on the means of what it mentions.
fn of_the_mean(case: &Case<'_>, number: &Expr) -> Option<Wrong> {
    let mean = |e: &Expr| case.value(&case.asking(Asked::Mean(e.clone()), case.question.given.clone()));
    let mut means: Vec<(String, BigRational)> = Vec::new();
    let with_means = number.rewrite(&mut |part| {
        let is_leaf = matches!(part.node(), Node::Name(_) | Node::At(..) | Node::Call(..));
        if part == number || !is_leaf {
            return Ok(None);
        }
        let Some(value) = mean(part) else { return Ok(None) };
        means.push((case.question.text_of(part), value.clone()));
        Ok(Some(Expr::value_of(Value::number(value))))
    });
    let value = with_means.ok()?.known()?.ratio()?;
    // The same text with each part under its own mean: f(E(X)).
    let mut formula = case.question.text_of(number);
    let statements = case.question.statements(case.question.mentioned());
    for (part, _) in &means {
        formula = formula.replacen(part.as_str(), &format!("E({part})"), 1);
    }
    Some(Wrong::of(Remark::FunctionOfMean, format!("{statements}{formula}"), value))
}

fn variances(case: &Case<'_>, number: &Expr) -> Vec<Wrong> {
    let variance = |e: &Expr| case.asking(Asked::Variance(e.clone()), case.question.given.clone());
    match number.node() {
        Node::Arithmetic(sign @ (Operator::Add | Operator::Subtract), a, b) => {
            let both: [Question; 2] = [variance(a), variance(b)];
            let joined = match sign {
                Operator::Add => case.joined(Remark::VariancesAdded, &both, " + ", |a, b| a + b),
                _ => case.joined(Remark::VariancesSubtracted, &both, " - ", |a, b| a - b),
            };
            joined.into_iter().collect()
        }
        Node::Arithmetic(Operator::Multiply, a, b) => {
            let (factor, part) = match (a.known(), b.known()) {
                (Some(factor), None) => (factor, b),
                (None, Some(factor)) => (factor, a),
                _ => return Vec::new(),
            };
            let question = variance(part);
            let (Some(factor), Some(value)) = (factor.ratio(), case.value(&question)) else {
                return Vec::new();
            };
            let statements = question.statements(question.mentioned());
            let formula = format!("{statements}{factor} * {}", question.measure());
            vec![Wrong::of(Remark::FactorOfVariance, formula, factor * value)]
        }
        _ => Vec::new(),
    }
}
