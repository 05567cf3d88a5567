//! Outcomes up to symmetry: rows around a table, necklaces, and colourings of figures.
//!
//! The outcomes are the orbits of rows under a group of symmetries. They are counted by the lemma of Burnside:
//! the number of orbits is the mean number of rows that a symmetry leaves as they are. [W. Burnside, "Theory of Groups
//! of Finite Order", 1897, § 145; G. Pólya, Acta Mathematica 68, 1937]

mod listing;

use crate::model::{Collection, Population};
use crate::number;
pub(crate) use listing::{each_around, each_coloring, orbit};
use num_bigint::BigUint;
use num_traits::{One, Pow, Zero};
use std::fmt;

/// A figure whose places can be coloured, with the symmetries that do not change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Places around a table: rotations.
    Ring(u64),
    /// Beads on a string that may be turned over: rotations and reflections.
    Necklace(u64),
    /// A board of this many rows and columns: four rotations.
    Square(u64),
    /// The six faces of a cube: its 24 rotations.
    Cube,
}

/// Symmetries that move the places alike: cycles of one length, and a few places that stay.
struct Motion {
    /// How many symmetries move the places like this.
    symmetries: u64,
    /// How many places stay (at most two, since the identity counts as cycles of length 1).
    fixed: u64,
    /// The length of the cycles.
    length: u64,
    /// How many cycles of this length there are.
    cycles: u64,
}

impl Motion {
    fn new(symmetries: u64, fixed: u64, length: u64, cycles: u64) -> Self {
        Self { symmetries, fixed, length, cycles }
    }

    /// How many rows with so many of each item the motion leaves as they are: every cycle has one item throughout.
    fn fixed_rows(&self, counts: &[u64]) -> BigUint {
        let odd: Vec<usize> = (0..counts.len()).filter(|&i| !counts[i].is_multiple_of(self.length)).collect();
        let whole = || counts.iter().map(|count| count / self.length);
        let ways = |cycles: Vec<u64>| number::multinomial(&cycles).unwrap_or_default();
        match (self.fixed, odd.len()) {
            (0, 0) => ways(whole().collect()),
            // The items left over stand on the places that stay; two different ones in either order.
            (1, 1) => ways(whole().collect()),
            (2, 2) => ways(whole().collect()) * 2u32,
            // Both places that stay have the same item, as if they were one more pair.
            (2, 0) if self.length == 2 => ways(whole().collect()),
            _ => BigUint::zero(),
        }
    }
}

impl Shape {
    /// How many places it has.
    #[must_use]
    pub fn places(self) -> u64 {
        match self {
            Self::Ring(n) | Self::Necklace(n) => n,
            Self::Square(n) => n.saturating_mul(n),
            Self::Cube => 6,
        }
    }

    /// How many different symmetries it has.
    #[must_use]
    pub fn symmetries(self) -> u64 {
        self.motions().iter().map(|motion| motion.symmetries).sum()
    }

    fn motions(self) -> Vec<Motion> {
        let rotations = |n: u64| {
            let of = |d: u64| Motion::new(coprime_below(d), 0, d, n / d);
            if n == 0 {
                vec![Motion::new(1, 0, 1, 0)]
            } else {
                number::divisors(n).into_iter().map(of).collect()
            }
        };
        match self {
            Self::Ring(n) => rotations(n),
            // One or two beads look the same when turned over as when turned round.
            Self::Necklace(n) if n < 3 => rotations(n),
            Self::Necklace(n) => {
                let mut motions = rotations(n);
                if n % 2 == 1 {
                    motions.push(Motion::new(n, 1, 2, n / 2));
                } else {
                    motions.push(Motion::new(n / 2, 0, 2, n / 2));
                    motions.push(Motion::new(n / 2, 2, 2, n / 2 - 1));
                }
                motions
            }
            Self::Square(n) if n < 2 => vec![Motion::new(1, 0, 1, n)],
            Self::Square(n) => {
                let (places, middle) = (self.places(), n % 2);
                vec![
                    Motion::new(1, 0, 1, places),
                    Motion::new(1, middle, 2, places / 2),
                    Motion::new(2, middle, 4, places / 4),
                ]
            }
            Self::Cube => vec![
                Motion::new(1, 0, 1, 6),
                // About an axis through two faces, by a quarter and by a half; two corners; two edges.
                Motion::new(6, 2, 4, 1),
                Motion::new(3, 2, 2, 2),
                Motion::new(8, 0, 3, 2),
                Motion::new(6, 0, 2, 3),
            ],
        }
    }

    /// How many colourings of the places with this many colours there are, up to the symmetries: the mean of cᵏ over
    /// the symmetries, k the number of cycles of each.
    ///
    /// # Examples
    /// ```
    /// use prob::model::orbits::Shape;
    /// assert_eq!(Shape::Cube.colorings(3), 57u32.into());
    /// assert_eq!(Shape::Necklace(6).colorings(2), 13u32.into());
    /// ```
    #[must_use]
    pub fn colorings(self, colors: u64) -> BigUint {
        let fixed = |motion: &Motion| {
            BigUint::from(motion.symmetries) * Pow::pow(BigUint::from(colors), motion.fixed + motion.cycles)
        };
        self.motions().iter().map(fixed).sum::<BigUint>() / self.symmetries()
    }

    /// How many rows with so many of each item there are around the places, up to the symmetries.
    fn rows(self, counts: &[u64]) -> BigUint {
        let fixed = |motion: &Motion| motion.fixed_rows(counts) * motion.symmetries;
        self.motions().iter().map(fixed).sum::<BigUint>() / self.symmetries()
    }

    /// For each kind of motion, how many symmetries move like it, and how many cycles each has.
    pub(crate) fn cycle_counts(self) -> Vec<(u64, u64)> {
        self.motions().iter().map(|m| (m.symmetries, m.fixed + m.cycles)).collect()
    }

    /// For each kind of motion that leaves rows with so many of each item as they are: how many symmetries move like
    /// it, whether two places that stay show different items, and the parts of the multinomial coefficient that counts
    /// the rows.
    pub(crate) fn fixed_counts(self, counts: &[u64]) -> Vec<(u64, bool, Vec<u64>)> {
        let leaves = |m: &&Motion| !m.fixed_rows(counts).is_zero();
        let of = |m: &Motion| {
            let different = m.fixed == 2 && counts.iter().any(|count| count % m.length != 0);
            (m.symmetries, different, counts.iter().map(|count| count / m.length).collect())
        };
        self.motions().iter().filter(leaves).map(of).collect()
    }

    /// The symmetries as permutations of the places: place i shows what place `symmetry[i]` showed.
    fn permutations(self) -> Vec<Vec<usize>> {
        let n = usize::try_from(self.places()).unwrap_or(usize::MAX);
        let side = n.isqrt();
        let generators: Vec<Vec<usize>> = match self {
            Self::Ring(_) => vec![(0..n).map(|i| (i + 1) % n).collect()],
            Self::Necklace(_) => {
                vec![(0..n).map(|i| (i + 1) % n).collect(), (0..n).map(|i| n - 1 - i).collect()]
            }
            Self::Square(_) => vec![(0..n).map(|i| (i % side) * side + side - 1 - i / side).collect()],
            // Top, bottom, front, right, back, left: turned about the vertical axis, and tipped forward.
            Self::Cube => vec![vec![0, 1, 3, 4, 5, 2], vec![4, 2, 0, 3, 1, 5]],
        };
        let mut all: Vec<Vec<usize>> = vec![(0..n).collect()];
        let mut next = 0;
        while let Some(known) = all.get(next).cloned() {
            for generator in &generators {
                let product: Vec<usize> = generator.iter().map(|&i| known[i]).collect();
                if !all.contains(&product) {
                    all.push(product);
                }
            }
            next += 1;
        }
        all
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ring(n) => write!(f, "ring({n})"),
            Self::Necklace(n) => write!(f, "necklace({n})"),
            Self::Square(n) => write!(f, "square({n})"),
            Self::Cube => f.write_str("cube"),
        }
    }
}

/// Euler's φ: how many of 1 … n have no divisor in common with n.
fn coprime_below(n: u64) -> u64 {
    number::prime_factors(n).into_iter().fold(n, |phi, (prime, _)| phi / prime * (prime - 1))
}

/// Whether every element is told apart in a row: people, or labels that occur once.
#[must_use]
pub fn told_apart(items: &Population) -> bool {
    items.collection() == Collection::People || items.classes().iter().all(|(_, count)| *count <= 1)
}

/// How many ways there are to put all items around this shape's places, up to its symmetries.
///
/// (n−1)! around a table when they are told apart, half as many on a necklace of three or more.
#[must_use]
pub fn around(items: &Population, shape: Shape) -> BigUint {
    if !told_apart(items) {
        return shape.rows(&items.classes().iter().map(|(_, count)| *count).collect::<Vec<_>>());
    }
    let halves = if matches!(shape, Shape::Necklace(3..)) { 2u32 } else { 1 };
    number::factorial(items.size().saturating_sub(1)) / halves
}

/// Whether all orbits of rows of the items are equally large, so that a fair shuffle makes them equally likely.
#[must_use]
pub fn equally_large(items: &Population, shape: Shape) -> bool {
    if told_apart(items) {
        return true;
    }
    let counts: Vec<u64> = items.classes().iter().map(|(_, count)| *count).collect();
    // No orbit has more rows than there are symmetries, and all have so many only if no symmetry leaves a row as it is.
    let free = shape.motions().iter().all(|m| m.length == 1 || m.fixed_rows(&counts).is_zero());
    free || around(items, shape).is_one()
}

/// Whether every colouring of the shape has as many rows as every other: only where nothing can differ, since a
/// colouring in one colour looks the same from every side.
#[must_use]
pub fn equally_large_colorings(colors: u64, shape: Shape) -> bool {
    colors <= 1 || shape.symmetries() == 1
}

#[cfg(test)]
mod tests;
