//! What the sweep over classes has cost, and what is ahead of it.

use super::{ByClass, INLINE, State};
use crate::model::Space;
use crate::solve::classes::{Classes, Weighing};
use crate::solve::plan::Cost;
use crate::solve::weight::Weight;

/// Word operations for one choice of a multiplicity: a state copied, changed and looked up.
const CHOICE: u128 = 12;

/// No partial weight, nor one times the number of elements that may be chosen next, has more bits than this.
pub(super) fn bits(space: &Space, classes: &Classes, weighing: &Weighing) -> u64 {
    let length = |n: u64| u64::from(n.checked_ilog2().unwrap_or(0)) + 1;
    match (&weighing.sizes, space) {
        // Ways to choose at most k of N elements for each part: neither more than 2^N nor than N^k.
        (Some(sizes), _) => {
            let all = sizes.iter().sum::<u64>();
            let chosen = |k: u64| all.min(k.saturating_mul(length(all)));
            let parts = classes.parts.iter().filter_map(|part| part.size);
            parts.map(chosen).fold(length(all), u64::saturating_add)
        }
        // Sequences of which some places are still open; those that cannot be completed count too.
        (None, Space::Words(items, n)) => {
            n.saturating_mul(length(items.classes().len() as u64 + 1)) + length(*n)
        }
        // Every choice can be completed, so that there are never more than all together.
        _ => weighing.total.bits() + length(classes.parts.iter().filter_map(|p| p.size).max().unwrap_or(1)),
    }
}

impl<W: Weight> ByClass<'_, W> {
    /// The choices that the next cell takes.
    pub(super) fn choices_ahead(&self) -> u128 {
        if self.classes.parts.is_empty() || self.class >= self.classes.classes.len() {
            return 0;
        }
        let choices = |state| {
            let (least, most) = self.multiplicities(state);
            1 + u128::from(most.saturating_sub(least).max(0).unsigned_abs())
        };
        self.states.keys().map(choices).fold(0, u128::saturating_add)
    }

    /// Word operations for a choice and the product of weights that goes with it.
    pub(super) fn each(&self) -> u128 {
        let each = CHOICE + W::product_work(self.weighing.total.bits());
        // States that need an allocation, or more memory than is near.
        let far = self.starts[self.starts.len() - 1] > INLINE || self.states.len() > 20_000;
        if far { 3 * each } else { each }
    }

    /// The bytes of a state in its table. A table of a power of two is at least seven sixteenths full, and a state of
    /// many slots is kept apart from it.
    fn entry(&self) -> u128 {
        let slots = self.starts.last().copied().unwrap_or(0);
        let apart = if slots > State::new().inline_size() { slots * size_of::<i64>() + 16 } else { 0 };
        let row = (size_of::<(State, W)>() + 1) * 16 / 7;
        (row + apart) as u128 + 16 + u128::from(self.weighing.total.bits() / 8)
    }

    /// What has been spent, and what the rest takes if the states grow no further.
    pub(super) fn cost_ahead(&self) -> Cost {
        let (classes, parts) = (self.classes.classes.len(), self.classes.parts.len());
        let cells = ((classes - self.class) * parts).saturating_sub(self.part);
        // In the last class nothing is left to choose.
        let last = if self.is_last_class() { cells } else { cells.min(parts) };
        let ahead = self.choices.saturating_mul((cells - last) as u128);
        let ahead = ahead.saturating_add(self.choices.min(self.states.len() as u128 * last as u128));
        let entry = self.entry();
        Cost {
            work: self.work.saturating_add(ahead.saturating_mul(self.each())),
            bytes: (self.states.len() as u128 + self.choices / 4).saturating_mul(entry),
        }
    }
}
