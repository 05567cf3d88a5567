//! What is said of a wrong answer, in English and Chinese: by how much it is off, which mistake comes to the same
//! number, and where a formula counts wrongly.

mod choosing;
mod numbers;
mod plain;
mod shown;

pub use choosing::Choosing;
pub use shown::Shown;

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
    /// Reflections around a table taken as one.
    ReflectionsAlike,
    /// Groups without names told apart.
    GroupsNamed,
    /// Groups with names not told apart.
    GroupsUnnamed,
    /// Places filled freely where so many of each element are given.
    FilledFreely,
    /// n^k for k^n.
    BaseAndExponent,
    /// Outcomes of a better kind, that have the figure too.
    BetterToo {
        /// The kinds that were counted too.
        kinds: String,
    },
    /// One of each kind fixed, the rest free.
    EachFixedThenFree,
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
    /// Some outcomes are counted more than once.
    Overcounted,
    /// Some favourable outcomes are missing.
    CasesMissing,
    /// Some outcomes are taken away more than once.
    TakenAwayTooOften,
    /// Outcomes that are not favourable are counted.
    OthersCounted,
    /// The number of choices depends on what was chosen before.
    ChoicesDepend,
    /// Stages added that are to be multiplied.
    StagesAdded,
    /// Cases multiplied that are to be added.
    CasesMultiplied,
    /// The place of a block forgotten.
    BlockFixed,
    /// Rows with repetition for multisets.
    RowsForMultisets,
    /// A mistake in the number or the probability of the opposite.
    InComplement {
        /// The mistake.
        mistake: Box<Remark>,
    },
    /// How the formula is read.
    ReadAs {
        /// The terms: whether each is taken away, and its stages.
        terms: Vec<(bool, Vec<Choosing>)>,
    },
    /// An outcome that shows what goes wrong.
    Shown(Shown),
    /// A wrong answer that many give, and what was done.
    Tempting {
        /// The mistake.
        mistake: Box<Remark>,
    },
    /// Nothing tempts here.
    NotTempting,
    /// A decimal to which the exact answer rounds.
    Rounded,
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
    /// Whether it says that the orders of a few things were counted or not, whatever these are.
    #[must_use]
    pub fn is_of_orders(&self) -> bool {
        matches!(self, Self::OrdersMore { .. } | Self::OrdersLess { .. })
    }

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
            Self::Shown(shown) => shown.both(),
            Self::BetterToo { kinds } => (
                format!(
                    "Those of {kinds} were counted too: they have the same figure, and go by the better name"
                ),
                format!("把 {kinds} 也数进去了：它们也有这种牌形，但归入更大的牌型"),
            ),
            Self::Neighbour { asked, taken } => (
                format!("That is the answer with `{taken}` in place of `{asked}`"),
                format!("这是把“{asked}”当作“{taken}”所得的答案"),
            ),
            Self::Tempting { mistake } => (
                format!("A tempting wrong answer. {}", mistake.text(Language::English)),
                format!("容易误答。{}", mistake.text(Language::Chinese)),
            ),
            Self::InComplement { mistake } => (
                format!("In what is taken away: {}", mistake.text(Language::English)),
                format!("错在减去的部分：{}", mistake.text(Language::Chinese)),
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
            Self::PartForgotten { part } => {
                (format!("A part of the event was left out: {part}"), format!("漏掉了事件的一部分：{part}"))
            }
            Self::FixedThenFree { .. }
            | Self::OtherNumber { .. }
            | Self::AlikeThenFree { .. }
            | Self::CasesAlike { .. }
            | Self::Ordered { .. }
            | Self::Unordered { .. }
            | Self::OrdersMore { .. }
            | Self::OrdersLess { .. } => self.of_numbers(),
            other => {
                let (english, chinese) = other.plain();
                (english.to_owned(), chinese.to_owned())
            }
        }
    }
}
