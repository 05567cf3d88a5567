//! The oracle: elements are listed, not labels, by the plainest recursion, and every value is found by counting.
//!
//! It shares nothing with the engine but the expressions' definitions: no weights of multisets, no merging.

use num_bigint::{BigInt, BigUint};
use num_rational::{BigRational, Ratio};
use num_traits::{One, ToPrimitive, Zero};
use prob::model::{Population, Space, Value};
use prob::question::experiment::Form;
use prob::question::{Asked, Experiment, Outcomes, Question};
use prob::solve::Exact;
use prob::{Error, ErrorKind};
use std::collections::{BTreeMap, BTreeSet};

/// A probability of the oracle.
pub type Share = Ratio<u128>;

/// Every element of a population by itself: a label as often as it occurs.
fn elements(from: &Population) -> Vec<Value> {
    from.classes().iter().flat_map(|(label, n)| (0..*n).map(move |_| label.clone())).collect()
}

/// Every outcome of a space with its weight, equally likely ones each on its own.
pub fn outcomes(space: &Space) -> Vec<(Value, u128)> {
    let even = |rows: Vec<Vec<Value>>| rows.into_iter().map(|row| (Value::row(row), 1)).collect();
    match space {
        Space::Single(faces) => faces.weights().iter().map(|(f, w)| (f.clone(), small(w))).collect(),
        Space::Trials(groups) => {
            let mut rows = vec![(Vec::new(), 1)];
            for (faces, count) in groups.iter() {
                for _ in 0..*count {
                    rows = thrown(&rows, faces.weights());
                }
            }
            rows.into_iter().map(|(row, weight)| (Value::row(row), weight)).collect()
        }
        Space::Draw(from, count) => even(drawn(&elements(from), *count)),
        Space::Choose(from, count) => even(chosen(&elements(from), *count)),
        Space::Multichoose(from, count) => even(chosen_again(&elements(from), *count)),
        Space::Words(items, length) => {
            let words: BTreeSet<Vec<Value>> = drawn(&elements(items), *length).into_iter().collect();
            even(words.into_iter().collect())
        }
        Space::Subset(from) => {
            let all = elements(from);
            even((0..=all.len() as u64).flat_map(|size| chosen(&all, size)).collect())
        }
        Space::Deal(from, hands) => {
            dealt(&elements(from), hands).into_iter().map(|hands| (Value::row(hands), 1)).collect()
        }
        Space::Occupancy(balls, boxes) => {
            let mut rows = vec![Vec::new()];
            for _ in 0..*boxes {
                rows = rows.iter().flat_map(|row| (0..=*balls).map(|b| with(row, b))).collect();
            }
            rows.retain(|row: &Vec<u64>| row.iter().sum::<u64>() == *balls);
            let values = |row: Vec<u64>| row.into_iter().map(|b| Value::Int(b as i64)).collect();
            even(rows.into_iter().map(values).collect())
        }
        Space::Law(law) => law.weights().map(|(value, weight)| (value.clone(), small(weight))).collect(),
        #[allow(unreachable_patterns, reason = "experiments without end have no list of outcomes")]
        other => panic!("no list of {other:?}"),
    }
}

fn small(weight: &BigUint) -> u128 {
    weight.to_u128().expect("the oracle is for small weights")
}

fn with<T: Clone>(row: &[T], next: T) -> Vec<T> {
    row.iter().cloned().chain([next]).collect()
}

fn thrown(rows: &[(Vec<Value>, u128)], faces: &[(Value, BigUint)]) -> Vec<(Vec<Value>, u128)> {
    let mut longer = Vec::new();
    for (row, weight) in rows {
        for (face, w) in faces {
            longer.push((with(row, face.clone()), weight * small(w)));
        }
    }
    longer
}

/// Rows of different elements, one after another.
fn drawn(elements: &[Value], count: u64) -> Vec<Vec<Value>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut rows = Vec::new();
    for i in 0..elements.len() {
        let mut rest = elements.to_vec();
        let first = rest.remove(i);
        for row in drawn(&rest, count - 1) {
            rows.push([first.clone()].into_iter().chain(row).collect());
        }
    }
    rows
}

/// Sets of different elements.
fn chosen(elements: &[Value], count: u64) -> Vec<Vec<Value>> {
    let Some((first, rest)) = elements.split_first() else {
        return if count == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    let mut rows = Vec::new();
    if count > 0 {
        for row in chosen(rest, count - 1) {
            rows.push([first.clone()].into_iter().chain(row).collect());
        }
    }
    rows.extend(chosen(rest, count));
    rows
}

/// Multisets of elements.
fn chosen_again(elements: &[Value], count: u64) -> Vec<Vec<Value>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut rows = Vec::new();
    for i in 0..elements.len() {
        for row in chosen_again(&elements[i..], count - 1) {
            rows.push([elements[i].clone()].into_iter().chain(row).collect());
        }
    }
    rows
}

/// Hands of different elements: the first hand is any set, the others are dealt from the rest.
fn dealt(elements: &[Value], hands: &[u64]) -> Vec<Vec<Value>> {
    let Some((size, others)) = hands.split_first() else { return vec![Vec::new()] };
    let numbers: Vec<Value> = (0..elements.len() as i64).map(Value::Int).collect();
    let mut deals = Vec::new();
    for hand in chosen(&numbers, *size) {
        let is_here = |i: usize| hand.contains(&Value::Int(i as i64));
        let of = |here: bool| -> Vec<Value> {
            (0..elements.len()).filter(|&i| is_here(i) == here).map(|i| elements[i].clone()).collect()
        };
        for rest in dealt(&of(false), others) {
            deals.push([Value::row(of(true))].into_iter().chain(rest).collect());
        }
    }
    deals
}

/// What the oracle knows of a question: the law of what is asked, given the condition, and numbers of outcomes.
pub struct Law {
    /// The probabilities of the values, given the condition.
    pub values: BTreeMap<Vec<Value>, Share>,
    /// The weight of all outcomes: how many there are, when they are equally likely.
    pub size: u128,
    /// The weight of those in which everything asked and given is true.
    pub favourable: u128,
}

/// The law of what is asked.
///
/// # Errors
/// The first error that an expression meets on an outcome that can happen.
pub fn law(question: &Question) -> Result<Law, Error> {
    let mut walk = Walk { question, law: Law { values: BTreeMap::new(), size: 0, favourable: 0 } };
    let mut outcomes = Outcomes::default();
    outcomes.names = vec![None; question.experiments.len()];
    walk.from(0, &mut outcomes, Share::one(), 1)?;
    let mut law = walk.law;
    let total: Share = law.values.values().sum();
    // Of what cannot be, there is no probability, but there are no outcomes either.
    if total.is_zero() {
        if matches!(question.asked, Asked::Count(_)) {
            return Ok(law);
        }
        return Err(Error::new(ErrorKind::ImpossibleCondition, "never"));
    }
    law.values.values_mut().for_each(|share| *share /= total);
    Ok(law)
}

struct Walk<'a> {
    question: &'a Question,
    law: Law,
}

impl Walk<'_> {
    /// All outcomes of the experiments from this one on.
    fn from(&mut self, name: usize, outcomes: &mut Outcomes, share: Share, ways: u128) -> Result<(), Error> {
        let mentioned = self.question.mentioned();
        let Some(named) = self.question.experiments.get(name) else {
            return self.arrive(outcomes, share, ways);
        };
        if mentioned >> name & 1 == 0 {
            return self.from(name + 1, outcomes, share, ways);
        }
        let list = listed(&named.experiment, outcomes)?;
        let total: u128 = list.iter().map(|(_, weight)| weight).sum();
        for (outcome, weight) in list.into_iter().filter(|(_, weight)| *weight > 0) {
            outcomes.names[name] = Some(outcome);
            self.from(name + 1, outcomes, share * Share::new(weight, total), ways * weight)?;
        }
        outcomes.names[name] = None;
        Ok(())
    }

    fn arrive(&mut self, outcomes: &mut Outcomes, share: Share, ways: u128) -> Result<(), Error> {
        self.law.size += ways;
        if let Some(given) = &self.question.given
            && given.evaluate(outcomes)? != Value::Truth(true)
        {
            return Ok(());
        }
        let values: Vec<Value> = self
            .question
            .asked
            .expressions()
            .iter()
            .map(|e| e.evaluate(outcomes))
            .collect::<Result<_, _>>()?;
        if values.iter().all(|v| *v == Value::Truth(true)) {
            self.law.favourable += ways;
        }
        *self.law.values.entry(values).or_insert_with(Share::zero) += share;
        Ok(())
    }
}

/// The outcomes of an experiment that may depend on those before it.
fn listed(experiment: &Experiment, known: &mut Outcomes) -> Result<Vec<(Value, u128)>, Error> {
    match experiment.form() {
        Form::Space(space) => Ok(outcomes(space)),
        Form::If(event, then, otherwise) => {
            let branch = if event.evaluate(known)? == Value::Truth(true) { then } else { otherwise };
            listed(branch, known)
        }
        Form::Made(from, maker) => {
            let values = from.iter().map(|e| e.evaluate(known)).collect::<Result<Vec<_>, _>>()?;
            Ok(outcomes(&maker(&values)?))
        }
    }
}

/// What the engine should answer.
///
/// # Errors
/// Those of the outcomes, and the refusals that a question deserves.
pub fn answer(question: &Question) -> Result<Exact, Error> {
    let law = law(question)?;
    let mean = |of: &dyn Fn(&[Value]) -> Result<BigRational, Error>| mean(&law, of);
    Ok(match &question.asked {
        Asked::Probability(_) => {
            Exact::Probability(probability(&law, |values| values[0] == Value::Truth(true)))
        }
        Asked::Count(_) => Exact::Count(BigUint::from(law.favourable)),
        Asked::Size => Exact::Count(BigUint::from(law.size)),
        Asked::Mean(_) => Exact::Number(mean(&|v| number(&v[0]))?),
        Asked::Variance(_) => {
            let centre = mean(&|v| number(&v[0]))?;
            Exact::Number(mean(&|v| Ok((number(&v[0])? - &centre) * (number(&v[0])? - &centre)))?)
        }
        Asked::Covariance(..) => {
            let (a, b) = (mean(&|v| number(&v[0]))?, mean(&|v| number(&v[1]))?);
            Exact::Number(mean(&|v| Ok((number(&v[0])? - &a) * (number(&v[1])? - &b)))?)
        }
        Asked::Distribution(parts) => {
            let joint = |values: &Vec<Value>| {
                if parts.len() == 1 { values[0].clone() } else { Value::row(values.iter().cloned()) }
            };
            let common = law.values.values().fold(1, |lcm, share| num_integer::lcm(lcm, *share.denom()));
            let weight = |share: &Share| BigUint::from((share * Share::from(common)).to_integer());
            let weights = law.values.iter().map(|(values, share)| (joint(values), weight(share)));
            Exact::Distribution(prob::dist::Dist::from_weights(weights)?)
        }
        Asked::Mode(_) => {
            let most = law.values.values().max().copied();
            let modes = law.values.iter().filter(|(_, share)| Some(**share) == most);
            Exact::Values(modes.map(|(values, _)| values[0].clone()).collect())
        }
        Asked::Independent(events) => {
            let all = 1usize << events.len();
            let share = |chosen: usize| {
                probability(&law, |v| {
                    (0..events.len()).all(|i| chosen >> i & 1 == 0 || v[i] == Value::Truth(true))
                })
            };
            let product = |chosen: usize| -> BigRational {
                (0..events.len()).filter(|i| chosen >> i & 1 == 1).map(|i| share(1 << i)).product()
            };
            let truth = (1..all).all(|chosen| share(chosen) == product(chosen));
            Exact::Truth { truth, evidence: Vec::new() }
        }
        Asked::Disjoint(_) => {
            let twice = |v: &[Value]| v.iter().filter(|v| **v == Value::Truth(true)).count() > 1;
            Exact::Truth { truth: probability(&law, twice).is_zero(), evidence: Vec::new() }
        }
        other => panic!("the oracle is not asked {other:?}"),
    })
}

fn number(value: &Value) -> Result<BigRational, Error> {
    prob::statistic::arithmetic::number(value)
}

fn big(share: Share) -> BigRational {
    BigRational::new(BigInt::from(*share.numer()), BigInt::from(*share.denom()))
}

/// The probability of the values for which this holds.
pub fn probability(law: &Law, holds: impl Fn(&[Value]) -> bool) -> BigRational {
    big(law.values.iter().filter(|(values, _)| holds(values)).map(|(_, share)| *share).sum())
}

fn mean(law: &Law, of: &dyn Fn(&[Value]) -> Result<BigRational, Error>) -> Result<BigRational, Error> {
    law.values.iter().map(|(values, share)| Ok(of(values)? * big(*share))).sum()
}

/// Whether two exact values are the same; distributions are compared in lowest terms, truths without their evidence.
pub fn same(a: &Exact, b: &Exact) -> bool {
    match (a, b) {
        (Exact::Distribution(a), Exact::Distribution(b)) => a.clone().reduced() == b.clone().reduced(),
        (Exact::Truth { truth: a, .. }, Exact::Truth { truth: b, .. }) => a == b,
        _ => a == b,
    }
}
