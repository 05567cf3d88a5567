//! Laws against the outcomes one by one.

use super::*;
use crate::model::Collection;
use crate::model::equally_likely::SampleSpace;
use proptest::prelude::*;

fn faces(weights: &[(i64, u8)]) -> Faces {
    let weights = weights.iter().map(|&(face, weight)| (Value::Int(face), BigUint::from(weight)));
    Faces::new(Collection::Urn, weights).unwrap()
}

/// All rows of trials, over faces that come as often as their weights say.
fn listed(trials: u64, faces: &Faces) -> SampleSpace<i64> {
    let repeated = |(face, weight): &(Value, BigUint)| {
        let Value::Int(face) = face else { panic!("only integers here") };
        std::iter::repeat_n(*face, weight.to_usize().unwrap())
    };
    SampleSpace::tuples(trials, faces.weights().iter().flat_map(repeated)).unwrap()
}

fn some_faces() -> impl Strategy<Value = Faces> {
    let weights = prop::collection::btree_map(-4_i64..5, 0_u8..4, 1..4);
    weights
        .prop_filter("some weight", |weights| weights.values().any(|&weight| weight > 0))
        .prop_map(|weights| faces(&weights.into_iter().collect::<Vec<_>>()))
}

#[test]
fn edges() {
    let none = Multinomial::dice(0, 6).unwrap();
    assert!(none.sum().unwrap().probability_of(&0).is_certain());
    assert!(none.count_of(&1.into()).unwrap().probability_of(&0).is_certain());
    assert!(none.probability_of_counts(&[0; 6]).unwrap().is_certain());
    assert_eq!(none.probability_of_counts(&[0; 5]).unwrap_err().kind(), ErrorKind::Range);
    assert_eq!(none.count_of(&7.into()).unwrap_err().kind(), ErrorKind::UnknownLabel);
    let coins = Multinomial::coins(3, &Probability::certain()).unwrap();
    assert!(coins.probability_of_counts(&[3, 0]).unwrap().is_certain());
    assert_eq!(coins.sum().unwrap_err().kind(), ErrorKind::Kind);
    let overflow = [u64::MAX, 1, 0, 0, 0, 0];
    assert!(none.probability_of_counts(&overflow).unwrap().is_impossible());
}

#[test]
fn what_is_too_large_is_refused() {
    let kind = |error: Error| error.kind();
    let many = Multinomial::dice(u64::MAX, 6).unwrap();
    assert_eq!(kind(many.sum().unwrap_err()), ErrorKind::TooExpensive);
    assert_eq!(kind(many.count_of(&1.into()).unwrap_err()), ErrorKind::TooExpensive);
    let counts = [u64::MAX, 0, 0, 0, 0, 0];
    assert_eq!(kind(many.probability_of_counts(&counts).unwrap_err()), ErrorKind::TooExpensive);
    let apart = Multinomial::new(2, faces(&[(i64::MIN, 1), (0, 1), (7, 1)]));
    assert_eq!(kind(apart.sum().unwrap_err()), ErrorKind::TooExpensive);
    let large = Multinomial::new(2, faces(&[(i64::MAX, 1)]));
    assert_eq!(kind(large.sum().unwrap_err()), ErrorKind::Range);
    let far = Multinomial::new(1, faces(&[(i64::MIN, 1), (i64::MAX, 1)]));
    assert_eq!(far.sum().unwrap().len(), 2);
}

proptest! {
    #[test]
    fn laws_are_those_of_the_list(faces in some_faces(), trials in 0_u64..4, wanted in -4_i64..5) {
        let model = Multinomial::new(trials, faces);
        let list = listed(trials, model.faces());
        let sum = Dist::uniform(list.iter().map(|row| row.iter().sum::<i64>())).unwrap();
        prop_assert_eq!(model.sum().unwrap().reduced(), sum.reduced());
        let count = |row: &[i64]| row.iter().filter(|&&face| face == wanted).count() as u64;
        let counted = Dist::uniform(list.iter().map(|row| count(&row))).unwrap().reduced();
        let wanted = Value::Int(wanted);
        prop_assert_eq!(model.count_of_any(|face| *face == wanted).unwrap().reduced(), counted.clone());
        if let Ok(count) = model.count_of(&wanted) {
            prop_assert_eq!(count.reduced(), counted);
        }
    }

    #[test]
    fn count_vectors_are_those_of_the_list(faces in some_faces(), trials in 0_u64..4) {
        let model = Multinomial::new(trials, faces);
        let list = listed(trials, model.faces());
        let labels: Vec<i64> = model.faces().weights().iter().map(|(face, _)| {
            let Value::Int(face) = face else { panic!("only integers here") };
            *face
        }).collect();
        let vectors = SampleSpace::tuples(labels.len() as u64, 0..=trials).unwrap();
        for counts in &vectors {
            let counted = |row: &[i64]| labels.iter().zip(&counts).all(|(label, &count)| {
                row.iter().filter(|face| *face == label).count() as u64 == count
            });
            prop_assert_eq!(model.probability_of_counts(&counts).unwrap(), list.probability(counted).unwrap());
        }
    }

    #[test]
    fn stretched_and_shifted_faces_stretch_and_shift_the_sum(
        faces in some_faces(), trials in 0_u64..5, factor in 1_i64..1000, shift in -1000_i64..1000,
    ) {
        let moved = faces.weights().iter().map(|(face, weight)| {
            let Value::Int(face) = face else { panic!("only integers here") };
            (Value::Int(face * factor + shift), weight.clone())
        });
        let moved = Multinomial::new(trials, Faces::new(Collection::Urn, moved).unwrap()).sum().unwrap();
        let sum = Multinomial::new(trials, faces).sum().unwrap();
        prop_assert_eq!(moved, sum.map(|sum| sum * factor + shift * trials.cast_signed()));
    }
}
