//! Quantifiers over two elements of one sample that the ascending order decides.
//!
//! Any two elements are near each other where two neighbours in ascending order are, and far from each other where the least
//! and the greatest are; all are at most as great as one where the greatest is. What is asked of every two, `all(x in X, y
//! in X: abs(x - y) <= 30)`, or of each beside all, `count(x in X: all(y in X: y <= x))`, is then asked of a few places of the
//! order. Where there are fewer pairs of labels than neighbours, as with a thousand dice, it is asked of the labels instead.

mod relation;

use crate::budget::Budget;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::question::{Expr, Node, Outcomes, Quantifier};
use crate::solve::atom::{Atom, Path};
use crate::solve::residue::Residue;
use crate::statistic::counting::CONTAINS;
use crate::statistic::keep::SORTED;
pub use relation::Relation;

/// The question with quantifiers over elements exchanged for what decides them; nothing where there is none such.
///
/// # Errors
/// Those of working out what became known, and the budget's.
pub fn of_elements(
    space: &Space,
    name: usize,
    residue: &Residue,
    budget: &Budget,
) -> Result<Option<Residue>, Error> {
    let mut search: Vec<&Expr> = residue.expressions();
    let mut found: Vec<(Expr, Expr)> = Vec::new();
    while let Some(e) = search.pop() {
        if !e.mentions(name) || found.iter().any(|(known, _)| known == e) {
            continue;
        }
        match (Quantified { space, name, budget }).of(e)? {
            Some(asked) => found.push((e.clone(), asked)),
            None => search.extend(e.node().children()),
        }
    }
    if found.is_empty() {
        return Ok(None);
    }
    let put = |part: &Expr| found.iter().find(|(known, _)| known == part).map(|(_, asked)| asked.clone());
    Ok(Some(residue.put(name, &mut |part| put(part))?))
}

/// That something holds for any two of so many elements, where the relation is mutual and the order decides it: asked of
/// neighbours in the ascending order, and of the least and the greatest.
#[must_use]
pub fn any_two(
    sample: &Expr,
    length: u64,
    relation: &Relation,
    event: impl Fn(&Expr, &Expr) -> Expr,
) -> Option<Expr> {
    let decided = relation.decided_by()?;
    let sorted = Expr::new(Node::Call(&SORTED, vec![sample.clone()]));
    let at = |place: u64| Expr::new(Node::At(sorted.clone(), Expr::value_of(place.cast_signed())));
    let neighbours = (1..length).filter(|_| decided.neighbours).map(|place| (place, place + 1));
    let extremes = decided.extremes.then_some((1, length));
    let pairs = neighbours.chain(extremes.filter(|_| length > 1));
    Some(Expr::new(Node::Or(pairs.map(|(a, b)| event(&at(a), &at(b))).collect())))
}

/// An expression with other expressions in place of the elements at two depths.
#[must_use]
pub fn instead(e: &Expr, (first, a): (usize, &Expr), (second, b): (usize, &Expr)) -> Expr {
    e.rewrite_later(&mut |part| {
        Ok(match part.node() {
            Node::Element(depth) if *depth == first => Some(a.clone()),
            Node::Element(depth) if *depth == second => Some(b.clone()),
            _ => None,
        })
    })
}

/// A quantifier within another one, over the same sample.
struct Quantified<'a> {
    space: &'a Space,
    name: usize,
    budget: &'a Budget,
}

/// What hits: for each label in ascending order of the outer element, each of the inner one.
struct Table {
    labels: Vec<Value>,
    hits: Vec<Vec<bool>>,
}

impl Table {
    /// Whether an element and another one hit, in either order.
    fn either(&self, a: usize, b: usize) -> bool {
        self.hits[a][b] || self.hits[b][a]
    }

    /// The pairs of different labels that hit, in ascending order.
    fn pairs(&self) -> impl Iterator<Item = (&Value, &Value)> + '_ {
        let n = self.labels.len();
        let of = move |a| (a + 1..n).map(move |b| (a, b)).filter(|&(a, b)| self.either(a, b));
        (0..n).flat_map(of).map(|(a, b)| (&self.labels[a], &self.labels[b]))
    }
}

/// The inner one of two quantifiers: whether for any element something hits, or for none.
struct Inner<'a> {
    whole: &'a Expr,
    any: bool,
    /// The depths of the element of the outer quantifier and of its own.
    depths: (usize, usize),
    domain: &'a Expr,
    body: &'a Expr,
}

impl Quantified<'_> {
    /// What stands in place of a quantifier whose bodies ask for all elements, or for any.
    fn of(&self, e: &Expr) -> Result<Option<Expr>, Error> {
        let Node::Each(quantifier, depth, domain, body) = e.node() else { return Ok(None) };
        let Ok(Some(path)) = Path::of(domain, self.name, self.space) else { return Ok(None) };
        let length = path.kept().map_or(path.length(), |(from, to)| to - from);
        if e.names() != 1 << self.name || e.free_elements() != 0 || length == 0 || length == u64::MAX {
            return Ok(None);
        }
        let Some(inner) = inner(body, *depth, domain) else { return Ok(None) };
        let Some(table) = self.table(&inner, &path)? else { return Ok(None) };
        let both = match quantifier {
            Quantifier::Any => inner.any,
            Quantifier::All => !inner.any,
            _ => false,
        };
        if both
            && body == inner.whole
            && let Some(any) = self.any_two(&inner, &path, length, &table)
        {
            let never = any.is(false);
            return Ok(Some(match inner.any {
                true => any,
                false if never => Expr::value_of(true),
                false => Expr::new(Node::Not(any)),
            }));
        }
        let Some(told) = told_by_extremes(&inner, &table) else { return Ok(None) };
        let body = body.rewrite_later(&mut |part| Ok((part == inner.whole).then(|| told.clone())));
        Ok(Some(Expr::new(Node::Each(*quantifier, *depth, domain.clone(), body))))
    }

    /// What hits; nothing where that is neither yes nor no, or too much to look at.
    fn table(&self, inner: &Inner<'_>, path: &Path) -> Result<Option<Table>, Error> {
        let labels = self.space.labels();
        let looks = (labels.len() as u128).saturating_mul(labels.len() as u128);
        if self.budget.afford(looks.saturating_mul(inner.body.size(1_000) as u128 * 50), looks).is_err() {
            return Ok(None);
        }
        let seen: Result<Vec<Value>, Error> = labels.iter().map(|label| path.seen(label)).collect();
        let Ok(mut seen) = seen else { return Ok(None) };
        seen.sort();
        seen.dedup();
        let mut hits = Vec::with_capacity(seen.len());
        for first in &seen {
            self.budget.check()?;
            let row = || {
                let open = inner.body.with_element(inner.depths.0, first).ok()?;
                let hits = |second: &Value| {
                    let open = open.with_element(inner.depths.1, second).ok()?;
                    match open.evaluate(&mut Outcomes::default()).ok()? {
                        Value::Truth(truth) => Some(truth == inner.any),
                        _ => None,
                    }
                };
                seen.iter().map(hits).collect::<Option<Vec<bool>>>()
            };
            match row() {
                Some(row) => hits.push(row),
                None => return Ok(None),
            }
        }
        Ok(Some(Table { labels: seen, hits }))
    }

    /// That something hits for any two elements, an element and itself included.
    fn any_two(&self, inner: &Inner<'_>, path: &Path, length: u64, table: &Table) -> Option<Expr> {
        /// So many neighbours cost as much as a pair of labels.
        const NEIGHBOURS: u64 = 2;
        let two = if (table.pairs().count() as u64).saturating_mul(NEIGHBOURS) < length {
            any_two_labels(inner.domain, table)
        } else {
            let two = self.any_two_places(inner, path, length, table)?;
            if !is_atom(&two, self.name, self.space) {
                return None;
            }
            two
        };
        let itself = (0..table.labels.len()).any(|i| table.hits[i][i]).then(|| {
            let depth = inner.depths.0;
            let element = Expr::new(Node::Element(depth));
            let body = inner.hit(&element, &element);
            Expr::new(Node::Each(Quantifier::Any, depth, inner.domain.clone(), body))
        });
        Some(match itself {
            Some(itself) => Expr::new(Node::Or(vec![itself, two])),
            None => two,
        })
    }

    /// That something hits for two elements, asked of places of the ascending order.
    fn any_two_places(&self, inner: &Inner<'_>, path: &Path, length: u64, table: &Table) -> Option<Expr> {
        let n = table.labels.len();
        let holds = (0..n * n).map(|i| table.either(i / n, i % n)).collect();
        // What comes once at most is never held against another one like it; of what is mapped nothing is known.
        let several = match self.space {
            Space::Draw(from, _) | Space::Choose(from, _) if path.is_unmapped() => {
                let mut classes: Vec<&(Value, u64)> = from.classes().iter().collect();
                classes.sort();
                classes.iter().map(|(_, count)| *count > 1).collect()
            }
            _ => vec![true; n],
        };
        let relation = Relation::new(holds, several)?;
        let either = |a: &Expr, b: &Expr| Expr::new(Node::Or(vec![inner.hit(a, b), inner.hit(b, a)]));
        any_two(inner.domain, length, &relation, either)
    }
}

impl Inner<'_> {
    /// That an outer element and an inner one hit.
    fn hit(&self, outer: &Expr, own: &Expr) -> Expr {
        let body = instead(self.body, (self.depths.0, outer), (self.depths.1, own));
        if self.any { body } else { Expr::new(Node::Not(body)) }
    }
}

/// That two different labels that hit are both in the sample.
fn any_two_labels(sample: &Expr, table: &Table) -> Expr {
    let has = |label: &Value| {
        Expr::new(Node::Call(&CONTAINS, vec![Expr::new(Node::Value(label.clone())), sample.clone()]))
    };
    let both: Vec<Expr> = table.pairs().map(|(a, b)| Expr::new(Node::And(vec![has(a), has(b)]))).collect();
    if both.is_empty() { Expr::value_of(false) } else { Expr::new(Node::Or(both)) }
}

/// Whether there is an automaton for all of it.
#[must_use]
pub fn is_atom(e: &Expr, name: usize, space: &Space) -> bool {
    matches!(Atom::of(e, name, space), Ok(Some(_)))
}

/// The first part of a body that asks something of all elements, or of any.
fn inner<'a>(body: &'a Expr, depth: usize, domain: &Expr) -> Option<Inner<'a>> {
    if body.names() == 0 {
        return None;
    }
    if let Node::Each(Quantifier::All | Quantifier::Any, own, of, asked) = body.node()
        && of == domain
        && *own != depth
        && asked.names() == 0
        && asked.free_elements() == 1 << own | 1 << depth
    {
        let any = matches!(body.node(), Node::Each(Quantifier::Any, ..));
        return Some(Inner { whole: body, any, depths: (depth, *own), domain: of, body: asked });
    }
    body.node().children().find_map(|child| inner(child, depth, domain))
}

/// The inner quantifier asked of the least and of the greatest element alone, where what does not hit is a stretch of labels
/// for every outer element.
fn told_by_extremes(inner: &Inner<'_>, table: &Table) -> Option<Expr> {
    let (mut least, mut greatest) = (false, false);
    for row in &table.hits {
        let Some(first) = row.iter().position(|hit| !hit) else { continue };
        let last = row.iter().rposition(|hit| !hit)?;
        if row[first..=last].contains(&true) {
            return None;
        }
        least |= first > 0;
        greatest |= last + 1 < row.len();
    }
    let sorted = Expr::new(Node::Call(&SORTED, vec![inner.domain.clone()]));
    // Where neither is needed every row hits everywhere or nowhere: any element tells.
    let places = [(least, 1), (greatest || !least, -1)];
    let (outer, own) = inner.depths;
    let body = |place: i64| {
        let at = Expr::new(Node::At(sorted.clone(), Expr::value_of(place)));
        instead(inner.body, (own, &at), (outer, &Expr::new(Node::Element(outer))))
    };
    let mut bodies: Vec<Expr> =
        places.into_iter().filter(|(needed, _)| *needed).map(|(_, place)| body(place)).collect();
    if bodies.len() == 1 {
        return bodies.pop();
    }
    Some(Expr::new(if inner.any { Node::Or(bodies) } else { Node::And(bodies) }))
}

#[cfg(test)]
mod tests;
