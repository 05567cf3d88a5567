//! The remarks that say the same of every question.

use super::Remark;

/// A remark in English and Chinese.
type Both = (&'static str, &'static str);

impl Remark {
    /// What they say, in English and Chinese.
    pub(super) fn plain(&self) -> Both {
        self.of_the_number()
            .or_else(|| self.of_conditions())
            .or_else(|| self.of_events())
            .or_else(|| self.of_likeness())
            .or_else(|| self.of_stages())
            .or_else(|| self.of_moments())
            .unwrap_or_default()
    }

    /// What they say of the number alone, in English and Chinese.
    fn of_the_number(&self) -> Option<Both> {
        Some(match self {
            Self::Factor { more: true } => ("Too large: answer over truth", "偏大：所给答案与正确值之比"),
            Self::Factor { more: false } => ("Too small: answer over truth", "偏小：所给答案与正确值之比"),
            Self::Difference => ("Answer less truth", "所给答案与正确值之差"),
            Self::NotDivided => (
                "That is the number of favourable outcomes, still to be divided by the number of all",
                "这是有利结果的个数，还要除以全部结果的个数",
            ),
            Self::Rounded => (
                "The decimal is right as far as it goes, but it is rounded: the exact answer",
                "小数近似正确，但经过了四舍五入；精确答案",
            ),
            Self::NotTempting => (
                "No classical mistake that is known here comes to another answer",
                "已知的典型错误中，没有会得到别的答案的",
            ),
            _ => return None,
        })
    }

    /// What is said of a condition.
    fn of_conditions(&self) -> Option<Both> {
        Some(match self {
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
            _ => return None,
        })
    }

    /// What is said of events taken together.
    fn of_events(&self) -> Option<Both> {
        Some(match self {
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
            Self::OneTrial => ("That is the chance of a single trial", "这是只试验一次的概率"),
            Self::BranchesUnweighted => (
                "The branches averaged as if they were equally likely (total probability weighs each)",
                "把各分支当作等可能而取平均（全概率公式要按各分支的概率加权）",
            ),
            Self::OneBranch => ("That is one branch only", "这只是其中一个分支"),
            _ => return None,
        })
    }

    /// What is said of outcomes taken as one, or as several.
    fn of_likeness(&self) -> Option<Both> {
        Some(match self {
            Self::Replacement { with: true } => ("That is with replacement", "这是有放回的答案"),
            Self::Replacement { with: false } => ("That is without replacement", "这是无放回的答案"),
            Self::AlikeToldApart => (
                "Equal letters were told apart: exchanging them gives the same word",
                "把相同的元素当作了不同的：交换它们得到的是同一个排列",
            ),
            Self::TurnsToldApart => (
                "Counted as a row: around a table, two rows are the same when a turn makes one of the other",
                "当作直线排列来数：圆排列中，旋转后重合的算同一种",
            ),
            Self::ReflectionsToldApart => (
                "A necklace may be turned over: reflections are the same",
                "项链可以翻转：翻转后重合的算同一种",
            ),
            Self::ReflectionsAlike => (
                "Around a table a round and its reflection are different, and were taken as one",
                "圆桌排列不能翻转：互为镜像的两种是不同的，却算作了一种",
            ),
            Self::GroupsUnnamed => (
                "The groups have names, and were counted as if they had none",
                "各组是有区别的，却当作不加区分的组来数",
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
            Self::RowsForMultisets => {
                ("Order does not count here, and every order was counted", "这里不计次序，却把每种次序都数了")
            }
            _ => return None,
        })
    }

    /// What is said of counting in stages and cases.
    fn of_stages(&self) -> Option<Both> {
        Some(match self {
            Self::FilledFreely => (
                "Every place was filled freely, although it is given how many there are of each",
                "每个位置任意填写，却忽略了各种元素的个数是给定的",
            ),
            Self::BaseAndExponent => (
                "Base and exponent exchanged: each trial chooses a value, not each value a trial",
                "底数与指数弄反了：是每次试验选一个值，不是每个值选一次试验",
            ),
            Self::EachFixedThenFree => (
                "One of each kind fixed and the rest left free: the rest may be of the same kinds, so that outcomes are counted several times",
                "先从每一类各取定一个，其余任取：其余的也可能属于这些类，于是重复计数",
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
            Self::Overcounted => ("Some outcomes are counted more than once", "有的结果重复计数"),
            Self::CasesMissing => ("Some favourable outcomes are missing", "漏掉了一些符合要求的结果"),
            Self::TakenAwayTooOften => ("Some outcomes are taken away more than once", "有的结果被重复减去"),
            Self::OthersCounted => {
                ("Outcomes that are not favourable are counted too", "把不符合要求的结果也数进去了")
            }
            Self::ChoicesDepend => (
                "The product rule needs the same number of choices whatever was chosen before; here it depends on that",
                "分步乘法要求每一步的选法数与前面怎样选无关，这里却有关",
            ),
            Self::StagesAdded => (
                "The stages were added, and are to be multiplied: each choice of one goes with every choice of the other",
                "各步的选法数相加了，应当相乘：一步的每种选法都可配上另一步的任一种选法",
            ),
            Self::CasesMultiplied => (
                "The cases were multiplied, and are to be added: an outcome belongs to one of them",
                "各种情形的个数相乘了，应当相加：一个结果只属于其中一种情形",
            ),
            Self::BlockFixed => (
                "The place of the block was not chosen: it may stand anywhere among the others",
                "没有选取整体所在的位置：捆绑后的整体可以排在其他元素之间的任何位置",
            ),
            _ => return None,
        })
    }

    /// What is said of means and variances.
    fn of_moments(&self) -> Option<Both> {
        Some(match self {
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
            _ => return None,
        })
    }
}
