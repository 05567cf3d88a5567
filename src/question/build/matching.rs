//! What an element is asked to match, in words or as a value, read with the labels of the sample.

use crate::error::{Error, ErrorKind, nearest};
use crate::model::{Card, Level, Pattern, Scale, Value};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// What an element may match: a label (`"white"`, `6`), a word for several (`"ace"`, `"hearts"`, `"even"`), a range
/// (`5..=6`), several of these (`["A", "K"]`), or any [`Pattern`].
///
/// # Examples
/// ```
/// use prob::{Question, Sample};
/// let dice = Sample::dice(4, 6)?;
/// assert_eq!(Question::mean(dice.count(5..=6))?.to_string(), "E(count(5..6 in 4d6))");
/// assert_eq!(Question::mean(dice.count([1, 6]))?.to_string(), "E(count({1, 6} in 4d6))");
/// let error = Question::mean(dice.count("evne")).unwrap_err();
/// assert_eq!(error.to_string(), "no element is `evne`; did you mean `even`?");
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// A label, or a word for several labels.
    Word(Arc<str>),
    /// This pattern.
    Pattern(Pattern),
    /// At least one of these.
    Any(Vec<Match>),
}

impl From<&str> for Match {
    fn from(word: &str) -> Self {
        Self::Word(word.into())
    }
}

impl From<Pattern> for Match {
    fn from(pattern: Pattern) -> Self {
        Self::Pattern(pattern)
    }
}

impl From<Value> for Match {
    fn from(label: Value) -> Self {
        Self::Pattern(Pattern::Is(label))
    }
}

impl From<Card> for Match {
    fn from(card: Card) -> Self {
        Value::Card(card).into()
    }
}

impl<M: Into<Match>, const N: usize> From<[M; N]> for Match {
    fn from(several: [M; N]) -> Self {
        Self::Any(several.into_iter().map(Into::into).collect())
    }
}

macro_rules! integers_match {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Match {
            fn from(n: $integer) -> Self {
                Value::Int(n.into()).into()
            }
        }

        impl From<RangeInclusive<$integer>> for Match {
            fn from(range: RangeInclusive<$integer>) -> Self {
                let (first, last) = range.into_inner();
                Self::Pattern(Pattern::Between(Value::Int(first.into()), Value::Int(last.into())))
            }
        }
    )*};
}

integers_match!(i32 i64);

impl Match {
    /// The pattern among these labels; without labels, what the words say by themselves.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownLabel`] when no label matches, with the nearest word.
    pub(super) fn pattern(&self, labels: &[Value]) -> Result<Pattern, Error> {
        let pattern = match self {
            Self::Word(word) => of_word(word, labels),
            Self::Pattern(pattern) => Some(pattern.clone()),
            Self::Any(several) => {
                let several = several.iter().map(|one| one.pattern(labels)).collect::<Result<_, _>>()?;
                return Ok(Pattern::Or(several));
            }
        };
        let matches_some = |pattern: &Pattern| labels.is_empty() || labels.iter().any(|l| pattern.matches(l));
        pattern.filter(matches_some).ok_or_else(|| unknown(&self.to_string(), labels))
    }
}

impl std::fmt::Display for Match {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Pattern(pattern) => pattern.fmt(f),
            Self::Any(several) => crate::model::value::write_joined(f, several, " or "),
        }
    }
}

/// The pattern of a word: labels first, then what the elements are called.
fn of_word(word: &str, labels: &[Value]) -> Option<Pattern> {
    if let Some(label) = label(word, labels) {
        return Some(Pattern::Is(label));
    }
    let lower = word.to_lowercase();
    let ranked = |l: &Value| matches!(l, Value::Card(_) | Value::Level(Level { scale: Scale::Rank, .. }));
    let card = || word.parse::<Card>().ok().map(|card| Pattern::Is(Value::Card(card)));
    let cards = labels.iter().any(ranked).then(|| Pattern::card_word(&lower).or_else(card)).flatten();
    cards.or_else(|| Pattern::class_word(&lower))
}

/// The label that reads like this; `H` and `T` are heads and tails of a coin.
pub(super) fn label(word: &str, labels: &[Value]) -> Option<Value> {
    let reads = |word: &str| labels.iter().find(|label| label.to_string() == word).cloned();
    let is_side = |label: &Value| [Value::word("heads"), Value::word("tails")].contains(label);
    let side = |word| labels.iter().all(is_side).then(|| reads(word)).flatten();
    reads(word).or_else(|| match word {
        "H" => side("heads"),
        "T" => side("tails"),
        _ => None,
    })
}

/// The error for what no label matches.
pub(super) fn unknown(word: &str, labels: &[Value]) -> Error {
    let names: Vec<String> = labels.iter().map(ToString::to_string).collect();
    let cards = labels.iter().any(|label| matches!(label, Value::Card(_)));
    let numbers = labels.iter().any(Value::is_number);
    let words = Pattern::WORDS.iter().copied().filter(|word| {
        let class = Pattern::class_word(word).is_some();
        if class { numbers || cards } else { cards }
    });
    // Another number is no slip of the hand, and neither is another letter alone.
    let slip = word.chars().nth(1).is_some() && word.parse::<f64>().is_err();
    let near = nearest(word, names.iter().map(String::as_str).chain(words)).filter(|_| slip);
    let hint = match (near, names.as_slice()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, []) => "name a class, such as `even` or `prime`".to_owned(),
        (None, [one]) => format!("every element is {one}"),
        (None, [first, .., last]) if names.len() > 12 => {
            format!("the {} labels run from {first} to {last}", names.len())
        }
        (None, names) => format!("the labels are {}", names.join(", ")),
    };
    Error::new(ErrorKind::UnknownLabel, format!("no element is `{word}`")).hint(hint)
}
