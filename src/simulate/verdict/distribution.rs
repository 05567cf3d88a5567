//! The test of a whole distribution: exact where trials and values are few, else by chi-square.

use super::{ALARM, Check, ENOUGH, Verdict, binomial_p_value, hits, multinomial};
use crate::simulate::special::{deviance, gamma_tails};

/// How well observed counts fit an exact distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// The chi-square statistic; infinite when the impossible happened, 0 without degrees of freedom.
    pub statistic: f64,
    /// Degrees of freedom: one less than the pooled cells.
    pub degrees: usize,
    /// The probability of counts at least this far off, when the distribution is right.
    pub p_value: f64,
    /// What follows.
    pub verdict: Verdict,
}

/// A value, or several that are judged as one: their probability and how often they came.
#[derive(Clone, Copy, Default)]
pub(super) struct Cell {
    pub(super) probability: f64,
    pub(super) observed: u64,
}

impl Cell {
    fn with(self, other: Self) -> Self {
        Self {
            probability: self.probability + other.probability,
            observed: self.observed.saturating_add(other.observed),
        }
    }

    fn union<'a>(cells: impl IntoIterator<Item = &'a Self>) -> Self {
        cells.into_iter().fold(Self::default(), |all, &cell| all.with(cell))
    }
}

/// What the `observed` counts of the values say about their exact probabilities.
///
/// Values are pooled, rarest first, until each pool expects [`ENOUGH`] hits. Over the k pools the statistic is the
/// likelihood-ratio chi-square G = 2·Σ O·ln(O/E), divided by Williams's correction 1 + (Σ 1/pᵢ − 1)/(6n(k − 1)), with
/// k − 1 degrees of freedom. If all values that expect fewer than ten hits together still expect fewer than ten, their
/// hits also pass the exact binomial test, lest they drown in a large pool; the p-value is then twice the smaller one
/// (Bonferroni). Where no more than twenty thousand spreads of the trials over the values are possible, the p-value is the
/// exact probability of a spread that is no more probable than the observed one (the multinomial test) instead. With fewer than two pools, the most even split of the values into rare and frequent is judged by
/// [`hits`], which says how many trials would tell. A hit in a value of probability 0 disagrees at once; a single
/// possible value agrees.
///
/// The probabilities are taken relative to their sum. A slice that is shorter than the other counts as filled up with
/// zeros. A probability that is NaN, infinite or negative gives a p-value of NaN and no verdict but
/// [`Verdict::TooRare`]. Cost: n·ln n for n values.
///
/// Why not Pearson's Σ (O − E)²/E: at a level of one in a million and ten expected hits, its tail exceeds the chi-square
/// distribution's sixteen times over, so that right answers would be accused; G's stays within a fifth.
/// [D. A. Williams, Biometrika 63, 1976; W. Hoeffding, Ann. Math. Statist. 36, 1965]
///
/// # Examples
/// ```
/// use prob::simulate::verdict::{Verdict, distribution};
/// let die = [1.0 / 6.0; 6];
/// let fit = distribution(&die, &[104, 92, 98, 101, 107, 98]);
/// assert_eq!((fit.degrees, fit.verdict), (5, Verdict::Agrees));
/// assert_eq!(distribution(&die, &[160, 85, 85, 85, 85, 100]).verdict, Verdict::Disagrees);
/// assert_eq!(distribution(&[0.5, 0.5, 0.0], &[50, 49, 1]).verdict, Verdict::Disagrees);
/// ```
#[must_use]
pub fn distribution(expected: &[f64], observed: &[u64]) -> Fit {
    let cells = (0..expected.len().max(observed.len())).map(|i| Cell {
        probability: expected.get(i).copied().unwrap_or(0.0),
        observed: observed.get(i).copied().unwrap_or(0),
    });
    let (mut possible, impossible): (Vec<Cell>, Vec<Cell>) = cells.partition(|cell| cell.probability != 0.0);
    let total: f64 = possible.iter().map(|cell| cell.probability).sum();
    if !total.is_finite() || possible.iter().any(|cell| cell.probability < 0.0) {
        return Fit::split(Check::new(f64::NAN, 0.0, f64::INFINITY));
    }
    if impossible.iter().any(|cell| cell.observed > 0) {
        return Fit { statistic: f64::INFINITY, degrees: 0, p_value: 0.0, verdict: Verdict::Disagrees };
    }
    possible.iter_mut().for_each(|cell| cell.probability /= total);
    possible.sort_by(|a, b| a.probability.total_cmp(&b.probability));
    let fit = chi_square(&possible);
    if fit.degrees == 0 {
        return fit;
    }
    multinomial::p_value(&possible).map_or(fit, |exact| fit.with(exact))
}

/// The test of the cells in ascending order, by their pools.
pub(super) fn chi_square(possible: &[Cell]) -> Fit {
    let trials = Cell::union(possible).observed;
    let pools = pooled(possible, trials as f64);
    if pools.len() < 2 {
        Fit::split(most_even_split(possible, trials))
    } else {
        judged(possible, &pools, trials)
    }
}

impl Fit {
    /// The fit of a single binomial check.
    fn split(check: Check) -> Self {
        Self { statistic: 0.0, degrees: 0, p_value: check.p_value, verdict: check.verdict }
    }

    /// The same counts with this p-value, and what follows from it.
    fn with(self, p_value: f64) -> Self {
        let verdict = if p_value < ALARM { Verdict::Disagrees } else { Verdict::Agrees };
        Self { p_value, verdict, ..self }
    }
}

/// Cells in the given order, united until each expects enough; what is left over joins the last.
fn pooled(cells: &[Cell], trials: f64) -> Vec<Cell> {
    let mut pools: Vec<Cell> = Vec::new();
    let mut open = Cell::default();
    for &cell in cells {
        open = open.with(cell);
        if open.probability * trials >= ENOUGH {
            pools.push(std::mem::take(&mut open));
        }
    }
    if let Some(last) = pools.last_mut() {
        *last = last.with(open);
    }
    pools
}

/// The check of the rare cells together, where they and the others are as nearly equal as can be.
fn most_even_split(ascending: &[Cell], trials: u64) -> Check {
    let splits = (1..ascending.len()).map(|cut| {
        let (rare, frequent) = ascending.split_at(cut);
        (Cell::union(rare), Cell::union(frequent).probability)
    });
    let evenness = |(rare, rest): &(Cell, f64)| rare.probability.min(*rest);
    match splits.max_by(|a, b| evenness(a).total_cmp(&evenness(b))) {
        Some((rare, rest)) => hits(rare.observed, trials, rare.probability, rest),
        // A single possible value is certain; without any, nothing is known.
        None => hits(trials, trials, 1.0, 0.0),
    }
}

/// The corrected likelihood-ratio test of the pools, with the exact test of the rare cells where they are hidden.
fn judged(possible: &[Cell], pools: &[Cell], trials: u64) -> Fit {
    let (n, degrees) = (trials as f64, pools.len() - 1);
    let likelihood_ratio: f64 =
        pools.iter().map(|pool| 2.0 * excess(pool.observed as f64, pool.probability * n)).sum();
    let inverse: f64 = pools.iter().map(|pool| pool.probability.recip()).sum();
    let statistic = likelihood_ratio / (1.0 + (inverse - 1.0) / (6.0 * n * degrees as f64));
    let of_pools = gamma_tails(degrees as f64 / 2.0, statistic / 2.0).upper;
    let rare = Cell::union(possible.iter().take_while(|cell| cell.probability * n < ENOUGH));
    let hidden = rare.probability > 0.0 && rare.probability * n < ENOUGH;
    let p_value = if hidden {
        let of_rare = binomial_p_value(rare.observed, trials, rare.probability, 1.0 - rare.probability);
        (2.0 * of_pools.min(of_rare)).min(1.0)
    } else {
        of_pools
    };
    Fit { statistic, degrees, p_value, verdict: Verdict::Agrees }.with(p_value)
}

/// O·ln(O/E) − (O − E), without cancellation; summed over all cells it is Σ O·ln(O/E).
fn excess(observed: f64, expected: f64) -> f64 {
    if observed == 0.0 {
        expected
    } else {
        observed * deviance((expected - observed) / observed, expected / observed)
    }
}
