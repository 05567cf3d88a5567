//! Scales of names in order, such as ranks and hands of poker, and their levels.

use std::fmt;

/// An ordered scale of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scale {
    /// Card ranks, 2 to ace (2 … 14).
    Rank,
    /// Categories of five cards, high card to royal flush.
    Poker,
    /// Categories of three cards, high card to straight flush.
    Poker3,
}

impl Scale {
    /// The names of the scale from the lowest, and the index of the first.
    #[must_use]
    pub fn names(self) -> (&'static [&'static str], u8) {
        match self {
            Self::Rank => {
                (&["2", "3", "4", "5", "6", "7", "8", "9", "10", "jack", "queen", "king", "ace"], 2)
            }
            Self::Poker => (
                &[
                    "high_card",
                    "pair",
                    "two_pair",
                    "three_of_a_kind",
                    "straight",
                    "flush",
                    "full_house",
                    "four_of_a_kind",
                    "straight_flush",
                    "royal_flush",
                ],
                0,
            ),
            Self::Poker3 => {
                (&["high_card", "pair", "flush", "straight", "three_of_a_kind", "straight_flush"], 0)
            }
        }
    }

    /// The level of this name on the scale.
    #[must_use]
    pub fn level(self, name: &str) -> Option<Level> {
        let (names, first) = self.names();
        let index = names.iter().position(|&n| n == name)?;
        Some(Level { scale: self, index: first + u8::try_from(index).ok()? })
    }

    /// The kind of thing that the scale orders, in words.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Rank => "a rank",
            Self::Poker | Self::Poker3 => "a poker category",
        }
    }
}

/// A step of a [`Scale`].
///
/// # Examples
/// ```
/// use prob::model::Scale;
/// let (pair, flush) = (Scale::Poker.level("pair").unwrap(), Scale::Poker.level("flush").unwrap());
/// assert!(pair < flush);
/// assert_eq!(flush.to_string(), "flush");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Level {
    /// The scale.
    pub scale: Scale,
    /// The index on it; ranks count from 2, categories from 0.
    pub index: u8,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (names, first) = self.scale.names();
        let name = self.index.checked_sub(first).and_then(|i| names.get(usize::from(i)));
        f.write_str(name.copied().unwrap_or("?"))
    }
}
