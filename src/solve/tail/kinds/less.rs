//! Kinds that are bounded from below alone: all samples, less those that have fewer of them.

use super::long::Long;
use super::{Bounded, MOST_LESS, Taking};
use crate::solve::plan::Cost;
use num_bigint::{BigInt, BigUint};

/// The products for all sets of such kinds, each of which has fewer of its elements than it should in the sets that hold it,
/// and any number in the others [inclusion and exclusion; R. P. Stanley, "Enumerative Combinatorics", vol. 1, §2.1].
pub(super) struct Less<'a> {
    taking: Taking,
    n: u64,
    /// For each set of kinds: whether it is taken off, the bounds, and the weight of all other elements.
    terms: Vec<(bool, Vec<Bounded<'a>>, BigUint)>,
}

impl<'a> Less<'a> {
    /// Nothing where no kind is bounded from below alone, or too many are.
    pub fn of(bounded: &[Bounded<'a>], (taking, n): (Taking, u64), rest: &BigUint) -> Option<Self> {
        let is_open = |kind: &&Bounded<'a>| {
            kind.high >= n || matches!(taking, Taking::Draws) && BigUint::from(kind.high) >= kind.weight
        };
        let (open, closed): (Vec<_>, Vec<_>) = bounded.iter().partition(is_open);
        if open.is_empty() || open.len() > MOST_LESS {
            return None;
        }
        let mut terms = vec![(false, closed.into_iter().cloned().collect::<Vec<_>>(), rest.clone())];
        for kind in open {
            let any = |(off, kinds, rest): &(bool, Vec<Bounded<'a>>, BigUint)| {
                (*off, kinds.clone(), rest + &kind.weight)
            };
            let fewer = |(off, kinds, rest): &(bool, Vec<Bounded<'a>>, BigUint)| {
                let high = kind.low.checked_sub(1)?;
                let fewer = Bounded { low: 0, high, ..kind.clone() };
                Some((!off, kinds.iter().cloned().chain([fewer]).collect(), rest.clone()))
            };
            terms = terms.iter().map(any).chain(terms.iter().filter_map(fewer)).collect();
        }
        Some(Self { taking, n, terms })
    }

    fn products(&self) -> impl Iterator<Item = (bool, Long<'_>)> {
        self.terms.iter().map(|(off, kinds, rest)| {
            (*off, Long { taking: self.taking, n: self.n, kinds: kinds.as_slice(), rest })
        })
    }

    pub fn cost(&self, bits: u64) -> Cost {
        self.products().fold(Cost::default(), |sum, (_, product)| {
            let cost = product.cost(bits);
            Cost { work: sum.work.saturating_add(cost.work), bytes: sum.bytes.max(cost.bytes) }
        })
    }

    pub fn weight(&self) -> Option<BigUint> {
        let mut sum = BigInt::ZERO;
        for (off, product) in self.products() {
            let weight = BigInt::from(product.weight()?);
            sum += if off { -weight } else { weight };
        }
        sum.to_biguint()
    }
}
