//! The exact multinomial test of a distribution, where there are few ways to spread the trials over its values.

use super::distribution::Cell;

/// The most spreads that are gone through.
const MOST: u64 = 20_000;

/// Probabilities that differ by no more than this factor's logarithm count as equal: they are sums of rounded logarithms.
const ALIKE: f64 = 1e-9;

/// The probability of a spread of the trials that is no more probable than the observed one, where the cells are right.
///
/// P(o) = n!/(∏ oᵢ!)·∏ pᵢ^oᵢ, summed over all o of the sum n with P(o) ≤ P(observed). Nothing where more than
/// twenty thousand spreads, C(n + k − 1, k − 1) for k cells, would have to be gone through. Each cell is possible, and
/// there is one at least.
/// [T. R. C. Read and N. A. C. Cressie, Goodness-of-Fit Statistics for Discrete Multivariate Data, 1988, ch. 5]
pub(super) fn p_value(cells: &[Cell]) -> Option<f64> {
    let trials = cells.iter().try_fold(0u64, |sum, cell| sum.checked_add(cell.observed))?;
    if spreads(trials, cells.len() as u64)? > MOST {
        return None;
    }
    let spread = Spread::new(cells, trials);
    let observed: f64 = cells.iter().enumerate().map(|(i, cell)| spread.of(i, cell.observed as usize)).sum();
    Some(spread.no_more_than(observed + ALIKE, 0, trials as usize, 0.0).min(1.0))
}

/// C(n + k − 1, k − 1), unless it is far beyond what is gone through.
fn spreads(trials: u64, cells: u64) -> Option<u64> {
    let mut count = 1u64;
    for i in 1..cells {
        count = count.checked_mul(trials.checked_add(i)?)? / i;
        if count > MOST {
            return None;
        }
    }
    Some(count)
}

/// Logarithms of what the cells give to the probability of a spread.
struct Spread {
    /// ln p of each cell.
    logarithms: Vec<f64>,
    /// ln m! for m = 0 ..= n.
    factorials: Vec<f64>,
}

impl Spread {
    fn new(cells: &[Cell], trials: u64) -> Self {
        let product = (1..=trials).scan(0.0, |sum, m| {
            *sum += (m as f64).ln();
            Some(*sum)
        });
        Self {
            logarithms: cells.iter().map(|cell| cell.probability.ln()).collect(),
            factorials: std::iter::once(0.0).chain(product).collect(),
        }
    }

    /// m·ln p − ln m! for a cell.
    fn of(&self, cell: usize, count: usize) -> f64 {
        count as f64 * self.logarithms[cell] - self.factorials[count]
    }

    /// The probability of all spreads of the `left` trials over the cells from this one on whose logarithm, with the
    /// `sum` of those before, is at most `most`.
    fn no_more_than(&self, most: f64, cell: usize, left: usize, sum: f64) -> f64 {
        if cell + 1 == self.logarithms.len() {
            let sum = sum + self.of(cell, left);
            let all = self.factorials[self.factorials.len() - 1];
            return if sum <= most { (all + sum).exp() } else { 0.0 };
        }
        (0..=left)
            .map(|count| self.no_more_than(most, cell + 1, left - count, sum + self.of(cell, count)))
            .sum()
    }
}
