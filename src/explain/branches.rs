//! Case by case on something that the event depends on: counts that add up, or total probability.

mod candidates;

use crate::dist::Dist;
use crate::explain::board::{Board, Term, conjuncts, equals, factor};
use crate::explain::{Saying, Step};
use crate::model::{Space, Value};
use crate::question::{Expr, Node};
use candidates::candidates;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// The most cases.
const MOST: usize = 40;

/// The most cases that have a line each; of more the first and the last ones.
const MOST_LINES: usize = 13;

/// What the cases are told apart by, and its law.
pub struct Split {
    /// The expression.
    pub on: Expr,
    /// Its law.
    pub law: Dist<Value>,
}

/// Something with few values that decides much of an event.
pub fn split(board: &Board<'_>, event: &Expr) -> Option<Split> {
    candidates(board, event).into_iter().find_map(|on| {
        if conjuncts(event).contains(&on) || !is_small(board, &on) {
            return None;
        }
        let law = board.law(&on, None)?;
        let plain = law.outcomes().all(|v| !matches!(v, Value::Row(_) | Value::Set(_)));
        (plain && (2..=MOST).contains(&law.len())).then_some(Split { on, law })
    })
}

/// Whether the law of an expression may be short.
fn is_small(board: &Board<'_>, on: &Expr) -> bool {
    match on.node() {
        Node::Name(i) => match board.question.experiments[*i].experiment.space().map(AsRef::as_ref) {
            Some(Space::Single(_) | Space::Law(_)) | None => true,
            Some(_) => false,
        },
        _ => true,
    }
}

/// The lines of cases, those in the middle of many left out.
pub fn shown(mut lines: Vec<Step>) -> Vec<Step> {
    if lines.len() > MOST_LINES {
        let last = lines.split_off(lines.len() - 4);
        lines.truncate(6);
        lines.extend(last);
    }
    lines
}

/// A case of total probability.
pub struct Branch {
    /// The condition.
    pub case: Expr,
    /// How likely it is.
    pub prior: BigRational,
    /// How likely the event is in it.
    pub likely: Term,
}

/// The cases of an event, without those in which it cannot happen.
pub fn branches(board: &Board<'_>, event: &Expr, split: &Split) -> Option<Vec<Branch>> {
    let mut branches = Vec::new();
    let mut values: Vec<&Value> = split.law.outcomes().collect();
    if values.iter().all(|v| matches!(v, Value::Truth(_))) {
        // What happens comes before what does not.
        values.reverse();
    }
    for value in values {
        let prior = split.law.probability_of(value).into_ratio();
        if prior.is_zero() {
            continue;
        }
        let case = equals(&split.on, value);
        let likely = board.probability(event, Some(&case))?;
        if !likely.value.is_zero() {
            branches.push(Branch { case, prior, likely });
        }
    }
    Some(branches)
}

/// P(A) = Σ P(case) · P(A | case), step by step, and what it comes to.
pub fn total(board: &Board<'_>, event: &Expr, depth: u32) -> Option<(Vec<Step>, BigRational)> {
    let split = split(board, event)?;
    let mut steps = Vec::new();
    // A case that itself depends on something before is derived first.
    if let Node::Name(i) = split.on.node()
        && board.question.experiments[*i].experiment.space().is_none()
        && split.law.outcomes().all(|v| matches!(v, Value::Truth(_)))
        && depth < 4
        && let Some((before, _)) = total(board, &split.on, depth + 1)
    {
        steps.extend(before);
    }
    let branches = branches(board, event, &split)?;
    if branches.is_empty() {
        return None;
    }
    if branches.iter().all(|b| b.likely.value.is_one()) {
        let (lines, sum) = allowed(board, &split, &branches)?;
        steps.extend(lines);
        return Some((steps, sum));
    }
    let alike = |a: &Branch, b: &Branch| a.prior == b.prior && a.likely.value == b.likely.value;
    let groups: Vec<&[Branch]> = branches.chunk_by(alike).collect();
    let lines = groups.iter().map(|group| {
        let first = &group[0];
        let parts = [cases_text(board, &split.on, group), first.prior.to_string()];
        let says = if group.len() == 1 { Saying::CaseWith } else { Saying::CasesWith };
        Step::term(says, parts, &first.likely)
    });
    steps.extend(shown(lines.collect()));
    let sum: BigRational = branches.iter().map(|b| &b.prior * &b.likely.value).sum();
    let times = |group: &&[Branch]| match group.len() {
        1 => product(&group[0]),
        n => format!("{n} * {}", product(&group[0])),
    };
    let terms: Vec<String> = groups.iter().map(times).collect();
    steps.push(Step::said(Saying::TotalProbability, [], terms.join(" + "), &sum));
    Some((steps, sum))
}

/// The cases of a group: `r = 4`, or `r = 4, 5, 6`.
fn cases_text(board: &Board<'_>, on: &Expr, group: &[Branch]) -> String {
    let values: Vec<String> = group.iter().map(|branch| value_of(&branch.case)).collect();
    match group {
        [single] => board.say(&single.case),
        _ => format!("{} = {}", board.say(on), values.join(", ")),
    }
}

/// The value of a case that says one.
fn value_of(case: &Expr) -> String {
    match case.node() {
        Node::Compare(_, _, value) => value.known().map(ToString::to_string).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The values that decide for the event, added up; or 1 less those that decide against it, where they are fewer.
fn allowed(board: &Board<'_>, split: &Split, branches: &[Branch]) -> Option<(Vec<Step>, BigRational)> {
    let mut cases: Vec<Expr> = branches.iter().map(|branch| branch.case.clone()).collect();
    let rest = split.law.outcomes().map(|value| equals(&split.on, value));
    let rest: Vec<Expr> = rest.filter(|case| !cases.contains(case)).collect();
    let less = rest.len() < cases.len() && cases.len() > 1 && !rest.is_empty();
    if less {
        cases = rest;
    }
    let terms: Vec<Term> = cases.iter().map(|case| board.probability(case, None)).collect::<Option<_>>()?;
    let lines =
        cases.iter().zip(&terms).map(|(case, term)| Step::term(Saying::Case, [board.say(case)], term));
    let mut steps = shown(lines.collect());
    let sum: BigRational = terms.iter().map(|term| &term.value).sum();
    let texts: Vec<String> = terms.iter().map(|term| factor(&term.value)).collect();
    let joined = texts.join(" + ");
    if !less {
        steps.push(Step::said(Saying::ValuesTogether, [], joined, &sum));
        return Some((steps, sum));
    }
    let formula = if texts.len() == 1 { format!("1 - {joined}") } else { format!("1 - ({joined})") };
    let sum = BigRational::one() - sum;
    steps.push(Step::said(Saying::ValuesLess, [], formula, &sum));
    Some((steps, sum))
}

/// The product of a branch as a formula.
pub fn product(branch: &Branch) -> String {
    if branch.likely.value.is_one() {
        return factor(&branch.prior);
    }
    format!("{} * {}", factor(&branch.prior), factor(&branch.likely.value))
}

/// The values of a number that an event allows, one by one; or those that it rules out, where they are fewer.
pub fn values(board: &Board<'_>, event: &Expr) -> Option<(Vec<Step>, BigRational)> {
    let Node::Compare(comparison, number, bound) = event.node() else { return None };
    let bound = bound.known()?;
    let Value::Int(limit) = bound else { return None };
    let likely = |k: i64| board.probability(&equals(number, &Value::Int(k)), None);
    use crate::model::pattern::Comparison as C;
    // Only numbers that count from 0 or 1 up, such as waiting times.
    let (last, complement) = match comparison {
        C::AtMost => (*limit, false),
        C::Less => (limit - 1, false),
        C::AtLeast => (limit - 1, true),
        C::Greater => (*limit, true),
        _ => return None,
    };
    if !(0..=MOST as i64).contains(&last) {
        return None;
    }
    let below = Expr::new(Node::Compare(C::Less, number.clone(), Expr::value_of(0)));
    if !board.probability(&below, None)?.value.is_zero() {
        return None;
    }
    let terms: Vec<(i64, Term)> = (0..=last).map(|k| Some((k, likely(k)?))).collect::<Option<_>>()?;
    let terms: Vec<_> = terms.into_iter().filter(|(_, t)| !t.value.is_zero()).collect();
    let mut sum: BigRational = terms.iter().map(|(_, t)| &t.value).sum();
    let mut formula = terms.iter().map(|(_, t)| factor(&t.value)).collect::<Vec<_>>().join(" + ");
    if terms.is_empty() {
        return None;
    }
    let mut steps =
        shown(terms.iter().map(|(k, t)| Step::term(Saying::Values, [k.to_string()], t)).collect());
    let mut says = Saying::ValuesTogether;
    if complement {
        sum = BigRational::one() - sum;
        formula = format!("1 - ({formula})");
        says = Saying::ValuesLess;
    }
    steps.push(Step::said(says, [], formula, &sum));
    Some((steps, sum))
}
