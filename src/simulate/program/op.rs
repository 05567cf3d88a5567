//! The instructions of a program, each over a block of trials.

use super::sampling::Sampling;
use super::told::Telling;
use super::{BLOCK, Column, Shape, compile, poker, value};
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::statistic::Function;
use rand::Rng;
use std::sync::Arc;

/// An instruction: registers to read, and the last to write.
#[derive(Clone, Debug)]
pub(super) enum Op {
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

impl Op {
    /// About how many nanoseconds a trial takes.
    pub(super) fn cost(&self) -> f64 {
        match self {
            Self::Perform(sampling) => sampling.cost(),
            Self::Poker(..) => 6.0,
            Self::Sort(registers) if registers.len() <= NETWORK => {
                0.5 * (registers.len() * registers.len()) as f64
            }
            Self::Sort(registers) => 15.0 * registers.len() as f64,
            Self::Tell(telling, _) => telling.cost(),
            Self::Define(..) => 400.0,
            Self::Sum(from, ..)
            | Self::Least(from, _)
            | Self::Greatest(from, _)
            | Self::All(from, _)
            | Self::Any(from, _) => 0.4 * from.len() as f64,
            _ => 1.0,
        }
    }

    /// Performs the instruction for a block of trials.
    ///
    /// # Errors
    /// Where a definition fails, or gives a value that has no place in a register.
    pub(super) fn run(&mut self, generator: &mut impl Rng, columns: &mut [Column]) -> Result<(), Error> {
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
    Error::new(ErrorKind::Unsupported, "a value without a register")
}
