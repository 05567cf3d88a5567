//! The words that say why the outcomes of an experiment are equally likely, or what weighs them.

use crate::explain::message::Message;

impl Message {
    /// Of trials, draws and choices, and of what ends by a condition.
    pub(super) fn of_trials(&self) -> (String, String) {
        match self {
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
            Self::KnownLaw => ("The outcome follows a known law".into(), "结果服从已知分布".into()),
            Self::Chain => (
                "A Markov chain: where a step leads depends only on the present state, until the chain stops"
                    .into(),
                "马尔可夫链：每一步的去向只取决于当前状态，直到停止".into(),
            ),
            Self::FreeWalk { start, steps } => (
                format!(
                    "A Markov chain whose steps are the same everywhere: it ends at {start} plus the sum of {steps} independent steps"
                ),
                format!("马尔可夫链，每一步与所在位置无关：终点等于 {start} 加上 {steps} 个独立步长之和"),
            ),
            Self::Until => (
                "Elements are drawn one after another until the condition is met".into(),
                "逐个抽取，直到满足条件".into(),
            ),
            _ => Default::default(),
        }
    }

    /// Of rows, rings, groups, hands and boxes.
    pub(super) fn of_arrangements(&self) -> (String, String) {
        match self {
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
            _ => Default::default(),
        }
    }
}
