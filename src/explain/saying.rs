//! What derivations say beyond the sample space: one line a saying, in English and Chinese side by side, with numbered
//! places for what changes.

use crate::help::Language;
use std::fmt::Write;

/// What stands for all elements that nothing names: each language has a word of its own for them.
pub const REST: &str = "\u{e000}";

/// A text in which what nothing names is named.
pub fn with_rest(text: &str, language: Language) -> String {
    let word = match language {
        Language::English => "other",
        Language::Chinese => "其他",
    };
    text.replace(REST, word)
}

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
    NegativeBinomialLaw: "Independent trials, each a success with probability {1}, until success number {0}", "独立试验，每次成功的概率为 {1}，直到第 {0} 次成功";
    GeometricLaw: "Independent trials until the first success, each with probability {0}: k - 1 failures, then a success", "几何分布：独立试验直到首次成功，每次成功的概率为 {0}：前 k - 1 次失败，第 k 次成功";
    WordShapes: "Rows of {0}, equal items not told apart, every distinct row equally likely; by the numbers of equal items ({1}): which items come so often, and in which order", "取 {0} 个排成一列，相同元素不加区分，各种排列等可能；按相同元素的个数（{1}）：先选各出现几次的元素，再排序";
    TheseCount: "Those that count: {0}", "满足条件的有：{0}";
    TermByTerm: "Term by term, for {0} = {1}", "逐项写出，{0} = {1}";
    ReachedAt: "It is reached for {0} = {1}", "在 {0} = {1} 处取到";
    Permutations: "Every order of {0} different items in a row is equally likely", "{0} 个不同元素的全排列，各种排列等可能";
    // Favourable outcomes.
    OneBox: "{0} in that box; the other {1} are shared out among the other {2} boxes", "该盒中 {0} 个，其余 {1} 个放入另外 {2} 个盒子";
    Listed: "The favourable outcomes, one by one: A = {{0}}", "逐一列出事件 A 所含的基本事件：A = {{0}}";
    ListedWeights: "The favourable rows, one by one, each by the multiplication rule: {0}", "逐一列出有利的排列，每种按乘法原理计数：{0}";
    ComplementListed: "Fewer outcomes are unfavourable: all, less {{0}}", "对立事件较简单：总数减去 {{0}}";
    Case: "Case {0}", "情形 {0}";
    CaseWith: "Case {0}, which has probability {1}", "情形 {0}，其概率为 {1}";
    CasesAlike: "Cases {0}, each", "情形 {0}，各有";
    CasesWith: "Cases {0}, which have probability {1} each", "情形 {0}，概率各为 {1}";
    CasesTogether: "The cases exclude each other and are all there are: their outcomes add up", "各情形互斥且穷尽，结果数相加";
    ManyCases: "Favourable outcomes: {0} elements of class `{1}`, from {2} to {3}, case by case", "有利的结果数：{0} 个元素中类 `{1}` 的个数从 {2} 到 {3}，分情形相加";
    ManyCasesLess: "Favourable outcomes: all, less those with {2} to {3} of the {0} elements in class `{1}`", "有利的结果数：总数减去 {0} 个元素中类 `{1}` 的个数从 {2} 到 {3} 的情形";
    Present: "{0} of the {1} classes come: choose which, and no one of them stays away, by inclusion and exclusion", "{1} 类中恰出现 {0} 类：选出这些类，再用容斥原理使每一类都出现";
    OneHand: "The other hands do not matter: this one is a selection of {0} from {1}, all equally likely", "与其他各手无关：这一手是从 {1} 张中任取 {0} 张，各种取法等可能";
    Bounded: "Favourable outcomes: the coefficient of x^{0} in {1}, where of each power only the terms in brackets count", "有利的结果数：{1} 中 x^{0} 的系数，其中各幂只取方括号内的项";
    DealCases: "Favourable deals: each class is shared out among the hands, case by case", "有利的发法：把每一类的牌分给各手，分情形相加";
    Shapes: "Favourable outcomes, shape by shape ({0}): which classes have which numbers, then which elements", "按频数的形状（{0}）计数：先选哪些类各占几个，再选具体元素";
    ShapesLess: "Favourable outcomes: all, less those of the shapes {0}: which classes have which numbers, then which elements", "总数减去形状为 {0} 的结果数：先选哪些类各占几个，再选具体元素";
    AllFaces: "Each of the {0} classes must come: inclusion and exclusion over the classes that stay away", "{0} 类都要出现：对不出现的类用容斥原理";
    AllDifferent: "All different: each has one possibility fewer than the one before", "全不相同：每次的可能数比前一次少一";
    Derangements: "Nothing in its place among {0}: inclusion and exclusion over what stays", "{0} 个元素都不在原位（错排）：对留在原位的元素用容斥原理";
    FixedPoints: "Choose the {0} that stay in place, and derange the other {1}", "选出留在原位的 {0} 个，其余 {1} 个错排";
    NoHits: "It holds nowhere: inclusion and exclusion over k places and different elements for which it holds there, chosen in {0} ways for k = 0, 1, 2, … (rook numbers), with the others in any order", "处处不成立：对选出的 k 个位置及在该处成立的不同元素用容斥原理，k = 0，1，2，… 时的选法数为 {0}（车多项式的系数），其余元素任意排列";
    ExactHits: "It holds exactly {1} times: k places and different elements for which it holds there are chosen in {0} ways for k = 0, 1, 2, … (rook numbers); among the k, {1} stand out in C(k, {1}) ways: inclusion and exclusion", "恰有 {1} 处成立：选出 k 个位置及在该处成立的不同元素，k = 0，1，2，… 时的选法数为 {0}（车多项式的系数）；k 处中取 {1} 处有 C(k, {1}) 种，用容斥原理";
    NoPairs: "No such neighbours: inclusion and exclusion over k ordered pairs of elements that can stand side by side at once, chosen in {0} ways for k = 0, 1, 2, …; they join to blocks, so that there are k things fewer to put in order", "没有这样的相邻：对选出的 k 个可以同时前后相邻的有序对用容斥原理，k = 0，1，2，… 时的选法数为 {0}；相邻的元素捆绑成块，需要排列的对象少 k 个";
    ExactPairs: "Exactly {1} such neighbours: k ordered pairs of elements that can stand side by side at once are chosen in {0} ways for k = 0, 1, 2, …, and join to blocks, so that there are k things fewer to put in order; among the k, {1} stand out in C(k, {1}) ways: inclusion and exclusion", "恰有 {1} 处这样的相邻：选出 k 个可以同时前后相邻的有序对，k = 0，1，2，… 时的选法数为 {0}；相邻的元素捆绑成块，需要排列的对象少 k 个；k 对中取 {1} 对有 C(k, {1}) 种，用容斥原理";
    NoPairsOfSome: "No such neighbours: inclusion and exclusion over k ordered pairs of elements that can stand side by side at once, chosen with the other elements of the row in {0} ways for k = 0, 1, 2, …; the pairs join to blocks, so that there are k things fewer to put in order", "没有这样的相邻：对选出的 k 个可以同时前后相邻的有序对用容斥原理，连同该行的其余元素，k = 0，1，2，… 时的选法数为 {0}；相邻的元素捆绑成块，需要排列的对象少 k 个";
    ExactPairsOfSome: "Exactly {1} such neighbours: k ordered pairs of elements that can stand side by side at once are chosen with the other elements of the row in {0} ways for k = 0, 1, 2, …; the pairs join to blocks, so that there are k things fewer to put in order; among the k, {1} stand out in C(k, {1}) ways: inclusion and exclusion", "恰有 {1} 处这样的相邻：选出 k 个可以同时前后相邻的有序对，连同该行的其余元素，k = 0，1，2，… 时的选法数为 {0}；相邻的元素捆绑成块，需要排列的对象少 k 个；k 对中取 {1} 对有 C(k, {1}) 种，用容斥原理";
    Descents: "Permutations of {0} with {1} descents, by inclusion and exclusion (Eulerian numbers)", "{0} 个元素中恰有 {1} 处下降的排列数（欧拉数，容斥原理）";
    Cycles: "Permutations of {0} with {1} cycles: Stirling numbers of the first kind", "{0} 个元素中恰有 {1} 个轮换的排列数（第一类斯特林数）";
    LongestCycle: "A cycle longer than half of the {0} is the only such one, and a cycle of length k lies in {0}!/k permutations", "长度超过 {0} 的一半的轮换至多一个，含 k 长轮换的排列有 {0}!/k 个";
    Together: "The {0} that belong together are one block among {1}, and are arranged within it", "捆绑法：把 {0} 个元素看作一个整体，共 {1} 个排列，再在内部排列";
    Apart: "First the {0} others in a row; then the {1} go into different ones of the {2} gaps", "插空法：先排其余 {0} 个，再把 {1} 个放入 {2} 个空位中不同的空位";
    Scattered: "No two of the {0} are neighbours in the line of all: the {1} others leave {2} gaps, and each of the {0} goes into a gap of its own", "插空法：其余 {1} 个元素排成一列，留出 {2} 个空位，取出的 {0} 个各占不同的空位，因而两两不相邻";
    ScatteredAround: "No two of the {0} are neighbours around the ring of {1} (Kaplansky): each ring is cut after one of the others, which leaves a line", "{1} 个元素围成一圈，取 {0} 个两两不相邻（卡普兰斯基）：在其余某个元素之后断开，即化为一列";
    OneOfEachPair: "The {0} elements are {1} pairs: choose {2} of the pairs, and one element of each", "{0} 个元素分成 {1} 对：选 {2} 对，再从每对中各取一个";
    Ties: "No hand is better placed than the other, so that each wins in half of the deals that are no tie; a tie", "两手牌地位相同，在不分胜负之外的情形中各占一半；不分胜负的概率";
    HalfOfTheRest: "Half of the rest", "其余情形的一半";
    FirstOf: "Among the {0} that matter each is equally likely to be the first", "在有关的 {0} 个元素中，每一个最先出现的可能性相同";
    EachBeginning: "Rows of n of which h match `{0}` and all beginnings are as asked: the last element matches, or it does not", "前 n 项中有 h 项为 {0}、且每个开头都满足所求的排列数：按最后一项是否为 {0} 递推";
    NoBeginning: "The opposite event: rows of n of which h match `{0}` and no beginning is as asked: the last element matches, or it does not", "对立事件：前 n 项中有 h 项为 {0}、且没有一个开头满足所求的排列数：按最后一项是否为 {0} 递推";
    Ballot: "The same by the ballot theorem, for a = {0} and b = {1}: the lead is kept from the first on in (a - b)/(a + b) of the rows, or in (a + 1 - b)/(a + 1) of them where it may be even", "也可用投票定理，a = {0}，b = {1}：始终领先的排列占 (a - b)/(a + b)，允许平局时占 (a + 1 - b)/(a + 1)";
    RelativeOrder: "Only the order of the elements at places {0} is asked; they are different, and each of their {1}! orders is equally likely: in {2} of them it holds", "只涉及第 {0} 位元素的大小次序；它们互不相同，{1}! 种次序等可能，其中 {2} 种符合";
    RunsOfCoins: "The first face, then the {0} changes among {1} places between neighbours", "先定第一个面，再从 {1} 个相邻处选 {0} 处变换";
    Recurrence: "Rows of length n without a run of {0}: any face after such a row, less the rows that complete the run just now. The first ones, a(1), a(2), …: {1}", "长为 n 且没有 {0} 连的序列数：在较短的序列后任接一面，减去恰好在此完成 {0} 连的序列。前几项 a(1)，a(2)，…：{1}";
    Streaks: "The coefficient of x^{0} in their generating function ({1}) / ({2})", "其生成函数 ({1}) / ({2}) 中 x^{0} 的系数";
    SubsetSums: "Subsets with the sum t of the numbers up to n: with n or without it; the coefficient of x^t in (1 + x)(1 + x^2)…(1 + x^n)", "前 n 个数中和为 t 的子集数：含 n 或不含 n 递推；即 (1 + x)(1 + x^2)…(1 + x^n) 中 x^t 的系数";
    GeneratingFunction: "The coefficients of ({0})^{1}: the last throw adds its face to a sum of the others", "生成函数 ({0})^{1} 的系数：最后一次的点数加上其余的和，递推";
    GeneratingFunctions: "The coefficients of {0}: the last throw adds its face to a sum of the others of its kind, and what one kind comes to is added to the others", "生成函数 {0} 的系数：每一类中最后一次的点数加上其余的和，递推；再把各类的和相加";
    InclusionExclusion: "Inclusion and exclusion: the {0} events alone", "容斥原理：{0} 个事件各自的项";
    Intersections: "Inclusion and exclusion: {0} of them together, with the sign {1}", "容斥原理：其中 {0} 个同时发生的项，符号为 {1}";
    InclusionSum: "At least one of them: the terms with their signs", "至少一个发生：各项带符号相加";
    Scored: "Each throw adds one of {0} to the number that is compared: that is the sum of {1} dice with these faces", "每次投掷使所比较的数增加 {0} 之一：它就是 {1} 颗这样的骰子之和";
    Complement: "The opposite event, `{0}`, is simpler", "先求对立事件 `{0}`";
    LessComplement: "All, less the opposite event", "用总数（或 1）减去对立事件";
    SumsUpTo: "Ways to reach at most the sum {0}: the coefficient of x^{0} in (x + … + x^{2})^{1} / (1 - x), by inclusion and exclusion over faces that would be too high", "点数和不超过 {0} 的方式数：(x + … + x^{2})^{1} / (1 - x) 中 x^{0} 的系数，对超出范围的面用容斥原理";
    SumsFrom: "Ways to reach at least the sum {3}, as many as to reach at most {0}, since s and {4} - s come equally often: the coefficient of x^{0} in (x + … + x^{2})^{1} / (1 - x), by inclusion and exclusion over faces that would be too high", "点数和至少为 {3} 的方式数：s 与 {4} - s 的方式数相同，故等于至多为 {0} 的方式数，即 (x + … + x^{2})^{1} / (1 - x) 中 x^{0} 的系数，对超出范围的面用容斥原理";
    Coefficients: "The outcomes with the sum s are as many as the coefficient of x^s in {0}; those of all sums for which it holds are added up", "和为 s 的结果数是 {0} 中 x^s 的系数；把符合的各个 s 的系数相加";
    Separated: "Each of the {0} statements holds with probability {1}, independently of the others, since they speak of different throws, or of whether throws are equal that are compared in no circle: how many hold is binomial", "这 {0} 个陈述各以概率 {1} 成立，且相互独立（它们涉及不同的投掷，或只比较投掷是否相等且不构成圈）：成立的个数服从二项分布";
    Pooled: "All of them are one pool, in which every die counts from the same least face on, what is taken away the other way round: `{0}` is as likely as this", "全部合成一组，每颗骰子都从同一个最小点数算起，被减去的反过来算：`{0}` 与此概率相同";
    SumWays: "Ways to reach the sum {0}: coefficients of (x + … + x^{2})^{1} = x^{1} (1 - x^{2})^{1} / (1 - x)^{1}, by inclusion and exclusion over faces that would be too high", "点数和为 {0} 的方式数：(x + … + x^{2})^{1} = x^{1} (1 - x^{2})^{1} / (1 - x)^{1} 的系数，对超出范围的面用容斥原理";
    AtMostTwo: "At most 2 of each class: j of the {0} classes twice and {1} - 2j of the others once, for each j", "每类至多 2 个：{0} 类中 j 类各出现 2 次、其余中 {1} - 2j 类各出现 1 次，对 j 求和";
    AtMostEach: "At most {0} of each class: {3}the coefficient of x^{1} in {2}, by the recurrence for powers of a polynomial", "每类至多 {0} 个：{3}{2} 中 x^{1} 的系数，由多项式幂的递推求得";
    ExtremeDrawn: "The bound itself is drawn, and the others from the {0} elements beyond it", "取到该界限本身，其余从 {0} 个更小（或更大）的元素中取";
    HighestShow: "The kept dice show {0}; what is not kept ({1}) shows less than {2}, or {2} as well", "保留的骰子为 {0}；其余 {1} 枚小于 {2}，或也为 {2}";
    LowestShow: "The kept dice show {0}; what is not kept ({1}) shows more than {2}, or {2} as well", "保留的骰子为 {0}；其余 {1} 枚大于 {2}，或也为 {2}";
    KeptWays: "The kept {0} of {1} dice have the sum {2}: the outermost of them shows v, as b dice do in all, and a of them lie beyond it, with the coefficient of x^t in (x + x^2 + …)^a", "保留 {1} 枚中的 {0} 枚，其和为 {2}：最外的一枚为 v（共 b 枚为 v），另有 a 枚在其外，取 (x + x^2 + …)^a 中 x^t 的系数";
    // Poker.
    PokerRoyal: "Royal flush: one in each suit", "皇家同花顺：每种花色一种";
    PokerStraightFlush: "Straight flush: a lowest rank and a suit, less the royal ones", "同花顺：选起点与花色，去掉皇家同花顺";
    PokerStraightFlushAny: "Straight flush: a lowest rank and a suit", "同花顺：选起点与花色";
    PokerFour: "Four of a kind: its rank, then any other card", "四条：选点数，再任取一张其他牌";
    PokerFullHouse: "Full house: the rank and suits of the three, then those of the pair", "葫芦：选三条的点数与花色，再选一对的点数与花色";
    PokerFlush: "Flush: {0} ranks of one suit, less the straight flushes", "同花：一种花色的 {0} 个点数，去掉同花顺";
    PokerStraight: "Straight: a lowest rank and any suits, less the straight flushes", "顺子：选起点与任意花色，去掉同花顺";
    PokerThree: "Three of a kind: its rank and suits, then two other ranks in any suits", "三条：选点数与花色，再选另外两个点数及花色";
    PokerThreeAlike: "Three of a kind: its rank and suits", "三条：选点数与花色";
    PokerTwoPair: "Two pair: two ranks and their suits, then a card of a third rank", "两对：选两个点数及花色，再选一张其他点数";
    PokerPair: "A pair: its rank and suits, then different other ranks in any suits", "一对：选点数与花色，再选其余各不相同的点数及花色";
    PokerHighCard: "High card: different ranks that are no straight, in suits that are not all the same", "散牌：各不相同且不成顺的点数，花色不全相同";
    PokerRoyalOfSeven: "Royal flush: its suit, then any two of the other 47 cards", "皇家同花顺：选花色，再从其余 47 张中任取两张";
    PokerStraightFlushOfSeven: "Straight flush: its lowest rank, from ace to 9, and its suit; the next higher card of the suit is not there, or it would be a higher one, so that two of 46 cards remain", "同花顺：选起点（A 到 9）与花色；该花色的下一张更大的牌不在其中（否则顺子更大），再从 46 张中任取两张";
    PokerFourOfSeven: "Four of a kind: its rank, then any three of the other 48 cards", "四条：选点数，再从其余 48 张中任取三张";
    PokerTwoThrees: "Two threes: their ranks and suits, then one of the 44 cards of other ranks", "两个三条：选点数及花色，再从其他点数的 44 张中取一张";
    PokerThreeTwoPairs: "A three and two pairs: their ranks and suits", "一个三条与两对：选点数及花色";
    PokerThreePair: "A three, a pair and two other ranks in any suits", "一个三条、一对与另外两个点数及任意花色";
    PokerSuited: "Seven, six or five cards of one suit, and the others of other suits", "一种花色的七张、六张或五张，其余为其他花色";
    PokerStraightSuited: "Among them the straight flushes, the royal ones included", "其中的同花顺（含皇家同花顺）";
    PokerFlushLess: "Flush: the others", "同花：去掉同花顺";
    PokerStraightRanks: "Sets of {0} ranks that hold a straight, by their highest one: beside the one up to the ace {1} of 8 ranks, beside each of the other nine {1} of 7, for the rank above it is not there", "含顺子的 {0} 个点数的集合，按其中最大的顺子分类：到 A 为止的顺子，另取 8 个点数中的 {1} 个；其余九种，下一个点数不在其中，另取 7 个中的 {1} 个";
    PokerNoStraight: "Sets of {0} ranks that hold none", "不含顺子的 {0} 个点数的集合";
    PokerSuitsSingle: "Suits of seven ranks, of which no five are alike", "七个点数的花色，没有五个相同";
    PokerSuitsPair: "Suits of the five ranks beside a pair: not all alike, and no four like a card of the pair", "一对之外五个点数的花色：不全相同，也没有四个与对子中的一张相同";
    PokerSuitsThree: "Suits of the four ranks beside a three: not all like a card of it", "三条之外四个点数的花色：不全与三条中的一张相同";
    PokerSuitsTwoPairs: "Suits of two pairs and the three other ranks: the pairs have both suits in common, or one, or none, and the others are not all of a suit that both have", "两对及其余三个点数的花色：两对的花色全同、一同或全不同，其余三张不全为两对共有的花色";
    PokerSevenRanks: "Seven different ranks", "七个不同的点数";
    PokerSixRanks: "Six ranks, one of them a pair", "六个点数，其中一个成对";
    PokerFiveRanksThree: "Five ranks, one of them a three", "五个点数，其中一个为三条";
    PokerFiveRanksPairs: "Five ranks, two of them pairs", "五个点数，其中两个成对";
    PokerThreePairs: "Three pairs and another rank", "三对与另一个点数";
    // Independence and symmetry.
    Factor: "The probability of {0}", "{0} 的概率";
    IndependentProduct: "These are independent: their probabilities multiply", "相互独立：概率相乘";
    OwnThrows: "Each of these {0} events speaks of throws of its own, so that they are independent, and they are equally likely: one of them", "这 {0} 个事件各自涉及不同的投掷，相互独立且概率相等；其中之一";
    OwnThrowsAll: "Each of these {0} events speaks of throws of its own, so that they are independent, with the probabilities {1}: they multiply", "这 {0} 个事件各自涉及不同的投掷，相互独立，概率分别为 {1}：概率相乘";
    OwnThrowsAny: "Each of these {0} events speaks of throws of its own, so that they are independent, with the probabilities {1}: all, less the probability that none holds", "这 {0} 个事件各自涉及不同的投掷，相互独立，概率分别为 {1}：1 减去全不发生的概率";
    AnyOfThem: "At least one of them: all, less the probability that none holds", "至少一个发生：1 减去全不发生的概率";
    SomeOfThem: "Exactly {0} of them: which ones, and the others fail", "恰有 {0} 个发生：选出哪些发生，其余不发生";
    AnyPlace: "At each place every element is equally likely, and {0} of {1} match", "每个位置上各元素的可能性相同，{1} 个中有 {0} 个符合";
    Common: "Whatever the first is, the second has k of its {0} elements and the others from the {1} that are not in it", "无论第一组如何，第二组含其 {0} 个元素中的 k 个，其余取自另外 {1} 个";
    AllFail: "It takes more than {0} trials exactly when the first {0} fail", "前 {0} 次都失败时，所需次数才超过 {0}";
    EnoughSuccesses: "It takes no more than {0} trials exactly when {1} or more of the first {0} succeed", "前 {0} 次试验中至少成功 {1} 次时，所需次数才不超过 {0}";
    FewSuccesses: "It takes more than {0} trials exactly when fewer than {1} of the first {0} succeed", "前 {0} 次试验中成功少于 {1} 次时，所需次数才超过 {0}";
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
    ThreeEvents: "Inclusion and exclusion of three events: each alone, less each two together, and all three again", "三个事件的容斥原理：减去两两之交，再加回三者之交";
    Stated: "Given", "已知";
    ByMultiplication: "{0}, by the multiplication rule", "{0}：乘法公式";
    ByTotal: "{0}, by total probability, case by case", "{0}：全概率公式";
    ByIndependence: "{0}, by independence", "{0}：相互独立";
    ByOpposite: "{0}, by the opposite event", "{0}：对立事件";
    ByAddition: "{0}, by the addition rule", "{0}：加法公式";
    ByDifference: "{0}: the part that is not in the other", "{0}：减去两者之交";
    ByCondition: "{0}, by the definition of a conditional probability", "{0}：条件概率公式";
    AdditionRule: "The addition rule: P(A or B) = P(A) + P(B) - P(A and B)", "加法公式：P(A ∪ B) = P(A) + P(B) - P(AB)";
    TwoIntersect: "The outcomes in both", "两者同时成立的结果数";
    // Processes.
    Beginnings: "A state is the longest beginning of a word that the last trials show: ∅ is none of it, ∎ the end", "状态为最近几次试验与所等词开头相符的最长部分：∅ 表示没有，∎ 表示结束";
    FirstStep: "First-step equation at {0}: h({0}) = {1}", "在 {0} 处的首步方程：h({0}) = {1}";
    EndsWithin: "w(n, s), how likely the chain ends within n steps from state s, by the first of them: {0}; the end has w = 1. In the formula the states are {1}", "记 w(n, s) 为从状态 s 出发在 n 步内结束的概率，按首步递推：{0}；结束状态的 w = 1。式中各状态的编号为 {1}";
    EndsAt: "w(n, s), how likely the chain ends at step n from state s, by the first of them: {0}; the end has w = 1 for n = 0. In the formula the states are {1}", "记 w(n, s) 为从状态 s 出发恰在第 n 步结束的概率，按首步递推：{0}；结束状态仅当 n = 0 时 w = 1。式中各状态的编号为 {1}";
    GoesOn: "Each step goes on with probability {0}, all of the first {1} with ({0})^{1}", "每一步继续的概率为 {0}，前 {1} 步都继续的概率为 ({0})^{1}";
    FirstStepTime: "First-step equation at {0}: e({0}) = 1 + {1}", "在 {0} 处的首步方程：e({0}) = 1 + {1}";
    FirstStepPower: "First-step equation at {0}: each step multiplies by {1}: g({0}) = {1}·({2})", "在 {0} 处的首步方程：每一步都乘以 {1}：g({0}) = {1}·({2})";
    FirstStepSquare: "The same for the square of the number of steps: s({0}) = 1 + {1}", "步数的平方的首步方程：s({0}) = 1 + {1}";
    Start: "The chain starts at {0}", "链从 {0} 出发";
    Ruin: "Gambler's ruin from {0} between {1} and {2}, with the quotient q/p = {3} of a step down and a step up", "赌徒破产：从 {0} 出发，上下边界为 {2} 与 {1}，下步与上步概率之比 q/p = {3}";
    FairRuin: "A fair walk from {0} between {1} and {2}: in proportion to the distance", "对称游动：从 {0} 出发，上下边界为 {2} 与 {1}，概率与距离成正比";
    Drift: "Each step brings it nearer to {1} by {0} on average, and it is {2} away", "每步平均向 {1} 靠近 {0}，而起点距它 {2}";
    Arrives: "To come one nearer some time has probability h = {0} + {1}·h^2, of which {2} is the smaller root; the distance is {3}", "终将靠近一步的概率 h 满足 h = {0} + {1}·h^2，取较小的根 {2}；起点的距离为 {3}";
    DiesOut: "All descendants of one die out with the probability q = {0}, the smallest root of q = the sum of P(k children)·q^k: its children's lines die out each for itself", "一个个体的后代全部灭绝的概率 q = {0}，是 q = Σ P(k 个子代)·q^k 的最小根：各子代的后代相互独立地灭绝";
    Paths: "After {0} steps of +1 and -1, {1} of them up", "{0} 步 ±1 中恰有 {1} 步向上";
    GapsAlike: "The {0} sought elements part the other {1} into {2} stretches, equally long on average", "{0} 个所求元素把其余 {1} 个分成 {2} 段，各段平均长度相同";
    GeometricValue: "The first success comes at trial {0} when {1} trials fail and the next succeeds", "前 {1} 次失败、第 {0} 次成功";
    NegativeBinomialValue: "Success number {0} comes at trial {1}: the earlier ones are among the first {2} trials", "第 {0} 次成功恰在第 {1} 次试验：此前的成功在前 {2} 次试验之中";
    GeometricSeries: "The values {0}, {1}, {2}, …: a geometric series with the quotient (1 - {4})^{3}", "取值 {0}，{1}，{2}，…：公比为 (1 - {4})^{3} 的等比级数";
    SeenWithin: "Within {0} throws at least {1} of the {2} faces have come: inclusion and exclusion over faces that stay away", "{0} 次投掷中 {2} 个面至少出现 {1} 个：对不出现的面用容斥原理";
    TooFewDrawn: "It goes on beyond draw {3} if fewer than {2} of the {0} sought are among {3} of the {1} elements", "第 {3} 次之后仍未结束，即从 {1} 个元素中取出的 {3} 个里所求的 {0} 个不足 {2} 个";
    DrawnAtLast: "Exactly {2} of the {0} sought are among the draws before draw {3}, which takes one of those that are left ({1} elements in all)", "共 {1} 个元素，所求的 {0} 个中恰有 {2} 个在第 {3} 次之前取到，第 {3} 次取到余下的所求元素之一";
    UnequalCoupons: "The longest of {0} waits, by inclusion and exclusion: some face of a set comes after 1 over the probability of the set, on average", "{0} 个面的等待时间中最长者，由容斥原理求得：一组面中最先出现者平均等待的次数是该组概率的倒数";
    Coupons: "When i of {0} faces have been seen, a new one takes {0}/({0} - i) throws on average; up to {1} different ones", "已见 {0} 个面中的 i 个时，平均再掷 {0}/({0} - i) 次出现新的面；直到见到 {1} 个";
    MeanLength: "The mean number of draws", "平均抽取次数";
    Wald: "Wald's identity: each draw adds {0} on average, whatever came before, and ends are decided without looking ahead", "瓦尔德恒等式：每次抽取平均增加 {0}，且是否停止只取决于已抽到的结果";
    // Expectations.
    Linearity: "Linearity: the mean of a sum is the sum of the means, whatever depends on what", "期望的线性性：和的期望等于期望的和（不必独立）";
    Indicators: "Indicators: one for each of the {0} elements, with the mean {1}", "示性变量：{0} 个元素各一个，期望为 {1}";
    ClassIndicators: "Indicators: one for each of the {0} classes, 1 if it comes", "示性变量：{0} 类各一个，出现则为 1";
    EachMean: "The mean of one of them", "其中一个的期望";
    MeanOf: "The mean of {0}", "{0} 的期望";
    KeptMean: "A kept die counts once for every v up to its face: of j dice that show v or more, so many are among the {0} kept of {1}", "每枚保留的骰子对不超过其点数的每个 v 计一次：若有 j 枚不小于 v，计入其中属于保留的 {1} 取 {0} 的枚数";
    RankMean: "The {0} drawn part the other {1} numbers into {2} stretches, equally long on average", "取出的 {0} 个数把其余 {1} 个分成 {2} 段，各段平均长度相同";
    MeanDistance: "The mean of one of them: of the pairs of different numbers from 1 to {0}, {0} - d lie d apart", "其中一项的期望：从 1 到 {0} 中任取两个不同的数，相距 d 的有 {0} - d 对";
    MeanByLaw: "The mean: every value times its probability", "期望：各取值乘以其概率之和";
    SquareByLaw: "The mean of the square: every value squared times its probability", "平方的期望：各取值的平方乘以其概率之和";
    Variance: "The variance: the mean of the square, less the square of the mean", "方差：平方的期望减去期望的平方";
    VarianceOfSum: "Independent throws: their variances add up", "独立：方差相加";
    VarianceOfElement: "The variance of one element", "一个元素的方差";
    VarianceWithoutReplacement: "The sum of {0} of {1} without replacement: as with replacement, times the correction for a population of {1}", "不放回取 {1} 个中的 {0} 个之和：在有放回的方差上乘以有限总体校正因子";
    RunsByNeighbours: "The first run, and one more at each of the {0} places where neighbours differ", "首个游程，加上 {0} 处相邻不同时各增加的一个";
    VarianceOfOne: "The variance of one throw", "掷一次的方差";
    VarianceOf: "The variance of {0}", "{0} 的方差";
    MeanOfProduct: "The mean of the product", "乘积的期望";
    CovarianceOfOne: "What one element adds to {0} and to {1}: the mean of the product, less the product of the means", "一个元素对 {0} 与 {1} 的贡献：乘积的期望减去期望的乘积";
    CovarianceOfSums: "Independent throws: the covariances of all {0} add up", "独立：{0} 次的协方差相加";
    CovarianceWithoutReplacement: "Without replacement: that of {0} elements, times the correction for the population", "不放回：{0} 个元素的协方差，再乘以有限总体的修正";
    Covariance: "The covariance: the mean of the product, less the product of the means", "协方差：乘积的期望减去期望的乘积";
    Correlation: "The square of the correlation: the covariance squared over both variances", "相关系数的平方：协方差的平方除以两个方差的乘积";
    CorrelationRoot: "The correlation: the root of that, with the sign of the covariance", "相关系数：取平方根，符号同协方差";
    Deviation: "The standard deviation is the square root of the variance", "标准差是方差的平方根";
    ConditionalMean: "The mean under the condition, case by case", "条件期望，分情形计算";
    CaseVariance: "Case {0}, which has probability {1}: the variance in it", "情形 {0}，其概率为 {1}：该情形下的方差";
    MeanOfVariances: "The mean of the variances", "各情形下方差的期望";
    VarianceOfMeans: "The variance of the means", "各情形下期望的方差";
    TotalVariance: "Total variance: the mean of the variances, and the variance of the means", "全方差公式：条件方差的期望加上条件期望的方差";
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
    Part: "In it", "其中";
    HoldsAt: "At {0} the condition holds: its left side", "取 {0} 时条件成立，其左边的值";
    FailsAtLast: "At {0}, the last value tried, the condition does not hold: its left side", "取最后一个值 {0} 时条件仍不成立，其左边的值";
    FailsAt: "At {0}, the one before, it does not hold yet: its left side", "取前一个值 {0} 时条件尚不成立，其左边的值";
    RootAt: "The difference of both sides vanishes at {0}: there the left side is", "两边之差在 {0} 处为零；此时左边的值";
    Sought: "So the value that was sought is", "故所求的值为";
    Worked: "Put together", "代入计算";
    // Sweeps.
    SweptByClass: "How it was counted: class after class, {0}; the state is how many elements have been taken, and what they say of {1}; {2} states in all. The classes together", "计数过程：逐类处理 {0}；状态为已取的个数及其对 {1} 的影响，共 {2} 个状态。各类合计";
    AfterClass: "After {0}, with {1} of it{2}", "处理 {0} 之后，取其中 {1} 个{2}";
    SweptByMultiplicity: "How it was counted: {0} classes weigh alike, so that only how many of them have each multiplicity matters, the largest first; the state is how many elements and classes are left, and what is decided of {1}; {2} states in all. The classes together", "计数过程：{0} 个类的权重相同，只需按频数从大到小选定有多少个类；状态为余下的元素数与类数，以及对 {1} 已确定的部分，共 {2} 个状态。各类合计";
    AfterMultiplicity: "One class with {0} elements", "有一个类占 {0} 个元素";
    SweptByPlace: "How it was counted: place after place; the state is what the places so far leave of the question; {1} states in all. After place {0}, each with its weight: {2}", "计数过程：逐个位置处理；状态为已知位置之后问题所余的部分，共 {1} 个状态。处理到第 {0} 个位置之后，各状态及其权重：{2}";
    SweptByAutomaton: "How it was counted: place after place; the state is what decides {0}, and what is left to take; {1} states in all", "计数过程：逐个位置处理；状态为决定 {0} 所需的信息与余下的元素，共 {1} 个状态";
    SweptFunction: "All selections are the coefficient of x^{0} in {1}; the event keeps some of its terms", "所有取法数是 {1} 中 x^{0} 的系数；事件只取其中一部分项";
    SweptByExperiment: "How it was counted: experiment after experiment; the state is what is left of the question; {0} states in all. After {1}, each with its weight: {2}", "计数过程：依次处理各个试验；状态为问题所余的部分，共 {0} 个状态。处理 {1} 之后，各状态及其权重：{2}";
    SweptChain: "How it was computed: the state is that of the chain. From {0}, with these probabilities: {1}", "计算过程：状态即链的状态。从 {0} 出发一步所到之处及其概率：{1}";
    SweptTo: "All states together", "合并所有状态";
    SweptOutcomes: "How it was counted: each of {0} outcomes is looked at by the definitions, and so the first of them: {1}", "计数过程：对 {0} 个结果逐一按定义检验，前几个为：{1}";
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
            assert!(
                !english.is_empty() && english.is_ascii() || english.contains(['…', 'Ω', '∅', '·']),
                "{saying:?}"
            );
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
