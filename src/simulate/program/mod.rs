//! A question compiled into a short program over columns: each instruction works on a block of trials at once, so that
//! reading the instruction costs next to nothing a trial.
//!
//! A register holds one number for each trial of the block: an integer, or the place of a value in a known list. What
//! combines few values is a table, filled beforehand by the definitions; sums, extremes and the like, whose values are
//! many, have instructions of their own, which the tests hold against the definitions.

mod compile;
mod dealt;
mod hand;
mod lift;
mod listed;
mod op;
mod poker;
mod sampling;
mod summed;
mod told;

use crate::error::Error;
use crate::model::Value;
use crate::question::Question;
use crate::simulate::run::Tally;
use op::Op;
use rand::Rng;
use rustc_hash::FxHashMap;
use std::sync::Arc;

pub(super) use listed::Listed;

/// The trials of a block.
pub(super) const BLOCK: usize = 256;

/// One number for each trial of a block.
type Column = [i64; BLOCK];

/// Values that one register takes are counted in a list while they span no more than this.
const LISTED: i64 = 1 << 12;

/// What the number in a register means.
#[derive(Clone, Debug, PartialEq)]
enum Alphabet {
    /// An integer between two others.
    Integers(i64, i64),
    /// The place of a value in this list.
    Values(Arc<[Value]>),
}

impl Alphabet {
    fn truths() -> Self {
        Self::Values(Arc::from([Value::Truth(false), Value::Truth(true)]))
    }

    /// The least number, and how many there are.
    fn span(&self) -> (i64, i64) {
        match self {
            Self::Integers(low, high) => (*low, high - low + 1),
            Self::Values(values) => (0, values.len() as i64),
        }
    }

    fn value(&self, number: i64) -> Value {
        match self {
            Self::Integers(..) => Value::Int(number),
            Self::Values(values) => usize::try_from(number)
                .ok()
                .and_then(|i| values.get(i))
                .cloned()
                .unwrap_or(Value::Int(number)),
        }
    }
}

/// What an expression has become.
#[derive(Clone, Debug, PartialEq)]
enum Shape {
    /// A value that no outcome changes.
    Known(Value),
    /// A register.
    Scalar(usize, Alphabet),
    /// A sample, element by element.
    Row(Vec<Shape>),
    /// A hand of different elements without order: a register whose bits are the elements that are in it.
    Hand(usize, Arc<hand::Pack>),
}

impl Shape {
    /// The value that a number in its register stands for.
    fn value_of(&self, number: i64) -> Value {
        match self {
            Self::Scalar(_, alphabet) => alphabet.value(number),
            Self::Known(value) => value.clone(),
            Self::Row(_) | Self::Hand(..) => Value::row([]),
        }
    }
}

/// A compiled question.
#[derive(Clone, Debug)]
pub(super) struct Program {
    ops: Vec<Op>,
    registers: usize,
    /// The register of the condition.
    given: Option<usize>,
    asked: Vec<Shape>,
    /// What the experiments have become.
    #[cfg(test)]
    names: Vec<Option<Shape>>,
}

/// What the trials of one chunk showed.
pub(super) enum Counted {
    /// How often each number came in the only register asked about, from its least number on.
    Listed(Vec<u64>),
    /// How often each row of numbers came.
    Rows(FxHashMap<Vec<i64>, u64>),
}

impl Program {
    /// The program of a question; nothing where its experiments or what it asks have no place in registers.
    pub(super) fn new(question: &Question) -> Option<Self> {
        let program = compile::compiled(question, true).or_else(|| compile::compiled(question, false));
        program.map(Self::with_sums)
    }

    /// About how many nanoseconds a trial takes.
    pub(super) fn cost(&self) -> f64 {
        let counted = match self.asked.as_slice() {
            [Shape::Scalar(_, alphabet)] if alphabet.span().1 <= LISTED => 2.0,
            _ => 40.0,
        };
        counted + self.ops.iter().map(Op::cost).sum::<f64>()
    }

    /// Makes trials, and counts what is asked where the condition holds.
    ///
    /// # Errors
    /// Where a definition fails, or gives a value that has no place in a register: the trials must then be made without
    /// the program.
    pub(super) fn trials(&self, generator: &mut impl Rng, trials: u64) -> Result<(u64, Counted), Error> {
        let mut columns = vec![[0i64; BLOCK]; self.registers];
        let mut ops = self.ops.clone();
        let mut counted = match self.asked.as_slice() {
            [Shape::Scalar(_, alphabet)] if alphabet.span().1 <= LISTED => {
                Counted::Listed(vec![0; alphabet.span().1 as usize])
            }
            _ => Counted::Rows(FxHashMap::default()),
        };
        let (mut left, mut conditioned) = (trials, 0);
        while left > 0 {
            let lanes = left.min(BLOCK as u64) as usize;
            for op in &mut ops {
                op.run(generator, &mut columns)?;
            }
            conditioned += self.count(&columns, lanes, &mut counted);
            left -= lanes as u64;
        }
        Ok((conditioned, counted))
    }

    /// Counts the first trials of a block; in how many of them the condition holds.
    fn count(&self, columns: &[Column], lanes: usize, counted: &mut Counted) -> u64 {
        let holds = |lane: usize| self.given.is_none_or(|given| columns[given][lane] == 1);
        match (counted, self.asked.as_slice()) {
            (Counted::Listed(counts), [Shape::Scalar(register, alphabet)]) => {
                let (low, column) = (alphabet.span().0, &columns[*register][..lanes]);
                match self.given {
                    None => count_alone(column, low, counts),
                    Some(given) => {
                        for (number, holds) in column.iter().zip(&columns[given]) {
                            counts[(number - low) as usize] += *holds as u64;
                        }
                    }
                }
            }
            (Counted::Rows(counts), _) => {
                for row in (0..lanes).filter_map(|lane| self.row(columns, lane)) {
                    *counts.entry(row).or_default() += 1;
                }
            }
            _ => {}
        }
        self.given.map_or(lanes, |_| (0..lanes).filter(|lane| holds(*lane)).count()) as u64
    }

    /// Adds what a chunk showed to a tally.
    pub(super) fn merge(&self, counted: Counted, tally: &mut Tally) {
        let mut add = |numbers: &[i64], count: u64| {
            *tally.counts.entry(self.values(numbers)).or_default() += count;
        };
        match (counted, self.asked.as_slice()) {
            (Counted::Listed(counts), [Shape::Scalar(_, alphabet)]) => {
                let some = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
                some.for_each(|(i, count)| add(&[alphabet.span().0 + i as i64], count));
            }
            (Counted::Rows(rows), _) => rows.iter().for_each(|(row, count)| add(row, *count)),
            (Counted::Listed(_), _) => {}
        }
    }
}

/// Counts the numbers of a column, from the least on.
fn count_alone(column: &[i64], low: i64, counts: &mut [u64]) {
    // Neighbouring trials have lists of their own, so that none waits for the counter of the one before.
    const FEW: usize = 32;
    // Of two numbers the greater ones are added up, many trials at once.
    if let [lesser, greater] = counts {
        let above = column.iter().map(|number| (number - low) as u64).sum::<u64>();
        *greater += above;
        *lesser += column.len() as u64 - above;
        return;
    }
    if counts.len() > FEW {
        return column.iter().for_each(|number| counts[(number - low) as usize] += 1);
    }
    let mut lists = [[0u64; FEW]; 4];
    for numbers in column.chunks(lists.len()) {
        for (list, number) in lists.iter_mut().zip(numbers) {
            list[(number - low) as usize % FEW] += 1;
        }
    }
    for list in lists {
        counts.iter_mut().zip(list).for_each(|(sum, count)| *sum += count);
    }
}

/// The value of a shape in one trial.
fn value(columns: &[Column], shape: &Shape, lane: usize) -> Value {
    match shape {
        Shape::Known(value) => value.clone(),
        Shape::Scalar(register, alphabet) => alphabet.value(columns[*register][lane]),
        Shape::Row(shapes) => Value::row(shapes.iter().map(|shape| value(columns, shape, lane))),
        Shape::Hand(register, pack) => Value::row(pack.held(columns[*register][lane] as u64)),
    }
}

#[cfg(test)]
mod tests;
