//! Classes: elements that the question cannot tell apart are merged, and an order is found in which every automaton
//! can take them in.

mod parts;
mod weighing;

use crate::error::Error;
use crate::model::Space;
use crate::solve::atom::{Atom, Subject};
use crate::statistic::fold::Counted;
use crate::statistic::{Automaton, Fold};
use parts::parts;
use rustc_hash::FxHashMap;
pub use weighing::Weighing;

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
