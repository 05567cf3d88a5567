//! Exploding dice in company: several of them, or beside other dice, where only totals up to some bound matter.
//!
//! A comparison of a sum, a maximum or a minimum with a number does not change when a part of it is cut off at a value
//! beyond which it has decided already: in X + Y >= 10 with Y >= 1, every X from 9 on is as good as 9. With each
//! explosion cut off like this the question is one about finite laws, and every road leads to its answer.

use crate::dist::Dist;
use crate::model::chain::{Explosion, Form};
use crate::model::{Pattern, Space, Value};
use crate::question::{Asked, Experiment, Expr, Named, Node, Operator, Question};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most values that an explosion is cut off at.
const MOST_VALUES: u64 = 10_000;

/// The question with its explosions cut off, when there are several experiments and bounded totals decide it; nothing
/// when no explosion is in it, or one cannot be cut off.
pub fn capped(question: &Question) -> Option<Question> {
    let mentioned = question.mentioned();
    let endless: Vec<usize> = (0..question.experiments.len())
        .filter(|i| mentioned >> i & 1 == 1 && explosion(question, *i).is_some())
        .collect();
    if endless.is_empty() || mentioned.count_ones() < 2 || depended_on(question, &endless) {
        return None;
    }
    let mut caps = Caps { question, endless: &endless, at: BTreeMap::new() };
    match &question.asked {
        Asked::Probability(event) => caps.event(event)?,
        Asked::Independent(events) | Asked::Disjoint(events) => {
            events.iter().try_for_each(|event| caps.event(event))?;
        }
        _ => return None,
    }
    if let Some(given) = &question.given {
        caps.event(given)?;
    }
    let mut cut = question.clone();
    for (name, cap) in caps.at {
        let law = law(explosion(question, name)?, &cap)?;
        let named = &question.experiments[name];
        let experiment = Experiment::of(Space::Law(Arc::new(law)), named.experiment.text());
        cut.experiments[name] = Named { name: named.name.clone(), experiment };
    }
    Some(cut)
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

    /// Finds cuts that leave an event as it is.
    fn event(&mut self, event: &Expr) -> Option<()> {
        if self.is_bounded(event) {
            return Some(());
        }
        match event.node() {
            Node::Not(a) => self.event(a),
            Node::And(parts) | Node::Or(parts) => parts.iter().try_for_each(|part| self.event(part)),
            Node::Xor(a, b) => {
                self.event(a)?;
                self.event(b)
            }
            Node::If(c, a, b) => [c, a, b].into_iter().try_for_each(|part| self.event(part)),
            Node::Call(function, parts) if function.name == "contains" => self.matches(parts),
            Node::Compare(_, a, b) => {
                // One more than the other side can be is beyond it, whatever the comparison.
                let (open, closed) = if self.is_bounded(b) { (a, b) } else { (b, a) };
                let bound = self.range(closed)?.1? + BigRational::one();
                self.number(open, &bound)
            }
            _ => None,
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
                _ => None,
            },
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
            Node::Row(parts) => parts.iter().try_for_each(|part| self.number(part, bound)),
            Node::Call(function, parts) if function.name == "count" => self.matches(parts),
            // A number that events choose.
            Node::If(c, a, b) => {
                self.event(c)?;
                self.number(a, bound)?;
                self.number(b, bound)
            }
            _ => None,
        }
    }

    /// Each part of a sum may be cut off where it reaches the bound with the others at their least.
    fn sum(&mut self, parts: &[Expr], bound: &BigRational) -> Option<()> {
        if let [only] = parts
            && let Node::Row(parts) = only.node()
        {
            return self.sum(parts, bound);
        }
        let least: Vec<BigRational> =
            parts.iter().map(|part| Some(self.range(part)?.0)).collect::<Option<_>>()?;
        let all = least.iter().fold(BigRational::zero(), |sum, part| sum + part);
        for (part, least) in parts.iter().zip(&least) {
            self.number(part, &(bound - (&all - least)))?;
        }
        Some(())
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

    /// The least value of a number, and the greatest where there is one.
    fn range(&self, number: &Expr) -> Option<(BigRational, Option<BigRational>)> {
        let both = |a: (BigRational, Option<BigRational>), b: (BigRational, Option<BigRational>)| {
            (a.0 + b.0, a.1.zip(b.1).map(|(a, b)| a + b))
        };
        match number.node() {
            Node::Value(value) => {
                let n = value.ratio()?;
                Some((n.clone(), Some(n)))
            }
            Node::Name(name) => self.range_of(*name),
            Node::At(row, _) => match row.node() {
                Node::Name(name) => self.range_of(*name),
                _ => None,
            },
            Node::Arithmetic(Operator::Add, a, b) => Some(both(self.range(a)?, self.range(b)?)),
            Node::Arithmetic(Operator::Multiply, a, b) => {
                let (factor, part) = if a.known().is_some() { (a, b) } else { (b, a) };
                let factor = factor.known()?.ratio().filter(BigRational::is_positive)?;
                let (low, high) = self.range(part)?;
                Some((low * &factor, high.map(|high| high * factor)))
            }
            Node::Sum(parts) | Node::Row(parts) => parts
                .iter()
                .map(|part| self.range(part))
                .try_fold((BigRational::zero(), Some(BigRational::zero())), |sum, part| {
                    Some(both(sum, part?))
                }),
            Node::Call(function, parts) if function.name == "sum" && parts.len() == 1 => {
                let Node::Name(name) = parts[0].node() else { return self.range(&parts[0]) };
                let Space::Trials(groups) = self.question.experiments[*name].experiment.space()?.as_ref()
                else {
                    return None;
                };
                groups.iter().try_fold(
                    (BigRational::zero(), Some(BigRational::zero())),
                    |sum, (faces, count)| {
                        let (low, high) = ends(faces.weights().iter().map(|(face, _)| face))?;
                        let count = BigRational::from_integer((*count).into());
                        Some(both(sum, (low * &count, Some(high * count))))
                    },
                )
            }
            Node::Call(function, parts) if matches!(function.name, "max" | "min") && parts.len() > 1 => {
                let ranges: Vec<_> = parts.iter().map(|part| self.range(part)).collect::<Option<_>>()?;
                let low = ranges.iter().map(|(low, _)| low.clone()).min()?;
                let high: Option<Vec<BigRational>> = ranges.into_iter().map(|(_, high)| high).collect();
                Some((low, high.and_then(|all| all.into_iter().max())))
            }
            _ => None,
        }
    }

    fn range_of(&self, name: usize) -> Option<(BigRational, Option<BigRational>)> {
        if let Some(explosion) = explosion(self.question, name) {
            return Some((explosion.ends.first()?.0.clone(), None));
        }
        let (low, high) = match self.question.experiments[name].experiment.space()?.as_ref() {
            Space::Single(faces) => ends(faces.weights().iter().map(|(face, _)| face))?,
            Space::Law(law) => ends(law.outcomes())?,
            _ => return None,
        };
        Some((low, Some(high)))
    }
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

/// The smallest and the largest of some numbers.
fn ends<'a>(values: impl Iterator<Item = &'a Value>) -> Option<(BigRational, BigRational)> {
    let numbers: Vec<BigRational> = values.map(Value::ratio).collect::<Option<_>>()?;
    Some((numbers.iter().min()?.clone(), numbers.into_iter().max()?))
}

/// The law of an explosion in which all totals from `cap` on are one, the cap, as rows of one number.
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
    let row = |total: &BigRational| Value::row([Value::number(total.clone().min(cap.clone()))]);
    for _ in 0..throws {
        share /= &explosion.total;
        weights.extend(explosion.ends.iter().map(|(face, w)| (row(&(&so_far + face)), &share * w)));
        so_far += &explosion.highest;
        share *= &explosion.again;
    }
    weights.push((row(cap), share));
    Dist::from_weights(weights).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pattern::Comparison;
    use crate::model::{Chain, Faces, laws};
    use crate::solve::{Choice, Exact, solve};
    use crate::statistic;
    use proptest::prelude::*;

    /// The total of the experiment with this index.
    fn total(name: usize) -> Expr {
        Expr::new(Node::At(Expr::new(Node::Name(name)), Expr::value_of(1)))
    }

    fn named(space: Space) -> Named {
        Named { name: None, experiment: Experiment::of(space, "explode(die)") }
    }

    /// An event over two totals and a die: a sum, a maximum or a minimum against a bound.
    fn event(kind: u8, comparison: Comparison, bound: i64) -> Expr {
        let call = |name, parts: Vec<Expr>| {
            Expr::new(Node::Call(statistic::function(name, parts.len()).unwrap(), parts))
        };
        let (a, b, die) = (total(0), total(1), Expr::new(Node::Name(2)));
        let number = match kind {
            0 => Expr::new(Node::Arithmetic(
                Operator::Add,
                a,
                Expr::new(Node::Arithmetic(Operator::Add, b, die)),
            )),
            1 => call("max", vec![a, b]),
            2 => call("min", vec![a, b]),
            _ => return Expr::new(Node::Compare(comparison, Expr::new(Node::Sum(vec![a, b])), die)),
        };
        Expr::new(Node::Compare(comparison, number, Expr::value_of(bound)))
    }

    proptest! {
        /// An explosion of a depth that no bound reaches has the same probabilities, but for what lies deeper.
        #[test]
        fn explosions_in_company_are_those_of_a_great_depth(
            sides in 2u64..5, others in 2u64..4, kind in 0u8..4, bound in -1i64..9,
            comparison in prop::sample::select(vec![
                Comparison::Equal, Comparison::Unequal, Comparison::Less, Comparison::AtMost,
                Comparison::Greater, Comparison::AtLeast,
            ]),
        ) {
            let die = |n| Faces::die(n).unwrap();
            let chain = |n| named(Space::Chain(Arc::new(Chain::explode(&die(n)).unwrap())));
            let deep = |n| {
                let law = laws::explode(&die(n), 12).unwrap();
                let rows = law.weights().map(|(v, w)| (Value::row([v.clone()]), w.clone()));
                named(Space::Law(Arc::new(Dist::from_weights(rows).unwrap())))
            };
            let last = || named(Space::Single(Arc::new(die(3))));
            let asked = Asked::Probability(event(kind, comparison, bound));
            let ask = |experiments| {
                let question = Question::new(experiments, asked.clone(), None).unwrap();
                match solve(&question, Choice::Cheapest, &crate::budget::Budget::default()).unwrap().value {
                    Exact::Probability(p) => p,
                    other => panic!("{other:?}"),
                }
            };
            // What differs lies beyond twelve highest faces and above every bound, so that it decides alike.
            prop_assert_eq!(
                ask(vec![chain(sides), chain(others), last()]),
                ask(vec![deep(sides), deep(others), last()])
            );
        }
    }
}
