//! Medians, quantiles and modes: of a law, or of as much of an endless one as decides.

use super::refusal::likeliest;
use super::{Asking, by_chain, weight_where};
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::number::Probability;
use crate::question::{Expr, Node};
use crate::solve::chain::{self, Ask};
use crate::solve::eliminate::Solution;
use crate::solve::exact::Exact;
use crate::solve::until::naturals;
use crate::solve::{endless_size, tail};
use num_bigint::BigUint;
use std::cmp::Ordering;

/// The bound up to which a law of a number of steps is worked out first.
const FEW_STEPS: u64 = 64;

impl Asking<'_> {
    /// The values of a law at which a share of it is reached.
    pub(super) fn ordered(&mut self, number: &Expr, level: &Probability) -> Result<Exact, Error> {
        let of = |law: &Dist<Value>| -> Vec<Value> { law.quantile(level).into_iter().cloned().collect() };
        let is_within = |law: &Dist<Value>, bound: u64| {
            of(law).iter().all(|value| *value <= Value::integer(bound.into()))
        };
        let (mut law, cut) = self.law_up_to(FEW_STEPS, number)?;
        if cut && !is_within(&law, FEW_STEPS) {
            if by_chain(self.choice) && self.is_steps(number) {
                return self.steps_reaching(number, level).map(Exact::Values);
            }
            law = self.distribution_up_to(4 * FEW_STEPS, number, is_within)?;
        }
        if let Some(label) =
            law.outcomes().find(|v| matches!(v, Value::Word(_) | Value::Card(_) | Value::Row(_)))
        {
            return Err(Error::new(
                ErrorKind::Kind,
                format!("an order is needed here, and {} has none", label.kind()),
            )
            .hint(likeliest(label, &self.question.text_of(number)))
            .or_at(number.span()));
        }
        Ok(Exact::Values(of(&law)))
    }

    /// Whether a number is how many steps a chain takes.
    fn is_steps(&self, number: &Expr) -> bool {
        let names = number.names();
        names.is_power_of_two() && chain::is_steps(number, names.trailing_zeros() as usize)
    }

    /// After how many steps so large a share of the paths has ended, found by halving: of a long wait no law is listed.
    /// Where the share is reached exactly, the next number too at which paths end.
    fn steps_reaching(&mut self, number: &Expr, level: &Probability) -> Result<Vec<Value>, Error> {
        if level.numerator() == level.denominator() {
            return Err(Error::new(ErrorKind::Unsupported, "the number of trials has no largest value")
                .hint("ask for a quantile below 1")
                .or_at(number.span()));
        }
        let first = self.first_steps(number, level, FEW_STEPS, Ordering::is_ge)?;
        let exact = self.compared(number, level, first)?.is_eq();
        let next = exact.then(|| self.first_steps(number, level, first, Ordering::is_gt)).transpose()?;
        Ok([first].into_iter().chain(next).map(|steps| Value::integer(steps.into())).collect())
    }

    /// The first number of steps beyond this one at which the share that has ended stands so to the level.
    fn first_steps(
        &mut self,
        number: &Expr,
        level: &Probability,
        beyond: u64,
        is_there: fn(Ordering) -> bool,
    ) -> Result<u64, Error> {
        let (mut before, mut after) = (beyond, beyond.saturating_mul(2));
        while !is_there(self.compared(number, level, after)?) {
            self.budget.check()?;
            (before, after) = (after, after.saturating_mul(2));
        }
        while after - before > 1 {
            self.budget.check()?;
            let middle = before.midpoint(after);
            if is_there(self.compared(number, level, middle)?) { after = middle } else { before = middle }
        }
        Ok(after)
    }

    /// How the share of the paths that have ended after so many steps stands to the level.
    fn compared(&mut self, number: &Expr, level: &Probability, steps: u64) -> Result<Ordering, Error> {
        let bound = Expr::new(Node::Value(Value::integer(steps.into())));
        let ended = Expr::new(Node::Compare(Comparison::AtMost, number.clone(), bound));
        let law = self.law(&[ended])?;
        let share = weight_where(&law, |values| values[0] == Value::Truth(true));
        Ok((share * level.denominator()).cmp(&(law.total * level.numerator())))
    }

    /// The likeliest values.
    pub(super) fn mode(&mut self, number: &Expr) -> Result<Vec<Value>, Error> {
        if let Some(values) = self.without_law(|named, budget| tail::likeliest(number, named, budget))? {
            return Ok(values);
        }
        let law = self.distribution_up_to(FEW_STEPS, number, |law, bound| {
            let bound = Value::integer(bound.into());
            let most = law.weights().map(|(_, weight)| weight).max();
            most.is_some_and(|most| law.weight(|value| *value > bound) < *most)
        })?;
        Ok(law.mode().into_iter().cloned().collect())
    }

    /// The distribution of a value; where a number of steps has no largest value, up to a bound that is large enough,
    /// with one value for everything beyond it.
    fn distribution_up_to(
        &mut self,
        first: u64,
        number: &Expr,
        is_enough: impl Fn(&Dist<Value>, u64) -> bool,
    ) -> Result<Dist<Value>, Error> {
        let mut bound = first;
        loop {
            let (law, cut) = self.law_up_to(bound, number)?;
            if !cut || is_enough(&law, bound) {
                return Ok(law);
            }
            bound *= 4;
        }
    }

    /// The law of a value with one value for all numbers of steps beyond a bound, and whether there are any.
    fn law_up_to(&mut self, bound: u64, number: &Expr) -> Result<(Dist<Value>, bool), Error> {
        let sized = match by_chain(self.choice) {
            true => match endless_size::up_to(bound, number, self.question)? {
                None => naturals::up_to(bound, number, self.question)?,
                found => found,
            },
            false => None,
        };
        let law = match &sized {
            Some(sized) => Solution { cut: true, ..self.law_of(sized)? },
            None => self.law_for(Ask::UpTo(bound), std::slice::from_ref(number))?,
        };
        let cut = law.cut;
        let known = |(mut values, weight): (Vec<Value>, BigUint)| (values.swap_remove(0), weight);
        Ok((Dist::of_total(law.values.into_iter().map(known).collect(), law.total)?, cut))
    }
}
