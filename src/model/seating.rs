//! Where the elements of an outcome sit: in a row with numbered places, or where no place is the first.

use crate::model::{Shape, Space};

/// How the places of an outcome lie to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Seating {
    /// One after another, or in no order at all: what a row has, it has.
    #[default]
    Row,
    /// Around a table: no seat is the first.
    Ring,
    /// On a string that may also be turned over: nor has it a direction.
    Necklace,
    /// On a figure that may be turned.
    Figure,
    /// In groups without names.
    Groups,
}

impl Seating {
    /// What has no numbered places, in words; nothing for a row.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Row => None,
            Self::Ring => Some("a ring"),
            Self::Necklace => Some("a necklace"),
            Self::Figure => Some("a figure that may be turned"),
            Self::Groups => Some("a split"),
        }
    }
}

impl Space {
    /// How the places of its outcomes lie to each other.
    #[must_use]
    pub fn seating(&self) -> Seating {
        match self {
            Self::Ring(_) | Self::Colorings(_, Shape::Ring(_)) => Seating::Ring,
            Self::Necklace(_) | Self::Colorings(_, Shape::Necklace(_)) => Seating::Necklace,
            Self::Colorings(..) => Seating::Figure,
            Self::Split(..) | Self::SplitInto(..) => Seating::Groups,
            _ => Seating::Row,
        }
    }
}
