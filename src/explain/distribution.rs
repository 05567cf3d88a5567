//! Distributions value by value.

use crate::dist::Dist;
use crate::explain::board::{Board, equals, ratio};
use crate::explain::{Saying, Step, event, favourable, throws};
use crate::model::outcomes::total;
use crate::model::{Space, Value};
use crate::number::binomial;
use crate::question::Expr;

/// The most values that have a line each.
const MOST_VALUES: usize = 16;

/// A line for each value of a short law: its formula over the weight of everything, or the question that asks for it.
pub fn steps(
    board: &Board<'_>,
    parts: &[Expr],
    given: Option<&Expr>,
    law: &Dist<Value>,
) -> Option<Vec<Step>> {
    let [part] = parts else { return None };
    let mut values: Vec<Value> = law.outcomes().cloned().collect();
    if values.len() > MOST_VALUES {
        let mode = law.mode().first().map(|v| (*v).clone())?;
        values = vec![values[0].clone(), mode, values[values.len() - 1].clone()];
        values.dedup();
    }
    let mut steps = Vec::new();
    for (i, value) in values.iter().enumerate() {
        let p = law.probability_of(value).into_ratio();
        let is = equals(part, value);
        let formula = if given.is_none() {
            formula(board, &is, &p).or_else(|| throws::formula(board, &is, &p))
        } else {
            None
        };
        match formula {
            Some(formula) => steps.push(Step::said(Saying::Values, [value.to_string()], formula, &p)),
            None => {
                if i == 0 && values.len() <= 4 && given.is_none() {
                    steps.extend(event::probability(board, &is, &p).unwrap_or_default());
                }
                steps.push(Step::term(Saying::Values, [value.to_string()], &board.stated(&is, given, &p)?));
            }
        }
    }
    Some(steps)
}

fn formula(board: &Board<'_>, event: &Expr, p: &num_rational::BigRational) -> Option<String> {
    let (name, space) = board.only()?;
    let whole = board.size().unwrap_or_else(|| total(&space));
    let found = favourable::favourable(&space, event, name)?;
    let short = |formula: &String| formula.len() <= 120 && !formula.contains(';');
    if let (Space::Draw(from, n), Some(selections)) = (space.as_ref(), &found.unordered) {
        // The order does not matter: selections over selections.
        let all = binomial(from.size(), *n);
        let last = found.steps.iter().rev().nth(1)?.formula.clone().filter(short)?;
        let written = format!("{} / {all}", super::closing::bracketed(&last));
        return (ratio(selections, &all) == *p).then_some(written);
    }
    let formula = found.formula.filter(short)?;
    (ratio(&found.count, &whole) == *p).then(|| format!("{} / {whole}", super::closing::bracketed(&formula)))
}
