//! How the numbers that a piece of a random word may be are dealt out to the sets of codes: in stretches.

use super::count;
use super::sets::Sets;

/// What holds trials: each byte of a word, each of five times twelve bits, or each quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Byte,
    Dozen,
    Quarter,
}

/// The most trials that a piece holds.
const MOST_SEVERAL: u64 = 16;

/// A further layer is worth its while where more than this share of the pieces is left.
const WORTH_ANOTHER: f64 = 1.0 / 512.0;

/// The most layers.
const MOST_LAYERS: usize = 3;

/// Which numbers of a piece belong to which of some weighted things: stretches of them, one after another from 0 on.
///
/// A thing of weight w among W has ⌊room · w / W⌋ numbers for sure. What is left of its share is its weight among the
/// numbers that are nobody's: a piece with such a number is thrown again, by these weights. [The sure numbers are those of
/// G. Marsaglia, W. W. Tsang and J. Wang, Journal of Statistical Software 11, 2004; the exact second throw is ours]
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub piece: Piece,
    /// How many numbers each thing has.
    pub numbers: Vec<usize>,
    /// What is left of each thing's weight; all 0 where every number is somebody's.
    pub left: Vec<u64>,
}

impl Piece {
    pub(super) const ALL: [Self; 3] = [Self::Byte, Self::Dozen, Self::Quarter];

    /// How many numbers a piece may be.
    pub(super) fn room(self) -> usize {
        match self {
            Self::Byte => 1 << 8,
            Self::Dozen => 1 << 12,
            Self::Quarter => 1 << 16,
        }
    }

    /// How many pieces a word has.
    pub(super) fn in_a_word(self) -> u64 {
        match self {
            Self::Byte => 8,
            Self::Dozen => 5,
            Self::Quarter => 4,
        }
    }
}

impl Cut {
    /// The cut by these weights. Nothing where they leave the words, or where there is no way to count the pieces.
    pub(super) fn new(weights: &[u64], piece: Piece) -> Option<Self> {
        let room = piece.room() as u64;
        let total = weights.iter().try_fold(0u64, |sum, weight| sum.checked_add(*weight))?;
        let share = |weight: &u64| u128::from(*weight) * u128::from(room);
        let total = (total > 0).then_some(u128::from(total))?;
        let numbers: Vec<usize> = weights.iter().map(|weight| (share(weight) / total) as usize).collect();
        let nobodys = room as usize - numbers.iter().sum::<usize>();
        u64::try_from(total * nobodys as u128).ok()?;
        let left = weights.iter().map(|weight| (share(weight) % total) as u64).collect();
        let cut = Self { piece, numbers, left };
        count::can(&cut).then_some(cut)
    }

    /// The cut by these weights that takes the shortest time.
    fn fastest(weights: &[u64]) -> Option<Self> {
        let cuts = Piece::ALL.into_iter().filter_map(|piece| Self::new(weights, piece));
        cuts.min_by(|a, b| count::cost(a).total_cmp(&count::cost(b)))
    }

    /// The share of the pieces that are thrown again.
    pub(super) fn again(&self) -> f64 {
        1.0 - self.numbers.iter().sum::<usize>() as f64 / self.piece.room() as f64
    }
}

/// How many trials of codes with these weights a piece best holds, and what is cut by their sets.
pub(super) fn fastest(weights: &[u64]) -> Option<(Sets, Cut)> {
    let single = Sets::single(weights);
    let more = |sets: &Sets| sets.longer(&single.weights).filter(|longer| longer.several <= MOST_SEVERAL);
    let cuts = std::iter::successors(Some(single.clone()), more)
        .filter_map(|sets| Cut::fastest(&sets.weights).map(|cut| (sets, cut)));
    cuts.min_by(|a, b| cost(a).total_cmp(&cost(b)))
}

/// About how many nanoseconds a trial takes.
pub(super) fn cost((sets, cut): &(Sets, Cut)) -> f64 {
    count::cost(cut) / sets.several as f64
}

/// A cut, what is cut by the weights that it leaves, and so on, as far as that is faster than to throw single pieces.
pub(super) fn layers(first: Cut) -> Vec<Cut> {
    let mut again = first.again();
    let next = |cut: &Cut| {
        let next = (again > WORTH_ANOTHER).then(|| Cut::fastest(&cut.left)).flatten()?;
        again *= next.again();
        Some(next)
    };
    std::iter::successors(Some(first), next).take(MOST_LAYERS).collect()
}
