//! Draws until the numbers of matches so far satisfy a condition, as a chain.

use super::{CountsEnough, Source, integers, row};
use crate::dist::Dist;
use crate::model::chain::{Chain, Condition, Step, Stop};
use crate::model::{Pattern, Value};
use num_bigint::BigUint;
use std::sync::Arc;

/// Draws until the numbers of matches so far satisfy a condition, as a chain: its steps are the length of the sample.
///
/// `caps` says for each pattern up to which number its matches matter to the condition: larger numbers are counted as
/// the cap, so that draws with replacement have finitely many states. The state is a row that begins with the number of
/// matches of each pattern; without replacement the numbers of elements of each class (elements that match the same
/// patterns) follow, and where no match at all would be enough, whether the first draw has been made. With nothing left to draw the chain stays where it is, and never stops.
///
/// # Examples
/// ```
/// use prob::model::{Collection, Pattern, Population, until::{Source, until_counts}};
/// let urn = Population::new(Collection::Urn, [("red".into(), 1), ("blue".into(), 2)])?;
/// let enough = std::sync::Arc::new(|seen: &[u64]| seen[0] == 1);
/// let chain = until_counts(&Source::Population(urn.into()), &[Pattern::Is("red".into())], &[1], enough);
/// assert_eq!(chain.paths(100)?.len(), 3); // after one, two or three draws
/// # Ok::<(), prob::Error>(())
/// ```
#[must_use]
pub fn until_counts(from: &Source, patterns: &[Pattern], caps: &[u64], enough: CountsEnough) -> Chain {
    let count = patterns.len();
    let mut classes: Vec<(Vec<bool>, BigUint)> = Vec::new();
    for (label, weight) in from.labels() {
        let matches: Vec<bool> = patterns.iter().map(|p| p.matches(&label)).collect();
        match classes.iter_mut().find(|(other, _)| *other == matches) {
            Some((_, sum)) => *sum += weight,
            None => classes.push((matches, weight)),
        }
    }
    let replaces = from.replaces();
    let caps: Vec<u64> = (0..count).map(|i| caps.get(i).copied().unwrap_or(u64::MAX)).collect();
    // Where the chain begins in a state that would stop it, a last number tells whether it has begun.
    let begins = enough(&vec![0; count]);
    let numbers = count + if replaces { 0 } else { classes.len() };
    let start = Value::row(vec![Value::Int(0); numbers + usize::from(begins)]);
    let step: Step = Arc::new(move |state| {
        let seen = integers(state)?;
        let mut next = Vec::with_capacity(classes.len());
        for (class, (matches, weight)) in classes.iter().enumerate() {
            let used = if replaces { 0 } else { seen.get(count + class).copied().unwrap_or(0) };
            let used = BigUint::from(used);
            if *weight > used {
                let mut after = seen.clone();
                for ((matches, cap), n) in matches.iter().zip(&caps).zip(&mut after) {
                    *n = (*n + u64::from(*matches)).min(*cap);
                }
                if !replaces {
                    after[count + class] += 1;
                }
                if begins {
                    after[numbers] = 1;
                }
                next.push((row(&after), weight - used));
            }
        }
        if next.is_empty() { Ok(Dist::certain(state.clone())) } else { Dist::from_weights(next) }
    });
    let stop: Condition = Arc::new(move |state| {
        let seen = integers(state)?;
        Ok((!begins || seen[numbers] == 1) && enough(&seen[..count]))
    });
    Chain::new(start, step, Stop::When(stop))
}
