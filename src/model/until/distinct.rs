//! Draws until so many different labels have been seen, as a chain.

use super::{Source, integers, row};
use crate::dist::Dist;
use crate::model::chain::{Chain, Condition, Step, Stop};
use num_bigint::BigUint;
use num_traits::Zero;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Draws until `different` different labels have been seen, as a chain: its steps are the length of the sample.
///
/// Labels of equal weight (or equally many elements) are interchangeable. With replacement the state is the number
/// of labels seen of each weight; without, the numbers of elements drawn of each label, sorted among its like.
///
/// # Examples
/// ```
/// use prob::model::{Faces, until::{Source, until_distinct}};
/// let coin = Source::Faces(Faces::die(2)?.into());
/// let chain = until_distinct(&coin, 1);
/// assert_eq!(chain.paths(10)?.len(), 1); // the first throw shows the first face
/// # Ok::<(), prob::Error>(())
/// ```
#[must_use]
pub fn until_distinct(from: &Source, different: u64) -> Chain {
    let mut groups: Vec<(BigUint, u64)> = Vec::new();
    for (_, weight) in from.labels() {
        if weight.is_zero() {
            continue;
        }
        match groups.iter_mut().find(|(other, _)| *other == weight) {
            Some(group) => group.1 += 1,
            None => groups.push((weight, 1)),
        }
    }
    match from {
        Source::Faces(_) => distinct_faces(groups, different),
        Source::Population(_) => distinct_elements(&groups, different),
    }
}

fn distinct_faces(groups: Vec<(BigUint, u64)>, different: u64) -> Chain {
    let start = row(&vec![0; groups.len()]);
    let step: Step = Arc::new(move |state| {
        let seen = integers(state)?;
        let mut old = BigUint::ZERO;
        let mut next = Vec::with_capacity(groups.len() + 1);
        for (i, ((weight, count), n)) in groups.iter().zip(&seen).enumerate() {
            old += weight * *n;
            if n < count {
                let mut after = seen.clone();
                after[i] += 1;
                next.push((row(&after), weight * (count - n)));
            }
        }
        next.push((state.clone(), old));
        Dist::from_weights(next)
    });
    let stop: Condition = Arc::new(move |state| Ok(integers(state)?.iter().sum::<u64>() >= different));
    Chain::new(start, step, Stop::When(stop))
}

fn distinct_elements(groups: &[(BigUint, u64)], different: u64) -> Chain {
    // The place where each group begins in the state, and how many elements each of its labels has.
    let sizes: Vec<(usize, BigUint)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, (size, count))| (0..*count).map(move |_| (group, size.clone())))
        .collect();
    let start = row(&vec![0; sizes.len()]);
    let step: Step = Arc::new(move |state| {
        let drawn = integers(state)?;
        let mut next: FxHashMap<Vec<u64>, BigUint> = FxHashMap::default();
        for (i, ((group, size), n)) in sizes.iter().zip(&drawn).enumerate() {
            let used = BigUint::from(*n);
            if *size > used {
                let mut after = drawn.clone();
                after[i] += 1;
                // Labels with equally many elements are interchangeable: only the sorted numbers matter.
                let first = sizes.partition_point(|(g, _)| g < group);
                let end = sizes.partition_point(|(g, _)| g <= group);
                after[first..end].sort_unstable_by(|a, b| b.cmp(a));
                *next.entry(after).or_default() += size - used;
            }
        }
        match next.is_empty() {
            true => Ok(Dist::certain(state.clone())),
            false => Dist::from_weights(next.into_iter().map(|(after, weight)| (row(&after), weight))),
        }
    });
    let stop: Condition =
        Arc::new(move |state| Ok(integers(state)?.iter().filter(|n| **n > 0).count() as u64 >= different));
    Chain::new(start, step, Stop::When(stop))
}
