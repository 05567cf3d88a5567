//! Given places: `X[1] = "Ah" and X[2] = "Kh"` as a condition, where nothing else tells these places from their neighbours.
//!
//! Of b places that are asked about only together, each order of their elements is as likely, so that k given labels, of
//! which there is one each, lie at k given places in (b − k)! of the b! orders of a sample that holds them. Given that they
//! are held, where they lie says nothing about the rest; so the condition is that they are held, and the sweep by class
//! decides it as soon as it comes to them.

use crate::error::Error;
use crate::model::pattern::Comparison;
use crate::model::{Population, Space, Value};
use crate::number;
use crate::question::evaluate::place;
use crate::question::{Expr, Node};
use crate::solve::residue::Residue;
use crate::statistic::Role;
use crate::statistic::counting::CONTAINS;
use num_bigint::BigUint;
use num_traits::One;
use std::collections::{BTreeMap, BTreeSet};

/// The question whose condition says what is held and not where, and by how much its own condition is less likely; nothing
/// where no place is given, or where places are asked about in other ways.
///
/// # Errors
/// Those of working out what became known.
pub fn held(space: &Space, name: usize, residue: &Residue) -> Result<Option<(Residue, BigUint)>, Error> {
    let Space::Draw(from, length) = space else { return Ok(None) };
    let Ok(length) = usize::try_from(*length) else { return Ok(None) };
    let Some((condition, asked)) = residue.roots.split_last().filter(|_| residue.given) else {
        return Ok(None);
    };
    let mut places = Places { name, length, ends: BTreeSet::from([0, length]) };
    let (given, others) = places.given(condition, from);
    let later = Residue { roots: Vec::new(), later: residue.later.clone(), given: false };
    let rest = asked.iter().chain(&others).chain(later.expressions());
    if given.len() < 2 || !rest.into_iter().all(|e| places.are_together(e)) {
        return Ok(None);
    }
    let mut blocks: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    let mut conditions = Vec::new();
    for (at, label) in given {
        let block = places.block(at);
        *blocks.entry(block).or_default() += 1;
        let sample = places.sample(block);
        conditions.push(Expr::new(Node::Call(&CONTAINS, vec![Expr::value_of(label), sample])));
    }
    let orders = blocks.iter().fold(BigUint::one(), |orders, ((from, to), given)| {
        orders * number::arrangements((to - from) as u64, *given)
    });
    conditions.extend(others);
    let mut roots = asked.to_vec();
    roots.push(Expr::spanned(Node::And(conditions), condition.span()));
    let residue = Residue { roots, ..residue.clone() }.rewrite(&mut |_| Ok(None))?;
    Ok(Some((residue, orders)))
}

/// The events that must all hold for this one to hold.
pub fn conjuncts<'a>(event: &'a Expr, all: &mut Vec<&'a Expr>) {
    match event.node() {
        Node::And(parts) => parts.iter().for_each(|part| conjuncts(part, all)),
        _ => all.push(event),
    }
}

/// The places of one row, and where blocks of them that are asked about together end.
struct Places {
    name: usize,
    length: usize,
    ends: BTreeSet<usize>,
}

impl Places {
    /// The places that a condition fixes, each with a label of which there is one, and what else it says.
    fn given(&self, condition: &Expr, from: &Population) -> (Vec<(usize, Value)>, Vec<Expr>) {
        let mut parts = Vec::new();
        conjuncts(condition, &mut parts);
        let (mut given, mut others): (Vec<(usize, Value)>, Vec<Expr>) = (Vec::new(), Vec::new());
        for part in parts {
            let is_new = |(at, label): &(usize, Value)| given.iter().all(|(a, l)| a != at && l != label);
            let is_one = |(_, label): &(usize, Value)| {
                from.classes().iter().any(|(other, count)| other == label && *count == 1)
            };
            match self.fixed(part).filter(|fixed| is_new(fixed) && is_one(fixed)) {
                Some(fixed) => given.push(fixed),
                None => others.push(part.clone()),
            }
        }
        (given, others)
    }

    /// The place that an event fixes, and the label.
    fn fixed(&self, event: &Expr) -> Option<(usize, Value)> {
        let Node::Compare(Comparison::Equal, a, b) = event.node() else { return None };
        let (at, label) = b.known().map(|b| (a, b)).or_else(|| Some((b, a.known()?)))?;
        match at.node() {
            Node::At(row, index) if self.is_row(row) => {
                Some((place(index.known()?, self.length).ok()?, label.clone()))
            }
            _ => None,
        }
    }

    fn is_row(&self, e: &Expr) -> bool {
        matches!(e.node(), Node::Name(name) if *name == self.name)
    }

    /// Whether an expression asks about the row, and parts of it, only regardless of their order; notes where parts end.
    fn are_together(&mut self, e: &Expr) -> bool {
        if !e.mentions(self.name) {
            return true;
        }
        match e.node() {
            Node::Name(_) | Node::At(..) | Node::Slice(..) => false,
            Node::Call(function, arguments) if function.fold.is_some() => {
                let sample = function.sample.unwrap_or(usize::MAX);
                let others = |(i, part): (usize, &Expr)| i == sample || !part.mentions(self.name);
                arguments.iter().enumerate().all(others)
                    && arguments.get(sample).is_some_and(|part| self.is_part(part))
            }
            Node::Each(_, _, domain, body) => !body.mentions(self.name) && self.is_part(domain),
            node => node.children().all(|part| self.are_together(part)),
        }
    }

    /// Whether a sample is the row, some places of it side by side, or what is seen of each of their elements.
    fn is_part(&mut self, sample: &Expr) -> bool {
        match sample.node() {
            Node::Name(name) => *name == self.name,
            Node::Slice(row, from, to) if self.is_row(row) => {
                let at = |index: &Expr| place(index.known()?, self.length).ok();
                let Some((from, to)) = at(from).zip(at(to)) else { return false };
                self.ends.extend([from, to + 1]);
                true
            }
            Node::Call(function, arguments) => match (function.sample, function.role) {
                (Some(sample), Role::Each(_)) => {
                    arguments.iter().enumerate().all(|(i, part)| i == sample || part.known().is_some())
                        && self.is_part(&arguments[sample])
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// From where to where the block of this place goes, the end not included.
    fn block(&self, at: usize) -> (usize, usize) {
        let from = self.ends.range(..=at).next_back().copied().unwrap_or(0);
        (from, self.ends.range(at + 1..).next().copied().unwrap_or(self.length))
    }

    fn sample(&self, (from, to): (usize, usize)) -> Expr {
        let row = Expr::new(Node::Name(self.name));
        if to - from == self.length {
            return row;
        }
        let known = |at: usize| Expr::value_of(Value::integer(at.into()));
        Expr::new(Node::Slice(row, known(from + 1), known(to)))
    }
}
