//! The range, the greatest number of a sample less the least, and these two together.

use super::stretches::Stretches;
use crate::budget::{Budget, Measure};
use crate::error::Error;
use crate::model::{Space, Value};
use crate::solve::atom::{Atom, Subject};
use crate::solve::by_class::Swept;
use crate::solve::share::Share;
use crate::solve::tail::primes;
use num_bigint::BigUint;
use num_traits::Zero;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The law of the range of a sample of whole numbers.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn law(space: &Space, atom: &Atom, budget: &Budget) -> Result<Option<Swept>, Error> {
    let Some(stretches) = Stretches::of(space, atom).filter(|_| atom.path.is_unkept()) else {
        return Ok(None);
    };
    let labels = stretches.numbers().len() as u128;
    let (one, pairs) = (stretches.cost(), labels.saturating_mul(labels + 1) / 2);
    let words = one.bytes / 32;
    let alike = stretches.are_alike();
    // Of a stretch of labels that weigh alike only the length matters, and where they lie in steps a range is a length.
    let (powers, added) = match (alike, stretches.step()) {
        (true, Some(_)) => (labels, labels),
        (true, None) => (labels, pairs),
        (false, _) => (pairs, pairs),
    };
    let work = powers.saturating_mul(one.work).saturating_add(added.saturating_mul(words * 4 + 100));
    let ranges = u128::try_from(stretches.span()).unwrap_or(0).min(added) + 1;
    budget.afford(work, (labels * 3).saturating_add(ranges * 2).saturating_mul(words * 8 + 64))?;
    let weights = match (alike, stretches.step()) {
        (true, Some(step)) => in_steps(&stretches, step, budget)?,
        _ => of_pairs(&stretches, budget)?,
    };
    let weighed = weights.into_iter().filter(|(_, weight)| !weight.is_zero());
    let values: Vec<_> = weighed.map(|(range, weight)| (vec![Value::Int(range)], weight)).collect();
    let states = values.len() as u64;
    Ok(Some(Swept { values, total: stretches.total(), states }))
}

/// Ranges with their weights.
type Weights = BTreeMap<i64, BigUint>;

/// The weight of each pair of ends by the number of labels from the one to the other, these included, where all weigh alike: all
/// lie between them, less those that leave out the one or the other.
fn by_length(stretches: &Stretches, budget: &Budget) -> Result<Vec<BigUint>, Error> {
    let labels = stretches.numbers().len();
    let (mut before, mut last) = (BigUint::ZERO, BigUint::ZERO);
    let mut weights = Vec::with_capacity(labels);
    for length in 1..=labels {
        budget.pass(Measure::Classes, length as u64, labels as u64)?;
        let within = stretches.ways(0, length);
        // One label is both ends, and nothing is left out twice.
        weights.push(if length == 1 { within.clone() } else { &within + &before - &last - &last });
        before = std::mem::replace(&mut last, within);
    }
    Ok(weights)
}

/// The ranges of labels that weigh alike and lie in equal steps: of every length there are as many stretches as fit.
fn in_steps(stretches: &Stretches, step: i64, budget: &Budget) -> Result<Weights, Error> {
    let lengths = by_length(stretches, budget)?;
    let labels = lengths.len();
    let of = |(between, weight): (usize, BigUint)| (step * between as i64, weight * (labels - between));
    Ok(lengths.into_iter().enumerate().map(of).collect())
}

/// The ranges of any labels, pair by pair of the ends.
fn of_pairs(stretches: &Stretches, budget: &Budget) -> Result<Weights, Error> {
    let numbers = stretches.numbers();
    let mut weights: FxHashMap<i64, BigUint> = FxHashMap::default();
    pair_by_pair(stretches, budget, |least, greatest, weight| {
        *weights.entry(numbers[greatest] - numbers[least]).or_default() += weight;
    })?;
    Ok(weights.into_iter().collect())
}

/// The weight of every pair of a least and a greatest label.
fn pair_by_pair(
    stretches: &Stretches,
    budget: &Budget,
    mut take: impl FnMut(usize, usize, &BigUint),
) -> Result<(), Error> {
    let labels = stretches.numbers().len();
    let lengths = if stretches.are_alike() { by_length(stretches, budget)? } else { Vec::new() };
    // The ways from the label after this one to before each.
    let mut after = vec![BigUint::ZERO; labels + 1];
    for i in (0..labels).rev() {
        budget.pass(Measure::Classes, (labels - i) as u64, labels as u64)?;
        if stretches.are_alike() {
            (i..labels).zip(&lengths).for_each(|(j, weight)| take(i, j, weight));
            continue;
        }
        let mut here = vec![BigUint::ZERO; labels + 1];
        for j in i..labels {
            budget.check_pass(j)?;
            here[j + 1] = stretches.ways(i, j + 1);
            let weight = &here[j + 1] + &after[j] - &here[j] - &after[j + 1];
            take(i, j, &weight);
        }
        after = here;
    }
    Ok(())
}

/// The joint law of several of the least number, the greatest and the range of one part of a sample; nothing where something else
/// is asked of it, too.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn joint(space: &Space, atoms: &[Atom], budget: &Budget) -> Result<Option<Swept>, Error> {
    /// Word operations and bytes for what is left of the question after a pair of ends.
    const LEFT: (u128, u128) = (600, 400);
    let Some(first) = atoms.first() else { return Ok(None) };
    let told: Option<Vec<Told>> = atoms.iter().map(|atom| Told::by(atom, first)).collect();
    let (Some(told), Some(stretches)) = (told, Stretches::of(space, first)) else { return Ok(None) };
    let numbers = stretches.numbers();
    let labels = numbers.len() as u128;
    let (one, pairs) = (stretches.cost(), labels.saturating_mul(labels + 1) / 2);
    let powers = if stretches.are_alike() { labels } else { pairs };
    let work = powers.saturating_mul(one.work).saturating_add(pairs.saturating_mul(LEFT.0 + one.bytes));
    budget.afford(work, pairs.saturating_mul(LEFT.1 + one.bytes / 4))?;
    let mut values = Vec::new();
    pair_by_pair(&stretches, budget, |least, greatest, weight| {
        if !weight.is_zero() {
            let ends = (numbers[least], numbers[greatest]);
            values.push((told.iter().map(|told| told.of(ends)).collect(), weight.clone()));
        }
    })?;
    let states = values.len() as u64;
    Ok(Some(Swept { values, total: stretches.total(), states }))
}

/// What the ends of a sample tell.
enum Told {
    Least,
    Greatest,
    Range,
}

impl Told {
    /// What an atom asks of the ends of the part of a sample that another one speaks of.
    fn by(atom: &Atom, first: &Atom) -> Option<Self> {
        let path = &atom.path;
        if path.places != first.path.places || path.hand != first.path.hand || !path.is_unmapped() {
            return None;
        }
        match &atom.subject {
            Subject::Statistic(function, _) if path.is_unkept() => match function.name {
                "min" => Some(Self::Least),
                "max" => Some(Self::Greatest),
                "range" => Some(Self::Range),
                _ => None,
            },
            Subject::Ordered(0) => Some(Self::Least),
            Subject::Ordered(place) if place + 1 == path.length() => Some(Self::Greatest),
            _ => None,
        }
    }

    fn of(&self, (least, greatest): (i64, i64)) -> Value {
        Value::Int(match self {
            Self::Least => least,
            Self::Greatest => greatest,
            Self::Range => greatest - least,
        })
    }
}

/// The weight of the samples whose range lies between two bounds, both included; nothing where the law is as quick.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn between(
    space: &Space,
    atom: &Atom,
    (low, high): (i64, i64),
    budget: &Budget,
) -> Result<Option<Share>, Error> {
    let Some(stretches) = Stretches::of(space, atom).filter(|_| atom.path.is_unkept()) else {
        return Ok(None);
    };
    let labels = stretches.numbers().len() as u128;
    let in_steps = stretches.are_alike() && stretches.step().is_some();
    let (one, powers) = (stretches.cost(), if in_steps { 6 } else { 4 * labels + 2 });
    if budget.afford(powers.saturating_mul(one.work), one.bytes * 8).is_err() {
        return Ok(None);
    }
    let before = if low > 0 { at_most(&stretches, low - 1, budget)? } else { BigUint::ZERO };
    let upper = at_most(&stretches, high, budget)?;
    let favourable = if upper > before { upper - before } else { BigUint::ZERO };
    let primes = stretches.factors().and_then(|factors| primes(&factors));
    Ok(Some(Share { favourable, whole: stretches.total(), primes }))
}

/// The weight of the samples whose range is at most so much: for each least number all elements lie within reach of it, and not
/// all above it.
fn at_most(stretches: &Stretches, range: i64, budget: &Budget) -> Result<BigUint, Error> {
    let numbers = stretches.numbers();
    let labels = numbers.len();
    if range < 0 {
        return Ok(BigUint::ZERO);
    }
    if range >= stretches.span() {
        return Ok(stretches.total());
    }
    if let Some(step) = stretches.step().filter(|_| stretches.are_alike()) {
        let within = usize::try_from(range / step).unwrap_or(labels) + 1;
        let (most, fewer) = (stretches.ways(0, within), stretches.ways(0, within - 1));
        return Ok((&most - fewer) * (labels - within) + most);
    }
    let (mut weight, mut to) = (BigUint::ZERO, 0);
    for (from, least) in numbers.iter().enumerate() {
        budget.pass(Measure::Classes, from as u64, labels as u64)?;
        while to < labels && numbers[to] - least <= range {
            to += 1;
        }
        weight += stretches.ways(from, to);
        if to == labels {
            // From here on what one takes away the next one adds.
            break;
        }
        weight -= stretches.ways(from + 1, to);
    }
    Ok(weight)
}
