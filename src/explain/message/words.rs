//! The words of the messages, in English and Chinese side by side.

mod models;

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
            Self::OneTrial
            | Self::OneWeightedTrial { .. }
            | Self::Trials { .. }
            | Self::WeightedTrials { .. }
            | Self::MixedTrials
            | Self::Draws { .. }
            | Self::Choices { .. }
            | Self::Multisets { .. }
            | Self::KnownLaw
            | Self::Chain
            | Self::FreeWalk { .. }
            | Self::Until => self.of_trials(),
            Self::Words { .. }
            | Self::Subsets { .. }
            | Self::Hands { .. }
            | Self::Occupancies { .. }
            | Self::UpToSymmetry { .. }
            | Self::AroundTable { .. }
            | Self::Groups { .. }
            | Self::Partitions { .. } => self.of_arrangements(),
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
        Road::ClosedForm if states <= 1 => return ("Counted by a formula".into(), "由公式计数".into()),
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
    let noun = if states == 1 { "state" } else { "states" };
    (format!("{english} ({states} {noun})"), format!("{chinese}（共 {states} 个状态）"))
}
