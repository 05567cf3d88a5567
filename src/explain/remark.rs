//! What is said of a wrong answer, in English and Chinese: by how much it is off, which mistake comes to the same
//! number, and where a formula counts wrongly.

mod choosing;

pub use choosing::Choosing;

use crate::help::Language;
use choosing::read_as;

/// A remark on a wrong answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remark {
    /// The answer divided by the truth.
    Factor {
        /// Whether it is too large.
        more: bool,
    },
    /// The answer less the truth.
    Difference,
    /// P(B | A) for P(A | B).
    Turned,
    /// P(A | B) for P(A and B).
    GivenForBoth,
    /// P(A and B) for P(A | B).
    BothForGiven,
    /// P(A) for P(A | B).
    ConditionForgotten,
    /// "At least one" taken as "the first".
    Pinned,
    /// 1 − P.
    Complement,
    /// Overlapping cases added.
    Added,
    /// "and" for "or".
    AndForOr,
    /// Dependent events multiplied.
    Multiplied,
    /// Events that must all happen, added.
    SumForAnd,
    /// "or" for "and".
    OrForAnd,
    /// The chances of single trials added.
    ChancesAdded,
    /// So many fixed, the rest free.
    FixedThenFree {
        /// How many are fixed.
        least: i64,
    },
    /// The chances of pairs added.
    PairsAdded,
    /// Another comparison.
    Neighbour {
        /// The sign that was asked for.
        asked: String,
        /// The sign that comes to the number.
        taken: String,
    },
    /// Values taken as equally likely.
    CasesAlike {
        /// How many.
        cases: u64,
    },
    /// With replacement for without, or the reverse.
    Replacement {
        /// Whether the mistake puts back.
        with: bool,
    },
    /// Times k!.
    Ordered {
        /// How many are drawn.
        count: u64,
        /// Whether a number of outcomes was asked.
        counted: bool,
    },
    /// Divided by k!.
    Unordered {
        /// How many are drawn.
        count: u64,
        /// Whether a number of outcomes was asked.
        counted: bool,
    },
    /// Equal items told apart.
    AlikeToldApart,
    /// Turns of a ring told apart.
    TurnsToldApart,
    /// Reflections of a necklace told apart.
    ReflectionsToldApart,
    /// Groups without names told apart.
    GroupsNamed,
    /// Multisets taken as equally likely.
    MultisetsAlike,
    /// The places of the matches forgotten.
    PlacesForgotten,
    /// One trial for several.
    OneTrial,
    /// The prior of causes forgotten.
    PriorForgotten,
    /// Branches not weighed.
    BranchesUnweighted,
    /// One branch for the whole.
    OneBranch,
    /// f(E(X)) for E(f(X)).
    FunctionOfMean,
    /// Variances added without the covariance.
    VariancesAdded,
    /// Variances subtracted.
    VariancesSubtracted,
    /// A factor that is not squared.
    FactorOfVariance,
    /// A number of outcomes for a probability.
    NotDivided,
    /// Another number of trials.
    OtherNumber {
        /// How many.
        number: u64,
    },
    /// A part of the event left out.
    PartForgotten {
        /// The part.
        part: String,
    },
    /// A leading zero allowed, or excluded.
    LeadingZero {
        /// Whether the mistake allows it.
        allowed: bool,
    },
    /// "Not all together" for "no two side by side".
    ApartForNotTogether,
    /// "Some two side by side" for "all together".
    TogetherForNotApart,
    /// The last of several stages for all.
    LastStage,
    /// A later stage as if an earlier one were known.
    EarlierKnown,
    /// "Someone agrees with a certain one" for "any two agree".
    WithOneFixed,
    /// So many alike fixed, the rest free.
    AlikeThenFree {
        /// How many are alike.
        alike: u64,
    },
    /// Too large by the orders of a few things.
    OrdersMore {
        /// How many things.
        count: u64,
    },
    /// Too small by the orders of a few things.
    OrdersLess {
        /// How many things.
        count: u64,
    },
    /// How the formula is read.
    ReadAs {
        /// The terms, each by its stages.
        terms: Vec<Vec<Choosing>>,
    },
    /// An outcome that is counted several times.
    CountedTwice {
        /// The outcome.
        outcome: String,
        /// How often.
        times: u64,
        /// The first two ways, stage by stage.
        ways: Vec<String>,
    },
    /// A favourable outcome that is never counted.
    NeverCounted {
        /// The outcome.
        outcome: String,
    },
    /// An outcome that is counted and not favourable.
    CountedWrongly {
        /// The outcome.
        outcome: String,
    },
    /// A wrong answer that many give, and what was done.
    Tempting {
        /// The mistake.
        mistake: Box<Remark>,
    },
    /// Nothing tempts here.
    NotTempting,
    /// Trials speak against a wrong answer.
    Convicted {
        /// How many trials.
        trials: u64,
        /// What they came to.
        estimate: String,
        /// How rarely they would come so far from the wrong answer if it were right.
        p_value: String,
    },
    /// So many trials cannot tell a wrong answer from the truth.
    NotConvicted {
        /// How many trials.
        trials: u64,
        /// What they came to.
        estimate: String,
    },
}

impl Remark {
    /// The remark in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let (english, chinese) = self.both();
        match language {
            Language::English => english,
            Language::Chinese => chinese,
        }
    }

    fn both(&self) -> (String, String) {
        match self {
            Self::ReadAs { terms } => read_as(terms),
            Self::CountedTwice { outcome, times, ways } => (
                format!("{outcome} is counted {times} times: as {}", ways.join(", and as ")),
                format!("{outcome} 被数了 {times} 次：{}", ways.join("；又数作 ")),
            ),
            Self::NeverCounted { outcome } => (
                format!("{outcome} is favourable and never counted"),
                format!("{outcome} 符合要求，却没有数到"),
            ),
            Self::CountedWrongly { outcome } => (
                format!("{outcome} is counted and not favourable"),
                format!("{outcome} 不符合要求，却被数了进去"),
            ),
            Self::Neighbour { asked, taken } => (
                format!("That is the answer with `{taken}` in place of `{asked}`"),
                format!("这是把“{asked}”当作“{taken}”所得的答案"),
            ),
            Self::FixedThenFree { least } => (
                format!(
                    "{least} of them fixed and the rest left free: an outcome with m of them is counted C(m, {least}) times"
                ),
                format!("先取定 {least} 个，其余任取：含 m 个的结果被重复数了 C(m, {least}) 次"),
            ),
            Self::Tempting { mistake } => (
                format!("A tempting wrong answer. {}", mistake.text(Language::English)),
                format!("容易误答。{}", mistake.text(Language::Chinese)),
            ),
            Self::Convicted { trials, estimate, p_value } => (
                format!(
                    "{trials} trials came to {estimate}; if that answer were right, so far from it would happen with probability {p_value}"
                ),
                format!("{trials} 次试验得到 {estimate}；若该答案正确，出现这样大偏差的概率只有 {p_value}"),
            ),
            Self::NotConvicted { trials, estimate } => (
                format!("{trials} trials came to {estimate}: too few to tell that answer from the truth"),
                format!("{trials} 次试验得到 {estimate}：次数太少，不足以否定该答案"),
            ),
            Self::OtherNumber { number } => (
                format!("That is the answer for {number} of them"),
                format!("这是 {number} 次（个）时的答案"),
            ),
            Self::PartForgotten { part } => {
                (format!("A part of the event was left out: {part}"), format!("漏掉了事件的一部分：{part}"))
            }
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
            other => {
                let (english, chinese) = other.plain();
                (english.to_owned(), chinese.to_owned())
            }
        }
    }

    /// The remarks that say the same of every question.
    fn plain(&self) -> (&'static str, &'static str) {
        match self {
            Self::Factor { more: true } => ("Too large: answer over truth", "偏大：所给答案与正确值之比"),
            Self::Factor { more: false } => ("Too small: answer over truth", "偏小：所给答案与正确值之比"),
            Self::Difference => ("Answer less truth", "所给答案与正确值之差"),
            Self::Turned => (
                "The condition turned round: this is P(B | A), not P(A | B)",
                "条件颠倒了：这是 P(B | A)，不是 P(A | B)",
            ),
            Self::GivenForBoth => (
                "A conditional probability; both together is that times the probability of the condition",
                "这是条件概率；两者同时发生的概率还要乘以条件的概率",
            ),
            Self::BothForGiven => (
                "Both together; under the condition it is still to be divided by the probability of the condition",
                "这是两者同时发生的概率；求条件概率还要除以条件的概率",
            ),
            Self::ConditionForgotten => ("The condition was forgotten", "忘了条件"),
            Self::Pinned => (
                "\"At least one\" was taken for \"the first one\": the condition says less",
                "把“至少有一个”当作了“第一个就是”：题目的条件没有说是哪一个",
            ),
            Self::Complement => ("That is the complement", "这是对立事件"),
            Self::Added => (
                "The cases were added although they overlap: what lies in both is counted twice",
                "各情形有重叠，却直接相加：公共部分数了两次",
            ),
            Self::AndForOr => ("\"and\" for \"or\"", "把“或”当作了“且”"),
            Self::Multiplied => {
                ("Multiplied as if the events were independent", "把各事件当作相互独立而直接相乘")
            }
            Self::SumForAnd => ("Added, where all must happen together", "要求同时发生，却把概率相加"),
            Self::OrForAnd => ("\"or\" for \"and\"", "把“且”当作了“或”"),
            Self::ChancesAdded => (
                "The chances of the single trials added, as if no two could succeed: an outcome with m successes is counted m times",
                "把每次成功的概率直接相加，仿佛不会有两次同时成功：含 m 次成功的结果被数了 m 次",
            ),
            Self::PairsAdded => (
                "The chances of all pairs added, as if no two pairs could agree at once",
                "把每一对相同的概率相加，仿佛不会有两对同时相同",
            ),
            Self::Replacement { with: true } => ("That is with replacement", "这是有放回的答案"),
            Self::Replacement { with: false } => ("That is without replacement", "这是无放回的答案"),
            Self::AlikeToldApart => (
                "Equal letters were told apart: exchanging them gives the same word",
                "把相同的元素当作了不同的：交换它们得到的是同一个排列",
            ),
            Self::TurnsToldApart => (
                "Counted as a row: around a table, what a turn carries into each other is the same",
                "当作直线排列来数：圆排列中，旋转后重合的算同一种",
            ),
            Self::ReflectionsToldApart => (
                "A necklace may be turned over: reflections are the same",
                "项链可以翻转：翻转后重合的算同一种",
            ),
            Self::GroupsNamed => (
                "The groups were counted as if they had names: exchanging groups of the same size changes nothing",
                "把不加区分的组当作有编号的组：大小相同的组互换是同一种分法",
            ),
            Self::MultisetsAlike => (
                "Results without their order taken as equally likely: one that can come in more orders is likelier",
                "把不计次序的结果当作等可能：次序越多的结果概率越大",
            ),
            Self::PlacesForgotten => (
                "One order only: the places of the matches were not chosen",
                "只算了一种次序：没有选取它们所在的位置",
            ),
            Self::OneTrial => ("That is the chance of a single trial", "这是只试验一次的概率"),
            Self::NotDivided => (
                "That is the number of favourable outcomes, still to be divided by the number of all",
                "这是有利结果的个数，还要除以全部结果的个数",
            ),
            Self::LeadingZero { allowed: true } => {
                ("Numbers with a leading zero were counted too", "把首位为 0 的也数进去了")
            }
            Self::LeadingZero { allowed: false } => (
                "The first place may be 0 here, and was taken as if it might not",
                "这里首位可以为 0，却把它排除了",
            ),
            Self::ApartForNotTogether => (
                "All less those with all of them together: that leaves those in which only some stand side by side",
                "用总数减去全部相邻的情形：其中仍含有只有一部分相邻的",
            ),
            Self::TogetherForNotApart => (
                "All less those with no two side by side: that leaves those in which only some stand side by side",
                "用总数减去两两不相邻的情形：其中仍含有只有一部分相邻的",
            ),
            Self::LastStage => (
                "That is the last one alone, given that the others match: their chances are still to be multiplied with it",
                "这只是前面都符合时最后一次符合的条件概率，还要乘以前面各次的概率",
            ),
            Self::EarlierKnown => (
                "As if the first were known: nothing is said of it, and every place is as likely to match as the first",
                "仿佛已知第一次的结果：题目没有给出，每一次符合的概率都与第一次相同",
            ),
            Self::WithOneFixed => (
                "Someone agrees with a certain one or a certain value: any two may agree, and there are more pairs",
                "这是有人与某个指定的人（或指定的值）相同的概率：任意两个都可能相同，对数更多",
            ),
            Self::PriorForgotten => (
                "The causes taken as equally likely beforehand: each likelihood is to be weighed by its prior",
                "把各原因事先当作等可能：每个条件概率都要乘以先验概率",
            ),
            Self::BranchesUnweighted => (
                "The branches averaged as if they were equally likely (total probability weighs each)",
                "把各分支当作等可能而取平均（全概率公式要按各分支的概率加权）",
            ),
            Self::OneBranch => ("That is one branch only", "这只是其中一个分支"),
            Self::FunctionOfMean => (
                "The function of the mean, which is not the mean of the function",
                "这是均值的函数，不是函数的均值",
            ),
            Self::VariancesAdded => (
                "Variances added without twice the covariance: the two are not independent",
                "方差直接相加而漏了协方差的两倍：两者不独立",
            ),
            Self::VariancesSubtracted => {
                ("Variances subtracted: that of a difference adds them", "方差相减了：差的方差是方差之和")
            }
            Self::FactorOfVariance => (
                "A factor leaves a variance squared: Var(c X) = c² Var(X)",
                "常数因子提出方差要平方：D(cX) = c²D(X)",
            ),
            Self::NotTempting => (
                "No classical mistake that is known here comes to another answer",
                "已知的典型错误中，没有会得到别的答案的",
            ),
            _ => ("", ""),
        }
    }
}
