//! Three cards.

use super::Line;
use crate::explain::Saying as S;

/// The lines of a category; the last one is its number of hands. A straight may begin at ace, 2, … or queen: twelve
/// ranks.
pub(super) fn lines(category: &str) -> Option<&'static [Line]> {
    Some(match category {
        "straight_flush" => &[Line(S::PokerStraightFlushAny, &[], "12 * C(4, 1)")],
        "three_of_a_kind" => &[Line(S::PokerThreeAlike, &[], "C(13, 1) * C(4, 3)")],
        "straight" => &[Line(S::PokerStraight, &[], "12 * 4^3 - 12 * C(4, 1)")],
        "flush" => &[Line(S::PokerFlush, &["3"], "C(4, 1) * C(13, 3) - 12 * C(4, 1)")],
        "pair" => &[Line(S::PokerPair, &[], "C(13, 1) * C(4, 2) * C(12, 1) * 4")],
        "high_card" => &[Line(S::PokerHighCard, &[], "(C(13, 3) - 12) * (4^3 - 4)")],
        _ => return None,
    })
}
