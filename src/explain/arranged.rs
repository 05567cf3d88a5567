//! Rows: permutations by what stays in place, descends or turns in cycles; blocks and gaps; runs.

use crate::explain::favourable::{Favourable, satisfying};
use crate::explain::{Saying, Step};
use crate::model::pattern::Comparison;
use crate::model::{Population, Space, Value};
use crate::number;
use crate::question::Expr;
use crate::statistic::Function;
use num_bigint::BigUint;
use num_traits::One;

/// A number that a statistic of the whole sample is compared with.
pub fn compared(
    space: &Space,
    function: &Function,
    arguments: &[Expr],
    comparison: Comparison,
    bound: &Value,
) -> Option<Favourable> {
    match (function.written(), space) {
        ("fixed" | "descents" | "cycles", Space::Words(items, length)) => {
            let n = different(items, *length)?;
            let values = satisfying(comparison, bound, 0, n)?;
            permutations(function.written(), n, &values)
        }
        ("runs", Space::Trials(groups)) => match groups.as_ref() {
            [(faces, n)] if faces.weights().len() == 2 && faces.weights().iter().all(|(_, w)| w.is_one()) => {
                runs(*n, &satisfying(comparison, bound, 1, *n)?)
            }
            _ => None,
        },
        ("longest", Space::Trials(groups)) => {
            let ([(faces, n)], Some(Value::Pattern(pattern))) = (groups.as_ref(), arguments[0].known())
            else {
                return None;
            };
            let matching = faces.weights().iter().filter(|(face, _)| pattern.matches(face));
            longest(*n, matching.map(|(_, w)| w).sum(), faces.total(), comparison, bound)
        }
        _ => None,
    }
}

/// What holds or does not of the whole row.
pub fn held(space: &Space, function: &Function, arguments: &[Expr]) -> Option<Favourable> {
    let (items, length) = match space {
        Space::Words(items, length) => (items, length),
        // All drawn in order: elements with equal labels are told apart, which the share of the first does not see.
        Space::Draw(items, length) if function.name == "before" => (items, length),
        _ => return None,
    };
    let single = items.classes().iter().all(|(_, count)| *count == 1);
    if *length != items.size() || (matches!(space, Space::Draw(..)) && !single) {
        return None;
    }
    let known: Vec<Option<&Value>> = arguments.iter().map(Expr::known).collect();
    match (function.name, known.as_slice()) {
        ("together", [Some(set), _]) => together(different(items, *length)?, set),
        ("apart", [Some(pattern), _]) => apart(items, pattern),
        ("before", [Some(a), Some(b), _]) => before(items, a, b),
        _ => None,
    }
}

/// How many items there are, if they are all different and all used.
fn different(items: &Population, length: u64) -> Option<u64> {
    (items.size() == length && items.classes().iter().all(|(_, count)| *count == 1)).then_some(length)
}

fn single(says: Saying, parts: &[String], formula: String, count: BigUint) -> Favourable {
    let step = Step::said(says, parts.iter().cloned(), formula.clone(), &count);
    Favourable { count, steps: vec![step], formula: Some(formula), unordered: None }
}

fn permutations(what: &str, n: u64, values: &[u64]) -> Option<Favourable> {
    if values.is_empty() || values.len() > 8 || n > 2_000 {
        return None;
    }
    let mut steps = Vec::new();
    let mut count = BigUint::ZERO;
    let mut terms = Vec::new();
    for k in values {
        let (says, parts, formula, ways) = match what {
            "descents" => (
                Saying::Descents,
                vec![n.to_string(), k.to_string()],
                format!("sum(j in 0..{k}: (-1)^j * C({n} + 1, j) * ({k} + 1 - j)^{n})"),
                number::eulerian(n, *k),
            ),
            "cycles" => (
                Saying::Cycles,
                vec![n.to_string(), k.to_string()],
                format!("stirling1({n}, {k})"),
                number::stirling1(n, *k),
            ),
            _ => {
                let rest = n - k;
                let deranged = number::derangements(rest);
                let formula = format!("sum(j in 0..{rest}: (-1)^j * {rest}! / j!)");
                steps.push(Step::said(Saying::Derangements, [rest.to_string()], formula.clone(), &deranged));
                if *k == 0 {
                    terms.push(format!("derangements({n})"));
                    count += deranged;
                    continue;
                }
                (
                    Saying::FixedPoints,
                    vec![k.to_string(), rest.to_string()],
                    format!("C({n}, {k}) * derangements({rest})"),
                    number::binomial(n, *k) * deranged,
                )
            }
        };
        steps.push(Step::said(says, parts, formula.clone(), &ways));
        terms.push(formula);
        count += ways;
    }
    let formula = terms.join(" + ");
    if terms.len() > 1 {
        steps.push(Step::said(Saying::CasesTogether, [], formula.clone(), &count));
    }
    Some(Favourable { count, steps, formula: Some(formula), unordered: None })
}

/// Rows of two faces with k runs: 2·C(n − 1, k − 1).
fn runs(n: u64, values: &[u64]) -> Option<Favourable> {
    let [k] = values else { return None };
    let count = number::binomial(n - 1, k - 1) * 2u32;
    let formula = format!("2 * C({n} - 1, {k} - 1)");
    Some(single(Saying::RunsOfCoins, &[(k - 1).to_string(), (n - 1).to_string()], formula, count))
}

/// Rows without a run of k matches: r(n) = t·r(n − 1) − aᵏ·b·r(n − 1 − k), r(n) = tⁿ for n < k, r(k) = tᵏ − aᵏ, where a of
/// t faces match and b do not.
fn longest(
    n: u64,
    matching: BigUint,
    total: &BigUint,
    comparison: Comparison,
    bound: &Value,
) -> Option<Favourable> {
    let Value::Int(bound) = bound else { return None };
    let bound = u64::try_from(*bound).ok()?;
    let (k, without) = match comparison {
        Comparison::AtLeast => (bound, false),
        Comparison::Greater => (bound + 1, false),
        Comparison::Less => (bound, true),
        Comparison::AtMost => (bound + 1, true),
        _ => return None,
    };
    if k == 0 || k > n || n > 3_000 {
        return None;
    }
    let rest = total - &matching;
    let mut rows: Vec<BigUint> = Vec::new();
    for m in 0..=n {
        let all = num_traits::Pow::pow(total, m);
        let power = |i: u64| num_traits::Pow::pow(&matching, i);
        let before = |back: u64| &rows[usize::try_from(m - back).unwrap_or(0)];
        let row = if m < k {
            all
        } else if m == k {
            all - power(k)
        } else {
            total * before(1) - power(k) * &rest * before(k + 1)
        };
        rows.push(row);
    }
    // Asked from below, the recursion never goes deep: what is remembered reaches further at each stage.
    let stride = 20;
    let stages: String =
        (1..=n.saturating_sub(1) / stride).map(|s| format!("0 * rows({}) + ", s * stride)).collect();
    // r(n) = t·r(n − 1) − aᵏ·b·r(n − 1 − k): a run is completed by its last match, after a face that does not match.
    let run = num_traits::Pow::pow(&matching, k) * &rest;
    let scaled = |n: &BigUint| if n.is_one() { String::new() } else { format!("{n} * ") };
    let definition = format!(
        "def rows(n) := if n < {k} then {total}^n else if n = {k} then {total}^{k} - {matching}^{k} else {}rows(n - 1) - {}rows(n - {}); ",
        scaled(total),
        scaled(&run),
        k + 1
    );
    let value = rows.pop()?;
    let first: Vec<String> = rows.iter().skip(1).take(8).map(ToString::to_string).collect();
    let mut steps = vec![Step::said(
        Saying::Recurrence,
        [k.to_string()],
        format!("{definition}{stages}rows({n})"),
        &value,
    )];
    let shown = first.len();
    steps.push(Step::said(
        Saying::RecurrenceStart,
        [first.join(", ")],
        format!("{definition}rows({shown})"),
        &rows[shown.min(rows.len() - 1)],
    ));
    if without {
        return Some(Favourable { count: value, steps, formula: None, unordered: None });
    }
    let count = num_traits::Pow::pow(total, n) - &value;
    steps.push(Step::said(Saying::LessComplement, [], format!("{total}^{n} - {value}"), &count));
    Some(Favourable { count, steps, formula: None, unordered: None })
}

fn together(n: u64, set: &Value) -> Option<Favourable> {
    let m = match set {
        Value::Set(elements) => elements.len() as u64,
        _ => return None,
    };
    if m < 2 || m > n {
        return None;
    }
    let blocks = n - m + 1;
    let count = number::factorial(blocks) * number::factorial(m);
    let parts = [m.to_string(), blocks.to_string()];
    Some(single(Saying::Together, &parts, format!("{blocks}! * {m}!"), count))
}

/// Rows in which the first a comes before the first b: of those that match, any may be the first.
fn before(items: &Population, a: &Value, b: &Value) -> Option<Favourable> {
    let (Value::Pattern(a), Value::Pattern(b)) = (a, b) else { return None };
    if items.classes().iter().any(|(label, _)| a.matches(label) && b.matches(label)) {
        return None;
    }
    let (first, second) = (items.count_where(|l| a.matches(l)), items.count_where(|l| b.matches(l)));
    if first == 0 || second == 0 {
        return None;
    }
    let counts: Vec<u64> = items.classes().iter().map(|(_, count)| *count).collect();
    let rows = number::multinomial(&counts)?;
    let text = if counts.iter().all(|c| *c == 1) {
        format!("{}!", items.size())
    } else {
        let parts: Vec<String> = counts.iter().map(ToString::to_string).collect();
        format!("multinomial({})", parts.join(", "))
    };
    let all = first + second;
    let count = rows * first / all;
    Some(single(Saying::FirstOf, &[all.to_string()], format!("{text} * {first} / {all}"), count))
}

/// Words in which no two matching items are neighbours: the others in a row, the matching ones in its gaps.
fn apart(items: &Population, pattern: &Value) -> Option<Favourable> {
    let matches = |label: &Value| match pattern {
        Value::Pattern(pattern) => pattern.matches(label),
        other => label == other,
    };
    let (inside, outside): (Vec<_>, Vec<_>) = items.classes().iter().partition(|(label, _)| matches(label));
    let counts = |classes: &[&(Value, u64)]| classes.iter().map(|(_, count)| *count).collect::<Vec<u64>>();
    let (inside, outside) = (counts(&inside), counts(&outside));
    let (m, rest) = (inside.iter().sum::<u64>(), outside.iter().sum::<u64>());
    if m < 2 || m > rest + 1 {
        return None;
    }
    let ways = |counts: &[u64]| number::multinomial(counts).unwrap_or_default();
    let text = |counts: &[u64]| match counts {
        [] | [_] => None,
        _ if counts.iter().all(|c| *c == 1) => Some(format!("{}!", counts.len())),
        _ => {
            let parts: Vec<String> = counts.iter().map(ToString::to_string).collect();
            Some(format!("multinomial({})", parts.join(", ")))
        }
    };
    let count = ways(&outside) * number::binomial(rest + 1, m) * ways(&inside);
    let factors: Vec<String> = [text(&outside), Some(format!("C({}, {m})", rest + 1)), text(&inside)]
        .into_iter()
        .flatten()
        .collect();
    let parts = [rest.to_string(), m.to_string(), (rest + 1).to_string()];
    Some(single(Saying::Apart, &parts, factors.join(" * "), count))
}
