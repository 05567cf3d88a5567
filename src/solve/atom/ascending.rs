//! What is said of the elements in ascending order, of two places at a time at most: gaps, `any(i in 1..22: sorted(X)[i+1] -
//! sorted(X)[i] <= 1)`, and bounds of each, `all(i in 1..9: sorted(X)[i] <= i)`.
//!
//! The automaton takes in the elements from the least to the greatest. Of an element that is held against a later one it
//! remembers the label, and labels that tell the same of all that are still to come are one.

mod run;
mod table;

use super::Path;
use crate::model::{Space, Value};
use crate::question::evaluate::place;
use crate::question::{Expr, Node};
use crate::statistic::fold::views_by_value;
use crate::statistic::numeric::{MAX, MIN};
use crate::statistic::{Automaton, Fold, Labels};
use run::Run;
use rustc_hash::FxHashSet;
use table::Tables;

/// The depths of the elements that stand for the earlier and the later of two places: no quantifier lies as deep.
const EARLIER: usize = 62;
const LATER: usize = 63;

/// The most terms.
const MOST: usize = 1_000;

/// What is made of the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joined {
    /// Whether all of them hold.
    All,
    /// Whether any of them holds.
    Any,
    /// Their sum.
    Sum,
    /// The least of them.
    Least,
    /// The greatest of them.
    Greatest,
}

impl Joined {
    /// What an expression makes of its parts, and these; a single event is the only part of itself.
    fn of(e: &Expr) -> Option<(Self, Vec<&Expr>)> {
        let joined = match e.node() {
            Node::Compare(..) | Node::Not(_) => return Some((Self::Any, vec![e])),
            Node::And(_) => Self::All,
            Node::Or(_) => Self::Any,
            Node::Sum(_) => Self::Sum,
            Node::Call(function, parts) if **function == MIN && parts.len() > 1 => Self::Least,
            Node::Call(function, parts) if **function == MAX && parts.len() > 1 => Self::Greatest,
            _ => return None,
        };
        let mut parts = Vec::new();
        joined.collect(e, &mut parts);
        Some((joined, parts))
    }

    fn collect<'a>(self, e: &'a Expr, parts: &mut Vec<&'a Expr>) {
        match (self, e.node()) {
            (Self::All, Node::And(inner)) | (Self::Any, Node::Or(inner)) | (Self::Sum, Node::Sum(inner)) => {
                inner.iter().for_each(|part| self.collect(part, parts));
            }
            (Self::Least | Self::Greatest, Node::Call(_, inner)) if parts.is_empty() => {
                parts.extend(inner);
            }
            _ => parts.push(e),
        }
    }
}

/// A part that speaks of one place of the order, or of two.
#[derive(Clone, Debug)]
struct Term {
    /// The places, the earlier one first; twice the same where there is one.
    places: (u64, u64),
    /// What is said, with the elements left open.
    form: Expr,
}

/// What an expression says of the ascending order.
#[derive(Clone, Debug)]
pub struct Ascending {
    joined: Joined,
    terms: Vec<Term>,
    /// What is added to a sum.
    constant: i64,
}

impl Ascending {
    /// What an expression says of the ascending order of a part of the sample, if it says nothing else of it, and speaks of
    /// more than one place.
    pub fn of(expression: &Expr, name: usize, space: &Space) -> Option<(Path, Self)> {
        if expression.names() != 1 << name || expression.free_elements() != 0 {
            return None;
        }
        let (joined, parts) = Joined::of(expression).filter(|(_, parts)| parts.len() <= MOST)?;
        let mut order = Order { name, space, found: None };
        let (mut terms, mut constant, mut spoken) = (Vec::new(), 0i64, FxHashSet::default());
        for part in parts {
            if let (Joined::Sum, Some(Value::Int(more))) = (joined, part.known()) {
                constant = constant.checked_add(*more)?;
                continue;
            }
            let places = order.places(part)?;
            spoken.extend([places.0, places.1]);
            terms.push(Term { places, form: order.opened(part, places)? });
        }
        let (_, path) = order.found.filter(|_| spoken.len() > 1)?;
        let forms: FxHashSet<&Expr> = terms.iter().map(|term| &term.form).collect();
        table::fits(forms.len(), space.labels().len()).then_some((path, Self { joined, terms, constant }))
    }

    /// The automaton over labels from the least to the greatest; nothing where some term has no value for labels that it
    /// may meet.
    pub fn fold(&self, seen: &Labels) -> Option<Automaton<dyn Fold>> {
        let (views, distinct) = views_by_value(&seen.labels);
        let run = Run::of(self, Tables::of(self, &distinct)?)?;
        Some(Automaton { views, run: Box::new(run) })
    }
}

/// The ascending order that an expression speaks of, once that has been met.
struct Order<'a> {
    name: usize,
    space: &'a Space,
    found: Option<(Expr, Path)>,
}

impl Order<'_> {
    /// The one or two places that a part speaks of, if it speaks of nothing else.
    fn places(&mut self, part: &Expr) -> Option<(u64, u64)> {
        let mut places = Vec::new();
        self.visit(part, &mut places)?;
        Some((*places.iter().min()?, *places.iter().max()?))
    }

    fn visit(&mut self, e: &Expr, places: &mut Vec<u64>) -> Option<()> {
        if !e.mentions(self.name) {
            return Some(());
        }
        if let Node::At(sample, index) = e.node() {
            let place = self.place(sample, index.known()?)?;
            if !places.contains(&place) {
                places.push(place);
            }
            return (places.len() <= 2).then_some(());
        }
        if matches!(e.node(), Node::Name(_)) {
            return None;
        }
        e.node().children().try_for_each(|child| self.visit(child, places))
    }

    /// The place of the order of the whole part, from 0.
    fn place(&mut self, sample: &Expr, index: &Value) -> Option<u64> {
        if self.found.is_none() {
            let path = Path::of(sample, self.name, self.space).ok()??;
            let ordered = path.keep.is_some() && path.length() != u64::MAX;
            self.found = ordered.then(|| (sample.clone(), path));
        }
        let (known, path) = self.found.as_ref()?;
        let (from, to) = path.keep.filter(|_| known == sample)?;
        Some(from + place(index, usize::try_from(to - from).ok()?).ok()? as u64)
    }

    /// A part with its elements left open.
    fn opened(&mut self, part: &Expr, (_, later): (u64, u64)) -> Option<Expr> {
        let open = |inner: &Expr| {
            let Node::At(sample, index) = inner.node() else { return None };
            let place = self.place(sample, index.known()?)?;
            Some(Expr::new(Node::Element(if place == later { LATER } else { EARLIER })))
        };
        let mut open = open;
        part.rewrite(&mut |inner| Ok(open(inner))).ok()
    }
}

#[cfg(test)]
mod tests;
