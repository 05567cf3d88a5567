//! What a part of a formula is worth, where it is short enough for a line.

use crate::budget::Budget;
use crate::language::ast;
use crate::language::check::program::{self, Asking};
use crate::language::check::scope::Scope;
use crate::solve::{Choice, Exact, solve};
use num_rational::BigRational;

/// The bits of the longest number that has a line: longer ones take longer to write than to find.
const LONGEST: u64 = 1 << 16;

/// The number that a part is worth.
pub(super) fn number(scope: &mut Scope, part: &ast::Expr, budget: &Budget) -> Option<BigRational> {
    let number = match program::read(scope, part, budget).ok()? {
        Asking::Known(value) => value.ratio(),
        Asking::Question(question) => match solve(&question, Choice::Cheapest, budget).ok()?.value {
            Exact::Probability(value) | Exact::Number(value) => Some(value),
            Exact::Count(count) => Some(BigRational::from_integer(count.into())),
            _ => None,
        },
    };
    number.filter(is_short)
}

/// Whether a number is short enough for a line.
pub(super) fn is_short(number: &BigRational) -> bool {
    number.numer().bits() + number.denom().bits() <= LONGEST
}
