//! Physical experiments: dice are thrown, packs are shuffled, words are laid out. Nothing here counts.

mod urn;
mod words;

pub(super) use urn::Shuffle;
pub use urn::Urn;

use crate::error::Error;
use crate::model::{Population, Space, Value};
use crate::simulate::chance::{Chance, Weighted};
use crate::simulate::unnamed::Unnamed;
use crate::simulate::walk::{Drawer, MOST_WORK, Walker};
use std::sync::Arc;
use urn::shuffled;

/// An experiment that can be performed again and again.
#[derive(Clone, Debug)]
pub enum Sampler {
    /// One throw.
    Throw(Die),
    /// Throws one after another.
    Throws(Vec<(Die, u64)>),
    /// The first few of a shuffled collection.
    Shuffle(Urn, u64),
    /// Distinct words: shuffled items, where a word that several shuffles give is kept only as often as the others.
    Words(Urn, u64),
    /// Distinct words: letters thrown place by place, where a word with more of a letter than there are is thrown again.
    Letters(Urn, u64),
    /// A multiset: bars between stars.
    Multiset(Urn, u64),
    /// A coin for each element.
    Coins(Urn),
    /// Hands from one shuffled pack.
    Deal(Urn, Arc<[u64]>),
    /// Balls as stars between the walls of boxes.
    Boxes(u64, u64),
    /// A chain, step by step.
    Walk(Walker),
    /// Draws until a condition is met.
    Until(Drawer),
    /// Arrangements up to symmetry, and groups.
    Unnamed(Unnamed),
}

/// Faces and how likely they are.
#[derive(Clone, Debug)]
pub struct Die {
    faces: Vec<Value>,
    choice: Weighted,
}

impl Die {
    pub(super) fn new(faces: &crate::model::Faces) -> Self {
        Self {
            faces: faces.weights().iter().map(|(face, _)| face.clone()).collect(),
            choice: Weighted::new(faces.weights().iter().map(|(_, weight)| weight)),
        }
    }

    pub(super) fn throw(&self, generator: &mut impl Chance) -> Value {
        self.faces[generator.choose(&self.choice)].clone()
    }
}

impl Sampler {
    /// The sampler of a space.
    #[must_use]
    pub fn new(space: &Space) -> Self {
        match space {
            Space::Single(faces) => Self::Throw(Die::new(faces)),
            Space::Trials(groups) => {
                Self::Throws(groups.iter().map(|(faces, count)| (Die::new(faces), *count)).collect())
            }
            Space::Draw(from, count) | Space::Choose(from, count) => Self::Shuffle(Urn::new(from), *count),
            Space::Words(items, length) if *length == items.size() => Self::Shuffle(Urn::new(items), *length),
            Space::Words(items, length) => Self::words(items, *length),
            Space::Multichoose(from, count) => Self::Multiset(Urn::new(from), *count),
            Space::Subset(from) => Self::Coins(Urn::new(from)),
            Space::Deal(from, hands) => Self::Deal(Urn::new(from), Arc::clone(hands)),
            Space::Occupancy(balls, boxes) => Self::Boxes(*balls, *boxes),
            Space::Ring(_)
            | Space::Necklace(_)
            | Space::Colorings(..)
            | Space::Split(..)
            | Space::SplitInto(..)
            | Space::Partitions(..) => Self::Unnamed(Unnamed::new(space)),
            Space::Law(law) => Self::Throw(Die {
                faces: law.weights().map(|(value, _)| value.clone()).collect(),
                choice: Weighted::new(law.weights().map(|(_, weight)| weight)),
            }),
            Space::Chain(chain) => Self::Walk(Walker::new(Arc::clone(chain))),
            Space::Until(until) => Self::Until(Drawer::new(Arc::clone(until))),
        }
    }

    /// The way to distinct words that throws fewer of them away.
    fn words(items: &Population, length: u64) -> Self {
        let urn = Urn::capped(items, length);
        let [shuffles, letters] = words::attempts(&urn, length);
        if shuffles < letters { Self::Words(urn, length) } else { Self::Letters(urn, length) }
    }

    /// Whether a space can be sampled without throwing nearly everything away, and an outcome be written down.
    #[must_use]
    pub fn is_practical(space: &Space) -> bool {
        if Self::length(space) > LONGEST {
            return false;
        }
        let Space::Words(items, length) = space else { return true };
        *length == items.size() || words::is_practical(space, items, *length)
    }

    /// The decisions of one performance in order, where they are always among as many things; nothing where they depend
    /// on one another in other ways, or are too many to number their outcomes.
    pub(super) fn decisions(&self) -> Option<Vec<Weighted>> {
        match self {
            Self::Throw(die) => Some(vec![die.choice.clone()]),
            Self::Throws(dice) => {
                let count = dice.iter().try_fold(0u64, |sum, (_, count)| sum.checked_add(*count));
                count.filter(|count| *count <= MOST_DECISIONS)?;
                let each = |(die, count): &(Die, u64)| vec![die.choice.clone(); *count as usize];
                Some(dice.iter().flat_map(each).collect())
            }
            Self::Shuffle(urn, count) => shuffling(urn.size(), *count),
            Self::Deal(urn, hands) => shuffling(urn.size(), hands.iter().sum()),
            Self::Multiset(urn, count) => shuffling((urn.size() + count).saturating_sub(1), *count),
            Self::Boxes(balls, boxes) => {
                shuffling((balls + boxes).saturating_sub(1), boxes.saturating_sub(1))
            }
            Self::Coins(urn) => {
                (urn.size() <= MOST_DECISIONS).then(|| vec![Weighted::Even(2); urn.size() as usize])
            }
            Self::Unnamed(Unnamed::Seats(urn, _) | Unnamed::Groups(urn, _)) => {
                shuffling(urn.size(), urn.size())
            }
            Self::Words(..) | Self::Letters(..) | Self::Walk(_) | Self::Until(_) | Self::Unnamed(_) => None,
        }
    }

    /// How many elements an outcome has, or is made of.
    pub(super) fn length(space: &Space) -> u64 {
        match space {
            Space::Subset(from) => from.size(),
            Space::Deal(_, hands) => hands.iter().fold(0, |sum, hand| sum.saturating_add(*hand)),
            Space::Occupancy(balls, boxes) => balls.saturating_add(*boxes),
            other => other.length().unwrap_or(1),
        }
    }

    /// Performs the experiment once.
    ///
    /// # Errors
    /// Those of processes: errors of their steps and conditions, and [`crate::ErrorKind::Endless`] when they do not end.
    pub fn sample(&self, generator: &mut impl Chance) -> Result<Value, Error> {
        self.sample_within(generator, MOST_WORK)
    }

    /// The same, with a process that takes more work than this given up: so many steps of a chain, or elements that the
    /// condition of draws looks at.
    ///
    /// # Errors
    /// Those of [`sample`](Self::sample), and [`crate::ErrorKind::TooExpensive`] for what is given up.
    pub fn sample_within(&self, generator: &mut impl Chance, most: u64) -> Result<Value, Error> {
        Ok(match self {
            Self::Walk(walker) => return walker.walk_within(generator, most),
            Self::Until(drawer) => return drawer.draw_within(generator, most),
            Self::Throw(die) => die.throw(generator),
            Self::Throws(dice) => {
                let mut row = Vec::new();
                for (die, count) in dice {
                    row.extend((0..*count).map(|_| die.throw(generator)));
                }
                Value::row(row)
            }
            Self::Shuffle(urn, count) => {
                Value::row(urn.shuffled(*count, generator).into_iter().map(|e| urn.label(e).clone()))
            }
            Self::Words(urn, length) => words::from_shuffles(urn, *length, generator),
            Self::Letters(urn, length) => words::from_letters(urn, *length, generator),
            Self::Multiset(urn, count) => {
                // Of n + k − 1 places, k are stars; a star's element is the number of bars before it.
                let places = (urn.size() + count).saturating_sub(1);
                let mut stars = shuffled(places, *count, generator);
                stars.sort_unstable();
                let elements = stars.iter().enumerate().map(|(i, star)| star - i as u64);
                Value::row(elements.map(|e| urn.label(e).clone()))
            }
            Self::Unnamed(unnamed) => unnamed.sample(generator),
            Self::Coins(urn) => {
                let chosen = (0..urn.size()).filter(|_| generator.below(2) == 1).collect::<Vec<_>>();
                Value::row(chosen.into_iter().map(|e| urn.label(e).clone()))
            }
            Self::Deal(urn, hands) => {
                let mut cards = urn.shuffled(hands.iter().sum(), generator).into_iter();
                let mut hand = |size: u64| {
                    let cards = cards.by_ref().take(usize::try_from(size).unwrap_or(usize::MAX));
                    Value::row(cards.map(|e| urn.label(e).clone()))
                };
                Value::row(hands.iter().map(|size| hand(*size)).collect::<Vec<_>>())
            }
            Self::Boxes(balls, boxes) => {
                let places = (balls + boxes).saturating_sub(1);
                let mut walls = shuffled(places, boxes.saturating_sub(1), generator);
                walls.sort_unstable();
                let mut last = -1i64;
                let ends = walls.into_iter().map(u64::cast_signed).chain([places.cast_signed()]);
                Value::row(ends.map(|wall| {
                    let between = wall - last - 1;
                    last = wall;
                    Value::Int(between)
                }))
            }
        })
    }
}

/// More decisions than this are not numbered, even where they leave no choice.
const MOST_DECISIONS: u64 = 64;

/// The decisions of the first steps of a shuffle: each is among the elements that are left.
fn shuffling(size: u64, count: u64) -> Option<Vec<Weighted>> {
    let count = count.min(size);
    (count <= MOST_DECISIONS).then(|| (0..count).map(|i| Weighted::Even(size - i)).collect())
}

/// The longest outcome that is written down, again in every trial.
const LONGEST: u64 = 1 << 20;
