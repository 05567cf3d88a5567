//! Waiting times, runs and ruin.

use super::numerals::{number, several, times};
use super::{Draft, Template};

pub(super) const TEMPLATES: &[Template] = &[
    Template {
        level: 1,
        draft: |draws| {
            let k = draws.from(2, 5);
            Draft {
                english: format!(
                    "A fair die is thrown until a six appears. What is the probability that this takes exactly {} throws?",
                    number(k)
                ),
                chinese: format!("反复掷一颗均匀的骰子直到出现六点，恰好掷 {k} 次的概率是多少？"),
                question: format!("T ~ geometric(1/6); P(T = {k})"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let (n, r) = (draws.from(4, 8), draws.from(2, 3));
            Draft {
                english: format!(
                    "A fair coin is tossed {}. What is the probability that at least {} heads come in a row?",
                    times(n),
                    number(r)
                ),
                chinese: format!("抛一枚均匀硬币 {n} 次，出现至少连续 {r} 次正面的概率是多少？"),
                question: format!("X ~ coins({n}); P(longest(heads in X) >= {r})"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let word = draws.one_of(&["HH", "HT", "HTH", "HHH", "HHT", "THH"]);
            Draft {
                english: format!(
                    "A fair coin is tossed until the last tosses read {word} (H heads, T tails). What is the mean number of tosses?"
                ),
                chinese: format!(
                    "反复抛一枚均匀硬币，直到最后几次依次为 {word}（H 正面，T 反面），抛掷次数的期望是多少？"
                ),
                question: format!("E(wait(\"{word}\" in coin))"),
            }
        },
    },
    Template {
        level: 3,
        draft: |draws| {
            let goal = draws.from(4, 8);
            let start = draws.from(1, goal - 1);
            let (p, q) = draws.one_of(&[(1, 2), (2, 5), (3, 5)]);
            Draft {
                english: format!(
                    "A player has {} and wins one more in each round with probability {p}/{q}, or loses one, until there are {goal} coins or none. What is the probability of ending with {goal} coins?",
                    several(start, "coin", "coins")
                ),
                chinese: format!(
                    "某人有 {start} 枚筹码，每局以概率 {p}/{q} 赢一枚，否则输一枚，到 {goal} 枚或输光为止。求最终达到 {goal} 枚的概率。"
                ),
                question: format!(
                    "S ~ chain from {start} step {{x+1: {p}/{q}, x-1: {}/{q}}} until x = 0 or x = {goal}; P(S = {goal})",
                    q - p
                ),
            }
        },
    },
];
