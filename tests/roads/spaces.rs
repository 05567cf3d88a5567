//! Small spaces of every kind.

use num_bigint::BigUint;
use num_rational::BigRational;
use prob::dist::Dist;
use prob::model::cards::home_made;
use prob::model::{Collection, Faces, Population, Space, Value};
use std::sync::Arc;

pub fn int(n: i64) -> Value {
    Value::Int(n)
}

pub fn half(n: i64) -> Value {
    Value::number(BigRational::new(n.into(), 2.into()))
}

/// A fair die.
pub fn die(faces: u64) -> Arc<Faces> {
    Arc::new(Faces::die(faces).unwrap())
}

/// A die with these faces and weights.
pub fn loaded(faces: &[(Value, u32)]) -> Arc<Faces> {
    let weights = faces.iter().map(|(face, weight)| (face.clone(), BigUint::from(*weight)));
    Arc::new(Faces::new(Collection::Die, weights).unwrap())
}

fn numbers(faces: &[(i64, u32)]) -> Arc<Faces> {
    loaded(&faces.iter().map(|(face, weight)| (int(*face), *weight)).collect::<Vec<_>>())
}

fn words(faces: &[(&str, u32)]) -> Arc<Faces> {
    loaded(&faces.iter().map(|(face, weight)| (Value::word(face), *weight)).collect::<Vec<_>>())
}

/// A population with these labels.
pub fn urn<T: Clone + Into<Value>>(classes: &[(T, u64)]) -> Arc<Population> {
    let classes = classes.iter().map(|(label, count)| (label.clone().into(), *count));
    Arc::new(Population::new(Collection::Urn, classes).unwrap())
}

pub fn range(from: i64, to: i64) -> Arc<Population> {
    Arc::new(Population::new(Collection::Set, (from..=to).map(|n| (int(n), 1))).unwrap())
}

pub fn letters(word: &str) -> Arc<Population> {
    let letters = word.chars().map(|c| (Value::word(&c.to_string()), 1));
    Arc::new(Population::new(Collection::Letters, letters).unwrap())
}

pub fn cards(ranks: &[i64], suits: &[&str], copies: u64) -> Arc<Population> {
    let suits: Vec<Arc<str>> = suits.iter().map(|s| Arc::from(*s)).collect();
    Arc::new(home_made(ranks, &suits, copies).unwrap())
}

fn mixed(groups: &[(Arc<Faces>, u64)]) -> Space {
    Space::Trials(groups.into())
}

/// The catalogue: every kind of space, small enough to be listed.
pub fn all() -> Vec<Space> {
    let mut spaces = trials();
    spaces.extend(draws());
    spaces.extend(others());
    spaces
}

fn trials() -> Vec<Space> {
    let mut spaces = Vec::new();
    for (faces, most) in [(2, 4), (3, 4), (4, 3), (5, 3), (6, 3)] {
        for count in 1..=most {
            spaces.push(Space::trials(die(faces), count));
        }
    }
    let urn = urn(&[("white", 2), ("black", 3)]);
    spaces.extend([
        Space::trials(die(1), 3),
        Space::trials(numbers(&[(1, 1), (2, 2), (3, 3)]), 3),
        Space::trials(numbers(&[(1, 3), (2, 0), (3, 1), (4, 1)]), 3),
        Space::trials(numbers(&[(1, 1), (3, 1), (5, 1), (9, 1)]), 3),
        Space::trials(numbers(&[(-1, 1), (0, 1), (1, 1)]), 4),
        Space::trials(numbers(&[(-3, 2), (4, 1), (-1, 1)]), 3),
        Space::trials(numbers(&[(0, 5), (2, 1)]), 4),
        Space::trials(numbers(&[(0, 0), (1, 1), (2, 1)]), 3),
        Space::trials(numbers(&[(7, 4)]), 2),
        Space::trials(loaded(&[(half(1), 1), (half(3), 2), (int(2), 1)]), 3),
        Space::trials(loaded(&[(half(-1), 1), (int(0), 1)]), 3),
        Space::trials(words(&[("heads", 1), ("tails", 1)]), 4),
        Space::trials(words(&[("heads", 1), ("tails", 2)]), 3),
        Space::trials(words(&[("a", 1), ("b", 2), ("c", 1)]), 4),
        Space::trials(Arc::new(urn.faces().unwrap()), 3),
        mixed(&[(die(4), 2), (die(6), 1)]),
        mixed(&[(die(2), 1), (die(3), 1), (die(4), 1)]),
        mixed(&[(die(2), 2), (numbers(&[(1, 2), (5, 1)]), 2)]),
        mixed(&[(die(3), 1), (numbers(&[(-2, 1), (2, 1)]), 1), (die(3), 1)]),
        mixed(&[(words(&[("a", 1), ("b", 2)]), 2), (words(&[("b", 1), ("c", 1)]), 2)]),
    ]);
    spaces
}

fn draws() -> Vec<Space> {
    let mut spaces = Vec::new();
    let mixed_urn: Arc<Population> = urn(&[(int(1), 2), (int(2), 1), (int(5), 2)]);
    let pack = cards(&[2, 3, 4], &["hearts", "spades"], 1);
    for from in [
        urn(&[("white", 2), ("black", 3)]),
        urn(&[("red", 2), ("green", 1), ("blue", 2)]),
        urn(&[("red", 2), ("green", 0), ("blue", 2)]),
        mixed_urn,
        range(1, 5),
        range(-1, 2),
        letters("ABCA"),
        pack,
    ] {
        for count in 0..=3 {
            spaces.push(Space::draw(Arc::clone(&from), count).unwrap());
            spaces.push(Space::choose(Arc::clone(&from), count).unwrap());
            spaces.push(Space::Multichoose(Arc::clone(&from), count));
            spaces.push(Space::words(Arc::clone(&from), count).unwrap());
        }
        spaces.push(Space::words(Arc::clone(&from), from.size()).unwrap());
        spaces.push(Space::Subset(from));
    }
    spaces
}

fn others() -> Vec<Space> {
    let pack = cards(&[2, 3, 4], &["hearts", "spades"], 1);
    let balls = urn(&[("white", 3), ("black", 2)]);
    let law = Dist::from_weights([(int(1), 1u32.into()), (int(3), 2u32.into()), (half(1), 1u32.into())]);
    vec![
        Space::Single(die(6)),
        Space::Single(numbers(&[(0, 1), (2, 3)])),
        Space::Single(words(&[("red", 2), ("blue", 1)])),
        Space::Law(Arc::new(law.unwrap())),
        Space::words(range(1, 4), 4).unwrap(),
        Space::words(letters("ABAC"), 4).unwrap(),
        Space::deal(Arc::clone(&pack), &[2, 2]).unwrap(),
        Space::deal(Arc::clone(&pack), &[1, 2, 1]).unwrap(),
        Space::deal(pack, &[3, 0]).unwrap(),
        Space::deal(Arc::clone(&balls), &[2, 2]).unwrap(),
        Space::deal(urn(&[(int(1), 3), (int(4), 2), (int(6), 1)]), &[2, 3]).unwrap(),
        Space::Occupancy(4, 3),
        Space::Occupancy(3, 4),
        Space::Occupancy(2, 1),
        Space::Occupancy(0, 2),
    ]
}
