//! The words and signs of the language.

use crate::error::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::language) enum Kind {
    /// A word that is not reserved.
    Word,
    /// `12`, `0.5`, `.5`, `1e-3`, `5%`
    Number,
    /// `3d6`, `d%`, `4dF`, `4d6kh3`
    Dice,
    /// A number that runs into letters or points and is nothing: `4D6`, `2x`, `1.2.3`.
    Malformed,
    /// `"HTH"`; the text excludes the quotation marks, the span includes them.
    Text,
    /// A quotation mark that its line does not close.
    OpenText,
    LeftParen,
    RightParen,
    LeftBracket,
    RightBracket,
    LeftBrace,
    RightBrace,
    Comma,
    Semicolon,
    Colon,
    Assign,
    Tilde,
    Bar,
    Dots,
    Plus,
    Minus,
    Star,
    Slash,
    Caret,
    Bang,
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
    And,
    Or,
    Xor,
    Not,
    Mod,
    If,
    Then,
    Else,
    In,
    NotIn,
    Is,
    From,
    /// A sign of another notation (`&&`, `=>`, `²`), which the parser answers with ours.
    Foreign,
    /// A character that belongs nowhere.
    Unknown,
    /// The end of the text, and for the parser the end of a line that ends a statement.
    End,
}

/// A token and its place.
#[derive(Clone, Copy, Debug)]
pub(in crate::language) struct Token<'a> {
    pub kind: Kind,
    /// What was written.
    pub text: &'a str,
    /// Where, in characters.
    pub span: Span,
    /// Whether a blank, a comment or the beginning of the text stands before it.
    pub spaced: bool,
    /// Whether it begins a line that can begin a statement: the line before does not ask for more, and this one does
    /// not continue it.
    pub breaks: bool,
}

impl Kind {
    /// The reserved word's kind, or a plain word.
    pub fn of_word(text: &str) -> Self {
        match text {
            "and" => Self::And,
            "or" => Self::Or,
            "xor" => Self::Xor,
            "not" => Self::Not,
            "mod" => Self::Mod,
            "if" => Self::If,
            "then" => Self::Then,
            "else" => Self::Else,
            "in" => Self::In,
            "is" => Self::Is,
            "from" => Self::From,
            _ => Self::Word,
        }
    }

    /// Whether nothing can end after this: a line that ends so goes on in the next one.
    pub fn wants_more(self) -> bool {
        self.only_between()
            || matches!(
                self,
                Self::LeftParen
                    | Self::LeftBracket
                    | Self::LeftBrace
                    | Self::Plus
                    | Self::Minus
                    | Self::Not
                    | Self::If
                    | Self::Comma
                    | Self::Colon
                    | Self::Assign
                    | Self::Tilde
            )
    }

    /// Whether this stands between two operands only: a line that begins so continues the one before.
    pub fn only_between(self) -> bool {
        self.is_comparator()
            || matches!(
                self,
                Self::Bar
                    | Self::Dots
                    | Self::Star
                    | Self::Slash
                    | Self::Caret
                    | Self::And
                    | Self::Or
                    | Self::Xor
                    | Self::Mod
                    | Self::Then
                    | Self::Else
                    | Self::In
                    | Self::NotIn
                    | Self::Is
                    | Self::From
            )
    }

    /// Whether this compares two values.
    pub fn is_comparator(self) -> bool {
        matches!(
            self,
            Self::Equal | Self::Unequal | Self::Less | Self::AtMost | Self::Greater | Self::AtLeast
        )
    }

    /// Whether this opens a bracket.
    pub fn opens(self) -> bool {
        matches!(self, Self::LeftParen | Self::LeftBracket | Self::LeftBrace)
    }

    /// Whether this closes a bracket.
    pub fn closes(self) -> bool {
        matches!(self, Self::RightParen | Self::RightBracket | Self::RightBrace)
    }

    /// Whether this is an operand or the beginning of one, with neither operator nor sign before it.
    pub fn begins_operand(self) -> bool {
        matches!(
            self,
            Self::Word
                | Self::Number
                | Self::Dice
                | Self::Malformed
                | Self::Text
                | Self::OpenText
                | Self::LeftParen
                | Self::LeftBrace
                | Self::If
        )
    }
}
