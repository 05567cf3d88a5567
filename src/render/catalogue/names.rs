//! Models, roads and categories by name, in both languages.

use crate::answer::{Road, Unchecked};
use crate::model::Model;

pub(super) fn model_name(model: Model) -> (&'static str, &'static str) {
    match model {
        Model::EquallyLikely => ("equally likely outcomes", "等可能模型（古典概型）"),
        Model::Multinomial => ("multinomial: independent trials", "多项模型（独立重复试验）"),
        Model::Combinatorics => ("permutations and combinations", "排列组合模型"),
        Model::Mixed => ("several models together", "多个模型的组合"),
        Model::Process => ("a process that ends by a condition", "随机过程（直到条件成立为止）"),
        Model::Arithmetic => ("arithmetic: nothing is random", "算术（不含随机性）"),
    }
}

/// Why there is no check, in English and Chinese.
pub(super) fn not_checked(why: Unchecked) -> (&'static str, &'static str) {
    match why {
        Unchecked::NoTest => (
            "trials are held against probabilities, counts, means and distributions alone",
            "试验只用来检验概率、计数、均值与分布",
        ),
        Unchecked::NoSpread => (
            "the spread around this mean is infinite, or not known within the time of a check",
            "方差为无穷，或在检验的时限内求不出，无从判断试验均值应有的偏差",
        ),
        Unchecked::NeverEnds => ("a trial may never end", "一次试验可能永不结束"),
        Unchecked::TooSlow => ("the trials take too long", "试验耗时过长"),
        Unchecked::TooLarge => ("one trial is too large to be made", "单次试验规模过大，无法实际进行"),
    }
}

pub(super) fn road_taken(road: Road) -> (&'static str, &'static str) {
    match road {
        Road::Arithmetic => ("worked out directly", "直接计算"),
        Road::ClosedForm => ("a closed formula", "公式"),
        Road::ByClass => ("counted class by class", "逐类计数"),
        Road::ByPosition => ("counted place by place", "逐位计数"),
        Road::Elimination => ("experiment after experiment", "逐个试验计数"),
        Road::Chain => ("a system of linear equations", "解线性方程组"),
        Road::Enumeration => ("every outcome listed", "逐一列举"),
    }
}

/// The names of the poker categories in Chinese, beside those of the question language.
pub const CATEGORIES: [(&str, &str); 10] = [
    ("high_card", "高牌"),
    ("pair", "一对"),
    ("two_pair", "两对"),
    ("three_of_a_kind", "三条"),
    ("straight", "顺子"),
    ("flush", "同花"),
    ("full_house", "葫芦"),
    ("four_of_a_kind", "四条"),
    ("straight_flush", "同花顺"),
    ("royal_flush", "皇家同花顺"),
];

/// The name of a poker category in Chinese.
#[must_use]
pub fn category_in_chinese(name: &str) -> Option<&'static str> {
    CATEGORIES.iter().find(|(english, _)| *english == name).map(|(_, chinese)| *chinese)
}
