//! Processes: draws until a condition, chains, and numbers of trials, which are listed up to a point.

use super::evaluate::World;
use super::experiment::{Listing, exploded};
use super::value::{Known, Number, Refusal, V};
use num_traits::{CheckedMul, One, Zero};
use prob::language::ast::{Chain, ChainEnd, Expr, Node};
use std::collections::BTreeMap;
use std::rc::Rc;

/// So many trials are listed of what has no end.
const MOST_TRIALS: usize = 6;

impl<'a> World<'a> {
    /// The small values of a number without a largest one, and one value for all others.
    pub fn endless(&self, name: &str, args: &'a [Expr]) -> Known<Listing> {
        let listed = match (name, args) {
            ("explode", [die]) => {
                let die = self.fractions(die)?;
                let faces = die.iter().map(|(face, _)| face.number()).collect::<Known<Vec<_>>>()?;
                let highest = faces.into_iter().max().ok_or(Refusal::Meaningless)?;
                if highest <= Number::zero() {
                    return Err(Refusal::Beyond);
                }
                // The last throw of the list would have gone on from the highest face.
                let whole = exploded(&die, highest, 2)?;
                let end = highest * 3;
                let known = whole.into_iter().filter(|(total, _)| *total != V::Num(end)).collect();
                return cut(known, i64::try_from(end.to_integer()).map_err(|_| Refusal::Beyond)?);
            }
            ("geometric", [p]) => self.trials(1, self.chance(p)?),
            ("negbinomial", [r, p]) => self.trials(self.evaluate(r)?.natural()? as usize, self.chance(p)?),
            ("wait", [Expr { node: Node::In { pattern, collection }, .. }]) => {
                let die = self.fractions(collection)?;
                let mut rows = vec![(Vec::new(), Number::one())];
                let mut ended = Vec::new();
                for trial in 1..=MOST_TRIALS {
                    let mut open = Vec::new();
                    for (row, share) in &rows {
                        for (face, weight) in &die {
                            let row: Vec<V> = [row.as_slice(), std::slice::from_ref(face)].concat();
                            match self.ends(pattern, &row)? {
                                true => ended.push((V::count(trial), share * weight)),
                                false => open.push((row, share * weight)),
                            }
                        }
                    }
                    rows = open;
                }
                ended
            }
            _ => return Err(Refusal::Beyond),
        };
        cut(listed, MOST_TRIALS as i64 + 1)
    }

    /// Whether the last trials of a row are what was waited for.
    fn ends(&self, pattern: &'a Expr, row: &[V]) -> Known<bool> {
        match &pattern.node {
            Node::Text(text) if text.chars().count() > 1 => {
                let last = &row[row.len().saturating_sub(text.chars().count())..];
                Ok(super::evaluate::same_letters(last, text))
            }
            _ => self.matches(pattern, row.last().ok_or(Refusal::Meaningless)?),
        }
    }

    /// The number of trials until so many have succeeded.
    fn trials(&self, successes: usize, p: Number) -> Vec<(V, Number)> {
        let mut shares = vec![Number::zero(); successes];
        let mut listed = Vec::new();
        if let Some(first) = shares.first_mut() {
            *first = Number::one();
        }
        for trial in 1..=MOST_TRIALS {
            let mut next = vec![Number::zero(); successes];
            for (i, share) in shares.iter().enumerate() {
                next[i] += share * (Number::one() - p);
                match next.get_mut(i + 1) {
                    Some(further) => *further += share * p,
                    None => listed.push((V::count(trial), share * p)),
                }
            }
            shares = next;
        }
        listed
    }

    /// Whether the sample so far meets the condition; what speaks of an element that is not there yet does not hold.
    fn is_enough(&self, name: &'a str, row: &[V], until: &'a Expr) -> Known<bool> {
        match self.with(name, V::row(row.to_vec())).evaluate(until).and_then(|v| v.truth()) {
            Err(Refusal::Meaningless) if row.is_empty() => Ok(false),
            holds => holds,
        }
    }

    /// Draws with replacement until the sample so far meets the condition: the lengths, up to a point.
    pub fn until_again(&self, draw: &'a Expr, from: &'a Expr, until: &'a Expr) -> Known<Listing> {
        let name = self.scope.so_far(draw);
        let pool = self.pool(from)?.elements;
        let each = Number::new(1, pool.len() as i128);
        let (mut rows, mut ended) = (vec![(Vec::new(), Number::one())], Vec::new());
        for length in 0..=4 {
            let mut open = Vec::new();
            for (row, share) in rows {
                if self.is_enough(name, &row, until)? {
                    ended.push((V::row(row), share));
                } else if length < 4 {
                    open.extend(
                        pool.iter()
                            .map(|e| ([row.as_slice(), std::slice::from_ref(e)].concat(), share * each)),
                    );
                }
            }
            rows = open;
        }
        cut(ended, 5)
    }

    /// Draws until the sample so far, under this name, meets the condition.
    pub fn until(
        &self,
        left: &[V],
        row: Vec<V>,
        share: Number,
        name: &'a str,
        until: &'a Expr,
        finished: &mut Vec<(V, Number)>,
    ) -> Known<()> {
        if self.is_enough(name, &row, until)? {
            finished.push((V::row(row), share));
            return Ok(());
        }
        if left.is_empty() {
            return Err(Refusal::Meaningless);
        }
        for i in 0..left.len() {
            let mut rest = left.to_vec();
            let next = rest.remove(i);
            let row = [row.as_slice(), &[next]].concat();
            self.until(&rest, row, share / left.len() as i128, name, until, finished)?;
        }
        Ok(())
    }

    /// The paths of a chain, as long as they go; of those without an end the oracle knows nothing.
    pub fn chain(&self, chain: &'a Chain) -> Known<Listing> {
        let start = self.evaluate(&chain.from)?;
        let steps = match &chain.end {
            ChainEnd::Steps(steps) => Some(self.evaluate(steps)?.natural()?),
            ChainEnd::Until(_) => None,
        };
        let mut open = vec![(start, Number::one())];
        let mut stopped: Vec<(V, Number)> = Vec::new();
        for step in 0..=steps.unwrap_or(40) {
            let mut next: BTreeMap<V, Number> = BTreeMap::new();
            for (state, share) in open {
                let here = self.at(chain, &state);
                let ends = match &chain.end {
                    ChainEnd::Until(until) => here.evaluate(until)?.truth()?,
                    ChainEnd::Steps(_) => steps == Some(step),
                };
                if ends {
                    stopped.push((V::Stopped(Rc::new(state), step as i64), share));
                    continue;
                }
                for (target, weight) in here.step(&chain.step)? {
                    let share = share.checked_mul(&weight).ok_or(Refusal::Beyond)?;
                    *next.entry(target).or_insert_with(Number::zero) += share;
                }
            }
            open = next.into_iter().collect();
            if open.is_empty() {
                return Listing::weighted(stopped).map(|listing| Listing { even: false, ..listing });
            }
        }
        Err(Refusal::Beyond)
    }

    /// The world in which the chain's header names a state.
    fn at(&self, chain: &'a Chain, state: &V) -> Self {
        match chain.state.as_slice() {
            [] => self.with("x", state.clone()),
            [name] => self.with(&name.text, state.clone()),
            names => {
                names.iter().zip(state.elements()).fold(self.clone(), |w, (n, v)| w.with(&n.text, v.clone()))
            }
        }
    }

    /// Where a chain goes from here.
    fn step(&self, step: &'a Expr) -> Known<Vec<(V, Number)>> {
        match &step.node {
            Node::Branches(entries) => {
                let mut weights = Vec::new();
                for entry in entries {
                    let weight =
                        entry.weight.as_ref().map_or(Ok(Number::one()), |w| self.evaluate(w)?.number())?;
                    if !weight.is_zero() {
                        weights.push((self.evaluate(&entry.item)?, weight));
                    }
                }
                shares(Listing::weighted(weights)?)
            }
            Node::If { condition, then, otherwise } => {
                self.step(if self.evaluate(condition)?.truth()? { then } else { otherwise })
            }
            // An experiment, or an expression with one die in it.
            _ => {
                let mut steps = Vec::new();
                super::question::throws(step, self.scope, &mut steps);
                let [thrown] = steps[..] else { return Err(Refusal::Beyond) };
                let list = self.list(thrown)?;
                let mut weights = Vec::new();
                for (outcome, weight) in list.outcomes {
                    let mut world = self.clone();
                    world.thrown.push((&raw const thrown.node, outcome));
                    let value = world.evaluate(step)?;
                    let value = if value.is_summable() { V::Num(value.number()?) } else { value };
                    weights.push((value, Number::from_integer(weight as i128)));
                }
                shares(Listing::weighted(weights)?)
            }
        }
    }
}

/// What is left of 1 goes to some whole number from this one on.
fn cut(mut listed: Vec<(V, Number)>, from: i64) -> Known<Listing> {
    let rest = Number::one() - listed.iter().map(|(_, share)| *share).sum::<Number>();
    if !rest.is_zero() {
        listed.push((V::From(from), rest));
    }
    Ok(Listing { even: false, ..Listing::weighted(listed)? })
}

/// Probabilities.
fn shares(listing: Listing) -> Known<Vec<(V, Number)>> {
    let total: u128 = listing.outcomes.iter().map(|(_, w)| w).sum();
    Ok(listing.outcomes.into_iter().map(|(v, w)| (v, Number::new(w as i128, total as i128))).collect())
}
