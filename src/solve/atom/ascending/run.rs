//! The automaton along the ascending order.

use super::table::Tables;
use super::{Ascending, Joined};
use crate::model::Value;
use crate::statistic::Fold;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The state holds how many elements have come, what the terms come to so far, and the labels that are remembered.
const HELD: usize = 2;

/// Nothing that comes can change the value any more.
const DECIDED: i64 = -1;

/// The most numbers in the tables of labels that tell the same.
const MOST_MERGED: usize = 4_000_000;

/// An element that is remembered: its place, the last place that it is held against, and by which of the tables it is merged.
type Held = (u64, u64, usize);

/// A place of which something is said.
struct Spoken {
    place: i64,
    /// The terms that end here: the form, and where the earlier element is remembered, if it speaks of one.
    ends: Vec<(usize, Option<usize>)>,
    /// Where the element at this place is remembered.
    kept: Option<usize>,
    /// What is remembered before it: where, and by which of the tables it is merged.
    open: Vec<(usize, usize)>,
}

/// The places with their terms, and what never changes.
struct Plan {
    joined: Joined,
    labels: usize,
    forms: Vec<Vec<u32>>,
    spoken: Vec<Spoken>,
    merged: Vec<Vec<u32>>,
    slots: usize,
    constant: i64,
}

/// The automaton.
pub struct Run {
    plan: Arc<Plan>,
    /// The values of terms in ascending order.
    values: Vec<Value>,
    /// What a term of such a value adds.
    adds: Vec<i64>,
    /// What has come as far is as good as anything beyond.
    beyond: Option<i64>,
}

impl Run {
    /// Nothing where the terms have values of the wrong kind, or of too many places too much must be remembered.
    pub fn of(asked: &Ascending, tables: Tables) -> Option<Self> {
        let adds = adds(asked, &tables.values)?;
        let places: BTreeSet<u64> = asked.terms.iter().flat_map(|t| [t.places.0, t.places.1]).collect();
        let mut spoken: Vec<Spoken> = Vec::with_capacity(places.len());
        // Of each place the last place whose element it is held against, and by which forms.
        let partners = |place: u64| {
            let terms = asked.terms.iter().zip(&tables.of_terms);
            let held = terms.filter(move |(term, _)| term.places.0 == place && term.places.1 > place);
            held.map(|(term, form)| (term.places.1, *form)).collect::<Vec<_>>()
        };
        let mut profiles: Vec<Vec<usize>> = Vec::new();
        let mut slots: Vec<Option<Held>> = Vec::new();
        for &place in &places {
            let open =
                slots.iter().enumerate().filter_map(|(i, slot)| slot.map(|(_, _, profile)| (i, profile)));
            let open = open.collect();
            let end = |(term, form): (&super::Term, &usize)| {
                let earlier = |slot: &Option<Held>| slot.is_some_and(|s| s.0 == term.places.0);
                (*form, slots.iter().position(earlier).filter(|_| term.places.0 < place))
            };
            let ends = asked.terms.iter().zip(&tables.of_terms).filter(|(term, _)| term.places.1 == place);
            let ends = ends.map(end).collect();
            slots.iter_mut().for_each(|slot| *slot = slot.filter(|(_, last, _)| *last > place));
            let held = partners(place);
            let kept = held.iter().map(|(last, _)| *last).max().map(|last| {
                let mut forms: Vec<usize> = held.iter().map(|(_, form)| *form).collect();
                forms.sort_unstable();
                forms.dedup();
                let profile = profiles.iter().position(|known| *known == forms).unwrap_or_else(|| {
                    profiles.push(forms);
                    profiles.len() - 1
                });
                let free = slots.iter().position(Option::is_none).unwrap_or_else(|| {
                    slots.push(None);
                    slots.len() - 1
                });
                slots[free] = Some((place, last, profile));
                free
            });
            spoken.push(Spoken { place: i64::try_from(place).ok()?, ends, kept, open });
        }
        if profiles.len().checked_mul(tables.labels * tables.labels)? > MOST_MERGED {
            return None;
        }
        let merged = profiles.iter().map(|forms| tables.merged(forms)).collect();
        let Tables { labels, values, forms, .. } = tables;
        let (joined, constant) = (asked.joined, asked.constant);
        let plan = Plan { joined, labels, forms, spoken, merged, slots: slots.len(), constant };
        Some(Self { plan: Arc::new(plan), values, adds, beyond: None })
    }

    /// What the terms come to with one more; the least and the greatest are places among the values.
    fn take_in(&self, sum: i64, value: u32) -> i64 {
        let sum = match self.plan.joined {
            Joined::Least if sum >= 0 => sum.min(value.into()),
            Joined::Least | Joined::Greatest => sum.max(value.into()),
            Joined::Any | Joined::All => sum.max(self.adds[value as usize]),
            Joined::Sum => sum + self.adds[value as usize],
        };
        self.beyond.map_or(sum, |beyond| sum.min(beyond))
    }

    fn is_decided(&self, sum: i64) -> bool {
        let beyond = self.beyond.is_some_and(|beyond| sum >= beyond);
        match self.plan.joined {
            Joined::Any | Joined::All => sum == 1,
            Joined::Least => sum == 0,
            Joined::Greatest => beyond || sum + 1 == self.values.len() as i64,
            Joined::Sum => beyond,
        }
    }
}

/// What a term of each value adds: 1 where it decides, itself to a sum; nothing where it may not be added up.
fn adds(asked: &Ascending, values: &[Value]) -> Option<Vec<i64>> {
    let truth = |value: &Value, wanted: bool| match value {
        Value::Truth(truth) => Some(i64::from(*truth == wanted)),
        _ => None,
    };
    let most = i64::try_from(asked.terms.len()).ok()?;
    let add = |value: &Value| match asked.joined {
        Joined::Any => truth(value, true),
        Joined::All => truth(value, false),
        Joined::Least | Joined::Greatest => value.is_number().then_some(0),
        Joined::Sum => match value {
            Value::Int(n) => {
                n.checked_abs()?.checked_mul(most)?.checked_add(asked.constant.checked_abs()?).map(|_| *n)
            }
            _ => None,
        },
    };
    values.iter().map(add).collect()
}

impl Fold for Run {
    fn start(&self) -> Vec<i64> {
        let sum = match self.plan.joined {
            Joined::Any | Joined::All => 0,
            Joined::Sum => self.plan.constant,
            Joined::Least | Joined::Greatest => -1,
        };
        [0, sum].into_iter().chain(std::iter::repeat_n(0, self.plan.slots)).collect()
    }

    fn step(&self, state: &mut [i64], view: u32, multiplicity: u64) {
        if state[0] == DECIDED {
            return;
        }
        let (before, after) = (state[0], state[0].saturating_add_unsigned(multiplicity));
        let view = view as usize;
        let mut next = self.plan.spoken.partition_point(|spoken| spoken.place < before);
        while let Some(spoken) = self.plan.spoken.get(next).filter(|spoken| spoken.place < after) {
            for &(form, earlier) in &spoken.ends {
                let row = earlier.map_or(0, |slot| usize::try_from(state[HELD + slot]).unwrap_or(0));
                let value = self.plan.forms[form][row * self.plan.labels + view];
                state[1] = self.take_in(state[1], value);
            }
            if let Some(slot) = spoken.kept {
                state[HELD + slot] = view as i64;
            }
            next += 1;
            let open = self.plan.spoken.get(next).map_or(&[][..], |spoken| &spoken.open);
            for slot in 0..self.plan.slots {
                if !open.iter().any(|(kept, _)| *kept == slot) {
                    state[HELD + slot] = 0;
                }
            }
        }
        state[0] = after;
        if next == self.plan.spoken.len() || self.is_decided(state[1]) {
            state[0] = DECIDED;
            state[HELD..].fill(0);
        }
    }

    fn advance(&self, state: &mut [i64], view: u32) {
        if state[0] == DECIDED {
            return;
        }
        let next = self.plan.spoken.partition_point(|spoken| spoken.place < state[0]);
        let Some(spoken) = self.plan.spoken.get(next) else { return };
        for &(slot, profile) in &spoken.open {
            let label = usize::try_from(state[HELD + slot]).unwrap_or(0);
            state[HELD + slot] = self.plan.merged[profile][view as usize * self.plan.labels + label].into();
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        match self.plan.joined {
            Joined::Any => Value::Truth(state[1] == 1),
            Joined::All => Value::Truth(state[1] == 0),
            Joined::Sum => Value::Int(state[1]),
            Joined::Least | Joined::Greatest => {
                let value = usize::try_from(state[1]).ok().and_then(|value| self.values.get(value));
                value.cloned().unwrap_or(Value::Int(0))
            }
        }
    }

    fn saturated(&self, cap: i64) -> Option<Box<dyn Fold>> {
        let beyond = match self.plan.joined {
            Joined::Any | Joined::All => return None,
            Joined::Sum => {
                let beyond = cap.checked_add(1)?;
                let grows = self.adds.iter().all(|&add| add >= 0) && self.plan.constant <= beyond;
                grows.then_some(beyond)?
            }
            Joined::Least | Joined::Greatest => {
                i64::try_from(self.values.iter().position(|value| *value > Value::Int(cap))?).ok()?
            }
        };
        let (values, adds) = (self.values.clone(), self.adds.clone());
        Some(Box::new(Self { plan: Arc::clone(&self.plan), values, adds, beyond: Some(beyond) }))
    }
}
