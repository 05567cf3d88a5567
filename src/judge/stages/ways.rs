//! How often stages arrive at one outcome, and how.

use super::reading::{Pick, Stage};
use super::universe::Universe;
use crate::number;
use num_traits::ToPrimitive;
use smallvec::SmallVec;

/// One way to arrive at an outcome: what each stage took, as elements.
pub(super) type Story = Vec<Vec<usize>>;

/// Places of a hand, as bits.
type Places = u32;

/// The most stories that are kept.
const KEPT: usize = 2;

/// The most steps of one outcome.
const MOST_STEPS: u64 = 200_000;

/// The ways through the stages that end with one outcome.
pub(super) struct Ways {
    /// How many.
    pub count: u64,
    /// The first few, as text.
    pub stories: Vec<String>,
    /// How many steps it took to find them.
    pub steps: u64,
}

/// The ways through the stages that end with this outcome; nothing when there are too many to go through.
pub(super) fn ways(stages: &[Stage], universe: &Universe, hand: &[usize]) -> Option<Ways> {
    // The story has a part for each stage that takes elements.
    let takes = |stage: &&Stage| !matches!(stage.pick, Pick::Ranks | Pick::Suits);
    let in_order = stages.iter().filter(takes).map(|stage| stage.ordered).collect();
    let mut walk = Walk { universe, hand, ways: 0, kept: Vec::new(), story: Vec::new(), in_order, steps: 0 };
    walk.go(stages, 0, &Chosen::default(), 1);
    let stories = walk.kept.iter().map(|story| universe.story(story)).collect();
    (walk.steps <= MOST_STEPS).then_some(Ways { count: walk.ways, stories, steps: walk.steps })
}

struct Walk<'a> {
    universe: &'a Universe,
    hand: &'a [usize],
    ways: u64,
    kept: Vec<Story>,
    /// What each stage so far took.
    story: Vec<Places>,
    /// Of each part of the story, whether its order counts.
    in_order: Vec<bool>,
    steps: u64,
}

/// The ranks and suits chosen so far; those before `open_…` have got their cards.
#[derive(Clone, Default)]
struct Chosen {
    ranks: Vec<usize>,
    open_rank: usize,
    suits: Vec<usize>,
    open_suit: usize,
}

impl Walk<'_> {
    /// Goes on from here: `used` are the cards of the hand already taken, as bits; `times` how often this story counts.
    fn go(&mut self, stages: &[Stage], used: Places, chosen: &Chosen, times: u64) {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return;
        }
        let Some((stage, rest)) = stages.split_first() else {
            if used.count_ones() as usize == self.hand.len() {
                self.ways = self.ways.saturating_add(times);
                self.keep(times);
            }
            return;
        };
        let take = usize::try_from(stage.take).unwrap_or(usize::MAX);
        let orders = if stage.ordered { factorial(stage.take) } else { 1 };
        match stage.pick {
            Pick::Ranks => self.name(stage, rest, used, chosen, times),
            Pick::Suits => self.name(stage, rest, used, chosen, times),
            _ => {
                let fit = self.fitting(stage.pick, used, chosen);
                let mut subsets = Combinations::new(fit.len(), take);
                while let Some(subset) = subsets.advance() {
                    let taken = subset.iter().fold(0, |bits, place| bits | 1 << fit[*place]);
                    let after = self.closed(stage.pick, taken, chosen);
                    self.story.push(taken);
                    self.go(
                        rest,
                        used | taken,
                        after.as_ref().unwrap_or(chosen),
                        times.saturating_mul(orders),
                    );
                    self.story.pop();
                }
            }
        }
    }

    /// Keeps the story that has come to its end, and one with two elements exchanged where their order counts.
    fn keep(&mut self, times: u64) {
        if self.kept.len() >= KEPT {
            return;
        }
        let elements = |part: &Places| places(*part).map(|place| self.hand[place]).collect();
        let story: Story = self.story.iter().map(elements).collect();
        self.kept.push(story.clone());
        if self.kept.len() < KEPT && times > 1 {
            let mut other = story;
            if let Some(part) = other.iter_mut().zip(&self.in_order).find(|(p, o)| **o && p.len() > 1) {
                part.0.swap(0, 1);
                self.kept.push(other);
            }
        }
    }

    /// The places of the hand that a stage may take.
    fn fitting(&self, pick: Pick, used: Places, chosen: &Chosen) -> SmallVec<[usize; 16]> {
        let grid = self.universe.grid.as_ref();
        let fits = |place: &usize| {
            let element = self.hand[*place];
            let rank = grid.map_or(0, |grid| grid.rank[element]);
            let suit = grid.map_or(0, |grid| grid.suit[element]);
            used >> place & 1 == 0
                && match pick {
                    Pick::Of(class) => self.universe.classes[class].1 >> element & 1 == 1,
                    Pick::OfRank => chosen.ranks.get(chosen.open_rank) == Some(&rank),
                    Pick::OfSuit => chosen.suits.get(chosen.open_suit) == Some(&suit),
                    Pick::OtherRanks => !chosen.ranks.contains(&rank),
                    Pick::Ranks | Pick::Suits => false,
                }
        };
        (0..self.hand.len()).filter(fits).collect()
    }

    /// What is chosen after a stage took these places, where that is something else.
    fn closed(&self, pick: Pick, taken: Places, chosen: &Chosen) -> Option<Chosen> {
        let mut after = match (pick, &self.universe.grid) {
            (Pick::OfRank | Pick::OfSuit, _) | (Pick::OtherRanks, Some(_)) => chosen.clone(),
            _ => return None,
        };
        match (pick, &self.universe.grid) {
            (Pick::OfRank, _) => after.open_rank += 1,
            (Pick::OfSuit, _) => after.open_suit += 1,
            (_, Some(grid)) => {
                // The rank of a single card is chosen with it, and needs no more cards.
                for place in places(taken) {
                    after.ranks.insert(after.open_rank, grid.rank[self.hand[place]]);
                    after.open_rank += 1;
                }
            }
            _ => {}
        }
        Some(after)
    }

    /// Chooses ranks or suits of the hand that were not chosen before.
    fn name(&mut self, stage: &Stage, rest: &[Stage], used: Places, chosen: &Chosen, times: u64) {
        let Some(grid) = &self.universe.grid else { return };
        let (of, before) = match stage.pick {
            Pick::Ranks => (&grid.rank, &chosen.ranks),
            _ => (&grid.suit, &chosen.suits),
        };
        let mut names: Vec<usize> = self.hand.iter().map(|element| of[*element]).collect();
        names.sort_unstable();
        names.dedup();
        names.retain(|name| !before.contains(name));
        let take = usize::try_from(stage.take).unwrap_or(usize::MAX);
        for subset in subsets(&names, take) {
            for order in if stage.ordered { orders(&subset) } else { vec![subset] } {
                let mut after = chosen.clone();
                match stage.pick {
                    Pick::Ranks => after.ranks.extend(order),
                    _ => after.suits.extend(order),
                }
                self.go(rest, used, &after, times);
            }
        }
    }
}

/// The places of a hand that these bits stand for, in order.
fn places(bits: Places) -> impl Iterator<Item = usize> {
    (0..Places::BITS as usize).filter(move |place| bits >> place & 1 == 1)
}

/// The subsets of one size of the numbers below another, in order.
pub(super) struct Combinations {
    of: usize,
    subset: SmallVec<[usize; 16]>,
    is_first: bool,
}

impl Combinations {
    pub fn new(of: usize, size: usize) -> Self {
        Self { of, subset: (0..size.min(of.saturating_add(1))).collect(), is_first: true }
    }

    /// The next one.
    pub fn advance(&mut self) -> Option<&[usize]> {
        let size = self.subset.len();
        if std::mem::take(&mut self.is_first) {
            return (size <= self.of).then_some(self.subset.as_slice());
        }
        // The last number that has room above it; those after it follow it closely.
        let last = |i: usize| self.of - size + i;
        let risen = (0..size).rev().find(|i| size <= self.of && self.subset[*i] < last(*i))?;
        self.subset[risen] += 1;
        for i in risen + 1..size {
            self.subset[i] = self.subset[i - 1] + 1;
        }
        Some(self.subset.as_slice())
    }
}

pub(super) fn factorial(n: u64) -> u64 {
    number::factorial(n.min(20)).to_u64().unwrap_or(u64::MAX)
}

/// The subsets of this size, in order.
pub(super) fn subsets(of: &[usize], size: usize) -> Vec<Vec<usize>> {
    let mut places = Combinations::new(of.len(), size);
    let mut all = Vec::new();
    while let Some(subset) = places.advance() {
        all.push(subset.iter().map(|place| of[*place]).collect());
    }
    all
}

/// Every order of a few names.
pub(super) fn orders(names: &[usize]) -> Vec<Vec<usize>> {
    if names.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (i, first) in names.iter().enumerate() {
        let mut rest = names.to_vec();
        rest.remove(i);
        all.extend(orders(&rest).into_iter().map(|order| [&[*first], order.as_slice()].concat()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combinations_are_all_subsets_in_order() {
        assert_eq!(subsets(&[5, 6, 7], 0), [Vec::<usize>::new()]);
        assert_eq!(subsets(&[5, 6, 7], 2), [[5, 6], [5, 7], [6, 7]]);
        assert!(subsets(&[5, 6], 3).is_empty() && subsets(&[], 1).is_empty());
        assert_eq!(subsets(&[], 0).len(), 1);
        for (of, size, count) in [(7, 3, 35), (9, 9, 1), (10, 1, 10), (12, 5, 792)] {
            let names: Vec<usize> = (0..of).collect();
            let all = subsets(&names, size);
            assert_eq!(all.len(), count);
            assert!(all.is_sorted() && all.iter().all(|subset| subset.is_sorted_by(|a, b| a < b)));
        }
    }
}
