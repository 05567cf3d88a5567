//! Samples of more outcomes than a machine word holds, counted by a product of short polynomials: no table is longer than what
//! the kinds hold together.

use super::product::triangle;
use super::{Bounded, Taking};
use crate::number;
use crate::solve::plan::{Cost, product_cost};
use num_bigint::BigUint;
use num_traits::{One, Pow, Zero};

/// The product of the polynomials of some kinds, and of that of all other elements, in big integers.
pub(super) struct Long<'a> {
    pub taking: Taking,
    pub n: u64,
    pub kinds: &'a [Bounded<'a>],
    pub rest: &'a BigUint,
}

impl Long<'_> {
    /// What the products cost, and the table of the places of trials.
    pub fn cost(&self, bits: u64) -> Cost {
        let (held, words) = (self.held() as u128, u128::from(bits / 64 + 1));
        // What is held has as many of the bits as it has of the elements.
        let share = (held * words / u128::from(self.n.max(1)) + 1).min(words);
        let each = |a: u128, b: u128| 60 + a * (b / 8 + 1) * 4;
        let table = if matches!(self.taking, Taking::Trials) { held.saturating_mul(held) / 2 } else { 0 };
        let (mut before, mut products) = (1, 0u128);
        for kind in self.kinds {
            let most = self.most(kind) as u128;
            let between = (most + 1).saturating_sub(kind.low.into());
            products = products.saturating_add(before.min(held + 1).saturating_mul(between) + most);
            before += most;
        }
        let work = products.saturating_mul(each(share, share));
        let work = work.saturating_add(table.saturating_mul(each(share, 1).min(10 + share)));
        let others =
            (held + 1).saturating_mul(2 * each(words, share)).saturating_add(product_cost(bits).work);
        let numbers = table.saturating_add(held.saturating_mul(2));
        let bytes = numbers.saturating_mul(share.saturating_mul(8) + 32);
        Cost {
            work: work.saturating_add(others),
            bytes: bytes.saturating_add((held + 4).saturating_mul(words.saturating_mul(8) + 32)),
        }
    }

    /// The largest number of elements of a kind that a sample may have.
    fn most(&self, kind: &Bounded<'_>) -> usize {
        let most = match self.taking {
            Taking::Draws => u64::try_from(&kind.weight).unwrap_or(u64::MAX).min(kind.high),
            _ => kind.high,
        };
        usize::try_from(most.min(self.n)).unwrap_or(usize::MAX)
    }

    /// The largest number of elements of all kinds together.
    fn held(&self) -> usize {
        let n = usize::try_from(self.n).unwrap_or(usize::MAX);
        self.kinds.iter().map(|kind| self.most(kind)).fold(0, usize::saturating_add).min(n)
    }

    /// The weight of the samples within all bounds.
    pub fn weight(&self) -> Option<BigUint> {
        let most_held = self.held();
        let places = if matches!(self.taking, Taking::Trials) { triangle(most_held)? } else { Vec::new() };
        // ways[h]: the weight of h elements of the kinds so far.
        let (mut ways, mut next) = (vec![BigUint::ZERO; most_held + 1], vec![BigUint::ZERO; most_held + 1]);
        ways[0] = BigUint::one();
        let mut held = 0;
        for kind in self.kinds {
            let factors = self.factors(&kind.weight, self.most(kind))?;
            let low = usize::try_from(kind.low).unwrap_or(usize::MAX);
            next.fill(BigUint::ZERO);
            for (h, ways) in ways[..=held].iter().enumerate().filter(|(_, ways)| !ways.is_zero()) {
                for x in low..factors.len().min(most_held - h + 1) {
                    next[h + x] += placed(&places, h + x, x, ways * &factors[x]);
                }
            }
            held = most_held.min(held + factors.len().saturating_sub(1));
            std::mem::swap(&mut ways, &mut next);
        }
        let others = self.others(held)?;
        let mut sum = BigUint::ZERO;
        for (ways, others) in ways.iter().zip(&others).filter(|(ways, _)| !ways.is_zero()) {
            sum += ways * others;
        }
        Some(sum)
    }

    /// The weight of the elements of no kind where the kinds have 0, 1, … up to so many: with the ways to share out the places,
    /// where these are told apart.
    fn others(&self, held: usize) -> Option<Vec<BigUint>> {
        let fewest = self.n.checked_sub(held as u64)?;
        let mut others: Vec<BigUint> = Vec::with_capacity(held + 1);
        if let Taking::Trials = self.taking {
            let mut power: BigUint = Pow::pow(self.rest, fewest);
            for _ in 0..held {
                let next = &power * self.rest;
                others.push(std::mem::replace(&mut power, next));
            }
            others.push(power);
            others.reverse();
            let mut chosen = BigUint::one();
            for (h, others) in (0u64..).zip(&mut others) {
                *others *= &chosen;
                chosen = chosen * (self.n - h) / (h + 1);
            }
            return Some(others);
        }
        let size = u64::try_from(self.rest).ok()?;
        let first = match self.taking {
            Taking::Draws => number::binomial(size, fewest),
            _ if fewest == 0 => BigUint::one(),
            _ if size == 0 => BigUint::ZERO,
            _ => number::binomial((size - 1).checked_add(fewest)?, fewest),
        };
        others.push(first);
        for x in (fewest..).take(held) {
            let next = self.next(&others[others.len() - 1], size, x)?;
            others.push(next);
        }
        others.reverse();
        Some(others)
    }

    /// From the ways to take x of so many elements those to take one more: C(m, x + 1), or C(m + x, x + 1) with repetition.
    fn next(&self, ways: &BigUint, size: u64, x: u64) -> Option<BigUint> {
        let left = match self.taking {
            Taking::Draws => size.saturating_sub(x),
            _ if size == 0 => 0,
            _ => size.checked_add(x)?,
        };
        Some(ways * left / (x + 1))
    }

    /// How many samples have 0, 1, … up to `most` elements of a kind, and no others; up to the last that is not 0.
    fn factors(&self, weight: &BigUint, most: usize) -> Option<Vec<BigUint>> {
        let mut factors = Vec::with_capacity(most + 1);
        factors.push(BigUint::one());
        if let Taking::Trials = self.taking {
            while factors.len() <= most && !weight.is_zero() {
                factors.push(&factors[factors.len() - 1] * weight);
            }
            return Some(factors);
        }
        let size = u64::try_from(weight).ok()?;
        while factors.len() <= most {
            let x = factors.len() - 1;
            let next = self.next(&factors[x], size, x as u64)?;
            if next.is_zero() {
                break;
            }
            factors.push(next);
        }
        Some(factors)
    }
}

/// What is counted, times the ways to place x of h trials.
fn placed(places: &[Vec<BigUint>], h: usize, x: usize, ways: BigUint) -> BigUint {
    match places.get(h) {
        Some(row) => ways * &row[x],
        None => ways,
    }
}
