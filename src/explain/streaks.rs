//! Runs of matches in a row of trials.

use crate::explain::ways::Favourable;
use crate::explain::{Saying, Step};
use crate::model::Value;
use crate::model::pattern::Comparison;
use num_bigint::BigUint;
use num_traits::{One, Pow};

/// The longest row.
const LONGEST: u64 = 3_000;

/// How many rows are shown.
const SHOWN: u64 = 8;

/// Rows with, or without, a run of so many matches, where a of t faces match and b do not.
pub fn longest(
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
    if k == 0 || k > n || n > LONGEST {
        return None;
    }
    let rest = total - &matching;
    let mut rows = rows(n, k, &matching, total);
    let value = rows.pop()?;
    let shown = SHOWN.min(n - 1).max(1);
    let first: Vec<String> = rows.iter().skip(1).take(SHOWN as usize).map(ToString::to_string).collect();
    let last = rows.get(usize::try_from(shown).ok()?)?;
    let mut steps = vec![
        Step::said(
            Saying::Recurrence,
            [k.to_string(), first.join(", ")],
            format!("{}rows({shown})", definition(k, &matching, total)),
            last,
        ),
        coefficient(n, k, (&matching, &rest, total), &value),
    ];
    if without {
        return Some(Favourable { count: value, steps, formula: None, unordered: None });
    }
    let count = Pow::pow(total, n) - &value;
    steps.push(Step::said(Saying::LessComplement, [], format!("{total}^{n} - {value}"), &count));
    Some(Favourable { count, steps, formula: None, unordered: None })
}

/// Rows without a run of k: r(n) = t·r(n − 1) − aᵏ·b·r(n − 1 − k), r(n) = tⁿ for n < k, r(k) = tᵏ − aᵏ: a run is
/// completed by its last match, after a face that does not match.
fn rows(n: u64, k: u64, matching: &BigUint, total: &BigUint) -> Vec<BigUint> {
    let rest = total - matching;
    let run = Pow::pow(matching, k);
    let mut rows: Vec<BigUint> = Vec::new();
    for m in 0..=n {
        let before = |back: u64| &rows[usize::try_from(m - back).unwrap_or(0)];
        let row = if m < k {
            Pow::pow(total, m)
        } else if m == k {
            Pow::pow(total, m) - &run
        } else {
            total * before(1) - &run * &rest * before(k + 1)
        };
        rows.push(row);
    }
    rows
}

/// The recurrence as a function of the question language.
fn definition(k: u64, matching: &BigUint, total: &BigUint) -> String {
    let run = Pow::pow(matching, k) * (total - matching);
    let scaled = |n: &BigUint| if n.is_one() { String::new() } else { format!("{n} * ") };
    format!(
        "def rows(n) := if n < {k} then {total}^n else if n = {k} then {total}^{k} - {matching}^{k} else {}rows(n - 1) - {}rows(n - {}); ",
        scaled(total),
        scaled(&run),
        k + 1
    )
}

/// The coefficient of xⁿ in (1 − aᵏxᵏ) / (1 − t·x + aᵏ·b·xᵏ⁺¹): the power (t·x − aᵏ·b·xᵏ⁺¹)ᵐ expanded by the binomial
/// theorem. [A. de Moivre, The Doctrine of Chances, 1738, problem LXXIV]
fn coefficient(n: u64, k: u64, (a, b, t): (&BigUint, &BigUint, &BigUint), value: &BigUint) -> Step {
    let run = Pow::pow(a, k);
    let each = &run * b;
    let power = |j: &str| if each.is_one() { String::new() } else { format!(" * {each}^{j}") };
    let sum = |n: u64| {
        let whole = if t.is_one() { String::new() } else { format!(" * {t}^({n} - {}*j)", k + 1) };
        format!("sum(j in 0..{}: (-1)^j * C({n} - {k}*j, j){}{whole})", n / (k + 1), power("j"))
    };
    let times = |n: &BigUint| if n.is_one() { String::new() } else { n.to_string() };
    let above = format!("1 - {}x^{k}", times(&run));
    let below = format!("1 - {}x + {}x^{}", times(t), times(&each), k + 1);
    let less = if run.is_one() { String::new() } else { format!("{run} * ") };
    let formula = format!("{} - {less}{}", sum(n), sum(n - k));
    Step::said(Saying::Streaks, [n.to_string(), above, below], formula, value)
}
