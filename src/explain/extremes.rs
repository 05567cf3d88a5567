//! The largest and the smallest of dice, and of different numbers that are drawn.

use crate::explain::ways::{Favourable, fair_dice, satisfying};
use crate::explain::{Message, Saying, Step};
use crate::model::pattern::Comparison;
use crate::model::{Population, Space, Value};
use crate::number::{binomial, factorial};
use num_bigint::BigUint;
use num_traits::Pow;

/// The outcomes whose largest, or smallest, number compares so.
pub fn ways(space: &Space, which: &str, comparison: Comparison, bound: &Value) -> Option<Favourable> {
    match space {
        Space::Trials(_) => thrown(space, which, comparison, bound),
        Space::Choose(from, n) => drawn(from, *n, which, comparison, bound),
        Space::Draw(from, n) => {
            let found = drawn(from, *n, which, comparison, bound)?;
            let selections = found.count;
            let count = &selections * factorial(*n);
            let mut steps = found.steps;
            let formula = format!("{selections} * {n}!");
            steps.push(Step::said(Saying::Orders, [n.to_string()], formula, &count));
            Some(Favourable { unordered: Some(selections), ..Favourable::at_end(count, steps) })
        }
        _ => None,
    }
}

/// The largest of n dice is at most k when all are: kⁿ ways; it is k in kⁿ − (k−1)ⁿ ways. The smallest mirrors it.
fn thrown(space: &Space, which: &str, comparison: Comparison, bound: &Value) -> Option<Favourable> {
    let (n, f) = fair_dice(space)?;
    let (within, strictly) = bounds(&satisfying(comparison, bound, 1, f)?, f, which)?;
    let power = |k: u64| Pow::pow(BigUint::from(k), n);
    let count = power(within) - power(strictly);
    let formula =
        if strictly == 0 { format!("{within}^{n}") } else { format!("{within}^{n} - {strictly}^{n}") };
    Some(Favourable::at_end(count.clone(), vec![Step::formula(Message::ExtremeWays, formula, count)]))
}

/// The same without replacement, for different numbers: C(k, n), and C(k − 1, n − 1) for the bound itself.
fn drawn(
    from: &Population,
    n: u64,
    which: &str,
    comparison: Comparison,
    bound: &Value,
) -> Option<Favourable> {
    let classes = from.classes();
    if n == 0 || classes.iter().any(|(label, count)| !label.is_number() || *count != 1) {
        return None;
    }
    let mut numbers: Vec<&Value> = classes.iter().map(|(label, _)| label).collect();
    numbers.sort();
    let fits: Vec<u64> = (1..)
        .zip(&numbers)
        .filter(|(_, label)| comparison.holds((**label).cmp(bound)))
        .map(|(i, _)| i)
        .collect();
    let (within, strictly) = bounds(&fits, from.size(), which)?;
    if within < n || !bound.is_number() {
        return None;
    }
    let count = binomial(within, n) - binomial(strictly, n);
    let step = if within - strictly == 1 && n > 1 {
        let formula = format!("C({strictly}, {n} - 1)");
        Step::said(Saying::ExtremeDrawn, [strictly.to_string()], formula, &count)
    } else if strictly < n {
        Step::formula(Message::ExtremeWays, format!("C({within}, {n})"), &count)
    } else {
        Step::formula(Message::ExtremeWays, format!("C({within}, {n}) - C({strictly}, {n})"), &count)
    };
    Some(Favourable::at_end(count, vec![step]))
}

/// In how many of the numbers all must lie, and in how many not all: for numbers that follow each other.
fn bounds(fits: &[u64], all: u64, which: &str) -> Option<(u64, u64)> {
    let (first, last) = (*fits.first()?, *fits.last()?);
    if last - first + 1 != fits.len() as u64 {
        return None;
    }
    Some(if which == "max" { (last, first - 1) } else { (all - first + 1, all - last) })
}
