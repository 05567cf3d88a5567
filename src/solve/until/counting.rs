//! Conditions that only count matches, or different labels, and questions that ask for counts and the length: the numbers
//! so far are the state.

use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::until::{Stopping, Until, until_counts, until_distinct};
use crate::model::{Chain, Pattern, Value};
use crate::question::{Expr, Node, Operator};
use crate::solve::residue::Residue;
use crate::statistic::counting::as_pattern;

/// The chain of draws that end by this rule, and the residue that asks it, where both look at counts (or different
/// labels) and the length only.
///
/// # Errors
/// Those of rewriting the residue.
pub fn chained(
    until: &Until,
    stopping: &Stopping,
    name: usize,
    residue: &Residue,
) -> Result<Option<(Chain, Residue)>, Error> {
    let mut asked = Vec::new();
    let small = residue.expressions().into_iter().all(|e| counts_only(e, name, &mut asked));
    let (mut patterns, chain): (Vec<Pattern>, Option<Chain>) = match stopping {
        Stopping::Counts { patterns, .. } => (patterns.clone(), None),
        Stopping::Distinct(different) => (Vec::new(), Some(until_distinct(&until.from, *different))),
        _ => return Ok(None),
    };
    asked.retain(|pattern| !patterns.contains(pattern));
    // With replacement further counts have no largest value, and so no finite chain.
    if !small || (!asked.is_empty() && (chain.is_some() || until.from.replaces())) {
        return Ok(None);
    }
    let counted = !patterns.is_empty();
    patterns.extend(asked);
    if counted && until.from.replaces() && asks_counts(residue, name) {
        return Ok(None);
    }
    let chain = match (stopping, chain) {
        (_, Some(chain)) => chain,
        (Stopping::Counts { caps, enough, patterns: own }, None) => {
            let (own, enough) = (own.len(), enough.clone());
            // The condition need not tell counts beyond its caps apart, but a question about counts does.
            let caps: &[u64] = if asks_counts(residue, name) { &[] } else { caps };
            until_counts(
                &until.from,
                &patterns,
                caps,
                std::sync::Arc::new(move |seen: &[u64]| enough(&seen[..own])),
            )
        }
        _ => return Ok(None),
    };
    Ok(Some((chain, asked_of_counts(residue, name, &patterns)?)))
}

/// The residue that asks of the chain's state what was asked of the sample: counts of these patterns, and the length.
fn asked_of_counts(residue: &Residue, name: usize, patterns: &[Pattern]) -> Result<Residue, Error> {
    residue.put(name, &mut |part| {
        let at = |place: i64, of: Expr| Expr::spanned(Node::At(of, Expr::value_of(place)), part.span());
        let Node::Call(function, arguments) = part.node() else { return None };
        let sample = arguments.last().filter(|a| matches!(a.node(), Node::Name(i) if *i == name))?.clone();
        if function.name == "length" {
            return Some(at(2, sample));
        }
        let pattern = arguments[0].known().and_then(|v| as_pattern(v).ok())?;
        let index = patterns.iter().position(|p| *p == pattern)?;
        let count = at(i64::try_from(index).ok()? + 1, at(1, sample));
        Some(match function.name {
            "count" => count,
            _ => Expr::spanned(Node::Compare(Comparison::Greater, count, Expr::value_of(0)), part.span()),
        })
    })
}

/// Whether an expression asks of the sample only its length and counts of patterns, which are noted.
fn counts_only(expression: &Expr, name: usize, patterns: &mut Vec<Pattern>) -> bool {
    if !expression.mentions(name) {
        return true;
    }
    let is_sample = |e: &Expr| matches!(e.node(), Node::Name(i) if *i == name);
    if let Node::Call(function, arguments) = expression.node() {
        match (function.name, arguments.as_slice()) {
            ("length", [sample]) if is_sample(sample) => return true,
            ("count" | "contains", [pattern, sample]) if is_sample(sample) => {
                return match pattern.known().map(as_pattern) {
                    Some(Ok(pattern)) => {
                        if !patterns.contains(&pattern) {
                            patterns.push(pattern);
                        }
                        true
                    }
                    _ => false,
                };
            }
            _ => {}
        }
    }
    !is_sample(expression) && expression.node().children().all(|child| counts_only(child, name, patterns))
}

/// Whether a count, and not only the length, is asked.
fn asks_counts(residue: &Residue, name: usize) -> bool {
    let mut patterns = Vec::new();
    residue.expressions().into_iter().for_each(|e| {
        counts_only(e, name, &mut patterns);
    });
    !patterns.is_empty()
}

/// How a condition over the sample so far, the element at this depth, stops the draws, where it only counts.
#[must_use]
pub fn stopping(condition: &Expr, depth: usize) -> Option<Stopping> {
    if let Node::Compare(Comparison::Equal | Comparison::AtLeast, quantity, bound) = condition.node()
        && let (Node::Call(function, arguments), Some(Value::Int(n))) = (quantity.node(), bound.known())
    {
        let sample = arguments.last().is_some_and(|a| matches!(a.node(), Node::Element(d) if *d == depth));
        if function.name == "distinct" && sample {
            return u64::try_from(*n).ok().filter(|n| *n > 0).map(Stopping::Distinct);
        }
    }
    // The first draw that matches is the last one.
    let condition = &first_match(condition, depth).unwrap_or_else(|| condition.clone());
    let mut counted: Vec<(Pattern, u64)> = Vec::new();
    if !counts_of(condition, depth, &mut counted) || counted.is_empty() {
        return None;
    }
    let (patterns, caps): (Vec<Pattern>, Vec<u64>) = counted.into_iter().unzip();
    let (known, event) = (patterns.clone(), condition.clone());
    let enough = std::sync::Arc::new(move |seen: &[u64]| decided(&event, depth, &known, seen));
    Some(Stopping::Counts { patterns, caps, enough })
}

/// `last(X) is p` or `last(X) = p`, as the condition that p has been drawn: they hold for the first time at the same
/// draw. Nothing for a condition of another form.
fn first_match(condition: &Expr, depth: usize) -> Option<Expr> {
    let contains = crate::statistic::function("contains", 2)?;
    let (function, pattern, element) = match condition.node() {
        Node::Call(function, arguments) => match arguments.as_slice() {
            [pattern, element] if function.name == "contains" => (*function, pattern, element),
            _ => return None,
        },
        Node::Compare(Comparison::Equal, element, label) if label.known().is_some() => {
            (contains, label, element)
        }
        _ => return None,
    };
    let sample = match element.node() {
        Node::Call(last, sample) if last.name == "last" => &sample[0],
        Node::At(sample, place) if place.known() == Some(&Value::Int(-1)) => sample,
        _ => return None,
    };
    let drawn = Node::Call(function, vec![pattern.clone(), sample.clone()]);
    matches!(sample.node(), Node::Element(d) if *d == depth).then(|| Expr::spanned(drawn, condition.span()))
}

/// Notes the patterns that a condition counts, with the largest number each is compared with.
fn counts_of(expression: &Expr, depth: usize, counted: &mut Vec<(Pattern, u64)>) -> bool {
    let mut note = |pattern: &Expr, cap: u64| match pattern.known().map(as_pattern) {
        Some(Ok(pattern)) => {
            match counted.iter_mut().find(|(p, _)| *p == pattern) {
                Some((_, old)) => *old = (*old).max(cap),
                None => counted.push((pattern, cap)),
            }
            true
        }
        _ => false,
    };
    let is_sample = |e: &Expr| matches!(e.node(), Node::Element(d) if *d == depth);
    match expression.node() {
        Node::Compare(_, a, b) => {
            if let (Node::Call(function, arguments), Some(Value::Int(n))) = (a.node(), b.known())
                && let ("count", [pattern, sample]) = (function.name, arguments.as_slice())
                && is_sample(sample)
            {
                return note(pattern, u64::try_from(n.saturating_add(1)).unwrap_or(0));
            }
            counts_of(a, depth, counted) && counts_of(b, depth, counted)
        }
        Node::Call(function, arguments) => match (function.name, arguments.as_slice()) {
            ("contains", [pattern, sample]) if is_sample(sample) => note(pattern, 1),
            ("count", [pattern, sample]) if is_sample(sample) => note(pattern, u64::MAX),
            _ => arguments.iter().all(|a| counts_of(a, depth, counted)),
        },
        Node::Element(d) => *d != depth,
        // Of a remainder there is less to remember than of the number.
        Node::Arithmetic(Operator::Modulo, ..) => expression.free_elements() >> (depth % 64) & 1 == 0,
        node => node.children().all(|child| counts_of(child, depth, counted)),
    }
}

/// Whether the condition holds when so many elements have matched each pattern.
fn decided(event: &Expr, depth: usize, patterns: &[Pattern], seen: &[u64]) -> bool {
    let bit = 1u64 << (depth % 64);
    let decided = event.rewrite(&mut |part| {
        if part.free_elements() & bit == 0 {
            return Ok(Some(part.clone()));
        }
        let Node::Call(function, arguments) = part.node() else { return Ok(None) };
        if !matches!(function.name, "count" | "contains") {
            return Ok(None);
        }
        let pattern = arguments[0].known().map(as_pattern).transpose()?;
        let count =
            pattern.and_then(|p| patterns.iter().position(|q| *q == p)).and_then(|i| seen.get(i)).copied();
        let count = count.unwrap_or(0);
        Ok(Some(match function.name {
            "count" => Expr::value_of(i64::try_from(count).unwrap_or(i64::MAX)),
            _ => Expr::value_of(count > 0),
        }))
    });
    decided.is_ok_and(|e| e.is(true))
}
