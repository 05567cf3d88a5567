//! Expressions over the outcomes of experiments: what is asked, what is given, and what later experiments depend on.

mod node;
mod sign;

pub use node::Node;
pub use sign::{Operator, Quantifier};

use crate::error::{Error, Span};
use crate::model::Value;
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
