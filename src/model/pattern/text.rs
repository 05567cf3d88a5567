//! Patterns as the question language writes them.

use super::{NumberClass, Pattern};
use crate::model::value::write_joined;
use crate::model::{Level, Scale, Value};
use std::fmt;

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(label) => f.write_str(&label.label_text()),
            Self::Between(low, high) => write!(f, "{low}..{high}"),
            Self::Compare(comparison, value) => write!(f, "{} {value}", comparison.sign()),
            Self::Number(NumberClass::MultipleOf(k)) => write!(f, "multiple of {k}"),
            Self::Number(class) => f.write_str(match class {
                NumberClass::Even => "even",
                NumberClass::Odd => "odd",
                NumberClass::Prime => "prime",
                NumberClass::Composite => "composite",
                NumberClass::Square => "square",
                _ => "cube",
            }),
            Self::Vowel => f.write_str("vowel"),
            Self::Consonant => f.write_str("consonant"),
            Self::Rank(index) => write!(f, "{}", Level { scale: Scale::Rank, index: *index }),
            Self::Suit(suit) => f.write_str(suit.name()),
            Self::Color(color) => f.write_str(color),
            Self::Face => f.write_str("face"),
            Self::Not(pattern) => write!(f, "(not {pattern})"),
            Self::And(patterns) => write_operands(f, patterns, "and"),
            Self::Or(patterns)
                if patterns.iter().all(|p| matches!(p, Self::Is(v) if !matches!(v, Value::Card(_)))) =>
            {
                f.write_str("{")?;
                write_joined(f, patterns, ", ")?;
                f.write_str("}")
            }
            Self::Or(patterns) => write_operands(f, patterns, "or"),
        }
    }
}

fn write_operands(f: &mut fmt::Formatter<'_>, patterns: &[Pattern], word: &str) -> fmt::Result {
    f.write_str("(")?;
    write_joined(f, patterns, &format!(" {word} "))?;
    f.write_str(")")
}
