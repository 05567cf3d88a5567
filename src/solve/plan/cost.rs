//! What a road costs.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::Space;

/// Word operations and bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Word operations.
    pub work: u128,
    /// Bytes held at once.
    pub bytes: u128,
}

/// What it costs to look at every label for each automaton.
pub(super) fn labels_cost(space: &Space) -> Cost {
    let labels = match space {
        Space::Occupancy(balls, _) => *balls,
        Space::Trials(groups) => groups.iter().map(|(faces, _)| faces.weights().len() as u64).sum(),
        drawn => drawn.population().map_or(0, |from| from.classes().len() as u64),
    };
    Cost { work: u128::from(labels) * 300, bytes: u128::from(labels) * 300 }
}

/// Nothing, if the weight of everything can be worked out within the budget.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn afford_size(space: &Space, budget: &Budget) -> Result<(), Error> {
    let cost = product_cost(space.size_bits());
    budget.afford(cost.work, cost.bytes)
}

/// What it costs to work out a number of this many bits, such as the size of a space, as a product of small factors.
#[must_use]
pub fn product_cost(bits: u64) -> Cost {
    // Products of large halves take about words^1.5.
    let words = u128::from(bits / 64) + 1;
    Cost { work: words.saturating_mul(words.isqrt()).saturating_mul(4), bytes: words.saturating_mul(32) }
}
