//! A sample as places: those that matter, what watches them, and how they are weighed.

use super::ahead::CHOICE;
use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::question::{Expr, Node};
use crate::solve::atom::{Atom, Subject};
use crate::solve::weight::Weight;
use crate::statistic::{Automaton, Scan};
use num_bigint::BigUint;
use num_traits::Pow;
use rustc_hash::FxHashMap;

/// The sample as places.
pub struct Places {
    /// The places that matter, in order, from 0.
    pub(super) places: Vec<u64>,
    /// For each atom its automaton, or what an atom about one place is for each label.
    pub(super) watchers: Vec<Watcher>,
    /// Labels that no atom tells apart, by index.
    pub(super) classes: Vec<Vec<usize>>,
}

pub(super) enum Watcher {
    /// An automaton along places.
    Scan(Automaton<dyn Scan>),
    /// The place, and for each label the value, or the failure, that the atom becomes.
    Element(u64, Vec<Expr>),
}

impl Places {
    /// The places that these atoms watch; nothing when some atom has no automaton along places.
    ///
    /// # Errors
    /// Those of statistics that the labels do not have, and [`crate::ErrorKind::TooExpensive`] for more places than the
    /// budget can pass.
    pub fn of(space: &Space, name: usize, atoms: &[Atom], budget: &Budget) -> Result<Option<Self>, Error> {
        if !matches!(space, Space::Trials(_) | Space::Draw(..) | Space::Words(..) | Space::Occupancy(..)) {
            return Ok(None);
        }
        let labels = space.labels();
        let mut watchers = Vec::with_capacity(atoms.len());
        for atom in atoms {
            watchers.push(match &atom.subject {
                Subject::Element(place) => {
                    let become_of = |label| match atom.at_element(label, name, space) {
                        Ok(value) => Expr::spanned(Node::Value(value), atom.expression.span()),
                        Err(error) => Expr::failed(error, atom.expression.span()),
                    };
                    Watcher::Element(*place, labels.iter().map(become_of).collect())
                }
                _ => match atom.scan(&labels)? {
                    Some(automaton) => Watcher::Scan(automaton),
                    None => return Ok(None),
                },
            });
        }
        let classes = merged(&watchers, &labels, space);
        Ok(Some(Self { places: places(space, atoms, budget)?, watchers, classes }))
    }
}

/// Labels that every watcher sees alike, together; with occupancies the numbers themselves are used up, so none merge.
fn merged(watchers: &[Watcher], labels: &[Value], space: &Space) -> Vec<Vec<usize>> {
    if matches!(space, Space::Occupancy(..)) {
        return (0..labels.len()).map(|label| vec![label]).collect();
    }
    let mut classes: Vec<Vec<usize>> = Vec::new();
    let mut known: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
    let ranks: Vec<Vec<u32>> = watchers
        .iter()
        .map(|watcher| match watcher {
            Watcher::Scan(automaton) => automaton.views.clone(),
            Watcher::Element(_, values) => {
                let mut numbers: FxHashMap<&Expr, u32> = FxHashMap::default();
                let number = |value| {
                    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                    *numbers.entry(value).or_insert(next)
                };
                values.iter().map(number).collect()
            }
        })
        .collect();
    for label in 0..labels.len() {
        let views: Vec<u32> = ranks.iter().map(|r| r[label]).collect();
        let place = *known.entry(views).or_insert(classes.len());
        match classes.get_mut(place) {
            Some(class) => class.push(label),
            None => classes.push(vec![label]),
        }
    }
    classes
}

/// The places that matter. Draws are exchangeable and trials independent, so that places which no atom watches can be
/// left out; words and occupancies need all of theirs.
fn places(space: &Space, atoms: &[Atom], budget: &Budget) -> Result<Vec<u64>, Error> {
    let length = space.length().unwrap_or(0);
    let mut stretches: Vec<(u64, u64)> = match space {
        Space::Draw(..) | Space::Trials(_) => atoms.iter().map(|atom| atom.path.places).collect(),
        _ => vec![(0, length)],
    };
    stretches.sort_unstable();
    let mut all = Vec::new();
    let mut next = 0;
    for (from, to) in stretches {
        let from = from.max(next);
        let cost = u128::from(to.saturating_sub(from));
        budget.afford(cost * CHOICE, cost * 8)?;
        all.extend(from..to);
        next = next.max(to);
    }
    Ok(all)
}

pub(super) fn total_bits(space: &Space, places: &Places) -> u64 {
    let watched = places.places.len() as u64;
    match space {
        Space::Trials(groups) => {
            let widest = groups.iter().map(|(faces, _)| faces.total().bits()).max().unwrap_or(0);
            widest.saturating_mul(watched)
        }
        Space::Draw(from, _) => (64 - u64::from(from.size().leading_zeros())).saturating_mul(watched),
        other => other.size_bits(),
    }
}

/// The number of ways to fill the places that matter.
pub(super) fn total(space: &Space, places: &Places) -> BigUint {
    match space {
        Space::Trials(groups) => {
            let mut counts = vec![0u64; groups.len()];
            places.places.iter().for_each(|place| counts[group_at(groups, *place)] += 1);
            let powers = groups.iter().zip(counts).map(|((faces, _), count)| Pow::pow(faces.total(), count));
            powers.fold(BigUint::from(1u32), |product, power: BigUint| product * power)
        }
        Space::Draw(from, _) => crate::number::arrangements(from.size(), places.places.len() as u64),
        other => other.size().unwrap_or_default(),
    }
}

/// The group of trials that a place, counted from 0, belongs to.
#[must_use]
pub fn group_at<T>(groups: &[(T, u64)], place: u64) -> usize {
    let mut end = 0;
    groups
        .iter()
        .position(|(_, count)| {
            end += count;
            place < end
        })
        .unwrap_or(0)
}

pub(super) fn class_weights<W: Weight>(space: &Space, places: &Places) -> Vec<Vec<W>> {
    let Space::Trials(groups) = space else { return Vec::new() };
    let labels = space.labels();
    groups
        .iter()
        .map(|(faces, _)| {
            let weights: FxHashMap<&Value, &BigUint> = faces.weights().iter().map(|(l, w)| (l, w)).collect();
            let weight = |class: &Vec<usize>| {
                let sum: BigUint = class.iter().filter_map(|&l| weights.get(&labels[l]).copied()).sum();
                W::of(&sum)
            };
            places.classes.iter().map(weight).collect()
        })
        .collect()
}
