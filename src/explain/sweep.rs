//! How a sweep went: what its state is, and its first states with their weights, as the sweep itself has them.

use crate::budget::Budget;
use crate::explain::board::{Board, factor};
use crate::explain::{Message, Saying, Step, product};
use crate::model::outcomes::each_outcome;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Node, Outcomes};
use crate::solve::atom::Atom;
use crate::solve::stage::{Point, Stage, State, first};
use crate::solve::{Exact, Road, Solved};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};
use std::collections::BTreeMap;

/// The most states that are shown, and those of one line whose weights are added up.
const SHOWN: usize = 4;
const ADDED: usize = 60;

/// The longest text of a state.
const LONGEST: usize = 60;

/// The word operations that the beginning of a sweep may be estimated to take.
const WORK: u128 = 4_000_000;

/// What the sweep remembered, and its first states; nothing where the answer needed no sweep.
pub fn steps(board: &Board<'_>, solved: &Solved) -> Vec<Step> {
    let (road, states) = (solved.method.road, solved.method.states.to_string());
    let told = match road {
        Road::ByClass | Road::ByPosition | Road::Elimination => {
            let budget = Budget::default().sparing(WORK);
            first(board.question, road, &budget).and_then(|stage| told(board, &stage, &states))
        }
        Road::Chain => chain(board),
        Road::Enumeration => outcomes(board, solved),
        Road::Arithmetic | Road::ClosedForm => None,
    };
    told.unwrap_or_default()
}

fn told(board: &Board<'_>, stage: &Stage, states: &str) -> Option<Vec<Step>> {
    match &stage.point {
        Point::Class(classes) => by_class(board, stage, classes, states),
        Point::Multiplicity(classes, weight, largest) => {
            by_multiplicity(board, stage, (*classes, weight, *largest), states)
        }
        Point::Places(taken) => {
            let whole = match &board.question.given {
                Some(given) => format!("`{} | {}`", asked_text(board), board.say(given)),
                None => format!("`{}`", asked_text(board)),
            };
            let told = weighed(board, stage).filter(|told| !told.0.starts_with(&whole));
            Some(vec![match told {
                Some((rows, sum, total)) => {
                    Step::said(Saying::SweptByPlace, [taken.to_string(), states.to_owned(), rows], sum, total)
                }
                // What an automaton remembers has no words of its own.
                None => {
                    let says = [watched(board, stage), states.to_owned()];
                    Step::prose(Message::said(Saying::SweptByAutomaton, says))
                }
            }])
        }
        Point::Experiment(name) => {
            let experiment = board.say(&Expr::new(Node::Name(*name)));
            weighed(board, stage).map(|(rows, sum, total)| {
                vec![Step::said(Saying::SweptByExperiment, [states.to_owned(), experiment, rows], sum, total)]
            })
        }
    }
}

/// What is asked, as it is written.
fn asked_text(board: &Board<'_>) -> String {
    board.question.asked.expressions().into_iter().map(|e| board.say(e)).collect::<Vec<_>>().join(" | ")
}

/// The states as one line, the sum of their weights as a formula, and what it comes to.
fn weighed(board: &Board<'_>, stage: &Stage) -> Option<(String, String, BigUint)> {
    let mut rows: BTreeMap<String, BigUint> = BTreeMap::new();
    for state in &stage.states {
        *rows.entry(text(board, stage, state)).or_default() += &state.weight;
    }
    if rows.len() > ADDED || rows.keys().any(String::is_empty) {
        return None;
    }
    let mut shown: Vec<String> =
        rows.iter().take(SHOWN).map(|(text, weight)| format!("{} [{weight}]", short(text))).collect();
    if rows.len() > SHOWN {
        shown.push("…".to_owned());
    }
    Some((shown.join("; "), added(rows.values()), rows.values().sum()))
}

/// Weights added up; of many those that are alike together.
fn added<'a>(weights: impl Iterator<Item = &'a BigUint> + Clone) -> String {
    if weights.clone().count() <= 2 * SHOWN {
        return weights.map(ToString::to_string).collect::<Vec<_>>().join(" + ");
    }
    let mut times: BTreeMap<&BigUint, usize> = BTreeMap::new();
    weights.for_each(|weight| *times.entry(weight).or_default() += 1);
    let term = |(weight, times): (&&BigUint, &usize)| match times {
        1 => weight.to_string(),
        _ => format!("{times} * {weight}"),
    };
    times.iter().map(term).collect::<Vec<_>>().join(" + ")
}

/// A state of a sweep along places or experiments: what is left of the question, and what is known so far.
fn text(board: &Board<'_>, stage: &Stage, state: &State) -> String {
    let mut parts: Vec<String> = worth(board, stage, state);
    let whole = board.question.asked.expressions();
    let asked = whole.into_iter().chain(&board.question.given);
    let changed = state.left.iter().zip(asked).any(|(left, whole)| left != whole);
    if changed || parts.is_empty() {
        let left = state.left.iter().map(|left| board.say(left));
        parts.insert(0, format!("`{}`", left.collect::<Vec<_>>().join(" | ")));
    }
    parts.join(", ")
}

/// Statistics whose value so far means what they mean.
const SO_FAR: [&str; 11] = [
    "count", "contains", "distinct", "maxcount", "sum", "product", "longest", "runs", "descents", "fixed",
    "max",
];

/// What an atom is worth so far: `count(ace in H) = 2`. Numbers beyond the largest that is compared are not told apart.
fn so_far(board: &Board<'_>, atom: &Atom, value: Option<&Value>) -> Option<String> {
    let Node::Call(function, _) = atom.expression.node() else { return None };
    let value = value.filter(|_| SO_FAR.contains(&function.name))?;
    let name = board.say(&atom.expression);
    Some(match (value, atom.cap) {
        (Value::Int(n), Some(cap)) if *n > cap => format!("{name} > {cap}"),
        _ => format!("{name} = {value}"),
    })
}

/// What the atoms are worth so far, where that can be said.
fn worth(board: &Board<'_>, stage: &Stage, state: &State) -> Vec<String> {
    let known = stage.atoms.iter().zip(&state.values);
    known.filter_map(|(atom, value)| so_far(board, atom, value.as_ref())).collect()
}

/// A text with its middle left out where it is long.
fn short(text: &str) -> String {
    let count = text.chars().count();
    if count <= LONGEST {
        return text.to_owned();
    }
    let first: String = text.chars().take(LONGEST / 2).collect();
    let last: String = text.chars().skip(count - LONGEST / 3).collect();
    format!("{first} … {last}")
}

/// Names of what the sweep watches.
fn watched(board: &Board<'_>, stage: &Stage) -> String {
    /// Longer names lose their middle: all gaps of a long row, written out.
    const LONGEST_NAME: usize = 160;
    let name = |atom: &Atom| {
        let name = board.say(&atom.expression);
        if name.chars().count() > LONGEST_NAME { short(&name) } else { name }
    };
    let names: Vec<String> = stage.atoms.iter().take(SHOWN).map(name).collect();
    let more = if stage.atoms.len() > SHOWN { ", …" } else { "" };
    names.join(", ") + more
}

type Sized = (Vec<Value>, BigUint);

fn by_class(board: &Board<'_>, stage: &Stage, classes: &[Sized], states: &str) -> Option<Vec<Step>> {
    let name = |(labels, size): &Sized| match labels.as_slice() {
        [first, _, _, .., last] if labels.len() > 3 => format!("{first}/…/{last}:{size}"),
        few => format!("{}:{size}", few.iter().map(ToString::to_string).collect::<Vec<_>>().join("/")),
    };
    let list = match classes {
        [first, second, third, _, .., last] if classes.len() > 5 => {
            format!("{}, {}, {}, …, {}", name(first), name(second), name(third), name(last))
        }
        few => few.iter().map(name).collect::<Vec<_>>().join(", "),
    };
    let sizes = classes.iter().map(|(_, size)| size.to_string()).collect::<Vec<_>>().join(" + ");
    let total: BigUint = classes.iter().map(|(_, size)| size).sum();
    let says = [format!("{{{list}}}"), watched(board, stage), states.to_owned()];
    let mut steps = vec![Step::said(Saying::SweptByClass, says, sizes, total)];
    let space = board.only().map(|(_, space)| space)?;
    let first = classes.first()?;
    let mut rows = stage.states.iter().filter_map(|state| {
        let formula = chosen(&space, first, &state.taken)?;
        let m = state.taken.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
        let so_far = worth(board, stage, state).join(", ");
        let so_far = if so_far.is_empty() { so_far } else { format!(": {so_far}") };
        (formula.1 == state.weight)
            .then(|| Step::said(Saying::AfterClass, [name(first), m, so_far], formula.0, &state.weight))
    });
    steps.extend(rows.by_ref().take(SHOWN - 1));
    steps.extend(rows.last());
    steps.extend(generating(&space, classes));
    Some(steps)
}

/// All selections as a coefficient in the product of a polynomial for each class.
fn generating(space: &Space, classes: &[Sized]) -> Option<Step> {
    let (Space::Draw(_, n) | Space::Choose(_, n)) = space else { return None };
    if !(2..=5).contains(&classes.len()) {
        return None;
    }
    let sizes: Vec<String> = classes.iter().map(|(_, size)| size.to_string()).collect();
    let factors: Vec<String> = sizes.iter().map(|size| format!("(1 + x)^{size}")).collect();
    let total: BigUint = classes.iter().map(|(_, size)| size).sum();
    let formula = format!("C({}, {n})", sizes.join(" + "));
    let parts = [n.to_string(), factors.join(" * ")];
    Some(Step::said(Saying::SweptFunction, parts, formula, crate::number::binomial(total.to_u64()?, *n)))
}

/// In how many ways so many elements of a class are taken, for each part of the sample.
fn chosen(space: &Space, (_, size): &Sized, taken: &[u64]) -> Option<(String, BigUint)> {
    use crate::number::binomial;
    let count = size.to_u64();
    let m = match taken {
        [m] => *m,
        [] => return None,
        several => return dealt(count?, several),
    };
    Some(match space {
        Space::Trials(groups) => {
            let [(_, n)] = groups.as_ref() else { return None };
            let mut factors = vec![format!("C({n}, {m})")];
            factors.extend(super::power(size, m));
            (product(&factors), binomial(*n, m) * num_traits::Pow::pow(size, m))
        }
        Space::Multichoose(..) if m > 0 => {
            let size = count?;
            (format!("C({size} + {m} - 1, {m})"), binomial(size + m - 1, m))
        }
        Space::Words(items, length) if *length < items.size() => return None,
        _ => (format!("C({size}, {m})"), binomial(count?, m)),
    })
}

/// The elements of a class shared out among hands, one after another.
fn dealt(size: u64, taken: &[u64]) -> Option<(String, BigUint)> {
    let mut left = size;
    let mut factors = Vec::new();
    let mut ways = BigUint::one();
    for m in taken {
        factors.push(format!("C({left}, {m})"));
        ways *= crate::number::binomial(left, *m);
        left = left.checked_sub(*m)?;
    }
    Some((product(&factors), ways))
}

fn by_multiplicity(
    board: &Board<'_>,
    stage: &Stage,
    (classes, weight, largest): (u64, &BigUint, u64),
    states: &str,
) -> Option<Vec<Step>> {
    let space = board.only().map(|(_, space)| space)?;
    let says = [classes.to_string(), watched(board, stage), states.to_owned()];
    let mut steps = vec![Step::said(
        Saying::SweptByMultiplicity,
        says,
        format!("{classes} * {weight}"),
        weight * classes,
    )];
    let length = space.length()?;
    let state = stage.states.iter().find(|state| state.taken == [1])?;
    let (formula, count) = match space.as_ref() {
        Space::Trials(_) => {
            let mut factors = vec![format!("C({classes}, 1)"), format!("C({length}, {largest})")];
            factors.extend(super::power(weight, largest));
            let ways = crate::number::binomial(length, largest) * num_traits::Pow::pow(weight, largest);
            (product(&factors), ways * classes)
        }
        Space::Multichoose(..) => return Some(steps),
        _ => {
            let ways = crate::number::binomial(weight.to_u64()?, largest);
            (format!("C({classes}, 1) * C({weight}, {largest})"), ways * classes)
        }
    };
    if count == state.weight {
        steps.push(Step::said(Saying::AfterMultiplicity, [largest.to_string()], formula, count));
    }
    Some(steps)
}

/// The state of a chain, and where its first steps lead.
fn chain(board: &Board<'_>) -> Option<Vec<Step>> {
    let (_, space) = board.only()?;
    let Space::Chain(chain) = space.as_ref() else { return None };
    let law = (chain.step)(&chain.start).ok()?;
    if law.len() > ADDED {
        return None;
    }
    let next: Vec<_> = law.outcomes().map(|to| (to.clone(), law.probability_of(to).into_ratio())).collect();
    let label = |state: &Value| chain.beginning(state).map_or_else(|| state.to_string(), str::to_owned);
    let mut shown: Vec<String> =
        next.iter().take(SHOWN).map(|(to, p)| format!("{} [{p}]", label(to))).collect();
    if next.len() > SHOWN {
        shown.push("…".to_owned());
    }
    let sum = next.iter().map(|(_, p)| factor(p)).collect::<Vec<_>>().join(" + ");
    Some(vec![Step::said(Saying::SweptChain, [label(&chain.start), shown.join("; ")], sum, 1)])
}

/// The first outcomes of a list, and what is found of them.
fn outcomes(board: &Board<'_>, solved: &Solved) -> Option<Vec<Step>> {
    let (name, space) = board.only()?;
    let (Asked::Probability(event) | Asked::Count(event)) = &board.question.asked else { return None };
    let size = board.size().filter(|size| *size > BigUint::one())?;
    let mut known = Outcomes::default();
    known.names = vec![None; name + 1];
    let mut rows = Vec::new();
    each_outcome(&space, &mut |outcome, _| {
        known.names[name] = Some(outcome.clone());
        if let Ok(value) = event.evaluate(&mut known) {
            rows.push(format!("{} [{value}]", short(&outcome.to_string())));
        }
        rows.len() < SHOWN - 1
    });
    // What was found is not asked again, unless it was asked under a condition.
    let term = match &solved.value {
        Exact::Count(count) if board.question.given.is_none() => board.stated_count(event, count)?,
        Exact::Probability(p) if board.question.given.is_none() => {
            let count = p * BigRational::from_integer(size.clone().into());
            count.is_integer().then(|| board.stated_count(event, count.numer().magnitude()))??
        }
        _ => board.count(event)?,
    };
    Some(vec![Step::term(Saying::SweptOutcomes, [size.to_string(), rows.join("; ")], &term)])
}
