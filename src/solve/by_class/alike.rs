//! States that differ only by what could change places: the suits of a hand, when nothing to come tells them apart.
//!
//! When all classes to come are whole groups, such as ranks, with the same number of cards in each suit, and no other
//! automaton tells the suits of a rank apart, then two states of which one comes from the other by a permutation of the
//! suits lead to the same laws: the suits are put in order, and such states become one. Four suits make 24 states one.

use super::State;
use crate::solve::classes::{Class, Classes, Weighing};
use crate::statistic::fold::Exchange;
use smallvec::SmallVec;

/// Of which automata the states may be put in order, and when.
#[derive(Default)]
pub(super) struct Alike {
    /// The automata in which things could change places, all of them at once.
    folds: Vec<usize>,
    items: usize,
    /// After which classes nothing to come tells these things apart.
    after: Vec<bool>,
}

impl Alike {
    pub(super) fn of(classes: &Classes, weighing: &Weighing) -> Self {
        let all = || classes.folds.iter().enumerate().filter_map(|(i, fold)| Some((i, fold.exchange()?)));
        let Some((first, exchange)) = all().next() else { return Self::default() };
        let place = |class: &Class| exchange.place(class.views[first]);
        let alike = |(i, other): &(usize, &dyn Exchange)| {
            let same = |class: &Class| other.place(class.views[*i]) == place(class);
            other.items() == exchange.items() && classes.classes.iter().all(same)
        };
        let folds: Vec<usize> = all().filter(alike).map(|(i, _)| i).collect();
        // What the others are told must not depend on the thing, nor how many elements there are.
        let told = |c: usize| {
            let views = classes.classes[c].views.iter().enumerate().filter(|(i, _)| !folds.contains(i));
            let views: Vec<u32> = views.map(|(_, view)| *view).collect();
            let ways: Vec<_> = weighing.ways.iter().map(|group| &group[c]).collect();
            (views, weighing.sizes.as_ref().map(|sizes| sizes[c]), ways)
        };
        let items = exchange.items();
        let mut after = vec![false; classes.classes.len()];
        // From the end, one whole group after another.
        for (from, group) in groups(&classes.classes, |class| place(class).0).into_iter().rev() {
            let mut things: Vec<usize> = group.iter().map(|class| place(class).1).collect();
            things.sort_unstable();
            let is_whole = things.iter().copied().eq(0..items);
            let is_even = (from..from + group.len()).all(|c| told(c) == told(from));
            if !is_whole || !is_even || from == 0 {
                break;
            }
            after[from - 1] = true;
        }
        Self { folds, items, after }
    }

    /// Whether the states after a class may be put in order.
    pub(super) fn is_after(&self, class: usize) -> bool {
        self.after.get(class).copied().unwrap_or(false)
    }

    /// Puts what is alike in order, `starts` being where the slots of each automaton begin.
    pub(super) fn order(&self, classes: &Classes, starts: &[usize], state: &mut State) {
        let exchanges: SmallVec<[(&dyn Exchange, usize, usize); 2]> = self
            .folds
            .iter()
            .filter_map(|&i| Some((classes.folds[i].exchange()?, starts[i], starts[i + 1])))
            .collect();
        let held = |item: usize| {
            let of = |(exchange, from, to): &(&dyn Exchange, usize, usize)| {
                exchange.held(&state[*from..*to], item)
            };
            exchanges.iter().map(of).collect::<SmallVec<[i64; 2]>>()
        };
        let mut all: SmallVec<[SmallVec<[i64; 2]>; 4]> = (0..self.items).map(held).collect();
        all.sort_unstable();
        for (item, held) in all.iter().enumerate() {
            for ((exchange, from, to), held) in exchanges.iter().zip(held) {
                exchange.hold(&mut state[*from..*to], item, *held);
            }
        }
    }
}

/// The classes in pieces of one group each, with the place of the first of each piece.
fn groups(classes: &[Class], of: impl Fn(&Class) -> usize) -> Vec<(usize, &[Class])> {
    let mut from = 0;
    let pieces = classes.chunk_by(|a, b| of(a) == of(b)).map(|group| {
        let here = from;
        from += group.len();
        (here, group)
    });
    pieces.collect()
}
