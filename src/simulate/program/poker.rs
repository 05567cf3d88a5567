//! The poker category of a set of cards, from its bits.
//!
//! Each suit has sixteen bits, of which bit 1 is its two and bit 13 its ace. What a suit says of straights and flushes
//! is looked up; pairs are ranks that two suits share. The definition is that of [`crate::statistic::poker`].

use super::Column;
use std::sync::LazyLock;

/// The bit of a card.
pub(super) fn bit(suit: usize, rank: u32) -> u64 {
    1 << (16 * suit as u32 + rank - 1)
}

const STRAIGHT: u8 = 4;

/// For the ranks of one suit: 1 for a flush, 2 for a straight flush, 3 for a royal one, and 4 more for a straight.
static RANKS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    (0..1 << 14)
        .map(|ranks: u64| {
            let with_low_ace = ranks & !1 | ranks >> 13;
            let straight = (0..10).any(|low| with_low_ace >> low & 31 == 31);
            let royal = with_low_ace >> 9 & 31 == 31;
            let flush = (ranks & !1).count_ones() >= 5;
            let level = match (flush, straight, royal) {
                (_, _, true) => 3,
                (_, true, _) => 2,
                (true, ..) => 1,
                _ => 0,
            };
            level | if straight { STRAIGHT } else { 0 }
        })
        .collect()
});

/// The category by what is known of a hand: its suits' level, whether there is a straight, one shared rank, two shared
/// ranks, a rank of three suits, a rank of four.
static CATEGORIES: LazyLock<[u8; 128]> = LazyLock::new(|| {
    std::array::from_fn(|key| {
        let has = |bit: usize| key >> bit & 1 == 1;
        let (level, straight, pair, two, three, four) = (key & 3, has(2), has(3), has(4), has(5), has(6));
        match () {
            () if level == 3 => 9,
            () if level == 2 => 8,
            () if four => 7,
            () if three && two => 6,
            () if level == 1 => 5,
            () if straight => 4,
            () if three => 3,
            () if two => 2,
            () => u8::from(pair),
        }
    })
});

/// The categories of a block of hands.
pub(super) fn categories(hands: &Column, to: &mut Column) {
    let (ranks, categories) = (RANKS.as_slice(), &*CATEGORIES);
    for (to, hand) in to.iter_mut().zip(hands) {
        *to = i64::from(category(*hand as u64, ranks, categories));
    }
}

#[inline]
fn category(hand: u64, ranks: &[u8], categories: &[u8; 128]) -> u8 {
    let suit = |i: u32| (hand >> (16 * i)) as usize & 0x3fff;
    let (a, b, c, d) = (suit(0), suit(1), suit(2), suit(3));
    let look = |cards: usize| ranks.get(cards).copied().unwrap_or(0);
    let level = (look(a) & 3).max(look(b) & 3).max((look(c) & 3).max(look(d) & 3));
    let (ab, cd) = (a & b, c & d);
    let shared = ab | cd | (a | b) & (c | d);
    let three = ab & (c | d) | cd & (a | b);
    let key = usize::from(level)
        | usize::from(look(a | b | c | d) & STRAIGHT)
        | usize::from(shared != 0) << 3
        | usize::from(shared & shared.wrapping_sub(1) != 0) << 4
        | usize::from(three != 0) << 5
        | usize::from(ab & cd != 0) << 6;
    categories[key & 127]
}
