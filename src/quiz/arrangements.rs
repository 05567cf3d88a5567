//! Rows, rings, words and groups.

use super::numerals::{first, number};
use super::{Draft, Template};

pub(super) const TEMPLATES: &[Template] = &[
    Template {
        level: 1,
        draft: |draws| {
            let word = draws.one_of(&["BANANA", "LEVEL", "COFFEE", "LETTER", "PEPPER", "MAMMA", "TATTOO"]);
            Draft {
                english: format!(
                    "How many different words, with or without a meaning, can be made of all the letters of {word}?"
                ),
                chinese: format!("用 {word} 的全部字母可以排成多少个不同的字母串？"),
                question: format!("N(arrange(\"{word}\"))"),
            }
        },
    },
    Template {
        level: 1,
        draft: |draws| {
            let n = draws.from(6, 10);
            let k = draws.from(2, 4);
            let (english, chinese, form) = draws.one_of(&[
                ("for different posts", "担任各不相同的职务", "draw"),
                ("as a delegation, in which the order does not matter", "组成代表团（不分次序）", "choose"),
            ]);
            Draft {
                english: format!(
                    "In how many ways can {} of {} people be chosen {english}?",
                    number(k),
                    number(n)
                ),
                chinese: format!("从 {n} 人中选 {k} 人{chinese}，有多少种方法？"),
                question: format!("N({form} {k} from 1..{n})"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let n = draws.from(5, 8);
            Draft {
                english: format!(
                    "{} people sit down in a row at random. What is the probability that two of them, Ann and Bob, sit side by side?",
                    first(n)
                ),
                chinese: format!("{n} 人随机坐成一排，其中甲、乙两人相邻的概率是多少？"),
                question: format!("X ~ arrange(1..{n}); P(adjacent(1, 2, X))"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let n = draws.from(5, 8);
            Draft {
                english: format!(
                    "{} people sit down at a round table. In how many ways can they sit so that two of them, Ann and Bob, are side by side, where turning the table makes no difference?",
                    first(n)
                ),
                chinese: format!("{n} 人围圆桌而坐，甲、乙两人相邻的坐法有多少种（旋转后相同的算一种）？"),
                question: format!("X ~ ring(1..{n}); N(adjacent(1, 2, X))"),
            }
        },
    },
    Template {
        level: 3,
        draft: |draws| {
            let n = draws.from(4, 6);
            Draft {
                english: format!(
                    "{} letters are put into {} addressed envelopes at random, one into each. What is the probability that no letter is in its own envelope?",
                    first(n),
                    number(n)
                ),
                chinese: format!("把 {n} 封信随机装入 {n} 个写好地址的信封，没有一封装对的概率是多少？"),
                question: format!("X ~ arrange(1..{n}); P(fixed(X) = 0)"),
            }
        },
    },
    Template {
        level: 3,
        draft: |draws| {
            let (n, sizes, english) = draws.one_of(&[
                (6, "2, 2, 2", "three groups of two"),
                (6, "3, 3", "two groups of three"),
                (8, "4, 4", "two groups of four"),
                (8, "2, 3, 3", "a group of two and two groups of three"),
                (7, "3, 2, 2", "a group of three and two groups of two"),
            ]);
            Draft {
                english: format!(
                    "In how many ways can {} people be divided into {english}, if the groups have no names?",
                    number(n)
                ),
                chinese: format!(
                    "把 {n} 人分成人数分别为 {} 的若干组（组与组之间不加区分），有多少种分法？",
                    sizes.replace(", ", "、")
                ),
                question: format!("N(split(1..{n}, {sizes}))"),
            }
        },
    },
];
