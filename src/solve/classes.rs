//! Classes: elements that the question cannot tell apart are merged, and an order is found in which every automaton
//! can take them in.

use crate::error::Error;
use crate::model::space::binomial_bits;
use crate::model::{Population, Space, Value};
use crate::number;
use crate::solve::atom::{Atom, Subject};
use crate::solve::plan::{Cost, product_cost};
use crate::statistic::fold::Counted;
use crate::statistic::{Automaton, Fold};
use num_bigint::BigUint;
use num_traits::{One, Pow, Zero};
use rustc_hash::FxHashMap;

/// A part of the sample whose elements are interchangeable: a hand, a run of equal dice, a slice.
#[derive(Clone, Debug)]
pub struct Part {
    /// How many elements it has; nothing when the number is free (a subset).
    pub size: Option<u64>,
    /// Which of the groups of equal trials it belongs to.
    pub group: usize,
    /// Which atoms see it.
    pub atoms: Vec<usize>,
}

/// A class: labels that no atom tells apart.
#[derive(Clone, Debug)]
pub struct Class {
    /// The indices of its labels in the space.
    pub labels: Vec<usize>,
    /// What each atom is told of its elements.
    pub views: Vec<u32>,
}

/// The sample as the atoms see it.
pub struct Classes {
    /// The parts of the sample that some atom sees.
    pub parts: Vec<Part>,
    /// The classes, in an order that suits every automaton.
    pub classes: Vec<Class>,
    /// The automaton of each atom.
    pub folds: Vec<Box<dyn Fold>>,
}

impl Classes {
    /// The classes that these atoms distinguish; nothing when some atom depends on the order, or when no order of the
    /// classes suits every automaton.
    ///
    /// # Errors
    /// Those of statistics that the labels do not have.
    pub fn of(space: &Space, atoms: &[Atom]) -> Result<Option<Self>, Error> {
        let Some(parts) = parts(space, atoms) else { return Ok(None) };
        let labels = space.labels();
        let mut automata: Vec<Automaton<dyn Fold>> = Vec::with_capacity(atoms.len());
        for atom in atoms {
            let automaton = match &atom.subject {
                Subject::Element(_) => atom.element_fold(space, &labels),
                _ => atom.fold(&labels)?,
            };
            match automaton {
                Some(automaton) => automata.push(automaton),
                None => return Ok(None),
            }
        }
        let mut classes: Vec<Class> = Vec::new();
        let mut places: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
        for label in 0..labels.len() {
            let views: Vec<u32> = automata.iter().map(|a| a.views[label]).collect();
            let place = *places.entry(views.clone()).or_insert(classes.len());
            match classes.get_mut(place) {
                Some(class) => class.labels.push(label),
                None => classes.push(Class { labels: vec![label], views }),
            }
        }
        let folds: Vec<Box<dyn Fold>> = automata.into_iter().map(|a| a.run).collect();
        largest_last(&mut classes, space);
        if ordered(&mut classes, &folds) {
            return Ok(Some(Self { parts, classes, folds }));
        }
        let folds = counted(&classes, folds);
        Ok(ordered(&mut classes, &folds).then_some(Self { parts, classes, folds }))
    }
}

/// Sorts the classes of what is drawn by their size: the last one takes what is left, so that nothing is chosen there.
fn largest_last(classes: &mut [Class], space: &Space) {
    if let Space::Draw(from, _) | Space::Choose(from, _) | Space::Deal(from, _) = space {
        let held = |label: &usize| from.classes().get(*label).map_or(0, |(_, count)| *count);
        let size = |class: &Class| class.labels.iter().map(held).sum::<u64>();
        classes.sort_by_key(size);
    }
}

/// The same automata, but those of few views only count them, and are content with any order: all but the one that
/// tells the most apart.
fn counted(classes: &[Class], folds: Vec<Box<dyn Fold>>) -> Vec<Box<dyn Fold>> {
    let views = |i: usize| classes.iter().map(|class| class.views[i] as usize + 1).max().unwrap_or(0);
    let most = (0..folds.len()).filter(|&i| !folds[i].is_additive()).max_by_key(|&i| views(i));
    let of = |(i, fold): (usize, Box<dyn Fold>)| {
        if Some(i) == most || fold.is_additive() {
            return fold;
        }
        Counted::of(fold, views(i)).map_or_else(|fold| fold, |counted| Box::new(counted) as Box<dyn Fold>)
    };
    folds.into_iter().enumerate().map(of).collect()
}

/// Sorts the classes so that every automaton that needs it meets its views in ascending order, each in one piece.
fn ordered(classes: &mut [Class], folds: &[Box<dyn Fold>]) -> bool {
    let strict: Vec<usize> = (0..folds.len()).filter(|&i| !folds[i].is_additive()).collect();
    let suits = |classes: &[Class], i: usize| classes.windows(2).all(|w| w[0].views[i] <= w[1].views[i]);
    if strict.is_empty() {
        return true;
    }
    strict.iter().any(|&first| {
        classes.sort_by(|a, b| {
            let rest = strict.iter().map(|&i| a.views[i].cmp(&b.views[i]));
            rest.fold(a.views[first].cmp(&b.views[first]), std::cmp::Ordering::then)
        });
        strict.iter().all(|&i| suits(classes, i))
    })
}

/// The parts into which the atoms cut the sample, without those that no atom sees.
fn parts(space: &Space, atoms: &[Atom]) -> Option<Vec<Part>> {
    let sees = |hand: Option<usize>, places: (u64, u64)| -> Vec<usize> {
        (0..atoms.len())
            .filter(|&i| {
                let path = &atoms[i].path;
                path.hand == hand && path.places.0 <= places.0 && places.1 <= path.places.1
            })
            .collect()
    };
    let parts = match space {
        Space::Subset(_) => {
            vec![Part { size: None, group: 0, atoms: (0..atoms.len()).collect() }]
        }
        Space::Deal(_, hands) => hands
            .iter()
            .enumerate()
            .flat_map(|(hand, size)| {
                cut(0, *size, hand, atoms.iter().filter(|a| a.path.hand == Some(hand)))
                    .into_iter()
                    .map(|places| Part {
                        size: Some(places.1 - places.0),
                        group: 0,
                        atoms: sees(Some(hand), places),
                    })
                    .collect::<Vec<_>>()
            })
            .collect(),
        // Outcomes up to symmetry, groups and occupancies are not made of elements drawn one by one.
        Space::Single(_)
        | Space::Law(_)
        | Space::Chain(_)
        | Space::Until(_)
        | Space::Occupancy(..)
        | Space::Ring(_)
        | Space::Necklace(_)
        | Space::Colorings(..)
        | Space::Split(..)
        | Space::SplitInto(..)
        | Space::Partitions(..) => return None,
        Space::Trials(groups) => {
            let mut start = 0;
            let mut parts = Vec::new();
            for (group, (_, count)) in groups.iter().enumerate() {
                for places in cut(start, start + count, group, atoms.iter()) {
                    parts.push(Part { size: Some(places.1 - places.0), group, atoms: sees(None, places) });
                }
                start += count;
            }
            parts
        }
        Space::Draw(_, n) | Space::Choose(_, n) | Space::Multichoose(_, n) | Space::Words(_, n) => {
            cut(0, *n, 0, atoms.iter())
                .into_iter()
                .map(|places| Part { size: Some(places.1 - places.0), group: 0, atoms: sees(None, places) })
                .collect()
        }
    };
    // Multisets and partial words are not exchangeable place by place: they cannot be cut.
    let whole = matches!(space, Space::Multichoose(..) | Space::Words(..));
    if whole && parts.len() > 1 {
        return None;
    }
    Some(merged(parts))
}

/// The stretches between the ends of the atoms' places, within one run of places.
fn cut<'a>(from: u64, to: u64, _run: usize, atoms: impl Iterator<Item = &'a Atom>) -> Vec<(u64, u64)> {
    let mut ends = vec![from, to];
    for atom in atoms {
        ends.extend([atom.path.places.0, atom.path.places.1].into_iter().filter(|e| (from..to).contains(e)));
    }
    ends.sort_unstable();
    ends.dedup();
    ends.windows(2).map(|w| (w[0], w[1])).collect()
}

/// Parts of one group that the same atoms see are one part; parts that no atom sees do not matter.
fn merged(parts: Vec<Part>) -> Vec<Part> {
    let mut kept: Vec<Part> = Vec::new();
    for part in parts.into_iter().filter(|p| !p.atoms.is_empty()) {
        match kept.iter_mut().find(|p| p.group == part.group && p.atoms == part.atoms) {
            Some(same) => same.size = same.size.zip(part.size).map(|(a, b)| a + b),
            None => kept.push(part),
        }
    }
    kept
}

/// How the multiplicities of the classes are weighed: the only thing in which the three models differ.
pub struct Weighing {
    /// For each group and class, the number of ways to see m elements of it, m from 0; for draws in several parts,
    /// only the class's size matters (see `sizes`).
    pub ways: Vec<Vec<Vec<BigUint>>>,
    /// For draws: how many elements each class has.
    pub sizes: Option<Vec<u64>>,
    /// Whether the places of a part are told apart, so that they can be shared out among the classes in
    /// C(left, m) ways.
    pub placed: bool,
    /// The sum of all weights.
    pub total: BigUint,
}

impl Weighing {
    /// What it costs to write the weights down: for each group and class, as many as its multiplicities.
    #[must_use]
    pub fn needs(space: &Space, classes: &Classes) -> Cost {
        let classes_here = classes.classes.len() as u128;
        let table = |most: u64, bits: u64| {
            // The bits grow from the first multiplicity to the last: half of them on average.
            let words = u128::from(bits / 128 + 1);
            let entries = classes_here.saturating_mul(u128::from(most) + 1);
            Cost { work: entries.saturating_mul(words + 5), bytes: entries.saturating_mul(24 + 8 * words) }
        };
        let most = classes.parts.iter().filter_map(|p| p.size).max().unwrap_or(0);
        match space {
            Space::Trials(groups) => {
                let bits = groups.iter().map(|(faces, _)| faces.total().bits()).max().unwrap_or(0);
                let mut cost = table(most, bits.saturating_mul(most));
                cost.work = cost.work.saturating_mul(groups.len() as u128);
                cost.bytes = cost.bytes.saturating_mul(groups.len() as u128);
                cost
            }
            // Each is worked out by itself, as a binomial coefficient.
            Space::Multichoose(from, count) => {
                let mut cost = table(*count, binomial_bits(from.size().saturating_add(*count), *count));
                cost.work = cost.work.saturating_mul(50);
                cost
            }
            Space::Subset(from) => {
                let mut cost = table(from.size(), from.size());
                cost.work = cost.work.saturating_mul(50);
                cost
            }
            Space::Words(items, length) => {
                let mut cost = table(
                    *length,
                    length.saturating_mul(64 - (items.classes().len() as u64).leading_zeros() as u64),
                );
                cost.work = cost.work.saturating_mul(50 + u128::from(*length));
                cost
            }
            Space::Draw(from, _) | Space::Choose(from, _) | Space::Deal(from, _) => {
                let bits = classes.parts.iter().filter_map(|p| p.size).map(|k| binomial_bits(from.size(), k));
                product_cost(bits.fold(0, u64::saturating_add))
            }
            _ => Cost::default(),
        }
    }

    /// The weights of the classes of a space.
    #[must_use]
    pub fn of(space: &Space, classes: &Classes) -> Self {
        let most = |part: &Part| part.size.unwrap_or(u64::MAX);
        let size: u64 = classes.parts.iter().map(most).fold(0, u64::saturating_add);
        match space {
            Space::Trials(groups) => trials(groups, classes),
            Space::Draw(from, _) | Space::Choose(from, _) | Space::Deal(from, _) => {
                let sizes: Vec<u64> = classes.classes.iter().map(|c| elements(from, c)).collect();
                let mut left = from.size();
                let mut total = BigUint::one();
                for part in &classes.parts {
                    let taken = part.size.unwrap_or(0);
                    total *= number::binomial(left, taken);
                    left -= taken;
                }
                Self { ways: Vec::new(), sizes: Some(sizes), placed: false, total }
            }
            Space::Multichoose(from, count) => {
                let ways = |c: &Class| {
                    let n = elements(from, c);
                    (0..=*count).map(|m| multisets(n, m)).collect::<Vec<_>>()
                };
                let ways = vec![classes.classes.iter().map(ways).collect()];
                Self { ways, sizes: None, placed: false, total: multisets(from.size(), *count) }
            }
            Space::Subset(from) => {
                let ways = |c: &Class| {
                    let n = elements(from, c);
                    (0..=n).map(|m| number::binomial(n, m)).collect::<Vec<_>>()
                };
                let ways = vec![classes.classes.iter().map(ways).collect()];
                Self { ways, sizes: None, placed: false, total: BigUint::one() << from.size() }
            }
            Space::Words(items, _) => {
                let ways = |c: &Class| words(items, c, size);
                let ways = vec![classes.classes.iter().map(ways).collect()];
                Self { ways, sizes: None, placed: true, total: space.size().unwrap_or_default() }
            }
            // Those without parts have no weights by class either.
            _ => Self { ways: Vec::new(), sizes: None, placed: false, total: BigUint::one() },
        }
    }
}

fn elements(from: &Population, class: &Class) -> u64 {
    class.labels.iter().map(|&label| from.classes()[label].1).sum()
}

fn multisets(n: u64, m: u64) -> BigUint {
    if m == 0 { BigUint::one() } else { number::binomial((n + m).saturating_sub(1), m) }
}

fn trials(groups: &[(std::sync::Arc<crate::model::Faces>, u64)], classes: &Classes) -> Weighing {
    let labels: Vec<Value> = Space::Trials(groups.into()).labels();
    let mut ways = Vec::new();
    let mut total = BigUint::one();
    for (group, (faces, _)) in groups.iter().enumerate() {
        let weights: FxHashMap<&Value, &BigUint> = faces.weights().iter().map(|(l, w)| (l, w)).collect();
        let count: u64 = classes.parts.iter().filter(|p| p.group == group).filter_map(|p| p.size).sum();
        let most: u64 =
            classes.parts.iter().filter(|p| p.group == group).filter_map(|p| p.size).max().unwrap_or(0);
        total *= Pow::pow(faces.total(), count);
        let powers = |class: &Class| {
            let weight: BigUint = class.labels.iter().filter_map(|&l| weights.get(&labels[l]).copied()).sum();
            let mut powers = vec![BigUint::one()];
            if !weight.is_zero() {
                for m in 0..usize::try_from(most).unwrap_or(usize::MAX) {
                    powers.push(&powers[m] * &weight);
                }
            }
            powers
        };
        ways.push(classes.classes.iter().map(powers).collect());
    }
    Weighing { ways, sizes: None, placed: true, total }
}

/// How many words of m letters there are over the items of a class, m from 0.
fn words(items: &Population, class: &Class, most: u64) -> Vec<BigUint> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut ways = vec![BigUint::one()];
    for &label in &class.labels {
        let count = usize::try_from(items.classes()[label].1).unwrap_or(usize::MAX);
        let longest = most.min(ways.len() - 1 + count.min(most));
        ways = (0..=longest)
            .map(|n| {
                (0..=n.min(count))
                    .filter(|m| n - m < ways.len())
                    .map(|m| number::binomial(n as u64, m as u64) * &ways[n - m])
                    .sum()
            })
            .collect();
    }
    ways
}
