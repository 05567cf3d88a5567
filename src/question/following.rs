//! Values that follow from those of some parts, without the expression being written anew.

use crate::model::Value;
use crate::question::evaluate::calculate;
use crate::question::expr::{Expr, Node};

impl Expr {
    /// The value, where it follows from the known values of some parts by logic, arithmetic, and comparing whole numbers;
    /// nothing where it needs more, or an operation fails: that is for [`Expr::rewrite`] to say.
    #[must_use]
    pub fn following(&self, known: &[(&Expr, &Value)]) -> Option<Value> {
        if let Some((_, value)) = known.iter().find(|(part, _)| *part == self) {
            return Some((*value).clone());
        }
        let truth = |part: &Expr| match part.following(known)? {
            Value::Truth(truth) => Some(truth),
            _ => None,
        };
        // What decides an expression early decides it before the rest is looked at.
        let decided = |parts: &[Expr], by: bool| {
            for part in parts {
                if truth(part)? == by {
                    return Some(Value::Truth(by));
                }
            }
            Some(Value::Truth(!by))
        };
        match self.node() {
            Node::Value(value) => Some(value.clone()),
            Node::Not(event) => Some(Value::Truth(!truth(event)?)),
            Node::And(parts) => decided(parts, false),
            Node::Or(parts) => decided(parts, true),
            Node::Compare(comparison, a, b) => match (a.following(known)?, b.following(known)?) {
                (Value::Int(a), Value::Int(b)) => Some(Value::Truth(comparison.holds(a.cmp(&b)))),
                _ => None,
            },
            Node::Arithmetic(operator, a, b) => {
                calculate(*operator, &a.following(known)?, &b.following(known)?).ok()
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pattern::Comparison;
    use crate::question::Operator;

    #[test]
    fn what_follows_is_what_is_left_when_written_anew() {
        let (x, y) = (Expr::new(Node::Name(0)), Expr::new(Node::Name(1)));
        let compare = |c, a: &Expr, b: &Expr| Expr::new(Node::Compare(c, a.clone(), b.clone()));
        let calculate = |o, a: &Expr, b: &Expr| Expr::new(Node::Arithmetic(o, a.clone(), b.clone()));
        let quotient = calculate(Operator::Divide, &x, &y);
        let less = compare(Comparison::Less, &x, &y);
        let large = compare(Comparison::Greater, &quotient, &Expr::value_of(1));
        let expressions = [
            x.clone(),
            calculate(Operator::Subtract, &calculate(Operator::Multiply, &x, &y), &x),
            Expr::new(Node::And(vec![less.clone(), Expr::new(Node::Not(large.clone()))])),
            Expr::new(Node::Or(vec![less, large.clone()])),
            large,
            quotient,
        ];
        for (a, b) in (-2..3).flat_map(|a| (-2..3).map(move |b| (Value::Int(a), Value::Int(b)))) {
            for expression in &expressions {
                let followed = expression.following(&[(&x, &a), (&y, &b)]);
                let written = expression.rewrite(&mut |part| {
                    let value = if *part == x { Some(&a) } else { Some(&b).filter(|_| *part == y) };
                    Ok(value.map(|value| Expr::new(Node::Value(value.clone()))))
                });
                match (followed, written) {
                    (Some(value), written) => assert_eq!(written.unwrap().known(), Some(&value)),
                    // A division by zero, or a fraction compared.
                    (None, written) => assert!(written.is_err() || b != Value::Int(1), "{expression:?}"),
                }
            }
        }
        assert_eq!(expressions[1].following(&[(&x, &Value::Int(1))]), None);
    }
}
