//! Poker: the best five-card category of a hand, three-card poker, and which of two hands wins.
//!
//! A category asks for certain cards among those held, so the best five of any number of cards have the highest
//! category whose cards are there. Any pack will do: ranks are numbers, suits are names. The ace of a French suit also
//! counts as 1, below the two; only French suits have a royal flush. In several packs shuffled together, five equal
//! ranks are four of a kind, and a suited pair among five suited cards is a flush. Jokers are refused.

mod fold;
mod state;
mod table;
pub mod three;

pub use table::category_counts;

use crate::error::{Error, ErrorKind};
use crate::model::{Card, Level, Scale, Suit, Value};
use crate::statistic::suits::card;
use crate::statistic::{Function, Kind, Role};

/// The functions of this family.
pub const FUNCTIONS: &[&Function] = &[&POKER, &three::POKER3, &BEATS];

/// `poker(H)`.
pub static POKER: Function = Function {
    name: "poker",
    signature: "poker(H)",
    help: "the category of the best five of the cards, high_card to royal_flush",
    example: ("H ~ draw 5 from deck; P(poker(H) = full_house)", "6/4165"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Label,
    sample: Some(0),
    value: |arguments| {
        let hand = hand(arguments[0].elements())?;
        enough(hand.len() as u64)?;
        Ok(category(&hand).value())
    },
    fold: Some(|_, labels| {
        hand(&labels.labels)?;
        enough(labels.length)?;
        Ok(fold::poker(labels))
    }),
    scan: None,
    role: Role::Plain,
};

/// `beats(H, G)`.
pub static BEATS: Function = Function {
    name: "beats",
    signature: "beats(H, G)",
    help: "the five cards of H win against those of G, kickers included; suits do not break ties",
    example: ("H, G ~ deal(5, 5, cards(2..6, {spades, hearts}, 1)); P(beats(H, G))", "55/126"),
    parameters: &[Kind::Sample, Kind::Sample],
    arity: (2, 2),
    result: Kind::Truth,
    sample: Some(0),
    value: |arguments| {
        let (ours, theirs) = (hand(arguments[0].elements())?, hand(arguments[1].elements())?);
        Ok(Value::Truth(strength(&ours)? > strength(&theirs)?))
    },
    fold: None,
    scan: None,
    role: Role::Plain,
};

/// The rank of the ace, and what it counts as below the two.
pub(super) const ACE: i64 = 14;
const LOW_ACE: i64 = 1;

/// The categories of five cards, from the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Category {
    HighCard,
    Pair,
    TwoPair,
    ThreeOfAKind,
    Straight,
    Flush,
    FullHouse,
    FourOfAKind,
    StraightFlush,
    RoyalFlush,
}

impl Category {
    fn value(self) -> Value {
        Value::Level(Level { scale: Scale::Poker, index: self as u8 })
    }
}

/// The cards that labels are.
fn hand(labels: &[Value]) -> Result<Vec<&Card>, Error> {
    labels.iter().map(|label| card("poker category", label)).collect()
}

fn enough(cards: u64) -> Result<(), Error> {
    if cards >= 5 {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Range, format!("poker needs at least 5 cards, not {cards}"))
        .hint("three cards have a category of their own, `poker3(H)`"))
}

/// The definition: the highest category whose cards are among these (at least five).
fn category(hand: &[&Card]) -> Category {
    let groups = group_sizes(hand);
    let suits: Vec<Vec<&Card>> = hand.iter().map(|card| of_suit(hand, &card.suit)).collect();
    let straight_flush = |suited: &Vec<&Card>| has_straight(suited);
    let royal_flush = |suited: &Vec<&Card>| {
        is_french(suited[0]) && (10..=ACE).all(|rank| suited.iter().any(|card| card.rank == rank))
    };
    match groups[..] {
        _ if suits.iter().any(royal_flush) => Category::RoyalFlush,
        _ if suits.iter().any(straight_flush) => Category::StraightFlush,
        [4..=usize::MAX, ..] => Category::FourOfAKind,
        [3, 2..=3, ..] => Category::FullHouse,
        _ if suits.iter().any(|suited| suited.len() >= 5) => Category::Flush,
        _ if has_straight(hand) => Category::Straight,
        [3, ..] => Category::ThreeOfAKind,
        [2, 2, ..] => Category::TwoPair,
        [2, ..] => Category::Pair,
        _ => Category::HighCard,
    }
}

/// How many cards of each rank there are, largest first.
fn group_sizes(hand: &[&Card]) -> Vec<usize> {
    let mut ranks: Vec<i64> = hand.iter().map(|card| card.rank).collect();
    ranks.sort_unstable();
    let mut sizes: Vec<usize> = ranks.chunk_by(|a, b| a == b).map(<[i64]>::len).collect();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes
}

fn of_suit<'a>(hand: &[&'a Card], suit: &Suit) -> Vec<&'a Card> {
    hand.iter().filter(|card| card.suit == *suit).copied().collect()
}

pub(super) fn is_french(card: &Card) -> bool {
    !matches!(card.suit, Suit::Named(_))
}

/// Whether five ranks follow one another, the ace being also below the two.
fn has_straight(hand: &[&Card]) -> bool {
    let low_ace = hand.iter().any(|card| is_french(card) && card.rank == ACE);
    let mut ranks: Vec<i64> = hand.iter().map(|card| card.rank).chain(low_ace.then_some(LOW_ACE)).collect();
    ranks.sort_unstable();
    ranks.dedup();
    ranks.windows(5).any(|five| five[0].checked_add(4) == Some(five[4]))
}

/// What decides between two hands of five cards: the category, then the ranks, those of larger groups first.
fn strength(hand: &[&Card]) -> Result<(Category, Vec<i64>), Error> {
    if hand.len() != 5 {
        return Err(Error::new(
            ErrorKind::Range,
            format!("beats compares hands of 5 cards, not {}", hand.len()),
        )
        .hint("for more cards, compare their categories: `poker(H) > poker(G)`"));
    }
    let category = category(hand);
    let mut ranks: Vec<i64> = hand.iter().map(|card| card.rank).collect();
    let size = |rank: i64| hand.iter().filter(|card| card.rank == rank).count();
    match category {
        Category::Straight | Category::StraightFlush if ranks.contains(&ACE) && ranks.contains(&2) => {
            // The ace of 5-4-3-2-A is the lowest card.
            ranks.iter_mut().filter(|rank| **rank == ACE).for_each(|rank| *rank = LOW_ACE);
            ranks.sort_unstable_by(|a, b| b.cmp(a));
        }
        Category::Flush => ranks.sort_unstable_by(|a, b| b.cmp(a)),
        _ => ranks.sort_unstable_by(|&a, &b| size(b).cmp(&size(a)).then(b.cmp(&a))),
    }
    Ok((category, ranks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistic::agreement::Check;

    fn cards(text: &str) -> Value {
        Value::row(text.split(' ').map(|card| Value::Card(card.parse().unwrap())))
    }

    fn is(hand: &str, category: &str) {
        let level = Scale::Poker.level(category).unwrap();
        Check::of(&POKER).definition([cards(hand)], &Value::Level(level));
    }

    #[test]
    fn hands_have_the_categories_of_the_rules() {
        is("As Ks Qs Js 10s", "royal_flush");
        is("Ks Qs Js 10s 9s", "straight_flush");
        is("As 2s 3s 4s 5s", "straight_flush");
        is("As Ah Ad Ac Ks", "four_of_a_kind");
        is("As Ah Ad Kc Ks", "full_house");
        is("As 3s 5s 7s 9s", "flush");
        is("As Kh Qd Jc 10s", "straight");
        is("As 2h 3d 4c 5s", "straight");
        is("Qs Kh Ad 2c 3s", "high_card");
        is("As Ah Ad Kc Qs", "three_of_a_kind");
        is("As Ah Kd Kc Qs", "two_pair");
        is("As Ah Kd Qc Js", "pair");
        is("As Kh Qd Jc 9s", "high_card");
    }

    #[test]
    fn the_best_five_of_more_cards_count() {
        is("As 2s 3s 4s 5s Ah Ad Ac", "straight_flush");
        is("As Ah Ad Kc Kh Kd 2s", "full_house");
        is("As Ks Qs Js 9s 10h 2c", "flush");
        is("2s 2h 3s 3h 4s 4h 9c", "two_pair");
        is("6s 5s 4s 3s 2s As 9h", "straight_flush");
        // Several packs: five of a kind, and a flush with a pair in it.
        is("As As Ah Ad Ac", "four_of_a_kind");
        is("As As 3s 4s 9s", "flush");
        is("As As As Ks Ks", "full_house");
    }

    #[test]
    fn own_suits_have_straights_without_a_low_ace() {
        let own =
            |ranks: [i64; 5]| ranks.map(|rank| Value::Card(Card { rank, suit: Suit::Named("red".into()) }));
        let category = |ranks| POKER.apply(&[Value::row(own(ranks))]).unwrap().to_string();
        assert_eq!(category([10, 11, 12, 13, 14]), "straight_flush");
        assert_eq!(category([14, 2, 3, 4, 5]), "flush");
        assert_eq!(category([1, 2, 3, 4, 5]), "straight_flush");
    }

    /// Of a six-rank pack of three suits, the best category of a hand is the best of its fives.
    #[test]
    fn the_category_is_the_best_over_all_fives() {
        let ranks = [2, 3, 4, 5, 6, 14];
        let pack: Vec<Card> = ranks
            .iter()
            .flat_map(|&rank| Suit::FRENCH[..3].iter().map(move |suit| Card { rank, suit: suit.clone() }))
            .collect();
        for mask in (0u32..1 << pack.len()).filter(|mask| (5..=7).contains(&mask.count_ones())) {
            let hand: Vec<&Card> = (0..pack.len()).filter(|i| mask >> i & 1 == 1).map(|i| &pack[i]).collect();
            let mut best = Category::HighCard;
            for five in (0u32..1 << hand.len()).filter(|five| five.count_ones() == 5) {
                let five: Vec<&Card> =
                    (0..hand.len()).filter(|i| five >> i & 1 == 1).map(|i| hand[i]).collect();
                best = best.max(category(&five));
            }
            assert_eq!(category(&hand), best, "{hand:?}");
        }
    }

    #[test]
    fn kickers_decide_between_equal_categories() {
        let beats = |ours: &str, theirs: &str| {
            BEATS.apply(&[cards(ours), cards(theirs)]).unwrap() == Value::Truth(true)
        };
        assert!(beats("As Ah Kd Qc Js", "Ad Ac Kh Qs 10s"));
        assert!(beats("3s 3h 3d 2c 2s", "2h 2d 2c Ac As"));
        assert!(beats("6s 5h 4d 3c 2s", "Ah 2d 3h 4c 5s"));
        assert!(beats("Ks Kh Qd Qc 2s", "Kd Kc Js Jh As"));
        assert!(!beats("As Ah Kd Qc Js", "Ad Ac Kh Qs Jd"));
        assert!(!beats("As Kh Qd Jc 9s", "2s 2h 3d 4c 5s"));
        assert!(BEATS.apply(&[cards("As Ks"), cards("Ah Kh")]).is_err());
    }

    #[test]
    fn too_few_cards_and_jokers_are_refused() {
        let error = POKER.apply(&[cards("As Ks Qs")]).unwrap_err();
        assert_eq!(error.message(), "poker needs at least 5 cards, not 3");
        let error = POKER.apply(&[Value::row(vec![Value::word("joker"); 5])]).unwrap_err();
        assert_eq!(error.message(), "a joker has no poker category");
    }
}
