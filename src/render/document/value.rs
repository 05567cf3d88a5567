//! What was asked for, as a document says it.

use super::{DIGITS, Document};
use crate::answer::{Answer, Exact};
use crate::dist::Dist;
use crate::language::ast;
use crate::model::Value;
use crate::number::decimal;
use crate::render::catalogue::Phrase;
use crate::render::typeset::Math;
use crate::render::written;
use num_rational::BigRational;

impl Document {
    /// What was asked for: the exact value, and its decimal.
    pub(super) fn value(&self, answer: &Answer) -> String {
        let digits = self.view.digits.unwrap_or(DIGITS);
        let wanted = self.view.numbers.filter(|format| !matches!(format, ast::Format::Latex));
        let text = |format| written::value(&answer.value, format, digits).unwrap_or_default();
        let exact = match (&answer.value, wanted) {
            (Exact::Distribution(law), _) => return self.law(law),
            (Exact::Truth { truth, .. }, _) => {
                let phrase = if *truth { Phrase::True } else { Phrase::False };
                return self.say(phrase);
            }
            (Exact::Values(values), _) if values.is_empty() => return self.say(Phrase::NoneInRange),
            (Exact::Values(values), _) if values.iter().any(|value| !value.is_number()) => {
                return self.paper.plain(&text(ast::Format::Fraction));
            }
            (_, Some(format)) if format != ast::Format::Fraction => {
                return self.paper.display(&[Math::Words(text(format))]);
            }
            _ => self.set_value(&text(ast::Format::Fraction)),
        };
        let rounded = match &answer.value {
            Exact::Probability(n) | Exact::Number(n) if !n.is_integer() => Some(decimal(n, digits)),
            Exact::Root { .. } => Some(text(ast::Format::Decimal)),
            _ => None,
        };
        let math = match rounded.filter(|_| wanted.is_none()) {
            Some(rounded) => Math::Row(vec![exact, Math::Sign("≈"), Math::Number(rounded)]),
            None => exact,
        };
        self.paper.display(&[math])
    }

    /// The values of a distribution with their probabilities.
    pub(super) fn law(&self, law: &Dist<Value>) -> String {
        let head = [Phrase::Value, Phrase::Fraction, Phrase::Decimal].map(|phrase| self.say(phrase));
        let row = |value: &Value| {
            let p = law.probability_of(value).into_ratio();
            let decimal = decimal(&p, self.view.digits.unwrap_or(6));
            let share = self.paper.inline(&self.set_value(&p.to_string()));
            vec![self.paper.plain(&value.to_string()), share, self.paper.plain(&decimal)]
        };
        self.paper.grid(&head, &law.outcomes().map(row).collect::<Vec<_>>())
    }

    /// The mean of a distribution of numbers.
    pub(super) fn mean(&self, law: &Dist<Value>) -> Option<String> {
        (law.len() > 1 && law.outcomes().all(Value::is_number)).then(|| {
            let number = |value: &Value| value.ratio().unwrap_or_default();
            let mean: BigRational = law.mean_of(number);
            self.labelled(Phrase::Mean, &self.paper.inline(&self.set_value(&mean.to_string())))
        })
    }
}
