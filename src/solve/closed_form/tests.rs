//! Every formula against enumeration, over all small cases.

use crate::model::pattern::Comparison;
use crate::model::{Collection, Faces, Space, Value};
use crate::number;
use crate::question::{Expr, Node};
use crate::solve::Road;
use crate::solve::asking::{agrees, call, count, is, known, numbered, probability, same_law, up_to, x};
use num_traits::One;
use proptest::prelude::*;
use std::sync::Arc;

fn dice(n: u64, faces: u64) -> Space {
    Space::trials(Arc::new(Faces::die(faces).unwrap()), n)
}

#[test]
fn pools_of_equal_dice() {
    for n in 0..=5 {
        for faces in 1..=4 {
            for statistic in ["distinct", "maxcount", "run"] {
                agrees(&dice(n, faces), &call(statistic, vec![x()]), Road::ClosedForm);
            }
        }
    }
}

#[test]
fn sums_of_draws_from_several_elements_of_each_label() {
    for (labels, each) in [(1u64, 3u64), (2, 2), (3, 4)] {
        let urn = numbered(Collection::Urn, &vec![each; labels as usize]);
        let space = Space::trials(Arc::new(urn.faces().unwrap()), 3);
        let highest = call("highest", vec![known(2), x()]);
        for statistic in [call("sum", vec![x()]), call("sum", vec![highest])] {
            agrees(&space, &statistic, Road::ClosedForm);
        }
    }
}

#[test]
fn draws_and_multisets_of_classes_of_equal_size() {
    for (classes, size) in [(3u64, 2u64), (4, 1), (2, 4), (3, 3), (1, 5)] {
        let urn = numbered(Collection::Urn, &vec![size; classes as usize]);
        for n in 0..=(classes * size).min(5) {
            let spaces = [
                Space::Draw(Arc::clone(&urn), n),
                Space::Choose(Arc::clone(&urn), n),
                Space::Multichoose(Arc::clone(&urn), n),
                Space::Deal(Arc::clone(&urn), [n, 0].into()),
            ];
            for space in spaces {
                let hand = match space {
                    Space::Deal(..) => Expr::new(Node::At(x(), known(1))),
                    _ => x(),
                };
                for statistic in ["distinct", "maxcount", "run"] {
                    agrees(&space, &call(statistic, vec![hand.clone()]), Road::ClosedForm);
                }
            }
        }
    }
}

#[test]
fn a_slice_of_equal_dice_is_a_smaller_pool() {
    let slice = Expr::new(Node::Slice(x(), known(2), known(4)));
    for statistic in ["distinct", "maxcount", "run"] {
        agrees(&dice(5, 3), &call(statistic, vec![slice.clone()]), Road::ClosedForm);
    }
    let mixed = Space::Trials(Arc::from([
        (Arc::new(Faces::die(2).unwrap()), 3),
        (Arc::new(Faces::die(3).unwrap()), 2),
    ]));
    agrees(
        &mixed,
        &call("distinct", vec![Expr::new(Node::Slice(x(), known(4), known(5)))]),
        Road::ClosedForm,
    );
    assert_ne!(same_law(&mixed, &call("distinct", vec![x()])), Road::ClosedForm);
}

#[test]
fn classes_of_different_weight_are_left_to_the_sweep() {
    let loaded = Faces::new(Collection::Die, [(1.into(), 1u32.into()), (2.into(), 2u32.into())]).unwrap();
    let space = Space::trials(Arc::new(loaded), 4);
    for statistic in ["distinct", "maxcount", "run"] {
        assert_ne!(same_law(&space, &call(statistic, vec![x()])), Road::ClosedForm);
    }
}

#[test]
fn runs_of_numbers_with_gaps_are_left_to_the_sweep() {
    let faces = [1, 2, 4, 5].map(|n| (Value::Int(n), num_bigint::BigUint::one()));
    let space = Space::trials(Arc::new(Faces::new(Collection::Die, faces).unwrap()), 4);
    assert_ne!(same_law(&space, &call("run", vec![x()])), Road::ClosedForm);
}

#[test]
fn longest_runs_in_trials() {
    let biased = Faces::new(Collection::Die, [(1.into(), 1u32.into()), (2.into(), 3u32.into())]).unwrap();
    for n in 0..=7 {
        for space in [dice(n, 2), dice(n.min(5), 3), Space::trials(Arc::new(biased.clone()), n)] {
            for pattern in [known(1), known(Value::set([1, 2].map(Value::Int))), known(9)] {
                agrees(&space, &call("longest", vec![pattern, x()]), Road::ClosedForm);
            }
        }
    }
}

#[test]
fn statistics_of_permutations() {
    for n in 0..=6 {
        for space in [Space::Draw(up_to(n), n), Space::Words(up_to(n), n)] {
            for statistic in ["fixed", "cycles", "descents", "longest_cycle", "increasing", "nondecreasing"] {
                agrees(&space, &call(statistic, vec![x()]), Road::ClosedForm);
            }
        }
    }
    for n in 0..=4 {
        let space = Space::Draw(numbered(Collection::Urn, &[1, 0, 1, 1, 1, 1]), n);
        agrees(&space, &call("descents", vec![x()]), Road::ClosedForm);
        agrees(&space, &call("increasing", vec![x()]), Road::ClosedForm);
        agrees(&space, &call("fixed", vec![x()]), Road::ByPosition);
    }
    agrees(
        &Space::Draw(numbered(Collection::Urn, &[2, 1, 1]), 4),
        &call("descents", vec![x()]),
        Road::ByPosition,
    );
}

#[test]
fn large_questions() {
    let all_faces = is(call("distinct", vec![x()]), Comparison::Equal, 100);
    assert!(probability(&dice(500, 100), all_faces).len() > 1000);
    let birthday = is(call("distinct", vec![x()]), Comparison::Less, 23);
    assert_eq!(
        probability(&dice(23, 365), birthday),
        "38093904702297390785243708291056390518886454060947061/75091883268515350125426207425223147563269805908203125"
    );
    assert_eq!(
        probability(&dice(20, 10), is(call("maxcount", vec![x()]), Comparison::AtLeast, 5)),
        "496649547107963/1250000000000000"
    );
    assert_eq!(probability(&dice(5, 6), is(call("run", vec![x()]), Comparison::Equal, 5)), "5/162");
    // Where no two runs of more than half the tosses fit: the first toss of the run, and a tail before it.
    let long = is(call("longest", vec![known(1), x()]), Comparison::AtLeast, 600);
    let expected = (num_bigint::BigUint::one() << 399u32) * 400u32 + (num_bigint::BigUint::one() << 400u32);
    assert_eq!(count(&dice(1000, 2), long), expected.to_string());
    let six = Space::Draw(up_to(6), 6);
    assert_eq!(count(&six, is(call("cycles", vec![x()]), Comparison::Equal, 3)), "225");
    assert_eq!(count(&six, is(call("descents", vec![x()]), Comparison::Equal, 2)), "302");
    let thousand = Space::Words(up_to(1000), 1000);
    assert_eq!(
        count(&thousand, is(call("fixed", vec![x()]), Comparison::Equal, 0)),
        number::derangements(1000).to_string()
    );
    assert_eq!(
        count(&thousand, is(call("cycles", vec![x()]), Comparison::AtMost, 1)),
        number::factorial(999).to_string()
    );
}

#[test]
fn sums_of_subsets_are_swept_by_class() {
    for space in [Space::Subset(up_to(6)), Space::Subset(numbered(Collection::Urn, &[2, 1, 3]))] {
        agrees(&space, &call("sum", vec![x()]), Road::ByClass);
        agrees(&space, &call("distinct", vec![x()]), Road::ByClass);
    }
    let thousand = is(call("sum", vec![x()]), Comparison::Equal, 1000);
    assert_eq!(count(&Space::Subset(up_to(100)), thousand), "633172672364586108413");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn formulas_agree_with_the_sweep(n in 0u64..12, faces in 1u64..8, cap in 0i64..8) {
        use crate::solve::Choice;
        use crate::solve::asking::law;
        let space = dice(n, faces);
        for statistic in ["distinct", "maxcount", "run"] {
            let expression = call(statistic, vec![x()]);
            for expression in [expression.clone(), is(expression, Comparison::AtLeast, cap)] {
                let formula = law(&space, &expression, Choice::Only(Road::ClosedForm)).0;
                prop_assert_eq!(formula, law(&space, &expression, Choice::Only(Road::ByClass)).0);
            }
        }
    }
}

#[test]
fn poker_by_its_table() {
    use crate::model::cards::home_made;
    let suits = |n: usize| {
        ["clubs", "diamonds", "hearts", "spades"][..n].iter().map(|s| Arc::from(*s)).collect::<Vec<_>>()
    };
    for (ranks, colors, copies) in [(5, 3, 1), (7, 2, 1), (4, 2, 2)] {
        let ranks: Vec<i64> = (14 - ranks + 1..=14).collect();
        let pack = Arc::new(home_made(&ranks, &suits(colors), copies).unwrap());
        for n in 5..=6 {
            agrees(&Space::Choose(Arc::clone(&pack), n), &call("poker", vec![x()]), Road::ClosedForm);
        }
    }
    // A pack that lacks a card is not regular, and takes another road.
    let pack = home_made(&[2, 3, 4, 5, 6], &suits(2), 1).unwrap();
    let lacking = crate::model::Population::new(Collection::Deck, pack.classes()[1..].to_vec()).unwrap();
    let space = Space::Choose(Arc::new(lacking), 5);
    assert_ne!(same_law(&space, &call("poker", vec![x()])), Road::ClosedForm);
}
