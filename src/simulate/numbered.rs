//! Experiments with few outcomes: each trial throws the number of an outcome and counts it, and the question is worked
//! out once for each number that came.
//!
//! What an outcome's number means is decided by the sampler itself: its decisions (which face, which of the cards left)
//! are the digits of the number. Where a later experiment depends on earlier outcomes, each of these has numbers of its
//! own, and the trials go down a tree.

mod decisions;

use crate::error::Error;
use crate::model::Value;
use crate::question::{Outcomes, Question};
use crate::simulate::chance::Chance;
use crate::simulate::digits::Digits;
use crate::simulate::loaded::Loaded;
use crate::simulate::performer::resolved;
use crate::simulate::program::{Listed, Program};
use crate::simulate::run::Tally;
use crate::simulate::sampler::Sampler;
use decisions::{Decisions, Positions, draw};
use rand::Rng;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// The most outcomes that are numbered.
const MOST: u64 = 1 << 16;

/// Below so many outcomes, weighted decisions are made among elements instead of faces: a plain number is faster.
const FEW: u64 = 1 << 12;

/// As few outcomes are looked at one by one.
const WORTHWHILE: u64 = 64;

/// A question whose outcomes have numbers.
#[derive(Clone, Debug)]
pub(super) struct Numbered {
    nodes: Vec<Node>,
    /// The node that follows each outcome of an inner node.
    children: Vec<u32>,
    /// How many outcomes there are to count.
    leaves: u64,
    /// What every outcome shows, once somebody has asked: worked out block by block, where that is possible.
    listed: OnceLock<Option<Listed>>,
}

/// Experiments that are performed together, after those before them came out in one way.
#[derive(Clone, Debug)]
struct Node {
    before: Outcomes,
    performed: Vec<(usize, Arc<Sampler>)>,
    /// Whether weighted decisions are among faces; among elements otherwise.
    by_face: bool,
    draw: Draw,
    outcomes: u64,
    /// The number of the first outcome: among the leaves, or among the children.
    first: u64,
    last: bool,
}

/// How the number of an outcome is thrown.
#[derive(Clone, Debug)]
enum Draw {
    /// All outcomes are alike.
    Even(Digits),
    /// So many dice of one kind.
    Pool(Loaded, usize),
    /// Each decision for itself.
    Each(Vec<Loaded>),
}

impl Numbered {
    /// The numbers of a question's outcomes; nothing where there are too many, or decisions depend on one another in
    /// ways that numbers do not.
    pub(super) fn new(question: &Question) -> Option<Self> {
        let mut tree = Self { nodes: Vec::new(), children: Vec::new(), leaves: 0, listed: OnceLock::new() };
        let mut outcomes = Outcomes::default();
        outcomes.names = vec![None; question.experiments.len()];
        tree.grow(question, question.mentioned(), 0, outcomes)?;
        Some(tree)
    }

    /// How many outcomes there are.
    pub(super) fn outcomes(&self) -> u64 {
        self.leaves
    }

    /// About how many nanoseconds a trial takes.
    pub(super) fn cost(&self) -> f64 {
        let node = |node: &Node| match &node.draw {
            Draw::Even(_) => 3.0,
            Draw::Pool(_, count) => 3.0 * *count as f64,
            Draw::Each(dice) => 8.0 * dice.len() as f64,
        };
        match self.nodes.as_slice() {
            [only] => node(only),
            several => 10.0 + several.iter().map(node).fold(0.0, f64::max) * 3.0,
        }
    }

    /// How many outcomes have each value, where all are alike and the condition holds; nothing where one has no value.
    pub(super) fn listed(&self, question: &Question) -> Option<FxHashMap<Vec<Value>, u64>> {
        let outcomes = self.alike()?;
        let mut listed = FxHashMap::default();
        if let Some(in_blocks) = self.in_blocks(question) {
            for (count, values) in in_blocks.came(|_| 1) {
                listed.insert(values.clone(), count);
            }
            return Some(listed);
        }
        for number in 0..outcomes {
            if let Some(values) = self.meaning(question, number).ok()? {
                *listed.entry(values).or_default() += 1;
            }
        }
        Some(listed)
    }

    /// What every outcome shows, where there are many of one node, and blocks of them can be worked out at once.
    fn in_blocks(&self, question: &Question) -> Option<&Listed> {
        let [node] = self.nodes.as_slice() else { return None };
        let listed = || Program::listed(question, node.outcomes, node.by_face);
        (node.outcomes >= WORTHWHILE).then(|| self.listed.get_or_init(listed).as_ref())?
    }

    /// How many outcomes a trial has, where they are all alike.
    pub(super) fn alike(&self) -> Option<u64> {
        match self.nodes.as_slice() {
            [Node { draw: Draw::Even(_), outcomes, .. }] => Some(*outcomes),
            _ => None,
        }
    }

    /// The sums of the weights up to each face, where a trial is one loaded die.
    pub(super) fn sums(&self) -> Option<&[u64]> {
        match self.nodes.as_slice() {
            [Node { draw: Draw::Pool(die, 1), .. }] => die.sums(),
            _ => None,
        }
    }

    /// What the question makes of an outcome, where there is only one node; nothing where the condition does not hold.
    pub(super) fn meaning(&self, question: &Question, number: u64) -> Result<Option<Vec<Value>>, Error> {
        if let Some(in_blocks) = self.in_blocks(question) {
            return Ok(in_blocks.shown[in_blocks.places[number as usize] as usize].clone());
        }
        self.nodes.first().map_or(Ok(None), |node| node.meaning(question, number))
    }

    /// Adds the node for the experiments from `next` on, and those below it; its place.
    fn grow(&mut self, question: &Question, mentioned: u128, next: usize, before: Outcomes) -> Option<u32> {
        let (mut next, mut together, mut performed) = (next, 0u128, Vec::new());
        let mut known = before.clone();
        while let Some(named) = question.experiments.get(next) {
            if mentioned >> next & 1 == 1 {
                if named.experiment.names() & together != 0 {
                    break;
                }
                let space = resolved(&named.experiment, &mut known).ok()?;
                performed
                    .push((next, Arc::new(Sampler::is_practical(&space).then(|| Sampler::new(&space))?)));
                together |= 1 << next;
            }
            next += 1;
        }
        let (draw, by_face, outcomes) = draw(&performed)?;
        let last = next == question.experiments.len();
        let first = if last { self.leaves } else { self.children.len() as u64 };
        let place = u32::try_from(self.nodes.len()).ok()?;
        self.nodes.push(Node { before, performed, by_face, draw, outcomes, first, last });
        if last {
            self.leaves += outcomes;
        } else {
            self.children.resize(usize::try_from(first + outcomes).ok()?, 0);
        }
        if self.leaves + self.children.len() as u64 > MOST {
            return None;
        }
        for number in 0..if last { 0 } else { outcomes } {
            let outcomes = self.nodes[place as usize].outcome(number).ok()?;
            self.children[(first + number) as usize] = self.grow(question, mentioned, next, outcomes)?;
        }
        Some(place)
    }

    /// How often each outcome came in so many trials.
    pub(super) fn trials(&self, generator: &mut impl Rng, trials: u64) -> Vec<u64> {
        let mut counts = vec![0; self.leaves as usize];
        match self.nodes.as_slice() {
            [only] => only.count(generator, trials, &mut counts),
            [root, ..] => {
                for _ in 0..trials {
                    let mut node = root;
                    let mut at = node.first + node.throw(generator);
                    while !node.last {
                        node = &self.nodes[self.children[at as usize] as usize];
                        at = node.first + node.throw(generator);
                    }
                    counts[at as usize] += 1;
                }
            }
            [] => (),
        }
        counts
    }

    /// What trials showed whose outcomes came so often.
    ///
    /// # Errors
    /// Those of the question on an outcome that came, the first by its number.
    pub(super) fn tally(&self, question: &Question, counts: &[u64], trials: u64) -> Result<Tally, Error> {
        let mut tally = Tally { trials, ..Tally::default() };
        if let Some(in_blocks) = self.in_blocks(question) {
            for (count, values) in in_blocks.came(|number| counts[number]) {
                tally.conditioned += count;
                tally.counts.insert(values.clone(), count);
            }
            return Ok(tally);
        }
        for node in self.nodes.iter().filter(|node| node.last) {
            for number in 0..node.outcomes {
                let count = counts[(node.first + number) as usize];
                if count == 0 {
                    continue;
                }
                let Some(values) = node.meaning(question, number)? else { continue };
                tally.conditioned += count;
                *tally.counts.entry(values).or_default() += count;
            }
        }
        Ok(tally)
    }
}

impl Node {
    /// The outcomes of all experiments so far, this node's by their number.
    fn outcome(&self, number: u64) -> Result<Outcomes, Error> {
        let mut outcomes = self.before.clone();
        let mut decisions = Decisions { number, by_face: self.by_face };
        for (name, sampler) in &self.performed {
            outcomes.names[*name] = Some(sampler.sample(&mut decisions)?);
        }
        Ok(outcomes)
    }

    /// What the question makes of an outcome; nothing where the condition does not hold.
    fn meaning(&self, question: &Question, number: u64) -> Result<Option<Vec<Value>>, Error> {
        let mut outcomes = self.outcome(number)?;
        if let Some(given) = &question.given
            && given.evaluate(&mut outcomes)? != Value::Truth(true)
        {
            return Ok(None);
        }
        let asked = question.asked.expressions().into_iter();
        asked.map(|expression| expression.evaluate(&mut outcomes)).collect::<Result<_, _>>().map(Some)
    }

    /// Throws the number of an outcome.
    fn throw(&self, generator: &mut impl Rng) -> u64 {
        match &self.draw {
            Draw::Even(_) => generator.below(self.outcomes),
            Draw::Pool(die, count) => {
                let mut number = Positions::new(die.faces());
                die.throw(generator, *count as u64, |face| number.add(face));
                number.sum
            }
            Draw::Each(dice) => {
                let (mut number, mut value) = (0, 1);
                for die in dice {
                    die.throw(generator, 1, |face| number += value * u64::from(face));
                    value *= die.faces();
                }
                number
            }
        }
    }

    /// Counts the outcomes of so many trials.
    fn count(&self, generator: &mut impl Rng, trials: u64, counts: &mut [u64]) {
        match &self.draw {
            Draw::Even(digits) => {
                digits.throw(generator, trials, |number| counts[number as usize] += 1);
            }
            Draw::Pool(die, 1) => die.count(generator, trials, counts),
            Draw::Pool(die, count) => {
                let mut number = Positions::new(die.faces());
                let mut left = *count;
                die.throw(generator, trials * *count as u64, |face| {
                    number.add(face);
                    left -= 1;
                    if left == 0 {
                        counts[number.sum as usize] += 1;
                        (number, left) = (Positions::new(die.faces()), *count);
                    }
                });
            }
            Draw::Each(_) => (0..trials).for_each(|_| counts[self.throw(generator) as usize] += 1),
        }
    }
}

#[cfg(test)]
mod tests;
