//! Enumeration in columns: what is left of a question becomes a short list of steps over columns of machine words, and
//! the outcomes are gone through by the thousand. The same outcomes and the same definitions as one by one, where all of
//! it is arithmetic on small integers.

mod cell;
mod counts;
mod program;
mod rows;
mod writer;

use crate::budget::{Budget, Measure};
use crate::error::Error;
use crate::model::outcomes::total;
use crate::model::{Space, Value};
use crate::question::{Expr, Node};
use crate::solve::residue::{Law, PART, Residue};
use cell::{Cell, both};
use counts::Counts;
use program::{At, Binary, Column, Program, Sample, Step};
use rows::{Block, Rows};

/// A question ready to be gone through in columns.
pub struct Columns {
    rows: Rows,
    program: Program,
    /// For each step, whether it depends on a place that is a column.
    swift: Vec<bool>,
}

/// So many rows are worked out at once: their columns stay in the nearest memory.
const CHUNK: usize = 1024;

/// So many keys are counted in a table; more are hashed.
const TABLE: i128 = 1 << 20;

impl Columns {
    /// The columns of a question; nothing where it speaks of anything but arithmetic on the labels of this sample, and
    /// where weights or numbers could leave the machine words.
    #[must_use]
    pub fn of(space: &Space, name: usize, residue: &Residue) -> Option<Self> {
        let only = residue.roots.iter().all(|root| root.names() & !(1 << name) == 0);
        let later = residue.expressions()[residue.roots.len()..].iter().any(|e| e.mentions(name));
        if !only || later || space.size_bits() > 120 {
            return None;
        }
        let rows = Rows::of(space)?;
        let Rows { places, ordered, single, .. } = &rows;
        let sample = Sample { name, places, ordered: *ordered, single: *single, rows: rows.size().0 as i64 };
        let program = Program::of(&residue.roots, &sample)?;
        let swift = swift(&program, rows.slow);
        Some(Self { rows, program, swift })
    }

    /// About how many word operations it takes.
    #[must_use]
    pub fn work(&self) -> u128 {
        let (rows, blocks) = self.rows.size();
        let step = |(step, swift): (&Step, &bool)| match (step, swift) {
            (_, false) | (Step::Place(_) | Step::Known(_), _) => 0.0,
            (Step::Both(Binary::Gcd, ..), _) => 8.0,
            (Step::Both(Binary::Modulo, ..), _) => 1.0,
            _ => 0.2,
        };
        let each: f64 = self.program.steps.iter().zip(&self.swift).map(step).sum();
        let keys = if self.keys() <= TABLE { 0.3 } else { 3.0 };
        let block = 10.0 + self.program.steps.len() as f64;
        (rows * (each + keys) + blocks * block).min(1e38) as u128
    }

    /// How many different rows of values the roots may have.
    fn keys(&self) -> i128 {
        let width = |root: &Column| i128::from(root.high) - i128::from(root.low) + 1;
        self.program.roots.iter().fold(1, |product: i128, root| product.saturating_mul(width(root)))
    }

    /// The law of what is left of the question, and how many rows there were.
    ///
    /// # Errors
    /// Those of the budget's clock.
    pub fn law(
        &self,
        space: &Space,
        residue: &Residue,
        budget: &Budget,
    ) -> Result<(Law<Residue>, u64), Error> {
        // The narrower the cells, the more of them are worked on at once.
        let (low, high) = self.program.bounds();
        if i16::try_from(low).is_ok() && i16::try_from(high).is_ok() {
            self.law_in::<i16>(space, residue, budget)
        } else if i32::try_from(low).is_ok() && i32::try_from(high).is_ok() {
            self.law_in::<i32>(space, residue, budget)
        } else {
            self.law_in::<i64>(space, residue, budget)
        }
    }

    fn law_in<C: Cell>(
        &self,
        space: &Space,
        residue: &Residue,
        budget: &Budget,
    ) -> Result<(Law<Residue>, u64), Error> {
        let mut counts = Counts::of(&self.program.roots, self.keys());
        let mut run = Run::<C>::of(self);
        let (mut count, mut failure, mut checked) = (0, None, 0);
        self.rows.each_block(&mut |block| {
            count += run.block(&block, &mut counts);
            if count - checked > 1 << 18 {
                checked = count;
                budget.report(Measure::Outcomes, count, self.rows.size().0 as u64);
                failure = budget.check().and_then(|()| budget.afford(0, counts.bytes())).err();
            }
            failure.is_none()
        });
        if let Some(error) = failure {
            return Err(error);
        }
        let parts = counts.into_parts();
        budget.afford(0, parts.len() as u128 * (self.program.roots.len() as u128 + 1) * PART)?;
        let parts = parts.into_iter().enumerate().map(|(i, (key, weight))| {
            budget.check_pass(i)?;
            Ok((self.left(residue, &key), weight))
        });
        let parts = parts.collect::<Result<_, Error>>()?;
        Ok((Law { parts, total: total(space) }, count))
    }

    /// What is left when the roots have these values.
    fn left(&self, residue: &Residue, key: &[i64]) -> Residue {
        let value = |(n, column): (&i64, &Column)| match column.truth {
            true => Expr::value_of(Value::Truth(*n != 0)),
            false => Expr::value_of(*n),
        };
        let mut roots: Vec<Expr> = key.iter().zip(&self.program.roots).map(value).collect();
        if let Some(condition) = roots.last().filter(|last| residue.given && last.is(false)).cloned() {
            // Where the condition does not hold, the others do not matter.
            roots.fill(condition);
        }
        let spanned = roots.iter().zip(&residue.roots).map(|(root, asked)| match root.node() {
            Node::Value(value) => Expr::spanned(Node::Value(value.clone()), asked.span()),
            _ => root.clone(),
        });
        Residue { roots: spanned.collect(), later: residue.later.clone(), given: residue.given }
    }
}

/// Which steps depend on a place from `slow` on.
fn swift(program: &Program, slow: usize) -> Vec<bool> {
    let mut swift: Vec<bool> = Vec::with_capacity(program.steps.len());
    for step in &program.steps {
        swift.push(match step {
            Step::Place(place) => *place >= slow,
            Step::Known(_) => false,
            Step::Both(_, a, b) => swift[*a] || swift[*b],
            Step::If(a, b, c) => swift[*a] || swift[*b] || swift[*c],
            Step::Table(a, ..) => swift[*a],
        });
    }
    swift
}

/// The columns being filled. What is the same in a whole block stands in the first row of its column.
struct Run<'a, C> {
    columns: &'a Columns,
    /// The columns of the swift places.
    places: Vec<Vec<C>>,
    filled: Vec<Vec<C>>,
}

/// A column, or one number for all its rows.
#[derive(Clone, Copy)]
enum Operand<'a, C> {
    Same(C),
    Rows(&'a [C]),
}

impl<C: Cell> Operand<'_, C> {
    fn get(self, row: usize) -> C {
        match self {
            Self::Same(n) => n,
            Self::Rows(rows) => rows[row],
        }
    }
}

impl<'a, C: Cell> Run<'a, C> {
    fn of(columns: &'a Columns) -> Self {
        let places = columns.rows.columns.iter().map(|column| column.iter().map(|n| C::of(*n)).collect());
        let filled = vec![vec![C::of(0); CHUNK]; columns.program.steps.len()];
        Self { columns, places: places.collect(), filled }
    }

    /// Works out all rows of a block and counts them; how many there were.
    fn block(&mut self, block: &Block<'_>, counts: &mut Counts) -> u64 {
        let steps = &self.columns.program.steps;
        for (at, step) in steps.iter().enumerate().filter(|(at, _)| !self.columns.swift[*at]) {
            let get = |at: &At| self.filled[*at][0];
            self.filled[at][0] = match step {
                Step::Place(place) => C::of(block.slow[*place]),
                Step::Known(n) => C::of(*n),
                Step::Both(what, a, b) => C::of(what.of(get(a).into(), get(b).into())),
                Step::If(a, b, c) => {
                    if get(a) == C::of(0) {
                        get(c)
                    } else {
                        get(b)
                    }
                }
                Step::Table(a, low, entries) => C::of(entries[entry(get(a), *low)]),
            };
        }
        let length = block.weights.len();
        let mut from = block.from;
        while from < length {
            let to = length.min(from + CHUNK);
            self.chunk(from, to);
            let roots: Vec<Operand<'_, C>> =
                self.columns.program.roots.iter().map(|root| self.operand(root.at, to - from)).collect();
            counts.add(&roots, block.weight, &block.weights[from..to]);
            from = to;
        }
        (length - block.from) as u64
    }

    fn operand(&self, at: At, length: usize) -> Operand<'_, C> {
        match self.columns.swift[at] {
            true => Operand::Rows(&self.filled[at][..length]),
            false => Operand::Same(self.filled[at][0]),
        }
    }

    /// Fills the swift columns for these rows.
    fn chunk(&mut self, from: usize, to: usize) {
        let length = to - from;
        let steps = &self.columns.program.steps;
        for (at, step) in steps.iter().enumerate().filter(|(at, _)| self.columns.swift[*at]) {
            let mut column = std::mem::take(&mut self.filled[at]);
            let out = &mut column[..length];
            match step {
                Step::Place(place) => {
                    out.copy_from_slice(&self.places[place - self.columns.rows.slow][from..to]);
                }
                Step::Known(n) => out.fill(C::of(*n)),
                Step::Both(what, a, b) => {
                    both(*what, self.operand(*a, length), self.operand(*b, length), out)
                }
                Step::If(a, b, c) => {
                    let (a, b, c) =
                        (self.operand(*a, length), self.operand(*b, length), self.operand(*c, length));
                    for (row, out) in out.iter_mut().enumerate() {
                        *out = if a.get(row) == C::of(0) { c.get(row) } else { b.get(row) };
                    }
                }
                Step::Table(a, low, entries) => {
                    let a = self.operand(*a, length);
                    for (row, out) in out.iter_mut().enumerate() {
                        *out = C::of(entries[entry(a.get(row), *low)]);
                    }
                }
            }
            self.filled[at] = column;
        }
    }
}

fn entry<C: Cell>(n: C, low: i64) -> usize {
    usize::try_from(n.into() - low).unwrap_or(0)
}

#[cfg(test)]
mod tests;
