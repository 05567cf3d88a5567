//! What is left of a question as a list of steps over whole columns of machine words.

use super::writer::Writer;
use crate::question::Expr;
use num_integer::Integer;

/// The number of an earlier step.
pub type At = usize;

/// One step: a column made of the columns of earlier steps. Truths are 0 and 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// What stands at this place of the sample.
    Place(usize),
    /// The same number everywhere.
    Known(i64),
    /// Of two columns, row by row.
    Both(Binary, At, At),
    /// The first where this one is not 0, else the second.
    If(At, At, At),
    /// The entry for each number, from this one on.
    Table(At, i64, Box<[i64]>),
}

/// What is made of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// Their sum.
    Add,
    /// Their difference.
    Subtract,
    /// Their product.
    Multiply,
    /// The remainder by a positive number, never negative.
    Modulo,
    /// The smaller.
    Min,
    /// The larger.
    Max,
    /// Their greatest common divisor.
    Gcd,
    /// Whether they are equal.
    Equal,
    /// Whether the first is smaller.
    Less,
    /// Whether the first is not larger.
    AtMost,
}

impl Binary {
    /// What it makes of two numbers.
    #[must_use]
    pub fn of(self, a: i64, b: i64) -> i64 {
        match self {
            Self::Add => a.wrapping_add(b),
            Self::Subtract => a.wrapping_sub(b),
            Self::Multiply => a.wrapping_mul(b),
            Self::Modulo => a.checked_rem_euclid(b).unwrap_or(0),
            Self::Min => a.min(b),
            Self::Max => a.max(b),
            Self::Gcd => a.gcd(&b),
            Self::Equal => i64::from(a == b),
            Self::Less => i64::from(a < b),
            Self::AtMost => i64::from(a <= b),
        }
    }
}

/// What is known of a column before it is filled: its step, its least and its greatest number, and whether it is a truth.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The step that fills it.
    pub at: At,
    /// The least number that it may hold.
    pub low: i64,
    /// The greatest.
    pub high: i64,
    /// Whether its numbers are truths.
    pub truth: bool,
}

/// The steps, each once, and the columns of the roots.
pub struct Program {
    /// The steps.
    pub steps: Vec<Step>,
    /// What is known of their columns.
    pub columns: Vec<Column>,
    /// The columns of the roots.
    pub roots: Vec<Column>,
}

impl Program {
    /// The least and the greatest number that any column may hold.
    #[must_use]
    pub fn bounds(&self) -> (i64, i64) {
        let bounds = self.columns.iter().map(|column| (column.low, column.high));
        bounds.fold((0, 1), |(low, high), (l, h)| (low.min(l), high.max(h)))
    }
}

/// The sample that a program is about.
pub struct Sample<'a> {
    /// The index of the experiment.
    pub name: usize,
    /// The labels that each place may show.
    pub places: &'a [Vec<i64>],
    /// Whether the places are known by number; else only the ascending order is.
    pub ordered: bool,
    /// Whether the outcome is a single value, no sample.
    pub single: bool,
    /// About how many outcomes there are.
    pub rows: i64,
}

impl Program {
    /// The program of these roots; nothing where something in them is no arithmetic on machine words, may fail, or could
    /// leave a machine word.
    #[must_use]
    pub fn of(roots: &[Expr], sample: &Sample<'_>) -> Option<Self> {
        let program = Self { steps: Vec::new(), columns: Vec::new(), roots: Vec::new() };
        Writer::new(program, sample).write(roots)
    }
}
