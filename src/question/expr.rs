//! Expressions over the outcomes of experiments: what is asked, what is given, and what later experiments depend on.

use crate::error::{Error, Span};
use crate::model::Value;
use crate::model::pattern::Comparison;
use crate::statistic::Function;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// An expression, shared and immutable; equal expressions are equal wherever they stand in the text.
#[derive(Clone, Debug)]
pub struct Expr(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    node: Node,
    /// Which experiments it mentions, a bit each.
    names: u128,
    /// Which quantified elements it mentions that it does not bind itself, a bit for each depth.
    elements: u64,
    /// Whether it may turn out to have no value: a division by what may be 0.
    may_fail: bool,
    /// A bit for itself and for each of its parts, picked by their hashes.
    marks: u64,
    hash: u64,
    span: Option<Span>,
}

/// The forms of an expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// A known value.
    Value(Value),
    /// The outcome of the experiment with this index.
    Name(usize),
    /// The element bound by the quantifier at this depth.
    Element(usize),
    /// Negation of an event.
    Not(Expr),
    /// All of these events.
    And(Vec<Expr>),
    /// At least one of these events.
    Or(Vec<Expr>),
    /// Exactly one of the two events.
    Xor(Expr, Expr),
    /// A comparison.
    Compare(Comparison, Expr, Expr),
    /// Arithmetic on two numbers.
    Arithmetic(Operator, Expr, Expr),
    /// The sum of these numbers: a quantified sum, written out.
    Sum(Vec<Expr>),
    /// The second if the first holds, else the third.
    If(Expr, Expr, Expr),
    /// A function of the language.
    Call(&'static Function, Vec<Expr>),
    /// The element at a place, from 1; from the end when negative.
    At(Expr, Expr),
    /// The elements from one place to another, both included.
    Slice(Expr, Expr, Expr),
    /// A statement about, or a value from, each element of a sample, a set or a range.
    Each(Quantifier, usize, Expr, Expr),
    /// A row of these values.
    Row(Vec<Expr>),
    /// A set of these values.
    Set(Vec<Expr>),
    /// The integers from one to another: a set.
    Range(Expr, Expr),
    /// What has no value, such as 1/0, where it is not certain that a value is needed: the error waits until one is.
    Failed(Error),
}

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

impl Expr {
    /// The expression of this form, from nowhere in particular.
    #[must_use]
    pub fn new(node: Node) -> Self {
        Self::spanned(node, None)
    }

    /// The expression of this form, read at this place of the text.
    #[must_use]
    pub fn spanned(node: Node, span: Option<Span>) -> Self {
        let (mut names, mut elements) = match &node {
            Node::Name(i) => (1u128 << (i % 128), 0),
            Node::Element(depth) => (0, 1u64 << (depth % 64)),
            _ => (0, 0),
        };
        let (mut may_fail, mut marks) = (node.fails_itself(), 0);
        for child in node.children() {
            names |= child.0.names;
            elements |= child.0.elements;
            may_fail |= child.0.may_fail;
            marks |= child.0.marks;
        }
        if let Node::Each(_, depth, domain, _) = &node {
            elements = elements & !(1u64 << (depth % 64)) | domain.0.elements;
        }
        let mut hasher = FxHasher::default();
        node.hash(&mut hasher);
        let hash = hasher.finish();
        marks |= mark(hash);
        Self(Arc::new(Inner { node, names, elements, may_fail, marks, hash, span }))
    }

    /// A known value.
    #[must_use]
    pub fn value_of(value: impl Into<Value>) -> Self {
        Self::new(Node::Value(value.into()))
    }

    /// The form.
    #[must_use]
    pub fn node(&self) -> &Node {
        &self.0.node
    }

    /// Where it was read.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.0.span
    }

    /// The experiments that it mentions, as bits.
    #[must_use]
    pub fn names(&self) -> u128 {
        self.0.names
    }

    /// Whether it mentions the experiment with this index.
    #[must_use]
    pub fn mentions(&self, name: usize) -> bool {
        self.0.names >> (name % 128) & 1 == 1
    }

    /// The free quantified elements that it mentions, as bits.
    #[must_use]
    pub fn free_elements(&self) -> u64 {
        self.0.elements
    }

    /// Its own mark: an expression that lacks it does not have this one as a part.
    #[must_use]
    pub fn mark(&self) -> u64 {
        mark(self.0.hash)
    }

    /// Whether this may have, as itself or as a part, an expression with one of these marks, or a part that has failed.
    #[must_use]
    pub fn may_have(&self, marks: u64) -> bool {
        self.0.marks & marks != 0 || self.0.may_fail
    }

    /// How many parts it has, itself included, counted up to `most`.
    #[must_use]
    pub fn size(&self, most: usize) -> usize {
        let parts = self.node().children();
        parts.fold(1, |size, part| if size >= most { size } else { size + part.size(most - size) })
    }

    /// The value, if it is known.
    #[must_use]
    pub fn known(&self) -> Option<&Value> {
        match self.node() {
            Node::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is known to be this truth.
    #[must_use]
    pub fn is(&self, truth: bool) -> bool {
        matches!(self.node(), Node::Value(Value::Truth(t)) if *t == truth)
    }

    /// Whether it may turn out to have no value.
    #[must_use]
    pub fn may_fail(&self) -> bool {
        self.0.may_fail
    }

    /// The expression that has no value, for this reason.
    #[must_use]
    pub fn failed(error: Error, span: Option<Span>) -> Expr {
        Expr::spanned(Node::Failed(error), span)
    }
}

/// The mark of an expression with this hash: one of 64 bits, by the six places of the hash that are mixed best.
fn mark(hash: u64) -> u64 {
    1 << (hash >> 20 & 63)
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || (self.0.hash == other.0.hash && self.0.node == other.0.node)
    }
}

impl Eq for Expr {}

impl Hash for Expr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0.hash);
    }
}

impl Node {
    /// Whether this form may have no value although its parts have one. Statistics of samples and places in them are
    /// looked at before anything is thrown, so that only what is worked out from their values is left to fail.
    fn fails_itself(&self) -> bool {
        let positive = |e: &Expr| matches!(e.known(), Some(Value::Int(1..)));
        match self {
            Self::Failed(_) => true,
            Self::Arithmetic(Operator::Divide | Operator::Modulo | Operator::Power, _, b) => !positive(b),
            Self::At(_, index) => index.known().is_none(),
            Self::Slice(_, from, to) => from.known().is_none() || to.known().is_none(),
            Self::Call(function, arguments) => match function.sample {
                // A statistic that an empty sample does not have, such as a mean.
                Some(sample) => {
                    let argument = |(i, argument): (usize, &Expr)| {
                        if i == sample { Some(Value::row([])) } else { argument.known().cloned() }
                    };
                    let values: Option<Vec<Value>> = arguments.iter().enumerate().map(argument).collect();
                    values.is_none_or(|values| function.apply(&values).is_err())
                }
                None => true,
            },
            Self::Each(quantifier, ..) => matches!(quantifier, Quantifier::Min | Quantifier::Max),
            _ => false,
        }
    }

    /// The parts, in order.
    pub fn children(&self) -> impl Iterator<Item = &Expr> {
        let (listed, apart): (&[Expr], [Option<&Expr>; 3]) = match self {
            Self::Value(_) | Self::Name(_) | Self::Element(_) | Self::Failed(_) => (&[], [None; 3]),
            Self::Not(a) => (&[], [Some(a), None, None]),
            Self::And(parts)
            | Self::Or(parts)
            | Self::Sum(parts)
            | Self::Call(_, parts)
            | Self::Row(parts)
            | Self::Set(parts) => (parts, [None; 3]),
            Self::Xor(a, b)
            | Self::Compare(_, a, b)
            | Self::Arithmetic(_, a, b)
            | Self::At(a, b)
            | Self::Range(a, b)
            | Self::Each(_, _, a, b) => (&[], [Some(a), Some(b), None]),
            Self::If(a, b, c) | Self::Slice(a, b, c) => (&[], [Some(a), Some(b), Some(c)]),
        };
        listed.iter().chain(apart.into_iter().flatten())
    }

    /// The same form with each part replaced.
    pub(super) fn map(&self, mut change: impl FnMut(&Expr) -> Result<Expr, Error>) -> Result<Node, Error> {
        let mut all = |parts: &[Expr]| parts.iter().map(&mut change).collect::<Result<Vec<_>, _>>();
        Ok(match self {
            Self::Value(_) | Self::Name(_) | Self::Element(_) | Self::Failed(_) => self.clone(),
            Self::And(parts) => Self::And(all(parts)?),
            Self::Or(parts) => Self::Or(all(parts)?),
            Self::Sum(parts) => Self::Sum(all(parts)?),
            Self::Call(function, parts) => Self::Call(function, all(parts)?),
            Self::Row(parts) => Self::Row(all(parts)?),
            Self::Set(parts) => Self::Set(all(parts)?),
            Self::Not(a) => Self::Not(change(a)?),
            Self::Xor(a, b) => Self::Xor(change(a)?, change(b)?),
            Self::Compare(comparison, a, b) => Self::Compare(*comparison, change(a)?, change(b)?),
            Self::Arithmetic(operator, a, b) => Self::Arithmetic(*operator, change(a)?, change(b)?),
            Self::At(a, b) => Self::At(change(a)?, change(b)?),
            Self::Range(a, b) => Self::Range(change(a)?, change(b)?),
            Self::Each(quantifier, depth, a, b) => Self::Each(*quantifier, *depth, change(a)?, change(b)?),
            Self::If(a, b, c) => Self::If(change(a)?, change(b)?, change(c)?),
            Self::Slice(a, b, c) => Self::Slice(change(a)?, change(b)?, change(c)?),
        })
    }
}
