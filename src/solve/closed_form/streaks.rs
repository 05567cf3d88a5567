//! The longest run of matching elements in equal trials.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::solve::atom::Atom;
use crate::solve::by_class::Swept;
use crate::solve::closed_form::alike::differences;
use crate::statistic::counting::as_pattern;
use num_bigint::BigUint;
use num_traits::Pow;
use std::collections::VecDeque;

/// Equal trials of which some faces match.
pub struct Streaks {
    /// How many trials.
    pub n: u64,
    /// The weight of a match.
    matching: BigUint,
    /// The weight of a trial.
    pub total: BigUint,
}

impl Streaks {
    /// The trials in which an atom looks for the longest run of matches.
    ///
    /// # Errors
    /// Those of patterns that a label cannot be held against.
    pub fn of(space: &Space, atom: &Atom, arguments: &[Value]) -> Result<Option<Self>, Error> {
        let Space::Trials(groups) = space else { return Ok(None) };
        let ([(faces, _)], true) = (groups.as_ref(), atom.path.is_unkept()) else { return Ok(None) };
        let pattern = as_pattern(&arguments[0])?;
        let mut matching = BigUint::ZERO;
        for (label, weight) in faces.weights() {
            if pattern.matches(&atom.path.seen(label)?) {
                matching += weight;
            }
        }
        Ok(Some(Self { n: atom.path.length(), matching, total: faces.total().clone() }))
    }

    /// About how many word operations [`at_most`](Self::at_most) takes.
    #[must_use]
    pub fn work(&self) -> u128 {
        // The numbers grow from one word to all of theirs, and each takes two products.
        u128::from(self.n).saturating_mul(self.words() + 30)
    }

    /// The words of the weight of everything.
    #[must_use]
    pub fn words(&self) -> u128 {
        u128::from(self.n) * u128::from(self.total.bits()) / 64 + 8
    }

    /// The bytes that [`at_most`](Self::at_most) holds: the numbers that the recurrence looks back on.
    #[must_use]
    pub fn bytes(&self, m: u64) -> u128 {
        let run = m.saturating_add(1);
        (u128::from(run.min(self.n.saturating_sub(run))) + 4) * (self.words() * 8 + 64)
    }

    /// The weight of the trials whose longest run has at most m matches.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Interrupted`], and [`crate::ErrorKind::TooExpensive`] when the time is over.
    pub fn at_most(&self, m: u64, budget: &Budget) -> Result<BigUint, Error> {
        without(self.n, m.saturating_add(1), &self.matching, &self.total, budget)
    }
}

/// The law of the longest run in equal trials.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`] beyond the budget.
pub fn longest(
    space: &Space,
    atom: &Atom,
    arguments: &[Value],
    budget: &Budget,
) -> Result<Option<Swept>, Error> {
    let Some(streaks) = Streaks::of(space, atom, arguments)? else { return Ok(None) };
    let n = streaks.n;
    let top = atom.cap.map_or(n, |cap| cap.clamp(0, n.cast_signed()).unsigned_abs());
    let numbers = u128::from(top + 2);
    budget.afford(
        streaks.work().saturating_mul(numbers),
        numbers * streaks.words() * 16 + streaks.bytes(top),
    )?;
    let mut at_most = Vec::new();
    for m in 0..=top {
        at_most.push(streaks.at_most(m, budget)?);
    }
    Ok(Some(differences(at_most, Pow::pow(&streaks.total, n))))
}

/// The weight of n trials without r matches in a row: F(n) = t F(n−1) − aʳ (t−a) F(n−r−1), for what follows F(n−1)
/// only completes a first run of r when the r matches come after a miss (or at the very beginning, F(r) = tʳ − aʳ).
/// [W. Feller, "An Introduction to Probability Theory", vol. 1, XIII.7]
fn without(n: u64, r: u64, matching: &BigUint, total: &BigUint, budget: &Budget) -> Result<BigUint, Error> {
    let run = Pow::pow(matching, r);
    let run_after_miss = &run * (total - matching);
    // F(n−1), and those of the F that are still looked back on.
    let mut before = BigUint::from(1u32);
    let mut back = VecDeque::from([before.clone()]);
    for length in 1..=n {
        if length % 256 == 1 {
            budget.check()?;
        }
        before *= total;
        if length == r {
            before -= &run;
        } else if length > r {
            before -= back.pop_front().unwrap_or_default() * &run_after_miss;
        }
        if length < n.saturating_sub(r) {
            back.push_back(before.clone());
        }
    }
    Ok(before)
}
