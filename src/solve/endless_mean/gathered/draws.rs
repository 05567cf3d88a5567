//! Sums over draws with replacement until a condition.

use super::network::{Move, Process, To};
use super::{Gathered, told};
use crate::budget::Budget;
use crate::error::Error;
use crate::model::Space;
use crate::model::until::{Stopping, Until, Watch};
use crate::question::{Expr, Question};
use crate::solve::until::memory::Memory;
use crate::solve::until::{is_length, wald};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Zero};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The mean of a number made of sums over draws, where nothing but these draws is asked about.
pub(super) fn mean(
    number: &Expr,
    question: &Question,
    budget: &Budget,
) -> Result<Option<(BigRational, u64)>, Error> {
    let names = question.given.iter().fold(number.names(), |names, given| names | given.names());
    let name = names.trailing_zeros() as usize;
    let Some(named) = question.experiments.get(name).filter(|_| names.is_power_of_two()) else {
        return Ok(None);
    };
    let Some(Space::Until(until)) = named.experiment.space().map(AsRef::as_ref) else { return Ok(None) };
    let watch = until.stopping.iter().find_map(|rule| match rule {
        Stopping::Watched(watch) => Some(watch),
        _ => None,
    });
    let Some(watch) = watch.filter(|_| until.from.replaces()) else { return Ok(None) };
    let labels = until.from.labels().len();
    let added = |part: &Expr| match is_length(part, name) {
        true => Ok(Some(vec![BigRational::one(); labels])),
        false => wald::terms(until, name, part),
    };
    let Some(gathered) = Gathered::of(number, question, question.given.as_ref(), &added)? else {
        return Ok(None);
    };
    // The mean of a sum by itself follows from that of the number of draws, which a chain tells.
    if gathered.is_bare() || gathered.sums.iter().all(|(sum, _)| is_length(sum, name)) {
        return Ok(None);
    }
    match Memory::of(until, name, &gathered.beside())? {
        Some(memory) => gathered.mean(&Draws::new(&gathered, until, watch, &memory), budget),
        None => Ok(None),
    }
}

/// What is told apart of a label: by the condition, by what is asked, and by what it adds to each of the sums.
type Looks<'a> = (&'a [u32], &'a [u32], Vec<BigRational>);

/// The draws as what is remembered of them, and what each draw adds to the sums.
struct Draws<'a> {
    watch: &'a Arc<dyn Watch>,
    memory: &'a Memory,
    /// Labels that look alike and add the same: one of them, and their weight.
    classes: Vec<(usize, BigUint)>,
    added: Vec<Vec<BigRational>>,
}

impl<'a> Draws<'a> {
    fn new(gathered: &Gathered<'_>, until: &Until, watch: &'a Arc<dyn Watch>, memory: &'a Memory) -> Self {
        let mut places: FxHashMap<Looks<'_>, usize> = FxHashMap::default();
        let (mut classes, mut all): (Vec<(usize, BigUint)>, Vec<Vec<BigRational>>) = Default::default();
        for (label, (_, weight)) in until.from.labels().into_iter().enumerate() {
            if weight.is_zero() {
                continue;
            }
            let added = gathered.added(label);
            let looks = (watch.views()[label].as_slice(), memory.views()[label].as_slice(), added.clone());
            let place = *places.entry(looks).or_insert(classes.len());
            match classes.get_mut(place) {
                Some((_, sum)) => *sum += weight,
                None => {
                    classes.push((label, weight));
                    all.push(added);
                }
            }
        }
        Self { watch, memory, classes, added: all }
    }
}

impl Process for Draws<'_> {
    type State = Vec<i64>;

    fn start(&self) -> Vec<i64> {
        let mut slots = self.watch.start();
        slots.extend_from_slice(self.memory.start());
        slots
    }

    fn added(&self) -> &[Vec<BigRational>] {
        &self.added
    }

    fn moves(&self, state: &Vec<i64>) -> Result<Vec<Move<Vec<i64>>>, Error> {
        let asked = self.watch.start().len();
        let mut moves = Vec::with_capacity(self.classes.len());
        for (class, (label, weight)) in self.classes.iter().enumerate() {
            let mut after = state.clone();
            self.watch.step(&mut after[..asked], *label);
            self.memory.step(&mut after[asked..], *label);
            let to = match self.watch.enough(&after[..asked])? {
                true => To::End(after.split_off(asked)),
                false => To::State(after),
            };
            moves.push(Move { to, weight: weight.clone(), class });
        }
        Ok(moves)
    }

    fn told(&self, end: &Vec<i64>) -> Vec<(Expr, Expr)> {
        told(self.memory, end)
    }
}
