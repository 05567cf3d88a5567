//! Rows of different numbers of which only neighbours are compared, and records are asked for: the relative rank of each element
//! among those up to it. The rank of the i-th is any of 1, …, i, as likely as each other and whatever the others are [A. Rényi,
//! "Théorie des éléments saillants d'une suite d'observations", 1962]; an element exceeds the one before it when its rank does,
//! and it is a record when its rank is its place. So the question is one about dice of 1, 2, 3, … faces.

use crate::model::pattern::Comparison;
use crate::model::{Faces, Space, Value};
use crate::question::{Asked, Experiment, Expr, Named, Node, Question};
use crate::solve::equivalent::as_draw;
use crate::solve::first_places::place_of;
use crate::statistic::numeric::{MAX, MIN};
use num_bigint::BigUint;
use std::cell::Cell;
use std::sync::Arc;

/// A list of so many rows is as quick.
const FEW_ROWS: u32 = 2_000;

/// The longest row.
const LONGEST: u64 = 200;

/// The question about the ranks, where it asks a row of different numbers only how neighbours compare and which elements are
/// above, or below, all those before them.
#[must_use]
pub fn by_relative_ranks(question: &Question) -> Option<Question> {
    let mentioned = question.mentioned();
    let name = mentioned.trailing_zeros() as usize;
    if !mentioned.is_power_of_two() || matches!(question.asked, Asked::Count(_) | Asked::Size) {
        return None;
    }
    let named = question.experiments.get(name)?;
    let space = named.experiment.space()?;
    let (from, length) = as_draw(space)?;
    let different = from.classes().iter().all(|(label, n)| *n == 1 && label.ratio().is_some());
    if !different || length > LONGEST || space.size()? < BigUint::from(FEW_ROWS) {
        return None;
    }
    let row = Row { name, length };
    let told = |e: &Expr| row.told(e).ok_or(());
    let given = question.given.as_ref().map(told).transpose().ok()?;
    let known = Cell::new(true);
    let asked = question.asked.clone().map(|e| {
        let told = row.told(e);
        known.set(known.get() && told.is_some());
        Ok(told.unwrap_or_else(|| e.clone()))
    });
    let dice: Option<Vec<_>> =
        (1..=length).map(|faces| Some((Arc::new(Faces::die(faces).ok()?), 1))).collect();
    let experiment = Experiment::of(Space::Trials(dice?.into()), named.experiment.text());
    let mut question = Question { asked: asked.ok().filter(|_| known.get())?, given, ..question.clone() };
    question.experiments[name] = Named { name: question.experiments[name].name.clone(), experiment };
    Some(question)
}

/// A row of different numbers.
struct Row {
    name: usize,
    length: u64,
}

/// What an element is compared with.
enum Other<'a> {
    /// The element at a place.
    Place(u64),
    /// The largest, or the smallest, of all up to a place.
    Extreme { largest: bool, to: u64 },
    /// The largest, or the smallest, of several.
    Of { largest: bool, parts: &'a [Expr] },
}

impl Row {
    /// An expression told of the relative ranks; nothing where it asks anything else of the row.
    fn told(&self, e: &Expr) -> Option<Expr> {
        let mut known = true;
        let told = e.rewrite(&mut |part| {
            if !part.mentions(self.name) {
                return Ok(Some(part.clone()));
            }
            match part.node() {
                Node::Compare(comparison, a, b) => {
                    let compared = self
                        .compared(*comparison, a, b)
                        .or_else(|| self.compared(comparison.mirrored(), b, a));
                    known &= compared.is_some();
                    Ok(Some(compared.unwrap_or_else(|| part.clone())))
                }
                Node::Name(_) | Node::At(..) | Node::Slice(..) => {
                    known = false;
                    Ok(Some(part.clone()))
                }
                _ => Ok(None),
            }
        });
        told.ok().filter(|_| known)
    }

    /// How the element at a place compares with something else.
    fn compared(&self, comparison: Comparison, a: &Expr, b: &Expr) -> Option<Expr> {
        let place = place_of(a, self.name, self.length)?;
        match self.other(b)? {
            Other::Place(other) => self.neighbours(comparison, place, other),
            Other::Extreme { largest, to } => self.record(comparison, place, largest, to),
            Other::Of { largest, parts } => {
                let each = |part: &Expr| self.compared(comparison, a, part);
                let parts: Option<Vec<Expr>> = parts.iter().map(each).collect();
                // Above the largest is above each; below it is below one of them.
                match (comparison, largest) {
                    (Comparison::Greater | Comparison::AtLeast, true)
                    | (Comparison::Less | Comparison::AtMost, false) => Some(Expr::new(Node::And(parts?))),
                    (Comparison::Less | Comparison::AtMost, true)
                    | (Comparison::Greater | Comparison::AtLeast, false) => Some(Expr::new(Node::Or(parts?))),
                    _ => None,
                }
            }
        }
    }

    fn other<'a>(&self, e: &'a Expr) -> Option<Other<'a>> {
        if let Some(place) = place_of(e, self.name, self.length) {
            return Some(Other::Place(place));
        }
        let Node::Call(function, parts) = e.node() else { return None };
        if **function == MAX || **function == MIN {
            return Some(Other::Of { largest: **function == MAX, parts });
        }
        let (largest, [stretch]) = (function.name == "max", parts.as_slice()) else { return None };
        let Node::Slice(sample, from, to) = stretch.node() else { return None };
        let is_front = *sample.node() == Node::Name(self.name) && from.known() == Some(&Value::Int(1));
        let to = match to.known() {
            Some(Value::Int(to)) => u64::try_from(*to).ok().filter(|to| (1..=self.length).contains(to))?,
            _ => return None,
        };
        (is_front && (largest || function.name == "min")).then_some(Other::Extreme { largest, to })
    }

    /// The relative rank of the element at a place.
    fn rank(&self, place: u64) -> Expr {
        let place = Expr::value_of(Value::integer(place.into()));
        Expr::new(Node::At(Expr::new(Node::Name(self.name)), place))
    }

    /// Whether the element at a place exceeds that at the next, or the one before.
    fn neighbours(&self, comparison: Comparison, place: u64, other: u64) -> Option<Expr> {
        if place.abs_diff(other) != 1 {
            return None;
        }
        let later = place.max(other);
        let rises = |rises: bool| {
            let sign = if rises { Comparison::Greater } else { Comparison::AtMost };
            Expr::new(Node::Compare(sign, self.rank(later), self.rank(later - 1)))
        };
        Some(match comparison {
            Comparison::Equal => Expr::value_of(false),
            Comparison::Unequal => Expr::value_of(true),
            Comparison::Greater | Comparison::AtLeast => rises(place == later),
            Comparison::Less | Comparison::AtMost => rises(place != later),
        })
    }

    /// Whether the element at a place is above, or below, all before it.
    fn record(&self, comparison: Comparison, place: u64, largest: bool, to: u64) -> Option<Expr> {
        let is_within = match to {
            _ if to == place => true,
            _ if to + 1 == place => false,
            _ => return None,
        };
        // As if of the largest: numbers turned round are as different.
        let comparison = if largest { comparison } else { comparison.mirrored() };
        let rank = Expr::value_of(Value::integer((if largest { place } else { 1 }).into()));
        let is_record = |is: bool| {
            let sign = if is { Comparison::Equal } else { Comparison::Unequal };
            Expr::new(Node::Compare(sign, self.rank(place), rank.clone()))
        };
        Some(match (comparison, is_within) {
            (Comparison::Equal, true) | (Comparison::AtLeast, _) | (Comparison::Greater, false) => {
                is_record(true)
            }
            (Comparison::Unequal, true) | (Comparison::Less, _) | (Comparison::AtMost, false) => {
                is_record(false)
            }
            (Comparison::Equal, false) | (Comparison::Greater, true) => Expr::value_of(false),
            (Comparison::Unequal, false) | (Comparison::AtMost, true) => Expr::value_of(true),
        })
    }
}
