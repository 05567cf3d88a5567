//! Five cards.

use super::Line;
use crate::explain::Saying as S;

/// The lines of a category; the last one is its number of hands. A straight may begin at ace, 2, … or 10: ten ranks.
pub(super) fn lines(category: &str) -> Option<&'static [Line]> {
    Some(match category {
        "royal_flush" => &[Line(S::PokerRoyal, &[], "C(4, 1)")],
        "straight_flush" => &[Line(S::PokerStraightFlush, &[], "10 * C(4, 1) - C(4, 1)")],
        "four_of_a_kind" => &[Line(S::PokerFour, &[], "C(13, 1) * C(4, 4) * C(48, 1)")],
        "full_house" => &[Line(S::PokerFullHouse, &[], "C(13, 1) * C(4, 3) * C(12, 1) * C(4, 2)")],
        "flush" => &[Line(S::PokerFlush, &["5"], "C(4, 1) * C(13, 5) - 10 * C(4, 1)")],
        "straight" => &[Line(S::PokerStraight, &[], "10 * 4^5 - 10 * C(4, 1)")],
        "three_of_a_kind" => &[Line(S::PokerThree, &[], "C(13, 1) * C(4, 3) * C(12, 2) * 4^2")],
        "two_pair" => &[Line(S::PokerTwoPair, &[], "C(13, 2) * C(4, 2)^2 * C(11, 1) * C(4, 1)")],
        "pair" => &[Line(S::PokerPair, &[], "C(13, 1) * C(4, 2) * C(12, 3) * 4^3")],
        "high_card" => &[Line(S::PokerHighCard, &[], "(C(13, 5) - 10) * (4^5 - 4)")],
        _ => return None,
    })
}
