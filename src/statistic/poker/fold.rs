//! The best five-card category as a fold over the cards in ascending order, rank by rank.
//!
//! The state is what later cards can still make better, and nothing else: after every card, whatever can no longer
//! lead to a category above the best so far is forgotten, so that few states remain (for seven cards of 52, fewer than two
//! thousand at a time, if the sweep calls [`Fold::advance`]). A fold knows how many cards are still to come.

use super::state::{Hand, InSuit, Straight};
use super::{ACE, Category, is_french};
use crate::model::{Card, Level, Scale, Value};
use crate::statistic::fold::{Automaton, Exchange, Fold, Labels, views_by_value};

/// The fold for cards that are all of French suits, or all of suits with names of their own; nothing for others, and
/// for packs and hands beyond any that are played.
pub(super) fn poker(labels: &Labels) -> Option<Automaton<dyn Fold>> {
    let (views, distinct) = views_by_value(&labels.labels);
    let cards: Vec<&Card> = distinct.iter().filter_map(as_card).collect();
    let french = is_french(cards.first()?);
    if cards.iter().any(|card| is_french(card) != french || french && !(2..=ACE).contains(&card.rank)) {
        return None;
    }
    let (ranks, suits) =
        (distinct_of(&cards, |card| card.rank), distinct_of(&cards, |card| card.suit.clone()));
    if labels.length > MOST || ranks.len() as u64 > MOST || suits.len() as u64 > MOST {
        return None;
    }
    let place = |card: &&Card| {
        let suit = suits.binary_search(&card.suit).unwrap_or(0);
        Place { rank: ranks.binary_search(&card.rank).unwrap_or(0), suit }
    };
    let places = cards.iter().map(place).collect();
    let follow = |(i, _): (usize, _)| {
        ranks[i..].windows(2).take_while(|two| two[0].checked_add(1) == Some(two[1])).count()
    };
    let ahead = ranks.iter().enumerate().map(follow).collect();
    let run = Poker { places, ahead, ranks, suits: suits.len(), french, length: labels.length };
    Some(Automaton { views, run: Box::new(run) })
}

/// The most cards, ranks and suits that fit the bits of a state.
const MOST: u64 = 1000;

fn as_card(value: &Value) -> Option<&Card> {
    match value {
        Value::Card(card) => Some(card),
        Value::Row(row) => row.first().and_then(as_card),
        _ => None,
    }
}

fn distinct_of<T: Ord>(cards: &[&Card], of: impl Fn(&Card) -> T) -> Vec<T> {
    let mut all: Vec<T> = cards.iter().map(|card| of(card)).collect();
    all.sort();
    all.dedup();
    all
}

/// The places of a card's rank and suit among those of the pack.
#[derive(Clone, Copy)]
struct Place {
    rank: usize,
    suit: usize,
}

struct Poker {
    /// The rank and suit of each view.
    places: Vec<Place>,
    ranks: Vec<i64>,
    /// How many ranks of the pack follow each without a gap.
    ahead: Vec<usize>,
    suits: usize,
    french: bool,
    length: u64,
}

impl Poker {
    /// Goes on to the rank of this card; suits before its suit are over for this rank.
    fn go_to(&self, hand: &mut Hand, state: &mut [i64], place: Place) {
        let moves = place.rank != hand.rank;
        let without_gap = place.rank == hand.rank + 1 && self.ahead[hand.rank] > 0;
        if moves {
            hand.rank = place.rank;
            hand.close_group();
            hand.straight.go_on(without_gap);
        }
        for suit in InSuit::held(state, self.suits) {
            let mut in_suit = InSuit::of(state, suit);
            if moves {
                in_suit.straight.go_on(without_gap);
            }
            if suit < place.suit && !in_suit.straight.here {
                in_suit.straight.run = 0;
            }
            in_suit.store(state, suit);
        }
    }

    /// Notes that this rank is there; whether that completes a straight.
    fn extend(&self, straight: &mut Straight, rank: usize) -> bool {
        let number = self.ranks[rank];
        straight.here = true;
        straight.awaits_ace |= self.french && number == 5 && straight.run >= 3;
        straight.run == 4 || (self.french && number == ACE && straight.awaits_ace)
    }

    fn add(&self, hand: &mut Hand, state: &mut [i64], place: Place, cards: u64) {
        hand.seen = hand.seen.saturating_add(cards);
        hand.add_to_group(cards);
        if self.extend(&mut hand.straight, place.rank) {
            hand.found(Category::Straight);
        }
        let mut in_suit = InSuit::of(state, place.suit);
        in_suit.count = in_suit.count.saturating_add(cards).min(5);
        if in_suit.count == 5 {
            hand.found(Category::Flush);
        }
        if self.extend(&mut in_suit.straight, place.rank) {
            let royal = self.french && self.ranks[place.rank] == ACE && in_suit.straight.run == 4;
            hand.found(if royal { Category::RoyalFlush } else { Category::StraightFlush });
        }
        in_suit.store(state, place.suit);
    }

    /// Forgets whatever the cards that are left cannot make better than the best so far.
    fn forget(&self, hand: &mut Hand, state: &mut [i64]) {
        let left = self.length.saturating_sub(hand.seen);
        hand.forget_groups(left);
        self.forget_straight(&mut hand.straight, hand.rank, left, hand.best >= Category::Straight as u64);
        for suit in InSuit::held(state, self.suits) {
            let mut in_suit = InSuit::of(state, suit);
            if !hand.lacks(Category::Flush) || in_suit.count + left < 5 {
                in_suit.count = 0;
            }
            self.forget_straight(&mut in_suit.straight, hand.rank, left, !hand.lacks(Category::RoyalFlush));
            in_suit.store(state, suit);
        }
    }

    fn forget_straight(&self, straight: &mut Straight, rank: usize, left: u64, decided: bool) {
        let missing = 5 - straight.run - u64::from(straight.here);
        let ranks_allow =
            straight.run + 1 + self.ahead[rank] as u64 >= 5 || (self.french && self.ranks[rank] <= 5);
        let awaits_ace = straight.awaits_ace && left > 0 && !decided;
        if decided || missing > left || !ranks_allow {
            *straight = Straight::NONE;
        }
        straight.awaits_ace = awaits_ace;
    }
}

impl Fold for Poker {
    fn start(&self) -> Vec<i64> {
        vec![0; 1 + self.suits.div_ceil(InSuit::A_WORD)]
    }

    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        let place = self.places[view as usize];
        let mut hand = Hand::of(state);
        self.go_to(&mut hand, state, place);
        self.add(&mut hand, state, place, multiplicity);
        self.forget(&mut hand, state);
        hand.store(state);
    }

    fn advance(&self, state: &mut [i64], view: u32) {
        let mut hand = Hand::of(state);
        self.go_to(&mut hand, state, self.places[view as usize]);
        self.forget(&mut hand, state);
        hand.store(state);
    }

    fn value(&self, state: &[i64]) -> Value {
        let index = u8::try_from(Hand::of(state).best).unwrap_or(0);
        Value::Level(Level { scale: Scale::Poker, index })
    }

    fn exchange(&self) -> Option<&dyn Exchange> {
        Some(self)
    }
}

/// No category tells one suit from another.
impl Exchange for Poker {
    fn place(&self, view: u32) -> (usize, usize) {
        let place = self.places[view as usize];
        (place.rank, place.suit)
    }

    fn items(&self) -> usize {
        self.suits
    }

    fn held(&self, state: &[i64], item: usize) -> i64 {
        InSuit::bits(state, item).cast_signed()
    }

    fn hold(&self, state: &mut [i64], item: usize, held: i64) {
        InSuit::store_bits(state, item, held.cast_unsigned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cards::{deck, home_made};
    use crate::model::{Population, Scale, Suit};
    use crate::number::binomial;
    use crate::statistic::agreement::{Check, cards, value_of_fold};
    use crate::statistic::poker::{POKER, category_counts};
    use num_bigint::BigUint;
    use num_traits::Zero;
    use rustc_hash::FxHashMap;

    /// The hands of each category by a sweep of the fold over the classes of a pack, and the most states at a time.
    fn swept(pack: &Population, hand: u64) -> (Vec<BigUint>, usize) {
        let mut classes = pack.classes().to_vec();
        classes.sort();
        let labels = Labels { labels: classes.iter().map(|(card, _)| card.clone()).collect(), length: hand };
        let automaton = poker(&labels).unwrap();
        let fold = automaton.run.as_ref();
        let mut states = FxHashMap::from_iter([((0u64, fold.start()), 1u128)]);
        let mut most = 0;
        for ((_, copies), &view) in classes.iter().zip(&automaton.views) {
            let mut next: FxHashMap<(u64, Vec<i64>), u128> = FxHashMap::default();
            for ((seen, mut state), ways) in states {
                fold.advance(&mut state, view);
                for m in 1..=(*copies).min(hand - seen) {
                    let mut taken = state.clone();
                    fold.step(&mut taken, view, m);
                    let choices = u128::try_from(binomial(*copies, m)).unwrap();
                    *next.entry((seen + m, taken)).or_default() += ways * choices;
                }
                *next.entry((seen, state)).or_default() += ways;
            }
            states = next;
            most = most.max(states.len());
        }
        let mut counts = vec![BigUint::zero(); 10];
        for ((_, state), ways) in states.into_iter().filter(|((seen, _), _)| *seen == hand) {
            let Value::Level(level) = fold.value(&state) else { panic!("not a level") };
            assert_eq!(level.scale, Scale::Poker);
            counts[usize::from(level.index)] += ways;
        }
        (counts, most)
    }

    #[test]
    fn random_hands_of_any_number_of_packs_agree() {
        for longest in [5, 7, 9, 12] {
            Check::of(&POKER).at_random(cards(), longest);
        }
    }

    #[test]
    fn all_hands_of_small_packs_agree() {
        let suits = |n: usize| Suit::FRENCH[..n].to_vec();
        for (ranks, suits) in [
            (vec![2, 3, 4, 5, 6, 14], suits(3)),
            (vec![10, 11, 12, 13, 14], suits(3)),
            (vec![2, 3, 4, 5, 10, 11, 12, 13, 14], suits(2)),
        ] {
            let pack: Vec<Value> = ranks
                .iter()
                .flat_map(|&rank| {
                    suits.iter().map(move |suit| Value::Card(Card { rank, suit: suit.clone() }))
                })
                .collect();
            for mask in (0u32..1 << pack.len()).filter(|mask| (5..=8).contains(&mask.count_ones())) {
                let hand: Vec<Value> =
                    (0..pack.len()).filter(|i| mask >> i & 1 == 1).map(|i| pack[i].clone()).collect();
                let labels = Labels { labels: pack.clone(), length: hand.len() as u64 };
                let automaton = poker(&labels).unwrap();
                let value = value_of_fold(automaton.run.as_ref(), &automaton.views, &pack, &hand);
                assert_eq!(value, POKER.apply(&[Value::row(hand)]).unwrap());
            }
        }
    }

    #[test]
    fn sweeps_of_whole_packs_give_the_published_tables() {
        for (size, hand, most_states) in [(52, 5, 200), (52, 7, 2_000), (32, 7, 2_000), (104, 6, 1_000)] {
            let ranks: Vec<i64> = if size == 32 { (7..=14).collect() } else { (2..=14).collect() };
            let expected = category_counts(&ranks, 4, size.max(52) / 52, hand).unwrap();
            let (counts, states) = swept(&deck(size).unwrap(), hand);

            assert_eq!(counts, expected.map(BigUint::from));
            assert!(states < most_states, "{states} states for {hand} of {size}");
        }
    }

    #[test]
    fn packs_with_suits_of_their_own_are_swept() {
        let pack = home_made(&[1, 2, 3, 4, 5, 6, 14], &["red".into(), "green".into()], 1).unwrap();
        let (counts, _) = swept(&pack, 5);
        let mut expected = vec![BigUint::zero(); 10];
        let labels: Vec<Value> = pack.classes().iter().map(|(card, _)| card.clone()).collect();
        for mask in (0u32..1 << labels.len()).filter(|mask| mask.count_ones() == 5) {
            let hand = (0..labels.len()).filter(|i| mask >> i & 1 == 1).map(|i| labels[i].clone());
            let Value::Level(level) = POKER.apply(&[Value::row(hand)]).unwrap() else {
                panic!("not a level")
            };
            expected[usize::from(level.index)] += 1u32;
        }
        assert_eq!(counts, expected);
    }
}
