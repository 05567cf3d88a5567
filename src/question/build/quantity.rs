//! Quantities, what they are compared with, and conditions.

use super::Event;
use super::applied::function;
use super::matching::{Match, label, unknown};
use super::term::Term;
use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Pattern, Value};
use crate::question::{Expr, Node, Operator};
use std::ops::{Add, Mul, Rem, Sub};
use std::sync::Arc;

/// A number, a label or another value that depends on chance: a sum, a card, a poker category.
///
/// Quantities are added, subtracted and multiplied with `+`, `-`, `*`, and `%` is the remainder.
///
/// # Examples
/// ```
/// use prob::{Question, Sample};
/// let (red, blue) = (Sample::dice(1, 6)?, Sample::dice(1, 8)?);
/// let question = Question::probability((red.sum() - blue.sum()).equals(0))?;
/// assert_eq!(question.to_string(), "P(sum(d6) - sum(d8) = 0)");
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Quantity {
    term: Result<Term, Error>,
    /// The values that have names, for comparing with words.
    labels: Arc<[Value]>,
}

impl Quantity {
    pub(super) fn new(term: Result<Term, Error>, labels: &[Value]) -> Self {
        Self { term, labels: labels.into() }
    }

    pub(super) fn with_labels(self, labels: Vec<Value>) -> Self {
        Self { labels: labels.into(), ..self }
    }

    pub(super) fn into_term(self) -> Result<Term, Error> {
        self.term
    }

    /// The event that both are equal; words name labels and poker categories.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(2, 6)?;
    /// let question = Question::probability(dice.sum().equals(7))?;
    /// assert_eq!(question.to_string(), "P(sum(2d6) = 7)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn equals(&self, other: impl Into<Operand>) -> Event {
        self.compare(Comparison::Equal, other.into())
    }

    /// The event that they differ.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(2, 6)?;
    /// let question = Question::probability(dice.sum().differs_from(7))?;
    /// assert_eq!(question.to_string(), "P(sum(2d6) != 7)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn differs_from(&self, other: impl Into<Operand>) -> Event {
        self.compare(Comparison::Unequal, other.into())
    }

    /// The event that it is as large, or larger.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(2, 6)?;
    /// let question = Question::probability(dice.sum().at_least(10))?;
    /// assert_eq!(question.to_string(), "P(sum(2d6) >= 10)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn at_least(&self, other: impl Into<Operand>) -> Event {
        self.compare(Comparison::AtLeast, other.into())
    }

    /// The event that it is as large, or smaller.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(2, 6)?;
    /// let question = Question::probability(dice.sum().at_most(4))?;
    /// assert_eq!(question.to_string(), "P(sum(2d6) <= 4)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn at_most(&self, other: impl Into<Operand>) -> Event {
        self.compare(Comparison::AtMost, other.into())
    }

    /// The event that it is larger.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(2, 6)?;
    /// let question = Question::probability(dice.sum().more_than(10))?;
    /// assert_eq!(question.to_string(), "P(sum(2d6) > 10)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn more_than(&self, other: impl Into<Operand>) -> Event {
        self.compare(Comparison::Greater, other.into())
    }

    /// The event that it is smaller.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(2, 6)?;
    /// let question = Question::probability(dice.sum().less_than(4))?;
    /// assert_eq!(question.to_string(), "P(sum(2d6) < 4)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn less_than(&self, other: impl Into<Operand>) -> Event {
        self.compare(Comparison::Less, other.into())
    }

    /// The event that it lies from `low` to `high`, both included.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let question = Question::probability(Sample::dice(2, 6)?.sum().between(5, 9))?;
    /// assert_eq!(question.to_string(), "X ~ 2d6; P(sum(X) >= 5 and sum(X) <= 9)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn between(&self, low: impl Into<Operand>, high: impl Into<Operand>) -> Event {
        self.at_least(low).and(self.at_most(high))
    }

    /// The event that it matches: a label, a category, or a word for several labels.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Population;
    /// use prob::{Question, Sample};
    /// let cards = Sample::draw(2, &Population::deck(52)?)?.named("H");
    /// let question = Question::probability(cards.at(1).is("spades"))?;
    /// assert_eq!(question.to_string(), "H ~ draw 2 from deck; P(spades in H[1])");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn is(&self, what: impl Into<Match>) -> Event {
        let what = what.into();
        let made = || {
            let term = self.term.clone()?;
            match what.pattern(&self.labels)? {
                Pattern::Is(label) => Ok(term.map(|quantity| {
                    Expr::new(Node::Compare(Comparison::Equal, quantity, Expr::value_of(label)))
                })),
                pattern => {
                    let contains = function("contains")?;
                    let pattern = Expr::value_of(Value::Pattern(Arc::new(pattern)));
                    Ok(term.map(|quantity| Expr::new(Node::Call(contains, vec![pattern, quantity]))))
                }
            }
        };
        Event::new(made())
    }

    /// This quantity when it is known that an event happens, for a mean or a distribution.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(2, 6)?;
    /// let question = Question::mean(dice.sum().given(dice.has(6)))?;
    /// assert_eq!(question.to_string(), "X ~ 2d6; E(sum(X) | 6 in X)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn given(self, condition: Event) -> Given<Self> {
        Given { asked: self, condition: Some(condition) }
    }

    fn compare(&self, comparison: Comparison, other: Operand) -> Event {
        let other = match other {
            Operand::Quantity(other) => other,
            Operand::Word(word) => {
                let named = label(&word, &self.labels).ok_or_else(|| unknown(&word, &self.labels));
                Self::new(named.map(|label| Term::known(Expr::value_of(label))), &[])
            }
        };
        Event::new(both(self.term.clone(), other.term, |a, b| Node::Compare(comparison, a, b)))
    }

    fn calculate(self, operator: Operator, other: Self) -> Self {
        let term = both(self.term, other.term, |a, b| Node::Arithmetic(operator, a, b));
        Self::new(term, &[])
    }
}

/// The term of a form with two parts; the first mistake counts.
pub(super) fn both(
    a: Result<Term, Error>,
    b: Result<Term, Error>,
    make: impl FnOnce(Expr, Expr) -> Node,
) -> Result<Term, Error> {
    a?.with(&b?, |a, b| Expr::new(make(a, b)))
}

impl From<Value> for Quantity {
    fn from(value: Value) -> Self {
        Self::new(Ok(Term::known(Expr::value_of(value))), &[])
    }
}

/// What a quantity is compared with: a number, another quantity, or a word that names a label.
#[derive(Clone, Debug)]
pub enum Operand {
    /// A number or another quantity.
    Quantity(Quantity),
    /// The name of a label or a category.
    Word(Arc<str>),
}

impl From<&str> for Operand {
    fn from(word: &str) -> Self {
        Self::Word(word.into())
    }
}

impl From<Quantity> for Operand {
    fn from(quantity: Quantity) -> Self {
        Self::Quantity(quantity)
    }
}

impl From<Value> for Operand {
    fn from(value: Value) -> Self {
        Self::Quantity(value.into())
    }
}

macro_rules! integers_are_quantities {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Quantity {
            fn from(n: $integer) -> Self {
                Value::Int(n.into()).into()
            }
        }

        impl From<$integer> for Operand {
            fn from(n: $integer) -> Self {
                Self::Quantity(n.into())
            }
        }
    )*};
}

integers_are_quantities!(i32 i64);

macro_rules! arithmetic_of_quantities {
    ($($of:ident $method:ident $operator:ident),*) => {$(
        impl<Q: Into<Quantity>> $of<Q> for Quantity {
            type Output = Quantity;

            fn $method(self, other: Q) -> Quantity {
                self.calculate(Operator::$operator, other.into())
            }
        }
    )*};
}

arithmetic_of_quantities!(Add add Add, Sub sub Subtract, Mul mul Multiply, Rem rem Modulo);

/// An event or a quantity, perhaps on a condition.
#[derive(Clone, Debug)]
pub struct Given<T> {
    pub(super) asked: T,
    pub(super) condition: Option<Event>,
}

impl<T> From<T> for Given<T> {
    fn from(asked: T) -> Self {
        Self { asked, condition: None }
    }
}
