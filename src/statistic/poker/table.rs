//! The number of hands in each category of a regular pack, in closed form.
//!
//! Hands are sorted by how many cards of each rank they have, a partition λ of the hand. Which ranks these are decides
//! about straights, and nothing else; which suits they have decides about flushes, and nothing else:
//! hands(λ) = arrangements of λ over the ranks · ∏ C(cards of a rank, λᵢ). With fewer than ten cards only one suit can
//! have five, so flushes are those of one suit times the number of suits. Straight flushes sweep the ranks of that suit.

use super::{ACE, Category};

/// The number of hands of each category, high card first: `hand` cards from a pack in which each of `ranks` occurs in
/// `suits` French suits, `copies` times each.
///
/// Nothing for fewer than 5 and more than 9 cards (two suits could have a flush), for ranks outside 2..=14 or named
/// twice, and for packs so large that the counts leave 100 bits.
///
/// # Examples
/// ```
/// use prob::statistic::poker::category_counts;
/// let ranks: Vec<i64> = (2..=14).collect();
/// let counts = category_counts(&ranks, 4, 1, 5).unwrap();
/// assert_eq!(counts, [1_302_540, 1_098_240, 123_552, 54_912, 10_200, 5_108, 3_744, 624, 36, 4]);
/// ```
/// Cost: a few thousand word operations.
#[must_use]
pub fn category_counts(ranks: &[i64], suits: u64, copies: u64, hand: u64) -> Option<[u128; 10]> {
    let pack = Pack::new(ranks, suits, copies, hand)?;
    let mut counts = [0u128; 10];
    let mut add = |category: Category, hands: u128| counts[category as usize] += hands;
    for groups in partitions(hand, u64::MAX, pack.ranks) {
        let (royal, straight_flush) =
            (pack.suited(&groups, &pack.royal), pack.suited(&groups, &pack.straights));
        add(Category::RoyalFlush, royal);
        add(Category::StraightFlush, straight_flush - royal);
        let (all, straight) = (pack.rank_choices(&groups), pack.straight_choices(&groups));
        let (any_suits, flush_suits) = pack.suit_choices(&groups);
        match groups[..] {
            [4..=u64::MAX, ..] => add(Category::FourOfAKind, all * any_suits - straight_flush),
            [3, 2..=3, ..] => add(Category::FullHouse, all * any_suits - straight_flush),
            _ => {
                add(Category::Flush, all * flush_suits - straight_flush);
                add(Category::Straight, straight * (any_suits - flush_suits));
                let category = match groups[..] {
                    [3, ..] => Category::ThreeOfAKind,
                    [2, 2, ..] => Category::TwoPair,
                    [2, ..] => Category::Pair,
                    _ => Category::HighCard,
                };
                add(category, (all - straight) * (any_suits - flush_suits));
            }
        }
    }
    Some(counts)
}

/// A regular pack, and how many sets of its ranks hold a straight.
struct Pack {
    ranks: u64,
    suits: u128,
    /// Cards of one rank; of one rank and suit.
    of_rank: u64,
    of_card: u64,
    /// For each k, the sets of k ranks with a straight; with ten to ace.
    straights: Vec<u128>,
    royal: Vec<u128>,
}

impl Pack {
    fn new(ranks: &[i64], suits: u64, copies: u64, hand: u64) -> Option<Self> {
        let mut ranks = ranks.to_vec();
        ranks.sort_unstable();
        let regular = ranks.is_sorted_by(|a, b| a < b) && ranks.iter().all(|rank| (2..=ACE).contains(rank));
        let count = ranks.len() as u64;
        let of_rank = suits.checked_mul(copies)?;
        // Factors such as j! and (k − j)! below are at most 9!, less than 20 bits.
        let small = (5..=9).contains(&hand) && bits(count.checked_mul(of_rank)?) * hand <= 100;
        if !regular || !small {
            return None;
        }
        let straights = sets_with_straights(&ranks, hand);
        let has_royal = (10..=ACE).all(|rank| ranks.contains(&rank));
        let royal = |k: u64| if has_royal && k >= 5 { choose(count - 5, k - 5) } else { 0 };
        let royal = (0..=hand).map(royal).collect();
        Some(Self { ranks: count, suits: u128::from(suits), of_rank, of_card: copies, straights, royal })
    }

    /// The ways to give groups of these sizes to ranks.
    fn rank_choices(&self, groups: &[u64]) -> u128 {
        choose(self.ranks, groups.len() as u64) * orders(groups)
    }

    /// As many of them with five ranks in a row.
    fn straight_choices(&self, groups: &[u64]) -> u128 {
        self.straights[groups.len()] * orders(groups)
    }

    /// For groups on given ranks, the choices of cards, and those with five or more of one suit.
    fn suit_choices(&self, groups: &[u64]) -> (u128, u128) {
        let outside = self.of_rank - self.of_card;
        let hand = groups.iter().sum::<u64>();
        // by_suited[j]: the choices with j cards of one suit.
        let mut by_suited = vec![1u128];
        for &group in groups {
            let mut next = vec![0; by_suited.len() + usize::try_from(group).unwrap_or(0)];
            for (j, ways) in by_suited.iter().enumerate() {
                for suited in 0..=group {
                    let more = choose(self.of_card, suited) * choose(outside, group - suited);
                    next[j + usize::try_from(suited).unwrap_or(0)] += ways * more;
                }
            }
            by_suited = next;
        }
        debug_assert_eq!(by_suited.len() as u64, hand + 1);
        (by_suited.iter().sum(), self.suits * by_suited.iter().skip(5).sum::<u128>())
    }

    /// The hands with groups of these sizes in which the ranks of one suit are such a set; `sets[j]` says how many of
    /// j ranks there are.
    fn suited(&self, groups: &[u64], sets: &[u128]) -> u128 {
        let outside = self.of_rank - self.of_card;
        // by_ranks[j]: the choices of cards in which j of the groups have a card of the suit.
        let mut by_ranks = vec![1u128];
        for &group in groups {
            let without = choose(outside, group);
            let with = choose(self.of_rank, group) - without;
            let mut next = vec![0; by_ranks.len() + 1];
            for (j, ways) in by_ranks.iter().enumerate() {
                next[j] += ways * without;
                next[j + 1] += ways * with;
            }
            by_ranks = next;
        }
        let k = groups.len() as u64;
        let hands = (0u64..).zip(by_ranks).map(|(j, cards)| {
            // The groups that have the suit go to the ranks of the set in any order, the others to other ranks.
            let set = sets[usize::try_from(j).unwrap_or(0)];
            let ranks = set * factorial(j) * choose(self.ranks.saturating_sub(j), k - j) * factorial(k - j);
            ranks * cards
        });
        self.suits * hands.sum::<u128>() / equal_orders(groups)
    }
}

/// For each size up to `most`, the sets of ranks with five in a row, the ace being also below the two: a sweep over
/// the ranks whose state is the length of the run, whether it began with two, and whether there is a straight.
fn sets_with_straights(ranks: &[i64], most: u64) -> Vec<u128> {
    use std::collections::BTreeMap;
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    struct State {
        size: u64,
        run: u64,
        two_to_five: bool,
        straight: bool,
    }
    let start = State { size: 0, run: 0, two_to_five: false, straight: false };
    let mut states = BTreeMap::from([(start, 1u128)]);
    let mut before = None;
    for &rank in ranks {
        let mut next = BTreeMap::new();
        for (state, ways) in states {
            *next.entry(State { run: 0, ..state }).or_default() += ways;
            if state.size < most {
                let goes_on = before.is_some_and(|before| before + 1 == rank);
                let run = if goes_on { (state.run + 1).min(5) } else { 1 };
                let two_to_five = state.two_to_five || (rank == 5 && run == 4);
                let straight = state.straight || run == 5 || (rank == ACE && two_to_five);
                *next.entry(State { size: state.size + 1, run, two_to_five, straight }).or_default() += ways;
            }
        }
        states = next;
        before = Some(rank);
    }
    let of_size =
        |size| states.iter().filter(|(s, _)| s.straight && s.size == size).map(|(_, ways)| ways).sum();
    (0..=most).map(of_size).collect()
}

/// The partitions of n into at most `parts` parts of at most `largest`, largest first.
fn partitions(n: u64, largest: u64, parts: u64) -> Vec<Vec<u64>> {
    if n == 0 {
        return vec![Vec::new()];
    }
    if parts == 0 {
        return Vec::new();
    }
    let starting = |first: u64| {
        partitions(n - first, first, parts - 1).into_iter().map(move |rest| [vec![first], rest].concat())
    };
    (1..=n.min(largest)).rev().flat_map(starting).collect()
}

/// The orders of groups, those of equal size not told apart.
fn orders(groups: &[u64]) -> u128 {
    factorial(groups.len() as u64) / equal_orders(groups)
}

fn equal_orders(groups: &[u64]) -> u128 {
    groups.chunk_by(|a, b| a == b).map(|equal| factorial(equal.len() as u64)).product()
}

fn factorial(n: u64) -> u128 {
    (1..=u128::from(n)).product()
}

/// Binomials of a pack whose hands fit 100 bits; k is at most 9.
fn choose(n: u64, k: u64) -> u128 {
    if k > n {
        return 0;
    }
    (0..k).fold(1, |ways, i| ways * u128::from(n - i) / u128::from(i + 1))
}

fn bits(n: u64) -> u64 {
    u64::from(u64::BITS - n.leading_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Card, Suit, Value};
    use crate::statistic::poker::POKER;

    const FRENCH: [i64; 13] = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

    #[test]
    fn the_published_tables_come_out() {
        let five = [1_302_540, 1_098_240, 123_552, 54_912, 10_200, 5_108, 3_744, 624, 36, 4];
        assert_eq!(category_counts(&FRENCH, 4, 1, 5), Some(five));
        let seven = [
            23_294_460, 58_627_800, 31_433_400, 6_461_620, 6_180_020, 4_047_644, 3_473_184, 224_848, 37_260,
            4_324,
        ];
        assert_eq!(category_counts(&FRENCH, 4, 1, 7), Some(seven));
    }

    #[test]
    fn categories_share_out_all_hands() {
        for (suits, copies, hand) in [(4, 1, 6), (4, 2, 5), (4, 6, 7), (3, 1, 8), (5, 3, 9), (1, 2, 9)] {
            let counts = category_counts(&FRENCH, suits, copies, hand).unwrap();
            assert_eq!(counts.iter().sum::<u128>(), choose(13 * suits * copies, hand));
        }
    }

    /// All hands of a small pack by the definition; copies of a card are cards of their own.
    fn enumerated(ranks: &[i64], suits: usize, copies: usize, hand: u32) -> [u128; 10] {
        let pack: Vec<Value> = ranks
            .iter()
            .flat_map(|&rank| Suit::FRENCH[..suits].iter().map(move |suit| Card { rank, suit: suit.clone() }))
            .flat_map(|card| vec![Value::Card(card); copies])
            .collect();
        let mut counts = [0; 10];
        for mask in (0u32..1 << pack.len()).filter(|mask| mask.count_ones() == hand) {
            let cards = (0..pack.len()).filter(|i| mask >> i & 1 == 1).map(|i| pack[i].clone());
            let Value::Level(level) = POKER.apply(&[Value::row(cards)]).unwrap() else {
                panic!("not a level")
            };
            counts[usize::from(level.index)] += 1;
        }
        counts
    }

    #[test]
    fn small_packs_agree_with_enumeration() {
        for (ranks, suits, copies) in [
            (vec![2, 3, 4, 5, 6, 14], 3, 1),
            (vec![9, 10, 11, 12, 13, 14], 3, 1),
            (vec![2, 3, 4, 5, 14], 2, 2),
            (vec![3, 4, 5, 6, 7], 4, 1),
            (vec![2, 3, 4, 5, 7, 8, 14], 2, 1),
        ] {
            for hand in 5..=9 {
                let counted = category_counts(&ranks, suits as u64, copies as u64, hand.into()).unwrap();
                assert_eq!(counted, enumerated(&ranks, suits, copies, hand), "{hand} of {ranks:?}");
            }
        }
    }

    #[test]
    fn what_the_formula_does_not_cover_has_none() {
        assert_eq!(category_counts(&FRENCH, 4, 1, 4), None);
        assert_eq!(category_counts(&FRENCH, 4, 1, 10), None);
        assert_eq!(category_counts(&[1, 2, 3, 4, 5, 6], 4, 1, 5), None);
        assert_eq!(category_counts(&[2, 2, 3, 4, 5, 6], 4, 1, 5), None);
        assert_eq!(category_counts(&FRENCH, u64::MAX, 2, 5), None);
        assert_eq!(category_counts(&FRENCH, 4, 0, 5), Some([0; 10]));
    }
}
