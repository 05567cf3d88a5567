//! Outcomes that show where a wrong answer goes wrong, in words.

/// An outcome, or two of them, on which a wrong answer fails.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shown {
    /// A favourable outcome that is counted several times.
    CountedTwice {
        /// The outcome.
        outcome: String,
        /// How often.
        times: u64,
        /// The first two ways, stage by stage.
        ways: Vec<String>,
    },
    /// An outcome that is taken away several times.
    TakenAwayTwice {
        /// The outcome.
        outcome: String,
        /// How often.
        times: u64,
        /// The first two ways, stage by stage.
        ways: Vec<String>,
    },
    /// Two outcomes that are counted as one.
    CountedOnce {
        /// One of them.
        first: String,
        /// The other.
        second: String,
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
    /// What is counted and is no outcome.
    CannotBe {
        /// What is counted.
        outcome: String,
    },
    /// An outcome that is not possible, for the condition excludes it, and that the mistake lets in.
    LetIn {
        /// The outcome.
        outcome: String,
    },
    /// An outcome that is possible, and that the mistake leaves out of those that are.
    LeftOut {
        /// The outcome.
        outcome: String,
    },
    /// Two cases that were taken as equally likely.
    Unequal {
        /// One of them.
        first: String,
        /// Its probability.
        chance: String,
        /// The other.
        second: String,
        /// Its probability.
        other: String,
    },
    /// An event whose probability depends on another.
    Depends {
        /// The event.
        event: String,
        /// Its probability.
        alone: String,
        /// What tells of it.
        condition: String,
        /// An outcome in which that is so.
        outcome: String,
        /// The probability of the event then.
        under: String,
    },
    /// A number on the two outcomes on which it is smallest and largest.
    Gives {
        /// The outcome with the smallest.
        first: String,
        /// The number there.
        value: String,
        /// The outcome with the largest.
        second: String,
        /// The number there.
        other: String,
    },
    /// A function on two outcomes, and between them.
    Between {
        /// An outcome.
        first: String,
        /// Another.
        second: String,
        /// The mean of the function on the two.
        mean: String,
        /// The function of the mean of the two.
        of_mean: String,
    },
    /// What was chosen first leaves another number of choices than the formula says.
    Choices {
        /// What was chosen, an open place as `_`.
        begun: String,
        /// How many choices there are.
        choices: u64,
        /// How many the formula says.
        counted: u64,
        /// The place to be filled.
        place: u64,
    },
}

impl Shown {
    /// What it says, in English and Chinese.
    pub(super) fn both(&self) -> (String, String) {
        match self {
            Self::CountedTwice { outcome, times, ways } => (
                format!("{outcome} is counted {times} times: as {}", ways.join(", and as ")),
                format!("{outcome} 被数了 {times} 次：{}", ways.join("；又数作 ")),
            ),
            Self::TakenAwayTwice { outcome, times, ways } => (
                format!("{outcome} is taken away {times} times: as {}", ways.join(", and as ")),
                format!("{outcome} 被减去了 {times} 次：{}", ways.join("；又算作 ")),
            ),
            Self::CountedOnce { first, second } => (
                format!("{first} and {second} are two outcomes, and were counted as one"),
                format!("{first} 与 {second} 是两个不同的结果，却只数了一次"),
            ),
            Self::Unequal { first, chance, second, other } => (
                format!(
                    "{first} has probability {chance}, and {second} has {other}: they do not count alike"
                ),
                format!("{first} 的概率是 {chance}，而 {second} 的概率是 {other}：两者并不等可能"),
            ),
            Self::Depends { event, alone, condition, outcome, under } => (
                format!(
                    "{event} has probability {alone}, and {under} where {condition} is known, as in {outcome}"
                ),
                format!("{event} 的概率是 {alone}；已知 {condition}（例如 {outcome}）时却是 {under}"),
            ),
            Self::Gives { first, value, second, other } => {
                (format!("{first} gives {value}, {second} gives {other}"), {
                    format!("{first} 时取值 {value}，{second} 时取值 {other}")
                })
            }
            Self::Between { first, second, mean, of_mean } => (
                format!(
                    "Of {first} and {second} alone the mean of the values is {mean}, the value at the mean {of_mean}"
                ),
                format!("只看 {first} 与 {second}：函数值的均值是 {mean}，均值处的函数值是 {of_mean}"),
            ),
            Self::Choices { begun, choices, counted, place } => (
                format!("{begun} leaves {choices} choices for place {place}, and {counted} were counted"),
                format!("{begun} 时第 {place} 位有 {choices} 种选法，却按 {counted} 种来数"),
            ),
            _ => self.of_one(),
        }
    }

    /// What it says of a single outcome.
    fn of_one(&self) -> (String, String) {
        let (outcome, english, chinese) = match self {
            Self::NeverCounted { outcome } => {
                (outcome, "is favourable and never counted", "符合要求，却没有数到")
            }
            Self::CountedWrongly { outcome } => {
                (outcome, "is counted and not favourable", "不符合要求，却被数了进去")
            }
            Self::CannotBe { outcome } => {
                (outcome, "is counted and cannot happen", "不可能出现，却被数了进去")
            }
            Self::LetIn { outcome } => (
                outcome,
                "does not meet the condition, yet was counted as a possible outcome",
                "不满足条件，却被算作可能的结果",
            ),
            Self::LeftOut { outcome } => {
                (outcome, "is a possible outcome, yet was left out", "是可能的结果，却被漏掉了")
            }
            _ => return Default::default(),
        };
        (format!("{outcome} {english}"), format!("{outcome} {chinese}"))
    }
}
