//! Packs against rows of outcomes, one by one, and against the shares of their codes.

use super::cut::Piece;
use super::*;
use crate::simulate::stream::generator;
use crate::simulate::verdict::{Verdict, distribution};

/// How many outcomes have each code, or what they weigh.
const SIZES: [&[u64]; 18] = [
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
    &[1, 1, 1, 1, 1, 2],
    &[999_983, 1, 16],
    &[3, 0, 0, 5, 7, 7, 2],
    &[100_003, 100_019, 99_991, 7],
    &[1 << 30, 1],
    &[3; 100],
];

fn packs(sizes: &[u64]) -> Packs {
    let meanings = (0..sizes.len()).map(|code| Ok(Some(vec![Value::Int(code as i64)]))).collect();
    Packs::of(meanings, sizes.to_vec(), true).unwrap()
}

/// Every row of so many codes, with the product of their weights.
fn rows(weights: &[u64], several: u64) -> FxHashMap<Vec<u8>, u64> {
    let mut rows = vec![(Vec::new(), 1)];
    for _ in 0..several {
        let longer = |(row, weighs): &(Vec<u8>, u64)| -> Vec<(Vec<u8>, u64)> {
            let codes = (0..=u8::MAX).zip(weights).filter(|(_, weight)| **weight > 0);
            codes.map(|(code, weight)| ([row.as_slice(), &[code]].concat(), weighs * weight)).collect()
        };
        rows = rows.iter().flat_map(longer).collect();
    }
    let mut sums = FxHashMap::default();
    for (mut row, weighs) in rows {
        row.sort_unstable();
        *sums.entry(row).or_default() += weighs;
    }
    sums
}

#[test]
fn a_set_weighs_as_the_rows_that_show_it() {
    for sizes in SIZES {
        let single = Sets::single(sizes);
        let all = std::iter::successors(Some(single.clone()), |sets| sets.longer(&single.weights));
        for sets in all
            .take_while(|sets| sets.several < 9 && single.weights.len().pow(sets.several as u32) <= 1 << 14)
        {
            let mut rows = rows(&single.weights, sets.several);
            for (codes, weight) in sets.codes().zip(&sets.weights) {
                assert_eq!(rows.remove(codes).unwrap_or(0), *weight, "{sizes:?}: {codes:?}");
            }
            assert!(rows.is_empty(), "{sizes:?}: {rows:?}");
        }
    }
    let single = Sets::single(&[6, 10, 4]);
    assert_eq!(single.weights, [3, 5, 2]);
    let pairs = single.longer(&single.weights).unwrap();
    assert_eq!((pairs.several, pairs.weights.as_slice()), (2, [9, 30, 12, 25, 20, 4].as_slice()));
}

/// Each thing has its weight's share of all pieces: sure numbers in each layer, and its part of what is left.
#[test]
fn layers_share_out_all_numbers_by_the_weights() {
    let mut deepest = 0;
    for sizes in SIZES {
        let packs = packs(sizes);
        deepest = deepest.max(packs.layers.len());
        let mut weights = packs.sets.weights.clone();
        for layer in &packs.layers {
            assert_eq!(layer.sums, sums_of(&weights));
            let (cut, total) = (&layer.cut, u128::from(weights.iter().sum::<u64>()));
            let shares = weights.iter().map(|weight| u128::from(*weight) * cut.piece.room() as u128);
            for ((numbers, left), share) in cut.numbers.iter().zip(&cut.left).zip(shares) {
                assert_eq!(*numbers as u128 * total + u128::from(*left), share);
            }
            weights.clone_from(&cut.left);
        }
        assert_eq!(packs.left, sums_of(&weights), "{sizes:?}");
    }
    assert!(deepest > 1, "no question is thrown in two layers");
}

/// The stretch of each piece, by going through the stretches until one is long enough.
fn stretches_of(cut: &Cut, generator: &mut impl Rng, rows: u64) -> Vec<u64> {
    let mut came = vec![0; cut.numbers.len()];
    for _ in 0..rows * WORDS {
        let word = generator.next_u64();
        for piece in 0..cut.piece.in_a_word() {
            let bits = cut.piece.room().trailing_zeros() as u64;
            let mut number = (word >> (piece * bits)) as usize % cut.piece.room();
            let found = cut.numbers.iter().position(|numbers| {
                let inside = number < *numbers;
                number = number.wrapping_sub(*numbers);
                inside
            });
            found.into_iter().for_each(|stretch| came[stretch] += 1);
        }
    }
    came
}

#[test]
fn pieces_are_counted_where_they_lie() {
    let (mut compared, mut counted) = ([0; 3], [0; 3]);
    for sizes in SIZES {
        let single = Sets::single(sizes);
        let sets = std::iter::successors(Some(single.clone()), |sets| sets.longer(&single.weights));
        for (sets, piece) in sets.take(3).flat_map(|sets| Piece::ALL.map(|piece| (sets.clone(), piece))) {
            let Some(cut) = Cut::new(&sets.weights, piece) else {
                continue;
            };
            let counting = Counting::new(&cut);
            let which = usize::from(piece != Piece::Byte) + usize::from(piece == Piece::Quarter);
            match &counting {
                Counting::Compared(..) => compared[which] += 1,
                _ => counted[which] += 1,
            }
            for rows in [0, 1, 127, 128, 129, 500] {
                let came = counting.count(&mut generator(3, rows), rows, cut.numbers.len());
                assert_eq!(came, stretches_of(&cut, &mut generator(3, rows), rows), "{cut:?}");
            }
        }
    }
    assert!(counted.iter().chain([&compared[0], &compared[2]]).all(|count| *count > 0));
}

#[test]
fn codes_come_as_often_as_they_weigh() {
    for sizes in SIZES {
        let packs = packs(sizes);
        let total: u64 = sizes.iter().sum();
        let expected: Vec<f64> = sizes.iter().map(|size| *size as f64 / total as f64).collect();
        for trials in [0, 1, 22, 63, 64, 65, 300_001] {
            let counts = packs.trials(&mut generator(4, trials), trials);
            assert_eq!(counts.iter().sum::<u64>(), trials);
            assert_ne!(distribution(&expected, &counts).verdict, Verdict::Disagrees, "{sizes:?}: {counts:?}");
        }
    }
}

/// The trials of a piece are made together, and yet are independent: two neighbours show every pair of codes as often as
/// two throws do. (Pieces tell sets, so this speaks of how often a code comes twice in a small number of trials.)
#[test]
fn trials_of_a_piece_are_independent() {
    for sizes in SIZES.into_iter().filter(|sizes| sizes.len() > 1) {
        let packs = packs(sizes);
        let total: u64 = sizes.iter().sum();
        let several = packs.sets.several;
        // How many of the trials of one piece have the first code: binomial.
        let mut came = vec![0; several as usize + 1];
        let mut generator = generator(5, 0);
        for _ in 0..5_000 {
            came[packs.trials(&mut generator, several)[0] as usize] += 1;
        }
        let share = sizes[0] as f64 / total as f64;
        let mut choose = 1.0;
        let expected: Vec<f64> = (0..=several)
            .map(|k| {
                let law = choose * share.powi(k as i32) * (1.0 - share).powi((several - k) as i32);
                choose *= (several - k) as f64 / (k + 1) as f64;
                law
            })
            .collect();
        assert_ne!(distribution(&expected, &came).verdict, Verdict::Disagrees, "{sizes:?}: {came:?}");
    }
}

#[test]
fn weights_beyond_the_words_are_not_packed() {
    assert!(cut::fastest(&[u64::MAX / 2, u64::MAX / 2, 3]).is_none());
    assert!(cut::fastest(&[0]).is_none());
}
