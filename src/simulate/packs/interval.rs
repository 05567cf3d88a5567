//! Weighted outcomes as stretches of the unit interval, which a byte cuts into equal parts.
//!
//! Nearly every part lies in the stretches of one code, and decides. What falls into the few others is thrown again among
//! these alone, by an exact number: a part of them, and a place in it. [The bytes are those of G. Marsaglia, W. W. Tsang and
//! J. Wang, Journal of Statistical Software 11, 2004; the exact second throw is ours]

use crate::simulate::chance::Chance;

/// How many parts the interval has.
const PARTS: usize = 1 << 8;

/// The most parts that do not decide: one in eight throws.
const MOST_OPEN: usize = PARTS / 8;

/// Codes with stretches of the unit interval.
#[derive(Clone, Debug)]
pub(super) struct Interval {
    /// The sums of the weights up to each outcome.
    sums: Vec<u64>,
    /// The code of each outcome.
    codes: Vec<u8>,
    /// The code of each part that decides.
    decided: Box<[Option<u8>; PARTS]>,
    /// The parts that do not.
    open: Vec<usize>,
}

impl Interval {
    /// Outcomes with these sums of weights; nothing where they are too large, or too many parts do not decide.
    pub(super) fn new(sums: Vec<u64>, codes: Vec<u8>) -> Option<Self> {
        let total = *sums.last()?;
        total.checked_mul(PARTS as u64).filter(|places| *places > 0)?;
        let mut interval = Self { sums, codes, decided: Box::new([None; PARTS]), open: Vec::new() };
        for part in 0..PARTS {
            // Outcomes lie in order: between the first and the last of a part are all the others.
            let [first, last] = [0, total - 1].map(|within| interval.outcome(part, within));
            let code = interval.codes[first];
            let is_decided = (first..=last).all(|i| interval.codes[i] == code || interval.is_empty(i));
            match is_decided {
                true => interval.decided[part] = Some(code),
                false => interval.open.push(part),
            }
        }
        (interval.open.len() <= MOST_OPEN).then_some(interval)
    }

    /// Whether an outcome has no weight.
    fn is_empty(&self, outcome: usize) -> bool {
        outcome > 0 && self.sums[outcome] == self.sums[outcome - 1]
    }

    fn total(&self) -> u64 {
        self.sums[self.sums.len() - 1]
    }

    /// The outcome at a place of a part: each part has as many places as the weights add up to.
    fn outcome(&self, part: usize, within: u64) -> usize {
        let place = part as u64 * self.total() + within;
        self.sums.partition_point(|sum| sum * PARTS as u64 <= place)
    }

    /// The code of each part, where it decides.
    pub(super) fn decided(&self) -> &[Option<u8>] {
        &*self.decided
    }

    /// Throws a place in the parts that do not decide: its code.
    pub(super) fn throw_open(&self, chance: &mut impl Chance) -> u8 {
        let place = chance.below(self.open.len() as u64 * self.total());
        let part = self.open[(place / self.total()) as usize];
        self.codes[self.outcome(part, place % self.total())]
    }

    /// Throws a place in the whole interval: its code.
    pub(super) fn throw(&self, chance: &mut impl Chance) -> u8 {
        let place = chance.below(self.total());
        self.codes[self.sums.partition_point(|sum| *sum <= place)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_as_many_places_as_its_weight_times_the_parts() {
        for weights in [vec![1, 1, 1, 1, 1, 2], vec![3, 0, 0, 5, 7, 7, 2], vec![1, 999, 1], vec![0, 4, 0]] {
            let sums: Vec<u64> = weights
                .iter()
                .scan(0, |sum, weight| {
                    *sum += weight;
                    Some(*sum)
                })
                .collect();
            let codes: Vec<u8> = (0..weights.len()).map(|i| (i / 2) as u8).collect();
            let interval = Interval::new(sums, codes.clone()).unwrap();
            let mut places = vec![0; 4];
            for part in 0..PARTS {
                for within in 0..interval.total() {
                    let code = interval.codes[interval.outcome(part, within)];
                    assert!(interval.decided[part].is_none_or(|decided| decided == code), "{weights:?}");
                    places[usize::from(code)] += 1;
                }
                assert_eq!(interval.decided[part].is_none(), interval.open.contains(&part));
            }
            let mut expected = vec![0; 4];
            codes.iter().zip(&weights).for_each(|(code, w)| expected[usize::from(*code)] += w * PARTS as u64);
            assert_eq!(places, expected);
        }
    }

    #[test]
    fn many_stretches_are_left_to_others() {
        let sums: Vec<u64> = (1..=100).map(|i| i * 1_000_003).collect();
        assert!(Interval::new(sums.clone(), (0..100).collect()).is_none());
        // With two codes, one boundary is all that is left open.
        let codes = (0..100).map(|i| u8::from(i >= 50)).collect();
        assert!(Interval::new(sums, codes).unwrap().open.len() <= 1);
        assert!(Interval::new(vec![u64::MAX / 2], vec![0]).is_none());
    }
}
