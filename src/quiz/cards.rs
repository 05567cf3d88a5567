//! Hands of cards.

use super::numerals::{number, several};
use super::{Draft, Template};

/// What may be counted in a hand: in the language, several and one in English, and in Chinese.
const KINDS: &[(&str, &str, &str, &str)] = &[
    ("ace", "aces", "an ace", " A "),
    ("hearts", "hearts", "a heart", "红桃"),
    ("face", "court cards (jack, queen or king)", "a court card (jack, queen or king)", "人头牌（J、Q、K）"),
    ("red", "red cards", "a red card", "红色牌"),
];

pub(super) const TEMPLATES: &[Template] = &[
    Template {
        level: 1,
        draft: |draws| {
            let (pattern, english, _, chinese) = draws.one_of(KINDS);
            Draft {
                english: format!(
                    "Two cards are drawn from a pack of 52. What is the probability that both are {english}?"
                ),
                chinese: format!("从 52 张牌中任取两张，两张都是{chinese}的概率是多少？"),
                question: format!("H ~ choose 2 from deck; P(count({pattern} in H) = 2)"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let (pattern, english, one, chinese) = draws.one_of(KINDS);
            let n = draws.from(3, 5);
            let k = draws.from(1, 2);
            let some = several(k, one.split_once(' ').map_or(one, |(_, one)| one), english);
            Draft {
                english: format!(
                    "A hand of {} cards is dealt from a pack of 52. What is the probability that it holds exactly {some}?",
                    number(n)
                ),
                chinese: format!("从 52 张牌中任取 {n} 张，恰有 {k} 张{chinese}的概率是多少？"),
                question: format!("H ~ choose {n} from deck; P(count({pattern} in H) = {k})"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let (pattern, _, english, chinese) = draws.one_of(KINDS);
            let n = draws.from(2, 5);
            Draft {
                english: format!(
                    "A hand of {} cards is dealt from a pack of 52. What is the probability that at least one of them is {english}?",
                    number(n)
                ),
                chinese: format!("从 52 张牌中任取 {n} 张，至少有一张{chinese}的概率是多少？"),
                question: format!("H ~ choose {n} from deck; P(count({pattern} in H) >= 1)"),
            }
        },
    },
    Template {
        level: 3,
        draft: |draws| {
            let (category, english, chinese) = draws.one_of(&[
                ("pair", "exactly one pair and nothing better", "恰为一对"),
                ("two_pair", "two pairs", "两对"),
                ("three_of_a_kind", "three of a kind and nothing better", "三条"),
                ("full_house", "a full house", "葫芦（三带二）"),
                ("flush", "a flush but not a straight flush", "同花（不含同花顺）"),
                ("four_of_a_kind", "four of a kind", "四条"),
            ]);
            Draft {
                english: format!("How many hands of five cards from a pack of 52 are {english}?"),
                chinese: format!("从 52 张牌中任取五张，{chinese}的取法有多少种？"),
                question: format!("H ~ choose 5 from deck; N(poker(H) = {category})"),
            }
        },
    },
];
