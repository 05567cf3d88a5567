//! States that differ only by what could change places: the suits of a hand that nothing to come tells apart.
//!
//! When no other automaton tells two suits apart in any rank that is still to come, and these have as many cards of the one
//! as of the other, then two states of which one comes from the other by exchanging these suits lead to the same laws: what
//! a state holds of such suits is put in order, and states that are then equal become one. Four suits make 24 states one.

use super::State;
use crate::solve::classes::{Class, Classes, Weighing};
use crate::statistic::fold::Exchange;
use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Of which automata the states may be put in order, and when.
#[derive(Default)]
pub(super) struct Alike {
    /// The automata in which things could change places, all of them at once.
    folds: Vec<usize>,
    /// For each class the sets of two or more things that nothing after it tells apart; empty within a group.
    after: Vec<Vec<Vec<usize>>>,
}

/// What others see of the class of a thing in a group: their views, and how many elements it has or what they weigh.
type Told<'a> = (Vec<u32>, Option<u64>, Vec<&'a Vec<BigUint>>);

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
        let told = |c: usize| -> Told<'_> {
            let views = classes.classes[c].views.iter().enumerate().filter(|(i, _)| !folds.contains(i));
            let ways = weighing.ways.iter().map(|group| &group[c]);
            let size = weighing.sizes.as_ref().map(|sizes| sizes[c]);
            (views.map(|(_, view)| *view).collect(), size, ways.collect())
        };
        let mut after = vec![Vec::new(); classes.classes.len()];
        // From the end, one group after another; things of the same number were told alike so far.
        let mut numbers = vec![0_usize; exchange.items()];
        let mut end = classes.classes.len();
        for group in classes.classes.chunk_by(|a, b| place(a).0 == place(b).0).rev() {
            let mut here: Vec<Option<Told<'_>>> = vec![None; numbers.len()];
            end -= group.len();
            let mut once = true;
            for c in end..end + group.len() {
                once &= here[place(&classes.classes[c]).1].replace(told(c)).is_none();
            }
            if !once || end == 0 {
                break;
            }
            numbers = numbered(numbers.iter().zip(here));
            after[end - 1] = sets(&numbers);
        }
        Self { folds, after }
    }

    /// Whether some of what states after a class hold may be put in order.
    pub(super) fn is_after(&self, class: usize) -> bool {
        self.after.get(class).is_some_and(|sets| !sets.is_empty())
    }

    /// Puts what is alike after a class in order, `starts` being where the slots of each automaton begin.
    pub(super) fn order(&self, classes: &Classes, starts: &[usize], class: usize, state: &mut State) {
        let exchange = |i: usize| Some((classes.folds[i].exchange()?, starts[i]..starts[i + 1]));
        let exchanges: SmallVec<[_; 2]> = self.folds.iter().filter_map(|&i| exchange(i)).collect();
        for set in &self.after[class] {
            let held = |item: &usize| {
                let of =
                    exchanges.iter().map(|(exchange, slots)| exchange.held(&state[slots.clone()], *item));
                of.collect::<SmallVec<[i64; 2]>>()
            };
            let mut all: SmallVec<[SmallVec<[i64; 2]>; 4]> = set.iter().map(held).collect();
            all.sort_unstable();
            for (item, held) in set.iter().zip(&all) {
                for ((exchange, slots), held) in exchanges.iter().zip(held) {
                    exchange.hold(&mut state[slots.clone()], *item, *held);
                }
            }
        }
    }
}

/// The same number for each of the same kind.
fn numbered<K: Eq + std::hash::Hash>(kinds: impl Iterator<Item = K>) -> Vec<usize> {
    let mut met: FxHashMap<K, usize> = FxHashMap::default();
    kinds
        .map(|kind| {
            let next = met.len();
            *met.entry(kind).or_insert(next)
        })
        .collect()
}

/// The things that have the same number, where there are at least two.
fn sets(numbers: &[usize]) -> Vec<Vec<usize>> {
    let of = |number: usize| (0..numbers.len()).filter(|item| numbers[*item] == number).collect::<Vec<_>>();
    (0..numbers.len()).map(of).filter(|set| set.len() > 1).collect()
}
