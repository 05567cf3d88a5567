//! What a place may show, and what is left to choose from after it.

use super::places::group_at;
use super::{ByPosition, Slots};
use crate::model::Space;
use crate::solve::weight::Weight;
use num_bigint::BigUint;

/// One way to fill a place.
pub(super) enum Choice<W> {
    /// A class of this weight.
    Weighted(W),
    /// An element of the class.
    Element(usize),
    /// The label.
    Label(usize),
    /// This many balls, in the last box or before.
    Balls(i64, bool),
}

impl<W: Weight> ByPosition<'_, W> {
    /// What the place may show: a class, and how.
    pub(super) fn options(&self, place: u64, step: usize) -> Vec<(usize, Choice<W>)> {
        let classes = 0..self.places.classes.len();
        match self.asking.space {
            Space::Trials(groups) => {
                let weights = &self.weights[group_at(groups, place)];
                let possible = classes.filter(|&c| !weights[c].is_nothing());
                possible.map(|c| (c, Choice::Weighted(weights[c].clone()))).collect()
            }
            Space::Words(..) => classes
                .flat_map(|c| self.places.classes[c].iter().map(move |&label| (c, Choice::Label(label))))
                .collect(),
            Space::Occupancy(..) => {
                let is_last = step + 1 == self.places.places.len();
                classes.map(|c| (c, Choice::Balls(c as i64, is_last))).collect()
            }
            _ => classes.map(|c| (c, Choice::Element(c))).collect(),
        }
    }

    /// The slots after a choice and the number of ways to make it; nothing when it cannot be made.
    pub(super) fn take(&self, slots: &Slots, choice: &Choice<W>) -> Option<(Slots, W)> {
        let used = self.starts[self.starts.len() - 1];
        let mut to = Slots::from_slice(slots);
        let ways = match choice {
            Choice::Weighted(weight) => weight.clone(),
            Choice::Element(class) => {
                let left = self.fields[*class].take(&mut to)?;
                W::of(&BigUint::from(left))
            }
            Choice::Label(label) => {
                self.fields[*label].take(&mut to)?;
                W::one()
            }
            Choice::Balls(balls, is_last) => {
                let left = to[used] - balls;
                to[used] = left;
                (if *is_last { left == 0 } else { left >= 0 }).then(W::one)?
            }
        };
        Some((to, ways))
    }
}
