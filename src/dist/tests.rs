//! Distributions by their definitions.

use super::*;
use proptest::prelude::*;

/// Every outcome as often as its weight says.
pub(super) fn listed(weights: &[(i64, u8)]) -> Vec<i64> {
    weights.iter().flat_map(|&(outcome, weight)| std::iter::repeat_n(outcome, weight.into())).collect()
}

pub(super) fn some_weights() -> impl Strategy<Value = Vec<(i64, u8)>> {
    prop::collection::vec((-5_i64..6, 0_u8..6), 1..8)
        .prop_filter("some weight", |weights| weights.iter().any(|&(_, weight)| weight > 0))
}

pub(super) fn dist(weights: &[(i64, u8)]) -> Dist<i64> {
    Dist::from_weights(weights.iter().map(|&(outcome, weight)| (outcome, weight.into()))).unwrap()
}

fn fraction(above: usize, below: usize) -> Probability {
    Probability::new(above, below).unwrap()
}

#[test]
fn empty_distributions_are_refused() {
    assert_eq!(Dist::<u8>::uniform([]).unwrap_err().kind(), ErrorKind::Weights);
    assert_eq!(Dist::<u8>::mixture(&[]).unwrap_err().kind(), ErrorKind::Weights);
    assert_eq!(Dist::mixture(&[(BigUint::ZERO, Dist::certain(1))]).unwrap_err().kind(), ErrorKind::Weights);
    let error = Dist::certain(1).condition(|_| false).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ImpossibleCondition);
}

proptest! {
    #[test]
    fn probabilities_are_shares_of_the_list(weights in some_weights(), bound in -6_i64..7) {
        let (list, dist) = (listed(&weights), dist(&weights));
        let share = |event: &dyn Fn(i64) -> bool| fraction(list.iter().filter(|&&x| event(x)).count(), list.len());
        prop_assert_eq!(dist.clone(), Dist::uniform(list.clone()).unwrap());
        prop_assert_eq!(dist.probability_of(&bound), share(&|x| x == bound));
        prop_assert_eq!(dist.at_most(&bound), share(&|x| x <= bound));
        prop_assert_eq!(dist.at_least(&bound), share(&|x| x >= bound));
        prop_assert_eq!(dist.probability(|x| x % 2 == 0), share(&|x| x % 2 == 0));
        prop_assert_eq!(dist.map(|x| x * x), Dist::uniform(list.iter().map(|x| x * x)).unwrap());
        let kept: Vec<i64> = list.iter().copied().filter(|&x| x > bound).collect();
        prop_assert_eq!(dist.condition(|&x| x > bound).ok(), Dist::uniform(kept).ok());
        prop_assert_eq!(dist.clone().reduced().probability_of(&bound), dist.probability_of(&bound));
    }

    #[test]
    fn pairs_are_combined(a in some_weights(), b in some_weights()) {
        let pairs = listed(&a).into_iter().flat_map(|x| listed(&b).into_iter().map(move |y| x * 3 - y));
        prop_assert_eq!(dist(&a).combine(&dist(&b), |x, y| x * 3 - y), Dist::uniform(pairs).unwrap());
    }

    #[test]
    fn mixtures_weigh_their_parts(a in some_weights(), b in some_weights(), v in 0_u8..5, w in 1_u8..5, x in -5_i64..6) {
        let (p, q) = (dist(&a), dist(&b));
        let mixed = Dist::mixture(&[(v.into(), p.clone()), (w.into(), q.clone())]).unwrap();
        let share = |n: u8| num_rational::BigRational::new(n.into(), (v + w).into());
        let expected = share(v) * p.probability_of(&x).ratio() + share(w) * q.probability_of(&x).ratio();
        prop_assert_eq!(mixed.probability_of(&x).into_ratio(), expected);
    }
}
