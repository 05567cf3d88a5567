//! The sum of fair dice between bounds.

use crate::budget::{Budget, Measure};
use crate::dist::{Dice, Dist};
use crate::error::Error;
use crate::model::{Faces, Space, Value};
use crate::number;
use crate::question::{Expr, Named, Node};
use crate::solve::plan::product_cost;
use crate::solve::share::Share;
use crate::solve::tail::line::line;
use crate::solve::tail::primes;
use num_bigint::BigUint;
use num_traits::{One, Pow};

/// A list of weights of more bytes is not made only to be told.
const LONG_LIST: u128 = 1 << 22;

/// Fair dice whose faces are whole numbers in a row.
pub(super) struct Summands {
    count: u64,
    least: i64,
    faces: u64,
    /// How many elements each face stands for.
    alike: BigUint,
}

/// The weight of the throws of fair dice for which a number that rises or falls with their sum in proportion lies between two
/// bounds, both included.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn between(
    number: &Expr,
    experiments: &[Named],
    bounds: (i64, i64),
    budget: &Budget,
) -> Result<Option<Share>, Error> {
    let Some(line) = line(number, experiments) else { return Ok(None) };
    let dice = &line.dice;
    if !dice.are_countable() {
        return Ok(None);
    }
    // The whole is worked out even where no sum lies between the bounds.
    dice.afford(0, budget)?;
    let Some(bounds) = line.sums_between(bounds) else { return Ok(None) };
    let favourable = dice.between(bounds, budget)?;
    let alike = if dice.alike.is_one() { BigUint::one() } else { Pow::pow(&dice.alike, dice.count) };
    let faces = BigUint::from(dice.faces);
    let whole = Pow::pow(&faces, dice.count) * &alike;
    let primes = primes(&[&faces, &dice.alike]);
    Ok(Some(Share { favourable: favourable * alike, whole, primes }))
}

/// The largest sets that at most `high` and at least `low` of some fair dice form, as a share of all throws.
pub fn largest_sets(
    sample: &Expr,
    experiments: &[Named],
    (low, high): (i64, i64),
    budget: &Budget,
) -> Option<Share> {
    let (faces, count) = thrown(sample, experiments)?;
    let sides = faces.is_fair().then(|| faces.weights().len() as u64)?;
    let words = u128::from(count.saturating_mul(u64::from(64 - sides.leading_zeros())) / 64 + 1);
    let of = |most: i64| {
        u64::try_from(most).map_or(0, |m| number::throws_with_at_most_work(count, sides, m.min(count)))
    };
    let work = of(low.saturating_sub(1)).saturating_add(of(high));
    budget.afford(work, u128::from(count).saturating_mul(words * 32 + 64)).ok()?;
    let at_most = |most: i64| {
        u64::try_from(most).map_or(BigUint::ZERO, |m| number::throws_with_at_most(count, sides, m))
    };
    let before = if low > 0 { at_most(low - 1) } else { BigUint::ZERO };
    let whole = Pow::pow(BigUint::from(sides), count);
    let upper = if i128::from(high) >= i128::from(count) { whole.clone() } else { at_most(high) };
    let favourable = if upper > before { upper - before } else { BigUint::ZERO };
    Some(Share { favourable, whole, primes: primes(&[&BigUint::from(sides)]) })
}

/// The likeliest values of a number that is the sum of many fair dice, or rises or falls with it in proportion, in order;
/// nothing for every other number.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn likeliest(number: &Expr, experiments: &[Named], budget: &Budget) -> Result<Option<Vec<Value>>, Error> {
    let Some(line) = line(number, experiments) else { return Ok(None) };
    let Summands { count, faces, .. } = line.dice;
    if !line.dice.are_countable() {
        return Ok(None);
    }
    line.dice.afford(count * faces / 2, budget)?;
    let pass = |done, whole| budget.pass(Measure::Sums, done, whole);
    let sums = number::likeliest_fair_sums_unless(count, faces, pass)?;
    Ok(Some(line.values(&sums)))
}

/// The law of a number that is the sum of fair dice, or rises or falls with it in proportion; nothing for every other
/// number, and where the weights of equal faces are to be told as they are.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn law(number: &Expr, experiments: &[Named], budget: &Budget) -> Result<Option<Dist<Value>>, Error> {
    let Some(line) = line(number, experiments) else { return Ok(None) };
    let Summands { count, faces, .. } = line.dice;
    let Some(last) = count.checked_mul(faces).filter(|last| last >> 60 == 0) else { return Ok(None) };
    let sums = u128::from(last - count + 1);
    let words = u128::from(count * u64::from(64 - faces.leading_zeros())) / 64 + 2;
    let is_long = sums * words * 8 >= LONG_LIST;
    if !is_long && !line.dice.alike.is_one() || is_long && !line.dice.are_countable() {
        return Ok(None);
    }
    if is_long {
        line.dice.afford(count * faces / 2, budget)?;
    }
    // Of a table one half is worked out; what is told one by one takes twice the way, since nothing is mirrored.
    let work = number::fair_sum_work(count, faces);
    let (work, table) = if is_long { (work * 2, 0) } else { (work, sums / 2 * words * 8) };
    budget.afford(work, sums * size_of::<Value>() as u128 + table)?;
    let values = line.values(&(count..=last).collect::<Vec<_>>());
    let dice = Dice { count, faces };
    Ok(Some(if is_long { Dist::of_sums(dice, values) } else { Dist::of_table(dice, values) }))
}

impl Summands {
    /// Whether their sums are numbers that can be counted.
    fn are_countable(&self) -> bool {
        (u128::from(self.count) * u128::from(self.faces)) >> 60 == 0
    }

    /// Nothing, if the budget has time for so many of their sums.
    fn afford(&self, sums: u64, budget: &Budget) -> Result<(), Error> {
        let bits = self.count.saturating_mul(u64::from(64 - self.faces.leading_zeros()));
        let whole = product_cost(bits);
        let window = u128::from(self.faces + 4) * u128::from(bits / 8 + 16);
        let all = u128::from(self.count * self.faces).max(1);
        // All of them are about as many as there are places for them.
        let work = number::fair_sum_work(self.count, self.faces) / all * u128::from(sums);
        budget.afford(work + whole.work, window + whole.bytes)
    }

    /// How far their sums are from those of dice with the faces 1, 2, ….
    pub fn shift(&self) -> i128 {
        i128::from(self.count) * (i128::from(self.least) - 1)
    }

    /// The throws with a sum between these, both included.
    fn between(&self, (low, high): (i64, i64), budget: &Budget) -> Result<BigUint, Error> {
        let shifted = |sum: i64| (i128::from(sum) - self.shift()).min(i128::from(u64::MAX));
        // Bounds before the first sum, and beyond the last.
        let Ok(high) = u64::try_from(shifted(high)) else { return Ok(BigUint::ZERO) };
        let low = u64::try_from(shifted(low)).unwrap_or(0);
        let (count, faces) = (self.count, self.faces);
        self.afford(number::fair_sums_passed(count, faces, low, high), budget)?;
        let pass = |done, whole| budget.pass(Measure::Sums, done, whole);
        number::fair_sums_between_unless(count, faces, low, high, pass)
    }
}

/// The dice that a sample is.
pub(super) fn dice(sample: &Expr, experiments: &[Named]) -> Option<Summands> {
    let (faces, count) = thrown(sample, experiments)?;
    let (least, number) = in_a_row(faces)?;
    Some(Summands { count, least, faces: number, alike: faces.weights()[0].1.clone() })
}

/// The equal trials that a sample is, and how many of them.
fn thrown<'a>(sample: &Expr, experiments: &'a [Named]) -> Option<(&'a Faces, u64)> {
    let Node::Name(name) = sample.node() else { return None };
    let Space::Trials(groups) = experiments.get(*name)?.experiment.space()?.as_ref() else { return None };
    match groups.as_ref() {
        [(faces, count)] => Some((faces, *count)),
        _ => None,
    }
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
mod tests;
