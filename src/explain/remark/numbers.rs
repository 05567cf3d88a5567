//! The remarks that speak of a number of things: of orders counted or not, of so many fixed, of another number.

use super::Remark;

impl Remark {
    /// What they say, in English and Chinese.
    pub(super) fn of_numbers(&self) -> (String, String) {
        match self {
            Self::FixedThenFree { least } => (
                format!(
                    "{least} of them fixed and the rest left free: an outcome with m of them is counted C(m, {least}) times"
                ),
                format!("先取定 {least} 个，其余任取：含 m 个的结果被重复数了 C(m, {least}) 次"),
            ),
            Self::OtherNumber { number } => (
                format!("That is the answer for {number} of them"),
                format!("这是 {number} 次（个）时的答案"),
            ),
            Self::AlikeThenFree { alike } => (
                format!(
                    "{alike} alike fixed and the rest left free: the rest may be alike too, so that outcomes are counted several times, or are none that were asked for"
                ),
                format!(
                    "先取定 {alike} 个相同的，其余任取：其余的也可能相同，于是重复计数，或数进了不合要求的结果"
                ),
            ),
            Self::CasesAlike { cases } => (
                format!("{cases} cases taken as equally likely, and they are not"),
                format!("把 {cases} 种情形当作等可能，其实不然"),
            ),
            Self::Ordered { count, counted: false } => (
                format!(
                    "An ordered number over an unordered one: each hand was counted in all its {count}! orders above, and not below"
                ),
                format!("分子计次序而分母不计：分子把每种取法的 {count}! 种次序都数了"),
            ),
            Self::Unordered { count, counted: false } => (
                format!("An unordered number over an ordered one: {count}! is missing above"),
                format!("分子不计次序而分母计次序：分子少了 {count}!"),
            ),
            Self::Ordered { count, .. } => (
                format!("Order does not count here, and all {count}! orders were counted"),
                format!("这里不计次序，却把 {count}! 种次序都数了"),
            ),
            Self::Unordered { count, .. } => (
                format!("Order counts here, and its {count}! orders were taken as one"),
                format!("这里计次序，却把 {count}! 种次序当作了一种"),
            ),
            Self::OrdersMore { count } => (
                format!(
                    "{count}! times too many: the order of {count} things was counted, and it makes no difference"
                ),
                format!("多了 {count}! 倍：把 {count} 个不分次序的对象排了次序"),
            ),
            Self::OrdersLess { count } => (
                format!(
                    "{count}! times too few: the order of {count} things makes a difference, and was not counted"
                ),
                format!("少了 {count}! 倍：{count} 个对象之间的次序没有计入"),
            ),
            _ => Default::default(),
        }
    }
}
