//! Means of polynomials and powers of endless numbers: E(X^3), Var(X^2), the doubling stake E(2^X) that has no finite mean,
//! the generating function E(s^X).
//!
//! Such a number is a sum of products of rᵀ·Tᵏ, one factor for each of several independent chains with T steps. The mean of
//! a product is that of the factors, and each of them is the sum of a series, which a system of linear equations gives
//! (`chain::series`): no law is listed. Sums over all draws until a condition, and what is made of them, have their means by
//! such systems too (`gathered`).

mod gathered;
mod products;
mod refusal;

use crate::budget::Budget;
use crate::error::Error;
use crate::model::Space;
use crate::model::chain::Chain;
use crate::question::{Asked, Expr, Named, Node, Question};
use crate::solve::chain::{Series, When, is_steps, series};
use crate::solve::clocks::explosion::as_trials;
use crate::solve::measure::impossible;
use num_rational::BigRational;
use num_traits::{One, Zero};
use products::is_inside;
use refusal::infinite;
pub use refusal::{divided, infinite_variance};
use std::collections::BTreeMap;

/// The largest power of a number, and of a known base, that is worked out.
const LARGEST_POWER: i64 = 64;

/// The most products of which a sum is made.
const MOST_PRODUCTS: usize = 200;

/// rᵀ·Tᵏ: the experiment with T steps, r, and k.
type Factor = (usize, BigRational, usize);

/// A sum of products of factors, in order of their experiments, with coefficients.
#[derive(Clone)]
struct Products(BTreeMap<Vec<Factor>, BigRational>);

/// The mean of a number that needs more than two moments of endless numbers, or powers with such an exponent, and of how many
/// states; nothing for other numbers, and where the condition is more than one about each of such numbers by itself.
///
/// # Errors
/// [`crate::ErrorKind::Undefined`] when the mean is infinite, and those of the chains.
pub fn mean(
    number: &Expr,
    question: &Question,
    budget: &Budget,
) -> Result<Option<(BigRational, u64)>, Error> {
    // The total of an exploding die is a number of trials.
    let trials = as_trials(&Question { asked: Asked::Mean(number.clone()), ..question.clone() });
    let asked = trials.as_ref().map_or(question, |trials| trials);
    let wanted = match trials.as_ref().map(|trials| &trials.asked) {
        Some(Asked::Mean(wanted)) => wanted,
        _ => number,
    };
    let needed = |products: &Products| products.is_beyond_two_moments() || is_inside(wanted);
    let steps = |e: &Expr| {
        let is_one = |name: &usize| is_steps(e, *name) && endless(*name, &asked.experiments).is_some();
        (0..asked.experiments.len()).find(is_one)
    };
    let Some(products) = Products::of(wanted, &steps).filter(needed) else {
        return gathered::mean(number, question, budget);
    };
    let Some(conditions) = conditions(asked) else { return Ok(None) };
    let mut sums =
        Sums { experiments: &asked.experiments, products: &products, conditions, known: BTreeMap::new() };
    match sums.mean(budget)? {
        Found::Mean(mean) => Ok(Some((mean, sums.known.values().map(|(_, states)| states).sum()))),
        Found::Impossible => Err(impossible(question.given.as_ref())),
        Found::Infinite => Err(infinite(number, &products, question)),
        Found::Nothing => Ok(None),
    }
}

/// What the sums come to.
enum Found {
    Mean(BigRational),
    /// The condition never holds.
    Impossible,
    Infinite,
    Nothing,
}

/// The series of which a mean is made.
struct Sums<'a> {
    experiments: &'a [Named],
    products: &'a Products,
    /// For which numbers of steps what is given holds.
    conditions: BTreeMap<usize, When>,
    /// E(rᵀ·Tᵏ; C) for an experiment and r, by k; and how many states it took.
    known: BTreeMap<(usize, BigRational), (Vec<BigRational>, u64)>,
}

impl Sums<'_> {
    fn mean(&mut self, budget: &Budget) -> Result<Found, Error> {
        let conditioned: Vec<usize> = self.conditions.keys().copied().collect();
        let bare = conditioned.iter().map(|name| (*name, BigRational::one()));
        let powers = self.products.0.keys().flatten().map(|(name, base, _)| (*name, base.clone()));
        for place in bare.chain(powers).collect::<std::collections::BTreeSet<_>>() {
            budget.check()?;
            let Some(chain) = endless(place.0, self.experiments) else { return Ok(Found::Nothing) };
            let degree = self.products.degree(place.0, &place.1);
            let always = When::always();
            let when = self.conditions.get(&place.0).unwrap_or(&always);
            match series(chain, &place.1, degree, when, budget)? {
                Some(Series::Means(means, states)) => self.known.insert(place, (means, states)),
                Some(Series::Infinite) => return Ok(Found::Infinite),
                None => return Ok(Found::Nothing),
            };
        }
        let part = |name: usize, base: &BigRational, degree: usize| {
            self.known[&(name, base.clone())].0[degree].clone()
        };
        let share = |name: &usize| part(*name, &BigRational::one(), 0);
        let given: BigRational = conditioned.iter().map(share).product();
        if given.is_zero() {
            return Ok(Found::Impossible);
        }
        let product = |(factors, coefficient): (&Vec<Factor>, &BigRational)| {
            let of_factors: BigRational = factors.iter().map(|(name, r, k)| part(*name, r, *k)).product();
            let is_absent = |name: &&usize| factors.iter().all(|(other, ..)| other != *name);
            let of_others: BigRational = conditioned.iter().filter(is_absent).map(share).product();
            coefficient * of_factors * of_others
        };
        let sum: BigRational = self.products.0.iter().map(product).sum();
        Ok(Found::Mean(sum / given))
    }
}

/// What is given, as a condition for each number of steps by itself; nothing where it is more than that.
fn conditions(question: &Question) -> Option<BTreeMap<usize, When>> {
    fn parts<'a>(e: &'a Expr, all: &mut Vec<&'a Expr>) {
        match e.node() {
            Node::And(events) => events.iter().for_each(|event| parts(event, all)),
            _ => all.push(e),
        }
    }
    let mut all = Vec::new();
    question.given.iter().for_each(|given| parts(given, &mut all));
    let mut by_name: BTreeMap<usize, Vec<Expr>> = BTreeMap::new();
    for event in all {
        let name = event.names().trailing_zeros() as usize;
        endless(name, &question.experiments).filter(|_| event.names().is_power_of_two())?;
        by_name.entry(name).or_default().push(event.clone());
    }
    let when =
        |(name, events): (usize, Vec<Expr>)| Some((name, When::of(&Expr::new(Node::And(events)), name)?));
    by_name.into_iter().map(when).collect()
}

/// The chain that an experiment is, if it depends on no other.
fn endless(name: usize, experiments: &[Named]) -> Option<&Chain> {
    let experiment = &experiments.get(name)?.experiment;
    match experiment.space()?.as_ref() {
        Space::Chain(chain) if experiment.names() == 0 => Some(chain),
        _ => None,
    }
}
