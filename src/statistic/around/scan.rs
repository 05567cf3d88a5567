//! Scans of rings: what is remembered while the seats are passed one by one.

use crate::model::Value;
use crate::statistic::fold::Scan;

/// Watches for two neighbours that meet a condition. The state: one more than the first and than the last view, or
/// [`MET`].
pub(super) struct Pairs {
    pub(super) met: fn(u32, u32) -> bool,
    pub(super) value_when_met: bool,
    pub(super) alone: bool,
}

const MET: i64 = -1;

impl Scan for Pairs {
    fn start(&self) -> Vec<i64> {
        vec![0, 0]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        let here = i64::from(view) + 1;
        match u32::try_from(state[1] - 1) {
            _ if state[0] == MET => {}
            Ok(before) if (self.met)(before, view) => state.copy_from_slice(&[MET, 0]),
            Ok(_) => state[1] = here,
            Err(_) => state.copy_from_slice(&[here, here]),
        }
    }

    fn value(&self, state: &[i64]) -> Value {
        let met = match (u32::try_from(state[1] - 1), u32::try_from(state[0] - 1)) {
            (Ok(last), Ok(first)) => !self.alone && (self.met)(last, first),
            _ => state[0] == MET,
        };
        Value::Truth(met == self.value_when_met)
    }
}

/// The state: whether the first element belongs to the block, whether the last does, how many stretches have begun
/// (three are too many), and which members have come.
pub(super) struct Block {
    pub(super) masks: Vec<i64>,
    pub(super) all: i64,
}

const BROKEN: i64 = 3;

impl Scan for Block {
    fn start(&self) -> Vec<i64> {
        vec![-1, 0, 0, 0]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        let mask = self.masks[view as usize];
        let belongs = i64::from(mask > 0);
        if state[2] == BROKEN {
            return;
        }
        if state[0] < 0 {
            state[0] = belongs;
        }
        state[2] += i64::from(belongs > state[1]);
        // A second stretch can only be the beginning of the first, which then reaches over the end.
        if state[2] > 1 + state[0] {
            state.copy_from_slice(&[0, 0, BROKEN, 0]);
            return;
        }
        state[1] = belongs;
        state[3] |= mask;
    }

    fn value(&self, state: &[i64]) -> Value {
        let closed = state[2] <= 1 || (state[2] == 2 && state[1] == 1);
        Value::Truth(closed && state[3] == self.all)
    }
}

/// The state: the streak at the beginning, whether it goes on still, the streak here, and the best so far.
pub(super) struct Streaks;

impl Scan for Streaks {
    fn start(&self) -> Vec<i64> {
        vec![0, 1, 0, 0]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        let matches = i64::from(view == 1);
        state[1] *= matches;
        state[0] += state[1];
        state[2] = (state[2] + 1) * matches;
        state[3] = state[3].max(state[2]);
    }

    fn value(&self, state: &[i64]) -> Value {
        let over_the_end = if state[1] == 1 { state[0] } else { state[2] + state[0] };
        Value::Int(state[3].max(over_the_end))
    }
}

/// The state: one more than the first and than the last view, and how often neighbours have differed.
pub(super) struct Runs;

impl Scan for Runs {
    fn start(&self) -> Vec<i64> {
        vec![0, 0, 0]
    }

    fn step(&self, state: &mut [i64], _place: u64, view: u32) {
        let here = i64::from(view) + 1;
        if state[0] == 0 {
            state[0] = here;
        } else {
            state[2] += i64::from(state[1] != here);
        }
        state[1] = here;
    }

    fn value(&self, state: &[i64]) -> Value {
        let changes = state[2] + i64::from(state[0] != state[1]);
        Value::Int(if state[0] == 0 { 0 } else { changes.max(1) })
    }
}
