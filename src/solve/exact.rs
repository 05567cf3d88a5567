//! Exact values, and how they were found.

use crate::dist::Dist;
use crate::model::Value;
use num_bigint::BigUint;
use num_rational::BigRational;

/// An exact value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exact {
    /// A probability.
    Probability(BigRational),
    /// A number that is no probability: a mean, a variance, the value of an expression.
    Number(BigRational),
    /// The square root of this number, which has none among the fractions; negative for a negative correlation.
    Root {
        /// The number under the root.
        square: BigRational,
        /// Whether the value is the negative root.
        negative: bool,
    },
    /// A number of outcomes.
    Count(BigUint),
    /// A truth, with both sides of the equation that decides it where there is one.
    Truth {
        /// Whether it holds.
        truth: bool,
        /// What shows it: the sides of an equation as text and value.
        evidence: Vec<(String, BigRational)>,
    },
    /// A distribution.
    Distribution(Dist<Value>),
    /// One or several values: every median, every mode.
    Values(Vec<Value>),
}

impl Exact {
    /// The one number that the value is: a probability, a count or another number; nothing for roots and what is no
    /// number.
    #[must_use]
    pub fn number(&self) -> Option<BigRational> {
        match self {
            Self::Probability(number) | Self::Number(number) => Some(number.clone()),
            Self::Count(count) => Some(BigRational::from_integer(count.clone().into())),
            _ => None,
        }
    }
}

/// The roads that a question may take, cheapest kind first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Road {
    /// No experiment had to be looked into.
    Arithmetic,
    /// A formula for the whole distribution.
    ClosedForm,
    /// A sweep over classes of elements that the question cannot tell apart.
    ByClass,
    /// A sweep along the places of a sample.
    ByPosition,
    /// Several experiments, eliminated one after another.
    Elimination,
    /// An absorbing chain.
    Chain,
    /// Every outcome, by the definitions.
    Enumeration,
}

impl Road {
    /// The roads that may be asked for, in the order in which they are preferred.
    pub const CHOICES: [Self; 6] = [
        Self::ClosedForm,
        Self::ByClass,
        Self::ByPosition,
        Self::Elimination,
        Self::Chain,
        Self::Enumeration,
    ];

    /// The name that `--road` and JSON use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Arithmetic => "arithmetic",
            Self::ClosedForm => "closed-form",
            Self::ByClass => "by-class",
            Self::ByPosition => "by-position",
            Self::Elimination => "elimination",
            Self::Chain => "chain",
            Self::Enumeration => "enumeration",
        }
    }
}

/// How an exact value was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Method {
    /// The road; the dearest one, when several experiments took different roads.
    pub road: Road,
    /// How many states it went through.
    pub states: u64,
    /// The size of the sample space, where its outcomes are equally likely.
    pub space: Option<BigUint>,
}
