//! Automata that compute a statistic without the sample: class by class, or place by place.

use crate::model::Value;
use std::sync::Arc;

/// The labels that elements of a sample may have, in the order of the space, and how many elements a sample has.
#[derive(Clone, Debug)]
pub struct Labels {
    /// The labels (each as the statistic sees it: `suits(H)` sees suits), one for each class of the space.
    pub labels: Vec<Value>,
    /// How many elements the sample has.
    pub length: u64,
}

/// A statistic as an automaton, and what it sees of each label: elements that it sees alike can be merged.
pub struct Automaton<F: ?Sized> {
    /// For each label, what the automaton is told of an element that bears it. Ascending views are ascending values.
    pub views: Vec<u32>,
    /// The automaton itself.
    pub run: Box<F>,
}

/// Computes an order-free statistic from how often each view occurs.
///
/// `step` is called at most once for each view, in ascending order of views, with its multiplicity (at least 1);
/// an [additive](Fold::is_additive) fold may also be called for parts of a view, in any order.
pub trait Fold: Send + Sync {
    /// The state before any element.
    fn start(&self) -> Vec<i64>;
    /// Takes in all elements of a view.
    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64);
    /// The statistic's value at the end.
    fn value(&self, state: &[i64]) -> Value;
    /// Forgets what can no longer matter now that the sweep has come to this view: a straight with a gap behind it.
    ///
    /// A sweep may call it before it decides on the multiplicity of `view` (the multiplicity 0 included) so that more
    /// states become equal; the value is the same without.
    fn advance(&self, _state: &mut [i64], _view: u32) {}
    /// Whether elements of this view leave every state as it is.
    fn ignores(&self, _view: u32) -> bool {
        false
    }
    /// Whether elements may come in any order and in parts.
    fn is_additive(&self) -> bool {
        false
    }
    /// The same statistic, told that its value will only be compared with integers up to `cap`: states beyond may be
    /// merged, as long as the value stays above `cap`.
    fn saturated(&self, _cap: i64) -> Option<Box<dyn Fold>> {
        None
    }
    /// What in its state could change places, as the suits of a pack could; nothing for most.
    fn exchange(&self) -> Option<&dyn Exchange> {
        None
    }
}

/// A fold for which some things, such as the suits of a pack, are alike: with the same permutation of them in the state and
/// in all that is still to come, its value is the same.
pub trait Exchange {
    /// The group that the elements of a view belong to, such as their rank, and which of the things they are.
    fn place(&self, view: u32) -> (usize, usize);
    /// How many things there are.
    fn items(&self) -> usize;
    /// All that the state holds of one of them.
    fn held(&self, state: &[i64], item: usize) -> i64;
    /// Gives one of them what another held.
    fn hold(&self, state: &mut [i64], item: usize, held: i64);
}

/// Any fold as an additive one: the state counts how often each view has come, and the fold runs at the end.
pub struct Counted {
    fold: Box<dyn Fold>,
    views: usize,
}

impl Counted {
    /// The most views that are counted apart.
    pub const MOST_VIEWS: usize = 13;

    /// The fold, which has so many views, as an additive one; the fold itself when it has too many.
    ///
    /// # Errors
    /// The fold, unchanged.
    pub fn of(fold: Box<dyn Fold>, views: usize) -> Result<Self, Box<dyn Fold>> {
        if views <= Self::MOST_VIEWS { Ok(Self { fold, views }) } else { Err(fold) }
    }
}

impl Fold for Counted {
    fn start(&self) -> Vec<i64> {
        vec![0; self.views]
    }

    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        let seen = &mut state[view as usize];
        *seen = seen.saturating_add_unsigned(multiplicity);
    }

    fn value(&self, state: &[i64]) -> Value {
        let mut folded = self.fold.start();
        for (view, &seen) in (0u32..).zip(state) {
            self.fold.advance(&mut folded, view);
            if seen > 0 {
                self.fold.step(&mut folded, view, seen.unsigned_abs());
            }
        }
        self.fold.value(&folded)
    }

    fn is_additive(&self) -> bool {
        true
    }
}

/// Computes a statistic along the places of a sample.
pub trait Scan: Send + Sync {
    /// The state before the first place.
    fn start(&self) -> Vec<i64>;
    /// Takes in the element at this place (counted from 0).
    fn step(&self, state: &mut [i64], place: u64, view: u32);
    /// The statistic's value at the end.
    fn value(&self, state: &[i64]) -> Value;
    /// As [`Fold::saturated`].
    fn saturated(&self, _cap: i64) -> Option<Box<dyn Scan>> {
        None
    }
}

/// Views by value: equal labels get equal views, ascending labels ascending views; and the distinct labels in order.
#[must_use]
pub fn views_by_value(labels: &[Value]) -> (Vec<u32>, Vec<Value>) {
    let mut distinct: Vec<Value> = labels.to_vec();
    distinct.sort();
    distinct.dedup();
    let view =
        |label| distinct.binary_search(label).ok().and_then(|i| u32::try_from(i).ok()).unwrap_or(u32::MAX);
    (labels.iter().map(view).collect(), distinct)
}

/// Any order-free fold that is additive, as a scan: places come one by one.
pub struct OneByOne(pub Box<dyn Fold>);

impl Scan for OneByOne {
    fn start(&self) -> Vec<i64> {
        self.0.start()
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        self.0.step(state, view, 1);
    }

    fn value(&self, state: &[i64]) -> Value {
        self.0.value(state)
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Scan>> {
        self.0.saturated(cap).map(|fold| Box::new(OneByOne(fold)) as Box<dyn Scan>)
    }
}

/// Any fold along places: the state counts how often each view has come, and the fold runs at the end.
///
/// Many states, but exact whatever the fold is; for roads that go along positions for another statistic's sake.
pub struct Tally {
    fold: Arc<dyn Fold>,
    views: usize,
    most: i64,
    /// Whether the value is the largest multiplicity.
    largest: bool,
}

impl Tally {
    /// The most views that are counted apart: beyond, there would be more states than any budget affords.
    const MOST_VIEWS: usize = 64;

    /// The fold as a scan; multiplicities above `most` are as good as `most` to this fold. Nothing when there are too
    /// many views.
    #[must_use]
    pub fn of(automaton: Automaton<dyn Fold>, most: i64) -> Option<Automaton<dyn Scan>> {
        Self::built(automaton, most, false)
    }

    /// A fold whose value is the largest multiplicity, as a scan: where it is only compared, labels are counted no
    /// further than the largest bound.
    #[must_use]
    pub fn of_largest(automaton: Automaton<dyn Fold>) -> Option<Automaton<dyn Scan>> {
        Self::built(automaton, i64::MAX, true)
    }

    fn built(automaton: Automaton<dyn Fold>, most: i64, largest: bool) -> Option<Automaton<dyn Scan>> {
        let views = automaton.views.iter().max().map_or(0, |&view| view as usize + 1);
        let run = Self { fold: automaton.run.into(), views, most, largest };
        (views <= Self::MOST_VIEWS)
            .then(|| Automaton { views: automaton.views, run: Box::new(run) as Box<_> })
    }
}

impl Scan for Tally {
    fn start(&self) -> Vec<i64> {
        vec![0; self.views]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        let seen = &mut state[view as usize];
        *seen = (*seen + 1).min(self.most);
    }

    fn value(&self, state: &[i64]) -> Value {
        let mut folded = self.fold.start();
        for (view, &seen) in (0u32..).zip(state) {
            if seen > 0 {
                self.fold.step(&mut folded, view, seen.unsigned_abs());
            }
        }
        self.fold.value(&folded)
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Scan>> {
        let most = cap.saturating_add(1).max(1);
        let run = Self { fold: Arc::clone(&self.fold), views: self.views, most, largest: true };
        self.largest.then(|| Box::new(run) as Box<dyn Scan>)
    }
}
