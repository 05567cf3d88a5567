//! What events are to each other: independent, disjoint.

use super::{Asking, weight_where};
use crate::error::{Error, ErrorKind};
use crate::model::Value;
use crate::question::{Asked, Expr, Node, Question};
use crate::solve::exact::Exact;
use crate::solve::share::ratio;
use num_rational::BigRational;
use num_traits::{One, Zero};

impl Asking<'_> {
    /// P(all of them) = product of their probabilities, for every two or more of the events.
    pub(super) fn independent(&mut self, events: &[Expr]) -> Result<Exact, Error> {
        if events.len() > 16 {
            return Err(Error::new(
                ErrorKind::TooExpensive,
                "independence of more than 16 events is not looked into",
            ));
        }
        let law = self.law(events)?;
        let share = |chosen: usize| {
            let all = |values: &[Value]| {
                values.iter().enumerate().all(|(i, v)| chosen >> i & 1 == 0 || *v == Value::Truth(true))
            };
            ratio(weight_where(&law, all), law.total.clone())
        };
        let mut shown = (1usize << events.len()) - 1;
        let mut truth = true;
        for chosen in 1usize..1 << events.len() {
            let product = (0..events.len())
                .filter(|i| chosen >> i & 1 == 1)
                .fold(BigRational::one(), |product, i| product * share(1 << i));
            if chosen.count_ones() > 1 && share(chosen) != product {
                (truth, shown) = (false, chosen);
                break;
            }
        }
        let shown_events = || (0..events.len()).filter(|i| shown >> i & 1 == 1);
        let each = shown_events().map(|i| self.probability_of(events[i].clone()));
        let evidence = vec![
            (self.probability_of(all_of(shown_events().map(|i| &events[i]))), share(shown)),
            (each.collect::<Vec<_>>().join(" * "), shown_events().map(|i| share(1 << i)).product()),
        ];
        Ok(Exact::Truth { truth, evidence })
    }

    pub(super) fn disjoint(&mut self, events: &[Expr]) -> Result<Exact, Error> {
        let law = self.law(events)?;
        let both = |values: &[Value]| values.iter().filter(|v| **v == Value::Truth(true)).count() > 1;
        let share = ratio(weight_where(&law, both), law.total.clone());
        let formula = match events {
            [_, _] => self.probability_of(all_of(events.iter())),
            // Of "two of them together" there is no one formula.
            _ => match &self.question.given {
                Some(given) => format!("P(two of them together | {})", self.question.text_of(given)),
                None => "P(two of them together)".to_owned(),
            },
        };
        Ok(Exact::Truth { truth: share.is_zero(), evidence: vec![(formula, share)] })
    }

    /// The probability of an event as this question would ask for it: under its condition.
    fn probability_of(&self, event: Expr) -> String {
        Question { asked: Asked::Probability(event), ..self.question.clone() }.measure()
    }
}

/// All of these events together, each in brackets where it joins others itself.
fn all_of<'a>(events: impl Iterator<Item = &'a Expr>) -> Expr {
    Expr::new(Node::And(events.cloned().collect()))
}
