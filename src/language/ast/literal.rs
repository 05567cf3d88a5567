//! Numbers and dice.

use num_rational::BigRational;

use super::Keep;

/// The faces of dice written as `dN`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Faces {
    /// `d6`: 1 up to this number.
    Sides(u32),
    /// `d%`: 1 to 100.
    Percent,
    /// `dF`: −1, 0 and 1.
    Fudge,
}

/// Dice in one word: `d6`, `3d6`, `d%`, `4dF`, `4d6kh3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dice {
    /// How many, if a number was written: `d6` is one die, `1d6` a pool of one.
    pub count: Option<u32>,
    /// The faces of each.
    pub faces: Faces,
    /// What is kept or dropped, and how many of them.
    pub keep: Option<(Keep, u32)>,
}

/// An exact number as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// Its value: 1/20 for `5%`.
    pub value: BigRational,
    /// Whether it was written with a percent sign.
    pub percent: bool,
}
