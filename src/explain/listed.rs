//! The favourable outcomes one by one, where they are few.

use crate::explain::ways::Favourable;
use crate::explain::{Saying, Step, board::Board};
use crate::model::outcomes::each_outcome;
use crate::model::{Space, Value};
use crate::question::{Expr, Outcomes};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};

/// The most outcomes that are looked through.
const MOST_LOOKED_AT: u64 = 20_000;

/// The most outcomes that are written down.
const MOST_LISTED: usize = 12;

/// The most rows of several trials that are looked through.
const MOST_ROWS: u32 = 400;

/// The longest outcome that is written down.
const LONGEST: u64 = 8;

/// The favourable outcomes, or the unfavourable ones where these are fewer.
pub fn listed(space: &Space, event: &Expr, name: usize, board: &Board<'_>) -> Option<Favourable> {
    let small = space.size().is_none_or(|size| size.to_u64().is_some_and(|size| size <= MOST_LOOKED_AT));
    let short = space.length().is_some_and(|length| length <= LONGEST);
    if !small || !short || matches!(space, Space::Deal(..) | Space::Law(_)) {
        return None;
    }
    let (holding, failing) = sorted(space, event, name)?;
    // Outcomes that are told apart although they read the same are no list to be read.
    let reads_apart = |rows: &[(Value, BigUint)]| {
        rows.iter().enumerate().all(|(i, (row, _))| rows[..i].iter().all(|(other, _)| other != row))
    };
    let alone = |rows: &[(Value, BigUint)]| {
        rows.len() <= MOST_LISTED && rows.iter().all(|(_, w)| w.is_one()) && reads_apart(rows)
    };
    let count: BigUint = holding.iter().map(|(_, weight)| weight).sum();
    let total = &count + failing.iter().map(|(_, weight)| weight).sum::<BigUint>();
    if alone(&holding) && !holding.is_empty() && board.size().as_ref() == Some(&total) {
        let term = board.count(event)?;
        let step = Step::said(Saying::Listed, [texts(&holding)], term.text, &count);
        return Some(Favourable { steps: vec![step], formula: None, count, unordered: None });
    }
    if alone(&failing) && failing.len() <= 6 && !failing.is_empty() && board.size().as_ref() == Some(&total) {
        let formula = format!("{total} - {}", failing.len());
        let step = Step::said(Saying::ComplementListed, [texts(&failing)], formula, &count);
        return Some(Favourable { steps: vec![step], formula: None, count, unordered: None });
    }
    if holding.len() > 8 || holding.is_empty() {
        return None;
    }
    let products: Option<Vec<String>> = holding.iter().map(|(row, _)| product(space, row)).collect();
    let formula = products?.join(" + ");
    let step = Step::said(Saying::ListedWeights, [texts(&holding)], formula.clone(), &count);
    Some(Favourable { steps: vec![step], formula: Some(formula), count, unordered: None })
}

/// The favourable rows of several single trials, one by one, where there are few.
pub fn rows(board: &Board<'_>, event: &Expr) -> Option<(Vec<Step>, BigRational)> {
    board.size().filter(|size| *size <= BigUint::from(MOST_ROWS))?;
    let mut rows: Vec<Vec<(usize, Value)>> = vec![Vec::new()];
    for (i, named) in board.question.involved() {
        let Space::Single(faces) = named.experiment.space()?.as_ref() else { return None };
        let longer = |row: &Vec<(usize, Value)>| {
            let faces = faces.weights().iter();
            faces
                .map(|(face, _)| row.iter().cloned().chain([(i, face.clone())]).collect())
                .collect::<Vec<_>>()
        };
        rows = rows.iter().flat_map(longer).collect();
    }
    let mut holding = Vec::new();
    for row in rows.iter().filter(|row| row.len() > 1) {
        let mut outcomes = Outcomes::default();
        outcomes.names = vec![None; board.question.experiments.len()];
        row.iter().for_each(|(i, value)| outcomes.names[*i] = Some(value.clone()));
        if event.evaluate(&mut outcomes).ok()? == Value::Truth(true) {
            let row: Vec<String> = row.iter().map(|(_, value)| value.to_string()).collect();
            holding.push(format!("({})", row.join(", ")));
        }
    }
    if holding.is_empty() || holding.len() > MOST_LISTED {
        return None;
    }
    let term = board.count(event)?;
    Some((vec![Step::term(Saying::Listed, [holding.join(", ")], &term)], term.value))
}

/// Outcomes with their weights.
type Weighed = Vec<(Value, BigUint)>;

/// The outcomes that are favourable, and those that are not.
fn sorted(space: &Space, event: &Expr, name: usize) -> Option<(Weighed, Weighed)> {
    let (mut holding, mut failing) = (Vec::new(), Vec::new());
    let mut outcomes = Outcomes::default();
    outcomes.names = vec![None; name + 1];
    let (mut visited, mut sound) = (0, true);
    each_outcome(space, &mut |outcome, weight| {
        visited += 1;
        outcomes.names[name] = Some(outcome.clone());
        match event.evaluate(&mut outcomes) {
            Ok(Value::Truth(true)) => holding.push((outcome, weight)),
            Ok(Value::Truth(false)) => failing.push((outcome, weight)),
            _ => sound = false,
        }
        sound &= visited <= MOST_LOOKED_AT;
        sound
    });
    sound.then_some((holding, failing))
}

fn texts(rows: &[(Value, BigUint)]) -> String {
    rows.iter().map(|(row, _)| row.to_string()).collect::<Vec<_>>().join(", ")
}

/// How many elements there are for each place of a row, one after another.
fn product(space: &Space, row: &Value) -> Option<String> {
    let mut factors: Vec<String> = Vec::new();
    match space {
        Space::Draw(from, _) => {
            for (i, label) in row.elements().iter().enumerate() {
                let used = row.elements()[..i].iter().filter(|l| *l == label).count() as u64;
                let (_, count) = from.classes().iter().find(|(l, _)| l == label)?;
                factors.push((count - used).to_string());
            }
        }
        Space::Choose(from, _) => {
            for (label, count) in from.classes() {
                let chosen = row.elements().iter().filter(|l| *l == label).count();
                if chosen > 0 {
                    factors.push(format!("C({count}, {chosen})"));
                }
            }
        }
        Space::Trials(groups) => {
            let faces =
                groups.iter().flat_map(|(faces, n)| std::iter::repeat_n(faces, n.to_usize().unwrap_or(0)));
            for (faces, label) in faces.zip(row.elements()) {
                let (_, weight) = faces.weights().iter().find(|(l, _)| l == label)?;
                factors.push(weight.to_string());
            }
        }
        Space::Single(faces) => {
            factors.push(faces.weights().iter().find(|(l, _)| l == row)?.1.to_string());
        }
        _ => return None,
    }
    Some(if factors.is_empty() { "1".to_owned() } else { factors.join(" * ") })
}
