//! The first and the last one done: min(X, Y) and max(X, Y) are the steps of a clock that stops there, and so is what is
//! made of them, such as min(X, max(Y, Z)).

use super::{Clocks, process, steps};
use crate::error::Error;
use crate::question::{Asked, Expr, Node, Operator, Question};
use std::collections::BTreeSet;

/// One of several numbers, by their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// The number at this place.
    One(usize),
    /// The least of these.
    First(Vec<Selection>),
    /// The greatest of these.
    Last(Vec<Selection>),
}

impl Selection {
    fn is_over(&self, done: &[bool]) -> bool {
        match self {
            Self::One(place) => done[*place],
            Self::First(parts) => parts.iter().any(|part| part.is_over(done)),
            Self::Last(parts) => parts.iter().all(|part| part.is_over(done)),
        }
    }

    fn places(&self, places: &mut BTreeSet<usize>) {
        match self {
            Self::One(place) => drop(places.insert(*place)),
            Self::First(parts) | Self::Last(parts) => parts.iter().for_each(|part| part.places(places)),
        }
    }

    /// Whether all numbers enter alike.
    fn is_flat(&self) -> bool {
        match self {
            Self::One(_) => true,
            Self::First(parts) | Self::Last(parts) => parts.iter().all(|part| matches!(part, Self::One(_))),
        }
    }
}

impl Clocks<'_> {
    /// The number of several that an expression is by their order.
    pub(super) fn selection(&self, e: &Expr) -> Option<Selection> {
        if let Some(place) = self.place(e) {
            return Some(Selection::One(place));
        }
        let Node::Call(function, parts) = e.node() else { return None };
        let parts = match parts.as_slice() {
            [only] => match only.node() {
                Node::Row(parts) => parts,
                _ => return None,
            },
            parts => parts,
        };
        let parts = || parts.iter().map(|part| self.selection(part)).collect::<Option<Vec<_>>>();
        match function.name {
            "min" => Some(Selection::First(parts()?)),
            "max" => Some(Selection::Last(parts()?)),
            _ => None,
        }
    }

    /// The question about steps of clocks, where it asks for nothing but the first or the last of several numbers.
    pub(super) fn by_selection(&self) -> Result<Option<Question>, Error> {
        let asked = match &self.question.asked {
            Asked::Mean(number) => Asked::Mean(spans_written_out(self, number)?),
            other => other.clone(),
        };
        let mut found = Vec::new();
        let roots = asked.expressions();
        if !roots.into_iter().chain(&self.question.given).all(|root| self.collect(root, &mut found)) {
            return Ok(None);
        }
        let is_linear = match &asked {
            Asked::Mean(number) => self.question.given.is_none() && self.is_linear(number),
            _ => false,
        };
        let several = |e: &&Expr| self.place(e).is_none();
        if found.is_empty() || found.iter().filter(several).count() == 0 || found.len() > 1 && !is_linear {
            return Ok(None);
        }
        // By itself, a number of a mean is its own clock: the mean of a sum is the sum of the means.
        let first = self.question.experiments.len();
        let (mut chains, mut clocks) = (Vec::new(), Vec::new());
        for whole in found.into_iter().filter(|e| several(&e)) {
            clocks.push((whole.clone(), steps(first + chains.len())));
            chains.push(self.clock(&self.selection(&whole).unwrap_or(Selection::First(Vec::new()))));
        }
        let rewritten = |e: &Expr| {
            e.rewrite(&mut |part| {
                Ok(clocks.iter().find(|(whole, _)| whole == part).map(|(_, steps)| steps.clone()))
            })
        };
        let given = self.question.given.as_ref().map(rewritten).transpose()?;
        let asked = asked.map(rewritten)?;
        Ok(Some(self.with(chains, asked, given)))
    }

    /// The different selections that are spoken of; false where the numbers are spoken of in another way.
    fn collect(&self, e: &Expr, found: &mut Vec<Expr>) -> bool {
        if self.is_free(e) {
            return true;
        }
        if self.selection(e).is_some() {
            if !found.contains(e) {
                found.push(e.clone());
            }
            return true;
        }
        !matches!(e.node(), Node::Name(_)) && e.node().children().all(|part| self.collect(part, found))
    }

    /// Whether a number is a sum of multiples of selections, and of what is free of them.
    fn is_linear(&self, e: &Expr) -> bool {
        if self.is_free(e) || self.selection(e).is_some() {
            return true;
        }
        match e.node() {
            Node::Sum(parts) => parts.iter().all(|part| self.is_linear(part)),
            Node::Arithmetic(Operator::Add | Operator::Subtract, a, b) => {
                self.is_linear(a) && self.is_linear(b)
            }
            Node::Arithmetic(Operator::Multiply, a, b) => {
                a.known().is_some() && self.is_linear(b) || b.known().is_some() && self.is_linear(a)
            }
            Node::Arithmetic(Operator::Divide, a, b) => b.known().is_some() && self.is_linear(a),
            _ => false,
        }
    }

    fn clock(&self, selection: &Selection) -> crate::model::Chain {
        let mut places = BTreeSet::new();
        selection.places(&mut places);
        let chains: Vec<_> = places.iter().map(|place| self.chains[*place].clone()).collect();
        let kinds =
            selection.is_flat().then(|| places.iter().map(|place| self.kinds[*place]).collect::<Vec<_>>());
        // Those of one kind stand side by side, so that their states may be sorted.
        let kinds = kinds.filter(|kinds| kinds.is_sorted());
        let (count, selection) = (self.names.len(), selection.clone());
        process::until(&chains, kinds, move |done| {
            let mut all = vec![false; count];
            places.iter().zip(done).for_each(|(place, done)| all[*place] = *done);
            selection.is_over(&all)
        })
    }
}

/// |X − Y| as max(X, Y) − min(X, Y).
fn spans_written_out(clocks: &Clocks, number: &Expr) -> Result<Expr, Error> {
    number.rewrite(&mut |part| {
        let Node::Call(function, parts) = part.node() else { return Ok(None) };
        if function.name != "abs" {
            return Ok(None);
        }
        let Node::Arithmetic(Operator::Subtract, a, b) = parts[0].node() else { return Ok(None) };
        if clocks.selection(a).is_none() || clocks.selection(b).is_none() {
            return Ok(None);
        }
        let of = |function| Expr::new(Node::Call(function, vec![a.clone(), b.clone()]));
        let ends = (of(&crate::statistic::numeric::MAX), of(&crate::statistic::numeric::MIN));
        Ok(Some(Expr::spanned(Node::Arithmetic(Operator::Subtract, ends.0, ends.1), part.span())))
    })
}
