//! The chain of a clock: the states of all processes, and of those that are done, when they were.

use crate::budget::Budget;
use crate::dist::Dist;
use crate::error::Error;
use crate::model::Value;
use crate::model::chain::{Chain, Condition, Step, Stop};
use num_bigint::BigUint;
use num_traits::One;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What the processes come to by one tick more, with weights: a process that is done stays as it is.
///
/// # Errors
/// Those of the chains' steps.
pub fn tick(
    chains: &[Arc<Chain>],
    states: &[Value],
    is_done: impl Fn(usize) -> bool,
    arranged: impl Fn(&mut Vec<Value>),
) -> Result<Vec<(Vec<Value>, BigUint)>, Error> {
    let mut rows = FxHashMap::from_iter([(Vec::new(), BigUint::one())]);
    for (i, (chain, state)) in chains.iter().zip(states).enumerate() {
        let law = if is_done(i) { Dist::certain(state.clone()) } else { (chain.step)(state)? };
        let mut longer: FxHashMap<Vec<Value>, BigUint> = FxHashMap::default();
        for (row, weight) in &rows {
            for (next, ways) in law.weights() {
                let mut row = row.clone();
                row.push(next.clone());
                arranged(&mut row);
                *longer.entry(row).or_default() += weight * ways;
            }
        }
        rows = longer;
    }
    Ok(rows.into_iter().collect())
}

/// Whether two chains of finitely many states go the same ways from the same start.
///
/// # Errors
/// Those of the chains' steps, and the budget's.
pub fn are_alike(a: &Chain, b: &Chain, budget: &Budget) -> Result<bool, Error> {
    let mut met = FxHashSet::from_iter([a.start.clone()]);
    let mut open = vec![a.start.clone()];
    if a.start != b.start {
        return Ok(false);
    }
    while let Some(state) = open.pop() {
        budget.check()?;
        let stops = a.stops_in(&state)?;
        if stops != b.stops_in(&state)? {
            return Ok(false);
        }
        if stops {
            continue;
        }
        let law = (a.step)(&state)?;
        if law != (b.step)(&state)? {
            return Ok(false);
        }
        open.extend(law.outcomes().filter(|next| met.insert((*next).clone())).cloned());
    }
    Ok(true)
}

/// How closely arrivals are told apart.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sight {
    /// Differences from this one on are as good as it; 0 where none matters.
    pub gap: u64,
    /// Numbers from this one on are as good as it; 0 where none matters.
    pub cap: u64,
}

/// A clock on its way.
#[derive(Clone)]
struct Moment {
    /// The state of each process that goes on; of the others, when they were done.
    entries: Vec<Result<(u64, u64), Value>>,
    /// When the last of those was done, on a clock that stands still for gaps beyond those that matter.
    last: u64,
    /// How long ago that was.
    since: u64,
    /// What the clock shows, as far as that matters.
    time: u64,
}

impl Moment {
    fn of(state: &Value) -> Self {
        let number = |value: &Value| if let Value::Int(n) = value { n.unsigned_abs() } else { 0 };
        let [entries, last, since, time] = state.elements() else {
            return Self { entries: Vec::new(), last: 0, since: 0, time: 0 };
        };
        let entry = |entry: &Value| match entry.elements() {
            [when, time] => Ok((number(when), number(time))),
            other => Err(other.first().cloned().unwrap_or(Value::Int(0))),
        };
        let entries = entries.elements().iter().map(entry).collect();
        Self { entries, last: number(last), since: number(since), time: number(time) }
    }

    /// The row that tells all of it.
    fn state(&self) -> Value {
        let number = |n: u64| Value::integer(n.into());
        let entry = |entry: &Result<(u64, u64), Value>| match entry {
            Ok((when, time)) => Value::row([number(*when), number(*time)]),
            Err(state) => Value::row([state.clone()]),
        };
        let entries = Value::row(self.entries.iter().map(entry));
        Value::row([entries, number(self.last), number(self.since), number(self.time)])
    }

    /// Takes in which processes have just been done.
    fn arrive(&mut self, chains: &[Arc<Chain>]) -> Result<(), Error> {
        let now = self.last + self.since;
        for (chain, entry) in chains.iter().zip(&mut self.entries) {
            if let Err(state) = entry
                && chain.stops_in(state)?
            {
                *entry = Ok((now, self.time));
                (self.last, self.since) = (now, 0);
            }
        }
        Ok(())
    }

    /// When each was done, then what each number is, once nothing more of it matters.
    fn end(&self, sight: Sight) -> Option<Value> {
        let open = self.entries.iter().filter(|entry| entry.is_err()).count();
        let is_ordered = sight.gap == 0 || open == 1 && self.since >= sight.gap;
        if open > 0 && !(self.time >= sight.cap && is_ordered) {
            return None;
        }
        let number = |n: u64| Value::integer(n.into());
        let whens = self.entries.iter().map(|e| e.as_ref().map_or(self.last + sight.gap, |(when, _)| *when));
        let times = self.entries.iter().map(|e| e.as_ref().map_or(sight.cap, |(_, time)| *time));
        Some(Value::row(whens.chain(times).map(number)))
    }

    fn closed(self, sight: Sight) -> Value {
        self.end(sight).unwrap_or_else(|| self.state())
    }
}

/// The chain of all processes until their order and their numbers are known as closely as they matter. It stops in the row
/// of the times at which each was done, told apart by differences, and then of the numbers of trials themselves.
///
/// # Errors
/// Those of the chains' ends at their starts.
pub fn arrivals(chains: &[Arc<Chain>], sight: Sight) -> Result<Chain, Error> {
    let entries = chains.iter().map(|chain| Err(chain.start.clone())).collect();
    let mut first = Moment { entries, last: 0, since: 0, time: 0 };
    first.arrive(chains)?;
    let start = first.closed(sight);
    let chains: Vec<Arc<Chain>> = chains.to_vec();
    let step: Step = Arc::new(move |state| {
        let before = Moment::of(state);
        let has_begun = before.entries.iter().any(Result::is_ok);
        let since = if has_begun { (before.since + 1).min(sight.gap) } else { 0 };
        let time = (before.time + 1).min(sight.cap);
        let open = |i: usize| before.entries[i].as_ref().err().cloned().unwrap_or(Value::Int(0));
        let states: Vec<Value> = (0..chains.len()).map(open).collect();
        let mut law = Vec::new();
        for (row, weight) in tick(&chains, &states, |i| before.entries[i].is_ok(), |_| ())? {
            let entries = row.into_iter().zip(&before.entries);
            let entries = entries.map(|(state, entry)| entry.clone().or(Err(state))).collect();
            let mut moment = Moment { entries, last: before.last, since, time };
            moment.arrive(&chains)?;
            law.push((moment.closed(sight), weight));
        }
        Dist::from_weights(law)
    });
    let stop: Condition = Arc::new(|state| Ok(matches!(state.elements().first(), Some(Value::Int(_)))));
    Ok(Chain::new(start, step, Stop::When(stop)))
}

/// The chain of all processes until those that are done make this hold. Processes of one kind, told by the number at their
/// place, may change places.
pub fn until(
    chains: &[Arc<Chain>],
    kinds: Option<Vec<usize>>,
    is_over: impl Fn(&[bool]) -> bool + Send + Sync + 'static,
) -> Chain {
    let start = Value::row(chains.iter().map(|chain| chain.start.clone()));
    let processes: Vec<Arc<Chain>> = chains.to_vec();
    let step: Step = Arc::new(move |state| {
        let states = state.elements();
        let done = done(&processes, states)?;
        let arranged = |row: &mut Vec<Value>| {
            if let Some(kinds) = &kinds {
                let mut kinded: Vec<_> = kinds.iter().copied().zip(row.drain(..)).collect();
                kinded.sort();
                row.extend(kinded.into_iter().map(|(_, state)| state));
            }
        };
        let rows = tick(&processes, states, |i| done[i], arranged)?;
        Dist::from_weights(rows.into_iter().map(|(row, weight)| (Value::row(row), weight)))
    });
    let processes: Vec<Arc<Chain>> = chains.to_vec();
    let stop: Condition = Arc::new(move |state| Ok(is_over(&done(&processes, state.elements())?)));
    Chain::new(start, step, Stop::When(stop))
}

fn done(chains: &[Arc<Chain>], states: &[Value]) -> Result<Vec<bool>, Error> {
    chains.iter().zip(states).map(|(chain, state)| chain.stops_in(state)).collect()
}
