//! Many statements about different throws, `all(i in 1..100: X[i] != Y[i])`: they are independent, and how many of them hold is a
//! number of successes in as many trials, of which each succeeds as its statement holds.
//!
//! Statements that throws are equal may also share throws: when all faces weigh alike, whether two throws are equal says nothing of
//! either, so that the edges of a forest of comparisons are independent, too: `any(i in 1..999: X[i] = X[i+1])`.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Collection, Faces, Space, Value};
use crate::question::{Experiment, Expr, Named, Node};
use crate::solve::by_position::group_at;
use crate::solve::chain::Purpose;
use crate::solve::eliminate::{self, Choice};
use crate::solve::first_places::{place_of, places};
use crate::statistic::function;
use num_bigint::BigUint;
use num_traits::Zero;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Fewer statements are looked at one after another.
const FEW: usize = 12;

/// The most places that a statement may speak of.
const MOST_PLACES: usize = 4;

/// The most experiments that a question may have.
const MOST_EXPERIMENTS: usize = 120;

/// Experiments, and expressions about them.
pub type Rewritten = (Vec<Named>, Vec<Expr>);

/// A place of an experiment, from 1.
type Place = (usize, u64);

/// The weights of a statement that does not hold, and of one that does.
type Weights = (BigUint, BigUint);

/// The experiments and roots with numbers of successes in place of many statements about different throws; nothing where there
/// are no such statements, or where they are few.
///
/// # Errors
/// Those of working out the statements, and the budget's.
pub fn separate(experiments: &[Named], roots: &[Expr], budget: &Budget) -> Result<Option<Rewritten>, Error> {
    separate_from(experiments, roots, FEW, budget)
}

/// The same, from so many statements on.
///
/// # Errors
/// As those of [`separate`].
pub fn separate_from(
    experiments: &[Named],
    roots: &[Expr],
    few: usize,
    budget: &Budget,
) -> Result<Option<Rewritten>, Error> {
    if !roots.iter().any(|root| has_many(root, few)) {
        return Ok(None);
    }
    let needed = experiments.iter().fold(0, |names, named| names | named.experiment.names());
    let mut separating = Separating {
        experiments,
        names: FxHashSet::default(),
        usage: FxHashMap::default(),
        few,
        known: FxHashMap::default(),
        trials: Vec::new(),
        budget,
    };
    for (name, named) in experiments.iter().enumerate() {
        let throws = named.experiment.space().filter(|_| needed >> name & 1 == 0);
        let Some(Space::Trials(groups)) = throws.map(AsRef::as_ref) else { continue };
        let length = groups.iter().map(|(_, count)| count).sum();
        if roots.iter().all(|root| places(root, name, length, &mut BTreeSet::new())) {
            separating.names.insert(name);
        }
    }
    if separating.names.is_empty() {
        return Ok(None);
    }
    let mut usage = FxHashMap::default();
    roots.iter().for_each(|root| separating.count(root, &mut usage));
    separating.usage = usage;
    let mut failure = None;
    let written = roots.iter().map(|root| {
        root.rewrite(&mut |part| {
            separating.rewritten(part).or_else(|error| {
                failure.get_or_insert(error);
                Ok(None)
            })
        })
    });
    let written: Vec<Expr> = written.collect::<Result<_, _>>()?;
    if let Some(error) = failure {
        return Err(error);
    }
    if separating.trials.is_empty() {
        return Ok(None);
    }
    let trials = separating.trials.into_iter().map(|trials| Named { name: None, experiment: trials });
    Ok(Some((experiments.iter().cloned().chain(trials).collect(), written)))
}

/// Whether there is a part with many statements.
fn has_many(e: &Expr, few: usize) -> bool {
    let many = match e.node() {
        Node::And(parts) | Node::Or(parts) | Node::Sum(parts) => parts.len() >= few,
        _ => false,
    };
    many || e.names() != 0 && e.node().children().any(|part| has_many(part, few))
}

struct Separating<'a> {
    experiments: &'a [Named],
    /// The throws of which single places are spoken of.
    names: FxHashSet<usize>,
    /// How often each place is spoken of.
    usage: FxHashMap<Place, usize>,
    few: usize,
    /// The weights of statements, by what they say of the first places.
    known: FxHashMap<Expr, Weights>,
    /// The numbers of successes that have been found.
    trials: Vec<Experiment>,
    budget: &'a Budget,
}

impl Separating<'_> {
    fn place(&self, e: &Expr) -> Option<Place> {
        let Node::At(sample, _) = e.node() else { return None };
        let Node::Name(name) = sample.node() else { return None };
        let length = self.experiments.get(*name)?.experiment.space()?.length();
        Some((*name, place_of(e, *name, length.filter(|_| self.names.contains(name))?)?))
    }

    fn faces(&self, (name, place): Place) -> Option<&Arc<Faces>> {
        match self.experiments[name].experiment.space()?.as_ref() {
            Space::Trials(groups) => Some(&groups[group_at(groups, place - 1)].0),
            _ => None,
        }
    }

    /// Counts how often places are spoken of.
    fn count(&self, e: &Expr, usage: &mut FxHashMap<Place, usize>) {
        match self.place(e) {
            Some(place) => *usage.entry(place).or_default() += 1,
            None if e.names() == 0 => {}
            None => e.node().children().for_each(|part| self.count(part, usage)),
        }
    }

    /// What stands in place of a part with many statements.
    fn rewritten(&mut self, part: &Expr) -> Result<Option<Expr>, Error> {
        let (parts, is_sum) = match part.node() {
            Node::And(parts) | Node::Or(parts) => (parts, false),
            Node::Sum(parts) => (parts, true),
            _ => return Ok(None),
        };
        if parts.len() < self.few || self.experiments.len() + self.trials.len() >= MOST_EXPERIMENTS {
            return Ok(None);
        }
        let stated: Vec<Option<&Expr>> = parts.iter().map(|part| statement(part, is_sum)).collect();
        let weights = self.weights(&stated)?;
        let mut kinds: Vec<(Weights, u64)> = Vec::new();
        for weights in weights.iter().flatten() {
            match kinds.iter_mut().find(|(kind, _)| kind == weights) {
                Some((_, count)) => *count += 1,
                None => kinds.push((weights.clone(), 1)),
            }
        }
        let all: u64 = kinds.iter().map(|(_, count)| count).sum();
        let Some(count) = function("count", 2).filter(|_| all as usize >= self.few) else { return Ok(None) };
        let name = self.experiments.len() + self.trials.len();
        self.trials.push(successes(&kinds)?);
        let holding = Expr::new(Node::Call(count, vec![Expr::value_of(1), Expr::new(Node::Name(name))]));
        let compared = |comparison, bound: u64| {
            Expr::new(Node::Compare(
                comparison,
                holding.clone(),
                Expr::value_of(Value::integer(bound.into())),
            ))
        };
        let left = parts.iter().zip(&weights).filter(|(_, weights)| weights.is_none());
        let mut left: Vec<Expr> = left.map(|(part, _)| part.clone()).collect();
        left.push(match part.node() {
            Node::And(_) => compared(Comparison::Equal, all),
            Node::Or(_) => compared(Comparison::AtLeast, 1),
            _ => holding,
        });
        let node = match part.node() {
            _ if left.len() == 1 => return Ok(left.pop()),
            Node::And(_) => Node::And(left),
            Node::Or(_) => Node::Or(left),
            _ => Node::Sum(left),
        };
        // What is left may have many statements within its parts.
        Ok(Some(Expr::spanned(node, part.span())))
    }

    /// The weights of the statements that are independent of all else.
    fn weights(&mut self, stated: &[Option<&Expr>]) -> Result<Vec<Option<Weights>>, Error> {
        let edges: Vec<Option<(Place, Place, u64, bool)>> =
            stated.iter().map(|statement| self.edge((*statement)?)).collect();
        let is_forest = self.are_independent(&edges);
        let mut all = Vec::with_capacity(stated.len());
        for (i, (statement, edge)) in stated.iter().zip(edges).enumerate() {
            self.budget.check_pass(i)?;
            all.push(match (statement, edge) {
                (_, Some((_, _, kinds, same))) if is_forest => {
                    let (one, others) = (BigUint::from(1_u32), BigUint::from(kinds - 1));
                    Some(if same { (others, one) } else { (one, others) })
                }
                (Some(statement), _) => self.alone(statement)?,
                (None, _) => None,
            });
        }
        Ok(all)
    }

    /// The throws that a statement compares, how many equally likely faces they have, and whether they are to be equal.
    fn edge(&self, statement: &Expr) -> Option<(Place, Place, u64, bool)> {
        let Node::Compare(comparison @ (Comparison::Equal | Comparison::Unequal), a, b) = statement.node()
        else {
            return None;
        };
        let (a, b) = (self.place(a)?, self.place(b)?);
        let (one, other) = (self.faces(a)?, self.faces(b)?);
        let alike = one.is_fair() && (Arc::ptr_eq(one, other) || one.weights() == other.weights());
        let kinds = one.weights().len() as u64;
        (a != b && alike && kinds > 0).then_some((a, b, kinds, *comparison == Comparison::Equal))
    }

    /// Whether nothing else is said of the throws of these edges, and whether these are a forest.
    fn are_independent(&self, edges: &[Option<(Place, Place, u64, bool)>]) -> bool {
        let mut met: FxHashMap<Place, usize> = FxHashMap::default();
        let mut trees = Trees::default();
        for (a, b, ..) in edges.iter().flatten() {
            *met.entry(*a).or_default() += 1;
            *met.entry(*b).or_default() += 1;
            if !trees.join(*a, *b) {
                return false;
            }
        }
        met.iter().all(|(place, count)| self.usage.get(place) == Some(count))
    }

    /// The weights of a statement about a few throws of which nothing else is said.
    fn alone(&mut self, statement: &Expr) -> Result<Option<Weights>, Error> {
        let mut own = FxHashMap::default();
        self.count(statement, &mut own);
        let is_alone = own.iter().all(|(place, count)| self.usage.get(place) == Some(count));
        let throws_only =
            (0..self.experiments.len()).all(|i| !statement.mentions(i) || self.names.contains(&i));
        if own.is_empty() || own.len() > MOST_PLACES || !is_alone || !throws_only || statement.may_fail() {
            return Ok(None);
        }
        let told = self.at_first_places(statement);
        if let Some(weights) = self.known.get(&told) {
            return Ok(Some(weights.clone()));
        }
        let law = eliminate::solve(
            self.experiments,
            vec![told.clone()],
            Purpose::default(),
            Choice::Cheapest,
            self.budget,
        )?;
        let holds: BigUint =
            law.values.iter().filter(|(values, _)| values[0] == Value::Truth(true)).map(|(_, w)| w).sum();
        let weights = (law.total - &holds, holds);
        self.known.insert(told, weights.clone());
        Ok(Some(weights))
    }

    /// The same statement about the first places of its samples, where all their throws are alike.
    fn at_first_places(&self, statement: &Expr) -> Expr {
        let mut met: Vec<Place> = Vec::new();
        let alike = |name: usize| match self.experiments[name].experiment.space().map(AsRef::as_ref) {
            Some(Space::Trials(groups)) => groups.len() == 1,
            _ => false,
        };
        let told = statement.rewrite(&mut |part| {
            let Some(place) = self.place(part).filter(|(name, _)| alike(*name)) else { return Ok(None) };
            if !met.contains(&place) {
                met.push(place);
            }
            let of_sample = met.iter().filter(|(name, _)| *name == place.0);
            let number = of_sample.take_while(|other| **other != place).count() + 1;
            let at = Expr::value_of(Value::integer(number.into()));
            Ok(Some(Expr::new(Node::At(Expr::new(Node::Name(place.0)), at))))
        });
        told.unwrap_or_else(|_| statement.clone())
    }
}

/// The statement that a part makes; in a sum, what adds 1 where it holds.
fn statement(part: &Expr, is_sum: bool) -> Option<&Expr> {
    match part.node() {
        Node::If(condition, then, otherwise) if is_sum => {
            let adds_one = then.known() == Some(&Value::Int(1)) && otherwise.known() == Some(&Value::Int(0));
            adds_one.then_some(condition)
        }
        _ => (!is_sum).then_some(part),
    }
}

/// Trials that show 1 as often as statements hold.
fn successes(kinds: &[(Weights, u64)]) -> Result<Experiment, Error> {
    let mut groups = Vec::with_capacity(kinds.len());
    for ((fails, holds), count) in kinds {
        let weights = [(Value::Int(0), fails.clone()), (Value::Int(1), holds.clone())];
        let weights = weights.into_iter().filter(|(_, weight)| !weight.is_zero());
        groups.push((Arc::new(Faces::new(Collection::Urn, weights.collect::<Vec<_>>())?), *count));
    }
    Ok(Experiment::of(Space::Trials(groups.into()), "trials"))
}

/// Trees of places that are joined.
#[derive(Default)]
struct Trees(FxHashMap<Place, Place>);

impl Trees {
    fn root(&mut self, place: Place) -> Place {
        let mut root = place;
        while let Some(above) = self.0.get(&root) {
            root = *above;
        }
        // Later ways are shorter.
        let mut at = place;
        while at != root {
            at = self.0.insert(at, root).unwrap_or(root);
        }
        root
    }

    /// Joins two trees; whether they were two.
    fn join(&mut self, a: Place, b: Place) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.0.insert(a, b);
        }
        a != b
    }
}

#[cfg(test)]
mod tests;
