//! What the next place will cost, before it is swept.

use super::{ByPosition, INLINE, Watcher};
use crate::model::Space;
use crate::solve::weight::Weight;

/// Word operations for one choice at a place: a state copied, changed and looked up.
pub(super) const CHOICE: u128 = 7;

/// Word operations to write a residue anew, and more for each of its parts.
const REWRITE: u128 = 100;
const PART_REWRITTEN: u128 = 20;

impl<W: Weight> ByPosition<'_, W> {
    /// Word operations for the choices at the next place.
    pub(super) fn ahead(&self) -> u128 {
        self.choices_ahead().saturating_add(self.rewriting_ahead())
    }

    /// Word operations for writing the residues anew, once for each class that stands at the next place.
    fn rewriting_ahead(&self) -> u128 {
        if !self.places.places.get(self.step).is_some_and(|&place| self.is_watched(place)) {
            return 0;
        }
        let each = REWRITE + PART_REWRITTEN * (self.residues.parts / self.residues.all.len().max(1)) as u128;
        (self.open as u128).saturating_mul(self.places.classes.len() as u128).saturating_mul(each)
    }

    /// Whether an atom speaks of this place alone.
    pub(super) fn is_watched(&self, place: u64) -> bool {
        self.places.watchers.iter().any(|watcher| matches!(watcher, Watcher::Element(at, _) if *at == place))
    }

    /// The slots of a state, where they do not stand in the state itself: many labels need many counts of what is left.
    pub(super) fn slots_apart(&self) -> u128 {
        Some(self.first.len()).filter(|slots| *slots > INLINE).unwrap_or(0) as u128
    }

    fn choices_ahead(&self) -> u128 {
        let options = match self.asking.space {
            Space::Words(items, _) => items.classes().len(),
            _ => self.places.classes.len(),
        };
        let each = CHOICE + W::small_product_work(self.total.bits());
        // States that need an allocation, or more memory than is near.
        let far = self.starts[self.starts.len() - 1] + 1 > INLINE || self.states.len() > 20_000;
        let each = if far { 3 * each } else { each } + self.slots_apart() / 2;
        (options as u128).saturating_mul(self.states.len() as u128).saturating_mul(each)
    }
}
