//! What was asked for, as text.

use super::{DIGITS, FEW, Page};
use crate::answer::{Answer, Exact};
use crate::dist::Dist;
use crate::model::Value;
use crate::number::{decimal, decimal_sqrt, parse_number};
use crate::render::catalogue::Phrase;
use crate::render::markup::{Line, Tone};
use crate::render::table::table;
use crate::render::wrap::wrap;
use crate::render::{Detail, figure, plot, written};
use num_bigint::BigInt;
use num_rational::BigRational;
use std::io;

impl Page<'_, '_> {
    /// What was asked for.
    pub(super) fn value(&mut self, answer: &Answer) -> io::Result<()> {
        let plain = |text: String| Line::new().with(Tone::Result, text);
        let digits = self.view.digits.unwrap_or(DIGITS);
        let wanted = self.view.numbers.and_then(|format| written::value(&answer.value, format, digits));
        let line = match &answer.value {
            Exact::Distribution(law) if self.view.plotted => {
                return plot::distribution(law, self.view, self.sheet);
            }
            Exact::Distribution(law) => return table(answer, law, self.view, self.sheet),
            Exact::Truth { truth, .. } => plain(self.word(if *truth { Phrase::True } else { Phrase::False })),
            Exact::Values(values) if values.is_empty() => plain(self.word(Phrase::NoneInRange)),
            _ if wanted.is_some() => plain(wanted.unwrap_or_default()),
            Exact::Probability(p) => self.probability(p),
            Exact::Number(number) => self.number(number),
            Exact::Count(count) => self.number(&BigRational::from_integer(count.clone().into())),
            Exact::Root { square, negative } => {
                let sign = if *negative { "-" } else { "" };
                let root = decimal_sqrt(square, self.view.digits.unwrap_or(DIGITS));
                let root = root.unwrap_or_default();
                let shown = figure::fraction(square, self.view.width / 2)
                    .map(|square| format!("{sign}sqrt({square})"));
                let line = Line::new().with(Tone::Result, shown.unwrap_or_default());
                line.with(Tone::Plain, format!(" {} ", self.about()))
                    .with(Tone::Result, format!("{sign}{root}"))
            }
            Exact::Values(values) => {
                let comma = self.word(Phrase::Comma);
                plain(values.iter().map(ToString::to_string).collect::<Vec<_>>().join(&comma))
            }
        };
        for line in wrap(&line, self.view.width, 0) {
            self.sheet.line(&line)?;
        }
        Ok(())
    }

    /// The sign for what is rounded.
    pub(super) fn about(&self) -> &'static str {
        if self.view.unicode { "≈" } else { "~" }
    }

    /// `1/6 ≈ 0.1666666667`: the fraction if it fits, and the decimal unless it is the same.
    pub(super) fn number(&self, number: &BigRational) -> Line {
        let room =
            if self.view.detail == Detail::Full { usize::MAX } else { self.view.width.saturating_sub(16) };
        let decimal = decimal(number, self.view.digits.unwrap_or(DIGITS));
        let exact = number.numer().bits() + number.denom().bits() < 1000
            && parse_number(&decimal).is_ok_and(|read| read == *number);
        let line = Line::new();
        match figure::fraction(number, room) {
            Some(fraction) if number.is_integer() => line.with(Tone::Result, fraction),
            Some(fraction) => {
                let sign = if exact { "=" } else { self.about() };
                line.with(Tone::Result, fraction)
                    .with(Tone::Plain, format!(" {sign} "))
                    .with(Tone::Number, decimal)
            }
            None => {
                let (above, below) = (number.numer().magnitude(), number.denom().magnitude());
                let length = if number.is_integer() {
                    Phrase::DigitsOfInteger(figure::digits_of(above))
                } else {
                    Phrase::Digits(figure::digits_of(above), figure::digits_of(below))
                };
                line.with(Tone::Plain, format!("{} ", self.about()))
                    .with(Tone::Result, decimal)
                    .with(Tone::Dim, self.word(Phrase::Brackets(Box::new(length))))
            }
        }
    }

    /// A probability also as a percentage, and as one in so many.
    pub(super) fn probability(&self, p: &BigRational) -> Line {
        let digits = self.view.digits.unwrap_or(FEW);
        let percent = figure::percent(p, digits);
        let exact = parse_number(&percent).is_ok_and(|read| read == *p);
        let sign = if exact { "=" } else { self.about() };
        let mut line = self.number(p).with(Tone::Plain, format!(" {sign} {percent}"));
        if let Some(n) = figure::one_in(p, digits) {
            line.push(Tone::Plain, self.word(Phrase::Comma) + &self.word(Phrase::OneIn(n)));
        }
        line
    }

    /// The mean and standard deviation of a distribution of numbers.
    pub(super) fn moments(&mut self, law: &Dist<Value>) -> io::Result<()> {
        if law.len() < 2 || !law.outcomes().all(Value::is_number) {
            return Ok(());
        }
        let (mean, variance) = moments(law);
        let mut line = self.number(&mean);
        if let Some(deviation) = decimal_sqrt(&variance, self.view.digits.unwrap_or(FEW)) {
            line.push(Tone::Plain, self.word(Phrase::Comma) + &self.word(Phrase::Deviation));
            line.push(Tone::Number, deviation);
        }
        self.entry(Some(Phrase::Mean), &line)
    }
}

/// Mean and variance; those of a sum of dice by their formulas, the middle of the range and n (f² − 1)/12 times the
/// square of what lies between neighbours.
fn moments(law: &Dist<Value>) -> (BigRational, BigRational) {
    let number = |value: &Value| value.ratio().unwrap_or_default();
    let Some(dice) = law.dice() else { return (law.mean_of(number), law.variance_of(number)) };
    let (least, most) = law.range();
    let mean = (number(least) + number(most)) / BigRational::from_integer(2.into());
    let steps = BigInt::from(dice.count) * (BigInt::from(dice.faces) - 1);
    let step = (number(most) - number(least)) / steps;
    let spread = BigInt::from(dice.count) * (BigInt::from(dice.faces).pow(2) - 1);
    (mean, &step * &step * BigRational::new(spread, 12.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dist::Dice;

    #[test]
    fn moments_by_formula_are_those_of_the_law() {
        for (count, faces) in [(1_u64, 6_u64), (3, 6), (10, 4)] {
            for step in [1, 3] {
                let sums =
                    (0..=count * (faces - 1)).map(|n| Value::Int(n.cast_signed() * step - 5)).collect();
                let law = Dist::of_sums(Dice { count, faces }, sums);
                let number = |value: &Value| value.ratio().unwrap();
                assert_eq!(moments(&law), (law.mean_of(number), law.variance_of(number)));
            }
        }
    }
}
