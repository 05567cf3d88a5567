//! The outcomes of the experiments of a question, one by one or as a tree: for `list` and `tree`, which show a student
//! what is counted. Only definitions are used.

use crate::budget::{Budget, too_expensive};
use crate::error::{Error, ErrorKind};
use crate::model::outcomes::{each_outcome, total};
use crate::model::{Space, Value};
use crate::question::{Experiment, Expr, Node, Outcomes, Question};
use crate::solve::enumerate;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::sync::Arc;

/// The most samples of a process that are followed.
const MOST_PATHS: u64 = 10_000;

/// The longest outcomes that are listed.
const LONGEST: u64 = 1_000;

/// The most stages of a tree.
const DEEPEST_TREE: usize = 60;

/// The most outcomes that a tree may have before it is called too large.
pub const LARGEST_TREE: usize = 5_000;

/// An outcome of the experiments that a question mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What each experiment showed, in order.
    pub values: Vec<Value>,
    /// How many equally likely outcomes look like this one, where outcomes are equally likely.
    pub ways: Option<BigUint>,
    /// Its probability, where it has one: orbits of different sizes have none.
    pub probability: Option<BigRational>,
}

/// A branch of a probability tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// What happens.
    pub value: Value,
    /// How likely it is, once everything before it has happened.
    pub edge: BigRational,
    /// How likely it is together with everything before it.
    pub path: BigRational,
    /// At the end of a path of an event: whether the event holds there.
    pub holds: Option<bool>,
    /// What may happen next.
    pub branches: Vec<Branch>,
}

/// The first outcomes, at most `most` of them, of the experiments that a question mentions: those that meet its
/// condition, where it has one. Whether these are all.
///
/// Outcomes that differ only in which of several equal elements were drawn are listed once.
///
/// # Errors
/// [`ErrorKind::TooExpensive`] when it takes too long, or a process has too many samples; errors of the
/// expressions.
pub fn rows(question: &Question, most: usize, budget: &Budget) -> Result<(Vec<Row>, bool), Error> {
    let mut rows = Vec::new();
    let mentioned = question.mentioned();
    let mut walk = Walk::new(question, budget);
    let complete = walk.follow(0, &mut |found, outcomes| {
        if !found.meets(&question.given, outcomes)? {
            return Ok(true);
        }
        if rows.len() == most {
            return Ok(false);
        }
        let shown = (0..outcomes.names.len()).filter(|i| mentioned >> i & 1 == 1);
        let values = shown.filter_map(|i| outcomes.names[i].clone()).collect();
        rows.push(Row { values, ways: found.ways(), probability: found.probability() });
        Ok(true)
    })?;
    Ok((rows, complete))
}

/// The tree of the experiments that a question mentions, a level for each element of an ordered sample; its condition is
/// not imposed, but looked at where a path ends.
///
/// # Errors
/// [`ErrorKind::TooExpensive`] beyond [`LARGEST_TREE`] outcomes, and those of [`rows`].
pub fn tree(question: &Question, budget: &Budget) -> Result<Vec<Branch>, Error> {
    let mut root = Branch {
        value: Value::Truth(true),
        edge: BigRational::one(),
        path: BigRational::one(),
        holds: None,
        branches: Vec::new(),
    };
    let mentioned = question.mentioned();
    let mut paths = 0;
    let mut walk = Walk::new(question, budget);
    walk.follow(0, &mut |found, outcomes| {
        paths += 1;
        if paths > LARGEST_TREE {
            return Err(Error::new(
                ErrorKind::TooExpensive,
                format!("the tree has more than {LARGEST_TREE} paths"),
            )
            .hint("`list` shows the first outcomes, `dist(…)` puts equal ones together"));
        }
        let holds = match question.given {
            Some(_) => Some(found.meets(&question.given, outcomes)?),
            None => None,
        };
        let mut path = Vec::new();
        for (i, stages) in found.stages.iter().enumerate().filter(|(i, _)| mentioned >> i & 1 == 1) {
            match &outcomes.names[i] {
                Some(Value::Row(elements)) if *stages && !elements.is_empty() => {
                    path.extend(elements.iter().cloned())
                }
                Some(value) => path.push(value.clone()),
                None => {}
            }
        }
        if path.len() > DEEPEST_TREE {
            let message = format!("the tree has more than {DEEPEST_TREE} stages");
            return Err(
                Error::new(ErrorKind::TooExpensive, message).hint("ask for fewer, or `list` the outcomes")
            );
        }
        let probability = found.probability().ok_or_else(|| {
            Error::new(ErrorKind::NotEquallyLikely, "these outcomes have no probabilities")
                .hint("`list` shows them, `N(…)` counts them")
        })?;
        root.add(&path, &probability, holds);
        Ok(true)
    })?;
    root.weigh(&BigRational::one());
    Ok(root.branches)
}

impl Branch {
    /// Adds a path below this branch; `path` of a branch holds the sum of what ends below it.
    fn add(&mut self, steps: &[Value], probability: &BigRational, holds: Option<bool>) {
        let Some((first, rest)) = steps.split_first() else {
            self.holds = holds;
            return;
        };
        let place = self.branches.iter().position(|branch| branch.value == *first);
        let branch = match place {
            Some(place) => &mut self.branches[place],
            None => {
                let (edge, path) = (BigRational::zero(), BigRational::zero());
                self.branches.push(Branch {
                    value: first.clone(),
                    edge,
                    path,
                    holds: None,
                    branches: Vec::new(),
                });
                let last = self.branches.len() - 1;
                &mut self.branches[last]
            }
        };
        branch.path += probability;
        branch.add(rest, probability, holds);
    }

    /// Works out the edges: the share of a branch in the one above it.
    fn weigh(&mut self, above: &BigRational) {
        self.edge = if above.is_zero() { BigRational::zero() } else { &self.path / above };
        let path = self.path.clone();
        self.branches.iter_mut().for_each(|branch| branch.weigh(&path));
    }
}

/// The product of what has been followed so far.
#[derive(Clone)]
struct Found {
    weight: BigUint,
    total: BigUint,
    /// Whether all outcomes so far are equally likely.
    equal: bool,
    /// Whether all outcomes so far have probabilities.
    fair: bool,
    /// For each experiment, whether its elements come one after another.
    stages: Vec<bool>,
}

impl Found {
    fn ways(&self) -> Option<BigUint> {
        self.equal.then(|| self.weight.clone())
    }

    fn probability(&self) -> Option<BigRational> {
        let whole = BigInt::from(self.total.clone());
        (self.fair && !self.total.is_zero())
            .then(|| BigRational::new(BigInt::from(self.weight.clone()), whole))
    }

    fn meets(&self, condition: &Option<Expr>, outcomes: &mut Outcomes) -> Result<bool, Error> {
        match condition {
            Some(condition) => Ok(condition.evaluate(outcomes)? == Value::Truth(true)),
            None => Ok(true),
        }
    }
}

type Visit<'a> = dyn FnMut(&Found, &mut Outcomes) -> Result<bool, Error> + 'a;

/// A walk through the outcomes of the experiments, one inside the other.
struct Walk<'a> {
    question: &'a Question,
    budget: &'a Budget,
    mentioned: u128,
    outcomes: Outcomes,
    found: Found,
    visited: u64,
}

impl<'a> Walk<'a> {
    fn new(question: &'a Question, budget: &'a Budget) -> Self {
        let count = question.experiments.len();
        let mut outcomes = Outcomes::default();
        outcomes.names = vec![None; count];
        let found = Found {
            weight: BigUint::one(),
            total: BigUint::one(),
            equal: true,
            fair: true,
            stages: vec![false; count],
        };
        Self { question, budget, mentioned: question.mentioned(), outcomes, found, visited: 0 }
    }

    /// Follows the experiments from this one on; whether to go on.
    fn follow(&mut self, index: usize, visit: &mut Visit<'_>) -> Result<bool, Error> {
        let Some(named) = self.question.experiments.get(index) else {
            self.visited += 1;
            if self.visited.is_multiple_of(256) {
                self.budget.check()?;
            }
            return visit(&self.found, &mut self.outcomes);
        };
        if self.mentioned >> index & 1 == 0 {
            return self.follow(index + 1, visit);
        }
        let dependent = named.experiment.space().is_none();
        let (space, listed) = self.concrete(&named.experiment)?;
        let before = self.found.clone();
        self.found.total = &before.total * &listed;
        self.found.equal = before.equal && !dependent && space.size().as_ref() == Some(&listed);
        self.found.fair = before.fair && space.is_fair();
        self.found.stages[index] = space.is_ordered() && !matches!(*space, Space::Deal(..) | Space::Law(_));
        let mut result = Ok(true);
        each_outcome(&space, &mut |outcome, weight| {
            self.outcomes.names[index] = Some(outcome);
            self.found.weight = &before.weight * weight;
            result = self.follow(index + 1, visit);
            matches!(result, Ok(true))
        });
        self.outcomes.names[index] = None;
        self.found = before;
        result
    }

    /// The space of an experiment, what it depends on being known, and the weight of all its outcomes.
    fn concrete(&self, experiment: &Experiment) -> Result<(Arc<Space>, BigUint), Error> {
        let known = experiment.rewrite(&mut |part| match part.node() {
            Node::Name(i) => {
                let value = self.outcomes.names.get(*i).cloned().flatten();
                Ok(value.map(|value| Expr::spanned(Node::Value(value), part.span())))
            }
            _ => Ok(None),
        })?;
        let Some(space) = known.space() else {
            return Err(Error::new(ErrorKind::Unsupported, "this experiment's outcomes cannot be listed")
                .hint("ask for its distribution, `dist(…)`"));
        };
        self.afford(space)?;
        let law = match space.as_ref() {
            Space::Until(until) => until.law(MOST_PATHS)?,
            Space::Chain(chain) => chain.paths(MOST_PATHS)?,
            _ => return Ok((Arc::clone(space), total(space))),
        };
        let space = Space::Law(Arc::new(law));
        let listed = total(&space);
        Ok((Arc::new(space), listed))
    }

    /// Nothing, if the outcomes can be gone through: none is too long, and where they are not found one after another
    /// there is time for all of them.
    fn afford(&self, space: &Space) -> Result<(), Error> {
        let depth = match space {
            Space::Single(_) | Space::Law(_) | Space::Chain(_) | Space::Until(_) => 0,
            Space::Choose(from, _)
            | Space::Multichoose(from, _)
            | Space::Subset(from)
            | Space::Deal(from, _) => from.classes().len() as u64,
            other => other.length().unwrap_or(0),
        };
        if depth > LONGEST {
            return Err(too_expensive(&format!("its outcomes have {depth} places to fill"))
                .hint(format!("outcomes of up to {LONGEST} places are listed")));
        }
        match space {
            Space::Ring(_)
            | Space::Necklace(_)
            | Space::Colorings(..)
            | Space::Split(..)
            | Space::SplitInto(..)
            | Space::Partitions(..) => self.budget.afford(enumerate::listing_work(space), 0),
            _ => Ok(()),
        }
    }
}
