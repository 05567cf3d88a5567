//! The favourable outcomes as a formula.

use crate::explain::{Message, Step, cases, poker};
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::number;
use crate::question::{Expr, Node};
use num_bigint::BigUint;
use num_traits::{One, Pow, ToPrimitive};

/// How many outcomes are favourable, and the steps that say why.
pub struct Favourable {
    /// The number of outcomes (their total weight, when they are not equally likely).
    pub count: BigUint,
    /// The steps.
    pub steps: Vec<Step>,
}

/// The favourable outcomes of an event of experiment `name`, where a formula says them.
pub fn favourable(space: &Space, event: &Expr, name: usize) -> Option<Favourable> {
    if let Node::Compare(comparison, quantity, bound) = event.node()
        && let (Node::Call(function, arguments), Some(bound)) = (quantity.node(), bound.known())
    {
        let whole = arguments.iter().any(|a| matches!(a.node(), Node::Name(i) if *i == name));
        if whole {
            let found = match function.name {
                "sum" => sum(space, *comparison, bound),
                "max" | "min" => extreme(space, function.name, *comparison, bound),
                "distinct" => distinct(space, *comparison, bound),
                "poker" => poker::ways(space, *comparison, bound),
                _ => None,
            };
            if found.is_some() {
                return found;
            }
        }
    }
    cases::favourable(space, event, name)
}

/// A number of fair dice with faces 1 to f.
fn fair_dice(space: &Space) -> Option<(u64, u64)> {
    let Space::Trials(groups) = space else { return None };
    let [(faces, count)] = groups.as_ref() else { return None };
    let sides = faces.weights().len();
    let plain = faces.weights().iter().zip(1..).all(|((face, _), n)| *face == Value::Int(n));
    let single = faces.weights().iter().all(|(_, weight)| weight.is_one());
    (single && plain).then_some((*count, sides as u64))
}

/// Whole numbers that satisfy the comparison, between `low` and `high`.
fn satisfying(comparison: Comparison, bound: &Value, low: u64, high: u64) -> Option<Vec<u64>> {
    if !bound.is_number() {
        return None;
    }
    let fits = |n: &u64| comparison.holds(Value::Int(n.cast_signed()).cmp(bound));
    (high.saturating_sub(low) < 10_000).then(|| (low..=high).filter(fits).collect())
}

/// The ways to throw a sum: Σ (−1)^j C(n, j) C(s − f·j − 1, n − 1).
fn sum(space: &Space, comparison: Comparison, bound: &Value) -> Option<Favourable> {
    let (n, f) = fair_dice(space)?;
    let sums = satisfying(comparison, bound, n, n.checked_mul(f)?)?;
    if n < 2 || sums.is_empty() || n > 200 {
        return None;
    }
    // From the side that is shorter: the sums mirror each other, s ↔ n(f + 1) − s.
    let mirrored = |s: u64| s.min(n * (f + 1) - s);
    let mut steps = Vec::new();
    let mut count = BigUint::ZERO;
    let counts = number::fair_sum_counts(n, f);
    for s in &sums {
        let ways = counts.get((s - n).to_usize()?)?;
        if sums.len() <= 6 {
            let t = mirrored(*s);
            let last = (t - n) / f;
            let formula = if last == 0 {
                format!("C({t} - 1, {n} - 1)")
            } else {
                format!("sum(j in 0..{last}: (-1)^j * C({n}, j) * C({t} - {f}*j - 1, {n} - 1))")
            };
            steps.push(Step::formula(Message::SumWays { sum: s.to_string() }, formula, ways));
        }
        count += ways;
    }
    if steps.len() > 1 {
        let terms: Vec<String> = steps.iter().filter_map(|step| step.value.clone()).collect();
        steps.push(Step::formula(Message::Favourable, terms.join(" + "), &count));
    }
    if steps.is_empty() {
        // Too many sums for a line each: the formula runs over them all.
        let (first, last) = (sums[0], sums[sums.len() - 1]);
        if last - first + 1 != sums.len() as u64 {
            return None;
        }
        let formula = format!(
            "sum(s in {first}..{last}: sum(j in 0..floor((s - {n}) / {f}): (-1)^j * C({n}, j) * C(s - {f}*j - 1, {n} - 1)))"
        );
        steps.push(Step::formula(Message::SumWays { sum: format!("{first} … {last}") }, formula, &count));
    }
    Some(Favourable { count, steps })
}

/// The largest of n dice is at most k when all are: kⁿ ways; it is k in kⁿ − (k−1)ⁿ ways. The smallest mirrors it.
fn extreme(space: &Space, which: &str, comparison: Comparison, bound: &Value) -> Option<Favourable> {
    let (n, f) = fair_dice(space)?;
    let values = satisfying(comparison, bound, 1, f)?;
    let (first, last) = (*values.first()?, *values.last()?);
    if last - first + 1 != values.len() as u64 {
        return None;
    }
    // In how many faces all dice must lie, and in how many they must not all lie.
    let (within, strictly) = if which == "max" { (last, first - 1) } else { (f - first + 1, f - last) };
    let power = |k: u64| Pow::pow(BigUint::from(k), n);
    let count = power(within) - power(strictly);
    let formula =
        if strictly == 0 { format!("{within}^{n}") } else { format!("{within}^{n} - {strictly}^{n}") };
    let steps = vec![Step::formula(Message::ExtremeWays, formula, &count)];
    Some(Favourable { count, steps })
}

/// j different faces on n dice: C(f, j) · j! · S(n, j).
fn distinct(space: &Space, comparison: Comparison, bound: &Value) -> Option<Favourable> {
    let (n, f) = fair_dice(space)?;
    let values = satisfying(comparison, bound, 1, n.min(f))?;
    if values.is_empty() || values.len() > 6 || n > 200 {
        return None;
    }
    let mut count = BigUint::ZERO;
    let mut terms = Vec::new();
    for j in values {
        count += number::binomial(f, j) * number::surjections(n, j);
        terms.push(if j == n {
            format!("A({f}, {n})")
        } else {
            format!("C({f}, {j}) * {j}! * stirling2({n}, {j})")
        });
    }
    let steps = vec![Step::formula(Message::DistinctWays, terms.join(" + "), &count)];
    Some(Favourable { count, steps })
}
