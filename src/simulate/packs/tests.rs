//! Packs against the outcomes of their parts, one by one, and against the shares of their codes.

use super::*;
use crate::simulate::stream::generator;
use crate::simulate::verdict::{Verdict, distribution};

fn packs(codes: Vec<u8>, kinds: usize, (cut, table): (Cut, Table)) -> Packs {
    let meanings = (0..kinds).map(|code| Ok(Some(vec![Value::Int(code as i64)]))).collect();
    Packs { meanings, sizes: vec![0; kinds], codes, cut, table }
}

/// Codes of so many outcomes.
fn codes(kinds: usize, base: usize) -> Vec<u8> {
    (0..base).map(|outcome| (outcome * outcome % kinds) as u8).collect()
}

const SHAPES: [(usize, usize); 11] = [
    (1, 2),
    (2, 2),
    (2, 6),
    (2, 216),
    (2, 1000),
    (3, 7),
    (4, 9),
    (16, 216),
    (40, 36),
    (200, 256),
    (256, 1000),
];

#[test]
fn a_part_adds_what_its_trials_have() {
    for (kinds, base) in SHAPES {
        let codes = codes(kinds, base);
        let Some((cut, table)) = cut::fastest(&codes, kinds) else {
            assert_eq!((kinds, base), (256, 1000), "too many sets");
            continue;
        };
        for part in (0..PARTS).step_by(7).chain([PARTS - 1]) {
            let mut held: Vec<u8> = cut.outcomes(part).into_iter().map(|outcome| codes[outcome]).collect();
            assert!(held.len() as u64 * 4 <= cut.most_a_word());
            held.sort_unstable();
            match &table {
                Table::Added(table) => {
                    let seconds = held.iter().filter(|code| **code == 1).count();
                    assert_eq!(usize::from(table[part]), held.len() + 256 * seconds, "{kinds} of {base}");
                }
                Table::Listed(table, sets) => assert_eq!(sets[usize::from(table[part])], held),
                Table::Bytes => assert!(cut.outcomes(part).len() <= 2 * cut.outcomes_of_piece(0).len()),
            }
        }
    }
}

#[test]
fn every_outcome_stands_in_as_many_parts_at_every_place() {
    for (base, kinds) in [(6, 2), (216, 2), (36, 11), (1000, 2), (5, 3)] {
        let (cut, _) = cut::fastest(&codes(kinds, base), kinds).unwrap();
        let most = cut.outcomes(0).len();
        let mut counts = vec![vec![0; base]; most];
        for outcomes in (0..PARTS).map(|part| cut.outcomes(part)).filter(|outcomes| outcomes.len() == most) {
            outcomes.iter().zip(&mut counts).for_each(|(outcome, counts)| counts[*outcome] += 1);
        }
        for counts in counts {
            assert!(counts[0] > 0 && counts.iter().all(|count| *count == counts[0]), "{base}: {counts:?}");
        }
    }
}

#[test]
fn codes_come_as_often_as_their_outcomes() {
    for (kinds, base) in SHAPES {
        let codes = codes(kinds, base);
        let Some(fastest) = cut::fastest(&codes, kinds) else { continue };
        let mut expected = vec![0.0; kinds];
        codes.iter().for_each(|code| expected[usize::from(*code)] += 1.0 / base as f64);
        let packs = packs(codes, kinds, fastest);
        assert!(packs.trials_a_word() <= packs.cut.most_a_word() as f64);
        for trials in [0, 1, 22, 63, 64, 65, 100_001] {
            let counts = packs.trials(&mut generator(4, trials), trials);
            assert_eq!(counts.iter().sum::<u64>(), trials);
            assert_ne!(distribution(&expected, &counts).verdict, Verdict::Disagrees, "{kinds} of {base}");
        }
    }
}

#[test]
fn loaded_codes_come_by_their_weights() {
    let weights: [&[u64]; 4] =
        [&[1, 1, 1, 1, 1, 2], &[999_983, 1, 16], &[3, 0, 0, 5, 7, 7, 2], &[100_003, 100_019, 99_991, 7]];
    for (weights, kinds) in weights.into_iter().flat_map(|weights| [(weights, 2), (weights, weights.len())]) {
        let codes: Vec<u8> = (0..weights.len()).map(|i| i.min(kinds - 1) as u8).collect();
        let total: u64 = weights.iter().sum();
        let mut expected = vec![0.0; kinds];
        codes.iter().zip(weights).for_each(|(c, w)| expected[usize::from(*c)] += *w as f64 / total as f64);
        let sums = (0..weights.len()).map(|i| weights[..=i].iter().sum()).collect();
        let interval = Interval::new(sums, codes.clone()).unwrap();
        let packs = packs(codes, kinds, cut::weighted(interval, kinds).unwrap());
        for trials in [0, 1, 7, 8, 9, 300_003] {
            let counts = packs.trials(&mut generator(5, trials), trials);
            assert_eq!(counts.iter().sum::<u64>(), trials);
            assert_ne!(
                distribution(&expected, &counts).verdict,
                Verdict::Disagrees,
                "{weights:?}: {counts:?}"
            );
        }
    }
}
