//! Rare events of sums: dice tilted towards the event, and each trial weighed by how much likelier that made it.
//!
//! Where an event says that a sum of independent scores is far from its mean, nearly no trial shows it. Throw the faces
//! not by their probabilities p but by q ∝ p·e^{θ·score}, with the θ that puts the mean of the sum on the bound of the
//! event; then about every second trial does. A trial counts with the product of p/q over its faces, so that the mean of
//! what is counted is the probability itself, whatever θ: the estimate is unbiased. The faces are thrown by integer
//! weights, and p/q is taken of these, so that rounding does not spoil that. The variance is estimated from the same
//! trials. [D. Siegmund, Annals of Statistics 4, 1976]

mod scored;

use crate::budget::Budget;
use crate::error::Error;
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::{Asked, Node, Question};
use crate::simulate::loaded::Loaded;
use crate::simulate::stream;
use rand::rngs::ChaCha8Rng;
use scored::{ends, logarithm, mean, scored, tilt};

/// How rare an event is, by Chernoff's bound, that is worth tilted dice.
const RARE: f64 = 1e-2;

/// The smallest probability that is estimated: beyond lies what floats cannot hold.
const LEAST: f64 = 1e-290;

/// The integer weights of tilted faces add up to about this.
const WEIGHTS: f64 = (1 << 26) as f64;

/// The most dice that a trial throws.
const MOST_DICE: u64 = 100_000;

/// An event about a sum of independent scores, ready to be tried with tilted dice.
#[derive(Clone, Debug)]
pub struct Tilted {
    dice: Vec<Dice>,
    comparison: Comparison,
    bound: i64,
    /// The logarithm of Chernoff's bound; a trial in which the event happens weighs no more, but for rounding.
    scale: f64,
    /// The largest weight that a trial can have, in units of that bound.
    most: f64,
}

/// Dice that are thrown alike.
#[derive(Clone, Debug)]
struct Dice {
    count: u64,
    loaded: Loaded,
    /// The score of each face, and the logarithm of how much rarer it is than it is thrown.
    faces: Vec<(i64, f64)>,
    /// The sum of the integer weights, in units of what it was meant to be: rounding makes no face rarer than by this.
    excess: f64,
}

/// What weighed trials showed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weighed {
    /// How many trials were made.
    pub trials: u64,
    /// In how many of them the event happened.
    pub hits: u64,
    /// The mean of the trials' weights, which estimates the probability without bias.
    pub estimate: f64,
    /// The standard deviation of the estimate, estimated from the same trials.
    pub deviation: f64,
    /// The largest weight that a trial can have.
    pub most: f64,
}

impl Weighed {
    /// An interval that holds the probability with at least this confidence, for any number of trials.
    ///
    /// The estimate ± √(2·ln(2/δ))·deviation + 7·ln(2/δ)/(3(n − 1))·largest weight, with δ = (1 − confidence)/2 on either
    /// side, cut off at 0; (0, 1) with fewer than two trials.
    ///
    /// Source: A. Maurer and M. Pontil, "Empirical Bernstein bounds and sample-variance penalization", COLT 2009, theorem 4.
    #[must_use]
    pub fn interval(&self, confidence: f64) -> (f64, f64) {
        if self.trials < 2 {
            return (0.0, 1.0);
        }
        let surprise = (4.0 / (1.0 - confidence)).ln();
        let width = (2.0 * surprise).sqrt() * self.deviation
            + 7.0 * surprise / (3.0 * (self.trials as f64 - 1.0)) * self.most;
        ((self.estimate - width).max(0.0), (self.estimate + width).min(1.0))
    }
}

/// The sums over a chunk.
#[derive(Clone, Copy, Default)]
struct Sums {
    trials: u64,
    hits: u64,
    weights: f64,
    squares: f64,
}

impl Tilted {
    /// The event of a question, where it is rare, and says how a sum of independent integer scores compares with a
    /// number: sums and counts over dice and coins, and sums of these. Nothing for every other question.
    #[must_use]
    pub fn new(question: &Question) -> Option<Self> {
        let (Asked::Probability(event), None) = (&question.asked, &question.given) else { return None };
        let Node::Compare(comparison, left, right) = event.node() else { return None };
        let (comparison, sum, bound) = match (left.known(), right.known()) {
            (None, Some(Value::Int(bound))) => (*comparison, left, *bound),
            (Some(Value::Int(bound)), None) => (comparison.mirrored(), right, *bound),
            _ => return None,
        };
        let scored = scored(question, sum)?;
        let dice: u64 = scored.iter().map(|scored| scored.count).sum();
        // The mean of the tilted sum is put on the value of the event that is nearest to the mean of the fair one.
        let (nearest, is_above) = match comparison {
            Comparison::AtLeast => (bound, true),
            Comparison::Greater => (bound.checked_add(1)?, true),
            Comparison::AtMost => (bound, false),
            Comparison::Less => (bound.checked_sub(1)?, false),
            Comparison::Equal => (bound, bound as f64 > mean(&scored, 0.0)),
            Comparison::Unequal => return None,
        };
        let is_far = (nearest as f64 > mean(&scored, 0.0)) == is_above;
        let (least, most) = ends(&scored)?;
        if !is_far || dice > MOST_DICE || !(least..=most).contains(&nearest) {
            return None;
        }
        let tilt = tilt(&scored, nearest as f64);
        let scale = logarithm(&scored, tilt) - tilt * nearest as f64;
        if !(LEAST.ln()..RARE.ln()).contains(&scale) {
            return None;
        }
        let dice = scored.into_iter().map(|scored| scored.tilted(tilt)).collect::<Option<Vec<_>>>()?;
        let most = dice.iter().map(|dice| dice.count as f64 * dice.excess.ln()).sum::<f64>().exp();
        Some(Self { dice, comparison, bound, scale, most })
    }

    /// About how long a trial takes on one thread, in seconds.
    #[must_use]
    pub fn cost(&self) -> f64 {
        self.dice.iter().map(|dice| 4.0 * dice.count as f64).sum::<f64>().mul_add(1e-9, 2e-8)
    }

    /// Makes trials as far as it is let: what was reached, and why it ended there, when the user or the budget stopped it.
    /// The same seed makes the same, whatever the number of threads.
    #[must_use]
    pub fn as_far(
        &self,
        trials: u64,
        seed: u64,
        threads: usize,
        budget: &Budget,
    ) -> (Weighed, Option<Error>) {
        let mut all = Sums::default();
        let run = |generator: &mut ChaCha8Rng, trials| self.chunk(generator, trials, budget);
        let ended = stream::tally(seed, trials, threads, budget, run, |sums: Sums| {
            all.trials += sums.trials;
            all.hits += sums.hits;
            all.weights += sums.weights;
            all.squares += sums.squares;
        });
        let n = all.trials as f64;
        let (mean, square) = (all.weights / n, all.squares / n);
        let deviation = ((square - mean * mean).max(0.0) / (n - 1.0).max(1.0)).sqrt();
        let scale = self.scale.exp();
        let weighed = Weighed {
            trials: all.trials,
            hits: all.hits,
            estimate: mean * scale,
            deviation: deviation * scale,
            most: self.most * scale,
        };
        (weighed, ended.err())
    }

    fn chunk(&self, generator: &mut ChaCha8Rng, trials: u64, budget: &Budget) -> Result<Sums, Error> {
        let mut sums = Sums { trials, ..Sums::default() };
        for trial in 0..trials {
            if trial % 64 == 0 {
                budget.check()?;
            }
            let (mut sum, mut weight) = (0, -self.scale);
            for dice in &self.dice {
                dice.loaded.throw(generator, dice.count, |face| {
                    let (score, rarer) = dice.faces[face as usize];
                    sum += score;
                    weight += rarer;
                });
            }
            if self.comparison.holds(sum.cmp(&self.bound)) {
                let weight = weight.exp();
                sums.hits += 1;
                sums.weights += weight;
                sums.squares += weight * weight;
            }
        }
        Ok(sums)
    }
}

#[cfg(test)]
mod tests;
