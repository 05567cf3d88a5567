//! Sums by generating functions: the coefficients as a recurrence that the program can work out.

use crate::explain::board::Board;
use crate::explain::ways::{Favourable, satisfying};
use crate::explain::{Message, Saying, Step, closing};
use crate::model::outcomes::total;
use crate::model::pattern::Comparison;
use crate::model::{Faces, Space, Value};
use crate::question::{Expr, Node};
use num_bigint::BigUint;
use num_rational::BigRational;
use num_traits::{One, Zero};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most kinds of faces that a polynomial is written with.
const MOST_FACES: usize = 12;

/// The ways to reach a sum with dice of any numbers, or with a subset of the numbers from 1 to n.
pub fn sum(space: &Space, comparison: Comparison, bound: &Value) -> Option<Favourable> {
    match space {
        Space::Trials(groups) => match groups.as_ref() {
            [(faces, n)] => dice(faces, *n, comparison, bound),
            kinds => dice_of_kinds(kinds, comparison, bound),
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
    let asked = asked(&ways, comparison, bound, |s| format!("ways({n}, {s})"))?;
    let says = [polynomial(&faces), n.to_string()];
    let step = Step::said(Saying::GeneratingFunction, says, recurrence("ways", &faces) + &asked.0, &asked.1);
    Some(Favourable::at_end(asked.1, vec![step]).without_formula())
}

/// Dice of several kinds: what one kind comes to, and the others to the rest.
fn dice_of_kinds(kinds: &[(Arc<Faces>, u64)], comparison: Comparison, bound: &Value) -> Option<Favourable> {
    if kinds.is_empty() || kinds.len() > 4 || kinds.iter().map(|(_, n)| n).sum::<u64>() > 40 {
        return None;
    }
    let (mut definitions, mut powers) = (String::new(), Vec::new());
    let mut all: Option<(BTreeMap<i64, BigUint>, String)> = None;
    for (i, (faces, n)) in (1..).zip(kinds) {
        let faces = whole(faces)?;
        powers.push(power(&polynomial(&faces), *n));
        definitions += &recurrence(&format!("ways{i}"), &faces);
        let own = ways(&faces, *n)?;
        let (low, high) = (*own.keys().next()?, *own.keys().next_back()?);
        if low < 0 && high >= 0 {
            return None;
        }
        all = Some(match all {
            None => (own, format!("ways{i}({n}, ")),
            Some((others, others_ways)) => {
                let rest = others_ways;
                let both = format!("sum(t in {low}..{high}: ways{i}({n}, t) * {rest}s - t))");
                definitions += &format!("def all{i}(s) := {both}; ");
                (combined(&others, &own), format!("all{i}("))
            }
        });
    }
    let (ways, name) = all?;
    let (asked, count) = asked(&ways, comparison, bound, |s| format!("{name}{s})"))?;
    let step = Step::said(Saying::GeneratingFunctions, [powers.join(" ")], definitions + &asked, &count);
    Some(Favourable::at_end(count, vec![step]).without_formula())
}

/// The ways to each sum of two independent parts.
fn combined(a: &BTreeMap<i64, BigUint>, b: &BTreeMap<i64, BigUint>) -> BTreeMap<i64, BigUint> {
    let mut both: BTreeMap<i64, BigUint> = BTreeMap::new();
    for (s, ways) in a {
        for (t, more) in b {
            *both.entry(s + t).or_default() += ways * more;
        }
    }
    both
}

/// The ways to the sums for which a comparison holds, as a formula, and how many they are.
fn asked(
    ways: &BTreeMap<i64, BigUint>,
    comparison: Comparison,
    bound: &Value,
    of: impl Fn(&str) -> String,
) -> Option<(String, BigUint)> {
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
    let consecutive = usize::try_from(last - first).ok()? + 1 == sums.len() && sums.len() > 3;
    let text = if consecutive {
        format!("sum(s in {first}..{last}: {})", of("s"))
    } else if sums.len() <= 12 {
        sums.iter().map(|s| of(&s.to_string())).collect::<Vec<_>>().join(" + ")
    } else {
        return None;
    };
    Some((text, count))
}

/// The faces as a polynomial.
fn polynomial(faces: &[(i64, &BigUint)]) -> String {
    let filled: Vec<_> = faces.iter().filter(|(_, weight)| !weight.is_zero()).collect();
    let term = |(face, weight): &(i64, &BigUint)| {
        if weight.is_one() { format!("x^{face}") } else { format!("{weight}x^{face}") }
    };
    filled.into_iter().map(term).collect::<Vec<_>>().join(" + ")
}

fn power(polynomial: &str, n: u64) -> String {
    if n == 1 { format!("({polynomial})") } else { format!("({polynomial})^{n}") }
}

/// The definition of the ways to reach the sum s with n of these dice.
fn recurrence(name: &str, faces: &[(i64, &BigUint)]) -> String {
    let faces: Vec<(i64, &BigUint)> = faces.iter().filter(|(_, weight)| !weight.is_zero()).copied().collect();
    let in_a_row = faces.chunk_by(|a, b| (a.0 + 1, a.1) == *b);
    let terms: Vec<String> = in_a_row.flat_map(|row| last_throws(name, row)).collect();
    format!("def {name}(n, s) := if n = 0 then (if s = 0 then 1 else 0) else {}; ", terms.join(" + "))
}

/// How an event about the sum of very many dice comes to p: the coefficients that are added up, without a formula for each.
pub fn coefficients(board: &Board<'_>, event: &Expr, p: &BigRational) -> Option<Vec<Step>> {
    let (name, space) = board.only()?;
    let Space::Trials(kinds) = space.as_ref() else { return None };
    let Node::Compare(_, number, bound) = event.node() else { return None };
    let Node::Call(function, arguments) = number.node() else { return None };
    let is_whole = matches!(arguments.as_slice(), [of] if matches!(of.node(), Node::Name(i) if *i == name));
    if function.name != "sum" || !is_whole || bound.known().is_none_or(|bound| !bound.is_number()) {
        return None;
    }
    let powers: Vec<String> =
        kinds.iter().map(|(faces, n)| Some(power(&shown(faces)?, *n))).collect::<Option<_>>()?;
    let whole = board.size().unwrap_or_else(|| total(&space));
    let favourable = p * BigRational::from_integer(whole.clone().into());
    let count = favourable.is_integer().then(|| favourable.to_integer().magnitude().clone())?;
    let mut steps = vec![Step::prose(Message::said(Saying::Coefficients, [powers.join(" ")]))];
    steps.extend(closing::fraction(&Favourable::at_end(count, Vec::new()), &whole, board, p));
    Some(steps)
}

/// The polynomial of some faces; of many in a row the first and the last.
fn shown(faces: &Faces) -> Option<String> {
    let all: Vec<(i64, &BigUint)> = faces
        .weights()
        .iter()
        .map(|(face, weight)| if let Value::Int(n) = face { Some((*n, weight)) } else { None })
        .collect::<Option<_>>()?;
    let in_a_row = all.chunk_by(|a, b| (a.0 + 1, a.1) == *b).count() == 1;
    match all.as_slice() {
        [(first, weight), .., (last, _)] if in_a_row && all.len() > 3 && weight.is_one() => {
            Some(format!("x^{first} + … + x^{last}"))
        }
        all if all.len() <= MOST_FACES => Some(polynomial(all)),
        _ => None,
    }
}

/// What the last throw leaves to the others, where it shows one of these faces in a row, which weigh the same.
fn last_throws(name: &str, faces: &[(i64, &BigUint)]) -> Vec<String> {
    let times = |weight: &BigUint| if weight.is_one() { String::new() } else { format!("{weight} * ") };
    if let [(first, weight), .., (last, _)] = faces
        && faces.len() > 2
        && *first >= 0
    {
        return vec![format!("{}sum(j in {first}..{last}: {name}(n - 1, s - j))", times(weight))];
    }
    let of = |(face, weight): &(i64, &BigUint)| {
        let shift = match face {
            0 => "s".to_owned(),
            face if *face < 0 => format!("s + {}", -face),
            face => format!("s - {face}"),
        };
        format!("{}{name}(n - 1, {shift})", times(weight))
    };
    faces.iter().map(of).collect()
}
