//! Formulas read as choosing in stages on samples in order: values and their places, or places one after the other.
//!
//! `6 * C(5,3) * 5 * 5` reads as "one of six values, three of five places for it, then one of the five other values for
//! each place left".

use super::Sample;
use super::factors::{Factor, Whole};
use super::filling::{Pick, Stage, filled};
use super::ways::Ways;
use crate::explain::Choosing;
use crate::judge::witness::sight::told;
use crate::model::outcomes::each_outcome;
use crate::model::{Space, Value};
use crate::question::{Expr, Outcomes};

/// The most outcomes on which formulas are tried, the most places, and the most labels.
const MOST: usize = 20_000;
const MOST_PLACES: usize = 10;
const MOST_LABELS: usize = 400;

/// The most readings of one term.
const MOST_READINGS: usize = 64;

/// A sample in order, each of its values as likely as the others.
pub(super) struct Rows<'a> {
    space: &'a Space,
    event: &'a Expr,
    index: usize,
    labels: u64,
    places: usize,
    replaced: bool,
}

/// How many values were chosen, how many of them wait, and how many places are left.
#[derive(Clone, Copy)]
struct State {
    chosen: u64,
    waiting: u64,
    left: u64,
}

impl<'a> Rows<'a> {
    /// The rows of a space of trials, or of draws or arrangements of different elements.
    pub fn new(space: &'a Space, event: &'a Expr, index: usize) -> Option<Self> {
        let places = usize::try_from(space.length()?).ok().filter(|n| (2..=MOST_PLACES).contains(n))?;
        let labels = space.labels().len();
        let replaced = match space {
            Space::Trials(groups) if groups.len() == 1 && groups[0].0.is_fair() => true,
            Space::Draw(from, _) | Space::Words(from, _)
                if from.classes().iter().all(|(_, count)| *count == 1) =>
            {
                false
            }
            _ => return None,
        };
        (2..=MOST_LABELS).contains(&labels).then_some(())?;
        Some(Self { space, event, index, labels: labels as u64, places, replaced })
    }

    /// All rows, as choices.
    pub fn whole(&self) -> Whole {
        match self.replaced {
            true => Whole::of(Factor { from: self.labels, take: 1, ordered: false }, self.places),
            false => Whole::of(Factor { from: self.labels, take: self.places as u64, ordered: true }, 1),
        }
    }

    fn is_favourable(&self, row: &Value) -> bool {
        let mut outcomes = Outcomes::default();
        outcomes.names = vec![None; self.index];
        outcomes.names.push(Some(row.clone()));
        self.event.evaluate(&mut outcomes).ok() == Some(Value::Truth(true))
    }

    fn read(&self, factors: &[Factor], state: State, stages: &mut Vec<Stage>, found: &mut Vec<Vec<Stage>>) {
        if found.len() >= MOST_READINGS {
            return;
        }
        let Some((factor, rest)) = factors.split_first() else {
            if state.waiting == 0 && state.left == 0 {
                found.push(stages.clone());
            } else if state.waiting == 1 && state.left > 0 {
                let rest = Stage { pick: Pick::Rest, from: state.left, take: state.left, ordered: false };
                found.push(stages.iter().copied().chain([rest]).collect());
            }
            return;
        };
        for (pick, after) in self.picks(*factor, state) {
            stages.push(Stage { pick, from: factor.from, take: factor.take, ordered: factor.ordered });
            self.read(rest, after, stages, found);
            stages.pop();
        }
    }

    /// What a factor may stand for, and what is left then.
    fn picks(&self, factor: Factor, state: State) -> Vec<(Pick, State)> {
        let Factor { from, take, ordered } = factor;
        let State { chosen, waiting, left } = state;
        let (mut found, others) = (Vec::new(), self.labels - chosen.min(self.labels));
        let fits = take <= left;
        if waiting > 0 && from == left && fits && (!ordered || take == 1) {
            found.push((Pick::Places, State { chosen, waiting: waiting - 1, left: left - take }));
        }
        if waiting == take && take > 1 && ordered && from == left {
            found.push((Pick::PlaceOfEach, State { chosen, waiting: 0, left: left - take }));
        }
        let next = waiting == 0 && fits && (take == 1 || ordered);
        if next && from == others {
            found.push((Pick::New, State { chosen: chosen + take, waiting, left: left - take }));
        }
        if next && take == 1 && chosen > 0 && from == others {
            found.push((Pick::Other, State { chosen, waiting, left: left - 1 }));
        }
        if next && take == 1 && from == self.labels {
            found.push((Pick::Any, State { chosen, waiting, left: left - 1 }));
        }
        // A value that waits for its places last: what fills a place at once is the plainer reading.
        if from == others && waiting + take <= left {
            found.push((Pick::Values, State { chosen: chosen + take, waiting: waiting + take, left }));
        }
        found
    }
}

impl Sample for Rows<'_> {
    type Stage = Stage;
    type Outcome = Value;

    fn readings(&self, factors: &[Factor]) -> Vec<Vec<Stage>> {
        let mut found = Vec::new();
        let state = State { chosen: 0, waiting: 0, left: self.places as u64 };
        let factors: Vec<Factor> =
            factors.iter().copied().filter(|factor| factor.from > 1 || factor.take > 1).collect();
        self.read(&factors, state, &mut Vec::new(), &mut found);
        found
    }

    fn ways(&self, stages: &[Stage], row: &Value) -> Option<Ways> {
        filled(stages, row.elements())
    }

    fn outcomes(&self) -> Box<dyn Iterator<Item = (Value, bool)> + '_> {
        let mut rows = Vec::new();
        each_outcome(self.space, &mut |row, _| {
            rows.push(row);
            rows.len() < MOST
        });
        Box::new(rows.into_iter().map(|row| {
            let favourable = self.is_favourable(&row);
            (row, favourable)
        }))
    }

    fn text(&self, row: &Value) -> String {
        told(row)
    }

    fn told(&self, stage: &Stage) -> Option<Choosing> {
        let Stage { from, take, .. } = *stage;
        match stage.pick {
            Pick::Values => Some(Choosing::Values { take, from }),
            Pick::Places => Some(Choosing::Places { take, from }),
            Pick::PlaceOfEach => Some(Choosing::PlaceOfEach { take }),
            Pick::Any | Pick::Other | Pick::New => Some(Choosing::NextPlace { take, from }),
            Pick::Rest => None,
        }
    }
}
