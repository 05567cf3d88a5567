//! The paths that go on after the last number of steps that is told apart.

use super::{Cases, Job};
use crate::error::{Error, ErrorKind};
use crate::model::chain::Form;
use crate::model::{Value, chain::Walk};
use crate::solve::chain::asked::{Known, Number, Outcome, Parts};
use crate::solve::chain::run::Run;
use crate::solve::chain::{absorption, walk};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// Where paths end, the remainder of their number of steps, and the sums of its powers.
type End = (Known, u64, [BigRational; 3]);

impl Job<'_> {
    /// What becomes of the paths that go on after the last number of steps that is told apart.
    pub(super) fn rest(
        &mut self,
        run: &Run,
        live: Option<Vec<bool>>,
        cases: &mut Cases,
    ) -> Result<(), Error> {
        let order = if self.steps.values { self.order(Number::Steps, self.purpose.ask) } else { None };
        self.cut = self.steps.values && order.is_none();
        let (next, period) = (run.steps + 1, self.steps.period);
        let beyond = |rest: u64| next + (rest + period - next % period) % period;
        let parts = self.parts;
        let asks_stops = |e: &crate::question::Expr| asks_stops(e, parts);
        let stops_asked = self.residue.expressions().into_iter().any(asks_stops);
        if !self.state.asked && period == 1 && !stops_asked && order.is_none() {
            let later = Known::Exactly(Value::integer(beyond(0).into()));
            let weight = run.open.values().sum();
            cases.whole.push((Outcome::Stopped { state: Known::Unasked, steps: later }, weight));
            return Ok(());
        }
        let ends = match self.chain.form() {
            Form::Walk(walk) | Form::Branching(walk) => self.meetings(walk, run, order)?,
            _ => self.absorbed(run, live, order)?,
        };
        for (state, rest, sums) in ends {
            let like = Value::integer(beyond(rest).into());
            let state = if self.state.asked { state } else { Known::Unasked };
            let Some(order) = order else {
                let steps = if self.cut {
                    Known::Kind { like, value: Value::integer(next.into()) }
                } else {
                    Known::Exactly(like)
                };
                let [probability, ..] = sums;
                cases.parts.push((Outcome::Stopped { state, steps }, probability));
                continue;
            };
            let before = BigRational::from_integer(BigInt::from(run.steps));
            for (value, share) in same_moments(sums, order) {
                let steps = Known::Kind { like: like.clone(), value: Value::number(value + &before) };
                cases.parts.push((Outcome::Stopped { state: state.clone(), steps }, share));
            }
        }
        Ok(())
    }

    /// The ends of a chain whose states were all explored.
    fn absorbed(
        &mut self,
        run: &Run,
        live: Option<Vec<bool>>,
        order: Option<u32>,
    ) -> Result<Vec<End>, Error> {
        let live = match live {
            Some(live) => live,
            None => self.explored()?.unwrap_or_default(),
        };
        let open = run.open.iter().filter(|(s, _)| live[**s]);
        let mut first: Vec<(usize, BigUint)> = open.map(|(s, weight)| (*s, weight.clone())).collect();
        first.sort_unstable_by_key(|(state, _)| *state);
        let phase = (self.steps.period, run.steps);
        let moments = order.unwrap_or(0) as usize;
        let ends = absorption::ends(&self.graph, &live, &first, phase, moments, self.budget)?;
        Ok(ends.into_iter().map(|(state, rest, sums)| (self.known_state(Some(state)), rest, sums)).collect())
    }

    /// The ends of a walk on infinitely many states.
    fn meetings(&self, walk: &Walk, run: &Run, order: Option<u32>) -> Result<Vec<End>, Error> {
        let refuse = |why: &str| {
            Err(Error::new(ErrorKind::Unsupported, why.to_owned())
                .hint("bound the walk on both sides, ask `P(steps(S) <= n)`, or `simulate`"))
        };
        let branching = matches!(self.chain.form(), Form::Branching(_));
        if branching && order.is_some_and(|order| order > 0) {
            return Err(no_mean_of_generations(walk, self.purpose.given));
        }
        if self.steps.period > 1 {
            return refuse("remainders of the number of steps of an unbounded walk are not worked out");
        }
        let (crate::model::chain::Barrier::At(to)
        | crate::model::chain::Barrier::AtMost(to)
        | crate::model::chain::Barrier::AtLeast(to)) = walk.barrier;
        let mut ends = Vec::with_capacity(run.open.len());
        for (state, weight) in &run.open {
            let Value::Int(from) = self.graph.value(*state) else { continue };
            let met = walk::meeting(walk, from, branching)?;
            if self.state.asked && !met.lands {
                return refuse("where the walk lands beyond its barrier is not worked out");
            }
            let weight = BigInt::from(weight.clone());
            let (first, second) = match (order, met.moments) {
                (None | Some(0), _) => (BigRational::zero(), BigRational::zero()),
                (_, Some(moments)) => moments,
                (_, None) if met.lands => {
                    let message =
                        "the mean of the number of steps is infinite, although the walk surely stops";
                    return Err(Error::new(ErrorKind::Undefined, message)
                        .hint("ask for its median, or for `P(steps(S) <= n)`"));
                }
                (_, None) => return refuse("the time to jump over a barrier is not worked out"),
            };
            let sums = [met.probability * &weight, first * &weight, second * weight];
            ends.push((Known::Exactly(Value::Int(to)), 0, sums));
        }
        Ok(ends)
    }
}

/// Why the number of generations until a line dies out has no mean that could be told: with more than one child on average
/// it may never do so, and with one it takes too long [T. E. Harris, "The Theory of Branching Processes", 1963, §I.9–11].
fn no_mean_of_generations(walk: &Walk, given: bool) -> Error {
    let never_ends = walk.displacement.outcomes().all(|displacement| *displacement == 0);
    match walk.displacement.mean() {
        more if (more.is_positive() || never_ends) && !given => Error::new(
            ErrorKind::Undefined,
            "the chain may never stop: its mean is infinite, its steps have no number",
        )
        .hint("ask `P(stops(S))`, or `simulate`"),
        one if one.is_zero() && !given => Error::new(
            ErrorKind::Undefined,
            "the mean of the number of steps is infinite, although the walk surely stops",
        )
        .hint("ask `P(steps(S) <= 5)`, or `simulate`"),
        _ => {
            Error::new(ErrorKind::Unsupported, "how many generations it takes to die out has no closed form")
                .hint("ask `P(steps(S) <= 5)`, or `simulate`")
        }
    }
}

fn asks_stops(e: &crate::question::Expr, parts: Parts) -> bool {
    e.mentions(parts.name) && (parts.is_stops(e) || e.node().children().any(|child| asks_stops(child, parts)))
}

/// One or two values, with weights that add up to w, that have the same first moments as a law of which the sums of
/// w, w·T and w·T² are given.
///
/// With mean μ and variance v, the values μ − 1 and μ + v with probabilities v/(1 + v) and 1/(1 + v) have them too.
pub(in crate::solve::chain) fn same_moments(
    [weight, first, second]: [BigRational; 3],
    order: u32,
) -> Vec<(BigRational, BigRational)> {
    if weight.is_zero() {
        return Vec::new();
    }
    let mean = first / &weight;
    let variance = second / &weight - &mean * &mean;
    if order < 2 || variance.is_zero() {
        return vec![(mean, weight)];
    }
    let one = BigRational::one();
    let above = &weight / (&one + &variance);
    let below = &weight - &above;
    vec![(&mean - one, below), (mean + variance, above)]
}
