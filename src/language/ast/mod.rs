//! The syntax tree: what was written and where, before any name or kind is checked.
//!
//! The tree is purely syntactic. A word is a [`Node::Name`] whether it will turn out to be a user's name, a label of
//! an urn or a class such as `even`; a word before a parenthesis is a [`Node::Call`] whether or not such a function
//! exists. Only what has a syntax of its own has a node of its own. Parentheses leave no trace but the span.
//!
//! Two trees are equal when they say the same, wherever they were written: `==` ignores spans.

mod literal;
mod node;
mod word;

pub use literal::{Dice, Faces, Number};
pub use node::{Chain, ChainEnd, Entry, Link, Node};
pub use word::{
    Collection, Comparator, Format, Goal, Keep, Measure, Operator, Quantifier, Verb, number_in_words,
    operator_in_chinese, ordinal_in_words,
};

use crate::error::Span;

/// Something written at a place of the text.
#[derive(Clone, Copy, Debug)]
pub struct Spanned<T> {
    /// What was written.
    pub node: T,
    /// Where, in characters; an expression in parentheses includes them.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `node`, written at `span`.
    pub fn new(node: T, span: Span) -> Self {
        Self { node, span }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    /// Whether both say the same, wherever they stand.
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

/// An expression and its place.
pub type Expr = Spanned<Node>;

/// A statement and its place.
pub type Statement = Spanned<Act>;

/// A word that is given a meaning, and its place.
#[derive(Clone, Debug)]
pub struct Name {
    /// The word as it was written.
    pub text: String,
    /// Where it was written.
    pub span: Span,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// A whole text: its statements in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Program {
    /// The statements; none for a text of blanks and comments.
    pub statements: Vec<Statement>,
}

/// What a statement does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// `X ~ E`, `X, Y ~ E`: names for outcomes of an experiment.
    Roll {
        /// One name or more.
        names: Vec<Name>,
        /// The experiment.
        experiment: Expr,
    },
    /// `name := expr`: a name for an expression.
    Define {
        /// The name.
        name: Name,
        /// What it stands for.
        value: Expr,
    },
    /// `def f(n) := expr`: a function.
    Function {
        /// The function's name.
        name: Name,
        /// Its parameters, one or more.
        parameters: Vec<Name>,
        /// What it returns.
        body: Expr,
    },
    /// `given P(A) = 1/2, P(A and B) = 1/5`: stated facts.
    Given {
        /// One fact or more.
        facts: Vec<Expr>,
    },
    /// A question.
    Ask(Ask),
}

/// A question: how it is asked, what is asked, and in which form the answer is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// [`Verb::Answer`] when no verb was written.
    pub verb: Verb,
    /// One query; two for [`Verb::Check`] (the formula, then the question), two or more for [`Verb::Compare`].
    pub queries: Vec<Query>,
    /// `to FORMAT`, if it was written.
    pub format: Option<Spanned<Format>>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// An expression: a measure, a number, an event, or an experiment under a verb.
    Value(Expr),
    /// `for n in 1..10: q, q`: a table with a row for each value.
    Sweep {
        /// The name and its values.
        binding: Binding,
        /// A column each; one or more.
        questions: Vec<Expr>,
    },
    /// `least n in 1..100: cond`, `greatest …`, `solve p in 0..1: equation`.
    Search {
        /// Which value is wanted.
        goal: Goal,
        /// The name and its values.
        binding: Binding,
        /// What must hold.
        condition: Expr,
    },
}

/// `name in values`, before a colon.
#[derive(Clone, Debug, PartialEq)]
pub struct Binding {
    /// The name that takes each value in turn.
    pub name: Name,
    /// The values.
    pub values: Expr,
}
