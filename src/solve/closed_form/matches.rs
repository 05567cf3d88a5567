//! How many elements match: binomial among trials, hypergeometric among draws without replacement.
//!
//! Each term comes from the one before by a small fraction. A whole law goes from term to term; the sum of a stretch of
//! terms, which is one number, is a first term times a sum of products of those fractions, by binary splitting
//! [B. Haible, T. Papanikolaou, "Fast multiprecision evaluation of series of rational numbers", ANTS-III, 1998].

use crate::budget::Budget;
use crate::error::Error;
use crate::model::space::binomial_bits;
use crate::model::{Space, Value};
use crate::number;
use crate::solve::atom::Atom;
use crate::solve::by_class::Swept;
use crate::solve::classes::{Classes, Part};
use crate::solve::plan::{Cost, product_cost};
use num_bigint::BigUint;
use num_traits::{Pow, ToPrimitive, Zero};
use rustc_hash::FxHashMap;

/// What of a sample matches a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matches {
    /// n trials, each of which matches with weight w and fails with weight v: C(n, m) wᵐ vⁿ⁻ᵐ.
    Trials {
        /// How many.
        n: u64,
        /// The weight of a match.
        w: BigUint,
        /// The weight of a failure.
        v: BigUint,
    },
    /// n elements without replacement, of so many that match and so many others: C(K, m) C(N−K, n−m).
    Draws {
        /// How many are drawn.
        n: u64,
        /// How many of all match.
        matching: u64,
        /// How many do not.
        others: u64,
    },
}

/// The law of the number of matches; all above the greatest number that it is compared with in one.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn law(space: &Space, atom: &Atom, budget: &Budget) -> Result<Option<Swept>, Error> {
    let Some(matches) = Matches::of(space, atom)? else { return Ok(None) };
    // What lies above every number that the count is compared with need not be told apart.
    let cap = atom.cap.map_or(u64::MAX, |cap| u64::try_from(cap).unwrap_or(0));
    let bits = matches.bits();
    let (least, most) = matches.ends();
    let terms = (most - least).min(cap);
    let (words, first) = (u128::from(bits / 64 + 1), product_cost(bits));
    let work = (u128::from(terms) + 1).saturating_mul(words * 2 + 100).saturating_add(first.work);
    budget.afford(work, u128::from(terms).saturating_mul(words * 8 + 150))?;
    let law = matches.terms(cap);
    let states = law.len() as u64;
    let total = law.iter().map(|(_, weight)| weight).sum();
    let values = law.into_iter().map(|(m, weight)| (vec![Value::Int(m.cast_signed())], weight)).collect();
    Ok(Some(Swept { values, total, states }))
}

impl Matches {
    /// What an atom counts in a sample; nothing where several kinds of trials are looked at, or an unknown number.
    ///
    /// # Errors
    /// Those of patterns that a label cannot be held against.
    pub fn of(space: &Space, atom: &Atom) -> Result<Option<Self>, Error> {
        let Some(Classes { parts, classes, .. }) = Classes::of(space, std::slice::from_ref(atom))? else {
            return Ok(None);
        };
        let [Part { size: Some(n), group, .. }] = parts.as_slice() else { return Ok(None) };
        let (n, labels) = (*n, space.labels());
        let of = |view: u32, weight: &dyn Fn(usize) -> BigUint| -> BigUint {
            let seen = classes.iter().filter(|class| class.views[0] == view);
            seen.flat_map(|class| &class.labels).map(|&label| weight(label)).sum()
        };
        Ok(match space {
            Space::Trials(groups) => {
                let faces: FxHashMap<&Value, &BigUint> =
                    groups[*group].0.weights().iter().map(|(face, weight)| (face, weight)).collect();
                let weight = |label: usize| faces.get(&labels[label]).copied().cloned().unwrap_or_default();
                Some(Self::Trials { n, w: of(1, &weight), v: of(0, &weight) })
            }
            Space::Draw(from, _) | Space::Choose(from, _) => {
                let weight = |label: usize| BigUint::from(from.classes()[label].1);
                let matching = of(1, &weight).to_u64().unwrap_or(0);
                Some(Self::Draws { n, matching, others: from.size() - matching })
            }
            _ => None,
        })
    }

    /// About how many bits the whole weight has.
    #[must_use]
    pub fn bits(&self) -> u64 {
        match self {
            Self::Trials { n, w, v } => (w + v).bits().saturating_mul(*n),
            Self::Draws { n, matching, others } => binomial_bits(matching + others, *n),
        }
    }

    /// The weight of all samples: (w + v)ⁿ or C(N, n).
    #[must_use]
    pub fn total(&self) -> BigUint {
        match self {
            Self::Trials { n, w, v } => Pow::pow(w + v, *n),
            Self::Draws { n, matching, others } => number::binomial(matching + others, *n),
        }
    }

    /// The least and the greatest number of matches that can be.
    #[must_use]
    pub fn ends(&self) -> (u64, u64) {
        match self {
            Self::Trials { w, .. } if w.is_zero() => (0, 0),
            Self::Trials { n, v, .. } if v.is_zero() => (*n, *n),
            Self::Trials { n, .. } => (0, *n),
            Self::Draws { n, matching, others } => (n.saturating_sub(*others), *n.min(matching)),
        }
    }

    /// The weight of exactly m matches, m between the ends.
    fn term(&self, m: u64) -> BigUint {
        match self {
            Self::Trials { n, w, v } => number::binomial(*n, m) * Pow::pow(w, m) * Pow::pow(v, n - m),
            Self::Draws { n, matching, others } => {
                number::binomial(*matching, m) * number::binomial(*others, n - m)
            }
        }
    }

    /// The factor and the divisor that lead from m matches to m + 1, m below the greatest.
    fn step(&self, m: u64) -> (BigUint, BigUint) {
        match self {
            Self::Trials { n, w, v } => (w * (n - m), v * (m + 1)),
            Self::Draws { n, matching, others } => {
                (BigUint::from(matching - m) * (n - m), BigUint::from(m + 1) * (others + m + 1 - n))
            }
        }
    }

    /// The weights of all numbers of matches in order, all above `cap` in one.
    fn terms(&self, cap: u64) -> Vec<(u64, BigUint)> {
        let (least, most) = self.ends();
        let last = most.min(cap.max(least));
        let mut term = self.term(least);
        let mut terms = vec![(least, term.clone())];
        for m in least..last {
            let (factor, divisor) = self.step(m);
            term = term * factor / divisor;
            terms.push((m + 1, term.clone()));
        }
        if last < most {
            let rest = self.total() - terms.iter().map(|(_, weight)| weight).sum::<BigUint>();
            terms.push((last + 1, rest));
        }
        terms
    }

    /// What [`between`](Self::between) costs.
    #[must_use]
    pub fn between_cost(&self, low: i64, high: i64) -> Cost {
        let whole = product_cost(self.bits());
        let Some((low, high)) = self.clipped(low, high) else { return whole };
        let (least, most) = self.ends();
        let summed = (high - low).min(most - least - (high - low));
        let small = match self {
            Self::Trials { w, v, .. } => w.bits().max(v.bits()),
            Self::Draws { n, .. } => 64 - n.leading_zeros() as u64,
        };
        // The division of the last numerator is done by hand.
        let bits = summed.saturating_mul(small + u64::from(64 - most.leading_zeros()));
        let split = product_cost(bits);
        let division = u128::from(bits / 64 + 1) * u128::from(self.bits() / 64 + 1) / 2;
        Cost {
            work: (whole.work * 4).saturating_add(split.work.saturating_mul(4)).saturating_add(division),
            bytes: (whole.bytes + split.bytes) * 2,
        }
    }

    /// The bounds within the ends, if anything is left between them.
    fn clipped(&self, low: i64, high: i64) -> Option<(u64, u64)> {
        let (least, most) = self.ends();
        let high = u64::try_from(high).ok()?.min(most);
        let low = u64::try_from(low).unwrap_or(0).max(least);
        (low <= high).then_some((low, high))
    }

    /// The weight of all numbers of matches between two bounds, both included; the fewer terms are added, those inside
    /// or those outside.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Interrupted`], and [`crate::ErrorKind::TooExpensive`] when the time is over.
    pub fn between(&self, low: i64, high: i64, budget: &Budget) -> Result<BigUint, Error> {
        let Some((low, high)) = self.clipped(low, high) else { return Ok(BigUint::ZERO) };
        let (least, most) = self.ends();
        if high - low <= (most - least) / 2 {
            return self.sum(low, high, budget);
        }
        let below = if low > least { self.sum(least, low - 1, budget)? } else { BigUint::ZERO };
        let above = if high < most { self.sum(high + 1, most, budget)? } else { BigUint::ZERO };
        Ok(self.total() - below - above)
    }

    /// The weight of `from` to `to` matches, both possible: the first term times 1 + Σ of the products of the steps.
    fn sum(&self, from: u64, to: u64, budget: &Budget) -> Result<BigUint, Error> {
        let first = self.term(from);
        if from == to {
            return Ok(first);
        }
        let Stretch { divisor, sum, .. } = self.stretch(from, to, budget)?;
        Ok(first * (sum + &divisor) / divisor)
    }

    /// The steps from `from` to `to`, `from` < `to`.
    fn stretch(&self, from: u64, to: u64, budget: &Budget) -> Result<Stretch, Error> {
        if to - from == 1 {
            let (factor, divisor) = self.step(from);
            return Ok(Stretch { sum: factor.clone(), factor, divisor });
        }
        if to - from > 256 {
            budget.check()?;
        }
        let middle = from + (to - from) / 2;
        let (lower, upper) = (self.stretch(from, middle, budget)?, self.stretch(middle, to, budget)?);
        Ok(Stretch {
            sum: lower.sum * &upper.divisor + &lower.factor * upper.sum,
            factor: lower.factor * upper.factor,
            divisor: lower.divisor * upper.divisor,
        })
    }
}

/// Steps p/q one after another: the product of the p, that of the q, and over it the sum of the products of the first
/// one, two, … steps.
struct Stretch {
    factor: BigUint,
    divisor: BigUint,
    sum: BigUint,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_definition(matches: &Matches, low: i64, high: i64) -> BigUint {
        let (least, most) = matches.ends();
        let within = |m: &u64| low <= m.cast_signed() && m.cast_signed() <= high;
        (least..=most).filter(within).map(|m| matches.term(m)).sum()
    }

    fn some_matches() -> impl Strategy<Value = Matches> {
        prop_oneof![
            (0_u64..30, 0_u64..5, 0_u64..90)
                .prop_filter("some weight", |(_, w, v)| w + v > 0)
                .prop_map(|(n, w, v)| Matches::Trials { n, w: w.into(), v: v.into() }),
            (0_u64..30, 0_u64..30, 0_u64..30).prop_map(|(n, matching, others)| Matches::Draws {
                n: n.min(matching + others),
                matching,
                others
            }),
        ]
    }

    proptest! {
        #[test]
        fn a_stretch_is_the_sum_of_its_terms(matches in some_matches(), low in -3_i64..35, more in -2_i64..35) {
            prop_assert_eq!(matches.between(low, low + more, &Budget::default()).unwrap(), by_definition(&matches, low, low + more));
        }

        #[test]
        fn the_terms_are_the_whole_law(matches in some_matches(), cap in 0_u64..40) {
            let terms = matches.terms(cap);
            let (least, most) = matches.ends();
            prop_assert_eq!(terms.iter().map(|(_, weight)| weight).sum::<BigUint>(), matches.total());
            for (m, weight) in terms {
                let above = if m > cap.max(least) { most } else { m };
                prop_assert_eq!(weight, by_definition(&matches, m.cast_signed(), above.cast_signed()));
            }
        }
    }
}
