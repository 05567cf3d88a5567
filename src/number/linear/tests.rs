//! Systems against their solutions put in.

use super::*;
use proptest::prelude::*;

fn q(n: i64, d: i64) -> BigRational {
    BigRational::new(n.into(), d.into())
}

fn at(row: &[(usize, BigRational)], x: &[BigRational]) -> BigRational {
    row.iter().map(|(column, value)| value * &x[*column]).sum()
}

/// The determinant by expansion along the first row.
fn determinant(matrix: &[Vec<BigRational>]) -> BigRational {
    if matrix.is_empty() {
        return BigRational::one();
    }
    let minor = |skip: usize| -> Vec<Vec<BigRational>> {
        let row = |row: &Vec<BigRational>| {
            row.iter().enumerate().filter(|&(i, _)| i != skip).map(|(_, v)| v.clone()).collect()
        };
        matrix[1..].iter().map(row).collect()
    };
    let sign = |i: usize| q(if i.is_multiple_of(2) { 1 } else { -1 }, 1);
    (0..matrix.len()).map(|i| sign(i) * &matrix[0][i] * determinant(&minor(i))).sum()
}

fn sparse(dense: &[Vec<BigRational>]) -> Vec<Equation> {
    dense.iter().map(|row| row.iter().cloned().enumerate().collect()).collect()
}

fn entry() -> impl Strategy<Value = BigRational> {
    prop_oneof![2 => Just(q(0, 1)), 3 => (-4_i64..5, 1_i64..5).prop_map(|(n, d)| q(n, d))]
}

fn matrix(rows: std::ops::Range<usize>, columns: usize) -> impl Strategy<Value = Vec<Vec<BigRational>>> {
    prop::collection::vec(prop::collection::vec(entry(), columns), rows)
}

proptest! {
    #[test]
    fn square_systems_are_solved_unless_singular(matrix in matrix(4..5, 4), x in matrix(4..5, 2)) {
        let rows = sparse(&matrix);
        let column = |side: usize| x.iter().map(|values| values[side].clone()).collect::<Vec<_>>();
        let right = rows.iter().map(|row| vec![at(row, &column(0)), at(row, &column(1))]).collect();
        match solve_linear(rows, right) {
            Ok(found) => prop_assert_eq!(found, x),
            Err(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::Undetermined);
                prop_assert!(determinant(&matrix).is_zero());
            }
        }
    }

    #[test]
    fn a_combination_of_the_rows_is_determined(matrix in matrix(1..4, 5), x in matrix(1..2, 5), factors in matrix(1..2, 3)) {
        let rows = sparse(&matrix);
        let right: Vec<_> = rows.iter().map(|row| at(row, &x[0])).collect();
        let target: Equation = rows.iter().zip(&factors[0])
            .flat_map(|(row, factor)| row.iter().map(move |(column, value)| (*column, value * factor))).collect();
        prop_assert_eq!(determined(&rows, &right, &target), Ok(Some(at(&target, &x[0]))));
    }

    #[test]
    fn determined_just_when_the_rank_stays(matrix in matrix(2..3, 3), x in matrix(1..2, 3), target in matrix(1..2, 3)) {
        let rows = sparse(&matrix);
        let right: Vec<_> = rows.iter().map(|row| at(row, &x[0])).collect();
        let target: Equation = target[0].iter().cloned().enumerate().collect();
        let found = determined(&rows, &right, &target).unwrap();
        // Any other solution x + d, with d orthogonal to both rows, must give the same value.
        let cross = |a: &[BigRational], b: &[BigRational]| -> Vec<BigRational> {
            (0..3).map(|i| &a[(i + 1) % 3] * &b[(i + 2) % 3] - &a[(i + 2) % 3] * &b[(i + 1) % 3]).collect()
        };
        let direction = cross(&matrix[0], &matrix[1]);
        if direction.iter().any(|d| !d.is_zero()) {
            let expected = at(&target, &direction).is_zero().then(|| at(&target, &x[0]));
            prop_assert_eq!(found, expected);
        } else if let Some(value) = found {
            prop_assert_eq!(value, at(&target, &x[0]));
        }
    }
}

#[test]
fn contradictions_and_gaps_are_told_apart() {
    let rows = vec![vec![(0, q(1, 1)), (1, q(1, 1))], vec![(0, q(2, 1)), (1, q(2, 1))]];
    let sides = |a, b| vec![vec![q(a, 1)], vec![q(b, 1)]];
    let error = |right| solve_linear(rows.clone(), right).unwrap_err();
    assert_eq!(error(sides(1, 3)).message(), "the equations contradict each other");
    assert_eq!(error(sides(1, 2)).message(), "the equations do not determine their unknowns");
    assert_eq!(error(vec![]).kind(), ErrorKind::Range);
    assert!(determined(&rows, &[q(1, 1), q(3, 1)], &[]).is_err());
    assert_eq!(determined(&[], &[], &[(3, q(1, 1))]), Ok(None));
    assert_eq!(determined(&[], &[], &[(3, q(0, 1))]), Ok(Some(q(0, 1))));
}

#[test]
fn a_gambler_is_ruined_as_the_formula_says() {
    // Up with probability 2/5, down with 3/5, between 0 and 60: P(ruin from i) by De Moivre's formula.
    let top = 60;
    let mut rows = Vec::new();
    let mut right = Vec::new();
    for i in 1..top {
        let mut row = vec![(i - 1, q(1, 1))];
        if i > 1 {
            row.push((i - 2, q(-3, 5)));
        }
        if i < top - 1 {
            row.push((i, q(-2, 5)));
        }
        rows.push(row);
        right.push(vec![if i == 1 { q(3, 5) } else { q(0, 1) }]);
    }
    let ruin = solve_linear(rows, right).unwrap();
    let power = |e: usize| q(3, 2).pow(e as i32);
    for i in 1..top {
        let expected = (power(top) - power(i)) / (power(top) - q(1, 1));
        assert_eq!(ruin[i - 1][0], expected);
    }
}
