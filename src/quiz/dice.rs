//! Throws of dice.

use super::numerals::{first, times};
use super::{Draft, Template};

pub(super) const TEMPLATES: &[Template] = &[
    Template {
        level: 1,
        draft: |draws| {
            let s = draws.from(3, 11);
            Draft {
                english: format!("Two fair dice are thrown. What is the probability that their sum is {s}?"),
                chinese: format!("掷两颗均匀的骰子，点数之和为 {s} 的概率是多少？"),
                question: format!("X ~ 2d6; P(X = {s})"),
            }
        },
    },
    Template {
        level: 1,
        draft: |draws| {
            let n = draws.from(2, 5);
            Draft {
                english: format!(
                    "A fair die is thrown {}. What is the probability of at least one six?",
                    times(n)
                ),
                chinese: format!("掷一颗均匀的骰子 {n} 次，至少出现一次六点的概率是多少？"),
                question: format!("X ~ {n}d6; P(count(6 in X) >= 1)"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let n = draws.from(3, 5);
            let k = draws.from(1, 2);
            let some = if k == 1 { "one of them shows" } else { "two of them show" };
            Draft {
                english: format!(
                    "{} fair dice are thrown. What is the probability that exactly {some} more than four?",
                    first(n)
                ),
                chinese: format!("掷 {n} 颗均匀的骰子，恰有 {k} 颗的点数大于四的概率是多少？"),
                question: format!("X ~ {n}d6; P(count(>= 5 in X) = {k})"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let n = draws.from(3, 6);
            Draft {
                english: format!(
                    "{} fair dice are thrown. What is the probability that no two of them show the same number?",
                    first(n)
                ),
                chinese: format!("掷 {n} 颗均匀的骰子，点数互不相同的概率是多少？"),
                question: format!("X ~ {n}d6; P(distinct(X) = {n})"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let (n, m) = (draws.from(2, 4), draws.from(2, 5));
            Draft {
                english: format!(
                    "{} fair dice are thrown. What is the probability that the largest number shown is {m}?",
                    first(n)
                ),
                chinese: format!("掷 {n} 颗均匀的骰子，最大点数恰为 {m} 的概率是多少？"),
                question: format!("X ~ {n}d6; P(max(X) = {m})"),
            }
        },
    },
    Template {
        level: 3,
        draft: |draws| {
            let s = draws.from(6, 10);
            Draft {
                english: format!(
                    "Two fair dice are thrown and their sum is {s}. What is the probability that at least one of them shows a four?"
                ),
                chinese: format!("掷两颗均匀的骰子，已知点数之和为 {s}，求至少有一颗是四点的概率。"),
                question: format!("X ~ 2d6; P(count(4 in X) >= 1 | X = {s})"),
            }
        },
    },
];
