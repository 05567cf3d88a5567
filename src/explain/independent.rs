//! Events that speak of different experiments, of different places, of what two samples have in common: shorter than a
//! list.

use crate::explain::board::{Board, Term, conjuncts, factor};
use crate::explain::{Saying, Step};
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::number::binomial;
use crate::question::{Expr, Node};
use crate::solve::atom::{Subject, atoms};
use crate::solve::residue::Residue;
use num_rational::BigRational;
use num_traits::One;

/// The most factors.
const MOST: usize = 8;

/// The most trials whose sum is written down.
const MOST_TRIALS: u64 = 1_000;

/// P(A and B) = P(A)·P(B), where the parts of a conjunction speak of experiments that do not depend on each other.
pub fn product(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let (events, terms) = factors(board, event)?;
    if terms.iter().map(|term| &term.value).product::<BigRational>() != *p {
        return None;
    }
    let lines = events.iter().zip(&terms).map(|(e, term)| Step::term(Saying::Factor, [board.say(e)], term));
    let mut steps: Vec<Step> = lines.collect();
    let factors: Vec<String> = terms.iter().map(|term| factor(&term.value)).collect();
    steps.push(Step::said(Saying::IndependentProduct, [], factors.join(" * "), p));
    Some(steps)
}

/// The probability of independent events together, as the product of theirs.
pub fn multiplied(board: &Board<'_>, event: &Expr) -> Option<Term> {
    let (_, terms) = factors(board, event)?;
    let text = terms.iter().map(|term| factor(&term.value)).collect::<Vec<_>>().join(" * ");
    let value = terms.iter().map(|term| &term.value).product();
    let sound = board.probability(event, None).is_some_and(|whole| whole.value == value);
    sound.then_some(Term { text, value })
}

/// The parts of a conjunction that do not depend on each other, each with its probability.
fn factors(board: &Board<'_>, event: &Expr) -> Option<(Vec<Expr>, Vec<Term>)> {
    let mut groups: Vec<(u128, Vec<Expr>)> = Vec::new();
    for part in conjuncts(event) {
        let mut names = reached(board, part.names());
        let mut parts = Vec::new();
        groups.retain(|(others, theirs)| {
            let met = others & names != 0;
            if met {
                names |= others;
                parts.extend(theirs.iter().cloned());
            }
            !met
        });
        parts.push(part);
        groups.push((names, parts));
    }
    if !(2..=MOST).contains(&groups.len()) {
        return None;
    }
    let all = |mut parts: Vec<Expr>| {
        if parts.len() == 1 { parts.swap_remove(0) } else { Expr::new(Node::And(parts)) }
    };
    let events: Vec<Expr> = groups.into_iter().map(|(_, parts)| all(parts)).collect();
    let terms: Vec<Term> = events.iter().map(|e| board.probability(e, None)).collect::<Option<_>>()?;
    Some((events, terms))
}

/// These experiments and all that they depend on.
fn reached(board: &Board<'_>, mut names: u128) -> u128 {
    loop {
        let experiments = board.question.experiments.iter().enumerate();
        let more = experiments
            .filter(|(i, _)| names >> i & 1 == 1)
            .fold(names, |all, (_, e)| all | e.experiment.names());
        if more == names {
            return names;
        }
        names = more;
    }
}

/// An event of one place of a row of draws: every place is as likely to show an element as the first.
pub fn place(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let (name, space) = board.only()?;
    let Space::Draw(from, count) = space.as_ref() else { return None };
    let residue = Residue { roots: vec![event.clone()], later: Vec::new(), given: false };
    let found = atoms(&residue, name, &space).ok()?;
    let [atom] = found.atoms.as_slice() else { return None };
    if !matches!(atom.subject, Subject::Element(_)) || atom.expression != *event || *count < 2 {
        return None;
    }
    let matches = |label: &Value| atom.at_element(label, name, &space).is_ok_and(|v| v == Value::Truth(true));
    let (m, n) = (from.count_where(matches), from.size());
    let says = [m.to_string(), n.to_string()];
    (BigRational::new(m.into(), n.into()) == *p)
        .then(|| vec![Step::said(Saying::AnyPlace, says, format!("{m} / {n}"), p)])
}

/// How many elements two selections from the same different elements have in common: hypergeometric, whatever the first
/// one is.
pub fn common(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let Node::Compare(Comparison::Equal, side, bound) = event.node() else { return None };
    let (Node::Call(function, arguments), Some(Value::Int(k))) = (side.node(), bound.known()) else {
        return None;
    };
    let [a, b] = arguments.as_slice() else { return None };
    let (Node::Name(a), Node::Name(b), "common") = (a.node(), b.node(), function.name) else { return None };
    let space = |name: usize| board.question.experiments.get(name)?.experiment.space().cloned();
    let (first, second) = (space(*a).filter(|_| a != b)?, space(*b)?);
    let selection = |space: &Space| match space {
        Space::Choose(from, n) | Space::Draw(from, n) => Some((from.clone(), *n)),
        _ => None,
    };
    let ((from, n), (other, m)) = (selection(&first)?, selection(&second)?);
    if from != other || from.classes().iter().any(|(_, count)| *count != 1) {
        return None;
    }
    let (k, all) = (u64::try_from(*k).ok()?, from.size());
    let rest = m.checked_sub(k)?;
    let count = binomial(n, k) * binomial(all - n, rest);
    let formula = format!("C({n}, {k}) * C({all} - {n}, {rest}) / C({all}, {m})");
    let says = [n.to_string(), (all - n).to_string()];
    let share = BigRational::new(count.into(), binomial(all, m).into());
    (share == *p).then(|| vec![Step::said(Saying::Common, says, formula, p)])
}

/// A waiting time beyond a bound, for trials that succeed with one probability: all up to it fail.
pub fn waiting(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let Node::Compare(comparison, side, bound) = event.node() else { return None };
    let Some(Value::Int(bound)) = bound.known() else { return None };
    let (fails, less) = match comparison {
        Comparison::Greater => (*bound, false),
        Comparison::AtLeast => (bound - 1, false),
        Comparison::AtMost => (*bound, true),
        Comparison::Less => (bound - 1, true),
        _ => return None,
    };
    let fails = u64::try_from(fails).ok().filter(|n| (1..=5_000).contains(n))?;
    let chance = board.chance_of_success(side)?;
    let away = BigRational::one() - crate::number::parse_number(&chance).ok()?;
    let all = num_traits::pow(away, usize::try_from(fails).ok()?);
    let power = format!("(1 - {chance})^{fails}");
    let (value, formula) =
        if less { (BigRational::one() - all, format!("1 - {power}")) } else { (all, power) };
    (value == *p).then(|| vec![Step::said(Saying::AllFail, [fails.to_string()], formula, p)])
}

/// The number of trials until r successes, against a bound: the first n trials hold r or more, or fewer, a binomial sum.
/// [W. Feller, vol. I, ch. VI.8]
pub fn successes(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let Node::Compare(comparison, side, bound) = event.node() else { return None };
    let Some(Value::Int(bound)) = bound.known() else { return None };
    let (n, enough) = match comparison {
        Comparison::AtMost => (*bound, true),
        Comparison::Less => (bound - 1, true),
        Comparison::Greater => (*bound, false),
        Comparison::AtLeast => (bound - 1, false),
        _ => return None,
    };
    let (r, chance) = board.successes(side).filter(|(r, _)| *r > 0)?;
    let n = u64::try_from(n).ok().filter(|n| (r..=MOST_TRIALS).contains(n))?;
    let success = crate::number::parse_number(&chance).ok()?;
    let power = |x: &BigRational, k: u64| num_traits::pow(x.clone(), usize::try_from(k).unwrap_or(0));
    let failure = BigRational::one() - &success;
    let hits = |k: u64| {
        BigRational::from_integer(binomial(n, k).into()) * power(&success, k) * power(&failure, n - k)
    };
    let (from, to) = if enough { (r, n) } else { (0, r - 1) };
    let value: BigRational = (from..=to).map(hits).sum();
    let formula = format!("sum(k in {from}..{to}: C({n}, k) * ({chance})^k * (1 - {chance})^({n} - k))");
    let says = if enough { Saying::EnoughSuccesses } else { Saying::FewSuccesses };
    (value == *p).then(|| vec![Step::said(says, [n, r].map(|n| n.to_string()), formula, p)])
}
