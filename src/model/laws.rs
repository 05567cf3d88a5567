//! Named laws, and dice that are thrown again.

use crate::budget::too_expensive;
use crate::dist::Dist;
use crate::error::{Error, ErrorKind};
use crate::model::chain::numbers;
use crate::model::{Faces, Pattern, Value};
use crate::number;
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, Zero};

/// The most bits that the weights of a named law may take together: 32 MiB.
const MOST_BITS: u64 = 1 << 28;

/// The number of successes in n independent trials: P(k) = C(n, k)·pᵏ·(1−p)ⁿ⁻ᵏ.
///
/// # Examples
/// ```
/// use num_rational::BigRational;
/// use prob::model::laws::binomial;
/// let half = BigRational::new(1.into(), 2.into());
/// assert_eq!(binomial(5, &half)?.probability_of(&3.into()).to_string(), "5/16");
/// # Ok::<(), prob::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Range`] unless 0 ≤ p ≤ 1; [`ErrorKind::TooExpensive`] when the whole law does not fit in memory.
pub fn binomial(n: u64, p: &BigRational) -> Result<Dist<Value>, Error> {
    if p.is_negative() || *p > BigRational::one() {
        return Err(Error::new(ErrorKind::Range, format!("a probability must lie between 0 and 1, not {p}")));
    }
    if !binomial_fits(n, p) {
        return Err(too_large());
    }
    let success = p.numer().magnitude().clone();
    let failure = p.denom().magnitude() - &success;
    if success.is_zero() || failure.is_zero() {
        return Ok(Dist::certain(Value::Int(if success.is_zero() { 0 } else { n.cast_signed() })));
    }
    // w₀ = failureⁿ, and w₍ₖ₊₁₎ = wₖ · (n−k)/(k+1) · success/failure: both divisions are exact.
    let mut weight: BigUint = Pow::pow(&failure, n);
    let mut weights = Vec::new();
    for k in 0..=n {
        weights.push((Value::Int(k.cast_signed()), weight.clone()));
        weight = weight * (n - k) * &success / (k + 1) / &failure;
    }
    Dist::from_weights(weights)
}

/// The number of marked elements among n drawn without replacement from N of which K are marked:
/// P(k) = C(K, k)·C(N−K, n−k)/C(N, n).
///
/// # Examples
/// ```
/// let aces = prob::model::laws::hypergeometric(52, 4, 5)?;
/// assert_eq!(aces.probability_of(&0.into()).to_string(), "35673/54145");
/// # Ok::<(), prob::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Range`] when more are marked, or drawn, than there are; [`ErrorKind::TooExpensive`] when the whole
/// law does not fit in memory.
pub fn hypergeometric(population: u64, marked: u64, drawn: u64) -> Result<Dist<Value>, Error> {
    if marked > population || drawn > population || i64::try_from(population).is_err() {
        return Err(Error::new(
            ErrorKind::Range,
            format!("{marked} marked and {drawn} drawn must each be at most {population}"),
        )
        .hint("write `hypergeometric(N, K, n)`: N elements, K of them marked, n drawn"));
    }
    let rest = population - marked;
    let (low, high) = (drawn.saturating_sub(rest), marked.min(drawn));
    if !hypergeometric_fits(population, marked, drawn) {
        return Err(too_large());
    }
    // w₍ₖ₊₁₎ = wₖ · (K−k)(n−k) / ((k+1)(N−K−n+k+1)): every quotient of two weights is such a fraction.
    let mut weight = number::binomial(marked, low) * number::binomial(rest, drawn - low);
    let mut weights = Vec::new();
    for k in low..=high {
        weights.push((Value::Int(k.cast_signed()), weight.clone()));
        if k < high {
            weight = weight * (marked - k) * (drawn - k) / (k + 1) / (rest + k + 1 - drawn);
        }
    }
    Dist::from_weights(weights)
}

/// Whether the law of [`binomial`] fits in memory.
///
/// # Examples
/// ```
/// use prob::model::laws::binomial_fits;
/// let half = num_rational::BigRational::new(1.into(), 2.into());
/// assert!(binomial_fits(1000, &half) && !binomial_fits(1_000_000, &half));
/// ```
#[must_use]
pub fn binomial_fits(n: u64, p: &BigRational) -> bool {
    fits(n, n.saturating_mul(p.denom().bits() + 1))
}

/// Whether the law of [`hypergeometric`] fits in memory; at most all are marked, or drawn.
///
/// # Examples
/// ```
/// use prob::model::laws::hypergeometric_fits;
/// assert!(hypergeometric_fits(52, 4, 5) && !hypergeometric_fits(1_000_000, 500_000, 500_000));
/// ```
#[must_use]
pub fn hypergeometric_fits(population: u64, marked: u64, drawn: u64) -> bool {
    let least = drawn.saturating_sub(population.saturating_sub(marked));
    fits(marked.min(drawn).saturating_sub(least), population.min(drawn.saturating_mul(64)))
}

fn fits(outcomes: u64, bits: u64) -> bool {
    outcomes.saturating_add(1).saturating_mul(bits) <= MOST_BITS
}

fn too_large() -> Error {
    too_expensive("the whole law does not fit in memory")
}

/// The total of a die that is thrown again, and added, while it shows its highest face, at most `depth` further times.
///
/// # Examples
/// ```
/// use prob::model::{Faces, laws::explode};
/// let law = explode(&Faces::die(6)?, 2)?;
/// assert_eq!(law.mean_of(|v| v.ratio().unwrap()).to_string(), "301/72");
/// # Ok::<(), prob::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Kind`] for faces that are no numbers, [`ErrorKind::TooExpensive`] for depths beyond 10 000.
pub fn explode(faces: &Faces, depth: u64) -> Result<Dist<Value>, Error> {
    let shown = numbers(faces)?;
    if depth.saturating_mul(shown.len() as u64) > 100_000 || depth > 10_000 {
        return Err(too_expensive(&format!("{depth} further throws are too many to list"))
            .hint("leave the depth out, `explode(D)`, or make it smaller"));
    }
    let Some((highest, again)) = shown.iter().max().cloned() else {
        return Err(Error::new(ErrorKind::Weights, "a die without faces"));
    };
    // After j highest faces the share that goes on is againʲ of totalʲ; all are brought to total^(depth + 1).
    let mut weights = Vec::new();
    let (mut so_far, mut share) = (BigRational::zero(), Pow::pow(faces.total(), depth));
    for throw in 0..=depth {
        for (face, weight) in &shown {
            if *face != highest || throw == depth {
                weights.push((Value::number(&so_far + face), &share * weight));
            }
        }
        so_far += &highest;
        if throw < depth {
            share = share / faces.total() * &again;
        }
    }
    Dist::from_weights(weights)
}

/// A die that is thrown once more when its face matches the pattern; the second throw counts whatever it shows.
///
/// # Examples
/// ```
/// use prob::model::{Faces, Pattern, laws::reroll_once};
/// let low = Pattern::Between(1.into(), 2.into());
/// let law = reroll_once(&Faces::die(6)?, &low)?;
/// assert_eq!(law.mean_of(|v| v.ratio().unwrap()).to_string(), "25/6");
/// # Ok::<(), prob::Error>(())
/// ```
///
/// # Errors
/// None for faces of positive weight, which all [`Faces`] have.
pub fn reroll_once(faces: &Faces, pattern: &Pattern) -> Result<Dist<Value>, Error> {
    let matching: BigUint = faces.weights().iter().filter(|(f, _)| pattern.matches(f)).map(|(_, w)| w).sum();
    Dist::from_weights(faces.weights().iter().map(|(face, weight)| {
        let kept = if pattern.matches(face) { BigUint::ZERO } else { faces.total().clone() };
        (face.clone(), weight * (kept + &matching))
    }))
}

/// A die that is thrown again until its face no longer matches the pattern: the die without those faces.
///
/// # Examples
/// ```
/// use prob::model::{Faces, Pattern, laws::reroll};
/// let die = reroll(&Faces::die(6)?, &Pattern::Is(1.into()))?;
/// assert_eq!(die.total(), &5u32.into());
/// # Ok::<(), prob::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Endless`] when every face that can show matches.
pub fn reroll(faces: &Faces, pattern: &Pattern) -> Result<Faces, Error> {
    let kept: Vec<_> = faces.weights().iter().filter(|(f, _)| !pattern.matches(f)).cloned().collect();
    if kept.iter().all(|(_, weight)| weight.is_zero()) {
        return Err(Error::new(
            ErrorKind::Endless,
            format!("every face matches {pattern}: no throw is the last"),
        )
        .hint("reroll only some faces, or `once`"));
    }
    Faces::new(faces.collection(), kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Collection, Population, Space, outcomes};
    use num_bigint::BigInt;
    use proptest::prelude::*;
    use std::sync::Arc;

    /// The law of a number made of each listed outcome.
    fn listed(space: &Space, of: impl Fn(&Value) -> Value) -> Dist<Value> {
        let mut weights = Vec::new();
        outcomes::each_outcome(space, &mut |outcome, weight| {
            weights.push((of(&outcome), weight));
            true
        });
        Dist::from_weights(weights).unwrap()
    }

    fn ones(outcome: &Value) -> Value {
        Value::Int(outcome.elements().iter().filter(|v| **v == Value::Int(1)).count() as i64)
    }

    fn loaded(weights: &[u32]) -> Option<Faces> {
        let faces = weights.iter().enumerate().map(|(i, w)| (Value::Int(i as i64 + 1), BigUint::from(*w)));
        Faces::new(Collection::Die, faces).ok()
    }

    #[test]
    fn what_makes_no_law_is_refused() {
        let q = |n: i64, d: i64| BigRational::new(n.into(), d.into());
        assert_eq!(binomial(3, &q(3, 2)).unwrap_err().kind(), ErrorKind::Range);
        assert_eq!(binomial(3, &q(-1, 2)).unwrap_err().kind(), ErrorKind::Range);
        assert_eq!(binomial(u64::MAX, &q(1, 2)).unwrap_err().kind(), ErrorKind::TooExpensive);
        assert_eq!(hypergeometric(5, 6, 1).unwrap_err().kind(), ErrorKind::Range);
        assert_eq!(hypergeometric(5, 2, 6).unwrap_err().kind(), ErrorKind::Range);
        let coin = Faces::coin(&q(1, 2)).unwrap();
        assert_eq!(explode(&coin, 1).unwrap_err().kind(), ErrorKind::Kind);
        let die = Faces::die(6).unwrap();
        assert_eq!(explode(&die, u64::MAX).unwrap_err().kind(), ErrorKind::TooExpensive);
        let all = Pattern::Between(1.into(), 6.into());
        assert_eq!(reroll(&die, &all).unwrap_err().kind(), ErrorKind::Endless);
    }

    proptest! {
        #[test]
        fn binomials_count_successes(n in 0u64..7, a in 0u32..4, b in 0u32..4) {
            prop_assume!(a + b > 0);
            let p = BigRational::new(BigInt::from(a), BigInt::from(a + b));
            let faces = [(Value::Int(1), BigUint::from(a)), (Value::Int(0), BigUint::from(b))];
            let faces = Arc::new(Faces::new(Collection::Die, faces).unwrap());
            let expected = listed(&Space::trials(faces, n), ones);
            prop_assert_eq!(binomial(n, &p).unwrap().reduced(), expected.reduced());
        }

        #[test]
        fn hypergeometric_laws_count_marked_elements(marked in 0u64..5, rest in 0u64..5, drawn in 0u64..9) {
            prop_assume!(drawn <= marked + rest);
            let urn = Population::new(Collection::Urn, [(Value::Int(1), marked), (Value::Int(0), rest)]).unwrap();
            let expected = listed(&Space::choose(Arc::new(urn), drawn).unwrap(), ones);
            let found = hypergeometric(marked + rest, marked, drawn).unwrap();
            prop_assert_eq!(found.reduced(), expected.reduced());
        }

        #[test]
        fn explosions_read_as_many_throws_as_they_need(weights in prop::collection::vec(0u32..4, 1..4), depth in 0u64..4) {
            let Some(faces) = loaded(&weights) else { return Ok(()) };
            let highest = faces.weights().iter().rfind(|(_, w)| !w.is_zero()).map(|(f, _)| f.clone()).unwrap();
            let throws = Space::trials(Arc::new(faces.clone()), depth + 1);
            let expected = listed(&throws, |row| {
                let again = row.elements().iter().take_while(|v| **v == highest).count();
                let used = row.elements().iter().take(again + 1);
                used.fold(Value::Int(0), |sum, v| match (sum, v) {
                    (Value::Int(a), Value::Int(b)) => Value::Int(a + b),
                    (sum, _) => sum,
                })
            });
            prop_assert_eq!(explode(&faces, depth).unwrap().reduced(), expected.reduced());
        }

        #[test]
        fn rerolls_read_the_second_throw(weights in prop::collection::vec(0u32..4, 2..5), low in 1i64..5) {
            let Some(faces) = loaded(&weights) else { return Ok(()) };
            let pattern = Pattern::Between(1.into(), low.into());
            let two = Space::trials(Arc::new(faces.clone()), 2);
            let second = |row: &Value| {
                let throws = row.elements();
                throws[usize::from(pattern.matches(&throws[0]))].clone()
            };
            prop_assert_eq!(reroll_once(&faces, &pattern).unwrap().reduced(), listed(&two, second).reduced());
            if let Ok(die) = reroll(&faces, &pattern) {
                let one = listed(&Space::Single(Arc::new(faces)), Value::clone);
                let kept = one.condition(|face| !pattern.matches(face)).unwrap();
                let found = listed(&Space::Single(Arc::new(die)), Value::clone);
                prop_assert_eq!(found.reduced(), kept.reduced());
            }
        }
    }
}
