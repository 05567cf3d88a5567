//! The sum of fair dice between bounds.

use crate::budget::Budget;
use crate::dist::{Dice, Dist};
use crate::error::Error;
use crate::model::{Faces, Space, Value};
use crate::number;
use crate::question::{Expr, Named, Node};
use crate::solve::plan::product_cost;
use crate::solve::share::Share;
use crate::solve::tail::{TABLE, primes};
use num_bigint::BigUint;
use num_traits::{One, Pow};

/// A list of weights of more bytes is not made only to be told.
const LONG_LIST: u128 = 1 << 22;

/// Fair dice whose faces are whole numbers in a row.
struct Summands {
    count: u64,
    least: i64,
    faces: u64,
    /// How many elements each face stands for.
    alike: BigUint,
}

/// The weight of the throws of fair dice whose sum lies between two bounds, both included.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn between(
    sample: &Expr,
    experiments: &[Named],
    (low, high): (i64, i64),
    budget: &Budget,
) -> Result<Option<Share>, Error> {
    let Some(dice) = dice(sample, experiments) else { return Ok(None) };
    if !dice.afford(budget)? {
        return Ok(None);
    }
    let favourable = dice.between(low, high);
    let alike = if dice.alike.is_one() { BigUint::one() } else { Pow::pow(&dice.alike, dice.count) };
    let faces = BigUint::from(dice.faces);
    let whole = Pow::pow(&faces, dice.count) * &alike;
    let primes = primes(&[&faces, &dice.alike]);
    Ok(Some(Share { favourable: favourable * alike, whole, primes }))
}

/// The likeliest values of a number that is the sum of many fair dice, in order; nothing for every other number.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn likeliest(number: &Expr, experiments: &[Named], budget: &Budget) -> Result<Option<Vec<Value>>, Error> {
    let Some(dice) = summed(number, experiments) else { return Ok(None) };
    if !dice.afford(budget)? {
        return Ok(None);
    }
    let sums = number::likeliest_fair_sums(dice.count, dice.faces);
    Ok(Some(sums.into_iter().map(|sum| dice.value(sum)).collect()))
}

/// The law of a number that is the sum of very many fair dice; nothing for every other number, and where a list of the
/// weights is short.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn law(number: &Expr, experiments: &[Named], budget: &Budget) -> Result<Option<Dist<Value>>, Error> {
    let Some(dice) = summed(number, experiments) else { return Ok(None) };
    let Some(sums) = dice.count.checked_mul(dice.faces) else { return Ok(None) };
    let bits = dice.count * u64::from(64 - dice.faces.leading_zeros());
    if u128::from(sums) * u128::from(bits / 8) < LONG_LIST || !dice.afford(budget)? {
        return Ok(None);
    }
    // Twice the way of one question, since nothing is mirrored; and the sums themselves.
    let held = u128::from(sums) * size_of::<Value>() as u128;
    budget.afford(number::fair_sum_work(dice.count, dice.faces) * 2, held)?;
    let values = (dice.count..=sums).map(|sum| dice.value(sum)).collect();
    Ok(Some(Dist::of_sums(Dice { count: dice.count, faces: dice.faces }, values)))
}

/// The dice whose sum a number is.
fn summed(number: &Expr, experiments: &[Named]) -> Option<Summands> {
    let Node::Call(function, arguments) = number.node() else { return None };
    match (function.name, arguments.as_slice()) {
        ("sum", [sample]) => dice(sample, experiments),
        _ => None,
    }
}

impl Summands {
    /// Whether the sums are too many for a table, and the budget has time to go through half of them.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooExpensive`].
    fn afford(&self, budget: &Budget) -> Result<bool, Error> {
        let bits = self.count.saturating_mul(u64::from(64 - self.faces.leading_zeros()));
        if bits < TABLE || (u128::from(self.count) * u128::from(self.faces)) >> 60 != 0 {
            return Ok(false);
        }
        let whole = product_cost(bits);
        let window = u128::from(self.faces + 4) * u128::from(bits / 8 + 16);
        // Of the symmetric table only the shorter side is gone through.
        budget
            .afford(number::fair_sum_work(self.count, self.faces) / 2 + whole.work, window + whole.bytes)?;
        Ok(true)
    }

    /// How far their sums are from those of dice with the faces 1, 2, ….
    fn shift(&self) -> i128 {
        i128::from(self.count) * (i128::from(self.least) - 1)
    }

    /// Their sum, when it would be this one with the faces 1, 2, ….
    fn value(&self, sum: u64) -> Value {
        Value::integer((i128::from(sum) + self.shift()).into())
    }

    /// The throws with a sum between these, both included.
    fn between(&self, low: i64, high: i64) -> BigUint {
        let shifted = |sum: i64| (i128::from(sum) - self.shift()).min(i128::from(u64::MAX));
        // Bounds before the first sum, and beyond the last.
        let Ok(high) = u64::try_from(shifted(high)) else { return BigUint::ZERO };
        let low = u64::try_from(shifted(low)).unwrap_or(0);
        number::fair_sums_between(self.count, self.faces, low, high)
    }
}

/// The dice that a sample is.
fn dice(sample: &Expr, experiments: &[Named]) -> Option<Summands> {
    let Node::Name(name) = sample.node() else { return None };
    let Space::Trials(groups) = experiments.get(*name)?.experiment.space()?.as_ref() else { return None };
    let [(faces, count)] = groups.as_ref() else { return None };
    let (least, number) = in_a_row(faces)?;
    Some(Summands { count: *count, least, faces: number, alike: faces.weights()[0].1.clone() })
}

/// The least face and the number of faces, when they are whole numbers in a row, all equally likely.
fn in_a_row(faces: &Faces) -> Option<(i64, u64)> {
    let value = |(face, _): &(Value, BigUint)| if let Value::Int(n) = face { Some(*n) } else { None };
    let mut values = faces.weights().iter().map(value).collect::<Option<Vec<i64>>>()?;
    values.sort_unstable();
    let first = *values.first().filter(|_| faces.is_fair())?;
    let in_a_row = values.windows(2).all(|pair| pair[0].checked_add(1) == Some(pair[1]));
    in_a_row.then_some((first, values.len() as u64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pattern::Comparison;
    use crate::question::Node;
    use crate::question::{Asked, Experiment};
    use crate::solve::asking::{answer, call, is, known, x};
    use crate::solve::tail::of_event;
    use crate::solve::{Choice, Exact, Road, solve};
    use std::sync::Arc;

    #[test]
    fn sums_added_up_as_they_come_are_those_of_the_table() {
        for (count, least, faces) in [(1700, 1, 6), (1500, 0, 10), (2100, -1, 3)] {
            let weights = (least..least + faces).map(|n| (Value::Int(n), BigUint::from(2u32)));
            let die = Arc::new(Faces::new(crate::model::Collection::Die, weights).unwrap());
            let space = Space::trials(die, count);
            let middle = count.cast_signed() * (2 * least + faces - 1) / 2;
            let sum = || call("sum", vec![x()]);
            let ways = |comparison| is(sum(), comparison, middle + 31);
            let between = Expr::new(Node::And(vec![
                is(sum(), Comparison::AtLeast, middle - 20),
                Expr::new(Node::Compare(Comparison::Greater, known(middle + 7), sum())),
            ]));
            for event in [
                ways(Comparison::AtLeast),
                ways(Comparison::Less),
                ways(Comparison::Equal),
                is(sum(), Comparison::Greater, middle * 10 + 10_000),
                between,
            ] {
                let named = Named { name: None, experiment: Experiment::of(space.clone(), "X") };
                let share =
                    of_event(&event, &[named], &Budget::default()).unwrap().expect("a bound of a sum");
                let law = answer(&space, Asked::Distribution(vec![event.clone()])).value;
                let Exact::Distribution(law) = law else { panic!("no law") };
                let expected = law.probability_of(&Value::Truth(true)).into_ratio();
                assert_eq!(share.ratio(), expected);
            }
        }
    }

    #[test]
    fn a_long_law_is_told_without_a_list() {
        for least in [1, -4] {
            let weights = (least..least + 6).map(|n| (Value::Int(n), BigUint::from(3u32)));
            let die = Arc::new(Faces::new(crate::model::Collection::Die, weights).unwrap());
            let named = |count| {
                let space = Space::trials(Arc::clone(&die), count);
                [Named { name: None, experiment: Experiment::of(space, "X") }]
            };
            let sum = call("sum", vec![x()]);
            assert!(law(&sum, &named(1000), &Budget::default()).unwrap().is_none());
            let law = law(&sum, &named(3001), &Budget::default()).unwrap().expect("a long law");
            let listed = number::fair_sum_counts(3001, 6);
            let mut place = 0;
            law.each(|value, weight| {
                assert_eq!(*value, Value::Int(3001 * least + place as i64));
                assert_eq!(*weight, listed[place]);
                place += 1;
                Ok::<(), ()>(())
            })
            .unwrap();
            assert_eq!(place, listed.len());
            assert_eq!(*law.total(), BigUint::from(6u32).pow(3001u32));
        }
    }

    #[test]
    fn one_number_of_many_dice_holds_no_table() {
        let space = Space::trials(Arc::new(Faces::die(6).unwrap()), 10_000);
        let event = is(call("sum", vec![x()]), Comparison::AtLeast, 36_000);
        let named = Named { name: None, experiment: Experiment::of(space, "10000d6") };
        let question = crate::question::Question::new(vec![named], Asked::Probability(event), None).unwrap();
        let budget = Budget::default().holding(1 << 20);
        let solved = solve(&question, Choice::Cheapest, &budget).unwrap();
        assert_eq!(solved.method.road, Road::ClosedForm);
    }
}
