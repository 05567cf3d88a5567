//! Loaded dice: a table of equal parts of the unit interval, nearly each of which belongs to one face.
//!
//! The first bits of a random number tell its part, and where a boundary between two faces runs through the part, a second
//! number tells where in the part it lies, exactly. [G. Marsaglia, W. W. Tsang and J. Wang, "Fast generation of discrete
//! random variables", Journal of Statistical Software 11, 2004, on tables of bits; the exact second stage is ours]

use crate::simulate::alias::Alias;
use crate::simulate::chance::{Chance, Weighted};
use crate::simulate::digits::{blocks, by_words};
use rand::Rng;

/// The bits that tell a part.
const BITS: u32 = 12;

/// How many parts there are.
const PARTS: usize = 1 << BITS;

/// How many throws a word gives.
const EACH: usize = (u64::BITS / BITS) as usize;

/// The most faces whose boundaries run through few enough parts.
const MOST_FACES: usize = 1 << 8;

/// A part that several faces share.
const SHARED: u16 = u16::MAX;

/// A die with integer weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Loaded {
    /// Of few faces.
    Parts(Parts),
    /// Of many.
    Alias(Alias),
}

impl Loaded {
    /// The dice of this choice; nothing where its weights are too large for a word.
    pub(super) fn new(choice: &Weighted) -> Option<Self> {
        Parts::new(choice).map(Self::Parts).or_else(|| Alias::new(choice).map(Self::Alias))
    }

    /// How many faces there are.
    pub(super) fn faces(&self) -> u64 {
        match self {
            Self::Parts(parts) => parts.sums.len() as u64,
            Self::Alias(alias) => alias.faces(),
        }
    }

    /// The sums of the weights up to each face, where there are few.
    pub(super) fn sums(&self) -> Option<&[u64]> {
        match self {
            Self::Parts(parts) => Some(&parts.sums),
            Self::Alias(_) => None,
        }
    }

    /// Throws `count` faces, in order.
    pub(super) fn throw(&self, generator: &mut impl Rng, count: u64, face: impl FnMut(u32)) {
        match self {
            Self::Parts(parts) => by_words(generator, count, |g, word| Some(parts.word(g, word)), face),
            Self::Alias(alias) => alias.throw(generator, count, face),
        }
    }

    /// Throws `count` faces, and counts how often each came.
    pub(super) fn count(&self, generator: &mut impl Rng, count: u64, counts: &mut [u64]) {
        match self {
            Self::Parts(parts) => parts.count(generator, count, counts),
            Self::Alias(alias) => alias.throw(generator, count, |face| counts[face as usize] += 1),
        }
    }
}

/// Faces by the part of the unit interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The face of each part, or [`SHARED`].
    table: Box<[u16; PARTS]>,
    /// The sums of the weights up to each face.
    sums: Vec<u64>,
}

impl Parts {
    fn new(choice: &Weighted) -> Option<Self> {
        let sums: Vec<u64> = match choice {
            Weighted::Even(count) if *count <= MOST_FACES as u64 => (1..=*count).collect(),
            Weighted::Words(sums) if sums.len() <= MOST_FACES => sums.clone(),
            _ => return None,
        };
        let total = *sums.last().filter(|total| **total > 0)?;
        let mut parts = Self { table: Box::new([SHARED; PARTS]), sums };
        for part in 0..PARTS {
            let [first, last] = [0, total - 1].map(|within| parts.face(part, within));
            if first == last {
                parts.table[part] = first as u16;
            }
        }
        Some(parts)
    }

    /// The face at a place of a part: the sum of the weights is the number of places in each part, and the number of parts
    /// that of places in each unit of weight.
    fn face(&self, part: usize, within: u64) -> u32 {
        let total = self.sums[self.sums.len() - 1];
        let place = part as u128 * u128::from(total) + u128::from(within);
        self.sums.partition_point(|sum| u128::from(*sum) << BITS <= place) as u32
    }

    /// The faces of one word, and of a further number for each part that is shared.
    #[inline]
    fn word(&self, generator: &mut impl Rng, word: u64) -> [u32; EACH] {
        let (mut left, mut faces) = (word, [0; EACH]);
        for face in &mut faces {
            let part = left as usize % PARTS;
            left >>= BITS;
            *face = match self.table[part] {
                SHARED => self.shared(generator, part),
                face => u32::from(face),
            };
        }
        faces
    }

    #[cold]
    fn shared(&self, generator: &mut impl Rng, part: usize) -> u32 {
        self.face(part, generator.below(self.sums[self.sums.len() - 1]))
    }

    fn count(&self, generator: &mut impl Rng, count: u64, counts: &mut [u64]) {
        // A list for each place in a word: two throws of a word never wait for the same counter.
        let mut lists = [[0u32; MOST_FACES]; EACH];
        blocks(generator, count / EACH as u64, |generator, block| {
            for word in block {
                let faces = self.word(generator, u64::from_le_bytes(*word));
                for (list, face) in lists.iter_mut().zip(faces) {
                    list[face as usize % MOST_FACES] += 1;
                }
            }
            block.len() as u64
        });
        let rest = count % EACH as u64;
        by_words(generator, rest, |g, word| Some(self.word(g, word)), |face| lists[0][face as usize] += 1);
        for list in lists {
            counts.iter_mut().zip(list).for_each(|(sum, count)| *sum += u64::from(count));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulate::stream::generator;
    use crate::simulate::verdict::{Verdict, distribution};
    use num_bigint::BigUint;

    const LOADED: [&[u64]; 7] = [
        &[1, 0],
        &[1, 1, 1],
        &[1, 1, 1, 1, 1, 2],
        &[999_983, 1, 16],
        &[3, 0, 0, 5, 7, 7, 2],
        &[1 << 50, 1, 3],
        &[u64::MAX / 2, 0, 5],
    ];

    #[test]
    fn every_face_has_as_many_places_as_its_weight_times_the_parts() {
        for weights in LOADED.into_iter().filter(|weights| weights.iter().sum::<u64>() < 1 << 10) {
            let parts = Parts::new(&Weighted::of(weights)).unwrap();
            let mut places = vec![0; weights.len()];
            for part in 0..PARTS {
                for within in 0..weights.iter().sum() {
                    let face = parts.face(part, within);
                    assert!(parts.table[part] == SHARED || u32::from(parts.table[part]) == face);
                    places[face as usize] += 1;
                }
            }
            assert_eq!(places, weights.iter().map(|w| w * PARTS as u64).collect::<Vec<_>>());
        }
    }

    #[test]
    fn faces_come_by_their_weights_thrown_or_counted() {
        let many: Vec<u64> = (0..300).map(|i| i % 7 + 1).collect();
        for weights in LOADED.into_iter().chain([many.as_slice()]) {
            let loaded = Loaded::new(&Weighted::of(weights)).unwrap();
            assert_eq!(loaded.faces(), weights.len() as u64);
            assert_eq!(matches!(loaded, Loaded::Alias(_)), weights.len() > MOST_FACES);
            let (mut thrown, mut counted) = (vec![0; weights.len()], vec![0; weights.len()]);
            loaded.throw(&mut generator(3, 1), 200_003, |face| thrown[face as usize] += 1);
            loaded.count(&mut generator(3, 1), 200_003, &mut counted);
            assert_eq!(thrown, counted);
            assert_eq!(thrown.iter().sum::<u64>(), 200_003);
            let total = weights.iter().sum::<u64>() as f64;
            let expected: Vec<f64> = weights.iter().map(|w| *w as f64 / total).collect();
            assert_ne!(distribution(&expected, &thrown).verdict, Verdict::Disagrees, "{weights:?}");
        }
    }

    #[test]
    fn big_weights_are_left_to_others() {
        let big = [BigUint::from(1u32) << 80u32, BigUint::from(1u32)];
        assert_eq!(Loaded::new(&Weighted::new(big.iter())), None);
    }
}
