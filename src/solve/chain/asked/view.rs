//! How a comparison or a pattern sees a number from afar: plainly up to some value, and alike beyond it.

use super::{LARGEST_PERIOD, common};
use crate::model::Pattern;
use crate::model::pattern::{Comparison, NumberClass};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

/// What must be known of a number to tell the value of an expression.
pub(in crate::solve::chain) struct View {
    /// A new kind begins after each of these numbers.
    pub(super) cuts: Vec<BigInt>,
    /// The remainder by this number matters.
    pub(super) period: u64,
}

impl View {
    pub(super) fn comparison(comparison: Comparison, bound: &BigRational) -> Self {
        let floor = bound.floor().to_integer();
        let before = if bound.is_integer() { &floor - 1 } else { floor.clone() };
        let cuts = match comparison {
            Comparison::Less | Comparison::AtLeast => vec![before],
            Comparison::AtMost | Comparison::Greater => vec![floor],
            Comparison::Equal | Comparison::Unequal => vec![before, floor],
        };
        Self { cuts, period: 1 }
    }

    /// A view that may change on either side of these values.
    pub(super) fn near(values: &[BigRational]) -> Self {
        let sides = |value: &BigRational| [value.floor().to_integer(), value.ceil().to_integer() - 1];
        Self { cuts: values.iter().flat_map(sides).collect(), period: 1 }
    }

    /// Whether no remainder matters.
    pub(in crate::solve::chain) fn is_plain(&self) -> bool {
        self.period == 1
    }

    /// The last number after which a new kind begins.
    pub(in crate::solve::chain) fn last(&self) -> BigInt {
        self.cuts.iter().max().cloned().unwrap_or_default()
    }

    /// A view of every number up to this one; nothing where there are many.
    pub(in crate::solve::chain) fn up_to(last: BigRational) -> Option<Self> {
        /// The most numbers that are told apart.
        const MOST: i64 = 10_000;
        let last = last.floor().to_integer().to_i64().filter(|last| *last <= MOST)?;
        Some(Self { cuts: (0..=last).map(BigInt::from).collect(), period: 1 })
    }

    pub(super) fn pattern(pattern: &Pattern) -> Option<Self> {
        Some(match pattern {
            Pattern::Is(value) => Self::comparison(Comparison::Equal, &value.ratio()?),
            Pattern::Compare(comparison, value) => Self::comparison(*comparison, &value.ratio()?),
            Pattern::Between(low, high) => {
                let mut view = Self::comparison(Comparison::AtLeast, &low.ratio()?);
                view.cuts.extend(Self::comparison(Comparison::AtMost, &high.ratio()?).cuts);
                view
            }
            Pattern::Number(NumberClass::Even | NumberClass::Odd) => Self { cuts: Vec::new(), period: 2 },
            Pattern::Number(NumberClass::MultipleOf(k)) if *k != 0 && k.unsigned_abs() <= LARGEST_PERIOD => {
                Self { cuts: Vec::new(), period: k.unsigned_abs() }
            }
            Pattern::Not(pattern) => Self::pattern(pattern)?,
            Pattern::And(patterns) | Pattern::Or(patterns) => {
                let mut all = Self { cuts: Vec::new(), period: 1 };
                for pattern in patterns {
                    let view = Self::pattern(pattern)?;
                    all.cuts.extend(view.cuts);
                    all.period = common(all.period, view.period)?;
                }
                all
            }
            _ => return None,
        })
    }
}
