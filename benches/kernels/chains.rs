//! Processes: every step scaled to whole numbers.

use super::fixed::Fixed;

/// A battle in which a round costs one side two, the other side two, or each one, with these weights: the weight of the
/// battles that the first side wins, over the total weight to the power of the number of rounds that is returned.
pub fn battle<const L: usize>(start: usize, [win, draw, lose]: [u64; 3]) -> (Fixed<L>, u32) {
    // After so many rounds the first side alone tells the state.
    let mut armies = vec![Fixed::<L>::ZERO; start + 1];
    armies[start] = Fixed::of(1);
    let (mut won, mut rounds) = (Fixed::<L>::ZERO, 0);
    while armies.iter().any(|weight| *weight != Fixed::ZERO) {
        rounds += 1;
        won = won.times(win + draw + lose);
        let mut next = vec![Fixed::ZERO; start + 1];
        for (a, weight) in armies.iter().enumerate().filter(|(_, weight)| **weight != Fixed::ZERO) {
            let b = 2 * start - 2 * (rounds as usize - 1) - a;
            for (a, b, factor) in [(a, b - 2, win), (a - 1, b - 1, draw), (a - 2, b, lose)] {
                let weight = weight.times(factor);
                match (a < 2, b < 2) {
                    (false, false) => next[a].add(&weight),
                    (false, true) => won.add(&weight),
                    (true, _) => {}
                }
            }
        }
        armies = next;
    }
    (won, rounds)
}

/// How many of the sequences of n coins have no r heads in a row, F(n) = 2 F(n−1) − F(n−r−1), in flat words.
pub fn without_run(n: usize, r: usize) -> Vec<u64> {
    let (width, slots) = (n / 64 + 1, r + 2);
    let mut last = vec![0_u64; slots * width];
    last[0] = 1;
    let mut length = 1;
    for k in 1..=n {
        let (from, back, to) =
            ((k - 1) % slots * width, (k + slots - r - 1) % slots * width, k % slots * width);
        let (mut carry, mut borrow) = (0, u64::from(k == r));
        let top = (length + 1).min(width);
        for i in 0..top {
            let doubled = last[from + i] << 1 | carry;
            carry = last[from + i] >> 63;
            let less = if k > r { last[back + i] } else { 0 };
            let (rest, under) = doubled.overflowing_sub(less);
            let (rest, again) = rest.overflowing_sub(borrow);
            borrow = u64::from(under | again);
            last[to + i] = rest;
        }
        length = if last[to + top - 1] != 0 { top } else { length };
    }
    last[n % slots * width..][..width].to_vec()
}
