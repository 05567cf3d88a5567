//! What an experiment may show and an expression may be worth: numbers, truths, labels, cards, rows and sets of these.

use crate::model::Level;
use crate::model::{Card, Pattern};
use crate::number;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// An exact value. Numbers compare as numbers whatever their size; other kinds compare only within their kind
/// (and between kinds by a fixed order that means nothing, so that any values can be sorted).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// True or false.
    Truth(bool),
    /// An integer that fits a machine word.
    Int(i64),
    /// Any other number; never an integer that fits a machine word (see [`Value::number`]).
    Ratio(Arc<BigRational>),
    /// A named step of an ordered scale: a rank of cards, a poker category.
    Level(Level),
    /// A label: a colour of an urn, a letter, heads or tails.
    Word(Arc<str>),
    /// A playing card.
    Card(Card),
    /// The sizes of the groups of equal elements, largest first.
    Shape(Arc<[u64]>),
    /// A sample, a row or a tuple, in order.
    Row(Arc<[Value]>),
    /// A set: sorted, without repetition.
    Set(Arc<[Value]>),
    /// A pattern that elements may match.
    Pattern(Arc<Pattern>),
}

impl Value {
    /// The value of an exact number, in the one form that equal numbers share.
    ///
    /// # Examples
    /// ```
    /// use num_rational::BigRational;
    /// use prob::model::Value;
    /// assert_eq!(Value::number(BigRational::new(6.into(), 3.into())), Value::Int(2));
    /// ```
    #[must_use]
    pub fn number(ratio: BigRational) -> Self {
        match ratio.is_integer().then(|| ratio.numer().to_i64()).flatten() {
            Some(small) => Self::Int(small),
            None => Self::Ratio(Arc::new(ratio)),
        }
    }

    /// The value of an integer of any size.
    #[must_use]
    pub fn integer(n: BigInt) -> Self {
        match n.to_i64() {
            Some(small) => Self::Int(small),
            None => Self::Ratio(Arc::new(BigRational::from_integer(n))),
        }
    }

    /// A label.
    #[must_use]
    pub fn word(text: &str) -> Self {
        Self::Word(Arc::from(text))
    }

    /// A row of these values.
    #[must_use]
    pub fn row(values: impl IntoIterator<Item = Value>) -> Self {
        Self::Row(values.into_iter().collect())
    }

    /// The set of these values.
    #[must_use]
    pub fn set(values: impl IntoIterator<Item = Value>) -> Self {
        let mut values: Vec<Value> = values.into_iter().collect();
        values.sort();
        values.dedup();
        Self::Set(values.into())
    }

    /// The number that this value is, if it is one.
    #[must_use]
    pub fn ratio(&self) -> Option<BigRational> {
        match self {
            Self::Int(n) => Some(BigRational::from_integer(BigInt::from(*n))),
            Self::Ratio(r) => Some(r.as_ref().clone()),
            _ => None,
        }
    }

    /// Whether this is a number.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Int(_) | Self::Ratio(_))
    }

    /// The elements of a row or a set; a single outcome is a sample of one.
    #[must_use]
    pub fn elements(&self) -> &[Value] {
        match self {
            Self::Row(values) | Self::Set(values) => values,
            other => std::slice::from_ref(other),
        }
    }

    /// The kind of this value in words, for messages: `a number`, `a card`, `an event` ….
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Truth(_) => "an event",
            Self::Int(_) | Self::Ratio(_) => "a number",
            Self::Level(level) => level.scale.kind(),
            Self::Word(_) => "a label",
            Self::Card(_) => "a card",
            Self::Shape(_) => "a shape",
            Self::Row(_) => "a sample",
            Self::Set(_) => "a set",
            Self::Pattern(_) => "a pattern",
        }
    }

    /// A label as the question language writes it: cards, and words that are no plain names, in quotes.
    ///
    /// # Examples
    /// ```
    /// use prob::model::Value;
    /// assert_eq!(Value::word("blue").label_text(), "blue");
    /// assert_eq!(Value::word("dark blue").label_text(), "\"dark blue\"");
    /// assert_eq!(Value::Int(6).label_text(), "6");
    /// ```
    #[must_use]
    pub fn label_text(&self) -> String {
        let text = self.to_string();
        let plain =
            text.starts_with(char::is_alphabetic) && text.chars().all(|c| c.is_alphanumeric() || c == '_');
        match self {
            Self::Card(_) => format!("\"{text}\""),
            Self::Word(_) if !plain => format!("\"{text}\""),
            _ => text,
        }
    }

    /// The place of this kind in the order between kinds.
    fn order(&self) -> u8 {
        match self {
            Self::Truth(_) => 0,
            Self::Int(_) | Self::Ratio(_) => 1,
            Self::Level(_) => 2,
            Self::Word(_) => 3,
            Self::Card(_) => 4,
            Self::Shape(_) => 5,
            Self::Row(_) => 6,
            Self::Set(_) => 7,
            Self::Pattern(_) => 8,
        }
    }
}

impl Hash for Value {
    /// Fractions by their two parts, which lowest terms make unique: their own hash expands them as continued fractions,
    /// one recursion for each term.
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Truth(truth) => truth.hash(state),
            Self::Int(n) => n.hash(state),
            Self::Ratio(ratio) => (ratio.numer(), ratio.denom()).hash(state),
            Self::Level(level) => level.hash(state),
            Self::Word(word) => word.hash(state),
            Self::Card(card) => card.hash(state),
            Self::Shape(sizes) => sizes.hash(state),
            Self::Row(values) | Self::Set(values) => values.hash(state),
            Self::Pattern(pattern) => pattern.hash(state),
        }
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a.cmp(b),
            (Self::Truth(a), Self::Truth(b)) => a.cmp(b),
            (Self::Ratio(a), Self::Ratio(b)) => number::compare(a, b),
            (Self::Int(a), Self::Ratio(b)) => compare_small(*a, b),
            (Self::Ratio(a), Self::Int(b)) => compare_small(*b, a).reverse(),
            (Self::Level(a), Self::Level(b)) => a.cmp(b),
            (Self::Word(a), Self::Word(b)) => a.cmp(b),
            (Self::Card(a), Self::Card(b)) => a.cmp(b),
            // 1+1+1+1+1 before 2+1+1+1 before … before 5: the order in which groups grow.
            (Self::Shape(a), Self::Shape(b)) => a.cmp(b),
            (Self::Row(a), Self::Row(b)) | (Self::Set(a), Self::Set(b)) => a.cmp(b),
            (Self::Pattern(a), Self::Pattern(b)) => a.cmp(b),
            _ => self.order().cmp(&other.order()),
        }
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// How a machine integer compares with a number that is not one.
fn compare_small(a: i64, b: &BigRational) -> Ordering {
    if b.is_integer() {
        // Beyond the range of machine integers, so only its sign matters.
        return if b.is_positive() { Ordering::Less } else { Ordering::Greater };
    }
    (b.denom() * a).cmp(b.numer())
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::word(text)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truth(truth) => write!(f, "{truth}"),
            Self::Int(n) => write!(f, "{n}"),
            Self::Ratio(r) => write!(f, "{r}"),
            Self::Level(level) => write!(f, "{level}"),
            Self::Word(text) => f.write_str(text),
            Self::Card(card) => write!(f, "{card}"),
            Self::Shape(groups) => write_joined(f, groups, "+"),
            Self::Row(values) => {
                f.write_str("(")?;
                write_joined(f, values, ", ")?;
                f.write_str(")")
            }
            Self::Set(values) => {
                f.write_str("{")?;
                write_joined(f, values, ", ")?;
                f.write_str("}")
            }
            Self::Pattern(pattern) => write!(f, "{pattern}"),
        }
    }
}

/// The items with a separator between them.
pub(crate) fn write_joined<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    items: &[T],
    separator: &str,
) -> fmt::Result {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            f.write_str(separator)?;
        }
        write!(f, "{item}")?;
    }
    Ok(())
}
