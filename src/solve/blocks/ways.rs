//! The ways to choose pairs of elements so that they join to blocks: nobody is followed by two, or follows two, and no
//! block closes.

use super::graph::Component;
use crate::budget::Budget;
use crate::error::Error;
use crate::number;
use num_bigint::BigUint;
use num_traits::{One, Zero};

/// Word operations for a number of ways.
const WAY: u128 = 30;

/// The ways to choose j pairs that join to b blocks: by j, and by b where that matters (else all stand at 0).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ways(pub(super) Vec<Vec<BigUint>>);

impl Ways {
    fn nothing() -> Self {
        Self(Vec::new())
    }

    fn one() -> Self {
        Self(vec![vec![BigUint::one()]])
    }

    fn put(&mut self, pairs: usize, blocks: usize, ways: &BigUint) {
        if ways.is_zero() {
            return;
        }
        if self.0.len() <= pairs {
            self.0.resize(pairs + 1, Vec::new());
        }
        let row = &mut self.0[pairs];
        if row.len() <= blocks {
            row.resize(blocks + 1, BigUint::zero());
        }
        row[blocks] += ways;
    }

    /// Adds other ways, with so many more pairs and blocks.
    fn add(&mut self, other: &Self, pairs: usize, blocks: usize) {
        for (j, row) in other.0.iter().enumerate() {
            row.iter().enumerate().for_each(|(b, ways)| self.put(j + pairs, b + blocks, ways));
        }
    }

    fn size(&self) -> u128 {
        self.0.iter().map(|row| row.len() as u128).sum()
    }

    /// Choices in both of two pieces.
    fn times(&self, other: &Self) -> Self {
        let mut product = Self::nothing();
        for (j, row) in self.0.iter().enumerate() {
            for (b, ways) in row.iter().enumerate().filter(|(_, ways)| !ways.is_zero()) {
                for (k, others) in other.0.iter().enumerate() {
                    let others = others.iter().enumerate();
                    others.for_each(|(c, more)| product.put(j + k, b + c, &(ways * more)));
                }
            }
        }
        product
    }

    /// The ways in all these pieces together; `blocks` tells whether it matters how many blocks there are.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooExpensive`].
    pub(super) fn of_all(components: &[Component], blocks: bool, budget: &Budget) -> Result<Self, Error> {
        let mut all = Self::one();
        for component in components {
            budget.check()?;
            let pairs = match component {
                Component::Line(pairs) | Component::Ring(pairs) => pairs.len() as u128,
                Component::Group(size) => u128::from(*size),
            };
            let wide = pairs.saturating_mul(if blocks { pairs / 2 + 1 } else { 1 });
            budget.afford(wide.saturating_mul(WAY * pairs), wide.saturating_mul(64))?;
            let ways = Self::of(component, usize::from(blocks));
            budget.afford(all.size() * ways.size() * WAY, all.size() * 64)?;
            all = all.times(&ways);
        }
        Ok(all)
    }

    /// The ways in one piece; a block counts as so many.
    fn of(component: &Component, block: usize) -> Self {
        match component {
            Component::Line(pairs) => {
                let start = Chosen { none: Self::one(), on: Self::nothing(), back: Self::nothing() };
                pairs.iter().fold(start, |line, pair| line.then(*pair, block)).sum()
            }
            Component::Ring(pairs) => ring(pairs, block),
            Component::Group(size) => group(*size, block),
        }
    }
}

/// The ways along a line, by what was done with the last pair: not chosen, chosen on, chosen back.
struct Chosen {
    none: Ways,
    on: Ways,
    back: Ways,
}

impl Chosen {
    /// After one pair more: two chosen pairs with an element in common go the same way.
    fn then(&self, (on, back): (bool, bool), block: usize) -> Self {
        let chosen = |may: bool, before: &Ways| {
            let mut ways = Ways::nothing();
            if may {
                ways.add(&self.none, 1, block);
                ways.add(before, 1, 0);
            }
            ways
        };
        Self { on: chosen(on, &self.on), back: chosen(back, &self.back), none: self.sum() }
    }

    fn sum(&self) -> Ways {
        let mut sum = self.none.clone();
        sum.add(&self.on, 0, 0);
        sum.add(&self.back, 0, 0);
        sum
    }
}

/// The ways around a ring, without those that close it.
fn ring(pairs: &[(bool, bool)], block: usize) -> Ways {
    let along = |first: Chosen| pairs[1..].iter().fold(first, |line, pair| line.then(*pair, block));
    let chosen = |here: bool| {
        let mut ways = Ways::nothing();
        ways.put(1, block, &BigUint::from(u8::from(here)));
        ways
    };
    let mut all = along(Chosen { none: Ways::one(), on: Ways::nothing(), back: Ways::nothing() }).sum();
    let (on, back) = pairs[0];
    for (is_on, may) in [(true, on), (false, back)] {
        if !may {
            continue;
        }
        let line = along(Chosen { none: Ways::nothing(), on: chosen(is_on), back: chosen(!is_on) });
        all.add(&line.none, 0, 0);
        // The last pair and the first are chosen: one block, which does not close as long as a pair is missing.
        let last = if is_on { line.on } else { line.back };
        for (j, row) in last.0.iter().enumerate().take(pairs.len()) {
            row.iter().enumerate().for_each(|(b, ways)| all.put(j, b.saturating_sub(block), ways));
        }
    }
    all
}

/// So many elements each of which may follow each: choose those of the blocks, put them in a row, and cut it, the blocks
/// themselves in no order. b blocks of j + b elements are cut in C(j − 1, b − 1) ways, since none is a single element.
fn group(size: u64, block: usize) -> Ways {
    let mut ways = Ways::one();
    for (pairs, j) in (1..size).enumerate() {
        for (before, blocks) in (1..=j.min(size - j)).enumerate() {
            let rows = number::arrangements(size, j + blocks) / number::factorial(blocks);
            ways.put(pairs + 1, (before + 1) * block, &(rows * number::binomial(j - 1, blocks - 1)));
        }
    }
    ways
}
