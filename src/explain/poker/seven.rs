//! The best five of seven cards: which ranks the seven have, how often, and in which suits, so that no better category is
//! among them. [The method is that of B. Alspach, "7-card poker hands"]

use super::Line;
use crate::explain::Saying as S;

/// The rank sets of six and of seven ranks that hold a straight: the highest one reaches the ace, or the rank above it is
/// not there.
const RANKS_6: Line = Line(S::PokerStraightRanks, &["6", "1"], "C(8, 1) + 9 * C(7, 1)");
const RANKS_7: Line = Line(S::PokerStraightRanks, &["7", "2"], "C(8, 2) + 9 * C(7, 2)");

/// The suits of seven ranks, of six with a pair, of five with a three or with two pairs, without five alike.
const SUITS_7: Line = Line(S::PokerSuitsSingle, &[], "4^7 - 4 * (C(7, 7) + C(7, 6) * 3 + C(7, 5) * 3^2)");
const SUITS_6: Line = Line(S::PokerSuitsPair, &[], "4^5 - 4 - 2 * C(5, 4) * 3");
const SUITS_3: Line = Line(S::PokerSuitsThree, &[], "4^4 - 3");
const SUITS_22: Line =
    Line(S::PokerSuitsTwoPairs, &[], "C(4, 2) * (4^3 - 2) + C(4, 2) * 4 * (4^3 - 1) + C(4, 2) * 4^3");

/// The rank sets of five ranks that hold no straight.
const NONE_5: Line = Line(S::PokerNoStraight, &["5"], "C(13, 5) - 10");

const FULL_HOUSE: [Line; 4] = [
    Line(S::PokerTwoThrees, &[], "C(13, 2) * C(4, 3)^2 * C(44, 1)"),
    Line(S::PokerThreeTwoPairs, &[], "C(13, 1) * C(4, 3) * C(12, 2) * C(4, 2)^2"),
    Line(S::PokerThreePair, &[], "C(13, 1) * C(4, 3) * C(12, 1) * C(4, 2) * C(11, 2) * 4^2"),
    Line(S::CasesTogether, &[], "54912 + 123552 + 3294720"),
];

const FLUSH: [Line; 3] = [
    Line(S::PokerSuited, &[], "C(4, 1) * (C(13, 7) + C(13, 6) * C(39, 1) + C(13, 5) * C(39, 2))"),
    Line(S::PokerStraightSuited, &[], "C(4, 1) * C(47, 2) + 9 * C(4, 1) * C(46, 2)"),
    Line(S::PokerFlushLess, &[], "4089228 - 41584"),
];

const STRAIGHT: [Line; 11] = [
    RANKS_7,
    SUITS_7,
    Line(S::PokerSevenRanks, &[], "217 * 15540"),
    RANKS_6,
    SUITS_6,
    Line(S::PokerSixRanks, &[], "71 * C(6, 1) * C(4, 2) * 990"),
    SUITS_3,
    Line(S::PokerFiveRanksThree, &[], "10 * C(5, 1) * C(4, 3) * 253"),
    SUITS_22,
    Line(S::PokerFiveRanksPairs, &[], "10 * C(5, 2) * 2268"),
    Line(S::CasesTogether, &[], "3372180 + 2530440 + 50600 + 226800"),
];

const THREE: [Line; 3] =
    [NONE_5, SUITS_3, Line(S::PokerFiveRanksThree, &[], "1277 * C(5, 1) * C(4, 3) * 253")];

const TWO_PAIR: [Line; 5] = [
    Line(S::PokerThreePairs, &[], "C(13, 3) * C(4, 2)^3 * C(10, 1) * 4"),
    NONE_5,
    SUITS_22,
    Line(S::PokerFiveRanksPairs, &[], "1277 * C(5, 2) * 2268"),
    Line(S::CasesTogether, &[], "2471040 + 28962360"),
];

const PAIR: [Line; 4] = [
    RANKS_6,
    Line(S::PokerNoStraight, &["6"], "C(13, 6) - 71"),
    SUITS_6,
    Line(S::PokerSixRanks, &[], "1645 * C(6, 1) * C(4, 2) * 990"),
];

const HIGH_CARD: [Line; 4] = [
    RANKS_7,
    Line(S::PokerNoStraight, &["7"], "C(13, 7) - 217"),
    SUITS_7,
    Line(S::PokerSevenRanks, &[], "1499 * 15540"),
];

/// The lines of a category; the last one is its number of hands.
pub(super) fn lines(category: &str) -> Option<&'static [Line]> {
    Some(match category {
        "royal_flush" => &[Line(S::PokerRoyalOfSeven, &[], "C(4, 1) * C(47, 2)")],
        "straight_flush" => &[Line(S::PokerStraightFlushOfSeven, &[], "9 * C(4, 1) * C(46, 2)")],
        "four_of_a_kind" => &[Line(S::PokerFourOfSeven, &[], "C(13, 1) * C(4, 4) * C(48, 3)")],
        "full_house" => &FULL_HOUSE,
        "flush" => &FLUSH,
        "straight" => &STRAIGHT,
        "three_of_a_kind" => &THREE,
        "two_pair" => &TWO_PAIR,
        "pair" => &PAIR,
        "high_card" => &HIGH_CARD,
        _ => return None,
    })
}
