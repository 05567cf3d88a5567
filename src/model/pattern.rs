//! What an element of a sample can be asked to match: a label, a range, a comparison, a class of numbers or cards.

mod comparison;
mod number_class;
mod text;

pub use comparison::Comparison;
pub use number_class::NumberClass;

use crate::error::{Error, ErrorKind};
use crate::model::{Card, Level, Scale, Suit, Value};
use num_traits::ToPrimitive;

/// What an element may match.
///
/// # Examples
/// ```
/// use prob::model::{Pattern, pattern::NumberClass};
/// assert!(Pattern::Number(NumberClass::Odd).matches(&3.into()));
/// assert!(Pattern::card_word("ace").unwrap().matches(&prob::model::Value::Card("As".parse()?)));
/// # Ok::<(), prob::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pattern {
    /// Equal to this label.
    Is(Value),
    /// A number from the first to the last, both included.
    Between(Value, Value),
    /// Comparing like this with the value.
    Compare(Comparison, Value),
    /// A class of integers.
    Number(NumberClass),
    /// A letter a, e, i, o or u.
    Vowel,
    /// Any other letter of the alphabet.
    Consonant,
    /// Cards of this rank of the French pack.
    Rank(u8),
    /// Cards of this suit.
    Suit(Suit),
    /// Cards of this colour.
    Color(String),
    /// Jacks, queens and kings.
    Face,
    /// What does not match the pattern.
    Not(Box<Pattern>),
    /// What matches all of these.
    And(Vec<Pattern>),
    /// What matches at least one of these.
    Or(Vec<Pattern>),
}

impl Pattern {
    /// Whether an element with this label matches.
    #[must_use]
    pub fn matches(&self, label: &Value) -> bool {
        let integer = || match label {
            Value::Int(n) => Some(*n),
            Value::Ratio(_) => None,
            _ => rank(label),
        };
        match (self, label) {
            (Self::Is(value), _) => value == label,
            (Self::Between(low, high), _) => same_kind(low, label)
                .is_some_and(|l| low <= &l && same_kind(high, label).is_some_and(|l| &l <= high)),
            (Self::Compare(comparison, value), _) => {
                same_kind(value, label).is_some_and(|label| comparison.holds(label.cmp(value)))
            }
            (Self::Number(class), _) => integer().is_some_and(|n| class.contains(n)),
            (Self::Vowel, Value::Word(text)) => is_letter(text, |c| "aeiou".contains(c)),
            (Self::Consonant, Value::Word(text)) => is_letter(text, |c| !"aeiou".contains(c)),
            (Self::Rank(rank), Value::Card(card)) => card.rank == i64::from(*rank),
            (Self::Rank(rank), Value::Level(Level { scale: Scale::Rank, index })) => rank == index,
            (Self::Rank(rank), Value::Int(n)) => i64::from(*rank) == *n,
            (Self::Suit(suit), Value::Card(card)) => &card.suit == suit,
            (Self::Suit(suit), Value::Word(text)) => suit.name() == text.as_ref(),
            (Self::Color(color), Value::Card(card)) => card.suit.color() == color,
            (Self::Color(color), Value::Word(text)) => color == text.as_ref(),
            (Self::Face, Value::Card(Card { rank: 11..=13, suit })) => !matches!(suit, Suit::Named(_)),
            (Self::Face, Value::Level(Level { scale: Scale::Rank, index: 11..=13 })) => true,
            (Self::Not(pattern), _) => !pattern.matches(label),
            (Self::And(patterns), _) => patterns.iter().all(|p| p.matches(label)),
            (Self::Or(patterns), _) => patterns.iter().any(|p| p.matches(label)),
            _ => false,
        }
    }

    /// The pattern that a word stands for among cards: a rank, a suit in singular or plural, a colour, or `face`.
    #[must_use]
    pub fn card_word(word: &str) -> Option<Self> {
        let suit =
            Suit::FRENCH.into_iter().find(|s| s.name() == word || &s.name()[..s.name().len() - 1] == word);
        if let Some(suit) = suit {
            return Some(Self::Suit(suit));
        }
        let singular = word.strip_suffix('s').unwrap_or(word);
        match (word, singular) {
            ("red" | "black", _) => Some(Self::Color(word.to_owned())),
            ("face" | "faces", _) => Some(Self::Face),
            (_, rank) => Scale::Rank.level(rank).map(|level| Self::Rank(level.index)),
        }
    }

    /// The pattern that a word stands for among numbers and letters: `even`, `odd`, `prime`, `composite`, `square`,
    /// `cube`, `vowel`, `consonant`.
    #[must_use]
    pub fn class_word(word: &str) -> Option<Self> {
        Some(match word {
            "even" => Self::Number(NumberClass::Even),
            "odd" => Self::Number(NumberClass::Odd),
            "prime" => Self::Number(NumberClass::Prime),
            "composite" => Self::Number(NumberClass::Composite),
            "square" => Self::Number(NumberClass::Square),
            "cube" => Self::Number(NumberClass::Cube),
            "vowel" => Self::Vowel,
            "consonant" => Self::Consonant,
            _ => return None,
        })
    }

    /// Whether a class says anything of such a label: numbers are even or odd, letters vowels or consonants; ranks with
    /// names are neither.
    #[must_use]
    pub fn speaks_of(&self, label: &Value) -> bool {
        match (self, label) {
            (Self::Number(_), _) => !matches!(label, Value::Level(_) | Value::Word(_)),
            (Self::Vowel | Self::Consonant, _) => {
                !label.is_number() && !matches!(label, Value::Card(_) | Value::Level(_))
            }
            _ => true,
        }
    }

    /// The words that [`Pattern::card_word`] and [`Pattern::class_word`] know, for completion and near misses.
    pub const WORDS: [&'static str; 25] = [
        "ace",
        "king",
        "queen",
        "jack",
        "clubs",
        "diamonds",
        "hearts",
        "spades",
        "club",
        "diamond",
        "heart",
        "spade",
        "red",
        "black",
        "face",
        "even",
        "odd",
        "prime",
        "composite",
        "square",
        "cube",
        "vowel",
        "consonant",
        "joker",
        "multiple",
    ];
}

/// The rank of a card or of a rank, where a numeric pattern such as `2..10` or `>= 8` can speak of it.
fn rank(label: &Value) -> Option<i64> {
    match label {
        Value::Card(card) => Some(card.rank),
        Value::Level(Level { scale: Scale::Rank, index }) => Some(i64::from(*index)),
        _ => None,
    }
}

/// The label in the kind of the bound that it is compared with, if it has one.
fn same_kind(bound: &Value, label: &Value) -> Option<Value> {
    match (bound, label) {
        _ if bound.is_number() && label.is_number() => Some(label.clone()),
        (Value::Int(_), _) => rank(label).map(Value::Int),
        (Value::Level(Level { scale: Scale::Rank, .. }), _) => match rank(label) {
            Some(n) => u8::try_from(n).ok().map(|index| Value::Level(Level { scale: Scale::Rank, index })),
            None => None,
        },
        (Value::Level(a), Value::Level(b)) if a.scale == b.scale => Some(label.clone()),
        _ => None,
    }
}

/// Whether the text is one letter of the Latin alphabet for which this holds, in either case.
fn is_letter(text: &str, holds: impl Fn(char) -> bool) -> bool {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(c), None) => c.is_ascii_alphabetic() && holds(c.to_ascii_lowercase()),
        _ => false,
    }
}

/// A bound of a range as a machine integer, for listing.
///
/// # Errors
/// When it is not an integer that fits.
pub fn small_integer(value: &Value) -> Result<i64, Error> {
    let fits = match value {
        Value::Int(n) => Some(*n),
        Value::Ratio(r) if r.is_integer() => r.numer().to_i64(),
        _ => None,
    };
    fits.ok_or_else(|| Error::new(ErrorKind::Kind, format!("{value} is not a whole number of ordinary size")))
}
