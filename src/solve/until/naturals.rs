//! Natural numbers that draws with replacement add up, such as the sum or a number of matches, with all values beyond a bound
//! as one: their medians and quantiles are found without a law that has no end.

use super::memory::Memory;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Node, Question};
use crate::statistic::numeric::MIN;

/// The question about a number that draws with replacement add up, and that never falls, with one value for all beyond a
/// bound; nothing for other numbers.
///
/// # Errors
/// Those of statistics that the labels do not have.
pub fn up_to(bound: u64, number: &Expr, question: &Question) -> Result<Option<Question>, Error> {
    let name = number.names().trailing_zeros() as usize;
    let Some(named) = question.experiments.get(name).filter(|_| number.names().is_power_of_two()) else {
        return Ok(None);
    };
    let Some(Space::Until(until)) = named.experiment.space().map(AsRef::as_ref) else { return Ok(None) };
    if !until.from.replaces() || !Memory::is_natural(until, name, number)? {
        return Ok(None);
    }
    let beyond = Expr::value_of(Value::integer((bound + 1).into()));
    let bounded = Expr::new(Node::Call(&MIN, vec![number.clone(), beyond]));
    Ok(Some(Question { asked: Asked::Distribution(vec![bounded]), ..question.clone() }))
}
