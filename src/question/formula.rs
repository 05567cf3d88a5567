//! Expressions over the parts of one row of machine words, ready to be worked out many times without a value in between.

use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::question::evaluate::place;
use crate::question::{Expr, Node, Operator};

/// An expression over a row of machine words; truths are 0 and 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// This number.
    Known(i64),
    /// The part at this place, from 0.
    Part(usize),
    /// The sum of these.
    Sum(Vec<Formula>),
    /// What an operator makes of two numbers.
    Arithmetic(Operator, Box<(Formula, Formula)>),
    /// Whether two numbers compare like this.
    Compare(Comparison, Box<(Formula, Formula)>),
    /// Whether this does not hold.
    Not(Box<Formula>),
    /// Whether all of these hold, asked from the first to the last.
    All(Vec<Formula>),
    /// Whether any of these holds, asked from the first to the last.
    Any(Vec<Formula>),
    /// The second if the first holds, else the third.
    If(Box<(Formula, Formula, Formula)>),
    /// The least or the greatest of these.
    Extreme(bool, Vec<Formula>),
}

/// What is known of the row: at which depth it is bound, and of how many parts it is, if it is a row at all.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    /// The depth of the element that it is.
    pub depth: usize,
    /// How many parts it has; nothing for a single number.
    pub parts: Option<usize>,
}

impl Bound {
    /// The formulas of the parts of an expression that is a row like this one, or a number where this is one; nothing
    /// for what is not arithmetic on its parts.
    #[must_use]
    pub fn row(self, expr: &Expr) -> Option<Vec<Formula>> {
        let Some(parts) = self.parts else { return Some(vec![self.number(expr)?]) };
        let row: Vec<Formula> = match expr.node() {
            Node::Element(depth) if *depth == self.depth => (0..parts).map(Formula::Part).collect(),
            Node::Row(items) => items.iter().map(|item| self.number(item)).collect::<Option<_>>()?,
            Node::Value(Value::Row(items)) => items.iter().map(whole).collect::<Option<_>>()?,
            _ => return None,
        };
        (row.len() == parts).then_some(row)
    }

    /// The formula of a number; nothing for what is no arithmetic on the row's parts.
    #[must_use]
    pub fn number(self, expr: &Expr) -> Option<Formula> {
        let numbers = |parts: &[Expr]| parts.iter().map(|part| self.number(part)).collect::<Option<_>>();
        match expr.node() {
            Node::Value(value) => whole(value),
            Node::Element(depth) => {
                (*depth == self.depth && self.parts.is_none()).then_some(Formula::Part(0))
            }
            Node::At(row, index) => {
                let is_it = matches!(row.node(), Node::Element(depth) if *depth == self.depth);
                let place = place(index.known()?, self.parts.filter(|_| is_it)?).ok()?;
                Some(Formula::Part(place))
            }
            Node::Sum(parts) => Some(Formula::Sum(numbers(parts)?)),
            // Quotients are fractions, and powers soon leave the machine words.
            Node::Arithmetic(Operator::Divide | Operator::Power, ..) => None,
            Node::Arithmetic(operator, a, b) => {
                Some(Formula::Arithmetic(*operator, Box::new((self.number(a)?, self.number(b)?))))
            }
            Node::If(condition, then, otherwise) => {
                let parts = (self.truth(condition)?, self.number(then)?, self.number(otherwise)?);
                Some(Formula::If(Box::new(parts)))
            }
            // |x| is the greater of x and −x.
            Node::Call(function, parts) if function.name == "abs" => {
                let number = self.number(&parts[0])?;
                let opposite = (Formula::Known(0), number.clone());
                let opposite = Formula::Arithmetic(Operator::Subtract, Box::new(opposite));
                Some(Formula::Extreme(true, vec![number, opposite]))
            }
            Node::Call(function, parts) if parts.len() > 1 && matches!(function.name, "min" | "max") => {
                Some(Formula::Extreme(function.name == "max", numbers(parts)?))
            }
            _ => None,
        }
    }

    /// The formula of an event; nothing for what does not compare numbers made of the row's parts.
    #[must_use]
    pub fn truth(self, expr: &Expr) -> Option<Formula> {
        let truths = |parts: &[Expr]| parts.iter().map(|part| self.truth(part)).collect::<Option<_>>();
        match expr.node() {
            Node::Value(Value::Truth(truth)) => Some(Formula::Known(i64::from(*truth))),
            Node::Not(event) => Some(Formula::Not(Box::new(self.truth(event)?))),
            Node::And(parts) => Some(Formula::All(truths(parts)?)),
            Node::Or(parts) => Some(Formula::Any(truths(parts)?)),
            Node::Compare(comparison, a, b) => {
                Some(Formula::Compare(*comparison, Box::new((self.number(a)?, self.number(b)?))))
            }
            _ => None,
        }
    }
}

fn whole(value: &Value) -> Option<Formula> {
    match value {
        Value::Int(n) => Some(Formula::Known(*n)),
        _ => None,
    }
}

impl Formula {
    /// What it is worth for this row; nothing where a number leaves the machine words or has no value.
    #[must_use]
    pub fn of(&self, row: &[i64]) -> Option<i64> {
        Some(match self {
            Self::Known(n) => *n,
            Self::Part(place) => *row.get(*place)?,
            Self::Sum(parts) => parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(part.of(row)?))?,
            Self::Arithmetic(operator, both) => calculate(*operator, both.0.of(row)?, both.1.of(row)?)?,
            Self::Compare(comparison, both) => {
                i64::from(comparison.holds(both.0.of(row)?.cmp(&both.1.of(row)?)))
            }
            Self::Not(event) => i64::from(event.of(row)? == 0),
            Self::All(parts) => i64::from(!Self::some(parts, row, false)?),
            Self::Any(parts) => i64::from(Self::some(parts, row, true)?),
            Self::If(parts) => {
                let (condition, then, otherwise) = parts.as_ref();
                if condition.of(row)? == 0 { otherwise.of(row)? } else { then.of(row)? }
            }
            Self::Extreme(greatest, parts) => {
                let mut parts = parts.iter();
                let first = parts.next()?.of(row)?;
                parts.try_fold(first, |extreme, part| {
                    let other = part.of(row)?;
                    Some(if *greatest { extreme.max(other) } else { extreme.min(other) })
                })?
            }
        })
    }

    /// Whether any of these is this truth; those after it are not worked out.
    fn some(parts: &[Self], row: &[i64], truth: bool) -> Option<bool> {
        for part in parts {
            if (part.of(row)? != 0) == truth {
                return Some(true);
            }
        }
        Some(false)
    }
}

fn calculate(operator: Operator, a: i64, b: i64) -> Option<i64> {
    match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Modulo => a.checked_rem_euclid(b.checked_abs()?),
        Operator::Divide | Operator::Power => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Outcomes;
    use crate::statistic::function;
    use proptest::prelude::*;

    const PARTS: usize = 3;
    const BOUND: Bound = Bound { depth: 0, parts: Some(PARTS) };

    fn leaf() -> BoxedStrategy<Expr> {
        let part =
            |place: usize| Expr::new(Node::At(Expr::new(Node::Element(0)), Expr::value_of(place as i64)));
        let known = prop_oneof![-5_i64..6, Just(i64::MAX), Just(i64::MIN)].prop_map(Expr::value_of);
        prop_oneof![known, (1..=PARTS).prop_map(part)].boxed()
    }

    /// Numbers, and events about them.
    fn numbers() -> impl Strategy<Value = Expr> {
        leaf().prop_recursive(4, 24, 3, |inner| {
            let operators = prop_oneof![
                Just(Operator::Add),
                Just(Operator::Subtract),
                Just(Operator::Multiply),
                Just(Operator::Modulo)
            ];
            let pair = (inner.clone(), inner.clone());
            let extreme = (any::<bool>(), pair.clone()).prop_map(|(greatest, (a, b))| {
                let function = function(if greatest { "max" } else { "min" }, 2).unwrap();
                Expr::new(Node::Call(function, vec![a, b]))
            });
            let chosen = (events(inner.clone().boxed()), pair.clone())
                .prop_map(|(event, (a, b))| Expr::new(Node::If(event, a, b)));
            prop_oneof![
                (operators, pair).prop_map(|(o, (a, b))| Expr::new(Node::Arithmetic(o, a, b))),
                prop::collection::vec(inner, 1..4).prop_map(|parts| Expr::new(Node::Sum(parts))),
                extreme,
                chosen,
            ]
        })
    }

    fn events(numbers: BoxedStrategy<Expr>) -> impl Strategy<Value = Expr> {
        let comparisons = prop_oneof![
            Just(Comparison::Less),
            Just(Comparison::AtMost),
            Just(Comparison::Equal),
            Just(Comparison::Unequal),
            Just(Comparison::Greater)
        ];
        let compared = (comparisons, numbers.clone(), numbers)
            .prop_map(|(comparison, a, b)| Expr::new(Node::Compare(comparison, a, b)));
        compared.prop_recursive(2, 8, 3, |inner| {
            let several = prop::collection::vec(inner.clone(), 1..4);
            prop_oneof![
                inner.prop_map(|event| Expr::new(Node::Not(event))),
                several.clone().prop_map(|parts| Expr::new(Node::And(parts))),
                several.prop_map(|parts| Expr::new(Node::Or(parts))),
            ]
        })
    }

    proptest! {
        #[test]
        fn formulas_are_worth_what_their_expressions_are(
            number in numbers(), event in events(leaf().boxed()), row in prop::collection::vec(-4_i64..5, PARTS)
        ) {
            let state = Value::row(row.iter().copied().map(Value::Int));
            let by_definition =
                |e: &Expr| e.with_element(0, &state).ok()?.evaluate(&mut Outcomes::default()).ok();
            // A number that leaves the machine words on the way is left to the definitions.
            if let Some(worth) = BOUND.number(&number).unwrap().of(&row) {
                prop_assert_eq!(by_definition(&number), Some(Value::Int(worth)));
            }
            if let Some(worth) = BOUND.truth(&event).unwrap().of(&row) {
                prop_assert_eq!(by_definition(&event), Some(Value::Truth(worth != 0)));
            }
        }
    }

    #[test]
    fn rows_are_taken_apart() {
        let state = Expr::new(Node::Element(0));
        let same: Vec<Formula> = (0..PARTS).map(Formula::Part).collect();
        assert_eq!(BOUND.row(&state), Some(same));
        assert_eq!(Bound { depth: 0, parts: None }.row(&state), Some(vec![Formula::Part(0)]));
        assert_eq!(BOUND.row(&Expr::value_of(3)), None);
        let beyond = Expr::new(Node::At(state, Expr::value_of(4)));
        assert_eq!(BOUND.number(&beyond), None);
        assert_eq!(Formula::Sum(vec![Formula::Known(i64::MAX), Formula::Known(1)]).of(&[]), None);
    }
}
