//! The reference: every outcome of the space, evaluated by the definitions. Every other road is tested against it.

use crate::budget::{Budget, Measure, too_expensive};
use crate::error::Error;
use crate::model::outcomes::{each_outcome, total};
use crate::model::{Population, Space};
use crate::question::{Expr, Node};
use crate::solve::columns::Columns;
use crate::solve::residue::{Law, PART, Residue};
use num_bigint::BigUint;
use num_traits::ToPrimitive;
use rustc_hash::FxHashMap;

/// The law of the residue after the experiment, outcome by outcome; and how many outcomes there were.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] when there are too many outcomes, and errors of the expressions.
pub fn enumerate(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
) -> Result<(Law<Residue>, u64), Error> {
    if outcomes(space) >= FEW
        && let Some(columns) = Columns::of(space, name, residue)
        && budget.afford(columns.work(), 0).is_ok()
    {
        return columns.law(space, residue, budget);
    }
    one_by_one(space, name, residue, budget)
}

/// Fewer outcomes than this are sooner gone through than made ready for it.
const FEW: f64 = 100.0;

/// The law of the residue, every outcome by itself.
///
/// # Errors
/// As those of [`enumerate`].
pub fn one_by_one(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
) -> Result<(Law<Residue>, u64), Error> {
    afford(space, residue, budget)?;
    let mut parts: FxHashMap<Residue, BigUint> = FxHashMap::default();
    // What is left of the question when all of it is known.
    let bytes = (residue.roots.len() as u128 + 1) * PART;
    let listed = outcomes(space).min(1e18) as u64;
    let mut count = 0u64;
    let mut failure = None;
    each_outcome(space, &mut |outcome, weight| {
        count += 1;
        let left = residue.rewrite(&mut |part| {
            if !part.mentions(name) {
                return Ok(Some(part.clone()));
            }
            let here = matches!(part.node(), Node::Name(_));
            Ok(here.then(|| Expr::spanned(Node::Value(outcome.clone()), part.span())))
        });
        let checked = match count.is_multiple_of(256) {
            true => budget
                .check()
                .inspect(|()| budget.report(Measure::Outcomes, count, listed))
                .and_then(|()| budget.afford(0, parts.len() as u128 * bytes)),
            false => Ok(()),
        };
        match (left, checked) {
            (Ok(left), Ok(())) => *parts.entry(left).or_default() += weight,
            (Err(error), _) | (_, Err(error)) => failure = Some(error),
        }
        failure.is_none()
    });
    match failure {
        Some(error) => Err(error),
        None => Ok((Law { parts: parts.into_iter().collect(), total: total(space) }, count)),
    }
}

/// About how many word operations the list takes.
#[must_use]
pub fn work(space: &Space, name: usize, residue: &Residue) -> u128 {
    match Columns::of(space, name, residue) {
        Some(columns) if outcomes(space) >= FEW => columns.work(),
        _ => work_one_by_one(space, residue),
    }
}

/// About how many word operations it takes to write every outcome down.
#[must_use]
pub fn listing_work(space: &Space) -> u128 {
    let each = 300.0 + 10.0 * space.length().unwrap_or(1) as f64;
    (outcomes(space) * each).min(1e38).to_u128().unwrap_or(u128::MAX)
}

fn work_one_by_one(space: &Space, residue: &Residue) -> u128 {
    // To write an outcome down, and to rewrite the question.
    let parts = residue.size();
    let each = 250.0 + 10.0 * space.length().unwrap_or(1) as f64 + 20.0 * parts as f64;
    (outcomes(space) * each).min(1e38).to_u128().unwrap_or(u128::MAX)
}

/// Nothing, if the outcomes can be listed within the budget.
fn afford(space: &Space, residue: &Residue, budget: &Budget) -> Result<(), Error> {
    let (work, outcomes) = (work_one_by_one(space, residue), outcomes(space));
    match budget.afford(work, 0) {
        Ok(()) => Ok(()),
        Err(_) if outcomes < 1e30 => {
            Err(too_expensive(&format!("no road fits but the list of all {outcomes:.2e} outcomes")))
        }
        Err(_) => {
            let size = format!("10^{}", space.size_bits() / 100 * 30);
            Err(too_expensive(&format!("no road fits but the list of all outcomes, about {size} of them")))
        }
    }
}

/// About how many outcomes a list has, equal elements not told apart.
fn outcomes(space: &Space) -> f64 {
    match space {
        Space::Single(faces) => faces.weights().len() as f64,
        Space::Trials(groups) => {
            groups.iter().map(|(faces, count)| power(faces.weights().len() as f64, *count)).product()
        }
        Space::Draw(from, k) | Space::Words(from, k) => rows(from, *k),
        Space::Choose(from, k) => sets(from.size(), from, *k),
        Space::Multichoose(from, k) => multisets(from, *k),
        Space::Subset(from) => from.classes().iter().map(|(_, n)| *n as f64 + 1.0).product(),
        Space::Deal(from, hands) => {
            let mut left = from.size();
            let hand = |&h: &u64| {
                let hands = sets(left, from, h);
                left = left.saturating_sub(h);
                hands
            };
            hands.iter().map(hand).product()
        }
        Space::Occupancy(balls, boxes) => {
            let places = balls.saturating_add(*boxes).saturating_sub(1);
            binomial(places, boxes.saturating_sub(1).min(*balls))
        }
        Space::Law(law) => law.len() as f64,
        // Never listed here: their laws are worked out by `Chain::paths` and `Until::law` within a limit of their own.
        Space::Chain(_) | Space::Until(_) => f64::INFINITY,
        // Walks of this length would be too deep.
        _ if space.length().is_some_and(|n| n > 5000) => f64::INFINITY,
        Space::Split(from, _) | Space::SplitInto(from, _) if from.size() > 5000 => f64::INFINITY,
        // On a board or a cube every row is looked at from every side.
        Space::Colorings(colors, shape) => {
            let rows = power(colors.classes().len() as f64, shape.places());
            rows * (1.0 + shape.places() as f64 / 10.0)
        }
        Space::Ring(_)
        | Space::Necklace(_)
        | Space::Split(..)
        | Space::SplitInto(..)
        | Space::Partitions(..) => space.size().and_then(|n| n.to_f64()).unwrap_or(f64::INFINITY),
    }
}

/// No more rows than sequences of labels, and no more than sequences of elements.
fn rows(from: &Population, k: u64) -> f64 {
    let n = from.size();
    let elements = (0..k.min(400)).fold(1.0, |product: f64, i| product * (n - i.min(n)) as f64);
    elements.min(power(from.classes().len() as f64, k))
}

/// No more hands than sets of so many of the elements, and no more than multisets of labels.
fn sets(n: u64, from: &Population, k: u64) -> f64 {
    binomial(n, k.min(n - k.min(n))).min(multisets(from, k))
}

fn multisets(from: &Population, k: u64) -> f64 {
    let walls = (from.classes().len() as u64).saturating_sub(1);
    binomial(k.saturating_add(walls), walls.min(k))
}

fn power(n: f64, k: u64) -> f64 {
    n.powf(k as f64)
}

/// C(n, k), or the product of its first factors.
fn binomial(n: u64, k: u64) -> f64 {
    (0..k.min(400)).fold(1.0, |product: f64, i| product * (n - i) as f64 / (i + 1) as f64)
}
