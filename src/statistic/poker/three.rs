//! Three-card poker.

use super::{ACE, hand, is_french};
use crate::error::{Error, ErrorKind};
use crate::model::{Card, Level, Scale, Value};
use crate::statistic::fold::{Automaton, Fold, Labels, views_by_value};
use crate::statistic::{Function, Kind, Role};

/// `poker3(H)`.
pub static POKER3: Function = Function {
    name: "poker3",
    signature: "poker3(H)",
    help: "the category of three cards, high_card to straight_flush",
    example: ("H ~ draw 3 from deck; P(poker3(H) = straight)", "36/1105"),
    parameters: &[Kind::Sample],
    arity: (1, 1),
    result: Kind::Label,
    sample: Some(0),
    value: |arguments| {
        let hand = hand(arguments[0].elements())?;
        three(hand.len() as u64)?;
        Ok(category(&hand).value())
    },
    fold: Some(|_, labels| {
        hand(&labels.labels)?;
        three(labels.length)?;
        Ok(fold(labels))
    }),
    scan: None,
    role: Role::Plain,
};

fn three(cards: u64) -> Result<(), Error> {
    if cards == 3 {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Range, format!("poker3 needs 3 cards, not {cards}"))
        .hint("five and more cards have a category of their own, `poker(H)`"))
}

/// The categories of three cards, from the lowest: a straight is rarer than a flush.
#[derive(Clone, Copy, PartialEq)]
enum Category {
    HighCard,
    Pair,
    Flush,
    Straight,
    ThreeOfAKind,
    StraightFlush,
}

impl Category {
    fn value(self) -> Value {
        Value::Level(Level { scale: Scale::Poker3, index: self as u8 })
    }
}

/// The definition.
fn category(hand: &[&Card]) -> Category {
    let mut ranks: Vec<i64> = hand.iter().map(|card| card.rank).collect();
    ranks.sort_unstable();
    let low_straight = ranks == [2, 3, ACE] && hand.iter().any(|card| card.rank == ACE && is_french(card));
    let straight = low_straight || ranks.windows(2).all(|two| two[0].checked_add(1) == Some(two[1]));
    let flush = hand.iter().all(|card| card.suit == hand[0].suit);
    let different = ranks.chunk_by(|a, b| a == b).count();
    match (straight, flush, different) {
        (true, true, _) => Category::StraightFlush,
        (_, _, 1) => Category::ThreeOfAKind,
        (true, _, _) => Category::Straight,
        (_, true, _) => Category::Flush,
        (_, _, 2) => Category::Pair,
        _ => Category::HighCard,
    }
}

/// The fold for cards that are all of French suits, or all of suits with names of their own.
fn fold(labels: &Labels) -> Option<Automaton<dyn Fold>> {
    let (views, distinct) = views_by_value(&labels.labels);
    let cards: Option<Vec<Card>> = distinct
        .iter()
        .map(|value| if let Value::Card(card) = value { Some(card.clone()) } else { None })
        .collect();
    let cards = cards.filter(|cards| cards.iter().all(|card| is_french(card) == is_french(&cards[0])))?;
    Some(Automaton { views, run: Box::new(Three { cards }) })
}

/// The state: what the ranks make so far, the view of the last card (0 where its rank cannot matter any more), and
/// the view of a card whose suit all share (or [`MIXED`]).
struct Three {
    cards: Vec<Card>,
}

const MIXED: i64 = -1;

/// What the ranks make, card by card in ascending order.
const NOTHING: i64 = 0;
const ONE: i64 = 1;
const TWO_EQUAL: i64 = 2;
const TWO_IN_A_ROW: i64 = 3;
const TWO_APART: i64 = 4;
const THREE_EQUAL: i64 = 5;
const THREE_IN_A_ROW: i64 = 6;
const A_PAIR: i64 = 7;
const THREE_APART: i64 = 8;

impl Three {
    fn card(&self, view: i64) -> Option<&Card> {
        usize::try_from(view).ok().and_then(|view| self.cards.get(view))
    }

    /// What the ranks make with this card after the last.
    fn next(&self, made: i64, last: i64, card: &Card) -> i64 {
        let before = self.card(last).map_or(card.rank, |last| last.rank);
        let (equal, in_a_row) = (before == card.rank, before.checked_add(1) == Some(card.rank));
        let low_ace = before == 3 && card.rank == ACE && is_french(card);
        match made {
            NOTHING => ONE,
            ONE if equal => TWO_EQUAL,
            ONE if in_a_row => TWO_IN_A_ROW,
            ONE => TWO_APART,
            TWO_EQUAL if equal => THREE_EQUAL,
            TWO_IN_A_ROW if in_a_row || low_ace => THREE_IN_A_ROW,
            TWO_IN_A_ROW | TWO_APART if equal => A_PAIR,
            TWO_EQUAL => A_PAIR,
            _ => THREE_APART,
        }
    }
}

impl Fold for Three {
    fn start(&self) -> Vec<i64> {
        vec![NOTHING, 0, 0]
    }

    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        let view = i64::from(view);
        let Some(card) = self.card(view) else { return };
        for _ in 0..multiplicity.min(3) {
            let same_suit = self.card(state[2]).is_some_and(|first| first.suit == card.suit);
            state[2] = if state[0] == NOTHING || state[2] != MIXED && same_suit { view } else { MIXED };
            state[0] = self.next(state[0], state[1], card);
            state[1] = if state[0] >= THREE_EQUAL { 0 } else { view };
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        let suited = state[2] != MIXED;
        let category = match state[0] {
            THREE_IN_A_ROW if suited => Category::StraightFlush,
            THREE_EQUAL => Category::ThreeOfAKind,
            THREE_IN_A_ROW => Category::Straight,
            _ if suited => Category::Flush,
            A_PAIR => Category::Pair,
            _ => Category::HighCard,
        };
        category.value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cards::deck;
    use crate::statistic::agreement::{Check, cards};

    #[test]
    fn folds_agree_with_the_definition() {
        let texts = ["As", "2s", "3s", "3h", "4s", "Kh", "Ad", "2s"];
        let pack = texts.map(|text| Value::Card(text.parse().unwrap()));
        Check::of(&POKER3).exhaustively(&pack[..7], 3).at_random(cards(), 3);
    }

    #[test]
    fn the_published_table_comes_out() {
        let pack = deck(52).unwrap();
        let cards: Vec<&Value> = pack.classes().iter().map(|(card, _)| card).collect();
        let mut counts = [0; 6];
        for i in 0..cards.len() {
            for j in 0..i {
                for k in 0..j {
                    let hand = Value::row([cards[i], cards[j], cards[k]].map(Clone::clone));
                    let Value::Level(level) = POKER3.apply(&[hand]).unwrap() else { panic!("not a level") };
                    counts[usize::from(level.index)] += 1;
                }
            }
        }
        assert_eq!(counts, [16_440, 3_744, 1_096, 720, 52, 48]);
        assert!(POKER3.apply(&[Value::row([])]).is_err());
    }
}
