//! Means and variances.

use super::numerals::{first, number, times};
use super::{Draft, Template};

pub(super) const TEMPLATES: &[Template] = &[
    Template {
        level: 1,
        draft: |draws| {
            let (n, f) = (draws.from(2, 10), draws.one_of(&[4, 6, 8, 10, 20]));
            Draft {
                english: format!(
                    "{} fair dice with {f} faces are thrown. What is the mean of their sum?",
                    first(n)
                ),
                chinese: format!("掷 {n} 颗均匀的 {f} 面骰子，点数之和的期望是多少？"),
                question: format!("X ~ {n}d{f}; E(X)"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let n = draws.from(3, 12);
            let c = draws.from(2, 4);
            Draft {
                english: format!(
                    "X is the number of heads in {} tosses of a fair coin. What is the variance of {c}X?",
                    number(n)
                ),
                chinese: format!("X 为抛均匀硬币 {n} 次出现的正面数，求 {c}X 的方差。"),
                question: format!("X ~ binomial({n}, 1/2); Var({c} * X)"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let n = draws.from(2, 3);
            Draft {
                english: format!(
                    "{} fair dice are thrown. What is the mean of the largest number shown?",
                    first(n)
                ),
                chinese: format!("掷 {n} 颗均匀的骰子，最大点数的期望是多少？"),
                question: format!("X ~ {n}d6; E(max(X))"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let f = draws.one_of(&[4, 6, 8, 10]);
            Draft {
                english: format!(
                    "X is the number that a fair die with {f} faces shows. What is the mean of X squared?"
                ),
                chinese: format!("X 为均匀的 {f} 面骰子的点数，求 X² 的期望。"),
                question: format!("X ~ d{f}; E(X^2)"),
            }
        },
    },
    Template {
        level: 3,
        draft: |draws| {
            let n = draws.from(3, 8);
            Draft {
                english: format!(
                    "A fair die is thrown {}. On average, how many of the six faces appear at least once?",
                    times(n)
                ),
                chinese: format!("掷均匀的骰子 {n} 次，出现的不同点数个数的期望是多少？"),
                question: format!("X ~ {n}d6; E(distinct(X))"),
            }
        },
    },
];
