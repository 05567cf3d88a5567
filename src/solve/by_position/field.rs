//! What is left to draw from, packed into the slots of a state.

use super::Places;
use crate::model::Space;

/// Some bits of a slot, which count what is left of a class.
pub(super) struct Field {
    pub(super) slot: usize,
    pub(super) shift: u32,
    pub(super) bits: u32,
    /// How many there are at first.
    pub(super) first: i64,
}

impl Field {
    pub(super) fn left(&self, slots: &[i64]) -> i64 {
        slots[self.slot] >> self.shift & i64::MAX >> (63 - self.bits)
    }

    /// Takes one away, and says how many there were; nothing when there is none.
    pub(super) fn take(&self, slots: &mut [i64]) -> Option<u64> {
        let left = self.left(slots);
        slots[self.slot] = slots[self.slot].wrapping_sub(1 << self.shift);
        (left > 0).then_some(left.unsigned_abs())
    }
}

/// As many counts as fit share a slot, so that states stay short.
pub(super) fn fields(space: &Space, places: &Places, first_slot: usize) -> Vec<Field> {
    let sizes: Vec<u64> = match space {
        Space::Draw(from, _) => {
            let size = |class: &Vec<usize>| class.iter().map(|&label| from.classes()[label].1).sum();
            places.classes.iter().map(size).collect()
        }
        // Words over labels, not over elements: every label keeps its own number.
        Space::Words(items, _) => items.classes().iter().map(|(_, count)| *count).collect(),
        _ => Vec::new(),
    };
    let (mut slot, mut used) = (first_slot, 0);
    let mut room = sizes.iter().sum::<u64>();
    let field = |size: u64| {
        // The first has room for all of them, for when they need not be told apart any more.
        let bits = u64::BITS - std::mem::take(&mut room).max(size).leading_zeros();
        if used + bits > 63 {
            (slot, used) = (slot + 1, 0);
        }
        let field = Field { slot, shift: used, bits, first: size.cast_signed() };
        used += bits;
        field
    };
    sizes.into_iter().map(field).collect()
}
