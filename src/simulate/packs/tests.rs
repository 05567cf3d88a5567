//! Packs against rows of outcomes, one by one, and against the shares of their codes.

use super::cut::Piece;
use super::*;
use crate::simulate::stream::generator;
use crate::simulate::verdict::{Verdict, distribution};

/// How many outcomes have each code.
const SIZES: [&[u64]; 12] = [
    &[1, 1],
    &[4, 2],
    &[135, 81],
    &[1; 6],
    &[7, 0, 3],
    &[999, 1],
    &[5],
    &[1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1],
    &[1, 3, 6, 10, 15, 21, 25, 27, 27, 25, 21, 15, 10, 6, 3, 1],
    &[1; 200],
    &[1; 256],
    &[4; 250],
];

fn packs(sizes: &[u64], cut: Cut) -> Packs {
    let meanings = (0..sizes.len()).map(|code| Ok(Some(vec![Value::Int(code as i64)]))).collect();
    Packs { meanings, sizes: sizes.to_vec(), sums: sums_of(sizes), counting: Counting::new(&cut), cut }
}

/// Every row of so many codes, as often as there are outcomes that show it.
fn rows(sizes: &[u64], several: u64) -> FxHashMap<Vec<u8>, usize> {
    let outcomes: Vec<u8> =
        (0..=u8::MAX).zip(sizes).flat_map(|(code, size)| std::iter::repeat_n(code, *size as usize)).collect();
    let mut rows = vec![Vec::new()];
    for _ in 0..several {
        let longer =
            |row: &Vec<u8>| outcomes.iter().map(|code| [row.as_slice(), &[*code]].concat()).collect();
        rows = rows.iter().flat_map(|row| -> Vec<Vec<u8>> { longer(row) }).collect();
    }
    let mut counts = FxHashMap::default();
    for mut row in rows {
        row.sort_unstable();
        *counts.entry(row).or_default() += 1;
    }
    counts
}

#[test]
fn a_stretch_has_as_many_numbers_as_rows_of_outcomes_that_show_it() {
    for sizes in SIZES {
        let cut = Cut::fastest(sizes).unwrap();
        let rows = rows(sizes, cut.several());
        let all: usize = rows.values().sum();
        let each = cut.piece.room() / all;
        assert_eq!(cut.kept(), each * all, "{sizes:?}");
        assert!(cut.trials_a_word() >= 3.0, "{sizes:?}");
        for stretch in &cut.stretches {
            assert_eq!(stretch.numbers, each * rows.get(&stretch.codes).unwrap_or(&0), "{sizes:?}");
        }
        assert!(rows.keys().all(|row| cut.stretches.iter().any(|stretch| stretch.codes == *row)));
    }
}

/// The stretch of each piece, by going through the stretches until one is long enough.
fn stretches_of(cut: &Cut, generator: &mut impl Rng, rows: u64) -> Vec<u64> {
    let mut came = vec![0; cut.stretches.len()];
    for _ in 0..rows * WORDS {
        let word = generator.next_u64();
        let bits = 64 / cut.piece.in_a_word();
        for piece in 0..cut.piece.in_a_word() {
            let mut number = (word >> (piece * bits)) as usize % cut.piece.room();
            let found = cut.stretches.iter().position(|stretch| {
                let inside = number < stretch.numbers;
                number = number.wrapping_sub(stretch.numbers);
                inside
            });
            found.into_iter().for_each(|stretch| came[stretch] += 1);
        }
    }
    came
}

#[test]
fn pieces_are_counted_where_they_lie() {
    let even = SIZES.iter().filter_map(|sizes| Cut::fastest(sizes));
    let weighted = SIZES.iter().filter_map(|sizes| Cut::fastest_weighted(sizes));
    let (mut compared, mut bytes, mut quarters) = ([0, 0], 0, 0);
    for cut in even.chain(weighted) {
        let counting = Counting::new(&cut);
        match &counting {
            Counting::Compared(piece, _) => compared[usize::from(*piece == Piece::Byte)] += 1,
            Counting::Bytes(_) => bytes += 1,
            Counting::Quarters(_) => quarters += 1,
        }
        for rows in [0, 1, 127, 128, 129, 500] {
            let came = counting.count(&mut generator(3, rows), rows, cut.stretches.len());
            assert_eq!(came, stretches_of(&cut, &mut generator(3, rows), rows), "{cut:?}");
        }
    }
    assert!(
        compared.iter().chain([&bytes, &quarters]).all(|count| *count > 0),
        "{compared:?} {bytes} {quarters}"
    );
}

/// Holds packs against the shares of their codes.
fn agrees(packs: &Packs, sizes: &[u64]) {
    let total: u64 = sizes.iter().sum();
    let expected: Vec<f64> = sizes.iter().map(|size| *size as f64 / total as f64).collect();
    for trials in [0, 1, 22, 63, 64, 65, 300_001] {
        let counts = packs.trials(&mut generator(4, trials), trials);
        assert_eq!(counts.iter().sum::<u64>(), trials);
        assert_ne!(distribution(&expected, &counts).verdict, Verdict::Disagrees, "{sizes:?}: {counts:?}");
    }
}

#[test]
fn codes_come_as_often_as_their_outcomes() {
    for sizes in SIZES {
        agrees(&packs(sizes, Cut::fastest(sizes).unwrap()), sizes);
    }
    assert!(Cut::fastest(&[1 << 17]).is_none());
}

#[test]
fn loaded_codes_come_by_their_weights() {
    let weights: [&[u64]; 6] = [
        &[1, 1, 1, 1, 1, 2],
        &[999_983, 1, 16],
        &[3, 0, 0, 5, 7, 7, 2],
        &[100_003, 100_019, 99_991, 7],
        &[1 << 40, 1],
        &[3; 100],
    ];
    for weights in weights {
        let cut = Cut::fastest_weighted(weights).unwrap();
        let total: u64 = weights.iter().sum();
        // Each code has its weight's share of the room: numbers of its own, and its part of the rest.
        for (code, weight) in weights.iter().enumerate() {
            let of_rest = cut.rest[code] - code.checked_sub(1).map_or(0, |before| cut.rest[before]);
            let places =
                u128::from(cut.stretches[code].numbers as u64) * u128::from(total) + u128::from(of_rest);
            assert_eq!(places, u128::from(*weight) * cut.piece.room() as u128);
        }
        let rest = (cut.piece.room() - cut.kept()) as u128;
        assert_eq!(rest * u128::from(total), u128::from(*cut.rest.last().unwrap()));
        agrees(&packs(weights, cut), weights);
    }
    assert!(Cut::fastest_weighted(&[u64::MAX / 2]).is_none());
    assert!(Cut::fastest_weighted(&[0]).is_none());
}
