//! The one public error: what is wrong, where, and how to mend it. Open to all floors.

use std::fmt;

/// A stretch of the text that was asked, in characters (not bytes), `end` not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Index of the first character, from 0.
    pub start: usize,
    /// Index after the last character.
    pub end: usize,
}

impl Span {
    /// The stretch from `start` up to, not including, `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The smallest stretch that covers both.
    ///
    /// # Examples
    /// ```
    /// use prob::Span;
    /// assert_eq!(Span::new(2, 5).to(Span::new(7, 9)), Span::new(2, 9));
    /// ```
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// What kind of mistake an [`Error`] reports; each kind has one stable code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text cannot be read as a question.
    Syntax,
    /// A name that nothing in scope bears.
    UnknownName,
    /// A function that does not exist.
    UnknownFunction,
    /// A label that the collection at hand does not have.
    UnknownLabel,
    /// A number, event, sample or other kind where another is needed.
    Kind,
    /// A value outside the range in which the question makes sense.
    Range,
    /// Weights that are negative, all zero, or do not add up to 1.
    Weights,
    /// A condition that can never hold, so that nothing can be given it.
    ImpossibleCondition,
    /// A division by zero, or another operation without a result.
    Undefined,
    /// A count of outcomes that are not equally likely.
    NotEquallyLikely,
    /// A name that could mean two things.
    Ambiguous,
    /// A definition that never ends, or nesting beyond the limit.
    Endless,
    /// Information that does not determine what is asked, or contradicts itself.
    Undetermined,
    /// A question that no exact road answers within the budget.
    TooExpensive,
    /// The user stopped the question.
    Interrupted,
    /// A form that the program cannot answer.
    Unsupported,
}

impl ErrorKind {
    /// Every kind, in the order in which `prob help errors` lists them.
    pub const ALL: [ErrorKind; 16] = [
        Self::Syntax,
        Self::UnknownName,
        Self::UnknownFunction,
        Self::UnknownLabel,
        Self::Kind,
        Self::Range,
        Self::Weights,
        Self::ImpossibleCondition,
        Self::Undefined,
        Self::NotEquallyLikely,
        Self::Ambiguous,
        Self::Endless,
        Self::Undetermined,
        Self::TooExpensive,
        Self::Interrupted,
        Self::Unsupported,
    ];

    /// The stable code that JSON and `prob help errors` show, such as `unknown-name`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::UnknownName => "unknown-name",
            Self::UnknownFunction => "unknown-function",
            Self::UnknownLabel => "unknown-label",
            Self::Kind => "kind",
            Self::Range => "range",
            Self::Weights => "weights",
            Self::ImpossibleCondition => "impossible-condition",
            Self::Undefined => "undefined",
            Self::NotEquallyLikely => "not-equally-likely",
            Self::Ambiguous => "ambiguous",
            Self::Endless => "endless",
            Self::Undetermined => "undetermined",
            Self::TooExpensive => "too-expensive",
            Self::Interrupted => "interrupted",
            Self::Unsupported => "unsupported",
        }
    }
}

/// What went wrong, the place in the text where it did, and a fix where there is one.
///
/// # Examples
/// ```
/// use prob::{Error, ErrorKind};
/// let error = Error::new(ErrorKind::Range, "cannot draw 7 from 6").hint("draw at most 6");
/// assert_eq!(error.to_string(), "cannot draw 7 from 6; draw at most 6");
/// assert_eq!(error.kind().code(), "range");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Error(Box<Report>);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Report {
    kind: ErrorKind,
    message: String,
    span: Option<Span>,
    hint: Option<String>,
}

impl Error {
    /// An error of this kind that says this, with neither place nor fix yet.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Report { kind, message: message.into(), span: None, hint: None }))
    }

    /// The same error with a fix.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// The same error at this place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.0.span = Some(span);
        self
    }

    /// The same error at this place, unless it already has one nearer to the mistake.
    #[must_use]
    pub fn or_at(mut self, span: Option<Span>) -> Self {
        self.0.span = self.0.span.or(span);
        self
    }

    /// The kind of mistake.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What is wrong, without the fix.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where it is wrong, when the question came as text.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.0.span
    }

    /// How to mend it, where the program knows.
    #[must_use]
    pub fn fix(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        match &self.0.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

/// The candidate nearest to `word` by edit distance, if one is near enough to be a slip of the hand.
///
/// At most one edit for words of up to four characters, two up to eight, three beyond; a change of case is free.
///
/// # Examples
/// ```
/// use prob::error::nearest;
/// assert_eq!(nearest("distnct", ["distinct", "disjoint"]), Some("distinct"));
/// assert_eq!(nearest("zebra", ["distinct"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let limit = if length <= 4 {
        1
    } else if length <= 8 {
        2
    } else {
        3
    };
    candidates
        .into_iter()
        .map(|c| (edits(word, c), c))
        .filter(|&(distance, _)| distance <= limit)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, c)| c)
}

/// Edit distance with neighbouring swaps counted once (optimal string alignment), ignoring case.
fn edits(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().flat_map(char::to_lowercase).collect();
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).collect();
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let substituted = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                let swapped = if swapped { rows[i - 2][j - 2] + 1 } else { usize::MAX };
                substituted.min(swapped).min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1)
            };
        }
    }
    rows[a.len()][b.len()]
}
