//! Conditional and total probability, Bayes' formula.

use super::{Draft, Template};

pub(super) const TEMPLATES: &[Template] = &[
    Template {
        level: 1,
        draft: |draws| {
            let least = draws.from(8, 10);
            Draft {
                english: format!(
                    "Two fair dice are thrown. Given that the first shows a six, what is the probability that the sum is at least {least}?"
                ),
                chinese: format!("掷两颗均匀的骰子，已知第一颗是六点，求点数之和不小于 {least} 的概率。"),
                question: format!("X ~ 2d6; P(X >= {least} | X[1] = 6)"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let (a, b) = (draws.one_of(&[30, 40, 60]), draws.one_of(&[2, 3, 4]));
            let c = b + draws.from(1, 4);
            Draft {
                english: format!(
                    "Machine A makes {a}% of the parts and machine B the others. Of A's parts {b}% are defective, of B's {c}%. A part is picked at random. What is the probability that it is defective?"
                ),
                chinese: format!(
                    "甲机器生产 {a}% 的零件，其余由乙机器生产；甲的次品率为 {b}%，乙为 {c}%。任取一个零件是次品的概率是多少？"
                ),
                question: format!("A ~ bernoulli({a}%); bad ~ bernoulli(if A then {b}% else {c}%); P(bad)"),
            }
        },
    },
    Template {
        level: 3,
        draft: |draws| {
            let (a, b) = (draws.one_of(&[30, 40, 60]), draws.one_of(&[2, 3, 4]));
            let c = b + draws.from(1, 4);
            Draft {
                english: format!(
                    "Machine A makes {a}% of the parts and machine B the others. Of A's parts {b}% are defective, of B's {c}%. A part turns out to be defective. What is the probability that A made it?"
                ),
                chinese: format!(
                    "甲机器生产 {a}% 的零件，其余由乙机器生产；甲的次品率为 {b}%，乙为 {c}%。现取得一个次品，它由甲生产的概率是多少？"
                ),
                question: format!(
                    "A ~ bernoulli({a}%); bad ~ bernoulli(if A then {b}% else {c}%); P(A | bad)"
                ),
            }
        },
    },
    Template {
        level: 3,
        draft: |draws| {
            let ill = draws.from(1, 3);
            let (hit, false_alarm) = (draws.one_of(&[90, 95, 98]), draws.one_of(&[2, 4, 5]));
            Draft {
                english: format!(
                    "In a population {ill}% have an illness. A test is positive for {hit}% of those who have it, and also for {false_alarm}% of those who do not. Somebody's test is positive. What is the probability that this person has the illness?"
                ),
                chinese: format!(
                    "某病的患病率为 {ill}%。检验对患者呈阳性的概率为 {hit}%，对健康人误呈阳性的概率为 {false_alarm}%。某人检验呈阳性，求他患病的概率。"
                ),
                question: format!(
                    "ill ~ bernoulli({ill}%); positive ~ bernoulli(if ill then {hit}% else {false_alarm}%); P(ill | positive)"
                ),
            }
        },
    },
];
