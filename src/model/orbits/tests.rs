use super::*;
use crate::model::Space;
use crate::model::Value;
use crate::model::outcomes::{each_outcome, total};
use rustc_hash::FxHashMap;
use std::sync::Arc;

fn letters(counts: &[u64]) -> Population {
    let labels = ["a", "b", "c", "d", "e", "f"].iter().map(|l| Value::word(l));
    Population::new(Collection::Letters, labels.zip(counts.iter().copied())).unwrap()
}

fn listed(space: &Space) -> FxHashMap<Value, BigUint> {
    let mut met = FxHashMap::default();
    each_outcome(space, &mut |outcome, weight| met.insert(outcome, weight).is_none());
    met
}

/// The least row of every orbit, by turning every row in every way.
fn orbits_of(rows: &Space, shape: Shape) -> FxHashMap<Value, u64> {
    let mut least = FxHashMap::default();
    each_outcome(rows, &mut |row, _| {
        *least.entry(Value::row(orbit(row.elements(), shape).1)).or_default() += 1;
        true
    });
    least
}

#[test]
fn the_cube_has_24_rotations_and_the_square_4() {
    let shapes = [Shape::Cube, Shape::Square(2), Shape::Square(3), Shape::Ring(6), Shape::Necklace(5)];
    for shape in shapes.into_iter().chain([1, 2, 3, 4].map(Shape::Necklace)).chain([Shape::Square(1)]) {
        assert_eq!(shape.permutations().len() as u64, shape.symmetries(), "{shape}");
        // The cycles of the motions are those of the permutations.
        let mut expected: Vec<u64> = shape.permutations().iter().map(|p| cycles(p)).collect();
        let mut found: Vec<u64> = shape
            .cycle_counts()
            .into_iter()
            .flat_map(|(symmetries, cycles)| vec![cycles; symmetries as usize])
            .collect();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "{shape}");
    }
}

fn cycles(permutation: &[usize]) -> u64 {
    let mut seen = vec![false; permutation.len()];
    let mut count = 0;
    for start in 0..permutation.len() {
        let mut at = start;
        count += u64::from(!seen[at]);
        while !std::mem::replace(&mut seen[at], true) {
            at = permutation[at];
        }
    }
    count
}

#[test]
fn rings_of_equal_items_are_the_orbits_of_words() {
    let cases: [&[u64]; 12] = [
        &[4, 3],
        &[2, 2],
        &[2, 2, 2],
        &[3, 3],
        &[6, 2],
        &[4],
        &[1, 1, 2],
        &[2, 1],
        &[4, 2, 2],
        &[5, 1, 1],
        &[2],
        &[3, 1],
    ];
    for counts in cases {
        let items = Arc::new(letters(counts));
        let n = items.size();
        let words = Space::Words(Arc::clone(&items), n);
        for (space, shape) in [
            (Space::Ring(Arc::clone(&items)), Shape::Ring(n)),
            (Space::Necklace(Arc::clone(&items)), Shape::Necklace(n)),
        ] {
            let expected = orbits_of(&words, shape);
            let found = listed(&space);
            assert_eq!(found.len(), expected.len(), "{space:?}");
            assert!(found.keys().all(|row| expected.contains_key(row)), "{space:?}");
            assert_eq!(space.size(), Some(found.len().into()), "{space:?}");
            let mut sizes: Vec<u64> = expected.values().copied().collect();
            sizes.dedup();
            assert_eq!(space.is_fair(), sizes.windows(2).all(|w| w[0] == w[1]), "{space:?}");
        }
    }
    assert_eq!(Space::Ring(Arc::new(letters(&[4, 3]))).size(), Some(5u32.into()));
}

#[test]
fn people_around_a_table_are_told_apart() {
    for (counts, collection) in [
        (&[1, 1, 1, 1, 1][..], Collection::Letters),
        (&[2, 2], Collection::People),
        (&[3, 2], Collection::People),
        (&[2, 1, 1], Collection::People),
        (&[3], Collection::People),
        (&[2], Collection::People),
        (&[1], Collection::Letters),
        (&[0, 3], Collection::People),
        (&[], Collection::Letters),
    ] {
        let items = letters(counts);
        let items = Arc::new(Population::new(collection, items.classes().to_vec()).unwrap());
        let n = items.size();
        for (space, shape) in [
            (Space::Ring(Arc::clone(&items)), Shape::Ring(n)),
            (Space::Necklace(Arc::clone(&items)), Shape::Necklace(n)),
        ] {
            assert!(space.is_fair());
            // Numbered people in all their rows, up to symmetry, seen by their labels up to symmetry.
            let numbers = Population::new(Collection::Set, (0..n).map(|i| (Value::Int(i as i64), 1)));
            let rows = Space::Draw(Arc::new(numbers.unwrap()), n);
            let label = |number: &Value| {
                let Value::Int(number) = number else { unreachable!() };
                let mut labels = items.classes().iter().flat_map(|(l, n)| vec![l.clone(); *n as usize]);
                labels.nth(*number as usize).unwrap()
            };
            let seen = |row: &Value| orbit(&row.elements().iter().map(label).collect::<Vec<_>>(), shape).1;
            let mut expected: FxHashMap<Vec<Value>, BigUint> = FxHashMap::default();
            let orbits = orbits_of(&rows, shape);
            orbits.keys().for_each(|row| *expected.entry(seen(row)).or_default() += 1u32);
            let mut found: FxHashMap<Vec<Value>, BigUint> = FxHashMap::default();
            each_outcome(&space, &mut |row, weight| {
                *found.entry(orbit(row.elements(), shape).1).or_default() += weight;
                true
            });
            assert_eq!(found, expected, "{space:?}");
            assert_eq!(total(&space), orbits.len().into(), "{space:?}");
        }
    }
}

#[test]
fn colorings_are_the_orbits_of_rows_of_colours() {
    for colors in 0..=3u64 {
        let population = Arc::new(letters(&vec![1; colors as usize]));
        let faces = population.faces().ok().map(Arc::new);
        let shapes = [Shape::Ring(5), Shape::Necklace(6), Shape::Square(2), Shape::Cube, Shape::Necklace(2)];
        for shape in shapes.into_iter().chain([Shape::Ring(1), Shape::Square(1)]) {
            let space = Space::colorings(Arc::clone(&population), shape).unwrap();
            let expected = match &faces {
                Some(faces) => orbits_of(&Space::trials(Arc::clone(faces), shape.places()), shape),
                None => FxHashMap::default(),
            };
            let found = listed(&space);
            assert_eq!(space.size(), Some(found.len().into()), "{colors} on {shape}");
            assert!(found.len() == expected.len() && found.keys().all(|row| expected.contains_key(row)));
            let sizes: Vec<&u64> = expected.values().collect();
            assert_eq!(space.is_fair(), sizes.windows(2).all(|w| w[0] == w[1]), "{colors} on {shape}");
        }
    }
    assert_eq!(Shape::Square(3).colorings(2), 140u32.into());
}

#[test]
fn long_rings_are_counted_without_listing() {
    // A prime number of seats: every turn of every row but those in one colour differs.
    let expected = (BigUint::from(2u32).pow(1009u32) - 2u32) / 1009u32 + 2u32;
    assert_eq!(Shape::Ring(1009).colorings(2), expected);
    assert_eq!(around(&letters(&[1000, 2]), Shape::Ring(1002)), 501u32.into());
}
