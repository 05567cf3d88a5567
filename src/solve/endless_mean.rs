//! Means of polynomials and powers of endless numbers: E(X^3), Var(X^2), the doubling stake E(2^X) that has no finite mean,
//! the generating function E(s^X).
//!
//! Such a number is a sum of products of rᵀ·Tᵏ, one factor for each of several independent chains with T steps. The mean of
//! a product is that of the factors, and each of them is the sum of a series, which a system of linear equations gives
//! (`chain::series`): no law is listed.

use crate::budget::Budget;
use crate::error::{Error, ErrorKind};
use crate::model::chain::Chain;
use crate::model::{Space, Value};
use crate::question::{Asked, Expr, Named, Node, Operator, Question};
use crate::solve::chain::{Series, When, is_steps, series};
use crate::solve::clocks::explosion::as_trials;
use crate::solve::measure::impossible;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};
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
/// [`ErrorKind::Undefined`] when the mean is infinite, and those of the chains.
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
    let Some(products) = Products::of(wanted, &asked.experiments).filter(needed) else { return Ok(None) };
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

/// The refusal of a mean that is infinite, or that does not exist because both its halves are.
fn infinite(number: &Expr, products: &Products, question: &Question) -> Error {
    let signed = products.0.keys().flatten().any(|(_, base, _)| base.is_negative())
        || products.0.values().any(Signed::is_negative);
    let text = question.text_of(number);
    let message = match signed {
        true => format!("{text} has no mean: its size grows faster than its probabilities fall"),
        false => format!("the mean of {text} is infinite: it grows faster than its probabilities fall"),
    };
    let fix = bounded("E", number, question, signed);
    Error::new(ErrorKind::Undefined, message)
        .hint(format!("ask for a bounded one: `{fix}`"))
        .or_at(number.span())
}

/// The refusal of a variance that is infinite.
#[must_use]
pub fn infinite_variance(number: &Expr, question: &Question) -> Error {
    let message =
        format!("the variance of {} is infinite: its square has no finite mean", question.text_of(number));
    let fix = bounded("Var", number, question, true);
    Error::new(ErrorKind::Undefined, message)
        .hint(format!("ask for a bounded one: `{fix}`"))
        .or_at(number.span())
}

/// What a mean is that divides by an endless number: the sum of the series is a logarithm for trials until a success, and as a
/// rule no fraction; nothing for other questions.
#[must_use]
pub fn divided(question: &Question) -> Option<Error> {
    let names: Vec<usize> = (0..question.experiments.len())
        .filter(|name| {
            let space = question.experiments[*name].experiment.space();
            space.is_some_and(|space| matches!(**space, Space::Chain(_)) && space.size().is_none())
        })
        .collect();
    let is_moment = matches!(
        question.asked,
        Asked::Mean(_)
            | Asked::Variance(_)
            | Asked::Deviation(_)
            | Asked::Covariance(..)
            | Asked::Correlation(..)
    );
    let place =
        question.asked.expressions().into_iter().filter(|_| is_moment).find_map(|e| divides(e, &names))?;
    let measure = question.measure();
    let message = format!(
        "{measure} divides by an endless number: it is the sum of a series, and as a rule no fraction but a logarithm"
    );
    Some(
        Error::new(ErrorKind::Unsupported, message)
            .hint(format!("estimate it: `simulate {measure}`"))
            .or_at(place.span()),
    )
}

/// The part of an expression that divides by something made of these numbers.
fn divides<'a>(e: &'a Expr, names: &[usize]) -> Option<&'a Expr> {
    let is_endless = |e: &Expr| names.iter().any(|name| e.mentions(*name));
    let here = match e.node() {
        Node::Arithmetic(Operator::Divide, _, divisor) => is_endless(divisor),
        Node::Arithmetic(Operator::Power, base, power) => {
            is_endless(base) && power.known().and_then(Value::ratio).is_some_and(|power| power.is_negative())
        }
        _ => false,
    };
    if here { Some(e) } else { e.node().children().find_map(|part| divides(part, names)) }
}

/// The same measure of what is bounded: of the number itself, or, where that may do harm, of the steps in it.
fn bounded(measure: &str, number: &Expr, question: &Question, by_steps: bool) -> String {
    let text = question.text_of(number);
    let mut steps = Vec::new();
    steps_in(number, question, &mut steps);
    let given = question.given.as_ref().map(|given| question.text_of(given));
    if !by_steps && steps.len() == 1 {
        let given = given.map_or_else(String::new, |given| format!(" | {given}"));
        return format!("{measure}(min({text}, 1000000){given})");
    }
    let bounds = steps.iter().map(|number| format!("{number} <= 20"));
    let conditions: Vec<String> = given.map(|given| format!("({given})")).into_iter().chain(bounds).collect();
    format!("{measure}({text} | {})", conditions.join(" and "))
}

/// The numbers of steps in an expression, each once, as they are written.
fn steps_in(e: &Expr, question: &Question, found: &mut Vec<String>) {
    let is_total = |name: usize| match e.node() {
        Node::At(row, place) => *row.node() == Node::Name(name) && place.known() == Some(&Value::Int(1)),
        _ => false,
    };
    if (0..question.experiments.len()).any(|name| is_steps(e, name) || is_total(name)) {
        let text = question.text_of(e);
        if !found.contains(&text) {
            found.push(text);
        }
        return;
    }
    e.node().children().for_each(|child| steps_in(child, question, found));
}

/// The chain that an experiment is, if it depends on no other.
fn endless(name: usize, experiments: &[Named]) -> Option<&Chain> {
    let experiment = &experiments.get(name)?.experiment;
    match experiment.space()?.as_ref() {
        Space::Chain(chain) if experiment.names() == 0 => Some(chain),
        _ => None,
    }
}

impl Products {
    /// A number as such a sum.
    fn of(e: &Expr, experiments: &[Named]) -> Option<Self> {
        let of = |e: &Expr| Self::of(e, experiments);
        if let Some(value) = e.known() {
            return value.ratio().map(Self::constant);
        }
        if let Some(steps) = Self::steps(e, experiments) {
            return Some(steps);
        }
        let sum = |parts: &[Expr]| {
            parts.iter().try_fold(Self::constant(BigRational::zero()), |sum, part| Some(sum.plus(&of(part)?)))
        };
        let found = match e.node() {
            Node::Sum(parts) => sum(parts)?,
            Node::Call(function, arguments) if function.name == "sum" && arguments.len() == 1 => {
                match arguments[0].node() {
                    Node::Row(parts) => sum(parts)?,
                    _ => return None,
                }
            }
            Node::Call(function, arguments) if function.name == "C" && arguments.len() == 2 => {
                let k = arguments[1].known().and_then(|k| k.ratio()).filter(BigRational::is_integer)?;
                let k = k.to_i64().filter(|k| (0..=LARGEST_POWER).contains(k))?;
                Self::steps(&arguments[0], experiments)?.choose(k)?
            }
            Node::Arithmetic(Operator::Add, a, b) => of(a)?.plus(&of(b)?),
            Node::Arithmetic(Operator::Subtract, a, b) => {
                of(a)?.plus(&of(b)?.times(&Self::constant(-BigRational::one()))?)
            }
            Node::Arithmetic(Operator::Multiply, a, b) => of(a)?.times(&of(b)?)?,
            Node::Arithmetic(Operator::Divide, a, b) => {
                let divisor = b.known()?.ratio().filter(|divisor| !divisor.is_zero())?;
                of(a)?.times(&Self::constant(divisor.recip()))?
            }
            Node::Arithmetic(Operator::Power, a, b) => match (a.known(), b.known()) {
                (_, Some(Value::Int(power))) if (0..=LARGEST_POWER).contains(power) => {
                    let one = Self::constant(BigRational::one());
                    let base = of(a)?;
                    (0..*power).try_fold(one, |product, _| product.times(&base))?
                }
                (Some(base), None) => of(b)?.as_exponent(&base.ratio()?)?,
                _ => return None,
            },
            _ => return None,
        };
        (found.0.len() <= MOST_PRODUCTS).then_some(found)
    }

    /// A number of steps itself.
    fn steps(e: &Expr, experiments: &[Named]) -> Option<Self> {
        let is_one = |name: &usize| is_steps(e, *name) && endless(*name, experiments).is_some();
        let name = (0..experiments.len()).find(is_one)?;
        Some(Self(BTreeMap::from([(vec![(name, BigRational::one(), 1)], BigRational::one())])))
    }

    /// C(T, k) = T(T−1)…(T−k+1)/k!, which is 0 for the numbers of steps below k too.
    fn choose(&self, k: i64) -> Option<Self> {
        let factor = |i: i64| self.clone().plus(&Self::constant(BigRational::from_integer((-i).into())));
        (0..k).try_fold(Self::constant(BigRational::one()), |product, i| {
            let share = Self::constant(BigRational::new(1.into(), (i + 1).into()));
            product.times(&factor(i))?.times(&share)
        })
    }

    fn constant(value: BigRational) -> Self {
        Self(if value.is_zero() { BTreeMap::new() } else { BTreeMap::from([(Vec::new(), value)]) })
    }

    fn add(&mut self, factors: Vec<Factor>, coefficient: BigRational) {
        let sum = self.0.entry(factors).or_default();
        *sum += coefficient;
    }

    fn plus(mut self, other: &Self) -> Self {
        other.0.iter().for_each(|(factors, coefficient)| self.add(factors.clone(), coefficient.clone()));
        self.0.retain(|_, coefficient| !coefficient.is_zero());
        self
    }

    fn times(&self, other: &Self) -> Option<Self> {
        if self.0.len().saturating_mul(other.0.len()) > MOST_PRODUCTS * MOST_PRODUCTS {
            return None;
        }
        let mut product = Self(BTreeMap::new());
        for (a, x) in &self.0 {
            for (b, y) in &other.0 {
                product.add(joined(a, b), x * y);
            }
        }
        product.0.retain(|_, coefficient| !coefficient.is_zero());
        (product.0.len() <= MOST_PRODUCTS).then_some(product)
    }

    /// The power of a base with this sum as exponent; nothing unless it is ∑ cᵢTᵢ + d with whole numbers c and d.
    fn as_exponent(&self, base: &BigRational) -> Option<Self> {
        let whole = |c: &BigRational| c.to_integer().to_i32().filter(|_| c.is_integer());
        let power = |c: &BigRational| {
            let is_defined = |c: &i32| !(base.is_zero() && *c < 0) && i64::from(*c).abs() <= LARGEST_POWER;
            whole(c).filter(is_defined).map(|c| base.clone().pow(c))
        };
        let (mut coefficient, mut factors) = (BigRational::one(), Vec::new());
        for (of, c) in &self.0 {
            match of.as_slice() {
                [] => coefficient *= power(c)?,
                [(name, one, 1)] if one.is_one() => factors.push((*name, power(c)?, 0)),
                _ => return None,
            }
        }
        factors.sort();
        factors.retain(|(_, base, _)| !base.is_one());
        Some(Self(BTreeMap::from([(factors, coefficient)])))
    }

    /// Whether a law that has the right mean and variance would not do.
    fn is_beyond_two_moments(&self) -> bool {
        self.0.keys().flatten().any(|(_, base, degree)| !base.is_one() || *degree > 2)
    }

    /// The largest k with which rᵀ·Tᵏ comes.
    fn degree(&self, name: usize, base: &BigRational) -> usize {
        let factors = self.0.keys().flatten().filter(|(n, r, _)| *n == name && r == base);
        factors.map(|(_, _, degree)| *degree).max().unwrap_or(0)
    }
}

/// Whether a number is an exponent or chosen from somewhere, even if little is left of it, as in (−1)^X·(−1)^X: what is
/// made of moments does not look into these.
fn is_inside(e: &Expr) -> bool {
    let here = match e.node() {
        Node::Arithmetic(Operator::Power, _, exponent) => exponent.known().is_none(),
        Node::Call(function, arguments) => function.name == "C" && arguments[0].known().is_none(),
        _ => false,
    };
    here || e.node().children().any(is_inside)
}

/// The factors of a product of two products.
fn joined(a: &[Factor], b: &[Factor]) -> Vec<Factor> {
    let mut all: BTreeMap<usize, (BigRational, usize)> = BTreeMap::new();
    for (name, base, degree) in a.iter().chain(b) {
        let (r, k) = all.entry(*name).or_insert_with(|| (BigRational::from_integer(BigInt::one()), 0));
        *r *= base;
        *k += degree;
    }
    let factors = all.into_iter().map(|(name, (r, k))| (name, r, k));
    factors.filter(|(_, r, k)| !r.is_one() || *k > 0).collect()
}
