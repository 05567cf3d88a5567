//! Means of rᵀ·Tᵏ of a number of steps T, also over those numbers only for which a condition holds: what the condition
//! says of all large numbers, by their remainder, is the sum of a series, and the others are finitely many.

use super::absorption::{self, Sums};
use super::asked::{Need, Number, Parts};
use super::graph::Graph;
use super::is_steps;
use super::run::{Kinds, Run};
use crate::budget::Budget;
use crate::error::Error;
use crate::model::Value;
use crate::model::chain::{Chain, Form, Stop};
use crate::question::{Expr, Node};
use crate::solve::residue::Residue;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Pow, ToPrimitive, Zero};

/// What the sum of a series is.
pub enum Series {
    /// E(rᵀ·Tᵏ) for k from 0 on, T being the number of steps, and of how many states.
    Means(Vec<BigRational>, u64),
    /// It has no end.
    Infinite,
}

/// For which numbers of steps a condition holds.
pub struct When {
    /// For each number up to some, and then for as many more as there are remainders.
    holds: Vec<bool>,
    period: u64,
}

impl When {
    /// The longest list of numbers.
    const LONGEST: u64 = 20_000;

    /// For all of them.
    #[must_use]
    pub fn always() -> Self {
        Self { holds: vec![true], period: 1 }
    }

    /// For those of which this is true; nothing where it asks for more than the number of steps of this chain, or looks at it
    /// too closely.
    #[must_use]
    pub fn of(condition: &Expr, name: usize) -> Option<Self> {
        let residue = Residue { roots: vec![condition.clone()], later: Vec::new(), given: false };
        let need = |number| Need::of(&residue, Parts { name }, number);
        let (steps, state) = (need(Number::Steps), need(Number::State));
        if steps.values || steps.scattered || state.asked || condition.names() != 1 << name {
            return None;
        }
        let last = steps.cuts.last().map_or(Some(0), |last| last.max(&BigInt::zero()).to_u64())?;
        let length = last.checked_add(1 + steps.period).filter(|length| *length <= Self::LONGEST)?;
        let holds = |t: u64| {
            let known = condition.rewrite(&mut |part| {
                let is_steps = is_steps(part, name);
                Ok(is_steps.then(|| Expr::spanned(Node::Value(Value::integer(t.into())), part.span())))
            });
            match known.ok()?.known()? {
                Value::Truth(truth) => Some(*truth),
                _ => None,
            }
        };
        Some(Self { holds: (0..length).map(holds).collect::<Option<_>>()?, period: steps.period })
    }

    /// Whether it holds for all large numbers with this remainder.
    fn at_last(&self, rest: u64) -> bool {
        let length = self.holds.len() as u64;
        (length - self.period..length).any(|t| t % self.period == rest && self.holds[t as usize])
    }

    /// The numbers for which it is not as it is for the large ones with their remainder, and whether it holds for them.
    fn exceptions(&self) -> Vec<(u64, bool)> {
        let all = (0..).zip(self.holds.iter().copied());
        all.filter(|(t, holds)| *holds != self.at_last(t % self.period)).collect()
    }
}

/// E(rᵀ·Tᵏ; C) of the number of steps T of a chain, for k from 0 to `degree`: over those numbers for which the condition
/// holds. Nothing for chains that may go on for ever, or whose states are not listed.
///
/// # Errors
/// Those of the chain itself, and [`crate::ErrorKind::TooExpensive`].
pub fn series(
    chain: &Chain,
    base: &BigRational,
    degree: usize,
    when: &When,
    budget: &Budget,
) -> Result<Option<Series>, Error> {
    if !matches!(chain.form(), Form::Any | Form::Lattice(_)) || !matches!(chain.stop, Stop::When(_)) {
        return Ok(None);
    }
    let mut graph = Graph::new(chain, budget)?;
    graph.explore()?;
    if !graph.live().into_iter().all(|live| live) {
        return Ok(None);
    }
    if graph.stops[0] {
        let at_once = |k| if k == 0 && when.holds[0] { BigRational::one() } else { BigRational::zero() };
        return Ok(Some(Series::Means((0..=degree).map(at_once).collect(), 1)));
    }
    let at_last = |rest| when.at_last(rest);
    let mut means = vec![BigRational::zero(); degree + 1];
    if (0..when.period).any(at_last) {
        match absorption::series(&graph, base, degree, (when.period, &at_last), budget)? {
            Sums::Finite(sums) => means = sums,
            Sums::Infinite => return Ok(Some(Series::Infinite)),
            Sums::Unknown => return Ok(None),
        }
    }
    for (t, holds, p) in exceptional(&mut graph, when, budget)? {
        let whole = BigRational::from_integer(t.into());
        let weighted = p * Pow::pow(base, t);
        for (k, mean) in means.iter_mut().enumerate() {
            let term = &weighted * Pow::pow(&whole, k);
            if holds { *mean += term } else { *mean -= term }
        }
    }
    Ok(Some(Series::Means(means, graph.len() as u64)))
}

/// The numbers for which the condition is not as for the large ones, whether it holds, and their probabilities.
fn exceptional(
    graph: &mut Graph,
    when: &When,
    budget: &Budget,
) -> Result<Vec<(u64, bool, BigRational)>, Error> {
    let exceptions = when.exceptions();
    let Some((last, _)) = exceptions.last().copied() else { return Ok(Vec::new()) };
    let kinds = Kinds { states: false, cuts: &[], period: 1, values: true };
    let mut run = Run::new(graph, &kinds);
    run.advance(graph, None, &kinds, last, budget)?;
    let whole = |n: &BigUint| BigInt::from(n.clone());
    let ended = run.ended();
    let found = ended.into_iter().filter_map(|(_, t, weight)| {
        let at = exceptions.binary_search_by_key(&t, |(t, _)| *t).ok()?;
        Some((t, exceptions[at].1, BigRational::new(whole(&weight), whole(&run.total))))
    });
    Ok(found.collect())
}
