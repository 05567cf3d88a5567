//! One number about a law without the law: the weight of an event that bounds one number from one side or from both, or
//! several that do not meddle with each other.
//!
//! The sum of fair dice is added up as its counts come, and only as many are kept as the recurrence looks back on. The
//! number of matches among trials or draws is a sum of terms each of which is the one before times a small fraction; of their
//! longest run and of their largest set two numbers are enough; numbers of several kinds are a product of short polynomials.

mod dice;
mod kinds;
mod line;
mod matches;
mod streaks;

use crate::budget::Budget;
use crate::dist::Dist;
use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::number;
use crate::question::{Expr, Named, Node};
use crate::solve::atom::{Atom, Subject};
use crate::solve::order_statistics::{place, range};
use crate::solve::share::Share;
use num_bigint::BigUint;
use num_traits::ToPrimitive;

/// Below this many bits of the whole weight a table is made sooner.
const TABLE: u64 = 512;

/// The primes of a product of these numbers, if they fit a machine word.
pub fn primes(factors: &[&BigUint]) -> Option<Vec<u64>> {
    let mut primes = Vec::new();
    for factor in factors {
        primes.extend(number::prime_factors(factor.to_u64()?).into_iter().map(|(prime, _)| prime));
    }
    primes.sort_unstable();
    primes.dedup();
    Some(primes)
}

/// The favourable weight and the whole weight of an event that bounds the sum of fair dice, a number of matches or the
/// longest run of them; nothing for every other event, and where a table of the law is small.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn of_event(event: &Expr, experiments: &[Named], budget: &Budget) -> Result<Option<Share>, Error> {
    let share = match bounded(event) {
        Some((number, low, high)) => between(number, (low, high), experiments, budget)?,
        None => None,
    };
    Ok(share.or_else(|| kinds::of_event(event, experiments, budget)))
}

/// The share of the outcomes in which one number lies between two bounds, both included.
fn between(
    number: &Expr,
    (low, high): (i64, i64),
    experiments: &[Named],
    budget: &Budget,
) -> Result<Option<Share>, Error> {
    let names = number.names();
    let name = names.trailing_zeros() as usize;
    let named = experiments.get(name).filter(|_| names.is_power_of_two());
    let space = named.and_then(|named| named.experiment.space());
    // An error of the definitions is told by the roads that hold the whole law.
    let atom = |space: &Space| Atom::of(number, name, space).ok().flatten();
    match number.node() {
        Node::Call(function, _) if matches!(function.name, "count" | "longest") => {
            let Some(space) = space.filter(|space| space.size_bits() >= TABLE) else { return Ok(None) };
            let Some(atom) = atom(space) else { return Ok(None) };
            let between = if function.name == "count" { matches::between } else { streaks::between };
            between(space, &atom, (low, high), budget)
        }
        Node::Call(function, _) if function.name == "range" => {
            match space.and_then(|s| Some((s, atom(s)?))) {
                Some((space, atom)) => range::between(space, &atom, (low, high), budget),
                None => Ok(None),
            }
        }
        Node::At(..) => match space.and_then(|s| Some((s, atom(s)?))) {
            Some((space, atom @ Atom { subject: Subject::Ordered(at), .. })) => {
                place::between(space, &atom, at, (low, high), budget)
            }
            _ => Ok(None),
        },
        Node::Call(function, arguments) if function.name == "maxcount" && arguments.len() == 1 => {
            Ok(dice::largest_sets(&arguments[0], experiments, (low, high), budget))
        }
        _ => dice::between(number, experiments, (low, high), budget),
    }
}

/// The likeliest values of a number, where they are found without its law: those of the sum of many fair dice.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn likeliest(number: &Expr, experiments: &[Named], budget: &Budget) -> Result<Option<Vec<Value>>, Error> {
    dice::likeliest(number, experiments, budget)
}

/// The law of a number whose weights are worked out as they are told, where a list of them would be long: that of the sum
/// of very many fair dice.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn law(number: &Expr, experiments: &[Named], budget: &Budget) -> Result<Option<Dist<Value>>, Error> {
    dice::law(number, experiments, budget)
}

/// The number that an event bounds, with the least and the greatest that it allows.
fn bounded(event: &Expr) -> Option<(&Expr, i64, i64)> {
    let parts = match event.node() {
        Node::And(parts) if parts.len() == 2 => parts.as_slice(),
        Node::Compare(..) => std::slice::from_ref(event),
        _ => return None,
    };
    let (mut low, mut high) = (i64::MIN, i64::MAX);
    let mut bounded: Option<&Expr> = None;
    for part in parts {
        let (number, from, to) = bounds(part)?;
        if bounded.is_some_and(|bounded| bounded != number) {
            return None;
        }
        bounded = Some(number);
        (low, high) = (low.max(from), high.min(to));
    }
    bounded.map(|number| (number, low, high))
}

/// What a comparison with a known number bounds, and between what.
fn bounds(event: &Expr) -> Option<(&Expr, i64, i64)> {
    let Node::Compare(comparison, a, b) = event.node() else { return None };
    let (number, comparison, bound) = match (a.known(), b.known()) {
        (None, Some(Value::Int(n))) => (a, *comparison, *n),
        (Some(Value::Int(n)), None) => (b, comparison.mirrored(), *n),
        _ => return None,
    };
    // The ends of the range stand for no bound.
    if bound == i64::MIN || bound == i64::MAX {
        return None;
    }
    let (low, high) = match comparison {
        Comparison::Less => (i64::MIN, bound.checked_sub(1)?),
        Comparison::AtMost => (i64::MIN, bound),
        Comparison::Greater => (bound.checked_add(1)?, i64::MAX),
        Comparison::AtLeast => (bound, i64::MAX),
        Comparison::Equal => (bound, bound),
        Comparison::Unequal => return None,
    };
    Some((number, low, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Collection, Faces};
    use crate::question::{Asked, Experiment};
    use crate::solve::Exact;
    use crate::solve::asking::{answer, call, is, known, numbered, x};
    use num_rational::BigRational;
    use std::sync::Arc;

    /// Every bound of a number beside the law that tells whether it holds.
    fn agrees(space: &Space, number: &Expr, near: i64) {
        let between = Expr::new(Node::And(vec![
            is(number.clone(), Comparison::AtLeast, near - 2),
            Expr::new(Node::Compare(Comparison::Greater, known(near + 3), number.clone())),
        ]));
        for event in [
            is(number.clone(), Comparison::AtLeast, near),
            is(number.clone(), Comparison::Less, near),
            is(number.clone(), Comparison::Equal, near),
            is(number.clone(), Comparison::Less, -1),
            is(number.clone(), Comparison::Greater, 100_000),
            between,
        ] {
            let named = Named { name: None, experiment: Experiment::of(space.clone(), "X") };
            let share = of_event(&event, &[named], &Budget::default()).unwrap().expect("a bound");
            let Exact::Distribution(law) = answer(space, Asked::Distribution(vec![event.clone()])).value
            else {
                panic!("no law")
            };
            let expected = law.probability_of(&Value::Truth(true)).into_ratio();
            let found = BigRational::new(share.favourable.clone().into(), share.whole.clone().into());
            assert_eq!(found, expected, "{event:?}");
            assert_eq!(share.ratio(), expected);
        }
    }

    #[test]
    fn bounds_of_matches_and_of_runs_are_those_of_their_laws() {
        let die = Arc::new(Faces::die(6).unwrap());
        let trials = Space::trials(die, 1800);
        agrees(&trials, &call("count", vec![known(6), x()]), 305);
        agrees(&trials, &call("longest", vec![known(6), x()]), 4);
        let urn = Space::Choose(numbered(Collection::Urn, &[9000, 1000]), 1200);
        agrees(&urn, &call("count", vec![known(2), x()]), 130);
    }
}
