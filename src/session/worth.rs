//! Whether an answer is what was written beside it: a value, a root, a truth, several values, a distribution.

use crate::answer::{Exact, Reply};
use crate::error::{Error, ErrorKind, Span};
use crate::session::Session;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Pow, Signed, Zero};

impl Session {
    /// Whether this is what was written, as answers are written: `1/6`, `sqrt(35/6)`, `yes`, `1, 2`, `1: 1/4, 2: 3/4`.
    pub(super) fn is_worth(&mut self, written: &str, value: &Exact) -> Result<bool, Error> {
        if let Some((inside, negative)) = root(written) {
            let square = self.number_of(inside.1).map_err(|e| moved(e, inside.0))?;
            return Ok(match (square, value) {
                (Some(square), Exact::Root { square: s, negative: n }) => square == *s && negative == *n,
                (Some(square), value) => value.number().is_some_and(|number| {
                    &number * &number == square && (number.is_zero() || number.is_negative() == negative)
                }),
                (None, _) => false,
            });
        }
        match value {
            Exact::Truth { truth, .. } if matches!(written, "yes" | "no") => Ok(*truth == (written == "yes")),
            Exact::Truth { truth, .. } => Ok(match self.value_of(written)? {
                Exact::Truth { truth: expected, .. } => *truth == expected,
                _ => false,
            }),
            Exact::Values(values) => {
                let parts = parts(written, ',');
                let mut alike = parts.len() == values.len();
                for ((at, part), value) in parts.into_iter().zip(values) {
                    let exact = super::ask::exact(value.clone());
                    alike &= part == value.to_string()
                        || self.is_number(part, &exact).map_err(|e| moved(e, at))?;
                }
                Ok(alike)
            }
            Exact::Distribution(law) if written.contains(':') => {
                let rows = parts(written, ',');
                let mut alike = rows.len() == law.len();
                for ((at, row), outcome) in rows.into_iter().zip(law.outcomes()) {
                    let Some((name, share)) = row.rsplit_once(':') else { return Ok(false) };
                    let share_at = at + name.chars().count() + 1;
                    let probability = Exact::Probability(law.probability_of(outcome).ratio().clone());
                    alike &= name.trim() == outcome.to_string()
                        && self.is_number(share, &probability).map_err(|e| moved(e, share_at))?;
                }
                Ok(alike)
            }
            value => self.is_number(written, value),
        }
    }

    /// Whether an expression has this value.
    fn is_number(&mut self, expression: &str, value: &Exact) -> Result<bool, Error> {
        let expected = self.value_of(expression)?;
        Ok(match (expected.number(), value.number()) {
            (Some(expected), Some(value)) => expected == value,
            _ => expected == *value,
        })
    }

    /// The number that an expression is, if it is one.
    fn number_of(&mut self, expression: &str) -> Result<Option<BigRational>, Error> {
        Ok(self.value_of(expression)?.number())
    }

    /// What an expression is worth, without trials.
    fn value_of(&mut self, expression: &str) -> Result<Exact, Error> {
        let trials = std::mem::take(&mut self.settings.trials);
        let asked = self.ask(expression);
        self.settings.trials = trials;
        match asked?.pop().map(|reply| reply.plain().clone()) {
            Some(Reply::Answer(answer)) => Ok(answer.value),
            _ => Err(Error::new(ErrorKind::Kind, format!("`{}` is no value", expression.trim()))
                .hint("write the expected value, such as `1/6` or `0.25`")),
        }
    }
}

/// Whether a value rounds to a decimal: it is within half a unit of the last digit.
pub(super) fn rounds_to(value: &Exact, decimal: &str) -> Result<bool, Error> {
    let (percent, digits) = match decimal.strip_suffix('%') {
        Some(digits) => (2, digits.trim()),
        None => (0, decimal),
    };
    let written = crate::number::parse_number(digits)?;
    let places = digits.split_once('.').map_or(0, |(_, places)| places.len());
    let unit = BigInt::from(10).pow(places as u64 + percent);
    let written = written / BigRational::from_integer(BigInt::from(10).pow(percent));
    let half_unit = BigRational::new(1.into(), BigInt::from(2) * unit);
    Ok(match value {
        // Compared by its square, which is a fraction.
        Exact::Root { square, negative } => {
            let written = if *negative { -written } else { written };
            let (low, high) = (&written - &half_unit, written + half_unit);
            let above = low.is_negative() || &low * &low <= *square;
            above && !high.is_negative() && *square <= &high * &high
        }
        value => value.number().is_some_and(|value| (value - written).abs() <= half_unit),
    })
}

/// What stands under the root of `sqrt(…)`, with the place where it begins, and whether a minus stands before it.
fn root(written: &str) -> Option<((usize, &str), bool)> {
    let (sign, rest) = match written.strip_prefix('-') {
        Some(rest) => (1, rest),
        None => (0, written),
    };
    let inside = rest.strip_prefix("sqrt(")?.strip_suffix(')')?;
    (!inside.contains(['(', ')'])).then_some(((sign + 5, inside), sign == 1))
}

/// The parts of a text between separators outside brackets, each with the place where it begins, in characters.
fn parts(text: &str, separator: char) -> Vec<(usize, &str)> {
    let mut cuts = vec![0];
    let mut depth = 0i32;
    for (at, sign) in text.char_indices() {
        match sign {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ if sign == separator && depth == 0 => cuts.push(at + sign.len_utf8()),
            _ => {}
        }
    }
    let ends = cuts[1..].iter().map(|cut| cut - separator.len_utf8()).chain([text.len()]);
    let parts = cuts.iter().zip(ends).map(|(&from, to)| {
        let part = &text[from..to];
        let lead = part.len() - part.trim_start().len();
        (text[..from + lead].chars().count(), part.trim())
    });
    parts.collect()
}

/// The same error of a text that begins this many characters later.
pub(super) fn moved(error: Error, by: usize) -> Error {
    match error.span() {
        Some(span) => error.at(Span::new(by + span.start, by + span.end)),
        None => error,
    }
}
