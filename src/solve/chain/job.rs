//! One chain at work: it is followed as far as the question needs, and what it leaves is gathered by cases.

mod rest;

use super::asked::{Known, Need, Number, Outcome, Parts, degree};
use super::graph::Graph;
use super::run::{Kinds, Run};
use super::{Ask, Purpose};
use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::model::chain::{Chain, Form};
use crate::solve::exact::Road;
use crate::solve::plan::Reduced;
use crate::solve::residue::{Law, Residue};
use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};
pub(super) use rest::same_moments;
use rustc_hash::FxHashMap;

/// Outcomes with weights over one total; what is missing from the total never stops.
pub(super) struct Cases {
    pub(super) whole: Vec<(Outcome, BigUint)>,
    pub(super) parts: Vec<(Outcome, BigRational)>,
    pub(super) total: BigUint,
}

/// A chain that is being followed, and what the question needs of it.
pub(super) struct Job<'a> {
    pub(super) chain: &'a Chain,
    pub(super) parts: Parts,
    pub(super) residue: &'a Residue,
    pub(super) purpose: Purpose,
    pub(super) budget: &'a Budget,
    pub(super) steps: Need,
    pub(super) state: Need,
    pub(super) graph: Graph<'a>,
    /// Whether different values were put together as [`Ask::UpTo`] allows.
    pub(super) cut: bool,
    /// Whether the condition excludes all that is missing from the total.
    pub(super) rest_excluded: bool,
}

impl Job<'_> {
    /// The residues that the outcomes leave.
    pub(super) fn finish(self, cases: Cases) -> Result<Reduced, Error> {
        let scale = cases.parts.iter().fold(BigInt::one(), |scale, (_, share)| {
            if *share.denom() == scale { scale } else { scale.lcm(share.denom()) }
        });
        let total = cases.total * scale.magnitude();
        let mut weights = Vec::with_capacity(cases.whole.len() + cases.parts.len() + 1);
        weights
            .extend(cases.whole.into_iter().map(|(outcome, weight)| (outcome, weight * scale.magnitude())));
        for (outcome, share) in cases.parts {
            let factor = &scale / share.denom();
            weights.push((outcome, share.into_raw().0.magnitude() * factor.magnitude()));
        }
        let stopped: BigUint = weights.iter().map(|(_, weight)| weight).sum();
        if stopped < total && !self.rest_excluded {
            weights.push((Outcome::Never, &total - stopped));
        }
        let mut parts: FxHashMap<Residue, BigUint> = FxHashMap::default();
        for (i, (outcome, weight)) in weights.into_iter().enumerate() {
            if i % 256 == 0 {
                self.budget.check()?;
            }
            let mut replace = |part: &crate::question::Expr| outcome.replace(part, self.parts);
            // What the condition excludes need not have a value.
            let condition = self.residue.roots.last().filter(|_| self.purpose.given);
            let excluded = match condition {
                Some(condition) => condition.rewrite(&mut replace)?.is(false),
                None => false,
            };
            if !excluded && !weight.is_zero() {
                *parts.entry(self.residue.rewrite(&mut replace)?).or_default() += weight;
            }
        }
        Ok(Reduced {
            law: Law { parts: parts.into_iter().collect(), total },
            road: Road::Chain,
            states: self.graph.len() as u64,
            cut: self.cut,
        })
    }

    fn known_state(&self, state: Option<usize>) -> Known {
        state.map_or(Known::Unasked, |state| Known::Exactly(self.graph.value(state)))
    }

    /// A chain that makes a fixed number of steps.
    pub(super) fn after(&mut self, steps: u64) -> Result<Cases, Error> {
        let count = Known::Exactly(Value::integer(steps.into()));
        if !self.state.asked {
            let outcome = Outcome::Stopped { state: Known::Unasked, steps: count };
            return Ok(Cases {
                whole: vec![(outcome, BigUint::one())],
                parts: Vec::new(),
                total: BigUint::one(),
            });
        }
        let kinds = Kinds { states: true, cuts: &[], period: 1, values: false };
        let mut run = Run::new(&self.graph, &kinds);
        run.advance(&mut self.graph, None, &kinds, steps, self.budget)?;
        let whole = run.open.into_iter().map(|(state, weight)| {
            (Outcome::Stopped { state: self.known_state(Some(state)), steps: count.clone() }, weight)
        });
        Ok(Cases { whole: whole.collect(), parts: Vec::new(), total: run.total })
    }

    /// A chain that stops when a condition holds.
    pub(super) fn until(&mut self) -> Result<Cases, Error> {
        let cuts = self.steps.step_cuts();
        let mut last = cuts.last().copied().unwrap_or(0);
        let mut live = None;
        let is_bounded = last > 0 && self.condition_ends_by(Number::Steps, &last.into())?;
        if self.steps.values && !is_bounded {
            match self.purpose.ask {
                Ask::UpTo(bound) if self.may_cut(Number::Steps) => last = last.max(bound),
                ask => {
                    live = self.explored()?;
                    if live.as_ref().is_some_and(|live| self.graph.is_acyclic(live)) {
                        last = u64::MAX;
                    } else {
                        self.afford_moments(ask)?;
                    }
                }
            }
        }
        let kinds = Kinds {
            states: self.state.asked,
            cuts: &cuts,
            period: self.steps.period,
            values: self.steps.values,
        };
        let mut run = Run::new(&self.graph, &kinds);
        run.advance(&mut self.graph, live.as_deref(), &kinds, last, self.budget)?;
        let ended = run.ended();
        let whole = ended.into_iter().map(|(state, steps, weight)| {
            let steps = Known::Exactly(Value::integer(steps.into()));
            (Outcome::Stopped { state: self.known_state(state), steps }, weight)
        });
        let mut cases = Cases { whole: whole.collect(), parts: Vec::new(), total: run.total.clone() };
        self.rest_excluded = is_bounded;
        if !run.open.is_empty() && !is_bounded {
            self.rest(&run, live, &mut cases)?;
        }
        Ok(cases)
    }

    /// Whether the condition excludes every value of this number beyond the last, and the paths that never stop: then
    /// nothing of them is needed.
    pub(super) fn condition_ends_by(&self, number: Number, last: &BigInt) -> Result<bool, Error> {
        let Some(condition) = self.residue.roots.last().filter(|_| self.purpose.given) else {
            return Ok(false);
        };
        let need = if number == Number::Steps { &self.steps } else { &self.state };
        let mut never = |part: &crate::question::Expr| {
            let known = self.parts.is_stops(part) || self.parts.sees(number, part);
            if known { Outcome::Never.replace(part, self.parts) } else { Ok(None) }
        };
        if !need.asked || number == Number::Steps && !condition.rewrite(&mut never)?.is(false) {
            return Ok(false);
        }
        for beyond in 1..=need.period {
            let beyond = Value::integer(last + BigInt::from(beyond));
            let mut later = |part: &crate::question::Expr| self.parts.seen_from_afar(part, number, &beyond);
            if !condition.rewrite(&mut later)?.is(false) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Which states can still come to a stop, when all can be found; nothing for walks on infinitely many.
    fn explored(&mut self) -> Result<Option<Vec<bool>>, Error> {
        if matches!(self.chain.form(), Form::Walk(_) | Form::Branching(_)) {
            return Ok(None);
        }
        self.graph.explore()?;
        Ok(Some(self.graph.live()))
    }

    /// Nothing, if what is asked needs no more than two moments of the number of steps.
    fn afford_moments(&self, ask: Ask) -> Result<(), Error> {
        match self.order(Number::Steps, ask) {
            Some(_) => Ok(()),
            None => {
                let message = "the number of trials has no largest value, so its whole law cannot be listed";
                Err(Error::new(ErrorKind::Unsupported, message)
                    .hint("ask for the probability of a bound, for a mean, a variance or a quantile"))
            }
        }
    }

    /// Whether a number is itself what is asked, and its values matter nowhere else, so that large ones may be put
    /// together.
    pub(super) fn may_cut(&self, number: Number) -> bool {
        let (asked, others) = match self.residue.roots.split_first() {
            Some((asked, others)) => (asked, others.to_vec()),
            None => return false,
        };
        let others = Residue { roots: others, later: self.residue.later.clone(), given: false };
        self.parts.is(number, asked) && !Need::of(&others, self.parts, number).values
    }

    /// How many moments of a number are asked for, if not more than two are, and nothing else of its values.
    pub(super) fn order(&self, number: Number, ask: Ask) -> Option<u32> {
        let Ask::Moments(moments) = ask else { return None };
        let need = if number == Number::Steps { &self.steps } else { &self.state };
        if need.scattered {
            return None;
        }
        let roots = self.residue.roots.len() - usize::from(self.purpose.given);
        let mut most = 0;
        for (i, expression) in self.residue.expressions().into_iter().enumerate() {
            let degree = degree(expression, self.parts, number)?;
            if i >= roots && degree > 0 {
                return None;
            }
            most = most.max(degree * moments);
        }
        (most <= 2).then_some(most)
    }
}
