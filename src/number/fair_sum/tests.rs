//! Sums of fair dice against sums die by die.

use super::*;
use crate::number::power::convolve_by_definition;
use num_traits::One;
use proptest::prelude::*;

fn by_definition(n: u64, faces: u64) -> Vec<BigUint> {
    let die = vec![BigUint::one(); faces as usize];
    (0..n).fold(vec![BigUint::one()], |sum, _| convolve_by_definition(&sum, &die))
}

#[test]
fn all_small_sums_agree_with_convolution() {
    for n in 0..9 {
        for faces in 0..9 {
            let expected = if faces == 0 && n > 0 { vec![] } else { by_definition(n, faces) };
            assert_eq!(fair_sum_counts(n, faces), expected, "{n}d{faces}");
            assert_eq!(FairSumCounts::new(n, faces).collect::<Vec<_>>(), expected, "{n}d{faces}");
            assert_eq!(FairSumCounts::new(n, faces).len(), expected.len());
            let sums = FairSums::new(n, faces);
            assert_eq!((0..sums.len()).map(|i| sums.get(i)).collect::<Vec<_>>(), expected);
        }
    }
}

#[test]
fn long_sums_agree_with_convolution() {
    // Around the change from one word to more, and well into several.
    for (n, faces) in
        [(24, 6), (25, 6), (49, 6), (50, 6), (61, 2), (62, 2), (63, 2), (64, 2), (130, 6), (40, 100)]
    {
        let expected = by_definition(n, faces);
        assert_eq!(fair_sum_counts(n, faces), expected, "{n}d{faces}");
        assert_eq!(FairSumCounts::new(n, faces).collect::<Vec<_>>(), expected, "{n}d{faces}");
        let sums = FairSums::new(n, faces);
        assert_eq!((0..sums.len()).map(|i| sums.get(i)).collect::<Vec<_>>(), expected, "{n}d{faces}");
    }
    let counts = fair_sum_counts(1000, 6);
    assert_eq!(counts.iter().sum::<BigUint>(), BigUint::from(6_u32).pow(1000_u32));
    assert_eq!(counts[1], BigUint::from(1000_u32));
}

proptest! {
    #[test]
    fn partial_sums_are_sums_of_counts(
        n in 0_u64..40, faces in 0_u64..12, low in 0_u64..500, more in 0_u64..500,
    ) {
        let counts = fair_sum_counts(n, faces);
        let within = |i: &usize| (low..=low + more).contains(&(n + *i as u64));
        let expected: BigUint = (0..counts.len()).filter(within).map(|i| &counts[i]).sum();
        prop_assert_eq!(fair_sums_between(n, faces, low, low + more), expected);
    }

    #[test]
    fn the_likeliest_sums_have_the_largest_counts(n in 0_u64..90, faces in 0_u64..12) {
        let counts = fair_sum_counts(n, faces);
        let most = counts.iter().max();
        let expected: Vec<u64> =
            (0..counts.len()).filter(|&i| Some(&counts[i]) == most).map(|i| n + i as u64).collect();
        prop_assert_eq!(likeliest_fair_sums(n, faces), expected);
    }
}
