//! Physical experiments: dice are thrown, packs are shuffled, words are laid out. Nothing here counts.

use crate::error::Error;
use crate::model::{Population, Space, Value};
use crate::simulate::chance::{Chance, Weighted};
use crate::simulate::unnamed::Unnamed;
use crate::simulate::walk::{Drawer, MOST_WORK, Walker};
use rustc_hash::FxHashMap;
use std::sync::Arc;

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

/// The elements of a population, each with its own number.
#[derive(Clone, Debug)]
pub struct Urn {
    labels: Vec<Value>,
    /// The number after the last element of each label.
    ends: Vec<u64>,
    size: u64,
}

impl Urn {
    pub(super) fn new(population: &Population) -> Self {
        let mut size = 0;
        let ends = population
            .classes()
            .iter()
            .map(|(_, count)| {
                size += count;
                size
            })
            .collect();
        Self { labels: population.classes().iter().map(|(label, _)| label.clone()).collect(), ends, size }
    }

    /// An urn with at most this many elements of each label, and without labels that have none.
    fn capped(population: &Population, most: u64) -> Self {
        let some = population.classes().iter().filter(|(_, count)| *count > 0);
        let mut size = 0;
        let (labels, ends) = some
            .map(|(label, count)| {
                size += count.min(&most);
                (label.clone(), size)
            })
            .unzip();
        Self { labels, ends, size }
    }

    /// How many elements bear the label of this index.
    fn count(&self, label: usize) -> u64 {
        self.ends[label] - label.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    pub(super) fn size(&self) -> u64 {
        self.size
    }

    pub(super) fn label(&self, element: u64) -> &Value {
        &self.labels[self.ends.partition_point(|end| *end <= element)]
    }

    /// The numbers of `count` different elements in random order.
    pub(super) fn shuffled(&self, count: u64, generator: &mut impl Chance) -> Vec<u64> {
        shuffled(self.size, count, generator)
    }
}

fn shuffled(size: u64, count: u64, generator: &mut impl Chance) -> Vec<u64> {
    let mut shuffle = Shuffle::new(size);
    (0..count).map_while(|_| shuffle.next(generator)).collect()
}

/// The steps of a shuffle, as many as are taken (R. Durstenfeld, CACM 7, 1964), of a pack of which only the moved cards are
/// written down.
pub(super) struct Shuffle {
    size: u64,
    taken: u64,
    moved: FxHashMap<u64, u64>,
}

impl Shuffle {
    pub(super) fn new(size: u64) -> Self {
        Self { size, taken: 0, moved: FxHashMap::default() }
    }

    /// The number of the next element; nothing when all are taken.
    pub(super) fn next(&mut self, generator: &mut impl Chance) -> Option<u64> {
        let i = self.taken;
        let left = self.size.checked_sub(i).filter(|left| *left > 0)?;
        self.taken += 1;
        let j = i + generator.below(left);
        let at_i = self.moved.get(&i).copied().unwrap_or(i);
        Some(if i == j { at_i } else { self.moved.insert(j, at_i).unwrap_or(j) })
    }
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
        let [shuffles, letters] = attempts(&urn, length);
        if shuffles < letters { Self::Words(urn, length) } else { Self::Letters(urn, length) }
    }

    /// Whether a space can be sampled without throwing nearly everything away, and an outcome be written down.
    #[must_use]
    pub fn is_practical(space: &Space) -> bool {
        if Self::length(space) > LONGEST {
            return false;
        }
        let Space::Words(items, length) = space else { return true };
        if *length == items.size() {
            return true;
        }
        let attempts = attempts(&Urn::capped(items, *length), *length);
        let bits = attempts[0].min(attempts[1]);
        // Fewer than a million attempts for each word that is kept.
        bits < 20.0
            || (*length <= LONGEST_WORD && space.size().is_some_and(|n| bits - (n.bits() as f64) < 20.0))
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
            Self::Shuffle(urn, count) => shuffling(urn.size, *count),
            Self::Deal(urn, hands) => shuffling(urn.size, hands.iter().sum()),
            Self::Multiset(urn, count) => shuffling((urn.size + count).saturating_sub(1), *count),
            Self::Boxes(balls, boxes) => {
                shuffling((balls + boxes).saturating_sub(1), boxes.saturating_sub(1))
            }
            Self::Coins(urn) => {
                (urn.size <= MOST_DECISIONS).then(|| vec![Weighted::Even(2); urn.size as usize])
            }
            Self::Unnamed(Unnamed::Seats(urn, _) | Unnamed::Groups(urn, _)) => shuffling(urn.size, urn.size),
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
            Self::Words(urn, length) => loop {
                let word: Vec<u64> = urn.shuffled(*length, generator);
                let word: Vec<Value> = word.into_iter().map(|e| urn.label(e).clone()).collect();
                if generator.below(shuffles(urn, &word)) == 0 {
                    break Value::row(word);
                }
            },
            Self::Letters(urn, length) => loop {
                let letters = urn.labels.len() as u64;
                let word: Vec<usize> = (0..*length).map(|_| generator.below(letters) as usize).collect();
                let mut left: Vec<u64> = (0..urn.labels.len()).map(|i| urn.count(i)).collect();
                let there = word.iter().all(|&i| {
                    let some = left[i] > 0;
                    left[i] = left[i].saturating_sub(1);
                    some
                });
                if there {
                    break Value::row(word.into_iter().map(|i| urn.labels[i].clone()));
                }
            },
            Self::Multiset(urn, count) => {
                // Of n + k − 1 places, k are stars; a star's element is the number of bars before it.
                let places = (urn.size + count).saturating_sub(1);
                let mut stars = shuffled(places, *count, generator);
                stars.sort_unstable();
                let elements = stars.iter().enumerate().map(|(i, star)| star - i as u64);
                Value::row(elements.map(|e| urn.label(e).clone()))
            }
            Self::Unnamed(unnamed) => unnamed.sample(generator),
            Self::Coins(urn) => {
                let chosen = (0..urn.size).filter(|_| generator.below(2) == 1).collect::<Vec<_>>();
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

/// The longest words whose number is worked out before they are sampled.
const LONGEST_WORD: u64 = 200;

/// How many shuffles, and how many rows of letters, there are to be thrown, in bits.
fn attempts(urn: &Urn, length: u64) -> [f64; 2] {
    let shuffles = (0..length).map(|i| (urn.size.saturating_sub(i).max(1) as f64).log2()).sum();
    // How often a shuffle is kept is worked out in a machine word.
    [if shuffles < 63.0 { shuffles } else { f64::INFINITY }, (urn.labels.len() as f64).log2() * length as f64]
}

/// How many ordered draws of elements give this word.
fn shuffles(urn: &Urn, word: &[Value]) -> u64 {
    let mut used: FxHashMap<&Value, u64> = FxHashMap::default();
    let mut ways = 1u64;
    for label in word {
        let i = urn.labels.iter().position(|l| l == label).unwrap_or(0);
        let taken = used.entry(label).or_default();
        ways = ways.saturating_mul(urn.count(i) - *taken);
        *taken += 1;
    }
    ways
}
