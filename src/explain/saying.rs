//! What derivations say beyond the sample space: one line a saying, in English and Chinese side by side, with numbered
//! places for what changes.

use std::fmt::Write;

macro_rules! sayings {
    ($($name:ident: $english:literal, $chinese:literal;)*) => {
        /// A sentence of a derivation, with places `{0}`, `{1}` … for what changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Saying {
            $(#[doc = $english] $name,)*
        }

        impl Saying {
            /// Every saying.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The English and the Chinese sentence, with their places open.
            #[must_use]
            pub fn templates(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$name => ($english, $chinese),)*
                }
            }
        }
    };
}

sayings! {
    // Sample spaces.
    MarkedSubsets: "Ω = the {0}-element subsets of {1} elements, of which {2} are marked, every one equally likely; |Ω|", "样本空间 Ω = {1} 个元素的所有 {0} 元子集，其中 {2} 个元素有标记，各子集等可能；|Ω|";
    BinomialLaw: "Binomial law: of {0} independent trials, each a success with probability {1}, k succeed in C({0}, k) ways; the probabilities of all k add up to 1", "二项分布：{0} 次独立试验，每次成功的概率为 {1}，恰有 k 次成功的方式有 C({0}, k) 种；各概率之和为 1";
    GeometricLaw: "Independent trials until the first success, each with probability {0}: k - 1 failures, then a success", "几何分布：独立试验直到首次成功，每次成功的概率为 {0}：前 k - 1 次失败，第 k 次成功";
    Permutations: "Ω: all orders of {0} different items in a row, every order equally likely", "样本空间 Ω：{0} 个不同元素的全排列，各种排列等可能";
    // Favourable outcomes.
    Listed: "The favourable outcomes, one by one: A = {{0}}", "逐一列出事件 A 所含的基本事件：A = {{0}}";
    ListedWeights: "The favourable rows, one by one, each by the multiplication rule: {0}", "逐一列出有利的排列，每种按乘法原理计数：{0}";
    ComplementListed: "Fewer outcomes are unfavourable: all, less {{0}}", "对立事件较简单：总数减去 {{0}}";
    Case: "Case {0}", "情形 {0}";
    CaseWith: "Case {0}, which has probability {1}", "情形 {0}，其概率为 {1}";
    CasesTogether: "The cases exclude each other and are all there are: their outcomes add up", "各情形互斥且穷尽，结果数相加";
    ManyCases: "Favourable outcomes: {0} elements of class `{1}`, from {2} to {3}, case by case", "有利的结果数：{0} 个元素中类 `{1}` 的个数从 {2} 到 {3}，分情形相加";
    ManyCasesLess: "Favourable outcomes: all, less those with {2} to {3} of the {0} elements in class `{1}`", "有利的结果数：总数减去 {0} 个元素中类 `{1}` 的个数从 {2} 到 {3} 的情形";
    DealCases: "Favourable deals: each class is shared out among the hands, case by case", "有利的发法：把每一类的牌分给各手，分情形相加";
    Shapes: "Favourable outcomes, shape by shape ({0}): which classes have which numbers, then which elements", "按频数的形状（{0}）计数：先选哪些类各占几个，再选具体元素";
    ShapesLess: "Favourable outcomes: all, less those of the shapes {0}: which classes have which numbers, then which elements", "总数减去形状为 {0} 的结果数：先选哪些类各占几个，再选具体元素";
    AllFaces: "Each of the {0} classes must come: inclusion and exclusion over the classes that stay away", "{0} 类都要出现：对不出现的类用容斥原理";
    AllDifferent: "All different: each has one possibility fewer than the one before", "全不相同：每次的可能数比前一次少一";
    Derangements: "Nothing in its place among {0}: inclusion and exclusion over what stays", "{0} 个元素都不在原位（错排）：对留在原位的元素用容斥原理";
    FixedPoints: "Choose the {0} that stay in place, and derange the other {1}", "选出留在原位的 {0} 个，其余 {1} 个错排";
    Descents: "Permutations of {0} with {1} descents, by inclusion and exclusion (Eulerian numbers)", "{0} 个元素中恰有 {1} 处下降的排列数（欧拉数，容斥原理）";
    Cycles: "Permutations of {0} with {1} cycles: Stirling numbers of the first kind", "{0} 个元素中恰有 {1} 个轮换的排列数（第一类斯特林数）";
    Together: "The {0} that belong together are one block among {1}, and are arranged within it", "捆绑法：把 {0} 个元素看作一个整体，共 {1} 个排列，再在内部排列";
    Apart: "First the {0} others in a row; then the {1} go into different ones of the {2} gaps", "插空法：先排其余 {0} 个，再把 {1} 个放入 {2} 个空位中不同的空位";
    FirstOf: "Among the {0} that matter each is equally likely to be the first", "在有关的 {0} 个元素中，每一个最先出现的可能性相同";
    RunsOfCoins: "The first face, then the {0} changes among {1} places between neighbours", "先定第一个面，再从 {1} 个相邻处选 {0} 处变换";
    Recurrence: "Rows of length n without a run of {0}: any face after such a row, less the rows that complete the run just now", "长为 n 且没有 {0} 连的序列数：在较短的序列后任接一面，减去恰好在此完成 {0} 连的序列";
    RecurrenceStart: "Its first rows, a(1), a(2), …: {0}", "递推的前几项 a(1)，a(2)，…：{0}";
    SubsetSums: "Subsets with the sum t of the numbers up to n: with n or without it; the coefficient of x^t in (1 + x)(1 + x^2)…(1 + x^n)", "前 n 个数中和为 t 的子集数：含 n 或不含 n 递推；即 (1 + x)(1 + x^2)…(1 + x^n) 中 x^t 的系数";
    GeneratingFunction: "The coefficients of ({0})^{1}: the last throw adds its face to a sum of the others", "生成函数 ({0})^{1} 的系数：最后一次的点数加上其余的和，递推";
    InclusionExclusion: "Inclusion and exclusion: the {0} events alone", "容斥原理：{0} 个事件各自的项";
    Intersections: "Inclusion and exclusion: {0} of them together, with the sign {1}", "容斥原理：其中 {0} 个同时发生的项，符号为 {1}";
    InclusionSum: "At least one of them: the terms with their signs", "至少一个发生：各项带符号相加";
    Complement: "The opposite event, `{0}`, is simpler", "先求对立事件 `{0}`";
    LessComplement: "All, less the opposite event", "用总数（或 1）减去对立事件";
    // Total probability.
    TotalProbability: "Total probability: each case's probability times the event's probability in it", "全概率公式：各情形的概率乘以该情形下事件的概率，求和";
    Prior: "The probability of {0}, before anything is seen", "{0} 的先验概率";
    Likelihood: "The probability of what was seen, if {0}", "在 {0} 的条件下所见结果的概率";
    BayesTotal: "Total probability of what was seen: branch by branch", "全概率公式：所见结果的总概率";
    BayesJoint: "The branches in which the event holds as well", "事件同时成立的各分支";
    Bayes: "Bayes: the event's share of that total", "贝叶斯公式：事件所占的份额";
    Values: "The value {0}", "取值 {0}";
    ValuesTogether: "The values that the event allows, added up", "事件所含各取值的概率相加";
    ValuesLess: "1, less the values that the event rules out", "1 减去事件排除的各取值的概率";
    // Conditional probability.
    ConditionCount: "The condition, B: its outcomes are the new sample space", "条件 B 的结果数（缩小的样本空间）";
    BothCount: "Event and condition together, A and B", "事件与条件同时成立，A 且 B";
    RatioOfCounts: "Conditional probability: outcomes in both over outcomes in B", "条件概率：A 且 B 的结果数除以 B 的结果数";
    ConditionProbability: "The probability of the condition, B", "条件 B 的概率";
    BothProbability: "The probability of event and condition together", "事件与条件同时成立的概率";
    RatioOfProbabilities: "Conditional probability: P(A | B) = P(A and B) / P(B)", "条件概率公式：P(A | B) = P(A 且 B) / P(B)";
    TwoIntersect: "The outcomes in both", "两者同时成立的结果数";
    // Processes.
    FirstStep: "First-step equation at {0}: h({0}) = {1}", "在 {0} 处的首步方程：h({0}) = {1}";
    FirstStepTime: "First-step equation at {0}: e({0}) = 1 + {1}", "在 {0} 处的首步方程：e({0}) = 1 + {1}";
    FirstStepSquare: "The same for the square of the number of steps: s({0}) = 1 + {1}", "步数的平方的首步方程：s({0}) = 1 + {1}";
    Start: "The chain starts at {0}", "链从 {0} 出发";
    Ruin: "Gambler's ruin from {0} between {1} and {2}, with the quotient q/p = {3} of a step down and a step up", "赌徒破产：从 {0} 出发，上下边界为 {2} 与 {1}，下步与上步概率之比 q/p = {3}";
    FairRuin: "A fair walk from {0} between {1} and {2}: in proportion to the distance", "对称游动：从 {0} 出发，上下边界为 {2} 与 {1}，概率与距离成正比";
    Paths: "After {0} steps of +1 and -1, {1} of them up", "{0} 步 ±1 中恰有 {1} 步向上";
    GapsAlike: "The {0} sought elements part the other {1} into {2} stretches, equally long on average", "{0} 个所求元素把其余 {1} 个分成 {2} 段，各段平均长度相同";
    // Expectations.
    Linearity: "Linearity: the mean of a sum is the sum of the means, whatever depends on what", "期望的线性性：和的期望等于期望的和（不必独立）";
    Indicators: "Indicators: one for each of the {0} elements, with the mean {1}", "示性变量：{0} 个元素各一个，期望为 {1}";
    ClassIndicators: "Indicators: one for each of the {0} classes, 1 if it comes", "示性变量：{0} 类各一个，出现则为 1";
    EachMean: "The mean of one of them", "其中一个的期望";
    MeanOf: "The mean of {0}", "{0} 的期望";
    MeanByLaw: "The mean: every value times its probability", "期望：各取值乘以其概率之和";
    SquareByLaw: "The mean of the square: every value squared times its probability", "平方的期望：各取值的平方乘以其概率之和";
    Variance: "The variance: the mean of the square, less the square of the mean", "方差：平方的期望减去期望的平方";
    VarianceOfSum: "Independent throws: their variances add up", "独立：方差相加";
    VarianceOf: "The variance of {0}", "{0} 的方差";
    MeanOfProduct: "The mean of the product", "乘积的期望";
    Covariance: "The covariance: the mean of the product, less the product of the means", "协方差：乘积的期望减去期望的乘积";
    Correlation: "The square of the correlation: the covariance squared over both variances", "相关系数的平方：协方差的平方除以两个方差的乘积";
    CorrelationRoot: "The correlation: the root of that, with the sign of the covariance", "相关系数：取平方根，符号同协方差";
    Deviation: "The standard deviation is the square root of the variance", "标准差是方差的平方根";
    ConditionalMean: "The mean under the condition, case by case", "条件期望，分情形计算";
    TotalMean: "Total expectation: each case's probability times the mean in it", "全期望公式：各情形的概率乘以该情形下的期望";
    // Order.
    AtMost: "At most {0}", "不超过 {0}";
    AtLeast: "At least {0}", "不小于 {0}";
    MedianIs: "Both are at least 1/2, so {0} is a median", "两者都不小于 1/2，故 {0} 是中位数";
    Below: "Below {0} it is still less than {1}", "小于 {0} 的概率还不到 {1}";
    QuantileIs: "At {0} the level {1} is reached", "到 {0} 时达到水平 {1}";
    Likeliest: "The likeliest value, {0}", "最可能的取值 {0}";
    RunnerUp: "The next likeliest, {0}", "次可能的取值 {0}";
    // Truths.
    EventIs: "The probability of {0}", "{0} 的概率";
    AllTogether: "All of them together", "同时发生";
    ProductOf: "The product of their probabilities", "各概率之积";
    // The end.
    OverPossible: "Favourable over possible outcomes", "有利结果数除以结果总数";
    WeightOverTotal: "The favourable weight over the weight of everything", "有利的权重除以总权重";
    Substitution: "As formulas: |A| / |Ω|", "代入公式：|A| / |Ω|";
    CommonDivisor: "The greatest common divisor, by which both are divided", "最大公约数，分子分母同除以它";
    Decimal: "As a decimal {0}: about 1 in {1}", "化为小数 {0}：约每 {1} 次中有 1 次";
    DecimalComplement: "As a decimal {0}: it fails about 1 time in {1}", "化为小数 {0}：约每 {1} 次中有 1 次不发生";
    Selections: "The event does not speak of the order, so that selections may be counted instead", "事件与次序无关，可改用不计次序的组合数";
    Ordered: "In order each selection comes in {0}! orders: the same probability", "计次序时每种取法对应 {0}! 种次序，概率相同";
    Orders: "In order: each selection comes in {0}! orders", "计次序：每种取法对应 {0}! 种次序";
    // Arithmetic.
    Definition: "By its definition", "按定义";
    Part: "Its value", "其值";
    HoldsAt: "At {0} the condition holds: its left side", "取 {0} 时条件成立，其左边的值";
    FailsAt: "At {0}, the one before, it does not hold yet: its left side", "取前一个值 {0} 时条件尚不成立，其左边的值";
    RootAt: "The difference of both sides is a polynomial that vanishes at {0}: there the left side is", "两边之差是一个多项式，以 {0} 为根；此时左边的值";
    Sought: "So the value that was sought is", "故所求的值为";
    Worked: "Put together", "代入计算";
    // Sweeps.
    AllCombinations: "Every combination of values is tried by the definition", "按定义逐一检验所有取值组合";
}

impl Saying {
    /// The sentences with their places filled.
    #[must_use]
    pub fn filled(self, parts: &[String]) -> (String, String) {
        let (english, chinese) = self.templates();
        (fill(english, parts), fill(chinese, parts))
    }
}

/// A template with its places filled: `{0}` by the first part, and so on.
fn fill(template: &str, parts: &[String]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let place = rest[start + 1..].find('}').map(|end| &rest[start + 1..start + 1 + end]);
        let part = place.and_then(|place| place.parse::<usize>().ok()).and_then(|i| parts.get(i));
        filled.push_str(&rest[..start]);
        match (part, place) {
            (Some(part), Some(place)) => {
                let _ = write!(filled, "{part}");
                rest = &rest[start + place.len() + 2..];
            }
            _ => {
                filled.push('{');
                rest = &rest[start + 1..];
            }
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_saying_is_there_in_both_languages_with_the_same_places() {
        for saying in Saying::ALL {
            let (english, chinese) = saying.templates();
            assert!(!english.is_empty() && english.is_ascii() || english.contains(['…', 'Ω']), "{saying:?}");
            assert!(chinese.chars().any(|c| ('\u{4e00}'..'\u{a000}').contains(&c)), "{saying:?}");
            for place in ["{0}", "{1}", "{2}", "{3}"] {
                assert_eq!(english.contains(place), chinese.contains(place), "{saying:?}");
            }
        }
    }

    #[test]
    fn places_are_filled_and_other_braces_stay() {
        let parts = ["(1, 2)".to_owned(), "x".to_owned()];
        assert_eq!(fill("A = {{0}}: {1} of {k}", &parts), "A = {(1, 2)}: x of {k}");
    }
}
