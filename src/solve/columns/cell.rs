//! The cells of a column: machine words as narrow as the numbers allow.

use super::Operand;
use super::program::Binary;
use num_integer::Integer;
use num_traits::{PrimInt, WrappingAdd, WrappingMul, WrappingSub};

/// A machine word that holds every number of the columns.
pub trait Cell: PrimInt + Integer + WrappingAdd + WrappingSub + WrappingMul + Into<i64> {
    /// The cell of a number; it has been made sure that it fits.
    fn of(n: i64) -> Self;
}

impl Cell for i16 {
    fn of(n: i64) -> Self {
        n as Self
    }
}

impl Cell for i32 {
    fn of(n: i64) -> Self {
        n as Self
    }
}

impl Cell for i64 {
    fn of(n: i64) -> Self {
        n
    }
}

/// What is made of two columns, row by row: a loop for each operation, so that the compiler sees what it does to whole
/// columns.
pub fn both<C: Cell>(what: Binary, a: Operand<'_, C>, b: Operand<'_, C>, out: &mut [C]) {
    let truth = |holds: bool| if holds { C::one() } else { C::zero() };
    match what {
        Binary::Add => each(a, b, out, |a, b| a.wrapping_add(&b)),
        Binary::Subtract => each(a, b, out, |a, b| a.wrapping_sub(&b)),
        Binary::Multiply => each(a, b, out, |a, b| a.wrapping_mul(&b)),
        Binary::Modulo => each(a, b, out, |a, b| C::of(Binary::Modulo.of(a.into(), b.into()))),
        Binary::Min => each(a, b, out, Ord::min),
        Binary::Max => each(a, b, out, Ord::max),
        Binary::Gcd => each(a, b, out, |a, b| a.gcd(&b)),
        Binary::Equal => each(a, b, out, |a, b| truth(a == b)),
        Binary::Less => each(a, b, out, |a, b| truth(a < b)),
        Binary::AtMost => each(a, b, out, |a, b| truth(a <= b)),
    }
}

fn each<C: Cell>(a: Operand<'_, C>, b: Operand<'_, C>, out: &mut [C], of: impl Fn(C, C) -> C) {
    match (a, b) {
        (Operand::Same(a), Operand::Same(b)) => out.fill(of(a, b)),
        (Operand::Same(a), Operand::Rows(b)) => out.iter_mut().zip(b).for_each(|(o, b)| *o = of(a, *b)),
        (Operand::Rows(a), Operand::Same(b)) => out.iter_mut().zip(a).for_each(|(o, a)| *o = of(*a, b)),
        (Operand::Rows(a), Operand::Rows(b)) => {
            out.iter_mut().zip(a.iter().zip(b)).for_each(|(o, (a, b))| *o = of(*a, *b));
        }
    }
}
