//! Several experiments: they are eliminated one after another, each reduced to what the question asks of it. What is
//! left of the question is the state, so that equal residues merge: a sum of independents convolves by itself, and a
//! name that others depend on is followed by its classes.

use crate::budget::{Budget, Measure};
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::{Space, Value};
use crate::question::{Experiment, Expr, Named, Outcomes};
use crate::solve::bounded;
use crate::solve::by_class::Swept;
use crate::solve::chain::Purpose;
use crate::solve::exact::Road;
use crate::solve::plan::{self, Reduced, reduce};
use crate::solve::residue::{Mixture, PART, Residue};
use crate::solve::smallest_group;
use crate::solve::{remainders, separate, woven};
use num_bigint::BigUint;
use num_traits::One;
use std::sync::Arc;

/// The joint law of the roots, and how it was found.
#[derive(Clone, Debug)]
pub struct Solution {
    /// The values of the roots, with weights.
    pub values: Vec<(Vec<Value>, BigUint)>,
    /// The weight of everything.
    pub total: BigUint,
    /// The roads taken: those of the experiments, and elimination where there were several.
    pub taken: Vec<Road>,
    /// States visited on all roads.
    pub states: u64,
    /// Whether values beyond a bound were put together.
    pub cut: bool,
}

impl Solution {
    fn note(&mut self, road: Road) {
        if !self.taken.contains(&road) {
            self.taken.push(road);
        }
    }
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

/// The most parts of a question that are counted, and how many pairs of them are compared in a word operation.
const MOST_PARTS: usize = 1 << 22;
const PAIRS: u128 = 100;

/// The joint law of the roots over these experiments, as far as the purpose needs it. Where the last root is a condition,
/// what does not meet it is left out of the values, and stays in the total.
///
/// # Errors
/// [`ErrorKind::TooExpensive`], and the errors of the expressions.
pub fn solve(
    experiments: &[Named],
    roots: Vec<Expr>,
    purpose: Purpose,
    choice: Choice,
    budget: &Budget,
) -> Result<Solution, Error> {
    // The parts of a question are looked for among each other: a quantifier over a hundred thousand places is too long.
    let parts: usize = roots.iter().map(|root| root.size(MOST_PARTS)).sum();
    budget.afford((parts as u128).pow(2) / PAIRS, 0)?;
    // The list of all outcomes takes the question as it is.
    let listed = choice == Choice::Only(Road::Enumeration);
    let roots = if listed { roots } else { told_early(roots, experiments)? };
    let apart =
        if choice == Choice::Cheapest { separate::separate(experiments, &roots, budget)? } else { None };
    let (experiments, roots) = match &apart {
        Some((experiments, roots)) => (experiments.as_slice(), roots.clone()),
        None => (experiments, roots),
    };
    let woven = if choice == Choice::Cheapest { woven::woven(experiments, &roots) } else { None };
    let (experiments, roots) = match &woven {
        Some((experiments, roots)) => (experiments.as_slice(), roots.clone()),
        None => (experiments, roots),
    };
    let asked = met(experiments, roots, purpose.given)?;
    if let Some(solution) = by_formula(experiments, &asked, choice, budget)? {
        return Ok(solution);
    }
    let mut states = vec![(asked, BigUint::one())];
    let mut solution =
        Solution { values: Vec::new(), total: BigUint::one(), taken: Vec::new(), states: 0, cut: false };
    let (mut performed, mut values_listed) = (0, false);
    for name in order(experiments) {
        let mut pass = Pass::over(name, (choice, purpose));
        pass.perform(states, &mut solution, budget)?;
        performed += usize::from(pass.looked_at);
        values_listed |= pass.values_listed;
        let law = pass.next.law(&solution.total);
        solution.total = law.total;
        states = law.parts;
    }
    if performed > 1 {
        solution.note(Road::Elimination);
    } else if values_listed {
        solution.note(Road::Enumeration);
    }
    let possible = states.into_iter().filter(|(residue, _)| !residue.is_ruled_out());
    for (i, (residue, weight)) in possible.enumerate() {
        budget.check_pass(i)?;
        // Whatever is still open has failed, and fails again with the same error.
        let values = residue.roots.iter().map(|root| root.evaluate(&mut Outcomes::default()));
        solution.values.push((values.collect::<Result<_, _>>()?, weight));
    }
    Ok(solution)
}

/// One experiment, performed from every state.
struct Pass {
    name: usize,
    how: (Choice, Purpose),
    next: Mixture<Residue>,
    /// Whether any state speaks of it.
    looked_at: bool,
    /// Whether its values were gone through one by one.
    values_listed: bool,
    /// The parts of all residues that were met, and the most of one.
    parts: u128,
    largest: usize,
}

impl Pass {
    fn over(name: usize, how: (Choice, Purpose)) -> Self {
        let next = Mixture::new();
        Self { name, how, next, looked_at: false, values_listed: false, parts: 0, largest: 1 }
    }

    fn perform(
        &mut self,
        states: Vec<(Residue, BigUint)>,
        solution: &mut Solution,
        budget: &Budget,
    ) -> Result<(), Error> {
        let whole = states.len() as u64;
        for (done, (mut residue, weight)) in (0u64..).zip(states) {
            budget.check()?;
            if whole > 1 {
                budget.report(Measure::Experiments, done, whole);
            }
            let (_, experiment) = residue.later.remove(0);
            if residue.is_ruled_out() {
                self.next.drop_weight(&BigUint::one());
            } else if residue.mentions(self.name) {
                self.looked_at = true;
                let reduced = perform(&experiment, self.name, &residue, self.how, budget)?;
                self.note(&experiment, &reduced, solution);
                self.take_in(reduced, &weight, budget)?;
            } else {
                self.next.add(residue, weight, &BigUint::one());
            }
        }
        Ok(())
    }

    fn note(&mut self, experiment: &Experiment, reduced: &Reduced, solution: &mut Solution) {
        solution.cut |= reduced.cut;
        solution.states += reduced.states;
        // One value after another is no list of the outcomes of several experiments.
        let by_value =
            matches!(experiment.space().map(AsRef::as_ref), Some(Space::Single(_) | Space::Law(_)));
        if by_value && reduced.road == Road::Enumeration {
            self.values_listed = true;
        } else {
            solution.note(reduced.road);
        }
    }

    fn take_in(&mut self, reduced: Reduced, weight: &BigUint, budget: &Budget) -> Result<(), Error> {
        for (i, (left, ways)) in reduced.law.parts.into_iter().enumerate() {
            budget.check_pass(i)?;
            self.largest = self.largest.max(left.size());
            self.parts += left.size() as u128;
            self.next.add(left, weight * ways, &reduced.law.total);
        }
        self.next.drop_weight(&reduced.law.total);
        // Parts that were met again are held once.
        let met = self.parts.min(self.next.len() as u128 * self.largest as u128);
        budget.afford(0, met * PART)
    }
}

/// The question as its experiments are met on the roads: what these roots are before the first of them.
///
/// # Errors
/// Those of working out what is known.
pub fn opening(experiments: &[Named], roots: Vec<Expr>, given: bool) -> Result<Residue, Error> {
    met(experiments, told_early(roots, experiments)?, given)
}

/// The roots with remainders taken early, and with bounds of extremes told of each number.
fn told_early(roots: Vec<Expr>, experiments: &[Named]) -> Result<Vec<Expr>, Error> {
    let roots = smallest_group::one_by_one(remainders::early(roots, experiments)?, experiments)?;
    bounded::one_by_one(roots)
}

/// The roots with the experiments that they need, and what is known without any experiment worked out.
fn met(experiments: &[Named], roots: Vec<Expr>, given: bool) -> Result<Residue, Error> {
    let later = needed(experiments, &roots);
    Residue { roots, later, given }.rewrite(&mut |_| Ok(None))
}

/// The law of the only root, where a formula gives it as it stands.
fn by_formula(
    experiments: &[Named],
    asked: &Residue,
    choice: Choice,
    budget: &Budget,
) -> Result<Option<Solution>, Error> {
    let names = asked.roots.iter().fold(0, |names, root| names | root.names());
    let name = names.trailing_zeros() as usize;
    let space = experiments.get(name).filter(|_| names.is_power_of_two()).and_then(|n| n.experiment.space());
    let Some(space) = space else { return Ok(None) };
    let swept = plan::formula(space, name, asked, choice, budget);
    Ok(swept.map(|Swept { values, total, states }| Solution {
        values,
        total,
        taken: vec![Road::ClosedForm],
        states,
        cut: false,
    }))
}

/// The order in which experiments are performed: as they are written, but endless ones that nothing depends on at the
/// end, when the most is known of how closely they are looked at.
fn order(experiments: &[Named]) -> Vec<usize> {
    let needed = experiments.iter().fold(0, |names, named| names | named.experiment.names());
    let waits = |i: &usize| {
        let space = experiments[*i].experiment.space();
        needed >> i & 1 == 0 && space.is_some_and(|space| matches!(**space, Space::Chain(_)))
    };
    let (last, mut order): (Vec<usize>, Vec<usize>) = (0..experiments.len()).partition(waits);
    order.extend(last);
    order
}

/// The experiments in the order in which they are performed, but those that nothing depends on are as good as done.
fn needed(experiments: &[Named], roots: &[Expr]) -> Vec<(usize, Experiment)> {
    let mut names = roots.iter().fold(0, |names, root| names | root.names());
    let mut needed: Vec<Experiment> = Vec::with_capacity(experiments.len());
    for (i, named) in experiments.iter().enumerate().rev() {
        let matters = names >> i & 1 == 1;
        if matters {
            names |= named.experiment.names();
        }
        let done = || Experiment::of(Space::Law(Arc::new(Dist::certain(Value::Int(0)))), "");
        needed.push(if matters { named.experiment.clone() } else { done() });
    }
    needed.reverse();
    order(experiments).into_iter().map(|name| (name, needed[name].clone())).collect()
}

fn perform(
    experiment: &Experiment,
    name: usize,
    residue: &Residue,
    how: (Choice, Purpose),
    budget: &Budget,
) -> Result<Reduced, Error> {
    let Some(space) = experiment.space() else {
        return Err(Error::new(ErrorKind::UnknownName, format!("`{}` is not determined", experiment.text())));
    };
    reduce(space, name, residue, how, budget)
}
