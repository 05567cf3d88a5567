//! Rows: permutations by what stays in place, descends or turns in cycles; blocks and gaps; runs.

use crate::explain::ways::{Favourable, satisfying};
use crate::explain::{Saying, Step, streaks};
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
        ("longest_cycle", Space::Words(items, length)) => {
            longest_cycle(different(items, *length)?, comparison, bound)
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
            streaks::longest(*n, matching.map(|(_, w)| w).sum(), faces.total(), comparison, bound)
        }
        _ => None,
    }
}

/// What holds or does not of the whole row.
pub fn held(space: &Space, function: &Function, arguments: &[Expr]) -> Option<Favourable> {
    let (items, length) = match space {
        Space::Words(items, length) | Space::Draw(items, length) => (items, length),
        _ => return None,
    };
    // All drawn in order: elements with equal labels are told apart.
    let drawn = matches!(space, Space::Draw(..));
    let single = items.classes().iter().all(|(_, count)| *count == 1);
    if *length != items.size() {
        return None;
    }
    let known: Vec<Option<&Value>> = arguments.iter().map(Expr::known).collect();
    match (function.name, known.as_slice()) {
        ("together", [Some(set), _]) => together(items, set),
        ("apart", [Some(pattern), _]) => apart(items, pattern, drawn),
        ("before", [Some(a), Some(b), _]) if single || !drawn => before(items, a, b),
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

/// Permutations with a cycle longer than half of all: there is only one such, and n!/k of them have length k.
fn longest_cycle(n: u64, comparison: Comparison, bound: &Value) -> Option<Favourable> {
    let values = satisfying(comparison, bound, 1, n)?;
    let others: Vec<u64> = (1..=n).filter(|k| !values.contains(k)).collect();
    // The lengths that are counted are those of long cycles alone.
    let are_long = |lengths: &[u64]| lengths.first().is_some_and(|least| 2 * least > n);
    let (lengths, less) = if are_long(&values) { (&values, false) } else { (&others, true) };
    let (first, last) = (*lengths.first()?, *lengths.last()?);
    if !are_long(lengths) || last - first + 1 != lengths.len() as u64 || n > 200 {
        return None;
    }
    let all = number::factorial(n);
    let long: BigUint = lengths.iter().map(|k| &all / k).sum();
    let sum = format!("{n}! * sum(k in {first}..{last}: 1 / k)");
    let (formula, count) = if less { (format!("{n}! - {sum}"), all - long) } else { (sum, long) };
    Some(single(Saying::LongestCycle, &[n.to_string()], formula, count))
}

/// Rows of two faces with k runs: 2·C(n − 1, k − 1).
fn runs(n: u64, values: &[u64]) -> Option<Favourable> {
    let [k] = values else { return None };
    let count = number::binomial(n - 1, k - 1) * 2u32;
    let formula = format!("2 * C({n} - 1, {k} - 1)");
    Some(single(Saying::RunsOfCoins, &[(k - 1).to_string(), (n - 1).to_string()], formula, count))
}

/// Rows in which these stand side by side: they are one block.
fn together(items: &Population, set: &Value) -> Option<Favourable> {
    let n = different(items, items.size())?;
    let members = crate::statistic::block::members(set).ok()?;
    if members.iter().any(|member| items.count_where(|label| member.matches(label)) == 0) {
        return None;
    }
    let m = items.count_where(|label| members.iter().any(|member| member.matches(label)));
    if m < 2 {
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
/// Drawn elements are told apart.
fn apart(items: &Population, pattern: &Value, drawn: bool) -> Option<Favourable> {
    let matches = |label: &Value| match pattern {
        Value::Pattern(pattern) => pattern.matches(label),
        other => label == other,
    };
    let (inside, outside): (Vec<_>, Vec<_>) = items.classes().iter().partition(|(label, _)| matches(label));
    let counts = |classes: &[&(Value, u64)]| -> Vec<u64> {
        let each = classes.iter().map(|(_, count)| *count);
        if drawn { vec![1; usize::try_from(each.sum::<u64>()).unwrap_or(0)] } else { each.collect() }
    };
    let (inside, outside) = (counts(&inside), counts(&outside));
    let (m, rest) = (inside.iter().sum::<u64>(), outside.iter().sum::<u64>());
    if m < 2 || m > rest + 1 || items.size() > 1_000 {
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
