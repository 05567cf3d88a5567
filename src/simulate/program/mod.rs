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
mod poker;
mod sampling;
mod summed;
mod told;

use crate::error::Error;
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::Question;
use crate::simulate::run::Tally;
use crate::statistic::Function;
use rand::Rng;
use rustc_hash::FxHashMap;
use sampling::Sampling;
use std::sync::Arc;
use told::Telling;

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

/// An instruction: registers to read, and the last to write.
#[derive(Clone, Debug)]
enum Op {
    /// Performs an experiment.
    Perform(Sampling),
    /// Looks a number up in a table that begins at the least number.
    Look(usize, i64, Arc<[i64]>, usize),
    /// Looks a pair of numbers up: the second has so many values.
    LookBoth([(usize, i64); 2], usize, Arc<[i64]>, usize),
    /// Adds registers and a number.
    Sum(Vec<usize>, i64, usize),
    Difference(usize, usize, usize),
    Product(usize, usize, usize),
    Least(Vec<usize>, usize),
    Greatest(Vec<usize>, usize),
    Compare(Comparison, usize, usize, usize),
    CompareWith(Comparison, usize, i64, usize),
    All(Vec<usize>, usize),
    Any(Vec<usize>, usize),
    /// Of three registers, the second where the first is 1, else the third.
    Choose(usize, usize, usize, usize),
    Constant(i64, usize),
    /// Unites sets of bits.
    Unite(Vec<usize>, usize),
    /// Counts the bits that are also in the mask.
    Ones(usize, u64, usize),
    /// The poker category of a set of cards.
    Poker(usize, usize),
    /// Sorts registers among one another.
    Sort(Vec<usize>),
    /// Tells a statistic of a row of numbers.
    Tell(Telling, usize),
    /// How many elements two hands of one pack share.
    Common(usize, usize, usize),
    /// Works a function out by its definition, trial by trial.
    Define(&'static Function, Vec<Shape>, usize),
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
        let op = |op: &Op| match op {
            Op::Perform(sampling) => sampling.cost(),
            Op::Poker(..) => 6.0,
            Op::Sort(registers) if registers.len() <= NETWORK => {
                0.5 * (registers.len() * registers.len()) as f64
            }
            Op::Sort(registers) => 15.0 * registers.len() as f64,
            Op::Tell(telling, _) => telling.cost(),
            Op::Define(..) => 400.0,
            Op::Sum(from, ..)
            | Op::Least(from, _)
            | Op::Greatest(from, _)
            | Op::All(from, _)
            | Op::Any(from, _) => 0.4 * from.len() as f64,
            _ => 1.0,
        };
        let counted = match self.asked.as_slice() {
            [Shape::Scalar(_, alphabet)] if alphabet.span().1 <= LISTED => 2.0,
            _ => 40.0,
        };
        counted + self.ops.iter().map(op).sum::<f64>()
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

impl Op {
    fn run(&mut self, generator: &mut impl Rng, columns: &mut [Column]) -> Result<(), Error> {
        match self {
            Self::Perform(sampling) => sampling.run(generator, columns),
            Self::Look(from, low, table, to) => {
                let (from, to) = pair(columns, *from, *to);
                to.iter_mut().zip(from).for_each(|(to, n)| *to = table[(n - *low) as usize]);
            }
            Self::LookBoth([(a, low), (b, low_b)], width, table, to) => {
                both(columns, [*a, *b, *to], |a, b| {
                    table[(a - *low) as usize * *width + (b - *low_b) as usize]
                });
            }
            Self::Sum(from, plus, to) => {
                columns[*to] = [*plus; BLOCK];
                gather(columns, from, *to, |sum, n| sum + n);
            }
            Self::Difference(a, b, to) => both(columns, [*a, *b, *to], |a, b| a - b),
            Self::Product(a, b, to) => both(columns, [*a, *b, *to], |a, b| a * b),
            Self::Least(from, to) => {
                columns[*to] = [i64::MAX; BLOCK];
                gather(columns, from, *to, Ord::min);
            }
            Self::Greatest(from, to) => {
                columns[*to] = [i64::MIN; BLOCK];
                gather(columns, from, *to, Ord::max);
            }
            Self::Compare(comparison, a, b, to) => compare(columns, *comparison, [*a, *b, *to]),
            Self::CompareWith(comparison, from, with, to) => {
                let (from, to) = pair(columns, *from, *to);
                compare_with(*comparison, from, *with, to);
            }
            Self::All(from, to) => {
                columns[*to] = [1; BLOCK];
                gather(columns, from, *to, |all, n| all & n);
            }
            Self::Any(from, to) | Self::Unite(from, to) => {
                columns[*to] = [0; BLOCK];
                gather(columns, from, *to, |any, n| any | n);
            }
            Self::Choose(which, then, otherwise, to) => {
                let (before, after) = columns.split_at_mut(*to);
                let (which, then, otherwise) = (&before[*which], &before[*then], &before[*otherwise]);
                for (lane, to) in after[0].iter_mut().enumerate() {
                    *to = if which[lane] == 1 { then[lane] } else { otherwise[lane] };
                }
            }
            Self::Constant(number, to) => columns[*to] = [*number; BLOCK],
            Self::Ones(from, mask, to) => {
                let (from, to) = pair(columns, *from, *to);
                to.iter_mut().zip(from).for_each(|(to, n)| *to = i64::from((*n as u64 & *mask).count_ones()));
            }
            Self::Poker(from, to) => {
                let (from, to) = pair(columns, *from, *to);
                poker::categories(from, to);
            }
            Self::Sort(registers) => sort(columns, registers),
            Self::Tell(telling, to) => return telling.tell(columns, *to).ok_or_else(no_register),
            Self::Common(a, b, to) => both(columns, [*a, *b, *to], |a, b| i64::from((a & b).count_ones())),
            Self::Define(function, arguments, to) => return define(columns, function, arguments, *to),
        }
        Ok(())
    }
}

/// Counts the numbers of a column, from the least on.
fn count_alone(column: &[i64], low: i64, counts: &mut [u64]) {
    // Neighbouring trials have lists of their own, so that none waits for the counter of the one before.
    const FEW: usize = 32;
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

/// A column to read and another to write.
fn pair(columns: &mut [Column], from: usize, to: usize) -> (&Column, &mut Column) {
    // Registers are written once, after those that they are made of.
    let (before, after) = columns.split_at_mut(to);
    (&before[from], &mut after[0])
}

fn gather(columns: &mut [Column], from: &[usize], to: usize, join: impl Fn(i64, i64) -> i64) {
    for from in from {
        let (from, to) = pair(columns, *from, to);
        to.iter_mut().zip(from).for_each(|(to, n)| *to = join(*to, *n));
    }
}

fn both(columns: &mut [Column], [a, b, to]: [usize; 3], join: impl Fn(i64, i64) -> i64) {
    let (before, after) = columns.split_at_mut(to);
    let pairs = before[a].iter().zip(&before[b]);
    after[0].iter_mut().zip(pairs).for_each(|(to, (a, b))| *to = join(*a, *b));
}

fn compare(columns: &mut [Column], comparison: Comparison, registers: [usize; 3]) {
    let truth = i64::from;
    match comparison {
        Comparison::Equal => both(columns, registers, |a, b| truth(a == b)),
        Comparison::Unequal => both(columns, registers, |a, b| truth(a != b)),
        Comparison::Less => both(columns, registers, |a, b| truth(a < b)),
        Comparison::AtMost => both(columns, registers, |a, b| truth(a <= b)),
        Comparison::Greater => both(columns, registers, |a, b| truth(a > b)),
        Comparison::AtLeast => both(columns, registers, |a, b| truth(a >= b)),
    }
}

fn compare_with(comparison: Comparison, from: &Column, with: i64, to: &mut Column) {
    let mut each = |holds: fn(i64, i64) -> bool| {
        to.iter_mut().zip(from).for_each(|(to, n)| *to = i64::from(holds(*n, with)));
    };
    match comparison {
        Comparison::Equal => each(|a, b| a == b),
        Comparison::Unequal => each(|a, b| a != b),
        Comparison::Less => each(|a, b| a < b),
        Comparison::AtMost => each(|a, b| a <= b),
        Comparison::Greater => each(|a, b| a > b),
        Comparison::AtLeast => each(|a, b| a >= b),
    }
}

/// As many registers are sorted by comparing columns; more are sorted trial by trial.
const NETWORK: usize = 32;

/// Odd–even transposition: as many rounds of neighbours as there are registers.
fn sort(columns: &mut [Column], registers: &[usize]) {
    if registers.len() > NETWORK {
        let mut row = vec![0; registers.len()];
        (0..BLOCK).for_each(|lane| {
            row.iter_mut().zip(registers).for_each(|(n, register)| *n = columns[*register][lane]);
            row.sort_unstable();
            row.iter().zip(registers).for_each(|(n, register)| columns[*register][lane] = *n);
        });
        return;
    }
    for round in 0..registers.len() {
        for two in registers[round % 2..].chunks_exact(2) {
            let (before, after) = columns.split_at_mut(two[1]);
            for (low, high) in before[two[0]].iter_mut().zip(&mut after[0]) {
                (*low, *high) = (*low.min(high), *low.max(high));
            }
        }
    }
}

fn define(
    columns: &mut [Column],
    function: &'static Function,
    arguments: &[Shape],
    to: usize,
) -> Result<(), Error> {
    for lane in 0..BLOCK {
        let values: Vec<Value> = arguments.iter().map(|shape| value(columns, shape, lane)).collect();
        columns[to][lane] = match function.apply(&values)? {
            Value::Truth(truth) => i64::from(truth),
            Value::Int(number) if compile::FITTING.contains(&number) => number,
            _ => return Err(no_register()),
        };
    }
    Ok(())
}

/// Of a trial that must be made without the program.
fn no_register() -> Error {
    Error::new(crate::ErrorKind::Unsupported, "a value without a register")
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
