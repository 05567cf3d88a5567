//! How often stages arrive at one row of a sample in order, and how.

use super::ways::{Ways, orders, subsets};
use crate::model::Value;

/// The most steps of one outcome.
const MOST_STEPS: u64 = 50_000;

/// What a stage does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    /// Chooses values that were not chosen before; they wait for places.
    Values,
    /// Chooses places for the value that has waited longest.
    Places,
    /// One place for each value that waits, in any order.
    PlaceOfEach,
    /// Any value at the next place.
    Any,
    /// A value that was not chosen at the next place.
    Other,
    /// The same, and it counts as chosen from now on.
    New,
    /// The value that waits, at every place left.
    Rest,
}

/// One stage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stage {
    /// What is chosen.
    pub pick: Pick,
    /// Of how many.
    pub from: u64,
    /// How many.
    pub take: u64,
    /// Whether in order.
    pub ordered: bool,
}

/// What is filled and chosen so far.
#[derive(Clone, Default)]
struct Filled {
    used: u32,
    chosen: Vec<Value>,
    /// How many of the chosen have their places.
    placed: usize,
}

/// The ways to fill a row stage by stage; nothing when there are too many to go through.
pub(super) fn filled(stages: &[Stage], row: &[Value]) -> Option<Ways> {
    let mut walk = Walk { row, count: 0, stories: Vec::new(), story: Vec::new(), steps: 0 };
    walk.go(stages, &Filled::default());
    let Walk { count, stories, steps, .. } = walk;
    (steps <= MOST_STEPS).then_some(Ways { count, stories, steps })
}

struct Walk<'a> {
    row: &'a [Value],
    count: u64,
    stories: Vec<String>,
    story: Vec<String>,
    steps: u64,
}

impl Walk<'_> {
    fn free(&self, filled: &Filled) -> Vec<usize> {
        (0..self.row.len()).filter(|place| filled.used >> place & 1 == 0).collect()
    }

    fn go(&mut self, stages: &[Stage], filled: &Filled) {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return;
        }
        let Some((stage, rest)) = stages.split_first() else {
            if self.free(filled).is_empty() && filled.placed == filled.chosen.len() {
                self.count = self.count.saturating_add(1);
                if self.stories.len() < 2 {
                    self.stories.push(self.story.join(" | "));
                }
            }
            return;
        };
        match stage.pick {
            Pick::Values => self.values(stage, rest, filled),
            Pick::Places | Pick::Rest => self.places(stage, rest, filled),
            Pick::PlaceOfEach => self.each(rest, filled),
            Pick::Any | Pick::Other | Pick::New => self.next(stage, rest, filled),
        }
    }

    /// Goes on after a stage, which the story tells like this.
    fn on(&mut self, told: String, rest: &[Stage], after: &Filled) {
        self.story.push(told);
        self.go(rest, after);
        self.story.pop();
    }

    fn values(&mut self, stage: &Stage, rest: &[Stage], filled: &Filled) {
        let mut names: Vec<Value> = self.row.to_vec();
        names.sort();
        names.dedup();
        names.retain(|name| !filled.chosen.contains(name));
        let all: Vec<usize> = (0..names.len()).collect();
        for subset in subsets(&all, usize::try_from(stage.take).unwrap_or(usize::MAX)) {
            for order in if stage.ordered { orders(&subset) } else { vec![subset] } {
                let mut after = filled.clone();
                after.chosen.extend(order.iter().map(|i| names[*i].clone()));
                self.go(rest, &after);
            }
        }
    }

    /// Places for the value that has waited longest.
    fn places(&mut self, stage: &Stage, rest: &[Stage], filled: &Filled) {
        let Some(value) = filled.chosen.get(filled.placed).cloned() else { return };
        let here: Vec<usize> =
            self.free(filled).into_iter().filter(|place| self.row[*place] == value).collect();
        for subset in subsets(&here, usize::try_from(stage.take).unwrap_or(usize::MAX)) {
            let mut after = filled.clone();
            after.placed += 1;
            after.used = subset.iter().fold(after.used, |used, place| used | 1 << place);
            let places: Vec<String> = subset.iter().map(|place| (place + 1).to_string()).collect();
            self.on(format!("{value} → {}", places.join(" ")), rest, &after);
        }
    }

    /// A place for each value that waits.
    fn each(&mut self, rest: &[Stage], filled: &Filled) {
        let Some(value) = filled.chosen.get(filled.placed).cloned() else {
            self.go(rest, filled);
            return;
        };
        for place in
            self.free(filled).into_iter().filter(|place| self.row[*place] == value).collect::<Vec<_>>()
        {
            let mut after = filled.clone();
            after.placed += 1;
            after.used |= 1 << place;
            self.story.push(format!("{value} → {}", place + 1));
            self.each(rest, &after);
            self.story.pop();
        }
    }

    /// The next places, one for each that the stage takes.
    fn next(&mut self, stage: &Stage, rest: &[Stage], filled: &Filled) {
        let mut after = filled.clone();
        let free = self.free(filled);
        let take = usize::try_from(stage.take).unwrap_or(usize::MAX);
        if take > free.len() {
            return;
        }
        let mut told = Vec::new();
        for place in &free[..take] {
            let value = &self.row[*place];
            if stage.pick != Pick::Any && after.chosen.contains(value) {
                return;
            }
            if stage.pick == Pick::New {
                after.chosen.push(value.clone());
                after.placed += 1;
            }
            after.used |= 1 << place;
            told.push(value.to_string());
        }
        self.on(told.join(" "), rest, &after);
    }
}
