//! Walks and draws against the laws of their paths and rows.

use super::*;
use crate::dist::Dist;
use crate::model::chain::{Barrier, Condition, Step};
use crate::model::{Collection, Faces, Pattern, Population, Space};
use crate::simulate::sampler::Sampler;
use crate::simulate::{Verdict, verdict};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

fn shares(space: &Space, trials: u64) -> FxHashMap<Value, u64> {
    let sampler = Sampler::new(space);
    let mut generator = ChaCha8Rng::seed_from_u64(7);
    let mut counts = FxHashMap::default();
    for _ in 0..trials {
        *counts.entry(sampler.sample(&mut generator).unwrap()).or_default() += 1;
    }
    counts
}

/// Holds a sampler against a law by the chi-square test of all cells.
fn agrees(space: &Space, law: &Dist<Value>) {
    let counts = shares(space, 40_000);
    let expected: Vec<f64> =
        law.outcomes().map(|v| crate::number::to_f64(law.probability_of(v).ratio())).collect();
    let observed: Vec<u64> = law.outcomes().map(|v| counts.get(v).copied().unwrap_or(0)).collect();
    assert_eq!(observed.iter().sum::<u64>(), 40_000, "an outcome that the law does not know");
    assert_eq!(verdict::distribution(&expected, &observed).verdict, Verdict::Agrees);
}

#[test]
fn chains_walk_as_their_paths_say() {
    let step: Step = Arc::new(|x| {
        let n = x.ratio().and_then(|r| i64::try_from(r.to_integer()).ok()).unwrap_or(0);
        Dist::from_weights((1..=3).map(|d| (Value::Int(n + d), num_bigint::BigUint::from(d.unsigned_abs()))))
    });
    let stop: Condition = Arc::new(|x| Ok(*x >= Value::Int(6)));
    let race = Chain::new(Value::Int(0), Arc::clone(&step), Stop::When(stop));
    agrees(&Space::Chain(Arc::new(race.clone())), &race.paths(100_000).unwrap());
    let fixed = Chain::new(Value::Int(0), step, Stop::After(4));
    agrees(&Space::Chain(Arc::new(fixed.clone())), &fixed.paths(100_000).unwrap());
}

#[test]
fn draws_go_on_as_their_rows_say() {
    let urn = Population::new(Collection::Urn, [("red".into(), 2), ("blue".into(), 3)]).unwrap();
    let red = Pattern::Is("red".into());
    let enough =
        move |row: &[Value]| Ok(row.iter().filter(|v| red.matches(v)).count() == 2 || row.len() == 4);
    for from in [Source::Population(Arc::new(urn.clone())), Source::Faces(Arc::new(urn.faces().unwrap()))] {
        let until = Until { from, enough: Arc::new(enough.clone()), stopping: Vec::new() };
        agrees(&Space::Until(Arc::new(until.clone())), &until.law(10_000).unwrap());
    }
}

#[test]
fn what_never_stops_is_seen_never_to_stop() {
    // Home at 0, or for ever to and fro between 3 and 4.
    let step: Step = Arc::new(|x| match x {
        Value::Int(3) => Dist::uniform([Value::Int(4)]),
        Value::Int(4) => Dist::uniform([Value::Int(3)]),
        Value::Int(n) => Dist::uniform([Value::Int(n + 1), Value::Int(n - 1)]),
        other => Dist::uniform([other.clone()]),
    });
    let stop: Condition = Arc::new(|x| Ok(*x == Value::Int(0)));
    let chain = Chain::new(Value::Int(1), step, Stop::When(stop));
    let counts = shares(&Space::Chain(Arc::new(chain)), 300);
    let never = counts[&Value::row([])];
    assert!((60..140).contains(&never), "a third of 300 never come home, not {never}");
    // A walk that runs away is given up.
    let away = Dist::uniform([1]).unwrap();
    let walker = Walker::new(Arc::new(Chain::walk(1, away, Barrier::At(0)).unwrap()));
    let error = walker.walk(&mut ChaCha8Rng::seed_from_u64(1)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Endless);
    // In a hurry it is given up after fewer new states.
    let error = walker.walk_within(&mut ChaCha8Rng::seed_from_u64(1), 10_000).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooExpensive);
    let die = Faces::die(1).unwrap();
    let until =
        Until { from: Source::Faces(Arc::new(die)), enough: Arc::new(|_| Ok(false)), stopping: Vec::new() };
    let error = Drawer::new(Arc::new(until)).draw(&mut ChaCha8Rng::seed_from_u64(1)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Endless);
}
