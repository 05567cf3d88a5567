//! Quantifiers whose bodies ask which other elements the sample has: `count(i in X: i + 1 in X)`.
//!
//! Labels whose bodies depend on each other are neighbours in a graph. The automaton goes along the labels, remembers how
//! often those came that a neighbour still to come asks for, and works a body out at the last of the labels that decide it.

mod along;

use super::automaton::over_bodies;
use super::cap;
use crate::error::Error;
use crate::model::Value;
use crate::question::evaluate::Outcomes;
use crate::question::{Expr, Node, Quantifier};
use crate::statistic::counting::{CONTAINS, COUNT, as_pattern};
use crate::statistic::fold::views_by_value;
use crate::statistic::{Automaton, Fold, Labels};
use along::Beside;
use rustc_hash::FxHashMap;

/// The most labels that are remembered at once: beyond, there would be more states than any budget affords.
const MOST_REMEMBERED: usize = 100;

/// The most bodies that are worked out.
const MOST_BODIES: usize = 300_000;

/// Whether a quantifier's body asks of the other elements of this sample nothing but whether and how many there are that
/// match.
pub fn asks_beside(body: &Expr, depth: usize, domain: &Expr) -> bool {
    let own = |e: &Expr| e.free_elements() & !(1 << depth) == 0;
    let parts_do = |e: &Expr| e.node().children().all(|child| asks_beside(child, depth, domain));
    match body.node() {
        _ if body.names() == 0 => true,
        Node::Call(function, arguments) if **function == COUNT || **function == CONTAINS => {
            arguments[0].names() == 0 && own(&arguments[0]) && arguments[1] == *domain
        }
        Node::Each(Quantifier::Any | Quantifier::All | Quantifier::Count, inner, of, asked) => {
            let free = asked.free_elements() & !(1 << inner) & !(1 << depth);
            *of == *domain && *inner != depth && asked.names() == 0 && free == 0
        }
        Node::Name(_) => false,
        _ => parts_do(body),
    }
}

/// What a body asks of the other elements, once its own is known.
#[derive(PartialEq, Eq)]
struct Part {
    expression: Expr,
    /// The views of the labels that it counts.
    counts: Vec<usize>,
    /// What its value is if none comes; nothing if its value is how many come.
    without: Option<bool>,
    /// So many and one more are told apart, at most.
    enough: usize,
}

impl Part {
    /// How many different values it may have.
    fn values(&self) -> usize {
        if self.without.is_some() { 2 } else { self.enough.saturating_add(2) }
    }

    fn value(&self, coming: usize) -> Value {
        match self.without {
            Some(without) => Value::Truth(without == (coming == 0)),
            None => Value::Int(i64::try_from(coming).unwrap_or(i64::MAX)),
        }
    }
}

/// The automaton of such a quantifier over a sample of these labels; nothing where too much would have to be remembered,
/// or where a body has no value. Where only some elements of the ascending order are kept, views ascend with the labels.
///
/// # Errors
/// Those of labels that cannot be added up.
pub fn fold(
    quantifier: Quantifier,
    (depth, domain, body): (usize, &Expr, &Expr),
    seen: &Labels,
    ascending: bool,
) -> Result<Option<Automaton<dyn Fold>>, Error> {
    let (views, distinct) = views_by_value(&seen.labels);
    let Ok(length) = usize::try_from(seen.length) else { return Ok(None) };
    let Some(bodies) = Bodies::of(&distinct, (depth, domain, body), length) else { return Ok(None) };
    let inner = over_bodies(quantifier, &Labels { labels: bodies.values.clone(), length: seen.length })?;
    let Some(inner) = inner.filter(|inner| inner.run.is_additive()) else { return Ok(None) };
    let order: Vec<usize> = if ascending { (0..distinct.len()).collect() } else { bodies.by_groups() };
    let Some(run) = Beside::of(&bodies, &order, inner, quantifier) else { return Ok(None) };
    let mut place = vec![0; order.len()];
    (0u32..).zip(&order).for_each(|(view, &label)| place[label] = view);
    let views = views.into_iter().map(|view| place[view as usize]).collect();
    Ok(Some(Automaton { views, run: Box::new(run) }))
}

/// The bodies of all labels, for all that may come of what they ask.
struct Bodies {
    /// The different bodies.
    values: Vec<Value>,
    /// For each label what its body asks, and the body for each row of these parts' values (the first part's counting
    /// fastest), as a place among the values.
    labels: Vec<(Vec<Part>, Vec<usize>)>,
}

impl Bodies {
    fn of(distinct: &[Value], (depth, domain, body): (usize, &Expr, &Expr), length: usize) -> Option<Self> {
        let mut places: FxHashMap<Value, usize> = FxHashMap::default();
        let (mut values, mut labels, mut worked_out) = (Vec::new(), Vec::new(), 0);
        for label in distinct {
            let body = body.with_element(depth, label).ok()?;
            let mut parts = Vec::new();
            collect(&body, domain, distinct, &mut parts)?;
            for part in &mut parts {
                // A number that is only compared matters up to the bound.
                let bound = cap(&[&body], &part.expression, domain.names().trailing_zeros() as usize);
                let bound = bound.map(|bound| usize::try_from(bound).unwrap_or(0));
                part.enough = bound.map_or(length, |bound| bound.min(length));
            }
            let rows = parts.iter().try_fold(1usize, |rows, part| rows.checked_mul(part.values()))?;
            worked_out = rows.checked_add(worked_out)?.checked_add(distinct.len())?;
            if worked_out > MOST_BODIES {
                return None;
            }
            let bodies = (0..rows).map(|row| {
                let value = body_of(&body, &parts, row)?;
                Some(*places.entry(value.clone()).or_insert_with(|| {
                    values.push(value);
                    values.len() - 1
                }))
            });
            let bodies = bodies.collect::<Option<Vec<usize>>>()?;
            labels.push((parts, bodies));
        }
        Some(Self { values, labels })
    }

    /// The labels that decide a body: its own, and those that it asks for.
    fn decisive(&self, label: usize) -> impl Iterator<Item = usize> {
        let parts = self.labels[label].0.iter();
        parts.flat_map(|part| part.counts.iter().copied()).chain([label])
    }

    /// The labels in an order in which those that have to do with each other stand together.
    fn by_groups(&self) -> Vec<usize> {
        let mut group: Vec<usize> = (0..self.labels.len()).collect();
        for label in 0..self.labels.len() {
            let met: Vec<usize> = self.decisive(label).map(|other| group[other]).collect();
            let first = met.iter().copied().min().unwrap_or(label);
            group.iter_mut().filter(|group| met.contains(group)).for_each(|group| *group = first);
        }
        let mut order: Vec<usize> = (0..self.labels.len()).collect();
        order.sort_by_key(|&label| (group[label], label));
        order
    }
}

/// The parts of a body that speak of the sample; nothing where one of them does not tell how many match.
fn collect(body: &Expr, domain: &Expr, distinct: &[Value], parts: &mut Vec<Part>) -> Option<()> {
    if body.names() == 0 || parts.iter().any(|part| part.expression == *body) {
        return Some(());
    }
    let matching = |matches: &dyn Fn(&Value) -> Option<bool>| {
        let found = distinct.iter().map(matches).collect::<Option<Vec<bool>>>()?;
        Some((0..found.len()).filter(|&i| found[i]).collect::<Vec<usize>>())
    };
    let (counts, without) = match body.node() {
        Node::Call(function, arguments) if arguments.get(1) == Some(domain) => {
            let pattern = as_pattern(arguments[0].known()?).ok()?;
            (matching(&|label| Some(pattern.matches(label)))?, (**function == CONTAINS).then_some(false))
        }
        Node::Each(quantifier, depth, of, asked) if of == domain => {
            let wanted = *quantifier != Quantifier::All;
            let holds = |label: &Value| {
                let asked = asked.with_element(*depth, label).ok()?;
                Some(asked.evaluate(&mut Outcomes::default()).ok()? == Value::Truth(wanted))
            };
            (matching(&holds)?, (*quantifier != Quantifier::Count).then_some(!wanted))
        }
        Node::Name(_) => return None,
        node => return node.children().try_for_each(|child| collect(child, domain, distinct, parts)),
    };
    parts.push(Part { expression: body.clone(), counts, without, enough: usize::MAX });
    Some(())
}

/// The body for this row of the parts' values; nothing if it has none.
fn body_of(body: &Expr, parts: &[Part], mut row: usize) -> Option<Value> {
    let mut known = Vec::with_capacity(parts.len());
    for part in parts {
        known.push(part.value(row % part.values()));
        row /= part.values();
    }
    let told = body.rewrite(&mut |part| {
        let place = parts.iter().position(|told| told.expression == *part);
        Ok(place.map(|place| Expr::spanned(Node::Value(known[place].clone()), part.span())))
    });
    told.ok()?.evaluate(&mut Outcomes::default()).ok()
}

#[cfg(test)]
mod tests;
