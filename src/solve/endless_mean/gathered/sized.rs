//! Sums over samples of endless size: a trial is thrown at each step of what decides the size, or at each but the last.

use super::network::{Move, Process, To};
use super::{Gathered, told};
use crate::budget::Budget;
use crate::error::Error;
use crate::model::Value;
use crate::model::until::{Source, Until};
use crate::question::{Expr, Node, Question};
use crate::solve::chain::is_steps;
use crate::solve::endless_size::Sized;
use crate::solve::until::memory::Memory;
use crate::solve::until::{is_length, wald};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Zero};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The mean of a number made of sums over a sample of endless size, where nothing but the sample and its size is asked about.
pub(super) fn mean(
    number: &Expr,
    question: &Question,
    budget: &Budget,
) -> Result<Option<(BigRational, u64)>, Error> {
    let Some(sized) = Sized::of(question) else { return Ok(None) };
    if sized.chain.stops_in(&sized.chain.start)? {
        return Ok(None);
    }
    let given = question.given.as_ref().map(|given| sized.summed(given)).transpose()?;
    let number = sized.summed(number)?;
    let names = given.iter().fold(number.names(), |names, given| names | given.names());
    if names & !(1 << sized.size | 1 << sized.sample) != 0 {
        return Ok(None);
    }
    let from = Source::Faces(Arc::clone(&sized.trial.faces));
    let until = Until { from, enough: Arc::new(|_: &[Value]| Ok(false)), stopping: Vec::new() };
    let faces = sized.trial.faces.weights().len();
    // The last class is a step at which nothing is thrown.
    let every = |of_last: BigRational| {
        let mut added = vec![BigRational::one(); faces];
        added.push(of_last);
        added
    };
    let added = |part: &Expr| {
        Ok(if is_steps(part, sized.size) {
            Some(every(BigRational::one()))
        } else if is_length(part, sized.sample) {
            Some(every(BigRational::zero()))
        } else {
            wald::terms(&until, sized.sample, part)?.map(|mut added| {
                added.push(BigRational::zero());
                added
            })
        })
    };
    let Some(gathered) = Gathered::of(&number, question, given.as_ref(), &added)? else { return Ok(None) };
    let Some(memory) = Memory::of(&until, sized.sample, &gathered.beside())? else { return Ok(None) };
    gathered.mean(&Along::new(&gathered, &sized, &memory), budget)
}

/// The state of what decides the size, and what is remembered of the sample.
type State = (Value, Vec<i64>);

/// A sample and its size as what is remembered of them.
struct Along<'a> {
    sized: &'a Sized<'a>,
    memory: &'a Memory,
    /// Labels that look alike and add the same: one of them, its class, and their weight.
    classes: Vec<(usize, BigUint)>,
    total: BigUint,
    added: Vec<Vec<BigRational>>,
}

impl<'a> Along<'a> {
    fn new(gathered: &Gathered<'_>, sized: &'a Sized<'a>, memory: &'a Memory) -> Self {
        let mut places: FxHashMap<(&[u32], Vec<BigRational>), usize> = FxHashMap::default();
        let (mut classes, mut all): (Vec<(usize, BigUint)>, Vec<Vec<BigRational>>) = Default::default();
        let faces = sized.trial.faces.weights();
        for (label, (_, weight)) in faces.iter().enumerate().filter(|(_, (_, weight))| !weight.is_zero()) {
            let added = gathered.added(label);
            let looks = (memory.views()[label].as_slice(), added.clone());
            let place = *places.entry(looks).or_insert(classes.len());
            match classes.get_mut(place) {
                Some((_, sum)) => *sum += weight,
                None => {
                    classes.push((label, weight.clone()));
                    all.push(added);
                }
            }
        }
        all.push(gathered.added(faces.len()));
        let total = classes.iter().map(|(_, weight)| weight).sum();
        Self { sized, memory, classes, total, added: all }
    }

    /// Where a step leads.
    fn arrived(&self, state: &Value, slots: Vec<i64>) -> Result<To<State>, Error> {
        let stops = self.sized.chain.stops_in(state)?;
        Ok(if stops { To::End((state.clone(), slots)) } else { To::State((state.clone(), slots)) })
    }
}

impl Process for Along<'_> {
    type State = State;

    fn start(&self) -> State {
        (self.sized.chain.start.clone(), self.memory.start().to_vec())
    }

    fn added(&self) -> &[Vec<BigRational>] {
        &self.added
    }

    fn moves(&self, (state, slots): &State) -> Result<Vec<Move<State>>, Error> {
        let mut moves = Vec::new();
        for (next, ways) in (self.sized.chain.step)(state)?.weights() {
            if self.sized.is_one_less && self.sized.chain.stops_in(next)? {
                let (to, weight) = (self.arrived(next, slots.clone())?, ways * &self.total);
                moves.push(Move { to, weight, class: self.classes.len() });
                continue;
            }
            for (class, (label, weight)) in self.classes.iter().enumerate() {
                let mut after = slots.clone();
                self.memory.step(&mut after, *label);
                moves.push(Move { to: self.arrived(next, after)?, weight: ways * weight, class });
            }
        }
        Ok(moves)
    }

    fn told(&self, (state, slots): &State) -> Vec<(Expr, Expr)> {
        let name = Expr::new(Node::Name(self.sized.size));
        let of_size = Expr::new(Node::At(name, Expr::value_of(1)));
        let mut values = told(self.memory, slots);
        values.push((of_size, Expr::new(Node::Value(state.clone()))));
        values
    }
}
