//! Numbers that add up from draw to draw, remembered as one: of `count(6 in X) - count(1 in X)` the difference is all that
//! matters, and of `count(6 in X) >= count(1 in X) + 2` whether it is large enough. So a lead of two is 4 states, where the
//! two numbers by themselves have no end.

use super::remainder::adds_up;
use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::question::{Expr, Node, Operator, Outcomes};
use crate::solve::atom::cap;
use crate::statistic::fold::views_by_value;

/// A number that adds up, or how a difference of two compares with 0.
pub struct Total {
    /// What the number is held against 0 by, if only that is asked.
    held: Option<Comparison>,
    /// Between which bounds the number need be told.
    between: (i64, i64),
    /// The number before the first draw.
    pub start: i64,
    /// What is seen of each label, and what each view brings.
    pub views: Vec<u32>,
    brings: Vec<i64>,
}

impl Total {
    /// The number that an expression about the sample of this experiment is, or what it compares, if that is made of
    /// several numbers which add up from whole numbers that the labels bring.
    ///
    /// # Errors
    /// Those of statistics that the labels do not have.
    pub fn of(
        expression: &Expr,
        expressions: &[&Expr],
        name: usize,
        (space, labels): (&Space, &[Value]),
    ) -> Result<Option<Self>, Error> {
        let (number, held) = match expression.node() {
            Node::Compare(comparison, a, b) if a.mentions(name) && b.mentions(name) => {
                let difference = Node::Arithmetic(Operator::Subtract, a.clone(), b.clone());
                (Expr::new(difference), Some(*comparison))
            }
            Node::Sum(_) | Node::Arithmetic(Operator::Add | Operator::Subtract, ..) => {
                (expression.clone(), None)
            }
            _ => return Ok(None),
        };
        let Some((start, brought)) = brought(&number, name, (space, labels))? else { return Ok(None) };
        let (views, values) = views_by_value(&brought);
        let brings: Vec<i64> =
            values.iter().map(|value| if let Value::Int(n) = value { *n } else { 0 }).collect();
        // What never falls again, or never rises, need not be told beyond what it is held against.
        let against = if held.is_some() { Some(0) } else { cap(expressions, expression, name) };
        let above = against.filter(|_| brings.iter().all(|n| *n >= 0)).map(|n| n.saturating_add(1));
        let below = against.filter(|_| held.is_some() && brings.iter().all(|n| *n <= 0)).map(|n| n - 1);
        let between = (below.unwrap_or(i64::MIN), above.unwrap_or(i64::MAX));
        let start = start.clamp(between.0, between.1);
        Ok(Some(Self { held, between, start, views, brings }))
    }

    /// The number after an element with this view.
    #[must_use]
    pub fn after(&self, before: i64, view: u32) -> i64 {
        before.saturating_add(self.brings[view as usize]).clamp(self.between.0, self.between.1)
    }

    /// What the expression is worth with this number.
    #[must_use]
    pub fn value(&self, number: i64) -> Value {
        match self.held {
            Some(comparison) => Value::Truth(comparison.holds(number.cmp(&0))),
            None => Value::Int(number),
        }
    }

    /// Whether a number about the sample of this experiment adds up from what the labels bring, is at least 0 and never
    /// falls.
    ///
    /// # Errors
    /// Those of statistics that the labels do not have.
    pub fn is_natural(number: &Expr, name: usize, labels: (&Space, &[Value])) -> Result<bool, Error> {
        let is_natural = |n: &Value| matches!(n, Value::Int(0..));
        let found = brought(number, name, labels)?;
        Ok(found.is_some_and(|(start, brought)| start >= 0 && brought.iter().all(is_natural)))
    }
}

/// What a number is before the first draw, and what each label brings, if it adds up from whole numbers.
fn brought(
    number: &Expr,
    name: usize,
    (space, labels): (&Space, &[Value]),
) -> Result<Option<(i64, Vec<Value>)>, Error> {
    if !adds_up(number, name, space)? {
        return Ok(None);
    }
    let worth = |sample: Vec<Value>| {
        let value = number.evaluate(&mut Outcomes::only(name, Value::row(sample)));
        if let Ok(Value::Int(n)) = value { Some(n) } else { None }
    };
    let Some(start) = worth(Vec::new()) else { return Ok(None) };
    let brings =
        |label: &Value| worth(vec![label.clone()]).and_then(|n| n.checked_sub(start)).map(Value::Int);
    let brought: Option<Vec<Value>> = labels.iter().map(brings).collect();
    Ok(brought.map(|brought| (start, brought)))
}
