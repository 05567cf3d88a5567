//! Trials that read the same from both ends: the places mirror each other in pairs, which are independent, and a place in the
//! middle shows anything.

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::solve::atom::Atom;
use crate::solve::by_class::Swept;
use crate::solve::closed_form::runs;
use crate::solve::plan::afford_size;
use num_bigint::BigUint;
use num_traits::{One, Pow, Zero};
use rustc_hash::FxHashMap;

/// What some trials weigh by what is seen of them.
type Weights = FxHashMap<Value, BigUint>;

/// Whether trials are a palindrome.
///
/// # Errors
/// [`crate::ErrorKind::TooExpensive`].
pub fn law(space: &Space, atom: &Atom, budget: &Budget) -> Result<Option<Swept>, Error> {
    let Space::Trials(_) = space else { return Ok(None) };
    if !atom.path.is_unkept() {
        return Ok(None);
    }
    afford_size(space, budget)?;
    let mut places: Vec<(Weights, u64)> = Vec::new();
    for (weights, count) in runs(space, atom).into_iter().filter(|(_, count)| *count > 0) {
        let mut seen = Weights::default();
        for (label, weight) in weights {
            // What cannot be seen is an error of its own, where it comes at all.
            let Ok(label) = atom.path.seen(label) else { return Ok(None) };
            *seen.entry(label).or_default() += weight;
        }
        places.push((seen, count));
    }
    let all = |(weights, count): &(Weights, u64)| Pow::pow(weights.values().sum::<BigUint>(), *count);
    let total: BigUint = places.iter().map(all).product();
    let holds = palindromes(places, budget)?;
    let fails = &total - &holds;
    let values: Vec<_> = [(true, holds), (false, fails)]
        .into_iter()
        .filter(|(_, weight)| !weight.is_zero())
        .map(|(truth, weight)| (vec![Value::Truth(truth)], weight))
        .collect();
    Ok(Some(Swept { states: values.len() as u64, values, total }))
}

/// The weight of the palindromes: from both ends, as many pairs at once as are of the same two kinds of trials.
fn palindromes(mut places: Vec<(Weights, u64)>, budget: &Budget) -> Result<BigUint, Error> {
    let (mut weight, mut first) = (BigUint::one(), 0);
    while let Some((last, right)) = places.pop() {
        budget.check()?;
        let Some((kind, left)) = places.get_mut(first) else {
            // All that is left is of one kind.
            let middle = if right % 2 == 1 { last.values().sum() } else { BigUint::one() };
            return Ok(weight * Pow::pow(alike(&last, &last), right / 2) * middle);
        };
        let pairs = right.min(*left);
        weight *= Pow::pow(alike(kind, &last), pairs);
        *left -= pairs;
        if *left == 0 {
            first += 1;
        }
        if right > pairs {
            places.push((last, right - pairs));
        }
    }
    Ok(weight)
}

/// The weight of the pairs that show the same.
fn alike(one: &Weights, other: &Weights) -> BigUint {
    one.iter().filter_map(|(label, weight)| Some(weight * other.get(label)?)).sum()
}

#[cfg(test)]
mod tests {
    use crate::model::{Collection, Faces, Space, Value};
    use crate::question::{Asked, Expr, Node};
    use crate::solve::asking::{agrees, answer, call, known, probability, x};
    use crate::solve::{Exact, Road};
    use num_bigint::BigUint;
    use proptest::prelude::*;
    use std::sync::Arc;

    fn loaded(weights: &[(i64, u32)]) -> Arc<Faces> {
        let faces = weights.iter().map(|(face, weight)| (Value::Int(*face), BigUint::from(*weight)));
        Arc::new(Faces::new(Collection::Urn, faces.collect::<Vec<_>>()).unwrap())
    }

    fn palindrome() -> Expr {
        call("palindrome", vec![x()])
    }

    #[test]
    fn equal_trials_and_parts_of_them() {
        for n in 0..=5 {
            for faces in [&[(1, 1), (2, 1), (3, 1)][..], &[(1, 2), (5, 1)], &[(4, 3)]] {
                agrees(&Space::trials(loaded(faces), n), &palindrome(), Road::ClosedForm);
            }
        }
        let part = Expr::new(Node::Slice(x(), known(2), known(4)));
        let space = Space::trials(loaded(&[(1, 2), (2, 1)]), 5);
        agrees(&space, &call("palindrome", vec![part]), Road::ClosedForm);
    }

    proptest! {
        #[test]
        fn trials_of_several_kinds(
            kinds in proptest::collection::vec(
                (proptest::collection::btree_map(0_i64..4, 1_u32..4, 1..4), 0_u64..4),
                1..4,
            ).prop_filter("few trials", |kinds| kinds.iter().map(|(_, count)| count).sum::<u64>() < 8),
        ) {
            let kind = |(faces, count): (std::collections::BTreeMap<i64, u32>, u64)| {
                (loaded(&faces.into_iter().collect::<Vec<_>>()), count)
            };
            let space = Space::Trials(kinds.into_iter().map(kind).collect());
            agrees(&space, &palindrome(), Road::ClosedForm);
        }
    }

    #[test]
    fn many_trials_are_no_long_row() {
        let dice = Space::trials(Arc::new(Faces::die(6).unwrap()), 20);
        assert_eq!(probability(&dice, palindrome()), "1/60466176");
        let digits = |least: i64| loaded(&(least..10).map(|digit| (digit, 1)).collect::<Vec<_>>());
        let number = Space::Trials(Arc::from([(digits(1), 1), (digits(0), 29)]));
        let found = answer(&number, Asked::Count(palindrome())).value;
        assert_eq!(found, Exact::Count(BigUint::from(900_000_000_000_000_u64)));
    }
}
