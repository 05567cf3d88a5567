//! What an expression of the text is: its kind, and the labels that its elements may have.

use crate::model::{Collection, Scale, Suit, Value};
use crate::question::evaluate::place;
use crate::question::{Expr, Node};
use std::sync::Arc;

/// The kind of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// An exact number.
    Number,
    /// An event.
    Truth,
    /// A label: a colour, a letter, heads.
    Label,
    /// A card.
    Card,
    /// A rank or a poker category.
    Level(Scale),
    /// The sizes of groups of equal elements.
    Shape,
    /// A set.
    Set,
    /// A sample.
    Sample(Sample),
    /// Several hands, each a sample of this size.
    Hands(Vec<u64>),
    /// A state of several parts, or a tuple.
    Tuple(Vec<Kind>),
}

/// The kind of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// What its elements are.
    pub element: Box<Kind>,
    /// Whether its elements have an order that conditions may speak of.
    pub order: Order,
    /// How many elements it has, when that is known.
    pub length: Option<u64>,
}

/// What order a sample has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// None.
    Without,
    /// From first to last.
    Row,
    /// From first to last, and meant so: `seq(X)`, `sorted(X)`, `counts(X)` are never their sums.
    Written,
    /// None, but each element as often as it comes: `multiset(X)`, never its sum.
    Multiset,
    /// Around a table.
    Ring,
    /// Groups without names.
    Groups,
}

impl Kind {
    /// The kind in words, for messages.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Truth => "an event",
            Self::Label => "a label",
            Self::Card => "a card",
            Self::Level(Scale::Rank) => "a rank",
            Self::Level(_) => "a poker category",
            Self::Shape => "a shape",
            Self::Set => "a set",
            Self::Sample(_) => "a sample",
            Self::Hands(_) => "several hands",
            Self::Tuple(_) => "a tuple",
        }
    }

    /// The kind of a known value.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Truth(_) => Self::Truth,
            Value::Int(_) | Value::Ratio(_) => Self::Number,
            Value::Level(level) => Self::Level(level.scale),
            Value::Word(_) | Value::Pattern(_) => Self::Label,
            Value::Card(_) => Self::Card,
            Value::Shape(_) => Self::Shape,
            Value::Set(_) => Self::Set,
            Value::Row(values) => Self::Tuple(values.iter().map(Self::of).collect()),
        }
    }

    /// The kind that all these values share; labels, if they share none.
    pub fn shared(values: &[Value]) -> Self {
        let mut kinds =
            values.iter().filter(|v| **v != Value::word(crate::model::cards::JOKER)).map(Self::of);
        match kinds.next() {
            Some(first) if kinds.all(|kind| kind == first) => first,
            _ => Self::Label,
        }
    }

    /// The kind of the elements that a condition on "the elements" speaks of: of a sample its own, else the kind itself.
    pub fn element(&self) -> &Kind {
        match self {
            Self::Sample(sample) => &sample.element,
            other => other,
        }
    }

    /// Whether it is a sample of numbers, which counts as its sum where a number is needed.
    pub fn is_summable(&self) -> bool {
        matches!(self, Self::Sample(sample) if *sample.element == Kind::Number) && self.listing().is_none()
    }

    /// The order of a sample that was written down as a row or a multiset, and stands for nothing but itself.
    pub fn listing(&self) -> Option<Order> {
        match self {
            Self::Sample(Sample { order: order @ (Order::Written | Order::Multiset), .. }) => Some(*order),
            _ => None,
        }
    }
}

/// The labels that elements may have, for reading words in conditions.
#[derive(Clone, Debug)]
pub struct Labels {
    /// The kind of collection.
    pub collection: Collection,
    /// The labels.
    pub values: Arc<[Value]>,
}

impl Labels {
    /// These labels of a collection.
    pub fn new(collection: Collection, values: Vec<Value>) -> Self {
        Self { collection, values: values.into() }
    }

    /// The label that a word stands for; `H` and `T` are sides of a coin too.
    pub fn find(&self, word: &str) -> Option<Value> {
        let is = |text: &str| {
            let named = |v: &&Value| match v {
                Value::Word(word) => word.as_ref() == text,
                Value::Level(level) => level.scale.level(text) == Some(*level),
                _ => false,
            };
            self.values.iter().find(named).cloned()
        };
        let side = match word {
            "H" if self.is_coin() => "heads",
            "T" if self.is_coin() => "tails",
            _ => word,
        };
        // A suit by itself is called in the singular too.
        let suits = |name: &str| Suit::FRENCH.iter().any(|suit| suit.name() == name);
        let all_suits = || self.values.iter().all(|v| matches!(v, Value::Word(word) if suits(word)));
        let suit = || is(&format!("{word}s")).filter(|_| all_suits());
        is(word).or_else(|| is(side)).or_else(suit)
    }

    /// The labels of one part, where each label is a row of parts.
    pub fn at(&self, index: &Value) -> Option<Self> {
        let part = |label: &Value| match label {
            Value::Row(parts) => Some(parts[place(index, parts.len()).ok()?].clone()),
            _ => None,
        };
        let mut parts = self.values.iter().map(part).collect::<Option<Vec<Value>>>()?;
        parts.sort();
        parts.dedup();
        Some(Self::new(Collection::Set, parts))
    }

    /// Whether they are heads and tails.
    pub fn is_coin(&self) -> bool {
        (1..=2).contains(&self.values.len())
            && self
                .values
                .iter()
                .all(|v| matches!(v, Value::Word(w) if matches!(w.as_ref(), "heads" | "tails")))
    }

    /// Whether some are cards.
    pub fn has_cards(&self) -> bool {
        self.values.iter().any(|v| matches!(v, Value::Card(_)))
    }

    /// The labels that are words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.values.iter().filter_map(|v| if let Value::Word(w) = v { Some(w.as_ref()) } else { None })
    }
}

/// An expression with its kind.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The expression.
    pub expr: Expr,
    /// Its kind.
    pub kind: Kind,
    /// The labels of its elements (or of itself), where they are known.
    pub labels: Option<Labels>,
}

impl Typed {
    /// An expression of a kind without labels.
    pub fn new(expr: Expr, kind: Kind) -> Self {
        Self { expr, kind, labels: None }
    }

    /// A known value.
    pub fn value(value: Value) -> Self {
        let kind = Kind::of(&value);
        Self::new(Expr::new(Node::Value(value)), kind)
    }
}
