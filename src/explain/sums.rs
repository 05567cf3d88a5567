//! Sums by generating functions: the coefficients as a recurrence that the program can work out.

use crate::explain::ways::{Favourable, satisfying};
use crate::explain::{Saying, Step};
use crate::model::pattern::Comparison;
use crate::model::{Faces, Space, Value};
use num_bigint::BigUint;
use num_traits::{One, Zero};
use std::collections::BTreeMap;

/// The most kinds of faces that a polynomial is written with.
const MOST_FACES: usize = 12;

/// The ways to reach a sum with dice of any numbers, or with a subset of the numbers from 1 to n.
pub fn sum(space: &Space, comparison: Comparison, bound: &Value) -> Option<Favourable> {
    match space {
        Space::Trials(groups) => match groups.as_ref() {
            [(faces, n)] => dice(faces, *n, comparison, bound),
            _ => None,
        },
        Space::Subset(from) => {
            let plain =
                from.classes().iter().zip(1..).all(|((l, count), n)| *l == Value::Int(n) && *count == 1);
            let Value::Int(t) = bound else { return None };
            let (n, t) = (from.size(), u64::try_from(*t).ok()?);
            (plain && comparison == Comparison::Equal && n <= 300 && t <= 5_000).then(|| subsets(n, t))
        }
        _ => None,
    }
}

fn subsets(n: u64, t: u64) -> Favourable {
    let size = usize::try_from(t).unwrap_or(0);
    let mut ways = vec![BigUint::ZERO; size + 1];
    ways[0] = BigUint::one();
    for k in 1..=usize::try_from(n).unwrap_or(0) {
        for s in (k..=size).rev() {
            let more = ways[s - k].clone();
            ways[s] += more;
        }
    }
    let definition = "def ways(n, t) := if t < 0 or t > n * (n + 1) / 2 then 0 else if n = 0 then 1 else ways(n - 1, t) + ways(n - 1, t - n); ";
    let count = ways.swap_remove(size);
    Favourable::at_end(
        count.clone(),
        vec![Step::said(Saying::SubsetSums, [], format!("{definition}ways({n}, {t})"), count)],
    )
    .without_formula()
}

/// Faces that are whole numbers, with weights.
fn whole(faces: &Faces) -> Option<Vec<(i64, &BigUint)>> {
    let number = |(face, weight)| match face {
        &Value::Int(n) => Some((n, weight)),
        _ => None,
    };
    let all: Option<Vec<(i64, &BigUint)>> = faces.weights().iter().map(|(f, w)| number((f, w))).collect();
    all.filter(|all| all.len() <= MOST_FACES)
}

/// In how many ways `n` dice come to each sum, where these are not too many.
fn ways(faces: &[(i64, &BigUint)], n: u64) -> Option<BTreeMap<i64, BigUint>> {
    let mut ways: BTreeMap<i64, BigUint> = BTreeMap::from([(0, BigUint::one())]);
    for _ in 0..n {
        let mut next: BTreeMap<i64, BigUint> = BTreeMap::new();
        for (sum, count) in &ways {
            for (face, weight) in faces {
                *next.entry(sum.checked_add(*face)?).or_default() += count * *weight;
            }
        }
        if next.len() > 5_000 {
            return None;
        }
        ways = next;
    }
    Some(ways)
}

fn dice(faces: &Faces, n: u64, comparison: Comparison, bound: &Value) -> Option<Favourable> {
    let faces = whole(faces)?;
    if !(2..=40).contains(&n) {
        return None;
    }
    let ways = ways(&faces, n)?;
    let low = *ways.keys().next()?;
    let holds = |s: i64| comparison.holds(Value::Int(s).cmp(bound));
    // Only to refuse bounds that are no numbers.
    satisfying(comparison, bound, 0, 0)?;
    let sums: Vec<i64> = ways.iter().filter(|(s, w)| holds(**s) && !w.is_zero()).map(|(s, _)| *s).collect();
    let (first, last) = (*sums.first()?, *sums.last()?);
    if low < 0 && first < 0 && last >= 0 && sums.len() > 12 {
        return None;
    }
    let count: BigUint = sums.iter().map(|s| &ways[s]).sum();
    let faces: Vec<(i64, &BigUint)> = faces.into_iter().filter(|(_, weight)| !weight.is_zero()).collect();
    let terms: Vec<String> = faces.chunk_by(|a, b| (a.0 + 1, a.1) == *b).flat_map(last_throws).collect();
    let polynomial: Vec<String> = faces
        .iter()
        .map(|(face, weight)| if weight.is_one() { format!("x^{face}") } else { format!("{weight}x^{face}") })
        .collect();
    let definition =
        format!("def ways(n, s) := if n = 0 then (if s = 0 then 1 else 0) else {}; ", terms.join(" + "));
    let consecutive = usize::try_from(last - first).ok()? + 1 == sums.len() && sums.len() > 3;
    let asked = if consecutive {
        format!("sum(s in {first}..{last}: ways({n}, s))")
    } else if sums.len() <= 12 {
        sums.iter().map(|s| format!("ways({n}, {s})")).collect::<Vec<_>>().join(" + ")
    } else {
        return None;
    };
    let says = [polynomial.join(" + "), n.to_string()];
    let step = Step::said(Saying::GeneratingFunction, says, definition + &asked, &count);
    Some(Favourable::at_end(count, vec![step]).without_formula())
}

/// What the last throw leaves to the others, where it shows one of these faces in a row, which weigh the same.
fn last_throws(faces: &[(i64, &BigUint)]) -> Vec<String> {
    let times = |weight: &BigUint| if weight.is_one() { String::new() } else { format!("{weight} * ") };
    if let [(first, weight), .., (last, _)] = faces
        && faces.len() > 2
        && *first >= 0
    {
        return vec![format!("{}sum(j in {first}..{last}: ways(n - 1, s - j))", times(weight))];
    }
    let of = |(face, weight): &(i64, &BigUint)| {
        let shift = match face {
            0 => "s".to_owned(),
            face if *face < 0 => format!("s + {}", -face),
            face => format!("s - {face}"),
        };
        format!("{}ways(n - 1, {shift})", times(weight))
    };
    faces.iter().map(of).collect()
}
