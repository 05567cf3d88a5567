//! Sums over several samples, told as the sum of one pool.

use crate::explain::board::Board;
use crate::explain::{Saying, Step, event, sums};
use crate::question::{Asked, Expr};
use crate::solve::pooled::pooled_from;
use num_rational::BigRational;

/// How an event about a sum over several samples comes to p: what it says of one pool, and how that comes to p.
pub fn probability(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    if !matches!(&board.question.asked, Asked::Probability(asked) if asked == event) {
        return None;
    }
    let pooled = pooled_from(board.question, 0)?;
    let Asked::Probability(told) = &pooled.asked else { return None };
    let pool = Board::new(&pooled);
    let term = pool.stated(told, None, p)?;
    let mut steps = vec![Step::term(Saying::Pooled, [board.say(event)], &term)];
    let rest = event::probability(&pool, told, p).or_else(|| sums::coefficients(&pool, told, p))?;
    steps.extend(rest);
    Some(steps)
}
