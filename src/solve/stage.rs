//! What a sweep remembers after its first class, place or experiment, and with which weights: for derivations, which say
//! what the state of a sweep is. No answer depends on it.

use crate::budget::Budget;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Node, Operator, Question};
use crate::solve::atom::{Atom, Atoms, atoms};
use crate::solve::by_position::{self, Places};
use crate::solve::capped::capped;
use crate::solve::chain::Purpose;
use crate::solve::classes::Classes;
use crate::solve::eliminate::{self, Choice};
use crate::solve::equivalent::{equivalent, marginal};
use crate::solve::plan::{Asking, of_elements, possible, reduce};
use crate::solve::residue::Residue;
use crate::solve::{Road, by_class, exchangeable, first_places};
use num_bigint::BigUint;

/// A sweep at an early point.
#[derive(Clone, Debug)]
pub struct Stage {
    /// How far it has come.
    pub point: Point,
    /// The parts of the question that speak of the sample.
    pub atoms: Vec<Atom>,
    /// What it remembers, in order, with the weight of what leads there.
    pub states: Vec<State>,
}

/// How far a sweep has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Point {
    /// The first of these classes has been taken: the labels of each, and its size or weight.
    Class(Vec<(Vec<Value>, BigUint)>),
    /// Of so many classes that weigh so much each, those with the largest multiplicity, this one, have been chosen.
    Multiplicity(u64, BigUint, u64),
    /// So many places have been taken.
    Places(u64),
    /// This experiment has been performed.
    Experiment(usize),
}

/// A state with its weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// How many elements each part of the sample has so far; how many classes have been chosen.
    pub taken: Vec<u64>,
    /// What an atom would be if nothing followed; nothing where that is not remembered as a value.
    pub values: Vec<Option<Value>>,
    /// The weight.
    pub weight: BigUint,
    /// What is left of the question, what is asked and what is given; nothing where that is all of it.
    pub left: Vec<Expr>,
}

/// The most places that are taken, and the most states with which one more is.
const PLACES: (u64, usize) = (3, 6);

/// The most states after the first class.
const MOST_STATES: usize = 500;

/// The first stage of the sweep that found the answer to a question by this road; nothing where it was no sweep, or where
/// even its beginning does not fit the budget.
#[must_use]
pub fn first(question: &Question, road: Road, budget: &Budget) -> Option<Stage> {
    let cut = capped(question);
    let question = cut.as_ref().unwrap_or(question);
    let asked = opening(question)?;
    let name = asked.later.iter().map(|(name, _)| *name).find(|name| asked.mentions(*name))?;
    let space = question.experiments.get(name)?.experiment.space()?;
    if road == Road::Elimination {
        return performed(space, name, asked, budget);
    }
    let alone = Residue { later: Vec::new(), ..asked };
    if let Space::Deal(from, hands) = space.as_ref()
        && let Some((space, residue)) = marginal(from, hands, name, &alone).ok()?
    {
        return swept(&possible(&space), name, &residue, road, budget);
    }
    let of_elements = if road == Road::ByClass { of_elements(space, name, &alone, budget) } else { None };
    let alone = of_elements.unwrap_or(alone);
    match equivalent(space, name, &alone).ok()? {
        Some((simpler, residue)) => swept(&possible(&simpler), name, &residue, road, budget),
        None => swept(&possible(space), name, &alone, road, budget),
    }
}

/// The question before its first experiment; nothing for what is made of several answers.
fn opening(question: &Question) -> Option<Residue> {
    let mut roots = match &question.asked {
        Asked::Probability(event) | Asked::Count(event) => vec![event.clone()],
        Asked::Distribution(parts) => parts.clone(),
        Asked::Mean(number) if question.given.is_none() => {
            let number = first_term(number);
            let renamed = first_places::at_first_places(number, &question.experiments);
            vec![renamed.unwrap_or_else(|| number.clone())]
        }
        _ => return None,
    };
    roots.extend(question.given.clone());
    eliminate::opening(&question.experiments, roots, question.given.is_some()).ok()
}

/// The first term of a sum: the mean of a sum is the sum of means, each with a sweep of its own.
fn first_term(number: &Expr) -> &Expr {
    match number.node() {
        Node::Sum(parts) if !parts.is_empty() => first_term(&parts[0]),
        Node::Arithmetic(Operator::Add | Operator::Subtract, a, _) => first_term(a),
        _ => number,
    }
}

/// The law of what is left of the question after the first of several experiments.
fn performed(space: &Space, name: usize, mut asked: Residue, budget: &Budget) -> Option<Stage> {
    asked.later.remove(0);
    let purpose = Purpose { given: asked.given, ..Purpose::default() };
    let reduced = reduce(space, name, &asked, (Choice::Cheapest, purpose), budget).ok()?;
    let state = |(left, weight): (Residue, BigUint)| State {
        taken: Vec::new(),
        values: Vec::new(),
        weight,
        left: left.roots,
    };
    let states = reduced.law.parts.into_iter().map(state).collect();
    Some(Stage { point: Point::Experiment(name), atoms: Vec::new(), states })
}

/// The first stage of the sweep over one sample.
fn swept(space: &Space, name: usize, residue: &Residue, road: Road, budget: &Budget) -> Option<Stage> {
    let Atoms { atoms, whole } = atoms(residue, name, space).ok()?;
    if whole || atoms.is_empty() {
        return None;
    }
    let asking = Asking { space, name, residue, atoms: &atoms };
    let stage = |point, mut states: Vec<State>| {
        states.sort_by(|a, b| (&a.taken, &a.values, &a.weight).cmp(&(&b.taken, &b.values, &b.weight)));
        Stage { point, atoms: atoms.clone(), states }
    };
    match road {
        Road::ByClass => {
            if let Some((point, states)) = exchangeable::first(space, &atoms, budget).ok()? {
                return Some(stage(point, states));
            }
            let classes = Classes::of(space, &atoms).ok()??;
            let (point, parts) = (by_class::first_class(space, &classes), classes.parts.len());
            let mut sweep = by_class::sweep(asking, classes, budget).ok()?;
            for _ in 0..if sweep.is_done() { 0 } else { parts } {
                sweep.advance(budget).ok()?;
                if sweep.states().len() > MOST_STATES {
                    return None;
                }
            }
            Some(stage(point, sweep.states()))
        }
        Road::ByPosition => {
            let places = Places::of(space, name, &atoms, budget).ok()??;
            let mut sweep = by_position::sweep(asking, places, budget).ok()?;
            let mut taken = 0;
            while taken < PLACES.0 && (taken == 0 || sweep.states().len() <= PLACES.1) && !sweep.is_done() {
                sweep.advance(budget).ok()?;
                taken += 1;
            }
            Some(stage(Point::Places(taken), sweep.states()))
        }
        _ => None,
    }
}
