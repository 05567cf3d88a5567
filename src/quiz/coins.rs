//! Tosses of coins.

use super::numerals::{number, several, times};
use super::{Draft, Template};

pub(super) const TEMPLATES: &[Template] = &[
    Template {
        level: 1,
        draft: |draws| {
            let n = draws.from(3, 7);
            let k = draws.from(1, n - 1);
            Draft {
                english: format!(
                    "A fair coin is tossed {}. What is the probability of exactly {}?",
                    times(n),
                    several(k, "head", "heads")
                ),
                chinese: format!("抛一枚均匀硬币 {n} 次，恰好出现 {k} 次正面的概率是多少？"),
                question: format!("X ~ coins({n}); P(count(heads in X) = {k})"),
            }
        },
    },
    Template {
        level: 1,
        draft: |draws| {
            let n = draws.from(3, 8);
            Draft {
                english: format!(
                    "A fair coin is tossed {}. What is the probability of at least one head?",
                    times(n)
                ),
                chinese: format!("抛一枚均匀硬币 {n} 次，至少出现一次正面的概率是多少？"),
                question: format!("X ~ coins({n}); P(count(heads in X) >= 1)"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let n = draws.from(4, 6);
            let k = draws.from(2, n - 1);
            let (p, q) = draws.one_of(&[(1, 3), (2, 3), (1, 4), (3, 4), (2, 5)]);
            Draft {
                english: format!(
                    "A biased coin shows heads with probability {p}/{q}. It is tossed {}. What is the probability of at least {} heads?",
                    times(n),
                    number(k)
                ),
                chinese: format!(
                    "一枚硬币出现正面的概率为 {p}/{q}，抛 {n} 次，至少出现 {k} 次正面的概率是多少？"
                ),
                question: format!("X ~ coins({n}, {p}/{q}); P(count(heads in X) >= {k})"),
            }
        },
    },
    Template {
        level: 3,
        draft: |draws| {
            let n = draws.from(2, 4);
            Draft {
                english: format!(
                    "A fair coin is tossed {}. Given that at least one toss shows heads, what is the probability that all of them do?",
                    times(n)
                ),
                chinese: format!("抛一枚均匀硬币 {n} 次，已知至少出现一次正面，求全部是正面的概率。"),
                question: format!("X ~ coins({n}); P(count(heads in X) = {n} | count(heads in X) >= 1)"),
            }
        },
    },
];
