//! The probability of an event, or the number of its outcomes, without a condition.

use crate::explain::board::{Board, ratio};
use crate::explain::favourable;
use crate::explain::ways::Favourable;
use crate::explain::{
    Saying, Step, branches, closing, counted, deals, inclusion, independent, listed, process, relative_order,
    scores, throws,
};
use crate::model::outcomes::total;
use crate::model::{Space, Value};
use crate::question::{Expr, Node};
use crate::solve::remainders;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::One;

/// How P(A) comes to p; nothing where no way says it that comes to p.
pub fn probability(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let sound =
        |found: Option<(Vec<Step>, BigRational)>| found.filter(|(_, q)| q == p).map(|(steps, _)| steps);
    process::probability(board, event, p)
        .or_else(|| independent::waiting(board, event, p))
        .or_else(|| independent::successes(board, event, p))
        .or_else(|| process::in_time(board, event, p))
        .or_else(|| independent::place(board, event, p))
        .or_else(|| independent::common(board, event, p))
        .or_else(|| relative_order::probability(board, event, p))
        .or_else(|| by_formula(board, event, p))
        .or_else(|| throws::independent(board, event, p))
        .or_else(|| deals::won(board, event, p))
        .or_else(|| deals::one_hand(board, event, p))
        .or_else(|| independent::product(board, event, p))
        .or_else(|| scores::probability(board, event, p))
        .or_else(|| by_count(board, event, p))
        .or_else(|| sound(if board.size().is_none() { inclusion::inclusion(board, event) } else { None }))
        .or_else(|| sound(branches::total(board, event, 0)))
        .or_else(|| sound(branches::values(board, event)))
        .or_else(|| opposite(board, event, p))
}

/// Favourable outcomes by a formula, over the weight of everything.
fn by_formula(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let (name, space) = board.only()?;
    let whole = board.size().unwrap_or_else(|| total(&space));
    let found = found(board, event, name)?;
    if ratio(&found.count, &whole) != *p {
        return None;
    }
    if let Some(steps) = closing::unordered(&space, &found, p) {
        return Some(steps);
    }
    let mut steps = found.steps.clone();
    steps.extend(closing::fraction(&found, &whole, board, p));
    Some(steps)
}

fn found(board: &Board<'_>, event: &Expr, name: usize) -> Option<Favourable> {
    let (_, space) = board.only()?;
    let few = space.size().is_some_and(|size| size <= BigUint::from(36u32));
    let listed = || listed::listed(&space, event, name, board);
    // A small sample space is listed, as at the blackboard.
    if few && let Some(found) = listed() {
        return Some(found);
    }
    // What is asked of a remainder is asked of few classes.
    let told = remainders::throughout(event, &board.question.experiments).ok()?;
    favourable::favourable(&space, &told, name).or_else(listed)
}

/// Favourable outcomes counted case by case.
fn by_count(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let whole = board.size()?;
    let sound =
        |found: &(Vec<Step>, BigRational)| &found.1 / BigRational::from_integer(whole.clone().into()) == *p;
    let (mut steps, count) = listed::rows(board, event)
        .filter(sound)
        .or_else(|| inclusion::inclusion(board, event).filter(sound))
        .or_else(|| counted::counts(board, event).filter(sound))
        .or_else(|| combinations(board, event).filter(sound))?;
    let count = count.numer().magnitude().clone();
    let found = Favourable { count, steps: Vec::new(), formula: None, unordered: None };
    steps.extend(closing::fraction(&found, &whole, board, p));
    Some(steps)
}

/// How many outcomes are favourable.
pub fn count(board: &Board<'_>, event: &Expr) -> Option<(Vec<Step>, BigRational)> {
    let whole = |count: &BigUint| BigRational::from_integer(count.clone().into());
    let formula = board.only().and_then(|(name, _)| found(board, event, name));
    if let Some(found) = formula {
        let count = whole(&found.count);
        return Some((found.steps, count));
    }
    listed::rows(board, event)
        .or_else(|| inclusion::inclusion(board, event))
        .or_else(|| counted::counts(board, event))
        .or_else(|| combinations(board, event))
}

/// Numbers from ranges, every combination of them tried: `count(x in 1..100, y in 1..100: …)`.
fn combinations(board: &Board<'_>, event: &Expr) -> Option<(Vec<Step>, BigRational)> {
    let mut bindings = Vec::new();
    for (_, named) in board.question.involved() {
        let Space::Single(faces) = named.experiment.space()?.as_ref() else { return None };
        let numbers = faces
            .weights()
            .iter()
            .map(|(v, w)| if let (Value::Int(n), true) = (v, w.is_one()) { Some(*n) } else { None });
        let numbers: Vec<i64> = numbers.collect::<Option<_>>()?;
        let (first, last) = (*numbers.first()?, *numbers.last()?);
        let plain = (first..=last).eq(numbers.iter().copied());
        let name = named.name.as_deref().filter(|_| plain)?;
        bindings.push(format!("{name} in {first}..{last}"));
    }
    if bindings.is_empty() {
        return None;
    }
    board.size().filter(|size| *size <= BigUint::from(20_000u32))?;
    let count = board.count(event)?.value;
    let formula = format!("count({}: {})", bindings.join(", "), board.say(event));
    Some((vec![Step::said(Saying::AllCombinations, [], formula, &count)], count))
}

/// 1 − P(not A), where the opposite event has a derivation.
fn opposite(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let Node::Not(inner) = event.node() else { return None };
    let rest = BigRational::one() - p;
    let mut steps =
        vec![Step::term(Saying::Complement, [board.say(inner)], &board.probability(inner, None)?)];
    steps.extend(probability(board, inner, &rest)?);
    steps.push(Step::said(Saying::LessComplement, [], format!("1 - {}", super::board::factor(&rest)), p));
    Some(steps)
}
