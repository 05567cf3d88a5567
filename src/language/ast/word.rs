//! The words and signs that the language itself gives a meaning.

/// Gives an enumeration of words its list, the spelling of each, and the way back.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// All of them, in the order of the reference.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The spelling in the language.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The one with this spelling.
            #[must_use]
            pub fn from_text(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// How a question is to be treated.
    Verb {
        /// No verb: the exact answer. Its spelling is empty.
        Answer = "",
        /// The derivation, line by line.
        Explain = "explain",
        /// The exact answer beside a simulation.
        Verify = "verify",
        /// The outcomes of an experiment.
        List = "list",
        /// A probability tree.
        Tree = "tree",
        /// A chart.
        Plot = "plot",
        /// Several questions side by side.
        Compare = "compare",
        /// A simulation only.
        Simulate = "simulate",
        /// Whether a student's formula is right.
        Check = "check",
    }
}

words! {
    /// The form of an answer.
    Format {
        /// `1/6`
        Fraction = "fraction",
        /// `0.166…`
        Decimal = "decimal",
        /// `16.6… %`
        Percent = "percent",
        /// `1 : 5`
        Odds = "odds",
        /// A formula for a typesetter.
        Latex = "latex",
        /// One object a line.
        Json = "json",
        /// A table for a spreadsheet.
        Csv = "csv",
    }
}

words! {
    /// Which value a search wants.
    Goal {
        /// The first value for which the condition holds.
        Least = "least",
        /// The last one.
        Greatest = "greatest",
        /// The roots of an equation.
        Solve = "solve",
    }
}

words! {
    /// What is asked of an event, a number or a sample. `D(X)` is read as `Var(X)`.
    Measure {
        /// Probability of an event.
        Probability = "P",
        /// Number of equally likely outcomes.
        Count = "N",
        /// Mean.
        Expectation = "E",
        /// Variance.
        Variance = "Var",
        /// Standard deviation.
        StandardDeviation = "SD",
        /// Covariance.
        Covariance = "Cov",
        /// Correlation.
        Correlation = "Cor",
        /// Distribution.
        Distribution = "dist",
        /// Median.
        Median = "median",
        /// Likeliest values.
        Mode = "mode",
        /// Quantile.
        Quantile = "quantile",
        /// Independence of events.
        Independent = "independent",
        /// Disjointness of events.
        Disjoint = "disjoint",
    }
}

words! {
    /// What runs over `name in values: …`.
    Quantifier {
        /// For how many it holds.
        Count = "count",
        /// Whether it holds for all.
        All = "all",
        /// Whether it holds for at least one.
        Any = "any",
        /// The sum.
        Sum = "sum",
        /// The product.
        Product = "product",
        /// The least value.
        Min = "min",
        /// The greatest value.
        Max = "max",
    }
}

words! {
    /// A collection written as `kind{label:weight, …}`.
    Collection {
        /// `urn{white:4, black:2}`
        Urn = "urn",
        /// `die{1:1/2, 2:1/3, 3:1/6}`
        Die = "die",
        /// `people{boy:3, girl:3}`
        People = "people",
        /// `deck{land:24, other:36}`
        Deck = "deck",
    }
}

words! {
    /// An operator between two operands.
    Operator {
        /// Either or both.
        Or = "or",
        /// Exactly one.
        Xor = "xor",
        /// Both.
        And = "and",
        /// Sum.
        Add = "+",
        /// Difference.
        Subtract = "-",
        /// Product of numbers or of collections.
        Multiply = "*",
        /// Quotient.
        Divide = "/",
        /// Remainder, never negative.
        Mod = "mod",
        /// Power.
        Power = "^",
    }
}

words! {
    /// A comparison of two values.
    Comparator {
        /// Equal; `==` is read as `=`.
        Equal = "=",
        /// Unequal.
        Unequal = "!=",
        /// Less.
        Less = "<",
        /// Less or equal.
        AtMost = "<=",
        /// Greater.
        Greater = ">",
        /// Greater or equal.
        AtLeast = ">=",
    }
}

words! {
    /// Which dice of a pool stay or go.
    Keep {
        /// Keep the highest.
        Highest = "kh",
        /// Keep the lowest.
        Lowest = "kl",
        /// Keep the middle ones.
        Middle = "km",
        /// Drop the highest.
        DropHighest = "dh",
        /// Drop the lowest.
        DropLowest = "dl",
    }
}

/// The sign or word for an operator that is written as a Chinese word.
#[must_use]
pub fn operator_in_chinese(word: &str) -> Option<&'static str> {
    Some(match word {
        "且" | "并且" | "而且" | "和" | "与" => "and",
        "或" | "或者" => "or",
        "等于" => "=",
        "不等于" => "!=",
        "大于" => ">",
        "小于" => "<",
        "不小于" | "大于等于" => ">=",
        "不大于" | "小于等于" => "<=",
        "属于" | "在" => "in",
        _ => return None,
    })
}

/// The place that an ordinal number stands for, `first`, `2nd`, up to the tenth in words.
#[must_use]
pub fn ordinal_in_words(word: &str) -> Option<usize> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    if let Some(number) = digits.and_then(|digits| digits.parse().ok()) {
        return Some(number);
    }
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    WORDS.iter().position(|ordinal| *ordinal == word).map(|at| at + 1)
}

/// The number that an English word stands for, up to ten.
#[must_use]
pub fn number_in_words(word: &str) -> Option<usize> {
    const NUMBERS: [&str; 11] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    NUMBERS.iter().position(|number| *number == word)
}
