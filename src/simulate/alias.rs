//! Loaded dice: a column of equal height for each face, filled up with a part of another face, and integer thresholds.
//!
//! [A. J. Walker, ACM TOMS 3, 1977; M. D. Vose, IEEE Trans. Softw. Eng. 17, 1991, here in integers and therefore exact]

use crate::simulate::chance::Weighted;
use crate::simulate::digits::{LARGEST, by_words, next_digit, remainder};
use rand::Rng;

/// Faces with integer weights, thrown without a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alias {
    columns: Vec<Column>,
    /// The height of every column: the sum of the weights.
    height: u64,
    /// How many throws a word gives.
    each: u32,
    /// Words that leave less than this are thrown again.
    least: u64,
}

/// A face up to a threshold, and another from there on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Column {
    threshold: u64,
    other: u32,
}

impl Alias {
    /// The dice of this choice; nothing where its weights are too large for a word.
    pub(super) fn new(choice: &Weighted) -> Option<Self> {
        let weights: Vec<u64> = match choice {
            Weighted::Even(count) => vec![1; usize::try_from(*count).ok()?],
            Weighted::Words(sums) => {
                std::iter::once(&sums[0]).copied().chain(sums.windows(2).map(|w| w[1] - w[0])).collect()
            }
            Weighted::Big(_) => return None,
        };
        let (count, height) = (weights.len() as u64, choice.total()?);
        let area = count.checked_mul(height).filter(|area| (1..=LARGEST).contains(area))?;
        let (mut product, mut each) = (area, 1);
        while let Some(next) = product.checked_mul(area).filter(|next| *next <= LARGEST && each < 6) {
            (product, each) = (next, each + 1);
        }
        Some(Self { columns: columns(&weights, height), height, each, least: remainder(product) })
    }

    /// How many faces there are.
    pub(super) fn faces(&self) -> u64 {
        self.columns.len() as u64
    }

    /// Throws `count` faces, in order.
    pub(super) fn throw(&self, generator: &mut impl Rng, count: u64, face: impl FnMut(u32)) {
        match self.each {
            1 => self.throw_by::<1>(generator, count, face),
            2 => self.throw_by::<2>(generator, count, face),
            3 => self.throw_by::<3>(generator, count, face),
            4 => self.throw_by::<4>(generator, count, face),
            5 => self.throw_by::<5>(generator, count, face),
            _ => self.throw_by::<6>(generator, count, face),
        }
    }

    fn throw_by<const N: usize>(&self, generator: &mut impl Rng, count: u64, face: impl FnMut(u32)) {
        by_words(generator, count, |_, word| self.word::<N>(word), face);
    }

    /// The faces of one word; nothing where it must be thrown again.
    #[inline]
    fn word<const N: usize>(&self, word: u64) -> Option<[u32; N]> {
        let (mut left, mut faces) = (word, [0; N]);
        for face in &mut faces {
            let column = next_digit(&mut left, self.columns.len() as u64);
            let at = next_digit(&mut left, self.height);
            let Column { threshold, other } = self.columns[column as usize];
            *face = if at < threshold { column as u32 } else { other };
        }
        (left >= self.least).then_some(faces)
    }
}

/// Columns of this height: what a light face lacks is filled up by a heavy one.
fn columns(weights: &[u64], height: u64) -> Vec<Column> {
    let own = |i: usize| Column { threshold: height, other: i as u32 };
    let mut columns: Vec<Column> = (0..weights.len()).map(own).collect();
    // As many columns as faces hold the weights that many times over.
    let mut left: Vec<u64> = weights.iter().map(|weight| weight * weights.len() as u64).collect();
    let (mut light, mut heavy): (Vec<usize>, Vec<usize>) =
        (0..weights.len()).partition(|&face| left[face] < height);
    while let (Some(lacking), Some(&giver)) = (light.pop(), heavy.last()) {
        columns[lacking] = Column { threshold: left[lacking], other: giver as u32 };
        left[giver] -= height - left[lacking];
        if left[giver] < height {
            heavy.pop();
            light.push(giver);
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::stream::generator;
    use crate::simulate::verdict::{Verdict, distribution};

    const LOADED: [&[u64]; 7] = [
        &[1],
        &[1, 0],
        &[1, 1, 1],
        &[1, 1, 1, 1, 1, 2],
        &[999_983, 1, 16],
        &[3, 0, 0, 5, 7, 7, 2],
        &[1 << 50, 1, 3],
    ];

    #[test]
    fn the_columns_hold_exactly_the_weights() {
        for weights in LOADED {
            let (count, height) = (weights.len() as u64, weights.iter().sum::<u64>());
            let mut held = vec![0; weights.len()];
            for (face, column) in columns(weights, height).into_iter().enumerate() {
                assert!(column.threshold <= height);
                held[face] += column.threshold;
                held[column.other as usize] += height - column.threshold;
            }
            assert_eq!(held, weights.iter().map(|w| w * count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn faces_come_by_their_weights() {
        for weights in LOADED {
            let total = weights.iter().sum::<u64>() as f64;
            let alias = Alias::new(&Weighted::of(weights)).unwrap();
            assert_eq!(alias.faces(), weights.len() as u64);
            let mut counts = vec![0; weights.len()];
            alias.throw(&mut generator(3, 1), 100_003, |face| counts[face as usize] += 1);
            assert_eq!(counts.iter().sum::<u64>(), 100_003);
            let expected: Vec<f64> = weights.iter().map(|w| *w as f64 / total).collect();
            assert_ne!(distribution(&expected, &counts).verdict, Verdict::Disagrees, "{weights:?}");
        }
    }

    #[test]
    fn weights_beyond_a_word_are_left_to_others() {
        assert_eq!(Alias::new(&Weighted::of(&[1 << 60, 1])), None);
    }
}
