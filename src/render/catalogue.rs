//! Everything that the text output says by itself, in English and Chinese side by side, so that neither can be
//! forgotten.

mod composed;
mod names;

use crate::answer::{Road, Unchecked};
use crate::help::Language;
use crate::model::Model;
use names::model_name;
pub use names::{CATEGORIES, category_in_chinese};

/// A word or a phrase of the text output.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phrase {
    /// The label of the model.
    Model,
    /// The label of the sample space.
    Space,
    /// The label of the way of counting.
    Method,
    /// The label of the exact fraction, where it is too long for the first line.
    Exact,
    /// The label of the derivation.
    Derivation,
    /// The label of the check.
    Check,
    /// The label of the question.
    Question,
    /// The label of what decides a truth.
    Evidence,
    /// The label of the mean of a distribution.
    Mean,
    /// The standard deviation of a distribution.
    Deviation,
    /// The heading of the outcomes of a distribution.
    Value,
    /// The heading of the numbers of favourable outcomes.
    Ways,
    /// The heading of the fractions.
    Fraction,
    /// The heading of the decimals.
    Decimal,
    /// The heading of the percentages.
    Percent,
    /// The heading of the odds.
    Odds,
    /// The heading of the probabilities of a value or a smaller one.
    AtMost,
    /// The heading of the probabilities of a value or a larger one.
    AtLeast,
    /// The heading of the numbers N of "one in N".
    OneInHeading,
    /// One in so many.
    OneIn(String),
    /// Between what is and what is added: a comma.
    Comma,
    /// Before a formula: a colon.
    Colon,
    /// A phrase in brackets after something else.
    Brackets(Box<Phrase>),
    /// The model's name.
    ModelName(Model),
    /// The size of the sample space.
    Outcomes(String),
    /// How many outcomes there are, where they are not equally likely.
    OutcomesInAll(String),
    /// The first few of so many equally likely outcomes.
    FirstOf(String, String),
    /// The first few outcomes of many.
    First(String),
    /// The probability of what is listed or marked.
    Together(String),
    /// Of an event whose outcomes are marked in a list of equally likely ones.
    Favourable {
        /// How many are marked.
        favourable: String,
        /// Of how many.
        size: String,
        /// The mark.
        mark: String,
        /// How likely it is.
        probability: String,
    },
    /// Of an event whose outcomes are marked in a list of others.
    Marked {
        /// The mark.
        mark: String,
        /// How likely it is.
        probability: String,
    },
    /// The same, where outcomes have no probabilities.
    MarkedOnly(String),
    /// Of an event whose outcomes alone are listed, all of them.
    FavourableAlone {
        /// How many.
        favourable: String,
        /// Of how many.
        size: String,
        /// How likely it is.
        probability: String,
    },
    /// Of an event whose outcomes alone are listed, the first of them.
    FirstFavourable {
        /// How many are listed.
        shown: String,
        /// Of how many.
        favourable: String,
        /// Of how many outcomes in all.
        size: String,
    },
    /// What the cells of a grid show.
    EachCell(String),
    /// Heading of the grid of two unnamed things: the first down, the second across.
    FirstAndSecond,
    /// So many branches are not drawn.
    MoreBranches(String),
    /// The label of what trials alone say.
    Simulated,
    /// That an estimate is no exact value.
    NotExact,
    /// The heading of frequencies.
    Frequency,
    /// The heading of the lower ends of intervals.
    From,
    /// The heading of their upper ends.
    To,
    /// The label of how a question was read.
    ReadAs,
    /// That these samples, used as numbers, are their sums.
    Summed(Vec<String>),
    /// That the condition throws these for itself.
    Apart(Vec<String>),
    /// Why trials say nothing.
    NotChecked(Unchecked),
    /// The road that was taken, and its states.
    RoadTaken(Road, u64),
    /// How long both parts of a fraction are, in digits.
    Digits(u64, u64),
    /// How long an integer is, in digits.
    DigitsOfInteger(u64),
    /// That another format shows the fractions in full.
    FractionsElsewhere,
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// The trials agree.
    Agrees,
    /// The trials disagree.
    Disagrees,
    /// The event is too rare for so many trials; this many would tell.
    TooRare(String),
    /// No number of trials would tell.
    TooRareForever,
    /// Hits, of so many trials.
    HitsOf(String, String),
    /// So many trials.
    Trials(String),
    /// In so many of all trials the condition held.
    Conditioned(String),
    /// Hits of the likeliest value, of so many trials.
    LikeliestOf(String, String),
    /// The estimate.
    Estimate(String),
    /// The interval of 99.9 %.
    Interval(String, String),
    /// The p-value.
    PValue(String),
    /// The smallest relative error, in per cent, that would have been noticed.
    Detectable(String),
    /// The list of all outcomes gives the same value.
    ListedToo,
    /// The list of all outcomes gives another value.
    ListedOtherwise,
    /// The exact value, as the line in a chart.
    ExactLine(String),
    /// That no value of the range is a solution.
    NoneInRange,
    /// A line holds.
    Holds,
    /// The answer is another than expected.
    Otherwise,
    /// The answer is as expected, and the trials or the list disagree.
    Disputed,
    /// What the answer is, after what was expected.
    ButItIs(String),
    /// How many lines of how many hold.
    Holding(usize, usize),
    /// Trials were split by stages: how many runs, how many stages.
    Split(String, String),
    /// The dice were tilted towards a rare event.
    Tilted,
    /// The user stopped the trials.
    Stopped,
    /// The seed.
    Seed(String),
}

impl Phrase {
    /// The phrase in this language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        if let Some((english, chinese)) = self.fixed() {
            return pick(language, english, chinese).to_owned();
        }
        let (english, chinese) = self.composed();
        match language {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }

    /// A phrase without parts of its own.
    fn fixed(&self) -> Option<(&'static str, &'static str)> {
        Some(match self {
            Self::Model => ("Model", "模型"),
            Self::Space => ("Space", "样本空间"),
            Self::Method => ("Method", "方法"),
            Self::ReadAs => ("Read as", "读作"),
            Self::Exact => ("Exact", "精确值"),
            Self::Derivation => ("Why", "推导"),
            Self::Check => ("Check", "检验"),
            Self::Question => ("Question", "问题"),
            Self::Evidence => ("Because", "理由"),
            Self::Mean => ("Mean", "期望"),
            Self::Deviation => ("standard deviation ", "标准差 "),
            Self::Value => ("value", "取值"),
            Self::Ways => ("ways", "种数"),
            Self::Fraction => ("fraction", "概率"),
            Self::Decimal => ("decimal", "小数"),
            Self::Percent => ("percent", "百分比"),
            Self::Odds => ("odds", "胜负比"),
            Self::AtMost => ("at most", "至多"),
            Self::AtLeast => ("at least", "至少"),
            Self::OneInHeading => ("1 in", "平均几次一遇"),
            Self::Comma => (", ", "，"),
            Self::Colon => (": ", "："),
            Self::ModelName(model) => model_name(*model),
            Self::FractionsElsewhere => {
                ("exact fractions: --format json or csv", "精确分数见 --format json 或 csv")
            }
            Self::Simulated => ("Trials", "模拟"),
            Self::NotExact => ("simulated, not exact", "模拟估计，并非精确值"),
            Self::Frequency => ("frequency", "频率"),
            Self::From => ("from", "下限"),
            Self::To => ("to", "上限"),
            Self::True => ("true", "成立"),
            Self::False => ("false", "不成立"),
            Self::Agrees => ("agrees", "一致"),
            Self::Disagrees => ("DISAGREES", "不一致"),
            Self::FirstAndSecond => ("first \\ second", "第一 \\ 第二"),
            Self::ListedToo => ("the list of all outcomes agrees too", "逐一列举全部结果亦一致"),
            Self::ListedOtherwise => ("the list of all outcomes DISAGREES", "逐一列举全部结果不一致"),
            Self::NoneInRange => ("none in the range", "范围内没有"),
            Self::Holds => ("holds", "成立"),
            Self::Otherwise => ("WRONG", "有误"),
            Self::Disputed => ("DISPUTED", "存疑"),
            Self::Tilted => ("dice tilted towards the event, trials weighed", "骰子偏向该事件，各次试验加权"),
            Self::Stopped => ("stopped before all trials were made", "未做完全部试验即被中止"),
            Self::TooRareForever => {
                ("too rare for any number of trials to tell", "太罕见，多少次试验都无法判断")
            }
            _ => return None,
        })
    }
}

fn pick(language: Language, english: &'static str, chinese: &'static str) -> &'static str {
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}
