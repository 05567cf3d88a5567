use super::*;
use proptest::prelude::*;
use std::fmt::Debug;

/// Every row of up to `longest` items of `0..n`, in lexicographic order, by plain recursion.
fn all_rows(n: u64, longest: usize) -> Vec<Vec<u64>> {
    let mut rows = vec![Vec::new()];
    if longest > 0 {
        for first in 0..n {
            for rest in all_rows(n, longest - 1) {
                rows.push(std::iter::once(first).chain(rest).collect());
            }
        }
    }
    rows
}

/// Holds a space against the rows that a definition lets pass.
fn holds_against(space: &SampleSpace<u64>, rows: &[Vec<u64>]) {
    let listed: Vec<Vec<u64>> = space.iter().collect();
    assert_eq!(listed, rows);
    assert_eq!(space.size(), rows.len().into());
    for (i, row) in rows.iter().enumerate() {
        assert_eq!(space.get(&i.into()).as_ref(), Some(row));
        assert_eq!(space.index_of(row), Some(i.into()));
    }
    assert_eq!(space.get(&space.size()), None);
    assert_eq!(space.count(|_| true).unwrap(), space.size());
    let first = |row: &[u64]| row.first() == Some(&1);
    assert_eq!(space.count(first).unwrap(), rows.iter().filter(|row| first(row)).count().into());
}

fn distinct(row: &[u64]) -> bool {
    (1..row.len()).all(|i| !row[..i].contains(&row[i]))
}

#[test]
fn spaces_are_what_their_definitions_let_pass() {
    for n in 0..5 {
        for k in 0..5 {
            let rows: Vec<Vec<u64>> = all_rows(n, k).into_iter().filter(|row| row.len() == k).collect();
            let those = |pass: &dyn Fn(&[u64]) -> bool| {
                rows.iter().filter(|row| pass(row)).cloned().collect::<Vec<_>>()
            };
            let k = k as u64;
            holds_against(&SampleSpace::tuples(k, 0..n).unwrap(), &rows);
            holds_against(&SampleSpace::arrangements(k, 0..n).unwrap(), &those(&distinct));
            holds_against(
                &SampleSpace::combinations(k, 0..n).unwrap(),
                &those(&|row| row.is_sorted_by(|a, b| a < b)),
            );
            holds_against(&SampleSpace::multisets(k, 0..n).unwrap(), &those(&|row| row.is_sorted()));
        }
        let rows = all_rows(n, n as usize);
        let subsets: Vec<_> = rows.iter().filter(|row| row.is_sorted_by(|a, b| a < b)).cloned().collect();
        holds_against(&SampleSpace::subsets(0..n).unwrap(), &subsets);
        let orders: Vec<_> =
            rows.iter().filter(|row| row.len() as u64 == n && distinct(row)).cloned().collect();
        holds_against(&SampleSpace::permutations(0..n).unwrap(), &orders);
    }
}

#[test]
fn words_are_the_distinct_orders_of_their_letters() {
    for letters in
        [vec![], vec![3], vec![1, 1], vec![2, 1, 2], vec![0, 1, 0, 1], vec![5, 5, 1, 0, 1], vec![1, 2, 3, 4]]
    {
        let mut sorted = letters.clone();
        sorted.sort_unstable();
        let is_order = |row: &Vec<u64>| {
            let mut row = row.clone();
            row.sort_unstable();
            row == sorted
        };
        let rows: Vec<_> = all_rows(6, letters.len()).into_iter().filter(is_order).collect();
        holds_against(&SampleSpace::words(letters).unwrap(), &rows);
    }
}

#[test]
fn products_take_one_of_each_list() {
    let rows: Vec<_> =
        all_rows(4, 3).into_iter().filter(|row| row.len() == 3 && row[0] < 2 && row[2] < 3).collect();
    holds_against(&SampleSpace::product([0..2, 0..4, 0..3]).unwrap(), &rows);
    holds_against(&SampleSpace::product([0..2, 0..0]).unwrap(), &[]);
    holds_against(&SampleSpace::product(Vec::<Vec<u64>>::new()).unwrap(), &[vec![]]);
}

#[test]
fn equal_items_are_told_apart_and_found_first() {
    let pairs = SampleSpace::combinations(2, ['a', 'a', 'b']).unwrap();
    assert_eq!(pairs.iter().collect::<Vec<_>>(), [['a', 'a'], ['a', 'b'], ['a', 'b']]);
    assert_eq!(pairs.index_of(&['a', 'b']), Some(1u32.into()));
    assert_eq!(pairs.probability(|row| row[0] == row[1]).unwrap().to_string(), "1/3");
}

#[test]
fn rows_that_are_no_outcomes_have_no_index() {
    let space = SampleSpace::arrangements(2, 0..3).unwrap();
    for row in [&[0, 0][..], &[0], &[0, 1, 2], &[0, 3], &[]] {
        assert_eq!(space.index_of(row), None, "{row:?}");
    }
    assert_eq!(SampleSpace::words([1, 1, 2]).unwrap().index_of(&[2, 2, 1]), None);
    assert_eq!(SampleSpace::subsets(0..3).unwrap().index_of(&[1, 1]), None);
    assert_eq!(SampleSpace::range(5..=9).unwrap().index_of(&[4]), None);
    assert_eq!(SampleSpace::range(5..=9).unwrap().index_of(&[9]), Some(4u32.into()));
}

#[test]
fn ranges_reach_the_ends_of_the_integers() {
    assert_eq!(SampleSpace::range(std::ops::RangeInclusive::new(3, 2)).unwrap().size(), BigUint::ZERO);
    let low = SampleSpace::range(i64::MIN..=-2).unwrap();
    assert_eq!(low.get(&BigUint::ZERO), Some(vec![i64::MIN]));
    assert_eq!(low.get(&(low.size() - 1u32)), Some(vec![-2]));
    assert_eq!(low.index_of(&[-2]), Some(low.size() - 1u32));
    assert_eq!(SampleSpace::range(i64::MIN..=i64::MAX).unwrap_err().kind(), ErrorKind::Range);
}

#[test]
fn what_is_too_long_or_too_many_is_refused() {
    assert_eq!(SampleSpace::coins(u64::MAX).unwrap_err().kind(), ErrorKind::TooExpensive);
    assert_eq!(SampleSpace::tuples(2, 0..u64::MAX).unwrap_err().kind(), ErrorKind::TooExpensive);
    let deals = SampleSpace::permutations(0..52).unwrap();
    assert_eq!(deals.probability(|_| true).unwrap_err().kind(), ErrorKind::TooExpensive);
    assert_eq!(SampleSpace::coins(200).unwrap().count(|_| true).unwrap_err().kind(), ErrorKind::TooExpensive);
}

/// Whether an index comes back from its outcome, and outcomes of neighbouring indices follow one another.
fn comes_back<T: Clone + PartialEq + PartialOrd + Debug>(space: &SampleSpace<T>, seed: &[u8]) {
    let index = BigUint::from_bytes_le(seed) % space.size();
    let row = space.get(&index).unwrap();
    assert_eq!(space.index_of(&row), Some(index.clone()));
    let mut places = space.shape.unrank(&index).unwrap();
    match space.get(&(index + 1u32)) {
        Some(next) => {
            assert!(row < next);
            assert!(space.shape.advance(&mut places));
            assert_eq!(space.row(&places), next);
        }
        None => assert!(!space.shape.advance(&mut places)),
    }
}

proptest! {
    #[test]
    fn huge_spaces_are_indexed(seed in prop::collection::vec(any::<u8>(), 64), n in 1u64..80, k in 1u64..80) {
        let k_of_n = k.min(n);
        comes_back(&SampleSpace::tuples(k, 0..n).unwrap(), &seed);
        comes_back(&SampleSpace::arrangements(k_of_n, 0..n).unwrap(), &seed);
        comes_back(&SampleSpace::combinations(k_of_n, 0..n).unwrap(), &seed);
        comes_back(&SampleSpace::multisets(k, 0..n).unwrap(), &seed);
        comes_back(&SampleSpace::subsets(0..n).unwrap(), &seed);
        comes_back(&SampleSpace::words((0..n).map(|letter| letter % k)).unwrap(), &seed);
        comes_back(&SampleSpace::product((1..=k).map(|size| 0..size)).unwrap(), &seed);
        comes_back(&SampleSpace::range(-(n as i64)..=i64::MAX - 100).unwrap(), &seed);
    }
}
