//! Remainders of what adds up, or multiplies, from draw to draw: `sum(X) mod 3`, `(sum(X) + 2·count(6 in X)) mod 5`. What a
//! draw adds depends on its label only, so that the remainder alone is remembered; `sum(X) is multiple of 3` asks no more.

use crate::error::Error;
use crate::model::pattern::NumberClass;
use crate::model::{Pattern, Space, Value};
use crate::question::{Expr, Node, Operator, Outcomes, Quantifier};
use crate::solve::atom::{Atom, Subject};
use crate::solve::until::is_length;
use crate::statistic::counting::as_pattern;
use crate::statistic::fold::views_by_value;
use num_integer::Integer;

/// The largest divisor: products of two remainders stay in a machine word.
const MOST: i64 = 1 << 30;

/// What a number leaves when it is divided, as draws add to it or multiply it.
pub struct Remainder {
    modulus: i64,
    multiplies: bool,
    /// What the remainder is held against, if only that is asked.
    pattern: Option<Pattern>,
    /// The remainder before the first draw.
    pub start: i64,
    /// What is seen of each label, and what each view brings.
    pub views: Vec<u32>,
    brings: Vec<i64>,
}

impl Remainder {
    /// The remainder that an expression about the sample of this experiment is, if its number adds up, or multiplies,
    /// from whole numbers that the labels bring.
    ///
    /// # Errors
    /// Those of statistics that the labels do not have.
    pub fn of(
        expression: &Expr,
        name: usize,
        space: &Space,
        labels: &[Value],
    ) -> Result<Option<Self>, Error> {
        let Some((number, modulus, pattern)) = divided(expression) else { return Ok(None) };
        let multiplies = follows(number, name, space, &["product"])?;
        if !multiplies && !adds_up(number, name, space)? {
            return Ok(None);
        }
        let worth = |sample: Vec<Value>| {
            let value = number.evaluate(&mut Outcomes::only(name, Value::row(sample)));
            if let Ok(Value::Int(n)) = value { Some(n) } else { None }
        };
        let Some(start) = worth(Vec::new()) else { return Ok(None) };
        let mut brought = Vec::with_capacity(labels.len());
        for label in labels {
            // With one element, the number is what it was before and what the element brings.
            let brings =
                worth(vec![label.clone()]).and_then(|n| n.checked_sub(if multiplies { 0 } else { start }));
            match brings {
                Some(brings) => brought.push(Value::Int(brings.rem_euclid(modulus))),
                None => return Ok(None),
            }
        }
        let (views, values) = views_by_value(&brought);
        let brings = values.iter().map(|value| if let Value::Int(n) = value { *n } else { 0 }).collect();
        let start = start.rem_euclid(modulus);
        Ok(Some(Self { modulus, multiplies, pattern, start, views, brings }))
    }

    /// The remainder after an element with this view.
    #[must_use]
    pub fn after(&self, before: i64, view: u32) -> i64 {
        let brings = self.brings[view as usize];
        let after = if self.multiplies { before * brings } else { before + brings };
        after.rem_euclid(self.modulus)
    }

    /// What the expression is worth with this remainder.
    #[must_use]
    pub fn value(&self, remainder: i64) -> Value {
        let remainder = Value::Int(remainder);
        match &self.pattern {
            Some(pattern) => Value::Truth(pattern.matches(&remainder)),
            None => remainder,
        }
    }
}

/// The number of which an expression asks no more than the remainder, the divisor, and the pattern that it is to match.
fn divided(expression: &Expr) -> Option<(&Expr, i64, Option<Pattern>)> {
    match expression.node() {
        Node::Arithmetic(Operator::Modulo, number, modulus) => match modulus.known() {
            Some(&Value::Int(modulus @ 1..=MOST)) => Some((number, modulus, None)),
            _ => None,
        },
        Node::Call(function, arguments) if function.name == "contains" => {
            let [pattern, number] = arguments.as_slice() else { return None };
            let pattern = as_pattern(pattern.known()?).ok()?;
            let modulus = period(&pattern)?;
            Some((number, modulus, Some(pattern)))
        }
        _ => None,
    }
}

/// After how many integers a pattern repeats itself, if it does.
fn period(pattern: &Pattern) -> Option<i64> {
    let all = |parts: &[Pattern]| {
        let joined = |period: i64, part: &Pattern| Some(period.lcm(&self::period(part)?));
        parts.iter().try_fold(1, joined).filter(|period| *period <= MOST)
    };
    match pattern {
        Pattern::Number(NumberClass::Even | NumberClass::Odd) => Some(2),
        Pattern::Number(NumberClass::MultipleOf(k @ 1..=MOST)) => Some(*k),
        Pattern::Not(inner) => period(inner),
        Pattern::And(parts) | Pattern::Or(parts) => all(parts),
        _ => None,
    }
}

/// Whether a number is the same for the parts of a sample together as the sum of the parts, but for a constant.
pub(super) fn adds_up(e: &Expr, name: usize, space: &Space) -> Result<bool, Error> {
    if e.known().is_some() || is_length(e, name) {
        return Ok(true);
    }
    Ok(match e.node() {
        Node::Sum(terms) => {
            for term in terms {
                if !adds_up(term, name, space)? {
                    return Ok(false);
                }
            }
            true
        }
        Node::Arithmetic(Operator::Add | Operator::Subtract, a, b) => {
            adds_up(a, name, space)? && adds_up(b, name, space)?
        }
        Node::Arithmetic(Operator::Multiply, a, b) => {
            (a.known().is_some() && adds_up(b, name, space)?)
                || (b.known().is_some() && adds_up(a, name, space)?)
        }
        _ => follows(e, name, space, &["sum", "count"])?,
    })
}

/// Whether an expression is one of these statistics of the whole sample.
fn follows(e: &Expr, name: usize, space: &Space, statistics: &[&str]) -> Result<bool, Error> {
    if e.names() != 1 << name {
        return Ok(false);
    }
    let Some(atom) = Atom::of(e, name, space)? else { return Ok(false) };
    let known = match &atom.subject {
        Subject::Statistic(function, _) => statistics.contains(&function.name),
        Subject::Each(quantifier, ..) => match quantifier {
            Quantifier::Sum => statistics.contains(&"sum"),
            Quantifier::Count => statistics.contains(&"count"),
            Quantifier::Product => statistics.contains(&"product"),
            _ => false,
        },
        Subject::Ordered(_) | Subject::Ascending(_) | Subject::Element(_) | Subject::Beside(..) => false,
    };
    Ok(known && atom.path.is_unkept() && atom.path.places == (0, u64::MAX))
}
