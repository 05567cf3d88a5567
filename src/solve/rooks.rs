//! Rows without replacement of which is asked at how many places something of that place alone holds:
//! `any(i in 1..20: X[i] = i)`, `count(i in 1..52: abs(X[i] - i) <= 1)`.
//!
//! With r(k) ways to put k different elements at k different places where it holds, so many rows have at least these, counted
//! once for each choice: r(k)·(N−k)!/(N−p)! for p places and N elements; inclusion and exclusion leaves those at exactly j
//! places. The numbers r are the rook numbers of the board of places and elements [J. Riordan, "An Introduction to
//! Combinatorial Analysis", 1958, chapter 7]. A sweep along the places counts them; it remembers how many are taken of the
//! elements that may still stand at the same later places where it holds.

pub mod hits;

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::number;
use crate::question::{Expr, Node};
use crate::solve::equivalent::as_draw;
use crate::solve::first_places;
use crate::solve::plan::Reduced;
use crate::solve::residue::Residue;
use hits::{Kind, Rows, Told, of_only_part};
use num_bigint::BigUint;
use num_traits::{One, Zero};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The most states of the sweep along the places.
const MOST_STATES: usize = 20_000;

/// Word operations for a number of ways, and the share of the budget that they may take: other roads may lead there too.
const WAY: u128 = 20;
const SHARE: u128 = 4;

/// The law of what is left of a question that asks at how many places something holds; nothing where it asks for more, and
/// where too much is to be remembered.
///
/// # Errors
/// Those of working out what became known, and the budget's.
pub fn reduce(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
) -> Result<Option<Reduced>, Error> {
    let Some(found) = Found::of(space, name, residue, budget)? else { return Ok(None) };
    let Found { told, of_misses, states } = found;
    let places = usize::try_from(told.places).unwrap_or(usize::MAX);
    let total = number::arrangements(told.elements, told.places);
    let rows = Rows { counts: told.exactly(), missed: of_misses.then_some(places), total, states };
    rows.reduced(told.kind, residue, (name, &told.whole)).map(Some)
}

/// At how many places of a row an event asks whether something holds, and the rook numbers of where it does; nothing where
/// it asks for more, where those of the other places are fewer, and where the rows are not those of the elements.
#[must_use]
pub fn told(space: &Space, name: usize, event: &Expr, budget: &Budget) -> Option<Told> {
    let residue = Residue { roots: vec![event.clone()], later: Vec::new(), given: false };
    let found = Found::of(space, name, &residue, budget).ok()??;
    (!found.of_misses).then_some(found.told)
}

struct Found {
    told: Told,
    /// Whether it is told where it does not hold.
    of_misses: bool,
    states: u64,
}

impl Found {
    fn of(space: &Space, name: usize, residue: &Residue, budget: &Budget) -> Result<Option<Self>, Error> {
        let Some((from, length)) = as_draw(space) else { return Ok(None) };
        let Some(hits) = of_only_part(residue, name, |e| Hits::of(e, name, length)) else { return Ok(None) };
        let labels: Vec<(&Value, u64)> =
            from.classes().iter().filter(|(_, n)| *n > 0).map(|(label, n)| (label, *n)).collect();
        let looks = hits.places.len() as u128 * labels.len() as u128;
        let parts: usize = hits.places.values().flatten().map(|part| part.size(1_000)).sum();
        budget.afford(looks * 50 + labels.len() as u128 * parts as u128 * 50, 0)?;
        let Some(board) = hits.board(name, &labels, budget)? else { return Ok(None) };
        let Some((ways, states)) = board.rook_numbers(budget)? else { return Ok(None) };
        let (elements, places) = (from.size(), hits.places.len() as u64);
        let told = Told { kind: hits.kind, whole: hits.whole, ways, elements, places };
        Ok(Some(Self { told, of_misses: board.of_misses, states }))
    }
}

/// The one part of a question that speaks of a sample.
struct Hits {
    whole: Expr,
    kind: Kind,
    /// What is asked of each place.
    places: BTreeMap<u64, Vec<Expr>>,
}

impl Hits {
    /// What an expression asks of the sample with so many places.
    fn of(e: &Expr, name: usize, length: u64) -> Option<Self> {
        let (kind, parts) = Kind::of(e)?;
        let mut places: BTreeMap<u64, Vec<Expr>> = BTreeMap::new();
        for part in parts {
            let mut spoken = BTreeSet::new();
            let alone = part.names() == 1 << name
                && first_places::places(part, name, length, &mut spoken)
                && spoken.len() == 1;
            places.entry(spoken.pop_first().filter(|_| alone)?).or_default().push(part.clone());
        }
        (places.len() > 1).then(|| Hits { whole: e.clone(), kind, places })
    }

    /// Which labels hit at which place; nothing where that is neither yes nor no.
    fn board(&self, name: usize, labels: &[(&Value, u64)], budget: &Budget) -> Result<Option<Board>, Error> {
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); labels.len()];
        for (row, parts) in self.places.values().enumerate() {
            budget.check()?;
            for (column, (label, _)) in columns.iter_mut().zip(labels) {
                let known = |part: &Expr| {
                    let known = part.rewrite(&mut |inner| {
                        let is_place = matches!(inner.node(), Node::At(sample, _) if matches!(sample.node(), Node::Name(i) if *i == name));
                        Ok(is_place.then(|| Expr::value_of((*label).clone())))
                    });
                    known.ok()?.known().cloned()
                };
                let values: Option<Vec<Value>> = parts.iter().map(known).collect();
                match values.and_then(|values| self.kind.hits(&values)) {
                    Some(true) => column.push(row),
                    Some(false) => {}
                    None => return Ok(None),
                }
            }
        }
        // Of hits and misses, which are the complement, the fewer.
        let cells: usize = columns.iter().map(Vec::len).sum();
        let of_misses = 2 * cells > self.places.len() * labels.len();
        if of_misses {
            columns.iter_mut().for_each(|rows| {
                *rows = (0..self.places.len()).filter(|row| rows.binary_search(row).is_err()).collect();
            });
        }
        // Labels that hit at the same places are one kind.
        let mut kinds: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
        for (column, (_, count)) in columns.into_iter().zip(labels).filter(|(rows, _)| !rows.is_empty()) {
            *kinds.entry(column).or_default() += count;
        }
        Ok(Some(Board { rows: self.places.len(), kinds: kinds.into_iter().collect(), of_misses }))
    }
}

/// Kinds of elements: the rows where they hit, and how many there are of each.
struct Board {
    rows: usize,
    kinds: Vec<(Vec<usize>, u64)>,
    /// Whether it is the board of where they do not hit.
    of_misses: bool,
}

impl Board {
    /// The ways to put 0, 1, 2, … elements at different places where they hit, and how many states it took; nothing where
    /// too much is to be remembered.
    fn rook_numbers(&self, budget: &Budget) -> Result<Option<(Vec<BigUint>, u64)>, Error> {
        let mut pools = self.pools(0);
        // How many are taken of each pool; and the ways, by how many are put.
        let mut states: BTreeMap<Taken, Vec<BigUint>> =
            BTreeMap::from([(Taken::new(), vec![BigUint::one()])]);
        let (mut visited, mut work) = (0, 0);
        for row in 0..self.rows {
            let after = self.pools(row + 1);
            // Every state with every pool, and as many ways as rows have been met.
            work += (states.len() * (pools.here(row).count() + 1) * (row + 1)) as u128 * WAY;
            if work > budget.work() / SHARE || states.len() > MOST_STATES {
                return Ok(None);
            }
            let mut next: BTreeMap<Taken, Vec<BigUint>> = BTreeMap::new();
            for (taken, ways) in states {
                budget.check()?;
                for (pool, size) in pools.here(row) {
                    let free = size - taken.get(&pool).copied().unwrap_or(0);
                    if free > 0 {
                        let mut more = taken.clone();
                        *more.entry(pool).or_default() += 1;
                        add(next.entry(pools.passed(&more, &after)).or_default(), &ways, free, 1);
                    }
                }
                add(next.entry(pools.passed(&taken, &after)).or_default(), &ways, 1, 0);
            }
            visited += next.len() as u64;
            (states, pools) = (next, after);
        }
        Ok(states.into_values().next().map(|ways| (ways, visited)))
    }

    /// The kinds as they are told apart from a row on: those that hit at the same places there are one pool.
    fn pools(&self, row: usize) -> Pools<'_> {
        let mut numbers: FxHashMap<&[usize], usize> = FxHashMap::default();
        let mut pools =
            Pools { rows: Vec::new(), sizes: Vec::new(), of: Vec::with_capacity(self.kinds.len()) };
        for (rows, count) in &self.kinds {
            let later = &rows[rows.partition_point(|at| *at < row)..];
            let pool = *numbers.entry(later).or_insert(pools.rows.len());
            if pool == pools.rows.len() {
                pools.rows.push(later);
                pools.sizes.push(0);
            }
            pools.sizes[pool] += count;
            pools.of.push(pool);
        }
        pools
    }
}

/// How many elements are taken of each pool that may still hit, where any are.
type Taken = BTreeMap<usize, u64>;

/// Kinds that hit at the same places from some row on.
struct Pools<'a> {
    /// These places.
    rows: Vec<&'a [usize]>,
    /// How many elements there are.
    sizes: Vec<u64>,
    /// The pool of each kind.
    of: Vec<usize>,
}

impl Pools<'_> {
    /// The pools that hit at their first row, and how many elements each has.
    fn here(&self, row: usize) -> impl Iterator<Item = (usize, u64)> + '_ {
        let sized = self.rows.iter().zip(&self.sizes).enumerate();
        sized.filter(move |(_, (rows, _))| rows.first() == Some(&row)).map(|(pool, (_, size))| (pool, *size))
    }

    /// What is taken, by the pools after the row: pools join, and never part.
    fn passed(&self, taken: &Taken, after: &Pools<'_>) -> Taken {
        let mut passed = Taken::new();
        for (pool, used) in taken {
            let kind = self.of.iter().position(|of| of == pool).unwrap_or(0);
            let next = after.of[kind];
            if !after.rows[next].is_empty() {
                *passed.entry(next).or_default() += used;
            }
        }
        passed
    }
}

/// Adds ways, so many times, with so many more put.
fn add(to: &mut Vec<BigUint>, ways: &[BigUint], times: u64, more: usize) {
    if to.len() < ways.len() + more {
        to.resize(ways.len() + more, BigUint::zero());
    }
    to[more..].iter_mut().zip(ways).for_each(|(sum, ways)| *sum += ways * times);
}

#[cfg(test)]
mod tests;
