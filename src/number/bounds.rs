//! How small and how large a linear form can be where equations hold and no unknown is negative: the simplex method in
//! exact fractions.
//!
//! The pivots follow R. G. Bland's rule ("New finite pivoting rules for the simplex method", Mathematics of Operations
//! Research 2, 1977), under which the method ends after finitely many steps; the start is found in a first phase with
//! one artificial unknown a row [G. B. Dantzig, "Linear Programming and Extensions", 1963].

use crate::number::Equation;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// The bounds of a linear form; an end is missing where the form has none.
pub type Bounds = (Option<BigRational>, Option<BigRational>);

/// The smallest and the largest value of the form `target` over all x ≥ 0 with `rows[i]` · x = `right[i]`; nothing when
/// there is no such x.
///
/// # Examples
/// ```
/// use num_rational::BigRational;
/// use prob::number::bounds;
/// let q = |n: i64| BigRational::from_integer(n.into());
/// // x + y = 3: then x lies between 0 and 3, and x − y between −3 and 3.
/// let rows = vec![vec![(0, q(1)), (1, q(1))]];
/// assert_eq!(bounds(&rows, &[q(3)], &[(0, q(1))], 2), Some((Some(q(0)), Some(q(3)))));
/// assert_eq!(bounds(&rows, &[q(3)], &[(0, q(1)), (1, q(-1))], 2), Some((Some(q(-3)), Some(q(3)))));
/// assert_eq!(bounds(&rows, &[q(-3)], &[(0, q(1))], 2), None);
/// // Without an equation x may be as large as one likes.
/// assert_eq!(bounds(&[], &[], &[(0, q(1))], 1), Some((Some(q(0)), None)));
/// ```
///
/// # Cost
/// Each pivot takes rows × unknowns operations; there are seldom more than a few times as many as rows.
#[must_use]
pub fn bounds(
    rows: &[Equation],
    right: &[BigRational],
    target: &[(usize, BigRational)],
    unknowns: usize,
) -> Option<Bounds> {
    let mut tableau = Tableau::feasible(rows, right, unknowns)?;
    let mut cost = vec![BigRational::zero(); unknowns];
    for (unknown, coefficient) in target {
        cost[*unknown] += coefficient;
    }
    let least = tableau.minimize(&cost);
    cost.iter_mut().for_each(|c| *c = -c.clone());
    let most = tableau.minimize(&cost).map(|negative| -negative);
    Some((least, most))
}

/// The equations, solved for one unknown a row: every other unknown is 0.
struct Tableau {
    /// The coefficients, and the right-hand side at the end.
    rows: Vec<Vec<BigRational>>,
    /// The unknown that each row is solved for.
    basis: Vec<usize>,
    unknowns: usize,
}

impl Tableau {
    /// Solved at some x ≥ 0, if there is one.
    fn feasible(rows: &[Equation], right: &[BigRational], unknowns: usize) -> Option<Self> {
        let width = unknowns + rows.len();
        let mut full = Vec::with_capacity(rows.len());
        for (i, (row, value)) in rows.iter().zip(right).enumerate() {
            let mut dense = vec![BigRational::zero(); width + 1];
            for (unknown, coefficient) in row {
                dense[*unknown] += coefficient;
            }
            dense[width] = value.clone();
            if value.is_negative() {
                dense.iter_mut().for_each(|c| *c = -c.clone());
            }
            dense[unknowns + i] = BigRational::one();
            full.push(dense);
        }
        let mut tableau = Self { rows: full, basis: (unknowns..width).collect(), unknowns: width };
        let artificial = |unknown| if unknown < unknowns { BigRational::zero() } else { BigRational::one() };
        let cost: Vec<BigRational> = (0..width).map(artificial).collect();
        let rest = tableau.minimize(&cost)?;
        rest.is_zero().then(|| tableau.without_artificial(unknowns))
    }

    /// Without the unknowns of the first phase: they are 0, and rows that say nothing else go.
    fn without_artificial(mut self, unknowns: usize) -> Self {
        for row in (0..self.rows.len()).rev() {
            if self.basis[row] < unknowns {
                continue;
            }
            match (0..unknowns).find(|column| !self.rows[row][*column].is_zero()) {
                Some(column) => self.pivot(row, column),
                None => {
                    self.rows.swap_remove(row);
                    self.basis.swap_remove(row);
                }
            }
        }
        let width = self.unknowns;
        for row in &mut self.rows {
            row.drain(unknowns..width);
        }
        self.unknowns = unknowns;
        self
    }

    /// The smallest value of the cost; nothing when it has none.
    fn minimize(&mut self, cost: &[BigRational]) -> Option<BigRational> {
        let width = self.unknowns;
        loop {
            let Some(column) = (0..width).find(|column| self.reduced(cost, *column).is_negative()) else {
                let part = |(row, unknown): (&Vec<BigRational>, &usize)| &row[width] * &cost[*unknown];
                return Some(self.rows.iter().zip(&self.basis).map(part).sum());
            };
            let leaving = (0..self.rows.len())
                .filter(|row| self.rows[*row][column].is_positive())
                .min_by_key(|row| (&self.rows[*row][width] / &self.rows[*row][column], self.basis[*row]));
            self.pivot(leaving?, column);
        }
    }

    /// What one more of this unknown costs when the others make room for it.
    fn reduced(&self, cost: &[BigRational], column: usize) -> BigRational {
        let made_room = self
            .rows
            .iter()
            .zip(&self.basis)
            .filter(|(row, unknown)| !row[column].is_zero() && !cost[**unknown].is_zero())
            .map(|(row, unknown)| &row[column] * &cost[*unknown]);
        &cost[column] - made_room.sum::<BigRational>()
    }

    /// Solves a row for another unknown.
    fn pivot(&mut self, row: usize, column: usize) {
        let by = self.rows[row][column].recip();
        self.rows[row].iter_mut().for_each(|c| *c *= &by);
        let solved = self.rows[row].clone();
        for (i, other) in self.rows.iter_mut().enumerate() {
            if i == row || other[column].is_zero() {
                continue;
            }
            let factor = other[column].clone();
            for (c, s) in other.iter_mut().zip(&solved).filter(|(_, s)| !s.is_zero()) {
                *c -= &factor * s;
            }
        }
        self.basis[row] = column;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn q(n: i64) -> BigRational {
        BigRational::from_integer(n.into())
    }

    /// The extremes over all corners: every choice of as many unknowns as there are independent equations.
    fn by_corners(
        rows: &[Equation],
        right: &[BigRational],
        target: &[(usize, BigRational)],
        n: usize,
    ) -> Option<Bounds> {
        let mut values = Vec::new();
        for chosen in 0usize..1 << n {
            // All unknowns outside of the choice are 0; the rest must be determined and not negative.
            let mut rows = rows.to_vec();
            let mut right = right.to_vec();
            for unknown in (0..n).filter(|i| chosen >> i & 1 == 0) {
                rows.push(vec![(unknown, q(1))]);
                right.push(q(0));
            }
            let x: Option<Vec<BigRational>> = (0..n)
                .map(|i| crate::number::determined(&rows, &right, &[(i, q(1))]).ok().flatten())
                .collect();
            if let Some(x) = x.filter(|x| x.iter().all(|v| !v.is_negative())) {
                values.push(target.iter().map(|(i, c)| c * &x[*i]).sum::<BigRational>());
            }
        }
        let (least, most) = (values.iter().min()?.clone(), values.iter().max()?.clone());
        Some((Some(least), Some(most)))
    }

    proptest! {
        /// With the sum of all unknowns stated the set is bounded, and the extremes lie at corners.
        #[test]
        fn extremes_lie_at_corners(
            rows in prop::collection::vec((prop::collection::vec(0i64..2, 4), -1i64..6), 0..3),
            target in prop::collection::vec(-2i64..3, 4),
        ) {
            let mut equations = vec![(0..4).map(|i| (i, q(1))).collect::<Equation>()];
            let mut right = vec![q(6)];
            for (row, value) in rows {
                equations.push(row.into_iter().enumerate().map(|(i, c)| (i, q(c))).collect());
                right.push(q(value));
            }
            let target: Vec<_> = target.into_iter().enumerate().map(|(i, c)| (i, q(c))).collect();
            prop_assert_eq!(bounds(&equations, &right, &target, 4), by_corners(&equations, &right, &target, 4));
        }
    }
}
