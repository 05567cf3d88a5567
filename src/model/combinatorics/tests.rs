//! Counts against lists.

use super::*;
use crate::model::equally_likely::SampleSpace;
use proptest::prelude::*;

#[test]
fn the_four_numbers_of_draws_are_those_of_the_lists() {
    use Order::{Ordered, Unordered};
    use Replacement::{With, Without};
    for n in 0..6 {
        for k in 0..6 {
            let sizes = [
                (Ordered, With, SampleSpace::tuples(k, 0..n)),
                (Ordered, Without, SampleSpace::arrangements(k, 0..n)),
                (Unordered, With, SampleSpace::multisets(k, 0..n)),
                (Unordered, Without, SampleSpace::combinations(k, 0..n)),
            ];
            for (order, replacement, space) in sizes {
                let listed = space.unwrap().iter().count();
                assert_eq!(draws(n, k, order, replacement).unwrap(), listed.into(), "{n} {k} {order:?}");
            }
        }
    }
}

#[test]
fn hypergeometric_laws_are_those_of_the_list() {
    for population in 0..7 {
        for successes in 0..=population {
            for drawn in 0..=population {
                let space = SampleSpace::combinations(drawn, 0..population).unwrap();
                let hits = |row: Vec<u64>| row.into_iter().filter(|&ball| ball < successes).count() as u64;
                let listed = Dist::uniform(space.iter().map(hits)).unwrap();
                assert_eq!(hypergeometric(population, successes, drawn).unwrap(), listed);
            }
        }
    }
}

#[test]
fn negative_hypergeometric_laws_are_those_of_the_list() {
    for population in 1..7 {
        for successes in 1..=population {
            // Where the successes lie in the row of all draws.
            let space = SampleSpace::combinations(successes, 1..=population).unwrap();
            for r in 1..=successes {
                let listed = Dist::uniform(space.iter().map(|places| places[r as usize - 1])).unwrap();
                assert_eq!(negative_hypergeometric(population, successes, r).unwrap(), listed);
            }
        }
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let kind = |error: Error| error.kind();
    assert_eq!(kind(hypergeometric(5, 2, 6).unwrap_err()), ErrorKind::Range);
    assert_eq!(kind(hypergeometric(5, 6, 2).unwrap_err()), ErrorKind::Range);
    assert_eq!(kind(hypergeometric(u64::MAX, 1 << 60, 1 << 61).unwrap_err()), ErrorKind::TooExpensive);
    assert_eq!(kind(negative_hypergeometric(5, 2, 3).unwrap_err()), ErrorKind::Range);
    assert_eq!(kind(negative_hypergeometric(5, 2, 0).unwrap_err()), ErrorKind::Range);
    assert_eq!(kind(negative_hypergeometric(1 << 60, 2, 1).unwrap_err()), ErrorKind::TooExpensive);
    for order in [Order::Ordered, Order::Unordered] {
        for replacement in [Replacement::With, Replacement::Without] {
            let error = draws(u64::MAX, u64::MAX / 3, order, replacement).unwrap_err();
            assert_eq!(kind(error), ErrorKind::TooExpensive);
            assert_eq!(draws(u64::MAX, 1, order, replacement).unwrap(), u64::MAX.into());
            assert_eq!(draws(u64::MAX, 0, order, replacement).unwrap(), 1u32.into());
        }
    }
    let urn = Population::urn([("white", 2), ("black", 1)]).unwrap();
    assert_eq!(kind(probability_of_draw(&urn, &[1]).unwrap_err()), ErrorKind::Range);
    assert_eq!(kind(probability_of_draw(&urn, &[2, 2]).unwrap_err()), ErrorKind::Range);
    assert_eq!(kind(probability_of_draw(&urn, &[u64::MAX, 2]).unwrap_err()), ErrorKind::Range);
    let huge = Population::urn([("white", 1 << 60), ("black", 1)]).unwrap();
    assert_eq!(kind(probability_of_draw(&huge, &[1, 1]).unwrap_err()), ErrorKind::TooExpensive);
    assert_eq!(kind(Population::integers(i64::MIN..=i64::MAX).unwrap_err()), ErrorKind::TooExpensive);
    assert_eq!(Population::integers(RangeInclusive::new(2, 1)).unwrap().size(), 0);
}

proptest! {
    #[test]
    fn draws_of_all_classes_are_those_of_the_list(sizes in prop::collection::vec(0_u64..4, 1..4), k in 0_u64..5) {
        let urn = Population::urn(sizes.iter().zip(0_i64..).map(|(&size, class)| (class, size))).unwrap();
        let balls = sizes.iter().enumerate().flat_map(|(class, &size)| std::iter::repeat_n(class, size as usize));
        let space = SampleSpace::combinations(k, balls).unwrap();
        for counts in &SampleSpace::tuples(sizes.len() as u64, 0..=k).unwrap() {
            if counts.iter().sum::<u64>() != k || k > urn.size() {
                continue;
            }
            let drawn = |row: &[usize]| {
                counts.iter().enumerate().all(|(i, &count)| row.iter().filter(|&&c| c == i).count() as u64 == count)
            };
            prop_assert_eq!(probability_of_draw(&urn, &counts).unwrap(), space.probability(drawn).unwrap());
        }
    }

    #[test]
    fn one_class_of_many_is_hypergeometric(population in 1_u64..300, successes in 0_u64..300, drawn in 0_u64..300) {
        let (successes, drawn) = (successes.min(population), drawn.min(population));
        let urn = Population::urn([("hit", successes), ("miss", population - successes)]).unwrap();
        let law = hypergeometric(population, successes, drawn).unwrap();
        prop_assert_eq!(law.total(), &number::binomial(population, drawn));
        for k in [drawn.saturating_sub(population - successes), drawn.min(successes)] {
            prop_assert_eq!(law.probability_of(&k), probability_of_draw(&urn, &[k, drawn - k]).unwrap());
        }
    }
}
