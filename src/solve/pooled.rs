//! Sums over several independent samples as the sum of one pool: `1000d6 - 1000d8` is the sum of 1000 dice that show 1 to 6 and
//! 1000 that show −1 to −8, and `2000d6 > 2000d6` says that a sum of 4000 dice is greater than 14,000. A number of matches is the sum
//! of dice that show 1 where they match, and 0 elsewhere.
//!
//! A question that speaks of some samples only in this way is one about a pool, whose law is a product of powers of polynomials; no
//! pair of their sums is looked at.

use crate::model::{Collection, Faces, Space, Value};
use crate::question::{Asked, Experiment, Expr, Named, Node, Question};
use crate::solve::linear::Linear;
use crate::solve::one_number::OneNumber;
use crate::solve::scored::pattern;
use crate::statistic::function;
use num_bigint::{BigInt, BigUint};
use num_traits::{ToPrimitive, Zero};
use std::collections::BTreeMap;
use std::sync::Arc;

/// With fewer pairs of sums the experiments are gone through one after another.
const FEW: u64 = 20_000;

/// The question with one pool in place of several samples, of which only one sum is asked or given; nothing where there are none,
/// and where they have few sums.
#[must_use]
pub fn pooled(question: &Question) -> Option<Question> {
    pooled_from(question, FEW)
}

/// The same, from so many pairs of sums on.
#[must_use]
pub fn pooled_from(question: &Question, few: u64) -> Option<Question> {
    // Outcomes are counted as they are.
    if matches!(question.asked, Asked::Count(_) | Asked::Size) {
        return None;
    }
    let depended = question.experiments.iter().fold(0, |names, named| names | named.experiment.names());
    let is_summand =
        |part: &Expr| summand(part, &question.experiments).is_some_and(|name| depended >> name & 1 == 0);
    // And moments of sums are those of single samples.
    let one_by_one = matches!(question.asked, Asked::Mean(_) | Asked::Variance(_) | Asked::Covariance(..));
    let expressions = question.asked.expressions();
    if question.given.is_none()
        && one_by_one
        && expressions.iter().all(|e| Linear::of(e, &is_summand).is_some())
    {
        return None;
    }
    let mut sums = Vec::new();
    let asked = question.asked.expressions().into_iter().chain(&question.given);
    asked.for_each(|expression| sums_in(expression, &is_summand, &mut sums));
    sums.into_iter().find_map(|names| of_samples(question, (names, few), &is_summand))
}

/// The samples of each sum of several, a bit for each.
fn sums_in(expression: &Expr, is_summand: &impl Fn(&Expr) -> bool, sums: &mut Vec<u128>) {
    let names = expression.names();
    if names.count_ones() < 2 {
        return;
    }
    let is_sum = match expression.node() {
        Node::Compare(_, a, b) => Linear::of(a, is_summand).is_some() && Linear::of(b, is_summand).is_some(),
        _ => Linear::of(expression, is_summand).is_some(),
    };
    if !is_sum {
        expression.node().children().for_each(|part| sums_in(part, is_summand, sums));
    } else if !sums.contains(&names) {
        sums.push(names);
    }
}

/// The question where these samples are one pool, under the first of their names.
fn of_samples(
    question: &Question,
    (names, few): (u128, u64),
    is_summand: &impl Fn(&Expr) -> bool,
) -> Option<Question> {
    let first = names.trailing_zeros() as usize;
    let sum = Expr::new(Node::Call(function("sum", 1)?, vec![Expr::new(Node::Name(first))]));
    let mut number = OneNumber::new(names, is_summand);
    // Read once, to know which number it is, and then with what the pool takes away.
    for expression in question.asked.expressions().into_iter().chain(&question.given) {
        expression.rewrite(&mut |part| Ok(number.part(part, &sum))).ok()?;
    }
    let pool = Pool::of(number.terms()?, &question.experiments, few)?;
    let mut number = number.shifted(pool.taken.clone());
    let mut read = |e: &Expr| e.rewrite(&mut |part| Ok(number.part(part, &sum)));
    let asked = question.asked.clone().map(&mut read).ok()?;
    let given = question.given.as_ref().map(&mut read).transpose().ok()?;
    number.terms()?;
    let mut experiments = question.experiments.clone();
    let named = &mut experiments[first];
    let text = pool.text();
    let space = Space::Trials(pool.groups.into());
    *named = Named { name: None, experiment: Experiment::of(space, text.as_str()) };
    Some(Question { experiments, asked, given, counted: question.counted })
}

/// The sample whose sum, or number of matches, or only number a part of a question is.
fn summand(part: &Expr, experiments: &[Named]) -> Option<usize> {
    let space = |name: &usize| experiments.get(*name).and_then(|named| named.experiment.space());
    let sample = match part.node() {
        Node::Name(name) => {
            return space(name).filter(|space| matches!(***space, Space::Single(_))).map(|_| *name);
        }
        Node::Call(function, arguments) => match (function.name, arguments.as_slice()) {
            ("sum", [sample]) => sample,
            ("count", [kind, sample]) if pattern(kind).is_some() => sample,
            _ => return None,
        },
        _ => return None,
    };
    let Node::Name(name) = sample.node() else { return None };
    space(name).filter(|space| matches!(***space, Space::Trials(_))).map(|_| *name)
}

/// Trials of several kinds, the least faces of which are the same.
struct Pool {
    groups: Vec<(Arc<Faces>, u64)>,
    /// What the faces were taken down by, altogether.
    taken: BigInt,
}

/// The numbers on some trials in ascending order, with their weights.
type Numbers = Vec<(i64, BigUint)>;

impl Pool {
    /// The trials of these samples, each of their numbers as often as it is added; nothing where these are no small whole numbers, or
    /// where there are few pairs of sums.
    fn of(terms: &[(Expr, BigInt)], experiments: &[Named], few: u64) -> Option<Self> {
        let mut kinds: Vec<(Numbers, u64)> = Vec::new();
        let (mut taken, mut pairs, mut least) = (BigInt::zero(), 1_u64, None);
        for (term, times) in terms {
            let mut span = 0_u64;
            let space = experiments[summand(term, experiments)?].experiment.space()?;
            let single;
            let groups = match space.as_ref() {
                Space::Trials(groups) => groups.as_ref(),
                Space::Single(faces) => {
                    single = [(Arc::clone(faces), 1)];
                    &single
                }
                _ => return None,
            };
            for (faces, count) in groups {
                let mut numbers = multiples(term, faces, times)?;
                let (own, last) = (numbers.first()?.0, numbers.last()?.0);
                let down = own.checked_sub(*least.get_or_insert(own))?;
                span = span.saturating_add(last.abs_diff(own).saturating_mul(*count));
                numbers.iter_mut().try_for_each(|(n, _)| n.checked_sub(down).map(|less| *n = less))?;
                taken += BigInt::from(down) * count;
                match kinds.iter_mut().find(|(kind, _)| *kind == numbers) {
                    Some((_, trials)) => *trials = trials.checked_add(*count)?,
                    None => kinds.push((numbers, *count)),
                }
            }
            pairs = pairs.saturating_mul(span.saturating_add(1));
        }
        // Two terms about one sample depend on each other.
        let names = terms.iter().fold(0, |names, (term, _)| names | term.names());
        if names.count_ones() as usize != terms.len() {
            return None;
        }
        let faces = |numbers: Numbers| {
            let faces = numbers.into_iter().map(|(n, weight)| (Value::Int(n), weight));
            // Unlike a die, an urn keeps its weights as they are: the outcomes are as many as before.
            Faces::new(Collection::Urn, faces.collect::<Vec<_>>()).ok().map(Arc::new)
        };
        let groups = kinds.into_iter().map(|(numbers, count)| Some((faces(numbers)?, count)));
        let groups = groups.collect::<Option<Vec<_>>>().filter(|_| terms.len() > 1 && pairs >= few)?;
        Some(Self { groups, taken })
    }

    /// The pool in the question language.
    fn text(&self) -> String {
        let texts: Vec<String> = self.groups.iter().map(|(faces, count)| thrown(faces, *count)).collect();
        if texts.len() == 1 { texts.concat() } else { format!("pool({})", texts.join(", ")) }
    }
}

/// So many dice with these faces.
fn thrown(faces: &Faces, count: u64) -> String {
    let weights = faces.weights();
    let is_die = (1..).zip(weights).all(|(n, (face, _))| *face == Value::Int(n)) && faces.is_fair();
    let face = |(face, weight): &(Value, BigUint)| format!("{face}:{weight}");
    match (is_die, faces.is_fair()) {
        (true, _) => format!("{count}d{}", weights.len()),
        (false, true) => {
            let faces: Vec<String> = weights.iter().map(|(face, _)| face.to_string()).collect();
            format!("pool({count}, die{{{}}})", faces.join(", "))
        }
        _ => format!("pool({count}, die{{{}}})", weights.iter().map(face).collect::<Vec<_>>().join(", ")),
    }
}

/// The numbers that a trial adds to a term, so many times each.
fn multiples(term: &Expr, faces: &Faces, times: &BigInt) -> Option<Numbers> {
    let matched = match term.node() {
        Node::Call(function, arguments) if function.name == "count" => Some(pattern(&arguments[0])?),
        _ => None,
    };
    let mut numbers: BTreeMap<i64, BigUint> = BTreeMap::new();
    for (face, weight) in faces.weights().iter().filter(|(_, weight)| !weight.is_zero()) {
        let number = match (&matched, face) {
            (Some(matched), face) => i64::from(matched.matches(face)),
            (None, Value::Int(face)) => *face,
            _ => return None,
        };
        *numbers.entry((times * number).to_i64()?).or_default() += weight;
    }
    Some(numbers.into_iter().collect())
}

#[cfg(test)]
mod tests;
