//! The stages to an event, found in a run of their own.

use super::trial::{Near, Trial};
use super::{Splitting, copies};
use crate::simulate::stream;
use rand::rngs::ChaCha8Rng;

/// One in so many trials reaches the next stage: the shares for which a given precision takes the least work lie around
/// e⁻¹·⁶. [P. Glasserman et al., Operations Research 47, 1999]
const SHARE: usize = 5;

/// The most stages, and how often trials move where none of them has come nearer.
const MOST: usize = 400;
const PATIENCE: usize = 4;

/// The most random words of a trial, on the average, of which copies are kept.
const LONGEST: usize = 1 << 12;

impl Splitting<'_> {
    /// Finds the stages, and about which share of the trials reaches each from the one before; nothing where none comes
    /// nearer.
    pub(super) fn find_stages(&mut self) -> Option<Vec<f64>> {
        // A stream that no simulation gets to: the stages are those of the question, whatever the seed.
        let mut generator = stream::generator(0, u64::MAX);
        let mut trial = Trial::new(self.question, &self.miss, self.by_path);
        let mut near = trial.throw(self.trials, &mut generator).ok()?;
        if near.iter().map(Near::length).sum::<usize>() > LONGEST * self.trials {
            return None;
        }
        let mut shares = Vec::new();
        self.stages.clear();
        let mut stage = f64::INFINITY;
        while stage > 0.0 && self.stages.len() < MOST {
            stage = self.next_stage(&mut near, stage, &mut trial, &mut generator)?;
            near.retain(|one| one.miss <= stage);
            shares.push(near.len() as f64 / self.trials as f64);
            self.stages.push(stage);
            if stage > 0.0 {
                near = copies(near, self.trials, &mut generator);
                self.mix(&mut near, stage, &mut trial, &mut generator)?;
            }
        }
        (stage == 0.0).then_some(shares)
    }

    /// The miss that about one in [`SHARE`] keeps below, or else the next one that some do.
    fn next_stage(
        &self,
        near: &mut [Near],
        stage: f64,
        trial: &mut Trial<'_>,
        generator: &mut ChaCha8Rng,
    ) -> Option<f64> {
        for _ in 0..PATIENCE {
            let mut misses: Vec<f64> = near.iter().map(|one| one.miss).collect();
            misses.sort_by(f64::total_cmp);
            let farthest = stage.min(misses[misses.len() - 1]);
            let aim = misses[misses.len() / SHARE];
            if aim < farthest {
                return Some(aim);
            }
            if let Some(next) = misses.iter().rev().find(|miss| **miss < farthest) {
                return Some(*next);
            }
            if stage.is_infinite() {
                return None;
            }
            self.mix(near, stage, trial, generator)?;
        }
        None
    }

    fn mix(
        &self,
        near: &mut [Near],
        stage: f64,
        trial: &mut Trial<'_>,
        generator: &mut ChaCha8Rng,
    ) -> Option<()> {
        for one in near {
            for _ in 0..self.moves {
                trial.rethrow(one, stage, generator).ok()?;
            }
        }
        Some(())
    }
}
