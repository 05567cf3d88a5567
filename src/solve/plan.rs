//! Which road an experiment takes: a formula where there is one; else the two sweeps race, and the one that promises to
//! finish first goes on; and the list of all outcomes where that is shorter still, or where nothing else leads there.

mod cost;
mod possible;
mod race;
mod simplified;

pub use possible::possible;
pub use race::Sweep;
pub use simplified::of_elements;

use crate::budget::Budget;
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::{Space, Until, Value};
use crate::question::Expr;
use crate::solve::atom::{Atom, Atoms, atoms};
use crate::solve::by_class::{self, Swept};
use crate::solve::by_position::{self, Places};
use crate::solve::chain::{self, Purpose};
use crate::solve::classes::Classes;
use crate::solve::closed_form;
use crate::solve::eliminate::Choice;
use crate::solve::enumerate::{self, enumerate};
use crate::solve::equivalent::{equivalent, marginal};
use crate::solve::exact::Road;
use crate::solve::exchangeable;
use crate::solve::measure::impassable;
use crate::solve::one_place;
use crate::solve::residue::{Law, Residue};
use crate::solve::until;
use cost::labels_cost;
pub use cost::{Cost, afford_size, product_cost};
use num_bigint::BigUint;
use race::race;
use rustc_hash::FxHashMap;
use simplified::simplified;
use std::sync::Arc;

/// What is asked of one experiment.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// Its space.
    pub space: &'a Space,
    /// Its index among the experiments.
    pub name: usize,
    /// The question that is left before it.
    pub residue: &'a Residue,
    /// The parts of the question that speak of it.
    pub atoms: &'a [Atom],
}

/// An experiment reduced to what is left of the question after it.
pub struct Reduced {
    /// The law of what is left.
    pub law: Law<Residue>,
    /// The road taken.
    pub road: Road,
    /// States visited.
    pub states: u64,
    /// Whether values beyond a bound were put together.
    pub cut: bool,
}

/// The law of what is left of a question after an experiment, by the cheapest road.
///
/// # Errors
/// [`ErrorKind::TooExpensive`] when no road fits the budget, [`ErrorKind::Unsupported`] when the only road allowed does
/// not lead there, and errors of the expressions.
pub fn reduce(
    space: &Space,
    name: usize,
    residue: &Residue,
    (choice, purpose): (Choice, Purpose),
    budget: &Budget,
) -> Result<Reduced, Error> {
    // Several experiments one after another may each take the cheapest road.
    let choice = if choice == Choice::Only(Road::Elimination) { Choice::Cheapest } else { choice };
    match space {
        Space::Chain(chain) if choice == Choice::Only(Road::Enumeration) => {
            return process(chain.paths(most_listed(budget))?, name, residue, budget);
        }
        Space::Chain(chain) if choice == Choice::Cheapest => {
            return match chain::as_trials(chain, name, residue)? {
                Some((trials, asked)) => reduce(&trials, name, &asked, (choice, purpose), budget),
                None => chain::reduce(chain, name, residue, purpose, budget),
            };
        }
        Space::Chain(chain) => return chain::reduce(chain, name, residue, purpose, budget),
        Space::Until(until) => return draws(until, name, residue, (choice, purpose), budget),
        _ => {}
    }
    if matches!(space, Space::Single(_) | Space::Law(_)) || choice == Choice::Only(Road::Enumeration) {
        return listed(space, name, residue, budget);
    }
    if let Space::Deal(from, hands) = space
        && let Some((space, residue)) = marginal(from, hands, name, residue)?
    {
        return reduce(&space, name, &residue, (choice, purpose), budget);
    }
    if choice == Choice::Cheapest
        && let Some(reduced) = simplified(space, name, residue, purpose, budget)?
    {
        return Ok(reduced);
    }
    by_road(space, name, residue, choice, budget)
}

/// Draws until something comes: by the law of a repetition, as a chain, or path by path.
fn draws(
    until: &Until,
    name: usize,
    residue: &Residue,
    (choice, purpose): (Choice, Purpose),
    budget: &Budget,
) -> Result<Reduced, Error> {
    if matches!(choice, Choice::Cheapest | Choice::Only(Road::ClosedForm))
        && let Some((law, residue)) = until::repeated::law(until, name, residue, budget)?
    {
        return Ok(Reduced { road: Road::ClosedForm, ..process(law, name, &residue, budget)? });
    }
    if choice != Choice::Only(Road::Enumeration)
        && let Some((chain, residue)) = until::chained(until, name, residue, purpose)?
    {
        return chain::reduce(&chain, name, &residue, purpose, budget).map_err(until::of_draws);
    }
    process(until.law(most_listed(budget) / 10)?, name, residue, budget)
}

/// The cheapest of the roads that lead through the whole space.
fn by_road(
    space: &Space,
    name: usize,
    residue: &Residue,
    choice: Choice,
    budget: &Budget,
) -> Result<Reduced, Error> {
    // A space that answers like a simpler one takes the simpler one's roads.
    let simpler = equivalent(space, name, residue)?;
    let swift = match &simpler {
        Some((simpler, residue)) => swift(&possible(simpler), name, residue, choice, budget),
        None => swift(&possible(space), name, residue, choice, budget),
    };
    // Where the list is long, one place may be looked at before the others.
    let one_place_first = || {
        let least = LONG_LIST.max(one_place::least_work(space));
        match choice == Choice::Cheapest && enumerate::work(space, name, residue) > least {
            true => one_place::reduce(&possible(space), name, residue, budget),
            false => Ok(None),
        }
    };
    match (swift, &simpler) {
        (Ok(Some(reduced)), _) => Ok(reduced),
        // What is sooner listed than swept is the simpler one.
        (Ok(None), Some((simpler, residue))) if choice == Choice::Cheapest => {
            listed(simpler, name, residue, budget)
        }
        (Ok(None), None) if choice == Choice::Cheapest => match one_place_first() {
            Ok(Some(reduced)) => Ok(reduced),
            _ => listed(space, name, residue, budget),
        },
        (Ok(None), _) => Err(impassable()),
        (Err(error), _) if error.kind() == ErrorKind::Interrupted || choice != Choice::Cheapest => Err(error),
        // A road may fail where the definitions do not: at a label that decides nothing, at a state that cannot be.
        // They have the last word, unless they take too long; then the road's error says more.
        (Err(error), _) => {
            if let (ErrorKind::TooExpensive, Ok(Some(reduced))) = (error.kind(), one_place_first()) {
                return Ok(reduced);
            }
            let last_word = listed(space, name, residue, budget);
            last_word.map_err(|last| if last.kind() == ErrorKind::TooExpensive { error } else { last })
        }
    }
}

/// The list of all outcomes.
fn listed(space: &Space, name: usize, residue: &Residue, budget: &Budget) -> Result<Reduced, Error> {
    let (law, states) = enumerate(space, name, residue, budget)?;
    Ok(Reduced { law, road: Road::Enumeration, states, cut: false })
}

/// The law of the only thing asked of some throws, where that has a formula: its values need no residues.
pub fn formula(
    space: &Space,
    name: usize,
    residue: &Residue,
    choice: Choice,
    budget: &Budget,
) -> Option<Swept> {
    let allowed = matches!(choice, Choice::Cheapest | Choice::Only(Road::ClosedForm));
    let [root] = residue.roots.as_slice() else { return None };
    if !allowed || residue.given || !matches!(space, Space::Trials(_)) {
        return None;
    }
    let cost = labels_cost(space);
    if budget.afford(cost.work, cost.bytes).is_err() {
        return None;
    }
    let space = possible(space);
    // What fails here, such as a place that no sample has, may not matter where it stands: other roads tell.
    let Atoms { atoms, whole } = atoms(residue, name, &space).ok()?;
    let is_root = !whole && atoms.len() == 1 && atoms[0].expression == *root;
    if is_root { closed_form::law(&space, &atoms, budget).unwrap_or(None) } else { None }
}

/// Word operations for a list that is not short any more.
const LONG_LIST: u128 = 10_000_000;

/// The most states on the paths of a process that is listed.
const MOST_LISTED: u64 = 1_000_000;

/// As many of them as the budget allows.
fn most_listed(budget: &Budget) -> u64 {
    /// Word operations for a state: fractions are multiplied and reduced.
    const STATE: u128 = 1_000;
    u64::try_from(budget.work() / STATE).unwrap_or(MOST_LISTED).min(MOST_LISTED)
}

/// A process whose outcomes have been listed.
fn process(law: Dist<Value>, name: usize, residue: &Residue, budget: &Budget) -> Result<Reduced, Error> {
    listed(&Space::Law(Arc::new(law)), name, residue, budget)
}

/// The answer of the cheapest road but enumeration; nothing if there is none, or if enumeration is cheaper.
///
/// # Errors
/// As those of [`reduce`].
pub fn swift(
    space: &Space,
    name: usize,
    residue: &Residue,
    choice: Choice,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let allowed = |road| choice == Choice::Cheapest || choice == Choice::Only(road);
    let cost = labels_cost(space);
    budget.afford(cost.work, cost.bytes)?;
    let Atoms { atoms, whole } = atoms(residue, name, space)?;
    if whole || atoms.is_empty() {
        return Ok(None);
    }
    let asking = Asking { space, name, residue, atoms: &atoms };
    let mut refusal = None;
    if allowed(Road::ClosedForm) {
        match closed_form::law(space, &atoms, budget) {
            Ok(Some(swept)) => return finished(swept, &asking, Road::ClosedForm).map(Some),
            Ok(None) => {}
            Err(error) => refusal = Some(error),
        }
    }
    if allowed(Road::ByClass) {
        match exchangeable::law(space, &atoms, budget) {
            Ok(Some(swept)) => return finished(swept, &asking, Road::ByClass).map(Some),
            Ok(None) => {}
            Err(error) => refusal = refusal.or(Some(error)),
        }
    }
    let mut sweeps: Vec<Box<dyn Sweep + '_>> = Vec::new();
    let mut enter = |sweep: Result<Option<_>, Error>| match sweep {
        Ok(sweep) => sweeps.extend(sweep),
        Err(error) => refusal = refusal.take().or(Some(error)),
    };
    if allowed(Road::ByClass) {
        let classes = Classes::of(space, &atoms);
        enter(classes.and_then(|found| found.map(|c| by_class::sweep(asking, c, budget)).transpose()));
    }
    if allowed(Road::ByPosition) {
        let places = Places::of(space, name, &atoms, budget);
        enter(places.and_then(|found| found.map(|p| by_position::sweep(asking, p, budget)).transpose()));
    }
    let rival = if choice == Choice::Cheapest { enumerate::work(space, name, residue) } else { u128::MAX };
    race(sweeps, rival, refusal, budget)
}

/// What is left of the question for each row of the atoms' values.
///
/// # Errors
/// Errors of the expressions.
pub fn finished(swept: Swept, asking: &Asking<'_>, road: Road) -> Result<Reduced, Error> {
    let mut parts: FxHashMap<Residue, BigUint> = FxHashMap::default();
    for (values, weight) in swept.values {
        let known: Vec<(&Expr, &Value)> = asking.atoms.iter().map(|a| &a.expression).zip(&values).collect();
        *parts.entry(asking.residue.with(asking.name, &known)?).or_default() += weight;
    }
    let law = Law { parts: parts.into_iter().collect(), total: swept.total };
    Ok(Reduced { law, road, states: swept.states, cut: false })
}
