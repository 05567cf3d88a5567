//! The categories of poker as a textbook counts them: five cards of a pack with one card of every rank in every suit.

use crate::explain::favourable::Favourable;
use crate::explain::{Message, Step};
use crate::model::pattern::Comparison;
use crate::model::{Level, Scale, Space, Value};
use crate::number;
use num_bigint::BigUint;

/// What a category's formula says, in English and Chinese.
pub fn says(category: &str) -> (String, String) {
    let (english, chinese) = match category {
        "royal_flush" => ("Royal flush: one in each suit", "皇家同花顺：每种花色一种"),
        "straight_flush" => (
            "Straight flush: a lowest rank and a suit, less the royal ones",
            "同花顺：选起点与花色，去掉皇家同花顺",
        ),
        "four_of_a_kind" => {
            ("Four of a kind: its rank, then any other card", "四条：选点数，再任取一张其他牌")
        }
        "full_house" => (
            "Full house: the rank and suits of the three, then those of the pair",
            "葫芦：选三条的点数与花色，再选一对的点数与花色",
        ),
        "flush" => (
            "Flush: five ranks of one suit, less the straight flushes",
            "同花：一种花色的五个点数，去掉同花顺",
        ),
        "straight" => (
            "Straight: a lowest rank and any suits, less the straight flushes",
            "顺子：选起点与任意花色，去掉同花顺",
        ),
        "three_of_a_kind" => (
            "Three of a kind: its rank and suits, then two other ranks in any suits",
            "三条：选点数与花色，再选另外两个点数及花色",
        ),
        "two_pair" => (
            "Two pair: two ranks and their suits, then a card of a third rank",
            "两对：选两个点数及花色，再选一张其他点数",
        ),
        "pair" => (
            "A pair: its rank and suits, then three other ranks in any suits",
            "一对：选点数与花色，再选另外三个点数及花色",
        ),
        _ => (
            "High card: five different ranks that are no straight, in suits that are not all the same",
            "散牌：五个不同且不成顺的点数，花色不全相同",
        ),
    };
    (english.to_owned(), chinese.to_owned())
}

/// The number of hands of a category, by the textbook's formula, for five cards of the French pack.
pub fn ways(space: &Space, comparison: Comparison, bound: &Value) -> Option<Favourable> {
    let (Space::Choose(deck, 5) | Space::Draw(deck, 5)) = space else { return None };
    let Value::Level(level @ Level { scale: Scale::Poker, .. }) = bound else { return None };
    if *deck.as_ref() != crate::model::cards::deck(52).ok()? || comparison != Comparison::Equal {
        return None;
    }
    let (names, _) = Scale::Poker.names();
    let category = *names.get(usize::from(level.index))?;
    let c = number::binomial;
    let four = |n: u32| BigUint::from(4u32).pow(n);
    // A straight may begin at ace, 2, … or 10: ten lowest ranks.
    let (formula, count) = match category {
        "royal_flush" => ("C(4, 1)", c(4, 1)),
        "straight_flush" => ("10 * C(4, 1) - C(4, 1)", 9u32 * c(4, 1)),
        "four_of_a_kind" => ("C(13, 1) * C(4, 4) * C(48, 1)", c(13, 1) * c(48, 1)),
        "full_house" => ("C(13, 1) * C(4, 3) * C(12, 1) * C(4, 2)", c(13, 1) * c(4, 3) * c(12, 1) * c(4, 2)),
        "flush" => ("C(4, 1) * C(13, 5) - 10 * C(4, 1)", c(4, 1) * c(13, 5) - 10u32 * c(4, 1)),
        "straight" => ("10 * 4^5 - 10 * C(4, 1)", 10u32 * four(5) - 10u32 * c(4, 1)),
        "three_of_a_kind" => ("C(13, 1) * C(4, 3) * C(12, 2) * 4^2", c(13, 1) * c(4, 3) * c(12, 2) * four(2)),
        "two_pair" => {
            ("C(13, 2) * C(4, 2)^2 * C(11, 1) * C(4, 1)", c(13, 2) * c(4, 2).pow(2) * c(11, 1) * c(4, 1))
        }
        "pair" => ("C(13, 1) * C(4, 2) * C(12, 3) * 4^3", c(13, 1) * c(4, 2) * c(12, 3) * four(3)),
        "high_card" => ("(C(13, 5) - 10) * (4^5 - 4)", (c(13, 5) - 10u32) * (four(5) - 4u32)),
        _ => return None,
    };
    let mut steps = vec![Step::formula(Message::PokerWays { category }, formula, &count)];
    let mut total = count.clone();
    if matches!(space, Space::Draw(..)) {
        total *= number::factorial(5);
        steps.push(Step::formula(Message::Orders { count: 5 }, format!("{count} * 5!"), &total));
    }
    let unordered = matches!(space, Space::Draw(..)).then_some(count);
    Some(Favourable { unordered, ..Favourable::at_end(total, steps) })
}
