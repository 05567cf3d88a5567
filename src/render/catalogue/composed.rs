//! The phrases around numbers and names.

use super::Phrase;
use super::names::{not_checked, road_taken};
use crate::help::Language;

/// A phrase in English and Chinese.
type Both = (String, String);

impl Phrase {
    /// A phrase that says something of its own.
    pub(super) fn composed(&self) -> Both {
        // Every other phrase is a fixed one.
        self.of_answers().or_else(|| self.of_lists()).or_else(|| self.of_trials()).unwrap_or_default()
    }

    /// Of the answer, how it was read, and the road to it.
    fn of_answers(&self) -> Option<Both> {
        Some(match self {
            Self::OneIn(n) => (format!("1 in {n}"), format!("平均 {n} 次一遇")),
            Self::Outcomes(n) => (format!("{n} equally likely outcomes"), format!("{n} 个等可能的结果")),
            Self::OutcomesInAll(n) => (format!("{n} outcomes"), format!("{n} 个结果")),
            Self::Summed(samples) => {
                let each =
                    |word: &str| samples.iter().map(|of| format!("{of}{word}sum({of})")).collect::<Vec<_>>();
                (each(" as a number is ").join("; "), each(" 作数值即 ").join("；"))
            }
            Self::Apart(thrown) => {
                let (thrown, first) = (thrown.join(", "), &thrown[0]);
                (
                    format!(
                        "{thrown} in the condition is thrown for itself, and says nothing of what is asked; what both \
                         speak of has a name: X ~ {first}"
                    ),
                    format!(
                        "条件里的 {thrown} 是另外的试验，与所问无关；两边说的若是同一次，请先命名：X ~ {first}"
                    ),
                )
            }
            Self::RoadTaken(road, states) => {
                let (english, chinese) = road_taken(*road);
                let plural = if *states == 1 { "" } else { "s" };
                match states {
                    0 => (english.to_owned(), chinese.to_owned()),
                    _ => {
                        (format!("{english}, {states} state{plural}"), format!("{chinese}，{states} 个状态"))
                    }
                }
            }
            Self::Digits(above, below) => (
                format!("a fraction of {above} over {below} digits"),
                format!("分子 {above} 位、分母 {below} 位的分数"),
            ),
            Self::DigitsOfInteger(n) => (format!("an integer of {n} digits"), format!("{n} 位整数")),
            Self::Brackets(phrase) => (
                format!(" ({})", phrase.text(Language::English)),
                format!("（{}）", phrase.text(Language::Chinese)),
            ),
            _ => return None,
        })
    }

    /// Of what is listed and drawn.
    fn of_lists(&self) -> Option<Both> {
        Some(match self {
            Self::FirstOf(shown, n) => (
                format!("the first {shown} of {n} equally likely outcomes"),
                format!("{n} 个等可能的结果中的前 {shown} 个"),
            ),
            Self::First(shown) => (
                format!("the first {shown} outcomes; there are more"),
                format!("前 {shown} 个结果，还有更多"),
            ),
            Self::Favourable { favourable, size, mark, probability } => (
                format!(
                    "favourable, marked {mark}: {favourable} of {size} equally likely outcomes, probability {probability}"
                ),
                format!(
                    "{size} 个等可能的结果，其中 {favourable} 个属于该事件，以 {mark} 标出，概率 {probability}"
                ),
            ),
            Self::Marked { mark, probability } => (
                format!("favourable outcomes are marked {mark}, probability together {probability}"),
                format!("属于该事件的结果以 {mark} 标出，合计概率 {probability}"),
            ),
            Self::MarkedOnly(mark) => {
                (format!("favourable outcomes are marked {mark}"), format!("属于该事件的结果以 {mark} 标出"))
            }
            Self::FavourableAlone { favourable, size, probability } => (
                format!(
                    "only the favourable: {favourable} of {size} equally likely outcomes, probability {probability}"
                ),
                format!(
                    "只列属于该事件的结果：{size} 个等可能的结果中的 {favourable} 个，概率 {probability}"
                ),
            ),
            Self::FirstFavourable { shown, favourable, size } => (
                format!(
                    "only the favourable, the first {shown} of {favourable}, among {size} equally likely outcomes"
                ),
                format!("{size} 个等可能的结果中有 {favourable} 个属于该事件，这里只列其中前 {shown} 个"),
            ),
            Self::EachCell(what) => (format!("each cell shows {what}"), format!("格中是 {what} 的值")),
            Self::Together(p) => (format!("probability together {p}"), format!("合计概率 {p}")),
            Self::MoreBranches(n) => (format!("... and {n} more branches"), format!("……另有 {n} 个分支")),
            _ => return None,
        })
    }

    /// Of trials and what they tell.
    fn of_trials(&self) -> Option<Both> {
        Some(match self {
            Self::NotChecked(why) => {
                let (english, chinese) = not_checked(*why);
                (format!("none: {english}"), format!("无：{chinese}"))
            }
            Self::TooRare(trials) => (
                format!("too rare to tell; about {trials} trials would"),
                format!("太罕见，无法判断；约需 {trials} 次试验"),
            ),
            Self::Split(runs, stages) => (
                format!("split at {stages} stages, in {runs} independent runs"),
                format!("经 {stages} 级分裂，独立运行 {runs} 次"),
            ),
            Self::HitsOf(hits, trials) => {
                (format!("{hits} of {trials} trials"), format!("{trials} 次试验中 {hits} 次"))
            }
            Self::LikeliestOf(hits, trials) => (
                format!("the likeliest value in {hits} of {trials} trials"),
                format!("{trials} 次试验中最可能的取值出现 {hits} 次"),
            ),
            Self::Trials(trials) => (format!("{trials} trials"), format!("{trials} 次试验")),
            Self::Conditioned(trials) => (
                format!(" in which the condition held, out of {trials}"),
                format!("（条件成立者；共 {trials} 次试验）"),
            ),
            Self::Estimate(estimate) => (format!("estimate {estimate}"), format!("估计值 {estimate}")),
            Self::Interval(low, high) => {
                (format!("99.9% interval {low} to {high}"), format!("99.9% 置信区间 {low} 至 {high}"))
            }
            Self::PValue(p) => (format!("p-value {p}"), format!("p 值 {p}")),
            Self::Detectable(percent) => (
                format!("an error of {percent}% would have been noticed"),
                format!("误差达 {percent}% 即可察觉"),
            ),
            Self::ExactLine(value) => (format!("exact {value}"), format!("精确值 {value}")),
            Self::ButItIs(value) => (format!(", but it is {value}"), format!("，实为 {value}")),
            Self::Holding(holding, all) => {
                (format!("{holding} of {all} hold"), format!("{all} 行中 {holding} 行成立"))
            }
            Self::Seed(seed) => (format!("seed {seed}"), format!("随机种子 {seed}")),
            _ => return None,
        })
    }
}
