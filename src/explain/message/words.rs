//! The words of the messages, in English and Chinese side by side.

use super::Message;
use crate::help::Language;
use crate::solve::Road;

impl Message {
    /// The sentence in English and in Chinese.
    pub(super) fn both(&self) -> (String, String) {
        match self {
            Self::Remark(remark) => (remark.text(Language::English), remark.text(Language::Chinese)),
            Self::Space { name, set: [english, chinese], says, sized } => {
                let (said, told) = says.both();
                let size = if *sized { format!("; |Ω{name}|") } else { String::new() };
                (
                    format!("Ω{name} = {english}. {said}{size}"),
                    format!("样本空间 Ω{name} = {chinese}。{told}{}", size.replace("; ", "；")),
                )
            }
            Self::OneTrial => {
                ("One trial, every outcome equally likely".into(), "一次试验，各结果等可能".into())
            }
            Self::OneWeightedTrial { faces } => (
                format!("One trial with weighted outcomes: {faces}"),
                format!("一次试验，各结果的概率为：{faces}"),
            ),
            Self::Trials { count, faces } => (
                format!(
                    "Multinomial model: {count} independent trials with {faces} equally likely faces each: every row is equally likely"
                ),
                format!("多项模型：{count} 次独立试验，每次有 {faces} 个等可能的面，各种结果等可能"),
            ),
            Self::WeightedTrials { count, total, faces } => (
                format!(
                    "Multinomial model: {count} independent trials over {{{faces}}}, which weigh {total} in all"
                ),
                format!("多项模型：{count} 次独立试验，各面的权重为 {{{faces}}}，合计 {total}"),
            ),
            Self::MixedTrials => (
                "Independent trials of different kinds: the numbers of outcomes multiply".into(),
                "不同种类的独立试验：结果数相乘".into(),
            ),
            Self::Draws { count, from } => (
                format!(
                    "Draw {count} of {from} one after another without replacement: every order is equally likely"
                ),
                format!("从 {from} 个中不放回地依次抽取 {count} 个，各种次序等可能"),
            ),
            Self::Choices { count, from } => (
                format!("Choose {count} of {from}, order ignored: every selection is equally likely"),
                format!("从 {from} 个中任取 {count} 个，不计次序，各种取法等可能"),
            ),
            Self::Multisets { count, from } => (
                format!(
                    "Choose {count} from {from} kinds with repetition, order ignored: every multiset is equally likely"
                ),
                format!("从 {from} 个中可重复地取 {count} 个，不计次序，各种取法等可能"),
            ),
            Self::Words { length } => (
                format!("Rows of {length}, equal items not told apart: every distinct row is equally likely"),
                format!("{length} 个排成一行，相同的元素不加区分，各种不同的排法等可能"),
            ),
            Self::Subsets { from } => (
                format!("Any subset of {from} elements: each is in or out"),
                format!("{from} 个元素的任意子集：每个元素取或不取"),
            ),
            Self::Hands { hands, from } => (
                format!("Deal {hands} hands from {from} cards: every deal is equally likely"),
                format!("从 {from} 张牌中发 {hands} 手牌，各种发法等可能"),
            ),
            Self::Occupancies { balls, boxes } => (
                format!("{balls} identical balls in {boxes} boxes: every occupancy is equally likely"),
                format!("{balls} 个相同的球放入 {boxes} 个盒子，各种放法等可能"),
            ),
            Self::UpToSymmetry { figure, symmetries } => (
                format!(
                    "Rows up to the {symmetries} symmetries of {figure}: the mean number of rows that a symmetry leaves as they are (Burnside)"
                ),
                format!(
                    "在 {figure} 的 {symmetries} 个对称变换下不同的排法：每个变换下不变的排法数的平均值（伯恩赛德引理）"
                ),
            ),
            Self::AroundTable { items, necklace: false } => (
                format!("{items} around a table: one sits down anywhere, the others in every order"),
                format!("{items} 个元素的圆排列：固定一个，其余全排列"),
            ),
            Self::AroundTable { items, necklace: true } => (
                format!("{items} on a necklace: around a table, and turned over it is the same"),
                format!("{items} 个元素的项链排列：圆排列，翻转后视为相同"),
            ),
            Self::Groups { from, groups } => (
                format!("{from} elements in {groups} groups without names: every way is equally likely"),
                format!("{from} 个元素分成 {groups} 个不加区分的组，各种分法等可能"),
            ),
            Self::Partitions { balls, boxes } => (
                format!(
                    "{balls} identical balls in {boxes} identical boxes: partitions, each equally likely"
                ),
                format!("{balls} 个相同的球放入 {boxes} 个相同的盒子：整数分拆，各种分拆等可能"),
            ),
            Self::KnownLaw => ("The outcome follows a known law".into(), "结果服从已知分布".into()),
            Self::Chain => (
                "A Markov chain: where a step leads depends only on the present state, until the chain stops"
                    .into(),
                "马尔可夫链：每一步的去向只取决于当前状态，直到停止".into(),
            ),
            Self::Until => (
                "Elements are drawn one after another until the condition is met".into(),
                "逐个抽取，直到满足条件".into(),
            ),
            Self::Several { count } => (
                format!("{count} experiments together: the sizes of their sample spaces multiply"),
                format!("{count} 个试验合在一起：样本空间的大小相乘"),
            ),
            Self::Dependent { experiment } => (
                format!("What happens in `{experiment}` depends on what happened before"),
                format!("`{experiment}` 的结果依赖于前面的结果"),
            ),
            Self::Classes { classes } => (
                format!("Only these classes need be told apart: {{{classes}}}"),
                format!("只需区分以下几类：{{{classes}}}"),
            ),
            Self::Favourable => {
                ("Favourable outcomes, case by case".into(), "有利的结果数（分情形相加）".into())
            }
            Self::ByComplement => (
                "Favourable outcomes: all, less those of the complement".into(),
                "有利的结果数：总数减去对立事件的结果数".into(),
            ),
            Self::Orders { count } => {
                (format!("Each selection comes in {count}! orders"), format!("每种取法对应 {count}! 种次序"))
            }
            Self::ExtremeWays => (
                "All within the bound, less all strictly within it".into(),
                "全部在界限之内的情形，减去全部严格在界限之内的情形".into(),
            ),
            Self::DistinctWays => (
                "Choose which faces show, then throw so that each of them comes".into(),
                "先选定出现哪些面，再使每个选定的面都出现".into(),
            ),
            Self::Said { saying, parts } => saying.filled(parts),
            Self::Swept { road, states } => swept(*road, *states),
        }
    }
}

fn swept(road: Road, states: u64) -> (String, String) {
    let (english, chinese) = match road {
        // Nothing random was looked into, so that there are no states to speak of.
        Road::Arithmetic => return ("Worked out directly".into(), "直接计算".into()),
        Road::ClosedForm => ("Counted by a formula for the whole distribution", "由整个分布的公式计数"),
        Road::ByClass => (
            "Counted class by class, each with every number of elements that it may have in the sample",
            "逐类计数，枚举每一类在样本中的个数",
        ),
        Road::ByPosition => (
            "Counted place by place, merging what need not be told apart",
            "逐个位置计数，合并无须区分的状态",
        ),
        Road::Elimination => (
            "The experiments are followed one after another, merging what need not be told apart",
            "依次处理各个试验，合并无须区分的状态",
        ),
        Road::Chain => ("Solved as a system of first-step equations", "由首步分析的方程组求解"),
        Road::Enumeration => ("Counted by listing every outcome", "逐一列举所有结果"),
    };
    (format!("{english} ({states} states)"), format!("{chinese}（共 {states} 个状态）"))
}
