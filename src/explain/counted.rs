//! The favourable outcomes, counted in each case.

use crate::explain::board::{Board, Term, both, equals};
use crate::explain::branches::{Split, shown, split};
use crate::explain::matched;
use crate::explain::{Saying, Step};
use crate::model::Value;
use crate::question::{Expr, Node};
use num_rational::BigRational;
use num_traits::{One, Zero};

/// A case, with the number of its outcomes.
struct Case {
    value: Value,
    event: Expr,
    term: Term,
}

/// The favourable outcomes, counted case by case; what decides the event by itself from the shorter side.
pub fn counts(board: &Board<'_>, event: &Expr) -> Option<(Vec<Step>, BigRational)> {
    let size = BigRational::from_integer(board.size()?.into());
    let Split { on, law } = split(board, event)?;
    let left = |value: &Value| {
        event.rewrite(&mut |part| Ok((*part == on).then(|| Expr::value_of(value.clone())))).ok()
    };
    let lefts: Vec<(&Value, Expr)> = law.outcomes().map(|v| Some((v, left(v)?))).collect::<Option<_>>()?;
    let decided = lefts.iter().all(|(_, left)| left.is(true) || left.is(false));
    let (holding, failing): (Vec<_>, Vec<_>) = lefts.iter().partition(|(_, left)| !left.is(false));
    let less = decided && failing.len() < holding.len() && !failing.is_empty();
    let mut cases = Vec::new();
    for (value, left) in if less { failing } else { holding } {
        let case = equals(&on, value);
        let term = match decided {
            true => board.count(&case)?,
            false => match apart(board, &case, left).or_else(|| matched::case(board, &on, value, left)) {
                Some(term) => term,
                None => board.count(&both(&case, event))?,
            },
        };
        if !term.value.is_zero() {
            cases.push(Case { value: (*value).clone(), event: case, term });
        }
    }
    // A single case says no more than the event itself.
    if cases.len() < if decided { 1 } else { 2 } {
        return None;
    }
    let (mut steps, sum, count) = lines(board, &on, &cases);
    if less {
        let many = if sum.contains(' ') { format!("({sum})") } else { sum };
        let count = &size - count;
        steps.push(Step::said(Saying::LessComplement, [], format!("{size} - {many}"), &count));
        return Some((steps, count));
    }
    if sum.contains(' ') {
        steps.push(Step::said(Saying::CasesTogether, [], sum, &count));
    }
    Some((steps, count))
}

/// A line a case, one for many that count alike; their sum, and what it comes to.
fn lines(board: &Board<'_>, on: &Expr, cases: &[Case]) -> (Vec<Step>, String, BigRational) {
    let alike = |a: &Case, b: &Case| a.term.value == b.term.value;
    let groups: Vec<Vec<&Case>> = if cases.len() > 3 {
        let mut groups: Vec<Vec<&Case>> = Vec::new();
        for case in cases {
            match groups.iter_mut().find(|group| alike(group[0], case)) {
                Some(group) => group.push(case),
                None => groups.push(vec![case]),
            }
        }
        groups
    } else {
        cases.iter().map(|case| vec![case]).collect()
    };
    let line = |group: &Vec<&Case>| match group.as_slice() {
        [single] => Step::term(Saying::Case, [board.say(&single.event)], &single.term),
        many => {
            let values: Vec<String> = many.iter().map(|case| case.value.to_string()).collect();
            let text = format!("{} = {}", board.say(on), values.join(", "));
            Step::term(Saying::CasesAlike, [text], &many[0].term)
        }
    };
    let count: BigRational = cases.iter().map(|case| &case.term.value).sum();
    let times = |group: &Vec<&Case>| match group.len() {
        1 => group[0].term.value.to_string(),
        n => format!("{n} * {}", group[0].term.value),
    };
    let sum = groups.iter().map(times).collect::<Vec<_>>().join(" + ");
    (shown(groups.iter().map(line).collect()), sum, count)
}

/// A case that leaves an event of other experiments: the numbers multiply.
fn apart(board: &Board<'_>, case: &Expr, left: &Expr) -> Option<Term> {
    let (here, there) = (case.names(), board.mentioned() & !case.names());
    if there == 0 || left.names() & here != 0 {
        return None;
    }
    let first = board.count_over(case, here)?;
    let left = turned(left);
    let second = if left.is(true) {
        let whole = board.size_of(there)?;
        Term { text: whole.to_string(), value: BigRational::from_integer(whole.into()) }
    } else {
        board.count_over(&left, there)?
    };
    let value = &first.value * &second.value;
    let text = match [&first, &second].iter().any(|term| term.text.contains(';')) {
        true => format!("{} * {}", first.value, second.value),
        false if first.value.is_one() => second.text,
        false => format!("{} * {}", first.text, second.text),
    };
    Some(Term { text, value })
}

/// A comparison with its number behind: `sum(Y) = 2`.
fn turned(event: &Expr) -> Expr {
    match event.node() {
        Node::Compare(comparison, a, b) if a.known().is_some() => {
            Expr::new(Node::Compare(comparison.mirrored(), b.clone(), a.clone()))
        }
        _ => event.clone(),
    }
}
