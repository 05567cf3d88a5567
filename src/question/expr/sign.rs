//! Signs and words that join expressions: operators and quantifiers.

/// Arithmetic on two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `mod`
    Modulo,
    /// `^`
    Power,
}

impl Operator {
    /// The sign in the question language.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "mod",
            Self::Power => "^",
        }
    }
}

/// What is made of the bodies of a quantifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// Every body holds.
    All,
    /// Some body holds.
    Any,
    /// How many bodies hold.
    Count,
    /// The sum of the bodies.
    Sum,
    /// The product of the bodies.
    Product,
    /// The least body.
    Min,
    /// The greatest body.
    Max,
}

impl Quantifier {
    /// The word in the question language.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
            Self::Count => "count",
            Self::Sum => "sum",
            Self::Product => "product",
            Self::Min => "min",
            Self::Max => "max",
        }
    }
}
