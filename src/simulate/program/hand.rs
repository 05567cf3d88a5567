//! Hands as bits: which elements of a pack are in it.

use super::poker;
use crate::model::{Population, Suit, Value};

/// A pack whose elements have a bit each.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pack {
    labels: Vec<Value>,
    /// The bit of each element.
    pub(super) bits: Vec<u64>,
    /// Whether the bits are those of the poker categories.
    pub(super) is_french: bool,
}

impl Pack {
    /// The bits of a population; nothing where it has more elements than a word has bits.
    pub(super) fn new(from: &Population) -> Option<Self> {
        if from.size() > 64 {
            return None;
        }
        let each = |(label, count): &(Value, u64)| vec![label.clone(); *count as usize];
        let labels: Vec<Value> = from.classes().iter().flat_map(each).collect();
        let single = from.classes().iter().all(|(_, count)| *count <= 1);
        let cards: Option<Vec<u64>> = labels.iter().map(card_bit).collect();
        let (bits, is_french) = match cards.filter(|_| single) {
            Some(bits) => (bits, true),
            None => ((0..labels.len()).map(|i| 1 << i).collect(), false),
        };
        Some(Self { labels, bits, is_french })
    }

    /// The labels of the elements of a hand, in the order of the pack.
    pub(super) fn held(&self, hand: u64) -> Vec<Value> {
        let held = self.labels.iter().zip(&self.bits).filter(|(_, bit)| hand & *bit != 0);
        held.map(|(label, _)| label.clone()).collect()
    }

    /// Whether no label stands on two elements.
    pub(super) fn has_no_two_alike(&self) -> bool {
        self.labels.iter().enumerate().all(|(i, label)| !self.labels[..i].contains(label))
    }

    /// The bits of the elements for whose labels this holds.
    pub(super) fn mask(&self, holds: impl Fn(&Value) -> bool) -> u64 {
        let matching = self.labels.iter().zip(&self.bits).filter(|(label, _)| holds(label));
        matching.fold(0, |mask, (_, bit)| mask | bit)
    }
}

/// The bit of a French card among the bits of the poker categories.
fn card_bit(label: &Value) -> Option<u64> {
    let Value::Card(card) = label else { return None };
    let suit = Suit::FRENCH.iter().position(|suit| *suit == card.suit)?;
    let rank = u32::try_from(card.rank).ok().filter(|rank| (2..=14).contains(rank))?;
    Some(poker::bit(suit, rank))
}
