//! Events: joined, turned round, and on a condition.

use super::Given;
use super::quantity::both;
use super::term::Term;
use crate::error::Error;
use crate::question::{Expr, Node};
use std::ops::{BitAnd, BitOr, Not};

/// Something that happens or does not.
///
/// Events are joined with [`and`](Self::and) and [`or`](Self::or), or `&` and `|`; `!` is the opposite.
///
/// # Examples
/// ```
/// use prob::{Question, Sample};
/// let dice = Sample::dice(2, 6)?;
/// let event = dice.has(6) & !dice.sum().at_least(9);
/// assert_eq!(Question::probability(event)?.to_string(), "X ~ 2d6; P(6 in X and not sum(X) >= 9)");
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Event(Result<Term, Error>);

impl Event {
    pub(super) fn new(term: Result<Term, Error>) -> Self {
        Self(term)
    }

    pub(super) fn into_term(self) -> Result<Term, Error> {
        self.0
    }

    /// The event that both happen.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(2, 6)?;
    /// let question = Question::probability(dice.has(6).and(dice.has(5)))?;
    /// assert_eq!(question.to_string(), "X ~ 2d6; P(6 in X and 5 in X)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(both(self.0, other.0, |a, b| {
            Node::And(joined(a, b, |node| match node {
                Node::And(parts) => Some(parts),
                _ => None,
            }))
        }))
    }

    /// The event that at least one of them happens.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(2, 6)?;
    /// let question = Question::probability(dice.has(6).or(dice.has(5)))?;
    /// assert_eq!(question.to_string(), "X ~ 2d6; P(6 in X or 5 in X)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(both(self.0, other.0, |a, b| {
            Node::Or(joined(a, b, |node| match node {
                Node::Or(parts) => Some(parts),
                _ => None,
            }))
        }))
    }

    /// The opposite event.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let question = Question::probability(Sample::dice(4, 6)?.has(6).complement())?;
    /// assert_eq!(question.to_string(), "P(not 6 in 4d6)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn complement(self) -> Self {
        Self(self.0.map(|term| term.map(|event| Expr::new(Node::Not(event)))))
    }

    /// This event when it is known that another happens: A | B.
    ///
    /// # Examples
    /// ```
    /// use prob::{Question, Sample};
    /// let dice = Sample::dice(2, 6)?;
    /// let question = Question::probability(dice.sum().at_least(10).given(dice.has(6)))?;
    /// assert_eq!(question.to_string(), "X ~ 2d6; P(sum(X) >= 10 | 6 in X)");
    /// # Ok::<(), prob::Error>(())
    /// ```
    #[must_use]
    pub fn given(self, condition: Self) -> Given<Self> {
        Given { asked: self, condition: Some(condition) }
    }
}

/// The parts of both, so that `a and b and c` is one form of three.
fn joined(a: Expr, b: Expr, parts: impl Fn(&Node) -> Option<&Vec<Expr>>) -> Vec<Expr> {
    let of = |e: Expr| parts(e.node()).cloned().unwrap_or_else(|| vec![e.clone()]);
    [of(a), of(b)].concat()
}

impl BitAnd for Event {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.and(other)
    }
}

impl BitOr for Event {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.or(other)
    }
}

impl Not for Event {
    type Output = Self;

    fn not(self) -> Self {
        self.complement()
    }
}
