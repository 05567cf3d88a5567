//! A chain with few states: what is asked of each, and the equations between them.

use crate::explain::board::{Board, factor};
use crate::explain::{Saying, Step};
use crate::model::chain::{Chain, Form, Stop};
use crate::model::{Space, Value};
use crate::question::{Asked, Experiment, Question};
use crate::solve::Exact;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most states whose equations are looked at.
const MOST_STATES: usize = 250;

/// The most states that have a line each.
const MOST_LINES: usize = 9;

/// Where the steps from a state lead, and with which probabilities.
type Next = Vec<(Value, BigRational)>;

/// A chain with few states.
pub(super) struct Walk<'a> {
    pub board: &'a Board<'a>,
    pub chain: &'a Chain,
    name: usize,
    /// The states that do not stop it.
    pub states: BTreeMap<Value, Next>,
    /// Values that are known, by the letter that stands for them.
    known: RefCell<BTreeMap<(char, Value), BigRational>>,
}

impl<'a> Walk<'a> {
    pub fn of(board: &'a Board<'a>, chain: &'a Chain, name: usize) -> Option<Self> {
        // Of infinitely many states there are no equations.
        if !matches!(chain.stop, Stop::When(_)) || matches!(chain.form(), Form::Branching(_)) {
            return None;
        }
        let mut states = BTreeMap::new();
        let mut open = vec![chain.start.clone()];
        while let Some(state) = open.pop() {
            if states.contains_key(&state) || chain.stops_in(&state).ok()? {
                continue;
            }
            if states.len() == MOST_STATES {
                return None;
            }
            let law = (chain.step)(&state).ok()?;
            let next: Next =
                law.outcomes().map(|v| (v.clone(), law.probability_of(v).into_ratio())).collect();
            open.extend(next.iter().map(|(v, _)| v.clone()));
            states.insert(state, next);
        }
        Some(Self { board, chain, name, states, known: RefCell::default() })
    }

    /// What is asked, of the chain that starts in another state.
    pub fn from(&self, start: &Value, asked: &Asked) -> Option<BigRational> {
        let chain = Chain::new(start.clone(), Arc::clone(&self.chain.step), self.chain.stop.clone());
        let mut question: Question = self.board.question.clone();
        let text = question.experiments[self.name].experiment.text().to_owned();
        question.experiments[self.name].experiment = Experiment::of(Space::Chain(Arc::new(chain)), &text);
        question.asked = asked.clone();
        question.given = None;
        match self.board.ask(&question)? {
            Exact::Probability(value) | Exact::Number(value) => Some(value),
            _ => None,
        }
    }

    /// What is asked, of the chain that starts in another state, and called by this letter; asked once.
    pub fn at(&self, letter: char, start: &Value, asked: &Asked) -> Option<BigRational> {
        let key = (letter, start.clone());
        let known = self.known.borrow().get(&key).cloned();
        if known.is_some() {
            return known;
        }
        let value = self.from(start, asked)?;
        self.known.borrow_mut().insert(key, value.clone());
        Some(value)
    }

    /// Solves the equations of many states together, once instead of once a state; what comes out is kept only if it is
    /// right where the chain starts.
    fn solve(
        &self,
        letter: char,
        asked: &Asked,
        plus: &impl Fn(&Self, &Value) -> Option<(String, BigRational)>,
    ) -> Option<()> {
        let numbers: BTreeMap<&Value, usize> = self.states.keys().zip(0..).collect();
        let (mut rows, mut right) = (Vec::new(), Vec::new());
        for (state, next) in &self.states {
            let mut row: BTreeMap<usize, BigRational> =
                BTreeMap::from([(numbers[state], BigRational::one())]);
            let mut constant = plus(self, state)?.1;
            for (target, p) in next {
                match numbers.get(target) {
                    Some(number) => *row.entry(*number).or_default() -= p,
                    None => constant += p * self.at(letter, target, asked)?,
                }
            }
            rows.push(row.into_iter().filter(|(_, factor)| !factor.is_zero()).collect());
            right.push(vec![constant]);
        }
        let solved = crate::number::solve_linear(rows, right).ok()?;
        let start = &self.chain.start;
        if solved[*numbers.get(start)?][0] != self.from(start, asked)? {
            return None;
        }
        let values = self
            .states
            .keys()
            .zip(solved)
            .map(|(state, mut value)| ((letter, state.clone()), value.remove(0)));
        self.known.borrow_mut().extend(values);
        Some(())
    }

    /// A state as it is called: of a wait for words the beginning that it stands for.
    pub fn label(&self, state: &Value) -> String {
        if let Some(beginning) = self.chain.beginning(state) {
            return beginning.to_owned();
        }
        let mut inner = state.clone();
        while let Value::Row(parts) = &inner
            && let [single] = parts.as_ref()
        {
            inner = single.clone();
        }
        match inner {
            Value::Truth(_) if self.chain.stops_in(state).is_ok_and(|stops| stops) => "∎".to_owned(),
            other => other.to_string(),
        }
    }

    /// The states whose equations are written: all of few, else the first, the last and those around the start.
    fn lines(&self) -> Vec<Value> {
        let all: Vec<Value> = self.states.keys().cloned().collect();
        if all.len() <= MOST_LINES {
            return all;
        }
        let start = all.iter().position(|v| *v == self.chain.start).unwrap_or(0);
        let near = |i: &usize| *i < 2 || *i + 2 >= all.len() || i.abs_diff(start) <= 1;
        (0..all.len()).filter(near).map(|i| all[i].clone()).collect()
    }

    /// The equations g(s) = base·Σ p·g(s') of baseᵀ, with the solved values in them; nothing if they do not hold.
    pub fn growth(&self, base: &BigRational, asked: &Asked) -> Option<Vec<Step>> {
        if self.states.len() > MOST_LINES {
            return None;
        }
        let line = |(state, next): (&Value, &Next)| {
            let (mut sum, mut symbols, mut terms) = (BigRational::zero(), Vec::new(), Vec::new());
            for (target, p) in next {
                let there = self.at('g', target, asked)?;
                sum += p * &there;
                symbols.push(format!("{p}·g({})", self.label(target)));
                terms.push(format!("{} * {}", factor(p), factor(&there)));
            }
            let here = self.at('g', state, asked)?;
            let said = [self.label(state), factor(base), symbols.join(" + ")];
            let formula = format!("{} * ({})", factor(base), terms.join(" + "));
            (here == base * sum).then(|| Step::said(Saying::FirstStepPower, said, formula, here))
        };
        self.states.iter().map(line).collect()
    }

    /// The equations x(s) = `plus`(s) + Σ p·x(s'), with the solved values in them; nothing if they do not hold.
    pub fn equations(
        &self,
        says: Saying,
        letter: char,
        asked: &Asked,
        plus: impl Fn(&Self, &Value) -> Option<(String, BigRational)>,
    ) -> Option<Vec<Step>> {
        if self.states.len() > MOST_LINES {
            // Where they are not determined, each is asked by itself.
            let _ = self.solve(letter, asked, &plus);
        }
        let mut steps = Vec::new();
        let value = |state: &Value| self.at(letter, state, asked);
        for state in self.lines() {
            let next = &self.states[&state];
            let (first, constant) = plus(self, &state)?;
            let mut sum = constant;
            let mut formula: Vec<String> = if first.is_empty() { Vec::new() } else { vec![first] };
            // A square goes up by twice the number and 1: s counts steps squared, e counts them.
            let mut symbols: Vec<String> = match says {
                Saying::FirstStepSquare => {
                    next.iter().map(|(target, p)| format!("{p}·2·e({})", self.label(target))).collect()
                }
                _ => Vec::new(),
            };
            for (target, p) in next {
                let there = value(target)?;
                sum += p * &there;
                symbols.push(format!("{p}·{letter}({})", self.label(target)));
                formula.push(format!("{} * {}", factor(p), factor(&there)));
            }
            let here = value(&state)?;
            if here != sum {
                return None;
            }
            steps.push(Step::said(
                says,
                [self.label(&state), symbols.join(" + ")],
                formula.join(" + "),
                here,
            ));
        }
        Some(steps)
    }
}
