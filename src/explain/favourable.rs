//! The favourable outcomes as a formula.

use crate::explain::ways::{Favourable, fair_dice, satisfying};
use crate::explain::{
    Message, Saying, Step, arranged, beginnings, cases, extremes, hits, kept, multiplicity, poker, present,
    scattered, shapes, sums,
};
use crate::model::pattern::Comparison;
use crate::model::{Space, Value};
use crate::number;
use crate::question::{Expr, Node};
use num_bigint::BigUint;
use num_traits::{Pow, ToPrimitive};

/// The favourable outcomes of an event of experiment `name`, where a formula says them.
pub fn favourable(space: &Space, event: &Expr, name: usize) -> Option<Favourable> {
    let whole =
        |arguments: &[Expr]| arguments.iter().any(|a| matches!(a.node(), Node::Name(i) if *i == name));
    let special = match event.node() {
        Node::Compare(comparison, quantity, bound) => match (quantity.node(), bound.known()) {
            (Node::Call(function, arguments), Some(bound)) if whole(arguments) => {
                let special = match function.name {
                    "sum" => sum(space, *comparison, bound).or_else(|| sums::sum(space, *comparison, bound)),
                    "max" | "min" => extremes::ways(space, function.name, *comparison, bound),
                    "distinct" => distinct(space, *comparison, bound),
                    "poker" | "poker3" => poker::ways(space, &[(*comparison, bound)]),
                    _ => None,
                };
                special.or_else(|| arranged::compared(space, function, arguments, *comparison, bound))
            }
            (Node::Call(function, arguments), Some(bound)) if function.name == "sum" => {
                kept::sum(space, name, arguments, *comparison, bound)
            }
            _ => None,
        },
        Node::Call(function, arguments) if whole(arguments) => arranged::held(space, function, arguments),
        Node::And(parts) => categories_between(space, parts, whole),
        _ => None,
    };
    special
        .or_else(|| one_box(space, event, name))
        .or_else(|| scattered::favourable(space, event, name))
        .or_else(|| cases::favourable(space, event, name))
        .or_else(|| shapes::favourable(space, event, name))
        .or_else(|| multiplicity::favourable(space, event, name))
        .or_else(|| present::favourable(space, event, name))
        .or_else(|| hits::favourable(space, event, name))
        .or_else(|| beginnings::favourable(space, event, name))
}

/// A category of poker between others: `pair < poker(H) <= flush`.
fn categories_between(space: &Space, parts: &[Expr], whole: impl Fn(&[Expr]) -> bool) -> Option<Favourable> {
    let mut of: Option<&Expr> = None;
    let mut bounds = Vec::new();
    for part in parts {
        let Node::Compare(comparison, a, b) = part.node() else { return None };
        let (quantity, bound, comparison) = match (a.known(), b.known()) {
            (None, Some(bound)) => (a, bound, *comparison),
            (Some(bound), None) => (b, bound, comparison.mirrored()),
            _ => return None,
        };
        let Node::Call(function, arguments) = quantity.node() else { return None };
        let is_category = matches!(function.name, "poker" | "poker3") && whole(arguments);
        if !is_category || of.is_some_and(|other| other != quantity) {
            return None;
        }
        of = Some(quantity);
        bounds.push((comparison, bound));
    }
    poker::ways(space, &bounds)
}

/// So many identical balls in one of the boxes: the others in the other boxes, C(r − k + n − 2, n − 2).
fn one_box(space: &Space, event: &Expr, name: usize) -> Option<Favourable> {
    let (Space::Occupancy(balls, boxes), Node::Compare(Comparison::Equal, at, bound)) = (space, event.node())
    else {
        return None;
    };
    let (Node::At(sample, place), Some(Value::Int(k))) = (at.node(), bound.known()) else { return None };
    let Some(Value::Int(place)) = place.known() else { return None };
    matches!(sample.node(), Node::Name(i) if *i == name).then_some(())?;
    let place = u64::try_from(*place).ok()?;
    let (k, n) = (u64::try_from(*k).ok()?, boxes.checked_sub(2)?);
    let rest = balls.checked_sub(k).filter(|_| (1..=*boxes).contains(&place) && *balls <= 10_000)?;
    let formula = format!("C({rest} + {n}, {n})");
    let parts = [k.to_string(), rest.to_string(), (boxes - 1).to_string()];
    let count = number::binomial(rest + n, n);
    let steps = vec![Step::said(Saying::OneBox, parts, formula, &count)];
    Some(Favourable::at_end(count, steps))
}

/// The ways to throw a sum: Σ (−1)^j C(n, j) C(s − f·j − 1, n − 1).
fn sum(space: &Space, comparison: Comparison, bound: &Value) -> Option<Favourable> {
    let (n, f) = fair_dice(space)?;
    let sums = satisfying(comparison, bound, n, n.checked_mul(f)?)?;
    if n < 2 || sums.is_empty() || n > 2_000 {
        return None;
    }
    // From the side that is shorter: the sums mirror each other, s ↔ n(f + 1) − s.
    let mirrored = |s: u64| s.min(n * (f + 1) - s);
    let mut steps = Vec::new();
    let mut count = BigUint::ZERO;
    let counts = number::fair_sum_counts(n, f);
    let says = |sum: String| [sum, n.to_string(), f.to_string()];
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
            steps.push(Step::said(Saying::SumWays, says(s.to_string()), formula, ways));
        }
        count += ways;
    }
    if steps.len() > 1 {
        let terms: Vec<String> = steps.iter().filter_map(|step| step.value.clone()).collect();
        steps.push(Step::formula(Message::Favourable, terms.join(" + "), &count));
    }
    if steps.is_empty() {
        let (first, last) = (sums[0], sums[sums.len() - 1]);
        // Too many sums for a line each: they are told by their bounds, where there is no gap.
        steps =
            (last - first + 1 == sums.len() as u64).then(|| summed_up((n, f), (first, last), &counts))??;
    }
    Some(Favourable::at_end(count, steps))
}

/// The ways to throw one of many sums in a row: those up to one bound, less those up to another, Σ (−1)^j C(n, j) C(t − f·j, n) each.
fn summed_up((n, f): (u64, u64), (first, last): (u64, u64), counts: &[BigUint]) -> Option<Vec<Step>> {
    let (least, most) = (n, n * f);
    let up_to = |t: u64| {
        let formula = format!("sum(j in 0..{}: (-1)^j * C({n}, j) * C({t} - {f}*j, {n}))", (t - n) / f);
        let ways: BigUint = counts[..=usize::try_from(t - n).ok()?].iter().sum();
        Some((formula, ways))
    };
    let said = |t: u64| [t.to_string(), n.to_string(), f.to_string()];
    if last == most && first > least {
        let t = n * (f + 1) - first;
        let (formula, ways) = up_to(t)?;
        let from = [first.to_string(), (n * (f + 1)).to_string()];
        return Some(vec![Step::said(Saying::SumsFrom, said(t).into_iter().chain(from), formula, ways)]);
    }
    let (formula, ways) = up_to(last)?;
    let mut steps = vec![Step::said(Saying::SumsUpTo, said(last), formula, &ways)];
    if first > least {
        let (formula, fewer) = up_to(first - 1)?;
        steps.push(Step::said(Saying::SumsUpTo, said(first - 1), formula, &fewer));
        steps.push(Step::formula(Message::Favourable, format!("{ways} - {fewer}"), &ways - &fewer));
    }
    Some(steps)
}

/// j different faces on n dice: C(f, j) · j! · S(n, j), where S counts by inclusion and exclusion.
fn distinct(space: &Space, comparison: Comparison, bound: &Value) -> Option<Favourable> {
    let (n, f) = fair_dice(space)?;
    let values = satisfying(comparison, bound, 1, n.min(f))?;
    let others: Vec<u64> = (1..=n.min(f)).filter(|j| !values.contains(j)).collect();
    let complement = others.len() < values.len();
    let shown = if complement { others } else { values };
    if shown.is_empty() || shown.len() > 6 || n > 2_000 {
        return None;
    }
    let mut steps = Vec::new();
    let mut count = BigUint::ZERO;
    let mut terms = Vec::new();
    for j in shown {
        let ways = number::binomial(f, j) * number::surjections(n, j);
        if j == n {
            terms.push(format!("A({f}, {n})"));
            steps.push(Step::said(Saying::AllDifferent, [], format!("A({f}, {n})"), &ways));
        } else {
            let onto = format!("sum(i in 0..{j}: (-1)^i * C({j}, i) * ({j} - i)^{n})");
            steps.push(Step::said(Saying::AllFaces, [j.to_string()], onto, number::surjections(n, j)));
            terms.push(if j == f {
                format!("{j}! * stirling2({n}, {j})")
            } else {
                format!("C({f}, {j}) * {j}! * stirling2({n}, {j})")
            });
            let term = terms.last().cloned().unwrap_or_default();
            steps.push(Step::formula(Message::DistinctWays, term, &ways));
        }
        count += ways;
    }
    let mut formula = terms.join(" + ");
    if terms.len() > 1 && !complement {
        steps.push(Step::said(Saying::CasesTogether, [], formula.clone(), &count));
    }
    if complement {
        formula = if terms.len() > 1 { format!("({formula})") } else { formula };
        formula = format!("{f}^{n} - {formula}");
        count = Pow::pow(BigUint::from(f), n) - count;
        steps.push(Step::said(Saying::LessComplement, [], formula.clone(), &count));
    }
    Some(Favourable { count, steps, formula: Some(formula), unordered: None })
}
