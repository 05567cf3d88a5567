//! Conditions as the options write them: `3`, `>=3`, `2..4`, `even`, `1,3,5`.

use crate::error::{Error, ErrorKind};
use crate::model::pattern::{Comparison, NumberClass};
use crate::model::{Pattern, Value};
use crate::number;
use crate::question::{Expr, Node, Operator};

/// What a number must satisfy.
///
/// # Examples
/// ```
/// use prob::cli::condition::Condition;
/// let pattern = Condition::parse("2..4")?.pattern();
/// assert!(pattern.matches(&3.into()) && !pattern.matches(&5.into()));
/// assert!(Condition::parse("about 3").is_err());
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Comparing like this with a number.
    Compare(Comparison, Value),
    /// From the first to the second, both included.
    Between(Value, Value),
    /// Even or odd.
    Class(NumberClass),
    /// One of several numbers.
    OneOf(Vec<Value>),
}

/// The signs of comparisons, longer ones first.
const SIGNS: [(&str, Comparison); 13] = [
    (">=", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    ("!=", Comparison::Unequal),
    ("<>", Comparison::Unequal),
    ("==", Comparison::Equal),
    ("≥", Comparison::AtLeast),
    ("≤", Comparison::AtMost),
    ("≠", Comparison::Unequal),
    (">", Comparison::Greater),
    ("<", Comparison::Less),
    ("=", Comparison::Equal),
    ("＞", Comparison::Greater),
    ("＜", Comparison::Less),
];

/// How a condition is written, for hints.
const FORMS: &str = "write `3`, `>=3`, `<=3`, `!=3`, `2..4`, `even`, `odd` or `1,3,5`";

impl Condition {
    /// The condition that the text says.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] for anything else, [`ErrorKind::Range`] for a range that runs backwards.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        match text {
            "even" => return Ok(Self::Class(NumberClass::Even)),
            "odd" => return Ok(Self::Class(NumberClass::Odd)),
            _ => {}
        }
        if let Some((comparison, rest)) = sign(text) {
            return Ok(Self::Compare(comparison, single(text, rest)?));
        }
        if let Some((low, high)) = text.split_once("..") {
            let (low, high) = (single(text, low)?, single(text, high)?);
            if low > high {
                return Err(Error::new(ErrorKind::Range, format!("the range `{text}` runs backwards"))
                    .hint(format!("write `{high}..{low}`")));
            }
            return Ok(Self::Between(low, high));
        }
        if text.contains(',') {
            let values = text.split(',').map(|part| single(text, part)).collect::<Result<Vec<_>, _>>()?;
            return Ok(Self::OneOf(values));
        }
        Ok(Self::Compare(Comparison::Equal, single(text, text)?))
    }

    /// The event that this number satisfies the condition.
    #[must_use]
    pub fn event(&self, of: &Expr) -> Expr {
        let compare = |comparison, value: &Value| {
            Expr::new(Node::Compare(comparison, of.clone(), Expr::value_of(value.clone())))
        };
        match self {
            Self::Compare(comparison, value) => compare(*comparison, value),
            Self::Between(low, high) => Expr::new(Node::And(vec![
                compare(Comparison::AtLeast, low),
                compare(Comparison::AtMost, high),
            ])),
            Self::Class(class) => {
                let rest = Node::Arithmetic(Operator::Modulo, of.clone(), Expr::value_of(2));
                let rest_of_class = i64::from(*class != NumberClass::Even);
                Expr::new(Node::Compare(Comparison::Equal, Expr::new(rest), Expr::value_of(rest_of_class)))
            }
            Self::OneOf(values) => {
                Expr::new(Node::Or(values.iter().map(|value| compare(Comparison::Equal, value)).collect()))
            }
        }
    }

    /// The condition as a pattern that an element of a sample may match.
    #[must_use]
    pub fn pattern(&self) -> Pattern {
        match self {
            Self::Compare(Comparison::Equal, value) => Pattern::Is(value.clone()),
            Self::Compare(comparison, value) => Pattern::Compare(*comparison, value.clone()),
            Self::Between(low, high) => Pattern::Between(low.clone(), high.clone()),
            Self::Class(class) => Pattern::Number(*class),
            Self::OneOf(values) => Pattern::Or(values.iter().cloned().map(Pattern::Is).collect()),
        }
    }
}

/// The sign of comparison with which the text begins, and the rest.
#[must_use]
pub fn sign(text: &str) -> Option<(Comparison, &str)> {
    SIGNS.iter().find_map(|(sign, comparison)| Some((*comparison, text.strip_prefix(sign)?)))
}

/// The one number that a part of a condition is.
fn single(whole: &str, part: &str) -> Result<Value, Error> {
    let unreadable = |error: Error| {
        if error.kind() == ErrorKind::Syntax {
            Error::new(ErrorKind::Syntax, format!("`{whole}` is not a condition")).hint(FORMS)
        } else {
            error
        }
    };
    number::parse_number(part).map(Value::number).map_err(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Outcomes;
    use proptest::prelude::*;

    /// Whether a number satisfies the condition, by its event.
    fn holds(condition: &Condition, n: i64) -> bool {
        let event = condition.event(&Expr::new(Node::Name(0)));
        event.evaluate(&mut Outcomes::new([Value::Int(n)])).unwrap() == Value::Truth(true)
    }

    #[test]
    fn every_form_is_read() {
        let satisfied = |text| -> Vec<i64> {
            let condition = Condition::parse(text).unwrap();
            (-1..=6).filter(|&n| holds(&condition, n)).collect()
        };
        assert_eq!(satisfied("3"), [3]);
        assert_eq!(satisfied("= 3"), [3]);
        assert_eq!(satisfied("-1"), [-1]);
        assert_eq!(satisfied(">=3"), [3, 4, 5, 6]);
        assert_eq!(satisfied("≥ 3"), [3, 4, 5, 6]);
        assert_eq!(satisfied("> 3"), [4, 5, 6]);
        assert_eq!(satisfied("<=1"), [-1, 0, 1]);
        assert_eq!(satisfied("<1"), [-1, 0]);
        assert_eq!(satisfied("!=3"), [-1, 0, 1, 2, 4, 5, 6]);
        assert_eq!(satisfied("2..4"), [2, 3, 4]);
        assert_eq!(satisfied("-1 .. 1"), [-1, 0, 1]);
        assert_eq!(satisfied("even"), [0, 2, 4, 6]);
        assert_eq!(satisfied("odd"), [-1, 1, 3, 5]);
        assert_eq!(satisfied("1, 3,5"), [1, 3, 5]);
        assert_eq!(satisfied("3.5"), [] as [i64; 0]);
    }

    #[test]
    fn what_is_no_condition_is_refused_with_the_forms() {
        for text in ["", "x", "3..", "..", ">", ">=x", "1,,2", "4..2", "3 4", "=>3", "2-4", "even odd", "3d6"]
        {
            let error = Condition::parse(text).unwrap_err();
            assert!(error.fix().is_some(), "{text}");
        }
        assert_eq!(Condition::parse("4..2").unwrap_err().fix(), Some("write `2..4`"));
    }

    proptest! {
        #[test]
        fn the_pattern_matches_what_satisfies_the_event(
            text in prop::sample::select(vec!["3", ">=3", "<2", "!=0", "-2..4", "even", "odd", "1,3,5"]),
            n in -8_i64..9,
        ) {
            let condition = Condition::parse(text).unwrap();
            prop_assert_eq!(condition.pattern().matches(&n.into()), holds(&condition, n));
        }
    }
}
