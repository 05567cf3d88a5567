//! Distinct words, every one as likely as every other: rows that are thrown, and thrown again until one is kept.

use super::urn::Urn;
use crate::model::{Population, Space, Value};
use crate::simulate::chance::Chance;
use rustc_hash::FxHashMap;

/// The longest words whose number is worked out before they are sampled.
const LONGEST_WORD: u64 = 200;

/// A word from shuffled items: one that several shuffles give is kept only as often as the others.
pub(super) fn from_shuffles(urn: &Urn, length: u64, generator: &mut impl Chance) -> Value {
    loop {
        let word: Vec<u64> = urn.shuffled(length, generator);
        let word: Vec<Value> = word.into_iter().map(|e| urn.label(e).clone()).collect();
        if generator.below(shuffles(urn, &word)) == 0 {
            return Value::row(word);
        }
    }
}

/// A word from letters thrown place by place: one with more of a letter than there are is thrown again.
pub(super) fn from_letters(urn: &Urn, length: u64, generator: &mut impl Chance) -> Value {
    let letters = urn.labels.len();
    loop {
        let word: Vec<usize> = (0..length).map(|_| generator.below(letters as u64) as usize).collect();
        let mut left: Vec<u64> = (0..letters).map(|i| urn.count(i)).collect();
        let there = word.iter().all(|&i| {
            let some = left[i] > 0;
            left[i] = left[i].saturating_sub(1);
            some
        });
        if there {
            return Value::row(word.into_iter().map(|i| urn.labels[i].clone()));
        }
    }
}

/// Whether so few attempts are thrown away that words of the space can be sampled.
pub(super) fn is_practical(space: &Space, items: &Population, length: u64) -> bool {
    let attempts = attempts(&Urn::capped(items, length), length);
    let bits = attempts[0].min(attempts[1]);
    // Fewer than a million attempts for each word that is kept.
    bits < 20.0 || (length <= LONGEST_WORD && space.size().is_some_and(|n| bits - (n.bits() as f64) < 20.0))
}

/// How many shuffles, and how many rows of letters, there are to be thrown, in bits.
pub(super) fn attempts(urn: &Urn, length: u64) -> [f64; 2] {
    let shuffles = (0..length).map(|i| (urn.size().saturating_sub(i).max(1) as f64).log2()).sum();
    // How often a shuffle is kept is worked out in a machine word.
    [if shuffles < 63.0 { shuffles } else { f64::INFINITY }, (urn.labels.len() as f64).log2() * length as f64]
}

/// How many ordered draws of elements give this word.
fn shuffles(urn: &Urn, word: &[Value]) -> u64 {
    let mut used: FxHashMap<&Value, u64> = FxHashMap::default();
    let mut ways = 1u64;
    for label in word {
        let i = urn.labels.iter().position(|l| l == label).unwrap_or(0);
        let taken = used.entry(label).or_default();
        ways = ways.saturating_mul(urn.count(i) - *taken);
        *taken += 1;
    }
    ways
}
