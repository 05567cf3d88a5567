//! Poker categories, by the definition of each.

use super::value::{Known, Refusal, V};

/// The names of the categories, from the lowest.
pub fn categories(cards: usize) -> &'static [&'static str] {
    if cards == 3 {
        return &["high_card", "pair", "flush", "straight", "three_of_a_kind", "straight_flush"];
    }
    &[
        "high_card",
        "pair",
        "two_pair",
        "three_of_a_kind",
        "straight",
        "flush",
        "full_house",
        "four_of_a_kind",
        "straight_flush",
        "royal_flush",
    ]
}

/// The category of exactly so many cards, each of which is there once.
pub fn category(cards: usize, hand: &[V]) -> Known<V> {
    if hand.len() != cards {
        return Err(Refusal::Beyond);
    }
    let (mut ranks, mut suits) = (Vec::new(), Vec::new());
    for card in hand {
        let V::Card(rank, suit) = card else { return Err(Refusal::Meaningless) };
        ranks.push(*rank);
        suits.push(suit);
    }
    ranks.sort_unstable();
    let mut groups: Vec<usize> = ranks.chunk_by(|a, b| a == b).map(<[i64]>::len).collect();
    groups.sort_by_key(|n| std::cmp::Reverse(*n));
    let is_flush = suits.iter().all(|suit| *suit == suits[0]);
    let in_a_row = |ranks: &[i64]| ranks.windows(2).all(|w| w[1] == w[0] + 1);
    let mut low: Vec<i64> = ranks.iter().map(|r| if *r == 14 { 1 } else { *r }).collect();
    low.sort_unstable();
    let is_straight = in_a_row(&ranks) || in_a_row(&low);
    let name = match (is_straight, is_flush, groups.as_slice()) {
        (true, true, _) if cards == 5 && ranks[0] == 10 => "royal_flush",
        (true, true, _) => "straight_flush",
        (_, _, [4, ..]) => "four_of_a_kind",
        (_, _, [3, 2]) => "full_house",
        (_, true, _) => "flush",
        (true, _, _) => "straight",
        (_, _, [3, ..]) => "three_of_a_kind",
        (_, _, [2, 2, ..]) => "two_pair",
        (_, _, [2, ..]) => "pair",
        _ => "high_card",
    };
    let place = categories(cards).iter().position(|n| *n == name).ok_or(Refusal::Beyond)?;
    Ok(V::Category(cards, place as i64))
}
