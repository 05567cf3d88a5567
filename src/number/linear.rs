//! Systems of linear equations, sparse and exact: by elimination over the integers.
//!
//! Every row is a row of integers without a common divisor. The pivot is sought where it fills in least
//! (H. M. Markowitz, "The elimination form of the inverse", Management Science 3, 1957): in a shortest row, the
//! column with the fewest entries.

use super::gcd::gcd;
use crate::error::{Error, ErrorKind};
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeSet;

/// A linear equation: coefficients by the index of their unknown. An index that comes twice counts with the sum.
pub type Equation = Vec<(usize, BigRational)>;

/// The values of the unknowns of a square system, for one or more right-hand sides: `rows[i]` · x = `right[i][s]`
/// for each side s; returned is x by unknown, and in it by side.
///
/// # Examples
/// ```
/// use num_rational::BigRational;
/// use prob::number::solve_linear;
/// let q = |n: i64| BigRational::from_integer(n.into());
/// // x + y = 3, x − y = 1
/// let rows = vec![vec![(0, q(1)), (1, q(1))], vec![(0, q(1)), (1, q(-1))]];
/// let x = solve_linear(rows, vec![vec![q(3)], vec![q(1)]]).unwrap();
/// assert_eq!(x, [[q(2)], [q(1)]]);
/// ```
///
/// # Errors
/// [`ErrorKind::Undetermined`] when the equations have no solution or more than one;
/// [`ErrorKind::Range`] when the shapes do not fit.
pub fn solve_linear(
    rows: Vec<Equation>,
    right: Vec<Vec<BigRational>>,
) -> Result<Vec<Vec<BigRational>>, Error> {
    solve_linear_unless(rows, right, |_, _| Ok(()))
}

/// As [`solve_linear`], telling how many unknowns are eliminated, and of how many, until that is refused.
pub(crate) fn solve_linear_unless(
    rows: Vec<Equation>,
    right: Vec<Vec<BigRational>>,
    pass: impl FnMut(u64, u64) -> Result<(), Error>,
) -> Result<Vec<Vec<BigRational>>, Error> {
    let unknowns = rows.len();
    let sides = right.first().map_or(0, Vec::len);
    let fits = right.len() == unknowns && right.iter().all(|values| values.len() == sides);
    if !fits || rows.iter().flatten().any(|&(column, _)| column >= unknowns) {
        return Err(Error::new(ErrorKind::Range, "the system of equations is not square"));
    }
    let rows = rows.iter().zip(&right).map(|(row, values)| Row::new(row, values)).collect();
    let mut elimination = Elimination::new(rows, unknowns);
    elimination.run(pass)?;
    if elimination.contradicts() {
        return Err(Error::new(ErrorKind::Undetermined, "the equations contradict each other"));
    }
    if elimination.pivots.len() < unknowns {
        return Err(Error::new(ErrorKind::Undetermined, "the equations do not determine their unknowns"));
    }
    Ok(elimination.substitute_back(unknowns, sides))
}

/// The value of a linear form wherever the equations `rows[i]` · x = `right[i]` hold: nothing when they leave it
/// open. The constraints may be fewer or more than the unknowns.
///
/// # Examples
/// ```
/// use num_rational::BigRational;
/// use prob::number::determined;
/// let q = |n: i64| BigRational::from_integer(n.into());
/// let rows = [vec![(0, q(1)), (1, q(1))]]; // x + y = 3
/// assert_eq!(determined(&rows, &[q(3)], &[(0, q(2)), (1, q(2))]), Ok(Some(q(6))));
/// assert_eq!(determined(&rows, &[q(3)], &[(0, q(1))]), Ok(None));
/// ```
///
/// # Errors
/// [`ErrorKind::Undetermined`] when the equations contradict each other.
///
/// # Panics
/// When there are not as many rows as right-hand sides.
pub fn determined(
    rows: &[Equation],
    right: &[BigRational],
    target: &[(usize, BigRational)],
) -> Result<Option<BigRational>, Error> {
    assert_eq!(rows.len(), right.len(), "every equation has a right-hand side");
    let unknowns = rows.iter().flatten().chain(target).map(|&(column, _)| column + 1).max().unwrap_or(0);
    let rows = rows.iter().zip(right).map(|(row, value)| Row::new(row, std::slice::from_ref(value)));
    let mut elimination = Elimination::new(rows.collect(), unknowns);
    elimination.run(|_, _| Ok::<(), Error>(()))?;
    if elimination.contradicts() {
        return Err(Error::new(ErrorKind::Undetermined, "the given values contradict each other")
            .hint("check them: no assignment satisfies them all"));
    }
    let mut form = Row::new(target, &[BigRational::zero()]);
    let mut scale = BigInt::one();
    for &(row, column) in &elimination.pivots {
        if let Some(factor) = form.eliminate(column, &elimination.rows[row]) {
            scale *= factor;
        }
    }
    // Every step kept (form · x) − right = scale · (target · x) true of all solutions x.
    Ok(form.entries.is_empty().then(|| -BigRational::new(form.right.swap_remove(0), form.scale * scale)))
}

/// A row of integers: scale · (what it was) for the entries and the right-hand sides alike.
#[derive(Clone, Debug)]
struct Row {
    entries: Vec<(usize, BigInt)>,
    right: Vec<BigInt>,
    scale: BigInt,
}

impl Row {
    /// The equation over a common denominator, its entries in order.
    fn new(equation: &[(usize, BigRational)], right: &[BigRational]) -> Self {
        let denominators = equation.iter().map(|(_, value)| value).chain(right).map(BigRational::denom);
        let scale = denominators.fold(BigInt::one(), multiple);
        let integer = |value: &BigRational| value.numer() * (&scale / value.denom());
        let mut entries: Vec<_> = equation.iter().map(|(column, value)| (*column, integer(value))).collect();
        entries.sort_by_key(|&(column, _)| column);
        entries.dedup_by(|(column, value), (kept, sum)| {
            let same = column == kept;
            if same {
                *sum += &*value;
            }
            same
        });
        entries.retain(|(_, value)| !value.is_zero());
        let right = right.iter().map(integer).collect();
        Self { entries, right, scale }
    }

    fn get(&self, column: usize) -> Option<&BigInt> {
        let place = self.entries.binary_search_by_key(&column, |&(column, _)| column).ok()?;
        Some(&self.entries[place].1)
    }

    /// Removes the entry in `column` by subtracting a multiple of the pivot's row, after multiplying this row by the
    /// integer that is returned; nothing when there is no such entry.
    fn eliminate(&mut self, column: usize, pivot: &Row) -> Option<BigInt> {
        let (here, there) = (self.get(column)?, pivot.get(column)?);
        let common = BigInt::from(gcd(here.magnitude(), there.magnitude()));
        let (mine, theirs) = (there / &common, here / &common);
        let mut entries = Vec::with_capacity(self.entries.len() + pivot.entries.len());
        let mut others = pivot.entries.iter().peekable();
        for (column, value) in &self.entries {
            while let Some((other, subtracted)) = others.next_if(|(other, _)| other < column) {
                entries.push((*other, -(subtracted * &theirs)));
            }
            let mut difference = value * &mine;
            if let Some((_, subtracted)) = others.next_if(|(other, _)| other == column) {
                difference -= subtracted * &theirs;
            }
            if !difference.is_zero() {
                entries.push((*column, difference));
            }
        }
        entries.extend(others.map(|(other, subtracted)| (*other, -(subtracted * &theirs))));
        self.entries = entries;
        for (value, subtracted) in self.right.iter_mut().zip(&pivot.right) {
            *value = &*value * &mine - subtracted * &theirs;
        }
        Some(mine)
    }

    /// Divides by the common divisor of everything in the row.
    fn reduce(&mut self) {
        let mut common = BigUint::ZERO;
        for value in self.entries.iter().map(|(_, value)| value).chain(&self.right) {
            if common.is_one() {
                return;
            }
            common = gcd(&common, value.magnitude());
        }
        let common = BigInt::from(common);
        if common > BigInt::one() {
            self.entries.iter_mut().for_each(|(_, value)| *value /= &common);
            self.right.iter_mut().for_each(|value| *value /= &common);
        }
    }
}

/// The rows, in which columns they have entries, and the pivots so far as (row, column).
struct Elimination {
    rows: Vec<Row>,
    /// For each column, the rows without a pivot that have an entry there.
    columns: Vec<BTreeSet<usize>>,
    /// The rows without a pivot, shortest first.
    queue: BTreeSet<(usize, usize)>,
    pivots: Vec<(usize, usize)>,
}

impl Elimination {
    fn new(mut rows: Vec<Row>, unknowns: usize) -> Self {
        let mut columns = vec![BTreeSet::new(); unknowns];
        let mut queue = BTreeSet::new();
        for (index, row) in rows.iter_mut().enumerate() {
            row.reduce();
            for &(column, _) in &row.entries {
                columns[column].insert(index);
            }
            queue.insert((row.entries.len(), index));
        }
        Self { rows, columns, queue, pivots: Vec::new() }
    }

    /// Brings the rows to echelon form, up to their order; rows without entries stay in the queue's place 0.
    fn run<E>(&mut self, mut pass: impl FnMut(u64, u64) -> Result<(), E>) -> Result<(), E> {
        let whole = self.rows.len() as u64;
        while let Some(&(length, pivot)) = self.queue.range((1, 0)..).next() {
            self.queue.remove(&(length, pivot));
            let pivot_row = self.rows[pivot].clone();
            for (column, _) in &pivot_row.entries {
                self.columns[*column].remove(&pivot);
            }
            let fewest = pivot_row.entries.iter().min_by_key(|(column, _)| self.columns[*column].len());
            let column = fewest.expect("a row with entries").0;
            self.pivots.push((pivot, column));
            for row in std::mem::take(&mut self.columns[column]) {
                pass(self.pivots.len() as u64, whole)?;
                self.eliminate(row, column, &pivot_row);
            }
        }
        Ok(())
    }

    fn eliminate(&mut self, index: usize, column: usize, pivot: &Row) {
        let row = &mut self.rows[index];
        self.queue.remove(&(row.entries.len(), index));
        row.eliminate(column, pivot);
        row.reduce();
        self.queue.insert((row.entries.len(), index));
        // Only columns of the pivot's row can have come or gone.
        for &(column, _) in &pivot.entries {
            if row.get(column).is_some() {
                self.columns[column].insert(index);
            } else {
                self.columns[column].remove(&index);
            }
        }
    }

    /// Whether a row says that 0 is something else.
    fn contradicts(&self) -> bool {
        let empty = self.rows.iter().filter(|row| row.entries.is_empty());
        empty.flat_map(|row| &row.right).any(|value| !value.is_zero())
    }

    /// The unknowns, last pivot first, each over its own denominator.
    fn substitute_back(&self, unknowns: usize, sides: usize) -> Vec<Vec<BigRational>> {
        let mut values = vec![vec![BigRational::zero(); sides]; unknowns];
        for &(row, column) in self.pivots.iter().rev() {
            let row = &self.rows[row];
            let pivot = row.get(column).expect("a pivot is an entry of its row");
            let solved = |side: usize| {
                let others = row.entries.iter().filter(|&&(other, _)| other != column);
                let known: Vec<_> = others.map(|(other, factor)| (factor, &values[*other][side])).collect();
                let common =
                    known.iter().fold(BigInt::one(), |common, (_, value)| multiple(common, value.denom()));
                let integers =
                    known.iter().map(|(factor, value)| *factor * value.numer() * (&common / value.denom()));
                let sum: BigInt = integers.sum();
                fraction(&row.right[side] * &common - sum, pivot * common)
            };
            values[column] = (0..sides).map(solved).collect();
        }
        values
    }
}

/// The least common multiple of positive integers.
fn multiple(a: BigInt, b: &BigInt) -> BigInt {
    if a == *b { a } else { &a / BigInt::from(gcd(a.magnitude(), b.magnitude())) * b }
}

/// The fraction of these integers, of which the second is not 0, in lowest terms.
fn fraction(above: BigInt, below: BigInt) -> BigRational {
    let common = BigInt::from(gcd(above.magnitude(), below.magnitude()));
    let common = if below.is_negative() { -common } else { common };
    BigRational::new_raw(above / &common, below / common)
}

#[cfg(test)]
mod tests;
