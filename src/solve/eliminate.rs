//! Several experiments: they are eliminated one after another, each reduced to what the question asks of it. What is
//! left of the question is the state, so that equal residues merge: a sum of independents convolves by itself, and a
//! name that others depend on is followed by its classes.

use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::model::{Space, Value};
use crate::question::{Experiment, Expr, Named};
use crate::solve::atom::atoms;
use crate::solve::by_class::{self, Swept};
use crate::solve::by_position::{self, Places};
use crate::solve::classes::Classes;
use crate::solve::closed_form;
use crate::solve::enumerate::enumerate;
use crate::solve::equivalent::equivalent;
use crate::solve::exact::Road;
use crate::solve::exchangeable;
use crate::solve::residue::{Law, Mixture, Residue};
use num_bigint::BigUint;
use num_traits::One;
use rustc_hash::FxHashMap;

/// The joint law of the roots, and how it was found.
#[derive(Clone, Debug)]
pub struct Solution {
    /// The values of the roots, with weights.
    pub values: Vec<(Vec<Value>, BigUint)>,
    /// The weight of everything.
    pub total: BigUint,
    /// The dearest road taken.
    pub road: Road,
    /// States visited on all roads.
    pub states: u64,
}

/// How a road is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// The cheapest.
    #[default]
    Cheapest,
    /// This one, wherever it is applicable; an error where it is not.
    Only(Road),
}

/// The joint law of the roots over these experiments. A known-false last root is dropped when `given` says that the last root is a condition.
///
/// # Errors
/// [`ErrorKind::TooExpensive`], and the errors of the expressions.
pub fn solve(
    experiments: &[Named],
    roots: Vec<Expr>,
    given: bool,
    choice: Choice,
    budget: &Budget,
) -> Result<Solution, Error> {
    let later = experiments.iter().map(|named| named.experiment.clone()).collect();
    let mut states = vec![(Residue { roots, later }, BigUint::one())];
    let mut solution =
        Solution { values: Vec::new(), total: BigUint::one(), road: Road::Arithmetic, states: 0 };
    let mut performed = 0;
    for name in 0..experiments.len() {
        let mut next = Mixture::new();
        let mut looked_at = false;
        for (mut residue, weight) in states {
            budget.check()?;
            let experiment = residue.later.remove(0);
            if given && residue.roots.last().is_some_and(|condition| condition.is(false)) {
                next.drop_weight(&BigUint::one());
                continue;
            }
            if !residue.mentions(name) {
                next.add(residue, weight, &BigUint::one());
                continue;
            }
            looked_at = true;
            let reduced = perform(&experiment, name, &residue, choice, budget)?;
            solution.road = solution.road.max(reduced.road);
            solution.states += reduced.states;
            for (left, ways) in reduced.law.parts {
                next.add(left, &weight * ways, &reduced.law.total);
            }
            next.drop_weight(&reduced.law.total);
        }
        performed += usize::from(looked_at);
        let law = next.law(&solution.total);
        solution.total = law.total;
        states = law.parts;
    }
    if performed > 1 {
        solution.road = solution.road.max(Road::Elimination);
    }
    for (residue, weight) in states {
        let values: Option<Vec<Value>> = residue.roots.iter().map(|root| root.known().cloned()).collect();
        let unknown = || Error::new(ErrorKind::UnknownName, "something in the question is still open");
        solution.values.push((values.ok_or_else(unknown)?, weight));
    }
    Ok(solution)
}

/// An experiment reduced to what is left of the question after it.
pub struct Reduced {
    /// The law of what is left.
    pub law: Law<Residue>,
    /// The road taken.
    pub road: Road,
    /// States visited.
    pub states: u64,
}

fn perform(
    experiment: &Experiment,
    name: usize,
    residue: &Residue,
    choice: Choice,
    budget: &Budget,
) -> Result<Reduced, Error> {
    let Some(space) = experiment.space() else {
        return Err(Error::new(ErrorKind::UnknownName, format!("`{}` is not determined", experiment.text())));
    };
    reduce(space, name, residue, choice, budget)
}

/// The law of what is left of a question after an experiment, by the cheapest road.
///
/// # Errors
/// [`ErrorKind::TooExpensive`] when no road fits the budget, and errors of the expressions.
pub fn reduce(
    space: &Space,
    name: usize,
    residue: &Residue,
    choice: Choice,
    budget: &Budget,
) -> Result<Reduced, Error> {
    if matches!(space, Space::Single(_) | Space::Law(_)) || choice == Choice::Only(Road::Enumeration) {
        let (law, states) = enumerate(space, name, residue, budget)?;
        return Ok(Reduced { law, road: Road::Enumeration, states });
    }
    if let Some((simpler, residue)) = equivalent(space, name, residue)? {
        if let Some(reduced) = without_listing(&simpler, name, &residue, choice, budget)? {
            return Ok(reduced);
        }
    } else if let Some(reduced) = without_listing(space, name, residue, choice, budget)? {
        return Ok(reduced);
    }
    if choice != Choice::Cheapest {
        return Err(Error::new(
            ErrorKind::Unsupported,
            "that road does not lead to an answer of this question",
        )
        .hint("leave `--road` out, or use `--road enumeration`"));
    }
    let (law, states) = enumerate(space, name, residue, budget)?;
    Ok(Reduced { law, road: Road::Enumeration, states })
}

/// The law by one of the roads that count; nothing when they do not lead there.
fn without_listing(
    space: &Space,
    name: usize,
    residue: &Residue,
    choice: Choice,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let allowed = |road| choice == Choice::Cheapest || choice == Choice::Only(road);
    let found = atoms(residue, name, space)?;
    if !found.whole && !found.atoms.is_empty() {
        if allowed(Road::ClosedForm) {
            if let Some(swept) = closed_form::law(space, &found.atoms, budget)? {
                return finish(swept, residue, name, &found.atoms, Road::ClosedForm).map(Some);
            }
        }
        if allowed(Road::ByClass) {
            if let Some(swept) = exchangeable::law(space, &found.atoms, budget)? {
                return finish(swept, residue, name, &found.atoms, Road::ByClass).map(Some);
            }
            if let Some(classes) = Classes::of(space, &found.atoms)? {
                let swept = by_class::sweep(space, &classes, budget)?;
                return finish(swept, residue, name, &found.atoms, Road::ByClass).map(Some);
            }
        }
        if allowed(Road::ByPosition) {
            if let Some(places) = Places::of(space, name, &found.atoms)? {
                let (law, states) = by_position::sweep(space, name, residue, &found.atoms, &places, budget)?;
                return Ok(Some(Reduced { law, road: Road::ByPosition, states }));
            }
        }
    }
    Ok(None)
}

fn finish(
    swept: Swept,
    residue: &Residue,
    name: usize,
    atoms: &[crate::solve::atom::Atom],
    road: Road,
) -> Result<Reduced, Error> {
    let mut parts: FxHashMap<Residue, BigUint> = FxHashMap::default();
    for (values, weight) in swept.values {
        let known: Vec<(&Expr, &Value)> = atoms.iter().map(|a| &a.expression).zip(&values).collect();
        *parts.entry(residue.with(name, &known)?).or_default() += weight;
    }
    Ok(Reduced {
        law: Law { parts: parts.into_iter().collect(), total: swept.total },
        road,
        states: swept.states,
    })
}
