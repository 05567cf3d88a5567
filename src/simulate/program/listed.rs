//! Every outcome looked at, a block at a time: the registers of experiments are filled by the decisions that the number of an
//! outcome stands for, in the order in which [`Numbered`](crate::simulate::numbered::Numbered) reads them.

use super::sampling::{Sampling, Shuffle};
use super::{BLOCK, Column, Op, Program, Shape, compile};
use crate::model::Value;
use crate::question::Question;
use rustc_hash::FxHashMap;

/// What every outcome shows.
#[derive(Clone, Debug)]
pub(in crate::simulate) struct Listed {
    /// For each outcome, by its number, the place of what it shows.
    pub places: Vec<u32>,
    /// What outcomes show: nothing where the condition does not hold.
    pub shown: Vec<Option<Vec<Value>>>,
}

impl Listed {
    /// What came, where the condition holds, and how often, if each outcome came so often.
    pub(in crate::simulate) fn came(
        &self,
        count: impl Fn(usize) -> u64,
    ) -> impl Iterator<Item = (u64, &Vec<Value>)> {
        let mut counts = vec![0; self.shown.len()];
        for (number, place) in self.places.iter().enumerate() {
            counts[*place as usize] += count(number);
        }
        let values = counts.into_iter().zip(&self.shown).filter(|(count, _)| *count > 0);
        values.filter_map(|(count, values)| Some((count, values.as_ref()?)))
    }
}

/// What is left of the numbers of a block's outcomes when some decisions have been read.
struct Decisions {
    left: [u64; BLOCK],
    /// Whether weighted decisions are among faces; among elements otherwise.
    by_face: bool,
}

impl Decisions {
    /// The next decision of a trial, below a bound.
    #[inline]
    fn below(&mut self, lane: usize, bound: u64) -> u64 {
        let decided = self.left[lane] % bound;
        self.left[lane] /= bound;
        decided
    }
}

impl Program {
    /// What each of so many outcomes shows; nothing where the question has no program, or an outcome no value.
    pub(in crate::simulate) fn listed(question: &Question, outcomes: u64, by_face: bool) -> Option<Listed> {
        let mut program = compile::compiled(question, false)?;
        let mut columns = vec![[0i64; BLOCK]; program.registers];
        let mut listed = Listed { places: Vec::new(), shown: Vec::new() };
        let mut met: FxHashMap<Option<Vec<i64>>, u32> = FxHashMap::default();
        for first in (0..outcomes).step_by(BLOCK) {
            let left = std::array::from_fn(|lane| first + lane as u64);
            let mut decisions = Decisions { left, by_face };
            for op in &mut program.ops {
                match op {
                    Op::Perform(sampling) => sampling.decide(&mut decisions, &mut columns)?,
                    // Nothing else asks for chance.
                    other => other.run(&mut Nothing, &mut columns).ok()?,
                }
            }
            for lane in 0..(outcomes - first).min(BLOCK as u64) as usize {
                let row = program.row(&columns, lane);
                let place = met.get(&row).copied().unwrap_or_else(|| {
                    listed.shown.push(row.as_ref().map(|row| program.values(row)));
                    *met.entry(row).or_insert(listed.shown.len() as u32 - 1)
                });
                listed.places.push(place);
            }
        }
        Some(listed)
    }

    /// The numbers asked for in a trial; nothing where the condition does not hold.
    pub(super) fn row(&self, columns: &[Column], lane: usize) -> Option<Vec<i64>> {
        let holds = self.given.is_none_or(|given| columns[given][lane] == 1);
        holds.then(|| self.asked.iter().map(|shape| number(columns, shape, lane)).collect())
    }

    pub(super) fn values(&self, row: &[i64]) -> Vec<Value> {
        self.asked.iter().zip(row).map(|(shape, number)| shape.value_of(*number)).collect()
    }
}

fn number(columns: &[Column], shape: &Shape, lane: usize) -> i64 {
    match shape {
        Shape::Scalar(register, _) => columns[*register][lane],
        _ => 0,
    }
}

impl Sampling {
    /// Performs the experiment as it is decided; nothing for what decides in other ways.
    fn decide(&mut self, decisions: &mut Decisions, columns: &mut [Column]) -> Option<()> {
        match self {
            Self::Fair(digits, plus, to) => {
                for to in to.iter() {
                    for (lane, to) in columns[*to].iter_mut().enumerate() {
                        *to = decisions.below(lane, digits.bound()) as i64 + *plus;
                    }
                }
            }
            Self::Loaded(die, faces, to) => {
                let sums = if decisions.by_face { None } else { Some(die.sums()?) };
                let bound = sums.map_or(die.faces(), |sums| sums[sums.len() - 1]);
                for to in to.iter() {
                    for (lane, to) in columns[*to].iter_mut().enumerate() {
                        let decided = decisions.below(lane, bound);
                        let face =
                            sums.map_or(decided as usize, |s| s.partition_point(|sum| *sum <= decided));
                        *to = faces[face];
                    }
                }
            }
            Self::Shuffle(shuffle, to) => shuffle.decide(decisions, columns, to),
            Self::Hand(..) | Self::Summed(..) => return None,
        }
        Some(())
    }
}

impl Shuffle {
    fn decide(&mut self, decisions: &mut Decisions, columns: &mut [Column], to: &[usize]) {
        let pack = &mut self.pack;
        let mut made = vec![0; to.len()];
        (0..BLOCK).for_each(|lane| {
            for (i, (to, made)) in to.iter().zip(&mut made).enumerate() {
                *made = i + decisions.below(lane, (pack.len() - i) as u64) as usize;
                pack.swap(i, *made);
                columns[*to][lane] = pack[i];
            }
            // Every outcome begins with the same pack.
            for (i, made) in made.iter().enumerate().rev() {
                pack.swap(i, *made);
            }
        });
    }
}

/// A generator for what does not ask it.
struct Nothing;

impl rand::TryRng for Nothing {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(0)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(0)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        bytes.fill(0);
        Ok(())
    }
}
