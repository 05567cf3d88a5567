//! Exploding dice in company: several of them, or beside other dice, where only totals up to some bound matter.
//!
//! A comparison of a sum, a maximum or a minimum with a number does not change when a part of it is cut off at a value
//! beyond which it has decided already: in X + Y >= 10 with Y >= 1, every X from 9 on is as good as 9. With each
//! explosion cut off like this the question is one about finite laws, and every road leads to its answer.

mod pools;
mod range;
#[cfg(test)]
mod tests;

use crate::dist::Dist;
use crate::model::chain::{Explosion, Form};
use crate::model::{Pattern, Space, Value};
use crate::question::{Experiment, Expr, Named, Node, Operator, Quantifier, Question};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most values that an explosion is cut off at.
const MOST_VALUES: u64 = 10_000;

/// The question with its explosions cut off, when there are several experiments or a pool of them, and bounded totals
/// decide it; nothing when no explosion is in it, or one cannot be cut off.
pub fn capped(question: &Question) -> Option<Question> {
    let mentioned = question.mentioned();
    let endless: Vec<usize> = (0..question.experiments.len())
        .filter(|i| mentioned >> i & 1 == 1 && explosion(question, *i).is_some())
        .collect();
    if endless.is_empty() || depended_on(question, &endless) {
        return None;
    }
    let pools = pools::of(question, &endless);
    if mentioned.count_ones() < 2 && pools.is_empty() {
        return None;
    }
    let mut caps = Caps { question, endless: &endless, at: BTreeMap::new() };
    question.asked.expressions().into_iter().chain(&question.given).try_for_each(|e| caps.value(e))?;
    let mut cut = question.clone();
    let mut laws = BTreeMap::new();
    for (name, cap) in caps.at {
        let law = law(explosion(question, name)?, &cap)?;
        let named = &question.experiments[name];
        let rows = law.map(|total| Value::row([total.clone()]));
        let experiment = Experiment::of(Space::Law(Arc::new(rows)), named.experiment.text());
        cut.experiments[name] = Named { name: named.name.clone(), experiment };
        laws.insert(name, law);
    }
    pools::thrown(cut, &pools, &laws)
}

fn explosion(question: &Question, name: usize) -> Option<&Explosion> {
    match question.experiments.get(name)?.experiment.space()?.as_ref() {
        Space::Chain(chain) => match chain.form() {
            Form::Explosion(explosion) => Some(explosion),
            _ => None,
        },
        _ => None,
    }
}

/// Whether another experiment is made from an explosion's total, whose cut might change it.
fn depended_on(question: &Question, endless: &[usize]) -> bool {
    let names = question.experiments.iter().fold(0, |names, named| names | named.experiment.names());
    endless.iter().any(|i| names >> i & 1 == 1)
}

/// Where each explosion may be cut off.
struct Caps<'a> {
    question: &'a Question,
    endless: &'a [usize],
    at: BTreeMap<usize, BigRational>,
}

impl Caps<'_> {
    fn is_bounded(&self, expression: &Expr) -> bool {
        !self.endless.iter().any(|i| expression.mentions(*i))
    }

    /// Finds cuts that leave a value as it is: an event, or a number that events decide.
    fn value(&mut self, value: &Expr) -> Option<()> {
        if self.is_bounded(value) {
            return Some(());
        }
        match value.node() {
            Node::Name(_) => None,
            Node::Call(function, parts) if matches!(function.name, "contains" | "count") => {
                self.matches(parts)
            }
            // What lies beyond another part of a minimum is not it.
            Node::Call(function, parts) if function.name == "min" && parts.len() > 1 => {
                let known = parts.iter().filter(|part| self.is_bounded(part));
                let least = known.filter_map(|part| self.range(part)?.1).min()?;
                parts.iter().try_for_each(|part| self.number(part, &least))
            }
            Node::Compare(_, a, b) => {
                let (open, closed) = if self.is_bounded(b) { (a, b) } else { (b, a) };
                // One more than the other side can be is beyond it, whatever the comparison.
                match self.range(closed).and_then(|(_, most)| most) {
                    Some(most) => self.number(open, &(most + BigRational::one())),
                    None => [a, b].into_iter().try_for_each(|side| self.value(side)),
                }
            }
            Node::Each(_, depth, domain, body) => {
                bodies(*depth, domain, body)?.iter().try_for_each(|body| self.value(body))
            }
            node => node.children().try_for_each(|part| self.value(part)),
        }
    }

    /// Finds cuts that leave the smaller of a number and this bound as it is.
    fn number(&mut self, number: &Expr, bound: &BigRational) -> Option<()> {
        if self.is_bounded(number) {
            return Some(());
        }
        match number.node() {
            // The outcome of a chain is the row of its last state and its steps.
            Node::At(row, place) if place.known() == Some(&Value::Int(1)) => match row.node() {
                Node::Name(name) => self.cut(*name, bound),
                _ => self.number(row, bound),
            },
            // The place of an element in order stays when all of them are cut off alike.
            Node::At(row, place) if place.known().is_some() => self.number(row, bound),
            Node::Arithmetic(Operator::Add, a, b) => self.sum(&[a.clone(), b.clone()], bound),
            Node::Sum(parts) => self.sum(parts, bound),
            Node::Arithmetic(Operator::Subtract, a, b) if self.is_bounded(b) => {
                let most = self.range(b)?.1?;
                self.number(a, &(bound + most))
            }
            Node::Arithmetic(Operator::Multiply, a, b) => {
                let (factor, part) = if a.known().is_some() { (a, b) } else { (b, a) };
                let factor = factor.known()?.ratio().filter(BigRational::is_positive)?;
                self.number(part, &(bound / factor))
            }
            Node::Call(function, parts) if matches!(function.name, "max" | "min") => {
                parts.iter().try_for_each(|part| self.number(part, bound))
            }
            Node::Call(function, parts) if function.name == "sum" => self.sum(parts, bound),
            Node::Call(function, parts) if function.name == "sorted" => self.number(&parts[0], bound),
            Node::Call(function, parts) if KEPT.contains(&function.name) => self.number(&parts[1], bound),
            Node::Row(parts) => parts.iter().try_for_each(|part| self.number(part, bound)),
            Node::Each(Quantifier::Sum, depth, domain, body) => {
                self.sum(&bodies(*depth, domain, body)?, bound)
            }
            Node::Each(Quantifier::Min | Quantifier::Max, depth, domain, body) => {
                bodies(*depth, domain, body)?.iter().try_for_each(|body| self.number(body, bound))
            }
            // A number that events choose.
            Node::If(c, a, b) => {
                self.value(c)?;
                self.number(a, bound)?;
                self.number(b, bound)
            }
            _ => self.value(number),
        }
    }

    /// Each part of a sum may be cut off where it reaches the bound with the others at their least.
    fn sum(&mut self, parts: &[Expr], bound: &BigRational) -> Option<()> {
        if let [only] = parts {
            return match only.node() {
                Node::Row(parts) => self.sum(parts, bound),
                Node::Call(function, parts) if KEPT.contains(&function.name) => self.kept(parts, bound),
                _ => self.number(only, bound),
            };
        }
        let least: Vec<BigRational> =
            parts.iter().map(|part| Some(self.range(part)?.0)).collect::<Option<_>>()?;
        let all = least.iter().fold(BigRational::zero(), |sum, part| sum + part);
        for (part, least) in parts.iter().zip(&least) {
            self.number(part, &(bound - (&all - least)))?;
        }
        Some(())
    }

    /// A sum of so many by their order: where one of them reaches the bound with all others at the least of all.
    fn kept(&mut self, parts: &[Expr], bound: &BigRational) -> Option<()> {
        let (Some(Value::Int(kept)), Node::Row(row)) = (parts[0].known(), parts[1].node()) else {
            return None;
        };
        let lows: Vec<BigRational> =
            row.iter().map(|part| Some(self.range(part)?.0)).collect::<Option<_>>()?;
        let others = BigRational::from_integer((kept - 1).max(0).into());
        let bound = bound - lows.into_iter().min()? * others;
        row.iter().try_for_each(|part| self.number(part, &bound))
    }

    /// What matches a pattern does so however far beyond all of its bounds it lies, or does not.
    fn matches(&mut self, parts: &[Expr]) -> Option<()> {
        let [pattern, sample] = parts else { return None };
        let bound = match pattern.known()? {
            Value::Pattern(pattern) => beyond(pattern)?,
            other => beyond(&Pattern::Is(other.clone()))?,
        };
        self.number(sample, &bound)
    }

    /// Cuts an explosion off at the bound, and never below its lowest total, on which the cuts of others rely.
    fn cut(&mut self, name: usize, bound: &BigRational) -> Option<()> {
        let lowest = &explosion(self.question, name)?.ends.first()?.0;
        let bound = bound.max(lowest);
        let cap = self.at.entry(name).or_insert_with(|| bound.clone());
        if *cap < *bound {
            *cap = bound.clone();
        }
        Some(())
    }
}

/// The samples that keep some elements by their order.
const KEPT: [&str; 3] = ["highest", "lowest", "middle"];

/// What a quantifier says of each of the parts of a row.
fn bodies(depth: usize, domain: &Expr, body: &Expr) -> Option<Vec<Expr>> {
    let Node::Row(parts) = domain.node() else { return None };
    let said = |part: &Expr| {
        let is_element = |inner: &Expr| matches!(inner.node(), Node::Element(d) if *d == depth);
        body.rewrite(&mut |inner| Ok(is_element(inner).then(|| part.clone()))).ok()
    };
    parts.iter().map(said).collect()
}

/// A number beyond which every number matches a pattern, or none does.
fn beyond(pattern: &Pattern) -> Option<BigRational> {
    let after = |value: &Value| Some(value.ratio()? + BigRational::one());
    match pattern {
        Pattern::Is(value) | Pattern::Between(_, value) | Pattern::Compare(_, value) => after(value),
        Pattern::Not(pattern) => beyond(pattern),
        Pattern::And(parts) | Pattern::Or(parts) => {
            parts.iter().map(beyond).collect::<Option<Vec<_>>>()?.into_iter().max()
        }
        _ => None,
    }
}

/// The law of an explosion in which all totals from `cap` on are one, the cap.
fn law(explosion: &Explosion, cap: &BigRational) -> Option<Dist<Value>> {
    let lowest = &explosion.ends.first()?.0;
    // After so many highest faces every total lies at the cap or beyond.
    let throws = ((cap - lowest) / &explosion.highest).ceil().to_integer().max(BigInt::ZERO).to_u64()?;
    if throws.saturating_mul(explosion.ends.len() as u64) > MOST_VALUES {
        return None;
    }
    let mut share: BigUint = Pow::pow(&explosion.total, throws);
    let mut so_far = BigRational::zero();
    let mut weights: Vec<(Value, BigUint)> = Vec::new();
    let cut = |total: &BigRational| Value::number(total.clone().min(cap.clone()));
    for _ in 0..throws {
        share /= &explosion.total;
        weights.extend(explosion.ends.iter().map(|(face, w)| (cut(&(&so_far + face)), &share * w)));
        so_far += &explosion.highest;
        share *= &explosion.again;
    }
    weights.push((cut(cap), share));
    Dist::from_weights(weights).ok()
}
