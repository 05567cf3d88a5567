//! Medians, quantiles and modes: of a law, or of as much of an endless one as decides.

use super::refusal::likeliest;
use super::{Asking, by_chain};
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::question::Expr;
use crate::solve::chain::Ask;
use crate::solve::eliminate::Solution;
use crate::solve::exact::Exact;
use crate::solve::until::naturals;
use crate::solve::{endless_size, tail};
use num_bigint::BigUint;

impl Asking<'_> {
    /// The values that a law has at some place of its order.
    pub(super) fn ordered(
        &mut self,
        number: &Expr,
        of: impl Fn(&Dist<Value>) -> Vec<Value>,
    ) -> Result<Exact, Error> {
        let law =
            self.distribution_up_to(number, |law, bound| of(law).iter().all(|value| *value <= bound))?;
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

    /// The likeliest values.
    pub(super) fn mode(&mut self, number: &Expr) -> Result<Vec<Value>, Error> {
        if let Some(values) = self.without_law(|named, budget| tail::likeliest(number, named, budget))? {
            return Ok(values);
        }
        let law = self.distribution_up_to(number, |law, bound| {
            let most = law.weights().map(|(_, weight)| weight).max();
            most.is_some_and(|most| law.weight(|value| *value > bound) < *most)
        })?;
        Ok(law.mode().into_iter().cloned().collect())
    }

    /// The distribution of a value; where a number of steps has no largest value, up to a bound that is large enough,
    /// with one value for everything beyond it.
    fn distribution_up_to(
        &mut self,
        number: &Expr,
        is_enough: impl Fn(&Dist<Value>, Value) -> bool,
    ) -> Result<Dist<Value>, Error> {
        let mut bound = 64u64;
        loop {
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
            let law = Dist::of_total(law.values.into_iter().map(known).collect(), law.total)?;
            if !cut || is_enough(&law, Value::integer(bound.into())) {
                return Ok(law);
            }
            bound *= 4;
        }
    }
}
