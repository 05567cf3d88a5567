//! Draws until one of some elements has come, and throws until several faces have been seen: the collector of coupons.

use super::within::Limit;
use crate::explain::{Saying, Step};
use crate::model::until::{Source, Stopping, Until};
use crate::number;
use crate::question::Expr;
use crate::solve::until::wald::length;
use num_bigint::{BigInt, BigUint};
use num_rational::BigRational;
use num_traits::{Pow, Zero};

/// The mean number of draws.
pub(super) fn mean(until: &Until, value: &BigRational) -> Option<Step> {
    gaps(until, value).or_else(|| coupons(until, value)).or_else(|| unequal(until, value))
}

/// How many of the equally likely faces are waited for, and how many there are.
fn alike(until: &Until) -> Option<(u64, u64)> {
    let (Source::Faces(faces), Some(Stopping::Distinct(k))) = (&until.from, until.stopping.first()) else {
        return None;
    };
    let n = faces.weights().len() as u64;
    faces.elements().filter(|elements| **elements == n.into())?;
    Some(((*k).min(n), n))
}

/// The most faces and throws for which a sum is written.
const MOST: u64 = 2_000;

/// How likely the draws end in time, or just then.
pub(super) fn probability(until: &Until, event: &Expr, name: usize, p: &BigRational) -> Option<Step> {
    let limit = Limit::of(event, &|side| *side == length(name))?;
    // What ends with at least r is known from numbers up to r, what ends with exactly r from those up to r + 1.
    seen(until, &limit, p).or_else(|| drawn(until, 0, &limit, p)).or_else(|| drawn(until, 1, &limit, p))
}

/// Whether k of n equally likely faces have been seen within t throws: t throws show i different faces in
/// C(n, i) Σ (−1)ʲ C(i, j) (i − j)ᵗ ways (W. Feller, vol. I, ch. IV.2).
fn seen(until: &Until, limit: &Limit, p: &BigRational) -> Option<Step> {
    let (k, n) = alike(until)?;
    if n > MOST || limit.steps > MOST || limit.steps * n > 20_000 || limit.exactly {
        return None;
    }
    let t = limit.steps;
    let shown = |i: u64| number::binomial(n, i) * number::surjections(t, i);
    let seen: BigUint = (k..=n).map(shown).sum();
    let all = BigInt::from(Pow::pow(BigUint::from(n), t));
    let within = BigRational::new(seen.into(), all);
    let found = if limit.opposite { BigRational::from_integer(1.into()) - within } else { within };
    let ways = match k == n {
        true => format!("sum(j in 0..{n}: (-1)^j * C({n}, j) * ({n} - j)^{t})"),
        false => format!("sum(i in {k}..{n}: C({n}, i) * sum(j in 0..i: (-1)^j * C(i, j) * (i - j)^{t}))"),
    };
    let formula = format!("{}{ways} / {n}^{t}", if limit.opposite { "1 - " } else { "" });
    let says = [t.to_string(), k.to_string(), n.to_string()];
    (found == *p).then(|| Step::said(Saying::SeenWithin, says, formula, p))
}

/// How many elements there are, how many of them are sought, and how many of these have to come, without replacement.
fn sought(until: &Until) -> Option<[u64; 3]> {
    let (Source::Population(from), Some(Stopping::Counts { patterns, caps, .. })) =
        (&until.from, until.stopping.first())
    else {
        return None;
    };
    let ([pattern], [enough]) = (patterns.as_slice(), caps.as_slice()) else { return None };
    Some([from.size(), from.count_where(|label| pattern.matches(label)), *enough])
}

/// Whether r of K sought elements among N have come within t draws: a hypergeometric law. With the last of t draws just then:
/// r − 1 have come before it.
fn drawn(until: &Until, less: u64, limit: &Limit, p: &BigRational) -> Option<Step> {
    let [n, k, cap] = sought(until)?;
    let r = cap.checked_sub(less)?;
    let (t, others) = (limit.steps, n.checked_sub(k)?);
    if r == 0 || t == 0 || t > n || n > MOST {
        return None;
    }
    let ways = |of: u64, j: u64| number::binomial(of, j);
    let share = |ways: BigUint, draws: u64| BigRational::new(ways.into(), number::binomial(n, draws).into());
    let few =
        |draws: u64| -> BigUint { (0..r.min(draws + 1)).map(|j| ways(k, j) * ways(others, draws - j)).sum() };
    let (found, formula, saying) = if limit.exactly {
        let before = t.checked_sub(1).filter(|before| r - 1 <= *before)?;
        let last = BigRational::new((k + 1).checked_sub(r)?.into(), (n - before).into());
        let chosen = if r == 1 { String::new() } else { format!("C({k}, {r} - 1) * ") };
        let formula = format!(
            "{chosen}C({others}, {before} - {}) / C({n}, {before}) * ({k} - {}) / ({n} - {before})",
            r - 1,
            r - 1
        );
        (share(ways(k, r - 1) * ways(others, before + 1 - r), before) * last, formula, Saying::DrawnAtLast)
    } else {
        let too_few = match r {
            1 => format!("C({others}, {t}) / C({n}, {t})"),
            _ => format!("sum(j in 0..{r} - 1: C({k}, j) * C({others}, {t} - j)) / C({n}, {t})"),
        };
        let not_yet = share(few(t), t);
        match limit.opposite {
            true => (not_yet, too_few, Saying::TooFewDrawn),
            false => {
                (BigRational::from_integer(1.into()) - not_yet, format!("1 - {too_few}"), Saying::TooFewDrawn)
            }
        }
    };
    let says = [k, n, if limit.exactly { r - 1 } else { r }, t].map(|number| number.to_string());
    (found == *p).then(|| Step::said(saying, says, formula, p))
}

/// Draws without replacement until the first of K sought elements among N: (N + 1)/(K + 1) on average.
fn gaps(until: &Until, mean: &BigRational) -> Option<Step> {
    let [n, k, 1] = sought(until)? else { return None };
    let value = BigRational::new((n + 1).into(), (k + 1).into());
    let parts = [k.to_string(), (n - k).to_string(), (k + 1).to_string()];
    (*mean == value)
        .then(|| Step::said(Saying::GapsAlike, parts, format!("({} + {k} + 1) / ({k} + 1)", n - k), value))
}

/// Throws until k of n equally likely faces have been seen: after i of them a new one comes with probability (n − i)/n.
fn coupons(until: &Until, mean: &BigRational) -> Option<Step> {
    let (k, n) = alike(until)?;
    let wait = |i: u64| BigRational::new(n.into(), (n - i).into());
    let value: BigRational = (0..k).map(wait).sum();
    let formula = format!("sum(i in 0..{k} - 1: {n} / ({n} - i))");
    (value == *mean).then(|| Step::said(Saying::Coupons, [n.to_string(), k.to_string()], formula, value))
}

/// Throws until all faces of different weights have been seen, the longest of the waits for each: Σ (−1)^(|S| + 1)/p(S)
/// over the sets S of faces, since the shortest of the waits for the faces of S is 1/p(S).
fn unequal(until: &Until, mean: &BigRational) -> Option<Step> {
    let (Source::Faces(faces), Some(Stopping::Distinct(k))) = (&until.from, until.stopping.first()) else {
        return None;
    };
    let weights: Vec<&BigUint> = faces.weights().iter().map(|(_, weight)| weight).collect();
    let n = weights.len();
    if *k != n as u64 || !(2..=5).contains(&n) {
        return None;
    }
    let (mut value, mut formula) = (BigRational::zero(), String::new());
    for size in 1..=n {
        for chosen in (1usize..1 << n).filter(|chosen| chosen.count_ones() as usize == size) {
            let sum: BigUint = (0..n).filter(|i| chosen >> i & 1 == 1).map(|i| weights[i]).sum();
            let wait = BigRational::new(faces.total().clone().into(), sum.clone().into());
            let (sign, wait) = if size % 2 == 1 { (" + ", wait) } else { (" - ", -wait) };
            value += wait;
            formula += &format!("{}{} / {sum}", if formula.is_empty() { "" } else { sign }, faces.total());
        }
    }
    (value == *mean).then(|| Step::said(Saying::UnequalCoupons, [n.to_string()], formula, value))
}
