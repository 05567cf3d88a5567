//! Spaces without what cannot come.

use crate::model::{Faces, Population, Space};
use num_traits::Zero;
use std::sync::Arc;

/// The same space for the sweeps: without labels that cannot come, and words that use up all items as draws of all of
/// them, which weigh every word alike.
#[must_use]
pub fn possible(space: &Space) -> Space {
    let population = |from: &Arc<Population>| match from.classes().iter().all(|(_, count)| *count > 0) {
        true => Arc::clone(from),
        false => {
            let classes = from.classes().iter().filter(|(_, count)| *count > 0).cloned();
            Population::new(from.collection(), classes).map_or_else(|_| Arc::clone(from), Arc::new)
        }
    };
    let faces = |faces: &Arc<Faces>| match faces.weights().iter().all(|(_, weight)| !weight.is_zero()) {
        true => Arc::clone(faces),
        false => {
            let weights = faces.weights().iter().filter(|(_, weight)| !weight.is_zero()).cloned();
            Faces::new(faces.collection(), weights).map_or_else(|_| Arc::clone(faces), Arc::new)
        }
    };
    match space {
        Space::Trials(groups) => Space::Trials(groups.iter().map(|(f, count)| (faces(f), *count)).collect()),
        Space::Words(items, length) if *length == items.size() => Space::Draw(population(items), *length),
        Space::Words(items, length) => Space::Words(population(items), *length),
        Space::Draw(from, count) => Space::Draw(population(from), *count),
        Space::Choose(from, count) => Space::Choose(population(from), *count),
        Space::Multichoose(from, count) => Space::Multichoose(population(from), *count),
        Space::Subset(from) => Space::Subset(population(from)),
        Space::Deal(from, hands) => Space::Deal(population(from), Arc::clone(hands)),
        other => other.clone(),
    }
}
