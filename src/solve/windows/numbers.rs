//! The numbers by which a question speaks of its throws.

use super::{Terms, Throws, stretch};
use crate::model::pattern::Comparison;
use crate::question::{Expr, Node, Quantifier};
use crate::solve::one_number::OneNumber;
use num_bigint::BigInt;
use num_traits::One;

/// The most numbers: their ranges are multiplied.
const MOST: usize = 3;

/// The numbers as far as a question has been read.
pub(super) struct Numbers<F> {
    throws: Throws,
    /// What may be added up.
    is_term: F,
    read: Vec<Read<F>>,
    fails: bool,
}

/// A number.
enum Read<F> {
    /// A sum of multiples of terms.
    Sum(OneNumber<F>),
    /// Whether something holds at a few places: 1 or 0.
    Event(Expr, [(Expr, BigInt); 1]),
}

impl<F: Fn(&Expr) -> bool> Read<F> {
    fn terms(&self) -> Option<&Terms> {
        match self {
            Self::Sum(number) => number.terms(),
            Self::Event(_, term) => Some(term),
        }
    }
}

impl<F: Fn(&Expr) -> bool + Clone> Numbers<F> {
    pub fn new(throws: Throws, is_term: F) -> Self {
        Self { throws, is_term, read: Vec::new(), fails: false }
    }

    /// The terms of each number; nothing where something else is said of the throws, too.
    pub fn terms(&self) -> Option<Vec<&Terms>> {
        if self.fails { None } else { self.read.iter().map(Read::terms).collect() }
    }

    /// What stands in place of a part of an expression; nothing where one has to look inside.
    pub fn part(&mut self, part: &Expr) -> Option<Expr> {
        let Throws { name, length } = self.throws;
        if !part.mentions(name) || self.fails {
            return Some(part.clone());
        }
        if is_event(part) && stretch(part, name, length).is_some() {
            return self.event(part);
        }
        for which in 0..=self.read.len() {
            let unknown = self.throws.unknown(which);
            let mut number = match self.read.get(which) {
                Some(Read::Event(..)) => continue,
                Some(Read::Sum(number)) => number.another(),
                None => OneNumber::new(1 << name, self.is_term.clone()),
            };
            let told = number.part(part, &unknown);
            if number.terms().is_none() {
                continue;
            }
            // What is no sum is none of any other terms.
            let told = told?;
            match self.read.get_mut(which) {
                Some(read) => *read = Read::Sum(number),
                None if !told.mentions(name) => {}
                None => self.read.push(Read::Sum(number)),
            }
            self.fails = self.read.len() > MOST;
            return Some(told);
        }
        self.fails = true;
        Some(part.clone())
    }

    fn event(&mut self, event: &Expr) -> Option<Expr> {
        let known = |read: &Read<F>| matches!(read, Read::Event(known, _) if known == event);
        let which = self.read.iter().position(known).unwrap_or_else(|| {
            let one_if = Node::If(event.clone(), Expr::value_of(1), Expr::value_of(0));
            self.read.push(Read::Event(event.clone(), [(Expr::new(one_if), BigInt::one())]));
            self.read.len() - 1
        });
        self.fails = self.read.len() > MOST;
        Some(Expr::new(Node::Compare(Comparison::Equal, self.throws.unknown(which), Expr::value_of(1))))
    }
}

/// Whether it is an event by its form.
fn is_event(part: &Expr) -> bool {
    matches!(part.node(), Node::Not(_) | Node::And(_) | Node::Or(_) | Node::Xor(..) | Node::Compare(..))
}

/// Whether a stretch adds it, or all places do.
pub(super) fn is_term(part: &Expr, Throws { name, length }: Throws) -> bool {
    is_additive(part, name) || (!is_event(part) && stretch(part, name, length).is_some())
}

/// Whether it is a number to which every throw adds what it would be of that throw alone.
pub(super) fn is_additive(part: &Expr, name: usize) -> bool {
    let of_all = |sample: &Expr| matches!(sample.node(), Node::Name(known) if *known == name);
    match part.node() {
        Node::Call(function, arguments) => match (function.name, arguments.as_slice()) {
            ("count", [pattern, sample]) => pattern.known().is_some() && of_all(sample),
            ("sum", [sample]) => of_all(sample),
            _ => false,
        },
        Node::Each(Quantifier::Count | Quantifier::Sum, depth, sample, body) => {
            of_all(sample) && body.names() == 0 && body.free_elements() & !(1 << depth) == 0
        }
        _ => false,
    }
}
