//! Two independent sides of a comparison, each of many values: their laws one beside the other, and no pair of outcomes.
//!
//! P(A < B) is the sum over the values of A of their weight times that of the larger values of B; with both laws in order
//! one pass is enough.

use super::Asking;
use crate::error::Error;
use crate::model::{Space, Value};
use crate::question::{Expr, Node, Operator};
use crate::solve::eliminate::Choice;
use crate::solve::exact::Road;
use crate::solve::share::ratio;
use crate::solve::sorted::Sorted;
use num_rational::BigRational;

/// With fewer pairs of values the experiments are gone through one after another.
const FEW: u64 = 250_000;

/// A term of a sum, and whether it is added.
type Term = (Expr, bool);

impl Asking<'_> {
    /// The probability of a comparison between numbers that have no experiment in common, where there are many pairs of
    /// their values.
    pub(super) fn of_two_sides(&mut self, event: &Expr) -> Result<Option<BigRational>, Error> {
        let Node::Compare(comparison, a, b) = event.node() else { return Ok(None) };
        if self.question.given.is_some() || self.choice != Choice::Cheapest {
            return Ok(None);
        }
        let mut terms = Vec::new();
        flatten(a, true, &mut terms);
        flatten(b, false, &mut terms);
        let Some((left, right)) = self.apart(terms) else { return Ok(None) };
        let (left, right) = (self.sorted(sum(left))?, self.sorted(sum(right))?);
        let (Some(left), Some(right)) = (left, right) else { return Ok(None) };
        // One value after another is no list of the outcomes of both.
        self.taken.retain(|road| *road != Road::Enumeration);
        self.taken.push(Road::Elimination);
        Ok(Some(ratio(left.holding(*comparison, &right), &left.total * &right.total)))
    }

    /// The terms in two groups that have no experiment in common, the second with its signs turned; nothing where that
    /// cannot be, or where there are few pairs of values.
    fn apart(&self, terms: Vec<Term>) -> Option<(Vec<Term>, Vec<Term>)> {
        let experiments = &self.question.experiments;
        let values = |names: u128| {
            (0..experiments.len()).filter(|name| names >> name & 1 == 1).try_fold(1u64, |all, name| {
                match experiments[name].experiment.space()?.as_ref() {
                    Space::Single(faces) => Some(all.saturating_mul(faces.weights().len() as u64)),
                    Space::Law(law) => Some(all.saturating_mul(law.outcomes().count() as u64)),
                    _ => None,
                }
            })
        };
        let first = terms.iter().find(|(term, _)| term.names() != 0)?.0.names();
        let is_left = |(term, _): &Term| term.names() & first != 0;
        let (left, right): (Vec<Term>, Vec<Term>) = terms.into_iter().partition(is_left);
        let names = |terms: &[Term]| terms.iter().fold(0, |names, (term, _)| names | term.names());
        let (here, there) = (names(&left), names(&right));
        let pairs = values(here)?.saturating_mul(values(there)?);
        if here & there != 0 || there == 0 || pairs < FEW {
            return None;
        }
        Some((left, right.into_iter().map(|(term, is_added)| (term, !is_added)).collect()))
    }

    /// The law of a number in ascending order, with the weight of everything; nothing for what is no number.
    fn sorted(&mut self, number: Expr) -> Result<Option<Sorted<BigRational>>, Error> {
        let law = self.law(std::slice::from_ref(&number))?;
        let mut values = Vec::with_capacity(law.values.len());
        for (i, (row, weight)) in law.values.into_iter().enumerate() {
            self.budget.check_pass(i)?;
            match row.first().and_then(Value::ratio) {
                Some(value) => values.push((value, weight)),
                None => return Ok(None),
            }
        }
        values.sort();
        Ok(Some(Sorted { values, total: law.total }))
    }
}

/// The terms that are added, and those that are taken away.
fn flatten(number: &Expr, is_added: bool, terms: &mut Vec<Term>) {
    match number.node() {
        Node::Arithmetic(Operator::Add, a, b) => {
            flatten(a, is_added, terms);
            flatten(b, is_added, terms);
        }
        Node::Arithmetic(Operator::Subtract, a, b) => {
            flatten(a, is_added, terms);
            flatten(b, !is_added, terms);
        }
        Node::Sum(parts) => parts.iter().for_each(|part| flatten(part, is_added, terms)),
        _ => terms.push((number.clone(), is_added)),
    }
}

fn sum(terms: Vec<Term>) -> Expr {
    let signed = |(term, is_added): Term| match is_added {
        true => term,
        false => Expr::new(Node::Arithmetic(Operator::Subtract, Expr::value_of(0), term)),
    };
    let mut terms: Vec<Expr> = terms.into_iter().map(signed).collect();
    if terms.len() == 1 { terms.swap_remove(0) } else { Expr::new(Node::Sum(terms)) }
}
