//! Balls from urns, people for committees.

use super::numerals::{first, place, several};
use super::{Draft, Template};

pub(super) const TEMPLATES: &[Template] = &[
    Template {
        level: 1,
        draft: |draws| {
            let (r, w) = (draws.from(3, 6), draws.from(3, 6));
            Draft {
                english: format!(
                    "An urn holds {r} red and {w} white balls. Two balls are drawn without replacement. What is the probability that both are red?"
                ),
                chinese: format!("袋中有 {r} 个红球和 {w} 个白球，无放回地取两个，都是红球的概率是多少？"),
                question: format!("X ~ choose 2 from urn{{red:{r}, white:{w}}}; P(count(red in X) = 2)"),
            }
        },
    },
    Template {
        level: 1,
        draft: |draws| {
            let (r, w) = (draws.from(2, 6), draws.from(2, 6));
            let n = draws.from(2, 4);
            let k = draws.from(1, n - 1);
            Draft {
                english: format!(
                    "An urn holds {r} red and {w} white balls. {} balls are drawn with replacement. What is the probability that exactly {} red?",
                    first(n),
                    several(k, "of them is", "of them are")
                ),
                chinese: format!(
                    "袋中有 {r} 个红球和 {w} 个白球，有放回地取 {n} 次，恰有 {k} 次取到红球的概率是多少？"
                ),
                question: format!(
                    "X ~ draw {n} from urn{{red:{r}, white:{w}}} with replacement; P(count(red in X) = {k})"
                ),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let (m, w) = (draws.from(4, 7), draws.from(3, 6));
            Draft {
                english: format!(
                    "A committee of three is chosen from {m} men and {w} women. How many committees include at least one man?"
                ),
                chinese: format!("从 {m} 名男生和 {w} 名女生中选 3 人，至少有一名男生的选法有多少种？"),
                question: format!("X ~ choose 3 from people{{man:{m}, woman:{w}}}; N(count(man in X) >= 1)"),
            }
        },
    },
    Template {
        level: 2,
        draft: |draws| {
            let (r, w, b) = (draws.from(2, 5), draws.from(2, 5), draws.from(2, 5));
            Draft {
                english: format!(
                    "An urn holds {r} red, {w} white and {b} black balls. Three balls are drawn without replacement. What is the probability that they are of three different colours?"
                ),
                chinese: format!(
                    "袋中有红球 {r} 个、白球 {w} 个、黑球 {b} 个，无放回地取三个，三个颜色各不相同的概率是多少？"
                ),
                question: format!(
                    "X ~ choose 3 from urn{{red:{r}, white:{w}, black:{b}}}; P(distinct(X) = 3)"
                ),
            }
        },
    },
    Template {
        level: 3,
        draft: |draws| {
            let (r, w) = (draws.from(3, 6), draws.from(3, 6));
            let k = draws.from(2, 4);
            Draft {
                english: format!(
                    "An urn holds {r} red and {w} white balls, which are drawn one after another without replacement. Given that the first is white, what is the probability that the {} is red?",
                    place(k)
                ),
                chinese: format!(
                    "袋中有 {r} 个红球和 {w} 个白球，依次无放回地取球。已知第一个是白球，求第 {k} 个是红球的概率。"
                ),
                question: format!(
                    "X ~ draw {k} from urn{{red:{r}, white:{w}}}; P(X[{k}] = red | X[1] = white)"
                ),
            }
        },
    },
];
