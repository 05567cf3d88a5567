//! How likely a chain ends within so many steps, or exactly then: by its first step, from each of its states.

use super::walk::Walk;
use crate::explain::board::{base, factor};
use crate::explain::{Saying, Step};
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::{Expr, Node};
use crate::solve::chain::is_steps;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::collections::BTreeMap;

/// The most states that do not end the chain. Of one there is a geometric law.
const MOST_STATES: usize = 6;

/// The most steps; a function of the language calls itself a few hundred times in a row.
const MOST_STEPS: u64 = 250;

/// What is asked of the number of steps: that it is at most so many, or just as many, or that it is not.
pub(super) struct Limit {
    pub steps: u64,
    pub exactly: bool,
    pub opposite: bool,
}

impl Limit {
    pub(super) fn of(event: &Expr, is_steps: &impl Fn(&Expr) -> bool) -> Option<Self> {
        let Node::Compare(comparison, a, b) = event.node() else { return None };
        let (comparison, bound) = match (a.known(), b.known()) {
            (None, Some(bound)) if is_steps(a) => (*comparison, bound),
            (Some(bound), None) if is_steps(b) => (comparison.mirrored(), bound),
            _ => return None,
        };
        let Value::Int(bound) = bound else { return None };
        let bound = u64::try_from(*bound).ok().filter(|bound| (1..=MOST_STEPS).contains(bound))?;
        let (steps, exactly, opposite) = match comparison {
            Comparison::AtMost => (bound, false, false),
            Comparison::Less => (bound - 1, false, false),
            Comparison::Greater => (bound, false, true),
            Comparison::AtLeast => (bound - 1, false, true),
            Comparison::Equal => (bound, true, false),
            Comparison::Unequal => return None,
        };
        Some(Self { steps, exactly, opposite })
    }
}

/// The states of a chain by number, from 0 where it starts; all that end it are one, the last.
struct Numbered {
    labels: Vec<String>,
    /// For each state that does not end the chain: where its steps lead, and with which probability.
    next: Vec<BTreeMap<usize, BigRational>>,
}

impl Numbered {
    fn of(walk: &Walk<'_>) -> Option<Self> {
        let count = walk.states.len();
        if !(2..=MOST_STATES).contains(&count) {
            return None;
        }
        let start = &walk.chain.start;
        let mut states = vec![walk.states.get_key_value(start)?];
        states.extend(walk.states.iter().filter(|(state, _)| *state != start));
        let number = |state: &Value| states.iter().position(|(known, _)| *known == state).unwrap_or(count);
        let next = states.iter().map(|(_, next)| {
            let mut led = BTreeMap::new();
            for (target, p) in next.iter() {
                *led.entry(number(target)).or_insert_with(BigRational::zero) += p;
            }
            led
        });
        let labels = states.iter().map(|(state, _)| walk.label(state)).collect();
        Some(Self { labels, next: next.collect() })
    }

    /// How likely the chain ends within so many steps, or at the last of them.
    fn probability(&self, limit: &Limit) -> BigRational {
        let count = self.next.len();
        let mut from = vec![BigRational::zero(); count];
        for left in 1..=limit.steps {
            // Only a single step leads to the end at the last of them.
            let end = if limit.exactly && left > 1 { BigRational::zero() } else { BigRational::one() };
            let at = |state: &usize| if *state == count { &end } else { &from[*state] };
            from = self.next.iter().map(|led| led.iter().map(|(state, p)| p * at(state)).sum()).collect();
        }
        from.swap_remove(0)
    }

    fn formula(&self, limit: &Limit) -> String {
        let count = self.next.len();
        let term = |(state, p): (&usize, &BigRational)| match p.is_one() {
            true => format!("ends(n - 1, {state})"),
            false => format!("{} * ends(n - 1, {state})", factor(p)),
        };
        let sum = |led: &BTreeMap<usize, BigRational>| led.iter().map(term).collect::<Vec<_>>().join(" + ");
        let cases = self.next.iter().enumerate().map(|(state, led)| match state + 1 == count {
            true => sum(led),
            false => format!("if s = {state} then {} else ", sum(led)),
        });
        let end = if limit.exactly { "(if n = 0 then 1 else 0)" } else { "1" };
        format!(
            "def ends(n, s) := if s = {count} then {end} else if n = 0 then 0 else {}; {}ends({}, 0)",
            cases.collect::<String>(),
            if limit.opposite { "1 - " } else { "" },
            limit.steps
        )
    }

    /// Where the first step leads from each state, and the numbers that stand for the states in the formula.
    fn told(&self) -> [String; 2] {
        let end = "∎".to_owned();
        let label = |state: &usize| self.labels.get(*state).unwrap_or(&end);
        let term = |(state, p): (&usize, &BigRational)| match p.is_one() {
            true => format!("w(n-1, {})", label(state)),
            false => format!("{p}·w(n-1, {})", label(state)),
        };
        let from = |(state, led): (usize, &BTreeMap<usize, BigRational>)| {
            format!("w(n, {}) = {}", label(&state), led.iter().map(term).collect::<Vec<_>>().join(" + "))
        };
        let equations: Vec<String> = self.next.iter().enumerate().map(from).collect();
        let numbers: Vec<String> =
            (0..=self.next.len()).map(|state| format!("{state}: {}", label(&state))).collect();
        [equations.join("; "), numbers.join(", ")]
    }
}

/// A chain of one state that goes on with probability q: not ended after n steps with probability qⁿ.
fn alike(walk: &Walk<'_>, limit: &Limit, p: &BigRational) -> Option<Step> {
    let (state, next) = walk.states.first_key_value().filter(|_| walk.states.len() == 1)?;
    let stays = |(target, _): &&(Value, BigRational)| target == state;
    let on: BigRational = next.iter().filter(stays).map(|(_, p)| p).sum();
    let n = limit.steps;
    let after = |n: u64| num_traits::pow(on.clone(), usize::try_from(n).unwrap_or(0));
    let (value, formula) = match (limit.exactly, limit.opposite) {
        (true, _) => return None,
        (_, true) => (after(n), format!("{}^{n}", base(&on))),
        _ => (BigRational::one() - after(n), format!("1 - {}^{n}", base(&on))),
    };
    (value == *p).then(|| Step::said(Saying::GoesOn, [on.to_string(), n.to_string()], formula, p))
}

/// The probability of a number of steps by the first step from each state; nothing where that is not what is asked.
pub(super) fn probability(walk: &Walk<'_>, name: usize, event: &Expr, p: &BigRational) -> Option<Step> {
    let limit = Limit::of(event, &|side| is_steps(side, name))?;
    if let Some(step) = alike(walk, &limit, p) {
        return Some(step);
    }
    let states = Numbered::of(walk)?;
    let found = states.probability(&limit);
    let found = if limit.opposite { BigRational::one() - found } else { found };
    let saying = if limit.exactly { Saying::EndsAt } else { Saying::EndsWithin };
    (found == *p).then(|| Step::said(saying, states.told(), states.formula(&limit), p))
}
