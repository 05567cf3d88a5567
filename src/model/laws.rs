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

/// The most bits that the weights of a named law may take together.
const MOST_BITS: u64 = 1 << 32;

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
    fits(n, n.saturating_mul(p.denom().bits() + 1))?;
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
    fits(high - low, population.min(drawn.saturating_mul(64)))?;
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

fn fits(outcomes: u64, bits: u64) -> Result<(), Error> {
    match outcomes.saturating_add(1).saturating_mul(bits) <= MOST_BITS {
        true => Ok(()),
        false => Err(too_expensive("the whole law does not fit in memory")),
    }
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
