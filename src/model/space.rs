//! One concrete experiment: its sample space, its size, and the weights of its outcomes.

mod making;
mod size;

use crate::dist::Dist;
use crate::model::orbits::{self, Shape};
use crate::model::until::Source;
use crate::model::{Chain, Collection, Faces, Population, Until, Value};
use std::sync::Arc;

pub(crate) use size::binomial_bits;

/// The classical model that weighs the outcomes of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Model {
    /// Every outcome has the same probability.
    EquallyLikely,
    /// Independent trials over weighted faces.
    Multinomial,
    /// Elements drawn from a population.
    Combinatorics,
    /// Several experiments of different models.
    Mixed,
    /// Something that goes on until a condition ends it.
    Process,
    /// No randomness at all.
    Arithmetic,
}

impl Model {
    /// The name that JSON shows.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EquallyLikely => "equally-likely",
            Self::Multinomial => "multinomial",
            Self::Combinatorics => "combinatorics",
            Self::Mixed => "mixed",
            Self::Process => "process",
            Self::Arithmetic => "arithmetic",
        }
    }
}

/// A concrete experiment. Every sample lists *labels*; elements with equal labels are told apart only when outcomes
/// are counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Space {
    /// One trial; the outcome is the face itself.
    Single(Arc<Faces>),
    /// Independent trials in order: runs of trials that share their faces, such as `2d6, d8`.
    Trials(Arc<[(Arc<Faces>, u64)]>),
    /// Elements drawn one after another without replacement.
    Draw(Arc<Population>, u64),
    /// Elements drawn without replacement, order ignored.
    Choose(Arc<Population>, u64),
    /// A multiset of elements, every multiset as likely as every other.
    Multichoose(Arc<Population>, u64),
    /// A word of this length over the items, every distinct word as likely as every other.
    Words(Arc<Population>, u64),
    /// Any subset of the elements.
    Subset(Arc<Population>),
    /// Hands dealt from one pack; the outcome is a row of hands.
    Deal(Arc<Population>, Arc<[u64]>),
    /// Identical balls in numbered boxes, every occupancy as likely as every other: a row of numbers.
    Occupancy(u64, u64),
    /// All items around a table, up to rotation: a row that begins at one chosen seat.
    Ring(Arc<Population>),
    /// All items on a string that may be turned over: up to rotation and reflection.
    Necklace(Arc<Population>),
    /// The places of a figure in these colours, up to its symmetries: a row of colours.
    Colorings(Arc<Population>, Shape),
    /// The elements in unnamed groups of these sizes: a row of rows, each sorted.
    Split(Arc<Population>, Arc<[u64]>),
    /// The elements in so many unnamed groups, none empty.
    SplitInto(Arc<Population>, u64),
    /// Identical balls in identical boxes, every partition as likely as every other: a row of numbers, largest first.
    Partitions(u64, u64),
    /// An outcome with a known law.
    Law(Arc<Dist<Value>>),
    /// A chain until it stops: a row of the last state and the number of steps.
    Chain(Arc<Chain>),
    /// Elements drawn in order until a condition is met.
    Until(Arc<Until>),
}

impl Space {
    /// Whether outcomes have probabilities of their own. Orbits of different sizes have none: a fair shuffle does not
    /// make them equally likely, and they can only be counted.
    #[must_use]
    pub fn is_fair(&self) -> bool {
        match self {
            Self::Ring(items) => orbits::equally_large(items, Shape::Ring(items.size())),
            Self::Necklace(items) => orbits::equally_large(items, Shape::Necklace(items.size())),
            Self::Colorings(colors, shape) => {
                orbits::equally_large_colorings(colors.classes().len() as u64, *shape)
            }
            // Balls without a box have no outcome.
            Self::Occupancy(balls, 0) | Self::Partitions(balls, 0) => *balls == 0,
            _ => true,
        }
    }

    /// The classical model that weighs the outcomes.
    #[must_use]
    pub fn model(&self) -> Model {
        match self {
            Self::Single(faces) if faces.elements().is_some() => Model::EquallyLikely,
            Self::Single(_) | Self::Trials(_) => Model::Multinomial,
            Self::Draw(..) | Self::Choose(..) | Self::Multichoose(..) | Self::Words(..) | Self::Deal(..) => {
                Model::Combinatorics
            }
            Self::Occupancy(..)
            | Self::Ring(_)
            | Self::Necklace(_)
            | Self::Colorings(..)
            | Self::Split(..)
            | Self::SplitInto(..)
            | Self::Partitions(..) => Model::Combinatorics,
            Self::Subset(_) => Model::EquallyLikely,
            Self::Law(_) => Model::Multinomial,
            Self::Chain(_) | Self::Until(_) => Model::Process,
        }
    }

    /// How many elements a sample has, when every outcome has as many.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match self {
            Self::Single(_) => Some(1),
            Self::Trials(groups) => Some(groups.iter().map(|(_, count)| count).sum()),
            Self::Draw(_, count) | Self::Choose(_, count) | Self::Multichoose(_, count) => Some(*count),
            Self::Words(_, length) => Some(*length),
            Self::Deal(_, hands) => Some(hands.len() as u64),
            Self::Occupancy(_, boxes) | Self::Partitions(_, boxes) => Some(*boxes),
            Self::Ring(items) | Self::Necklace(items) => Some(items.size()),
            Self::Colorings(_, shape) => Some(shape.places()),
            Self::Split(_, sizes) => Some(sizes.len() as u64),
            Self::SplitInto(_, groups) => Some(*groups),
            Self::Subset(_) | Self::Law(_) | Self::Chain(_) | Self::Until(_) => None,
        }
    }

    /// Whether the elements of a sample have an order that conditions may speak of.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        !matches!(
            self,
            Self::Choose(..)
                | Self::Multichoose(..)
                | Self::Subset(_)
                | Self::Ring(_)
                | Self::Necklace(_)
                | Self::Colorings(..)
                | Self::Split(..)
                | Self::SplitInto(..)
        )
    }

    /// The labels that elements of a sample may have, each once, in the order given.
    #[must_use]
    pub fn labels(&self) -> Vec<Value> {
        let mut labels: Vec<Value> = match self {
            Self::Single(faces) => faces.weights().iter().map(|(label, _)| label.clone()).collect(),
            Self::Trials(groups) => {
                groups.iter().flat_map(|(faces, _)| faces.weights().iter().map(|(l, _)| l.clone())).collect()
            }
            Self::Occupancy(balls, _) | Self::Partitions(balls, _) => {
                (0..=balls.cast_signed()).map(Value::Int).collect()
            }
            Self::Law(law) => law.weights().map(|(value, _)| value.clone()).collect(),
            Self::Until(until) => until.from.labels().into_iter().map(|(label, _)| label).collect(),
            drawn => {
                let classes = drawn.population().map(|from| from.classes()).unwrap_or_default();
                classes.iter().map(|(label, _)| label.clone()).collect()
            }
        };
        let mut seen = rustc_hash::FxHashSet::default();
        labels.retain(|label| seen.insert(label.clone()));
        labels
    }

    /// The kind of collection that labels come from, for messages.
    #[must_use]
    pub fn collection(&self) -> Collection {
        match self {
            Self::Single(faces) => faces.collection(),
            Self::Trials(groups) => groups.first().map_or(Collection::Die, |(faces, _)| faces.collection()),
            Self::Until(until) => match &until.from {
                Source::Population(from) => from.collection(),
                Source::Faces(faces) => faces.collection(),
            },
            other => other.population().map_or(Collection::Set, |from| from.collection()),
        }
    }

    /// What elements are drawn from, arranged or grouped; nothing where none are.
    pub(crate) fn population(&self) -> Option<&Population> {
        match self {
            Self::Draw(from, _)
            | Self::Choose(from, _)
            | Self::Multichoose(from, _)
            | Self::Words(from, _)
            | Self::Deal(from, _)
            | Self::Ring(from)
            | Self::Necklace(from)
            | Self::Colorings(from, _)
            | Self::Split(from, _)
            | Self::SplitInto(from, _)
            | Self::Subset(from) => Some(from),
            Self::Single(_)
            | Self::Trials(_)
            | Self::Occupancy(..)
            | Self::Partitions(..)
            | Self::Law(_)
            | Self::Chain(_)
            | Self::Until(_) => None,
        }
    }
}
